"""The table of counts: events with the same place, months, actors, type and precision are one row with their number.

Adding up is exact and does not depend on the order of the tables. `mapper.cube.levels` makes a table with too many rows
coarser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from mapper.claims.totals import out_of_order
from mapper.model.coded import categorical
from mapper.model.involved import events_of_rows
from mapper.model.schema import ACTOR_ROLES, DATA_SET, FATALITY_COLUMNS
from mapper.processing.context import is_context
from mapper.processing.places.reasons import UNUSED_COORDINATES, with_unused_coordinates

__all__ = [
    "KEYS",
    "LACKING",
    "LEFT_OUT",
    "PLACE_NAMES",
    "TEXTS",
    "CountTable",
    "coded_texts",
    "counts_of",
    "group_count",
    "grouped",
    "joined",
    "rows_alike",
]

_MOST_NUMBERS: Final = np.iinfo(np.int64).max
_PRECISION_IN_FILE: Final = "geo_precision_in_file"

LACKING: Final = "lacking"
"""Searched words that an event lacks as written; the areas in which it is placed may have them."""
PLACE_NAMES: Final = ("place", "admin2", "admin3", "place_relation", "place_id", "place_reason")
"""The name of a place and how it was found; cells have neither."""
TEXTS: Final = (
    "country", "admin1", *PLACE_NAMES, "location_kind", "event_type", "sub_event_type", *ACTOR_ROLES, "tags", DATA_SET,
    _PRECISION_IN_FILE, UNUSED_COORDINATES, LACKING,
)  # fmt: skip
NUMBERS: Final = ("longitude", "latitude", "radius_km", "geo_precision")
LEFT_OUT: Final = "left_out"
KEYS: Final = (LEFT_OUT, "first", "last", *TEXTS, *NUMBERS, "stated")
"""The columns that all events of a row share. `first` and `last` are months since 1970, null for undated events.
`stated` has a bit for each figure of the dead that they state, and a bit for figures out of order. Events that a filter
left out have only actors, since the colours of actors depend on all events."""
SUMS: Final = ("events", *FATALITY_COLUMNS)


class CountTable(NamedTuple):
    """A table of `KEYS` and `SUMS`, and its resolution: a number into `mapper.cube.levels.LEVELS`."""

    table: pa.Table
    level: int = 0


def counts_of(
    events: pd.DataFrame, figures: pd.DataFrame | None = None, *, sub_types: bool = False, left_out: bool = False
) -> pa.Table:
    """Return the counts of events, one row for each row of events; `grouped` merges rows with the same keys.

    Parameters
    ----------
    events
        As in a dossier, placed or not; a row may stand for several events.
    figures
        The three figures of each row that totals may add (`mapper.claims.totals.counted_figures`); by default all
        figures.
    sub_types
        Keep sub-types apart too.
    left_out
        Whether these are events that a filter has left out.

    >>> import mapper
    >>> counted = counts_of(mapper.read("seeds").events)
    >>> sum(counted["events"].to_pylist()), counted.num_rows, grouped(counted).num_rows < 45
    (45, 45, True)
    """
    figures = events[list(FATALITY_COLUMNS)] if figures is None else figures
    blank = pd.Series("", index=events.index, dtype="str")
    texts = {name: events.get(name, blank) for name in TEXTS}
    texts["tags"] = blank.mask(is_context(events), "context")
    texts[UNUSED_COORDINATES] = blank.mask(with_unused_coordinates(events), "?")  # kept only for the reason
    if not sub_types:
        texts["sub_event_type"] = blank
    bits = [*(figures[name].notna() for name in FATALITY_COLUMNS), out_of_order(figures)]
    stated = sum(told.to_numpy(dtype=bool) * np.uint8(1 << bit) for bit, told in enumerate(bits))
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
    return pa.table(columns).select([*KEYS, *SUMS])


def joined(tables: Iterable[pa.Table]) -> pa.Table:
    """Return the rows of tables of counts in one table.

    >>> import mapper
    >>> counted = counts_of(mapper.read("seeds").events)
    >>> joined([counted, counted]).num_rows
    90
    """
    every = list(tables)
    return pa.table({name: _stacked([table[name] for table in every]) for name in every[0].column_names})


def _stacked(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    """Return the rows of columns as one array; codes of texts have the width that `coded_texts` gives them."""
    chunks = [chunk for column in columns for chunk in column.chunks]
    if not chunks:
        return columns[0].combine_chunks()
    if len({chunk.type for chunk in chunks}) > 1 or not all(_is_one_text(chunk, chunks[0]) for chunk in chunks):
        chunks = [_wide(chunk) for chunk in chunks]
    return pa.chunked_array(chunks).unify_dictionaries().combine_chunks()


def _is_one_text(chunk: pa.Array, first: pa.Array) -> bool:
    return (
        pa.types.is_dictionary(chunk.type) and len(chunk.dictionary) <= 1 and chunk.dictionary.equals(first.dictionary)
    )


def _wide(chunk: pa.Array) -> pa.Array:
    if not pa.types.is_dictionary(chunk.type):
        return chunk
    return pa.DictionaryArray.from_arrays(chunk.indices.cast(pa.int32()), chunk.dictionary)


def coded_texts(codes: np.ndarray, texts: Sequence[str]) -> pa.DictionaryArray:
    """Return `texts[codes[i]]` for each row *i*; with a single text, as in most columns, codes take one byte.

    >>> coded_texts(np.array([0, 0]), ["Gao"]).type.index_type, coded_texts(np.array([1, 0]), ["Gao", ""]).to_pylist()
    (DataType(int8), ['', 'Gao'])
    """
    width = np.int8 if len(texts) <= 1 else np.int32
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(width)), pa.array(texts, pa.large_string()))


def grouped(table: pa.Table) -> pa.Table:
    """Return one row for all rows with the same keys."""
    if not table.num_rows:
        return table
    keys = _one_key(table)
    order = np.argsort(keys)
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    rows = pa.array(order[starts])
    columns = {name: _taken(table[name], rows) for name in KEYS}
    for name in SUMS:
        columns[name] = pa.array(np.add.reduceat(table[name].to_numpy()[order], starts))
    return pa.table(columns)


def group_count(table: pa.Table) -> int:
    """Return how many rows `grouped` would return.

    >>> import mapper
    >>> counted = counts_of(mapper.read("seeds").events)
    >>> group_count(counted) == grouped(counted).num_rows
    True
    """
    keys = np.sort(_one_key(table))
    return int(np.count_nonzero(keys[1:] != keys[:-1])) + bool(len(keys))


def rows_alike(whole: pa.Table, table: pa.Table) -> np.ndarray:
    """Return for each row of a table the row with the same keys in `whole`, which is grouped; -1 if there is none.

    >>> import mapper
    >>> counted = counts_of(mapper.read("seeds").events)
    >>> found = rows_alike(grouped(counted), counted)
    >>> bool((np.bincount(found) == grouped(counted)["events"].to_numpy()).all())
    True
    """
    keys = _one_key(joined([whole, table]))
    found: np.ndarray = pd.Index(keys[: whole.num_rows]).get_indexer(keys[whole.num_rows :])
    return found


def _taken(column: pa.ChunkedArray, rows: pa.Array) -> pa.Array:
    """Return some rows of a column; a column with a single text, as most are, is not read."""
    whole = column.combine_chunks()
    if pa.types.is_dictionary(whole.type) and len(whole.dictionary) == 1:
        return coded_texts(np.zeros(len(rows), dtype=np.int8), whole.dictionary.to_pylist())
    return whole.take(rows)


def _months(days: pd.Series) -> pa.Array:
    """Return months since 1970, null for missing days."""
    months = days.to_numpy().astype("datetime64[M]")
    return pa.array(months.astype(np.int32), mask=np.isnat(months))


def _coded(column: pd.Series) -> pa.DictionaryArray:
    coded = categorical(column)
    return coded_texts(coded.codes, coded.categories.tolist())


def _one_key(table: pa.Table) -> np.ndarray:
    """Return one integer for each row, equal if and only if the keys are equal."""
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
            numbers *= different
            numbers += column.indices.to_numpy()
            size *= different
    return numbers
