"""The arcs that one base map keeps of the world, and how they are written."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np

from mapper.render.varints import varints

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapper.render.world import World

__all__ = ["ArcPool"]


class ArcPool:
    """The kept arcs, numbered anew in the order in which they are first asked for.

    >>> from mapper.render.world import load_world
    >>> world = load_world()
    >>> pool = ArcPool(world, world.levels == 255)  # only the ends of arcs
    >>> pool.lines([[7], [~5]]), pool.lines([[5]])
    ([[0], [-2]], [[1]])
    """

    def __init__(self, world: World, keep: NDArray[np.bool_]) -> None:
        self._world = world
        self._kept = np.flatnonzero(keep)
        self._bounds = np.searchsorted(self._kept, world.starts)
        self._lengths: list[int] = np.diff(self._bounds).tolist()
        self._numbers: dict[int, int] = {}

    def polygons(self, polygons: list[list[list[int]]]) -> list[list[list[int]]]:
        """Return the polygons whose outside is still a ring at this fineness, without holes that are not."""
        kept = [[ring for ring in rings if self._is_ring(ring)] for rings in polygons if self._is_ring(rings[0])]
        return [[self._renumbered(ring) for ring in rings] for rings in kept]

    def lines(self, lines: list[list[int]]) -> list[list[int]]:
        """Return the lines that are longer than a point at this fineness."""
        return [self._renumbered(line) for line in lines if any(self._lengths[~a if a < 0 else a] > 1 for a in line)]

    def arcs(self, arcs: list[int]) -> list[int]:
        """Return the arcs that are longer than a point at this fineness."""
        return self._renumbered([arc for arc in arcs if self._lengths[arc] > 1])

    def _is_ring(self, ring: list[int]) -> bool:
        # Each arc begins where the one before ends; three corners and the first again make a ring.
        if len(ring) == 1:  # as most are: islands
            return self._lengths[~ring[0] if ring[0] < 0 else ring[0]] >= 4
        return sum(self._lengths[~a if a < 0 else a] - 1 for a in ring) >= 3

    def _renumbered(self, arcs: list[int]) -> list[int]:
        new = [self._numbers.setdefault(~a if a < 0 else a, len(self._numbers)) for a in arcs]
        return [~n if a < 0 else n for a, n in zip(arcs, new, strict=True)]

    def encoded(self) -> str:
        """Return the arcs as base64 of varints: of each arc its length, then zigzag steps in x and y."""
        if not self._numbers:
            return ""
        parts = [self._kept[self._bounds[arc] : self._bounds[arc + 1]] for arc in self._numbers]
        at = np.concatenate(parts)
        steps = np.column_stack((self._world.x[at], self._world.y[at]))
        steps[1:] -= steps[:-1].copy()
        zigzag = ((steps << 1) ^ (steps >> 31)).ravel()
        sizes = [len(part) for part in parts]
        places = 2 * np.concatenate(([0], np.cumsum(sizes)[:-1]))
        return base64.b64encode(varints(np.insert(zigzag, places, sizes))).decode("ascii")
