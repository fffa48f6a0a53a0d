"""The arcs that one base map keeps of the world, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapper.render.basemap.world import World
    from mapper.render.packing import ColumnBlock

T = TypeVar("T")

__all__ = ["ArcPool", "Arcs"]

LAST_LATITUDE = 85.0511287798
"""Degrees: where Web Mercator's square ends."""


class Arcs(NamedTuple):
    """Lines of the base map in Web Mercator, on a square integer grid.

    `points` is int64, shape (arcs,): how many points each arc has, one or more. `x` and `y` are int64, shape (points,):
    steps east of 180° west and south of 85.05° north; the world's height has as many steps as its width.
    """

    points: NDArray[np.int64]
    x: NDArray[np.int64]
    y: NDArray[np.int64]

    def add_to(self, block: ColumnBlock) -> None:
        """Append the columns of docs/design/basemap.md: points of arcs, coordinates, and the box of each arc."""
        starts = np.cumsum(self.points) - self.points
        block.add("arcPoints", self.points)
        for name, column in (("X", self.x), ("Y", self.y)):
            block.add_differences(f"arc{name}", column)
            for end, outermost in (("Least", np.minimum), ("Most", np.maximum)):
                edges = outermost.reduceat(column, starts) if len(starts) else column
                block.add_differences(f"arc{name}{end}", edges)


class ArcPool:
    """The kept arcs, renumbered in the order in which they are first asked for.

    >>> from mapper.render.basemap.world import load_world
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
        """Return the polygons whose outer ring is still a ring at this fineness, without holes that are not."""
        kept = [[ring for ring in rings if self._is_ring(ring)] for rings in polygons if self._is_ring(rings[0])]
        return [[self._renumbered(ring) for ring in rings] for rings in kept]

    def lines(self, lines: list[list[int]]) -> list[list[int]]:
        """Return the lines that have more than one point at this fineness."""
        return [self._renumbered(line) for line in lines if any(self._lengths[~a if a < 0 else a] > 1 for a in line)]

    def arcs(self, arcs: list[int]) -> list[int]:
        """Return the arcs that have more than one point at this fineness."""
        return self._renumbered([arc for arc in arcs if self._lengths[arc] > 1])

    def pairs(self, arcs: list[int], values: list[T]) -> list[tuple[int, T]]:
        """Return the arcs that have more than one point at this fineness, each with its value."""
        kept = [(arc, value) for arc, value in zip(arcs, values, strict=True) if self._lengths[arc] > 1]
        return list(zip(self._renumbered([arc for arc, _ in kept]), [value for _, value in kept], strict=True))

    def _is_ring(self, ring: list[int]) -> bool:
        # Each arc begins where the one before ends; three corners and the first again make a ring.
        if len(ring) == 1:  # as most are: islands
            return self._lengths[~ring[0] if ring[0] < 0 else ring[0]] >= 4
        return sum(self._lengths[~a if a < 0 else a] - 1 for a in ring) >= 3

    def _renumbered(self, arcs: list[int]) -> list[int]:
        new = [self._numbers.setdefault(~a if a < 0 else a, len(self._numbers)) for a in arcs]
        return [~n if a < 0 else n for a, n in zip(arcs, new, strict=True)]

    def drawn(self) -> Arcs:
        """Return the arcs that were asked for, in the order of their numbers."""
        parts = [self._kept[self._bounds[arc] : self._bounds[arc + 1]] for arc in self._numbers]
        at = np.concatenate([np.empty(0, dtype=np.int64), *parts])
        steps = self._world.steps_per_degree
        x = self._world.x[at].astype(np.int64) + 180 * steps
        y = np.round(360 * steps * _mercator_y(self._world.y[at] / steps)).astype(np.int64)
        return Arcs(np.array([len(part) for part in parts], dtype=np.int64), x, y)


def _mercator_y(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where degrees of latitude lie in Web Mercator's square, 0 in the north, 1 in the south (EPSG:3857).

    >>> _mercator_y(np.array([90.0, 0.0])).round(9).tolist()
    [0.0, 0.5]
    """
    sine = np.sin(np.radians(latitude.clip(-LAST_LATITUDE, LAST_LATITUDE)))
    y: NDArray[np.float64] = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return y
