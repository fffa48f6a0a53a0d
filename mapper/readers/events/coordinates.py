"""Coordinates of a table of events: degrees in two columns, or points in one."""

from __future__ import annotations

from typing import Final

import pandas as pd

from mapper.model.coordinates import Axis, Position, read_degrees, read_position
from mapper.model.unread import UnreadError
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["POINTS", "coordinates", "reads_as_points"]

POINTS: Final = "coordinates"
"""The column whose cells hold a point each; it counts where latitude and longitude are empty."""
_AXES: Final[tuple[tuple[Axis, float], ...]] = (("longitude", 180.0), ("latitude", 90.0))
_DECIMAL_COMMA: Final = r"-?\d+,\d+"
"""A coordinate as spreadsheets of many countries write it; its comma cannot be anything else."""
_METRES: Final = 1000.0
"""From so many on, a number in a column of degrees counts metres of a projection."""


def coordinates(frame: pd.DataFrame, log: FaultLog) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    r"""Return `longitude` and `latitude` in degrees, and the columns of words.

    Both are NaN unless both are there, on the globe and not 0,0. A column in which a cell is no plain number is kept
    beside them, as `latitude_in_file`.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2, 3]))
    >>> frame = pd.DataFrame({"latitude": ["0", "16°16'18\"N"], "longitude": ["0", "0.04 W"]})
    >>> coordinates(frame, log)[0].values.tolist()
    [[nan, nan], [-0.04, 16.2716667]]
    """
    both, words = {}, {}
    for axis, bound in _AXES:
        text = cells(frame, axis)
        number, worded = _degrees(text, axis)
        bad = (text != "") & ~(number.abs() <= bound)
        metres = bad & (number.abs() >= _METRES)
        log.add(metres, axis, text, "projected")
        log.add(bad & ~metres, axis, text, "no-degrees", bound=round(bound))
        both[axis] = number.mask(bad)
        if worded and f"{axis}_in_file" not in frame:
            words[f"{axis}_in_file"] = text
    found = pd.DataFrame(both, index=frame.index)
    half = found["longitude"].isna() ^ found["latitude"].isna()
    log.add(half, "latitude", cells(frame, "latitude"), "half-coordinate")
    null_island = (found["longitude"] == 0) & (found["latitude"] == 0)
    log.add(null_island, "latitude", cells(frame, "latitude"), "null-island")
    return _with_points(found.mask(half | null_island), frame, log), words


def reads_as_points(texts: pd.Series) -> bool:
    """Tell whether a column holds points, by most of its texts; whole numbers alone are none.

    >>> reads_as_points(pd.Series(["16.27, -0.04", "POINT(1 2)", ""])), reads_as_points(pd.Series(["3, 5", "Gao"]))
    (True, False)
    """
    given = texts[texts != ""].drop_duplicates().head(100)
    read = [_point(text, longitude_first=False) or _point(text, longitude_first=True) for text in given]
    good = sum(isinstance(point, Position) and not text.replace(",", " ").replace(" ", "").isdecimal()
               for point, text in zip(read, given, strict=True))  # fmt: skip
    return good > 0.8 * len(given) if len(given) else False


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
    except UnreadError:
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
    points = _points(list(distinct))
    for code in dict.fromkeys(point for point in points.values() if isinstance(point, str)):
        log.add(wanted & (text.map(points) == code), POINTS, text, code)
    for position, axis in enumerate(("latitude", "longitude")):
        degrees = {word: point[position] for word, point in points.items() if isinstance(point, Position)}
        found[axis] = found[axis].fillna(text.where(wanted).map(degrees).astype("float64"))
    return found


def _points(texts: list[str]) -> dict[str, Position | str]:
    """Return what each text means in the order that the column proves: a latitude has at most 90 degrees.

    Without a proof the latitude comes first, as people write it; where the texts prove both, those that need the
    longitude first are faults.
    """
    latitude_first = {text: _point(text, longitude_first=False) for text in texts}
    if all(isinstance(point, Position) for point in latitude_first.values()):
        return _without_null_island(latitude_first)
    longitude_first = {text: _point(text, longitude_first=True) for text in texts}
    better = [
        sum(isinstance(point, Position) for point in found.values()) for found in (latitude_first, longitude_first)
    ]
    return _without_null_island(longitude_first if better[1] == len(texts) or better[1] > better[0] else latitude_first)


def _point(text: str, *, longitude_first: bool) -> Position | str:
    try:
        return read_position(text, longitude_first=longitude_first)
    except UnreadError as fault:
        return fault.code


def _without_null_island(points: dict[str, Position | str]) -> dict[str, Position | str]:
    return {text: "null-island" if point == (0.0, 0.0) else point for text, point in points.items()}
