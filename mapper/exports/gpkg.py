"""GeoPackage: one layer `events` with real dates, and the QGIS style and metadata beside the file.

With a style inside the file (`layer_styles`) or a second layer, QGIS would ask which layers to add; a single layer
opens at once. GDAL's validator and all recent versions of QGIS read version 1.2.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyogrio
import shapely

from mapper.errors import OutputError
from mapper.exports.attributes import attribute_table, copied, in_groups, points, with_coordinates
from mapper.exports.qgis import sidecars
from mapper.exports.qgis.qmd import title
from mapper.exports.text import NUL, valid_xml, warn_replaced
from mapper.progress import Advance, step
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = [
    "ROWS_AT_A_TIME",
    "Rows",
    "add_layer",
    "cut_short",
    "describe_layer",
    "events_layer",
    "layer_beside",
    "opened",
    "point_column",
    "write_pieces",
    "written_by_gdal",
]

_VERSION: Final = "1.2"
ROWS_AT_A_TIME: Final = 10_000
_WRITING: Final = threading.RLock()
_SETTINGS: Final = {
    "OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z",
    "OGR_GPKG_MAX_RAM_USAGE_RTREE": str(128 * 1024**2),
}
"""A GeoPackage states when it was last changed, but the same input has to give the same bytes. A spatial index with
more bytes than this is added to the file row by row; GDAL's own limit depends on the machine."""


def write_pieces(
    pieces: Iterable[Dossier], target: Path, *, language: str = "en", total: int | None = None
) -> list[Path]:
    """Write the style, the metadata and the GeoPackage; return them in the order in which they are to be published.

    SQLite's texts end at U+0000 for GDAL and QGIS, so it becomes U+FFFD; a warning counts the values.
    """
    seen = sidecars.Seen()
    warn_replaced(events_layer(seen.passing(pieces), target, language, total=total).replaced, ".gpkg")
    describe_layer(target, seen.in_short, language)
    return [*sidecars.write_files(seen.in_short, target, language=language), target]


class Rows(NamedTuple):
    """The points of the layer `events`, in the order of its rows: longitude and latitude, NaN for a row without one.

    `replaced` is the number of values in which characters were replaced. Rows are numbered from 1.
    """

    longitude: np.ndarray
    latitude: np.ndarray
    replaced: int

    @property
    def with_point(self) -> np.ndarray:
        """Whether each row has a point."""
        known: np.ndarray = ~np.isnan(self.longitude)
        return known


def layer_beside(
    pieces: Iterable[Dossier], target: Path, language: str, *, total: int | None
) -> tuple[Path, Rows, Dossier]:
    """Write the events into a GeoPackage beside the target, from which GDAL writes another format.

    Return its path, its rows, and a dossier of a few events, from which style and metadata are made. A warning counts
    the values in which a character was replaced.
    """
    seen, package = sidecars.Seen(), target.with_name(f"{target.stem}_rows.gpkg")
    rows = events_layer(seen.passing(pieces), package, language, total=total)
    warn_replaced(rows.replaced, target.suffix)
    return package, rows, seen.in_short


def events_layer(pieces: Iterable[Dossier], target: Path, language: str, *, total: int | None = None) -> Rows:
    """Write the layer `events` into a new file; return its points."""
    layer = _Layer(language)
    groups = in_groups(map(layer.table, pieces), ROWS_AT_A_TIME)
    first = copied(next(groups))
    geometry = first.column_names[-1]
    spatial = {"geometry_name": geometry, "geometry_type": "Point", "crs": "EPSG:4326", "GEOMETRY_NAME": geometry}
    about = {"layer_metadata": {"generator": GENERATOR}}
    add_layer(chain([first], groups), target, "events", total=total, **spatial, **about)
    rows = layer.rows()
    _check_index(target, f"rtree_events_{geometry}", int(rows.with_point.sum()))
    return rows


