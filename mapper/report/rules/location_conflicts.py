"""Places that cannot be where the record has them, by the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gazetteer import Query, country_message, normal_form, spelling_key
from gazetteer.geodesy import great_circle_km
from mapper.claims.places import read_place
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Resolution

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, one row for each point."""

__all__ = ["AlternativesApart", "OutsideNamedArea"]

_APART_KM: Final = 100
_SAME_KM: Final = 50
_FAR_DEGREES: Final = 1.5
_TIMES_NEARER: Final = 5
_SEATS: Final = frozenset({"PPLC", "PPLA"})
"""GeoNames codes of capitals and of seats of first-order divisions."""
_LARGE: Final = 50_000
_CELLS_PER_DEGREE: Final = 10


class AlternativesApart(Rule):
    """An event whose possible places lie more than 100 km apart: too far to be told as one neighbourhood."""

    name = "alternatives-apart"

    def findings(self) -> Iterator[Finding]:
        """Find them by the two places of each event that lie farthest apart."""
        located = self.dossier.alternatives.dropna(subset=["longitude", "latitude"])
        for event, rows in located.groupby("event_id", sort=True):
            points = list(zip(rows["place"], rows["latitude"], rows["longitude"], strict=True))
            pairs = [
                (great_circle_km(a[1], a[2], b[1], b[2]), str(a[0]), str(b[0])) for a in points for b in points if a < b
            ]
            if pairs and max(pairs)[0] > _APART_KM:
                yield self._apart(str(event), *max(pairs))

    def _apart(self, event: str, km: float, one: str, other: str) -> Finding:
        claims = self.dossier.claims
        of_place = (claims["event_id"] == event) & (claims["field"] == "place")
        message = Message("places-apart", one=one, other=other, km=round(km))
        claimed = claims.loc[of_place, "claim_id"]
        return self.finding(event, "place", message, claims=claimed, cells=(one, other, round(km)))


class OutsideNamedArea(Rule):
    """A place that lies outside the country or the first-order division named with it, by the gazetteer."""

    name = "outside-named-area"

    def findings(self) -> Iterator[Finding]:
        """Find them among events placed by their toponym, then among those with coordinates of their own."""
        yield from self.by_toponym()
        yield from self.by_coordinates()

    def by_toponym(self) -> Iterator[Finding]:
        """Find places, placed by their name, that the gazetteer has in another country or first-order division.

        Another country only counts for capitals, regional seats and large towns that have no namesake in the country
        named. A division only counts where no namesake nearby and no older or newer division of the place is called so.
        """
        columns = ["place", "country", "admin1"]
        events = self.dossier.events
        by_name = (events["place_id"] != "") | events["longitude"].isna()
        named = events[by_name & (events["country"] != "")]
        claimed = named["event_id"].isin(set(self.dossier.claims["event_id"]))
        named = named[claimed & ~named["place"].isin(["", *_unclear(named)])]
        toponyms = named[columns].drop_duplicates()
        queries = [Query(str(place), country=str(country)) for place, country, _ in toponyms.itertuples(index=False)]
        for row, here in zip(toponyms.itertuples(index=False), self.gazetteer.resolve(queries), strict=True):
            cells = [str(cell) for cell in row]
            why = _wrong_country(cells[1], here) or _wrong_admin1(cells[2], here, self.gazetteer)
            if why:
                field, message = why
                for event in named.loc[(named[columns] == cells).all(axis="columns"), "event_id"]:
                    yield self.finding(str(event), field, message, cells=cells, column=field)

    def by_coordinates(self) -> Iterator[Finding]:
        """Find own coordinates far from every town of the named country and near one of another.

        Far is more than 1.5° from the nearest; near is five times nearer than that. Outlines are not asked: at this
        scale they are wrong near borders.
        """
        events = self.dossier.events
        own = events[(events["place_id"] == "") & events["longitude"].notna()]
        own = own[(own["country"] != "") & (own["geo_precision"].fillna(1) < 6)]
        if own.empty:
            return
        cells = own[["longitude", "latitude"]].mul(_CELLS_PER_DEGREE).round().div(_CELLS_PER_DEGREE)
        keyed = pd.DataFrame({"country": own["country"], **cells})
        distinct = keyed.drop_duplicates()
        distinct = distinct.assign(other=list(_nearer_countries(distinct, self.gazetteer)))
        wrong = keyed.merge(distinct, how="left").set_index(own.index)["other"]
        columns = (own["event_id"], own["country"], own["longitude"], own["latitude"], wrong)
        for event, country, longitude, latitude, other in zip(*columns, strict=True):
            if other:
                message = _far(str(country), str(other))
                stated = (country, longitude, latitude)
                yield self.finding(str(event), "country", message, cells=stated, column="country")


