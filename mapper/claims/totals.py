"""Totals that count nobody twice: the dead of an event that is part of another are in that one's figure."""

from __future__ import annotations

import pandas as pd

from mapper.model.schema import FATALITY_COLUMNS

__all__ = ["counted_once", "total_fatalities"]


def counted_once(events: pd.DataFrame) -> pd.Series:
    """True for each event whose figures belong in a total over these events.

    False for a part (`part_of`) whose whole is among them and has a figure of its own.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "fatalities_low": [9, 4],
    ...     "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> counted_once(events).tolist()
    [True, False]
    """
    figures = events[list(FATALITY_COLUMNS)].notna().any(axis="columns")
    wholes = set(events.loc[figures, "event_id"])
    return ~events["part_of"].isin(wholes)


def total_fatalities(events: pd.DataFrame) -> dict[str, int]:
    """Return the sums of `fatalities_low`, `fatalities_best` and `fatalities_high`, each person counted once.

    An event without a figure adds nothing, so each sum is of what is stated, not of all who died.
    """
    counted = events[counted_once(events)]
    return {name: int(counted[name].sum()) for name in FATALITY_COLUMNS}
