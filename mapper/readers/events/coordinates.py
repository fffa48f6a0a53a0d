"""Coordinates of a table of events: degrees in two columns, or points in one."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from gazetteer.errors import CoordinatesError
from gazetteer.names.coordinates import Axis, Written, read_degrees, read_written
from mapper.model.lexicon import folded
from mapper.model.schema import NEAR_KM, Step
from mapper.model.text import plural
from mapper.readers.events.digits import steps_by_digits
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["POINTS", "SHAPES", "coordinates", "digits_notice", "reads_as_points"]

POINTS: Final = "coordinates"
"""The column with a point in each cell; it is used where latitude and longitude are empty."""
SHAPES: Final = r"\s*(?:multi)?(?:polygon|linestring)\s*z?m?\s*\("
"""The beginning of an area or a line in WKT."""
_AXES: Final[tuple[tuple[Axis, float], ...]] = (("longitude", 180.0), ("latitude", 90.0))
_DECIMAL_COMMA: Final = r"-?\d+,\d+"
"""A coordinate as spreadsheets of many countries write it; its comma can only be a decimal comma."""
_O, _EAST, _WEST = (
    rf"[^A-Za-z]*\d[^A-Za-z]*{letter}\.?|{letter}[^A-Za-z]*\d[^A-Za-z]*" for letter in ("[Oo]", "[Ee]", "[Ww]")
)
_LONGITUDE_FIRST: Final = re.compile(r"(?:gps|coord\w*|point|pos\w*)?[\W_]*(?:lon\w*?|lng|x)[\W_]*(?:lat|y)")
"""Names of columns of points, as lon_lat and X/Y."""
_VILLAGE_KM: Final = 2.0
"""A last digit coarser than this does not say which village."""
_METRES: Final = 1000.0
"""From this number on, the numbers of a column are metres of a projection, not degrees."""


def coordinates(
    frame: pd.DataFrame, log: FaultLog, *, points: bool = True
) -> tuple[pd.DataFrame, dict[str, pd.Series], pd.Series]:
    r"""Return `longitude` and `latitude` in degrees, the columns of words, and the precision that the digits allow.

    This precision is a step of `geo_precision`: near for "48.6, 38.0" (11 km) and for a grid square of that size, vague
    for "49, 38" (111 km); else it is missing. Of columns of numbers see `digits.py`.

    Both coordinates are NaN unless both are there, on the globe and not 0,0. If a cell is not a plain number, or is not
    used, both columns are kept beside them, as `latitude_in_file`. With `points`, the column `coordinates` is read
    where both are empty.

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
    roughly = pd.Series(pd.NA, index=frame.index, dtype="Int8")
    if points:
        roughly = steps_by_digits(found, frame)
        found, roughly = _with_points(found, roughly, frame, log)
    return found, words, roughly


def digits_notice(name: str, steps: pd.Series) -> tuple[str, ...]:
    """Return the notice on the points of a table that are not exact according to their digits; none if there are none.

    `steps` are the precisions that the table does not state.

    >>> digits_notice("a", pd.Series([5, None, 2, 2]))
    ('a: 3 events have coordinates too rough to be exact (2 near, 1 vague); write geo_precision if they are',)
    """
    near, vague = (int((steps == step).sum()) for step in (Step.NEAR, Step.VAGUE))
    if not near + vague:
        return ()
    events = f"{plural(near + vague, 'event')} {'has' if near + vague == 1 else 'have'}"
    kinds = ", ".join(f"{number:,} {kind}" for number, kind in ((near, "near"), (vague, "vague")) if number)
    return (f"{name}: {events} coordinates too rough to be exact ({kinds}); write geo_precision if they are",)


def reads_as_points(texts: pd.Series) -> bool:
    """Tell whether most texts of a column are points; whole numbers alone are not.

    >>> reads_as_points(pd.Series(["16.27, -0.04", "POINT(1 2)", ""])), reads_as_points(pd.Series(["3, 5", "Gao"]))
    (True, False)
    """
    given = texts[texts != ""].drop_duplicates().head(100)
    if len(given) and given.str.match(SHAPES, case=False).mean() > 0.8:
        return True
    read = [_point(text, longitude_first=False) or _point(text, longitude_first=True) for text in given]
    good = sum(isinstance(point, Written) and not text.replace(",", " ").replace(" ", "").isdecimal()
               for point, text in zip(read, given, strict=True))  # fmt: skip
    return good > 0.8 * len(given) if len(given) else False


def _with_known_o(text: pd.Series, header: str) -> pd.Series:
    """Return longitudes with W or E for O, if the column or its name tells which it is.

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


def _with_points(
    found: pd.DataFrame, roughly: pd.Series, frame: pd.DataFrame, log: FaultLog
) -> tuple[pd.DataFrame, pd.Series]:
    """Return latitude and longitude, filled from the column of points where both are empty."""
    if POINTS not in frame:
        return found, roughly
    text = cells(frame, POINTS)
    wanted = (text != "") & (cells(frame, "latitude") == "") & (cells(frame, "longitude") == "")
    if not wanted.any():
        return found, roughly
    distinct = text[wanted].unique()
    name = folded(log.written_as.get(POINTS, POINTS))
    points = _points(list(distinct), longitude_first=_LONGITUDE_FIRST.match(name) is not None)
    for code in dict.fromkeys(point for point in points.values() if isinstance(point, str)):
        log.add(wanted & (text.map(points) == code), POINTS, text, code)
    read = {word: point for word, point in points.items() if isinstance(point, Written)}
    there = text.where(wanted)
    for number, axis in enumerate(("latitude", "longitude")):
        degrees = {word: point.position[number] for word, point in read.items()}
        found[axis] = found[axis].fillna(there.map(degrees).astype("float64"))
    steps = {word: step for word, point in read.items() if (step := _step_of(point.km))}
    return found, roughly.fillna(there.map(steps).astype("Int8")) if steps else roughly


def _step_of(km: float) -> int:
    """Return the step of `geo_precision` of a point by the width of its last digit; 0 if the digits tell nothing."""
    return int(Step.VAGUE) if km > NEAR_KM else int(Step.NEAR) if km > _VILLAGE_KM else 0


def _points(texts: list[str], *, longitude_first: bool) -> dict[str, Written | str]:
    """Return the meaning of each text, in the order that the column's name states or that the column proves.

    A latitude has at most 90 degrees. If nothing states or proves the order, the latitude comes first, as people write
    it; if the texts prove both, those in the other order are faults.
    """
    stated = {text: _point(text, longitude_first=longitude_first) for text in texts}
    if all(isinstance(point, Written) for point in stated.values()):
        return _without_null_island(stated)
    other = {text: _point(text, longitude_first=not longitude_first) for text in texts}
    better = [sum(isinstance(point, Written) for point in found.values()) for found in (stated, other)]
    return _without_null_island(other if better[1] > better[0] else stated)


def _point(text: str, *, longitude_first: bool) -> Written | str:
    try:
        return read_written(text, longitude_first=longitude_first)
    except CoordinatesError as fault:
        return fault.code


def _without_null_island(points: dict[str, Written | str]) -> dict[str, Written | str]:
    return {
        text: "null-island" if isinstance(point, Written) and point.position == (0.0, 0.0) else point
        for text, point in points.items()
    }
