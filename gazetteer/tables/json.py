"""Read JSON as a table: GeoJSON features, JSON Lines, a list of objects, or the response of an API around one.

Scripts of web maps that only assign such data to a name are read as well.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gazetteer.errors import Fault, TableError
from gazetteer.geodesy import great_circle_km
from gazetteer.tables.answers import Answer, objects_in
from gazetteer.tables.arcgis import crs_of_arcgis, features_of_arcgis, missing_of_arcgis
from gazetteer.tables.encoding import HALVED, LONE_SURROGATES, to_utf8
from gazetteer.tables.table import Table, check_width

__all__ = ["ROUNDING_KM", "cell_text", "km_apart", "looks_like_json", "plain_cells", "read_json", "whole"]

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_RECORD_SEPARATOR = "\x1e"
"""Begins each record of a GeoJSON text sequence (RFC 8142)."""

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")

_NAMED = re.compile(
    r"\ufeff?(?:\s|//[^\n]*\n|/\*.*?\*/)*"
    r"(?:(?:export\s+)?(?:var|let|const)\s+[\w$]+\s*=|export\s+default\b|[\w$]+(?:\.[\w$]+)*\s*=|[\w$.]+\()\s*(?=[\[{])",
    re.DOTALL,
)
"""Code before the data in a script that web maps load: `var events = `, `export default `, `callback(`."""
_MOST_BEFORE = 4_096
_AFTER = re.compile(r"\s*\)?\s*;?\s*(?:(?:export\s+default\s+|module\.exports\s*=\s*)[\w$]+\s*;?\s*)?")

_FEATURE_ID = "\0id"
"""The cell that holds the id of a feature, until it is known in which column the file keeps its ids."""

_GEOMETRY = "\0geometry"
"""The cell that holds the kind of a geometry that cannot be read and why, until it is reported."""
_APART = "\0apart"
"""The cell that holds how far a geometry is from the row's own coordinates, until it is reported."""
ROUNDING_KM = 2.0
"""Coordinates rounded to a hundredth of a degree are up to 0.8 km away from the place they mean."""
_ROUNDED = 5.1e-7
"""Degrees that a coordinate loses by six decimals, which GeoJSON advises (RFC 7946 §11.2)."""
_EXACT = 2.0**53
"""Whole numbers above this are not exact as floats."""
_COORDINATES = {
    **dict.fromkeys(("lat", "LAT", "Lat", "LATITUDE", "Latitude", "latitude"), "latitude"),
    **dict.fromkeys(("lng", "long", "lon", "LON", "Lon", "LONGITUDE", "Longitude", "longitude"), "longitude"),
}
"""Columns of coordinates; if a row has several, the last in this order counts."""


Place = Callable[[Mapping[str, Any], str, Mapping[str, str]], dict[str, str]]
"""Takes a geometry, the name of its CRS (`""` for WGS 84) and the other cells of the row; returns cells for the
geometry, or raises ValueError with the reason why it cannot be read."""


