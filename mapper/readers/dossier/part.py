"""Read one source: a dossier folder, or a file of any format."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from mapper.errors import SourceError
from mapper.model.dossier import empty_table
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS
from mapper.readers.dossier.exported import read_back
from mapper.readers.dossier.folder import read_companions
from mapper.readers.events.columns import EventTable, read_events
from mapper.readers.events.row_sources import sources_of_rows
from mapper.readers.formats import translated
from mapper.readers.formats.base import Reading
from mapper.readers.formats.generic import read_own
from mapper.readers.formats.ucdp import GED_COLUMNS
from mapper.readers.tables.bytes import read_bytes
from mapper.readers.tables.json import looks_like_json, read_json
from mapper.readers.tables.parquet import looks_like_parquet, read_parquet
from mapper.readers.tables.table import Table, fault_rows, read_table

__all__ = ["Part", "read_part"]

_HEADLESS = "the file has no header; read with the columns of UCDP GED"


@dataclass(frozen=True, slots=True)
class Part:
    """What one source holds; `is_dossier` where its actors were described by a person."""

    table: EventTable
    sources: pd.DataFrame
    claims: pd.DataFrame = field(default_factory=lambda: empty_table(CLAIM_COLUMNS))
    actors: pd.DataFrame = field(default_factory=lambda: empty_table(ACTOR_COLUMNS))
    faults: pd.DataFrame = field(default_factory=lambda: empty_table(FAULT_COLUMNS))
    notices: tuple[str, ...] = ()
    is_dossier: bool = False


def read_part(path: str, *, form: str = "", columns: Mapping[str, str] | None = None) -> Part:
    """Read a source; for the parameters see `read_sources`.

    Raises SourceError or FormatError where it cannot be opened or is no event table.

    >>> read_part("seeds").is_dossier
    True
    """
    if path != "-" and Path(path).is_dir():
        return _folder(Path(path))
    name = "standard input" if path == "-" else path
    table, claims, known, faults = read_back(_table(read_bytes(path), name))
    reading = translated(table, form=form, columns=columns)
    typed = read_events(reading.table, merged=reading.merged, age=reading.age)
    events, sources = sources_of_rows(typed, claims=claims, sources=known if len(known) else reading.sources)
    return Part(events, sources, claims, reading.actors, faults, reading.notices)


def _folder(folder: Path) -> Part:
    file = folder / "events.csv"
    if not file.exists():
        raise SourceError(f"{folder}: no events.csv in this folder; a dossier has at least that file")
    raw = read_table(read_bytes(str(file)), str(file))
    reading = read_own(raw, remedy="write the right names into its header") if "event_id" in raw.frame else Reading(raw)
    table = read_events(reading.table)
    companions, faults = read_companions(folder, table.events["event_id"])
    claims = companions["claims"]
    events, sources = sources_of_rows(table, claims=claims, sources=companions["sources"])
    return Part(events, sources, claims, companions["actors"], faults, reading.notices, is_dossier=True)


def _table(raw: bytes, name: str) -> Table:
    if looks_like_parquet(raw):
        return read_parquet(raw, name)
    if looks_like_json(raw):
        return read_json(raw, name)
    if not _headless(raw):
        return read_table(raw, name)
    table = read_table(",".join(GED_COLUMNS).encode() + b"\n" + raw, name)
    note = fault_rows(name, [(1, _HEADLESS)], "put the column names in the first line")
    faults = pd.concat([note, table.faults], ignore_index=True)
    return replace(table, lines=lambda: table.lines() - 1, faults=faults)


def _headless(raw: bytes) -> bool:
    """Tell whether a file begins with a row of UCDP GED, as Candidate 24.0.1 was published."""
    start = raw[: 1 << 16]
    if not start[:1].isdigit():
        return False
    cells = next(csv.reader(start.decode("utf-8", "replace").splitlines(keepends=True)), [])
    return len(cells) == len(GED_COLUMNS) and cells[0].isdecimal() and cells[2].isdecimal()
