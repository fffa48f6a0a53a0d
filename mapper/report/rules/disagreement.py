"""Claims about one field of one event that cannot all be true, and denials."""

from __future__ import annotations

from typing import Final

from mapper.claims.disagreement import disagreements
from mapper.claims.values import ACTOR_FIELDS, DATE_FIELDS, PLACE_FIELDS
from mapper.model.dossier import Dossier
from mapper.model.schema import LIST_SEPARATOR, NEGATIVE
from mapper.report.evidence import evidence_of
from mapper.report.findings import Finding

__all__ = ["denial", "disagreement"]

_REMEDIES: Final = {
    "date": "a first-hand source with a date: a statement, or footage of a known time",
    "place": "a geolocated photograph or video, or a first-hand account that names the place and its country",
    "actor": "a claim of responsibility, or a named eyewitness on who took part",
    "figure": "an independent count (names, graves, footage), or the claimants' own breakdown by group",
    "other": "a source with first-hand knowledge, recorded as a claim that confirms one of these",
}


def disagreement(dossier: Dossier) -> list[Finding]:
    """Report each event, field and group whose claims contradict each other (rules: `docs/design/claims.md`).

    High for date, place and actors; medium for figures, types and outcomes; low where one claim only names an
    actor whom another leaves out.
    """
    found = disagreements(dossier.claims, events=dossier.events, sources=dossier.sources, actors=dossier.actors)
    return [
        _disagreement(dossier, {str(name): str(cell) for name, cell in row.items()}) for row in found.to_dict("records")
    ]


def denial(dossier: Dossier) -> list[Finding]:
    """Report a denial of what no claim of the dossier holds: the record itself may hold it, or a claim is missing."""
    claims = dossier.claims
    if not claims["stance"].isin(NEGATIVE).any():
        return []
    answered = {
        claim
        for ids in disagreements(claims, events=dossier.events, actors=dossier.actors)["claim_ids"]
        for claim in ids.split(LIST_SEPARATOR)
    }
    alone = claims[claims["stance"].isin(NEGATIVE) & ~claims["claim_id"].isin(answered)]
    return [_denial(dossier, {str(k): str(v) for k, v in row.items()}) for row in alone.to_dict("records")]


def _disagreement(dossier: Dossier, row: dict[str, str]) -> Finding:
    field, kind = row["field"], _kind(row["field"])
    claims = tuple(sorted(row["claim_ids"].split(LIST_SEPARATOR)))
    of_group = f" of {row['unit_or_group']}" if row["unit_or_group"] else ""
    omission = row["gravity"] == "omission"
    verdict = "name different numbers of actors" if omission else "cannot all be true"
    grave = "high" if kind in {"date", "place", "actor"} else "medium"
    return Finding(
        rule="disagreement",
        event_id=row["event_id"],
        field=field,
        severity="low" if omission else grave,
        claims=claims,
        explanation=f"The claims on {field}{of_group} {verdict}: {row['explanation']}.",
        remedy=f"To settle it: {_REMEDIES[kind]}.",
        evidence=evidence_of(dossier, claims),
    )


def _denial(dossier: Dossier, row: dict[str, str]) -> Finding:
    what = f"“{row['value']}”" if row["value"] else row["field"]
    who = row["claimant"] or row["source_id"]
    return Finding(
        rule="denial",
        event_id=row["event_id"],
        field=row["field"],
        severity="low",
        claims=(row["claim_id"],),
        explanation=f"{who} {row['stance']} {what}, which no other claim holds in these words.",
        remedy="To settle it: record, in the same words, the claim that is denied, with its claimant and source.",
        evidence=evidence_of(dossier, [row["claim_id"]]),
    )


def _kind(field: str) -> str:
    for kind, fields in (("date", DATE_FIELDS), ("place", PLACE_FIELDS), ("actor", ACTOR_FIELDS)):
        if field in fields:
            return kind
    return "figure" if field in {"fatalities", "injured", "captured"} or "vehicles" in field else "other"
