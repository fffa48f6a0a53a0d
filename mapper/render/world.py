"""The world that base maps are cut from: the file that the viewer's build makes of Natural Earth.

The file and its making are described in docs/design/basemap.md. All outlines are *arcs*, lines that
neighbours share, on an integer grid of `steps_per_degree`. An arc number below zero means the arc `~number`
run backwards. A *ring* is a list of arc numbers, a *polygon* a list of rings, the first its outside.
"""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.errors import BundleMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon

__all__ = ["World", "arc_numbers", "load_world"]

Ring = list[int]
Polygon = list[Ring]


@dataclass(frozen=True, slots=True, eq=False)
class World:
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
        The rest of the file: `countries`, `land`, `borders`, `disputed`, `admin1`, `rivers`, `lakes`, `sources`.
    """

    steps_per_degree: int
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    levels: NDArray[np.uint8]
    starts: NDArray[np.int64]
    layers: dict[str, Any]

    def multipolygon(self, polygons: Sequence[Polygon]) -> MultiPolygon:
        """Join arcs to a valid shape in degrees.

        >>> world = load_world()
        >>> mali = next(country for country in world.layers["countries"] if country["code"] == "ML")
        >>> [round(degree) for degree in world.multipolygon(mali["polygons"]).bounds]
        [-12, 10, 4, 25]
        """
        import shapely

        shapes = [shapely.Polygon(rings[0], rings[1:]) for rings in map(self._rings, polygons)]
        whole = shapely.make_valid(shapely.MultiPolygon(shapes), method="structure")
        return shapely.MultiPolygon([part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"])

    def _rings(self, polygon: Polygon) -> list[NDArray[np.float64]]:
        return [np.concatenate([self._arc(number) for number in ring]) for ring in polygon]

    def _arc(self, number: int) -> NDArray[np.float64]:
        arc = ~number if number < 0 else number
        part = slice(self.starts[arc], self.starts[arc + 1])
        points = np.column_stack((self.x[part], self.y[part])) / self.steps_per_degree
        return points[::-1] if number < 0 else points


def arc_numbers(nested: Sequence[Any]) -> Iterator[int]:
    """Return every arc of nested rings, polygons or lines, the direction dropped.

    >>> list(arc_numbers([[[0, ~3]], [[2]]]))
    [0, 3, 2]
    """
    for item in nested:
        if isinstance(item, int):
            yield ~item if item < 0 else item
        else:
            yield from arc_numbers(item)


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
    file = files("mapper").joinpath("viewer", "dist", "basemap.json.gz")
    try:
        packed = file.read_bytes()
    except OSError as cause:
        raise BundleMissingError(
            "mapper/viewer/dist/basemap.json.gz was not built into this installation; "
            "run `make map` in a clone, or install the package again"
        ) from cause
    layers = json.loads(gzip.decompress(packed))
    arcs = layers.pop("arcs")
    lengths = np.frombuffer(base64.b64decode(arcs["lengths"]), dtype="<u4").astype(np.int64)
    return World(
        steps_per_degree=layers["stepsPerDegree"],
        x=_unpacked(arcs["x"]),
        y=_unpacked(arcs["y"]),
        levels=np.frombuffer(base64.b64decode(arcs["levels"]), dtype=np.uint8),
        starts=np.concatenate(([0], np.cumsum(lengths))),
        layers=layers,
    )


def _unpacked(text: str) -> NDArray[np.int32]:
    """Undo `bytePlanes` of scripts/basemap/encode.mjs: three planes of bytes, zigzag, differences."""
    planes = np.frombuffer(base64.b64decode(text), dtype=np.uint8).reshape(3, -1).astype(np.int32)
    zigzag = planes[0] | planes[1] << 8 | planes[2] << 16
    return np.cumsum((zigzag >> 1) ^ -(zigzag & 1), dtype=np.int32)
