"""Know an actor by any of its names, what it is part of, when it is active, and who a claimant is.

Aliases are only names here: successors are separate actors and stay so. An alias that several actors go by, one after
the other, may mean any of them: it stays as written, and is compatible with each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

import pandas as pd

from mapper.claims.values import ACTOR_FIELDS, Names, Value, read_value
from mapper.model.dates import read_column
from mapper.model.schema import listed
from mapper.model.text import fold_name

__all__ = ["ActorNames", "Validity", "event_dates", "line_of", "validities"]


@dataclass(frozen=True, slots=True)
class ActorNames:
    """Folded name, short name, alias or id of an actor → its name; and name → the name of what it is part of.

    `shared` holds the folded aliases of several actors, with the names of all of them.

    >>> table = pd.DataFrame({"actor_id": ["w"], "name": ["White Army"], "short_name": ["WA"],
    ...     "aliases": ["Whites"], "parent": [""]})
    >>> ActorNames.of(table).canonical("the whites")
    'White Army'
    """

    by_fold: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    shared: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: pd.DataFrame | None) -> ActorNames:
        """Read the actors table; none gives an empty one, which knows every name only as itself."""
        if actors is None or actors.empty:
            return cls()
        rows = actors.fillna("").to_dict("records")
        by_fold: dict[str, str] = {}
        for column in ("name", "actor_id", "short_name"):
            for row in rows:
                by_fold.setdefault(_without_article(str(row.get(column, ""))), row["name"])
        meant: dict[str, set[str]] = {}
        for row in rows:
            for alias in listed(str(row.get("aliases", ""))):
                meant.setdefault(_without_article(alias), set()).add(row["name"])
        shared = {alias: frozenset(names) for alias, names in meant.items() if len(names) > 1 and alias not in by_fold}
        by_fold = {alias: min(names) for alias, names in meant.items() if len(names) == 1} | by_fold
        by_fold.pop("", None)
        parents = {row["name"]: by_fold.get(_without_article(str(row.get("parent", ""))), "") for row in rows}
        return cls(by_fold, parents, shared)

    def canonical(self, text: str) -> str:
        """The actor's name, or the text as it stands where no actor, or more than one, is called that.

        >>> ActorNames().canonical(" Whites ")
        'Whites'
        """
        return self.by_fold.get(_without_article(text), text.strip())

    def group_key(self, text: str) -> str:
        """Return what two texts of `unit_or_group` have in common that name the same groups, in any order.

        >>> ActorNames().group_key("Army; Police") == ActorNames().group_key("police;army")
        True
        """
        return ";".join(sorted(fold_name(self.canonical(name)) for name in listed(text)))

    def knows(self, text: str) -> bool:
        """Whether an actor is called that."""
        folded = _without_article(text)
        return folded in self.by_fold or folded in self.shared

    def value(self, claim_field: str, text: str) -> Value:
        """As `read_value`, with each actor under its own name."""
        value = read_value(claim_field, text)
        if claim_field in ACTOR_FIELDS and isinstance(value, Names):
            return Names(frozenset(fold_name(self.canonical(name)) for name in value.folded))
        return value

    def within(self, name: str, other: str) -> bool:
        """Whether an actor is another or, at any depth, part of it; a shared alias, whether any that it may mean is.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).within("5th Brigade", "Army")
        True
        """
        return any(not self._above(one).isdisjoint(self._meanings(other)) for one in self._meanings(name))

    def _meanings(self, name: str) -> frozenset[str]:
        return self.shared.get(_without_article(name), frozenset()) | {name}

    def _above(self, name: str) -> set[str]:
        """The actor and all that it is part of, one inside the other."""
        found: set[str] = set()
        while name and name not in found:
            found.add(name)
            name = self.parents.get(name, "")
        return found

    def depth(self, name: str) -> int:
        """How many actors this one is part of, one inside the other.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).depth("5th Brigade")
        1
        """
        return len(self._above(name) - {name})


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


def _without_article(text: str) -> str:
    return fold_name(text).removeprefix("the ")
