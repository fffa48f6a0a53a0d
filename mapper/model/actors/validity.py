"""When actors are active, as `actors.csv` states it, and when events happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any, NamedTuple

import pandas as pd

from mapper.model.dates import read_column

__all__ = ["Days", "Validity", "event_dates", "validities"]

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period, both included."""


class Validity(NamedTuple):
    """An actor's active time, both days included; the extremes of the calendar where an end is open."""

    actor: str
    first: dt.date
    last: dt.date

    def is_outside(self, days: Days) -> bool:
        """Whether a period lies wholly before or after it.

        >>> old = Validity("Old Front", dt.date.min, dt.date(2024, 5, 1))
        >>> old.is_outside((dt.date(2024, 7, 1), dt.date(2024, 7, 31)))
        True
        """
        return days[1] < self.first or days[0] > self.last


def validities(actors: pd.DataFrame) -> list[Validity | None]:
    """Return the active time of each actor of a table; None if neither end is stated and understood.

    >>> table = pd.DataFrame({"name": ["A", "B"], "active_from": ["2024-05", ""], "active_to": ""})
    >>> [time and time.first.isoformat() for time in validities(table)]
    ['2024-05-01', None]
    """
    if not (actors[["active_from", "active_to"]] != "").to_numpy().any():
        return [None] * len(actors)
    first, last = read_column(actors["active_from"]).first, read_column(actors["active_to"]).last
    ends = zip(actors["name"], first, last, strict=True)
    return [
        Validity(name, _day(start, dt.date.min), _day(end, dt.date.max)) if pd.notna(start) or pd.notna(end) else None
        for name, start, end in ends
    ]


def event_dates(events: pd.DataFrame, wanted: Set[str]) -> dict[str, Days]:
    """Return the first and the last day of these events; undated ones are left out.

    >>> days = pd.to_datetime(["2024-07-01", None])
    >>> event_dates(pd.DataFrame({"event_id": ["a", "b"], "event_date": days, "end_date": days}), {"a", "b"})
    {'a': (datetime.date(2024, 7, 1), datetime.date(2024, 7, 1))}
    """
    dated = events[events["event_id"].isin(wanted) & events["event_date"].notna()]
    ends = dated["end_date"].fillna(dated["event_date"])
    periods = zip(dated["event_id"], dated["event_date"], ends, strict=True)
    return {str(event): (first.date(), last.date()) for event, first, last in periods}


def _day(moment: Any, missing: dt.date) -> dt.date:
    return missing if pd.isna(moment) else moment.date()
