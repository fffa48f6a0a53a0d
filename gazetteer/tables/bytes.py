"""Read the bytes of a file, of the one file in a `.gz` or `.zip`, of a pipe, or of standard input."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import re
import stat
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple, cast

from gazetteer.errors import FileError, MissingFileError, shortened

__all__ = [
    "DAMAGED",
    "MOST_RATIO",
    "SHEET_SUFFIXES",
    "SIZE_LIMIT",
    "TABLE_SUFFIXES",
    "UNSUSPICIOUS",
    "Opened",
    "files_in",
    "members",
    "open_bytes",
    "read_bytes",
]

SIZE_LIMIT = 4 * 1024**3
"""Bytes that a file may hold. A million ACLED rows with notes are about 0.6 GB; more is a mistake or a bomb."""

TABLE_SUFFIXES = (".csv", ".tsv", ".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl")
"""Suffixes of tables of text, also inside a `.gz` or `.zip`."""
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Suffixes of spreadsheets."""
_OTHER_SUFFIXES = (
    *SHEET_SUFFIXES,
    ".parquet",
    ".geoparquet",
    ".kml",
    ".gpx",
    ".gpkg",
    ".fgb",
)
_WHOLE = ("[Content_Types].xml", "content.xml")
"""Members by which a `.zip` is recognised as a spreadsheet, which is read as a whole."""

UNSUSPICIOUS = 256 * 1024**2
MOST_RATIO = 100
"""Tables shrink to a fifth or a tenth. A file that unpacks to more than 256 MB and a hundred times its size is a
bomb."""

_CHUNK = 1 << 20
_PATIENCE = 2.0
"""Seconds to wait until somebody opens the other end of a pipe."""

_URL = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")
_NO_TABLES = {
    b"%PDF": "a PDF document", b"{\\rtf": "an RTF document", b"ARROW1": "a Feather file", b"$FL2": "a file of SPSS",
    **dict.fromkeys((b"<stata_dta>", *(b"%c%c\x01\0" % (version, order) for version in b"rs" for order in (1, 2))),
                    "a file of Stata"),
    **dict.fromkeys((b"RDX", b"X\n\0\0\0"), "a file of R"), b"Rar!": "a .rar archive", b"7z\xbc\xaf": "a .7z archive",
    b"\xfd7zXZ": "an .xz archive (R packs its files so)", b"BZh": "a .bz2 archive",
}  # fmt: skip
"""First bytes → kind, of files that are not read."""
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError, NotImplementedError)
"""Exceptions that reading a damaged archive raises."""
_DAMAGED_DIRECTORY = (ValueError, OverflowError, struct.error)  # zipfile raises them for offsets that lead nowhere


class Opened(NamedTuple):
    """The unpacked bytes of a file; for a `.zip` also the name of the member read, and of those not read."""

    raw: bytes
    member: str = ""
    passed_over: tuple[str, ...] = ()


def read_bytes(path: str, *, unsuspicious: int = UNSUSPICIOUS) -> bytes:
    """Return the unpacked bytes of a file or pipe, as `open_bytes` does.

    >>> read_bytes("seeds/actors.csv")[:8]
    b'actor_id'
    """
    return open_bytes(path, unsuspicious=unsuspicious).raw


def open_bytes(path: str, *, unsuspicious: int = UNSUSPICIOUS) -> Opened:
    """Return the unpacked bytes of a file or pipe (`-` is standard input).

    Up to `unsuspicious` bytes may come out of an archive, however small it is. A spreadsheet or a zipped shapefile is
    returned packed, after a check that it unpacks to no more than the limit.

    Raises
    ------
    FileError
        It is missing, a URL, unreadable, a folder, a device, damaged, too large, or an archive of no or several tables.

    >>> open_bytes("seeds/actors.csv").member
    ''
    >>> read_bytes("nowhere.csv")
    Traceback (most recent call last):
    ...
    gazetteer.errors.MissingFileError: nowhere.csv: no such file; check the path
    """
    name = "standard input" if path == "-" else path
    try:
        stream, first = _standard_input() if path == "-" else _opened(path)
        return _unpacked(stream, first, name, unsuspicious)
    except FileError:
        raise
    except FileNotFoundError:
        raise MissingFileError(path, "no such file", remedy="check the path") from None
    except PermissionError:
        raise FileError(path, "no permission to read it", remedy="change its permissions or copy it") from None
    except DAMAGED as error:
        raise FileError(
            name, f"damaged or cut short ({shortened(str(error))})", remedy="download or copy it again"
        ) from None
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise FileError(name, reason, remedy="check the path and the disk, or copy the file") from None


