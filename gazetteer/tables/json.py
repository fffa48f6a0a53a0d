"""Read JSON as a table: GeoJSON features, JSON Lines, a list of objects, or an interface's answer around one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from gazetteer.errors import Fault, TableError
from gazetteer.tables.encoding import to_utf8
from gazetteer.tables.table import Table, check_width

__all__ = ["looks_like_json", "read_json"]

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_RECORD_SEPARATOR = "\x1e"
"""Begins each record of a GeoJSON text sequence (RFC 8142)."""

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""JSON's escapes can name one half of a UTF-16 pair alone, which is no character and no text can hold."""
_HALVED = "half a character, as where text was cut; U+FFFD stands in its place"

_FEATURE_ID = "\0id"
"""The cell that holds the id of a feature, until it is known in which column the file keeps its ids."""

_GEOMETRY = "\0geometry"
"""The cell that holds the kind of a geometry that is no point, until it is reported."""


def looks_like_json(raw: bytes) -> bool:
    """Tell whether the bytes begin as a JSON object or list does.

    >>> looks_like_json(b' {"type": "FeatureCollection"}'), looks_like_json(b"event_id,place")
    (True, False)
    """
    return raw[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\x1e \t\r\n")[:1] in {b"{", b"["}


def read_json(raw: bytes, name: str, *, id_column: str = "id") -> Table:
    """Return features or objects as rows of text; `lines()` counts lines of JSON Lines, else objects, from 1.

    Properties are cells, the coordinates of a point are `longitude` and `latitude`. A feature's own id goes into the
    cell `id_column` where features have that property, else `id`, unless the feature has the property itself.

    Raises TableError where the text is no JSON, or holds no list of objects.

    >>> read_json(b'{"place": "Gao"}', "a.jsonl").frame.place.tolist()
    ['Gao']
    """
    text = to_utf8(raw, name).text
    objects, lines = _objects(text, name)
    rows = [_row(value) if isinstance(value, dict) else None for value in objects]
    rejects = [
        Fault(name, line, "", "", "not a JSON object", "write each row as an object")
        for line, row in zip(lines, rows, strict=True)
        if row is None
    ]
    kept = [row for row in rows if row is not None]
    own = [line for line, row in zip(lines, rows, strict=True) if row is not None]
    _place_feature_ids(kept, id_column)
    torn = _mend_halves(kept) if _SURROGATE_ESCAPE.search(text) else []
    faults = [Fault(name, own[row], "", "", _HALVED, "export the file again, as UTF-8") for row in torn]
    faults += _geometry_faults(name, own, kept)
    check_width(name, len(dict.fromkeys(key for row in kept for key in row)))
    frame = pd.DataFrame(kept).fillna("").astype("str") if kept else pd.DataFrame({id_column: pd.Series(dtype="str")})
    numbers = np.array(own, dtype=np.int64)
    return Table(name, frame, lambda: numbers, tuple(rejects), tuple(faults))


def _objects(text: str, name: str) -> tuple[list[Any], Sequence[int]]:
    """Return the objects of a document or of its lines, with the number of each."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _by_line(text, name, error)
    return _whole(document, name)


def _whole(document: Any, name: str) -> tuple[list[Any], Sequence[int]]:
    """Return the objects of a document: its features, the list itself, or the one list of objects in it."""
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        _check_crs(document, name)
        found = document.get("features")
    elif isinstance(document, dict) and document.get("type") == "Feature":
        found = [document]
    elif isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None if lists else [document]
    else:
        found = document
    if not isinstance(found, list):
        remedy = "give GeoJSON features, JSON Lines or a list of objects"
        raise TableError([Fault(name, 0, "", "", "no list of objects", remedy)])
    return found, range(1, len(found) + 1)


def _by_line(text: str, name: str, error: Exception) -> tuple[list[Any], Sequence[int]]:
    """Read one object a line; a line that is no JSON becomes a reject, a text with none at all is refused."""
    objects: list[Any] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        record = line.strip().lstrip(_RECORD_SEPARATOR)
        if not record:
            continue
        try:
            objects.append(json.loads(record))
        except (ValueError, RecursionError):
            objects.append(None)
        lines.append(number)
    if not any(isinstance(value, dict) for value in objects):
        raise TableError([Fault(name, 0, "", "", f"not valid JSON ({error})", "export it again")])
    return objects, lines


def _check_crs(document: dict[str, Any], name: str) -> None:
    crs = json.dumps(document.get("crs") or "")
    if document.get("crs") and not any(known in crs for known in _WGS84):
        reason = "its coordinates are not WGS 84"
        raise TableError([Fault(name, 0, "", "", reason, "export it again in EPSG:4326")])


def _row(value: dict[str, Any]) -> dict[str, str]:
    if not _is_feature(value):
        return {str(key): _text(cell) for key, cell in value.items()}
    properties = value.get("properties")
    row = {str(key): _text(cell) for key, cell in properties.items()} if isinstance(properties, dict) else {}
    if "id" in value:
        row[_FEATURE_ID] = _text(value["id"])
    geometry = value.get("geometry")
    if not isinstance(geometry, dict):
        return row
    position = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(position, list) and len(position) >= 2:
        row["longitude"], row["latitude"] = _text(position[0]), _text(position[1])
    elif geometry.get("type") != "Point" or position:
        row[_GEOMETRY] = _text(geometry.get("type"))
    return row


def _is_feature(value: dict[str, Any]) -> bool:
    if "type" in value:
        return bool(value["type"] == "Feature")
    return "geometry" in value and isinstance(value.get("properties"), dict)


def _place_feature_ids(rows: list[dict[str, str]], id_column: str) -> None:
    """Put the features' own ids where the file keeps its ids: a data set's native ones, in its properties, go first.

    Without that property the ids are no more than `id`, so that the other properties say what the table is.
    """
    column = id_column if any(id_column in row for row in rows) else "id"
    for row in rows:
        if _FEATURE_ID in row:
            row.setdefault(column, row.pop(_FEATURE_ID))


def _mend_halves(rows: list[dict[str, str]]) -> list[int]:
    """Put U+FFFD for each half of a pair; return the numbers of the rows that had one."""
    torn = []
    for number, row in enumerate(rows):
        if any(map(_LONE_SURROGATES.search, (*row, *row.values()))):
            rows[number] = {
                _LONE_SURROGATES.sub("\ufffd", k): _LONE_SURROGATES.sub("\ufffd", v) for k, v in row.items()
            }
            torn.append(number)
    return torn


def _geometry_faults(name: str, lines: list[int], rows: list[dict[str, str]]) -> list[Fault]:
    """Take what geometries are no points out of the rows, and report them."""
    kinds = [(line, row.pop(_GEOMETRY)) for line, row in zip(lines, rows, strict=True) if _GEOMETRY in row]
    reason = "no point, and only points are read"
    return [Fault(name, line, "geometry", kind, reason, "give a point") for line, kind in kinds]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
