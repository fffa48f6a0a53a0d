r"""The one reader of coordinates: degrees as people write them, pairs in one cell, WKT, UTM and MGRS.

It reads a text whole or not at all, and refuses a text with two meanings.

>>> read_degrees("0°02'41\"W", "longitude"), read_degrees("14,4843", "latitude")
(-0.0447222, 14.4843)
>>> read_position("POINT(-0.0447 16.2717)"), read_position("30QYE 83000 02000").standard()
(Position(latitude=16.2717, longitude=-0.0447), '17.1853,-0.3395')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from gazetteer.errors import CoordinatesError
from gazetteer.geodesy import MOST_KM_PER_DEGREE
from gazetteer.names.normalise import fold_name, plain_digits
from gazetteer.names.projected import from_grid, from_utm

__all__ = ["Axis", "Position", "Written", "read_degrees", "read_position", "read_written"]

Axis = Literal["latitude", "longitude"]

_BOUNDS: Final = {"latitude": 90, "longitude": 180}
_AXES: Final[dict[str, Axis]] = {"n": "latitude", "s": "latitude", "e": "longitude", "w": "longitude"}
_DIGITS: Final = 7
"""Decimals that are kept: a centimetre on the ground."""
_LONGEST: Final = 120
_LONGEST_LINK: Final = 2_000

_SIGNS: Final = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‒": "-", "º": "°", "˚": "°", "∘": "°", "’": "'", "‘": "'", "′": "'", "´": "'",
        "`": "'", "ʹ": "'", "“": '"', "”": '"', "″": '"', "ʺ": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "―": "-", "\ufeff": "", "\u200e": "", "\u200f": "", "،": ",", "٫": ".", "ı": "i",
    }
)  # fmt: skip
"""Typographic minus, signs of degrees, minutes and seconds, blanks and marks of direction, as a keyboard has them."""
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_WHOLE: Final = r"\d{1,3}"
_ANGLE: Final = re.compile(
    rf"(?P<d>{_WHOLE})\s*(?:°|d|deg|:|-|\s)\s*(?P<m>{_WHOLE})\s*(?:'|m|min|:|-|\s)\s*(?P<s>{_NUMBER})\s*(?:\"|''|s|sec)?"
    rf"|(?P<d2>{_WHOLE})\s*(?:°|d|deg|:|\s)\s*(?P<m2>{_NUMBER})\s*(?:'|m|min)?"
    rf"|(?P<d3>{_NUMBER})\s*(?:°|d|deg|degrees)?"
)
_ENDS_IN_A_WORD: Final = re.compile(r"(?<![\d ])[^\W\d]$|[^\W\d]{2}$(?<!ec)(?<!in)(?<!eg)")
"""Letters before a hemisphere that are no unit, as in 16d16m18sN."""
_WKT: Final = re.compile(
    r"(?:srid=4326;)?\s*point\s*z?m?\s*\(\s*([-+]?[\d.]+(?:e-?\d+)?)[\s,]+([-+]?[\d.]+(?:e-?\d+)?)(?:\s+[-+]?[\d.]+){0,2}\s*\)"
)
_GEOJSON: Final = re.compile(r'\{.*"coordinates"\s*:\s*\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)(?:\s*,\s*-?[\d.]+)?\s*\].*\}')
_LABELLED: Final = re.compile(
    r"(?P<first>lat|lon)[a-z]*\.?\s*[:=]?\s*(?P<one>.+?)\s*[,;/|&\s]\s*(?P<second>lat|lon|lng)[a-z]*\.?\s*[:=]?\s*(?P<two>.+)"
)
_OF_A_FORM: Final = re.compile(r"(-?\d+\.\d+) (-?\d+\.\d+) -?\d+(?:\.\d+)? \d+(?:\.\d+)?")
"""Latitude, longitude, altitude and accuracy, as the forms of KoBoToolbox and ODK write a point."""
_PINS: Final = (
    re.compile(r"!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)"),
    re.compile(r"[?&](?:q|query|ll|destination|daddr|cp)=(?:loc:)?(-?\d+\.\d+)(?:,|%2c|~)\+?(-?\d+\.\d+)"),
    re.compile(r"[?&]m?lat=(-?\d+\.\d+)&m?lon=(-?\d+\.\d+)"),
)
"""A point in a link to a map. A link with only the centre of its view is not accepted: the centre need not be the
place."""
_BETWEEN: Final = re.compile(r"\s*[;/|]\s*|\s*,\s+|\s+|,")


class Position(NamedTuple):
    """A point in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def standard(self) -> str:
        """Return it as text, to four decimals.

        >>> Position(16.27166, -0.0447).standard()
        '16.2717,-0.0447'
        """
        return f"{self.latitude:.4f},{self.longitude:.4f}"


