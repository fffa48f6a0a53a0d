"""Spill events to disk until all are there and can be sorted, so that few at a time are in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mapper.cube.buckets import Buckets, bucket_size
from mapper.exports.attributes import in_groups
from mapper.model.coded import as_text, categorical, in_arrow
from mapper.model.schema import EVENT_COLUMNS
from mapper.render.mapdata import MOST_OWN_TEXT, order_by_day

__all__ = ["SpilledEvents"]

_GROUP: Final = 1 << 15
"""Events that are written, read and sorted at a time."""
_HARDLY_SHARED: Final = ("event_id", "title", "notes", "source_url")
_TYPES: Final = {
    "Int8": pa.int8(),
    "Int32": pa.int32(),
    "float64": pa.float64(),
    "datetime64[s]": pa.timestamp("ms"),
}
"""The types of columns on disk by their pandas types; all others are text."""

_WITH_MISSING: Final = {pa.int8(): pd.Int8Dtype(), pa.int32(): pd.Int32Dtype()}


class SpilledEvents:
    """Events that are added to a file on disk, and read back in the order of the map.

    Attributes
    ----------
    own
        The user's own columns that the map has.

    >>> import mapper, tempfile
    >>> events = mapper.read("seeds").events
    >>> with tempfile.TemporaryDirectory() as folder, SpilledEvents(Path(folder)) as spilled:
    ...     for some in (events[20:], events[:20]):
    ...         spilled.add(some)
    ...     spilled.finish()
    ...     days, parts = spilled.frame(["event_date"])["event_date"], list(spilled.parts(30))
    >>> bool(days.dropna().is_monotonic_increasing), [len(part) for part in parts]
    (True, [30, 15])
    """

    def __init__(self, folder: Path) -> None:
        self.own: list[str] = []
        self.order: np.ndarray = np.empty(0, np.int64)
        self._folder, self._file = folder, folder / "events.parquet"
        self._open = ExitStack()
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> SpilledEvents:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, events: pd.DataFrame) -> None:
        """Append events; all must have the same columns."""
        for start in range(0, max(1, len(events)), _GROUP):
            some = events.iloc[start : start + _GROUP]
            table = pa.table({str(name): _on_disk(some[name]) for name in some})
            if self._writer is None:
                repeated = [name for name in table.column_names if name not in _HARDLY_SHARED]
                writer = pq.ParquetWriter(self._file, table.schema, compression="lz4", use_dictionary=repeated)
                self._writer = self._open.enter_context(writer)
            self._writer.write_table(table)

    def finish(self) -> None:
        """Close the file and sort the events by day; no more can be added."""
        self._open.close()
        self.order = np.arange(self._opened().metadata.num_rows)
        self.order = self.order[order_by_day(self.frame(["event_date", "end_date"]))]

    def frame(self, names: Sequence[str]) -> pd.DataFrame:
        """Return columns of all events, text as categoricals except in columns with hardly any repeated texts."""
        return pd.DataFrame({name: self._column(name) for name in names}, copy=False)

    def distinct(self, name: str) -> pd.Series:
        """Return the distinct texts of a column; only some if a page has no room for all."""
        found = pa.array([], pa.large_string())
        for table in self._groups([name]):
            found = pc.unique(pa.chunked_array([found, *table[name].chunks]))
            if (pc.sum(pc.utf8_length(pc.utf8_trim_whitespace(found))).as_py() or 0) > MOST_OWN_TEXT:
                break
        return pd.Series(found.to_pandas(), dtype="str")

    def parts(self, size: int) -> Iterator[pd.DataFrame]:
        """Yield the events with the columns of the schema and the user's own, `size` at a time."""
        for table in in_groups(self._sorted(), size):
            yield pd.DataFrame({name: _in_memory(table[name], name) for name in table.column_names}, copy=False)

    def sampled_notes(self, step: int) -> pd.Series | None:
        """Return the notes of every `step`th event; None if all notes are the same."""
        ranks, start, first, differ = self._ranks(), 0, pa.scalar("", pa.large_string()), False
        kept, notes = [], []
        for table in self._groups(["notes"]):
            column, of_these = table["notes"], ranks[start : start + len(table)]
            first = column[0] if start == 0 else first
            differ = differ or not pc.all(pc.equal(column, first)).as_py()
            meant = of_these % step == 0
            kept.append(of_these[meant])
            notes.append(column.filter(pa.array(meant)))
            start += len(table)
        if not differ:
            return None
        every = pa.chunked_array([chunk for column in notes for chunk in column.chunks])
        return pd.Series(every.take(pa.array(np.argsort(np.concatenate(kept)))).to_pandas(), dtype="str")

    def _column(self, name: str) -> pd.Series:
        """Return a column of all events in the order of the map."""
        shared = name not in _HARDLY_SHARED and EVENT_COLUMNS.get(name, "str") in ("str", "category")
        with self._opened(read_dictionary=[name] if shared else []) as file:
            column = file.read([name])[name]
        if not shared:
            return _in_memory(column.combine_chunks().take(pa.array(self.order)), name)
        found = column.unify_dictionaries().to_pandas()
        return pd.Series(categorical(found).take(self.order))

    def _sorted(self) -> Iterator[pa.Table]:
        """Yield an empty table first, so that there is one even without events, then the events in order."""
        ranks, start = self._ranks(), 0
        names = [*EVENT_COLUMNS, *self.own]
        yield pa.schema(map(self._opened().schema_arrow.field, names)).empty_table()
        with Buckets(self._folder, np.arange(len(ranks)) // bucket_size(len(ranks), least=_GROUP)) as buckets:
            for table in self._groups(names):
                buckets.add(ranks[start : start + len(table)], table)
                start += len(table)
        yield from buckets.sorted()

    def _ranks(self) -> np.ndarray:
        ranks: np.ndarray = np.empty(len(self.order), dtype=np.int64)
        ranks[self.order] = np.arange(len(self.order))
        return ranks

    def _groups(self, names: Sequence[str]) -> Iterator[pa.Table]:
        with self._opened() as file:
            for number in range(file.num_row_groups):
                if file.metadata.row_group(number).num_rows:  # it is empty if the filter left nothing of the first file
                    yield file.read_row_group(number, [*names])

    def _opened(self, **options: object) -> pq.ParquetFile:
        return pq.ParquetFile(self._file, **options)


def _on_disk(column: pd.Series) -> pa.Array:
    kind = _TYPES.get(EVENT_COLUMNS.get(str(column.name), "str"))
    if kind is None:
        return in_arrow(as_text(column).fillna(""))
    return pa.array(column, kind, from_pandas=True)


def _in_memory(column: pa.ChunkedArray | pa.Array, name: str) -> pd.Series:
    kind = EVENT_COLUMNS.get(name, "str")
    found: pd.Series = column.to_pandas(types_mapper=_WITH_MISSING.get)
    return found.astype(kind) if kind in _TYPES else found  # type: ignore[call-overload]
