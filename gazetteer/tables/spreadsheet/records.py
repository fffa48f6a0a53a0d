"""Count cells by the records of Excel's binary workbooks (`.xlsb`, MS-XLSB §2.1.4; `.xls`, MS-XLS §2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Extent", "extent_of_cells", "extent_of_old_cells", "number_at", "old_records"]

_ROW, _FIRST_CELL, _LAST_CELL = 0, 2, 11
"""A row with its number, and cells with a value; 1 is a cell without one, which is not created."""
_DATA_BEGIN, _DATA_END = 145, 146
_MORE = 0x80
"""The bit of a byte that says that the number continues in the next byte."""
_MOST_BYTES = 4
_SHEET, _END, _DIMENSIONS, _SEVERAL = 0x85, 0x0A, 0x200, 0xBD
_OLD_CELLS = frozenset({0x06, 0xFD, 0x203, 0x204, 0x205, 0x27E, _SEVERAL})
"""Records of `.xls` from which the library creates cells: formulas, texts, numbers, and several numbers of a row."""


class Extent(NamedTuple):
    """How many cells are written, how many lie between the first and the last, and the last row, from 1."""

    written: int = 0
    made: int = 0
    last_row: int = 0


def extent_of_old_cells(stream: bytes) -> Extent:
    """Return how many cells the sheets of an old workbook have, and for how many the library allocates memory.

    >>> extent_of_old_cells(b"no workbook")
    Extent(written=0, made=0, last_row=0)
    """
    count = made = last = 0
    for kind, at, size in old_records(stream, 0):
        if kind == _SHEET and size >= 4:
            extent = _old_sheet(stream, *struct.unpack_from("<I", stream, at))
            count, made, last = count + extent.written, made + extent.made, max(last, extent.last_row)
    return Extent(count, made, last)


def _old_sheet(stream: bytes, start: int) -> Extent:
    count = room = 0
    top = left = 1 << 32
    bottom = right = -1
    for kind, at, size in old_records(stream, start):
        if kind in _OLD_CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + size - 2)[0] if kind == _SEVERAL else column
            count += max(1, last - column + 1)
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column, last)
        elif kind == _DIMENSIONS and size in (10, 14):
            first, end, begin, stop = struct.unpack_from("<IIHH" if size == 14 else "<HHHH", stream, at)
            room = max(room, (end - first) % 2**32 * ((stop - begin) % 2**32)) if end and stop else room
    between = (bottom - top + 1) * (right - left + 1) if count else 0
    return Extent(count, max(between, room), bottom + 1)


def old_records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of the records up to the end of a part."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _END or at + size > len(stream):
            return
        yield kind, at, size
        at += size


def extent_of_cells(data: bytes) -> Extent:
    """Return the cells of a part of a workbook.

    If the part is not a sheet, or ends within a record, these are the cells found so far.

    >>> row, cell = bytes([0, 4]), bytes([5, 12])
    >>> data = bytes([145, 1, 0]) + row + bytes([1, 0, 0, 0]) + cell + bytes([2, 0, 0, 0]) + bytes(8)
    >>> extent_of_cells(data), extent_of_cells(b"no sheet").written
    (Extent(written=1, made=1, last_row=2), 0)
    """
    at = data.find(bytes([_DATA_BEGIN & 0x7F | _MORE, _DATA_BEGIN >> 7, 0]))
    at, end, row, count = at if at >= 0 else len(data), len(data), 0, 0
    top = left = 1 << 32
    bottom = right = -1
    while at < end:
        kind, at = number_at(data, at, 2)
        size, at = number_at(data, at, _MOST_BYTES)
        if kind == _ROW:
            row = int.from_bytes(data[at : at + 4], "little")
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            column = int.from_bytes(data[at : at + 4], "little")
            count += 1
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
        elif kind == _DATA_END:
            break
        at += size
    return Extent(count, (bottom - top + 1) * (right - left + 1), bottom + 1) if count else Extent()


def number_at(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number with seven bits per byte, and where it ends."""
    number = 0
    for place in range(most):
        byte = data[at] if at < len(data) else 0
        number |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < _MORE:
            break
    return number, at
