"""Find actors in events before the actor existed or after it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mapper import words
from mapper.claims.printed import period_message
from mapper.claims.values import ACTOR_FIELDS
from mapper.model.actors.names import ActorNames
from mapper.model.actors.validity import Days, event_dates
from mapper.model.dossier import Dossier
from mapper.model.schema import ACTOR_ROLES, HOLDING, LIST_SEPARATOR, names_in_cell
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["ActorOutsideItsTime"]


@dataclass(frozen=True, slots=True)
class _Mention:
    """An actor named in a field of an event, or in a claim of that field."""

    event_id: str
    field: str
    actor: str


class ActorOutsideItsTime(Rule):
    """An actor in an event, or in a claim about it, that lies wholly before or after the actor's active time."""

    name = "actor-outside-its-time"

    def findings(self) -> Iterator[Finding]:
        """Find each actor outside its time, once for each event and field."""
        known = ActorNames(self.dossier.actors)
        if not known.times:
            return
        events = self.dossier.events
        mentions: dict[_Mention, list[str]] = {mention: [] for mention in _in_events(events, set(known.times))}
        for mention, claim in _in_claims(self.dossier, known):
            mentions.setdefault(mention, []).append(claim)
        dates = event_dates(events, {mention.event_id for mention in mentions})
        for mention, claims in mentions.items():
            if mention.event_id in dates:
                yield from self._outside(mention, known, dates[mention.event_id], claims)

    def _outside(self, mention: _Mention, known: ActorNames, dates: Days, claims: list[str]) -> Iterator[Finding]:
        life, successor = known.times[mention.actor], ""
        after = LIST_SEPARATOR.join(known.successors[life.actor])
        period = period_message(*dates)
        if dates[1] < life.first:
            message = Message("before-actor", period=period, actor=life.actor, first=_day(life.first))
        elif dates[0] > life.last:
            successor, last = after, _day(life.last)
            message = Message("after-actor", period=period, actor=life.actor, last=last, successor=successor)
        else:
            return
        yield self.finding(
            mention.event_id,
            mention.field,
            message,
            claims=claims,
            cells=(life.actor, life.first, life.last, after, *dates),
            about=life.actor,
            case="successor" if successor else "of that time",
            successor=successor,
        )


def _day(day: dt.date) -> words.Message:
    return period_message(day, day)


def _in_events(events: pd.DataFrame, names: set[str]) -> Iterator[_Mention]:
    for role in ACTOR_ROLES:
        cells = events[role].astype("category")
        for cell in cells.cat.categories:
            for actor in names.intersection(str(cell).split(LIST_SEPARATOR)):
                for event in events.loc[(cells == cell).to_numpy(), "event_id"]:
                    yield _Mention(str(event), role, actor)


def _in_claims(dossier: Dossier, known: ActorNames) -> Iterator[tuple[_Mention, str]]:
    of_actors = dossier.claims["field"].isin(list(ACTOR_FIELDS)) & dossier.claims["stance"].isin(HOLDING)
    columns = (dossier.claims.loc[of_actors, name] for name in ("event_id", "field", "value", "claim_id"))
    for event, field, value, claim in zip(*columns, strict=True):
        for actor in known.times.keys() & {known.canonical(name) for name in names_in_cell(str(value))}:
            yield _Mention(str(event), str(field), actor), str(claim)
