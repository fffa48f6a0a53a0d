"""How many events a filter leaves out only because their records do not state what it asks for."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pandas as pd

from mapper.model.dates import read_date
from mapper.model.dossier import Dossier
from mapper.model.involved import count_events
from mapper.options import Conditions
from mapper.processing.filters import has_point, is_called, is_meant, select

__all__ = [
    "areas_left_out",
    "beyond",
    "context_left_out",
    "left_out",
    "other_names",
    "pointless_left_out",
    "undated_left_out",
]


def left_out(dossier: Dossier, conditions: Conditions) -> Counter[str]:
    """Return the numbers of events left out for want of a date, an area or a point, or as context, where there are any.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> left_out(mapper.read("seeds"), Conditions(country=("ML",)))
    Counter({'country': 7})
    """
    numbers = {
        "undated": undated_left_out(dossier, conditions),
        **areas_left_out(dossier, conditions),
        "around": pointless_left_out(dossier, conditions),
        "context": context_left_out(dossier, conditions),
    }
    return +Counter(numbers)


def beyond(days: str, conditions: Conditions) -> str:
    """Return the days of all events, as `2025-06-01/2025-06-30`, where days were asked for that are before or after.

    Of days beyond these nothing is known, which does not mean that nothing happened.

    >>> from mapper.options import Conditions
    >>> days = "2013-01-01/2025-06-30"
    >>> beyond(days, Conditions(to="2026")), beyond(days, Conditions(from_="2025-05", to="2025-06"))
    ('2013-01-01/2025-06-30', '')
    """
    first, _, last = days.partition("/")
    starts = [read_date(text).first.isoformat() for text in (conditions.from_, *conditions.month) if text]
    ends = [read_date(text).last.isoformat() for text in (conditions.to, *conditions.month) if text]
    is_beyond = any(start < first for start in starts) or any(end > last for end in ends)
    return f"{first}/{last}" if first and is_beyond else ""


def other_names(places: pd.DataFrame, conditions: Conditions) -> list[str]:
    """Return by what other names records call the places that a condition names: events so called meet it too.

    `places` are events, or other rows with the columns `place`, `place_id`, `place_relation` and `country`.

    >>> names = ["Timbuktu", "Tombouctou", "near Timbuktu", "Gao"]
    >>> ids = [*["shipped:ml-timbuktu"] * 3, "shipped:ml-gao"]
    >>> rows = {"place": names, "place_id": ids, "place_relation": ["at", "at", "near", "at"], "country": "ML"}
    >>> other_names(pd.DataFrame(rows), Conditions(place=("timbuktu",)))
    ['Tombouctou']
    """
    if not conditions.place:
        return []
    columns = ["place", "place_id", "place_relation", "country"]
    known = places.loc[places["place_id"] != "", columns].astype("str").drop_duplicates()
    others = is_meant(known, conditions.place) & ~is_called(known["place"], conditions.place)
    return sorted(known.loc[others, "place"].unique())


def context_left_out(dossier: Dossier, conditions: Conditions) -> int:
    """Return how many political and contextual events are left out only because they are such.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> context_left_out(mapper.read("seeds"), Conditions(context="leave-out", from_="2025"))
    5
    """
    if conditions.context != "leave-out":
        return 0
    return count_events(select(dossier, dataclasses.replace(conditions, context="only")).events)


def undated_left_out(dossier: Dossier, conditions: Conditions) -> int:
    """Return how many events a date condition leaves out only because they have no date.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> undated_left_out(mapper.read("seeds"), Conditions())
    0
    """
    if not (conditions.from_ or conditions.to or conditions.month):
        return 0
    undated = dataclasses.replace(conditions, from_="", to="", month=())
    events = select(dossier, undated).events
    return count_events(events[events["event_date"].isna()])


def pointless_left_out(dossier: Dossier, conditions: Conditions) -> int:
    """Return how many events a distance leaves out only because no point is known of them.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> pointless_left_out(mapper.read("seeds"), Conditions(around="Gao", within_km=50, month=("2025-06",)))
    9
    """
    if not conditions.around:
        return 0
    events = select(dossier, dataclasses.replace(conditions, around="", within_km=None)).events
    return count_events(events[~has_point(events)])


def areas_left_out(dossier: Dossier, conditions: Conditions) -> dict[str, int]:
    """Return, for `country`, `admin1` and `admin2`, how many events that state none such a condition leaves out.

    A country is not taken from coordinates: the outlines of a world map are too coarse for places near a border.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> areas_left_out(mapper.read("seeds"), Conditions(country=("ML",)))
    {'country': 7}
    """
    found = {}
    without = {
        "country": conditions.country and dataclasses.replace(conditions, country=()),
        "admin1": conditions.admin1 and dataclasses.replace(conditions, admin1=()),
        "admin2": conditions.admin2 and dataclasses.replace(conditions, admin2=()),
    }
    for name, others in without.items():
        if others:
            events = select(dossier, others).events
            found[name] = count_events(events[events[name] == ""])
    return {name: number for name, number in found.items() if number}
