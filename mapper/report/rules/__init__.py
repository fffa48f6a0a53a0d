"""The rules of the editor's report: each is a class (`Rule`) with a name and a method that yields its findings.

`docs/claims-and-contradictions.md` says what each rule reports and deliberately does not report. No rule knows an
incident, a place or an actor by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapper.report.findings import SEVERITIES, Finding
from mapper.report.material import Material
from mapper.report.rules.actor_names import ActorsAlike, SeveralActorsInACell, SidesNotStated
from mapper.report.rules.actor_validity import ActorOutsideItsTime
from mapper.report.rules.disagreement import Denial, Disagreement
from mapper.report.rules.doubts import Absence, NotCleared, Unverified
from mapper.report.rules.incidents import SameIncident
from mapper.report.rules.location_conflicts import AlternativesApart, OutsideNamedArea, PointStandsIn
from mapper.report.rules.rule import Rule
from mapper.report.rules.side_by_side import PlacesSideBySide
from mapper.report.rules.sourcing import ClaimWithoutSource, LongQuote, SourceWithoutDate, UnsafeLink
from mapper.report.rules.sums import GroupsAboveWhole, PartOf, PartsAboveTotal, PartsAboveWhole
from mapper.report.rules.weekdays import Weekday

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.model.dossier import Dossier

__all__ = ["RULES", "Rule", "findings_of"]

RULES: Final[tuple[type[Rule], ...]] = (
    Disagreement,
    Denial,
    Unverified,
    Absence,
    Weekday,
    NotCleared,
    ActorOutsideItsTime,
    ActorsAlike,
    SeveralActorsInACell,
    SidesNotStated,
    PartsAboveTotal,
    GroupsAboveWhole,
    PartsAboveWhole,
    PartOf,
    SameIncident,
    PointStandsIn,
    AlternativesApart,
    PlacesSideBySide,
    OutsideNamedArea,
    ClaimWithoutSource,
    SourceWithoutDate,
    UnsafeLink,
    LongQuote,
)
"""Every rule, in the order of the documentation."""


def findings_of(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Finding, ...]:
    """Apply every rule; the gravest findings first, then by event, field and id."""
    material = Material(dossier, gazetteer)
    found = {finding.id: finding for rule in RULES for finding in rule(dossier, gazetteer, material).findings()}
    return tuple(
        sorted(found.values(), key=lambda one: (SEVERITIES.index(one.severity), one.event_id, one.field, one.id))
    )
