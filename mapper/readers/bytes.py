"""Open a source: a file, a `.gz` or `.zip` of one, or standard input; and give its bytes and its text."""

from __future__ import annotations

import codecs
import gzip
import lzma
import sys
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from mapper.errors import SourceError, SourceMissingError

__all__ = ["SIZE_LIMIT", "decode", "read_bytes"]

SIZE_LIMIT = 4 * 1024**3
"""Bytes that a source may unpack to. A million ACLED rows with notes are about 0.6 GB; more is a mistake or a bomb."""

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: str, *, limit: int = SIZE_LIMIT) -> bytes:
    """Return the unpacked bytes of a file (`-` is standard input).

    Raises
    ------
    SourceError
        The file is missing, unreadable, not a plain file, damaged, too large, or an archive without exactly one table.

    >>> read_bytes("seeds/actors.csv")[:8]
    b'actor_id'
    """
    if path == "-":
        return _bounded(sys.stdin.buffer, "standard input", limit)
    file = Path(path)
    try:
        if file.exists() and not file.is_file():
            raise SourceError(f"{path}: not a plain file; give a CSV or GeoJSON file, or a folder with events.csv")
        with file.open("rb") as handle:
            magic = handle.read(4)
            handle.seek(0)
            if magic[:2] == b"\x1f\x8b":
                with gzip.open(handle) as unpacked:
                    return _bounded(cast("IO[bytes]", unpacked), path, limit)
            if magic == b"PK\x03\x04" and not path.endswith((".xlsx", ".ods", ".kmz", ".qgz")):
                return _unzip(handle, path, limit)
            return _bounded(handle, path, limit)
    except FileNotFoundError:
        raise SourceMissingError(f"{path}: no such file; check the path") from None
    except PermissionError:
        raise SourceError(f"{path}: no permission to read it; change its permissions or copy it") from None
    except (
        EOFError,
        zlib.error,
        gzip.BadGzipFile,
        zipfile.BadZipFile,
        lzma.LZMAError,
        NotImplementedError,
    ) as error:
        raise SourceError(f"{path}: damaged or cut short ({error}); download or copy it again") from None
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error})") from None


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Return the text of a table and the encoding it was in: by its byte-order mark, else UTF-8, else Windows Latin-1.

    Raises SourceError where the bytes are not text.

    >>> decode("Ménaka".encode("latin-1"), "a.csv")
    ('Ménaka', 'cp1252')
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{name}: says it is {encoding} but is not at byte {error.start}; save it as UTF-8"
                ) from None
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if raw.count(b"\0"):
            raise SourceError(f"{name}: not a text file; give a CSV or GeoJSON file") from None
        try:
            return raw.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            raise SourceError(f"{name}: neither UTF-8 nor Latin-1 at byte {error.start}; save it as UTF-8") from None


def _bounded(stream: IO[bytes], name: str, limit: int) -> bytes:
    parts, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise SourceError(f"{name}: holds more than {limit / 1024**3:.0f} GB; split it into smaller files")
        parts.append(chunk)
    return b"".join(parts)


def _unzip(handle: IO[bytes], path: str, limit: int) -> bytes:
    with zipfile.ZipFile(handle) as archive:
        names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX/")]
        tables = [
            n for n in names if n.lower().endswith((".csv", ".tsv", ".txt", ".geojson", ".json", ".jsonl"))
        ] or names
        if len(tables) != 1:
            raise SourceError(f"{path}: holds {len(tables)} tables and one is wanted; unpack it and name the file")
        if archive.getinfo(tables[0]).flag_bits & 1:
            raise SourceError(f"{path}: is protected by a password; unpack it first")
        with archive.open(tables[0]) as member:
            return _bounded(member, path, limit)
