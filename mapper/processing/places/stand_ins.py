"""Coordinates that stand in for a wider place: the point of Gao for "near Gao" or for its region.

People who fill in tables, and geocoding services, take the point of the named place. Such a point is only as exact as
the words of the place, unless the record states a precision. Any other point may be the event's own, unless it has too
few digits: beside the name of an area it is then no more exact than that area.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from gazetteer.countries import country_or_blank
from gazetteer.divisions import divisions_called
from gazetteer.geodesy import great_circle_km
from mapper.model.coded import as_text, recoded
from mapper.model.involved import events_of_rows
from mapper.model.schema import AROUND, RADIUS_KM_OF_STEP, Step
from mapper.readers.events.concluded import OWN_SHARED
from mapper.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Query, Resolution
    from gazetteer.names.reading import Reading

__all__ = ["StandIn", "may_stand_in", "stand_ins"]

_NAMED: Final = ["place", "country", "admin1", "admin2", "admin3"]
_POINT: Final = ["latitude", "longitude"]
_CALLED_AS_A_TOWN: Final = frozenset(
    {"AD", "BH", "DJ", "GI", "GT", "HK", "KW", "LI", "LU", "MC", "MO", "MT", "MX", "PA", "SG", "SM", "VA"}
)
"""Countries that share their name with a town, or are as small as one."""
_COPIED_KM: Final = 2.0
"""A point this near to a town's point is taken for it: geocoding services differ by as much."""
_DEGREES: Final = 0.02
"""As much, in degrees."""
_MIDDLE: Final = 0.1
"""A share of an area's radius: by chance one point in a hundred is this near to the area's centre."""
_BEYOND: Final = 1.25
"""A factor on the distance in "20 km from Gao", which may be wrong by a quarter."""
_SHARED: Final = OWN_SHARED.code
_ROUGH: Final = "stand-in-rough"
"""Why a point is no more exact than the area named with it: other events share it, or it has few digits."""


class StandIn(NamedTuple):
    """The precision of a point that stands in for a place: a step of `geo_precision`, a radius in km (0: none), why."""

    step: int
    radius_km: float
    reason: Message


def stand_ins(events: pd.DataFrame, gazetteer: Gazetteer, rough: pd.Series) -> dict[int, StandIn]:
    """Return row label → stand-in, for points that stand in; `events` have points and no stated precision.

    A point stands in if the gazetteer has the place of the words there, or if several events of an area share it. A
    `rough` point, of few digits, stands in for any area named beside it, and is never more exact than its digits.

    >>> from gazetteer import Gazetteer
    >>> columns = ["place", "country", "admin1", "admin2", "admin3", "latitude", "longitude"]
    >>> rows = [(place, "ML", "", "", "", 16.2716, -0.0447) for place in ("Gao", "near Gao", "région de Gao")]
    >>> with Gazetteer.open(towns=False) as places:
    ...     table = pd.DataFrame(rows, columns=columns).assign(place_reason="")
    ...     found = stand_ins(table, places, pd.Series([False] * 3))
    ...     {row: stand_in.step for row, stand_in in found.items()}
    {1: 2, 2: 4}
    """
    rows = events.loc[may_stand_in(events), [*_NAMED, *_POINT]].astype(dict.fromkeys(_NAMED, "str"))
    whole, rough = _is_whole_country(rows), rough[rows.index]
    shared = rows.duplicated(["place", *_POINT], keep=False) | (events_of_rows(events)[rows.index] > 1)
    shared |= as_text(events.loc[rows.index, "place_reason"]) == OWN_SHARED.text()
    why = rough.map({True: _ROUGH, False: ""}).mask(shared, _SHARED)
    answers = _answers(rows[~whole], gazetteer)
    found = {}
    for row, of_country, code, named, point in zip(
        rows.index, whole, why, _tuples(rows[_NAMED]), _tuples(rows[_POINT]), strict=True
    ):
        if of_country:
            stand_in = _of_country(point, gazetteer, is_of_all=code != "")
        else:
            stand_in = _stand_in(point, *answers[named], code)
        if stand_in:
            found[row] = stand_in
    return found


def may_stand_in(events: pd.DataFrame) -> pd.Series:
    """Tell for each event whether its place may be wider than a point, so that its coordinates may stand in for it.

    >>> rows = {"place": ["near Gao", "Mali", "Tessit"], "country": "ML", "admin1": ""}
    >>> may_stand_in(pd.DataFrame(rows)).tolist()
    [True, True, False]
    """
    return _is_whole_country(events) | (recoded(events["place"], lambda place: "*" * _may_be_wider(place)) != "")


