"""Find places that, according to the gazetteer, cannot be where the record has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gazetteer import Query, country_message, normal_form, spelling_key
from gazetteer.geodesy import great_circle_km
from mapper import words
from mapper.claims.places import read_place
from mapper.model.coded import as_text
from mapper.model.schema import AROUND, DATA_SET, Step
from mapper.processing.places.several import means_one_of
from mapper.report.findings import Finding
from mapper.report.rules.doubtful_points import Suspect, Towns, doubts, expected_places
from mapper.report.rules.rule import Rule, first_ids
from mapper.report.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Resolution
    from mapper.model.dossier import Dossier

__all__ = ["AlternativesApart", "OutsideNamedArea", "PointStandsIn", "doubting", "with_doubts"]

_APART_KM: Final = 100
_SAME_KM: Final = 50
_FAR_DEGREES: Final = 1.5
_MOST_NAMES: Final = 2_000
"""The most names of places that are looked up, which takes about two seconds."""
_MOST_POINTS: Final = 200_000
"""The most events; with more, no point is doubted."""
_COMPARED: Final = (
    "event_id", "place", "country", "admin1", "longitude", "latitude", "geo_precision", "place_relation", DATA_SET,
)  # fmt: skip
"""The columns that tell where an event is, and where its record says it is."""
_SEATS: Final = frozenset({"PPLC", "PPLA"})
"""GeoNames codes of capitals and of seats of first-order divisions."""
_LARGE: Final = 50_000
_FEWEST_SHARED, _SHARE_OF_SHARED, _SHARE_OF_AN_AREA, _NEAR_DEGREES = 3, 0.1, 0.5, 0.05
"""A point may be the centroid of a country if at least so many records without a place have it, and this share of them
(another share for a smaller area), and if no town is so near."""
_AREAS: Final = ["country", "admin1", "admin2", "admin3"]
_CELLS_PER_DEGREE: Final = 10


class AlternativesApart(Rule):
    """An event whose possible places lie more than 100 km apart: too far to be one neighbourhood.

    A record that names several places of one event with "and" does not doubt any of them.
    """

    name = "alternatives-apart"

    def findings(self) -> Iterator[Finding]:
        """Find the events by the distance between their two places that are farthest apart."""
        events = self.dossier.events
        written = events.get("place_in_file", events["place"]).astype("str").map(means_one_of)
        doubted = self.dossier.alternatives["event_id"].isin(set(events.loc[written, "event_id"]))
        located = self.dossier.alternatives[doubted].dropna(subset=["longitude", "latitude"])
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


class PointStandsIn(Rule):
    """Coordinates that stand for a wider place, according to the record's words (`processing.places.stand_ins`)."""

    name = "point-stands-in"

    def findings(self) -> Iterator[Finding]:
        """Find such points, one finding for each place and reason; then points of records that name no place."""
        yield from self.named()
        yield from self.nameless()

    def named(self) -> Iterator[Finding]:
        """Find points of records that name a place, drawn only as exactly as their words say."""
        events = self.dossier.events
        own = (events["place_id"] == "") & events["longitude"].notna()
        found = events[own & (as_text(events["from_gazetteer"]) == "geo_precision")]
        keys = [as_text(found[name]) for name in ("place", "place_reason")]
        for key, rows in found.groupby(keys, sort=True):
            place, reason = map(str, key)
            why = self.dossier.messages.get(reason, reason)
            message = Message("point-stands-in", place=place, n=len(rows), reason=why, events=first_ids(rows))
            yield self.finding("", "place", message, cells=(place, reason, len(rows)), about=f"{place}: {reason}")

    def nameless(self) -> Iterator[Finding]:
        """Find points that many records without a place share in a country or area, with no town near.

        A geocoding service answers an unknown name with the centroid of the country or district, and tables call it
        exact. The records are not changed: several events at one place in the desert also share a point.
        """
        events = self.dossier.events
        bare = (events["place"].astype("str") == "") & events["longitude"].notna() & (events["country"] != "")
        own = as_text(events[DATA_SET]) == "" if DATA_SET in events else pd.Series(True, index=events.index)
        unproven = events["geo_precision"].isna() | ((events["geo_precision"] == Step.EXACT) & own)
        for areas, rows in events[bare & unproven].groupby(_AREAS, sort=True, observed=True):
            country, *named = map(str, cast("tuple[str, ...]", areas))
            share = _SHARE_OF_AN_AREA if any(named) else _SHARE_OF_SHARED
            records = rows.groupby(["latitude", "longitude"], sort=True).size()
            many = records[records >= max(_FEWEST_SHARED, share * len(rows))]
            for latitude, longitude in cast("list[tuple[float, float]]", many.index.tolist()):
                if self._is_by_a_town(latitude, longitude):
                    continue
                shared = rows[(rows["latitude"] == latitude) & (rows["longitude"] == longitude)]
                yield self._nameless(country, named, f"{latitude:g}, {longitude:g}", shared)

    def _nameless(self, country: str, areas: list[str], point: str, rows: pd.DataFrame) -> Finding:
        """Return the finding on rows that share a point and name a country, or areas of it, but no place."""
        here, ids = country_message(country), first_ids(rows)
        area = ", ".join(filter(None, reversed(areas)))
        if area:
            message = Message("point-of-area", n=len(rows), area=area, here=here, point=point, events=ids)
        else:
            message = Message("point-of-nothing", n=len(rows), here=here, point=point, events=ids)
        about = ": ".join(filter(None, (country, area, point)))
        return self.finding("", "place", message, cells=(country, *filter(None, [area]), point, len(rows)), about=about)

    def _is_by_a_town(self, latitude: float, longitude: float) -> bool:
        near = _NEAR_DEGREES
        box = (longitude - near, latitude - near, longitude + near, latitude + near)
        return bool(self.gazetteer.largest_towns(*box, limit=1))


