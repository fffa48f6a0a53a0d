"""Published lists of places in other forms than GeoNames' dumps: GNS, postal places, OpenStreetMap, OCHA, UCDP.

What each is called, how it is known by its columns, and what its columns hold is in `data/lists.json`.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import cache, cached_property
from hashlib import blake2b, file_digest
from io import BufferedIOBase
from pathlib import Path

from gazetteer.countries import country_or_blank, country_rows
from gazetteer.errors import DumpError
from gazetteer.geodesy import NEAR_KM
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.names.toponym import read_toponym
from gazetteer.sources.divided import divisions_of, of_level
from gazetteer.sources.layouts import layouts
from gazetteer.sources.user import file_stem
from gazetteer.tables.stream import open_text

__all__ = ["PlaceList"]

_COUNTRY_IN_NAME = re.compile(r"(?:^|[-_.])([A-Za-z]{2,3})(?=[-_.]|$)")
_EXACT, _NEARBY = ("1", "2"), "2"
_REPORTED = 1.5  # events are reported from there: what is added to the log odds that a report means it
_REMEDY = "give the file as it was published, with names and coordinates in degrees"

Row = dict[str, str]


class PlaceList:
    """A published list as a source, named by its kind and its file.

    >>> PlaceList(Path("ML.txt"), "gns").name
    'gns-ML'
    """

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        self._kind = kind
        self._layout = layouts()[kind]
        self._columns: dict[str, list[str]] = self._layout["columns"]
        stem = file_stem(Path(file_stem(path).removesuffix(".txt")))
        self.name = f"{kind}-{stem.removeprefix(f'{kind}-')}"
        self._account: list[str] | None = None

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        FileError
            The file cannot be read.
        """
        with open_text(self.path) as file:
            return file_digest(file, lambda: blake2b(digest_size=8)).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        title = f"{self._layout['title']}, {self.name.partition('-')[2]}"
        texts = (str(self._layout[key]) for key in ("licence", "attribution", "url"))
        return SourceInfo(self.name, title, 0, *texts)

    def entries(self) -> Iterator[Entry]:
        """Yield the places; rows that give further names of one place (GNS) are one.

        Raises
        ------
        DumpError
            The file holds no places with names and coordinates.
        FileError, TableError
            The file cannot be read.
        """
        rows = found = 0
        held: Entry | None = None
        for number, row in self._rows():
            rows += 1
            entry = self._entry(number, row)
            if entry is None:
                continue
            found += 1
            if held is not None and held.place.place_id == entry.place.place_id:
                held = held._replace(names=(*held.names, *entry.names))
                continue
            if held is not None:
                yield held
            held = entry
        if held is not None:
            yield held
        if not found:
            raise DumpError(self.path.name, "holds no places with a name and a point", remedy=_REMEDY)
        left = f"{rows - found:,} of {rows:,} rows give no place: no name, no point, no kind of place, or only near one"
        self._account = [left] if rows > found else []

    def account(self) -> list[str]:
        """Return how many rows give no place; nothing where all do.

        Raises as `entries`.
        """
        if self._account is None:
            deque(self.entries(), maxlen=0)
        return self._account or []

    def _rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows with small letters in the names of columns."""
        if self._kind in ("gns", "postal"):
            yield from self._lines()
            return
        from gazetteer.tables.file import read_file  # needs pandas

        for number, row in read_file(self.path).rows():
            yield number, {column.strip().lower(): cell.strip() for column, cell in row.items()}

    def _lines(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a text with tabs, which may be large."""
        header: list[str] | None = self._layout.get("header")
        with open_text(self.path) as file:
            for number, cells in enumerate(
                csv.reader(_decoded(file, self.path.name), delimiter="\t", quoting=csv.QUOTE_NONE), 1
            ):
                if header is None:
                    header = [cell.strip().lower() for cell in cells]
                elif len(cells) != len(header):
                    reason = f"has {len(cells)} columns instead of {len(header)} in line {number}"
                    raise DumpError(self.path.name, reason, remedy="it seems cut short or edited; fetch it again")
                else:
                    yield number, dict(zip(header, cells, strict=True))

    def _entry(self, number: int, row: Row) -> Entry | None:
        """Return the place of a row; None where it has no name or point, or an event is not at the place named."""
        point = _point(self._cell(row, "latitude"), self._cell(row, "longitude"))
        names, parents = self._names(row), tuple(self._cell(row, f"admin{level}") for level in (1, 2, 3))
        feature, place_id = self._feature(row), self._cell(row, "id") or f"{number}"
        if self._kind == "cod":
            level, titles, code, parents = divisions_of(row)
            is_settlement = bool(names) and names[0] not in of_level(row, level)
            if not is_settlement:
                names, feature, place_id = titles, f"A.ADM{level}" if level else "", code or place_id
        is_nearby = self._kind == "conflict" and self._cell(row, "precision") == _NEARBY
        if point is None or not names or not feature:
            return None
        population = self._cell(row, "population").replace(",", "").partition(".")[0]
        place = Place(
            place_id=f"{self._kind}:{place_id}",
            name=names[0],
            latitude=point[0],
            longitude=point[1],
            country=self._country(row),
            admin1=parents[0] if parents else "",
            admin2=parents[1] if len(parents) > 1 else "",
            feature_class=feature.partition(".")[0],
            feature_code=feature.partition(".")[2],
            population=int(population) if population.isdecimal() and int(population) else None,
            radius_km=NEAR_KM if is_nearby else None,
            source=self._source,
        )
        return Entry(place, names, parents, _REPORTED * (self._kind == "conflict"))

    def _names(self, row: Row) -> tuple[str, ...]:
        if self._kind == "conflict":
            return self._names_of_events(row)
        columns = [*self._columns.get("name", ()), *self._columns.get("other_names", ())]
        found = [row.get(column, "") for column in columns]
        found += [
            cell for key, cell in row.items() for column in columns if column.endswith(":") and key.startswith(column)
        ]
        return tuple(dict.fromkeys(name.strip() for cell in found for name in cell.split(";") if name.strip()))

    def _names_of_events(self, row: Row) -> tuple[str, ...]:
        """Return "Kona town" and "Kona" for an event in the town, nothing for one near it or in its district."""
        if self._cell(row, "precision") not in _EXACT:
            return ()
        readings = read_toponym(self._cell(row, "name"))
        if any(reading.relation not in ("at", "in") or reading.within for reading in readings[1:]):
            return ()
        return tuple(dict.fromkeys(reading.name for reading in reversed(readings) if reading.name))

    def _feature(self, row: Row) -> str:
        kinds: dict[str, str] | None = self._layout.get("kinds")
        if kinds is not None:
            return kinds.get(self._cell(row, "kind").lower(), "")
        kind, code = self._cell(row, "feature_class").upper()[:1], self._cell(row, "feature_code").upper()
        return f"{kind}.{code}" if kind else "P.PPL"

    def _country(self, row: Row) -> str:
        if self._kind == "cod":
            return country_or_blank(row.get("adm0_pcode") or row.get("admin0pcode", "")) or self._stated_country
        fips = self._cell(row, "fips").partition(",")[0]
        stated = country_or_blank(self._cell(row, "country").partition(",")[0])
        return stated or _iso_of_fips().get(fips, "") or self._stated_country

    @cached_property
    def _stated_country(self) -> str:
        """The country in the name of the file: osm-SD.geojson, hotosm_sdn_populated_places.geojson."""
        codes = map(country_or_blank, map(str.upper, _COUNTRY_IN_NAME.findall(file_stem(self.path))))
        country = next(filter(None, codes), "")
        if not country and self._kind == "osm":
            reason = "does not say of which country the places are"
            raise DumpError(self.path.name, reason, remedy="put its code into the name of the file: osm-ML.geojson")
        return country

    @cached_property
    def _source(self) -> str:
        return self.info().title

    def _cell(self, row: Row, what: str) -> str:
        """Return the first non-empty cell of the columns for a field."""
        return next((cell for column in self._columns.get(what, ()) if (cell := row.get(column, "").strip())), "")


@cache
def _iso_of_fips() -> dict[str, str]:
    return {row["fips"]: row["iso2"] for row in country_rows() if row["fips"]}


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        point = (float(latitude), float(longitude))
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


def _decoded(file: BufferedIOBase, name: str) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").replace("\0", "")
        except UnicodeDecodeError as error:
            raise DumpError(name, f"is not UTF-8 (line {number})", remedy=_REMEDY) from error
