"""Open a source: a file, a `.gz` or `.zip` of one, or standard input; and give its bytes."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import sys
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from mapper.errors import SourceError, SourceMissingError

__all__ = ["SIZE_LIMIT", "read_bytes"]

SIZE_LIMIT = 4 * 1024**3
"""Bytes that a source may unpack to. A million ACLED rows with notes are about 0.6 GB; more is a mistake or a bomb."""

_CHUNK = 1 << 20
_URL = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_TABLES = (".csv", ".tsv", ".txt", ".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl", ".parquet")
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError, NotImplementedError)


def read_bytes(path: str, *, limit: int = SIZE_LIMIT) -> bytes:
    """Return the unpacked bytes of a file (`-` is standard input).

    Raises
    ------
    SourceError
        It is missing, a URL, unreadable, not a plain file, damaged, too large, or an archive without exactly one table.

    >>> read_bytes("seeds/actors.csv")[:8]
    b'actor_id'
    >>> read_bytes("https://example.org/events.csv")
    Traceback (most recent call last):
    ...
    mapper.errors.SourceMissingError: https://example.org/events.csv: a URL is never read; download it and name the file
    """
    name = "standard input" if path == "-" else path
    try:
        return _unpacked(sys.stdin.buffer if path == "-" else _opened(path), name, limit)
    except SourceError:
        raise
    except FileNotFoundError:
        raise SourceMissingError(f"{path}: no such file; check the path") from None
    except PermissionError:
        raise SourceError(f"{path}: no permission to read it; change its permissions or copy it") from None
    except _DAMAGED as error:
        raise SourceError(f"{name}: damaged or cut short ({error}); download or copy it again") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror or error})") from None


def _opened(path: str) -> IO[bytes]:
    if _URL.match(path):
        raise SourceMissingError(f"{path}: a URL is never read; download it and name the file")
    file = Path(path)
    if file.exists() and not file.is_file():
        raise SourceError(f"{path}: not a plain file; give a CSV or GeoJSON file, or a folder with events.csv")
    return file.open("rb")


def _unpacked(stream: IO[bytes], name: str, limit: int) -> bytes:
    """Read the stream and undo its packing, which is recognised by its first bytes, not by its name."""
    with stream:
        raw = _bounded(stream, name, limit)
    if raw.startswith(b"\x1f\x8b"):
        with gzip.open(io.BytesIO(raw)) as member:
            return _bounded(cast("IO[bytes]", member), name, limit)
    return _unzipped(raw, name, limit) if raw.startswith(b"PK\x03\x04") else raw


def _bounded(stream: IO[bytes], name: str, limit: int) -> bytes:
    parts, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise SourceError(f"{name}: holds more than {limit / 1024**3:.0f} GB; split it into smaller files")
        parts.append(chunk)
    return b"".join(parts)


def _unzipped(raw: bytes, name: str, limit: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX/")]
        if "[Content_Types].xml" in names or "content.xml" in names:
            raise SourceError(f"{name}: a spreadsheet; save it as CSV in UTF-8 and name that file")
        tables = [n for n in names if n.lower().removesuffix(".gz").endswith(_TABLES)] or names
        if len(tables) != 1:
            raise SourceError(f"{name}: holds {len(tables)} tables and one is wanted; unpack it and name the file")
        if archive.getinfo(tables[0]).flag_bits & 1:
            raise SourceError(f"{name}: is protected by a password; unpack it first")
        with archive.open(tables[0]) as member:
            return _bounded(member, name, limit)
