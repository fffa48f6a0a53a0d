"""Where the cells are, by the records of a sheet in Excel's binary workbook (`.xlsb`, MS-XLSB §2.1.4)."""

from __future__ import annotations

__all__ = ["extent_of_cells"]

_ROW, _FIRST_CELL, _LAST_CELL = 0, 2, 11
"""A row with its number, and cells with a value; 1 is a cell without one, which is not made."""
_DATA_BEGIN, _DATA_END = 145, 146
_MORE = 0x80
"""Set in a byte of a number that goes on in the next one."""
_MOST_BYTES = 4


def extent_of_cells(data: bytes) -> tuple[int, int]:
    """Return how many cells a part of a workbook has, and how many lie between the first and the last.

    What is no sheet, or ends in the middle of a record, has those that were found so far.

    >>> row, cell = bytes([0, 4]), bytes([5, 12])
    >>> data = bytes([145, 1, 0]) + row + bytes([1, 0, 0, 0]) + cell + bytes([2, 0, 0, 0]) + bytes(8)
    >>> extent_of_cells(data), extent_of_cells(b"no sheet")
    ((1, 1), (0, 0))
    """
    at = data.find(bytes([_DATA_BEGIN & 0x7F | _MORE, _DATA_BEGIN >> 7, 0]))
    at, end, row, count = at if at >= 0 else len(data), len(data), 0, 0
    top = left = 1 << 32
    bottom = right = -1
    while at < end:
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, _MOST_BYTES)
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
    return (count, (bottom - top + 1) * (right - left + 1)) if count else (0, 0)


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where it ends."""
    number = 0
    for place in range(most):
        byte = data[at] if at < len(data) else 0
        number |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < _MORE:
            break
    return number, at
