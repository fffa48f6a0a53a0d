"""Read CSV with any of the separators `, ; tab |`. No row is lost: rows that cannot be read are listed with their line.

There are two parsers for the same table. Nearly all files are well formed, and pyarrow reads a million rows in about a
second. If a row, a name or a quote is malformed, the text is read again record by record.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from gazetteer.errors import Fault, TableError
from gazetteer.tables.decoded import checked, may_be_wrong
from gazetteer.tables.encoding import Utf8, to_utf8
from gazetteer.tables.legacy import spoken
from gazetteer.tables.preamble import is_comment, preamble
from gazetteer.tables.records import Record, records, separator_of
from gazetteer.tables.table import (
    MOST_COLUMNS,
    Skipped,
    Table,
    check_width,
    column_names,
    is_hxl,
    shares_texts,
    skipped_tags,
    tags_of,
)

__all__ = ["read_table"]

Realign = Callable[[Sequence[str], Sequence[Record]], tuple[Sequence[Record], str]]
"""Takes the column names and the rows; returns the rows with their cells under the right names, and a notice."""

_MEND = "put text that holds the separator or a line break between double quotes, and double each quote in it"
_BLOCK = 4 << 20
"""Bytes that are parsed at a time; larger blocks take longer, and a row must fit into one to be read this way."""
_SAMPLE = 1 << 20
"""Bytes of the sample of rows that shows which columns repeat their texts."""
_DICTIONARY = pa.dictionary(pa.int32(), pa.large_string())

_HEAD = 1 << 16


def read_table(raw: bytes, name: str, *, realign: Realign | None = None, encoding: str = "") -> Table:
    r"""Return the table in the bytes of a CSV file; `name` is how messages name the file.

    `encoding` is that of the text; by default it is detected.
    If some rows are malformed, `realign` gets all rows before those that do not fit are rejected.

    Raises TableError if there is no header, and FileError if the bytes are not text.

    >>> table = read_table(b"event_id;place\na;Gao\nb;Kidal;surplus\n", "a.csv")
    >>> table.frame.place.tolist(), [fault.line for fault in table.rejects]
    (['Gao'], [3])
    """
    data = raw.removeprefix(codecs.BOM_UTF8)
    start, above = preamble(data, name)
    if start:
        rest = read_table(data[start:], name, realign=realign, encoding=encoding)
        return _moved_down(rest, data[:start], above)
    frame = None if encoding else _orderly(data)  # it refuses everything but UTF-8
    in_order = _table(data, name, frame, ()) if frame is not None else None
    if in_order is not None:
        return _checked(in_order, data)
    text = to_utf8(raw, name, encoding=encoding)
    faults = tuple(Fault(name, line, "", "", _NOT_UTF8, "save the whole file as UTF-8") for line in text.mended)
    if not text.certain:
        faults = (Fault(name, 1, "", "", _UNDECIDED, _STATE_IT),)
    frame = _orderly(text.data) if text.data != data else None
    in_order = _table(text.data, name, frame, faults) if frame is not None else None
    table = _checked(in_order or _by_record(text, name, faults, realign), text.data)
    named = not encoding and not text.encoding.startswith("utf")
    return replace(table, notices=(*table.notices, _NAMED.format(spoken(text.encoding)))) if named else table


def _checked(table: Table, data: bytes) -> Table:
    return checked(table, map(str, table.frame)) if may_be_wrong(data) else table


_NAMED = "read as {}; if its words look wrong, state another `encoding`"
_UNDECIDED = "not UTF-8, and in no encoding known here do its words look like words; read as Windows-1252"
_STATE_IT = "save it as UTF-8, or state its encoding, as in --encoding windows-1251 or --encoding mac-roman"


def _moved_down(table: Table, before: bytes, above: tuple[Skipped, ...]) -> Table:
    """Return the table with the rows above its header as skipped, and with lines counted from the top of the file."""
    down = sum(1 for _ in io.StringIO(before.decode("latin-1"), newline=""))

    def moved(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        return tuple(fault._replace(line=fault.line + down) if fault.line else fault for fault in faults)

    return replace(
        table,
        lines=lambda: table.lines() + down,
        rejects=moved(table.rejects),
        faults=moved(table.faults),
        skipped=(*above, *(row._replace(line=row.line + down) for row in table.skipped)),
    )


_NOT_UTF8 = "not UTF-8, unlike the rest of the file; read as Windows-1252"


def _table(data: bytes, name: str, frame: pd.DataFrame, faults: tuple[Fault, ...]) -> Table | None:
    """Return the table of the cells that Arrow read; None if reading record by record gives other rows."""
    tagged = len(frame) > 0 and is_hxl([str(cell) for cell in frame.iloc[0]])
    lines = _row_lines(data, frame)
    if lines is None:
        return None
    if not tagged:
        return Table(name, frame, lines, faults=faults)
    cells = frame.iloc[0].astype("str")
    row = skipped_tags(name, int(lines()[0]), cells)
    kept = frame.iloc[1:].astype("str").reset_index(drop=True)
    return Table(name, kept, lambda: lines()[1:], faults=faults, skipped=(row,), tags=tags_of(frame, cells))


# Tables in order: by pyarrow


def _orderly(data: bytes) -> pd.DataFrame | None:
    """Return all cells of UTF-8 text, or None if a row, a name or a quote is malformed."""
    names, separator = _header(data)
    if not names or any("\ufeff" in name for name in names):  # pyarrow removes a second byte-order mark
        return None
    parse = pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True)
    text = dict.fromkeys(names, pa.large_string())
    try:
        alone = pa_csv.ReadOptions(block_size=_SAMPLE, use_threads=False)
        first = pa_csv.read_csv(pa.BufferReader(_first_rows(data)), alone, parse, _as_text(text))
        shared = {name: _DICTIONARY for name in names if shares_texts(first[name])}
        blocks = pa_csv.ReadOptions(block_size=_BLOCK)
        table = pa_csv.read_csv(pa.BufferReader(data), blocks, parse, _as_text(text | shared))
    except pa.ArrowInvalid:
        return None
    if not first.num_rows or _may_swallow_rows(table, data, separator):
        return None
    columns = table.columns
    del table
    frame: pd.DataFrame = pa.table(_in_one_piece(columns), names=names).to_pandas()
    return frame.astype({name: "str" for name in names if name not in shared})


def _in_one_piece(columns: list[pa.ChunkedArray]) -> list[pa.Array]:
    """Return the columns with one chunk each: Arrow would concatenate the chunks each time that it takes rows.

    Columns are replaced one by one, and memory that parsing used is released, so that the table is not in memory twice.
    """
    pa.default_memory_pool().release_unused()
    for at in range(len(columns)):
        columns[at] = columns[at].combine_chunks()
    return columns


def _first_rows(data: bytes) -> bytes:
    """Return the rows of the first megabyte: up to a line break behind an even number of quotes.

    Arrow's incremental reader would need no cut, but hangs if it finds no memory.
    """
    if len(data) <= _SAMPLE:
        return data
    end = data.rfind(b"\n", 0, _SAMPLE) + 1
    quotes = data.count(b'"', 0, end)
    while quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(b'"', before, end)
        end = before
    return data[:end]


def _as_text(types: dict[str, pa.DataType]) -> pa_csv.ConvertOptions:
    return pa_csv.ConvertOptions(column_types=types, strings_can_be_null=False, quoted_strings_can_be_null=False)


def _header(data: bytes) -> tuple[list[str], str]:
    """Return the names in the first line and the separator; no names if one is missing, repeated or padded."""
    head, end, _ = data[:_HEAD].partition(b"\n")
    if not end and len(data) > _HEAD:
        return [], ""  # the header is cut off
    if not head.strip() or b"\r" in head.rstrip(b"\r") or b"\0" in head or head.startswith(b"sep="):
        return [], ""
    try:
        header = head.decode("utf-8")
        separator = separator_of(header)
        names = next(csv.reader([header], delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error, StopIteration):
        return [], ""
    in_order = len(names) <= MOST_COLUMNS and len(set(names)) == len(names)
    in_order = in_order and all(name and name == name.strip() for name in names)
    return (names, separator) if in_order else ([], "")


_MOST_REPEATED = 1000
"""The highest repetition count in Arrow's regular expressions."""


