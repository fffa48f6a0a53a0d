"""Small sources for the tests of the readers, written as a person or a program would write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mapper.model.dossier import Dossier
from mapper.options import ReadOptions
from mapper.readers import read_sources

HEADER = "event_id,event_date,place,latitude,longitude,notes"


def read_text(
    folder: Path,
    text: str | bytes,
    *,
    name: str = "events.csv",
    strict: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Dossier:
    """Read a file of this content."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_sources([file], ReadOptions(columns=columns), strict=strict)


def conserved(dossier: Dossier) -> bool:
    """Every row read is used, a duplicate or a reject, and each reject is listed."""
    counts = dossier.counts
    return counts.read == counts.used + counts.duplicates + counts.rejected and counts.rejected == len(dossier.rejects)


def listed(table) -> list[tuple[int, str, str]]:
    """Line, field and value of each fault or reject."""
    return [(int(row.line), row.field, row.value) for row in table.itertuples()]
