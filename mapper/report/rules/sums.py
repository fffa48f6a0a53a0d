"""Figures that do not add up: parts above a total, groups above the whole, parts of an event above the event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gazetteer.words import Argument
from mapper.claims.wholes import Part, above_wholes, parts_of_events
from mapper.model.actors.names import ActorNames
from mapper.report.events import field_message
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["GroupsAboveWhole", "PartOf", "PartsAboveTotal", "PartsAboveWhole"]

_TOTAL: Final = "_total"


class PartsAboveTotal(Rule):
    """Figures that add up to more than their total: `vehicles_destroyed` and `vehicles_captured` against
    `vehicles_total`, each group once.

    If claimants contradict each other, the smallest figure of each part and the largest total are compared, so that the
    finding holds whoever is right. If they are compatible ("multiple", and 21), the figures that fit all are.
    """

    name = "parts-above-total"

    def findings(self) -> Iterator[Finding]:
        """Find them, event by event."""
        claims = self.dossier.claims
        with_total = claims.loc[claims["field"].str.endswith(_TOTAL), "event_id"]
        summed = claims[claims["event_id"].isin(set(with_total))]
        for event, parts in parts_of_events(summed, ActorNames(self.dossier.actors)).items():
            for total in (part for part in parts if part.field.endswith(_TOTAL)):
                yield from self._above(event, total, parts)

    def _above(self, event: str, total: Part, parts: list[Part]) -> Iterator[Finding]:
        stem = total.field.removesuffix(_TOTAL)
        counted = [part for part in parts if part.field.startswith(stem + "_") and part.field != total.field]
        least = sum(part.low for part in counted)
        if least <= total.high:
            return
        summands = tuple(
            Message(
                "part-of-total", number=_figure(part.low), group=part.group or stem, field=field_message(part.field)
            )
            for part in counted
        )
        figures: dict[str, Argument] = {
            "least": _figure(least),
            "field": field_message(total.field),
            "total": _figure(total.high),
        }
        yield self.finding(
            event,
            max(counted, key=lambda part: part.low).field,
            Message("parts-above-total", parts=summands, **figures),
            claims={claim for part in (*counted, total) for claim in part.claims},
            about=total.field,
        )


class GroupsAboveWhole(Rule):
    """A figure for a group that is above the figure for several groups together or for everybody.

    A claim without `unit_or_group` is about everybody; `;` joins groups. Figures of different actors are added up.
    """

    name = "groups-above-whole"

    def findings(self) -> Iterator[Finding]:
        """Find them, event by event and field by field."""
        known = ActorNames(self.dossier.actors)
        for event, whole, several in above_wholes(self.dossier.claims, known):
            yield self._above(event, whole, several)

    def _above(self, event: str, whole: Part, several: list[Part]) -> Finding:
        summands = tuple(_of_group(part, part.group) for part in several)
        return self.finding(
            event,
            whole.field,
            Message(
                "groups-above-whole",
                field=field_message(whole.field),
                parts=summands,
                whole=_of_group(whole, whole.group or Message("all-together")),
            ),
            claims={claim for part in (*several, whole) for claim in part.claims},
            about=whole.group,
        )


class PartsAboveWhole(Rule):
    """Events that are `part_of` another and have more dead together than its `fatalities_high`."""

    name = "parts-above-whole"

    def findings(self) -> Iterator[Finding]:
        """Find the whole events, in their order."""
        events = self.dossier.events
        parts = events[events["part_of"] != ""]
        dead = parts["fatalities_low"].fillna(parts["fatalities_best"]).astype("float64")
        sums = dead.groupby(parts["part_of"]).sum()
        wholes = events[events["event_id"].isin(sums.index) & events["fatalities_high"].notna()]
        for whole, most in zip(wholes["event_id"], wholes["fatalities_high"], strict=True):
            least = sums[whole]
            if least > most:
                ids = tuple(parts.loc[parts["part_of"] == whole, "event_id"])
                message = Message("parts-above-whole", parts=ids, least=_figure(least), most=str(most))
                yield self.finding(str(whole), "fatalities", message, cells=(", ".join(ids), least, most))


class PartOf(Rule):
    """A `part_of` that names no event or makes an event part of itself; a `possibly_same_as` that names no event."""

    name = "part-of"

    def findings(self) -> Iterator[Finding]:
        """Find the parts, in their order."""
        events = self.dossier.events
        parts = events[events["part_of"] != ""]
        parent = dict(zip(parts["event_id"], parts["part_of"], strict=True))
        known = set(events["event_id"]) if parent else set()
        for event, whole in parent.items():
            if whole in known and not _circular(event, parent):
                continue
            circle = whole in known
            message = Message("part-of-itself") if circle else Message("part-of-nothing", whole=whole)
            yield self.finding(event, "part_of", message, cells=[whole])
        marked = events[events["possibly_same_as"] != ""]
        known = set(events["event_id"]) if len(marked) else set()
        for event, other in zip(marked["event_id"], marked["possibly_same_as"], strict=True):
            if other not in known:
                message = Message("same-as-nothing", whole=other)
                yield self.finding(str(event), "possibly_same_as", message, cells=[other])


def _of_group(part: Part, group: Message | str) -> Message:
    """Word the figures as the claimants print them, not the bounds that were compared."""
    return Message("part-of-whole", number=part.said, group=group, who=part.who)


def _figure(number: float) -> str:
    return f"{number:.0f}"


def _circular(event: str, parent: dict[str, str]) -> bool:
    above, seen = parent.get(event, ""), set()
    while above and above not in seen:
        if above == event:
            return True
        seen.add(above)
        above = parent.get(above, "")
    return False
