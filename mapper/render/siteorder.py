"""The order of the sites: that of the page's index of places, so that the page need not sort them when it opens."""

from __future__ import annotations

import numpy as np

__all__ = ["LEAF", "index_order"]

LEAF = 512
"""Sites in a leaf of the index; the viewer's `LEAF` (`engine/grouping.js`) is the same."""


def index_order(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the numbers of points in the order of a k-d tree (Bentley 1975) as kdbush lays it out.

    The middle one of a range (of two, the first) splits it, by `x` and `y` in turn: nothing before it lies beyond it,
    nothing behind it lies before it. Of points alike the first comes first; a range of LEAF + 1 points or fewer stays
    in the order of its numbers.

    Parameters
    ----------
    x, y
        Shape (n,), eastwards and southwards. Any unit that grows with the page's will do: only the order counts.

    >>> index_order(np.array([30, 10, 20]), np.zeros(3)).tolist()
    [0, 1, 2]
    >>> order = index_order(np.arange(2000)[::-1], np.zeros(2000))
    >>> int(order[999])
    1000
    """
    order = np.arange(len(x), dtype=np.int32)
    waiting = [(0, len(order), (_ranks(x), _ranks(y)))]
    while waiting:
        start, end, (this, other) = waiting.pop()
        part = order[start:end]
        if len(part) <= LEAF + 1:
            part.sort()  # to part numbers leaves those before and behind in an order that differs between processors
            continue
        middle = (len(part) - 1) // 2
        part[:] = part[np.argpartition(this[part], middle)]
        waiting += [(start, start + middle, (other, this)), (start + middle + 1, end, (other, this))]
    return order


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return the place of each value among all: no two are the same, so that each range is parted in one way only."""
    ranks = np.empty(len(values), dtype=np.int32)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values), dtype=np.int32)
    return ranks
