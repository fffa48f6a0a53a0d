"""Read JSON as an event table: GeoJSON features, JSON Lines, a list of objects, or an interface's answer around one."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pandas as pd

from mapper.errors import FormatError
from mapper.readers.faults import FaultLog
from mapper.readers.tables.encoding import to_utf8
from mapper.readers.tables.table import Table, fault_rows
from mapper.readers.tables.width import check_width

__all__ = ["looks_like_json", "read_json"]

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_RECORD_SEPARATOR = "\x1e"
"""Begins each record of a GeoJSON text sequence (RFC 8142)."""

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""JSON's escapes can name one half of a UTF-16 pair alone, which is no character and no text can hold."""
_HALVED = "half a character, as where text was cut; U+FFFD stands in its place"


def looks_like_json(raw: bytes) -> bool:
    """Tell whether the bytes begin as a JSON object or list does.

    >>> looks_like_json(b' {"type": "FeatureCollection"}'), looks_like_json(b"event_id,place")
    (True, False)
    """
    return raw[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\x1e \t\r\n")[:1] in {b"{", b"["}


def read_json(raw: bytes, name: str) -> Table:
    """Return features or objects as rows of text; `lines()` counts lines of JSON Lines, else objects, from 1.

    Properties are cells, the coordinates of a point are `longitude` and `latitude`. A feature's own id is its `id`, or
    its `event_id` where features have that property, unless it has the property itself.

    Raises FormatError where the text is no JSON, or holds no list of objects.

    >>> read_json(b'{"place": "Gao"}', "a.jsonl").frame.place.tolist()
    ['Gao']
    """
    text = to_utf8(raw, name).text
    try:
        objects, lines = _whole(json.loads(text), name)
    except (ValueError, RecursionError) as error:
        if isinstance(error, FormatError):
            raise
        objects, lines = _by_line(text, name, error)
    rows = [_row(value) if isinstance(value, dict) else None for value in objects]
    _place_feature_ids([row for row in rows if row is not None])
    torn = _mend_halves(rows) if _SURROGATE_ESCAPE.search(text) else []
    wrong = [(line, "not a JSON object") for line, row in zip(lines, rows, strict=True) if row is None]
    kept = [row for row in rows if row is not None]
    own = np.array([line for line, row in zip(lines, rows, strict=True) if row is not None], dtype=np.int64)
    check_width(name, len(dict.fromkeys(key for row in kept for key in row)))
    frame = pd.DataFrame(kept).fillna("").astype("str") if kept else _no_rows()
    geometry = frame.pop(_GEOMETRY) if _GEOMETRY in frame else None
    rejects = fault_rows(name, wrong, "write each event as an object")
    faults = fault_rows(name, [(lines[row], _HALVED) for row in torn], "export the file again, as UTF-8")
    faults = pd.concat([faults, _geometry_faults(name, own, geometry)], ignore_index=True)
    return Table(name, frame, lambda: own, rejects, faults)


def _whole(document: Any, name: str) -> tuple[list[Any], list[int]]:
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
        raise FormatError(f"{name}: no list of events; give GeoJSON features, JSON Lines or a list of objects")
    return found, list(range(1, len(found) + 1))


def _by_line(text: str, name: str, error: Exception) -> tuple[list[Any], list[int]]:
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
        raise FormatError(f"{name}: not valid JSON ({error}); export it again")
    return objects, lines


def _check_crs(document: dict[str, Any], name: str) -> None:
    crs = json.dumps(document.get("crs") or "")
    if document.get("crs") and not any(known in crs for known in _WGS84):
        raise FormatError(f"{name}: its coordinates are not WGS 84; export it again in EPSG:4326")


_FEATURE_ID = "\0id"
"""The cell that holds the id of a feature, until it is known in which column the file keeps its ids."""

_GEOMETRY = "\0geometry"
"""The cell that holds the kind of a geometry that is no point, until it is reported."""


def _row(value: dict[str, Any]) -> dict[str, str]:
    if value.get("type") != "Feature":
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


def _place_feature_ids(rows: list[dict[str, str]]) -> None:
    """Put the features' own ids where the file keeps its ids: a data set's native ones, in its properties, go first.

    Without that property the ids are no more than `id`, so that the other properties decide the format.
    """
    column = "event_id" if any("event_id" in row for row in rows) else "id"
    for row in rows:
        if _FEATURE_ID in row:
            row.setdefault(column, row.pop(_FEATURE_ID))


def _mend_halves(rows: list[dict[str, str] | None]) -> list[int]:
    """Put U+FFFD for each half of a pair; return the numbers of the rows that had one."""
    torn = []
    for number, row in enumerate(rows):
        if row and any(map(_LONE_SURROGATES.search, (*row, *row.values()))):
            rows[number] = {
                _LONE_SURROGATES.sub("\ufffd", k): _LONE_SURROGATES.sub("\ufffd", v) for k, v in row.items()
            }
            torn.append(number)
    return torn


def _geometry_faults(name: str, lines: np.ndarray, geometry: pd.Series | None) -> pd.DataFrame:
    log = FaultLog(name, lambda: lines)
    if geometry is not None:
        log.add(
            geometry != "", "geometry", geometry, "no point, and only points are read", "give a point for the event"
        )
    return log.table()


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({"event_id": pd.Series(dtype="str")})


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
