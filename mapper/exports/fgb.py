"""FlatGeobuf: one layer `events`, with the QGIS style and metadata beside it.

It is copied from a temporary GeoPackage: FlatGeobuf's spatial index cannot hold rows without a point, and only after
the last event is it known whether all have one. With an index, rows are in the order of the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyogrio.raw

from mapper.exports.gpkg import cut_short, layer_beside, written_by_gdal
from mapper.exports.qgis import sidecars
from mapper.exports.qgis.qmd import title
from mapper.exports.text import credit_lines, valid_xml
from mapper.progress import step
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["copy_layer", "write_pieces"]


def write_pieces(
    pieces: Iterable[Dossier], target: Path, *, language: str = "en", total: int | None = None
) -> list[Path]:
    """Write the style, the metadata and the FlatGeobuf; return them in the order in which they are to be published.

    GDAL's texts end at U+0000, so it becomes U+FFFD; a warning counts the values.
    """
    package, rows, in_short = layer_beside(pieces, target, language, total=total)
    indexed = rows.with_point.all() and len(rows.with_point)
    about: dict[str, Any] = {
        "layer_metadata": {"generator": GENERATOR},
        "TITLE": valid_xml(title(in_short, language)),
        "DESCRIPTION": valid_xml("; ".join(credit_lines(in_short, language))),
    }
    copy_layer(package, target, driver="FlatGeobuf", SPATIAL_INDEX="YES" if indexed else "NO", **about)
    _check_rows(target, len(rows.with_point))
    package.unlink()
    return [*sidecars.write_files(in_short, target, language=language), target]


def copy_layer(package: Path, target: Path, *, where: str | None = None, **options: Any) -> None:
    """Copy the events of a GeoPackage, or those that an SQL condition chooses, into a file of another GDAL format.

    Raises OutputError if GDAL cannot write it.
    """
    reading = pyogrio.raw.open_arrow(package, layer="events", where=where)
    with step(f"{target.name} from its rows"), written_by_gdal(target), reading as (meta, rows):
        geometry = {"geometry_name": meta["geometry_name"], "geometry_type": "Point", "crs": "EPSG:4326"}
        pyogrio.write_arrow(rows, target, layer="events", **geometry, **options)


def _check_rows(target: Path, written: int) -> None:
    """Count the rows written: GDAL may report no error when the disk fills up at the very end."""
    with (
        written_by_gdal(target),
        pyogrio.raw.open_arrow(target, columns=["event_id"], read_geometry=False) as (_, rows),
    ):
        found = sum(len(batch) for batch in pa.RecordBatchReader.from_stream(rows))
    if found != written:
        raise cut_short(target, f"{found} of {written} rows are in it")
