"""Cells of a spreadsheet: merged cells below the first get its value; spreadsheets with cells far apart are refused.

The spreadsheet library creates every cell between the first and the last in use.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from gazetteer.errors import FileError, shortened
from gazetteer.tables.spreadsheet.compound import EndlessError, stream_called
from gazetteer.tables.spreadsheet.records import extent_of_cells, extent_of_old_cells

__all__ = ["DAMAGED", "OLD_EXCEL", "Cell", "MergedCells", "corners", "names_in_two_rows", "refuse_far_cells", "times"]

Cell = tuple[int, int]
"""Row and column, from 0."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BOOKS = ("Workbook", "Book")
_OLD_BOOK = _OLD_BOOKS[0]
_MOST_CELLS, _MOST_EMPTY = 16_777_216, 4
"""A cell takes 32 to 128 bytes: more are created only if at least every fourth is written, so that a mark in the last
row and column does not take 500 GB."""
_CHUNK = 4 * 2**20
_REFERENCE = 32
_MOST_LETTERS, _MOST_DIGITS = 7, 10
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""XFD1048576 is Excel's last cell; the library would allocate memory for larger references too."""
_WRITTEN = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]{1,3})(\d{1,10})"[^>]*(?<!/)>')
_ODD = (b" r='", b" r =", b" r= ", *(f' r="{letter}'.encode() for letter in "abcdefghijklmnopqrstuvwxyz"))
_ANY_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7}\d{1,10})["']""")
"""Forms of references that other programs could write, and a pattern for all of them."""
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OPEN_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_OPEN_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_REPEATED = re.compile(rb'-repeated="(\d+)"')
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


