"""Days and half-specified dates: `2025`, `2025-06` and `2025-06-13` are periods with a first and a last day.

>>> parse_period("2025-02").last.isoformat()
'2025-02-28'
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

__all__ = ["Period", "parse_column", "parse_period"]

_FORMATS = {4: ("%Y", "Y", "year"), 7: ("%Y-%m", "M", "month"), 10: ("%Y-%m-%d", "D", "day")}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, both ends included, and how precisely it was written (`year`, `month`, `day`)."""

    first: dt.date
    last: dt.date
    precision: str


def parse_period(text: str) -> Period:
    """Read an ISO 8601 day, month or year.

    Raises ValueError where the text is none of them.

    >>> parse_period("2024").first.isoformat(), parse_period("2024").last.isoformat()
    ('2024-01-01', '2024-12-31')
    >>> parse_period("2025-13")
    Traceback (most recent call last):
    ...
    ValueError: '2025-13' is not a date such as 2025, 2025-06 or 2025-06-13
    """
    try:
        if not text.isascii():
            raise ValueError(text)
        form, unit, precision = _FORMATS[len(text)]
        first = dt.datetime.strptime(text, form).date()
    except (KeyError, ValueError):
        raise ValueError(f"{text!r} is not a date such as 2025, 2025-06 or 2025-06-13") from None
    last = pd.Period(text, freq=unit).end_time.date()
    return Period(first, last, precision)


def parse_column(texts: pd.Series) -> pd.DataFrame:
    """Read a text column of half-specified dates.

    Returns a table on the same index with `first`, `last` (datetime64[s]), `precision` (str) and `bad` (bool); empty
    cells are NaT, `""` and not bad.

    >>> parse_column(pd.Series(["2025-06", "", "soon"])).bad.tolist()
    [False, False, True]
    """
    texts = texts.str.strip()
    days = pd.to_datetime(texts.where(texts.str.len() == 10), format="%Y-%m-%d", errors="coerce").astype(
        "datetime64[s]"
    )
    known = days.notna()
    result = pd.DataFrame({"first": days, "last": days, "precision": "", "bad": False}, index=texts.index)
    result.loc[known, "precision"] = "day"
    rest = texts[~known & (texts != "")]
    read = {text: _attempt(text) for text in rest.unique()}
    periods = rest.map(read)
    good = periods[periods.notna()]
    result.loc[good.index, "first"] = [pd.Timestamp(p.first) for p in good]
    result.loc[good.index, "last"] = [pd.Timestamp(p.last) for p in good]
    result.loc[good.index, "precision"] = [p.precision for p in good]
    result.loc[rest.index.difference(good.index), "bad"] = True
    return result


def _attempt(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValueError:
        return None