class OutsideNamedArea(Rule):
    """A place that lies outside the country or the first-order division named with it, by the gazetteer."""

    name = "outside-named-area"

    def findings(self) -> Iterator[Finding]:
        """Find them among events placed by their toponym, then among those with coordinates of their own."""
        yield from self.by_toponym()
        yield from self.by_coordinates()

    def by_toponym(self) -> Iterator[Finding]:
        """Find places, placed by name, that the gazetteer has in another country or first-order division.

        Another country counts only for capitals, regional seats and large towns without a namesake in the stated
        country. A division counts only if neither a nearby namesake nor an older or newer division of the place has its
        name.
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
                    yield self.finding(str(event), field, message, cells=cells, column=field, severity="low")

    def by_coordinates(self) -> Iterator[Finding]:
        """Find coordinates that are not in the stated country or at the stated place, and explain them.

        A point is far from a country if it is more than 1.5° from the country's nearest town and outside its outline,
        and a town of another country is five times nearer, or none is within 5°. It is far from a place from 100 km on;
        places are looked up if the record names no data set and no precision coarser than 25 km.
        """
        events = self.dossier.events
        pointed = (events["place_id"] == "") & events["longitude"].notna()
        said = (events["country"] != "") | (events["place"] != "")
        compared = [name for name in _COMPARED if name in events]
        own = events.loc[pointed & said & (events["geo_precision"].fillna(Step.EXACT) < Step.COUNTRY), compared]
        if own.empty:
            return
        towns = Towns(self.gazetteer, [country for country in map(str, own["country"].unique()) if country])
        ids, longitudes, latitudes = (own[name].to_numpy() for name in ("event_id", "longitude", "latitude"))
        suspects = _suspects(_keyed(own), towns, self.gazetteer)
        messages = doubts([suspect for suspect, _ in suspects], towns)
        for ((_, country, _, _), positions), message in zip(suspects, messages, strict=True):
            if message is None:
                continue
            severity = "low" if message.code == "far-from-country" else "medium"
            field = "place" if message.code == "apart-from-place" else "country"
            for at in positions:
                stated = (country, longitudes[at], latitudes[at])
                yield self.finding(str(ids[at]), field, message, cells=stated, column="country", severity=severity)


def with_doubts(dossier: Dossier, gazetteer: Gazetteer) -> Dossier:
    """Return the dossier with its `doubts`: which coordinates are not where the record says, or are refused, and why.

    The dossier is returned as it is if its doubts are known, or if it has more than 200,000 events.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     with_doubts(mapper.read("seeds"), places).doubts
    {}
    """
    if dossier.doubts is not None or len(dossier.events) > _MOST_POINTS:
        return dossier
    found = {finding.event_id: finding.message for finding in OutsideNamedArea(dossier, gazetteer).by_coordinates()}
    return dossier.replace(doubts=found | dict(_refused(dossier.events)))


def doubting(pieces: Iterable[Dossier], gazetteer: Gazetteer, *, rows: int) -> Iterator[Dossier]:
    """Yield dossiers to export with their `doubts`, or as they are if more than 200,000 rows were read.

    So whether an export has doubts depends neither on a filter nor on the number of pieces.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> dossier = mapper.read("seeds")
    >>> with Gazetteer.open() as places:
    ...     [piece.doubts for rows in (45, 200_001) for piece in doubting([dossier], places, rows=rows)]
    [{}, None]
    """
    for piece in pieces:
        yield with_doubts(piece, gazetteer) if rows <= _MOST_POINTS else piece
        del piece  # free it before the next is read


def _refused(events: pd.DataFrame) -> Iterator[tuple[str, words.Message]]:
    """Yield the events whose record has coordinates that were refused, such as 0, 0."""
    columns = [name for name in ("latitude_in_file", "longitude_in_file") if name in events]
    if not columns:
        return
    placed_by_name = events["longitude"].isna() | (events["place_id"] != "")
    written = events.loc[placed_by_name, columns].astype("str")
    for event_id, cells in zip(events.loc[placed_by_name, "event_id"], written.to_numpy().tolist(), strict=True):
        if value := ", ".join(filter(None, map(str.strip, cells))):
            yield str(event_id), words.Message("coordinates-refused", value=value)


def _unclear(events: pd.DataFrame) -> set[str]:
    """Place cells with several places, or with only a country or a part of one."""
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


def _keyed(own: pd.DataFrame) -> pd.DataFrame:
    """Return the key by which each event is checked: its country, its place if exact or near, its coordinates."""
    exact = (own["geo_precision"].fillna(Step.EXACT) <= Step.NEAR) & ~own["place_relation"].isin(AROUND)
    if DATA_SET in own:
        exact &= own[DATA_SET].astype("str") == ""  # coders of a data set had more than a name
    names = own[["place", "admin1"]].astype("str").where(exact, "")
    cells = own[["longitude", "latitude"]].astype("float64")
    rounded = cells.mul(_CELLS_PER_DEGREE).round().div(_CELLS_PER_DEGREE)
    where = rounded.where(names["place"] == "", cells)
    return pd.DataFrame({"country": own["country"].astype("str"), **names, **where}, index=own.index)


def _suspects(keyed: pd.DataFrame, towns: Towns, gazetteer: Gazetteer) -> list[tuple[Suspect, NDArray[np.intp]]]:
    """Return the points far from the stated country or place, each once, with the positions of its rows."""
    named = keyed.loc[keyed["place"] != "", ["place", "country", "admin1"]].drop_duplicates().head(_MOST_NAMES)
    rows = [(str(place), str(country), str(admin1)) for place, country, admin1 in named.itertuples(index=False)]
    places = dict(zip(rows, expected_places(rows, gazetteer), strict=True))
    points = keyed.reset_index(drop=True)
    groups = points.groupby(list(points.columns), sort=False).indices
    far = _far_from_country(points.iloc[[positions[0] for positions in groups.values()]], towns)
    suspects = []
    for (key, positions), is_far in zip(groups.items(), far, strict=True):
        country, name, admin1, longitude, latitude = cast("tuple[str, str, str, float, float]", key)
        suspect = Suspect(places.get((name, country, admin1)), country, latitude, longitude)
        if is_far or suspect.is_off_place():
            suspects.append((suspect, np.asarray(positions)))
    return suspects


def _far_from_country(points: pd.DataFrame, towns: Towns) -> NDArray[np.bool_]:
    where = points[["longitude", "latitude"]].to_numpy(dtype=np.float64)
    degrees = towns.degrees(where, points["country"].to_numpy(dtype=np.str_))
    return np.isfinite(degrees) & (degrees > _FAR_DEGREES)
