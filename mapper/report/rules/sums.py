"""Figures that do not add up: parts above a total, groups above the whole, parts of an event above the event."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from mapper.claims.names import ActorNames
from mapper.claims.statements import Statement, statements_of
from mapper.claims.values import Quantity
from mapper.model.dossier import Dossier
from mapper.model.text import fold_name
from mapper.report.evidence import evidence_of
from mapper.report.findings import Finding

__all__ = ["groups_above_whole", "part_of", "parts_above_total"]

_TOTAL: Final = "_total"


@dataclass(frozen=True, slots=True)
class _Part:
    """What all claims together leave for one field and group: at least `low`, at most `high`."""

    field: str
    group: str
    low: float
    high: float
    claims: tuple[str, ...]


def parts_above_total(dossier: Dossier) -> list[Finding]:
    """Report figures that add up to more than their total: `vehicles_destroyed` and `vehicles_captured` against
    `vehicles_total`, each group once.

    Where claimants differ, the smallest figure of each part and the largest total are taken: what is reported
    holds whoever is right.
    """
    claims = dossier.claims
    with_total = claims.loc[claims["field"].str.endswith(_TOTAL), "event_id"]
    found: list[Finding] = []
    for event, rows in claims[claims["event_id"].isin(set(with_total))].groupby("event_id", sort=True):
        parts = list(_parts(rows, ActorNames.of(dossier.actors)))
        for total in (part for part in parts if part.field.endswith(_TOTAL)):
            found += _above_total(dossier, str(event), total, parts)
    return found


def groups_above_whole(dossier: Dossier) -> list[Finding]:
    """Report a figure for a group that is above the figure for several groups together or for everybody.

    A claim without `unit_or_group` is about everybody; `;` joins groups. Figures of different actors are added up.
    """
    claims = dossier.claims
    several = claims.groupby(["event_id", "field"])["unit_or_group"].transform("nunique") > 1
    known = ActorNames.of(dossier.actors)
    found: list[Finding] = []
    for (event, _), rows in claims[several].groupby(["event_id", "field"], sort=True):
        parts = list(_parts(rows, known))
        for whole in (part for part in parts if math.isfinite(part.high)):
            found += _above_whole(dossier, str(event), whole, parts)
    return found


def part_of(dossier: Dossier) -> list[Finding]:
    """Report parts whose dead are more than the whole event's, a `part_of` that names no event, and circles."""
    events = dossier.events
    parts = events[events["part_of"] != ""]
    if parts.empty:
        return []
    found = list(_lost_parts(events, parts))
    dead = parts["fatalities_low"].fillna(parts["fatalities_best"]).astype("float64")
    sums = dead.groupby(parts["part_of"]).sum()
    wholes = events[events["event_id"].isin(sums.index) & events["fatalities_high"].notna()]
    for whole, most in zip(wholes["event_id"], wholes["fatalities_high"], strict=True):
        if sums[whole] > most:
            found.append(_parts_above_whole(parts[parts["part_of"] == whole], str(whole), sums[whole], most))
    return found


def _parts(rows: pd.DataFrame, known: ActorNames) -> Iterator[_Part]:
    """One part for each field and group that has a figure."""
    by_key: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements_of(rows, actors=known):
        if one.held and isinstance(one.value, Quantity):
            by_key[one.field, _group_key(one.group, known)].append(one)
    for (field, _), same in by_key.items():
        values = [one.value for one in same if isinstance(one.value, Quantity)]
        claims = tuple(sorted(claim for one in same for claim in one.claim_ids))
        low, high = min(value.low for value in values), max(value.high for value in values)
        yield _Part(field, same[0].group, low, high, claims)


def _group_key(group: str, known: ActorNames) -> str:
    return ";".join(sorted(fold_name(name) for name in _members(group, known)))


def _members(group: str, known: ActorNames) -> frozenset[str]:
    return frozenset(known.canonical(name) for name in group.split(";") if name.strip())


