"""Turn geometries into cells of a table: the location of an event, and its precision.

A point is a point. An event drawn as an area or a line is somewhere in it or along it: it gets a point inside and step
5 of `geo_precision`, "vague area or line", and so is drawn as an area, never as an exact place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from gazetteer.errors import shortened
from gazetteer.geodesy import EARTH_RADIUS_KM
from gazetteer.tables.json import ROUNDING_KM
from mapper.errors import FormatError
from mapper.model.recorded import is_exported
from mapper.model.schema import Step
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import Table

if TYPE_CHECKING:
    import pyproj

__all__ = ["cells_of_geojson", "with_places"]

_AXES: Final = {
    **dict.fromkeys(("longitude", "lon", "lng", "long"), "longitude"),
    **dict.fromkeys(("latitude", "lat"), "latitude"),
}
_DEEPEST: Final = 4
_AREAS: Final = (3, 6)
_LINES: Final = (1, 2, 5)
_PARTS: Final = (4, 5, 6, 7)
_DIGITS: Final = 7
"""Decimals of a degree that are kept after a transformation, about a centimetre."""


def _cells_of_shapes(shapes: np.ndarray, crs: Any = None) -> tuple[pd.DataFrame, np.ndarray]:
    """Return `longitude`, `latitude` and `geo_precision` as text for each geometry, and why one could not be read.

    The precision is empty for points; the reason is empty for readable geometries.

    Parameters
    ----------
    shapes
        Geometries of shapely, None for none.
    crs
        Their coordinate system, anything that pyproj reads; None for longitude and latitude in WGS 84.

    Raises ValueError where the coordinate system is not known.

    >>> cells, _ = _cells_of_shapes(shapely.from_wkt(["POINT (1 18)", "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"]))
    >>> cells.values.tolist()
    [['1.0', '18.0', ''], ['1.0', '1.0', '5']]
    """
    alone = _unwrapped(shapes)
    kinds = shapely.get_type_id(alone)
    there = ~(shapely.is_missing(alone) | shapely.is_empty(alone))
    vague = there & (np.isin(kinds, (*_AREAS, *_LINES)) | _only_areas(alone))
    points = np.full(len(alone), None, dtype=object)
    points[there & (kinds == 0)] = alone[there & (kinds == 0)]
    points[vague] = shapely.point_on_surface(shapely.make_valid(alone[vague]))
    longitude, latitude = _degrees(points, crs)
    found = ~np.isnan(longitude)
    cells = pd.DataFrame(
        {
            "longitude": np.where(found, longitude.astype(str), ""),
            "latitude": np.where(found, latitude.astype(str), ""),
            "geo_precision": np.where(vague & found, str(Step.VAGUE), ""),
        },
        dtype="str",
    )
    reasons = np.where(there & ~vague & (kinds != 0), "several places, and an event has one", "").astype(object)
    return cells, reasons


def with_places(table: Table, shapes: np.ndarray, crs: Any = None) -> Table:
    """Return a table with the places of its geometries, one for each row; unreadable ones are reported.

    The table's own columns of coordinates stay where they agree with the geometry, or where there is no geometry.

    Raises FormatError where the coordinate system is not known.

    >>> table = Table("a.gpkg", pd.DataFrame({"actor1": ["A"]}), lambda: np.array([1]))
    >>> with_places(table, shapely.from_wkt(["POINT (1 18)"])).frame.values.tolist()
    [['A', '1.0', '18.0', '']]
    """
    try:
        cells, reasons = _cells_of_shapes(shapes, crs)
    except ValueError as error:
        raise FormatError(
            f"{table.name}: {shortened(str(error))}", "give it in longitude and latitude, EPSG:4326"
        ) from None
    log = FaultLog(table.name, table.lines, dict(table.written_as))
    kinds = pd.Series([getattr(shape, "geom_type", "") for shape in shapes], dtype="str")
    log.add(pd.Series(reasons != ""), "geometry", kinds, "several-points")
    own = _own_coordinates(table.frame)
    found = cells["longitude"] != ""
    if own is not None:
        km = pd.Series(_km_between(own, cells[["longitude", "latitude"]]))
        nothing = pd.Series("", index=cells.index, dtype="str")
        for distance in sorted(set(km[km > ROUNDING_KM].round())):
            log.add(km.round() == distance, "geometry", nothing, "geometry-elsewhere", km=int(distance))
        agrees = ~(found & ((km > ROUNDING_KM) | own.isna().any(axis="columns")))
        for name, column in zip(("longitude", "latitude"), own.columns, strict=True):
            cells[name] = cells[name].mask(agrees, table.frame[column].astype("str"))
    for name in ("longitude", "latitude"):  # only one of the two: it stays, to be reported
        if own is None and name in table.frame:
            cells[name] = cells[name].where(found, table.frame[name].astype("str"))
    step = cells.pop("geo_precision")
    stated = table.frame.get("geo_precision", pd.Series("", index=cells.index, dtype="str")).astype("str")
    cells["geo_precision"] = stated.mask((step != "") & ~stated.isin(["6", "7"]), step)
    replaced = table.frame.drop(columns=[] if own is None else list(own.columns)).assign(**cells)
    faults = pd.concat([table.faults, log.table()], ignore_index=True) if log.parts else table.faults
    return replace(table, frame=replaced, faults=faults)


def _own_coordinates(frame: pd.DataFrame) -> pd.DataFrame | None:
    """Return the table's own columns of longitude and latitude as numbers, under the names of the file.

    If there are `latitude` and `LATITUDE`, the first is used. In the mapper's own exports `lat` is a user's column.
    """
    if is_exported(frame.columns):
        own = [name for name in ("longitude", "latitude") if name in frame]
        return frame[own].apply(pd.to_numeric, errors="coerce") if len(own) == 2 else None
    by_axis = {_AXES[str(name).lower()]: name for name in reversed(frame.columns) if str(name).lower() in _AXES}
    by_axis |= {axis: axis for axis in by_axis if axis in frame}
    if by_axis.keys() != {"longitude", "latitude"}:
        return None
    names = [by_axis["longitude"], by_axis["latitude"]]
    return pd.DataFrame({name: pd.to_numeric(frame[name].astype("str"), errors="coerce") for name in names})


def _km_between(first: pd.DataFrame, second: pd.DataFrame) -> np.ndarray:
    """Return the distance in kilometres of each pair of longitudes and latitudes; 0 where one is missing."""
    lon1, lat1, lon2, lat2 = (
        np.radians(pd.to_numeric(column, errors="coerce").to_numpy(dtype=float))
        for frame in (first, second)
        for _, column in frame.items()
    )
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    km: np.ndarray = np.nan_to_num(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
    return km


def cells_of_geojson(geometry: Mapping[str, Any], crs: str, row: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a GeoJSON geometry, for `gazetteer.tables.json.read_json`.

    A row that states a vaguer precision keeps it.

    >>> line = {"type": "LineString", "coordinates": [[0, 0], [2, 0]]}
    >>> cells_of_geojson(line, "", {})["geo_precision"]
    '5'
    """
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.ShapelyError:
        raise ValueError("a geometry that is none") from None
    cells, reasons = _cells_of_shapes(np.array([shape], dtype=object), crs or None)
    if reasons[0]:
        raise ValueError(reasons[0])
    found = {str(name): str(cell) for name, cell in cells.iloc[0].items() if cell}
    if row.get("geo_precision", "") in {"6", "7"}:
        found.pop("geo_precision", None)
    return found


