"""Claims about one field of one event that cannot all be true, and denials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mapper.model.schema import LIST_SEPARATOR, NEGATIVE
from mapper.report.events import field_message
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message
from mapper.vocabulary import by_term

__all__ = ["Denial", "Disagreement"]


_VERDICTS: Final = {"omission": "claims-omit", "unknown-place": "places-unknown", "unknown-actor": "actors-unknown"}


class Disagreement(Rule):
    """Claims on one event, field and group that contradict each other (how: `docs/design/claims.md`)."""

    name = "disagreement"

    def findings(self) -> Iterator[Finding]:
        """Find contradictions; their severity is high for date, place and actors, medium for other fields.

        It is medium if one side is the editors' inference, and low if one claim only names an actor whom another leaves
        out, or if it is not known whether two names mean one place or actor. Two names of one place do not contradict
        each other.
        """
        for row in self.material.disagreements.to_dict("records"):
            yield self._disagreement({str(name): cell for name, cell in row.items()})

    def _disagreement(self, row: dict[str, Any]) -> Finding:
        field = str(row["field"])
        kind = _kind(field)
        verdict = _VERDICTS.get(row["gravity"], "claims-disagree")
        grave = "high" if kind in {"date", "place", "actor"} else "medium"
        severity = "low" if row["gravity"] in _VERDICTS else "medium" if row["gravity"] == "inferred" else grave
        group = {"group": str(row["unit_or_group"])} if verdict == "claims-disagree" else {}
        return self.finding(
            row["event_id"],
            field,
            Message(verdict, **group, sides=row["message"]),
            claims=row["claim_ids"].split(LIST_SEPARATOR),
            severity=severity,
            case=kind,
        )


class Denial(Rule):
    """A denial of a value that no claim in the dossier holds: the record may hold it, or a claim is missing."""

    name = "denial"

    def findings(self) -> Iterator[Finding]:
        """Find the denials that are not part of a disagreement."""
        claims = self.dossier.claims
        negative = claims["stance"].isin(NEGATIVE)
        if not negative.any():
            return
        found = self.material.disagreements["claim_ids"]
        answered = {claim for ids in found for claim in ids.split(LIST_SEPARATOR)}
        for row in claims[negative & ~claims["claim_id"].isin(answered)].to_dict("records"):
            yield self._denial({str(name): str(cell) for name, cell in row.items()})

    def _denial(self, row: dict[str, str]) -> Finding:
        what = Message("in-quotes", text=row["value"]) if row["value"] else field_message(row["field"])
        alone = "denied-alone" if row["stance"] == "denies" else "disputed-alone"
        message = Message(alone, who=row["claimant"] or row["source_id"], what=what)
        return self.finding(row["event_id"], row["field"], message, claims=[row["claim_id"]])


def _kind(field: str) -> str:
    """Return the case of the rule's remedies: the kind of value that the field holds."""
    kind = by_term("claim_fields", "value").get(field, "")
    if kind in Disagreement.remedies:
        return str(kind)
    return "figure" if "vehicles" in field else "other"
