"""Rows and columns that a sheet does not show: hidden by hand, by a filter, or in a group that is closed.

They are read, since they may be hidden only to show the others better; but they are reported, since a user who looks at
the sheet does not see them.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from gazetteer.tables.spreadsheet.cells import DAMAGED, OLD_EXCEL, times
from gazetteer.tables.spreadsheet.compound import EndlessError
from gazetteer.tables.spreadsheet.hidden_binary import hidden_in_binary, hidden_in_old
from gazetteer.tables.spreadsheet.members import sheet_path
from gazetteer.tables.spreadsheet.open_document import content_of, part_of_sheet

__all__ = ["Hidden", "hidden_in", "listed"]

_NAMED = 5
_LAST_COLUMN = 16_384
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_NUMBER, _MIN, _MAX = (re.compile(rb"""\s%s\s*=\s*["'](\d{1,7})["']""" % name) for name in (b"r", b"min", b"max"))
_OPEN_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_OPEN_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
_COLLAPSED = (b'table:visibility="collapse"', b'table:visibility="filter"')


class Hidden(NamedTuple):
    """The rows and columns that a sheet does not show, from 0; repeated ones as ranges."""

    rows: Sequence[range] = ()
    columns: Sequence[range] = ()

    def words(self, lines: Collection[int], names: Sequence[str], left: int) -> str:
        """Return which of the rows and columns read are hidden; `""` if none is.

        `lines` are the rows that are read, from 1; `names` the columns, of which the first is the column `left`.

        >>> Hidden([range(4, 5), range(7, 10)], [range(2, 3)]).words([2, 5, 8, 9], ["date", "place", "contact"], 0)
        '3 hidden rows (5, 8, 9) and 1 hidden column (contact) are read too: delete what should not be'
        """
        last = max(lines, default=0)
        hidden_rows = {row + 1 for part in self.rows for row in part[:last]}
        rows = [line for line in lines if line in hidden_rows] if hidden_rows else []
        columns = [name for at, name in enumerate(names, left) if any(at in part for part in self.columns)]
        said = [
            f"{len(found):,} hidden {what if len(found) == 1 else f'{what}s'} ({listed(found)})"
            for what, found in (("row", rows), ("column", columns))
            if found
        ]
        number = len(rows) + len(columns)
        verb = "is" if number == 1 else "are"
        return f"{' and '.join(said)} {verb} read too: delete what should not be" if said else ""


def hidden_in(raw: bytes, sheet: str) -> Hidden:
    """Return the hidden rows and columns of a sheet; none for a damaged file or another format.

    >>> hidden_in(b"no archive", "Sheet1")
    Hidden(rows=(), columns=())
    """
    if raw.startswith(OLD_EXCEL):
        with contextlib.suppress(EndlessError, struct.error):
            return Hidden(*hidden_in_old(raw, sheet))
        return Hidden()
    errors = (*DAMAGED, etree.XMLSyntaxError, KeyError, struct.error)
    with contextlib.suppress(*errors), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if "xl/workbook.bin" in archive.namelist():
            return Hidden(*hidden_in_binary(archive, sheet))
        if xml := content_of(archive):
            return _in_open_document(xml, sheet)
        return _in_excel(archive.read(sheet_path(archive, sheet)))
    return Hidden()


def _in_excel(xml: bytes) -> Hidden:
    if b"hidden" not in xml:
        return Hidden()
    rows, number = [], 0
    for attributes in _ROW.findall(xml):
        stated = _NUMBER.search(attributes)
        number = int(stated[1]) if stated else number + 1
        if _HIDDEN.search(attributes):
            rows.append(range(number - 1, number))
    columns = [
        range(int(first[1]) - 1, min(int(last[1]), _LAST_COLUMN))
        for attributes in _COLUMN.findall(xml)
        if _HIDDEN.search(attributes) and (first := _MIN.search(attributes)) and (last := _MAX.search(attributes))
    ]
    return Hidden(rows, columns)


def _in_open_document(xml: bytes, sheet: str) -> Hidden:
    if not any(sign in xml for sign in _COLLAPSED):
        return Hidden()
    part = part_of_sheet(xml, sheet)
    return Hidden(list(_collapsed(_OPEN_ROW.findall(part))), list(_collapsed(_OPEN_COLUMN.findall(part))))


def _collapsed(opened: Iterable[bytes]) -> Iterator[range]:
    at = 0
    for attributes in opened:
        end = at + times(attributes)
        if any(sign in attributes for sign in _COLLAPSED):
            yield range(at, end)
        at = end


def listed(found: Sequence[object]) -> str:
    """Return the first items found, and how many more there are.

    >>> listed(range(7))
    '0, 1, 2, 3, 4 and 2 more'
    """
    shown = ", ".join(map(str, found[:_NAMED]))
    return shown if len(found) <= _NAMED else f"{shown} and {len(found) - _NAMED:,} more"
