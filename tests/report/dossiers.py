"""Small dossiers built by hand for the tests of the report."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from mapper.model.dates import read_date
from mapper.model.dossier import Counts, Dossier, empty_alternatives, empty_table, typed_events
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS, SOURCE_COLUMNS

Row = dict[str, Any]
SEEDS = Path(__file__).parents[2] / "seeds"
FEW = {"boulkessi-2025-05-30", "boulkessi-tessit-2025-06-01", "gao-su24-2025-06", "moura"}


def few_of_the_example(folder: Path) -> Path:
    """Make a folder with four events of the example dossier, of which two are disputed, and their claims."""
    shutil.copytree(SEEDS, folder)
    for name in ("events.csv", "claims.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        number = header.index("event_id")
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *(row for row in rows if row[number] in FEW)])
    return folder


def dossier(
    *events: Row,
    claims: list[Row] | None = None,
    sources: list[Row] | None = None,
    actors: list[Row] | None = None,
    rejects: list[Row] | None = None,
    faults: list[Row] | None = None,
) -> Dossier:
    """A dossier of these rows; an event's `event_date` may be half-specified.

    Unless the rows say otherwise, claims are c1, c2, …, of event e, asserted, from source s of 2025, which is there.
    """
    usual = {"event_id": "e", "stance": "asserts", "source_id": "s"}
    numbered = [{"claim_id": f"c{n}", **usual, **row} for n, row in enumerate(claims or [], 1)]
    sources = [{"source_id": "s", "publisher": "The Daily", "published": "2025"}, *(sources or [])]
    used, rejected = len(events), len(rejects or [])
    return Dossier(
        events=typed_events(pd.DataFrame([_event(row) for row in events], columns=_columns(events))),
        claims=_table(numbered, CLAIM_COLUMNS),
        sources=_table(sources, SOURCE_COLUMNS),
        actors=_table(actors or [], ACTOR_COLUMNS),
        alternatives=empty_alternatives(),
        rejects=_table(rejects or [], FAULT_COLUMNS),
        faults=_table(faults or [], FAULT_COLUMNS),
        counts=Counts(read=used + rejected, used=used, rejected=rejected),
    )


def _event(row: Row) -> Row:
    text = row.get("event_date", "")
    period = read_date(text) if text else None
    end = read_date(row["end_date"]) if row.get("end_date") else period
    return {
        "location_kind": "unlocated" if row.get("longitude") is None else "exact",
        **row,
        "date_text": text,
        "event_date": pd.Timestamp(period.first) if period else pd.NaT,
        "end_date": pd.Timestamp(end.last) if end else pd.NaT,
        "date_precision": row.get("date_precision") or (period.precision if period else "unknown"),
    }


def _columns(events: tuple[Row, ...]) -> list[str]:
    dated = ["event_id", "location_kind", "date_text", "event_date", "end_date", "date_precision"]
    return list(dict.fromkeys([*dated, *(name for row in events for name in row)]))


def _table(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    if not rows:
        return empty_table(columns)
    return pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=list(columns))
