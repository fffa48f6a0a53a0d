"""Coordinates in metres: UTM, and MGRS, the military grid that is made of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gazetteer.errors import CoordinatesError

if TYPE_CHECKING:
    from pyproj import Transformer

__all__ = ["from_grid", "from_utm"]

_GRID: Final = re.compile(r"(?:mgrs:?\s*)?(\d{1,2}[c-hj-np-x])\s*([a-hj-np-z]{2})\s*(\d{1,5})\s*(\d{0,5})")
_UTM: Final = re.compile(
    r"(?:utm:?\s*)?(?:zone\s*)?(?P<zone>\d{1,2})\s*(?P<band>[c-hj-np-x]|north|south)[\s,;]+"
    r"(?:e\s*=?\s*)?(?P<east>\d{6}(?:[.,]\d+)?)\s*(?:m?\s*e)?[\s,;]+"
    r"(?:n\s*=?\s*)?(?P<north>\d{1,8}(?:[.,]\d+)?)\s*(?:m?\s*n)?"
)
_NORTHERN: Final = "npqrtuvwx"


def from_grid(text: str) -> tuple[float, float, float] | None:
    """Return latitude and longitude of the middle of a square of MGRS and its side in km; None where the text is none.

    Raises CoordinatesError where there is no such square.

    >>> [round(degrees, 3) for degrees in from_grid("30qye8300002000") or ()]
    [17.185, -0.339, 0.001]
    """
    found = _GRID.fullmatch(text)
    if not found:
        return None
    digits = found[3] + found[4]
    if len(digits) % 2 or (found[4] and len(found[3]) != len(found[4])):
        raise CoordinatesError("no-position")
    import mgrs  # which loads a library in C

    try:
        zone, hemisphere, east, north = mgrs.MGRS().MGRSToUTM(f"{found[1]}{found[2]}{digits}".upper())
    except (mgrs.core.MGRSError, RuntimeError, ValueError):
        raise CoordinatesError("no-position") from None
    side = 10 ** (5 - len(digits) // 2)
    latitude, longitude = _degrees(int(zone), east + side / 2, north + side / 2, is_north=hemisphere == "N")
    return latitude, longitude, side / 1000


def from_utm(text: str) -> tuple[float, float, float] | None:
    """Return the point of a zone, its band or hemisphere, and metres, as `from_grid` does; None where it is none.

    Raises CoordinatesError where `S` may be the band (in the north) or the southern hemisphere, or metres impossible.

    >>> [round(degrees, 3) for degrees in from_utm("30q 783000 1802000") or ()]
    [16.282, -0.352, 0.001]
    """
    found = _UTM.fullmatch(text)
    if not found:
        return None
    zone, band = int(found["zone"]), found["band"]
    east, north = (float(found[name].replace(",", ".")) for name in ("east", "north"))
    if band == "s":
        raise CoordinatesError("band-or-south")
    if not (1 <= zone <= 60 and 100_000 <= east <= 900_000 and north <= 10_000_000):
        raise CoordinatesError("no-position")
    return *_degrees(zone, east, north, is_north=band == "north" or band in _NORTHERN), 0.001


def _degrees(zone: int, east: float, north: float, *, is_north: bool) -> tuple[float, float]:
    longitude, latitude = _transformer((32600 if is_north else 32700) + zone).transform(east, north)
    return float(latitude), float(longitude)


@cache
def _transformer(epsg: int) -> Transformer:
    from pyproj import Transformer  # which other tables need not wait for

    return Transformer.from_crs(epsg, 4326, always_xy=True)
