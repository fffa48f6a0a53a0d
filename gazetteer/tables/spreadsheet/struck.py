"""Rows in which text is struck through: the author of the sheet may have retracted them.

They are read and reported, since text is also struck through when a task is done. They are not found in `.xls` and
`.xlsb`, nor are single words within a cell of an `.xlsx`.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

from gazetteer.tables.spreadsheet.cells import DAMAGED
from gazetteer.tables.spreadsheet.hidden import listed
from gazetteer.tables.spreadsheet.members import sheet_path
from gazetteer.tables.spreadsheet.open_document import content_of, part_of_sheet, placed

__all__ = ["struck_in", "struck_words"]

_STYLES = "xl/styles.xml"
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_NUMBER, _STYLE = (re.compile(rb"""\s%s\s*=\s*["'](\d{1,7})["']""" % name) for name in (b"r", b"s"))
_OPEN_STYLE = re.compile(rb"<style:style\b([^>]*[^/])>(.*?)</style:style>", re.DOTALL)
_OPEN_STYLE_NAME = re.compile(rb'\bstyle:name="([^"]*)"')
_USED_STYLE = re.compile(rb'\b(?:table|text):style-name="([^"]*)"')
_THROUGH = re.compile(rb'style:text-line-through-(?:style|type)="(?!none")')


def struck_words(struck: Collection[int], lines: Collection[int]) -> str:
    """Return which of the rows read (from 1) have text that is struck through; `""` if none has.

    >>> struck_words({3, 9}, [2, 3, 4])
    '1 row with text that is struck through (3) is read too: delete what should not be'
    """
    rows = [line for line in lines if line in struck] if struck else []
    if not rows:
        return ""
    what, verb = ("row", "is") if len(rows) == 1 else ("rows", "are")
    named = listed(rows)
    return f"{len(rows):,} {what} with text that is struck through ({named}) {verb} read too: delete what should not be"


def struck_in(raw: bytes, sheet: str) -> set[int]:
    """Return the rows (from 1) of an `.xlsx` or `.ods` with text that is struck through; none for another file.

    >>> struck_in(b"no archive", "Sheet1")
    set()
    """
    with contextlib.suppress(*DAMAGED, etree.XMLSyntaxError, KeyError), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if xml := content_of(archive):
            return set(_in_open_document(xml, sheet))
        if styles := _struck_styles(archive):
            return set(_in_excel(archive.read(sheet_path(archive, sheet)), styles))
    return set()


def _struck_styles(archive: zipfile.ZipFile) -> set[int]:
    """Return the numbers of the cell styles whose font is struck through."""
    xml = archive.read(_STYLES) if _STYLES in archive.namelist() else b""
    if b"strike" not in xml:
        return set()
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    lines = [font.find("{*}strike") for font in root.iterfind("{*}fonts/{*}font")]
    struck = {str(at) for at, line in enumerate(lines) if line is not None and line.get("val") not in {"0", "false"}}
    return {at for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")) if style.get("fontId") in struck}


def _in_excel(xml: bytes, styles: Collection[int]) -> Iterator[int]:
    row = 0
    for kind, attributes in _ROW_OR_CELL.findall(xml):
        if kind == b"row":
            stated = _NUMBER.search(attributes)
            row = int(stated[1]) if stated else row + 1
        elif not attributes.endswith(b"/") and (style := _STYLE.search(attributes)) and int(style[1]) in styles:
            yield row


def _in_open_document(xml: bytes, sheet: str) -> Iterator[int]:
    styles = {
        name[1]
        for attributes, look in _OPEN_STYLE.findall(xml)
        if _THROUGH.search(look) and (name := _OPEN_STYLE_NAME.search(attributes))
    }
    for row, _, attributes in placed(part_of_sheet(xml, sheet)) if styles else ():
        style = _USED_STYLE.search(attributes)
        if style and style[1] in styles and not attributes.endswith(b"/"):
            yield row + 1
