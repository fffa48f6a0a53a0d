"""The user's own areas on a map, such as OCHA's administrative layers: their outlines, and the area of each site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.errors import FormatError, SourceMissingError
from mapper.processing.places.pcodes import P_CODE
from mapper.readers.tables.areas import read_areas
from mapper.render.basemap.areas import rings

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.render.sites import Sites

__all__ = ["Boundaries", "read_boundaries"]

_MOST_POINTS = 40_000
"""The most points of all outlines; outlines with more are simplified, shared borders alike, to keep the page small."""
_FIRST_TOLERANCE, _LAST_TOLERANCE = 0.0005, 0.1
"""Degrees, about 50 m and 10 km."""

_DIGITS = 6
"""Decimals of a degree, about 10 cm."""
_CODE_COLUMN = re.compile(rf"{P_CODE}|(?<![a-z])code(?![a-z])|iso(?![a-z])", re.IGNORECASE)


class Boundaries:
    """Areas by name, in degrees (EPSG:4326)."""

    def __init__(self, areas: gpd.GeoDataFrame, outlines: np.ndarray, file: str, codes: Mapping[str, int]) -> None:
        self._areas = areas
        self._outlines = outlines
        self._file = file
        self._codes = codes
        inside = areas.geometry.representative_point()
        self._points = list(zip(inside.x.round(_DIGITS), inside.y.round(_DIGITS), strict=True))

    @property
    def file(self) -> str:
        """The name of the file."""
        return self._file

    def area_of(self, code: str) -> tuple[str, float, float] | None:
        """Return the name of the only area with a P-code, and longitude and latitude of a point in it, else None."""
        number = self._codes.get(code.strip().casefold())
        return None if number is None else (str(self._areas["name"].iloc[number]), *self._points[number])

    def header(self) -> dict[str, Any]:
        """Return names and outlines for the page: rings of alternating longitudes and latitudes."""
        pairs = zip(self._areas["name"], self._outlines, strict=True)
        areas = [{"name": str(name), "rings": rings(shape)} for name, shape in pairs]
        return {"file": self._file, "areas": areas}

    def of_sites(self, sites: Sites) -> np.ndarray:
        """Return the number of the area that contains each site, from 1; 0 for none.

        A site that is an area counts only by its P-code (`placed_by_codes`), not by its point. A site on a common
        border belongs to the first of its areas. The outlines used are the file's own, not the simplified ones.
        """
        import shapely

        numbers = np.zeros(len(sites), dtype=np.int64)
        points = np.flatnonzero(~sites.areas())
        located = shapely.points(sites.points()[points])
        row, area = shapely.STRtree(self._areas.geometry.to_numpy()).query(located, predicate="intersects")
        order = np.lexsort((-area, row))  # the first area is written last, and stays
        numbers[points[row[order]]] = area[order] + 1
        for site, code in enumerate(sites.codes()):
            if code:
                numbers[site] = self._codes.get(code.casefold(), -1) + 1
        return numbers


def read_boundaries(file: str | Path) -> Boundaries:
    """Read areas (see `read_areas`): polygons only, the first layer.

    Raises
    ------
    SourceMissingError, SourceError
        There is no such file, or it cannot be read.
    FormatError
        It has no polygons, or more points than a page can draw.
    """
    path = Path(file)
    if not path.exists():
        raise SourceMissingError(f"{path}: there is no such file of boundaries")
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _size: int) -> Boundaries:
    """Read a file, and cache it until it changes: one run asks for it several times."""
    frame = read_areas(path)
    geometry = getattr(frame, "geometry", None)
    drawable = None if geometry is None else geometry.geom_type.isin(["Polygon", "MultiPolygon"]) & ~geometry.is_empty
    if drawable is None or not drawable.any():
        raise FormatError(f"{path}: holds no polygons; give the outlines of areas")
    frame = frame[drawable]
    frame = frame.set_crs(4326) if frame.crs is None else frame.to_crs(4326)
    if not np.isfinite(frame.total_bounds).all():
        raise FormatError(f"{path}: has coordinates that are no numbers; draw its outlines anew")
    frame = _as_text(frame)
    named = frame.assign(name=frame[_name_column(frame)] if _name_column(frame) else "")
    areas = named[["name", named.geometry.name]].reset_index(drop=True)
    return Boundaries(areas, _smoothed(areas.geometry, path), path.name, _codes(frame.reset_index(drop=True)))


def _as_text(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with all columns of objects as text: missing values as "", lists joined by commas."""
    texts = {
        name: [_cell(value) for value in frame[name].astype("object")]
        for name in frame.columns
        if name != frame.geometry.name and str(frame[name].dtype) in ("object", "str")
    }
    return frame.assign(**texts)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(map(str, value))
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - so is NaN found


def _codes(frame: gpd.GeoDataFrame) -> dict[str, int]:
    """Return code → number of the area, for codes that only one area has, such as OCHA's `ADM2_PCODE`.

    Layers also have the codes of parent areas, which several areas share.
    """
    found: dict[str, set[int]] = {}
    for column in frame.columns:
        if _CODE_COLUMN.search(str(column)):
            for number, code in enumerate(frame[column].fillna("").astype("str")):
                found.setdefault(code.strip().casefold(), set()).add(number)
    return {code: next(iter(numbers)) for code, numbers in found.items() if code and len(numbers) == 1}


def _name_column(frame: gpd.GeoDataFrame) -> str:
    """Return the column of names with the most distinct values; `""` if there is no column of text.

    OCHA's layers call it `ADM2_EN` or `adm2_name`, geoBoundaries `shapeName`, Natural Earth `NAME`.
    """
    texts = [
        str(column) for column in frame.columns if frame[column].dtype == object or str(frame[column].dtype) == "str"
    ]
    called = [column for column in texts if "name" in column.lower() or column.lower()[-3:] in {"_en", "_fr", "_ar"}]
    return max(called or texts, key=lambda column: frame[column].nunique(), default="")


def _smoothed(shapes: gpd.GeoSeries, path: Path) -> np.ndarray:
    """Return the outlines with at most `_MOST_POINTS` points: each pass doubles the tolerance and drops small islands.

    Raises FormatError if even the coarsest outlines have more.
    """
    import shapely

    smooth: np.ndarray = shapes.to_numpy()
    tolerance = _FIRST_TOLERANCE
    while shapely.get_num_coordinates(smooth).sum() > _MOST_POINTS:
        if tolerance > _LAST_TOLERANCE:
            points = f"{shapely.get_num_coordinates(smooth).sum():,} points"
            raise FormatError(
                f"{path}: {len(smooth):,} areas whose plainest outlines have {points}, and a page draws at most "
                f"{_MOST_POINTS:,}; give larger areas, or fewer"
            )
        smooth = shapely.coverage_simplify(_without_islets(smooth, tolerance), tolerance)
        tolerance *= 2
    return smooth


def _without_islets(shapes: np.ndarray, side: float) -> np.ndarray:
    """Return the shapes without parts smaller than a square of this side; the largest part of each shape stays."""
    import shapely

    parts, owner = shapely.get_parts(shapes, return_index=True)
    area = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owner, area)
    kept = (area >= side * side) | (area == largest[owner])
    if kept.all():
        return shapes
    result: np.ndarray = shapely.multipolygons(parts[kept], indices=owner[kept])
    return result
