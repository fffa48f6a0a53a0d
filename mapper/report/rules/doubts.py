"""Find claims that a source doubts, and claims of an absence beside claims of a presence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pandas as pd

from mapper import words
from mapper.claims.statements import INFERRED, UNSTATED
from mapper.model.actors.names import ActorNames
from mapper.model.involved import count_events
from mapper.model.schema import HOLDING
from mapper.model.text import fold_name
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule, first_ids
from mapper.report.words import Message

__all__ = ["Absence", "NotCleared", "Unverified"]

_STATUS: Final = "code_status"
"""UCDP's column: `Clear`, or the check that its coders still have to make."""

_LOSSES: Final = ("fatalities", "casualties", "injured")
"""Fields that "casualties" may mean."""
_DOUBT: Final = re.compile(
    r"(?:not|never|no|un\w+|disputed|contested|doubt\w*|non|jamais|pas|aucun\w*|contest\w+|douteux)\b", re.IGNORECASE
)
_NONE: Final = re.compile(r"(?:no|none|not|nobody|without|absent|aucun\w*|pas|sans|absence)\b", re.IGNORECASE)
_SHOWS: Final = ("presence", "evidence")
"""Fields whose claims say or show that an actor is there."""


class NotCleared(Rule):
    """Events that the data set marks as still to be checked, as UCDP does with `Check geography`.

    There are hundreds of them in a month, so one finding covers all events with one status; each event's card says it.
    """

    name = "not-cleared"

    def findings(self) -> Iterator[Finding]:
        """Find the events by the status that the data set gives."""
        events = self.dossier.events
        if _STATUS not in events:
            return
        status = events[_STATUS].astype("str").str.strip()
        wanted = (status != "") & (status.str.lower() != "clear")
        for said, rows in events[wanted].groupby(status[wanted], sort=True):
            message = Message("not-cleared", status=str(said), n=count_events(rows), events=first_ids(rows))
            yield self.finding("", _STATUS, message, cells=[said, *rows["event_id"]], about=str(said))


class Unverified(Rule):
    """Claims that a source calls disputed, not verified, or not confirmed.

    The `unit_or_group` of the `verification` claim names what it doubts: a field ("fatalities"; "casualties" includes
    the dead), or the group of the doubted claims.
    """

    name = "unverified"

    def findings(self) -> Iterator[Finding]:
        """Find doubted claims: one finding for each event and field."""
        claims = self.dossier.claims
        said = claims["field"].eq("verification") & claims["stance"].isin(HOLDING)
        doubts = claims[said & claims["value"].str.match(_DOUBT)]
        if doubts.empty:
            return
        held = claims[claims["stance"].isin(HOLDING) & ~claims["value"].map(fold_name).isin(UNSTATED)]
        held = held[held["event_id"].isin(set(doubts["event_id"])) & held["field"].ne("verification")]
        by_field: dict[tuple[str, str], list[dict[str, Any]]] = {}
        doubted: dict[tuple[str, str], list[str]] = {}
        of_event = dict(iter(held.groupby("event_id")))
        for row in doubts.to_dict("records"):
            doubt = {str(name): cell for name, cell in row.items()}
            rows = of_event.get(doubt["event_id"], held.head(0))
            rows = rows[_concerned(rows, str(doubt["unit_or_group"]))]
            for field, same in rows.groupby(rows["field"].map(_losses(set(rows["field"]))), sort=False):
                key = (str(doubt["event_id"]), str(field))
                by_field.setdefault(key, []).append(doubt)
                doubted.setdefault(key, []).extend(same["claim_id"])
        for (event, field), found in by_field.items():
            yield self._doubted(event, field, found, doubted[event, field])

    def _doubted(self, event: str, field: str, doubts: list[dict[str, Any]], claims: list[str]) -> Finding:
        said = tuple(Message("held-so", value=row["value"], who=_who(row)) for row in doubts)
        ids = {*claims, *(row["claim_id"] for row in doubts)}
        return self.finding(event, field, Message("unverified", said=said), claims=ids)


class Absence(Rule):
    """A claim that an actor is absent, beside claims of any event of that time that say or show its presence.

    The group (`unit_or_group`) names the actor; its parts count too. Two claims about one field of one event are left
    to the rule `disagreement`.
    """

    name = "absence"

    def findings(self) -> Iterator[Finding]:
        """Find contradicted absences: one finding for each claim of an absence."""
        claims = self.dossier.claims
        shown = claims[claims["field"].isin(_SHOWS) & claims["stance"].isin(HOLDING) & claims["unit_or_group"].ne("")]
        none = shown["value"].str.match(_NONE)
        absences, there = shown[none & shown["field"].eq("presence")], shown[~none]
        if absences.empty or there.empty:
            return
        known = ActorNames(self.dossier.actors)
        times = self.dossier.events.set_index("event_id")[["event_date", "end_date"]]
        present = there.to_dict("records")
        for absence in absences.to_dict("records"):
            rows = [row for row in present if _same_actor(row, absence, known)]
            rows = [row for row in rows if _may_be_now(row, absence, times)]
            if rows:
                yield self._against(absence, rows)

    def _against(self, absence: dict[Any, Any], rows: list[dict[Any, Any]]) -> Finding:
        said = tuple(Message("held-so", value=row["value"], who=_who(row)) for row in rows)
        message = Message("absent-and-there", value=absence["value"], who=_who(absence), said=said)
        ids = [str(row["claim_id"]) for row in (absence, *rows)]
        return self.finding(str(absence["event_id"]), "presence", message, claims=ids)


def _who(row: dict[Any, Any]) -> words.Message | str:
    """The claimant, or a note that the editors infer the claim from the claimant's words."""
    who = str(row["claimant"])
    return words.Message("inferred-from", who=who) if row["basis"] == INFERRED else who


def _concerned(claims: pd.DataFrame, about: str) -> pd.Series:
    """A mask of the claims that a doubt is about: claims of the field or of the group that it names."""
    folded = fold_name(about)
    fields = set(_LOSSES) if folded in _LOSSES else {folded.replace(" ", "_")}
    of_field = claims["field"].isin(fields)
    return of_field | claims["unit_or_group"].map(fold_name).eq(folded) if folded else of_field


def _losses(fields: set[str]) -> Callable[[str], str]:
    """Return a function that maps each field of losses to the first one in `fields`, and other fields to themselves."""
    first = next((field for field in _LOSSES if field in fields), "")
    return lambda field: first if field in _LOSSES else field


def _same_actor(row: dict[Any, Any], absence: dict[Any, Any], known: ActorNames) -> bool:
    one, other = str(row["unit_or_group"]), str(absence["unit_or_group"])
    return known.key(one) == known.key(other) or known.within(one, other)


def _may_be_now(row: dict[Any, Any], absence: dict[Any, Any], times: pd.DataFrame) -> bool:
    """Whether the events of two claims may be of the same time: no more than a year apart, or undated."""
    if row["event_id"] == absence["event_id"]:
        return True
    if not {row["event_id"], absence["event_id"]} <= set(times.index):
        return True
    one, other = times.loc[row["event_id"]], times.loc[absence["event_id"]]
    if pd.isna(one["event_date"]) or pd.isna(other["event_date"]):
        return True
    year = pd.Timedelta(days=366)
    return bool(one["event_date"] <= other["end_date"] + year and other["event_date"] <= one["end_date"] + year)
