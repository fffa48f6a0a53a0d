"""Ids that are row numbers of each sheet or part of a table, columns that are no ids, and rows that lack an id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from mapper.model.text import plural
from mapper.readers.formats.base import with_columns
from mapper.readers.tables.table import Table, cells

__all__ = ["with_ids_of_sheets", "with_made_ids", "without_row_numbers"]

_SHEET: Final = "sheet"
_SHORTEST: Final = 2
"""The least average number of rows of a table's parts."""
_FEW: Final = 0.2
"""The share of ids that may be lower than the one above (in no order it is a half), and of rows that may lack one."""
_FIRST: Final = frozenset({"0", "1"})


def with_ids_of_sheets(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with the sheet before each id if every sheet counts its rows from 1, and the notice.

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


def with_made_ids(table: Table, made: pd.Series) -> tuple[dict[str, pd.Series], tuple[str, ...]]:
    """Return the column of ids with those `made` in the rows that lack one, and the notice; no column if none lacks it.

    >>> import numpy as np
    >>> table = Table("a.csv", pd.DataFrame({"event_id": ["7", ""]}), lambda: np.array([2, 3]))
    >>> with_made_ids(table, pd.Series(["a-2", "a-3"]))[0]["event_id"].tolist()
    ['7', 'a-3']
    """
    if "event_id" not in table.frame:
        return {"event_id": made}, ()
    ids = cells(table.frame, "event_id")
    lacking = int((ids == "").sum())
    if not lacking:
        return {}, ()
    column = table.written_as.get("event_id", "event_id")
    said = f"{plural(lacking, 'row')} without {column}: their ids are made of the lines"
    return {"event_id": ids.where(ids != "", made)}, (f"{table.name}: {said}",)


def without_row_numbers(table: Table, guesses: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return guesses without an id that many rows lack, or that counts the rows of each part of a table anew.

    Sheets are such parts too, but their ids can be made distinct. The sentence says why ids are made.

    >>> import numpy as np, pandas as pd
    >>> frame = pd.DataFrame({"No": ["1", "2", "3", "1", "2"], "year": ["2024"] * 3 + ["2025"] * 2})
    >>> without_row_numbers(Table("a.csv", frame, lambda: np.arange(5)), {"event_id": "No"})[0]
    {}
    """
    column = guesses.get("event_id", "")
    ids = cells(table.frame, column) if column else None
    if ids is None:
        return dict(guesses), ()
    if (lacking := int((ids == "").sum())) > _FEW * len(ids):
        said = f"{lacking:,} rows have no {column}, which is no id: ids are made of the lines"
    elif _SHEET not in table.frame and _is_counted_anew(ids):
        said = f"{column} counts the rows of each part anew and is no id: ids are made of the lines"
    else:
        return dict(guesses), ()
    return {field: name for field, name in guesses.items() if field != "event_id"}, (f"{table.name}: {said}",)


def _is_counted_anew(ids: pd.Series) -> bool:
    """Tell whether ids begin at 1 several times and go up in between; the rows of one event follow each other."""
    if not ids.str.fullmatch(r"\d{1,9}").all():
        return False
    numbers = ids.astype("int64")
    first = numbers.min()
    begun = int(((numbers == first) & (numbers.shift() != first)).sum()) if str(first) in _FIRST else 0
    down = (numbers.diff() < 0).mean()
    return bool(begun > 1 and down <= _FEW and begun * _SHORTEST <= len(numbers))
