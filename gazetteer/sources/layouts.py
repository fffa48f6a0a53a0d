"""The known kinds of published lists of places, and how to recognise a file's kind."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.tables.bytes import members

__all__ = ["COLUMNS_OF_NAMES", "NAMES_ALONE", "layout_of", "layouts"]

_BEGINNING = 1 << 16  # bytes that tell what a file is
_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, LookupError)
_KEY = re.compile(r'"([^"\\]+)"\s*:')

_DEGREES = re.compile(r"-?\d+(\.\d+)?")
_LATITUDES = frozenset({"lat", "latitude", "y_coord"})
#: What GeoNames' alternateNames and alternateNamesV2 are, which give names by geonameid and no points.
NAMES_ALONE = "names"
#: How many columns these have.
COLUMNS_OF_NAMES = (8, 10)

Layout = Mapping[str, Any]


@cache
def layouts() -> dict[str, Layout]:
    """Return the kinds of lists (`data/lists.json`) by their names.

    >>> list(layouts())
    ['gns', 'postal', 'osm', 'cod', 'conflict']
    """
    text = (Path(__file__).parents[1] / "data" / "lists.json").read_text(encoding="utf-8")
    read: dict[str, Layout] = json.loads(text)
    return read


def layout_of(path: Path) -> str:
    """Return the kind of list that a file is, by its columns; "" for an unknown one.

    >>> layout_of(Path("seeds/events.csv"))
    ''
    """
    text = _beginning(path)
    first = text.partition("\n")[0]
    if first.lstrip().startswith(("{", "[")):
        columns = set(map(str.lower, _KEY.findall(text)))
        if '"Point"' not in text and not _LATITUDES & columns:
            return ""
    else:
        columns = {cell.strip().strip('"').lower() for cell in re.split(r"[\t,;]", first)}
    for kind, layout in layouts().items():
        if any(columns.issuperset(known.split(", ")) for known in layout.get("known_by", ())):
            return kind
    return _without_header(first.rstrip("\r").split("\t"))


def _without_header(cells: list[str]) -> str:
    """Return the kind of list whose first line looks like this one, for GeoNames' lists without a header."""
    if len(cells) == len(layouts()["postal"]["header"]) and re.fullmatch("[A-Z]{2}", cells[0]):
        return "postal" if all(_DEGREES.fullmatch(cell) for cell in cells[9:11]) else ""
    is_names = len(cells) in COLUMNS_OF_NAMES and cells[0].isdecimal() and cells[1].isdecimal()
    return NAMES_ALONE if is_names else ""


def _beginning(path: Path) -> str:
    """Return the beginning of a file, unpacked; "" for what cannot be read."""
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as file:
                raw = file.read(_BEGINNING)
        elif path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_text_in(path)) as member:
                raw = member.read(_BEGINNING)
        else:
            with path.open("rb") as plain:
                raw = plain.read(_BEGINNING)
    except _DAMAGED:
        return ""
    return raw.decode("utf-8-sig", errors="replace")


def _text_in(path: Path) -> str:
    return next((name for name in members(path) if "readme" not in name.lower()), "")
