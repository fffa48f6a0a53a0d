"""GeoParquet 1.1: the events' table with points as well-known binary, for DuckDB, geopandas, Arrow and their kin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mapper.exports.attributes import attribute_table, points
from mapper.exports.gpkg import point_column

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["write_files"]


def write_files(dossier: Dossier, target: Path) -> list[Path]:
    """Write one GeoParquet file. Its texts can hold any character, so nothing is replaced.

    Longitude and latitude are there as columns too, for programs without geometry, and also where they stand for a
    whole country and make no point. A file's own column of the name `geometry` gets a number.
    """
    table, _ = attribute_table(dossier, forbidden=None)
    longitude, latitude = points(dossier)
    names = [f"{name}_2" if name == "geometry" else name for name in table.column_names]
    table = table.rename_columns(names)
    for name in ("longitude", "latitude"):
        table = table.append_column(name, pa.array(dossier.events[name], from_pandas=True))
    table = table.append_column("geometry", point_column(longitude, latitude))
    metadata = {"geo": json.dumps(_geo_metadata(longitude, latitude))}
    if dossier.attributions:
        metadata["attribution"] = json.dumps(dossier.attributions, ensure_ascii=False)
    pq.write_table(table.replace_schema_metadata(metadata), target, compression="zstd")
    return [target]


def _geo_metadata(longitude: np.ndarray, latitude: np.ndarray) -> dict[str, Any]:
    """File metadata of GeoParquet 1.1; without a `crs` the coordinates are longitude and latitude on WGS 84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if not np.isnan(longitude).all():
        bounds = (np.nanmin(longitude), np.nanmin(latitude), np.nanmax(longitude), np.nanmax(latitude))
        column["bbox"] = [float(bound) for bound in bounds]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
