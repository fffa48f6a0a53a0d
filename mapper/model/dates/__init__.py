"""The one reader of dates: days, months, vague dates, periods and bounds, in several languages.

It reads a text whole or not at all. Nothing moves with the clock, and nothing missing is filled in.

>>> read_date("10–12 mai 2025").standard(), read_date("early June 2025").standard()
('2025-05-10/2025-05-12', '2025-06-01/2025-06-10')
"""

from __future__ import annotations

import datetime as dt

from mapper.model.dates.columns import DateColumn, Order, read_column, read_columns
from mapper.model.dates.grammar import read
from mapper.model.dates.period import Period
from mapper.model.dates.point import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, Style

__all__ = [
    "DAY_FIRST", "MONTH_FIRST", "YEAR_FIRST", "DateColumn", "Order", "Period", "read_column", "read_columns",
    "read_date",
]  # fmt: skip


def read_date(text: str, *, reference: dt.date | None = None) -> Period:
    """Read one text, which stands alone: a claim, a filter.

    Parameters
    ----------
    text
        A date, a period or a bound.
    reference
        The day on which it was written: "yesterday", "Friday" and "13 June" count from it.

    Returns
    -------
    Period
        Its first and last day, how precise it is, and the words.

    Raises UnreadError (a ValueError) where the text as a whole is no date, or could be several.

    >>> read_date("2024").last.isoformat(), read_date("<=2024-08").last.isoformat()
    ('2024-12-31', '2024-08-31')
    >>> read_date("2025-13")
    Traceback (most recent call last):
    ...
    mapper.model.unread.UnreadError: not on the calendar
    """
    return read(text, Style(), reference)
