"""ACLED's aggregated tables: a row is an area, a period, a kind of event and how many there were; never a point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from mapper.model.dates import read_column
from mapper.model.schema import DATA_SET
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.formats.acled.events import DATA_SET_NAME
from mapper.readers.formats.base import Format, Translation, kept_rows, standard_dates, with_columns
from mapper.readers.tables.table import Table, cells

__all__ = ["ACLED_AREAS"]

_DAYS_OF_WEEK = 7


def _fits(names: frozenset[str]) -> bool:
    period = "week" in names or "year" in names
    return "event_id" not in names and "events" in names and "country" in names and period and "actor1" not in names


def _translate(table: Table) -> Translation:
    """Return the areas as events whose place is the area; the count stays in the column `events`."""
    table = _counting(table)
    columns = _columns(table.frame, standard_dates(table, {"week": "week"})["week"])
    names = {"event_date": "week" if "week" in table.frame else "year", "fatalities_best": "fatalities"}
    names |= {"place": "admin1", "latitude": "centroid_latitude", "longitude": "centroid_longitude"}
    translated = with_columns(table, columns, written_as=names)
    translated = replace(translated, frame=translated.frame.drop(columns="fatalities", errors="ignore"))
    kept = newest_rows(columns["event_id"], pd.Series(np.nan, index=table.frame.index), translated.frame)
    return Translation(kept_rows(translated, kept, columns["event_id"]))


def _columns(frame: pd.DataFrame, week: pd.Series) -> dict[str, pd.Series]:
    country = cells(frame, "country")
    admin1, admin2 = cells(frame, "admin1", "admin_1"), cells(frame, "admin2", "admin_2")
    start, end, precision = _periods(frame, week)
    kind, sub = cells(frame, "event_type"), cells(frame, "sub_event_type")
    what = sub.mask(sub == "", kind)
    return {
        "event_id": _joined((country, admin1, admin2, start, cells(frame, "disorder_type"), kind, sub)),
        "event_date": start,
        "end_date": end,
        "date_precision": precision,
        "place": admin2.mask(admin2 == "", admin1.mask(admin1 == "", country)),
        "admin1": admin1,
        "admin2": admin2,
        "place_relation": _all(frame, "in"),
        "latitude": cells(frame, "centroid_latitude"),
        "longitude": cells(frame, "centroid_longitude"),
        "geo_precision": _all(frame, "6").mask(admin1 != "", "4").mask(admin2 != "", "3"),
        "title": cells(frame, "events") + " × " + what.mask(what == "", "events"),
        "fatalities_best": cells(frame, "fatalities"),
        DATA_SET: _all(frame, DATA_SET_NAME),
    }


def _all(frame: pd.DataFrame, word: str) -> pd.Series:
    return pd.Series(word, index=frame.index, dtype="str")


def _counting(table: Table) -> Table:
    """Move rows that count no event to the rejects: an area and month without any is nothing to draw."""
    text = cells(table.frame, "events")
    none = ~(numbers(text) > 0)
    if not none.any():
        return table
    log = FaultLog(table.name, table.lines, dict(table.written_as))
    log.add(none, "events", text, "no-events-counted")
    rows = np.flatnonzero(~none.to_numpy())
    return replace(
        table,
        frame=table.frame[~none.to_numpy()].reset_index(drop=True),
        lines=lambda: table.lines()[rows],
        rejects=pd.concat([table.rejects, log.table()], ignore_index=True),
    )


def _periods(frame: pd.DataFrame, week: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return first day, last day and precision: a week from its first day, else a month of a year, else a year."""
    if "week" in frame:
        last = (
            (read_column(week).first + pd.Timedelta(days=_DAYS_OF_WEEK - 1))
            .dt.strftime("%Y-%m-%d")
            .fillna("")
            .astype("str")
        )
        return week, last, _all(frame, "week")
    year, month = cells(frame, "year"), cells(frame, "month")
    start = read_column(year.mask(month != "", month + "/" + year)).standard()
    return start, _all(frame, ""), _all(frame, "")


def _joined(parts: tuple[pd.Series, ...]) -> pd.Series:
    """Join the texts that are there with `/`: area, period and kind make a row's id, since the table has none."""
    result = parts[0]
    for part in parts[1:]:
        result = result.mask(part != "", result + "/" + part)
    return result


ACLED_AREAS = Format("acled-aggregated", "ACLED counts by area", _fits, _translate)
