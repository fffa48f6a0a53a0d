"""GeoNames country dumps: 19 tab-separated columns without a header, plain, gzipped or zipped.

The columns: https://download.geonames.org/export/dump/readme.txt. Whoever has a file of the right
name has not thereby a dump: what is cut short, misnamed, poisoned or simply something else is
refused in a sentence before anything is kept of it.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import BinaryIO

from gazetteer.errors import DumpError
from gazetteer.index.entry import Entry, is_name
from gazetteer.model import Layer, Place

__all__ = ["Dump"]

_COLUMNS = 19
_LONGEST_LINE = 200_000  # bytes; the longest real one, a country's with all its names, has about 6,000
_LEAST_LIMIT = 64 * 2**20
_MOST_RATIO = 60  # real dumps shrink to a quarter

_LED_ASTRAY = (ValueError, OverflowError, struct.error)  # zipfile's ways of saying that an offset leads nowhere

Row = list[str]


class Dump:
    """The source of a layer that is one GeoNames dump.

    >>> Dump(Path("ML.zip")).name
    'geonames-ML'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stem = path.name.split(".")[0]
        self.name = f"geonames-{self._stem.removeprefix('geonames-')}"

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        DumpError
            The file cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                return file_digest(file, lambda: blake2b(digest_size=8)).hexdigest()
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def layer(self) -> Layer:
        """Return the layer's description; its date is that of the youngest row.

        Raises
        ------
        DumpError
            The file is no usable dump.
        """
        return Layer(
            self.name,
            f"GeoNames dump {self._stem}",
            0,
            licence="CC BY 4.0",
            attribution="GeoNames, CC BY 4.0",
            url="https://www.geonames.org",
            date=max(row[18] for row in _rows(self.path)),
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the places. Alternate names are indexed but not repeated in `Place.aliases`.

        Raises
        ------
        DumpError
            The file is no usable dump.
        """
        divisions = {_division(row): row[1] for row in _rows(self.path) if row[6] == "A" and row[7] in ("ADM1", "ADM2")}
        for row in _rows(self.path):
            admin1 = divisions.get((row[8], row[10], ""), "")
            admin2 = divisions.get((row[8], row[10], row[11]), "") if row[11] else ""
            place = Place(
                place_id=f"geonames:{row[0]}",
                name=row[1],
                latitude=float(row[4]),
                longitude=float(row[5]),
                country=row[8],
                admin1=admin1,
                admin2=admin2,
                feature_class=row[6],
                feature_code=row[7],
                geonameid=int(row[0]),
                population=int(row[14]) or None if row[14] else None,
                source=f"GeoNames ({self._stem}, {row[18][:4]})",
            )
            alternates = tuple(filter(is_name, row[3].split(","))) if row[3] else ()
            yield Entry(place, (row[1], row[2], *alternates), (admin1, admin2), _documented(row, len(alternates)))


def _division(row: Row) -> tuple[str, str, str]:
    return row[8], row[10], row[11] if row[7] == "ADM2" else ""


def _rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a dump, each checked."""
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(_LONGEST_LINE + 1):
                number += 1
                yield _checked(path, number, line)
    except DumpError:
        raise
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, *_LED_ASTRAY) as error:
        raise DumpError(path, f"is damaged or cut short after line {number}", remedy="fetch it again") from error
    except RuntimeError as error:  # zipfile's way of saying that a member is encrypted
        raise DumpError(path, "is encrypted", remedy="give the unencrypted file") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not number:
        raise DumpError(path, "holds no places", remedy="fetch it again")


def _documented(row: Row, alternates: int) -> float:
    """Return how much likelier a well described entry is meant than a bare one (natural logarithm).

    Somebody who knew the place has edited it since it was imported: that happens to places with
    people in them. On the development set the right one of two namesakes has its second division
    filled in three times as often as the wrong one.
    """
    return 0.7 * bool(row[11]) + 0.15 * min(4, alternates)


def _unreadable(path: Path, error: OSError) -> DumpError:
    return DumpError(path, f"cannot be read ({error.strerror or error})", remedy="check the path and its permissions")


def _checked(path: Path, number: int, line: bytes) -> Row:
    if len(line) > _LONGEST_LINE:
        raise DumpError(path, f"has a line of over {_LONGEST_LINE:,} bytes (line {number})", remedy=_WANTED)
    try:
        row = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise DumpError(path, f"is not UTF-8 (line {number})", remedy=_WANTED) from error
    if len(row) != _COLUMNS:
        remedy = _WANTED if number == 1 else "it seems cut short or edited; fetch it again"
        raise DumpError(path, f"has {len(row)} columns instead of {_COLUMNS} in line {number}", remedy=remedy)
    try:
        int(row[0])
        usable = abs(float(row[4])) <= 90 and abs(float(row[5])) <= 180 and int(row[14] or 0) >= 0
    except ValueError:
        usable = False
    if not usable or not row[1] or len(row[6]) > 1:
        raise DumpError(path, f"has no valid place in line {number}", remedy=_WANTED)
    return row


_WANTED = "give a GeoNames dump such as ML.zip from https://download.geonames.org/export/dump/"


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a dump for reading line by line, whatever it is packed in, and stop where a bomb would begin."""
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic.startswith(b"PK"):
            with zipfile.ZipFile(file) as archive, archive.open(_member(path, archive)) as member:
                yield io.BufferedReader(_Limited(path, member))  # type: ignore[arg-type]
        elif magic.startswith(b"\x1f\x8b"):
            with gzip.open(file) as unpacked:
                yield io.BufferedReader(_Limited(path, unpacked))  # type: ignore[arg-type]
        else:
            yield file


def _member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    texts = [
        item
        for item in archive.infolist()
        if item.filename.lower().endswith(".txt") and Path(item.filename).name.lower() != "readme.txt"
    ]
    if not texts:
        raise DumpError(path, "holds no .txt file", remedy=_WANTED)
    return max(texts, key=lambda item: item.file_size)


class _Limited(io.RawIOBase):
    """Reads from an unpacking stream until far more comes out than a packed dump can hold."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        super().__init__()
        self._path, self._stream, self._read = path, stream, 0
        self._limit = max(_LEAST_LIMIT, _MOST_RATIO * path.stat().st_size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._read += len(data)
        if self._read > self._limit:
            raise DumpError(self._path, "unpacks to far more than a dump can hold", remedy=_WANTED)
        buffer[: len(data)] = data
        return len(data)
