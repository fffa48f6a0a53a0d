"""Places of the user's own: a table (CSV, spreadsheet, JSON) or GeoJSON points, read as every other table is.

Columns (properties): `name` is needed; `latitude` and `longitude` (or a point geometry) belong
together, and without them the place is known but has no point. The others are those of the shipped
table: `aliases` (separated by `;`, or a list in JSON), `country`, `admin1`, `admin2`, `feature_class`, `feature_code`,
`geonameid`, `population`, `radius_km`, `source`, `note`; and `kind`, a word such as village or lake. They may be called
otherwise, in English and French (`_HEADINGS`); numbers may have decimal commas.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import cast

from gazetteer.countries import country_code
from gazetteer.errors import CoordinatesError, Fault, TableError, UnknownCountryError, shortened
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.names.coordinates import Axis, read_degrees
from gazetteer.names.kinds import KINDS
from gazetteer.names.normalise import normal_form
from gazetteer.tables.bytes import SHEET_SUFFIXES, TABLE_SUFFIXES, read_bytes
from gazetteer.tables.json import whole
from gazetteer.tables.table import Skipped
from gazetteer.words import Message

__all__ = ["PLACES_SUFFIXES", "UserPlaces", "file_stem"]

PLACES_SUFFIXES = (*TABLE_SUFFIXES, *SHEET_SUFFIXES)
"""The suffixes of tables of places."""

_TEXTS = ("admin1", "admin2", "source", "note")
_HEADINGS = {
    "place_id": "place id",
    "name": "name,nom,place name,nom du lieu,nom de la localite,lieu,localite,toponyme,place,village",
    "aliases": "aliases,alternatenames,alternative names,other names,alias,autres noms,autre nom,variantes",
    "latitude": "latitude,lat,latitude n,lat dd,latitude dd,gps latitude",
    "longitude": "longitude,lon,lng,long,longitude e,lon dd,long dd,longitude dd,gps longitude",
    "country": "country,pays,country code,code pays,iso2,iso3",
    "admin1": "admin1,region,province,state,etat,gouvernorat,governorate,wilaya",
    "admin2": "admin2,cercle,departement,district,county,department,province",
    "feature_class": "feature class",
    "feature_code": "feature code",
    "kind": "kind,type,type de lieu,place type,nature,categorie",
    "geonameid": "geonameid,geonames id,id geonames",
    "population": "population,pop,habitants,nombre dhabitants,inhabitants",
    "radius_km": "radius km,rayon km,rayon en km",
    "source": "source,sources,source du point",
    "note": "note,notes,remarque,remarques,remarks,commentaire,commentaires,comment,comments,observations",
}
"""Names of the columns, without case, accents and punctuation, the likeliest first."""
_LIMITS = {
    "latitude": (-90.0, 90.0),
    "longitude": (-180.0, 180.0),
    "radius_km": (0.0, 20_000.0),
    "population": (0.0, 1e10),
    "geonameid": (1.0, 4e9),
}
_UNITS = {"latitude": "degrees, south negative", "longitude": "degrees, west negative", "radius_km": "kilometres"}

_DIGEST = re.compile(r"\.[0-9a-f]{16}$")

_SHOWN = 8  # columns that an error lists where the one of the names is missing
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'\u2019\u00a0\u202f])\d{3})(?:\1\d{3})*")
"""A whole number with a mark between thousands."""
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})")
"""A number with a decimal comma: with three digits behind it, it may be thousands."""

Row = dict[str, str]


def file_stem(path: Path) -> str:
    """Return the name of a table without what says its kind and packing, and without the digest that a kept copy has.

    >>> file_stem(Path("mali.towns.csv.gz")), file_stem(Path("mali.towns.0123456789abcdef.csv"))
    ('mali.towns', 'mali.towns')
    """
    name = path.name.lstrip(".")
    for suffixes in ((".gz", ".zip"), PLACES_SUFFIXES):
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
        self._account: list[str] | None = None

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

        table = read_file(self.path, is_table=lambda table: "name" in _fields(table.frame.columns).values())
        faults = [*table.rejects, *table.faults]
        fields = _fields(table.frame.columns)
        if "name" not in fields.values():
            raise TableError([*faults, Fault(table.name, 0, "", "", _no_name(table.frame.columns), _NAMED)])
        rows = [
            (line, {fields[key]: cell.strip() for key, cell in row.items() if key in fields})
            for line, row in table.rows()
        ]
        found = [_Checker(table.name, line, row, faults).entry() for line, row in rows]
        if not found:
            faults.append(Fault(table.name, 0, "", "", "no place in the file", "give each place a row with its name"))
        if faults:
            raise TableError(faults)
        self._account = [*table.notices, *_not_places(table.skipped), *_without_point(rows)]
        yield from found

    def account(self) -> list[str]:
        """Return what else is to be known of the rows: those that are no places, or places without a point.

        Raises as `entries`.
        """
        if self._account is None:
            list(self.entries())
        return self._account or []


_LISTED = 5


def _not_places(skipped: Iterable[Skipped]) -> list[str]:
    """Return the sentence on rows that are no data, without the empty ones.

    >>> _not_places([Skipped("a.csv", 1, "title", "Villages")])
    ['1 row is no place: line 1 (title)']
    """
    rows = [f"{row.line} ({row.kind})" for row in skipped if row.kind != "empty"]
    return [f"{_counted(len(rows), 'row is no place', 'rows are no places')}: {_lines(rows)}"] if rows else []


def _without_point(rows: Sequence[tuple[int, Row]]) -> list[str]:
    """Return the sentence on places without coordinates: they are found by name, before those of other sources.

    >>> _without_point([(2, {"name": "Gao", "latitude": ""})])
    ['1 of 1 place has no coordinates: line 2. Events there are not drawn; fill in its point, or delete the row']
    """
    bare = [str(line) for line, row in rows if not row.get("latitude")]
    if not bare:
        return []
    places = f"{len(bare):,} of {_counted(len(rows), 'place', 'places')}"
    verb, its, row = ("has", "its point", "the row") if len(bare) == 1 else ("have", "their points", "the rows")
    return [
        f"{places} {verb} no coordinates: {_lines(bare)}. Events there are not drawn; fill in {its}, or delete {row}"
    ]


def _lines(rows: Sequence[str]) -> str:
    more = f" and {len(rows) - _LISTED:,} more" if len(rows) > _LISTED else ""
    return f"{'line' if len(rows) == 1 else 'lines'} {', '.join(rows[:_LISTED])}{more}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


_NAMED = "call the column of the places' names so"


def _no_name(columns: Iterable[str]) -> str:
    there = ", ".join(map(shortened, list(columns)[:_SHOWN]))
    return "no column called name, nom, place, lieu or village" + (f" (there is: {there})" if there else "")


def _fields(columns: Iterable[str]) -> dict[str, str]:
    """Return what columns hold, by their names: of several names for a field the likeliest counts.

    >>> _fields(["Nom", "Région", "Lat.", "Pays", "colour"])
    {'Nom': 'name', 'Lat.': 'latitude', 'Pays': 'country', 'Région': 'admin1'}
    """
    by_heading: dict[str, str] = {}
    for column in columns:
        by_heading.setdefault(normal_form(column), column)
    fields: dict[str, str] = {}
    for field, headings in _HEADINGS.items():
        known = (by_heading[heading] for heading in headings.split(",") if heading in by_heading)
        free = [column for column in known if column not in fields]
        fields |= dict.fromkeys(free[:1], field)
    return fields


def _aliases(text: str) -> tuple[str, ...]:
    """Return the names in a cell: separated by `;`, or a list in JSON.

    >>> _aliases("Tombouctou; Timbuktu"), _aliases('["Tombouctou"]')
    (('Tombouctou', 'Timbuktu'), ('Tombouctou',))
    """
    names = text.split(";")
    if text.startswith("["):
        try:
            names = [str(name) for name in whole(json.loads(text))]
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
        feature_class, feature_code = self._feature()
        place = Place(
            place_id=f"user:{row.get('place_id') or self._line}",
            name=row.get("name", ""),
            latitude=latitude,
            longitude=longitude,
            country=self._country(),
            feature_class=feature_class,
            feature_code=feature_code,
            geonameid=int(geonameid) if geonameid else None,
            population=int(population) if population else None,
            radius_km=self._number("radius_km"),
            aliases=_aliases(row.get("aliases", "")),
            **{**texts, "source": texts["source"] or self._file.split(".")[0]},
        )
        return Entry(place, (place.name, *place.aliases), (place.admin1, place.admin2))

    def _feature(self) -> tuple[str, str]:
        """Return the class and code of GeoNames: as stated, else those of the word for its kind, else a settlement."""
        stated, code = self._row.get("feature_class", ""), self._row.get("feature_code", "")
        kind = KINDS.get(normal_form(self._row.get("kind", "")))
        if kind and not stated and not code:
            stated, _, code = kind.features[0].partition(".")
            return stated, code or "PPL"
        return (stated or "P")[:1].upper(), code or ("" if stated else "PPL")

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
        number = _number(text, field)
        if number is None:
            self._fault(field, "not a number", f"write {_UNITS.get(field, 'a number')}")
            return None
        if not least <= number <= most:
            self._fault(field, f"not between {least:g} and {most:g}", f"write {_UNITS.get(field, 'a number')}")
            return None
        return number

    def _fault(self, field: str, reason: str, remedy: str) -> None:
        self._faults.append(Fault(self._file, self._line, field, self._row.get(field, ""), reason, remedy))


def _number(text: str, field: str) -> float | None:
    """Return a number as people write it, degrees in any notation; None for what is none, or may be two.

    >>> _number("15,8217", "latitude"), _number("12 500", "population"), _number("2,5", "radius_km")
    (15.8217, 12500.0, 2.5)
    """
    with contextlib.suppress(ValueError):
        return float(text)
    if field in ("latitude", "longitude"):
        with contextlib.suppress(CoordinatesError):
            return read_degrees(text, cast("Axis", field))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    grouped = _GROUPED.fullmatch(text)
    if grouped and (field == "population" or grouped[1] not in ".,"):
        return float(text.replace(grouped[1], ""))
    return None
