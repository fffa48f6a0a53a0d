"""Read back what the mapper itself exported: computed columns go, claims become a table again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from gazetteer.tables.encoding import HALVED, LONE_SURROGATES
from mapper.model.dossier import empty_table
from mapper.model.recorded import NEEDED_COLUMNS, as_recorded, is_exported
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, EXPORTED_COLUMNS, SOURCE_COLUMNS
from mapper.model.words import fault
from mapper.readers.dossier.aliases import with_aliases
from mapper.readers.events.concluded import concluded_before
from mapper.readers.faults import LOGGED_COLUMNS, fault_cells
from mapper.readers.tables.table import Table, no_faults

__all__ = ["ReadBack", "read_back"]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A table as a record; the claims, sources and actors that an exported table contains; and the faults in these."""

    table: Table
    claims: pd.DataFrame = field(default_factory=lambda: empty_table(CLAIM_COLUMNS))
    sources: pd.DataFrame = field(default_factory=lambda: empty_table(SOURCE_COLUMNS))
    actors: pd.DataFrame = field(default_factory=lambda: empty_table(ACTOR_COLUMNS))
    faults: pd.DataFrame = field(default_factory=no_faults)


def read_back(table: Table) -> ReadBack:
    r"""Return an exported table as a record, with the claims, sources and actors' aliases in its columns.

    A table that the mapper did not export is returned as it is.

    >>> from mapper.readers.tables.opening import read_table
    >>> back = read_back(read_table(b"event_id,place\na,Gao\n", "a.csv"))
    >>> len(back.table.frame), len(back.claims), len(back.faults)
    (1, 0, 0)
    """
    frame = table.frame
    if not is_exported(frame.columns):
        return ReadBack(table)
    rows, faults = _claims(frame, table) if "claims" in frame else ([], [])
    sources = _text(rows, SOURCE_COLUMNS).query("source_id != ''").drop_duplicates("source_id", ignore_index=True)
    frame = frame.assign(**{name: "" for name in NEEDED_COLUMNS if name not in frame})
    frame = frame.astype("str")
    recorded, actors = with_aliases(frame, as_recorded(frame))
    recorded = recorded.drop(columns=[name for name in EXPORTED_COLUMNS if name in frame])
    concluded = concluded_before(frame["place_reason"])
    if (concluded != "").any():
        recorded["place_reason"] = concluded
    noted = pd.DataFrame(faults, columns=list(LOGGED_COLUMNS)) if faults else no_faults()
    return ReadBack(replace(table, frame=recorded), _text(rows, CLAIM_COLUMNS), sources, actors, noted)


def _claims(frame: pd.DataFrame, table: Table) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    cells = frame.loc[~frame["claims"].isin(["", "[]"]), ["event_id", "claims"]]
    rows: list[dict[str, Any]] = []
    faults: list[dict[str, Any]] = []
    lines = table.lines()
    for row, event_id, text in cells.itertuples(name=None):
        listed = _listed(text)
        if listed is None:
            place = {"file": table.name, "line": int(lines[row]), "field": "claims", "value": text}
            faults.append(place | fault_cells(fault("no-claims-text")))
        else:
            if LONE_SURROGATES.search(json.dumps(listed, ensure_ascii=False)):
                place = {"file": table.name, "line": int(lines[row]), "field": "claims", "value": text}
                faults.append(place | {"reason": HALVED, "remedy": "export it again", "message": ""})
            rows += [claim | {"event_id": event_id} for claim in listed]
    return rows, faults


def _listed(text: str) -> list[dict[str, Any]] | None:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    good = isinstance(listed, list) and all(isinstance(claim, dict) for claim in listed)
    return listed if good else None


def _text(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    texts = {name: [LONE_SURROGATES.sub("\ufffd", str(row.get(name, ""))) for row in rows] for name in columns}
    return pd.DataFrame(texts, columns=list(columns), dtype="str")
