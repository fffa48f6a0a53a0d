"""GeoNames country dumps, and Who's On First's lists in their form: 19 tab-separated columns without a header.

The columns: https://download.geonames.org/export/dump/readme.txt. A file that is truncated, has impossible values or is
something else is refused with the reason, before any of it is kept.

Who's On First's ids (https://whosonfirst.org/docs/) begin far above GeoNames': a list whose places have such ids is
named and credited as theirs, and its ids are no geonameids.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b, file_digest
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple

from gazetteer.errors import DumpError, FileError
from gazetteer.index.entry import Entry, is_name
from gazetteer.model import Place, SourceInfo
from gazetteer.tables.stream import open_text

__all__ = ["Dump", "content_digest", "open_dump"]

_COLUMNS = 19
_LONGEST_LINE = 200_000  # bytes; the longest real one, a country's with all its names, has about 6,000

_LEVELS = ("ADM1", "ADM2", "ADM3")
_LEAST_WOF_ID = 85_000_000
"""Who's On First's ids begin here; GeoNames has given some 13 million."""

Row = list[str]


class _Publisher(NamedTuple):
    """The publisher of a list: the family of its ids, its name and its credit."""

    family: str
    name: str
    title: str
    licence: str
    attribution: str
    url: str


_GEONAMES = _Publisher(
    "geonames", "GeoNames", "GeoNames dump", "CC BY 4.0", "GeoNames, CC BY 4.0", "https://www.geonames.org"
)
_WOF = _Publisher(
    "wof",
    "Who's On First",
    "Who's On First list",
    "CC BY 4.0",
    "Who's On First, GeoNames, Quattroshapes",
    "https://whosonfirst.org",
)


class _Survey(NamedTuple):
    """The publisher of a list, the date of its newest row, and the names of divisions by country and codes."""

    publisher: _Publisher
    youngest: str
    divisions: dict[tuple[str, ...], str]


class Dump:
    """A GeoNames dump, or a list of Who's On First, as a source; it is named by its file.

    >>> Dump(Path("ML.zip")).name, Dump(Path("wof-ML.txt.gz")).name
    ('geonames-ML', 'wof-ML')
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stem = path.name.split(".")[0]
        family = _WOF.family if self._stem.startswith(f"{_WOF.family}-") else _GEONAMES.family
        self.name = f"{family}-{self._stem.removeprefix(f'{family}-')}"

    def named_by_content(self) -> str:
        """Return the name with the publisher whose ids the places have.

        Raises
        ------
        DumpError
            The file is no usable dump.
        """
        return f"{self._publisher.family}-{self.name.partition('-')[2]}"

    @property
    def _publisher(self) -> _Publisher:
        return self._survey.publisher

    @cached_property
    def _survey(self) -> _Survey:
        """The facts about all rows that are needed before one can be used."""
        publisher, youngest, divisions = _GEONAMES, "", {}
        for number, row in enumerate(self._rows()):
            if not number and int(row[0]) >= _LEAST_WOF_ID:
                publisher = _WOF
            youngest = max(youngest, row[18])
            if row[6] == "A" and row[7] in _LEVELS:
                divisions[_division(row)] = row[1]
        return _Survey(publisher, youngest, divisions)

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        DumpError
            The file cannot be read.
        """
        return content_digest(self.path)

    def info(self) -> SourceInfo:
        """Return the description; its date is that of the youngest row.

        Raises
        ------
        DumpError
            The file is no usable dump.
        """
        return SourceInfo(
            self.name,
            f"{self._publisher.title} {self.name.partition('-')[2]}",
            0,
            licence=self._publisher.licence,
            attribution=self._publisher.attribution,
            url=self._publisher.url,
            date=self._survey.youngest,
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the places. Alternate names are indexed but not repeated in `Place.aliases`.

        Raises
        ------
        DumpError
            The file is no usable dump.
        """
        publisher, _, divisions = self._survey
        for row in self._rows():
            admin1 = divisions.get((row[8], row[10], "", ""), "")
            admin2 = divisions.get((row[8], row[10], row[11], ""), "") if row[11] else ""
            admin3 = divisions.get((row[8], *row[10:13]), "") if row[12] else ""
            place = Place(
                place_id=f"{publisher.family}:{row[0]}",
                name=row[1],
                latitude=float(row[4]),
                longitude=float(row[5]),
                country=row[8],
                admin1=admin1,
                admin2=admin2,
                feature_class=row[6],
                feature_code=row[7],
                geonameid=int(row[0]) if publisher is _GEONAMES else None,
                population=int(row[14]) or None if row[14] else None,
                source=f"{publisher.name} ({self._stem}, {row[18][:4]})",
            )
            alternates = tuple(filter(is_name, row[3].split(","))) if row[3] else ()
            names, parents = (row[1], row[2], *alternates), (admin1, admin2, admin3)
            yield Entry(place, names, parents, _documented(row, len(alternates)))

    def _rows(self) -> Iterator[Row]:
        """Yield the rows, each checked."""
        number = 0
        with open_dump(self.path) as file:
            while line := file.readline(_LONGEST_LINE + 1):
                number += 1
                yield _checked(self.path.name, number, line)
        if not number:
            raise DumpError(self.path.name, "holds no places", remedy="fetch it again")


