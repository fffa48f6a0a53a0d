"""How many events a row stands for: one, but in tables of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["COUNT", "events_of_rows"]

COUNT = "events"
"""The extra column with the number of events that a row stands for."""


def events_of_rows(events: pd.DataFrame) -> pd.Series:
    """Return how many events each row stands for, as int64: its whole number in the column `events`, else one.

    >>> events_of_rows(pd.DataFrame({"event_id": ["a", "b"], "events": ["57", "many"]})).tolist()
    [57, 1]
    """
    if COUNT not in events:
        return pd.Series(1, index=events.index, dtype=np.int64)
    number = pd.to_numeric(events[COUNT], errors="coerce")
    return number.where((number >= 0) & (number % 1 == 0) & (number < 2**32), 1).astype(np.int64)
