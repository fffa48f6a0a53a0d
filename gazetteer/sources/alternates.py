"""GeoNames' `alternateNames` and `alternateNamesV2`: names by geonameid, for the places of dumps that are loaded.

The columns: https://download.geonames.org/export/dump/readme.txt (alternateNameId, geonameid, language, name, whether
it is preferred, short, colloquial, historic, and in V2 from when to when it was used). Postal codes, codes of airports
and links stand in it too, under languages of their own: these are no names of places.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.errors import DumpError
from gazetteer.index.entry import Entry, Source, is_name
from gazetteer.model import SourceInfo
from gazetteer.sources.dumps import content_digest, open_dump
from gazetteer.sources.layouts import COLUMNS_OF_NAMES

__all__ = ["AlternateNames"]

_LONGEST_LINE = 10_000  # bytes
_LANGUAGE = re.compile(r"([a-z]{2,3}(-\w+)?|fr_1793|piny)?")
"""Languages of names: ISO 639 with a country or script, and two of GeoNames' own; not `link`, `post`, `iata` and
others."""
_TABLE = """
    CREATE TABLE name (geonameid INT, rank INT, number INT, name TEXT, PRIMARY KEY (geonameid, rank, number))
    WITHOUT ROWID"""
_NAMES = "SELECT name FROM name WHERE geonameid = ? ORDER BY rank, number"


class AlternateNames:
    """The names of such a file, joined with the places of GeoNames' dumps (`dumps`), as a source.

    >>> AlternateNames(Path("alternateNames-ML.txt")).name
    'names-alternateNames-ML'
    """

    def __init__(self, path: Path, dumps: Sequence[Source] = ()) -> None:
        self.path = path
        self.dumps = tuple(dumps)
        self.name = f"names-{path.name.split('.')[0].removeprefix('names-')}"

    def digest(self) -> str:
        """Return a hash of the file's content and of the dumps'.

        Raises
        ------
        DumpError
            The file cannot be read.
        """
        return self.digest_with(content_digest(self.path))

    def digest_with(self, own: str) -> str:
        """Return the hash, given that of the file itself."""
        if not self.dumps:
            return own
        return blake2b("\n".join([own, *(dump.digest() for dump in self.dumps)]).encode(), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        return SourceInfo(
            self.name,
            f"GeoNames' other names, {self.name.removeprefix('names-')}",
            0,
            licence="CC BY 4.0",
            attribution="GeoNames, CC BY 4.0",
            url="https://www.geonames.org",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the places of the dumps that have names here: preferred names first, historic ones last.

        The names are sorted on disk: those of the world need no more memory than a country's.

        Raises
        ------
        DumpError
            The file is none of names, or a dump cannot be used.
        """
        with (
            TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            closing(sqlite3.connect(Path(folder) / "names")) as database,
        ):
            database.execute("PRAGMA journal_mode = OFF")
            database.execute(_TABLE)
            database.executemany("INSERT OR REPLACE INTO name VALUES (?, ?, ?, ?)", self._names())
            for dump in self.dumps:
                for entry in dump.entries():
                    names = [name for (name,) in database.execute(_NAMES, (entry.place.geonameid,))]
                    if names:
                        yield entry._replace(names=(entry.place.name, *names))

    def _names(self) -> Iterator[tuple[int, int, int, str]]:
        """Yield geonameid, rank, number and text of each name."""
        with open_dump(self.path) as file:
            for at, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1):
                number, geonameid, language, name, *flags = self._checked(at, line)
                is_preferred, is_short, _, is_historic = (flag == "1" for flag in flags[:4])
                if _LANGUAGE.fullmatch(language) and is_name(name):
                    rank = 3 if is_historic else 0 if is_preferred else 1 if is_short else 2
                    yield int(geonameid), rank, int(number), name

    def _checked(self, at: int, line: bytes) -> list[str]:
        try:
            cells = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError as error:
            raise DumpError(self.path.name, f"is not UTF-8 (line {at})", remedy=_WANTED) from error
        is_row = len(cells) in COLUMNS_OF_NAMES and cells[0].isdecimal() and cells[1].isdecimal() and cells[3]
        if len(line) > _LONGEST_LINE or not is_row:
            raise DumpError(self.path.name, f"has no name of a place in line {at}", remedy=_WANTED)
        return cells


_WANTED = "give alternateNamesV2.txt, or a country's, from https://download.geonames.org/export/dump/"
