"""Split large files into batches that are read like files, so that no file has to fit in memory.

Parquet is split between row groups. Text is split after lines at whose end no quotation mark is open; every batch
begins with the header. Archives, spreadsheets, JSON and text that is not ASCII-compatible are read whole.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from mapper.cube.files import Batch, Partition
from mapper.cube.storage import fetched, file_size, is_address, opened
from mapper.errors import MapperError
from mapper.readers.formats import HEADLESS
from mapper.readers.tables.opening import missing_header, read_table

__all__ = ["as_file", "batches"]

_LARGE: Final = 256 * 1024**2
"""Text with more bytes than this is read in batches of half as many bytes."""
_ROWS: Final = 1_000_000
"""Rows of Parquet in a batch; more only if a single row group has more."""
_HEAD: Final = 1 << 16
_BLOCK: Final = 1 << 24
_TEXT: Final = (".csv", ".tsv", ".txt", ".tab")


def batches(file: Partition) -> list[Partition]:
    """Return the batches of a file, in order; the file itself if it is not large or cannot be split.

    >>> len(batches(Partition("seeds/events.csv")))
    1
    """
    suffix = PurePath(file.path).suffix.lower()
    try:
        if suffix in _TEXT and (size := file_size(file.path)) > _LARGE:
            found = _of_text(file.path, size)
        elif suffix == ".parquet":
            found = _of_parquet(file.path)
        else:
            return [file]
    except (OSError, pa.ArrowException, MapperError):  # reading the file gives a better message
        return [file]
    return [dataclasses.replace(file, batch=batch) for batch in found] if len(found) > 1 else [file]


@contextmanager
def as_file(file: Partition) -> Iterator[str]:
    """Give the path of a file to read: a temporary file for a batch, a copy for a file in object storage.

    >>> with as_file(Partition("seeds/events.csv")) as path:
    ...     path
    'seeds/events.csv'
    """
    if file.batch is None and not is_address(file.path):
        yield file.path
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, PurePath(file.path).name)
        if file.batch is None:
            fetched(file.path, made)
        elif made.suffix.lower() == ".parquet":
            with opened(file.path) as raw, pq.ParquetFile(raw) as whole:
                pq.write_table(whole.read_row_groups(range(file.batch.start, file.batch.stop)), made)
        else:
            with opened(file.path) as whole:
                whole.seek(file.batch.start)
                made.write_bytes(file.batch.header + whole.read(file.batch.stop - file.batch.start))
        yield str(made)


def _of_parquet(path: str) -> list[Batch]:
    with opened(path) as raw, pq.ParquetFile(raw) as file:
        sizes = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
    found, start, before, rows = list[Batch](), 0, 0, 0
    for number, size in enumerate(sizes):
        if rows and rows + size > _ROWS:
            found.append(Batch(start, number, before))
            start, before, rows = number, before + rows, 0
        rows += size
    return [*found, Batch(start, len(sizes), before)]


def _of_text(path: str, size: int) -> list[Batch]:
    """Return the batches of a text; none unless its header is its first line or a known one that it lacks."""
    with opened(path) as file:
        head = file.read(_HEAD)
        head = head[: head.rfind(b"\n") + 1]
        if b"\0" in head or not head:
            return []
        header, own = missing_header(head, HEADLESS)[0], head[: head.find(b"\n") + 1]
        if not header and read_table(head, path).lines()[:1].tolist() != [2]:
            return []
        begins = _begins(path)
    ends = [*(start for start, _ in begins[1:]), size]
    return [
        # After the first batch, the header that was added moves each line down by one.
        Batch(start, end, lines - 1 if start else 0, (header or own) if start else b"")
        for (start, lines), end in zip(begins, ends, strict=True)
    ]


def _begins(path: str) -> list[tuple[int, int]]:
    """Return the position at which each batch begins, and how many lines are before it."""
    found, position, lines, quoted = [(0, 0)], 0, 0, False
    with opened(path) as file:
        while block := file.read(_BLOCK):
            if position - found[-1][0] >= _LARGE // 2:
                line = _line_begins(block, quoted=quoted)
                if line:
                    found.append((position + line, lines + block.count(b"\n", 0, line)))
            quoted ^= block.count(b'"') % 2 == 1
            lines += block.count(b"\n")
            position += len(block)
    return found


def _line_begins(block: bytes, *, quoted: bool) -> int:
    """Return the position of the first line of a block that begins outside quotation marks; 0 if there is none."""
    begin = 0
    while end := block.find(b"\n", begin) + 1:
        quoted ^= block.count(b'"', begin, end) % 2 == 1
        if not quoted:
            return end
        begin = end
    return 0
