"""The shipped, hand-checked tables: `data/places.csv` and `data/countries.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from gazetteer.countries import country_rows
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.words import Message

__all__ = ["ShippedTables", "source_message"]

_DATA = Path(__file__).parent.parent / "data"
_TABLES = ("places.csv", "countries.csv")
_COUNTRIES_FROM = ("GeoNames; names: Unicode CLDR", "GeoNames\u00a0; noms\u00a0: Unicode CLDR")
"""The source of the countries, in English and in French."""


class ShippedTables:
    """The source `shipped`.

    >>> next(ShippedTables().entries()).place.name
    'Kidal'
    """

    name = "shipped"

    def digest(self) -> str:
        """Return a hash of the tables' content: the index is built again when they change."""
        hashed = blake2b(digest_size=8)
        for table in _TABLES:
            hashed.update((_DATA / table).read_bytes())
        return hashed.hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        return SourceInfo(
            self.name,
            "Conflict places checked by hand, and the countries",
            0,
            licence="CC BY 4.0",
            attribution=Message("credit-shipped").text(),
            url="https://www.geonames.org",
            date="2026-11",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield every shipped place, then every country (a place without a point)."""
        yield from map(_entry, _place_rows())
        yield from _countries()


def source_message(place: Place) -> Message | str:
    """Return where a place comes from, to be worded in the reader's language where the shipped table says it in both.

    >>> source_message(Place("town:1", "Gao", source="GeoNames"))
    'GeoNames'
    """
    if not place.place_id.startswith("shipped:"):
        return place.source
    return _sources().get(place.source, place.source)


@cache
def _sources() -> dict[str, Message]:
    pairs = [_COUNTRIES_FROM, *((row["source"], row["source_fr"]) for row in _place_rows())]
    return {english: Message("bilingual", en=english, fr=french) for english, french in pairs if english != french}


def _place_rows() -> Iterator[dict[str, str]]:
    text = (_DATA / "places.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _entry(row: dict[str, str]) -> Entry:
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
    return Entry(place, (row["name"], *aliases), parents)


def _countries() -> Iterator[Entry]:
    for row in country_rows():
        aliases = tuple(alias for alias in f"{row['aliases']};{row['shared']}".split(";") if alias)
        place = Place(
            place_id=f"shipped:country-{row['iso2'].lower()}",
            name=row["name"],
            country=row["iso2"],
            feature_class="A",
            feature_code="PCLI",
            geonameid=int(row["geonameid"]),
            population=int(row["population"]),
            source=_COUNTRIES_FROM[0],
            aliases=aliases,
        )
        yield Entry(place, (row["name"], *aliases))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _note(row: dict[str, str]) -> str:
    differ = f"Sources differ: {row['sources_differ']}." if row["sources_differ"] else ""
    return " ".join(part for part in (row["note"], differ) if part)
