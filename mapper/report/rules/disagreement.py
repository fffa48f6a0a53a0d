"""Claims about one field of one event that cannot all be true."""

from __future__ import annotations

from typing import Final

from mapper.claims.disagreement import disagreements
from mapper.claims.values import ACTOR_FIELDS, DATE_FIELDS, PLACE_FIELDS
from mapper.model.dossier import Dossier
from mapper.model.schema import LIST_SEPARATOR
from mapper.report.evidence import evidence_of
from mapper.report.findings import Finding

__all__ = ["disagreement"]

_REMEDIES: Final = {
    "date": "a dated first-hand source (a statement, footage with a known time) for the day",
    "place": "a geolocated photograph or video, or a first-hand account naming the place and its country",
    "actor": "a claim of responsibility or a named eyewitness account of who took part",
    "figure": "an independent count (names, graves, footage), or the claimants' own breakdown by group",
    "other": "a source with first-hand knowledge; record it as a claim that confirms one of these",
}


def disagreement(dossier: Dossier) -> list[Finding]:
    """Report each event, field and group whose claims contradict each other, denials among them."""
    found = disagreements(dossier.claims, sources=dossier.sources, actors=dossier.actors)
    return [
        _finding(dossier, **{str(name): str(value) for name, value in row.items()})
        for row in found.to_dict("records")
    ]


def _finding(
    dossier: Dossier, *, event_id: str, field: str, unit_or_group: str, claim_ids: str, explanation: str
) -> Finding:
    claims = tuple(sorted(claim_ids.split(LIST_SEPARATOR)))
    of_group = f" of {unit_or_group}" if unit_or_group else ""
    return Finding(
        rule="disagreement",
        event_id=event_id,
        field=field,
        severity="high" if _kind(field) in {"date", "place", "actor"} else "medium",
        claims=claims,
        explanation=f"The claims on {field}{of_group} cannot all be true: {explanation}.",
        remedy=f"To settle it: {_REMEDIES[_kind(field)]}.",
        evidence=evidence_of(dossier, claims),
    )


def _kind(field: str) -> str:
    for kind, fields in (("date", DATE_FIELDS), ("place", PLACE_FIELDS), ("actor", ACTOR_FIELDS)):
        if field in fields:
            return kind
    return "figure" if field in {"fatalities", "injured", "captured"} or "vehicles" in field else "other"
