"""Read a sheet of a spreadsheet (`.xlsx`, `.xls`, `.ods`) as a table.

Headers, rows above them, blank rows and rows of tags mean the same as in a text file.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gazetteer.errors import Fault, FileError, TableError, shortened
from gazetteer.tables.bytes import files_in
from gazetteer.tables.decoded import checked, may_be_wrong
from gazetteer.tables.preamble import HEAD_ROWS, header_row, kind_above
from gazetteer.tables.spreadsheet.cells import OLD_EXCEL, Cell, MergedCells, names_in_two_rows, refuse_far_cells
from gazetteer.tables.spreadsheet.hidden import Hidden, hidden_in
from gazetteer.tables.spreadsheet.hyperlinks import linked_cells, with_links
from gazetteer.tables.spreadsheet.joined import copies_in, joined, parts_in, ranges
from gazetteer.tables.spreadsheet.open_document import merged_in
from gazetteer.tables.spreadsheet.struck import struck_in, struck_words
from gazetteer.tables.table import Skipped, Table, check_width, column_names, is_hxl, skipped_tags, tags_of, text_frame

__all__ = ["looks_like_spreadsheet", "read_sheet"]

_PARTS = ("[Content_Types].xml", "content.xml")
_NAMED = 5
_BLOCK = 10_000
"""Rows converted to text at a time."""
_EXACT = 2.0**53
"""Whole numbers above this are not exact in a spreadsheet, which keeps all numbers as floats."""


class _Sheet(NamedTuple):
    name: str
    content: CalamineSheet
    visible: bool


class _Marks(NamedTuple):
    """Properties of a sheet besides its values."""

    merged: Sequence[tuple[Cell, Cell]]
    links: dict[Cell, str]
    hidden: Hidden
    struck: Collection[int]

    @classmethod
    def of(cls, raw: bytes, sheet: _Sheet) -> _Marks:
        """Return the properties of a sheet; the library reports merged cells only for Excel's formats."""
        merged = sheet.content.merged_cell_ranges or merged_in(raw, sheet.name)
        return cls(merged, linked_cells(raw, sheet.name), hidden_in(raw, sheet.name), struck_in(raw, sheet.name))

    def words(self, lines: Sequence[int], names: Sequence[str], left: int) -> tuple[str, str]:
        """Return which of the rows and columns read are hidden, and which rows have text that is struck through."""
        return self.hidden.words(lines, names, left), struck_words(self.struck, lines)


def looks_like_spreadsheet(raw: bytes) -> bool:
    """Tell whether the bytes are an Excel or OpenDocument spreadsheet, or another document of these programs.

    >>> looks_like_spreadsheet(b"event_id,place")
    False
    """
    if raw.startswith(OLD_EXCEL):
        return True
    return raw.startswith(b"PK") and not set(files_in(raw)).isdisjoint(_PARTS)


def read_sheet(
    raw: bytes,
    name: str,
    *,
    is_table: Callable[[Table], bool],
    sheet: str = "",
    figures: Callable[[list[str]], Collection[str]] = lambda _: (),
    several: str = "name one by `sheet`",
) -> tuple[Table, str]:
    """Return the sheet that holds the table, and a notice: which sheets were read, and which were not.

    Several sheets with nearly the same columns, such as one for each year, are read as one table. Cells merged with one
    above them have its value. If cells of a column X link to web addresses that are not their text, these become a
    column `X link`.

    Parameters
    ----------
    raw, name
        The file, and how messages name it.
    is_table
        If there are several sheets, tells whether one is the wanted kind of table; a sheet of terms of use is not.
    sheet
        The sheet to read; by default the only one that is such a table.
    figures
        Returns the columns in which a merged cell is one figure for several rows together.
    several
        The remedy in the error if several sheets may be meant.

    Raises
    ------
    FileError
        It is damaged, protected, or no spreadsheet.
    TableError
        There is no such sheet, or several may be meant.
    """
    sheets = _filled_sheets(raw, name)
    seen = [each for each in sheets if each.visible] or sheets
    wanted = [each for each in sheets if each.name.casefold() == sheet.casefold()] if sheet else seen
    if not wanted:
        said = f"no sheet {sheet!r} with rows (it has {_listed(each.name for each in sheets)})" if sheet else "empty"
        raise TableError([Fault(name, 0, "", "", said, "name one that it has" if sheet else "it needs a header row")])
    found = {each.name: _table(each.content, name, figures, _Marks.of(raw, each)) for each in wanted}
    if len(found) > 1:
        fitting = {key: table for key, table in found.items() if is_table(table)}
        if len(fitting) > 1:
            return _joined(sheets, fitting, name, several)
        found = fitting or found
    chosen, table = max(found.items(), key=lambda item: len(item[1].frame))
    return table, _which_read(sheets, chosen)


