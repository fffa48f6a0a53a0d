"""Conditions on when events happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mapper.errors import ParameterError
from mapper.model.dates import Period, read_date
from mapper.model.unread import UnreadError
from mapper.processing.filters.base import Test

__all__ = ["between", "in_months"]


def _date(parameter: str, text: str, wanted: str = "a date such as 2025, 2025-06 or 2025-06-15") -> Period:
    try:
        period = read_date(text)
    except UnreadError as fault:
        raise ParameterError(parameter, text, f"{wanted} ({fault})") from None
    if period.open:
        raise ParameterError(parameter, text, "a first and a last day, such as 2025, 2025-06 or 2025-06-15")
    return period


def _overlap(events: pd.DataFrame, start: Period | None, end: Period | None) -> pd.Series:
    mask = events["event_date"].notna()
    if start is not None:
        mask &= events["end_date"] >= pd.Timestamp(start.first)
    if end is not None:
        mask &= events["event_date"] <= pd.Timestamp(end.last)
    return mask


def between(from_: str = "", to: str = "") -> Test:
    """Make a test that is true where an event's period overlaps these days; ParameterError for an invalid date.

    >>> between("2025-06")(None, pd.DataFrame({"event_date": [pd.NaT], "end_date": [pd.NaT]})).tolist()
    [False]
    """
    start, end = from_ and _date("from_", from_), to and _date("to", to)
    if start and end and start.first > end.last:
        raise ParameterError("to", to, f"a date that is not before {from_}, where `from_` begins")
    return lambda _, events: _overlap(events, start or None, end or None)


def in_months(month: Sequence[str]) -> Test:
    """Make a test that is true where an event's period touches one of the months; ParameterError for an invalid one.

    >>> in_months(["June"])
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: month: cannot read 'June'; give a month such as 2025-06 (a date without a year)
    """
    wanted = "a month such as 2025-06"
    periods = [_date("month", text, wanted) for text in month]
    for text, period in zip(month, periods, strict=True):
        if period.precision != "month":
            raise ParameterError("month", text, wanted)
    return lambda _, events: np.logical_or.reduce([_overlap(events, period, period) for period in periods])
