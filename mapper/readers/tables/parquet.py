"""Read a Parquet table as an event table, with the geometries of GeoParquet."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gazetteer.tables.bytes import MOST_RATIO, UNSUSPICIOUS
from mapper.errors import FormatError, SourceError
from mapper.readers.tables.frame import read_arrow
from mapper.readers.tables.shapes import with_places
from mapper.readers.tables.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq

__all__ = ["looks_like_parquet", "read_parquet"]

_CELLS_A_BYTE: Final = 8


def looks_like_parquet(raw: bytes) -> bool:
    """Tell whether the bytes carry Parquet's magic number.

    >>> looks_like_parquet(b"PAR1...."), looks_like_parquet(b"event_id")
    (True, False)
    """
    return raw[:4] == b"PAR1"


def read_parquet(raw: bytes, name: str) -> Table:
    """Return the table as text, ready for the checks that every source goes through; `lines()` counts rows from 1.

    Raises SourceError where the file is damaged, or holds text that is not UTF-8; FormatError where two columns share a
    name.

    >>> read_parquet(b"PAR1 cut short", "a.parquet")
    Traceback (most recent call last):
    ...
    mapper.errors.SourceError: a.parquet: a damaged Parquet file; write or download it again
    """
    import pyarrow.parquet as pq  # which other tables need not wait for

    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        _check_names(file.schema_arrow.names, name)
        _check_size(file, raw, name)
        table = pq.read_table(pa.BufferReader(raw))
    except (FormatError, SourceError):
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError):  # the last of a column's name
        raise SourceError(f"{name}: a damaged Parquet file; write or download it again") from None
    _check_text(name, table)
    geometry, crs = _geometry(table)
    if not geometry:
        return read_arrow(table, name)
    shapes = shapely.from_wkb(np.array(table[geometry].to_pylist(), dtype=object), on_invalid="ignore")
    return with_places(read_arrow(table.drop_columns([geometry]), name), shapes, crs)


def _check_names(names: list[str], name: str) -> None:
    twice = next((one for one, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise FormatError(f"{name}: two columns are called {twice!r}", "rename one of them")


def _check_size(file: pq.ParquetFile, raw: bytes, name: str) -> None:
    """Refuse a file that expands to gigabytes of text, such as one long text in millions of rows."""
    if file.metadata.num_rows * file.metadata.num_columns <= _CELLS_A_BYTE * len(raw):
        return
    import pyarrow.parquet as pq

    texts = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
    # With one thread: a second one may still be running when the program exits with the error, which aborts it.
    coded = pq.ParquetFile(pa.BufferReader(raw), read_dictionary=texts).read(columns=texts, use_threads=False)
    size = 0
    for column in coded.columns:
        for chunk in column.chunks:
            if pa.types.is_dictionary(chunk.type):
                lengths = pc.cast(pc.binary_length(chunk.dictionary), pa.int64())
                size += pc.sum(lengths.take(chunk.indices)).as_py() or 0
    if size > max(UNSUSPICIOUS, MOST_RATIO * len(raw)):
        remedy = "if that is right, write it anew without the long texts"
        raise SourceError(f"{name}: unpacks to {size / 1024**3:,.1f} GB; {remedy}")


def _geometry(table: pa.Table) -> tuple[str, Any]:
    """Return the column of geometries of a GeoParquet file and their coordinate system; `""` where there is none.

    Without a stated one, coordinates are longitude and latitude (GeoParquet 1.1, "crs").
    """
    try:
        said = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
        geometry = str(said["primary_column"])
        column = said["columns"][geometry]
        if str(column["encoding"]).upper() == "WKB" and geometry in table.column_names:
            return geometry, column.get("crs")
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return "", None


def _check_text(name: str, table: pa.Table) -> None:
    for field in table.schema:
        try:
            table[field.name].validate(full=True)
        except pa.ArrowInvalid:
            raise SourceError(
                f"{name}: the column {field.name!r} holds text that is not UTF-8; write or download the file again"
            ) from None
