"""Read a table from a file of any kind that is read here."""

from __future__ import annotations

from pathlib import Path

from gazetteer.tables.bytes import read_bytes
from gazetteer.tables.csv import read_table
from gazetteer.tables.json import looks_like_json, read_json
from gazetteer.tables.table import Table

__all__ = ["read_file"]


def read_file(path: Path) -> Table:
    """Return the table in a CSV, JSON or GeoJSON file, also in a `.gz` or `.zip`, by its content; named without folder.

    Raises
    ------
    FileError
        It cannot be opened or is no text.
    TableError
        It is no table.

    >>> read_file(Path("seeds/sources.csv")).frame.columns[0]
    'source_id'
    """
    raw = read_bytes(str(path))
    return read_json(raw, path.name) if looks_like_json(raw) else read_table(raw, path.name)
