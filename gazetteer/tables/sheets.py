"""Read a sheet of a spreadsheet (`.xlsx`, `.xls`, `.ods`) as a table.

A sheet is written out as CSV and read by the one reader of tables, so that headers, blank rows and rows of tags mean in
a spreadsheet what they mean in a text file.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gazetteer.errors import Fault, FileError, TableError
from gazetteer.tables.bytes import files_in
from gazetteer.tables.table import Table

__all__ = ["ReadCsv", "looks_like_spreadsheet", "read_sheet"]

ReadCsv = Callable[[bytes], Table]
"""Reads the CSV that a sheet is written out as."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = ("[Content_Types].xml", "content.xml")
_NAMED = 5
_EXACT = 2.0**53
"""Whole numbers above this are not exact in a spreadsheet, which keeps all numbers as floats."""


class _Sheet(NamedTuple):
    name: str
    content: CalamineSheet
    visible: bool


def looks_like_spreadsheet(raw: bytes) -> bool:
    """Tell whether the bytes are an Excel or OpenDocument spreadsheet, or another document of these programs.

    >>> looks_like_spreadsheet(b"event_id,place")
    False
    """
    if raw.startswith(_OLD_EXCEL):
        return True
    return raw.startswith(b"PK") and not set(files_in(raw)).isdisjoint(_PARTS)


def read_sheet(
    raw: bytes, name: str, *, read: ReadCsv, is_table: Callable[[Table], bool], sheet: str = ""
) -> tuple[Table, str]:
    """Return the sheet that holds the table, and what the user should know: which was read, and which were not.

    Parameters
    ----------
    raw, name
        The file, and how messages name it.
    read
        Reads CSV from bytes.
    is_table
        Tells whether a sheet, where there are several, is a table that is looked for; terms of use are none.
    sheet
        The sheet to read; by default the only one that is such a table.

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
    found = {each.name: _table(each.content, read) for each in wanted}
    if len(found) > 1:
        fitting = {key: table for key, table in found.items() if is_table(table)}
        if len(fitting) > 1:
            reason = f"{len(fitting)} sheets may be meant: {_listed(fitting)}"
            raise TableError([Fault(name, 0, "", "", reason, "name one by `sheet`")])
        found = fitting or found
    chosen, table = max(found.items(), key=lambda item: len(item[1].frame))
    others = [each.name for each in sheets if each.name != chosen]
    if not others:
        return table, ""
    return table, f"sheet {chosen!r} read; not read: {_listed(others)}"


def _filled_sheets(raw: bytes, name: str) -> list[_Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [
            _Sheet(each.name, sheet, each.visible == SheetVisibleEnum.Visible)
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and (sheet := book.get_sheet_by_name(each.name)).start
        ]
    except PasswordError:
        raise FileError(name, "a spreadsheet protected by a password", remedy="save it without one") from None
    except (CalamineError, OSError, ValueError) as error:
        reason = f"a spreadsheet that cannot be read ({error}), or no spreadsheet"
        raise FileError(name, reason, remedy="save it again as .xlsx, or as CSV in UTF-8") from None


def _table(sheet: CalamineSheet, read: ReadCsv) -> Table:
    """Return a sheet as a table whose lines are the sheet's rows."""
    text, numbers = io.StringIO(newline=""), _Numbers()
    writer = csv.writer(text, lineterminator="\n")
    for row in sheet.iter_rows():
        cells = [
            cell if (kind := cell.__class__) is str else numbers[cell] if kind is float else _text(cell) for cell in row
        ]
        writer.writerow(cells if any(cells) else ())
    written = text.getvalue()
    table = read(written.encode("utf-8", "replace"))
    row_of = _row_numbers(sheet, written.count("\n"))
    return replace(
        table,
        lines=lambda: row_of(table.lines()),
        rejects=_at_rows(table.rejects, row_of),
        faults=_at_rows(table.faults, row_of),
    )


def _row_numbers(sheet: CalamineSheet, lines: int) -> Callable[[np.ndarray], np.ndarray]:
    """Return what turns lines of the CSV into rows of the sheet, which may begin lower and have cells of many lines."""
    above = sheet.start[0] if sheet.start else 0
    if lines == sheet.height:
        return lambda numbers: numbers + above
    breaks = [sum(cell.count("\n") for cell in row if isinstance(cell, str)) for row in sheet.iter_rows()]
    starts = np.cumsum([1, *(count + 1 for count in breaks[:-1])])
    return lambda numbers: np.searchsorted(starts, numbers, side="right") + above


class _Numbers(dict[object, str]):
    """The texts of numbers, each made once."""

    def __missing__(self, number: object) -> str:
        self[number] = text = _text(number)
        return text


def _at_rows(faults: Sequence[Fault], row_of: Callable[[np.ndarray], np.ndarray]) -> tuple[Fault, ...]:
    return tuple(fault._replace(line=int(row_of(np.array(fault.line)))) if fault.line else fault for fault in faults)


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


def _listed(names: Any) -> str:
    texts = list(names)
    shown = ", ".join(texts[:_NAMED])
    return shown if len(texts) <= _NAMED else f"{shown} and {len(texts) - _NAMED} more"
