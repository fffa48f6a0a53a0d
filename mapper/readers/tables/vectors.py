"""Read the files of geographic information systems through GDAL: GeoPackage, FlatGeobuf, zipped shapefiles.

GDAL only gets copies of files that are known to be of these kinds, never a user's path: it also reads files that name
other files or addresses.
"""

from __future__ import annotations

import io
import math
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
import pandas as pd
import shapely

from gazetteer.errors import shortened
from gazetteer.tables.bytes import DAMAGED, files_in
from mapper.errors import FormatError, SourceError
from mapper.readers.tables.frame import read_frame
from mapper.readers.tables.shapes import with_places
from mapper.readers.tables.table import Table, in_short

__all__ = ["SHAPEFILE_PARTS", "copied", "looks_like_vector", "read_vector"]

_SQLITE: Final = b"SQLite format 3\x00"
_GEOPACKAGE: Final = (b"GPKG", b"GP10", b"GP11")
"""The bytes of a GeoPackage of any version at offset 68 (OGC 12-128r18, §1.1.1.1.1)."""
_FLATGEOBUF: Final = b"fgb"
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"
_MIDNIGHT: Final = re.compile(r"^\d{4}-\d\d-\d\d[T ]00:00:00(?:\.0+)?(?:Z|\+00:00)?$")
SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")

IsTable = Callable[[Sequence[str]], bool]


def looks_like_vector(raw: bytes) -> bool:
    r"""Tell whether the bytes are a GeoPackage, FlatGeobuf, or a shapefile, alone or zipped.

    >>> looks_like_vector(b"fgb\\x03fgb\\x00"), looks_like_vector(b"event_id,place")
    (True, False)
    """
    if raw.startswith((_SQLITE, _FLATGEOBUF, _SHAPEFILE)):
        return True
    return raw.startswith(b"PK") and bool(_shapefiles(raw))


