"""Coordinates in several columns: UTM and MGRS with a zone of its own, degrees with minutes, seconds or hemispheres."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from typing import Final

import pandas as pd

from gazetteer.errors import CoordinatesError
from gazetteer.names.coordinates import Axis, read_degrees
from mapper.model.coded import recoded
from mapper.readers.events.coordinates import POINTS
from mapper.readers.events.values import numbers
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import angle_part, known_parts
from mapper.readers.tables.table import Table, cells

__all__ = [
    "ANGLES",
    "BY_PARTS",
    "POINT_PARTS",
    "parts_of_point",
    "pixels_notice",
    "point_sources",
    "with_point_of_parts",
    "without_pixels",
]

_UTM: Final = ("utm_zone", "utm_easting", "utm_northing", "utm_hemisphere")
"""The parts of a point in UTM; the last is not needed."""
_GRID: Final = ("grid_zone", "grid_square", "grid_easting", "grid_northing")
"""The parts of a point in MGRS: the zone's column may include the square, and the square's column the numbers."""
_UNITS: Final = ("degrees", "minutes", "seconds", "hemisphere")
_AXES: Final[dict[str, Axis]] = {"lat": "latitude", "lon": "longitude"}
ANGLES: Final = tuple(tuple(f"{short}_{unit}" for unit in _UNITS) for short in _AXES)
"""The parts of a latitude, and those of a longitude."""

POINT_PARTS: Final = (*_UTM, *_GRID, *chain(*ANGLES))
"""The names of the columns of a point's parts for `--map`."""
BY_PARTS: Final = frozenset({"utm_zone", "grid_zone", "lat_degrees"})
"""The parts of which a table with points in parts has at least one."""

_ZONE: Final = re.compile(r"(?:utm|wgs ?84|zone|[\s/:])*(\d{1,2})(?:\.0)?\s*([c-hj-np-x]?|north|south)")
_EPSG: Final = re.compile(r"(?:epsg:?\s*)?32([67])(\d\d)(?:\.0)?")
_GRID_ZONE: Final = r"(?i)\d{1,2}[c-hj-np-x]"
_LETTERS: Final = r"(?i)[a-hj-np-z]{2}"
_SQUARE: Final = rf"{_LETTERS}\s*\d{{1,5}}\s*\d{{1,5}}"
_PIXEL: Final = r"\d{1,3}(?:\.0+)?"
_METRES: Final = r"\d{1,5}(?:\.0)?"
_MOST, _NEARLY_ALL = 0.5, 0.9
"""The least share of zones, and of six-digit eastings, for columns of these names to count; and of other parts."""


