"""Read a table that is in memory: a DataFrame, a GeoDataFrame, an Arrow table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer.errors import TableError
from gazetteer.tables.table import check_width, shares_texts, text_frame
from mapper.errors import FormatError
from mapper.readers.tables.table import Table

if TYPE_CHECKING:
    import geopandas

__all__ = ["read_arrow", "read_frame"]


def read_frame(frame: pd.DataFrame, name: str = "DataFrame") -> Table:
    """Return a frame as text, ready for the checks that every source goes through; `lines()` counts rows from 1.

    Of a GeoDataFrame the points become the columns `longitude` and `latitude`, in degrees (WGS 84).

    Raises FormatError where two columns have one name, or shapes are no points.

    >>> table = read_frame(pd.DataFrame({"event_id": [1, 2], "event_date": pd.to_datetime(["2025-06-13", None])}))
    >>> table.frame.values.tolist()
    [['1', '2025-06-13'], ['2', '']]
    """
    # A frame may have a column called geometry without being a GeoDataFrame.
    spatial = hasattr(frame, "geometry") and hasattr(frame, "to_crs")
    columns = _with_coordinates(frame, name) if spatial else frame
    twice = columns.columns[columns.columns.duplicated()]
    if len(twice):
        raise FormatError(f"{name}: two columns are called {str(twice[0])!r}", "rename one of them")
    texts = {str(column): _texts(columns[column]) for column in columns}
    if not texts:
        return _without_columns(name, len(frame))
    return read_arrow(pa.table({column: pa.array(values, pa.large_string()) for column, values in texts.items()}), name)


def read_arrow(table: pa.Table, name: str) -> Table:
    """Return an Arrow table as text, without lists, structures and the geometry; what is missing is empty text."""
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
    """Return rows that hold nothing, as those of a shapefile that lost its table: of each the shape is left."""
    return Table(name, pd.DataFrame(index=pd.RangeIndex(count)), partial(np.arange, 1, count + 1))


def _texts(column: pd.Series) -> pd.Series:
    """Return the texts of a column as a file would have them, days without the time of day."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_float_dtype(column.dtype) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")  # whole numbers, which a missing one made floats
    return column.astype("object").where(column.notna(), "").map(str).astype("str")


def _is_read(field: pa.Field) -> bool:
    """Tell whether a column is read: not lists and structures, nor a geometry, unless it is text."""
    kind = field.type.storage_type if isinstance(field.type, pa.BaseExtensionType) else field.type
    return not pa.types.is_nested(kind) and (field.name != "geometry" or _is_text(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _with_coordinates(frame: geopandas.GeoDataFrame, name: str) -> pd.DataFrame:
    """Return the columns with longitude and latitude in place of the points."""
    shapes = frame.geometry if frame.crs is None else frame.geometry.to_crs(4326)
    if not (shapes.isna() | shapes.is_empty | (shapes.geom_type == "Point")).all():
        raise FormatError(f"{name}: shapes that are no points", "give points, such as `representative_point()`")
    columns = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return columns.assign(longitude=shapes.x, latitude=shapes.y)


_BYTES: Final = (
    pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view,
)  # fmt: skip


def _known(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of a type that Arrow counts and writes as text; bytes that are no text are empty."""
    kind = column.type
    stored = kind.value_type if pa.types.is_dictionary(kind) else kind
    if any(is_kind(stored) for is_kind in _BYTES):
        return pa.chunked_array([pa.array([""] * len(column), pa.large_string())])
    if isinstance(kind, pa.BaseExtensionType) or pa.types.is_interval(kind):  # ids, months of pandas, and so on
        texts = ["" if pd.isna(value) else str(value) for value in column.to_pandas()]
        return pa.chunked_array([pa.array(texts, pa.large_string())])
    if pa.types.is_decimal32(kind) or pa.types.is_decimal64(kind):
        return column.cast(pa.decimal128(kind.precision, kind.scale))
    if pa.types.is_timestamp(kind) and kind.tz not in (None, "UTC"):
        return _in_known_zone(column)
    return column


def _in_known_zone(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return moments in their zone, or where nobody knows that in UTC; they are the same moments."""
    try:
        pc.cast(column[:1], pa.large_string())
    except pa.ArrowInvalid:
        return column.cast(pa.timestamp(column.type.unit, "UTC"))
    return column


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text, or where its rows share their values as a dictionary of texts: each is written once."""
    column = _known(column)
    if not len(column) or not shares_texts(column):
        return pc.fill_null(pc.cast(column, pa.large_string()), "")
    coded = column.dictionary_encode().combine_chunks()
    texts = pc.fill_null(pc.cast(coded.dictionary, pa.large_string()), "")
    codes = coded.indices
    if codes.null_count:
        codes = codes.fill_null(len(texts))
        texts = pa.concat_arrays([texts, pa.array([""], pa.large_string())])
    distinct = texts.dictionary_encode()  # a missing value and empty text are written alike
    return pa.chunked_array([pa.DictionaryArray.from_arrays(distinct.indices.take(codes), distinct.dictionary)])