def looks_like_json(raw: bytes) -> bool:
    """Tell whether the bytes begin like a JSON object or list, or like a script that assigns one to a name.

    >>> looks_like_json(b' {"type": "FeatureCollection"}'), looks_like_json(b"event_id,place")
    (True, False)
    >>> looks_like_json(b'var events = [{"place": "Gao"}];')
    True
    """
    start = raw[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\x1e \t\r\n")
    return start[:1] in {b"{", b"["} or _NAMED.match(raw[:_MOST_BEFORE].decode("utf-8", "replace")) is not None


def plain_cells(members: Mapping[str, Any]) -> dict[str, str]:
    """Return the members of an object as cells, lists and objects in them as JSON text.

    >>> plain_cells({"place": "Gao", "dead": 3, "tags": ["a"]})
    {'place': 'Gao', 'dead': '3', 'tags': '["a"]'}
    """
    return {str(key): cell_text(cell) for key, cell in members.items()}


def read_json(
    raw: bytes,
    name: str,
    *,
    id_column: str = "id",
    cells: Callable[[Mapping[str, Any]], dict[str, str]] = plain_cells,
    place: Place | None = None,
    encoding: str = "",
) -> Table:
    """Return features or objects as rows of text; `lines()` counts lines of JSON Lines, else objects, from 1.

    Properties are cells, the coordinates of a point are `longitude` and `latitude`. A feature's own id goes into the
    cell `id_column` where features have that property, else `id`, unless the feature has the property itself.

    Parameters
    ----------
    raw, name
        The text, and how messages name it.
    id_column
        The column for the ids of features.
    cells
        Makes cells of the members of an object.
    place
        Makes cells of a geometry. By default only points in WGS 84 are read.

    Raises TableError where the text is no JSON, or holds no list of objects.

    >>> read_json(b'{"place": "Gao"}', "a.jsonl").frame.place.tolist()
    ['Gao']
    """
    text = to_utf8(raw, name, encoding=encoding).text
    document = _document(text, name)
    crs = _crs(document.whole, name, any_is_read=place is not None)
    made = _Rows(cells, place, crs)
    rows = [made.row(value) if isinstance(value, dict) else None for value in document.objects]
    lines = document.lines
    rejects = [
        Fault(name, line, "", "", "not a JSON object", "write each row as an object")
        for line, row in zip(lines, rows, strict=True)
        if row is None
    ]
    kept = [row for row in rows if row is not None]
    own = [line for line, row in zip(lines, rows, strict=True) if row is not None]
    _place_feature_ids(kept, id_column)
    torn = _mend_halves(kept) if _SURROGATE_ESCAPE.search(text) else []
    faults = [Fault(name, own[row], "", "", HALVED, "export the file again, as UTF-8") for row in torn]
    faults += _geometry_faults(name, own, kept)
    faults += [Fault(name, 0, "", "", document.missing, _OTHER_PAGES)] if document.missing else []
    check_width(name, len(dict.fromkeys(key for row in kept for key in row)))
    frame = pd.DataFrame(kept).fillna("").astype("str") if kept else pd.DataFrame({id_column: pd.Series(dtype="str")})
    numbers = np.array(own, dtype=np.int64)
    said = f"; the server says: {document.words}" if document.words else ""
    notices = () if document.objects else (f"no events in this answer{said}",)
    return Table(name, frame, lambda: numbers, tuple(rejects), tuple(faults), notices, title=_title(document.whole))


_ANY_LAYER = "OGRGeoJSON"
_OTHER_PAGES = "fetch the other pages too, and name all files"


class _Document(NamedTuple):
    """The objects of a text with the number of each, and the API's message about them."""

    objects: list[Any]
    lines: Sequence[int]
    whole: Any = None
    words: str = ""
    missing: str = ""


def _document(text: str, name: str) -> _Document:
    """Return the objects of a document or of its lines."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        script = _NAMED.match(text[:_MOST_BEFORE])
        if script is None:
            return _Document(*_by_line(text, name, error))
        document = _of_script(text, name, script.end())
    one_a_line = name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    if isinstance(document, dict) and (
        document.get("type") == "Feature" or (one_a_line and "features" not in document)
    ):
        answer = Answer([document])
    elif isinstance(document, dict) and document.get("type") == "FeatureCollection":
        features = document.get("features")
        answer = Answer(features if isinstance(features, list) else None)
    else:
        features = features_of_arcgis(document)
        answer = objects_in(document) if features is None else Answer(features)
    if isinstance(document, dict) and document.get("type") == "Topology":
        raise TableError([Fault(name, 0, "", "", "TopoJSON, which is not read", "give it as GeoJSON")])
    if answer.objects is None:
        reason = f"no list of objects; the server says: {answer.words}" if answer.words else "no list of objects"
        remedy = "ask it again" if answer.words else "give GeoJSON features, JSON Lines or a list of objects"
        raise TableError([Fault(name, 0, "", "", reason, remedy)])
    lines = range(1, len(answer.objects) + 1)
    return _Document(answer.objects, lines, document, answer.words, answer.missing or missing_of_arcgis(document))


def _of_script(text: str, name: str, start: int) -> Any:
    """Return the data of a script that only assigns it to a name; scripts are never run."""
    remedy = "write what the name stands for as JSON (JSON.stringify does) into a file, and give that"
    try:
        document, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise TableError([Fault(name, 0, "", "", f"a script whose data is no JSON ({error})", remedy)]) from error
    if not _AFTER.fullmatch(text, end):
        line = text.count("\n", 0, end) + 1
        raise TableError([Fault(name, line, "", "", "a script with more in it than one table", remedy)])
    return document


def _by_line(text: str, name: str, error: Exception) -> tuple[list[Any], Sequence[int]]:
    """Read one object per line; a line that is not JSON is rejected, a text without any JSON line is refused."""
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


def _crs(document: Any, name: str, *, any_is_read: bool) -> str:
    """Return the name of the CRS that a GeoJSON file from before RFC 7946 states, `""` for WGS 84."""
    stated = (document.get("crs") or crs_of_arcgis(document)) if isinstance(document, dict) else None
    if not stated or any(known in json.dumps(stated) for known in _WGS84):
        return ""
    properties = stated.get("properties") if isinstance(stated, dict) else None
    crs = properties.get("name") if isinstance(properties, dict) else None
    if any_is_read and isinstance(crs, str) and crs:
        return crs
    raise TableError([Fault(name, 0, "", "", "its coordinates are not WGS 84", "export it again in EPSG:4326")])


def _title(document: Any) -> str:
    """Return the title of a feature collection, else its name, unless that is GDAL's default name for a layer."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return ""
    named = (document.get(member) for member in ("title", "name"))
    titles = [" ".join(one.split()) for one in named if isinstance(one, str)]
    return next((one for one in titles if one and one != _ANY_LAYER), "")


class _Rows(NamedTuple):
    """How the rows of a file are made."""

    cells: Callable[[Mapping[str, Any]], dict[str, str]]
    place: Place | None
    crs: str

    def row(self, value: dict[str, Any]) -> dict[str, str]:
        """Return an object or a feature as cells."""
        if not _is_feature(value):
            return self.cells(value)
        properties = value.get("properties")
        row = self.cells(properties) if isinstance(properties, dict) else {}
        if "id" in value:
            row[_FEATURE_ID] = cell_text(value["id"])
        geometry = value.get("geometry")
        if not isinstance(geometry, dict):
            return row
        where = self._where(geometry, row)
        if _are_rounded(row, where):
            return row
        if "longitude" in where and (apart := km_apart(row, where)) > ROUNDING_KM:
            row[_APART] = f"{apart:,.0f}"
        return row | where

    def _where(self, geometry: dict[str, Any], row: dict[str, str]) -> dict[str, str]:
        position = geometry.get("coordinates")
        is_point = geometry.get("type") == "Point"
        if is_point and not self.crs and isinstance(position, list) and len(position) >= 2:
            return {"longitude": cell_text(position[0]), "latitude": cell_text(position[1])}
        if is_point and not position:
            return {}
        if self.place is None:
            return {_GEOMETRY: f"{cell_text(geometry.get('type'))}\0no point, and only points are read"}
        try:
            return self.place(geometry, self.crs, row)
        except ValueError as error:
            return {_GEOMETRY: f"{cell_text(geometry.get('type'))}\0{error}"}


def _are_rounded(row: Mapping[str, str], where: Mapping[str, str]) -> bool:
    """Tell whether the coordinates of a geometry are the row's own with fewer digits, or the same."""
    try:
        return all(abs(float(row[axis]) - float(where[axis])) < _ROUNDED for axis in ("longitude", "latitude"))
    except (KeyError, ValueError):
        return False


def km_apart(row: Mapping[str, str], where: Mapping[str, str]) -> float:
    """Return how far a row's own coordinates are from those of its geometry, in kilometres; 0 where it has none.

    >>> round(km_apart({"lat": "18.4411", "lon": "1.4078"}, {"latitude": "16.2717", "longitude": "-0.0447"}))
    286
    """
    own = {axis: row[key] for key, axis in _COORDINATES.items() if key in row}
    try:
        ends = [float(side[axis]) for side in (own, where) for axis in ("latitude", "longitude")]
    except (KeyError, ValueError):
        return 0.0
    return great_circle_km(*ends) if all(map(math.isfinite, ends)) else 0.0


def _is_feature(value: dict[str, Any]) -> bool:
    if "type" in value:
        return bool(value["type"] == "Feature")
    return "geometry" in value and isinstance(value.get("properties"), dict)


def _place_feature_ids(rows: list[dict[str, str]], id_column: str) -> None:
    """Put the features' own ids into the id column of the file; an id in the properties takes precedence.

    If no row has `id_column`, the ids go into `id`, so that the other properties determine the kind of table.
    """
    column = id_column if any(id_column in row for row in rows) else "id"
    for row in rows:
        if _FEATURE_ID in row:
            row.setdefault(column, row.pop(_FEATURE_ID))


def _mend_halves(rows: list[dict[str, str]]) -> list[int]:
    """Replace lone surrogates by U+FFFD; return the positions of the rows that had one."""
    torn = []
    for number, row in enumerate(rows):
        if any(map(LONE_SURROGATES.search, (*row, *row.values()))):
            rows[number] = {LONE_SURROGATES.sub("\ufffd", k): LONE_SURROGATES.sub("\ufffd", v) for k, v in row.items()}
            torn.append(number)
    return torn


def _geometry_faults(name: str, lines: list[int], rows: list[dict[str, str]]) -> list[Fault]:
    """Remove the marks for unreadable and contradicted geometries from the rows, and return a fault for each."""
    faults = []
    for line, row in zip(lines, rows, strict=True):
        if _GEOMETRY in row:
            kind, _, reason = row.pop(_GEOMETRY).partition("\0")
            faults.append(Fault(name, line, "geometry", kind, reason, "give a point"))
        if _APART in row:
            reason = f"the geometry and the columns of coordinates are {row.pop(_APART)} km apart; the geometry is used"
            faults.append(Fault(name, line, "geometry", "", reason, "correct one of them"))
    return faults


def whole(value: Any) -> Any:
    r"""Return a JSON value with U+FFFD for each lone surrogate in texts and names.

    >>> whole({"a": ["\ud800"]}) == {"a": ["\ufffd"]}
    True
    """
    if isinstance(value, str):
        return LONE_SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return [whole(one) for one in value]
    return {whole(name): whole(one) for name, one in value.items()} if isinstance(value, dict) else value


def cell_text(value: Any) -> str:
    """Return a value as the text of a cell; whole numbers have no fraction, since JSON has one number type.

    >>> cell_text(5.0), cell_text("Gao"), cell_text(None), cell_text(["a"])
    ('5', 'Gao', '', '["a"]')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
