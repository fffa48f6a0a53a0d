"""The rules of the editor's report, one file for each group; each takes a dossier and returns findings.

What each rule says, and what it deliberately does not: `docs/claims-and-contradictions.md`. No rule knows an
incident, a place or an actor by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mapper.model.dossier import Dossier
from mapper.report.findings import SEVERITIES, Finding
from mapper.report.rules.disagreement import denial, disagreement
from mapper.report.rules.incidents import same_incident
from mapper.report.rules.lifetimes import actor_outside_its_time
from mapper.report.rules.sourcing import claim_without_source, long_quote, source_without_date, unsafe_link
from mapper.report.rules.sums import groups_above_whole, part_of, parts_above_total
from mapper.report.rules.weekdays import weekday
from mapper.report.rules.whereabouts import alternatives_apart, coordinates_outside_country, toponym_outside_area

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["PLACE_RULES", "RULES", "findings_of"]

RULES: Final[tuple[Callable[[Dossier], list[Finding]], ...]] = (
    disagreement,
    denial,
    weekday,
    actor_outside_its_time,
    parts_above_total,
    groups_above_whole,
    part_of,
    same_incident,
    alternatives_apart,
    claim_without_source,
    source_without_date,
    unsafe_link,
    long_quote,
)
PLACE_RULES: Final = (toponym_outside_area, coordinates_outside_country)
"""Rules that also ask the gazetteer."""


def findings_of(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Finding, ...]:
    """Apply every rule; the gravest findings first, then by event, field and id."""
    found = {finding.id: finding for rule in RULES for finding in rule(dossier)}
    found |= {finding.id: finding for rule in PLACE_RULES for finding in rule(dossier, gazetteer)}
    return tuple(
        sorted(found.values(), key=lambda one: (SEVERITIES.index(one.severity), one.event_id, one.field, one.id))
    )
