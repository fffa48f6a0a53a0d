"""From files to a `Dossier`: open, recognise, type, check; every row is used, a duplicate, or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mapper.errors import Fault, SourceError, StrictError
from mapper.model.dossier import Counts, Dossier, empty_alternatives, empty_table, typed_events
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS, SOURCE_COLUMNS
from mapper.readers.bytes import read_bytes
from mapper.readers.events import EventTable, read_events
from mapper.readers.folder import read_companions
from mapper.readers.geojson import looks_like_json, read_geojson
from mapper.readers.parquet import looks_like_parquet, read_parquet
from mapper.readers.rowsources import sources_of_rows
from mapper.readers.table import read_table

__all__ = ["read_sources"]


@dataclass(frozen=True, slots=True)
class _Part:
    table: EventTable
    claims: pd.DataFrame
    sources: pd.DataFrame
    actors: pd.DataFrame
    faults: pd.DataFrame


def read_sources(paths: Sequence[str | Path], *, strict: bool = False) -> Dossier:
    """Read files and dossier folders into one dossier, not yet located.

    Raises
    ------
    SourceError, FormatError
        A source cannot be opened or is no event table.
    StrictError
        `strict` was asked for and there is any fault.

    >>> read_sources(["seeds"]).counts.rejected
    0
    """
    parts = [_read(str(path)) for path in paths]
    events, repeats, counts = _joined_events([part.table for part in parts])
    faults = _stack([table for part in parts for table in (part.table.faults, part.faults)], FAULT_COLUMNS)
    dossier = Dossier(
        events=events,
        claims=_stack([part.claims for part in parts], CLAIM_COLUMNS, key="claim_id"),
        sources=_stack([part.sources for part in parts], SOURCE_COLUMNS, key="source_id"),
        actors=_stack([part.actors for part in parts], ACTOR_COLUMNS, key="actor_id"),
        alternatives=empty_alternatives(),
        rejects=_stack([*(part.table.rejects for part in parts), repeats], FAULT_COLUMNS),
        faults=faults,
        counts=counts,
        extra_columns=tuple(dict.fromkeys(name for part in parts for name in part.table.extra_columns)),
        origins=tuple("standard input" if str(path) == "-" else Path(path).name or str(path) for path in paths),
    )
    if strict and len(faults) + len(dossier.rejects):
        rows = pd.concat([dossier.rejects, faults]).itertuples(index=False)
        raise StrictError([Fault(*row) for row in rows])
    return dossier


def _read(path: str) -> _Part:
    if path != "-" and Path(path).is_dir():
        return _read_folder(Path(path))
    raw = read_bytes(path)
    name = "standard input" if path == "-" else path
    if looks_like_parquet(raw):
        table = read_parquet(raw, name)
    else:
        table = read_geojson(raw, name) if looks_like_json(raw) else read_table(raw, name)
    events, sources = sources_of_rows(read_events(table))
    return _Part(events, empty_table(CLAIM_COLUMNS), sources, empty_table(ACTOR_COLUMNS), empty_table(FAULT_COLUMNS))


def _read_folder(folder: Path) -> _Part:
    file = folder / "events.csv"
    if not file.exists():
        raise SourceError(f"{folder}: no events.csv in this folder; a dossier has at least that file")
    table = read_events(read_table(read_bytes(str(file)), str(file)))
    companions, faults = read_companions(folder, table.events["event_id"])
    events, sources = sources_of_rows(table, claims=companions["claims"], sources=companions["sources"])
    return _Part(events, companions["claims"], sources, companions["actors"], faults)


def _joined_events(tables: list[EventTable]) -> tuple[pd.DataFrame, pd.DataFrame, Counts]:
    """Join events of several sources: the same event twice is a duplicate, another event of the same id a reject."""
    counts = sum((table.counts for table in tables), Counts())
    if len(tables) == 1:
        return tables[0].events, empty_table(FAULT_COLUMNS), counts
    joined = typed_events(pd.concat([table.events for table in tables], ignore_index=True))
    repeated = joined["event_id"].duplicated()
    if not repeated.any():
        return joined, empty_table(FAULT_COLUMNS), counts
    same = joined.astype("str").duplicated() & repeated
    clash = joined[repeated & ~same]
    rejects = pd.DataFrame(
        {
            "file": "", "line": 0, "field": "event_id", "value": clash["event_id"],
            "reason": "the id of another event in an earlier source", "remedy": "give it an id of its own",
        }
    )  # fmt: skip
    counts += Counts(used=-int(repeated.sum()), duplicates=int(same.sum()), rejected=len(clash))
    return joined[~repeated].reset_index(drop=True), rejects, counts


def _stack(tables: list[pd.DataFrame], columns: tuple[str, ...], *, key: str = "") -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    if not filled:
        return empty_table(columns)
    stacked = pd.concat(filled, ignore_index=True)
    return stacked.drop_duplicates(key, ignore_index=True) if key else stacked
