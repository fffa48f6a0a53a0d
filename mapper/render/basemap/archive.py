"""A base map of the user's own: the part of a PMTiles archive that a map needs, such as streets and villages.

PMTiles is one file of many tiles with an index (https://github.com/protomaps/PMTiles). The page contains the tiles
around its events, zoom after zoom up to the allowed size.
"""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from html import unescape
from itertools import chain, product
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from pmtiles.tile import (
    Compression,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    tileid_to_zxy,
    zxy_to_tileid,
)

from mapper.errors import FormatError, ParameterError, SourceError, SourceMissingError
from mapper.words import Message

__all__ = ["Archive", "Part"]

_VECTOR: Final = "vector"
_KINDS: Final = {
    TileType.MVT: _VECTOR,
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
}
"""Kinds of tiles that browsers draw; images by their media type."""
_HEADER_LENGTH: Final = 127
_MOST_INDEX: Final = 1 << 24
"""The most unpacked bytes of one part of the index or of the metadata, against decompression bombs."""
_MOST_DEPTH: Final = 4
_MOST_KEPT: Final = 16
"""Parts of the index kept in memory: tiles are asked for in the order of the index."""
_AROUND: Final = 2
"""Tiles taken on each side of an event's tile: about a screen."""
_FIRST_ZOOM: Final = 6
"""Vector tiles are drawn one zoom level later than their own; before zoom 7 the page's own base map suffices."""
_BYTES_OF_A_MEGABYTE: Final = 750_000
"""Bytes that a megabyte of base64 in the page carries."""
_POLAR: Final = 85.05
"""Degrees of latitude where Web Mercator ends."""
_LONGEST_CREDIT: Final = 200


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an archive that goes into a page.

    `data` are its tiles with an index, `header` the page's description of them, `credit` the archive's own credit for
    its data, as plain text. `left_out` says which zooms did not fit, `""` if all did.
    """

    data: bytes
    header: dict[str, Any]
    credit: str | Message
    left_out: str


class Archive:
    """A PMTiles file; only the parts of its index that are needed are read.

    Raises
    ------
    SourceMissingError, SourceError
        There is no such file, or it cannot be read.
    FormatError
        It is not a PMTiles archive, it is damaged, or browsers cannot draw its tiles.
    """

    def __init__(self, file: str | Path) -> None:
        self._path = Path(file)
        if not self._path.exists():
            raise SourceMissingError(f"{file}: there is no such base map")
        try:
            with self._path.open("rb") as stream:
                start = stream.read(_HEADER_LENGTH)
        except OSError as error:
            raise SourceError(f"{file}: not read as a base map ({error.strerror}); give a .pmtiles file") from None
        try:
            self._header = deserialize_header(start)
        except Exception:  # noqa: BLE001 - whatever the library makes of other bytes
            raise FormatError(f"{file}: no PMTiles archive; give a .pmtiles file of version 3") from None
        self._directories: dict[int, list[Any]] = {}
        self._check_kinds()
        self._metadata = self._read_metadata()

    def part_around(self, points: np.ndarray, *, max_mb: int) -> Part:
        """Return the tiles around points (longitude, latitude), of as many zooms as fit into `max_mb` megabytes.

        Raises
        ------
        FormatError
            The archive has no tiles there.
        ParameterError
            Not even the first zoom fits.
        """
        first, last = self._header["min_zoom"], self._header["max_zoom"]
        if self._kind == _VECTOR:
            first = max(_FIRST_ZOOM, first)
        room = max_mb * _BYTES_OF_A_MEGABYTE
        taken: dict[int, tuple[int, int]] = {}
        zooms: list[int] = []
        left_out = ""
        for zoom in range(first, last + 1):
            tiles = self._tiles(zoom, points, room)
            if tiles is None:
                if not zooms:
                    raise ParameterError("max_mb", str(max_mb), f"more: zoom {zoom} of the base map does not fit")
                left_out = (
                    f"{self._path}: of zooms {first} to {last}, those up to {zooms[-1]} fit into {max_mb} MB around "
                    "the events; allow more megabytes for more of them"
                )
                break
            if tiles:
                taken |= tiles
                zooms.append(zoom)
                room -= _size(tiles)
        if not zooms:
            raise FormatError(f"{self._path}: has no tiles where the events are; it covers {self._covered()}")
        return Part(self._packed(taken), self._told(zooms), self._credit(), left_out)

    @property
    def _kind(self) -> str:
        return _KINDS[self._header["tile_type"]]

    def _check_kinds(self) -> None:
        packed = {self._header["internal_compression"], self._header["tile_compression"]}
        if self._header["tile_type"] not in _KINDS or not packed <= {Compression.NONE, Compression.GZIP}:
            raise FormatError(
                f"{self._path}: browsers cannot draw its tiles; give vector (MVT), PNG, JPEG or WebP tiles, packed "
                "with gzip or not at all"
            )

    def _read_metadata(self) -> dict[str, Any]:
        try:
            read = orjson.loads(self._unpacked(self._header["metadata_offset"], self._header["metadata_length"]))
        except orjson.JSONDecodeError:
            raise self._damaged() from None
        return read if isinstance(read, dict) else {}

    def _tiles(self, zoom: int, points: np.ndarray, room: int) -> dict[int, tuple[int, int]] | None:
        """Return tile number → offset and length, of the tiles around points; None if they exceed `room` bytes."""
        tiles: dict[int, tuple[int, int]] = {}
        size, counted = 0, set()
        for number in _tile_numbers(zoom, points):
            found = self._find(number)
            if found is None:
                continue
            tiles[number] = found
            if found not in counted:
                counted.add(found)
                size += found[1]
            if size > room:
                return None
        return tiles

    def _find(self, number: int) -> tuple[int, int] | None:
        """Return offset and length of a tile; None if there is no such tile."""
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_MOST_DEPTH):
            entry = find_tile(self._directory(offset, length), number)
            if entry is None:
                return None
            if entry.run_length:
                return self._header["tile_data_offset"] + entry.offset, entry.length
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        raise self._damaged()

    def _directory(self, offset: int, length: int) -> list[Any]:
        if offset not in self._directories:
            if len(self._directories) > _MOST_KEPT:
                self._directories.clear()
            unpacked = self._unpacked(offset, length)
            try:  # the library unpacks without a limit, so it only gets bytes known to be small
                self._directories[offset] = deserialize_directory(gzip.compress(unpacked, 1))
            except (EOFError, IndexError, MemoryError):
                raise self._damaged() from None
        return self._directories[offset]

    def _unpacked(self, offset: int, length: int) -> bytes:
        """Return a part of the index or the metadata, unpacked, at most `_MOST_INDEX` bytes."""
        packed = self._bytes(offset, min(length, _MOST_INDEX))
        if self._header["internal_compression"] == Compression.NONE:
            return packed
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked = unpack.decompress(packed, _MOST_INDEX)
        except zlib.error:
            raise self._damaged() from None
        if not unpack.eof:
            raise self._damaged()
        return unpacked

    def _bytes(self, offset: int, length: int) -> bytes:
        try:
            with self._path.open("rb") as stream:
                stream.seek(offset)
                found = stream.read(length)
        except (OSError, OverflowError):
            raise self._damaged() from None
        if len(found) < length:
            raise self._damaged()
        return found

    def _damaged(self) -> FormatError:
        return FormatError(f"{self._path}: the PMTiles archive is damaged or cut short; fetch it again")

    def _packed(self, tiles: dict[int, tuple[int, int]]) -> bytes:
        """Return an index of these tiles and the tiles themselves, as docs/design/payload.md says."""
        starts: dict[tuple[int, int], int] = {}
        rows, end = [], 0
        for number, place in sorted(tiles.items()):
            if place not in starts:
                starts[place] = end
                end += place[1]
            rows.append((*tileid_to_zxy(number), starts[place], place[1]))
        index = np.array([len(rows), *chain(*rows)], dtype="<u4")
        return b"".join((index.tobytes(), *(self._bytes(*place) for place in starts)))

    def _told(self, zooms: list[int]) -> dict[str, Any]:
        """Return the header for the page: kind, zooms, and the names of vector layers."""
        layers = self._metadata.get("vector_layers")
        named = [one.get("id") for one in layers if isinstance(one, dict)] if isinstance(layers, list) else []
        return {
            "kind": self._kind, "minZoom": zooms[0], "maxZoom": zooms[-1],
            "packed": self._header["tile_compression"] == Compression.GZIP,
            "layers": [name for name in named if isinstance(name, str)],
        }  # fmt: skip

    def _credit(self) -> str | Message:
        stated = self._metadata.get("attribution")
        text = " ".join(unescape(re.sub(r"<[^<>]*>", "", stated)).split()) if isinstance(stated, str) else ""
        return text[:_LONGEST_CREDIT] or Message("basemap-no-credit", file=self._path.name)

    def _covered(self) -> str:
        edges = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        return ",".join(f"{self._header[edge] / 1e7:g}" for edge in edges)  # type: ignore[literal-required]


def _size(tiles: dict[int, tuple[int, int]]) -> int:
    """Return the total bytes of tiles; identical tiles are stored once."""
    return sum(length for _, length in set(tiles.values()))


def _tile_numbers(zoom: int, points: np.ndarray) -> list[int]:
    """Return the numbers of the tiles around points, as PMTiles counts them.

    >>> len(_tile_numbers(0, np.array([[0, 0]]))), len(_tile_numbers(12, np.array([[-8.0, 12.6]])))
    (1, 25)
    """
    wide = 1 << zoom
    longitude, latitude = points[:, 0], np.radians(np.clip(points[:, 1], -_POLAR, _POLAR))
    column = (longitude + 180) / 360 * wide
    row = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2 * wide
    own = np.unique(np.floor(np.column_stack([column, row])).astype(np.int64), axis=0)
    around = range(-_AROUND, _AROUND + 1)
    places = {
        ((x + right) % wide, y + down)
        for x, y in own.tolist()
        for right, down in product(around, around)
        if 0 <= y + down < wide
    }
    return sorted(zxy_to_tileid(zoom, x, y) for x, y in places)