def parts_of_point(frame: pd.DataFrame, guesses: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of the parts of a point, for a table whose other columns are `guesses`.

    >>> table = pd.DataFrame({"Zone": ["30Q"], "Easting": ["783000"], "Northing": ["1802000"]})
    >>> parts_of_point(table, {"longitude": "Easting", "latitude": "Northing"})
    {'utm_zone': 'Zone', 'utm_easting': 'Easting', 'utm_northing': 'Northing'}
    >>> parts_of_point(pd.DataFrame({"MGRS zone": ["30Q"], "MGRS": ["YD 830 020"]}), {"coordinates": "MGRS"})
    {'grid_zone': 'MGRS zone', 'grid_square': 'MGRS'}
    >>> degrees = {"latitude": "Lat", "longitude": "Lon"}
    >>> parts_of_point(pd.DataFrame({"Lat": ["16.3"], "Lat dir": ["S"], "Lon": ["2"]}), degrees)
    {'lat_hemisphere': 'Lat dir'}
    """
    for projected in (_grid_parts(frame), _utm_parts(frame)):
        others = {field for field, column in guesses.items() if column not in projected.values()}
        if projected and POINTS not in others and not others >= set(_AXES.values()):
            return projected
    return _angle_parts(frame, guesses)


def without_pixels(guesses: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """Return guesses without an X and Y of whole numbers, which are pixels of a picture or cells of a grid.

    >>> without_pixels({"longitude": "X", "latitude": "Y"}, pd.DataFrame({"X": ["120"], "Y": ["45.0"]}))
    {}
    """
    pixels = _pixels(frame)
    return {field: name for field, name in guesses.items() if name not in pixels or field not in _AXES.values()}


def pixels_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on an X and Y that are not taken for degrees.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"X": ["120"], "Y": ["45"]})
    >>> pixels_notice(Table("a.csv", frame, lambda: np.arange(1)), {"place": "Town"})[0][:58]
    'a.csv: X and Y hold whole numbers, as of a picture or a gr'
    """
    pixels = _pixels(table.frame)
    if not pixels or not {"latitude", POINTS, *POINT_PARTS}.isdisjoint(chosen):
        return ()
    x, y = pixels
    said = f"{x} and {y} hold whole numbers, as of a picture or a grid, and are not taken for degrees"
    return (f'{table.name}: {said}: if they are, name them, as in `columns={{"latitude": "{y}", "longitude": "{x}"}}`',)


def _pixels(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns X and Y if all their numbers are whole and none is as large as metres."""
    called = {str(name).strip().lower(): str(name) for name in frame.columns}
    names = tuple(called[name] for name in ("x", "y") if name in called)
    return names if len(names) == len(_AXES) and all(_hold(frame, name, _PIXEL, least=1) for name in names) else ()


def point_sources(chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return latitude and longitude → the columns of which they are made, if it is more than one."""
    points = tuple(chosen[part] for part in (*_UTM, *_GRID) if part in chosen) or (POINTS,) * (POINTS in chosen)
    if points:
        return dict.fromkeys(_AXES.values(), points)
    parts = {
        axis: tuple(chosen[part] for part in (axis, *(f"{short}_{unit}" for unit in _UNITS)) if part in chosen)
        for short, axis in _AXES.items()
    }
    return {axis: columns for axis, columns in parts.items() if len(columns) > 1}


def with_point_of_parts(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return the table with the points that the columns chosen for `POINT_PARTS` make.

    A zone of UTM without its band or hemisphere is left as it is, and reported when the points are read.
    """
    if POINTS not in table.frame:
        if chosen.keys() >= set(_UTM[:3]):
            return _with_points(table, [chosen[part] for part in _UTM if part in chosen], _of_utm(table, chosen))
        if "grid_zone" in chosen:
            return _with_points(table, [chosen[part] for part in _GRID if part in chosen], _of_grid(table, chosen))
    for short, axis in _AXES.items():
        columns = {unit: chosen[f"{short}_{unit}"] for unit in _UNITS if f"{short}_{unit}" in chosen}
        if "degrees" in columns or (columns and axis in table.frame):
            made = _degrees(table, columns, axis)
            written = ", ".join(table.written_as.get(name, name) for name in columns.values())
            table = with_columns(table, {axis: made}, written_as={axis: written} if "degrees" in columns else {})
    return table


def _with_points(table: Table, names: list[str], points: pd.Series) -> Table:
    written = ", ".join(table.written_as.get(name, name) for name in names)
    return with_columns(table, {POINTS: points}, written_as={POINTS: written})


def _named_parts(frame: pd.DataFrame, of: str) -> dict[str, str]:
    """Return the columns with names of the parts of a point."""
    by_word = {re.sub(r"[\W_]+", "_", str(name).strip().lower()): str(name) for name in reversed(list(frame.columns))}
    return {
        part: by_word[name]
        for part, names in known_parts(of).items()
        if (name := next(filter(by_word.__contains__, names), None))
    }


def _utm_parts(frame: pd.DataFrame) -> dict[str, str]:
    """Return the columns of zone, easting, northing and hemisphere; none unless their cells fit."""
    found = _named_parts(frame, "utm")
    if not found.keys() >= set(_UTM[:3]):
        return {}
    zones = cells(frame, found["utm_zone"])
    zones = recoded(zones[zones != ""].drop_duplicates(), _zone)
    east = numbers(cells(frame, found["utm_easting"]).str.replace(",", ".", regex=False)).dropna()
    fits = len(zones) and (zones != "").mean() >= _MOST
    return found if fits and len(east) and east.between(100_000, 900_000).mean() >= _MOST else {}


def _of_utm(table: Table, chosen: Mapping[str, str]) -> pd.Series:
    zone, east, north = (cells(table.frame, chosen[part]) for part in _UTM[:3])
    zone = recoded(zone, lambda text: _zone(text) or text)
    if _UTM[3] in chosen:
        side = cells(table.frame, chosen[_UTM[3]]).str.lower().str[:1].map({"n": " north", "s": " south"})
        zone = zone.str.replace(r"\D.*", "", regex=True).where(side.notna(), zone) + side.fillna("")
    given = (zone != "") & (east != "") & (north != "")
    return (zone + " " + east + " " + north).where(given, "")


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


def _grid_parts(frame: pd.DataFrame) -> dict[str, str]:
    """Return the columns of zone, square and numbers of MGRS; none unless their cells fit.

    >>> _grid_parts(pd.DataFrame({"Zone": ["30Q"], "Square": ["YD"], "Easting": ["83000"], "Northing": ["02000"]}))
    {'grid_zone': 'Zone', 'grid_square': 'Square', 'grid_easting': 'Easting', 'grid_northing': 'Northing'}
    """
    found = _named_parts(frame, "grid")
    if not (_hold(frame, found.get("grid_zone"), rf"{_GRID_ZONE}(?:\s*{_LETTERS})?")):
        return {}
    zone = {"grid_zone": found["grid_zone"]}
    if _hold(frame, found.get("grid_square"), _SQUARE) and _hold(frame, zone["grid_zone"], _GRID_ZONE):
        return {**zone, "grid_square": found["grid_square"]}
    if not all(_hold(frame, found.get(part), _METRES) for part in _GRID[2:]):
        return {}
    if _hold(frame, found.get("grid_square"), _LETTERS) and _hold(frame, zone["grid_zone"], _GRID_ZONE):
        return found
    whole = _hold(frame, zone["grid_zone"], rf"{_GRID_ZONE}\s*{_LETTERS}")
    return {part: column for part, column in found.items() if part != "grid_square"} if whole else {}


def _hold(frame: pd.DataFrame, name: str | None, pattern: str, *, least: float = _NEARLY_ALL) -> bool:
    """Tell whether nearly all the texts of a column, and at least one, are of a form."""
    texts = cells(frame, name) if name is not None else pd.Series(dtype="str")
    texts = texts[texts != ""]
    return bool(len(texts)) and bool(texts.str.fullmatch(pattern).mean() >= least)


def _of_grid(table: Table, chosen: Mapping[str, str]) -> pd.Series:
    """Return points of MGRS; leading zeros that programs removed (1200 for 01200) are restored."""
    names = [cells(table.frame, chosen[part]) for part in _GRID[:2] if part in chosen]
    metres = [cells(table.frame, chosen[part]).str.removesuffix(".0") for part in _GRID[2:] if part in chosen]
    digits = max((int(number.str.len().max()) for number in metres), default=0)
    if not any(number.str.match(r"0\d").any() for number in metres):
        metres = [number.str.zfill(digits).where(number != "", "") for number in metres]
    parts = names + metres
    whole, given = parts[0], parts[0] != ""
    for other in parts[1:]:
        whole, given = whole + " " + other, given & (other != "")
    return whole.where(given, "")


def _angle_parts(frame: pd.DataFrame, guesses: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of degrees, minutes, seconds and hemispheres; none unless both axes are there.

    A column whose name does not tell its axis counts only beside one of the other axis.
    """
    names = [str(name) for name in frame.columns]
    named = {part: name for name in reversed(names) if (part := angle_part(name))}
    found = {part: name for part, name in named.items() if _fits_part(frame, name, part)}
    for short, axis in _AXES.items():
        degrees = found.get(f"{short}_degrees", guesses.get(axis, ""))
        if f"{short}_minutes" in found and _hold(frame, degrees, r"-?\d+(?:\.0+)?"):
            found[f"{short}_degrees"] = degrees
        elif degrees and degrees == guesses.get(axis):
            found = {part: name for part, name in found.items() if part not in _parts(short)[:3]}
    if not all(f"{short}_degrees" in found or axis in guesses for short, axis in _AXES.items()):
        return {}
    found = _with_hemispheres_beside(found, frame, guesses)
    needed = {part: f"{short}_degrees" for short in _AXES for part in _parts(short)[1:3]}
    found = {part: name for part, name in found.items() if needed.get(part, part) in found}
    return {part: found[part] for part in chain(*ANGLES) if part in found}


def _parts(short: str) -> tuple[str, ...]:
    return tuple(f"{short}_{unit}" for unit in _UNITS)


def _fits_part(frame: pd.DataFrame, name: str, part: str) -> bool:
    short, unit = part.split("_")
    texts = cells(frame, name)
    texts = texts[texts != ""].drop_duplicates()
    if not len(texts):
        return False
    if unit == "hemisphere":
        return all(_side(text, _AXES[short]) for text in texts)
    most = 180 if unit == "degrees" else 59.999_999
    return bool((numbers(texts.str.replace(",", ".", regex=False)).abs() <= most).mean() >= _NEARLY_ALL)


def _with_hemispheres_beside(found: dict[str, str], frame: pd.DataFrame, guesses: Mapping[str, str]) -> dict[str, str]:
    """Return the parts with the columns right after those of both axes, if they have only hemispheres.

    A single such column may mean yes and no (`S`, `N`).
    """
    names = [str(name) for name in frame.columns]
    beside: dict[str, str] = {}
    for short, axis in _AXES.items():
        last = [found[part] for part in _parts(short) if part in found] or [guesses.get(axis, "")]
        behind = max((names.index(name) for name in last if name in names), default=len(names)) + 1
        if f"{short}_hemisphere" not in found and behind < len(names):
            part = f"{short}_hemisphere"
            beside |= {part: names[behind]} if _fits_part(frame, names[behind], part) else {}
    both = {"lat_hemisphere", "lon_hemisphere"} <= {*found, *beside}
    return {**found, **beside} if both else found


def _side(text: str, axis: Axis) -> str:
    """Return the sign of a hemisphere, `?` for a letter that may be either, `""` for other text.

    >>> _side("W", "longitude"), _side("nord", "latitude"), _side("O", "longitude"), _side("Gao", "latitude")
    ('-', '+', '?', '')
    """
    if axis == "longitude" and text.strip().lower().rstrip(".") == "o":
        return "?"
    try:
        return "-" if text.strip()[:1].isalpha() and read_degrees(f"1 {text}", axis) < 0 else "+" * text[:1].isalpha()
    except CoordinatesError:
        return ""


def _degrees(table: Table, columns: Mapping[str, str], axis: Axis) -> pd.Series:
    """Return the texts of an axis: `16°16'18"`, or a number if only its hemisphere has a column of its own."""
    given = [
        cells(table.frame, columns[unit]).str.replace(r"\.0+$", "", regex=True)
        for unit in _UNITS[:3]
        if unit in columns
    ]
    parts = given or [cells(table.frame, axis)]
    minus = pd.concat([part.str.match(r"[-−]") for part in parts], axis=1).any(axis=1)
    bare = [part.str.replace(r"^[-−+]\s*", "", regex=True) for part in parts]
    text = bare[0]
    for number, sign in zip(bare[1:], "'\"", strict=False):
        text = text.str.replace(r"(?<=\d)$", "°" if sign == "'" else "", regex=True) + number.where(
            number == "", number + sign
        )
    letter = cells(table.frame, columns["hemisphere"]) if "hemisphere" in columns else text.where(text == "", "")
    side = recoded(letter, lambda word: _side(word, axis) or "?")
    signed = ("-" + text).where(minus | (side == "-"), text)
    doubtful = (letter != "") & ((side == "?") | (minus & (side == "+")))
    return signed.mask(doubtful, signed + " " + letter).where(text != "", "")
