"""The columns of a clean table, each checked as a whole; whatever is in doubt makes the table unclean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.arrow import constant, dictionary, from_numpy
from mapper.model.coded import coded
from mapper.model.numbered import numbered

__all__ = ["Columns", "UncleanError"]

_LARGEST_COUNT = 2**31 - 1
_YEARS = (np.datetime64("1900-01-01"), np.datetime64("2100-12-31"))
"""Other years may be right too, but a mistyped one is likelier: the careful readers decide."""
_DAY_LETTERS = 10


class UncleanError(Exception):
    """Something in the table is for the careful readers to judge."""


class Columns:
    """Typed columns of a table; each method raises `UncleanError` where the careful readers might have to speak.

    >>> columns = Columns(pa.table({"event_id": ["a", "b"], "fatalities": [3, None]}))
    >>> columns.counts("fatalities").tolist()
    [3, -1]
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._rows = table.num_rows

    def ids(self) -> pa.Array:
        """Return the ids: no two alike, none blank."""
        ids = self._column("event_id")
        if pa.types.is_integer(ids.type):
            ids = pc.cast(ids, pa.string())
        _require(ids.null_count == 0 and _is_text(ids.type) and not pa.types.is_dictionary(ids.type))
        if not _counted_up(ids):
            _require(pc.count_distinct(ids).as_py() == self._rows)
            _require(not pc.any(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(ids)), 0)).as_py())
        return ids

    def text(self, name: str) -> pa.Array:
        """Return a column of text as it was written; of one that is not there, nothing in any row."""
        if name not in self._table.column_names:
            return constant("", self._rows)
        column = self._column(name)
        _require(_is_text(column.type))
        if pa.types.is_dictionary(column.type):
            _require(column.dictionary.null_count == 0)
        return column.fill_null("") if column.null_count else column

    def recoded(self, name: str, new: Callable[[str], str | None]) -> pa.Array:
        """Return a column of text with `new` of each word, the words in the order in which they first come.

        What gives None is unclean.
        """
        cells = coded(self.text(name))
        used = cells.used().tolist()
        words = [new(text) if used[i] else "" for i, text in enumerate(cells.texts)]
        _require(None not in words)
        first_come = pc.unique(from_numpy(cells.codes)).to_pylist()
        distinct = list(dict.fromkeys(str(words[code]) for code in [*first_come, *range(len(words))])) or [""]
        number = {word: i for i, word in enumerate(distinct)}
        codes = cells.mapped(np.array([number[str(word)] for word in words] or [0], dtype=np.int32))
        return dictionary(codes, distinct)

    def nothing(self, *names: str) -> None:
        """Require that columns, if they are there at all, hold nothing."""
        for name in names:
            if name in self._table.column_names:
                column = self._column(name)
                empty = column.null_count == self._rows
                _require(empty or (_is_text(column.type) and not any(coded(self.text(name)).texts)))

    def days(self, name: str) -> np.ndarray:
        """Return days, all of them there, as datetime64[D]."""
        _require(name in self._table.column_names)
        column = self._column(name)
        if not pa.types.is_date32(column.type):
            _require(_is_text(column.type) and column.null_count == 0)
            _require(bool(pc.all(pc.equal(pc.binary_length(column), _DAY_LETTERS)).as_py()))
            column = pc.cast(column, pa.date32())
        _require(column.null_count == 0)
        # Arrow's own way from dates to NumPy imports pandas first.
        days: np.ndarray = column.view(pa.int32()).to_numpy().astype("datetime64[D]")
        if len(days):
            _require(days.min() >= _YEARS[0] and days.max() <= _YEARS[1])
        return days

    def degrees(self, name: str, bound: float) -> np.ndarray:
        """Return coordinates, all of them there and on the globe, as float64."""
        _require(name in self._table.column_names)
        column = self._column(name)
        if _is_text(column.type) and not pa.types.is_dictionary(column.type):
            column = pc.cast(column, pa.float64())
        _require(column.null_count == 0 and pa.types.is_float64(column.type))
        degrees: np.ndarray = column.to_numpy()
        _require(bool((np.abs(degrees) <= bound).all()))
        return degrees

    def counts(self, name: str, *, top: int = _LARGEST_COUNT) -> np.ndarray:
        """Return whole numbers from 0 as int64, -1 where there is none."""
        if name not in self._table.column_names:
            return np.full(self._rows, -1, dtype=np.int64)
        column = self._column(name)
        if _is_text(column.type) and not pa.types.is_dictionary(column.type):
            column = pc.if_else(pc.equal(column, ""), None, column)
            _require(pc.all(pc.ascii_is_decimal(column)).as_py() is not False)  # Arrow would read 0x10 too
            column = pc.cast(column, pa.int64())
        _require(pa.types.is_integer(column.type) or pa.types.is_null(column.type))
        bounds = pc.min_max(column).as_py()
        _require(bounds["min"] is None or (bounds["min"] >= 0 and bounds["max"] <= top))
        counts: np.ndarray = pc.fill_null(pc.cast(column, pa.int64()), -1).to_numpy(zero_copy_only=False)
        return counts

    def _column(self, name: str) -> pa.Array:
        column = self._table[name]
        return column.chunk(0) if column.num_chunks == 1 else pa.chunked_array(column).combine_chunks()


def _require(clean: bool) -> None:  # noqa: FBT001 - as in `assert`
    if not clean:
        raise UncleanError


def _is_text(kind: pa.DataType) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(value) or pa.types.is_large_string(value))


def _counted_up(ids: pa.Array) -> bool:
    """True for ids that are one prefix and a rising number: none is blank or repeated."""
    one = numbered(ids)
    return one is not None and bool((one.numbers[1:] > one.numbers[:-1]).all())
