"""Rows and columns that a sheet of a binary workbook does not show: `.xls` (MS-XLS) and `.xlsb` (MS-XLSB)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from gazetteer.tables.spreadsheet.compound import stream_called
from gazetteer.tables.spreadsheet.members import related
from gazetteer.tables.spreadsheet.records import number_at, old_records

__all__ = ["hidden_in_binary", "hidden_in_old"]

Found = tuple[list[range], list[range]]
"""The rows and the columns, from 0."""

_OLD_SHEET, _OLD_ROW, _OLD_COLUMNS, _BOF = 0x85, 0x208, 0x7D, 0x809
_BIFF8: Final = 0x0600
_OLD_ZERO_HEIGHT: Final = 0x20
_ROW, _COLUMNS, _SHEET = 0, 60, 156
_ZERO_HEIGHT: Final = 0x10
_HIDDEN: Final = 1
_LAST_COLUMN: Final = 16_384
_BOOK: Final = "xl/workbook.bin"


def hidden_in_old(raw: bytes, sheet: str) -> Found:
    """Return the rows and columns that a sheet of an `.xls` does not show.

    >>> hidden_in_old(b"no workbook", "Sheet1")
    ([], [])
    """
    stream = stream_called(raw, "Workbook", "Book")
    rows: list[range] = []
    columns: list[range] = []
    start = _old_start(stream, sheet)
    for kind, at, size in old_records(stream, start) if start is not None else ():
        if kind == _OLD_ROW and size >= 14 and stream[at + 12] & _OLD_ZERO_HEIGHT:
            (row,) = struct.unpack_from("<H", stream, at)
            rows.append(range(row, row + 1))
        elif kind == _OLD_COLUMNS and size >= 10 and stream[at + 8] & _HIDDEN:
            first, last = struct.unpack_from("<HH", stream, at)
            columns.append(range(first, last + 1))
    return rows, columns


def _old_start(stream: bytes, sheet: str) -> int | None:
    """Return where the records of a sheet begin; None if there is no sheet of this name."""
    is_biff8 = False
    for kind, at, size in old_records(stream, 0):
        if kind == _BOF and size >= 2:
            is_biff8 = struct.unpack_from("<H", stream, at)[0] == _BIFF8
        elif kind == _OLD_SHEET and size >= 8:
            letters = stream[at + 8 : at + size] if is_biff8 else stream[at + 7 : at + size]
            is_wide = is_biff8 and stream[at + 7] & 1
            if letters.decode("utf-16-le" if is_wide else "latin-1", "replace") == sheet:
                start: int = struct.unpack_from("<I", stream, at)[0]
                return start
    return None


def hidden_in_binary(archive: zipfile.ZipFile, sheet: str) -> Found:
    """Return the rows and columns that a sheet of an `.xlsb` does not show. Raises KeyError if it is missing."""
    book = archive.read(_BOOK)
    keys = dict(_key_and_name(book[at : at + size]) for kind, at, size in _records(book) if kind == _SHEET)
    data = archive.read(related(archive, _BOOK)[keys[sheet]])
    rows: list[range] = []
    columns: list[range] = []
    for kind, at, size in _records(data):
        if kind == _ROW and size >= 12 and data[at + 11] & _ZERO_HEIGHT:
            (row,) = struct.unpack_from("<I", data, at)
            rows.append(range(row, row + 1))
        elif kind == _COLUMNS and size >= 18 and data[at + 16] & _HIDDEN:
            first, last = struct.unpack_from("<II", data, at)
            columns.append(range(first, min(last + 1, _LAST_COLUMN)))
    return rows, columns


def _key_and_name(record: bytes) -> tuple[str, str]:
    """Return the name of a sheet, and the key by which the workbook refers to it."""
    (letters,) = struct.unpack_from("<I", record, 8)
    name = 12 + 2 * letters
    return record[name + 4 :].decode("utf-16-le", "replace"), record[12:name].decode("utf-16-le", "replace")


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of the records of a part of an `.xlsb`."""
    at = 0
    while at < len(data):
        kind, at = number_at(data, at, 2)
        size, at = number_at(data, at, 4)
        if at + size > len(data):
            return
        yield kind, at, size
        at += size
