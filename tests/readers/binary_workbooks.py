"""Excel's binary workbooks (`.xlsb`, MS-XLSB) of one sheet, written by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Collection, Mapping
from itertools import groupby

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsb(
    cells: Mapping[tuple[int, int], str | float], *, hidden_rows: Collection[int] = (), hidden_column: int | None = None
) -> bytes:
    """A workbook whose sheet has these cells, by row and column from 0."""
    rows = []
    for row, of_row in groupby(sorted(cells), key=lambda where: where[0]):
        flags = 0x10 * (row in hidden_rows)
        rows.append(_record(0, struct.pack("<I7xB", row, flags) + bytes(13)))
        rows += [_cell(column, cells[row, column]) for _, column in of_row]
    columns = b""
    if hidden_column is not None:
        columns = (
            _record(390) + _record(60, struct.pack("<IIIIH", hidden_column, hidden_column, 0, 0, 1)) + _record(391)
        )
    sheet = (
        _record(129) + _record(148, bytes(16)) + columns + _record(145) + b"".join(rows) + _record(146) + _record(130)
    )
    named = _record(156, struct.pack("<II", 0, 1) + _wide("r1") + _wide("Data"))
    files = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": _record(131) + _record(143) + named + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_REL}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.bin": sheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _cell(column: int, value: str | float) -> bytes:
    where = struct.pack("<II", column, 0)
    return _record(6, where + _wide(value)) if isinstance(value, str) else _record(5, where + struct.pack("<d", value))


def _record(kind: int, data: bytes = b"") -> bytes:
    return _number(kind) + _number(len(data)) + data


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    return bytes([value & 0x7F | 0x80]) + _number(value >> 7) if value > 0x7F else bytes([value])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
