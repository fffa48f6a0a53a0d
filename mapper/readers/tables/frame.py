"""Read a table that is in memory: a DataFrame, a GeoDataFrame, an Arrow table."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer.errors import TableError
from gazetteer.tables.table import check_width, shares_texts, text_frame
from mapper.errors import FormatError
from mapper.readers.tables.nested import text_of
from mapper.readers.tables.shapes import with_places
from mapper.readers.tables.table import Table

__all__ = ["read_arrow", "read_frame"]


def read_frame(frame: pd.DataFrame, name: str = "DataFrame") -> Table:
    """Return a frame as text, ready for the checks that every source goes through; `lines()` counts rows from 1.

    Cells are written as pandas writes them into a CSV file; lists and dictionaries are read like JSON (`flat_cells`). A
    named index becomes a column, unless there is one of that name. The geometries of a GeoDataFrame become places, as
    in a file.

    Raises FormatError where two columns have one name, or the coordinate system is not known.

    >>> days = pd.Series(pd.to_datetime(["2025-06-13", None]), index=pd.Index([1, 2], name="event_id"))
    >>> read_frame(days.to_frame("event_date")).frame.to_dict("list")
    {'event_id': ['1', '2'], 'event_date': ['2025-06-13', '']}
    """
    frame = _with_named_index(frame)
    # A frame may have a column called geometry without being a GeoDataFrame.
    if not (hasattr(frame, "geometry") and hasattr(frame, "to_crs")):
        return _read_plain(frame, name)
    plain = _read_plain(pd.DataFrame(frame.drop(columns=frame.geometry.name)), name)
    return with_places(plain, frame.geometry.to_numpy(), frame.crs)


def _with_named_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the named levels of its index as columns, unless it has a column of that name."""
    taken = set(map(str, frame.columns))
    levels = []
    for number, level in enumerate(frame.index.names):
        if level is not None and str(level) not in taken:
            taken.add(str(level))
            levels.append(number)
    return frame.reset_index(level=levels) if levels else frame


def _read_plain(frame: pd.DataFrame, name: str) -> Table:
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise FormatError(f"{name}: two columns are called {str(twice[0])!r}", "rename one of them")
    if not len(frame.columns):
        return _without_columns(name, len(frame))
    return read_arrow(pa.table({str(column): _arrow(frame[column]) for column in frame}), name)


def read_arrow(table: pa.Table, name: str) -> Table:
    """Return an Arrow table as text, without geometries and their bounding boxes; missing values become empty text."""
    try:
        check_width(name, len(table.column_names))
    except TableError as error:
        raise FormatError(str(error)) from None
    fields = [field for field in table.schema if _is_read(field)]
    if not fields:
        return _without_columns(name, table.num_rows)
    frame = text_frame({field.name: _as_text(table[field.name]) for field in fields})
    return Table(name, frame, partial(np.arange, 1, len(frame) + 1))


def _without_columns(name: str, count: int) -> Table:
    """Return rows without columns, as for a shapefile without its table, which has only shapes."""
    return Table(name, pd.DataFrame(index=pd.RangeIndex(count)), partial(np.arange, 1, count + 1))


def _arrow(column: pd.Series) -> pa.Array | pa.ChunkedArray:
    """Return a column as text, or as it is if it is an Arrow type that pandas cannot write."""
    if isinstance(column.dtype, pd.ArrowDtype) and column.dtype.kind in "MO":
        return pa.array(column)
    return pa.array(_texts(column), pa.large_string())


def _texts(column: pd.Series) -> pd.Series:
    """Return the texts of a column as pandas would write them into a file: timestamps with their time and zone."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.astype("str")  # days alone where none has a time of day
    elif pd.api.types.is_float_dtype(column.dtype):
        whole = (column.dropna() % 1 == 0).all()  # integers that a missing value made floats
        column = column.astype("Int64" if whole else "str")
    return column.astype("object").where(column.notna(), "").map(text_of).astype("str")


def _is_read(field: pa.Field) -> bool:
    """Tell whether a column is read: not a bounding box, nor a geometry unless it is text."""
    kind = field.type.storage_type if isinstance(field.type, pa.BaseExtensionType) else field.type
    if pa.types.is_struct(kind) and {member.name for member in kind} >= _BOX:
        return False
    return _is_text(kind) or field.name != "geometry"


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


_BOX: Final = frozenset({"xmin", "ymin", "xmax", "ymax"})
_BYTES: Final = (
    pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view,
)  # fmt: skip


def _known(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column in a type that Arrow can count and write as text; bytes that are not text become empty."""
    kind = column.type
    stored = kind.value_type if pa.types.is_dictionary(kind) else kind
    if any(is_kind(stored) for is_kind in _BYTES):
        return pa.chunked_array([pa.array([""] * len(column), pa.large_string())])
    if pa.types.is_nested(kind):
        return pa.chunked_array([pa.array(map(text_of, column.to_pylist()), pa.large_string())])
    if pa.types.is_time(kind):
        times = (
            column if kind == pa.time64("ns") else column.cast(pa.time64("us"))
        )  # pandas has no nanoseconds of a day
        return pc.replace_substring_regex(pc.cast(times, pa.large_string()), r"\.0+$", "")
    if isinstance(kind, pa.BaseExtensionType) or pa.types.is_interval(kind):
        texts = ["" if pd.isna(value) else str(value) for value in column.to_pandas()]  # ids, months of pandas, …
        return pa.chunked_array([pa.array(texts, pa.large_string())])
    if pa.types.is_decimal32(kind) or pa.types.is_decimal64(kind):
        return column.cast(pa.decimal128(kind.precision, kind.scale))
    return column


def _written(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return the texts of values, timestamps and booleans as pandas writes them; missing values are empty."""
    if pa.types.is_timestamp(values.type):
        return pa.array(_texts(_moments(values)), pa.large_string())
    texts = pc.fill_null(pc.cast(values, pa.large_string()), "")
    return pc.utf8_capitalize(texts) if pa.types.is_boolean(values.type) else texts


def _moments(values: pa.Array | pa.ChunkedArray) -> pd.Series:
    """Return timestamps in their time zone, or in UTC if the zone is unknown; they are the same instants."""
    try:
        moments: pd.Series = values.to_pandas()
    except (KeyError, OSError, ValueError):  # as zoneinfo has it
        moments = values.cast(pa.timestamp(values.type.unit, "UTC")).to_pandas()
    return moments


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text, or as a dictionary of texts if its rows share values, so that each is written once."""
    column = _known(column)
    if not len(column) or not shares_texts(column):
        return _written(column)
    coded = column.dictionary_encode().combine_chunks()
    texts = _written(coded.dictionary)
    codes = coded.indices
    if codes.null_count:
        codes = codes.fill_null(len(texts))
        texts = pa.concat_arrays([texts, pa.array([""], pa.large_string())])
    distinct = texts.dictionary_encode()  # a missing value and empty text are written alike
    return pa.chunked_array([pa.DictionaryArray.from_arrays(distinct.indices.take(codes), distinct.dictionary)])
