"""A finding: one thing in a dossier that an editor should look at, with an id that stays from run to run.

The id is a hash of the finding's subject (rule, event, field, claims), the fingerprint a hash of its evidence. So a
finding keeps its id when its claims are edited, and an accepted finding opens again when its fingerprint changes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gazetteer import words
from mapper.vocabulary import terms

__all__ = ["SEVERITIES", "Finding", "digest"]

SEVERITIES: Final = terms("severities")
"""The gravest first."""


@dataclass(frozen=True)
class Finding:
    """Why something cannot stand as it is, in one sentence, and what would settle it.

    Attributes
    ----------
    rule
        The name of the rule that found it, as in `docs/claims-and-contradictions.md`.
    event_id, field
        What it is about; `event_id` is `""` if it is about another table than the events.
    severity
        One of `SEVERITIES`.
    claims
        The ids of the claims involved, sorted.
    message
        Why, in one sentence; `explanation` is its English text.
    settling
        What would settle it; `remedy` is its English text.
    about
        Text that tells this finding from others of the same rule, event and field, if no claim does.
    evidence
        The text of the cells that it rests on; a change opens an accepted finding again.

    >>> from mapper.report.words import Message
    >>> finding = Finding("disagreement", "e1", "place", "high", ("c1",), Message("same-actors"), Message("same-day"))
    >>> finding.id == Finding("disagreement", "e1", "place", "low", ("c1",), Message("left-open"), Message("more")).id
    True
    """

    rule: str
    event_id: str
    field: str
    severity: str
    claims: tuple[str, ...]
    message: words.Message
    settling: words.Message
    about: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def explanation(self) -> str:
        """Why, in English."""
        return self.message.text()

    @property
    def remedy(self) -> str:
        """What would settle it, in English."""
        return self.settling.text()

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits, the same for the same rule, event, field and claims."""
        return digest(self.rule, self.event_id, self.field, self.about, *sorted(self.claims))

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when the evidence changes."""
        return digest(self.id, *self.evidence)

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """Return the finding as `mapper check --json` prints it, with its sentences in a language."""
        return {
            "id": self.id,
            "event_id": self.event_id,
            "field": self.field,
            "severity": self.severity,
            "claims": list(self.claims),
            "explanation": self.message.text(language),
            "remedy": self.settling.text(language),
        }


def digest(*parts: str) -> str:
    """Return twelve hexadecimal digits of the SHA-256 of the parts; where one part ends makes a difference.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]
