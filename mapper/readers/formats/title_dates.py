"""Tables without a column that is known for the date: dates at the beginnings of titles, and what may be dates."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from mapper.model.dates import read_column
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.headers import dated_columns
from mapper.readers.tables.table import Table, cells, in_short

__all__ = ["undated_notice", "with_dates_of_titles"]

_LEAST: Final = 0.5
"""The share of titles that begin with a date for this to be how a table is written."""
_BEGINNINGS: Final = (
    re.compile(r"[\W_]*([^:|\]);,–—]+?)\s*(?:[:|\]);,–—]|\s-\s|$)"),
    re.compile(r"[\W_]*(\d{1,2}(?:st|nd|rd|th|er)?[\s./-]+[^\W\d]{3,}\.?[\s./,-]+\d{4}|[^\W\d]{3,}\.?\s+\d{1,2},?\s+\d{4})\b"),
    re.compile(r"[\W_]*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?!\w)"),
)  # fmt: skip
"""What may be a date: the text before the first sign, or a day, month and year in words or numbers."""
_IN_NUMBERS: Final = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"


def with_dates_of_titles(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with the dates that its titles, or else its notes, begin with, and the sentence that says so.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"title": ["[12 MAR 2025] strike", "13 MAR 2025: ambush of 2 cars"]})
    >>> with_dates_of_titles(Table("a.kml", frame, lambda: np.arange(2)))[0].frame["event_date"].tolist()
    ['12 MAR 2025', '13 MAR 2025']
    """
    if "event_date" in table.frame:
        return table, ()
    for name in ("title", "notes"):
        texts = cells(table.frame, name)
        dates = _beginnings(texts)
        number, of = int((dates != "").sum()), int((texts != "").sum())
        if number and number >= _LEAST * of:
            column = table.written_as.get(name, name)
            said = f"no column of dates: they are those that {column} begins with, in {number:,} of {len(texts):,} rows"
            dated = with_columns(table, {"event_date": dates}, written_as={"event_date": name})
            return dated, (f"{table.name}: {said}",)
    return table, ()


def undated_notice(table: Table) -> tuple[str, ...]:
    """Return the sentence on columns of dates where no event has one, since nobody knows which is meant.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"arrested": ["2025-03-01", ""], "released": ["", "2025-04-02"], "place": ["Gao", "Gao"]})
    >>> undated_notice(Table("a.csv", frame, lambda: np.arange(2)))[0][:64]
    'a.csv: no event has a date: arrested, released may hold it; name'
    """
    if "event_date" in table.frame:
        return ()
    found = dated_columns(map(str, table.frame), table.frame)
    if not found:
        return ()
    remedy = f'name the right one, as in `columns={{"event_date": "{found[0]}"}}`'
    return (f"{table.name}: no event has a date: {in_short(found)} may hold it; {remedy}",)


def _beginnings(texts: pd.Series) -> pd.Series:
    """Return the days or months that texts begin with, as they are written; empty where one begins with none.

    One in numbers is a date too where the order of day and month is in doubt: that is a fault of the date.
    """
    found = pd.Series("", index=texts.index, dtype="str")
    for beginning in _BEGINNINGS:
        parts = texts.where(found == "", "").str.extract(rf"^{beginning.pattern}")[0].fillna("").astype("str")
        parts = parts.where(parts.str.contains(r"\d{4}", regex=True), "")
        read = read_column(parts)
        good = read.first.notna() & read.precision.isin(["day", "month"])
        found = found.mask(good | parts.str.fullmatch(_IN_NUMBERS), parts)
    return found
