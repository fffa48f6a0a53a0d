"""What explains a point that cannot be: latitude and longitude swapped, a sign lost, a code for missing.

A point is never corrected: what is said is what would put it where the record says that it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gazetteer import Query, country_message
from gazetteer.geodesy import great_circle_km
from mapper.report.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

__all__ = ["Expected", "Points", "Towns", "doubt", "expected_places"]

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, one row for each point."""

_FAR_DEGREES: Final = 1.5
_VERY_FAR_DEGREES: Final = 5.0
_TIMES_NEARER: Final = 5
_NEAR_KM: Final = 50
_APART_KM: Final = 100
_CODES: Final = frozenset({-9.0, -99.0, 9.0, 99.0, -1.0, -88.0, 88.0, -77.0, 77.0, 90.0, 180.0})
"""Numbers that stand for a missing value where latitude and longitude are both one of them."""


class Expected(NamedTuple):
    """The place that a record names, by the gazetteer: where it is, and how far it reaches."""

    name: str
    latitude: float
    longitude: float
    radius_km: float

    def is_far_from(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point is too far away to be at the place."""
        return _km(latitude, longitude, self) > max(_APART_KM, 3 * self.radius_km)


class _Spots(NamedTuple):
    """Where towns are, and the country of each."""

    where: Points
    countries: NDArray[np.str_]

    @classmethod
    def of(cls, rows: Sequence[tuple[float, float, str]]) -> _Spots:
        longitudes, latitudes, countries = zip(*rows, strict=True) if rows else ((), (), ())
        where = np.column_stack([longitudes, latitudes]).astype(np.float64)
        return cls(where, np.array(countries, dtype=np.str_))

    def of_country(self, country: str) -> _Spots:
        chosen = self.countries == country
        return _Spots(self.where[chosen], self.countries[chosen])


class Towns:
    """The towns of some countries, and of the world, and the nearest of them to points."""

    def __init__(self, gazetteer: Gazetteer, countries: Collection[str]) -> None:
        self._gazetteer = gazetteer
        self._here = _Spots.of(gazetteer.town_points(countries)) if countries else _Spots.of([])
        self._trees: dict[str, tuple[Any, NDArray[np.str_]]] = {}

    def nearest(self, where: Points, country: str = "") -> tuple[NDArray[np.str_], NDArray[np.float64]]:
        """Return the country of the town nearest to each point, of one country if it is given, and the degrees to it.

        The distance is infinite where there is no town.
        """
        import shapely

        if country not in self._trees:
            spots = self._here.of_country(country) if country else _Spots.of(self._gazetteer.town_points())
            points: Any = shapely.points(spots.where)
            self._trees[country] = (shapely.STRtree(points), spots.countries)
        tree, countries = self._trees[country]
        if not len(countries):
            return np.full(len(where), "", dtype=np.str_), np.full(len(where), np.inf)
        found, degrees = tree.query_nearest(shapely.points(where), return_distance=True, all_matches=False)
        return countries[np.asarray(found)[1]], np.asarray(degrees)

    def distance(self, latitude: float, longitude: float, country: str) -> float:
        """Return the degrees from a point to the nearest town of a country."""
        return float(self.nearest(np.array([(longitude, latitude)]), country)[1][0])


def expected_places(rows: Sequence[tuple[str, str, str]], gazetteer: Gazetteer) -> Iterator[Expected | None]:
    """Yield, for each place with its country and first-level area, the settlement that it names, where there is one."""
    queries = [Query(place, country=country, admin1=admin1) for place, country, admin1 in rows]
    for answer in gazetteer.resolve(queries) if queries else ():
        place = answer.place
        exact = answer.relation in {"at", "unknown"} and answer.geo_precision == 1
        if place is None or not exact or place.latitude is None or place.longitude is None or not _is_settlement(place):
            yield None
        else:
            yield Expected(answer.query.name, place.latitude, place.longitude, place.radius_km or 0.0)


def _is_settlement(place: Place) -> bool:
    return place.feature_class == "P"


def doubt(latitude: float, longitude: float, country: str, place: Expected | None, towns: Towns) -> Message | None:
    """Return why a point cannot be right, and what explains it; None where nothing speaks against it."""
    own = towns.distance(latitude, longitude, country) if country else 0.0
    far = np.isfinite(own) and own > _FAR_DEGREES
    off_place = place is not None and place.is_far_from(latitude, longitude)
    if not far and not off_place:
        return None
    here = country_message(country)
    if {latitude, longitude} <= _CODES:
        return Message("code-for-missing", value=f"{latitude:g}, {longitude:g}", here=here)
    for code, (lat, lon) in _explained(latitude, longitude):
        if abs(lat) <= 90 and _fits(lat, lon, country, place, towns):
            return Message(code, place=place.name if place else "", here=here)
    if off_place and place is not None:
        return Message("apart-from-place", place=place.name, km=round(_km(latitude, longitude, place)))
    there, other = towns.nearest(np.array([(longitude, latitude)]))
    if other[0] * _TIMES_NEARER < own:
        return Message("far-from-country", there=country_message(str(there[0])), here=here)
    return Message("far-from-every-town", here=here) if own > _VERY_FAR_DEGREES else None


def _explained(latitude: float, longitude: float) -> Iterator[tuple[str, tuple[float, float]]]:
    yield "swapped", (longitude, latitude)
    for lat, lon in ((latitude, -longitude), (-latitude, longitude), (-latitude, -longitude)):
        yield "sign-lost", (lat, lon)
    for lat, lon in ((longitude, -latitude), (-longitude, latitude), (-longitude, -latitude)):
        yield "swapped-and-sign", (lat, lon)


def _fits(latitude: float, longitude: float, country: str, place: Expected | None, towns: Towns) -> bool:
    """Tell whether a point is at the place named, or else in the country."""
    if place is not None:
        return _km(latitude, longitude, place) <= max(_NEAR_KM, place.radius_km)
    return country != "" and towns.distance(latitude, longitude, country) <= _FAR_DEGREES / 2


def _km(latitude: float, longitude: float, place: Expected) -> float:
    return great_circle_km(latitude, longitude, place.latitude, place.longitude)