def read_vector(raw: bytes, name: str, *, is_table: IsTable, layer: str = "") -> Table:
    """Return a layer as a table of text with the places of its geometries, in degrees whatever its coordinate system.

    Parameters
    ----------
    raw, name
        The file, and how messages name it.
    is_table
        Tells by its columns whether a layer may be meant, if there are several.
    layer
        The layer to read; by default the only one that is such a table.

    Raises
    ------
    SourceError
        It is damaged, or another kind of database.
    FormatError
        There is no such layer, or several may be meant.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = copied(raw, name, Path(folder), layer=layer)
        return _read(file, name, is_table, "" if raw.startswith(b"PK") else layer)


def copied(raw: bytes, name: str, folder: Path, *, layer: str = "") -> Path:
    """Write a vector file (`looks_like_vector`) into a folder under a name of our own, and return its path.

    From an archive of several shapefiles, the one called `layer` is written.

    Raises
    ------
    SourceError
        It is damaged, another kind of database, or a part of a shapefile alone.
    FormatError
        No shapefile has this name, or several may be meant.
    """
    if raw.startswith(_SQLITE) and raw[68:72] not in _GEOPACKAGE:
        raise SourceError(f"{name}: a SQLite database that is no GeoPackage; export its table as CSV or GeoPackage")
    if raw.startswith(_SHAPEFILE):
        raise SourceError(f"{name}: a shapefile is several files; put them into one .zip and name that")
    if raw.startswith(b"PK"):
        return _unzipped(raw, name, layer, folder)
    file = folder / ("copy.gpkg" if raw.startswith(_SQLITE) else "copy.fgb")
    file.write_bytes(raw)
    return file


def _read(source: Path, name: str, is_table: IsTable, layer: str) -> Table:
    import pyogrio.raw

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's warnings on a file that it reads all the same
            layers = {str(title): str(kind or "") for title, kind in pyogrio.list_layers(source)}
            chosen = _layer(source, name, layers, is_table, layer)
            # GDAL's Arrow tables of FlatGeobuf are broken where a geometry is missing.
            meta, _, shapes, fields = pyogrio.raw.read(source, layer=chosen, datetime_as_string=True)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library makes of damaged files
        raise _damaged(name, error) from None
    columns = {
        str(field): _moments(values) if kind == "OFTDateTime" else _numbers(values)
        for field, kind, values in zip(meta["fields"], meta["ogr_types"], fields, strict=True)
    }
    index = None if shapes is None else pd.RangeIndex(len(shapes))  # a shapefile without its .dbf has no column
    table = read_frame(pd.DataFrame(columns, index=index), name)
    others = [title for title in layers if title != chosen]
    notices = (f"{name}: layer {chosen!r} read; not read: {in_short(others)}",) if others else ()
    placed = table if shapes is None else with_places(table, shapely.from_wkb(shapes, on_invalid="ignore"), meta["crs"])
    return replace(placed, notices=notices)


def _damaged(name: str, error: Exception) -> SourceError:
    return SourceError(f"{name}: damaged, or not what it seems ({shortened(str(error))}); write or download it again")


def _layer(source: Path, name: str, layers: dict[str, str], is_table: IsTable, wanted: str) -> str:
    """Return the layer to read: the named one, the only one, or the only one that may be a table of events."""
    import pyogrio

    if wanted:
        found = next((title for title in layers if title.casefold() == wanted.casefold()), "")
        if not found:
            raise FormatError(f"{name}: no layer {wanted!r} (it has {in_short(layers)})", "name one that it has")
        return found
    if not layers:
        raise FormatError(f"{name}: no layer in it", "export the events again")
    if len(layers) == 1:
        return next(iter(layers))
    columns = {title: [str(field) for field in pyogrio.read_info(source, layer=title)["fields"]] for title in layers}
    spatial = [title for title, kind in layers.items() if kind] or [*layers]
    fitting = [title for title in spatial if is_table(columns[title])] or spatial
    if len(fitting) != 1:
        raise FormatError(f"{name}: {len(fitting)} layers may be meant: {in_short(fitting)}", "name one by `sheet`")
    return fitting[0]


def _moments(values: np.ndarray) -> np.ndarray | pd.Series:
    """Return timestamps, or days if all times are midnight, as exports write days."""
    texts = [value for value in values.tolist() if value]
    if texts and all(_MIDNIGHT.search(text) for text in texts):
        return np.array([value[:10] if value else value for value in values.tolist()], dtype=object)
    try:
        return pd.to_datetime(pd.Series(values), format="ISO8601")
    except ValueError:  # of several zones
        return values


def _numbers(values: np.ndarray) -> np.ndarray:
    """Return numbers, some with decimals, as text with the digits that each needs, as for Parquet: `1`, `0.5`."""
    if values.dtype.kind != "f" or not (values[~np.isnan(values)] % 1).any():
        return values
    return np.array(
        ["" if math.isnan(value) else repr(value).removesuffix(".0") for value in values.tolist()], dtype=object
    )


def _shapefiles(raw: bytes) -> list[str]:
    return [member for member in files_in(raw) if member.lower().endswith(".shp")]


def _unzipped(raw: bytes, name: str, wanted: str, folder: Path) -> Path:
    """Write the only, or the named, shapefile of an archive into a folder, under our own names."""
    found = {PurePosixPath(member).stem: member for member in _shapefiles(raw)}
    if wanted:
        found = {stem: member for stem, member in found.items() if stem.casefold() == wanted.casefold()}
    if len(found) != 1:
        problem = f"no shapefile {wanted!r}" if wanted else f"{len(found)} shapefiles may be meant: {in_short(found)}"
        raise FormatError(f"{name}: {problem}", "name one by `sheet`")
    (member,) = found.values()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for part in archive.namelist():
                stem, suffix = part[:-4], part[-4:].lower()
                if stem == member[:-4] and suffix in SHAPEFILE_PARTS:
                    (folder / f"copy{suffix}").write_bytes(archive.read(part))
    except DAMAGED as error:  # without trusting the stated unpacked size
        raise _damaged(name, error) from None
    return folder / "copy.shp"
