"""Drafts that may be the same incident as another draft or an event of the dossier: proposed, never merged.

The places lie within 25 km or one contains the other, the periods overlap, an actor or its successors are shared, and
the types do not exclude each other. If neither names an actor that the other could contradict, the same day and the
same type replace the actor. A date alone joins nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gazetteer import Query
from mapper.draft.reading.where.located import same_place
from mapper.model.actors.names import name_key
from mapper.model.dates import Period, read_date
from mapper.model.schema import CONTEXT_TYPE, names_in_cell
from mapper.model.unread import UnreadError

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Resolution
    from mapper.draft.records import Drafts
    from mapper.model.actors.names import ActorNames

__all__ = ["propose"]

Row = Mapping[str, str]
_LONGEST_DAYS: Final = 405
"""A year and some weeks: two longer periods overlap by chance, which is no evidence of one event."""
_ANNOUNCED_AFTER: Final = dt.timedelta(days=7)
_TOO_WIDE: Final = ("PCL", "ADM1", "CONT", "RGN")
"""Prefixes of the feature codes of areas that are too wide for two events in one to be the same."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The parts of an event that are compared."""

    event_id: str
    periods: tuple[Period, ...]
    places: tuple[tuple[str, Resolution], ...]
    actors: frozenset[str]
    kind: str
    source: str


def propose(drafts: Drafts, events: Iterable[Row], gazetteer: Gazetteer, known: ActorNames) -> None:
    """Write the ids of the events and drafts that each draft may repeat into its `draft_same_as`."""
    periods: dict[str, list[Period]] = {}
    for claim in drafts.claims:
        if claim["field"] == "event_date" and (period := _period(claim["value"])):
            periods.setdefault(claim["event_id"], []).append(period)
    for claim in drafts.claims:
        if claim["field"] == "announced" and claim["event_id"] not in periods and (period := _period(claim["value"])):
            before = period.first - _ANNOUNCED_AFTER
            periods[claim["event_id"]] = [Period(before, period.last, "range")]  # an announced event is recent
    cache: dict[Query, Resolution] = {}
    own = {row["event_id"] for row in drafts.events}
    live = [row for row in drafts.events if row.get("draft_status") != "dropped"]
    sides = [_side(row, periods.get(row["event_id"], []), gazetteer, cache) for row in live]
    sides += [_side(row, [], gazetteer, cache) for row in events if row.get("event_id") not in own]
    buckets: dict[int, list[int]] = {}
    for number, side in enumerate(sides):
        for month in _months(side):
            buckets.setdefault(month, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for numbers in buckets.values():
        pairs |= {(a, b) for a in numbers for b in numbers if a < b}
    same: dict[str, list[str]] = {}
    for first, second in sorted(pairs):
        one, other = sides[first], sides[second]
        if one.source != other.source and _may_be_one(one, other, known):
            same.setdefault(one.event_id, []).append(other.event_id)
            same.setdefault(other.event_id, []).append(one.event_id)
    for row in live:
        row["draft_same_as"] = "; ".join(same.get(row["event_id"], []))


def _months(side: _Side) -> set[int]:
    return {
        12 * period.first.year + period.first.month + step
        for period in side.periods
        for step in range(
            min(24, (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1)
        )
    }


def _period(text: str) -> Period | None:
    try:
        period = read_date(text)
    except UnreadError:
        return None
    return None if period.open else period


def _side(row: Row, periods: list[Period], gazetteer: Gazetteer, cache: dict[Query, Resolution]) -> _Side:
    first, last = row.get("event_date", ""), row.get("end_date", "")
    own = _period(f"{first}..{last}" if last and last != first else first)
    places = []
    for name in names_in_cell(row.get("place", "")):
        query = Query(name, country=row.get("country", ""), admin1=row.get("admin1", ""))
        if query not in cache:
            cache[query] = gazetteer.resolve([query])[0]
        places.append((name, cache[query]))
    names = [row.get(f"{side}{number}", "") for number in (1, 2) for side in ("actor", "assoc_actor_")]
    actors = frozenset(name for cell in names for name in names_in_cell(cell))
    source = "" if "draft_hash" not in row else row["event_id"].rpartition("-")[0].rpartition("-")[0]
    every = tuple(dict.fromkeys([*([own] if own else []), *periods]))
    return _Side(row["event_id"], every, tuple(places), actors, row.get("event_type", ""), source or row["event_id"])


def _may_be_one(one: _Side, other: _Side, known: ActorNames) -> bool:
    if not _same_time(one, other) or not one.places or not other.places:
        return False
    if CONTEXT_TYPE in {one.kind, other.kind} and one.kind != other.kind:
        return False
    near = any(
        _specific(first) and _specific(second) and same_place(first, second, (name, other_name))
        for name, first in one.places
        for other_name, second in other.places
    )
    return near and (_same_party(one.actors, other.actors, known) or _same_day_and_kind(one, other, known))


def _specific(answer: Resolution) -> bool:
    """Whether a place is more exact than a country or region: "in Mali" joins nothing."""
    return answer.place is None or not answer.place.feature_code.startswith(_TOO_WIDE)


def _same_time(one: _Side, other: _Side) -> bool:
    return any(
        first.overlaps(second)
        and min((first.last - first.first).days, (second.last - second.first).days) <= _LONGEST_DAYS
        for first in one.periods
        for second in other.periods
    )


def _same_day_and_kind(one: _Side, other: _Side, known: ActorNames) -> bool:
    """Whether the same day and type replace a common party: not if both name actors of the dossier."""
    if not one.kind or one.kind != other.kind:
        return False
    if all(any(map(known.knows, side.actors)) for side in (one, other)):
        return False
    days = [{period.first for period in side.periods if period.first == period.last} for side in (one, other)]
    return bool(days[0] & days[1])


def _same_party(one: frozenset[str], other: frozenset[str], known: ActorNames) -> bool:
    families = {name for actor in one for name in _family(actor, known)}
    return any(name in families for actor in other for name in _family(actor, known))


def _family(actor: str, known: ActorNames) -> set[str]:
    return {name_key(actor), *(member for name in known.meant(actor) for member in known.family(name))}
