"""GeoParquet 1.1: the events' table with points as well-known binary, for DuckDB, geopandas, Arrow and their kin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from mapper.exports.attributes import attribute_table, points
from mapper.exports.gpkg import point_column
from mapper.exports.text import credit_lines

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["geo_table", "write_files", "write_table"]

_OWN: Final = ("geometry", "bbox")
_ENDS: Final = ("xmin", "ymin", "xmax", "ymax")


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write one GeoParquet file. Its texts can hold any character, so nothing is replaced."""
    write_table(geo_table(dossier, language), target, credit_lines(dossier, language))
    return [target]


def geo_table(dossier: Dossier, language: str = "en") -> pa.Table:
    """Return the events with points as well-known binary.

    Longitude and latitude are there as columns too, for programs without geometry, and also where they stand for a
    whole country and make no point. A file's own column of the name `geometry` gets a number, and so does `bbox`.

    >>> import mapper
    >>> geo_table(mapper.read("seeds")).column_names[-3:]
    ['longitude', 'latitude', 'geometry']
    """
    table, _ = attribute_table(dossier, forbidden=None, language=language)
    names = [f"{name}_2" if name in _OWN else name for name in table.column_names]
    table = table.rename_columns(names)
    for name in ("longitude", "latitude"):
        table = table.append_column(name, pa.array(dossier.events[name], from_pandas=True))
    return table.append_column("geometry", point_column(*points(dossier)))


def write_table(
    table: pa.Table,
    target: Path,
    attributions: Sequence[str],
    *,
    boxes: bool = False,
    compression: str = "zstd",
    **options: Any,
) -> None:
    """Write a table that `geo_table` gave, or rows of it, with the box around its points in its metadata.

    With `boxes`, each row has a box of its own too (GeoParquet's "covering"), by which programs read only the part of a
    file that lies in a window. `options` are of `pyarrow.parquet.write_table`.
    """
    wkb = table["geometry"].combine_chunks()
    degrees = shapely.get_coordinates(shapely.from_wkb(np.asarray(wkb.drop_null())))
    geo = _geo_metadata(degrees)
    if boxes:
        known = np.flatnonzero(wkb.is_valid().to_numpy(zero_copy_only=False))
        x, y = (_at(known, degrees[:, axis], len(table)) for axis in (0, 1))
        table = table.append_column("bbox", pa.StructArray.from_arrays([x, y, x, y], names=list(_ENDS)))
        geo["columns"]["geometry"]["covering"] = {"bbox": {end: ["bbox", end] for end in _ENDS}}
    metadata = {"geo": json.dumps(geo)}
    if attributions:
        metadata["attribution"] = json.dumps(attributions, ensure_ascii=False)
    pq.write_table(table.replace_schema_metadata(metadata), target, compression=compression, **options)


def _at(rows: np.ndarray, values: np.ndarray, size: int) -> pa.Array:
    """Return a column with values in some rows."""
    column = np.full(size, np.nan)
    column[rows] = values
    return pa.array(column, from_pandas=True)


def _geo_metadata(degrees: np.ndarray) -> dict[str, Any]:
    """File metadata of GeoParquet 1.1; without a `crs` the coordinates are longitude and latitude on WGS 84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if len(degrees):
        column["bbox"] = [*degrees.min(axis=0).tolist(), *degrees.max(axis=0).tolist()]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
