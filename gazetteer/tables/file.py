"""Read a table from a file of any kind that is read here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gazetteer.tables.bytes import read_bytes
from gazetteer.tables.csv import read_table
from gazetteer.tables.json import looks_like_json, read_json
from gazetteer.tables.spreadsheet.sheets import looks_like_spreadsheet, read_sheet
from gazetteer.tables.table import Table

__all__ = ["read_file"]


def read_file(path: Path, *, is_table: Callable[[Table], bool] = lambda _: True) -> Table:
    """Return the table in a CSV, JSON or GeoJSON file, also in a `.gz` or `.zip`, or in a spreadsheet, by its content.

    It is named without its folder. `is_table` tells which of several sheets is looked for.

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
    if looks_like_spreadsheet(raw):
        table, which = read_sheet(raw, path.name, is_table=is_table, several="keep only one of them in the file")
        return replace(table, notices=(which, *table.notices)) if which else table
    return read_json(raw, path.name) if looks_like_json(raw) else read_table(raw, path.name)
