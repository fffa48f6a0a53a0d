"""Explain impossible points: latitude and longitude swapped, a sign lost, a code for a missing value.

A point is never corrected; the finding says which change would put it where the record says it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import numpy as np
import shapely
from numpy.typing import NDArray

from gazetteer import Query, country_message
from gazetteer.geodesy import great_circle_km
from mapper.model.schema import Step
from mapper.render.basemap.areas import country_polygon
from mapper.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Resolution

__all__ = ["Expected", "Points", "Suspect", "Towns", "doubts", "expected_places"]

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, one row for each point."""

_FAR_DEGREES: Final = 1.5
_VERY_FAR_DEGREES: Final = 5.0
_OUTLINE_DEGREES: Final = 0.1
"""The tolerance for errors of outlines: a point this near to its country's outline counts as inside."""
_TIMES_NEARER: Final = 5
_NEAR_KM: Final = 50
_APART_KM: Final = 100
_SURE: Final = 0.9
"""The least confidence of the gazetteer in a place for coordinates to be doubted because of it."""
_CODES: Final = frozenset({-9.0, -99.0, 9.0, 99.0, -1.0, -88.0, 88.0, -77.0, 77.0, 90.0, 180.0})
"""Numbers that mean a missing value if latitude and longitude are both among them."""


