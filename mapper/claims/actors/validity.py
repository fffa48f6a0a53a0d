"""When actors are active, and who follows whom, as `actors.csv` states it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass

import pandas as pd

from mapper.claims.actors.names import ActorNames
from mapper.model.dates import read_column

__all__ = ["Validity", "event_dates", "line_of", "validities"]


@dataclass(frozen=True, slots=True)
class Validity:
    """An actor's active time, both days included; the extremes of the calendar where an end is open.

    `successor` is the name of the actor that follows it, or `""`.
    """

    actor: str
    first: dt.date
    last: dt.date
    successor: str

    def is_outside(self, dates: tuple[dt.date, dt.date]) -> bool:
        """Whether a period, both days included, lies wholly before or after it.

        >>> old = Validity("Old Front", dt.date.min, dt.date(2024, 5, 1), "New Front")
        >>> old.is_outside((dt.date(2024, 7, 1), dt.date(2024, 7, 31)))
        True
        """
        return dates[1] < self.first or dates[0] > self.last


def validities(actors: pd.DataFrame) -> dict[str, Validity]:
    """Return the active time of each actor that states one end of it, by the actor's name.

    >>> table = pd.DataFrame({"actor_id": ["a"], "name": ["A"], "short_name": [""], "aliases": [""], "parent": [""],
    ...     "active_from": ["2024-05"], "active_to": [""], "successor": [""]})
    >>> validities(table)["A"].first.isoformat()
    '2024-05-01'
    """
    first, last = read_column(actors["active_from"]).first, read_column(actors["active_to"]).last
    names = ActorNames.of(actors)
    found = {}
    for name, start, end, successor in zip(actors["name"], first, last, actors["successor"], strict=True):
        if pd.notna(start) or pd.notna(end):
            begin = start.date() if pd.notna(start) else dt.date.min
            until = end.date() if pd.notna(end) else dt.date.max
            found[str(name)] = Validity(str(name), begin, until, names.canonical(str(successor)))
    return found


def line_of(actor: str, known: Mapping[str, Validity]) -> set[str]:
    """Return the actor with all that came before and after it, one following the other.

    >>> ends = dt.date.min, dt.date.max
    >>> known = {"A": Validity("A", *ends, "B"), "B": Validity("B", *ends, "C")}
    >>> sorted(line_of("B", known))
    ['A', 'B', 'C']
    """
    line, size = {actor}, 0
    while len(line) > size:
        size = len(line)
        for one in known.values():
            if one.successor and not line.isdisjoint({one.actor, one.successor}):
                line |= {one.actor, one.successor}
    return line


def event_dates(events: pd.DataFrame, wanted: Set[str]) -> dict[str, tuple[dt.date, dt.date]]:
    """Return the first and the last day of these events; undated ones are left out.

    >>> days = pd.to_datetime(["2024-07-01", None])
    >>> event_dates(pd.DataFrame({"event_id": ["a", "b"], "event_date": days, "end_date": days}), {"a", "b"})
    {'a': (datetime.date(2024, 7, 1), datetime.date(2024, 7, 1))}
    """
    dated = events[events["event_id"].isin(wanted) & events["event_date"].notna()]
    ends = dated["end_date"].fillna(dated["event_date"])
    periods = zip(dated["event_id"], dated["event_date"], ends, strict=True)
    return {str(event): (first.date(), last.date()) for event, first, last in periods}