def _joined(sheets: Sequence[_Sheet], fitting: dict[str, Table], name: str, several: str) -> tuple[Table, str]:
    """Return the sheets with the same columns as one table, and which were read; a copy of another sheet is left out.

    Raises TableError if no two of them have the same columns.
    """
    parts = {key: fitting[key] for key in parts_in(fitting)}
    if len(parts) < 2:
        reason = f"{len(fitting)} sheets may be meant: {_listed(fitting)}"
        raise TableError([Fault(name, 0, "", "", reason, several)])
    copies = copies_in(parts)
    parts = {key: table for key, table in parts.items() if key not in copies}
    others = [f"{each.name} (hidden)" if not each.visible else
              f"{each.name} (all its rows stand in {copies[each.name]!r})" if each.name in copies else each.name
              for each in sheets if each.name not in parts]  # fmt: skip
    unread = f"; not read: {_listed(others)}" if others else ""
    if len(parts) == 1:
        ((chosen, table),) = parts.items()
        return table, f"sheet {chosen!r} read{unread}"
    heights = {each.name: (each.content.end or (0, 0))[0] + 1 for each in sheets if each.name in parts}
    said = f"{len(parts)} sheets of the same columns read as one table, with a column that names the sheet"
    return joined(parts, heights), f"{said}: {_listed(ranges(parts, heights), most=len(parts))}{unread}"


def _which_read(sheets: Sequence[_Sheet], chosen: str) -> str:
    """Return which sheet was read and which were not, if there are several or it is hidden; else `""`."""
    others = [each.name if each.visible else f"{each.name} (hidden)" for each in sheets if each.name != chosen]
    visible = any(each.visible for each in sheets if each.name == chosen)
    said = f"{'sheet' if visible else 'hidden sheet'} {chosen!r} read"
    if others:
        return f"{said}; not read: {_listed(others)}"
    return "" if visible else said


def _filled_sheets(raw: bytes, name: str) -> list[_Sheet]:
    refuse_far_cells(raw, name)
    with _refused_in_a_sentence(name):
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [
            _Sheet(each.name, sheet, each.visible == SheetVisibleEnum.Visible)
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and (sheet := book.get_sheet_by_name(each.name)).start
        ]


@contextlib.contextmanager
def _refused_in_a_sentence(name: str) -> Iterator[None]:
    """Raise FileError for any error that the library raises."""
    try:
        yield
    except PasswordError:
        raise FileError(name, "a spreadsheet protected by a password", remedy="save it without one") from None
    except BaseException as error:
        # Unforeseen errors of the library are panics, which are no Exception and cannot be imported.
        if not isinstance(error, (CalamineError, OSError, ValueError)) and type(error).__name__ != "PanicException":
            raise
        reason = f"a spreadsheet that cannot be read ({shortened(str(error))}), or no spreadsheet"
        raise FileError(name, reason, remedy="save it again as .xlsx, or as CSV in UTF-8") from None


