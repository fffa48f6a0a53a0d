"""Coordinates in three columns: a zone of UTM, easting and northing in metres."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from mapper.model.coded import recoded
from mapper.readers.events.coordinates import POINTS
from mapper.readers.events.values import numbers
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import known_parts
from mapper.readers.tables.table import Table, cells

__all__ = ["UTM_PARTS", "utm_parts", "with_point_of_parts"]

UTM_PARTS: Final = ("utm_zone", "utm_easting", "utm_northing", "utm_hemisphere")
"""What `--map` calls the columns of a point in UTM; the last is not needed."""

_NEEDED: Final = frozenset(UTM_PARTS[:3])
_ZONE: Final = re.compile(r"(?:utm|wgs ?84|zone|[\s/:])*(\d{1,2})(?:\.0)?\s*([c-hj-np-x]?|north|south)")
_EPSG: Final = re.compile(r"(?:epsg:?\s*)?32([67])(\d\d)(?:\.0)?")
_MOST: Final = 0.5
"""The share of zones, and of eastings of six digits, for columns of these names to be believed."""


def utm_parts(frame: pd.DataFrame) -> dict[str, str]:
    """Return the columns of the zone, the easting and the northing, and of the hemisphere; nothing unless they fit.

    >>> utm_parts(pd.DataFrame({"Zone": ["30Q"], "Easting": ["783000"], "Northing": ["1802000"]}))
    {'utm_zone': 'Zone', 'utm_easting': 'Easting', 'utm_northing': 'Northing'}
    """
    by_word = {re.sub(r"[\W_]+", "_", str(name).strip().lower()): str(name) for name in reversed(list(frame.columns))}
    found = {
        part: by_word[name]
        for part, names in known_parts("utm").items()
        if (name := next(filter(by_word.__contains__, names), None))
    }
    if not found.keys() >= _NEEDED:
        return {}
    zones = cells(frame, found["utm_zone"])
    zones = recoded(zones[zones != ""].drop_duplicates(), _zone)
    east = numbers(cells(frame, found["utm_easting"]).str.replace(",", ".", regex=False)).dropna()
    fits = len(zones) and (zones != "").mean() >= _MOST
    return found if fits and len(east) and east.between(100_000, 900_000).mean() >= _MOST else {}


def with_point_of_parts(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return the table with a column of points made of the columns chosen for `UTM_PARTS`.

    A zone without its band or hemisphere is left as it is, and reported when the points are read: it may be either.
    """
    if not chosen.keys() >= _NEEDED or POINTS in table.frame:
        return table
    zone, east, north = (cells(table.frame, chosen[part]) for part in UTM_PARTS[:3])
    zone = recoded(zone, lambda text: _zone(text) or text)
    if UTM_PARTS[3] in chosen:
        side = cells(table.frame, chosen[UTM_PARTS[3]]).str.lower().str[:1].map({"n": " north", "s": " south"})
        zone = zone.str.replace(r"\D.*", "", regex=True).where(side.notna(), zone) + side.fillna("")
    given = (zone != "") & (east != "") & (north != "")
    text = (zone + " " + east + " " + north).where(given, "")
    names = [chosen[part] for part in UTM_PARTS if part in chosen]
    written = ", ".join(table.written_as.get(name, name) for name in names)
    return with_columns(table, {POINTS: text}, written_as={POINTS: written})


def _zone(text: str) -> str:
    """Return a zone as the reader of points has it; `""` where a text is none.

    >>> _zone("UTM Zone 30 N"), _zone("EPSG:32736"), _zone("Gao")
    ('30 n', '36 south', '')
    """
    plain = text.strip().lower()
    if epsg := _EPSG.fullmatch(plain):
        return f"{epsg[2]} {'north' if epsg[1] == '6' else 'south'}"
    found = _ZONE.fullmatch(plain)
    return f"{found[1]} {found[2]}".strip() if found else ""
