"""Read the user's own areas: GeoJSON, GeoPackage, FlatGeobuf, KML, a shapefile or a file geodatabase.

GDAL recognises many more kinds by content, among them files that name other files, addresses or programs, and writes
files beside some of them. So it only gets copies of files of these kinds, under our own names.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.tables.bytes import read_bytes
from mapper.errors import SourceError
from mapper.readers.tables.vectors import SHAPEFILE_PARTS, copied, looks_like_vector

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["read_areas"]

_WANTED: Final = "give GeoJSON, GeoPackage, FlatGeobuf, KML or a zipped shapefile"
_KML: Final = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?kml[\s>]", re.DOTALL)
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_JSON_TYPES: Final = frozenset({"FeatureCollection", "Feature", "Polygon", "MultiPolygon", "GeometryCollection"})


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """Return the first layer of a file as a table with geometries.

    Raises
    ------
    SourceError
        It is missing, of another kind, damaged, or unpacks to too much.
    """
    import pyogrio

    with tempfile.TemporaryDirectory() as folder:
        source = path if _is_geodatabase(path) else _copy(path, Path(folder))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # GDAL's warnings on a file that it reads all the same
                return pyogrio.read_dataframe(source, on_invalid="fix")
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever the library makes of damaged files
            raise SourceError(f"{path}: damaged, or no areas; draw or download it again") from None


def _copy(path: Path, folder: Path) -> Path:
    """Write a copy of a file that is known to hold areas, whatever its name."""
    if path.suffix.lower() == ".shp":
        return _copied_shapefile(path, folder)
    raw = read_bytes(str(path))
    if looks_like_vector(raw):
        return copied(raw, str(path), folder)
    if _is_geojson(raw):
        copy = folder / "copy.geojson"
    elif _KML.match(raw) and not _DECLARES.search(raw):
        copy = folder / "copy.kml"
    else:
        raise SourceError(f"{path}: not of a kind that is read as areas; {_WANTED}")
    copy.write_bytes(raw)
    return copy


def _is_geojson(raw: bytes) -> bool:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and str(document.get("type")) in _JSON_TYPES


def _copied_shapefile(path: Path, folder: Path) -> Path:
    for suffix in SHAPEFILE_PARTS:
        part = next(
            (part for part in (path.with_suffix(suffix), path.with_suffix(suffix.upper())) if part.exists()), None
        )
        if part:
            (folder / f"copy{suffix}").write_bytes(read_bytes(str(part)))
    return folder / "copy.shp"


def _is_geodatabase(path: Path) -> bool:
    return path.suffix.lower() == ".gdb" and (path / "a00000001.gdbtable").is_file()
