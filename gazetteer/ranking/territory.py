"""Where divisions lie, by the settlements that sources put in them: no boundaries are needed for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, floor, radians

from gazetteer.index.index import SourceIndex

__all__ = ["Territories", "Territory"]

_CELL = 0.1  # degrees: about 11 km from north to south
_ENOUGH = 8
"""A division with fewer settlements in the sources may reach anywhere."""

Cell = tuple[int, int]


class Territory:
    """The land around the settlements that lie in a division.

    >>> territory = Territory([(14.5, -4.2)] * 8)
    >>> territory.is_near(14.6, -4.1), territory.is_near(15.5, -4.2), Territory([]).is_near(14.5, -4.2)
    (True, False, None)
    """

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._cells = {_cell(*point) for point in points} if len(points) >= _ENOUGH else set()

    def is_near(self, latitude: float, longitude: float) -> bool | None:
        """Say whether a point lies within 11 to 22 km of one of the settlements; None where few are known."""
        if not self._cells:
            return None
        row, column = _cell(latitude, longitude)
        return any((row + dy, column + dx) in self._cells for dy in (-1, 0, 1) for dx in (-1, 0, 1))


class Territories:
    """The settlements of countries by the divisions they lie in, read from the indexes when first asked for.

    >>> Territories([]).of("ML", lambda parents: "gao" in parents.splitlines()).is_near(16.3, 0.0) is None
    True
    """

    def __init__(self, indexes: Sequence[SourceIndex]) -> None:
        self._indexes = indexes
        self._settled: dict[str, dict[str, list[tuple[float, float]]]] = {}

    def of(self, country: str, is_in: Callable[[str], bool]) -> Territory:
        """Return the land of the settlements whose divisions (`PlaceRow.parents`) `is_in` accepts."""
        settled = self._settled.get(country)
        if settled is None:
            settled = self._settled[country] = {}
            for index in self._indexes:
                for latitude, longitude, parents in index.divided_settlements(country):
                    settled.setdefault(parents, []).append((latitude, longitude))
        return Territory([point for parents, points in settled.items() if is_in(parents) for point in points])


def _cell(latitude: float, longitude: float) -> Cell:
    row = floor(latitude / _CELL)
    return row, floor(longitude * cos(radians(row * _CELL)) / _CELL)
