"""The deletions of an index: the file beside it that finds the possible names for a misspelt one.

The file has sorted numbers of eight bytes in the machine's byte order. The upper half of a number is the hash of a key
with letters left out (`gazetteer.index.keys`), the lower half is the number of the key's first spelling. After them
comes a table with the position at which each range of hashes begins, and at the end the number of ranges; hashes are
spread evenly over the ranges. A file is memory-mapped unless it is too large; of a list of the whole world, two
gigabytes, single ranges are read on demand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO

from gazetteer.index.keys import deletions, name_hash

__all__ = ["Deletions", "DeletionsFile", "deletions_of"]

_PARTS = 64
_IN_MEMORY = 1 << 21
"""Hashes that are held in memory before they are written to the files of their parts: 16 MB with their numbers."""
_IN_RANGE, _WIDTH = 128, 8
"""Numbers in a range of hashes, on average at the most, and the bytes of each."""
_BITS = 32  # of a hash
_MAPPED_BYTES = 1 << 29
"""The largest file that is mapped: mapped pages that were read count as the process's memory."""


def deletions_of(index: Path) -> Path:
    """Return the path of an index's deletions.

    >>> deletions_of(Path("towns.index")).name
    'towns.deletions'
    """
    return index.with_suffix(".deletions")


class DeletionsFile:
    """The deletions of an index, opened.

    >>> empty = DeletionsFile(Path("gazetteer/py.typed"))
    >>> empty.numbers([1])
    set()
    >>> empty.close()
    """

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        with ExitStack() as stack:
            self._file = stack.enter_context(path.open("rb", buffering=0))
            size = path.stat().st_size
            is_mapped = 0 < size <= _MAPPED_BYTES
            self._mapped = memoryview(mmap(self._file.fileno(), 0, access=ACCESS_READ) if is_mapped else b"")
            ranges = array("Q", self._read(size - _WIDTH, _WIDTH))[0] if size else 1
            self._shift = _BITS + 1 - ranges.bit_length()
            self._starts = array(
                "I", self._read(size - _WIDTH - 4 * (ranges + 1), 4 * (ranges + 1)) if size else [0, 0]
            )
            self._entries = self._mapped[: self._starts[-1] * _WIDTH].cast("Q")
            stack.pop_all()

    def numbers(self, hashes: Iterable[int]) -> set[int]:
        """Return the numbers that are filed under one of the hashes."""
        starts, shift = self._starts, self._shift
        found: set[int] = set()
        for hashed in hashes:
            part = hashed >> shift
            entries = self._between(starts[part], starts[part + 1])
            first = bisect_left(entries, hashed << _BITS)
            found.update(entries[first : bisect_left(entries, (hashed + 1) << _BITS, first)])
        return {entry & 0xFFFFFFFF for entry in found}

    def close(self) -> None:
        """Release the file."""
        self._entries.release()
        self._mapped.release()
        self._file.close()

    def _between(self, first: int, end: int) -> memoryview:
        if self._entries:
            return self._entries[first:end]
        return memoryview(self._read(first * _WIDTH, (end - first) * _WIDTH)).cast("Q")

    def _read(self, start: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)


class Deletions:
    """Writes the deletions of an index, sorted in parts on disk, one part for each range of hashes.

    >>> with Deletions(Path()) as found:
    ...     found.add("kidal", 7, edits=1)
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes, self._numbers = array("I"), array("I")
        self._parts: list[BinaryIO] = []
        self._open = ExitStack()

    def add(self, key: str, number: int, *, edits: int) -> None:
        """Add a key with the number of its first spelling; at most `edits` letters are left out."""
        shorter = {name_hash(text) for text in deletions(key, edits)}
        self._hashes.extend(shorter)
        self._numbers.extend([number] * len(shorter))
        if len(self._hashes) >= _IN_MEMORY:
            self._spill()

    def write(self, path: Path) -> None:
        """Write the file."""
        import numpy as np

        self._spill()
        total = sum(part.tell() for part in self._parts) // _WIDTH
        in_part = 1 << (total // _IN_RANGE // _PARTS).bit_length()
        first_of = np.arange(_PARTS * in_part, dtype=np.uint64) * (2 ** (2 * _BITS) // (_PARTS * in_part))
        starts, count = array("I"), 0
        with path.open("wb") as file:
            for part, firsts in zip(self._parts, np.split(first_of, _PARTS), strict=True):
                part.seek(0)
                entries = np.sort(np.frombuffer(part.read(), dtype=np.uint64))
                file.write(entries.tobytes())
                starts.extend((np.searchsorted(entries, firsts) + count).tolist())
                count += len(entries)
            starts.append(count)
            file.write(starts.tobytes() + array("Q", [len(starts) - 1]).tobytes())

    def _spill(self) -> None:
        """Write the held hashes to the files of their parts."""
        import numpy as np

        if not self._parts:
            names = [self._folder / f"deletions-{number}" for number in range(_PARTS)]
            self._parts = [self._open.enter_context(name.open("w+b")) for name in names]
        hashes, numbers = (np.array(kept, dtype=np.uint64) for kept in (self._hashes, self._numbers))
        part = hashes // (2**_BITS // _PARTS)
        found = (hashes << _BITS | numbers)[np.argsort(part, kind="stable")]
        ends = np.searchsorted(np.sort(part), np.arange(_PARTS + 1))
        for file, (start, end) in zip(self._parts, pairwise(ends.tolist()), strict=True):
            file.write(found[start:end].tobytes())
        self._hashes, self._numbers = array("I"), array("I")

    def __enter__(self) -> Deletions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
