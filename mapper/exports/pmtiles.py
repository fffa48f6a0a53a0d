"""PMTiles 3: vector tiles of one layer `events`, for maps on the web and QGIS 3.32 and later.

The highest zoom has every event that tiles can hold. Below it, GDAL would silently drop events that are too many for a
tile, so we choose which stay: the first event in each of the 32 by 32 cells of a tile. Tiles cannot hold events without
a point or nearer to a pole than Web Mercator reaches; these are in a CSV beside them.
"""

from __future__ import annotations

import gzip
import html
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import pyogrio.raw
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from mapper.exports.csv import in_order, text_table, write_table
from mapper.exports.fgb import copy_layer
from mapper.exports.gpkg import Rows, cut_short, layer_beside, opened, written_by_gdal
from mapper.exports.qgis.qmd import holdings, title
from mapper.exports.text import LimitWarning, credit_lines
from mapper.exports.words import Message
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["beside", "first_zooms", "write_pieces"]

_HIGHEST: Final = 10
"""At this zoom coordinates have steps of 10 m at the equator; programs draw the same tiles at higher zooms."""
_CELLS: Final = 32
"""Cells along each side of a tile: each is 8 pixels wide if a tile is drawn with 256."""
_NORTHMOST: Final = 85.051128
"""The highest latitude of Web Mercator's square, in degrees."""
_LIMITLESS: Final = "2000000000"
_DRAWN: Final = "fid IN (SELECT fid FROM drawn WHERE zoom <= {zoom})"
_NOT_DRAWN: Final = "fid NOT IN (SELECT fid FROM drawn)"
_KINDS: Final = {"bool": "Boolean", "int16": "Number", "int32": "Number", "int64": "Number", "float64": "Number"}


def write_pieces(
    pieces: Iterable[Dossier], target: Path, *, language: str = "en", total: int | None = None
) -> list[Path]:
    """Write a CSV of the events that tiles cannot hold, and the tiles.

    GDAL's texts end at U+0000, so it becomes U+FFFD; a warning counts the values.
    """
    package, rows, in_short = layer_beside(pieces, target, language, total=total)
    zooms = first_zooms(rows)
    _choose(package, zooms)
    _write_rest(package, beside(target))
    zooms_drawn = range(_HIGHEST + 1) if (zooms <= _HIGHEST).any() else ()
    tiles = [_tiles_of(package, target, zoom) for zoom in zooms_drawn]
    _join(tiles, target, _about(in_short, package, language))
    for file in (package, *tiles):
        file.unlink()
    _warn_left_out(zooms, target)
    return [beside(target), target]


def beside(target: Path) -> Path:
    """Return the path of the CSV with the events that these tiles lack.

    >>> beside(Path("events.pmtiles")).name
    'events_not_in_tiles.csv'
    """
    return target.with_name(f"{target.stem}_not_in_tiles.csv")


def first_zooms(rows: Rows) -> np.ndarray:
    """Return the lowest zoom whose tiles have each row; the highest zoom plus 1 if none has it.

    The first row in a cell stays, so every row of a zoom is in all higher zooms too.

    >>> of_one_place, elsewhere, without = (1.0, 18.0), (1.1, 18.0), (np.nan, np.nan)
    >>> first_zooms(Rows(*np.array([of_one_place, of_one_place, elsewhere, without]).T, 0)).tolist()
    [0, 10, 5, 11]
    """
    longitude, latitude = rows.longitude, rows.latitude
    held = np.flatnonzero(rows.with_point & (np.abs(np.nan_to_num(latitude)) <= _NORTHMOST))
    zooms = np.full(len(longitude), _HIGHEST + 1, dtype=np.int8)
    zooms[held] = _HIGHEST
    x = (longitude[held] + 180) / 360
    y = 0.5 - np.arctanh(np.sin(np.radians(latitude[held]))) / (2 * np.pi)
    for zoom in reversed(range(_HIGHEST)):
        cells = 2**zoom * _CELLS
        column, row = (np.clip(part * cells, 0, cells - 1).astype(np.int64) for part in (x, y))
        zooms[held[np.unique(row * cells + column, return_index=True)[1]]] = zoom
    return zooms


def _choose(package: Path, zooms: np.ndarray) -> None:
    """Write into the GeoPackage which rows are in tiles, and their lowest zoom."""
    held = np.flatnonzero(zooms <= _HIGHEST)
    with opened(package) as database:
        database.execute("CREATE TABLE drawn (fid INTEGER PRIMARY KEY, zoom INTEGER)")
        database.executemany(
            "INSERT INTO drawn VALUES (?, ?)", zip((held + 1).tolist(), zooms[held].tolist(), strict=True)
        )


