"""The shipped, hand-checked tables: `data/places.csv` and `data/countries.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files

from gazetteer.countries import country_rows
from gazetteer.index import Entry
from gazetteer.model import Layer, Place

__all__ = ["LAYER", "digest", "entries"]

LAYER = Layer(
    "shipped",
    "Conflict places checked by hand, and the countries",
    0,
    licence="CC BY 4.0",
    attribution="GeoNames (CC BY 4.0) and the sources named in each row; country names: Unicode CLDR",
    url="https://www.geonames.org",
    date="2026-11",
)
_TABLES = ("places.csv", "countries.csv")


def digest() -> str:
    """Return a hash of the tables' content: the index is built anew when they change.

    >>> len(digest())
    16
    """
    hashed = blake2b(digest_size=8)
    for name in _TABLES:
        hashed.update(files("gazetteer").joinpath("data", name).read_bytes())
    return hashed.hexdigest()


def entries() -> Iterator[Entry]:
    """Yield every shipped place, then every country (a place without a point).

    >>> next(entries()).place.name
    'Kidal'
    """
    text = files("gazetteer").joinpath("data/places.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        aliases = tuple(alias for alias in row["aliases"].split(";") if alias)
        place = Place(
            place_id=f"shipped:{row['place_id']}",
            name=row["name"],
            latitude=_number(row["latitude"]),
            longitude=_number(row["longitude"]),
            country=row["country"],
            admin1=row["admin1"],
            admin2=row["admin2"],
            feature_class=row["feature_class"],
            feature_code=row["feature_code"],
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            population=int(row["population"]) if row["population"] else None,
            radius_km=_number(row["radius_km"]),
            source=row["source"],
            aliases=aliases,
            note=_note(row),
        )
        parents = (row["admin1"], row["former_admin1"], row["admin2"])
        yield Entry(place, (row["name"], *aliases), parents)
    yield from _countries()


def _countries() -> Iterator[Entry]:
    for row in country_rows():
        aliases = tuple(alias for alias in row["aliases"].split(";") if alias)
        place = Place(
            place_id=f"shipped:country-{row['iso2'].lower()}",
            name=row["name"],
            country=row["iso2"],
            feature_class="A",
            feature_code="PCLI",
            geonameid=int(row["geonameid"]),
            population=int(row["population"]),
            source="GeoNames; names: Unicode CLDR",
            aliases=aliases,
        )
        yield Entry(place, (row["name"], *aliases, row["iso3"]))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _note(row: dict[str, str]) -> str:
    differ = f"Sources differ: {row['sources_differ']}." if row["sources_differ"] else ""
    return " ".join(part for part in (row["note"], differ) if part)