def members(path: Path) -> list[str]:
    """Return the names of the files in a `.zip`; none if it is not a readable archive.

    >>> members(Path("seeds/events.csv"))
    []
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _files_in(archive)
    except (OSError, *DAMAGED, *_DAMAGED_DIRECTORY):
        return []


def _opened(path: str) -> tuple[IO[bytes], bytes]:
    """Open a file or a pipe; return the stream and, for a pipe, the first byte, which has been read."""
    if _URL.match(path):
        raise MissingFileError(path, "a URL is never read", remedy="download it and name the file")
    # Without O_NONBLOCK, opening a pipe blocks until a writer opens it, possibly for ever.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(number).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        os.close(number)
        raise FileError(path, "not a plain file", remedy="give a file, such as a CSV or GeoJSON")
    stream = os.fdopen(number, "rb")
    return stream, _first_byte(stream, path) if stat.S_ISFIFO(mode) else b""


def _standard_input() -> tuple[IO[bytes], bytes]:
    if sys.stdin is None:  # what Python makes of a closed one
        raise FileError("standard input", "closed", remedy="pipe a table into it, or name a file")
    if sys.stdin.closed or sys.stdin.buffer.closed:
        reason = "it has been read already, and that is possible only once"
        raise FileError("standard input", reason, remedy="name a file")
    return sys.stdin.buffer, b""


def _first_byte(pipe: IO[bytes], path: str) -> bytes:
    """Wait until a writer opens the pipe, then make its reads blocking; return the first byte if it has come."""
    deadline = time.monotonic() + _PATIENCE
    raw = cast("io.BufferedReader", pipe).raw
    while (first := raw.read(1)) == b"":  # no writer; None means that a writer has sent nothing yet
        if time.monotonic() > deadline:
            pipe.close()
            reason = "a pipe into which nobody writes"
            raise FileError(path, reason, remedy="start what writes into it, or name a file")
        time.sleep(0.02)
    os.set_blocking(pipe.fileno(), True)
    return first or b""


def _unpacked(stream: IO[bytes], first: bytes, name: str, unsuspicious: int) -> Opened:
    """Read and unpack the stream; the compression is recognised by the first bytes, not by the name."""
    with stream:
        too_large = FileError(
            name, f"holds more than {_gigabytes(SIZE_LIMIT)} GB", remedy="split it into smaller files"
        )
        raw = _bounded(stream, SIZE_LIMIT, too_large, first)
    _refuse_other_kinds(raw, name)
    if not raw.startswith(_PACKED):
        return Opened(raw)
    limit = min(SIZE_LIMIT, max(unsuspicious, MOST_RATIO * len(raw)))
    reason = f"unpacks to more than {_gigabytes(limit)} GB"
    bomb = FileError(name, reason, remedy="if that is right, unpack and split it first")
    if not raw.startswith(b"PK"):
        with gzip.open(io.BytesIO(raw)) as unpacked:
            inner = _not_packed_again(_bounded(cast("IO[bytes]", unpacked), limit, bomb), name, limit, bomb)
        _refuse_other_kinds(inner, name)
        return Opened(inner)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _from_zip(archive, raw, name, limit, bomb)
    except _DAMAGED_DIRECTORY as error:
        raise zipfile.BadZipFile(str(error)) from None


def _refuse_other_kinds(raw: bytes, name: str) -> None:
    """Raise FileError, naming the kind, for a file of a kind that is not read."""
    other = next((kind for mark, kind in _NO_TABLES.items() if raw.startswith(mark)), "")
    if other:
        raise FileError(name, f"{other}, which is not read", remedy="save its table as .csv or .xlsx")


def _from_zip(archive: zipfile.ZipFile, raw: bytes, name: str, limit: int, bomb: FileError) -> Opened:
    names = _files_in(archive)
    if _is_document(names):
        _check_size(archive, limit, bomb)
        return Opened(raw)
    table = _table_in(archive, name, names)
    with archive.open(table) as member:
        content = _not_packed_again(_bounded(member, limit, bomb), name, limit, bomb)
    return Opened(content, table, tuple(other for other in names if other != table))


def _is_document(names: list[str]) -> bool:
    """Tell whether an archive's files make up one spreadsheet or one shapefile."""
    return any(name in names for name in _WHOLE) or any(name.lower().endswith(".shp") for name in names)


