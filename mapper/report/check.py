"""Check a dossier: everything that was not used, not placed, not dated, or cannot all be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from mapper.model.dossier import Counts, Dossier
from mapper.model.schema import FAULT_COLUMNS
from mapper.report.findings import Finding
from mapper.report.rules import findings_of
from mapper.report.text import report_text

__all__ = ["Report", "check"]

LISTED: Final = 1000
"""At most this many rejected rows and faults are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `mapper check` found. Read-only; `as_dict` is the JSON of the command, `as_text` what a terminal
    shows.
    """

    counts: Counts
    rejects: pd.DataFrame
    faults: pd.DataFrame
    unlocated: tuple[dict[str, Any], ...]
    undated: tuple[str, ...]
    contradictions: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain lists and dictionaries, ready for JSON.

        >>> import mapper
        >>> check(mapper.read("seeds")).as_dict()["rejected_count"]
        0
        """
        return {
            "read": self.counts.read,
            "used": self.counts.used,
            "duplicates": self.counts.duplicates,
            "rejected_count": self.counts.rejected,
            "rejected": _rows(self.rejects),
            "faults_count": len(self.faults),
            "faults": _rows(self.faults),
            "unlocated": [dict(row) for row in self.unlocated],
            "undated": [{"event_id": event_id} for event_id in self.undated],
            "contradictions": [finding.as_dict() for finding in self.contradictions],
        }

    def as_text(self) -> str:
        """Return the report as plain lines for a terminal; control characters of the data are shown
        escaped.
        """
        return report_text(self.as_dict())


def check(dossier: Dossier) -> Report:
    """Return the editor's report on a dossier.

    >>> import mapper
    >>> report = check(mapper.read("seeds"))
    >>> report.counts.read == report.counts.used + report.counts.duplicates + report.counts.rejected
    True
    """
    events = dossier.events
    off_map = events[(events["location_kind"] == "unlocated").to_numpy()]
    places = zip(off_map["event_id"], off_map["place"], off_map["place_reason"], strict=True)
    return Report(
        counts=dossier.counts,
        rejects=dossier.rejects,
        faults=dossier.faults,
        unlocated=tuple(
            {"event_id": event, "toponym": place, "reason": reason, "candidates": []}
            for event, place, reason in places
        ),
        undated=tuple(events.loc[events["event_date"].isna(), "event_id"]),
        contradictions=findings_of(dossier),
    )


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.head(LISTED)[list(FAULT_COLUMNS)].to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]
