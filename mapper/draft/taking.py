"""Add what is taken to the dossier's own tables, and join a draft to an event that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mapper.draft.folder import add_rows, read_rows
from mapper.draft.merge import known_event
from mapper.draft.records import DRAFT_COLUMNS, Drafts
from mapper.errors import ParameterError

__all__ = ["join", "publish"]

Row = dict[str, str]
_JOINED: Final = "joined to "


def publish(folder: Path, drafts: Drafts) -> dict[str, int]:
    """Add the drafts that are taken to the tables of the dossier; return how many rows of each, or nothing.

    A draft that was set to `taken` in a spreadsheet counts as one that was taken by the command.
    """
    events = [row for row in drafts.events if row.get("draft_status") == "taken" and not _target(row)]
    ids = {row["event_id"] for row in drafts.events if row.get("draft_status") == "taken"}
    for claim in drafts.claims:
        if claim["event_id"] in ids and claim.get("draft_status") in {"new", "changed"}:
            claim["draft_status"] = "taken"
    moved = {row["event_id"]: _target(row) for row in drafts.events if _target(row)}
    claims = [
        {**row, "event_id": moved.get(row["event_id"], row["event_id"])}
        for row in drafts.claims
        if row.get("draft_status") == "taken" and row["event_id"] in ids
    ]
    sources = {row["source_id"] for row in claims}
    rows = {
        "events": events,
        "claims": claims,
        "sources": [row for row in drafts.sources if row["source_id"] in sources],
        "actors": [row for row in drafts.actors if row.get("draft_status") == "taken"],
    }
    added = {name: add_rows(folder, name, [_plain(row) for row in several]) for name, several in rows.items()}
    return added if any(added.values()) else {}


def _plain(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if name not in DRAFT_COLUMNS}


def _target(row: Row) -> str:
    """Return the event that a draft was joined to, which is kept in `draft_same_as`."""
    same = row.get("draft_same_as", "")
    return same.removeprefix(_JOINED) if same.startswith(_JOINED) else ""


def join(folder: Path, drafts: Drafts, pair: str) -> None:
    """Take a draft's claims as claims of another event: "DRAFT=EVENT".

    Raises ParameterError where it is no such pair, or one of the two does not exist.
    """
    name, equals, target = (part.strip() for part in pair.partition("="))
    if not (name and equals and target) or name == target:
        raise ParameterError("join", pair, "DRAFT=EVENT: the ids of a draft and of another event")
    row = known_event(drafts, name)
    there = {one.get("event_id", "") for one in read_rows(folder / "events.csv")}
    if target not in there:
        known_event(drafts, target)["draft_status"] = "taken"
    row["draft_status"], row["draft_same_as"] = "taken", _JOINED + target
    for claim in drafts.claims:
        if claim["event_id"] in {name, target} and claim.get("draft_status") in {"new", "changed"}:
            claim["draft_status"] = "taken"
