"""The territory of divisions, estimated from the settlements that sources put in them, without boundaries.

Lists of villages file whole districts under a division that they left long ago. The towns are kept up to date, so land
whose nearest town lies in a division is taken for a part of it too, whatever a list says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import cos, floor, radians

from gazetteer.areas.reach import reach_of
from gazetteer.geodesy import KM_PER_DEGREE, great_circle_km
from gazetteer.index.index import SourceIndex

__all__ = ["Territories", "Territory", "Towns"]

_CELL = 0.1  # degrees: about 11 km from north to south
_ENOUGH = 8
"""A division with fewer settlements in the sources may reach anywhere."""
_TOWN_KM = 40.0
"""Land farther than this from every town belongs to no town's division."""
_ROW = _TOWN_KM / KM_PER_DEGREE  # degrees of latitude

Cell = tuple[int, int]
Point = tuple[float, float]


class Towns:
    """The towns of a country, by the parents (`PlaceRow.parents`) that their source gives them.

    >>> towns = Towns({(15.7, -4.2): "kidal", (15.2, -4.2): "gao"})
    >>> towns.nearest(15.5, -4.2), towns.nearest(0.0, 0.0)
    ('kidal', None)
    """

    def __init__(self, towns: Mapping[Point, str]) -> None:
        self.parents = frozenset(towns.values())
        self._rows: dict[int, list[tuple[float, float, str]]] = {}
        for (latitude, longitude), parents in towns.items():
            self._rows.setdefault(floor(latitude / _ROW), []).append((longitude, latitude, parents))
        for row in self._rows.values():
            row.sort()
        self._nearest: dict[Point, str | None] = {}

    def nearest(self, latitude: float, longitude: float) -> str | None:
        """Return the parents of the nearest town within 40 km of a point; None if there is none."""
        point = (latitude, longitude)
        if point not in self._nearest:
            nearest = min(self._around(latitude, longitude), default=(_TOWN_KM, None))
            self._nearest[point] = nearest[1] if nearest[0] < _TOWN_KM else None
        return self._nearest[point]

    def _around(self, latitude: float, longitude: float) -> Iterator[tuple[float, str]]:
        """Yield distance in kilometres and parents of towns: all towns within 40 km, and some others."""
        reach = _ROW / max(cos(radians(latitude)), 0.01)
        middle = floor(latitude / _ROW)
        for row in (self._rows.get(number, []) for number in (middle - 1, middle, middle + 1)):
            first, last = bisect_left(row, (longitude - reach,)), bisect_left(row, (longitude + reach,))
            for other_longitude, other_latitude, parents in row[first:last]:
                yield great_circle_km(latitude, longitude, other_latitude, other_longitude), parents


class Territory:
    """The land around the settlements of a division, and the land whose nearest town is in it.

    `towns` are those of the whole country, and `own` the parents of those in the division; `is_filed` says whether any
    is said to be by the division's own name, rather than that of one which it was a part of.

    >>> territory = Territory([(14.5, -4.2)] * 8)
    >>> territory.is_near(14.6, -4.1), territory.is_near(15.5, -4.2), Territory([]).is_near(14.5, -4.2)
    (True, False, None)
    >>> towns = Towns({(15.7, -4.2): "kidal", (15.2, -4.2): "gao"})
    >>> Territory([(14.5, -4.2)] * 8, towns, {"kidal"}).is_near(15.5, -4.2)
    True
    """

    def __init__(
        self,
        points: Sequence[Point],
        towns: Towns | None = None,
        own: Collection[str] = (),
        *,
        is_filed: bool = False,
    ) -> None:
        self.is_filed = is_filed
        self._cells = {_cell(*point) for point in points} if len(points) >= _ENOUGH else set()
        self._towns, self._own = towns or Towns({}), own
        #: The radius in kilometres of a circle as large; 0.0 where few of its settlements are known.
        self.reach_km = reach_of(points) if self._cells else 0.0

    def is_near(self, latitude: float, longitude: float) -> bool | None:
        """Say whether a point lies within 11 to 22 km of one of the settlements, or belongs to a town of the division.

        None if few settlements are known.
        """
        if not self._cells:
            return None
        row, column = _cell(latitude, longitude)
        if any((row + dy, column + dx) in self._cells for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
            return True
        return self._towns.nearest(latitude, longitude) in self._own


class Territories:
    """The settlements of countries by the divisions they lie in, read from the indexes when first asked for.

    >>> Territories([]).of("ML", lambda parents: "gao" in parents.splitlines()).is_near(16.3, 0.0) is None
    True
    """

    def __init__(self, indexes: Sequence[SourceIndex]) -> None:
        self._indexes = indexes
        self._settled: dict[str, dict[str, list[Point]]] = {}
        self._towns: dict[str, Towns] = {}

    def of(self, country: str, is_in: Callable[[str], bool], is_own: Callable[[str], bool] | None = None) -> Territory:
        """Return the land of the settlements whose divisions (`PlaceRow.parents`) `is_in` accepts.

        `is_own` says of which they are those of the division itself; by default of all.
        """
        if country not in self._settled:
            self._read(country)
        settled, towns = self._settled[country], self._towns[country]
        own = frozenset(filter(is_in, settled))
        points = [point for parents, some in settled.items() if parents in own for point in some]
        is_filed = any(is_own is None or is_own(parents) for parents in own & towns.parents)
        return Territory(points, towns, own, is_filed=is_filed)

    def _read(self, country: str) -> None:
        settled, towns = self._settled.setdefault(country, {}), dict[Point, str]()
        for index in self._indexes:
            for latitude, longitude, parents in index.divided_settlements(country):
                settled.setdefault(parents, []).append((latitude, longitude))
                if index.family == "towns":
                    towns[latitude, longitude] = parents
        self._towns[country] = Towns(towns)


def _cell(latitude: float, longitude: float) -> Cell:
    row = floor(latitude / _CELL)
    return row, floor(longitude * cos(radians(row * _CELL)) / _CELL)
