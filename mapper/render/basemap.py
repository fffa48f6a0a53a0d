"""The embedded base map: the world coarsely, the map's own extent finely, as one small JSON-able dict.

Nothing is clipped. Every point of Natural Earth carries its effective area (Visvalingam and Whyatt 1993), and
a point stays when that area matters at the scale at which its part of the world will be seen: fine inside
the extent, coarser with every degree away from it. So zooming out shows the whole world, no edge shows a cut,
and neighbours keep their common border. The format is described in docs/design/basemap.md.

An outline never tells in which country an event is: Natural Earth puts Malian Tinzaouaten in Algeria.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mapper.render.arcpool import ArcPool
from mapper.render.areas import admin1_polygon, country_polygon, name_of
from mapper.render.world import World, arc_numbers, load_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Town", "admin1_polygon", "clip", "country_polygon"]

Extent = tuple[float, float, float, float]

WORLD: Extent = (-180.0, -60.0, 180.0, 80.0)
# What around the extent is kept as fine as the extent: a share of its size, and at least some degrees.
MARGIN_SHARE, MARGIN_DEGREES = 0.25, 1.5
# A screen shows about a thousand pixels, and readers zoom in by three or four steps from the first view.
FINEST_SHARE = 1 / 8000
FINEST_DEGREES, COARSEST_DEGREES = 0.003, 0.3
# How much coarser each degree away from the extent is.
COARSER_PER_DEGREE = 0.01
ADMIN1_COARSER = 1.5
# A town's name appears at the zoom at which the next more important town is this many pixels away.
TOWN_PIXELS = 75
FIRST_TOWN_ZOOM, LAST_TOWN_ZOOM = 4.0, 11.0
CAPITAL, SEAT, OTHER = 0, 1, 2
# Regions are named within so many degrees of the extent, if they are so many of the smallest details wide.
REGION_NAMES_REACH, REGION_NAMES_WIDTH = 2.0, 40


class Town(Protocol):
    """What a town must have to be drawn; `gazetteer.Place` has it."""

    @property
    def name(self) -> str:
        """The name as it will be written."""

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
        """Inhabitants; None where nobody said."""


def clip(extent: Extent | None, *, towns: Sequence[Town] = (), max_bytes: int = 300_000) -> dict[str, Any]:
    """Cut the base map for a map of `extent`.

    Parameters
    ----------
    extent
        West, south, east, north in degrees: the bounding box of the events. None means the whole world.
    towns
        Towns to name. Their order does not matter: capitals come first, then seats, then by population.
    max_bytes
        The outlines are made coarser until they, base64 encoded, take no more than this.

    Returns
    -------
    dict
        The header's `basemap`, ready for `json.dumps`; the same input gives the same dict.

    >>> basemap = clip((-12.2, 10.1, 4.2, 25.0))
    >>> [name for name, *_ in basemap["regions"] if name in {"Gao", "Kidal"}]
    ['Kidal', 'Gao']

    Raises
    ------
    BundleMissingError
        The viewer was not built, so there is no world to cut from.
    """
    world = load_world()
    box = WORLD if extent is None else _with_margin(extent)
    finest = _finest(WORLD if extent is None else extent)
    while True:
        drawing = _Drawing(world, box, finest)
        drawn = drawing.draw()
        if len(drawn["arcs"]) <= max_bytes or finest >= COARSEST_DEGREES:
            return drawn | {"towns": _towns(towns), "sources": world.layers["sources"]}
        finest *= 1.5


def _with_margin(extent: Extent) -> Extent:
    west, south, east, north = extent
    x = max(MARGIN_DEGREES, MARGIN_SHARE * (east - west))
    y = max(MARGIN_DEGREES, MARGIN_SHARE * (north - south))
    return west - x, south - y, east + x, north + y


def _finest(extent: Extent) -> float:
    """Return the smallest detail worth keeping inside the extent, in degrees."""
    west, south, east, north = extent
    return min(COARSEST_DEGREES, max(FINEST_DEGREES, FINEST_SHARE * max(east - west, north - south)))


@dataclass(slots=True, eq=False)
class _Drawing:
    """One cut of the world at one fineness."""

    world: World
    box: Extent
    finest: float

    def draw(self) -> dict[str, Any]:
        layers = self.world.layers
        admin1 = [unit for country in layers["admin1"] if self._touches(country) for unit in country["units"]]
        inner = self._shared(unit["polygons"] for unit in admin1)
        borders = self._shared(country["polygons"] for country in layers["countries"])
        fine = self._wanted(layers, borders)
        keep = self._kept(fine, 1.0) | self._kept(inner, ADMIN1_COARSER)
        pool = ArcPool(self.world, keep)
        return {
            "format": 1,
            "stepsPerDegree": self.world.steps_per_degree,
            "land": pool.polygons(layers["land"]),
            "borders": pool.lines([[number] for number in borders]),
            "admin1": pool.lines([[number] for number in inner]),
            "lakes": self._lakes(pool),
            "rivers": self._rivers(pool),
            "countries": [
                [
                    "" if country["part"] else country["code"],
                    country["name"],
                    *country["label"],
                    country["width"],
                ]
                for country in layers["countries"]
            ],
            "regions": self._region_names(admin1),
            "arcs": pool.encoded(),
        }

    def _wanted(self, layers: dict[str, Any], borders: list[int]) -> list[int]:
        water = [lake["polygons"] for lake in layers["lakes"]] + [
            river["lines"] for river in layers["rivers"]
        ]
        return sorted({*arc_numbers(layers["land"]), *borders, *arc_numbers(water)})

    def _shared(self, shapes: Iterable[list[list[list[int]]]]) -> list[int]:
        """Return the arcs that two of the shapes have in common: the borders between them."""
        counts = np.bincount(list(arc_numbers(list(shapes))), minlength=len(self.world.starts) - 1)
        return [int(number) for number in np.flatnonzero(counts > 1)]

    def _kept(self, arcs: list[int], coarser: float) -> NDArray[np.bool_]:
        """Return for every point of the world whether it is kept, when only `arcs` are drawn."""
        world, steps = self.world, self.world.steps_per_degree
        kept = np.zeros(len(world.x), dtype=bool)
        if not arcs:
            return kept
        wanted = np.zeros(len(world.starts) - 1, dtype=bool)
        wanted[arcs] = True
        at = np.flatnonzero(np.repeat(wanted, np.diff(world.starts)))
        west, south, east, north = (degrees * steps for degrees in self.box)
        x, y = world.x[at], world.y[at]
        away = np.maximum(np.maximum(west - x, x - east), np.maximum(south - y, y - north)).clip(0) / steps
        detail = np.minimum(coarser * self.finest + COARSER_PER_DEGREE * away, COARSEST_DEGREES) * steps
        # The level is 2·log2(area); a detail of that width and height is a triangle of half its square.
        kept[at] = world.levels[at] >= 4 * np.log2(detail) - 2
        return kept

    def _touches(self, country: dict[str, Any]) -> bool:
        west, south, east, north = (degrees * self.world.steps_per_degree for degrees in self.box)
        return any(
            west <= unit["label"][0] + unit["width"] / 2
            and unit["label"][0] - unit["width"] / 2 <= east
            and south <= unit["label"][1] <= north
            for unit in country["units"]
        )

    def _near(self, label: Sequence[int], *, reach: float) -> bool:
        west, south, east, north = self.box
        x, y = (steps / self.world.steps_per_degree for steps in label)
        return west - reach <= x <= east + reach and south - reach <= y <= north + reach

    def _region_names(self, admin1: list[dict[str, Any]]) -> list[list[Any]]:
        narrowest = REGION_NAMES_WIDTH * self.finest * self.world.steps_per_degree
        return [
            [name_of(unit), unit.get("french", ""), *unit["label"], unit["width"]]
            for unit in admin1
            if unit["name"]
            and unit["width"] >= narrowest
            and self._near(unit["label"], reach=REGION_NAMES_REACH)
        ]

    def _lakes(self, pool: ArcPool) -> list[list[Any]]:
        lakes = []
        for lake in self.world.layers["lakes"]:
            polygons = pool.polygons(lake["polygons"])
            if polygons:
                lakes.append([lake["name"], lake["french"], *lake["label"], lake["width"], polygons])
        return lakes

    def _rivers(self, pool: ArcPool) -> list[list[Any]]:
        rivers = []
        for river in self.world.layers["rivers"]:
            lines = pool.lines(river["lines"])
            if lines:
                rivers.append([river["name"], river["french"], lines])
        return rivers


def _towns(towns: Iterable[Town]) -> list[list[Any]]:
    """Return [name, longitude, latitude, rank, zoom] of each town with a point, the most important first."""
    ranks = {"PPLC": CAPITAL, "PPLA": SEAT}
    located = [
        (
            ranks.get(town.feature_code, OTHER),
            -(town.population or 0),
            town.name,
            town.longitude,
            town.latitude,
        )
        for town in towns
        if town.longitude is not None and town.latitude is not None
    ]
    ordered = sorted(set(located))
    points = np.array([[lon, lat] for *_, lon, lat in ordered], dtype=float).reshape(-1, 2)
    return [
        [name, round(lon, 3), round(lat, 3), rank, _first_zoom(points[: i + 1])]
        for i, (rank, _, name, lon, lat) in enumerate(ordered)
    ]


def _first_zoom(points: NDArray[np.float64]) -> float:
    """Return the zoom (Web Mercator, 256 px tiles) at which the last point is TOWN_PIXELS from all before."""
    if len(points) == 1:
        return FIRST_TOWN_ZOOM
    east = (points[:-1, 0] - points[-1, 0]) * math.cos(math.radians(points[-1, 1]))
    nearest = float(np.hypot(east, points[:-1, 1] - points[-1, 1]).min())
    if nearest == 0:
        return LAST_TOWN_ZOOM
    pixels_per_degree = 256 / 360 / math.cos(math.radians(points[-1, 1]))
    zoom = math.log2(TOWN_PIXELS / (nearest * pixels_per_degree))
    return round(min(LAST_TOWN_ZOOM, max(FIRST_TOWN_ZOOM, zoom)), 1)
