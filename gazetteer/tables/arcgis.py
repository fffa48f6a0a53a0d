"""Responses of ArcGIS servers in their own JSON format: attributes, and geometries that are not GeoJSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

__all__ = ["crs_of_arcgis", "features_of_arcgis", "missing_of_arcgis"]

_WEB_MERCATOR = frozenset({102100, 102113, 900913, 3857})
"""The codes of Web Mercator; only the last is an EPSG code."""
_WGS84 = 4326
_EPOCH = datetime(1970, 1, 1)
"""In UTC, as all dates of a server are."""
_LATEST = 4_102_444_800_000
"""The milliseconds of the year 2100."""
_PARTS = {"paths": "MultiLineString", "rings": "Polygon", "points": "MultiPoint"}


def features_of_arcgis(document: Any) -> list[Any] | None:
    """Return the features of a response as GeoJSON features, with ISO dates; None if it is not from ArcGIS.

    >>> row = {"attributes": {"day": 1747094400000}, "geometry": {"x": -0.04, "y": 16.27}}
    >>> answer = {"fields": [{"name": "day", "type": "esriFieldTypeDate"}], "features": [row]}
    >>> features_of_arcgis(answer)[0]["properties"], features_of_arcgis(answer)[0]["geometry"]["coordinates"]
    ({'day': '2025-05-13'}, [-0.04, 16.27])
    """
    rows = document.get("features") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows or not all(map(_is_feature, rows)):
        return None
    fields = document.get("fields")
    told = [one for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []
    dates = {one.get("name") for one in told if one.get("type") == "esriFieldTypeDate"}
    return [_feature(row, dates) for row in rows]


def _is_feature(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("attributes"), dict)


def _feature(row: Mapping[str, Any], dates: Collection[Any]) -> dict[str, Any]:
    properties = {name: _moment(value) if name in dates else value for name, value in row["attributes"].items()}
    return {"type": "Feature", "properties": properties, "geometry": _geometry(row.get("geometry"))}


def _geometry(shape: Any) -> dict[str, Any] | None:
    if not isinstance(shape, dict):
        return None
    if shape.get("x") is not None and shape.get("y") is not None:
        return {"type": "Point", "coordinates": [shape["x"], shape["y"]]}
    known = [(kind, shape[part]) for part, kind in _PARTS.items() if isinstance(shape.get(part), list)]
    return {"type": known[0][0], "coordinates": known[0][1]} if known else None


def _moment(value: Any) -> Any:
    """Return milliseconds since 1970 as a date, or as date and time in UTC; any other value unchanged."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LATEST:
        return value
    moment = (_EPOCH + timedelta(milliseconds=value)).isoformat(timespec="seconds")
    return moment.removesuffix("T00:00:00")


def crs_of_arcgis(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the CRS that a response states, as a GeoJSON member; None for degrees or if none is stated.

    >>> crs_of_arcgis({"spatialReference": {"wkid": 102100}})
    {'type': 'name', 'properties': {'name': 'EPSG:3857'}}
    """
    stated = document.get("spatialReference")
    number = (stated.get("latestWkid") or stated.get("wkid")) if isinstance(stated, Mapping) else None
    if not isinstance(number, int) or number == _WGS84:
        return None
    return {"type": "name", "properties": {"name": f"EPSG:{3857 if number in _WEB_MERCATOR else number}"}}


def missing_of_arcgis(document: Any) -> str:
    """Return a sentence if the server flags that it has more rows than it sends at once; `""` if it sent all.

    >>> missing_of_arcgis({"exceededTransferLimit": True, "features": []})
    'the server sent as many rows as it sends at once (exceededTransferLimit): others are not in this file'
    """
    if not isinstance(document, Mapping):
        return ""
    about = document.get("properties")
    said = [document, *([about] if isinstance(about, Mapping) else [])]
    if not any(one.get("exceededTransferLimit") is True for one in said):
        return ""
    return "the server sent as many rows as it sends at once (exceededTransferLimit): others are not in this file"
