"""Counts per place and month without the rows, for data whose terms do not allow publishing rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.claims.basis import stated_figures
from mapper.claims.totals import counted_figures
from mapper.model.coded import Coded, recoded
from mapper.model.dossier import Dossier, empty_alternatives, empty_table, typed_events
from mapper.model.involved import COUNT, events_of_rows
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FATALITY_COLUMNS, SOURCE_COLUMNS

__all__ = ["counted_events", "counts_only"]

_PLACE = [
    "place", "country", "admin1", "admin2", "admin3", "longitude", "latitude", "geo_precision", "radius_km",
    "location_kind", "place_id", "place_reason",
]  # fmt: skip
_COUNTED = "a count of events, without the events themselves"


def counts_only(dossier: Dossier) -> Dossier:
    """Return the dossier with one row for each place and month, its number of events and the sum of its dead.

    The dead are added as totals add them (`mapper.claims.totals`): no part beside its whole, no party's own figure.

    No id, day, actor, note, source or claim is left. Rows of aggregated tables count as the number of events that they
    state. Events that may be in several months, because they lasted or their date is vague, are counted apart, by those
    months; so are undated events.

    >>> import mapper
    >>> seeds = mapper.read("seeds")
    >>> counted = counts_only(seeds)
    >>> int(counted.events["events"].astype(int).sum()) == len(seeds.events), len(counted.claims)
    (True, 0)
    """
    events = dossier.events
    figures = counted_figures(events, stated_figures(dossier))
    rows = events[_PLACE].assign(
        **{name: figures[name] for name in FATALITY_COLUMNS},
        location_kind=events["location_kind"].astype("str").replace("alternatives", "area"),
        first=_month(events["event_date"]),
        last=_month(events["end_date"]),
        number=events_of_rows(events),
    )
    grouped = rows.groupby([*_PLACE, "first", "last"], dropna=False, sort=False, observed=True)
    sums = grouped[list(FATALITY_COLUMNS)].sum(min_count=1)
    table = sums.assign(number=grouped["number"].sum()).reset_index()
    order = ["first", "last", "country", "place", "longitude", "latitude"]
    table = table.sort_values(order, kind="stable", ignore_index=True)
    return dossier.replace(
        events=counted_events(table),
        claims=empty_table(CLAIM_COLUMNS),
        sources=empty_table(SOURCE_COLUMNS),
        actors=empty_table(ACTOR_COLUMNS),
        alternatives=empty_alternatives(),
        extra_columns=(COUNT,),
        own_columns=(),
        doubts={},
    )


def _month(days: pd.Series) -> pd.Series:
    """Return the first day of each day's month."""
    months: pd.Series = days.dt.to_period("M").dt.start_time.astype("datetime64[s]")
    return months


def counted_events(table: pd.DataFrame) -> pd.DataFrame:
    """Return groups of events as events in the columns of the schema, with ids by position.

    `first` and `last` are the first days of months, NaT for the undated; `number` is how many events each row has.

    >>> june = pd.to_datetime(["2025-06-01"])
    >>> row = counted_events(pd.DataFrame({"first": june, "last": june, "number": [3], "place": ["Gao"]})).iloc[0]
    >>> row["title"], row["date_text"], str(row["end_date"])[:10]
    ('3 events', '2025-06', '2025-06-30')
    """
    first, last, number = table["first"], table["last"], table["number"].astype("int64").astype("str")
    several = first.notna() & (first != last)
    from_month, to_month = (_in_words(month) for month in (first, last))
    precision = Coded(np.where(several, 2, first.notna()), ["unknown", "month", "range"])
    columns: dict[str, Any] = {"place_relation": "unknown"} if "place_relation" not in table else {}
    events = table.drop(columns=["first", "last", "number"]).assign(
        event_id=_ids(len(table), table.index),
        event_date=first,
        end_date=(last + pd.offsets.MonthEnd(0)).astype("datetime64[s]"),
        date_precision=precision.column(precision.texts, table.index),
        date_text=from_month.mask(several, from_month + "/" + to_month),
        title=recoded(number, lambda text: f"{text} event" if text == "1" else f"{text} events"),
        notes=_COUNTED,
        **{COUNT: number},
        **columns,
    )
    return typed_events(events)


def _ids(size: int, index: pd.Index) -> pd.Series:
    numbers = pa.array(np.arange(1, size + 1)).cast(pa.large_string())
    ids = pc.binary_join_element_wise(pa.scalar("count", pa.large_string()), numbers, pa.scalar("-", pa.large_string()))
    return pd.Series(ids.to_pandas(), dtype="str").set_axis(index)


def _in_words(months: pd.Series) -> pd.Series:
    """Return `YYYY-MM` for the first days of months, formatting each distinct one once."""
    codes, distinct = pd.factorize(months)
    words = [*pd.Series(distinct).dt.strftime("%Y-%m"), ""]
    return pd.Series(words, dtype="str").take(codes).set_axis(months.index)