class Written(NamedTuple):
    """A position as a text gives it.

    `km` is the length on the ground of a step of its last digit; `in_order` is true if the text tells which of two
    angles is the latitude.
    """

    position: Position
    km: float
    in_order: bool = True


class _Angle(NamedTuple):
    """Degrees, the axis that the hemisphere tells, and the step of the last digit in degrees."""

    degrees: float
    axis: Axis | Literal[""]
    step: float


def read_degrees(text: str, axis: Axis) -> float:
    r"""Return a latitude or a longitude in degrees, west and south negative.

    Raises CoordinatesError (a ValueError) if the text is not an angle, or is one of the other axis.

    >>> [read_degrees(text, "latitude") for text in ("16°16'18\"N", "N16.2717", "−4.1830°", "16 16.3 S")]
    [16.2716667, 16.2717, -4.183, -16.2716667]
    """
    number, of_axis, _ = _degrees(_plain(text))
    if of_axis not in {"", axis} or abs(number) > _BOUNDS[axis]:
        raise CoordinatesError("no-degrees")
    return number


def read_position(text: str, *, longitude_first: bool = False) -> Position:
    r"""Return the point that a text means.

    Parameters
    ----------
    text
        A pair of degrees in any notation, WKT, a GeoJSON point, UTM (`30Q 782000 1802000`), MGRS, or a link to a map
        with a pin.
    longitude_first
        Whether the longitude comes first in a pair that does not tell (`16.27, -0.04`). In WKT and GeoJSON it always
        does.

    Raises
    ------
    CoordinatesError
        It is no point, lies beyond the poles, or can be read in two ways (a ValueError).

    >>> read_position("0°02'41\"W 16°16'18\"N"), read_position("16,2717; -0,0447")
    (Position(latitude=16.2716667, longitude=-0.0447222), Position(latitude=16.2717, longitude=-0.0447))
    >>> read_position("https://www.google.com/maps/search/?api=1&query=16.27,-0.04")
    Position(latitude=16.27, longitude=-0.04)
    """
    return read_written(text, longitude_first=longitude_first).position


@lru_cache(maxsize=65_536)
def read_written(text: str, *, longitude_first: bool = False) -> Written:
    r"""Return the point that a text means, and how it is written: see `read_position`.

    >>> read_written("16°16'N 0°03'W").km, read_written("16.27, -0.04")
    (1.86, Written(position=Position(latitude=16.27, longitude=-0.04), km=1.12, in_order=False))
    """
    plain = _plain(text)
    if plain.startswith(("https://", "http://")):
        return _pinned(plain)
    if len(plain) > _LONGEST:
        raise CoordinatesError("no-position")
    if written := _OF_A_FORM.fullmatch(plain):
        return _on_the_globe(written[1], written[2])
    for written in (_WKT.fullmatch(plain), _GEOJSON.fullmatch(plain)):
        if written:
            return _on_the_globe(written[2], written[1])
    projected = from_grid(plain) or from_utm(plain)
    if projected:
        latitude, longitude, km = projected
        return Written(Position(round(latitude, _DIGITS), round(longitude, _DIGITS)), km)
    bare = re.sub(r"^geo:", "", plain).strip("()[]{} ")
    found = {written.position: written for written in _pairs(bare, longitude_first=longitude_first)}
    if len(found) != 1:
        raise CoordinatesError("several-positions" if found else "no-position")
    return found.popitem()[1]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", fold_name(plain_digits(text).translate(_SIGNS).replace("''", '"'))).strip()


def _pinned(link: str) -> Written:
    """Return the point of a link to a map. Yandex has the longitude first, so its links are refused."""
    found = (
        None
        if len(link) > _LONGEST_LINK or "yandex" in link
        else next(filter(None, (p.search(link) for p in _PINS)), None)
    )
    if not found:
        raise CoordinatesError("no-position")
    return _on_the_globe(found[1], found[2])