def _may_swallow_rows(table: pa.Table, data: bytes, separator: str) -> bool:
    """Tell whether a stray quote may have put rows into a cell: a line in it has as many separators as a row."""
    if data.count(b"\n") <= table.num_rows + 1:
        return False
    separators = min(table.num_columns - 1, _MOST_REPEATED)
    line = rf"\n(?:[^\n{separator}]*[{separator}]){{{separators}}}"
    return any(pc.any(pc.match_substring_regex(texts, line)).as_py() for column in table for texts in _texts(column))


def _texts(column: pa.ChunkedArray) -> list[pa.Array]:
    """Return arrays that together contain each distinct text of a column."""
    return [part.dictionary if pa.types.is_dictionary(column.type) else part for part in column.chunks]


def _row_lines(data: bytes, rows: pd.DataFrame) -> Callable[[], np.ndarray] | None:
    """Return a function that gives the first line of each row; None if a stray quote led to other rows.

    Rows and line breaks are counted now, so that the bytes can be freed and a large table is in memory once. Only if
    there are blank lines too is the text read a second time: now if it has quotes, else when the function is called.
    """
    breaks = data.count(b"\n") + (not data.endswith(b"\n")) - data[: data.find(b"\n") + 1].count(b"\n")
    if breaks == len(rows):
        return partial(np.arange, 2, len(rows) + 2)
    inside = np.zeros(len(rows), dtype=np.int64)
    for name in rows:
        inside += rows[name].str.count("\n").to_numpy(dtype=np.int64)
    if breaks == len(rows) + inside.sum():
        lines = 2 + np.arange(len(rows)) + np.concatenate(([0], np.cumsum(inside)[:-1]))
        return lambda: lines

    def lines_of_records() -> np.ndarray:
        return np.fromiter((row.line for row in records(data.decode("utf-8"))), dtype=np.int64)[1:]

    if b'"' not in data:
        return lines_of_records
    known = lines_of_records()
    return (lambda: known) if len(known) == len(rows) else None


