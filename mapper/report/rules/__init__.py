"""The rules of the editor's report, one file for each group; each takes a dossier and returns findings.

No rule knows an incident, a place or an actor by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mapper.model.dossier import Dossier
from mapper.report.findings import SEVERITIES, Finding
from mapper.report.rules.disagreement import disagreement

__all__ = ["RULES", "findings_of"]

Rule = Callable[[Dossier], list[Finding]]

RULES: Final[tuple[Rule, ...]] = (disagreement,)


def findings_of(dossier: Dossier) -> tuple[Finding, ...]:
    """Apply every rule; the gravest findings first, then by event, field and id."""
    found = {finding.id: finding for rule in RULES for finding in rule(dossier)}
    return tuple(
        sorted(
            found.values(), key=lambda one: (SEVERITIES.index(one.severity), one.event_id, one.field, one.id)
        )
    )
