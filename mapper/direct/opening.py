"""Open a file that may be a clean table: Parquet, or orderly CSV."""

from __future__ import annotations

import codecs
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mapper.model.schema import ACTOR_ROLES, EVENT_INPUT_COLUMNS

__all__ = ["opened_table"]

_HEAD = 1 << 16
_MOST_BYTES = 1 << 30
"""Of what is larger, the careful readers say whether it is too large."""

_FEW_WORDS = ("place", "country", "admin1", "admin2", "event_type", "sub_event_type", "source", *ACTOR_ROLES)
"""Columns that repeat their words: read as dictionaries, a million rows take no longer than their words."""


def opened_table(path: str, *, without: frozenset[str] = frozenset()) -> pa.Table | None:
    """Return the cells of a file that has only the tool's own columns; None where only the careful readers can tell.

    `without` are columns that will not be drawn: they are left out, and of Parquet not even read.

    >>> opened_table("seeds/events.csv").num_rows > 40
    True
    >>> opened_table("seeds/actors.csv") is None
    True
    """
    if path.startswith("-") or not Path(path).is_file() or Path(path).stat().st_size > _MOST_BYTES:
        return None
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
        table = _parquet(path, without) if head.startswith(b"PAR1") else _csv(path, head, without)
        if table is not None:
            table.validate(full=True)  # that text is UTF-8, for one
    except (pa.ArrowException, OSError, UnicodeDecodeError):  # the last of a column's name
        return None
    return table


def _own_columns(names: list[str]) -> bool:
    return "event_id" in names and len(set(names)) == len(names) and set(names) <= set(EVENT_INPUT_COLUMNS)


def _parquet(path: str, without: frozenset[str]) -> pa.Table | None:
    file = pa.OSFile(path, "rb")
    metadata = pq.read_metadata(file)
    schema = metadata.schema.to_arrow_schema()
    if not _own_columns(schema.names):
        return None
    few = [name for name in _FEW_WORDS if name in schema.names and pa.types.is_string(schema.field(name).type)]
    wanted = [name for name in schema.names if name not in without]
    # `pq.read_table` would import pandas, by way of `pyarrow.dataset`.
    table = pq.ParquetFile(file, metadata=metadata, read_dictionary=few, pre_buffer=True).read(wanted)
    return table.unify_dictionaries().combine_chunks()


def _csv(path: str, head: bytes, without: frozenset[str]) -> pa.Table | None:
    from mapper.readers.bytes import read_bytes
    from mapper.readers.quick import quick_header, quick_table

    if not _own_columns(quick_header(head.removeprefix(codecs.BOM_UTF8))[0]):
        return None
    table = quick_table(read_bytes(path).removeprefix(codecs.BOM_UTF8))
    if table is None or not table.num_rows or table[0][0].as_py().startswith("#"):  # a row of HXL tags
        return None
    return table.drop_columns([name for name in table.column_names if name in without]).combine_chunks()
