"""External sorting: rows are collected in files on disk, then sorted one bucket at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.ipc

__all__ = ["Buckets", "bucket_size"]

_MOST_BUCKETS: Final = 250
"""The most files that are open at a time."""
_RANK: Final = "rank in its order"


def bucket_size(rows: int, *, least: int) -> int:
    """Return how many rows are sorted at a time: `least`, or more if too many files would be open.

    >>> bucket_size(1_000, least=300), bucket_size(1_000_000, least=300)
    (300, 4000)
    """
    return max(least, -(-rows // _MOST_BUCKETS))


class Buckets:
    """Rows with ranks, in one file for each bucket of ranks; only one bucket at a time is in memory to be sorted.

    Parameters
    ----------
    folder
        Where the files are written; `sorted` removes them.
    bucket_of_rank
        The bucket number of each rank; it never falls as ranks rise.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Buckets(folder, np.array([0, 0, 1])) as buckets:
    ...         buckets.add(np.array([2, 0]), pa.table({"id": ["c", "a"]}))
    ...         buckets.add(np.array([1]), pa.table({"id": ["b"]}))
    ...         buckets.add(np.array([], int), pa.table({"id": pa.array([], pa.string())}))
    ...     [table["id"].to_pylist() for table in buckets.sorted()]
    [['a', 'b'], ['c']]
    """

    def __init__(self, folder: str | Path, bucket_of_rank: np.ndarray) -> None:
        self._folder, self._bucket_of_rank = Path(folder), bucket_of_rank
        self._open = ExitStack()
        self._streams: dict[int, pa.ipc.RecordBatchStreamWriter] = {}

    def __enter__(self) -> Buckets:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, ranks: np.ndarray, table: pa.Table) -> None:
        """Add the rows of a table with their ranks; several rows may have the same rank."""
        order = np.argsort(ranks, kind="stable")
        ordered = table.take(pa.array(order)).append_column(_RANK, pa.array(ranks[order], pa.int64()))
        buckets = self._bucket_of_rank[ranks[order]]
        starts = np.flatnonzero(np.diff(buckets, prepend=-1))
        for start, end in pairwise([*starts, len(buckets)]):
            self._stream(int(buckets[start]), ordered.schema).write_table(ordered[start:end])

    def sorted(self, *then: tuple[str, str]) -> Iterator[pa.Table]:
        """Yield one bucket after the other, its rows sorted by rank, and within a rank by the columns `then`.

        Each column is a name with "ascending" or "descending". The files must be closed: call it after the `with`
        block.
        """
        for bucket in sorted(self._streams):
            path = self._path(bucket)
            with pa.ipc.open_stream(path) as stream:
                table = stream.read_all()
            path.unlink()
            yield table.sort_by([(_RANK, "ascending"), *then]).drop_columns([_RANK])
            del table  # free it before the next is read

    def _stream(self, bucket: int, schema: pa.Schema) -> pa.ipc.RecordBatchStreamWriter:
        if bucket not in self._streams:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            stream = pa.ipc.new_stream(self._path(bucket), schema, options=options)
            self._streams[bucket] = self._open.enter_context(stream)
        return self._streams[bucket]

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{bucket}.arrow"
