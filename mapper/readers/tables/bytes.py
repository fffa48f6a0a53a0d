"""Open a source: a file, a `.gz` or `.zip` of one, or standard input; and give its bytes."""

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
from typing import IO, cast

from mapper.errors import SourceError, SourceMissingError

__all__ = ["SIZE_LIMIT", "read_bytes"]

SIZE_LIMIT = 4 * 1024**3
"""Bytes that a source may hold. A million ACLED rows with notes are about 0.6 GB; more is a mistake or a bomb."""

_UNSUSPICIOUS = 256 * 1024**2
_MOST_RATIO = 100
"""Tables shrink to a fifth or a tenth. What unpacks to more than 256 MB and a hundred times its size is a bomb."""

_CHUNK = 1 << 20
_PATIENCE = 2.0
"""Seconds to wait until somebody opens the other end of a pipe."""

_URL = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_TABLES = (".csv", ".tsv", ".txt", ".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl", ".parquet")
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError, NotImplementedError)
_DAMAGED_DIRECTORY = (ValueError, OverflowError, struct.error)  # what zipfile makes of offsets that lead nowhere


def read_bytes(path: str) -> bytes:
    """Return the unpacked bytes of a file or pipe (`-` is standard input).

    Raises
    ------
    SourceError
        It is missing, a URL, unreadable, a folder, a device, damaged, too large, or an archive of no or several tables.

    >>> read_bytes("seeds/actors.csv")[:8]
    b'actor_id'
    >>> read_bytes("https://example.org/events.csv")
    Traceback (most recent call last):
    ...
    mapper.errors.SourceMissingError: https://example.org/events.csv: a URL is never read; download it and name the file
    """
    name = "standard input" if path == "-" else path
    try:
        stream, first = _standard_input() if path == "-" else _opened(path)
        return _unpacked(stream, first, name)
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


def _opened(path: str) -> tuple[IO[bytes], bytes]:
    """Open a file or a pipe; of a pipe the first byte has been read, and is given too."""
    if _URL.match(path):
        raise SourceMissingError(f"{path}: a URL is never read; download it and name the file")
    # Without O_NONBLOCK, opening a pipe waits for somebody who writes into it, for ever if need be.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(number).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        os.close(number)
        raise SourceError(f"{path}: not a plain file; give a CSV or GeoJSON file, or a folder with events.csv")
    stream = os.fdopen(number, "rb")
    return stream, _first_byte(stream, path) if stat.S_ISFIFO(mode) else b""


def _standard_input() -> tuple[IO[bytes], bytes]:
    if sys.stdin is None:  # what Python makes of a closed one
        raise SourceError("standard input: closed; pipe a table into it, or name a file")
    if sys.stdin.closed or sys.stdin.buffer.closed:
        raise SourceError("standard input: it has been read already, and that is possible only once; name a file")
    return sys.stdin.buffer, b""


def _first_byte(pipe: IO[bytes], path: str) -> bytes:
    """Wait until there is somebody at the other end of a pipe, then let it be read as files are read."""
    deadline = time.monotonic() + _PATIENCE
    raw = cast("io.BufferedReader", pipe).raw
    while (first := raw.read(1)) == b"":  # nobody; while a writer has nothing to say it is None
        if time.monotonic() > deadline:
            pipe.close()
            raise SourceError(f"{path}: a pipe into which nobody writes; start what writes into it, or name a file")
        time.sleep(0.02)
    os.set_blocking(pipe.fileno(), True)
    return first or b""


def _unpacked(stream: IO[bytes], first: bytes, name: str) -> bytes:
    """Read the stream and undo its packing, which is recognised by its first bytes, not by its name."""
    with stream:
        raw = _bounded(stream, name, SIZE_LIMIT, "holds more than {} GB; split it into smaller files", first)
    if not raw.startswith(_PACKED):
        return raw
    if raw.startswith(b"PK"):
        try:
            unpacked = _unzipped(raw, name)
        except _DAMAGED_DIRECTORY as error:
            raise zipfile.BadZipFile(str(error)) from None
    else:
        with gzip.open(io.BytesIO(raw)) as member:
            unpacked = _expanded(cast("IO[bytes]", member), name, len(raw))
    if unpacked.startswith(_PACKED):
        raise SourceError(f"{name}: an archive in an archive; unpack the outer one and name what is in it")
    return unpacked


def _expanded(stream: IO[bytes], name: str, packed: int) -> bytes:
    limit = min(SIZE_LIMIT, max(_UNSUSPICIOUS, _MOST_RATIO * packed))
    return _bounded(stream, name, limit, "unpacks to more than {} GB; if that is right, unpack and split it first")


def _bounded(stream: IO[bytes], name: str, limit: int, sentence: str, first: bytes = b"") -> bytes:
    """Read at most `limit` bytes after the first ones, of a file too that grows while it is read."""
    parts, size = [first], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise SourceError(f"{name}: {sentence.format(f'{limit / 1024**3:.2g}')}")
        parts.append(chunk)
    return b"".join(parts)


def _unzipped(raw: bytes, name: str) -> bytes:
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
            return _expanded(member, name, len(raw))
