"""How many events a row stands for: one, but in tables of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["COUNT", "count_events", "events_of_rows"]

COUNT = "events"
"""The extra column with the number of events that a row stands for."""

_MOST = 2**32
"""The page counts in 32 bits; numbers that add up to as much are no numbers of events."""


def events_of_rows(events: pd.DataFrame) -> pd.Series:
    """Return how many events each row stands for, as int64: its whole number in the column `events`, else one.

    What is no whole number from 1 the readers report.

    >>> events_of_rows(pd.DataFrame({"event_id": ["a", "b"], "events": ["57", "many"]})).tolist()
    [57, 1]
    """
    one = pd.Series(1, index=events.index, dtype=np.int64)
    if COUNT not in events:
        return one
    number = pd.to_numeric(events[COUNT], errors="coerce")
    stated = number.where((number >= 1) & (number < _MOST) & (number % 1 == 0), 1).astype(np.int64)
    return stated if int(stated.sum()) < _MOST else one


def count_events(events: pd.DataFrame) -> int:
    """Return how many events all rows stand for.

    >>> count_events(pd.DataFrame({"event_id": ["a", "b"], "events": ["57", ""]}))
    58
    """
    return int(events_of_rows(events).sum()) if COUNT in events else len(events)