def _unwrapped(shapes: np.ndarray) -> np.ndarray:
    """Return collections of one geometry as that geometry; My Maps and shapefiles write single ones so."""
    alone = np.array(shapes, dtype=object)
    for _ in range(_DEEPEST):
        single = np.isin(shapely.get_type_id(alone), _PARTS) & (shapely.get_num_geometries(alone) == 1)
        if not single.any():
            break
        alone[single] = shapely.get_geometry(alone[single], 0)
    return alone


def _only_areas(shapes: np.ndarray) -> np.ndarray:
    """Tell which geometries are collections of only areas and lines."""
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == _PARTS[-1])
    result = np.zeros(len(shapes), dtype=bool)
    for number in mixed:
        result[number] = bool(np.isin(shapely.get_type_id(shapely.get_parts(shapes[number])), (*_AREAS, *_LINES)).all())
    return result


def _degrees(points: np.ndarray, crs: Any) -> tuple[np.ndarray, np.ndarray]:
    x, y = shapely.get_x(points), shapely.get_y(points)
    if crs is None:
        return x, y
    import pyproj

    transformer = _to_wgs84(crs if isinstance(crs, str) else pyproj.CRS.from_user_input(crs).to_wkt())
    if transformer is None:
        return x, y
    known = np.isfinite(x) & np.isfinite(y)
    longitude, latitude = np.full(len(x), np.nan), np.full(len(x), np.nan)
    longitude[known], latitude[known] = transformer.transform(x[known], y[known])
    outside = ~(np.isfinite(longitude) & np.isfinite(latitude))
    longitude[outside] = latitude[outside] = np.nan
    return longitude.round(_DIGITS), latitude.round(_DIGITS)


@cache
def _to_wgs84(crs: str) -> pyproj.Transformer | None:
    """Return the transformer of coordinates into degrees; None if they already are degrees in WGS 84."""
    import pyproj

    wgs84 = pyproj.CRS("OGC:CRS84")
    try:
        known = pyproj.CRS.from_user_input(crs)
        if known.to_epsg() == 4326 or known.equals(wgs84, ignore_axis_order=True):
            return None
        return pyproj.Transformer.from_crs(known, wgs84, always_xy=True)
    except pyproj.exceptions.ProjError:  # CRSError is one
        raise ValueError(f"its coordinate system is not known ({crs[:60]})") from None
