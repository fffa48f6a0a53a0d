"""Flatten objects and lists inside JSON objects, or in cells of a frame, into text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

import numpy as np

from gazetteer.tables.json import cell_text

__all__ = ["flat_cells", "text_of"]

_DEEPEST: Final = 5
_NAMES: Final = ("name", "value", "label", "title")
"""Members that are the name of their object: `location.name` is the location."""
_ADDRESSES: Final = ("url", "href", "link")
"""Members that represent an object without a name; without these, any address does, as `path` in web maps."""
_LINK: Final = re.compile(r"https?://", re.IGNORECASE)
_SIZES: Final = (
    *("min", "max", "minimum", "maximum", "low", "high", "lower", "upper", "best", "estimate"),
    *("count", "number", "total", "mean", "median"),
)
"""Members that mean nothing without the name of their object: `deaths.min`."""
_GEOMETRIES: Final = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
_JOINED: Final = "; "


def flat_cells(members: Mapping[str, Any]) -> dict[str, str]:
    """Return the members of an object and of objects in it as cells; lists of texts are joined by `;`.

    A member of an inner object keeps its own name (`lat` of `location.lat`) if it is unique, else it gets the whole
    path; `deaths.min` keeps both names. The addresses of named objects in a list, such as sources, are a cell beside
    their names. A list of anything but texts, numbers and named objects stays JSON text, as does one of texts and
    decimals; an empty list is empty.

    >>> flat_cells({"id": 1, "location": {"name": "Gao", "lat": 16.27}, "actors": [{"name": "A"}, {"name": "B"}]})
    {'id': '1', 'location': 'Gao', 'lat': '16.27', 'actors': 'A; B'}
    >>> flat_cells({"deaths": {"min": 1, "max": 3}, "sources": [{"name": "AFP", "url": "https://example.org"}]})
    {'deaths.min': '1', 'deaths.max': '3', 'sources': 'AFP', 'sources.url': 'https://example.org'}
    """
    found = list(_leaves(members, ()))
    own = {path[0] for path, _ in found if len(path) == 1}
    short = [_short(path) for path, _ in found]
    cells = {}
    for (path, value), name in zip(found, short, strict=True):
        unique = len(path) == 1 or (name not in own and short.count(name) == 1)
        cells[name if unique else ".".join(path)] = _text(value)
    return cells


def text_of(value: Any) -> str:
    """Return a frame's cell as text: lists and dictionaries as in `flat_cells`, other values as Python writes them.

    >>> text_of(["a", 2]), text_of([]), text_of({"a": [1, None]}), text_of(2.0), text_of(None)
    ('a; 2', '', '{"a": [1, null]}', '2.0', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list | tuple | Set | np.ndarray):
        return _text(_plain(value))
    return "" if value is None else str(value)


def _short(path: tuple[str, ...]) -> str:
    """Return the short name of a member, used if no other member has it."""
    last = path[-1].casefold()
    if len(path) == 1 or last not in (*_NAMES, *_SIZES):
        return path[-1]
    return path[-2] if last in _NAMES else ".".join(path[-2:])


def _leaves(members: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in members.items():
        path = (*above, str(key))
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) and not _named(value[0]):
            value = value[0]  # noqa: PLW2901 - a list of one is that one
        if _is_geometry(value):
            yield path, json.dumps(value, separators=(",", ":"))
        elif isinstance(value, dict) and value and len(path) < _DEEPEST:
            yield from _leaves(value, path)
        else:
            yield path, value
            if addresses := _addresses(value):
                yield (*above, f"{key}.{_ADDRESSES[0]}"), addresses


def _addresses(value: Any) -> list[str]:
    """Return the addresses of the named objects in a list."""
    objects = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    members = [{str(key).casefold(): cell for key, cell in each.items()} for each in objects]
    named = [each for each in members if any(each.get(name) for name in _NAMES)]
    found = [next((each[name] for name in _ADDRESSES if each.get(name)), "") for each in named]
    return [address for address in found if isinstance(address, str) and address]


def _is_geometry(value: Any) -> bool:
    """Tell whether an object is a geometry of GeoJSON, which must be read as a whole: longitude comes first."""
    return isinstance(value, dict) and value.get("type") in _GEOMETRIES and isinstance(value.get("coordinates"), list)


def _text(value: Any) -> str:
    if isinstance(value, list):
        names = [_named(each) for each in value]
        # Measures among names, as in [place, area, latitude, longitude], are a record and no list of alternatives.
        mixed = any(isinstance(each, float) for each in value) and any(isinstance(each, str) for each in value)
        if names and all(names) and not mixed:
            return _JOINED.join(names)
    if value in ([], {}):
        return ""
    return cell_text(value)


def _plain(value: Any) -> Any:
    """Return a frame's cell as a JSON value; values that JSON lacks become text."""
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, Set):
        return sorted(map(_plain, value), key=str)  # sets have no order
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _named(value: Any) -> str:
    """Return a text, a number, or the name of an object; empty for anything else."""
    if isinstance(value, dict):
        called = {str(key).casefold(): cell for key, cell in value.items()}
        links = (cell for cell in called.values() if isinstance(cell, str) and _LINK.match(cell))
        value = next((called[name] for name in (*_NAMES, *_ADDRESSES) if called.get(name)), next(links, None))
    if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return cell_text(value)
    return ""
