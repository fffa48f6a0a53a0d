"""Coordinates in metres: UTM, and MGRS, the military grid that is made of it."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Final

from gazetteer.errors import CoordinatesError

if TYPE_CHECKING:
    from pyproj import Transformer

__all__ = ["from_grid", "from_utm"]

_GRID: Final = re.compile(
    r"(?:mgrs:?\s*)?(?P<zone>\d{1,2}[c-hj-np-x])?\s*(?P<square>[a-hj-np-z]{2})\s*"
    r"(?:(?P<both>\d{2,10})|(?P<east>\d{1,5})\s+(?P<north>\d{1,5}))"
)
_FEWEST_DIGITS: Final = 4
"""Of a square without its zone: fewer may number a road (RN 16)."""
_UTM: Final = re.compile(
    r"(?:utm:?\s*)?(?:zone\s*)?(?P<zone>\d{1,2})\s*(?P<band>[c-hj-np-x]|north|south)[\s,;]+"
    r"(?:e\s*=?\s*)?(?P<east>\d{6}(?:[.,]\d+)?)\s*(?:m?\s*e)?[\s,;]+"
    r"(?:n\s*=?\s*)?(?P<north>\d{1,8}(?:[.,]\d+)?)\s*(?:m?\s*n)?"
)
_NORTHERN: Final = "npqrtuvwx"
_BAND_S: Final = (3_540_000, 4_435_000)
"""The northings, in metres, of band S: 32 to 40 degrees north. South of the equator they are 50 to 58 degrees south."""
_FAR_SOUTH: Final = frozenset({18, 19, 20, 21, 24, 43, 57, 58, 59, 60})
"""The zones with land there: Patagonia, the Falklands, South Georgia, Heard, Macquarie and New Zealand's islands."""


def from_grid(text: str) -> tuple[float, float, float] | None:
    """Return latitude and longitude of the middle of a square of MGRS and its side in km; None where the text is none.

    Raises CoordinatesError where there is no such square, or its zone is missing.

    >>> [round(degrees, 3) for degrees in from_grid("30qye8300002000") or ()]
    [17.185, -0.339, 0.001]
    >>> [round(degrees, 3) for degrees in from_grid("30qye830020") or ()]
    [17.186, -0.339, 0.1]
    """
    found = _GRID.fullmatch(text)
    if not found:
        return None
    digits = found["both"] or found["east"] + found["north"]
    if not found["zone"] and len(digits) < _FEWEST_DIGITS:
        return None
    if len(digits) % 2 or (found["east"] and len(found["east"]) != len(found["north"])):
        raise CoordinatesError("no-position")
    if not found["zone"]:
        raise CoordinatesError("no-zone")
    import mgrs  # which loads a library in C

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)  # a square that is not in the band of its zone
            zone, hemisphere, east, north = mgrs.MGRS().MGRSToUTM(f"{found['zone']}{found['square']}{digits}".upper())
    except (mgrs.core.MGRSError, RuntimeError, RuntimeWarning, ValueError):
        raise CoordinatesError("no-position") from None
    side = 10 ** (5 - len(digits) // 2)
    latitude, longitude = _degrees(int(zone), east + side / 2, north + side / 2, is_north=hemisphere == "N")
    return latitude, longitude, side / 1000


def from_utm(text: str) -> tuple[float, float, float] | None:
    """Return the point of a zone, its band or hemisphere, and metres, as `from_grid` does; None where it is none.

    Raises CoordinatesError where `S` may be the band (in the north) or the southern hemisphere, or metres impossible.

    >>> [round(degrees, 3) for degrees in from_utm("30q 783000 1802000") or ()]
    [16.282, -0.352, 0.001]
    >>> [round(degrees, 1) for text in ("42s 515012 3820120", "36s 700000 7800000") for degrees in from_utm(text)[:2]]
    [34.5, 69.2, -19.9, 34.9]
    """
    found = _UTM.fullmatch(text)
    if not found:
        return None
    zone, band = int(found["zone"]), found["band"]
    east, north = (float(found[name].replace(",", ".")) for name in ("east", "north"))
    if band == "s":
        band = _of_letter_s(zone, north)
    if not (1 <= zone <= 60 and 100_000 <= east <= 900_000 and north <= 10_000_000):
        raise CoordinatesError("no-position")
    return *_degrees(zone, east, north, is_north=band == "north" or band in _NORTHERN), 0.001


def _of_letter_s(zone: int, north: float) -> str:
    """Return what S means behind a zone, by the northing: only one of the two may be where people live."""
    first, last = _BAND_S
    if north > last:
        return "south"
    if north < first or zone in _FAR_SOUTH:
        raise CoordinatesError("band-or-south")
    return "north"


def _degrees(zone: int, east: float, north: float, *, is_north: bool) -> tuple[float, float]:
    longitude, latitude = _transformer((32600 if is_north else 32700) + zone).transform(east, north)
    return float(latitude), float(longitude)


@cache
def _transformer(epsg: int) -> Transformer:
    from pyproj import Transformer  # which other tables need not wait for

    return Transformer.from_crs(epsg, 4326, always_xy=True)
