"""Files that are broken, hostile, or no events at all: one of each kind that people and disks produce."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = b"event_id,event_date,place,notes\n" + b"".join(b"e%d,2025-06-01,Gao,a note\n" % n for n in range(200))
DUMP_ROW = "\t".join(["1", "Gao", "Gao", "", "16.2", "-0.04", "P", "PPL", "ML", *[""] * 9, "2020-01-01"])


def zipped(**members: bytes) -> bytes:
    """A zip archive; in names `__` stands for `.`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def _encrypted() -> bytes:
    """A zip whose only member says that it is encrypted."""
    raw = bytearray(zipped(a__csv=ROWS))
    raw[6] |= 1  # the flag in the local header …
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # … and in the central directory
    return bytes(raw)


def _wrong_checksum() -> bytes:
    raw = bytearray(zipped(a__csv=ROWS))
    raw[14] ^= 0xFF
    raw[raw.index(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(raw)


def _unknown_method() -> bytes:
    raw = bytearray(zipped(a__csv=ROWS))
    raw[8:10] = struct.pack("<H", 97)
    place = raw.index(b"PK\x01\x02")
    raw[place + 10 : place + 12] = struct.pack("<H", 97)
    return bytes(raw)


def _parquet(notes: pa.Array) -> bytes:
    buffer = io.BytesIO()
    columns = {"event_id": ["a"], "event_date": ["2025-06-01"], "latitude": [1.5], "longitude": [2.5], "notes": notes}
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def _not_utf8() -> pa.Array:
    offsets = struct.pack("<2i", 0, 3)
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(b"a\xffb")])


def _wide(columns: int) -> bytes:
    return ",".join(f"c{n}" for n in range(columns)).encode() + b"\n" + b"," * (columns - 1) + b"\n"


CONTENTS: dict[str, bytes] = {
    "truncated.csv.gz": gzip.compress(ROWS)[:-20],
    "half.csv.gz": gzip.compress(bytes(random.Random(1).randbytes(2000)))[:700],
    "noise.csv.gz": b"\x1f\x8b" + bytes(range(200)),
    "truncated.zip": zipped(a__csv=ROWS)[:-30],
    "header-only.zip": b"PK\x03\x04",
    "empty.zip": zipped(),
    "two-tables.zip": zipped(a__csv=ROWS, b__csv=ROWS),
    "checksum.zip": _wrong_checksum(),
    "method.zip": _unknown_method(),
    "encrypted.zip": _encrypted(),
    "nested.zip": zipped(inner__zip=zipped(a__csv=ROWS)),
    "nested.csv.gz": gzip.compress(gzip.compress(b"\x00\xff not a table \xfe" * 9)),
    "spreadsheet.xlsx": zipped(**{"[Content_Types]__xml": b"<x/>"}),
    "empty.csv": b"",
    "blank.csv": b"\n\n \n",
    "nul.csv": b"\0" * 5000,
    "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe" + bytes(range(256)),
    "utf16-odd.csv": b"\xff\xfee\x00v\x00\x00\xd8,\x00x",
    "utf32-bad.csv": b"\xff\xfe\x00\x00\xff\xff\xff\xff",
    "quote.csv": b'event_id,notes\n"a,b\n' + b"x,y\n" * 50,
    "no-columns.csv": b"a,b\n1,2\n",
    "wide.csv": _wide(100_000),
    "crs.geojson": b'{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:32630"}},"features":[]}',
    "cut.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","prop',
    "deep.json": b"[" * 200_000,
    "deep-object.json": b'{"a":' * 200_000,
    "number.json": b"[1, 2, 3]",
    "huge-number.json": b'[{"event_id": ' + b"9" * 10_000 + b"}]",
    "surrogate.json": b'[{"event_id": "a\\ud800", "place": "\\udfff", "event_date": "2025"}]',
    "surrogate-name.json": b'[{"event_id": "a", "x\\ud800": "1"}]',
    "shapes.geojson": b'{"type":"FeatureCollection","features":[null, 3, {"type":"Feature","geometry":{"type":"Point",'
    b'"coordinates":[{},[]]},"properties":{"event_id":"a"}},{"type":"Feature","geometry":[],"properties":[1]},'
    b'{"type":"Feature","id":{"a":1},"geometry":{"type":"Point","coordinates":[NaN,1e999]},"properties":null}]}',
    "cut.parquet": b"PAR1 cut short PAR1",
    "middle.parquet": _parquet(pa.array(["x" * 900])).replace(b"x" * 20, b"\xff" * 20),
    "text.parquet": _parquet(_not_utf8()),
    "cut.sqlite.gpkg": b"SQLite format 3\0" + bytes(100),
    "page.html": b"<!DOCTYPE html><html><body>404 Not Found</body></html>\n",
    "long-line.txt": DUMP_ROW.encode() + b"\n" + b"x" * 300_000 + b"\n",
    "not-a-dump.txt": b"just some words\n",
    "poisoned.txt": DUMP_ROW.replace("16.2", "NaN").encode() + b"\n",
    "places.csv": b"name,latitude,longitude\nGao,91,NaN\n,,\n" + b"\xff\xfe,1,1\n",
}
"""Files by name. Some are events after all (with faults); none of them may ever bring a traceback."""


SPECIAL: dict[str, Callable[[Path], object]] = {
    "folder.csv": lambda path: path.mkdir(),
    "loop.csv": lambda path: path.symlink_to(path),
    "dangling.csv": lambda path: path.symlink_to(path.with_name("nowhere")),
    "device.csv": lambda path: path.symlink_to("/dev/zero"),
}
"""What a name can lead to that is no file."""


def write_all(folder: Path) -> list[Path]:
    """Write every broken file, and make what is no file."""
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    for name, make in SPECIAL.items():
        make(folder / name)
    return [folder / name for name in (*CONTENTS, *SPECIAL)]