class Expected(NamedTuple):
    """The place that a record names, according to the gazetteer: its point and its radius.

    The radius of an area is the distance to its farthest corner.
    """

    name: str
    latitude: float
    longitude: float
    radius_km: float
    is_area: bool = False
    namesakes: tuple[Expected, ...] = ()

    def is_far_from(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point is too far away to be at the place or at any of its namesakes."""
        reach = self.radius_km + _NEAR_KM if self.is_area else max(_APART_KM, 3 * self.radius_km)
        far = _km(latitude, longitude, self) > reach
        return far and all(one.is_far_from(latitude, longitude) for one in self.namesakes)


class Suspect(NamedTuple):
    """A point far from the country or place that its record names, with that country and place."""

    place: Expected | None
    country: str
    latitude: float
    longitude: float

    def is_off_place(self) -> bool:
        """Tell whether the point is too far away to be at the place that the record names."""
        return self.place is not None and self.place.is_far_from(self.latitude, self.longitude)


class Towns:
    """The towns of the countries that records state, and queries for towns near points."""

    def __init__(self, gazetteer: Gazetteer, countries: Collection[str]) -> None:
        self._gazetteer = gazetteer
        where, of = _spots(gazetteer.town_points(countries)) if countries else _spots(())
        self._trees = {country: _tree(where[of == country]) for country in countries}

    def degrees(self, where: Points, countries: NDArray[np.str_]) -> NDArray[np.float64]:
        """Return the degrees from each point to the nearest town of its country; infinite if no town is known."""
        degrees = np.full(len(where), np.inf)
        for country, tree in self._trees.items():
            chosen = np.flatnonzero(countries == country)
            degrees[chosen] = _nearest(tree, where[chosen])[1]
        return degrees

    def nearer(self, where: Points, degrees: NDArray[np.float64]) -> list[str]:
        """Return the country of the nearest town within the given degrees of each point; "" if there is no town."""
        west, south = (where - degrees[:, None]).min(axis=0)
        east, north = (where + degrees[:, None]).max(axis=0)
        spots, countries = _spots(self._gazetteer.town_points(box=(west, south, east, north)))
        towns, distances = _nearest(_tree(spots), where)
        near = distances <= degrees
        return [str(countries[town]) if is_near else "" for town, is_near in zip(towns, near, strict=True)]


def _spots(rows: Sequence[tuple[float, float, str]]) -> tuple[Points, NDArray[np.str_]]:
    """Return the points of towns, and the country of each."""
    longitudes, latitudes, countries = zip(*rows, strict=True) if rows else ((), (), ())
    return np.column_stack([longitudes, latitudes]).astype(np.float64), np.array(countries, dtype=np.str_)


def _tree(where: Points) -> shapely.STRtree:
    return shapely.STRtree(cast("Any", shapely.points(where)))


def _nearest(tree: shapely.STRtree, where: Points) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return for each point the position of the nearest item of the tree, and the degrees to it; infinite if empty."""
    nearest, degrees = np.zeros(len(where), dtype=np.intp), np.full(len(where), np.inf)
    if len(tree) and len(where):
        points = cast("Any", shapely.points(where))
        (_, nearest), degrees = tree.query_nearest(points, return_distance=True, all_matches=False)
    return nearest, degrees


def expected_places(rows: Sequence[tuple[str, str, str]], gazetteer: Gazetteer) -> Iterator[Expected | None]:
    """Yield for each place, with its country and first-level area, the settlement or area that it names, else None.

    To contradict a record's coordinates, the gazetteer must be more confident than to place a name without any.
    """
    queries = [Query(place, country=country, admin1=admin1) for place, country, admin1 in rows]
    for answer in gazetteer.resolve(queries) if queries else ():
        place = answer.place
        exact = answer.relation in {"at", "unknown"} and answer.geo_precision == Step.EXACT
        is_known = place is not None and ((exact and _is_settlement(place)) or _is_area(answer))
        if place is None or not is_known or answer.confidence < _SURE:
            yield None
            continue
        found = _expected(answer.query.name, place)
        others = (_expected(answer.query.name, candidate.place) for candidate in answer.candidates)
        yield found and found._replace(namesakes=tuple(filter(None, others)))


def _expected(name: str, place: Place) -> Expected | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Expected(name, place.latitude, place.longitude, place.radius_km or 0.0, place.feature_class == "A")


def _is_area(answer: Resolution) -> bool:
    """Tell whether the answer is an area of known extent."""
    place = answer.place
    return place is not None and place.feature_class == "A" and answer.relation == "in" and bool(place.radius_km)


def _is_settlement(place: Place) -> bool:
    return place.feature_class == "P"


def doubts(suspects: Sequence[Suspect], towns: Towns) -> list[Message | None]:
    """Return why each point cannot be right, and what explains it; None if nothing speaks against the point."""
    if not suspects:
        return []
    where = np.array([(one.longitude, one.latitude) for one in suspects], dtype=np.float64)
    countries = np.array([one.country for one in suspects], dtype=np.str_)
    own = towns.degrees(where, countries)
    own[np.isinf(own)] = 0.0  # without known towns of its country, no point is doubted
    own[_in_outline(where, countries, own > _FAR_DEGREES)] = 0.0  # deserts: the nearest town may be abroad
    explained = _explained(suspects, where, countries, towns)
    there = towns.nearer(where, own / _TIMES_NEARER)
    return [_doubt(*known) for known in zip(suspects, own.tolist(), explained, there, strict=True)]


def _in_outline(where: Points, countries: NDArray[np.str_], asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return True for each point of the mask `asked` that is inside its country's outline on the base map."""
    inside = np.zeros(len(where), dtype=bool)
    for country in np.unique(countries[asked]).tolist():
        outline = country_polygon(country)
        if outline is not None:
            chosen = np.flatnonzero(asked & (countries == country))
            points = cast("Any", shapely.points(where[chosen]))
            inside[chosen] = shapely.dwithin(outline, points, _OUTLINE_DEGREES)
    return inside


def _doubt(suspect: Suspect, own: float, explained: str, there: str) -> Message | None:
    """Say what is wrong with a point `own` degrees from its country; `there` is the country it is nearer to."""
    place, country, latitude, longitude = suspect
    off_place = suspect.is_off_place()
    if own <= _FAR_DEGREES and not off_place:
        return None
    here = country_message(country)
    if {latitude, longitude} <= _CODES:
        return Message("code-for-missing", value=f"{latitude:g}, {longitude:g}", here=here)
    if explained:
        return Message(explained, place=place.name if place else "", here=here)
    if off_place and place is not None:
        return Message("apart-from-place", place=place.name, km=round(_km(latitude, longitude, place)))
    if there:
        return Message("far-from-country", there=country_message(there), here=here)
    return Message("far-from-every-town", here=here) if own > _VERY_FAR_DEGREES else None


_EXPLANATIONS: Final = (
    ("swapped", True, (1, 1)),
    *(("sign-lost", False, signs) for signs in ((1, -1), (-1, 1), (-1, -1))),
    *(("swapped-and-sign", True, signs) for signs in ((1, -1), (-1, 1), (-1, -1))),
)
"""Possible errors of a point: a code, whether the numbers are swapped, and which signs were lost."""


def _explained(suspects: Sequence[Suspect], where: Points, countries: NDArray[np.str_], towns: Towns) -> list[str]:
    """Return the first error whose undoing puts each point near its place or country; "" if none does."""
    explained = [""] * len(suspects)
    for code, swapped, (south, west) in _EXPLANATIONS:
        longitudes, latitudes = (where[:, ::-1] if swapped else where).T * [[west], [south]]
        near = towns.degrees(np.column_stack([longitudes, latitudes]), countries) <= _FAR_DEGREES / 2
        for at, suspect in enumerate(suspects):
            latitude, longitude = float(latitudes[at]), float(longitudes[at])
            if explained[at] or abs(latitude) > 90:
                continue
            place = suspect.place
            if near[at] if place is None else _km(latitude, longitude, place) <= max(_NEAR_KM, place.radius_km):
                explained[at] = code
    return explained


def _km(latitude: float, longitude: float, place: Expected) -> float:
    return great_circle_km(latitude, longitude, place.latitude, place.longitude)
