"""Places of the user's own: a CSV table or a GeoJSON FeatureCollection of points.

Columns (properties): `name` is needed; `latitude` and `longitude` (or a point geometry) belong
together, and without them the place is known but has no point. The others are those of the shipped
table: `aliases` (separated by `;`), `country`, `admin1`, `admin2`, `feature_class`, `feature_code`,
`geonameid`, `population`, `radius_km`, `source`, `note`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from gazetteer.countries import country_code
from gazetteer.errors import Fault, TableError, UnknownCountryError
from gazetteer.index.entry import Entry
from gazetteer.model import Layer, Place

__all__ = ["UserPlaces"]

_MOST_BYTES = 256 * 2**20
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

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")  # which JSON's escapes can name, and no text can hold

Row = dict[str, str]


class UserPlaces:
    """The source of a layer of the user's own places.

    >>> UserPlaces(Path("villages.csv")).name
    'user-villages'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"user-{path.name.split('.')[0]}"

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        TableError
            The file cannot be read.
        """
        return blake2b(_content(self.path), digest_size=8).hexdigest()

    def layer(self) -> Layer:
        """Return the layer's description."""
        return Layer(self.name, f"Your own places, {self.name.removeprefix('user-')}", 0, attribution="your own")

    def entries(self) -> Iterator[Entry]:
        """Yield the places.

        Raises
        ------
        TableError
            The table has faults: all of them, with line or feature number.
        """
        faults: list[Fault] = []
        found = [_Checker(self.path.name, line, row, faults).entry() for line, row in _rows(self.path)]
        if not found:
            faults.append(Fault(self.path.name, 1, "name", "", "there is no place in the file"))
        if faults:
            raise TableError(faults)
        yield from found


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TableError([Fault(path.name, 1, "file", "", f"is larger than {_MOST_BYTES // 2**20} MB")])
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror}): check the path and its permissions"
        raise TableError([Fault(path.name, 1, "file", str(path), reason)]) from error


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 (byte {error.start}): save it as UTF-8"
        raise TableError([Fault(path.name, 1, "file", path.name, reason)]) from error
    yield from _csv_rows(path, text) if path.suffix.lower() == ".csv" else _geojson_rows(path, text)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Row]]:
    reader = csv.DictReader(io.StringIO(text), restkey="", restval="")
    try:
        names = [_SYNONYMS.get(name.strip().lower(), name.strip().lower()) for name in reader.fieldnames or ()]
        if "name" not in names:
            raise TableError([Fault(path.name, 1, "name", ",".join(names), "has no column called name")])
        reader.fieldnames = names
        for row in reader:
            yield reader.line_num, {key: value.strip() for key, value in row.items() if isinstance(value, str)}
    except csv.Error as error:
        raise TableError([Fault(path.name, reader.line_num, "row", "", f"cannot be read as CSV ({error})")]) from error


def _geojson_rows(path: Path, text: str) -> Iterator[tuple[int, Row]]:
    try:
        features = json.loads(text)["features"]
        if not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = "is no GeoJSON FeatureCollection"
        raise TableError([Fault(path.name, 1, "features", "", reason)]) from error
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        named = properties.items() if isinstance(properties, dict) else ()
        row = {_SYNONYMS.get(str(key).lower(), str(key).lower()): _text(value) for key, value in named}
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if geometry is not None:
            row |= _position(geometry)
        yield number, row


def _position(geometry: Any) -> Row:
    coordinates = (
        geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    )
    if not isinstance(coordinates, list) or len(coordinates) not in (2, 3):
        return {"longitude": "not a Point", "latitude": "not a Point"}
    return {"longitude": _text(coordinates[0]), "latitude": _text(coordinates[1])}


def _text(value: Any) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return _LONE_SURROGATES.sub("\ufffd", text)


class _Checker:
    """One row on its way to an entry; what is wrong with it goes to `faults`."""

    def __init__(self, file: str, line: int, row: Row, faults: list[Fault]) -> None:
        self._file, self._line, self._row, self._faults = file, line, row, faults

    def entry(self) -> Entry:
        row = self._row
        latitude, longitude = self._number("latitude"), self._number("longitude")
        if not row.get("name"):
            self._fault("name", "is empty")
        if bool(row.get("latitude")) != bool(row.get("longitude")):
            self._fault("latitude" if row.get("longitude") else "longitude", "is missing, the other is there")
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
            aliases=tuple(alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip()),
            **{**texts, "source": texts["source"] or self._file.split(".")[0]},
        )
        return Entry(place, (place.name, *place.aliases), (place.admin1, place.admin2))

    def _country(self) -> str:
        try:
            return country_code(self._row.get("country", ""))
        except UnknownCountryError:
            self._fault("country", "is no country we know")
            return ""

    def _number(self, field: str) -> float | None:
        text = self._row.get(field, "")
        if not text:
            return None
        least, most = _LIMITS[field]
        try:
            number = float(text)
        except ValueError:
            self._fault(field, "is not a number")
            return None
        if not least <= number <= most:
            self._fault(field, f"is not between {least:g} and {most:g}")
            return None
        return number

    def _fault(self, field: str, reason: str) -> None:
        self._faults.append(Fault(self._file, self._line, field, self._row.get(field, ""), reason))
