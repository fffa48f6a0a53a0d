"""Spreadsheets written by hand, as small as their programs would read them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | int | bool | dt.date | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(sheets: Sheets, *, merged: Sequence[str] = (), links: Mapping[str, str] | None = None) -> bytes:
    """An Excel file; dates are serial numbers in a date format.

    `merged` are ranges of all its sheets: A2:A4; `links` the addresses that cells of all of them lead to.
    """
    merges = f"<mergeCells>{''.join(f'<mergeCell ref={quoteattr(one)}/>' for one in merged)}</mergeCells>"
    keys = {url: f"l{n}" for n, url in enumerate((links or {}).values())}
    led = "".join(f'<hyperlink ref="{cell}" r:id="{keys[url]}"/>' for cell, url in (links or {}).items())
    hyperlinks = f"<hyperlinks>{led}</hyperlinks>"
    addresses = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
        for url, key in keys.items()
    )
    related = f'<Relationships xmlns="{_PACKAGE}/relationships">{addresses}</Relationships>'
    names = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in names)
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in names
    )
    styles = f'<Relationship Id="rs" Type="{_REL}/styles" Target="styles.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}{styles}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        body = "".join(
            f'<row r="{r}">{"".join(_excel_cell(cell, r, c) for c, cell in enumerate(row))}</row>'
            for r, row in enumerate(rows, 1)
        )
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}" xmlns:r="{_REL}"><sheetData>{body}</sheetData>{merges if merged else ""}'
            f"{hyperlinks if links else ''}</worksheet>"
        )
        if links:
            files[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = related
    return _archive(files)


def ods(sheets: Sheets) -> bytes:
    """An OpenDocument spreadsheet."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
        f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return _archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _archive(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            xml = text if name == "mimetype" else f'<?xml version="1.0" encoding="UTF-8"?>{text}'
            archive.writestr(name, xml)
    return buffer.getvalue()


def _excel_cell(cell: Cell, row: int, column: int) -> str:
    where = f'r="{_letters(column)}{row}"'
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return f'<c {where} t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, dt.date):
        return f'<c {where} s="1"><v>{(cell - dt.date(1899, 12, 30)).days}</v></c>'
    if isinstance(cell, int | float):
        return f"<c {where}><v>{cell!r}</v></c>"
    return f'<c {where} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _open_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{float(cell)!r}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
