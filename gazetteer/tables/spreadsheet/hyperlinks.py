"""Hyperlinks of the cells of an Excel sheet (`.xlsx`), which are not part of their text: "BBC" and its article."""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile

import pyarrow as pa
from lxml import etree

from gazetteer.tables.spreadsheet.cells import DAMAGED, Cell, corners
from gazetteer.tables.spreadsheet.members import related, sheet_path

__all__ = ["linked_cells", "with_links"]

_MOST = 1_000_000
"""The most linked cells read: one link may cover a whole column."""
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_REF, _ID = (
    re.compile(rb'(?<!\w)ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"'),
    re.compile(rb'(?<!\w)\w+:id="([^"]+)"'),
)


def linked_cells(raw: bytes, sheet: str) -> dict[Cell, str]:
    """Return cell (row, column; from 0) → the web address that it links to; none for a damaged file.

    >>> linked_cells(b"no archive", "Sheet1")
    {}
    """
    found: dict[Cell, str] = {}
    with contextlib.suppress(*DAMAGED, etree.XMLSyntaxError, KeyError), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        path = sheet_path(archive, sheet)
        targets = {key: url for key, url in related(archive, path).items() if url.startswith(("http://", "https://"))}
        links = _LINK.findall(archive.read(path)) if targets else []
        for attributes in links:
            ref, key = _REF.search(attributes), _ID.search(attributes)
            url = targets.get(html.unescape(key[1].decode())) if key else None
            if not ref or not url:
                continue
            (top, left), (bottom, right) = corners(ref[1].decode())
            if len(found) + (bottom - top + 1) * (right - left + 1) > _MOST:
                break
            found |= {(row, column): url for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def with_links(texts: pa.Table, links: dict[Cell, str]) -> pa.Table:
    """Return texts with a column `X link` beside each column X with links to addresses that its text does not contain.

    >>> table = with_links(pa.table({"Source": ["BBC", "https://a.org"]}), {(0, 0): "https://b.org"})
    >>> table.column_names, table["Source link"].to_pylist()
    (['Source', 'Source link'], ['https://b.org', ''])
    """
    for at in sorted({column for _, column in links}, reverse=True):
        if at >= texts.num_columns:
            continue
        name, written = texts.column_names[at], texts.column(at)
        urls = [""] * len(texts)
        for (row, column), url in links.items():
            if column == at and 0 <= row < len(texts) and url.rstrip("/") not in (written[row].as_py() or ""):
                urls[row] = url
        if any(urls) and f"{name} link" not in texts.column_names:
            texts = texts.add_column(at + 1, f"{name} link", pa.array(urls, pa.large_string()))
    return texts
