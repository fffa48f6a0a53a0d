"""The embedded base map: coarse for the world, fine inside the map's extent.

Nothing is clipped. Every point of Natural Earth has its effective area (Visvalingam and Whyatt 1993). A point is kept
if that area is visible at the scale at which its part of the world will be seen: fine inside the extent, coarser with
every degree away from it. So zooming out shows the whole world, no edge is cut, and neighbours keep their common
border. The format is described in docs/design/basemap.md.

An outline never tells in which country an event is: Natural Earth puts Malian Tinzaouaten in Algeria.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gazetteer.divisions import is_no_more
from mapper.render.basemap.arcs import ArcPool, Arcs
from mapper.render.basemap.areas import name_of
from mapper.render.basemap.towns import Town, named_towns
from mapper.render.basemap.world import World, load_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Basemap", "Town", "clip"]

Extent = tuple[float, float, float, float]

WORLD: Extent = (-180.0, -60.0, 180.0, 80.0)
# The margin that is as fine as the extent: a share of its size, but at least some degrees.
MARGIN_SHARE, MARGIN_DEGREES = 0.25, 1.5
# A screen shows about a thousand pixels, and readers zoom in by three or four steps from the first view.
FINEST_SHARE = 1 / 8000
FINEST_DEGREES, COARSEST_DEGREES = 0.003, 0.3
# How much coarser the map gets with each degree away from the extent or the events.
COARSER_PER_DEGREE = 0.01
# Farther than this from every event (degrees), only the distance from the extent counts.
FOCUS_REACH = 12
ADMIN1_COARSER = 1.5
# The borders of a country's units appear when a typical unit is this wide; before, they would be a grey tangle.
ADMIN1_PIXELS = 55
# Rivers and lakes come from a coarser scale (1:50m), so more of their few points are kept.
WATER_COARSER = 0.25
# Regions are named within this many degrees of the extent, if they are this many smallest details wide.
REGION_NAMES_REACH, REGION_NAMES_WIDTH = 2.0, 40
# Countries narrower than this (degrees) are never named: at zoom 8, from which on the page names no countries, it is
# less than four letters wide.
COUNTRY_NAMES_WIDTH = 0.2


class Basemap(NamedTuple):
    """The header's entry `basemap`, ready for `json.dumps`, and the arcs that its numbers refer to."""

    header: dict[str, Any]
    arcs: Arcs


def clip(
    extent: Extent | None,
    *,
    focus: NDArray[np.float64] | None = None,
    towns: Sequence[Town] = (),
    max_points: int = 58_000,
) -> Basemap:
    """Cut the base map for a map of `extent`.

    Parameters
    ----------
    extent
        West, south, east, north in degrees: the bounding box of the events. None means the whole world.
    focus
        float64, shape (n, 2): longitude and latitude of the events; around them the map is as fine as the source.
    towns
        Towns to name. Their order does not matter: capitals come first, then seats, then by population.
    max_points
        The most points of the outlines, which are made coarser to fit: they take 190 to 310 KB of the page.

    Returns
    -------
    Basemap
        The same for the same input.

    >>> header, arcs = clip((-12.2, 10.1, 4.2, 25.0))
    >>> [name for name, *_ in header["regions"] if name in {"Gao", "Kidal"}]
    ['Kidal', 'Gao']
    >>> len(arcs.x) == int(arcs.points.sum()) <= 58_000
    True

    Raises
    ------
    BundleMissingError
        The viewer was not built, so there is no world to cut from.
    """
    world = load_world()
    box = WORLD if extent is None else _with_margin(extent)
    near = _degrees_away(np.empty((0, 2)) if focus is None else focus)
    cut = _Cut(world, box, near, _finest(WORLD if extent is None else extent))
    coarser = 1.0
    while True:
        header, arcs = cut.draw(coarser)
        if len(arcs.x) <= max_points or coarser * cut.finest >= COARSEST_DEGREES:
            return Basemap(header | {"towns": named_towns(towns), "sources": world.layers["sources"]}, arcs)
        coarser = cut.coarser_for(coarser, drawn=len(arcs.x), most=max_points)


