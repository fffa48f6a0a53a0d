"""Keep the ids of drafts when an article changes between two runs, so that dropped drafts do not come back.

An id is made from the text of its paragraph. If a figure in it changes, a run drafts the same event under another id.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from mapper.draft.records import Drafts, edited, hashes_of

__all__ = ["under_old_ids"]

Row = dict[str, str]
_ALIKE: Final = 85
"""Least similarity (0 to 100) of the quotes of two drafts that differ by an altered word or figure."""
_SAME: Final = ("field", "value", "unit_or_group", "claimant")


def under_old_ids(old: Drafts, new: Drafts, sources: Collection[str]) -> Drafts:
    """Return the new drafts; those whose paragraph was altered get the id of the old draft of the same event.

    >>> under_old_ids(Drafts(), Drafts(), ["a"]).events
    []
    """
    names = _renamed_events(old, new, sources)
    events = [row | {"event_id": names.get(row["event_id"], row["event_id"])} for row in new.events]
    claims = [_moved_claim(row, names) for row in new.claims]
    known, fresh = {row.get("claim_id", "") for row in old.claims}, {row["claim_id"] for row in claims}
    left = (row for row in old.claims if row.get("claim_id", "") not in {"", *fresh})
    standing = {_what(row): row["claim_id"] for row in left}
    for row in claims:
        if row["claim_id"] not in known and (name := standing.pop(_what(row), "")):
            row["claim_id"] = name
    return Drafts(events, claims, new.sources, new.actors)


def _renamed_events(old: Drafts, new: Drafts, sources: Collection[str]) -> dict[str, str]:
    """Return new id → old id of events with similar quotes; each event is paired at most once."""
    before, after = _told(old, sources), _told(new, sources)
    pairs = sorted(
        (-_likeness(before[first].quotes, after[second].quotes), first, second)
        for first in before.keys() - after.keys()
        for second in after.keys() - before.keys()
        if before[first].source == after[second].source and before[first].places <= after[second].places
    )
    found: dict[str, str] = {}
    for score, first, second in pairs:
        if -score >= _ALIKE and second not in found and first not in found.values():
            found[second] = first
    return found


@dataclass(slots=True)
class _Told:
    """The evidence of a draft event: its source, the places that a run read, and the quotes of its claims."""

    source: str
    places: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)


def _told(drafts: Drafts, sources: Collection[str]) -> dict[str, _Told]:
    events = {row.get("event_id", "") for row in drafts.events}
    found: dict[str, _Told] = {}
    for row in drafts.claims:
        name = row.get("event_id", "")
        if name in events and row.get("source_id") in sources and row.get("draft_hash") and row.get("quote"):
            told = found.setdefault(name, _Told(row["source_id"]))
            told.quotes.add(row["quote"])
            if row["field"] == "place" and not edited(row):
                told.places.add(row["value"])
    return found


def _likeness(before: set[str], after: set[str]) -> float:
    """Return the mean similarity, 0 to 100, of each new quote to the most similar old one."""
    from rapidfuzz.fuzz import ratio

    return sum(max(ratio(one, other) for other in before) for one in after) / len(after)


def _moved_claim(row: Row, names: dict[str, str]) -> Row:
    name, own = names.get(row["event_id"]), row["claim_id"].removeprefix(row["event_id"])
    return dict(row) if name is None else row | {"event_id": name, "claim_id": name + own}


def _what(row: Row) -> tuple[str, ...]:
    """Return the content of a claim as a run wrote it, ignoring later edits by a person."""
    written = hashes_of(row)
    return (row.get("event_id", ""), *(written.get(column, "") for column in _SAME))
