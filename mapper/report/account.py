"""The account of cells as a table: as plain text for a terminal, and as rows for the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from mapper.model.text import terminal_safe
from mapper.report.words import Message
from mapper.vocabulary import Column, columns_of, label

__all__ = ["account_rows", "account_text"]

_WIDEST: Final = 30
"""The most characters of a cell that are shown."""
_COUNTS: Final = ("cells", "read", "empty", "missing", "not_understood")


def account_text(account: Sequence[Mapping[str, Any]], language: str = "en") -> str:
    """Return what became of each column and its cells: one table for each file, `""` if there is none.

    >>> row = {"file": "a.csv", "column": "Ort", "became": "field", "fields": "place", "words": "NA (1)"}
    >>> counts = {"cells": 3, "read": 1, "empty": 0, "missing": 1, "not_understood": 1}
    >>> print(account_text([row | counts]))
    <BLANKLINE>
    What became of the columns of a.csv, in cells
      Column  Became        Cells  Read  Empty  Missing  Not understood  Words for missing
      Ort     field: place      3     1      0        1               1  NA (1)
    """
    parts = []
    for file, rows in groupby(account, key=lambda row: str(row["file"])):
        parts += ["", terminal_safe(Message("account-of", file=file).text(language)), *_table(list(rows), language)]
    return "\n".join(parts)


def account_rows(rows: Sequence[Mapping[str, Any]], language: str = "en") -> tuple[list[Column], list[list[str]]]:
    """Return the non-empty columns of one file's account, and its rows in words.

    >>> row = {"column": "Ort", "became": "unused", "fields": "", "words": ""}
    >>> columns, lines = account_rows([row | dict.fromkeys(("cells", "read", "empty", "missing", "not_understood"), 0)])
    >>> [column.heading("en") for column in columns][:2], lines[0][:3]
    (['Column', 'Became'], ['Ort', 'not used', '0'])
    """
    shown = ["column", "became", *_COUNTS, *(["words"] if any(row["words"] for row in rows) else [])]
    return [columns_of("account")[name] for name in shown], [
        [_cell(row, name, language) for name in shown] for row in rows
    ]


def _table(rows: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    columns, cells = account_rows(rows, language)
    shown = [column.name for column in columns]
    lines = [[column.heading(language) for column in columns], *cells]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [_line(line, widths, shown) for line in lines]


def _line(cells: Sequence[str], widths: Sequence[int], names: Sequence[str]) -> str:
    padded = [
        cell.rjust(width) if name in _COUNTS else cell.ljust(width)
        for cell, width, name in zip(cells, widths, names, strict=True)
    ]
    return f"  {'  '.join(padded)}".rstrip()


def _cell(row: Mapping[str, Any], name: str, language: str) -> str:
    if name in _COUNTS:
        return f"{row[name]:,}"
    text = str(row[name])
    if name == "became":
        use = label("column_uses", text, language=language)
        text = Message("note-of", name=use, text=row["fields"]).text(language) if row["fields"] else use
    text = terminal_safe(text)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
