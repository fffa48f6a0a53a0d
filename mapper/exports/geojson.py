"""GeoJSON (RFC 7946), with the QGIS style and metadata beside it.

Each feature is on its own line, so that two versions of a file can be compared with `diff`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pyarrow as pa

from mapper.exports.attributes import attribute_table, points, python_values, with_coordinates
from mapper.exports.qgis import sidecars
from mapper.exports.text import NUL, credit_lines, valid_xml, warn_replaced
from mapper.progress import step
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["geojson_chunks", "write_files"]

_DECIMALS: Final = 6
"""About 0.1 m, RFC 7946 §11.2."""

_ROWS_AT_A_TIME: Final = 20_000


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write the style, the metadata and the GeoJSON; return them in the order in which they are to be published.

    GDAL and QGIS end a text at U+0000, so it becomes U+FFFD although JSON could carry it; a warning counts them.
    """
    beside = sidecars.write_files(dossier, target, language=language)
    with target.open("wb") as file:
        file.writelines(geojson_chunks(dossier, language))
    return [*beside, target]


def geojson_chunks(dossier: Dossier, language: str = "en") -> Iterator[bytes]:
    """Yield the bytes of the FeatureCollection piece by piece, for a file or for standard output.

    >>> import mapper
    >>> collection = orjson.loads(b"".join(geojson_chunks(mapper.read("seeds"))))
    >>> collection["type"], collection["features"][0]["geometry"]["type"]
    ('FeatureCollection', 'Point')
    """
    table, replaced = attribute_table(dossier, forbidden=NUL, language=language)
    warn_replaced(replaced, ".geojson")
    longitude, latitude = (np.round(values, _DECIMALS) + 0.0 for values in points(dossier))  # + 0.0: no "-0.0"
    if not _say_all(dossier, longitude, latitude):
        table = with_coordinates(table, dossier)
    yield _opening(dossier, longitude, latitude, language)
    separator = b"\n"
    with step("Rows", total=table.num_rows) as advance:
        for start in range(0, table.num_rows, _ROWS_AT_A_TIME):
            part = slice(start, start + _ROWS_AT_A_TIME)
            rows = table.slice(start, _ROWS_AT_A_TIME)
            lines = b",\n".join(map(orjson.dumps, _features(rows, longitude[part], latitude[part])))
            yield separator + lines
            advance(rows.num_rows)
            separator = b",\n"
    yield b"\n]}\n"


def _say_all(dossier: Dossier, longitude: np.ndarray, latitude: np.ndarray) -> bool:
    """Tell whether the rounded points hold the coordinates of all events exactly."""
    written = {"longitude": longitude, "latitude": latitude}
    return all(
        np.array_equal(dossier.events[name].to_numpy(dtype=float), values, equal_nan=True)
        for name, values in written.items()
    )


def _opening(dossier: Dossier, longitude: np.ndarray, latitude: np.ndarray, language: str) -> bytes:
    members: dict[str, Any] = {"type": "FeatureCollection"}
    members["generator"] = GENERATOR
    if dossier.title:
        members["title"] = valid_xml(dossier.title)
    if dossier.attributions:
        members["attribution"] = [valid_xml(credit) for credit in credit_lines(dossier, language)]
    if not np.isnan(longitude).all():
        west, east = float(np.nanmin(longitude)), float(np.nanmax(longitude))
        members["bbox"] = [west, float(np.nanmin(latitude)), east, float(np.nanmax(latitude))]
    return orjson.dumps(members)[:-1] + b',"features":['


def _features(table: pa.Table, longitude: np.ndarray, latitude: np.ndarray) -> Iterator[dict[str, Any]]:
    columns = [python_values(column) for column in table.columns]
    ids = columns[table.column_names.index("event_id")]
    names = table.column_names
    for event_id, point, row in zip(ids, _geometries(longitude, latitude), zip(*columns, strict=True), strict=True):
        yield {"type": "Feature", "id": event_id, "geometry": point, "properties": dict(zip(names, row, strict=True))}


def _geometries(longitude: np.ndarray, latitude: np.ndarray) -> Iterator[dict[str, Any] | None]:
    for missing, x, y in zip(np.isnan(longitude).tolist(), longitude.tolist(), latitude.tolist(), strict=True):
        yield None if missing else {"type": "Point", "coordinates": (x, y)}