def _check_size(archive: zipfile.ZipFile, limit: int, bomb: FileError) -> None:
    """Refuse an archive whose files unpack to more than the limit, whatever sizes it states."""
    left = limit
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise FileError(bomb.name, "is protected by a password", remedy="unpack it first")
        member.file_size = limit + 1  # zipfile stops at the size that the archive states, which may be false
        with archive.open(member) as stream:
            stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001 - only the size matters here
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise bomb


def _not_packed_again(content: bytes, name: str, limit: int, bomb: FileError) -> bytes:
    """Return the content of an archive member, which may be a spreadsheet but not another archive."""
    if not content.startswith(_PACKED):
        return content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            if _is_document(_files_in(inner)):
                _check_size(inner, limit, bomb)
                return content
    reason = "an archive in an archive"
    raise FileError(name, reason, remedy="unpack the outer one and name what is in it")


def _gigabytes(size: int) -> str:
    return f"{size / 1024**3:.2g}"


def _bounded(stream: IO[bytes], limit: int, too_large: FileError, first: bytes = b"") -> bytes:
    """Read at most `limit` bytes after the first ones, even if the file grows meanwhile."""
    read = io.BytesIO()  # returns its bytes without copying them
    read.write(first)
    while chunk := stream.read(_CHUNK):
        read.write(chunk)
        if read.tell() - len(first) > limit:
            raise too_large
    return read.getvalue()


def _table_in(archive: zipfile.ZipFile, name: str, names: list[str]) -> str:
    """Return the name of the one table in an archive; text files count as tables only if there is no other table."""
    tables: list[str] = []
    for suffixes in ((*TABLE_SUFFIXES, *_OTHER_SUFFIXES), (".txt",), ("",)):
        tables = [n for n in names if n.lower().removesuffix(".gz").endswith(suffixes) and not _is_readme(n)]
        if tables:
            tables = [n for n in tables if n == "doc.kml"] or tables  # of KMZ, which may hold others beside it
            break
    if len(tables) != 1:
        reason = f"holds {len(tables)} tables and one is wanted"
        raise FileError(name, reason, remedy=f"unpack it and name the file{_named(tables)}")
    if archive.getinfo(tables[0]).flag_bits & 1:
        raise FileError(name, "is protected by a password", remedy="unpack it first")
    return tables[0]


def _named(tables: Sequence[str]) -> str:
    """Return the first names of several tables, in brackets."""
    return f" (one of {', '.join(tables[:3])}{' …' if len(tables) > 3 else ''})" if tables else ""


def files_in(raw: bytes) -> list[str]:
    """Return the names of the files in the bytes of a `.zip`; none if they are not a readable archive.

    >>> files_in(b"event_id,place")
    []
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _files_in(archive)
    except (*DAMAGED, *_DAMAGED_DIRECTORY):
        return []


def _files_in(archive: zipfile.ZipFile) -> list[str]:
    """Return the files of an archive, without folders and the files that macOS adds."""
    names = (name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX/"))
    return [name for name in names if name.rpartition("/")[2] != ".DS_Store"]


def _is_readme(name: str) -> bool:
    return name.lower().rpartition("/")[2].startswith("readme")