@contextmanager
def open_dump(path: Path) -> Iterator[BufferedIOBase]:
    """Open the unpacked bytes of a file of GeoNames.

    Raises
    ------
    DumpError
        It cannot be read, is damaged, or no single text.

    >>> with open_dump(Path("seeds/actors.csv")) as file:
    ...     file.readline()[:8]
    b'actor_id'
    """
    try:
        with open_text(path) as file:
            yield file
    except DumpError:
        raise
    except FileError as error:
        raise DumpError(path.name, error.reason, remedy=error.remedy) from error


def content_digest(path: Path) -> str:
    """Return a hash of the unpacked content of a file of GeoNames.

    Raises
    ------
    DumpError
        The file cannot be read.

    >>> len(content_digest(Path("seeds/actors.csv")))
    16
    """
    with open_dump(path) as file:
        return file_digest(file, lambda: blake2b(digest_size=8)).hexdigest()


def _division(row: Row) -> tuple[str, ...]:
    """Return country and codes of a division, "" for the levels below it."""
    level = _LEVELS.index(row[7]) + 1
    return (row[8], *row[10 : 10 + level], *[""] * (len(_LEVELS) - level))


def _documented(row: Row, alternates: int) -> float:
    """Return the log odds (natural logarithm) of a well-described entry against a bare one.

    Somebody who knew the place has edited it since it was imported: that happens to places with
    people in them. On the development set the right one of two namesakes has its second division
    filled in three times as often as the wrong one.
    """
    return 0.7 * bool(row[11]) + 0.15 * min(4, alternates)


def _checked(name: str, number: int, line: bytes) -> Row:
    if len(line) > _LONGEST_LINE:
        raise DumpError(name, f"has a line of over {_LONGEST_LINE:,} bytes (line {number})", remedy=_WANTED)
    try:
        row = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise DumpError(name, f"is not UTF-8 (line {number})", remedy=_WANTED) from error
    if len(row) != _COLUMNS:
        remedy = _WANTED if number == 1 else "it seems cut short or edited; fetch it again"
        raise DumpError(name, f"has {len(row)} columns instead of {_COLUMNS} in line {number}", remedy=remedy)
    try:
        int(row[0])
        usable = abs(float(row[4])) <= 90 and abs(float(row[5])) <= 180 and int(row[14] or 0) >= 0
    except ValueError:
        usable = False
    if not usable or not row[1] or len(row[6]) > 1:
        raise DumpError(name, f"has no valid place in line {number}", remedy=_WANTED)
    return row


_WANTED = "give a GeoNames dump such as ML.zip from https://download.geonames.org/export/dump/"
