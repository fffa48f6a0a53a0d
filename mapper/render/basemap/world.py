"""The world that base maps are cut from: Natural Earth, as the viewer's build writes it.

docs/design/basemap.md describes the three files and how they are made. All outlines are *arcs*, lines that neighbours
share, on an integer grid of `steps_per_degree`. A negative arc number means the arc `~number` backwards. A *ring* is a
list of arc numbers, a *polygon* a list of rings, of which the first is the outer ring.
"""

from __future__ import annotations

import mmap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from mapper.errors import BundleMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon

__all__ = ["Part", "World", "load_world"]

Ring = list[int]
Polygon = list[Ring]
Part = list[int]
"""The offset and the length of a text that is read when it is needed."""


class World(NamedTuple):
    """Natural Earth's outlines, decoded.

    Attributes
    ----------
    steps_per_degree
        Grid steps of `x` and `y` in one degree (WGS 84, EPSG:4326).
    x, y
        int32, shape (points,): the points of all arcs, one arc after the other.
    levels
        uint8, shape (points,): 2·log2 of Visvalingam's effective area in steps²; 255 marks an arc's ends.
    starts
        int64, shape (arcs + 1,): arc `a` has the points `starts[a]` to `starts[a + 1]`.
    layers
        `countries`, `admin1`, `land`, `borders`, `disputed`, `rivers`, `lakes`, `sources`, and in `ranges` the ranges
        of arcs with all outlines of countries, and with all water. The polygons of a country are a `Part`, as are the
        first-level units of each country in `admin1`.
    parts
        The text that `part` reads from.
    """

    steps_per_degree: int
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    levels: NDArray[np.uint8]
    starts: NDArray[np.int64]
    layers: dict[str, Any]
    parts: memoryview

    def part(self, part: Part) -> Any:
        """Read a part.

        >>> world = load_world()
        >>> mali = next(country for country in world.layers["admin1"] if country["country"] == "ML")
        >>> sorted(world.part(mali["part"]))
        ['inner', 'units']
        """
        start, length = part
        return orjson.loads(self.parts[start : start + length])

    def multipolygon(self, polygons: Sequence[Polygon]) -> MultiPolygon:
        """Join arcs to a valid shape in degrees; polygons too small to have a ring in the file are left out.

        >>> world = load_world()
        >>> mali = next(country for country in world.layers["countries"] if country["code"] == "ML")
        >>> [round(degree) for degree in world.multipolygon(world.part(mali["polygons"])).bounds]
        [-12, 10, 4, 25]
        """
        import shapely

        outlines = [rings for rings in map(self._rings, polygons) if _is_ring(rings[0])]
        shapes = [shapely.Polygon(rings[0], [*filter(_is_ring, rings[1:])]) for rings in outlines]
        whole = shapely.make_valid(shapely.MultiPolygon(shapes), method="structure")
        return shapely.MultiPolygon([part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"])

    def points_of(self, first: int, end: int) -> slice:
        """Return the range of points of the arcs from `first` to before `end`."""
        return slice(int(self.starts[first]), int(self.starts[end]))

    def points_of_each(self, arcs: Iterable[int]) -> NDArray[np.int64]:
        """Return the numbers of the points of these arcs."""
        parts = [np.arange(self.starts[arc], self.starts[arc + 1]) for arc in arcs]
        return np.concatenate([*parts, np.empty(0, dtype=np.int64)])

    def _rings(self, polygon: Polygon) -> list[NDArray[np.float64]]:
        return [np.concatenate([self._arc(number) for number in ring]) for ring in polygon]

    def _arc(self, number: int) -> NDArray[np.float64]:
        arc = ~number if number < 0 else number
        part = slice(self.starts[arc], self.starts[arc + 1])
        points = np.column_stack((self.x[part], self.y[part])) / self.steps_per_degree
        return points[::-1] if number < 0 else points


def _is_ring(points: NDArray[np.float64]) -> bool:
    return len(points) >= 4  # three corners and the first again


@cache
def load_world() -> World:
    """Read the world file of this installation, once.

    >>> load_world().steps_per_degree
    1000

    Raises
    ------
    BundleMissingError
        The viewer was not built, so the file is not there.
    """
    folder = Path(__file__).parents[2] / "viewer" / "dist"
    try:
        layers = orjson.loads((folder / "basemap.json").read_bytes())
        columns, parts = (_mapped(folder / name) for name in ("basemap.arcs", "basemap.parts"))
    except (OSError, ValueError) as cause:
        raise BundleMissingError(
            "the viewer's basemap.json, .arcs and .parts were not built into this installation; "
            "run `make map` in a clone, or install the package again"
        ) from cause
    points, arcs = layers.pop("points"), layers.pop("arcs")
    x, y = np.frombuffer(columns, dtype="<i4", count=2 * points).reshape(2, points)
    lengths = np.frombuffer(columns, dtype="<u4", count=arcs, offset=8 * points)
    return World(
        steps_per_degree=layers["stepsPerDegree"],
        x=x,
        y=y,
        levels=np.frombuffer(columns, dtype=np.uint8, offset=8 * points + 4 * arcs),
        starts=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
        layers=layers,
        parts=parts,
    )


def _mapped(file: Path) -> memoryview:
    """Memory-map a file: a map needs only a part of it."""
    with file.open("rb") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