class MergedCells:
    """Fills cells that are merged with one above them, and counts them.

    Cells merged with one to the left stay empty: a title or a remark across a sheet is not a value of each column.

    Parameters
    ----------
    ranges
        The corners of each range of merged cells, as (row, column), from the first row that is to be filled.
    left_empty
        Columns whose merged cells stay empty: a figure for several rows together is not the figure of each row.

    >>> merged = MergedCells([((0, 0), (1, 0)), ((0, 1), (1, 1))], left_empty={1})
    >>> list(merged.filled([["Gao", 12], ["", ""]])), merged.count, merged.count_left_empty
    ([['Gao', 12], ['Gao', '']], 1, 1)
    """

    def __init__(self, ranges: Iterable[tuple[Cell, Cell]], *, left_empty: Container[int] = ()) -> None:
        self._tall: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in ranges:
            if 0 <= top < bottom:
                self._tall.setdefault(top, []).append((column, bottom))
        self._left_empty = left_empty
        self.count = 0
        self.count_left_empty = 0

    def filled(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield the rows with their merged cells filled."""
        open_: dict[int, tuple[int, Any]] = {}  # column → last row, value
        for number, row in enumerate(rows):
            open_ = {column: held for column, held in open_.items() if held[0] >= number}
            yield self._with(row, open_) if open_ else row
            open_ |= {column: (last, row[column]) for column, last in self._tall.get(number, ()) if column < len(row)}

    def _with(self, row: Sequence[Any], values: dict[int, tuple[int, Any]]) -> Sequence[Any]:
        cells = list(row)
        for column, (_, value) in values.items():
            if value in ("", None) or cells[column] not in ("", None):
                continue
            if column in self._left_empty:
                self.count_left_empty += 1
            else:
                cells[column] = value
                self.count += 1
        return cells

    def words(self) -> str:
        """Return how many cells were filled, and how many stayed empty; `""` if no cells were merged."""
        said = []
        if self.count:
            said.append(f"{_cells(self.count)} filled with what the cell above, merged with it, says")
        if self.count_left_empty:
            said.append(f"{_cells(self.count_left_empty)} left empty: a figure in merged cells is not that of each row")
        return "; ".join(said)


def names_in_two_rows(
    head: Sequence[Sequence[str]], header: int, merged: Iterable[tuple[Cell, Cell]]
) -> tuple[int, list[str]]:
    """Return the last row of the header and the column names; merged cells may show that the header has two rows.

    Then a cell of the upper row names a group of columns, or is merged with the one below and names a column. Repeated
    names in the lower row get the name of their group as a prefix. `head` are the first rows, `header` the one that
    seems to name the columns, `merged` the corners of merged cells, as (row, column).

    >>> head = [["Date", "Killed", "", "Injured", ""], ["", "Men", "All", "Men", "All"], ["2025", "1", "3", "2", "2"]]
    >>> names_in_two_rows(head, 0, [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))])
    (1, ['Date', 'Killed Men', 'Killed All', 'Injured Men', 'Injured All'])
    >>> names_in_two_rows([["Date", "Place"], ["2025", "Gao"]], 0, [])
    (0, ['Date', 'Place'])
    """
    ranges = list(merged)
    for upper in (header, header - 1):
        tall = {left for (top, left), (bottom, right) in ranges if top == upper == bottom - 1 and left == right}
        wide = [
            (left, right) for (top, left), (bottom, right) in ranges if top == bottom == upper and 0 <= left < right
        ]
        if not wide or (upper < header and not tall) or not 0 <= upper < len(head) - 1:
            continue
        first, second = ([cell.strip() for cell in row] for row in head[upper : upper + 2])
        groups = {column: first[left] for left, right in wide for column in range(left, min(right + 1, len(first)))}
        if all(second[column] for column in groups) and _are_names(second, apart_from=tall):
            return upper + 1, [
                f"{groups[at]} {below}" if at in groups and second.count(below) > 1 else below or above
                for at, (above, below) in enumerate(zip(first, second, strict=True))
            ]
    return header, list(head[header])


def _are_names(cells: Sequence[str], *, apart_from: Container[int]) -> bool:
    """Tell whether a row holds column names: no digits, and nothing below a cell that extends into the row."""
    is_clear = not any(cell for column, cell in enumerate(cells) if column in apart_from)
    return is_clear and not any(character.isdigit() for cell in cells for character in cell)


def corners(reference: str) -> tuple[Cell, Cell]:
    """Return the first and the last cell of a reference.

    >>> corners("D2:E5"), corners("AA1")
    (((1, 3), (4, 4)), ((0, 26), (0, 26)))
    """
    ends = [(letters.encode(), int(row) - 1) for letters, row in _CELL.findall(reference)]
    first, last = ends[0], ends[-1]
    return (first[1], _column_number(first[0]) - 1), (last[1], _column_number(last[0]) - 1)


def _cells(number: int) -> str:
    return f"{number:,} {'cell' if number == 1 else 'cells'}"


def refuse_far_cells(raw: bytes, name: str) -> None:
    """Raise FileError if a few cells of a spreadsheet, far apart or repeated, would need more memory than there is.

    It also refuses what the library would read only in part or endlessly: a damaged part, parts of an `.xls` that refer
    to each other in a circle, and a row of an `.xlsb` beyond the last possible one.

    >>> refuse_far_cells(b"what is no archive has no far cells", "a.xls")
    """
    try:
        said = next(filter(None, (_said_against(member, part) for member, part in _parts(raw))), "")
    except (EndlessError, *DAMAGED) as error:
        reason = shortened(str(error)) or "what follows what in it goes in a circle"
        remedy = "save it again as .xlsx, or as CSV in UTF-8"
        raise FileError(name, f"a spreadsheet that is damaged: {reason}", remedy=remedy) from None
    if said:
        raise FileError(name, said, remedy="delete what stands far from the table, or save the table alone as .csv")


def _parts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a spreadsheet, any of which may be a sheet; raise one of DAMAGED if a part is damaged."""
    if raw.startswith(OLD_EXCEL):
        yield _OLD_BOOK, stream_called(raw, *_OLD_BOOKS)
    if not raw.startswith(b"PK"):
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except DAMAGED:
        return
    for member in archive.namelist():
        yield member, archive.read(member)


