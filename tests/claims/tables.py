"""Small tables of claims, sources and actors for the tests."""

from __future__ import annotations

import pandas as pd

from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, SOURCE_COLUMNS


def claims(*rows: dict[str, str]) -> pd.DataFrame:
    """Claims with ids c1, c2, …; of event e, asserted, unless a row says otherwise."""
    usual = {"event_id": "e", "stance": "asserts"}
    return _table([{"claim_id": f"c{n}", **usual, **row} for n, row in enumerate(rows, 1)], CLAIM_COLUMNS)


def sources(*rows: dict[str, str]) -> pd.DataFrame:
    return _table(list(rows), SOURCE_COLUMNS)


def actors(*rows: dict[str, str]) -> pd.DataFrame:
    return _table([{"actor_id": row["name"].lower(), **row} for row in rows], ACTOR_COLUMNS)


def _table(rows: list[dict[str, str]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=list(columns), dtype="str")