def _tuples(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    return frame.itertuples(index=False, name=None)


def _is_whole_country(rows: pd.DataFrame) -> pd.Series:
    """Tell where the place is only the country."""
    code = recoded(rows["place"], country_or_blank)
    known = (code != "") & ~code.isin(_CALLED_AS_A_TOWN) & (rows["admin1"] == "")
    return known & ((rows["country"] == "") | (rows["country"] == code))


def _may_be_wider(place: str) -> bool:
    """Tell whether a place may be wider than a point: its words refer to another, or a first-level area has its name.

    >>> _may_be_wider("near Gao"), _may_be_wider("Upper Nile"), _may_be_wider("Tessit")
    (True, True, False)
    """
    return bool(_references(place)) or (bool(divisions_called(place)) and not country_or_blank(place))


def _references(place: str) -> list[Reading]:
    """Return the readings in which the words of a place refer to another place or to an area.

    >>> [reading.name for reading in _references("near Gao")], _references("Gao"), _references("village of Moura")
    (['Gao'], [], [])
    """
    from gazetteer.names.toponym import read_toponym  # its patterns are compiled only where places are read

    return [reading for reading in read_toponym(place)[1:] if _refers(reading)]


def _refers(reading: Reading) -> bool:
    if reading.kind is not None and reading.relation == "in":
        return reading.kind.is_division
    return reading.relation in {*AROUND, "in"} and not reading.part


def _answers(
    rows: pd.DataFrame, gazetteer: Gazetteer
) -> dict[tuple[str, ...], tuple[Reading, Resolution, list[Resolution]]]:
    """Return, for each place with its areas, how it refers, what it means, and what the names that it refers to do."""
    from gazetteer import Query
    from gazetteer.names.toponym import read_toponym

    asked: dict[tuple[str, ...], tuple[Reading, list[Query]]] = {}
    for place, *areas in dict.fromkeys(_tuples(rows[_NAMED])):
        readings = _references(place)
        names = dict.fromkeys(name for each in readings for name in (each.name, each.other) if name)
        told = dict(zip(_NAMED[1:], areas, strict=True))
        reading = next(iter(readings or read_toponym(place)))
        asked[place, *areas] = reading, [Query(place, **told), *(Query(name, told["country"]) for name in names)]
    queries = list(dict.fromkeys(query for _, several in asked.values() for query in several))
    answers = dict(zip(queries, gazetteer.resolve(queries), strict=True))
    return {
        named: (reading, answers[whole], [answers[query] for query in names])
        for named, (reading, (whole, *names)) in asked.items()
    }


def _of_country(point: tuple[float, float], gazetteer: Gazetteer, *, is_of_all: bool) -> StandIn | None:
    """Return what a point beside the name of a country stands for: all of it, where that is known or the capital's."""
    latitude, longitude = point
    box = (longitude - _DEGREES, latitude - _DEGREES, longitude + _DEGREES, latitude + _DEGREES)
    towns = [] if is_of_all else gazetteer.largest_towns(*box, limit=1)
    capital = next((town.name for town in towns if town.feature_code == "PPLC"), "")
    if not is_of_all and not capital:
        return None
    reason = Message("stand-in-capital", name=capital) if capital else Message("own-coordinates-whole")
    return StandIn(int(Step.COUNTRY), 0.0, reason)


def _stand_in(
    point: tuple[float, float], reading: Reading, whole: Resolution, names: list[Resolution], why: str
) -> StandIn | None:
    """Return what a point stands for beside a place that means the `whole`; `why` it does, where any area is enough."""
    if whole.place is not None and whole.relation == "at":  # a name after all: West Point is a quarter
        return None
    step = _step(reading, whole)
    radius = max(RADIUS_KM_OF_STEP[step], _BEYOND * (reading.km or 0.0))
    if name := _copied(point, names):
        return StandIn(step, radius, Message("stand-in", name=name))
    if _is_middle(point, whole):
        return StandIn(step, radius, Message("stand-in-middle"))
    return StandIn(step, radius, Message(why)) if why and _is_area(whole) and not _is_beyond(point, whole) else None


def _copied(point: tuple[float, float], names: list[Resolution]) -> str:
    """Return the settlement of one of the names whose point this is; "" for none."""
    known = (candidate.place for answer in names for candidate in answer.candidates)
    there = (place for place in known if place.feature_class == "P" and _km(point, place) <= _COPIED_KM)
    return next((place.name for place in there), "")


def _is_middle(point: tuple[float, float], whole: Resolution) -> bool:
    """Tell whether this is the middle of the area that is meant, or the point at the distance that is written."""
    is_wide = whole.place is not None and whole.place.feature_class != "P"
    return _km(point, whole) <= max(_COPIED_KM, _MIDDLE * (whole.radius_km or 0.0) if is_wide else 0.0)


def _is_beyond(point: tuple[float, float], whole: Resolution) -> bool:
    """Tell whether a point lies outside the area that is meant, so that it cannot stand for it."""
    return whole.latitude is not None and _km(point, whole) > _BEYOND * (whole.radius_km or math.inf)


def _km(point: tuple[float, float], there: Place | Resolution) -> float:
    if there.latitude is None or there.longitude is None:
        return math.inf
    return great_circle_km(*point, there.latitude, there.longitude)


def _is_area(whole: Resolution) -> bool:
    return whole.place is not None and whole.relation == "in" and whole.place.feature_class in ("A", "L")


def _step(reading: Reading, whole: Resolution) -> int:
    """Return how exactly the words tell where it was: as the gazetteer reads them, or by the words alone."""
    if whole.place is not None and whole.geo_precision is not None:
        return max(int(Step.NEAR), whole.geo_precision)
    if reading.relation in ("between", "along"):
        return int(Step.VAGUE)
    kind = reading.kind
    return kind.stand_in_precision if kind is not None and kind.is_division else int(Step.NEAR)
