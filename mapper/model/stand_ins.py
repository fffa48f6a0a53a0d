"""Days that stand for a whole month or year: the record knows no more, but writes a day."""

from __future__ import annotations

from typing import Final

import pandas as pd

from mapper.vocabulary import by_term

__all__ = ["stands_for"]

_DAY: Final = "day"
_LENGTHS: Final = {name: length for name, length in by_term("date_precisions", "length").items() if name != _DAY}


def stands_for(events: pd.DataFrame) -> pd.Series:
    """Return the month (`2025-01`) or year (`2025`) that an event's single day stands for, `""` if it is the day.

    ACLED gives an event known to the month a day of that month.

    >>> day = pd.to_datetime(["2025-01-24"])
    >>> table = pd.DataFrame({"event_date": day, "end_date": day, "date_precision": ["month"]})
    >>> stands_for(table).tolist(), stands_for(table.assign(date_precision="week")).tolist()
    (['2025-01'], [''])
    """
    lengths = events["date_precision"].astype("object").map(_LENGTHS)
    one_day = lengths.notna() & events["event_date"].notna() & (events["event_date"] == events["end_date"])
    days = events["event_date"].dt.strftime("%Y-%m-%d").where(one_day, "")
    said = [day[: int(length)] if day else "" for day, length in zip(days, lengths, strict=True)]
    return pd.Series(said, index=events.index, dtype="str")
