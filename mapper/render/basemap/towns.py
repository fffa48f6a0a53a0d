"""The towns that a base map names, and the zoom from which it names them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Town", "named_towns"]

# A town's name appears at the zoom at which the next more important town is this many pixels away.
TOWN_PIXELS = 75
FIRST_TOWN_ZOOM, LAST_TOWN_ZOOM = 4.0, 11.0
CAPITAL, SEAT, OTHER = 0, 1, 2
_FRENCH: Final = Path(__file__).parents[2] / "data" / "town_names.csv"


class Town(Protocol):
    """The attributes that a town needs to be drawn; `gazetteer.Place` qualifies."""

    @property
    def name(self) -> str:
        """The name as it will be written."""

    @property
    def country(self) -> str:
        """The ISO code of the country that it is in."""

    @property
    def longitude(self) -> float | None:
        """Degrees east, WGS 84; a town without a point is not drawn."""

    @property
    def latitude(self) -> float | None:
        """Degrees north, WGS 84."""

    @property
    def feature_code(self) -> str:
        """GeoNames' code: PPLC is a country's capital, PPLA that of a first-level unit."""

    @property
    def population(self) -> int | None:
        """Inhabitants; None if unknown."""


def named_towns(towns: Iterable[Town]) -> list[list[Any]]:
    """Return [name, longitude, latitude, rank, zoom] of each town with a point, the most important first.

    A French name follows if it differs. The zoom is chosen so that names do not overlap; the order of `towns` does not
    matter.

    >>> from gazetteer import Place
    >>> named_towns([Place("1", "Gao", 16.27, -0.04, population=86_000), Place("2", "Nowhere")])
    [['Gao', -0.04, 16.27, 2, 4.0]]
    >>> named_towns([Place("1", "Timbuktu", 16.77, -3.01, country="ML")])
    [['Timbuktu', -3.01, 16.77, 2, 4.0, 'Tombouctou']]
    """
    ranks = {"PPLC": CAPITAL, "PPLA": SEAT}
    located = [
        (
            ranks.get(town.feature_code, OTHER),
            -(town.population or 0),
            town.name,
            town.longitude,
            town.latitude,
            town.country,
        )
        for town in towns
        if town.longitude is not None and town.latitude is not None
    ]
    ordered = sorted(set(located))
    points = np.array([[lon, lat] for *_, lon, lat, _ in ordered], dtype=float).reshape(-1, 2)
    french = _french_names()
    return [
        [name, round(lon, 3), round(lat, 3), rank, _first_zoom(points[: i + 1]), *french.get((name, country), ())]
        for i, (rank, _, name, lon, lat, country) in enumerate(ordered)
    ]


@cache
def _french_names() -> dict[tuple[str, str], tuple[str]]:
    """Return the French names of towns by their name in GeoNames and their country."""
    with _FRENCH.open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["country"]): (row["french"],) for row in csv.DictReader(file)}


def _first_zoom(points: NDArray[np.float64]) -> float:
    """Return the zoom (Web Mercator, 256 px tiles) at which the last point is TOWN_PIXELS from all earlier points."""
    if len(points) == 1:
        return FIRST_TOWN_ZOOM
    east = (points[:-1, 0] - points[-1, 0]) * math.cos(math.radians(points[-1, 1]))
    nearest = float(np.hypot(east, points[:-1, 1] - points[-1, 1]).min())
    if nearest == 0:
        return LAST_TOWN_ZOOM
    pixels_per_degree = 256 / 360 / math.cos(math.radians(points[-1, 1]))
    zoom = math.log2(TOWN_PIXELS / (nearest * pixels_per_degree))
    return round(min(LAST_TOWN_ZOOM, max(FIRST_TOWN_ZOOM, zoom)), 1)
