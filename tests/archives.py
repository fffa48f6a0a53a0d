"""Small PMTiles archives of made-up roads, rivers and villages around a point, for the base map of a user's own."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

EXTENT = 4096
POINT, LINE, POLYGON = 1, 2, 3
Feature = tuple[int, list[tuple[float, float]], dict[str, str]]
"""Geometry, points (longitude, latitude), properties."""


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _geometry(kind: int, points: Sequence[tuple[int, int]]) -> bytes:
    """The commands of https://github.com/mapbox/vector-tile-spec: move, line, close."""
    numbers, last = [], (0, 0)
    for i, (x, y) in enumerate(points):
        numbers += [9] if i == 0 else [len(points) - 1 << 3 | 2] if i == 1 else []
        numbers += [(step << 1) ^ (step >> 31) for step in (x - last[0], y - last[1])]
        last = (x, y)
    return b"".join(map(_varint, numbers + [15] * (kind == POLYGON)))


def _tile(layers: Mapping[str, Sequence[Feature]], zoom: int, column: int, row: int) -> bytes:
    def placed(longitude: float, latitude: float) -> tuple[int, int]:
        x = (longitude + 180) / 360 * 2**zoom
        y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom
        return round((x - column) * EXTENT), round((y - row) * EXTENT)

    tile = b""
    for name, features in layers.items():
        texts = sorted({text for *_, tags in features for text in (*tags, *tags.values())})
        layer = _field(15, 2) + _field(1, name.encode())
        for kind, points, tags in features:
            numbers = b"".join(_varint(texts.index(text)) for pair in tags.items() for text in pair)
            there = [placed(*point) for point in points]
            layer += _field(2, _field(2, numbers) + _field(3, kind) + _field(4, _geometry(kind, there)))
        layer += b"".join(_field(3, text.encode()) for text in texts)
        layer += b"".join(_field(4, _field(1, text.encode())) for text in texts) + _field(5, EXTENT)
        tile += _field(3, layer)
    return tile


def around(longitude: float, latitude: float) -> dict[str, list[Feature]]:
    """A town's surroundings in the layers of Protomaps' schema: a road, a street, a river, a border, a village."""

    def line(*steps: tuple[float, float]) -> list[tuple[float, float]]:
        return [(longitude + east, latitude + north) for east, north in steps]

    return {
        "landuse": [(POLYGON, line((-0.01, -0.01), (0.01, -0.01), (0, 0.01)), {"kind": "residential"})],
        "water": [(LINE, line((-0.2, 0.02), (0.2, 0.02)), {"kind": "river"})],
        "boundaries": [(LINE, line((-0.2, 0.1), (0.2, 0.1)), {"kind": "country"})],
        "roads": [
            (LINE, line((-0.2, 0), (0.2, 0)), {"kind": "highway", "name": "Route Nationale 99"}),
            (LINE, line((0, -0.1), (0, 0.1)), {"kind": "minor_road", "name": "Rue des Essais"}),
        ],
        "places": [
            (POINT, line((0.03, 0.03)), {"kind": "locality", "kind_detail": "village", "name": "Essaiville"}),
            (POINT, line((-0.04, -0.03)), {"kind_detail": "village", "name": "قرية", "name:fr": "Qarya"}),
        ],
    }  # fmt: skip


def write_archive(
    file: Path,
    center: tuple[float, float],
    *,
    layers: Mapping[str, Sequence[Feature]] | None = None,
    image: bytes = b"",
    zooms: tuple[int, int] = (0, 14),
    padding: bytes = b"",
    **metadata: Any,
) -> Path:
    """Write the archive: at each zoom the tile of the center and those beside it, of vectors or of one image.

    `padding` makes each vector tile so much larger.
    """
    longitude, latitude = center
    drawn = around(*center) if layers is None else layers
    with file.open("wb") as stream:
        writer = Writer(stream)
        found = []
        for zoom in range(zooms[0], zooms[1] + 1):
            x = int((longitude + 180) / 360 * 2**zoom)
            y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom)
            for column in {max(0, x - 1), x, min(2**zoom - 1, x + 1)}:
                for row in {max(0, y - 1), y, min(2**zoom - 1, y + 1)}:
                    padded = _tile(drawn, zoom, column, row) + _field(15, padding)
                    tile = image or gzip.compress(padded, mtime=0)
                    found.append((zxy_to_tileid(zoom, column, row), tile))
        for number, tile in sorted(found):
            writer.write_tile(number, tile)
        edges = {"min_lon_e7": -1, "min_lat_e7": -1, "max_lon_e7": 1, "max_lat_e7": 1}
        box = {edge: int((center["lat" in edge] + step) * 1e7) for edge, step in edges.items()}
        kinds = {
            "tile_type": TileType.PNG if image else TileType.MVT,
            "tile_compression": Compression.NONE if image else Compression.GZIP,
        }
        named = {} if image else {"vector_layers": [{"id": name, "fields": {}} for name in drawn]}
        writer.finalize(kinds | box, named | metadata)
    return file


if __name__ == "__main__":
    import sys

    target, place, credit = Path(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3]
    write_archive(target, tuple(place), attribution=credit)
