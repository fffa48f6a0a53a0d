"""The cells of an OpenDocument sheet (`.ods`) in its XML: their positions, and which are merged."""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import zip_longest

from gazetteer.tables.spreadsheet.cells import DAMAGED, Cell, times

__all__ = ["content_of", "merged_in", "part_of_sheet", "placed"]

_TABLE = re.compile(rb"<table:table\s([^>]*)>")
_NAME = re.compile(rb'table:name="([^"]*)"')
_ROW_OR_CELL = re.compile(rb"<(table:table-row|table:(?:covered-)?table-cell|text:span)\b([^>]*)>")
_TALL, _WIDE = (re.compile(rb'table:number-%s-spanned="(\d{1,7})"' % what) for what in (b"rows", b"columns"))


def content_of(archive: zipfile.ZipFile) -> bytes:
    """Return the XML of all sheets; `b""` for an archive that is not OpenDocument."""
    return archive.read("content.xml") if "content.xml" in archive.namelist() else b""


def part_of_sheet(xml: bytes, sheet: str) -> bytes:
    """Return the XML between the tags of a sheet; `b""` if there is no sheet of that name.

    >>> part_of_sheet(b'<table:table table:name="A &amp; B">x</table:table>', "A & B")
    b'x</table:table>'
    """
    tables = list(_TABLE.finditer(xml))
    for table, after in zip_longest(tables, tables[1:]):
        name = _NAME.search(table[1])
        if name and html.unescape(name[1].decode("utf-8", "replace")) == sheet:
            return xml[table.end() : after.start() if after else len(xml)]
    return b""


def placed(part: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield row, column and attributes of each cell of a sheet, and of each styled stretch of its text.

    A repeated cell has the position of its first copy.

    >>> row = b'<table:table-row table:number-rows-repeated="2"/>'
    >>> list(placed(row + b'<table:table-row><table:table-cell/><table:table-cell a=""><text:span b="">'))
    [(2, 0, b'/'), (2, 1, b' a=""'), (2, 1, b' b=""')]
    """
    row = below = column = after = 0
    for kind, attributes in _ROW_OR_CELL.findall(part):
        if kind == b"table:table-row":
            row, below, after = below, below + times(attributes), 0
        else:
            if kind != b"text:span":
                column, after = after, after + times(attributes)
            yield row, column, attributes


def merged_in(raw: bytes, sheet: str) -> list[tuple[Cell, Cell]]:
    """Return the first and last cell of each merged range of an `.ods`; none for another or a damaged file.

    >>> merged_in(b"no archive", "Sheet1")
    []
    """
    ranges = []
    with contextlib.suppress(*DAMAGED, KeyError), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = part_of_sheet(content_of(archive), sheet)
        for row, column, attributes in placed(part) if b"-spanned=" in part else ():
            tall, wide = (int(found[1]) if (found := size.search(attributes)) else 1 for size in (_TALL, _WIDE))
            if tall > 1 or wide > 1:
                ranges.append(((row, column), (row + tall - 1, column + wide - 1)))
    return ranges
