"""Write single events as GeoParquet in small files, with an index of their row groups."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from mapper.exports.parquet import write_table

__all__ = ["INDEX", "Parts"]

INDEX: Final = "index.json"
_FORMAT: Final = 1
_PART: Final = 50_000
"""Events in a file; its footer, which locates everything in it, stays at about 50 KB."""
_GROUP: Final = 2_000
"""Events in a row group, the least that a card reads."""
_TOLD: Final = ("event_date", "longitude", "latitude")
"""Columns with minimum and maximum statistics in each row group, for programs that filter by them."""


class Parts:
    """Files with the same number of events each, written as the events come, and their index.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _, files = Parts(Path(folder), []).finish(check=0, events=0, page="map.html")
    ...     [path.name for path in files]
    ['index.json']
    """

    def __init__(self, folder: Path, attributions: Sequence[str]) -> None:
        self._folder, self._attributions = folder, attributions
        self._waiting: list[pa.Table] = []
        self._made: list[Path] = []

    def add(self, table: pa.Table) -> None:
        """Add events, and write as many full files as there are events for."""
        self._waiting.append(table)
        while sum(map(len, self._waiting)) >= _PART:
            self._write()

    def finish(self, *, check: int, events: int, page: str) -> tuple[str, list[Path]]:
        """Write the last file and the index; return a hash of the content, and all files, the index last."""
        if sum(map(len, self._waiting)):
            self._write()
        parts = [{"file": path.name, "bytes": path.stat().st_size, "end": _end_of(path)} for path in self._made]
        index = self._folder / INDEX
        sizes = {"events": events, "partEvents": _PART, "groupEvents": _GROUP}
        about = {"format": _FORMAT, "check": check, **sizes, "page": page, "parts": parts}
        index.write_text(json.dumps(about) + "\n", "utf-8")
        files, digest = [*self._made, index], hashlib.blake2b(digest_size=8)
        for path in files:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "blake2b").digest())
        return digest.hexdigest(), files

    def _write(self) -> None:
        table = pa.concat_tables(self._waiting)
        self._waiting = [table[_PART:]]
        self._made.append(self._folder / f"events-{len(self._made)}.parquet")
        write_table(
            [table[:_PART]],
            self._made[-1],
            self._attributions,
            compression="snappy",  # the compression that the page's reader unpacks
            row_group_size=_GROUP,
            write_statistics=list(_TOLD),
        )


def _end_of(path: Path) -> int:
    """Return the size in bytes of the footer of a Parquet file."""
    with pq.ParquetFile(path) as file:
        return int(file.metadata.serialized_size) + 8
