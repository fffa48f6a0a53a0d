"""Read a GeoJSON FeatureCollection of points as an event table: properties are cells, points are coordinates."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mapper.errors import FormatError
from mapper.readers.encoding import to_utf8
from mapper.readers.table import Table

__all__ = ["looks_like_json", "read_geojson"]


def looks_like_json(raw: bytes) -> bool:
    """Tell whether the bytes begin as a JSON object does.

    >>> looks_like_json(b' {"type": "FeatureCollection"}'), looks_like_json(b"event_id,place")
    (True, False)
    """
    return raw[:256].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_geojson(raw: bytes, name: str) -> Table:
    """Return the features as rows of text; `lines()` counts features from 1.

    Raises FormatError where the text is not a GeoJSON FeatureCollection.

    >>> table = read_geojson(b'{"type":"FeatureCollection","features":[]}', "a.geojson")
    >>> table.read
    0
    """
    text = to_utf8(raw, name).text
    try:
        document = json.loads(text)
        features = document["features"] if document.get("type") == "FeatureCollection" else None
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name}: not valid JSON ({error}); export it again") from None
    except (KeyError, AttributeError):
        features = None
    if not isinstance(features, list):
        raise FormatError(f"{name}: not a GeoJSON FeatureCollection; export it as one")
    rows = [_row(feature) for feature in features]
    frame = pd.DataFrame(rows).fillna("").astype("str") if rows else pd.DataFrame({"event_id": pd.Series(dtype="str")})
    lines = partial(np.arange, 1, len(rows) + 1)
    return Table(name, frame, lines)


def _row(feature: Any) -> dict[str, str]:
    if not isinstance(feature, dict):
        return {"event_id": ""}
    properties = feature.get("properties")
    row = {key: _text(value) for key, value in properties.items()} if isinstance(properties, dict) else {}
    if "id" in feature:
        row.setdefault("event_id", _text(feature["id"]))
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        position = geometry.get("coordinates")
        if isinstance(position, list) and len(position) >= 2:
            row["longitude"], row["latitude"] = _text(position[0]), _text(position[1])
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
