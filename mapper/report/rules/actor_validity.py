"""An actor in an event before it existed or after it had ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mapper import words
from mapper.claims.names import ActorNames
from mapper.claims.printed import period_message
from mapper.claims.values import ACTOR_FIELDS
from mapper.model.dates import read_column
from mapper.model.dossier import Dossier
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR, NEGATIVE, listed
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["ActorOutsideItsTime"]


@dataclass(frozen=True, slots=True)
class _Validity:
    """An actor's active time, both days included; the extremes of the calendar where an end is open."""

    actor: str
    first: dt.date
    last: dt.date
    successor: str


@dataclass(frozen=True, slots=True)
class _Mention:
    """An actor named in a field of an event, or in a claim of that field."""

    event_id: str
    field: str
    actor: str


class ActorOutsideItsTime(Rule):
    """An actor, in an event or in a claim about it, wholly before or after the actor's active time."""

    name = "actor-outside-its-time"

    def findings(self) -> Iterator[Finding]:
        """Find each actor outside its time, once for each event and field."""
        validities = {life.actor: life for life in _validities(self.dossier.actors)}
        if not validities:
            return
        events = self.dossier.events
        mentions: dict[_Mention, list[str]] = {mention: [] for mention in _in_events(events, set(validities))}
        for mention, claim in _in_claims(self.dossier, set(validities)):
            mentions.setdefault(mention, []).append(claim)
        dates = _dates(events, {mention.event_id for mention in mentions})
        for mention, claims in mentions.items():
            if mention.event_id in dates:
                yield from self._outside(mention, validities[mention.actor], dates[mention.event_id], claims)

    def _outside(
        self, mention: _Mention, life: _Validity, dates: tuple[dt.date, dt.date], claims: list[str]
    ) -> Iterator[Finding]:
        successor = ""
        period = period_message(*dates)
        if dates[1] < life.first:
            message = Message("before-actor", period=period, actor=life.actor, first=_day(life.first))
        elif dates[0] > life.last:
            successor, last = life.successor, _day(life.last)
            message = Message("after-actor", period=period, actor=life.actor, last=last, successor=successor)
        else:
            return
        yield self.finding(
            mention.event_id,
            mention.field,
            message,
            claims=claims,
            cells=(life.actor, life.first, life.last, life.successor, *dates),
            about=life.actor,
            case="successor" if successor else "of that time",
            successor=successor,
        )


def _day(day: dt.date) -> words.Message:
    return period_message(day, day)


def _validities(actors: pd.DataFrame) -> Iterator[_Validity]:
    first, last = read_column(actors["active_from"]).first, read_column(actors["active_to"]).last
    names = ActorNames.of(actors)
    for name, start, end, successor in zip(actors["name"], first, last, actors["successor"], strict=True):
        if pd.notna(start) or pd.notna(end):
            yield _Validity(
                str(name),
                start.date() if pd.notna(start) else dt.date.min,
                end.date() if pd.notna(end) else dt.date.max,
                names.canonical(str(successor)),
            )


def _in_events(events: pd.DataFrame, names: set[str]) -> Iterator[_Mention]:
    for role in ACTOR_ROLES:
        cells = events[role].astype("category")
        for cell in cells.cat.categories:
            for actor in names.intersection(str(cell).split(LIST_SEPARATOR)):
                for event in events.loc[(cells == cell).to_numpy(), "event_id"]:
                    yield _Mention(str(event), role, actor)


def _in_claims(dossier: Dossier, names: set[str]) -> Iterator[tuple[_Mention, str]]:
    known = ActorNames.of(dossier.actors)
    of_actors = dossier.claims["field"].isin(list(ACTOR_FIELDS)) & ~dossier.claims["stance"].isin(NEGATIVE)
    columns = (dossier.claims.loc[of_actors, name] for name in ("event_id", "field", "value", "claim_id"))
    for event, field, value, claim in zip(*columns, strict=True):
        for actor in names.intersection(known.canonical(name) for name in listed(str(value))):
            yield _Mention(str(event), str(field), actor), str(claim)


def _dates(events: pd.DataFrame, wanted: set[str]) -> dict[str, tuple[dt.date, dt.date]]:
    """First and last day of these events; undated ones are left out."""
    dated = events[events["event_id"].isin(wanted) & events["event_date"].notna()]
    ends = dated["end_date"].fillna(dated["event_date"])
    periods = zip(dated["event_id"], dated["event_date"], ends, strict=True)
    return {str(event): (first.date(), last.date()) for event, first, last in periods}
