"""Turn text columns into dates, numbers and words of a closed list; an unreadable value becomes empty and a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer.countries import country_or_blank, names_water
from mapper.model.coded import recoded
from mapper.model.dates import DateColumn, read_columns
from mapper.model.schema import DATE_PRECISIONS
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["countries", "dates", "log_dates", "numbers", "vocabulary"]

_FIRST_DAY: Final = pd.Timestamp("1900-01-01")
_DAY: Final = pd.Timedelta(days=1)


def dates(frame: pd.DataFrame, log: FaultLog, *, today: dt.date | None = None) -> pd.DataFrame:
    """Return `event_date, end_date` (first and last day), `date_precision` and `date_text` for each row.

    Dates after `today` (by default the current day, and one day more for time zones) and before 1900 are faults but are
    kept, so that maps and exports do not depend on the clock.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2]))
    >>> dates(pd.DataFrame({"event_date": ["2025-06"]}), log).iloc[0].date_precision
    'month'
    """
    start_text, end_text = cells(frame, "event_date"), cells(frame, "end_date")
    start, end = read_columns([start_text, end_text])
    log_dates(start, "event_date", start_text, log)
    log_dates(end, "end_date", end_text, log)
    today = today or dt.datetime.now(dt.UTC).date()
    log.add(start.first > pd.Timestamp(today) + _DAY, "event_date", start_text, "after-today")
    log.add(start.last < _FIRST_DAY, "event_date", start_text, "before-1900")
    orphan = end.first.notna() & start.first.isna()
    log.add(orphan, "end_date", end_text, "orphan-end")
    backwards = end.last.notna() & (end.last < start.first)
    log.add(backwards, "end_date", end_text, "before-start")
    usable = end.last.notna() & ~orphan & ~backwards
    last = end.last.where(usable, start.last)
    same = usable & (start_text == end_text)
    derived = start.precision.where(~usable | same, "range")
    stated = vocabulary(frame, "date_precision", DATE_PRECISIONS, log)
    precision = stated.where(stated != "", derived).where(start.first.notna(), "unknown")
    text = start_text.where(~usable | same, start_text + "/" + end_text)
    return pd.DataFrame(
        {"event_date": start.first, "end_date": last, "date_precision": precision, "date_text": text},
        index=frame.index,
    )


def log_dates(dates: DateColumn, name: str, text: pd.Series, log: FaultLog) -> None:
    """Note the cells of a column that could not be read as a date, and why.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2]))
    >>> texts = pd.Series(["12-13 June"])
    >>> log_dates(read_columns([texts])[0], "event_date", texts, log)
    >>> log.table().reason.item()
    'a date without a year'
    """
    for fault, rows in dates.faults():
        log.add(rows, name, text, fault.code)


def vocabulary(frame: pd.DataFrame, name: str, words: Sequence[str], log: FaultLog) -> pd.Series:
    """Return a text column with only the given words (in any case); other text becomes empty.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2]))
    >>> vocabulary(pd.DataFrame({"stance": ["Denies"]}), "stance", ("asserts", "denies"), log).tolist()
    ['denies']
    """
    text = cells(frame, name)
    by_fold = {word.casefold(): word for word in words}
    result = recoded(text, lambda word: by_fold.get(word.casefold()))
    wanted = ", ".join(word for word in words if word)
    log.add((text != "") & (result == ""), name, text, "no-term", words=wanted)
    return result


def countries(frame: pd.DataFrame, log: FaultLog) -> pd.Series:
    """Return the column `country` as ISO 3166-1 alpha-2 codes, from codes or names; a sea is no country and no fault.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2, 3]))
    >>> countries(pd.DataFrame({"country": ["Mali", "ML"]}), log).tolist()
    ['ML', 'ML']
    """
    text = cells(frame, "country")
    result = recoded(text, country_or_blank)
    unknown = (text != "") & (result == "")
    if unknown.any():
        log.add(
            unknown & ~text.isin([name for name in text[unknown].unique() if names_water(name)]),
            "country",
            text,
            "no-country",
        )
    return result


def numbers(text: pd.Series) -> pd.Series:
    """Return text as float64; NaN if it is empty or not a number.

    >>> numbers(pd.Series(["1.5", "", "many"])).tolist()
    [1.5, nan, nan]
    """
    known = text.where(text != "")
    try:
        cast = pc.cast(pa.array(known, from_pandas=True), pa.float64())
    except pa.ArrowInvalid:
        return pd.to_numeric(known, errors="coerce").astype("float64")
    return pd.Series(cast.to_numpy(zero_copy_only=False), index=text.index, dtype="float64")
