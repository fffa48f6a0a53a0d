"""The two files beside a GeoJSON or GeoPackage that make QGIS open it coloured, dated and attributed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.exports.attributes import aliases, distinct_names
from mapper.exports.qmd import qmd
from mapper.exports.qml import qml
from mapper.exports.style import categories, key
from mapper.model.schema import SUMMARY_COLUMNS

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["headings", "write_files"]


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write the style (`.qml`) and the metadata (`.qmd`) of `target`, which QGIS finds by their stem."""
    style, metadata = target.with_suffix(".qml"), target.with_suffix(".qmd")
    style.write_bytes(qml(categories(dossier, language), key(dossier, language), headings(dossier, language)))
    metadata.write_bytes(qmd(dossier, language))
    return [style, metadata]


def headings(dossier: Dossier, language: str = "en") -> dict[str, str]:
    """Return the heading of each column of the attribute table, the file's own columns under their own names.

    >>> import mapper
    >>> headings(mapper.read("seeds"))["event_date"]
    'First day'
    """
    ours = aliases(language)
    extra = distinct_names(dossier.extra_columns, reserved=ours)
    kept = {name: heading for name, heading in ours.items() if len(dossier.claims) or name not in SUMMARY_COLUMNS}
    return kept | dict(zip(extra, extra, strict=True))
