"""A read-only multimap from 32-bit hashes to numbers, searched on disk.

Sorted hashes, the numbers in the same order, and a table of where each run of leading bits begins:
three flat arrays, used as they lie in a memory-mapped file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from zlib import crc32

__all__ = ["HashTable", "build_table", "name_hash"]

_HASH_BITS = 32
_MOST_BITS = 22


def name_hash(text: str) -> int:
    """Return a 32-bit hash of `text` that is the same in every process and on every machine.

    >>> name_hash("kidal")
    433200545
    """
    return crc32(text.encode())


def build_table(hashes: Iterable[int], values: Iterable[int]) -> dict[str, tuple[str, bytes]]:
    """Return the table's arrays as (type code, bytes), by name.

    >>> sorted(build_table([7, 3], [0, 1]))
    ['first', 'hash', 'value']
    """
    import numpy as np

    keys = np.fromiter(hashes, dtype=np.uint32)
    numbers = np.fromiter(values, dtype=np.uint32)
    order = np.lexsort((numbers, keys))
    keys, numbers = keys[order], numbers[order]
    bits = max(1, min(_MOST_BITS, int(keys.size).bit_length()))  # about one hash in each bucket
    bounds = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(_HASH_BITS - bits)
    first = np.searchsorted(keys, bounds).astype(np.uint32)
    return {"hash": ("I", keys.tobytes()), "value": ("I", numbers.tobytes()), "first": ("I", first.tobytes())}


class HashTable:
    """Look up what `build_table` wrote.

    >>> arrays = build_table([7, 3, 7], [0, 1, 2])
    >>> HashTable({name: memoryview(data).cast(code) for name, (code, data) in arrays.items()}).get(7)
    [0, 2]
    """

    __slots__ = ("_first", "_hash", "_shift", "_value")

    def __init__(self, arrays: Mapping[str, memoryview[int]]) -> None:
        self._hash = arrays["hash"]
        self._value = arrays["value"]
        self._first = arrays["first"]
        self._shift = _HASH_BITS - (len(self._first) - 1).bit_length() + 1

    def get(self, hashed: int) -> list[int]:
        """Return the numbers filed under a hash, ascending; empty when there are none.

        >>> HashTable({"hash": [], "value": [], "first": [0, 0, 0]}).get(7)
        []
        """
        bucket = hashed >> self._shift
        end = self._first[bucket + 1]
        hashes = self._hash
        at = bisect_left(hashes, hashed, self._first[bucket], end)
        found = []
        while at < end and hashes[at] == hashed:
            found.append(self._value[at])
            at += 1
        return found

    def get_any(self, hashes: Iterable[int]) -> set[int]:
        """Return the numbers filed under any of several hashes.

        >>> HashTable({"hash": [], "value": [], "first": [0, 0, 0]}).get_any([7, 8])
        set()
        """
        first, table, values, shift = self._first, self._hash, self._value, self._shift
        found = set()
        for hashed in hashes:
            bucket = hashed >> shift
            for at in range(first[bucket], first[bucket + 1]):
                here = table[at]
                if here == hashed:
                    found.add(values[at])
                elif here > hashed:
                    break
        return found
