"""Find incidents that may be recorded as two events; events in different places are never paired."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import pandas as pd

from mapper.claims.places import read_place
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR, names_in_cell
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.rules.told_twice import told_twice
from mapper.report.words import Message
from mapper.vocabulary import terms

__all__ = ["SameIncident"]

_DAYS_APART: Final = 3
_LONGEST: Final = dt.timedelta(days=7)
_ONE_SIDED: Final = frozenset(terms("event_types", having="one_sided"))
"""ACLED's event types that need no second side."""


@dataclass(frozen=True, slots=True)
class _Incident:
    """The fields of an event's record by which incidents are compared."""

    event_id: str
    first: dt.date
    last: dt.date
    places: frozenset[str]
    event_type: str
    actors: frozenset[str]
    complete: bool
    part_of: str
    title: str

    @property
    def called(self) -> Message | str:
        """Its title, else its id."""
        return Message("in-quotes", text=self.title) if self.title else self.event_id


class SameIncident(Rule):
    """Pairs of events that may be one incident, among events with claims and among rows of tables.

    For rows of hand-made tables, and of different data sets, see `mapper.report.rules.told_twice`. Two events with
    claims are compared if they name the same place (more than a country or a part of one), last a week at most, do not
    differ in type, and neither is part of the other, nor both of a third. They may be one

    - if the dates are within three days and one of the two leaves its type or a side open;
    - if the periods overlap, both are complete, and they name the same actors.

    Pairs that the record itself marks (`possibly_same_as`) are reported too.
    """

    name = "same-incident"

    def findings(self) -> Iterator[Finding]:
        """Find the pairs, in the order of their ids."""
        events, claims = self.dossier.events, self.dossier.claims
        recorded = events[events["event_id"].isin(set(claims["event_id"]))]
        dated = recorded[recorded["event_date"].notna() & (recorded["place"] != "")]
        incidents = [_incident({str(name): cell for name, cell in row.items()}) for row in dated.to_dict("records")]
        by_place: dict[str, list[_Incident]] = defaultdict(list)
        for incident in sorted(incidents, key=lambda one: (one.first, one.last, one.event_id)):
            if incident.last - incident.first < _LONGEST:
                for place in incident.places:
                    by_place[place].append(incident)
        found = {pair for several in by_place.values() for pair in _near_in_time(several) if _may_be_one(*pair)}
        pairs = [(pair, self._why(*pair)) for pair in found]
        ids = {frozenset(one.event_id for one in pair) for pair in found}
        told = [pair for pair in _marked(events) if frozenset(one.event_id for one in pair) not in ids]
        pairs += [(pair, Message("may-be-one-by-record")) for pair in told]
        ids |= {frozenset(one.event_id for one in pair) for pair in told}
        pairs += [pair for pair in _told_twice(events) if frozenset(one.event_id for one in pair[0]) not in ids]
        when_and_where = claims[claims["field"].isin(["event_date", "place"])] if pairs else claims.head(0)
        claims_of: dict[str, list[str]] = defaultdict(list)
        for event, claim in zip(when_and_where["event_id"], when_and_where["claim_id"], strict=True):
            claims_of[event].append(claim)
        for (one, other), why in sorted(pairs, key=lambda pair: [incident.event_id for incident in pair[0]]):
            message = Message("same-incident", one=one.called, other=other.called, why=why)
            yield self._pair(one, other, message, [*claims_of[one.event_id], *claims_of[other.event_id]])

    def _pair(self, one: _Incident, other: _Incident, message: Message, claims: list[str]) -> Finding:
        return self.finding(
            one.event_id,
            "event_id",
            message,
            claims=claims,
            cells=[*_cells(one), *_cells(other)],
            about=other.event_id,
        )

    def _why(self, one: _Incident, other: _Incident) -> Message:
        apart = max(0, (other.first - one.last).days)
        when = Message("days-apart", n=apart) if apart else Message("same-day")
        open_ones = tuple(incident.called for incident in (one, other) if not incident.complete)
        why = Message("left-open", events=open_ones) if open_ones else Message("same-actors")
        return Message("may-be-one", when=when, why=why)


def _told_twice(events: pd.DataFrame) -> Iterator[tuple[tuple[_Incident, _Incident], Message]]:
    """Pairs of rows of tables that may be one incident, and why."""
    pairs = list(told_twice(events))
    known = _incidents(events, {event_id for pair in pairs for event_id in (pair.one, pair.other)})
    for pair in pairs:
        if pair.days:
            when = Message("days-apart", n=pair.days)
            why = Message("told-alike", sources=pair.sources, dead=pair.figures)
        else:
            when, why = Message("same-day"), Message("told-by-two", sources=pair.sources)
        yield (known[pair.one], known[pair.other]), Message("may-be-one", when=when, why=why)


def _marked(events: pd.DataFrame) -> Iterator[tuple[_Incident, _Incident]]:
    """Pairs that the record marks with `possibly_same_as`."""
    marked = events[events["possibly_same_as"].ne("")]
    known = _incidents(events, {*marked["event_id"], *marked["possibly_same_as"]})
    for one, other in zip(marked["event_id"], marked["possibly_same_as"], strict=True):
        if other in known and other != one:
            yield known[one], known[other]


def _incidents(events: pd.DataFrame, wanted: set[str]) -> dict[str, _Incident]:
    """event_id → its `_Incident`, for the wanted events."""
    rows = events[events["event_id"].isin(wanted)].to_dict("records") if wanted else []
    return {row["event_id"]: _incident({str(name): cell for name, cell in row.items()}) for row in rows}


def _incident(row: dict[str, Any]) -> _Incident:
    names = {name for role in ACTOR_ROLES for name in str(row[role]).split(LIST_SEPARATOR)}
    one_sided = row["event_type"] in _ONE_SIDED
    sides = bool(row["actor1"]) and (one_sided or bool(row["actor2"]))
    return _Incident(
        event_id=row["event_id"],
        first=row["event_date"].date() if pd.notna(row["event_date"]) else dt.date.min,
        last=row["end_date"].date() if pd.notna(row["end_date"]) else dt.date.max,
        places=frozenset(read_place(name).name for name in names_in_cell(row["place"])) - {""},
        event_type=row["event_type"],
        actors=frozenset(names - {""}),
        complete=bool(row["event_type"]) and sides,
        part_of=row["part_of"],
        title=row["title"],
    )


def _near_in_time(incidents: list[_Incident]) -> Iterator[tuple[_Incident, _Incident]]:
    """Pairs of incidents that overlap or are at most `_DAYS_APART` days apart; `incidents` are sorted by first day."""
    for index, one in enumerate(incidents):
        for other in islice(incidents, index + 1, None):
            if other.first - one.last > dt.timedelta(days=_DAYS_APART):
                break
            yield one, other


def _may_be_one(one: _Incident, other: _Incident) -> bool:
    related = one.part_of == other.event_id or other.part_of == one.event_id
    siblings = bool(one.part_of) and one.part_of == other.part_of
    other_type = one.event_type and other.event_type and one.event_type != other.event_type
    if related or siblings or other_type:
        return False
    if one.complete and other.complete:
        return other.first <= one.last and one.actors == other.actors
    return other.first - one.last <= dt.timedelta(days=_DAYS_APART)


def _cells(incident: _Incident) -> tuple[object, ...]:
    places, actors = sorted(incident.places), sorted(incident.actors)
    return (incident.event_id, incident.first, incident.last, places, incident.event_type, actors, incident.part_of)
