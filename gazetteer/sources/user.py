"""Places of the user's own: a table (CSV, JSON) or GeoJSON points, read as every other table is.

Columns (properties): `name` is needed; `latitude` and `longitude` (or a point geometry) belong
together, and without them the place is known but has no point. The others are those of the shipped
table: `aliases` (separated by `;`, or a list in JSON), `country`, `admin1`, `admin2`, `feature_class`, `feature_code`,
`geonameid`, `population`, `radius_km`, `source`, `note`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from gazetteer.countries import country_code
from gazetteer.errors import Fault, TableError, UnknownCountryError
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.tables.bytes import TABLE_SUFFIXES, read_bytes
from gazetteer.words import Message

__all__ = ["UserPlaces", "file_stem"]

_TEXTS = ("admin1", "admin2", "source", "note")
_SYNONYMS = {
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "alternatenames": "aliases",
}
_LIMITS = {
    "latitude": (-90.0, 90.0),
    "longitude": (-180.0, 180.0),
    "radius_km": (0.0, 20_000.0),
    "population": (0.0, 1e10),
    "geonameid": (1.0, 4e9),
}
_UNITS = {"latitude": "degrees, south negative", "longitude": "degrees, west negative", "radius_km": "kilometres"}

_DIGEST = re.compile(r"\.[0-9a-f]{16}$")

Row = dict[str, str]


def file_stem(path: Path) -> str:
    """Return the name of a table without what says its kind and packing, and without the digest that a kept copy has.

    >>> file_stem(Path("mali.towns.csv.gz")), file_stem(Path("mali.towns.0123456789abcdef.csv"))
    ('mali.towns', 'mali.towns')
    """
    name = path.name.lstrip(".")
    for suffixes in ((".gz", ".zip"), TABLE_SUFFIXES):
        suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
        name = name[: len(name) - len(suffix)]
    return _DIGEST.sub("", name)


class UserPlaces:
    """A file of the user's own places as a source.

    >>> UserPlaces(Path("villages.csv")).name
    'user-villages'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"user-{file_stem(path)}"

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        FileError
            The file cannot be read.
        """
        return blake2b(read_bytes(str(self.path)), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        title = f"Your own places, {self.name.removeprefix('user-')}"
        return SourceInfo(self.name, title, 0, attribution=Message("credit-own").text())

    def entries(self) -> Iterator[Entry]:
        """Yield the places.

        Raises
        ------
        TableError
            The table has faults: all of them, with line or feature number.
        FileError
            The file cannot be read.
        """
        from gazetteer.tables.file import read_file  # needs pandas, which most runs of `mapper place` do not

        table = read_file(self.path)
        faults = [*table.rejects, *table.faults]
        rows = [(line, _in_our_words(row)) for line, row in table.rows()]
        if "name" not in {_own_name(str(column)) for column in table.frame.columns}:
            raise TableError([*faults, Fault(table.name, 0, "", "", "no column called name", _NAMED)])
        found = [_Checker(table.name, line, row, faults).entry() for line, row in rows]
        if not found:
            faults.append(Fault(table.name, 0, "", "", "no place in the file", "give each place a row with its name"))
        if faults:
            raise TableError(faults)
        yield from found


_NAMED = "call the column of the places' names so"


def _own_name(column: str) -> str:
    """Return what a column is called here."""
    name = column.strip().lower()
    return _SYNONYMS.get(name, name)


def _in_our_words(row: Row) -> Row:
    return {_own_name(column): cell.strip() for column, cell in row.items()}


def _aliases(text: str) -> tuple[str, ...]:
    """Return the names in a cell: separated by `;`, or a list in JSON.

    >>> _aliases("Tombouctou; Timbuktu"), _aliases('["Tombouctou"]')
    (('Tombouctou', 'Timbuktu'), ('Tombouctou',))
    """
    names = text.split(";")
    if text.startswith("["):
        try:
            names = [str(name) for name in json.loads(text)]
        except (ValueError, RecursionError):
            names = [text]
    return tuple(name.strip() for name in names if name.strip())


class _Checker:
    """Makes an entry of one row; what is wrong with it goes to `faults`."""

    def __init__(self, file: str, line: int, row: Row, faults: list[Fault]) -> None:
        self._file, self._line, self._row, self._faults = file, line, row, faults

    def entry(self) -> Entry:
        row = self._row
        latitude, longitude = self._number("latitude"), self._number("longitude")
        if not row.get("name"):
            self._fault("name", "empty", "write the place's name")
        if bool(row.get("latitude")) != bool(row.get("longitude")):
            missing = "latitude" if row.get("longitude") else "longitude"
            self._fault(missing, "missing, and the other coordinate is there", "give both or neither")
        geonameid, population = self._number("geonameid"), self._number("population")
        texts = {field: row.get(field, "") for field in _TEXTS}
        place = Place(
            place_id=f"user:{row.get('place_id') or self._line}",
            name=row.get("name", ""),
            latitude=latitude,
            longitude=longitude,
            country=self._country(),
            feature_class=(row.get("feature_class") or "P")[:1].upper(),
            feature_code=row.get("feature_code") or ("" if row.get("feature_class") else "PPL"),
            geonameid=int(geonameid) if geonameid else None,
            population=int(population) if population else None,
            radius_km=self._number("radius_km"),
            aliases=_aliases(row.get("aliases", "")),
            **{**texts, "source": texts["source"] or self._file.split(".")[0]},
        )
        return Entry(place, (place.name, *place.aliases), (place.admin1, place.admin2))

    def _country(self) -> str:
        try:
            return country_code(self._row.get("country", ""))
        except UnknownCountryError:
            self._fault(
                "country", "no country we know", "use an ISO 3166 code such as ML, or an English or French name"
            )
            return ""

    def _number(self, field: str) -> float | None:
        text = self._row.get(field, "")
        if not text:
            return None
        least, most = _LIMITS[field]
        try:
            number = float(text)
        except ValueError:
            self._fault(field, "not a number", f"write {_UNITS.get(field, 'a number')}")
            return None
        if not least <= number <= most:
            self._fault(field, f"not between {least:g} and {most:g}", f"write {_UNITS.get(field, 'a number')}")
            return None
        return number

    def _fault(self, field: str, reason: str, remedy: str) -> None:
        self._faults.append(Fault(self._file, self._line, field, self._row.get(field, ""), reason, remedy))
