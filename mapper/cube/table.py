"""The table of counts: events alike in place, months, actors, type and precision are one row with their number.

Adding up is exact, and the order in which tables are added changes nothing. A table with too many rows is made coarser:
places become the cells of a grid, each grid made of whole cells of the finer one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import categorical
from mapper.model.involved import events_of_rows
from mapper.model.schema import ACTOR_ROLES, DATA_SET, FATALITY_COLUMNS
from mapper.processing.context import is_context

__all__ = ["CELLS", "KEYS", "LEFT_OUT", "TEXTS", "Counts", "added", "at_level", "counts_of", "fitted"]

CELLS: Final = (0.0, 0.1, 0.5, 1.0, 5.0, 10.0)
"""Degrees of the cells of each resolution, the finest first; 0: the places themselves."""
_STEPS: Final = 100_000
"""Steps to a degree in which cells are computed, so that they lie exactly in those of the coarser grid."""
_MOST_NUMBERS: Final = np.iinfo(np.int64).max
_PRECISION_IN_FILE: Final = "geo_precision_in_file"

PLACE_NAMES: Final = ("place", "admin2", "admin3", "place_relation", "place_id", "place_reason")
"""What a place is called and how it was found: of a cell, nothing."""
TEXTS: Final = (
    "country", "admin1", *PLACE_NAMES, "location_kind", "event_type", "sub_event_type", *ACTOR_ROLES, "tags", DATA_SET,
    _PRECISION_IN_FILE,
)  # fmt: skip
NUMBERS: Final = ("longitude", "latitude", "radius_km", "geo_precision")
LEFT_OUT: Final = "left_out"
KEYS: Final = (LEFT_OUT, "first", "last", *TEXTS, *NUMBERS, "stated")
"""What the events of a row have in common: `first` and `last` are months since 1970, null for the undated; `stated` has
a bit for each of the figures of the dead that they state. Of events that a filter has left out only the actors are
told, since their colours go by all events."""
SUMS: Final = ("events", *FATALITY_COLUMNS)


class Counts(NamedTuple):
    """A table of `KEYS` and `SUMS`, and its resolution: a number into `CELLS`."""

    table: pa.Table
    level: int = 0


def counts_of(
    events: pd.DataFrame, figures: pd.DataFrame, *, sub_types: bool = False, left_out: bool = False
) -> pa.Table:
    """Return the counts of events.

    Parameters
    ----------
    events
        As in a dossier, placed or not; a row may stand for several.
    figures
        The three figures of each row as far as they are added up (`mapper.claims.totals.counted_figures`).
    sub_types
        Tell sub-types apart too.
    left_out
        These are events that a filter has left out.

    >>> import mapper
    >>> from mapper.claims.totals import counted_figures
    >>> events = mapper.read("seeds").events
    >>> counted = counts_of(events, counted_figures(events))
    >>> sum(counted["events"].to_pylist()) == len(events), counted.num_rows < len(events)
    (True, True)
    """
    blank = pd.Series("", index=events.index, dtype="str")
    texts = {name: events.get(name, blank) for name in TEXTS}
    texts["tags"] = blank.mask(is_context(events), "context")
    if not sub_types:
        texts["sub_event_type"] = blank
    stated = sum(figures[name].notna().to_numpy() * np.uint8(1 << bit) for bit, name in enumerate(FATALITY_COLUMNS))
    columns = {name: _months(events[day]) for name, day in (("first", "event_date"), ("last", "end_date"))}
    columns[LEFT_OUT] = pa.array(np.full(len(events), left_out, dtype=np.uint8))
    columns |= {name: _coded(column) for name, column in texts.items()}
    for name in NUMBERS:
        values = events[name].astype("float64").to_numpy(na_value=np.nan) + 0.0  # -0.0 is 0.0
        columns[name] = pa.array(values, from_pandas=True)
    columns["stated"] = pa.array(np.asarray(stated, dtype=np.uint8))
    columns["events"] = pa.array(events_of_rows(events).to_numpy(np.int64))
    for name in FATALITY_COLUMNS:
        columns[name] = pa.array(figures[name].astype("Int64").fillna(0).to_numpy(np.int64))
    return _grouped(pa.table(columns))


def added(tables: Iterable[pa.Table]) -> pa.Table:
    """Return the sum of tables of counts.

    >>> import mapper
    >>> from mapper.claims.totals import counted_figures
    >>> events = mapper.read("seeds").events
    >>> counted = counts_of(events, counted_figures(events))
    >>> sum(added([counted, counted])["events"].to_pylist()) == 2 * len(events)
    True
    """
    return _grouped(pa.concat_tables(tables).unify_dictionaries().combine_chunks())


def fitted(counts: Counts, most_rows: int) -> Counts:
    """Return the counts at the finest resolution that has no more rows than these, or at the coarsest.

    What has no coordinates stays as it is: the gazetteer places it later.

    >>> import mapper
    >>> from mapper.claims.totals import counted_figures
    >>> events = mapper.read("seeds").events
    >>> counted = Counts(counts_of(events, counted_figures(events)))
    >>> fitted(counted, 1000).level, fitted(counted, 1).level, sum(fitted(counted, 1).table["events"].to_pylist())
    (0, 5, 45)
    """
    while counts.table.num_rows > most_rows and counts.level + 1 < len(CELLS):
        counts = at_level(counts.table, counts.level + 1)
    return counts


def at_level(table: pa.Table, level: int) -> Counts:
    """Return the counts at a resolution as coarse as the table's, or coarser."""
    if not level:
        return Counts(table)
    known = pc.is_valid(table["longitude"])
    blank = pa.scalar("", pa.large_string())
    for name in PLACE_NAMES:
        texts = pc.if_else(known, blank, table[name].cast(pa.large_string()))
        table = _replaced(table, name, texts.combine_chunks().dictionary_encode())
    for name in ("longitude", "latitude"):
        table = _replaced(table, name, pa.array(_middles(table[name].to_numpy(), CELLS[level]), from_pandas=True))
    points = pc.and_(known, pc.not_equal(table["location_kind"].cast(pa.large_string()), "area"))
    table = _replaced(table, "radius_km", pc.if_else(points, pa.scalar(None, pa.float64()), table["radius_km"]))
    return Counts(_grouped(table.combine_chunks()), level)


