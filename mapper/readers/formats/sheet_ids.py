"""Ids that are row numbers of each sheet, where several sheets are read as one table."""

from __future__ import annotations

from typing import Final

from mapper.readers.formats.base import with_columns
from mapper.readers.tables.table import Table, cells

__all__ = ["with_ids_of_sheets"]

_SHEET: Final = "sheet"
_FIRST: Final = frozenset({"0", "1"})


def with_ids_of_sheets(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with the sheet before each id where every sheet counts its rows anew, and what to say of it.

    >>> import numpy as np, pandas as pd
    >>> frame = pd.DataFrame({"event_id": ["1", "2", "1"], "sheet": ["2024", "2024", "2025"]})
    >>> with_ids_of_sheets(Table("a.xlsx", frame, lambda: np.arange(3)))[0].frame["event_id"].tolist()
    ['2024-1', '2024-2', '2025-1']
    """
    ids, sheet = cells(table.frame, "event_id"), cells(table.frame, _SHEET)
    of_sheets = sheet + "-" + ids
    counted = (ids != "") & ids.str.isdecimal() & (sheet != "")
    anew = ids[ids.isin(_FIRST)].duplicated().any()
    if not anew or not counted.all() or of_sheets.duplicated().any():
        return table, ()
    said = f"{table.name}: its ids are row numbers that repeat, told apart by sheet, as in {of_sheets.iloc[0]}"
    return with_columns(table, {"event_id": of_sheets}, written_as={"event_id": "event_id"}), (said,)
