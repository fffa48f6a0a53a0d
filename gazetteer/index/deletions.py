"""The table `deletion` of an index (`gazetteer.index.index`), made a part at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from gazetteer.index.keys import deletions, name_hash

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Deletions"]

_PARTS = 64
_IN_MEMORY = 1 << 22
"""Hashes that are held before they are written to the files of their parts: 32 MB with their numbers."""


class Deletions:
    """The hashes of what is left of keys when letters are left out, in a file for each range of hashes.

    >>> with Deletions(Path()) as found:
    ...     list(found.rows())
    []
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes, self._numbers = array("I"), array("I")
        self._last = 0
        self._parts: list[BinaryIO] = []
        self._open = ExitStack()

    def add(self, key: str, number: int, *, edits: int) -> None:
        """Take a key, the number of its first spelling, and how many letters are left out at the most."""
        shorter = {name_hash(text) for text in deletions(key, edits)}
        self._hashes.extend(shorter)
        self._numbers.extend([number] * len(shorter))
        self._last = number
        if len(self._hashes) >= _IN_MEMORY:
            self._spill()

    def rows(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield the rows of `deletion`."""
        import numpy as np

        held = np.column_stack([np.frombuffer(kept, dtype=np.uint32) for kept in (self._hashes, self._numbers)])
        if not self._parts:
            yield from _rows(held, self._width)
            return
        self._spill()
        for part in self._parts:
            part.seek(0)
            yield from _rows(np.frombuffer(part.read(), dtype=np.uint32).reshape(-1, 2), self._width)

    @property
    def _width(self) -> int:
        """How many bytes a number takes."""
        return 3 if self._last < 1 << 24 else 4

    def _spill(self) -> None:
        """Write what is held to the files of the parts it belongs to."""
        import numpy as np

        if not self._parts:
            names = [self._folder / f"deletions-{number}" for number in range(_PARTS)]
            self._parts = [self._open.enter_context(name.open("w+b")) for name in names]
        found = np.column_stack([np.array(kept, dtype=np.uint32) for kept in (self._hashes, self._numbers)])
        part = found[:, 0] // (2**32 // _PARTS)
        found = found[np.argsort(part, kind="stable")]
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


def _rows(found: np.ndarray, width: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the rows of pairs of a hash and a number."""
    import numpy as np

    if not len(found):
        return
    found = found[np.argsort(found[:, 0], kind="stable")]
    hashes = found[:, 0]
    spellings = np.ascontiguousarray(found[:, 1]).astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width]
    ends = (hashes & 0xFFFF).astype("<u2")
    beginnings, starts = np.unique(hashes >> 16, return_index=True)
    for beginning, (start, end) in zip(beginnings.tolist(), pairwise([*starts.tolist(), len(hashes)]), strict=True):
        yield beginning, ends[start:end].tobytes(), spellings[start:end].tobytes()
