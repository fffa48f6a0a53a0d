"""Rows above the header of a table: titles, notes, comments and blank rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice

from gazetteer.tables.records import separators_of
from gazetteer.tables.table import Skipped, is_hxl

__all__ = ["HEAD_ROWS", "header_row", "is_comment", "kind_above", "preamble"]

HEAD_ROWS = 300
"""How many rows are searched; a header below them is not found."""
_HEAD = 1 << 16
_COMMENT = re.compile(r"#+[ !]|//")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the position of the row that names the columns, given the first rows of a table; 0 in nearly all tables.

    Rows above it have few cells, name groups of columns, or are comments; it names more than half of the columns that
    the rows below fill.

    >>> header_row([["Incident log", ""], ["", ""], ["Date", "Place"], ["2025-05-03", "Gao"]])
    2
    >>> header_row([["Date", "Place"], ["2025-05-03", "Gao"]])
    0
    >>> header_row([["When", "Where", ""], ["Date", "Place", "Country"], ["2025-05-03", "Gao", "Mali"]])
    1
    """
    filled = [_filled(row) for row in rows]
    widest = max(map(len, filled), default=0)
    if not rows:
        return 0
    if _names_groups(filled, widest):
        return 1
    if _names_columns(filled[0], widest) or not _may_be_above(rows[0], filled[0], widest):
        return 0
    for number, cells in enumerate(filled[:-1]):
        if _names_columns(cells, widest) and all(_LETTER.search(cell) for cell in cells):
            return number
    return 0


def kind_above(cells: Sequence[str]) -> str:
    """Return the kind of a row above the header: `empty`, `comment`, or else `title`.

    >>> kind_above(["# exported by a tool"]), kind_above(["", " "])
    ('comment', 'empty')
    """
    filled = _filled(cells)
    if not filled:
        return "empty"
    return "comment" if is_comment(filled[0]) else "title"


def is_comment(cell: str) -> bool:
    """Tell whether the first text of a row marks it as a comment: `# ` or `//`.

    >>> is_comment("# filter: none"), is_comment("#1"), is_comment("// note")
    (True, False, True)
    """
    return _COMMENT.match(cell) is not None


def preamble(raw: bytes, name: str) -> tuple[int, tuple[Skipped, ...]]:
    r"""Return the byte offset of the header of a CSV file, and the rows above it.

    >>> start, rows = preamble(b"Log of a desk,\n,\nDate,Place\n2025,Gao\n", "a.csv")
    >>> start, [row.kind for row in rows]
    (17, ['title', 'empty'])
    """
    head = raw[:_HEAD]
    if head.startswith(b"sep=") or b"\0" in head[:4096]:
        return 0, ()
    # Latin-1 gives each byte a character, so that positions in the text are positions in the file.
    lines = list(islice(io.StringIO(head.decode("latin-1"), newline=""), 2 * HEAD_ROWS))
    if not lines:
        return 0, ()
    rows, ends = _parsed(lines)
    header = header_row(rows)
    if not header:
        return 0, ()
    skipped, line = [], 0
    for cells, end in zip(rows[:header], ends, strict=False):
        if cells:
            text = ", ".join(_filled(cells)).encode("latin-1").decode("utf-8", "replace")
            skipped.append(Skipped(name, line + 1, kind_above(cells), text))
        line = end
    return sum(map(len, lines[:line])), tuple(skipped)


def _parsed(lines: Sequence[str]) -> tuple[list[list[str]], list[int]]:
    """Return the cells of the first rows, and the number of lines up to the end of each.

    A cell may have more semicolons than a row has commas; but then the row taken for the header has commas in its
    cells.
    """
    separators = separators_of(lines) or [","]
    for separator in separators:
        rows, ends = _split(lines, separator)
        header = "".join(rows[header_row(rows)]) if rows else ""
        if not any(other in header for other in separators if other != separator):
            return rows, ends
    return _split(lines, separators[0])


def _split(lines: Sequence[str], separator: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(lines, delimiter=separator)
    rows: list[list[str]] = []
    ends: list[int] = []
    try:
        for cells in islice(reader, HEAD_ROWS):
            rows.append(cells)
            ends.append(reader.line_num)
    except csv.Error:
        pass
    return rows, ends


def _filled(cells: Sequence[str]) -> list[str]:
    return [text for cell in cells if (text := cell.strip())]


def _names_columns(filled: Sequence[str], widest: int) -> bool:
    return not (filled and is_comment(filled[0])) and 2 * len(filled) > widest


def _names_groups(filled: Sequence[Sequence[str]], widest: int) -> bool:
    """Tell whether the first row names groups of columns, and the second the columns: all of them, without a digit."""
    if len(filled) < 3 or not filled[0] or is_comment(filled[0][0]) or not len(filled[0]) < len(filled[1]) == widest:
        return False
    named = all(_LETTER.search(cell) and not _DIGIT.search(cell) for cell in filled[1])
    return named and any(_DIGIT.search(cell) for cell in filled[2])


def _may_be_above(cells: Sequence[str], filled: Sequence[str], widest: int) -> bool:
    """Tell whether a row may be no header: it is blank or a comment, or its few texts are a title."""
    if not filled or is_comment(filled[0]):
        return True
    return not is_hxl(list(cells)) and (len(cells) > len(filled) or " " in filled[0] or widest > 2)