def _table(
    sheet: CalamineSheet,
    name: str,
    figures: Callable[[list[str]], Collection[str]],
    marks: _Marks,
) -> Table:
    """Return a sheet as a table whose lines are the sheet's rows."""
    rows = sheet.iter_rows()
    head = [[*map(_text, row)] for row in islice(rows, HEAD_ROWS)]
    begin, left = sheet.start or (0, 0)
    in_head = [
        ((top - begin, first - left), (bottom - begin, last - left)) for (top, first), (bottom, last) in marks.merged
    ]
    header, written = names_in_two_rows(head, header_row(head), in_head)
    names = column_names(written)
    check_width(name, len(names))
    first = begin + 1
    skipped = [
        Skipped(name, first + number, kind_above(cells), ", ".join(text for cell in cells if (text := cell.strip())))
        for number, cells in enumerate(head[:header])
        if any(cells)
    ]
    below = begin + header + 1
    ranges = [
        ((top - below, column - left), (bottom - below, right - left))
        for (top, column), (bottom, right) in marks.merged
    ]
    of_figures = figures(names) if ranges else ()
    merged = MergedCells(ranges, left_empty={at for at, column in enumerate(names) if column in of_figures})
    texts = _texts(merged.filled(chain(head[header + 1 :], rows)), names)
    texts = with_links(texts, {(row - below, column - left): url for (row, column), url in marks.links.items()})
    filled = _filled(texts)
    lines = np.flatnonzero(filled) + first + header + 1
    texts = texts if filled.all() else texts.filter(filled)
    below_names = [column[0].as_py() for column in texts.columns] if len(texts) else []
    tags = tags_of(names, below_names) if is_hxl(below_names) else {}
    if tags:
        skipped.append(skipped_tags(name, int(lines[0]), below_names))
        texts, lines = texts.slice(1), lines[1:]
    columns = dict(zip(texts.column_names, texts.columns, strict=True))
    notices = tuple(filter(None, [merged.words(), *marks.words(lines.tolist(), names, left)]))
    table = Table(name, text_frame(columns), lambda: lines, skipped=tuple(skipped), notices=notices, tags=tags)
    doubtful = [column for column, chunks in columns.items() if any(map(_may_be_wrong, chunks.chunks))]
    return checked(table, doubtful) if doubtful else table


def _texts(rows: Iterator[Sequence[Any]], names: Sequence[str]) -> pa.Table:
    """Return the cells of rows as text, block by block: not all cells of a large sheet are Python objects at once."""
    schema = pa.schema([(name, pa.large_string()) for name in names])
    known, batches = _Known(), []
    while block := list(islice(rows, _BLOCK)):
        columns = [_column(cells, known) for cells in zip(*block, strict=True)]
        batches.append(pa.record_batch(columns, schema=schema))
    return pa.Table.from_batches(batches, schema)


def _column(cells: Sequence[Any], known: _Known) -> pa.Array:
    try:
        return pa.array(cells, pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # not all of them are text
        texts = [
            cell if (kind := cell.__class__) is str else _text(cell) if kind is bool else known[cell] for cell in cells
        ]
        return pa.array(texts, pa.large_string())


def _filled(texts: pa.Table) -> np.ndarray:
    """Return True for each row that has a cell with text."""
    filled = np.zeros(len(texts), dtype=bool)
    for column in texts.columns:
        filled |= pc.greater(pc.binary_length(column), 0).to_numpy()
    return filled


def _may_be_wrong(texts: pa.Array) -> bool:
    letters = texts.buffers()[2]
    return letters is not None and may_be_wrong(letters.to_pybytes())


class _Known(dict[object, str]):
    """Cache of the texts of numbers and dates; not of TRUE and FALSE, which equal 1 and 0 in Python."""

    def __missing__(self, cell: object) -> str:
        self[cell] = text = _text(cell)
        return text


def _text(cell: Any) -> str:
    """Return a cell as text: whole numbers without a fraction, days in ISO 8601.

    >>> _text(5.0), _text(dt.datetime(2025, 6, 13)), _text(True)
    ('5', '2025-06-13', 'TRUE')
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) <= _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _listed(names: Any, *, most: int = _NAMED) -> str:
    texts = list(names)
    shown = ", ".join(texts[:most])
    return shown if len(texts) <= most else f"{shown} and {len(texts) - most} more"