# Tables out of order: record by record


def _by_record(text: Utf8, name: str, faults: tuple[Fault, ...], realign: Realign | None) -> Table:
    rows = records(text.text)
    header = next(rows, None)
    if header is None:
        raise TableError([Fault(name, 0, "", "", "empty", "it needs a header row")])
    check_width(name, len(header.cells))
    if header.reason:
        faults = (Fault(name, header.line, "", "", header.reason, _MEND), *faults)
    names = column_names(header.cells)
    body: Sequence[Record] = list(rows)
    tagged = bool(body) and not body[0].reason and is_hxl(body[0].cells)
    skipped = [skipped_tags(name, body[0].line, body[0].cells)] if tagged else []
    tags = tags_of(names, body[0].cells) if tagged else {}
    body = body[len(skipped) :]
    comments = {row.line: row for row in body if len(row.cells) != len(names) and is_comment(row.cells[0].strip())}
    skipped += [Skipped(name, line, "comment", ", ".join(filter(None, row.cells))) for line, row in comments.items()]
    body = [row for row in body if row.line not in comments] if comments else body
    if realign is not None:
        body, note = realign(names, body)
        faults = (Fault(name, 1, "", "", note, "export the file again"), *faults) if note else faults
    reasons = [row.reason or _surplus(row, len(names)) for row in body]
    rejects = tuple(
        Fault(name, row.line, "", "", reason, _MEND) for row, reason in zip(body, reasons, strict=True) if reason
    )
    kept = [row for row, reason in zip(body, reasons, strict=True) if not reason]
    cells = [(row.cells + [""] * (len(names) - len(row.cells)))[: len(names)] for row in kept]
    lines = np.array([row.line for row in kept], dtype=np.int64)
    frame = pd.DataFrame(cells, columns=names, dtype="str")
    return Table(name, frame, lambda: lines, rejects, faults, skipped=tuple(skipped), tags=tags)


def _surplus(row: Record, width: int) -> str:
    if len(row.cells) > width and any(row.cells[width:]):
        return f"the row has {len(row.cells)} cells and the header {width}"
    return ""
