"""GeoPackage: one layer `events` with real dates, and the QGIS style and metadata beside the file.

A style inside the file (`layer_styles`) or a second layer would make QGIS ask which of them to add; one layer opens at
once. Version 1.2 is what GDAL's validator and QGIS of the last years all read.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyogrio
import shapely

from mapper.errors import OutputError
from mapper.exports import sidecars
from mapper.exports.attributes import attribute_table, plain, points, with_coordinates
from mapper.exports.qmd import title
from mapper.exports.text import NUL, valid_xml, warn_replaced
from mapper.progress import Advance, step

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["add_layer", "events_layer", "point_column", "write_files"]

_VERSION: Final = "1.2"
_ROWS_AT_A_TIME: Final = 10_000
_LAST_CHANGE: Final = "2000-01-01T00:00:00.000Z"
"""A GeoPackage has to say when it was last changed; the same input has to give the same bytes, whatever the clock."""


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write the style, the metadata and the GeoPackage, in the order in which they are to appear.

    SQLite's texts end at U+0000 for GDAL and QGIS, so it becomes U+FFFD; a warning counts the values.
    """
    beside = sidecars.write_files(dossier, target, language=language)
    warn_replaced(events_layer(dossier, target, language), ".gpkg")
    return [*beside, target]


def events_layer(dossier: Dossier, target: Path, language: str = "en") -> int:
    """Write the layer `events` into a new file; return how many values were changed for the format's sake."""
    table, replaced = attribute_table(dossier, forbidden=NUL, language=language)
    located = points(dossier)
    table = with_coordinates(table, dossier, *located)
    names = {name.casefold() for name in table.column_names}
    geometry = next(name for name in ("geometry", "geom", "event_geometry", "event_geom") if name not in names)
    shapes = point_column(*located)
    spatial = {"geometry_name": geometry, "geometry_type": "Point", "crs": "EPSG:4326", "GEOMETRY_NAME": geometry}
    table = plain(table).append_column(geometry, shapes)
    add_layer(table, target, "events", DESCRIPTION=valid_xml(title(dossier, language)), **spatial)
    _check_index(target, f"rtree_events_{geometry}", len(shapes) - shapes.null_count)
    return replaced


def add_layer(table: pa.Table, target: Path, name: str, **options: Any) -> None:
    """Write the table as one more layer of a GeoPackage, which is made if need be.

    Raises OutputError where GDAL cannot write it.
    """
    names = {column.casefold() for column in table.column_names}
    row_number = next(f"fid{suffix}" for suffix in ("", "_", *range(len(names))) if f"fid{suffix}" not in names)
    try:
        with _fixed_clock(), step(f"Rows of {name}, then their index", total=table.num_rows) as advance:
            rows = pa.RecordBatchReader.from_batches(table.schema, _counted(table, advance))
            pyogrio.write_arrow(rows, target, layer=name, driver="GPKG", VERSION=_VERSION, FID=row_number, **options)
    except RuntimeError as error:  # the root of pyogrio's errors
        raise _cut_short(target, str(error).rstrip(".")) from error


def _counted(table: pa.Table, advance: Advance) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table piece by piece, as GDAL asks for them, and tell how many it has taken."""
    for batch in table.to_batches(max_chunksize=_ROWS_AT_A_TIME):
        yield batch
        advance(batch.num_rows)


def _check_index(target: Path, name: str, points_written: int) -> None:
    """The spatial index comes last, and GDAL says nothing when the disk is full by then."""
    with contextlib.closing(sqlite3.connect(target)) as database:
        try:
            (indexed,) = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - a name of ours
        except sqlite3.Error as error:
            raise _cut_short(target, str(error)) from error
    if indexed != points_written:
        raise _cut_short(target, f"{indexed} of {points_written} points are in the spatial index")


def _cut_short(target: Path, reason: str) -> OutputError:
    return OutputError(
        f"cannot write {target.name!r}, most likely for want of space ({reason}); an older file was left as it was"
    )


def point_column(longitude: np.ndarray, latitude: np.ndarray) -> pa.ChunkedArray:
    """Return points as well-known binary (OGC 06-103r4 §8.2), null where a coordinate is missing.

    >>> point_column(np.array([1.0, np.nan]), np.array([2.0, np.nan])).null_count
    1
    """
    known = ~(np.isnan(longitude) | np.isnan(latitude))
    binary = np.full(len(known), None, dtype=object)
    binary[known] = shapely.to_wkb(shapely.points(longitude[known], latitude[known]), byte_order=1)
    return pa.chunked_array([pa.array(binary, pa.binary())])


@contextlib.contextmanager
def _fixed_clock() -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _LAST_CHANGE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