def _write_rest(package: Path, target: Path) -> None:
    """Write the rows that are in no tile as a CSV, like the CSV export."""
    with pyogrio.raw.open_arrow(package, layer="events", where=_of(package, _NOT_DRAWN), read_geometry=False) as (
        _,
        rows,
    ):
        reader = pa.RecordBatchReader.from_stream(rows)
        batches = (pa.Table.from_batches([batch]) for batch in _at_least_one(reader))
        write_table((text_table(in_order(batch)) for batch in batches), target)


def _at_least_one(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    yield pa.RecordBatch.from_pylist([], schema=reader.schema)
    yield from reader


def _of(package: Path, condition: str) -> str:
    """Return an SQL condition with `fid` replaced by the name of the row number column in this GeoPackage."""
    name = str(pyogrio.read_info(package, layer="events")["fid_column"])
    return condition.replace("fid", f'"{name}"', 1)


def _tiles_of(package: Path, target: Path, zoom: int) -> Path:
    """Write the tiles of one zoom and return their file; their events are counted, since GDAL may leave some out."""
    file = target.with_name(f"{target.stem}_{zoom}.pmtiles")
    limits = {"MINZOOM": str(zoom), "MAXZOOM": str(zoom), "MAX_SIZE": _LIMITLESS, "MAX_FEATURES": _LIMITLESS}
    wanted = _of(package, _DRAWN.format(zoom=zoom))
    copy_layer(package, file, where=wanted, driver="PMTiles", **limits)
    with opened(package) as database:
        query = f"SELECT count(DISTINCT event_id) FROM events WHERE {wanted}"  # noqa: S608 - names of ours
        (events,) = database.execute(query).fetchone()
    with written_by_gdal(target), pyogrio.raw.open_arrow(file, columns=["event_id"], read_geometry=False) as (_, rows):
        # Points at the edge of a tile are in the next tile too.
        found = pc.count_distinct(pa.RecordBatchReader.from_stream(rows).read_all()["event_id"]).as_py()
    if found != events:
        raise cut_short(target, f"{found} of {events} events are in the tiles of zoom {zoom}")
    return file


def _join(files: Iterable[Path], target: Path, about: dict[str, Any]) -> None:
    """Write the tiles of several zooms, the lowest first, as one file; one empty tile if there are none."""
    header: dict[str, Any] = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    header |= dict.fromkeys(
        ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7", "center_lon_e7", "center_lat_e7"), 0
    )
    with target.open("wb") as made:
        writer = Writer(made)
        for file in files:
            with file.open("rb") as opened:
                source = MmapSource(opened)
                header |= Reader(source).header()  # the last header describes all events
                for (zoom, x, y), tile in all_tiles(source):
                    writer.write_tile(zxy_to_tileid(zoom, x, y), tile)
        if not writer.tile_entries:
            writer.write_tile(0, gzip.compress(b"", mtime=0))
        writer.finalize(header | {"center_zoom": 0}, about)


def _about(dossier: Dossier, package: Path, language: str) -> dict[str, Any]:
    """Return the metadata of the tiles. Viewers show the attribution as HTML."""
    info = pyogrio.read_info(package, layer="events")
    kinds = (_KINDS.get(str(kind), "String") for kind in info["dtypes"])
    layer = {
        "id": "events",
        "description": "",
        "minzoom": 0,
        "maxzoom": _HIGHEST,
        "fields": dict(zip(map(str, info["fields"]), kinds, strict=True)),
    }
    thinned = Message("tiles-thinned", zoom=_HIGHEST, cells=_CELLS).text(language)
    return {
        "name": title(dossier, language),
        "description": f"{holdings(dossier, language)} {thinned}",
        "generator": GENERATOR,
        "attribution": html.escape("; ".join(credit_lines(dossier, language))),
        "type": "overlay",
        "vector_layers": [layer],
    }


def _warn_left_out(zooms: np.ndarray, target: Path) -> None:
    """Warn of events that are in no tile, or not in the tiles of each zoom."""
    events, held, lowest = len(zooms), int((zooms <= _HIGHEST).sum()), int((zooms == 0).sum())
    if held < events:
        rest = beside(target).name
        message = f"{events - held:,} of {events:,} rows have no point that tiles can hold; they are in {rest}"
        warnings.warn(message, LimitWarning, stacklevel=4)
    if lowest < held:
        fewer = f"below it, one stands for those within 1/{_CELLS} of a tile"
        message = f"zoom {_HIGHEST} of the tiles has all {held:,} rows with a point; {fewer}"
        warnings.warn(message, LimitWarning, stacklevel=4)