def _unclear(events: pd.DataFrame) -> set[str]:
    """Cells with several places, or with only a country or a part of one."""
    return {place for place in events["place"].unique() if ";" in place or not read_place(place).name}


def _wrong_country(country: str, here: Resolution) -> tuple[str, Message] | None:
    known = [candidate.place for candidate in here.candidates]
    if here.place or any(place.country in {"", country} for place in known):
        return None
    asked = _key(here.query.name)
    namesakes = [place for place in known if asked in {_key(name) for name in (place.name, *place.aliases)}]
    if not namesakes:
        return None
    place = namesakes[0]
    if place.feature_code not in _SEATS and (place.population or 0) < _LARGE:
        return None
    there, other = country_message(place.country), country_message(country)
    return "country", Message("other-country", place=place.name, there=there, here=other)


def _wrong_admin1(admin1: str, here: Resolution, gazetteer: Gazetteer) -> tuple[str, Message] | None:
    place = here.place
    if not admin1 or place is None or not place.admin1 or place.latitude is None:
        return None
    nearby = [candidate.place for candidate in here.candidates if _near(candidate.place, place)]
    queries = [Query(place.admin1, country=place.country), Query(f"{admin1} region", country=place.country)]
    seat, named = gazetteer.resolve(queries)
    divisions = {one.admin1 for one in (place, *nearby, *(c.place for c in seat.candidates))}
    divisions |= {one.admin2 for one in (place, *nearby)}
    names = {admin1, *((named.place.name, named.place.admin1, *named.place.aliases) if named.place else ())}
    if {_key(name) for name in names} & {_key(name) for name in divisions if name}:
        return None
    return "admin1", Message("other-division", place=place.name, there=place.admin1, here=admin1)


def _near(one: Place, other: Place) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= _SAME_KM


def _key(name: str) -> str:
    return read_place(name).name or spelling_key(normal_form(name))


def _nearer_countries(points: pd.DataFrame, gazetteer: Gazetteer) -> Iterator[str]:
    """For each point the country of a town much nearer than any of its own country; `""` where there is none."""
    towns = gazetteer.largest_towns(-180, -90, 180, 90, limit=10**6)
    spots = np.array([(town.longitude, town.latitude) for town in towns], dtype=np.float64)
    countries = np.array([town.country for town in towns])
    where = points[["longitude", "latitude"]].to_numpy()
    nearest, distances = _nearest(where, spots)
    own = {str(name): _nearest(where, spots[countries == name])[1] for name in points["country"].unique()}
    for number, country in enumerate(points["country"]):
        to_own, to_other = own[str(country)][number], distances[number]
        far = np.isfinite(to_own) and to_own > _FAR_DEGREES and to_other * _TIMES_NEARER < to_own
        yield str(countries[nearest[number]]) if far else ""


def _nearest(where: Points, spots: Points) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Number of the nearest spot to each point, and its distance in degrees; infinite where there are no spots."""
    import shapely

    if not len(spots):
        return np.zeros(len(where), dtype=np.int64), np.full(len(where), np.inf)
    tree = shapely.STRtree([shapely.Point(spot) for spot in spots])
    found, distances = tree.query_nearest(shapely.points(where), return_distance=True, all_matches=False)
    return np.asarray(found)[1], np.asarray(distances)


def _far(country: str, other: str) -> Message:
    return Message("far-from-country", there=country_message(other), here=country_message(country))
