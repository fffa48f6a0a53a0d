"""Merge the drafts of a later run into those in a folder, cell by cell; take and drop drafts.

A cell that differs from what the previous run wrote was edited by a person, and stays. Dropped drafts stay dropped.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mapper.draft.altered import under_old_ids
from mapper.draft.records import (
    DRAFT_COLUMNS,
    SETTLED,
    Drafts,
    cell_hash,
    edited,
    hashes_of,
    is_waiting,
    written_columns,
)
from mapper.errors import ParameterError, UnknownNameError
from mapper.model.schema import ID_COLUMNS

__all__ = ["follows", "known_event", "merged", "settle", "settle_claim", "take_source"]

Row = dict[str, str]
STATUSES: Final = ("new", *SETTLED, "changed")
WITH_EVENT: Final = "dropped with its event"
"""`draft_why` of a claim that was dropped only with its event: it comes back if the event is taken after all."""


def merged(old: Drafts, new: Drafts, sources: Collection[str]) -> Drafts:
    """Return the drafts of a folder after a run over some sources.

    Rows of other sources stay. A row that the run no longer drafts is removed, unless a person has edited or settled
    it.

    >>> merged(Drafts(), Drafts(), []).events
    []
    """
    whole = Drafts()
    new = _sealed(under_old_ids(old, new, sources))
    gone: set[str] = set()
    for name, key in ID_COLUMNS.items():
        rows = _merged_table(old.table(name), new.table(name), key, name, (sources, gone))
        whole.table(name).extend(rows)
        if name == "events":
            gone = {row[key] for row in old.events} - {row[key] for row in rows}
    dropped = {row["event_id"] for row in whole.events if row.get("draft_status") == "dropped"}
    for row in whole.claims:
        if row["event_id"] in dropped and is_waiting(row):
            settle_claim(row, "dropped")
    return whole


def _sealed(new: Drafts) -> Drafts:
    """Return drafts whose `draft_hash` covers every cell that a run writes, including its reasons and proposals."""
    sealed = Drafts()
    for name in ID_COLUMNS:
        for row in new.table(name):
            sealed.table(name).append(row | {"draft_hash": cell_hash(row, written_columns(row))})
    return sealed


def _merged_table(
    old: list[Row], new: list[Row], key: str, table: str, about: tuple[Collection[str], set[str]]
) -> list[Row]:
    sources, gone = about
    fresh = {row[key]: row for row in new}
    stood = {row.get(key, ""): row for row in old}
    kept: list[Row] = []
    for row in old:
        found = fresh.get(row.get(key, ""))
        if found is not None:
            kept.append(_merged_row(row, found))
        elif row.get("event_id") in gone and table == "claims" and not _is_touched(row):
            continue
        elif _source(row, table) not in sources or _is_touched(row):
            kept.append(row)
    kept += [dict(row) for name, row in fresh.items() if name not in stood]
    order = {name: number for number, name in enumerate(fresh)}
    first = {_source(row, table): number for number, row in reversed(list(enumerate(kept)))}
    return sorted(kept, key=lambda row: (first[_source(row, table)], order.get(row.get(key, ""), len(order))))


def _source(row: Row, table: str) -> str:
    if table == "events":
        return row.get("event_id", "").rpartition("-")[0].rpartition("-")[0]
    return row.get("source_id", "")


def _is_touched(row: Row) -> bool:
    return not row.get("draft_hash") or row.get("draft_status") in SETTLED or bool(edited(row))


def _merged_row(old: Row, new: Row) -> Row:
    """Return the row with the cells that a person edited, and the run's cells otherwise."""
    if not old.get("draft_hash"):
        return old
    persons, base = edited(old), hashes_of(old)
    row = {**{name: old[name] for name in old if name not in new}, **new}
    row |= {name: old[name] for name in persons}
    status = old.get("draft_status") or "new"
    own = [name for name in new if name not in DRAFT_COLUMNS]
    now = dict(part.rsplit(":", 1) for part in cell_hash(new, own).split(" "))
    differs = any(base.get(name) != now[name] for name in own)
    row["draft_status"] = "changed" if status == "new" and differs else status
    if status not in STATUSES:
        row["draft_status"] = status
    return row


# Taking and dropping -------------------------------------------------------------------------------------------------


def known_event(drafts: Drafts, event_id: str) -> Row:
    """Return the draft event with an id. Raises UnknownNameError, which names the nearest ids, if there is none."""
    for row in drafts.events:
        if row["event_id"] == event_id:
            return row
    from rapidfuzz.process import extract

    near = [name for name, *_ in extract(event_id, [row["event_id"] for row in drafts.events], limit=3)]
    raise UnknownNameError("draft", event_id, near)


def settle(drafts: Drafts, event_id: str, status: str) -> None:
    """Take or drop a draft event with its claims; a claim that a person dropped by itself stays dropped.

    Raises ParameterError if a dropped event is taken and none of its claims can come back with it.
    """
    row = known_event(drafts, event_id)
    claims = [claim for claim in drafts.claims if claim["event_id"] == event_id]
    own = [claim for claim in claims if claim.get("draft_status") != "dropped" or follows(claim)]
    if status == "taken" and row.get("draft_status") == "dropped" and not own:
        allowed = "a draft with claims; set draft_status of those to keep to new in drafts/claims.csv, then take it"
        raise ParameterError("take", event_id, allowed)
    row["draft_status"] = status
    for claim in own:
        settle_claim(claim, status)


def follows(claim: Row) -> bool:
    """Whether a claim is taken with its event: it waits, or was dropped only with the event.

    >>> follows({"draft_status": "new"}), follows({"draft_status": "dropped"})
    (True, False)
    """
    status = claim.get("draft_status")
    return status in {"new", "changed"} or (status == "dropped" and claim.get("draft_why") == WITH_EVENT)


def settle_claim(claim: Row, status: str) -> None:
    """Take or drop one claim together with its event."""
    claim["draft_status"] = status
    if claim.get("draft_why", "") in {"", WITH_EVENT}:  # otherwise it is a person's own note
        claim["draft_why"] = WITH_EVENT if status == "dropped" else ""


def take_source(drafts: Drafts, source_id: str) -> list[str]:
    """Return the waiting draft events of a source. Raises ParameterError if it has no draft events at all."""
    own = {claim["event_id"] for claim in drafts.claims if claim["source_id"] == source_id}
    if not own:
        names = ", ".join(dict.fromkeys(claim["source_id"] for claim in drafts.claims))
        raise ParameterError("take_all", source_id, f"a source of the drafts: {names or 'there are none'}")
    return [row["event_id"] for row in drafts.events if row["event_id"] in own and is_waiting(row)]
