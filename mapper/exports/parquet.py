"""GeoParquet 1.1: the table of events with points as well-known binary, for DuckDB, geopandas, Arrow and others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from mapper.exports.attributes import attribute_table, copied, in_groups, points, with_coordinates
from mapper.exports.gpkg import point_column
from mapper.exports.text import credit_lines
from mapper.progress import step
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["geo_table", "write_pieces", "write_table"]

_OWN: Final = ("geometry", "bbox")
_ENDS: Final = ("xmin", "ymin", "xmax", "ymax")
_GROUP: Final = 50_000
"""Rows of a row group, and so the number held in memory if events come piece by piece."""


def write_pieces(
    pieces: Iterable[Dossier], target: Path, *, language: str = "en", total: int | None = None
) -> list[Path]:
    """Write one GeoParquet file. Its texts may hold any character, so none is replaced."""
    credits = dict[str, None]()

    def tables() -> Iterator[pa.Table]:
        for piece in pieces:
            credits.update(dict.fromkeys(credit_lines(piece, language)))
            yield geo_table(piece, language)
            del piece  # before the next is read

    write_table(tables(), target, credits, total=total)
    return [target]


def geo_table(dossier: Dossier, language: str = "en") -> pa.Table:
    """Return the events with points as well-known binary.

    Longitude and latitude are columns too, for programs without geometry. They are also set for events located only by
    country, which have no point. A file's own column `geometry` or `bbox` gets a number.

    >>> import mapper
    >>> geo_table(mapper.read("seeds")).column_names[-3:]
    ['longitude', 'latitude', 'geometry']
    """
    table, _ = attribute_table(dossier, forbidden=None, language=language)
    names = [f"{name}_2" if name in _OWN else name for name in table.column_names]
    table = table.rename_columns(names)
    table = with_coordinates(table, dossier)
    return table.append_column("geometry", point_column(*points(dossier)))


def write_table(
    tables: Iterable[pa.Table],
    target: Path,
    attributions: Iterable[str],
    *,
    boxes: bool = False,
    total: int | None = None,
    compression: str = "zstd",
    row_group_size: int = _GROUP,
    **options: Any,
) -> None:
    """Write tables of `geo_table`, or rows of them, as one file with the bounding box of all points in its metadata.

    With `boxes`, each row has its own bounding box too (GeoParquet's "covering"), with which programs read only the
    part of a file within a window. How the rows are split into tables does not change the file. `total` is the number
    of rows, if known; `options` go to `pyarrow.parquet.ParquetWriter`.
    """
    # If an Arrow schema is stored too, Arrow and geopandas look for the metadata there, but it is written first.
    options |= {"compression": compression, "store_schema": False}
    groups = map(partial(_with_boxes, boxes=boxes), in_groups(tables, row_group_size))
    first, corners = copied(next(groups)), list[np.ndarray]()
    with step("Rows", total=total) as advance, pq.ParquetWriter(target, first.schema, **options) as writer:
        for group in chain([first], groups):
            corners += _corners(group["geometry"])
            writer.write_table(group, row_group_size)
            advance(len(group))
        metadata = {"generator": GENERATOR, "geo": json.dumps(_geo_metadata(corners, boxes=boxes))}
        if credits := [*attributions]:  # known only after the last row
            metadata["attribution"] = json.dumps(credits, ensure_ascii=False)
        writer.add_key_value_metadata(metadata)


def _with_boxes(table: pa.Table, *, boxes: bool) -> pa.Table:
    if not boxes:
        return table
    known = table["geometry"].is_valid().to_numpy()
    degrees = _degrees(table["geometry"])
    x, y = (_at(known, degrees[:, axis]) for axis in (0, 1))
    return table.append_column("bbox", pa.StructArray.from_arrays([x, y, x, y], names=list(_ENDS)))


def _degrees(geometry: pa.ChunkedArray) -> np.ndarray:
    """Return longitude and latitude of each point that is known."""
    degrees: np.ndarray = shapely.get_coordinates(shapely.from_wkb(geometry.drop_null().to_numpy()))
    return degrees


def _corners(geometry: pa.ChunkedArray) -> list[np.ndarray]:
    """Return the two corners of the bounding box of the points, or none if no point is known."""
    degrees = _degrees(geometry)
    return [degrees.min(axis=0), degrees.max(axis=0)] if len(degrees) else []


def _at(rows: np.ndarray, values: np.ndarray) -> pa.Array:
    """Return a column with values in some rows."""
    column = np.full(len(rows), np.nan)
    column[rows] = values
    return pa.array(column, from_pandas=True)


def _geo_metadata(corners: Sequence[np.ndarray], *, boxes: bool) -> dict[str, Any]:
    """Return the file metadata of GeoParquet 1.1; without a `crs`, coordinates are longitude and latitude on WGS 84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if corners:
        column["bbox"] = [*np.min(corners, axis=0).tolist(), *np.max(corners, axis=0).tolist()]
    if boxes:
        column["covering"] = {"bbox": {end: ["bbox", end] for end in _ENDS}}
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
