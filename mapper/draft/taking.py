"""Add taken drafts to the dossier's own tables, join a draft to an event, and show waiting drafts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.atomic import write_text
from mapper.draft.folder import FOLDER, add_rows, as_csv, read_drafts, read_rows
from mapper.draft.merge import follows, known_event, settle_claim
from mapper.draft.records import DRAFT_COLUMNS, Drafts, is_waiting
from mapper.errors import ParameterError
from mapper.model.schema import ID_COLUMNS, NEAR_KM, Step

if TYPE_CHECKING:
    import pandas as pd

    from mapper.model.dossier import Dossier

__all__ = ["join", "marked", "publish", "sources_with_drafts"]

Row = dict[str, str]
_JOINED: Final = "joined to "


def publish(folder: Path, drafts: Drafts) -> dict[str, int]:
    """Add the taken drafts to the tables of the dossier; return the number of rows by table, or `{}`.

    A draft set to `taken` in a spreadsheet counts like one taken by the command.
    """
    events = [row for row in drafts.events if row.get("draft_status") == "taken" and not _target(row)]
    ids = {row["event_id"] for row in drafts.events if row.get("draft_status") == "taken"}
    _take_claims(drafts, ids)
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


def _take_claims(drafts: Drafts, events: set[str]) -> None:
    for claim in drafts.claims:
        if claim["event_id"] in events and follows(claim):
            settle_claim(claim, "taken")


def _plain(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if name not in DRAFT_COLUMNS}


def _target(row: Row) -> str:
    """Return the event that a draft was joined to, which is kept in `draft_same_as`."""
    same = row.get("draft_same_as", "")
    return same.removeprefix(_JOINED) if same.startswith(_JOINED) else ""


def join(folder: Path, drafts: Drafts, pair: str) -> None:
    """Take a draft's claims as claims of another event: "DRAFT=EVENT".

    Raises ParameterError if `pair` is not such a pair, or one of the two does not exist.
    """
    name, equals, target = (part.strip() for part in pair.partition("="))
    if not (name and equals and target) or name == target:
        raise ParameterError("join", pair, "DRAFT=EVENT: the ids of a draft and of another event")
    row = known_event(drafts, name)
    there = {one.get("event_id", "") for one in read_rows(folder / "events.csv")}
    if target not in there:
        known_event(drafts, target)["draft_status"] = "taken"
    row["draft_status"], row["draft_same_as"] = "taken", _JOINED + target
    _take_claims(drafts, {name, target})


# Showing drafts that wait --------------------------------------------------------------------------------------------

MARK: Final = "DRAFT: "
_COLUMN: Final = "draft"
_LEGEND: Final = "DRAFT: events whose title begins so are proposals that nobody has checked"


@contextmanager
def sources_with_drafts(
    sources: Sequence[str | Path | pd.DataFrame],
) -> Iterator[list[str | Path | pd.DataFrame]]:
    """Give the sources, each dossier folder that has drafts as a copy with those that wait among its rows."""
    with ExitStack() as opened:
        found: list[str | Path | pd.DataFrame] = []
        for source in sources:
            is_folder = isinstance(source, str | Path) and (Path(source) / FOLDER).is_dir()
            if isinstance(source, str | Path) and is_folder:
                made = Path(opened.enter_context(tempfile.TemporaryDirectory())) / Path(source).resolve().name
                _copied(Path(source), made)
                found.append(made)
            else:
                found.append(source)
        yield found


def _copied(dossier: Path, target: Path) -> None:
    drafts = read_drafts(dossier)
    waiting = {row["event_id"] for row in drafts.events if is_waiting(row)}
    for name in ID_COLUMNS:
        rows = drafts.table(name)
        if name in {"events", "claims"}:
            rows = [row for row in rows if row["event_id"] in waiting and is_waiting(row)]
        marks = {_COLUMN: "true"} if name == "events" else {}
        fresh = [_plain(row) | marks for row in rows]
        if name == "events":
            fresh = [row | {"title": MARK + _called(row)} for row in fresh]
        present = read_rows(dossier / f"{name}.csv")
        keys = {row.get(ID_COLUMNS[name], "") for row in present}
        every = [*present, *(row for row in fresh if row[ID_COLUMNS[name]] not in keys)]
        header = list(dict.fromkeys(column for row in every for column in row)) or [ID_COLUMNS[name]]
        write_text(target / f"{name}.csv", as_csv(header, every))


def _called(row: Row) -> str:
    """Return the name of a draft in lists: its title, else its place, else what happened."""
    return next(filter(None, (row.get(column) for column in ("title", "place", "event_type", "event_id"))), "")


def marked(dossier: Dossier) -> Dossier:
    """Return a dossier in which drafts are near their place at best, however well it is known; credits name them."""
    events = dossier.events
    if _COLUMN not in events:
        return dossier
    drafts = events[_COLUMN].astype("str") == "true"
    kinds = events["location_kind"].astype("str")
    exact = drafts & (kinds == "exact")
    hollow = kinds.mask(exact, "near").astype("category")
    radius = events["radius_km"].mask(exact, NEAR_KM)
    precision = events["geo_precision"].mask(exact, Step.NEAR)
    events = events.assign(location_kind=hollow, radius_km=radius, geo_precision=precision, **{_COLUMN: drafts})
    return dossier.replace(events=events, attributions=(*dossier.attributions, _LEGEND))
