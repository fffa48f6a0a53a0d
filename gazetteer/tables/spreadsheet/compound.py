"""The streams of a compound file (MS-CFB), in which old Excel workbooks (`.xls`) keep their sheets."""

from __future__ import annotations

import struct
from collections.abc import Iterator

__all__ = ["stream_called"]

_HEADER = 512
_LISTED = 109
"""Sectors of the table of sectors that the header names; further ones are in a chain of their own."""
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_ROOT = 5


def stream_called(raw: bytes, *names: str) -> bytes:
    """Return the first stream with one of these names, as far as it is there; `b""` where there is none.

    >>> stream_called(b"no compound file", "Workbook")
    b''
    """
    if len(raw) < _HEADER:
        return b""
    size = 1 << min(struct.unpack_from("<H", raw, 30)[0], 20)
    small_size = 1 << min(struct.unpack_from("<H", raw, 32)[0], 20)
    directory, least, small_table, _, more = struct.unpack_from("<I4xIIII", raw, 48)
    numbers = [*struct.unpack_from(f"<{_LISTED}I", raw, 76)]
    while more < _LAST_SECTOR and len(numbers) * size <= len(raw):
        further = _words(_sector(raw, more, size))
        if len(further) < 2:
            break
        numbers += further[:-1]
        more = further[-1]
    table = _words(b"".join(_sector(raw, number, size) for number in numbers if number < _LAST_SECTOR))
    entries = [*_entries(_chain(raw, directory, size, table, offset=size))]
    wanted = next((entry for name in names for entry in entries if entry[0] == name), None)
    if wanted is None:
        return b""
    _, _, start, length = wanted
    if length >= least:
        return _chain(raw, start, size, table, offset=size)[:length]
    root = next((entry for entry in entries if entry[1] == _ROOT), ("", _ROOT, _LAST_SECTOR, 0))
    small = _chain(raw, root[2], size, table, offset=size)
    small_numbers = _words(_chain(raw, small_table, size, table, offset=size))
    return _chain(small, start, small_size, small_numbers, offset=0)[:length]


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _sector(raw: bytes, number: int, size: int) -> bytes:
    return raw[(number + 1) * size : (number + 2) * size]


def _chain(raw: bytes, number: int, size: int, table: tuple[int, ...], *, offset: int) -> bytes:
    """Return the sectors of a chain, at most as many as the table has."""
    parts: list[bytes] = []
    while number < _LAST_SECTOR and len(parts) <= len(table):
        parts.append(raw[offset + number * size : offset + (number + 1) * size])
        number = table[number] if number < len(table) else _LAST_SECTOR
    return b"".join(parts)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, kind, first sector and length of each stream."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        letters, kind = struct.unpack_from("<HB", directory, at + 64)
        start, length = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + min(letters, 64)].decode("utf-16-le", "replace").rstrip("\0")
        yield name, kind, start, length
