"""From files to a `Dossier`: open, recognise, type, check; every row is used, a duplicate, or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mapper.errors import Fault, SourceError, StrictError
from mapper.model.dossier import Dossier, empty_alternatives, empty_table
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS, SOURCE_COLUMNS
from mapper.readers.bytes import read_bytes
from mapper.readers.events import EventTable, read_events
from mapper.readers.folder import read_companions
from mapper.readers.geojson import looks_like_json, read_geojson
from mapper.readers.join import joined_events
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
    events, repeats, counts = joined_events([part.table for part in parts])
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
        found = pd.concat([dossier.rejects, faults]).sort_values(["file", "line"], kind="stable")
        raise StrictError([Fault(*row) for row in found.itertuples(index=False)])
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


def _stack(tables: list[pd.DataFrame], columns: tuple[str, ...], *, key: str = "") -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    if not filled:
        return empty_table(columns)
    stacked = pd.concat(filled, ignore_index=True)
    return stacked.drop_duplicates(key, ignore_index=True) if key else stacked
