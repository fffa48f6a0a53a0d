"""The streams of a compound file (MS-CFB), in which old Excel workbooks (`.xls`) keep their sheets."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["EndlessError", "stream_called"]

_HEADER: Final = 512
_LISTED: Final = 109
"""Sectors of the sector table that the header lists; further ones are in a chain of their own."""
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_ROOT: Final = 5
_OFTEN: Final = 64
"""A sector belongs to one chain; one that so many chains share would make a small file a large one."""


class EndlessError(ValueError):
    """Sectors that refer to each other in a circle: a library that follows them would fill the memory."""


class _Sectors(NamedTuple):
    """Sectors of one size, and by the number of each the next one of its chain."""

    data: bytes
    size: int
    table: tuple[int, ...]

    def chain(self, number: int) -> list[int]:
        found: list[int] = []
        while number < _LAST_SECTOR:
            if len(found) > len(self.table):
                raise EndlessError
            found.append(number)
            number = self.table[number] if number < len(self.table) else _LAST_SECTOR
        return found

    def read(self, number: int) -> bytes:
        return b"".join(_sector(self.data, each, self.size) for each in self.chain(number))


class _Entry(NamedTuple):
    name: str
    kind: int
    first: int
    length: int


def stream_called(raw: bytes, *names: str) -> bytes:
    """Return the first stream with one of these names, even if incomplete; `b""` if there is none.

    Raises EndlessError if the sectors of any stream refer to each other in a circle.

    >>> stream_called(b"no compound file", "Workbook")
    b''
    """
    if len(raw) < _HEADER:
        return b""
    size, small_size = (1 << min(shift, 20) for shift in struct.unpack_from("<HH", raw, 30))
    directory, least, small_table, _, further = struct.unpack_from("<I4xIIII", raw, 48)
    body = raw[size:]
    numbers = [*struct.unpack_from(f"<{_LISTED}I", raw, 76), *_further(body, further, size)]
    table = _words(b"".join(_sector(body, number, size) for number in numbers if number < _LAST_SECTOR))
    sectors = _Sectors(body, size, table)
    entries = [*_entries(sectors.read(directory))]
    root = next((entry for entry in entries if entry.kind == _ROOT), _Entry("", _ROOT, _LAST_SECTOR, 0))
    small = _Sectors(sectors.read(root.first), small_size, _words(sectors.read(small_table)))
    left = _OFTEN * (len(table) + len(small.table) + 1)
    for entry in entries:
        left -= len((sectors if entry.length >= least else small).chain(entry.first)) if entry != root else 0
        if left < 0:
            raise EndlessError
    for name in names:
        for entry in entries:
            if entry.name == name:
                return (sectors if entry.length >= least else small).read(entry.first)[: entry.length]
    return b""


def _further(body: bytes, number: int, size: int) -> list[int]:
    """Return the numbers of the sectors with the sector table, beyond those that the header lists."""
    numbers: list[int] = []
    seen: set[int] = set()
    while number < _LAST_SECTOR and len(words := _words(_sector(body, number, size))) > 1:
        if number in seen:
            raise EndlessError
        seen.add(number)
        numbers += words[:-1]
        number = words[-1]
    return numbers


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[number * size : (number + 1) * size]


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        letters, kind = struct.unpack_from("<HB", directory, at + 64)
        first, length = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + min(letters, 64)].decode("utf-16-le", "replace").rstrip("\0")
        if kind:  # an entry that is used
            yield _Entry(name, kind, first, length)
