"""Where divisions lie, by the settlements that sources put in them: no boundaries are needed for that.

Lists of villages file whole districts under a division that they left long ago. The towns are kept up to date, so land
whose nearest town lies in a division is taken for a part of it too, whatever a list says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from math import cos, floor, radians

from gazetteer.geodesy import KM_PER_DEGREE, great_circle_km
from gazetteer.index.index import SourceIndex
from gazetteer.ranking.reach import reach_of

__all__ = ["Territories", "Territory"]

_CELL = 0.1  # degrees: about 11 km from north to south
_ENOUGH = 8
"""A division with fewer settlements in the sources may reach anywhere."""
_TOWN_KM = 40.0
"""Land farther from every town is nobody's by its towns."""

Cell = tuple[int, int]
Point = tuple[float, float]


class Territory:
    """The land around the settlements that lie in a division, and the land whose nearest town lies in it.

    `towns` are those of the whole country, each with whether it lies in the division; `is_filed` says whether any is
    said to by the division's own name, rather than that of one which it was a part of.

    >>> territory = Territory([(14.5, -4.2)] * 8)
    >>> territory.is_near(14.6, -4.1), territory.is_near(15.5, -4.2), Territory([]).is_near(14.5, -4.2)
    (True, False, None)
    >>> Territory([(14.5, -4.2)] * 8, {(15.7, -4.2): True, (15.2, -4.2): False}).is_near(15.5, -4.2)
    True
    """

    def __init__(
        self, points: Sequence[Point], towns: Mapping[Point, bool] | None = None, *, is_filed: bool = False
    ) -> None:
        self.is_filed = is_filed
        self._cells = {_cell(*point) for point in points} if len(points) >= _ENOUGH else set()
        self._towns = sorted((*point, is_own) for point, is_own in (towns or {}).items())
        #: The radius in kilometres of a circle as large; 0.0 where few of its settlements are known.
        self.reach_km = reach_of(points) if self._cells else 0.0

    def is_near(self, latitude: float, longitude: float) -> bool | None:
        """Say whether a point lies within 11 to 22 km of one of the settlements, or belongs to a town of the division.

        None where few are known.
        """
        if not self._cells:
            return None
        row, column = _cell(latitude, longitude)
        if any((row + dy, column + dx) in self._cells for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
            return True
        return self._has_nearest_town(latitude, longitude)

    def _has_nearest_town(self, latitude: float, longitude: float) -> bool:
        reach = _TOWN_KM / KM_PER_DEGREE
        first = bisect_left(self._towns, (latitude - reach,))
        last = bisect_left(self._towns, (latitude + reach,))
        km, is_own = min(
            (
                (great_circle_km(latitude, longitude, *point), is_own)
                for *point, is_own in self._towns[first:last]
                if abs(point[1] - longitude) * cos(radians(latitude)) < reach
            ),
            default=(_TOWN_KM, False),
        )
        return is_own and km < _TOWN_KM


class Territories:
    """The settlements of countries by the divisions they lie in, read from the indexes when first asked for.

    >>> Territories([]).of("ML", lambda parents: "gao" in parents.splitlines()).is_near(16.3, 0.0) is None
    True
    """

    def __init__(self, indexes: Sequence[SourceIndex]) -> None:
        self._indexes = indexes
        self._settled: dict[str, dict[str, list[Point]]] = {}
        self._towns: dict[str, dict[Point, str]] = {}

    def of(self, country: str, is_in: Callable[[str], bool], is_own: Callable[[str], bool] | None = None) -> Territory:
        """Return the land of the settlements whose divisions (`PlaceRow.parents`) `is_in` accepts.

        `is_own` says of which they are those of the division itself; by default of all.
        """
        if country not in self._settled:
            self._read(country)
        own = {parents: is_in(parents) for parents in self._settled[country]}
        points = [point for parents, points in self._settled[country].items() if own[parents] for point in points]
        towns = self._towns[country]
        is_filed = any(own[parents] and (is_own is None or is_own(parents)) for parents in {*towns.values()})
        return Territory(points, {point: own[parents] for point, parents in towns.items()}, is_filed=is_filed)

    def _read(self, country: str) -> None:
        settled, towns = self._settled.setdefault(country, {}), self._towns.setdefault(country, {})
        for index in self._indexes:
            for latitude, longitude, parents in index.divided_settlements(country):
                settled.setdefault(parents, []).append((latitude, longitude))
                if index.family == "towns":
                    towns[latitude, longitude] = parents


def _cell(latitude: float, longitude: float) -> Cell:
    row = floor(latitude / _CELL)
    return row, floor(longitude * cos(radians(row * _CELL)) / _CELL)
