"""Sheets of one table: a workbook with a sheet for each year or country is read as one table.

Line numbers continue from sheet to sheet, so that each row has its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from gazetteer.tables.table import Table, column_names

__all__ = ["copies_in", "joined", "parts_in", "ranges"]

_ALIKE: Final = 0.8
"""The share of columns that two sheets must have in common to be parts of one table."""
_COLUMN: Final = "sheet"


def parts_in(tables: Mapping[str, Table]) -> list[str]:
    """Return the largest group of sheets with nearly the same columns: one may have a few that the others lack.

    >>> parts_in({"2024": _of({"date": []}), "Codes": _of({"code": []}), "2025": _of({"Date": []})})
    ['2024', '2025']
    """
    names = {key: {*_aligned(table)} for key, table in tables.items()}
    groups = [
        [key for key, other in names.items() if len(own & other) >= _ALIKE * len(own | other)] for own in names.values()
    ]
    return max(groups, key=len, default=[])


def copies_in(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return sheet → another sheet that contains all its rows: one before it, or a longer one.

    >>> copies_in({"Data": _of({"a": ["1", "2"]}), "Copy": _of({"a": ["2"]}), "2024": _of({"a": ["3"]})})
    {'Copy': 'Data'}
    """
    rows = {key: {*map(tuple, _aligned(table).to_numpy())} for key, table in tables.items()}
    longest = sorted(rows, key=lambda key: -len(rows[key]))
    found: dict[str, str] = {}
    for at, key in enumerate(longest):
        other = next((other for other in longest[:at] if rows[key] and rows[key] <= rows[other]), "")
        if other and [*_aligned(tables[key])] == [*_aligned(tables[other])]:
            found[key] = other
    return found


def joined(tables: Mapping[str, Table], heights: Mapping[str, int]) -> Table:
    """Return the tables of several sheets as one, with a column that names the sheet of each row.

    `heights` are the last rows of the sheets, which are added to the lines of the sheets after them.

    >>> both = joined({"2024": _of({"a": ["1"]}), "2025": _of({"A": ["2"], "b": ["3"]})}, {"2024": 2, "2025": 2})
    >>> both.frame.values.tolist(), both.lines().tolist()
    ([['1', '', '2024'], ['2', '3', '2025']], [2, 4])
    """
    frames = [_aligned(table) for table in tables.values()]
    written: dict[str, str] = {}
    for frame, table in zip(frames, tables.values(), strict=True):
        written = dict(zip(map(str, frame), map(str, table.frame), strict=True)) | written
    label = column_names([*written.values(), _COLUMN])[-1]
    sheets = np.repeat(list(tables), [len(frame) for frame in frames])
    joint = pd.concat(frames, ignore_index=True).reindex(columns=list(written)).fillna("").rename(columns=written)
    above = _above(tables, heights)
    lines = np.concatenate([table.lines() + above[key] for key, table in tables.items()])
    first = next(iter(tables.values()))
    return replace(
        first,
        frame=joint.assign(**{label: sheets}).astype("str"),
        lines=lambda: lines,
        rejects=tuple(each._replace(line=each.line + above[key]) for key, of in tables.items() for each in of.rejects),
        faults=tuple(each._replace(line=each.line + above[key]) for key, of in tables.items() for each in of.faults),
        skipped=tuple(each._replace(line=each.line + above[key]) for key, of in tables.items() for each in of.skipped),
        notices=tuple(f"sheet {key!r}: {notice}" for key, table in tables.items() for notice in table.notices),
    )


def ranges(tables: Mapping[str, Table], heights: Mapping[str, int]) -> list[str]:
    """Return each sheet with its rows, and their line numbers in messages.

    >>> ranges({"2024": _of({"a": ["1"]}), "2025": _of({"a": ["2"]})}, {"2024": 2, "2025": 2})
    ["'2024' (1 row, lines 1 to 2)", "'2025' (1 row, lines 3 to 4)"]
    """
    above = _above(tables, heights)
    return [
        f"{key!r} ({len(table.frame):,} {'row' if len(table.frame) == 1 else 'rows'}, "
        f"lines {above[key] + 1:,} to {above[key] + heights[key]:,})"
        for key, table in tables.items()
    ]


def _above(tables: Mapping[str, Table], heights: Mapping[str, int]) -> dict[str, int]:
    """Return how many lines there are above each sheet."""
    ends = np.cumsum([0, *(heights[key] for key in tables)])
    return dict(zip(tables, ends[:-1].tolist(), strict=True))


def _aligned(table: Table) -> pd.DataFrame:
    """Return the cells with column names without case and blanks, to compare sheets."""
    return table.frame.astype("str").set_axis(column_names([_folded(name) for name in table.frame]), axis="columns")


def _folded(name: object) -> str:
    return " ".join(str(name).casefold().replace("_", " ").split())


def _of(columns: Mapping[str, Sequence[str]]) -> Table:
    """Return a table for the examples above, with its header in line 1."""
    frame = pd.DataFrame(columns, dtype="str")
    return Table("a.xlsx", frame, lambda: np.arange(len(frame)) + 2)