def describe_layer(target: Path, dossier: Dossier, language: str) -> None:
    """Write the title into the layer of the events: it is known only when all events are written."""
    words = valid_xml(title(dossier, language))
    with opened(target) as database:
        database.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = 'events'", [words])


@contextlib.contextmanager
def opened(package: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage as an SQLite database; raise OutputError if it cannot be written or is incomplete."""
    try:
        with contextlib.closing(sqlite3.connect(package)) as database, database:
            yield database
    except sqlite3.Error as error:
        raise cut_short(package, str(error)) from error


class _Layer:
    """Collects the points of the layer `events` while its rows are written."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._points = list[tuple[np.ndarray, np.ndarray]]()
        self._replaced = 0

    def table(self, piece: Dossier) -> pa.Table:
        """Return the rows of a dossier's events, with their points in the last column."""
        table, replaced = attribute_table(piece, forbidden=NUL, language=self._language)
        table = with_coordinates(table, piece)
        names = {name.casefold() for name in table.column_names}
        geometry = next(name for name in ("geometry", "geom", "event_geometry", "event_geom") if name not in names)
        self._points.append(points(piece))
        self._replaced += replaced
        return table.append_column(geometry, point_column(*self._points[-1]))

    def rows(self) -> Rows:
        """Return the points of all rows so far."""
        longitude, latitude = map(np.concatenate, zip(*self._points, strict=True))
        return Rows(longitude, latitude, self._replaced)


def add_layer(groups: Iterator[pa.Table], target: Path, name: str, *, total: int | None = None, **options: Any) -> None:
    """Add a layer with the rows of `in_groups` to a GeoPackage, which is created if necessary.

    Raises OutputError if GDAL cannot write it, and any error raised by `groups`.
    """
    first = next(groups)
    names = {column.casefold() for column in first.column_names}
    row_number = next(f"fid{suffix}" for suffix in ("", "_", *range(len(names))) if f"fid{suffix}" not in names)
    raised = list[Exception]()
    try:
        with step(f"Rows of {name}, then their index", total=total) as advance, written_by_gdal(target):
            batches = _batches(chain([first], groups), advance, raised)
            rows = pa.RecordBatchReader.from_batches(first.schema, batches)
            pyogrio.write_arrow(rows, target, layer=name, driver="GPKG", VERSION=_VERSION, FID=row_number, **options)
    except OutputError as error:
        raise (raised[0] if raised else error) from error


@contextlib.contextmanager
def written_by_gdal(target: Path) -> Iterator[None]:
    """Let GDAL write in the body with settings that make its files reproducible; its errors become OutputError.

    The settings hold for the whole process, so one thread writes at a time: otherwise the first to finish would reset
    the clock while another still writes.
    """
    with _WRITING:
        before = {name: pyogrio.get_gdal_config_option(name) for name in _SETTINGS}
        pyogrio.set_gdal_config_options(_SETTINGS)
        try:
            yield
        except RuntimeError as error:  # the base class of pyogrio's errors
            raise cut_short(target, str(error).rstrip(".")) from error
        finally:
            pyogrio.set_gdal_config_options(before)


def _batches(groups: Iterable[pa.Table], advance: Advance, raised: list[Exception]) -> Iterator[pa.RecordBatch]:
    """Yield rows group by group as GDAL asks for them, and report progress.

    GDAL does not pass on an exception raised here, so it is appended to `raised`.
    """
    try:
        for group in groups:
            yield from group.to_batches()
            advance(group.num_rows)
    except Exception as error:
        raised.append(error)
        raise


def _check_index(target: Path, name: str, points_written: int) -> None:
    """Check the spatial index: it is written last, and GDAL reports no error if the disk is full by then."""
    with opened(target) as database:
        (indexed,) = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - a name of ours
    if indexed != points_written:
        raise cut_short(target, f"{indexed} of {points_written} points are in the spatial index")


def cut_short(target: Path, reason: str) -> OutputError:
    """Return the error for a file that GDAL did not write completely."""
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
