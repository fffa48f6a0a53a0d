"""The user's own areas on a map, such as OCHA's administrative layers: outlines, and which site lies in which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.tables.bytes import files_in
from mapper.errors import FormatError, SourceError, SourceMissingError
from mapper.render.basemap.areas import rings

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.render.sites import Sites

__all__ = ["Boundaries", "read_boundaries"]

_MOST_POINTS = 40_000
"""Points of all outlines: what is finer is smoothed, neighbours alike, so that the page stays small."""
_FIRST_TOLERANCE = 0.0005
"""Degrees, about 50 m."""


_DIGITS = 6
"""Decimals of a degree, about 10 cm."""
_CODE_COLUMN = re.compile(r"p?code|iso", re.IGNORECASE)
_HEAD = 1 << 16
_FOLLOWING = (b"<OGR", b"<VRT", b"gdal_streamed_alg", b"<GDAL")
"""What the descriptions of data that lies elsewhere begin with, as GDAL reads them."""
_AREA_FILES = (
    ".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".xml", ".qmd", ".qix", ".geojson", ".json", ".gpkg",
    ".kml", ".txt", ".pdf", ".md", ".html", ".csv", ".png", ".jpg",
)  # fmt: skip


class Boundaries:
    """Areas by name, in degrees (EPSG:4326)."""

    def __init__(self, areas: gpd.GeoDataFrame, file: str, codes: Mapping[str, int]) -> None:
        self._areas = areas
        self._file = file
        self._codes = codes
        inside = areas.geometry.representative_point()
        self._points = list(zip(inside.x.round(_DIGITS), inside.y.round(_DIGITS), strict=True))

    @property
    def file(self) -> str:
        """The name of the file."""
        return self._file

    def area_of(self, code: str) -> tuple[str, float, float] | None:
        """Return the name of the one area with a P-code, and longitude and latitude of a point in it; None for none."""
        number = self._codes.get(code.strip().casefold())
        return None if number is None else (str(self._areas["name"].iloc[number]), *self._points[number])

    def header(self) -> dict[str, Any]:
        """Return names and outlines as the page takes them: rings of longitudes and latitudes in turn."""
        shapes = _smoothed(self._areas.geometry)
        areas = [
            {"name": str(name), "rings": rings(shape)} for name, shape in zip(self._areas["name"], shapes, strict=True)
        ]
        return {"file": self._file, "areas": areas}

    def of_sites(self, sites: Sites) -> np.ndarray:
        """Return the number of the area in which each site lies, from 1; 0 for none.

        A site that is an area itself is in one only where it stands for it, by its P-code (`placed_by_codes`).

        A site on a common border belongs to the first of its areas. The outlines are the file's own, not the
        smoothed ones.
        """
        import shapely

        numbers = np.zeros(len(sites), dtype=np.int64)
        points = np.flatnonzero(~sites.areas())
        located = shapely.points(sites.points()[points])
        row, area = shapely.STRtree(self._areas.geometry.to_numpy()).query(located, predicate="intersects")
        order = np.lexsort((-area, row))  # the last written is the first area
        numbers[points[row[order]]] = area[order] + 1
        for site, code in enumerate(sites.codes()):
            if code:
                numbers[site] = self._codes.get(code.casefold(), -1) + 1
        return numbers


def read_boundaries(file: str | Path) -> Boundaries:
    """Read areas from GeoJSON, GeoPackage or whatever else GDAL reads; polygons only, the first layer.

    Raises
    ------
    SourceMissingError, SourceError
        There is no such file, or it cannot be read.
    FormatError
        It holds no polygons.
    """
    path = Path(file)
    if not path.exists():
        raise SourceMissingError(f"{path}: there is no such file of boundaries")
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _size: int) -> Boundaries:
    """Read a file once, as long as it does not change: it is checked, joined and drawn."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    _check_follows_nothing(path)
    try:
        frame = pyogrio.read_dataframe(path)
    except (DataSourceError, ValueError) as error:
        raise SourceError(f"{path}: not read as areas ({error}); give GeoJSON or GeoPackage") from None
    geometry = getattr(frame, "geometry", None)
    drawable = None if geometry is None else geometry.geom_type.isin(["Polygon", "MultiPolygon"]) & ~geometry.is_empty
    if drawable is None or not drawable.any():
        raise FormatError(f"{path}: holds no polygons; give the outlines of areas")
    frame = frame[drawable]
    frame = frame.set_crs(4326) if frame.crs is None else frame.to_crs(4326)
    named = frame.assign(name=frame[_name_column(frame)].fillna("").astype("str") if _name_column(frame) else "")
    areas = named[["name", named.geometry.name]].reset_index(drop=True)
    return Boundaries(areas, path.name, _codes(frame.reset_index(drop=True)))


def _codes(frame: gpd.GeoDataFrame) -> dict[str, int]:
    """Return code → number of the area, of the codes that only one area has, such as OCHA's `ADM2_PCODE`.

    Codes of the parents, which layers also have, stand beside several areas.
    """
    found: dict[str, set[int]] = {}
    for column in frame.columns:
        if _CODE_COLUMN.search(str(column)):
            for number, code in enumerate(frame[column].fillna("").astype("str")):
                found.setdefault(code.strip().casefold(), set()).add(number)
    return {code: next(iter(numbers)) for code, numbers in found.items() if code and len(numbers) == 1}


def _check_follows_nothing(path: Path) -> None:
    """Refuse files that tell GDAL to read other files or addresses, alone or in an archive.

    Raises SourceError for them, and where the file cannot be read at all.
    """
    if path.is_dir():  # a file geodatabase
        return
    try:
        with path.open("rb") as stream:
            start = stream.read(_HEAD)
        packed = files_in(path.read_bytes()) if start.startswith(b"PK") else []
    except OSError as error:
        raise SourceError(f"{path}: not read as areas ({error.strerror}); give GeoJSON or GeoPackage") from None
    if any(mark in start for mark in _FOLLOWING) or any(not name.lower().endswith(_AREA_FILES) for name in packed):
        raise SourceError(f"{path}: may name other files, which are not read; give GeoJSON or GeoPackage")


def _name_column(frame: gpd.GeoDataFrame) -> str:
    """Return the column of names: of those called so, the one that tells most areas apart; empty where there is none.

    OCHA's layers call it `ADM2_EN` or `adm2_name`, geoBoundaries `shapeName`, Natural Earth `NAME`.
    """
    texts = [
        str(column) for column in frame.columns if frame[column].dtype == object or str(frame[column].dtype) == "str"
    ]
    called = [column for column in texts if "name" in column.lower() or column.lower()[-3:] in {"_en", "_fr", "_ar"}]
    return max(called or texts, key=lambda column: frame[column].nunique(), default="")


def _smoothed(shapes: gpd.GeoSeries) -> np.ndarray:
    import shapely

    smooth: np.ndarray = shapes.to_numpy()
    tolerance = _FIRST_TOLERANCE
    while shapely.get_num_coordinates(smooth).sum() > _MOST_POINTS:
        smooth = shapely.coverage_simplify(shapes.to_numpy(), tolerance)
        tolerance *= 2
    return smooth