def _within(some: frozenset[str], together: frozenset[str], known: ActorNames) -> bool:
    """Whether one group is covered by another: everybody, a list of its members, or what they are part of."""
    if not together:
        return True
    return some != together and all(any(known.within(name, whole) for whole in together) for name in some)


def _above_total(dossier: Dossier, event: str, total: _Part, parts: list[_Part]) -> Iterator[Finding]:
    stem = total.field.removesuffix(_TOTAL)
    counted = [part for part in parts if part.field.startswith(stem + "_") and part.field != total.field]
    least = sum(part.low for part in counted)
    if least <= total.high:
        return
    largest = max(counted, key=lambda part: part.low)
    listed = " + ".join(f"{part.low:.0f} {part.group or stem} ({part.field})" for part in counted)
    claims = tuple(sorted({claim for part in (*counted, total) for claim in part.claims}))
    yield Finding(
        rule="parts-above-total",
        event_id=event,
        field=largest.field,
        severity="medium",
        claims=claims,
        explanation=f"{listed}: at least {least:.0f}, above {total.field} ({total.high:.0f}) unless some count twice.",
        remedy="To settle it: the claimant's word on whether the parts overlap, or a count from footage.",
        about=total.field,
        evidence=evidence_of(dossier, claims),
    )


def _above_whole(dossier: Dossier, event: str, whole: _Part, parts: list[_Part]) -> Iterator[Finding]:
    known = ActorNames.of(dossier.actors)
    together = _members(whole.group, known)
    inside = [
        part
        for part in parts
        if part.group and part is not whole and _within(_members(part.group, known), together, known)
    ]
    actors = [part for part in inside if known.knows(part.group)]
    for several in (actors, *([part] for part in inside)):
        least = sum(part.low for part in several)
        if several and least > whole.high:
            break
    else:
        return
    claims = tuple(sorted({claim for part in (*several, whole) for claim in part.claims}))
    listed = " + ".join(f"{part.low:.0f} of {part.group}" for part in several)
    yield Finding(
        rule="groups-above-whole",
        event_id=event,
        field=whole.field,
        severity="medium",
        claims=claims,
        explanation=f"{whole.field}: {listed} is more than the {whole.high:.0f} of {whole.group or 'all together'}.",
        remedy="To settle it: a breakdown by group from one claimant; or correct unit_or_group of the claims.",
        about=whole.group,
        evidence=evidence_of(dossier, claims),
    )


def _lost_parts(events: pd.DataFrame, parts: pd.DataFrame) -> Iterator[Finding]:
    parent = dict(zip(parts["event_id"], parts["part_of"], strict=True))
    known = set(events["event_id"])
    for event, whole in parent.items():
        if whole in known and not _circular(event, parent):
            continue
        why = "is, step by step, part of itself" if whole in known else f"is part of {whole!r}, which is no event here"
        yield Finding(
            rule="part-of",
            event_id=event,
            field="part_of",
            severity="high",
            claims=(),
            explanation=f"The event {why}.",
            remedy="To settle it: write the event_id of the whole event in part_of, or leave it empty.",
            evidence=(whole,),
        )


def _circular(event: str, parent: dict[str, str]) -> bool:
    above, seen = parent.get(event, ""), set()
    while above and above not in seen:
        if above == event:
            return True
        seen.add(above)
        above = parent.get(above, "")
    return False


def _parts_above_whole(parts: pd.DataFrame, whole: str, least: float, most: int) -> Finding:
    listed = ", ".join(parts["event_id"])
    return Finding(
        rule="parts-above-whole",
        event_id=whole,
        field="fatalities",
        severity="medium",
        claims=(),
        explanation=f"Its parts ({listed}) have {least:.0f} dead together, above its own fatalities_high of {most}.",
        remedy="To settle it: raise fatalities_high, or take out of part_of what the total does not cover.",
        evidence=(listed, str(least), str(most)),
    )