def _middles(degrees: np.ndarray, size: float) -> np.ndarray:
    """Return the middles of the cells in which degrees lie."""
    step = round(size * _STEPS)
    steps = np.round(degrees * _STEPS)
    middles: np.ndarray = (np.floor(steps / step) * step + step // 2) / _STEPS
    return middles


def _replaced(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


def _months(days: pd.Series) -> pa.Array:
    """Return months since 1970, null where there is no day."""
    months = days.to_numpy().astype("datetime64[M]")
    return pa.array(months.astype(np.int32), mask=np.isnat(months))


def _coded(column: pd.Series) -> pa.DictionaryArray:
    coded = categorical(column)
    texts = pa.array(coded.categories.tolist(), pa.large_string())
    return pa.DictionaryArray.from_arrays(pa.array(coded.codes.astype(np.int32)), texts)


def _grouped(table: pa.Table) -> pa.Table:
    """Return one row for all rows with the same keys."""
    numbered = table.select(SUMS).append_column("key", _one_key(table))
    numbered = numbered.append_column("row", pa.array(np.arange(table.num_rows)))
    sums = numbered.group_by("key", use_threads=False).aggregate([("row", "min"), *((name, "sum") for name in SUMS)])
    grouped = table.select(KEYS).take(sums["row_min"])
    for name in SUMS:
        grouped = grouped.append_column(name, sums[f"{name}_sum"])
    return grouped.combine_chunks()


def _one_key(table: pa.Table) -> pa.Array:
    """Return one whole number for each row, the same for equal keys: Arrow groups by one column in a fraction of the
    time that it takes for two dozen.
    """
    numbers, size = np.zeros(table.num_rows, dtype=np.int64), 1
    for name in KEYS:
        column = table[name].combine_chunks()
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode(null_encoding="encode")
        different = len(column.dictionary)
        if size * different > _MOST_NUMBERS:
            numbers, found = pd.factorize(numbers)
            size = len(found)
        if different > 1:
            numbers, size = numbers * different + column.indices.to_numpy(), size * different
    return pa.array(numbers)
