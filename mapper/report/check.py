"""Check a dossier: everything that was not used, located or dated, and contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from gazetteer import Gazetteer, Message
from mapper.arguments import check_gazetteer
from mapper.claims.basis import stated_figures
from mapper.claims.totals import Total, total_fatalities
from mapper.claims.unread import unread_claims
from mapper.model.dossier import Counts, Dossier, empty_table
from mapper.model.schema import ACCOUNT_COLUMNS, FAULT_COLUMNS, SKIPPED_COLUMNS
from mapper.progress import step
from mapper.report.events import EventNote, event_notes
from mapper.report.findings import Finding
from mapper.report.kinds import kinds_of_faults, kinds_of_skipped
from mapper.report.rules import findings_of
from mapper.report.text import report_text
from mapper.report.unlocated import partly_located, unlocated
from mapper.words import worded

__all__ = ["Accepted", "Report", "check"]

_WORDED: Final = ("reason", "remedy")
LISTED: Final = 1000
"""The most rejected rows, and the most faults, that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that an editor has settled, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What `mapper check` found. `as_dict` is the JSON of the command, `as_text` what a terminal shows.

    `unread` are the claims whose value is not understood and not compared (`claim_id, event_id, field, value, reason`).
    `contradictions` are the open findings, the gravest first; `accepted` are the findings that a decision settles;
    `fatalities` are the sums of the figures that events state (`mapper.claims.totals`). `messages` word the reasons and
    remedies of faults in other languages. `notes` have titles and agreed facts of the events with findings. `account`
    and `skipped` are the dossier's.
    """

    counts: Counts
    rejects: pd.DataFrame
    faults: pd.DataFrame
    unlocated: tuple[dict[str, Any], ...]
    partly_located: tuple[dict[str, Any], ...]
    undated: tuple[str, ...]
    unread: tuple[dict[str, Any], ...]
    contradictions: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    fatalities: Total = field(default_factory=lambda: Total({}))
    messages: Mapping[str, Message] = field(default_factory=dict)
    notes: Mapping[str, EventNote] = field(default_factory=dict)
    account: pd.DataFrame = field(default_factory=lambda: empty_table(ACCOUNT_COLUMNS))
    skipped: pd.DataFrame = field(default_factory=lambda: empty_table(SKIPPED_COLUMNS))

    def __repr__(self) -> str:
        listed = ("faults", "contradictions", "accepted", "unlocated", "undated")
        numbers = {"read": self.counts.read, "used": self.counts.used, "rejected": self.counts.rejected}
        numbers |= {name: len(getattr(self, name)) for name in listed}
        return f"Report({', '.join(f'{name}={number}' for name, number in numbers.items())})"

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the report as plain lists and dictionaries for JSON, with reasons and remedies in a language.

        >>> import mapper
        >>> check(mapper.read("seeds")).as_dict()["rejected_count"]
        0
        """
        return {
            "read": self.counts.read,
            "used": self.counts.used,
            "duplicates": self.counts.duplicates,
            "rejected_count": self.counts.rejected,
            "rejected": self._rows(self.rejects, language),
            "faults_count": len(self.faults),
            "faults": self._rows(self.faults, language),
            "unlocated": _worded(self.unlocated, language),
            "undated": [{"event_id": event_id} for event_id in self.undated],
            "contradictions": [finding.as_dict(language) for finding in self.contradictions],
            "accepted": [{**one.finding.as_dict(language), "why": one.why} for one in self.accepted],
            "partly_located": _worded(self.partly_located, language),
            "fatalities": dict(self.fatalities.sums),
            "fatalities_at_least": list(self.fatalities.at_least),
            "fatalities_by_parties": {event: list(who) for event, who in self.fatalities.by_parties.items()},
            "fatalities_in_events": dict(self.fatalities.events),
            "fatalities_stated_in": self.fatalities.stated,
            "fatalities_only_bounds": list(self.fatalities.bounded),
            "fatalities_out_of_order": self.fatalities.out_of_order,
            "fatalities_mostly_in": list(self.fatalities.largest),
            "unread": _worded(self.unread, language),
            "rejected_kinds": self._kinds(self.rejects, language),
            "fault_kinds": self._kinds(self.faults, language),
            "skipped_count": len(self.skipped),
            "skipped": kinds_of_skipped(self.skipped),
            "account": _records(self.account),
        }

    def _rows(self, table: pd.DataFrame, language: str) -> list[dict[str, Any]]:
        """Return the first rows of a table of faults, with reasons and remedies in a language."""
        return _records(self._in_language(table.head(LISTED)[list(FAULT_COLUMNS)], language))

    def _kinds(self, table: pd.DataFrame, language: str) -> list[dict[str, Any]]:
        """Return the faults of a table by kind: one entry for each column and reason."""
        return kinds_of_faults(self._in_language(table[list(FAULT_COLUMNS)], language))

    def _in_language(self, table: pd.DataFrame, language: str) -> pd.DataFrame:
        """Return a table of faults with reasons and remedies in a language, if they are known in it."""
        if language == "en":
            return table
        said = {text: message.text(language) for text, message in self.messages.items()}
        return table.assign(**{name: table[name].map(lambda text: said.get(text, text)) for name in _WORDED})

    def as_text(self, language: str = "en") -> str:
        """Return the report as plain lines for a terminal; control characters of the data are shown escaped."""
        return report_text(self.as_dict(language), language, notes=self.notes)


def check(dossier: Dossier, *, decisions: pd.DataFrame | None = None, gazetteer: Gazetteer | None = None) -> Report:
    """Return the editor's report on a dossier.

    Parameters
    ----------
    dossier
        What `mapper.read` gave.
    decisions
        What `read_decisions` gave: the findings that are settled.
    gazetteer
        Checks where places are, and finds what an unlocated toponym may mean; by default the shipped gazetteer is
        opened.

    Raises
    ------
    ParameterError
        `gazetteer` is not a gazetteer.

    >>> import mapper
    >>> report = check(mapper.read("seeds"))
    >>> report.counts.read == report.counts.used + report.counts.duplicates + report.counts.rejected
    True
    """
    check_gazetteer(gazetteer)
    if gazetteer is None:
        with Gazetteer.open() as opened:
            return check(dossier, decisions=decisions, gazetteer=opened)
    with step("Looking for contradictions"):
        found = findings_of(dossier, gazetteer)
    settled = _settled(decisions)
    return Report(
        counts=dossier.counts,
        rejects=dossier.rejects,
        faults=dossier.faults,
        unlocated=unlocated(dossier, gazetteer),
        partly_located=partly_located(dossier),
        undated=tuple(dossier.events.loc[dossier.events["event_date"].isna(), "event_id"]),
        unread=tuple(unread_claims(dossier.claims, actors=dossier.actors)),
        fatalities=total_fatalities(dossier.events, stated_figures(dossier)),
        messages=dossier.messages,
        notes=event_notes(dossier, found),
        account=dossier.account,
        skipped=dossier.skipped,
        contradictions=tuple(one for one in found if (one.id, one.fingerprint) not in settled),
        accepted=tuple(
            Accepted(one, settled[one.id, one.fingerprint]) for one in found if (one.id, one.fingerprint) in settled
        ),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _settled(decisions: pd.DataFrame | None) -> dict[tuple[str, str], str]:
    if decisions is None:
        return {}
    columns = (decisions[name] for name in ("finding_id", "fingerprint", "why"))
    return {(str(finding), str(fingerprint)): str(why) for finding, fingerprint, why in zip(*columns, strict=True)}


def _worded(rows: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    return [{**row, "reason": worded(row["reason"], language)} for row in rows]