def _degrees_away(points: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return for each one-degree cell, [row from 90° south, column from 180° west], the distance to the nearest point.

    The distance is in cells, a diagonal step counts as one; it is at most FOCUS_REACH.

    >>> away = _degrees_away(np.array([[0.5, 0.5]]))
    >>> away[90, 180:184].tolist(), int(away[0, 0])
    ([0, 1, 2, 3], 12)
    """
    away = np.full((180, 360), FOCUS_REACH, dtype=np.uint8)
    if not len(points):
        return away
    x, y = np.floor(points).astype(int).T
    x, y = (x + 180).clip(0, 359), (y + 90).clip(0, 179)
    # Only cells around the points need counting.
    top, left = max(0, y.min() - FOCUS_REACH), max(0, x.min() - FOCUS_REACH)
    part = away[top : y.max() + FOCUS_REACH + 1, left : x.max() + FOCUS_REACH + 1]
    part[y - top, x - left] = 0
    for _ in range(FOCUS_REACH):
        padded = np.pad(part, 1, constant_values=FOCUS_REACH)
        rows = np.minimum(np.minimum(padded[:-2], padded[1:-1]), padded[2:])
        part[:] = np.minimum(part, np.minimum(np.minimum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:]) + 1)
    return away


def _with_margin(extent: Extent) -> Extent:
    west, south, east, north = extent
    x = max(MARGIN_DEGREES, MARGIN_SHARE * (east - west))
    y = max(MARGIN_DEGREES, MARGIN_SHARE * (north - south))
    return west - x, south - y, east + x, north + y


def _finest(extent: Extent) -> float:
    """Return the smallest detail worth keeping inside the extent, in degrees."""
    west, south, east, north = extent
    return min(COARSEST_DEGREES, max(FINEST_DEGREES, FINEST_SHARE * max(east - west, north - south)))


class _Cut:
    """The world seen from one extent: which points are kept, at any fineness."""

    def __init__(self, world: World, box: Extent, near: NDArray[np.uint8], finest: float) -> None:
        self.world, self.box, self.near, self.finest = world, box, near, finest
        near_by = [
            (one["country"], world.part(one["part"])) for one in world.layers["admin1"] if self._reaches(one["reach"])
        ]
        countries = [(code, country) for code, country in near_by if self._touches(country["units"])]
        self._units = [(code, unit) for code, country in countries for unit in country["units"]]
        self._inner = [(self._admin1_zoom(country["units"]), country["inner"]) for _, country in countries]
        self._log_detail = np.log2(self._detail()).astype(np.float32).ravel()
        # How often the smallest detail can double before the point is dropped; -inf for points that no layer wants.
        self._lasts = np.full(len(world.x), -np.inf, dtype=np.float32)
        ranges = world.layers["ranges"]
        self._want(world.points_of(*ranges["outlines"]), 1.0)
        self._want(world.points_of_each(arc for _, inner in self._inner for arc in inner), ADMIN1_COARSER)
        self._want(world.points_of(*ranges["water"]), WATER_COARSER)

    def draw(self, coarser: float) -> Basemap:
        """Return the base map with its details `coarser` times as coarse, without towns and sources."""
        layers = self.world.layers
        pool = ArcPool(self.world, self._lasts >= np.log2(coarser))
        header = {
            "stepsPerDegree": self.world.steps_per_degree,
            "land": pool.polygons(layers["land"]),
            "borders": pool.arcs(layers["borders"]),
            "disputed": pool.arcs(layers["disputed"]),
            "sides": self._sides(pool),
            "admin1": [[zoom, kept] for zoom, inner in self._inner if (kept := pool.arcs(inner))],
            "lakes": self._lakes(pool),
            "rivers": self._rivers(pool),
            "countries": [
                [country["english"], country["french"], *country["label"], country["width"]]
                for country in layers["countries"]
                if self._is_named(country)
            ],
            "regions": self._region_names(coarser),
        }
        return Basemap(header, pool.drawn())

    def coarser_for(self, coarser: float, *, drawn: int, most: int) -> float:
        """Return how coarse the map must be to have `most` points, given that it has `drawn` points at `coarser`.

        Some kept points belong to arcs that are not drawn; a coarser map is assumed to have about as many of them.
        """
        lasts = self._lasts[self._lasts >= np.log2(coarser)]
        excess = drawn - most
        least = np.partition(lasts, excess)[excess]
        return max(1.02 * coarser, float(2**least))

    def _admin1_zoom(self, units: list[dict[str, Any]]) -> float:
        """Return the zoom (256 px tiles) at which a country's typical unit is ADMIN1_PIXELS wide."""
        width = float(np.median([unit["width"] for unit in units])) / self.world.steps_per_degree
        return round(math.log2(ADMIN1_PIXELS * 360 / 256 / width), 1)

    def _want(self, at: slice | NDArray[np.int64], coarser: float) -> None:
        # The level is 2·log2(area); a detail of that width and height is a triangle of half its square.
        finest_kept = (np.arange(256) + 2) / 4 - math.log2(self.world.steps_per_degree)
        finest_kept[finest_kept >= math.log2(COARSEST_DEGREES)] = np.inf
        lasts = finest_kept.astype(np.float32)[self.world.levels[at]]
        lasts -= (math.log2(coarser) + self._log_detail)[self._cells(at)]
        self._lasts[at] = lasts

    def _cells(self, at: slice | NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the cell of one degree of each point, `360 * row + column`; memory is touched only once."""
        cells: NDArray[np.int32] = self.world.y[at] // self.world.steps_per_degree
        cells += 90
        np.clip(cells, 0, 179, out=cells)
        cells *= 360
        column = self.world.x[at] // self.world.steps_per_degree
        column += 180
        cells += np.clip(column, 0, 359, out=column)
        return cells

    def _detail(self) -> NDArray[np.float64]:
        """Return the smallest detail to keep in each cell of one degree, in degrees: shape (180, 360)."""
        west, south, east, north = self.box
        x, y = np.arange(-180, 180), np.arange(-90, 90)
        beside, above = np.maximum(west - x - 1, x - east), np.maximum(south - y - 1, y - north)
        outside = np.maximum(beside.clip(0), above.clip(0)[:, np.newaxis])
        near = FINEST_DEGREES + COARSER_PER_DEGREE * np.arange(-1, FOCUS_REACH).clip(0)
        near[FOCUS_REACH] = np.inf
        finest: NDArray[np.float64] = np.minimum(self.finest + COARSER_PER_DEGREE * outside, near[self.near])
        return finest

    def _reaches(self, reach: Sequence[float]) -> bool:
        west, south, east, north = (degrees * self.world.steps_per_degree for degrees in self.box)
        return west <= reach[2] and reach[0] <= east and south <= reach[3] and reach[1] <= north

    def _touches(self, units: list[dict[str, Any]]) -> bool:
        west, south, east, north = (degrees * self.world.steps_per_degree for degrees in self.box)
        return any(
            west <= unit["label"][0] + unit["width"] / 2
            and unit["label"][0] - unit["width"] / 2 <= east
            and south <= unit["label"][1] <= north
            for unit in units
        )

    def _near(self, label: Sequence[int], *, reach: float) -> bool:
        west, south, east, north = self.box
        x, y = (steps / self.world.steps_per_degree for steps in label)
        return west - reach <= x <= east + reach and south - reach <= y <= north + reach

    def _region_names(self, coarser: float) -> list[list[Any]]:
        narrowest = REGION_NAMES_WIDTH * coarser * self.finest * self.world.steps_per_degree
        return [
            [name_of(unit), unit.get("french", ""), *unit["label"], unit["width"]]
            for code, unit in self._units
            if unit["width"] >= narrowest
            and self._near(unit["label"], reach=REGION_NAMES_REACH)
            and not is_no_more(name_of(unit), code)  # the outlines lack some newer divisions
        ]

    def _is_named(self, country: dict[str, Any]) -> bool:
        return not country["part"] and country["width"] >= COUNTRY_NAMES_WIDTH * self.world.steps_per_degree

    def _sides(self, pool: ArcPool) -> list[list[int]]:
        """Return each border's arc with the numbers of the named countries on its left and right, -1 for none."""
        layers = self.world.layers
        named = [i for i, country in enumerate(layers["countries"]) if self._is_named(country)]
        number = {-1: -1} | {i: k for k, i in enumerate(named)}
        pairs = pool.pairs(layers["borders"], layers["sides"])
        return [[arc, *(number.get(side, -1) for side in sides)] for arc, sides in pairs]

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
