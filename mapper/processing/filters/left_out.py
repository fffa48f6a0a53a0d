"""How many events a filter leaves out only because their records do not state what it asks for."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from typing import Final

import pandas as pd

from mapper.model.dates import read_date
from mapper.model.dossier import Dossier
from mapper.model.involved import count_events
from mapper.options import Conditions
from mapper.processing.filters import has_point, is_called, is_meant, select

__all__ = ["beyond", "left_out", "other_names"]


_UNSTATED: Final[dict[str, tuple[tuple[str, ...], Callable[[pd.DataFrame], pd.Series]]]] = {
    "undated": (("from_", "to", "month"), lambda events: events["event_date"].isna()),
    "country": (("country",), lambda events: events["country"] == ""),
    "admin1": (("admin1",), lambda events: events["admin1"] == ""),
    "admin2": (("admin2",), lambda events: events["admin2"] == ""),
    "around": (("around", "within_km"), lambda events: ~has_point(events)),
}
"""Conditions, and which of the events that meet all others state nothing that such a condition could be tested on.

A country is not taken from coordinates: the outlines of a world map are too coarse for places near a border.
"""


def left_out(dossier: Dossier, conditions: Conditions) -> Counter[str]:
    """Return the numbers of events left out for want of a date, an area or a point, or as context, where there are any.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> left_out(mapper.read("seeds"), Conditions(country=("ML",)))
    Counter({'country': 7})
    >>> left_out(mapper.read("seeds"), Conditions(context="leave-out", from_="2025"))
    Counter({'context': 5, 'undated': 2})
    """
    numbers: Counter[str] = Counter()
    for name, (fields, unstated) in _UNSTATED.items():
        if conditions.only(fields).given():
            events = select(dossier, conditions.without(fields)).events
            numbers[name] = count_events(events[unstated(events)])
    if conditions.context == "leave-out":
        numbers["context"] = count_events(select(dossier, dataclasses.replace(conditions, context="only")).events)
    return +numbers


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
