"""Open a table by the format of its bytes: Parquet, a spreadsheet, a vector file, JSON, CSV, CSV without a header.

The readers are those of `gazetteer.tables`; here their errors become the mapper's, and their faults a table.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import pandas as pd

from gazetteer.errors import FileError, MissingFileError, TableError
from gazetteer.tables import bytes as file_bytes
from gazetteer.tables import csv as csv_tables
from gazetteer.tables import json as json_tables
from gazetteer.tables import table as tables
from gazetteer.tables.spreadsheet import sheets
from mapper.errors import FormatError, SourceError, SourceMissingError
from mapper.model.spreadsheet import unguarded
from mapper.model.words import fault
from mapper.readers.faults import fault_cells
from mapper.readers.tables import markup, vectors
from mapper.readers.tables.nested import flat_cells
from mapper.readers.tables.parquet import looks_like_parquet, read_parquet
from mapper.readers.tables.realign import realigned
from mapper.readers.tables.shapes import cells_of_geojson
from mapper.readers.tables.table import Table, fault_table, in_short, skipped_table

__all__ = ["open_table", "read_bytes", "read_json", "read_table"]


@contextmanager
def _source_errors() -> Iterator[None]:
    """Turn the readers' errors into the mapper's own."""
    try:
        yield
    except MissingFileError as error:
        raise SourceMissingError(str(error)) from None
    except FileError as error:
        raise SourceError(str(error)) from None
    except TableError as error:
        problem = str(error)
        remedy = error.faults[0].remedy if len(error.faults) == 1 else ""  # apart: it may name a parameter
        raise FormatError(problem.removesuffix(f"; {remedy}") if remedy else problem, remedy) from None


def open_table(
    path: str,
    *,
    headless: Mapping[tuple[str, ...], str] = MappingProxyType({}),
    is_table: Callable[[Sequence[str]], bool] = lambda _: True,
    figures: Callable[[list[str]], Collection[str]] = lambda _: (),
    sheet: str = "",
    encoding: str = "",
) -> Table:
    """Return the table in a file, or in standard input (`-`).

    Parameters
    ----------
    path
        The file, also a `.gz` or `.zip`.
    headless
        Header → data set, for data sets that are also published without a header. A file whose first row has as many
        cells as such a header, with numbers in the first and the third, is read with that header.
    is_table
        Tells by the column names whether a sheet may be meant, if a spreadsheet has several.
    figures
        Returns the columns of a spreadsheet whose merged cells have one figure for several rows.
    sheet
        The sheet to read of a spreadsheet.
    encoding
        The encoding of text, such as `windows-1251`; by default it is recognised.

    Raises
    ------
    SourceError, FormatError
        It cannot be opened, or is not a table.

    >>> open_table("seeds/events.csv").frame.columns[0]
    'event_id'
    """
    # A file's name need not be UTF-8, which tables, pages and exports are.
    name = "standard input" if path == "-" else os.fsencode(path).decode("utf-8", "replace")
    with _source_errors():
        raw, member, passed_over = file_bytes.open_bytes(path)
    kinds: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], Table]], ...] = (
        (looks_like_parquet, read_parquet),
        (vectors.looks_like_vector, partial(vectors.read_vector, is_table=is_table, layer=sheet)),
        (markup.looks_like_markup, markup.read_markup),
        (sheets.looks_like_spreadsheet, partial(read_sheet, is_table=is_table, sheet=sheet, figures=figures)),
        (json_tables.looks_like_json, partial(read_json, encoding=encoding)),
    )
    text = partial(_read_text, headless=headless, encoding=encoding)
    read = next((read for looks_like, read in kinds if looks_like(raw)), text)
    table = read(raw, name)
    notices = (f"{name}: {member} read; not read: {in_short(passed_over)}",) if passed_over else ()
    return replace(table, notices=(*notices, *table.notices)) if notices else table


def _read_text(raw: bytes, name: str, *, headless: Mapping[tuple[str, ...], str], encoding: str) -> Table:
    """Read CSV, with the header that some data sets are published without."""
    header, data_set = missing_header(raw, headless)
    if not header:
        return read_table(raw, name, encoding=encoding)
    table = read_table(header + raw, name, encoding=encoding)
    note = pd.DataFrame(
        [{"file": name, "line": 1, "field": "", "value": "", **fault_cells(fault("no-header", of=data_set))}]
    )
    faults = pd.concat([note, table.faults], ignore_index=True)
    return replace(table, lines=lambda: table.lines() - 1, faults=faults)


def read_bytes(path: str) -> bytes:
    """Return the unpacked bytes of a file, a pipe, or standard input (`-`).

    Raises
    ------
    SourceError
        It is missing, a URL, unreadable, a folder, a device, damaged, too large, or an archive of no or several tables.

    >>> read_bytes("https://example.org/events.csv")
    Traceback (most recent call last):
    ...
    mapper.errors.SourceMissingError: https://example.org/events.csv: a URL is never read; download it and name the file
    """
    with _source_errors():
        return file_bytes.read_bytes(path)


def read_table(raw: bytes, name: str, *, encoding: str = "") -> Table:
    r"""Read CSV, with any of the separators `, ; tab |`, from bytes in UTF-8, UTF-16 or an older encoding.

    `encoding` states which; by default it is recognised.

    Raises FormatError where there is no header, and SourceError where the bytes are not text.

    >>> table = read_table(b"event_id,place\na,Gao\nb,Kidal,surplus\n", "a.csv")
    >>> table.frame.place.tolist(), table.rejects.line.tolist()
    (['Gao'], [3])
    """
    with _source_errors():
        table = csv_tables.read_table(raw, name, realign=realigned, encoding=encoding)
    return _with_fault_tables(replace(table, frame=unguarded(table.frame)))


def read_sheet(
    raw: bytes,
    name: str,
    *,
    is_table: Callable[[Sequence[str]], bool],
    sheet: str = "",
    figures: Callable[[list[str]], Collection[str]] = lambda _: (),
) -> Table:
    """Read the sheet of a spreadsheet that has the table; the notices name it.

    Raises SourceError where it cannot be opened, FormatError where it has no such sheet or several may be meant.
    """
    with _source_errors():
        table, notice = sheets.read_sheet(
            raw,
            name,
            is_table=lambda table: is_table([*map(str, table.frame), *table.tags.values()]),
            sheet=sheet,
            figures=figures,
        )
    found = _with_fault_tables(replace(table, frame=unguarded(table.frame)))
    return replace(found, notices=(f"{name}: {notice}", *found.notices)) if notice else found


def read_json(raw: bytes, name: str, *, encoding: str = "") -> Table:
    """Read GeoJSON features, JSON Lines or a list of objects.

    A feature's own id is its `id`, or its `event_id` where features have that property.

    Raises FormatError where the text is no JSON, or holds no list of objects.

    >>> read_json(b'{"place": "Gao"}', "a.jsonl").frame.place.tolist()
    ['Gao']
    """
    with _source_errors():
        return _with_fault_tables(
            json_tables.read_json(
                raw, name, id_column="event_id", cells=flat_cells, place=cells_of_geojson, encoding=encoding
            )
        )


def _with_fault_tables(table: tables.Table) -> Table:
    return Table(
        table.name,
        table.frame,
        table.lines,
        fault_table(table.rejects),
        fault_table(table.faults),
        notices=tuple(f"{table.name}: {notice}" for notice in table.notices),
        skipped=skipped_table(table.skipped),
        title=table.title,
        tags=table.tags,
    )


def missing_header(raw: bytes, headless: Mapping[tuple[str, ...], str]) -> tuple[bytes, str]:
    """Return the header and data set of a file without a header, such as UCDP's Candidate 24.0.1 and all of GDELT's.

    Both are empty if the file has a header, or is not a known one.
    """
    start = raw[: 1 << 16]
    if not start[:1].isdigit():
        return b"", ""
    lines = start.decode("utf-8", "replace").splitlines(keepends=True)
    for separator in ",\t":
        cells = next(csv.reader(lines, delimiter=separator), [])
        for names, data_set in headless.items():
            if len(cells) == len(names) and cells[0].isdecimal() and cells[2].isdecimal():
                return separator.join(names).encode() + b"\n", data_set
    return b"", ""