def _on_the_globe(latitude: str, longitude: str) -> Written:
    """Return the position of two numbers in a notation with a fixed order."""
    degrees = (float(latitude), float(longitude))
    if abs(degrees[0]) > _BOUNDS["latitude"] or abs(degrees[1]) > _BOUNDS["longitude"]:
        raise CoordinatesError("no-position")
    step = max(10.0 ** -len(number.partition("e")[0].partition(".")[2]) for number in (latitude, longitude))
    return Written(Position(round(degrees[0], _DIGITS), round(degrees[1], _DIGITS)), _on_the_ground(step))


def _on_the_ground(step: float) -> float:
    return round(step * MOST_KM_PER_DEGREE, 2)


def _pairs(text: str, *, longitude_first: bool) -> Iterator[Written]:
    """Yield each way to read a text as two angles."""
    labelled = _LABELLED.fullmatch(text)
    if labelled and labelled["first"] != labelled["second"].replace("lng", "lon"):
        yield from _pair(labelled["one"], labelled["two"], longitude_first=labelled["first"] == "lon", labelled=True)
        return
    loose = list(_BETWEEN.finditer(text))
    spaced = [match for match in loose if match[0] != ","]
    strong = [match for match in loose if match[0].strip() in {";", "/", "|"}]
    if re.fullmatch(r"\d+,\d+", text):
        raise CoordinatesError("several-positions")  # 16,5 is one number to some and two to others
    for match in strong or spaced or loose:
        yield from _pair(text[: match.start()], text[match.end() :], longitude_first=longitude_first)


def _pair(one: str, two: str, *, longitude_first: bool, labelled: bool = False) -> Iterator[Written]:
    try:
        (first, axis, step), (second, other, other_step) = _degrees(one), _degrees(two)
    except CoordinatesError:
        return
    if (axis == "") != (other == "") or (axis and axis == other):
        return
    swapped = axis == "longitude" or (axis == "" and longitude_first)
    if labelled and axis and swapped != longitude_first:
        return
    latitude, longitude = (second, first) if swapped else (first, second)
    if abs(latitude) <= _BOUNDS["latitude"] and abs(longitude) <= _BOUNDS["longitude"]:
        km = _on_the_ground(max(step, other_step))
        yield Written(Position(latitude, longitude), km, labelled or axis != "")


def _degrees(text: str) -> _Angle:
    hemisphere, rest = _hemisphere(text)
    sign = -1 if rest[:1] == "-" else 1
    if rest[:1] in {"-", "+"}:
        if hemisphere:
            raise CoordinatesError("no-degrees")  # -4 S: a sign and a hemisphere together
        rest = rest[1:].lstrip()
    found = _ANGLE.fullmatch(rest)
    if not found:
        raise CoordinatesError("no-degrees")
    degrees = _number(found["d"] or found["d2"] or found["d3"])
    minutes, seconds = _number(found["m"] or found["m2"]), _number(found["s"])
    if minutes >= 60 or seconds >= 60:
        raise CoordinatesError("no-degrees")
    angle = degrees + minutes / 60 + seconds / 3600
    sign = -1 if hemisphere in {"s", "w"} else sign
    last, unit = next(
        (number, unit)
        for number, unit in ((found["s"], 3600), (found["m2"], 60), (found["d3"], 1))
        if number is not None
    )
    step = 10.0 ** -len(last.replace(",", ".").partition(".")[2]) / unit
    return _Angle(round(sign * angle, _DIGITS) + 0.0, _AXES[hemisphere] if hemisphere else "", step)


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))


def _hemisphere(text: str) -> tuple[str, str]:
    """Return the letter of the hemisphere that a text begins or ends with, and the rest; `""` where there is none."""
    for word, letter in _hemispheres():
        if text.startswith(word) and (len(word) > 1 or not text[1:2].isalpha()):
            return letter, text.removeprefix(word).lstrip(" .:")
        if text.endswith(word) and not _ENDS_IN_A_WORD.search(text[: -len(word)]):
            return letter, text.removesuffix(word).rstrip()
    return "", text


@cache
def _hemispheres() -> list[tuple[str, str]]:
    """Return words for hemispheres and the letter of each (`data/hemispheres.csv`), the longest first."""
    text = (Path(__file__).parents[1] / "data" / "hemispheres.csv").read_text(encoding="utf-8")
    words = {(_plain(row["word"]), row["letter"]) for row in csv.DictReader(text.splitlines())}
    return sorted(words, key=lambda pair: (-len(pair[0]), pair))