def _said_against(member: str, part: bytes) -> str:
    """Return why a part of a spreadsheet is refused; `""` if it is not."""
    if member == _OLD_BOOK or member.endswith(".bin"):
        extent = extent_of_old_cells(part) if member == _OLD_BOOK else extent_of_cells(part)
        if extent.last_row > _LAST_ROW:
            return f"a cell in row {extent.last_row:,}; a sheet has no more than {_LAST_ROW:,} rows"
        far = extent.made if extent.made > max(_MOST_CELLS, _MOST_EMPTY * extent.written) else 0
    else:
        far = _repeated(part) if member == "content.xml" else _far_apart(part)
    return f"a sheet of {far:,} cells, nearly all of them empty or the same" if far else ""


def _far_apart(xml: bytes) -> int:
    """Return how many cells lie between the first and the last of an Excel sheet if these are too many, else 0."""
    if any(sign in xml for sign in _ODD):
        xml = _ANY_REFERENCE.sub(lambda found: b' r="' + found[1].upper() + b'"', xml)
    cells = xml.count(b' r="')
    most = max(_MOST_CELLS, _MOST_EMPTY * cells)
    rows, columns = _farthest(xml)
    if rows > _LAST_ROW or columns > _LAST_COLUMN:
        return rows * columns
    if rows * columns <= most:
        return 0
    # Cells without a value, which a format of whole columns leaves, are not created.
    places = {(len(letters), letters, int(row)) for letters, row in _WRITTEN.findall(xml)}
    if not places:
        return 0
    width = _column_number(max(places)[1]) - _column_number(min(places)[1]) + 1
    height = max(row for *_, row in places) - min(row for *_, row in places) + 1
    return width * height if width * height > most else 0


def _farthest(xml: bytes) -> tuple[int, int]:
    """Return the highest row and column that a sheet refers to."""
    most_row = most_column = 0
    for start in range(0, len(xml), _CHUNK):
        data = np.frombuffer(xml[start : start + _CHUNK + _REFERENCE] + b"\0" * _REFERENCE, dtype=np.uint8)
        found = (data[:-3] <= ord(" ")) & (data[1:-2] == ord("r")) & (data[2:-1] == ord("=")) & (data[3:] == ord('"'))
        at = np.flatnonzero(found[: -_REFERENCE + 3]) + 4  # not of ` dir="5400000"`, as themes have it
        row, column = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
        reading = np.ones(len(at), dtype=bool)
        for _ in range(_MOST_LETTERS):
            letter = data[at]
            reading &= (letter >= ord("A")) & (letter <= ord("Z"))
            column = np.where(reading, column * 26 + letter - (ord("A") - 1), column)
            at = at + reading
        reading[:] = True
        for _ in range(_MOST_DIGITS):
            digit = data[at]
            reading &= (digit >= ord("0")) & (digit <= ord("9"))
            row = np.where(reading, row * 10 + digit - ord("0"), row)
            at = at + reading
        most_row, most_column = max(most_row, row.max(initial=0)), max(most_column, column.max(initial=0))
    return int(most_row), int(most_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _repeated(xml: bytes) -> int:
    """Return how many cells the repeated cells of an OpenDocument sheet make if these are too many, else 0."""
    made = written = 0
    for row in _OPEN_ROW.finditer(xml):
        if b"office:value" not in row[2]:
            continue
        cells = [times(cell) for cell in _OPEN_CELL.findall(row[2])] if b"-repeated" in row[2] else [1]
        written += len(cells)
        made += times(row[1]) * sum(cells)
    return made if made > max(_MOST_CELLS, _MOST_EMPTY * written) else 0


def times(attributes: bytes) -> int:
    """Return how often a row, column or cell of an OpenDocument sheet is repeated, from its attributes.

    >>> times(b' table:number-rows-repeated="3"'), times(b"")
    (3, 1)
    """
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1
