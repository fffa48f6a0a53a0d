"""Read back what the mapper itself exported: computed columns go, claims become a table again."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any, Final

import pandas as pd

from mapper.model.recorded import NEEDED_COLUMNS, as_recorded, is_exported
from mapper.model.schema import CLAIM_COLUMNS, EXPORTED_COLUMNS, SOURCE_COLUMNS
from mapper.model.words import fault
from mapper.readers.faults import LOGGED_COLUMNS, fault_cells
from mapper.readers.tables.table import Table, no_faults

__all__ = ["read_back"]

_HALF: Final = re.compile("[\ud800-\udfff]")
_HALVED: Final = "half a character, as where text was cut; U+FFFD stands in its place"


def read_back(table: Table) -> tuple[Table, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    r"""Return the table as a record, with the claims and the sources that its column `claims` holds, and the faults.

    A table that the mapper did not export comes back as it is, without claims.

    >>> from mapper.readers.tables.opening import read_table
    >>> table, claims, sources, faults = read_back(read_table(b"event_id,place\na,Gao\n", "a.csv"))
    >>> len(table.frame), len(claims), len(sources), len(faults)
    (1, 0, 0, 0)
    """
    frame = table.frame
    if not is_exported(frame.columns):
        return table, _text([], CLAIM_COLUMNS), _text([], SOURCE_COLUMNS), no_faults()
    rows, faults = _claims(frame, table) if "claims" in frame else ([], [])
    sources = _text(rows, SOURCE_COLUMNS).query("source_id != ''").drop_duplicates("source_id", ignore_index=True)
    frame = frame.assign(**{name: "" for name in NEEDED_COLUMNS if name not in frame})
    recorded = as_recorded(frame.astype("str")).drop(columns=[name for name in EXPORTED_COLUMNS if name in frame])
    noted = pd.DataFrame(faults, columns=list(LOGGED_COLUMNS)) if faults else no_faults()
    return dataclasses.replace(table, frame=recorded), _text(rows, CLAIM_COLUMNS), sources, noted


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
            if _HALF.search(json.dumps(listed, ensure_ascii=False)):
                place = {"file": table.name, "line": int(lines[row]), "field": "claims", "value": text}
                faults.append(place | {"reason": _HALVED, "remedy": "export it again", "message": ""})
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
    texts = {name: [_HALF.sub("\ufffd", str(row.get(name, ""))) for row in rows] for name in columns}
    return pd.DataFrame(texts, columns=list(columns), dtype="str")
