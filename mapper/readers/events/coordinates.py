"""Coordinates of a table of events: degrees in two columns, or points in one."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from gazetteer.errors import CoordinatesError
from gazetteer.names.coordinates import Axis, Position, read_degrees, read_position, read_written
from mapper.model.lexicon import folded
from mapper.model.schema import Step
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["POINTS", "SHAPES", "coordinates", "reads_as_points"]

POINTS: Final = "coordinates"
"""The column whose cells hold a point each; it counts where latitude and longitude are empty."""
SHAPES: Final = r"\s*(?:multi)?(?:polygon|linestring)\s*z?m?\s*\("
"""How an area or a line in WKT begins."""
_AXES: Final[tuple[tuple[Axis, float], ...]] = (("longitude", 180.0), ("latitude", 90.0))
_DECIMAL_COMMA: Final = r"-?\d+,\d+"
"""A coordinate as spreadsheets of many countries write it; its comma cannot be anything else."""
_O, _EAST, _WEST = (
    rf"[^A-Za-z]*\d[^A-Za-z]*{letter}\.?|{letter}[^A-Za-z]*\d[^A-Za-z]*" for letter in ("[Oo]", "[Ee]", "[Ww]")
)
_LONGITUDE_FIRST: Final = re.compile(r"(?:gps|coord\w*|point|pos\w*)?[\W_]*(?:lon\w*?|lng|x)[\W_]*(?:lat|y)")
"""Names of columns of points, as lon_lat and X/Y."""
_NO_MORE_DIGITS: Final = 1e-6
_WIDE_KM: Final = 2.0
"""Wider than a village."""
_SQUARE: Final = r"\s*\d{1,2}\s*[A-Za-z]\s*[A-Za-z]{2}"
"""How a square of the military grid (MGRS) begins."""
_METRES: Final = 1000.0
"""From so many on, a number in a column of degrees counts metres of a projection."""


def coordinates(
    frame: pd.DataFrame, log: FaultLog, *, points: bool = True
) -> tuple[pd.DataFrame, dict[str, pd.Series], pd.Series]:
    r"""Return `longitude` and `latitude` in degrees, the columns of words, and how exact the points can be.

    This is a step of `geo_precision`: "near" if neither coordinate has more than one decimal (11 km), or if its grid
    square is as large; vague for whole degrees (111 km); else it is missing.

    Both are NaN unless both are there, on the globe and not 0,0. Where a cell is no plain number, or is not used, both
    columns are kept beside them, as `latitude_in_file`. With `points`, those of the column `coordinates` are read where
    both are empty.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2, 3]))
    >>> frame = pd.DataFrame({"latitude": ["0", "16°16'18\"N"], "longitude": ["0", "0.04 W"]})
    >>> coordinates(frame, log)[0].values.tolist()
    [[nan, nan], [-0.04, 16.2716667]]
    """
    both, kept = {}, False
    for axis, bound in _AXES:
        text = cells(frame, axis)
        known = _with_known_o(text, log.written_as.get(axis, axis)) if axis == "longitude" else text
        number, worded = _degrees(known, axis)
        bad = (text != "") & ~(number.abs() <= bound)
        metres = bad & (number.abs() >= _METRES)
        log.add(metres, axis, text, "projected")
        log.add(bad & ~metres, axis, text, "no-degrees", bound=round(bound))
        both[axis] = number.mask(bad)
        kept |= worded or bool(bad.any())
    found = pd.DataFrame(both, index=frame.index)
    half = found["longitude"].isna() ^ found["latitude"].isna()
    log.add(half, "latitude", cells(frame, "latitude"), "half-coordinate")
    null_island = (found["longitude"] == 0) & (found["latitude"] == 0)
    log.add(null_island, "latitude", cells(frame, "latitude"), "null-island")
    found = found.mask(half | null_island)
    kept |= bool((half | null_island).any())
    words = {f"{axis}_in_file": cells(frame, axis) for axis, _ in _AXES if kept and axis in frame}
    words = {name: text for name, text in words.items() if name not in frame}
    rounded = _in_large_squares(frame) if points else pd.Series(data=False, index=frame.index)
    found = _with_points(found, frame, log) if points else found
    step = pd.Series(pd.NA, index=frame.index, dtype="Int8").mask(rounded | _is_whole(found * 10), int(Step.NEAR))
    return found, words, step.mask(_is_whole(found), int(Step.VAGUE))


def reads_as_points(texts: pd.Series) -> bool:
    """Tell whether a column holds points, by most of its texts; whole numbers alone are none.

    >>> reads_as_points(pd.Series(["16.27, -0.04", "POINT(1 2)", ""])), reads_as_points(pd.Series(["3, 5", "Gao"]))
    (True, False)
    """
    given = texts[texts != ""].drop_duplicates().head(100)
    if len(given) and given.str.match(SHAPES, case=False).mean() > 0.8:
        return True
    read = [_point(text, longitude_first=False) or _point(text, longitude_first=True) for text in given]
    good = sum(isinstance(point, Position) and not text.replace(",", " ").replace(" ", "").isdecimal()
               for point, text in zip(read, given, strict=True))  # fmt: skip
    return good > 0.8 * len(given) if len(given) else False


def _with_known_o(text: pd.Series, header: str) -> pd.Series:
    """Return longitudes in which O is W or E, where the column or its name says which.

    It is west in a column that has E, and under a Spanish name; east in a column that has W.

    >>> _with_known_o(pd.Series(["0°2' O", "1°24' E"]), "lon").tolist()
    ["0°2' W", "1°24' E"]
    """
    of_o = text.str.fullmatch(_O)
    if not of_o.any():
        return text
    others = text[~of_o]
    name = folded(header)
    west = others.str.fullmatch(_EAST).any() or (name.startswith("longitud") and not name.startswith("longitude"))
    east = others.str.fullmatch(_WEST).any()
    if west == east:
        return text
    return text.where(~of_o, text.str.replace(r"[Oo]", "W" if west else "E", regex=True))


def _degrees(text: pd.Series, axis: Axis) -> tuple[pd.Series, bool]:
    """Return the numbers of a column, and whether any cell is more than a number."""
    commas = text.str.contains(",", regex=False)
    if commas.any():
        text = text.where(~text.str.fullmatch(_DECIMAL_COMMA), text.str.replace(",", "."))
    number = numbers(text)
    worded = (text != "") & number.isna()
    if not worded.any():
        return number, False
    read = {word: _read(word, axis) for word in text[worded].unique()}
    return number.fillna(text[worded].map(read).astype("float64")), True


def _read(text: str, axis: Axis) -> float | None:
    try:
        return read_degrees(text, axis)
    except CoordinatesError:
        return None


def _with_points(found: pd.DataFrame, frame: pd.DataFrame, log: FaultLog) -> pd.DataFrame:
    """Return the coordinates with those of the column of points where latitude and longitude are empty."""
    if POINTS not in frame:
        return found
    text = cells(frame, POINTS)
    wanted = (text != "") & (cells(frame, "latitude") == "") & (cells(frame, "longitude") == "")
    if not wanted.any():
        return found
    distinct = text[wanted].unique()
    name = folded(log.written_as.get(POINTS, POINTS))
    points = _points(list(distinct), longitude_first=_LONGITUDE_FIRST.match(name) is not None)
    for code in dict.fromkeys(point for point in points.values() if isinstance(point, str)):
        log.add(wanted & (text.map(points) == code), POINTS, text, code)
    for position, axis in enumerate(("latitude", "longitude")):
        degrees = {word: point[position] for word, point in points.items() if isinstance(point, Position)}
        found[axis] = found[axis].fillna(text.where(wanted).map(degrees).astype("float64"))
    return found


def _is_whole(degrees: pd.DataFrame) -> pd.Series:
    return ((degrees - degrees.round()).abs() < _NO_MORE_DIGITS).all(axis=1)


def _in_large_squares(frame: pd.DataFrame) -> pd.Series:
    """Return True where a cell of the column of points names a square of a grid that is kilometres wide."""
    text = cells(frame, POINTS)
    squares = text[text.str.match(_SQUARE)]
    return text.isin([word for word in squares.unique() if _width_km(word) > _WIDE_KM])


def _width_km(square: str) -> float:
    try:
        return read_written(square).km
    except CoordinatesError:
        return 0.0


def _points(texts: list[str], *, longitude_first: bool) -> dict[str, Position | str]:
    """Return what each text means in the order that the column's name says, or that the column proves.

    A latitude has at most 90 degrees. Where nothing says or proves it the latitude comes first, as people write it;
    where the texts prove both, those of the other order are faults.
    """
    stated = {text: _point(text, longitude_first=longitude_first) for text in texts}
    if all(isinstance(point, Position) for point in stated.values()):
        return _without_null_island(stated)
    other = {text: _point(text, longitude_first=not longitude_first) for text in texts}
    better = [sum(isinstance(point, Position) for point in found.values()) for found in (stated, other)]
    return _without_null_island(other if better[1] > better[0] else stated)


def _point(text: str, *, longitude_first: bool) -> Position | str:
    try:
        return read_position(text, longitude_first=longitude_first)
    except CoordinatesError as fault:
        return fault.code


def _without_null_island(points: dict[str, Position | str]) -> dict[str, Position | str]:
    return {text: "null-island" if point == (0.0, 0.0) else point for text, point in points.items()}
