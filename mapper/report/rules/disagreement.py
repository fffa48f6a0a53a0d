"""Claims about one field of one event that cannot all be true, and denials."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, product
from typing import Any, Final

from gazetteer import Query
from mapper.claims.places import compatible_places, read_place
from mapper.model.schema import LIST_SEPARATOR, NEGATIVE, listed
from mapper.report.events import field_message
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message
from mapper.vocabulary import by_term

__all__ = ["Denial", "Disagreement"]


_APART: Final = "apart"
_SAME: Final = "same"
_UNKNOWN: Final = "unknown-place"
_VERDICTS: Final = {"omission": "claims-omit", _UNKNOWN: "places-unknown"}


class Disagreement(Rule):
    """Claims on one event, field and group that contradict each other (how: `docs/design/claims.md`)."""

    name = "disagreement"

    def findings(self) -> Iterator[Finding]:
        """Find them: high for date, place and actors; medium for figures, types and outcomes.

        Medium where one of the two sides is inferred by the editors; low where one claim only names an actor whom
        another leaves out, or a place that the gazetteer does not know. Names of one place are no contradiction.
        """
        for row in self.material.disagreements.to_dict("records"):
            cells = {str(name): cell for name, cell in row.items()}
            doubt = self._doubt(cells) if _kind(cells["field"]) == "place" else cells["gravity"]
            if doubt != _SAME:
                yield self._disagreement({**cells, "gravity": doubt})

    def _disagreement(self, row: dict[str, Any]) -> Finding:
        field = str(row["field"])
        kind = _kind(field)
        verdict = _VERDICTS.get(row["gravity"], "claims-disagree")
        grave = "high" if kind in {"date", "place", "actor"} else "medium"
        severity = {"omission": "low", _UNKNOWN: "low", "inferred": "medium"}.get(row["gravity"], grave)
        group = {"group": str(row["unit_or_group"])} if verdict == "claims-disagree" else {}
        return self.finding(
            row["event_id"],
            field,
            Message(verdict, **group, sides=row["message"]),
            claims=row["claim_ids"].split(LIST_SEPARATOR),
            severity=severity,
            case=kind,
        )

    def _doubt(self, row: dict[str, Any]) -> str:
        """The gravity of a disagreement on a place: unknown or the same where no two known places stand apart."""
        claims = self.dossier.claims
        involved = claims[claims["claim_id"].isin(row["claim_ids"].split(LIST_SEPARATOR))]
        if involved["stance"].isin(NEGATIVE).any():
            return str(row["gravity"])
        country = self._countries.get(row["event_id"], "")
        values = list(dict.fromkeys(map(str, involved["value"])))
        pairs = [pair for pair in combinations(values, 2) if not compatible_places(*pair)]
        apart = {self._apart(one, other, country) for one, other in pairs}
        return str(row["gravity"]) if _APART in apart else _UNKNOWN if _UNKNOWN in apart else _SAME

    def _apart(self, one: str, other: str, country: str) -> str:
        """Whether two claims name places that the gazetteer tells apart, one place, or some that it does not know."""
        found = {self._meant(*pair, country) for pair in product(listed(one), listed(other))}
        return next((answer for answer in (_SAME, _UNKNOWN, _APART) if answer in found), _UNKNOWN)  # of no name

    def _meant(self, one: str, other: str, country: str) -> str:
        named = [read_place(text).country for text in (one, other)]
        if all(named) and named[0] != named[1]:
            return _APART
        queries = [Query(text, country=own or country) for text, own in zip((one, other), named, strict=True)]
        left, right = (found.place for found in self.gazetteer.resolve(queries))
        if left is None or right is None:
            return _UNKNOWN
        return _SAME if left.place_id == right.place_id else _APART

    @cached_property
    def _countries(self) -> dict[str, str]:
        """Event → its country."""
        events = self.dossier.events
        return dict(zip(events["event_id"], events["country"], strict=True)) if "country" in events else {}


class Denial(Rule):
    """A denial of what no claim of the dossier holds: the record itself may hold it, or a claim is missing."""

    name = "denial"

    def findings(self) -> Iterator[Finding]:
        """Find the denials that no disagreement takes up."""
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
    """Return the case of the rule's remedies: what kind of value the field holds."""
    kind = by_term("claim_fields", "value").get(field, "")
    if kind in Disagreement.remedies:
        return str(kind)
    return "figure" if "vehicles" in field else "other"
