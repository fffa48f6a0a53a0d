r"""The one reader of coordinates: degrees as people write them, pairs in one cell, WKT, UTM and MGRS.

It reads a text whole or not at all, and never decides which of two meanings was meant.

>>> read_degrees("0°02'41\"W", "longitude"), read_degrees("14,4843", "latitude")
(-0.0447222, 14.4843)
>>> read_position("POINT(-0.0447 16.2717)"), read_position("30QYE 83000 02000").standard()
(Position(latitude=16.2717, longitude=-0.0447), '17.1853,-0.3395')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from mapper.model.lexicon import folded, lexicon
from mapper.model.projected import from_grid, from_utm
from mapper.model.unread import UnreadError

__all__ = ["Axis", "Position", "read_degrees", "read_position"]

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
        "\ufeff": "", "\u200e": "", "\u200f": "", "،": ",", "٫": ".",
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
"""A point in a link to a map. Where the view's centre is all that a link has, nobody has said that it is the place."""
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


def read_degrees(text: str, axis: Axis) -> float:
    r"""Return a latitude or a longitude in degrees, west and south negative.

    Raises UnreadError (a ValueError) where the text is none, or one of the other axis.

    >>> [read_degrees(text, "latitude") for text in ("16°16'18\"N", "N16.2717", "−4.1830°", "16 16.3 S")]
    [16.2716667, 16.2717, -4.183, -16.2716667]
    """
    number, of_axis = _degrees(_plain(text))
    if of_axis not in {"", axis} or abs(number) > _BOUNDS[axis]:
        raise UnreadError("no-degrees")
    return number


@lru_cache(maxsize=65_536)
def read_position(text: str, *, longitude_first: bool = False) -> Position:
    r"""Return the point that a text means.

    Parameters
    ----------
    text
        A pair of degrees in any notation, WKT, a GeoJSON point, UTM (`30Q 782000 1802000`), MGRS, or a link to a map
        with a pin.
    longitude_first
        Of a pair that does not say it (`16.27, -0.04`), the longitude comes first. WKT and GeoJSON always have it so.

    Raises
    ------
    UnreadError
        It is no point, lies beyond the poles, or can be read in two ways (a ValueError).

    >>> read_position("0°02'41\"W 16°16'18\"N"), read_position("16,2717; -0,0447")
    (Position(latitude=16.2716667, longitude=-0.0447222), Position(latitude=16.2717, longitude=-0.0447))
    >>> read_position("https://www.google.com/maps/search/?api=1&query=16.27,-0.04")
    Position(latitude=16.27, longitude=-0.04)
    """
    plain = _plain(text)
    if plain.startswith(("https://", "http://")):
        return _pinned(plain)
    if len(plain) > _LONGEST:
        raise UnreadError("no-position")
    if written := _OF_A_FORM.fullmatch(plain):
        return _on_the_globe(float(written[1]), float(written[2]))
    for written in (_WKT.fullmatch(plain), _GEOJSON.fullmatch(plain)):
        if written:
            return _on_the_globe(float(written[2]), float(written[1]))
    projected = from_grid(plain) or from_utm(plain)
    if projected:
        return _on_the_globe(*projected)
    bare = re.sub(r"^geo:", "", plain).strip("()[]{} ")
    found = set(_pairs(bare, longitude_first=longitude_first))
    if len(found) != 1:
        raise UnreadError("several-positions" if found else "no-position")
    return found.pop()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", folded(text.translate(_SIGNS).replace("''", '"'))).strip()


def _pinned(link: str) -> Position:
    """Return the point of a link to a map. Yandex has the longitude first, so its links are refused."""
    found = (
        None
        if len(link) > _LONGEST_LINK or "yandex" in link
        else next(filter(None, (p.search(link) for p in _PINS)), None)
    )
    if not found:
        raise UnreadError("no-position")
    return _on_the_globe(float(found[1]), float(found[2]))


def _on_the_globe(latitude: float, longitude: float) -> Position:
    if abs(latitude) > _BOUNDS["latitude"] or abs(longitude) > _BOUNDS["longitude"]:
        raise UnreadError("no-position")
    return Position(round(latitude, _DIGITS), round(longitude, _DIGITS))


def _pairs(text: str, *, longitude_first: bool) -> Iterator[Position]:
    """Yield each way to read a text as two angles."""
    labelled = _LABELLED.fullmatch(text)
    if labelled and labelled["first"] != labelled["second"].replace("lng", "lon"):
        yield from _pair(labelled["one"], labelled["two"], longitude_first=labelled["first"] == "lon", labelled=True)
        return
    loose = list(_BETWEEN.finditer(text))
    spaced = [match for match in loose if match[0] != ","]
    strong = [match for match in loose if match[0].strip() in {";", "/", "|"}]
    if re.fullmatch(r"\d+,\d+", text):
        raise UnreadError("several-positions")  # 16,5 is one number to some and two to others
    for match in strong or spaced or loose:
        yield from _pair(text[: match.start()], text[match.end() :], longitude_first=longitude_first)


def _pair(one: str, two: str, *, longitude_first: bool, labelled: bool = False) -> Iterator[Position]:
    try:
        (first, axis), (second, other) = _degrees(one), _degrees(two)
    except UnreadError:
        return
    if (axis == "") != (other == "") or (axis and axis == other):
        return
    swapped = axis == "longitude" or (axis == "" and longitude_first)
    if labelled and axis and swapped != longitude_first:
        return
    latitude, longitude = (second, first) if swapped else (first, second)
    if abs(latitude) <= _BOUNDS["latitude"] and abs(longitude) <= _BOUNDS["longitude"]:
        yield Position(latitude, longitude)


def _degrees(text: str) -> tuple[float, Axis | Literal[""]]:
    """Return an angle, and the axis that its hemisphere tells."""
    hemisphere, rest = _hemisphere(text)
    sign = -1 if rest[:1] == "-" else 1
    if rest[:1] in {"-", "+"}:
        if hemisphere:
            raise UnreadError("no-degrees")  # -4 S: one of the two is too much
        rest = rest[1:].lstrip()
    found = _ANGLE.fullmatch(rest)
    if not found:
        raise UnreadError("no-degrees")
    degrees = _number(found["d"] or found["d2"] or found["d3"])
    minutes, seconds = _number(found["m"] or found["m2"]), _number(found["s"])
    if minutes >= 60 or seconds >= 60:
        raise UnreadError("no-degrees")
    angle = degrees + minutes / 60 + seconds / 3600
    sign = -1 if hemisphere in {"s", "w"} else sign
    return round(sign * angle, _DIGITS) + 0.0, _AXES[hemisphere] if hemisphere else ""


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
    words = [(word, letter) for letter, names in lexicon("coordinates", "hemispheres").items() for word in names]
    return sorted(words, key=lambda pair: -len(pair[0]))
