"""The first-level divisions of the world, as areas without a point: a region is then not taken for a hamlet."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from math import log10

from gazetteer.divisions import TABLES, division_rows, further_names, names_in_other_scripts
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo

__all__ = ["Divisions"]

# Where a town has the name too (Kidal, Aleppo), the bare name means the town. Where none has, the division weighs as
# much as a town with a part of its people: more than a hamlet of the name, less than a city abroad (Gaza is also a
# province of Mozambique).
_NO_NAMESAKE, _PER_TENFOLD_PEOPLE, _VILLAGE = -0.2, 0.6, 100


class Divisions:
    """The source `divisions`: the world's first-level divisions.

    >>> next(Divisions().entries()).place.latitude is None
    True
    """

    name = "divisions"

    def digest(self) -> str:
        """Return a hash of the tables' content: the index is built again when it changes."""
        return blake2b(b"".join(table.read_bytes() for table in TABLES), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        return SourceInfo(
            self.name,
            "First-level divisions of the world, as areas without a point",
            0,
            licence="CC BY 4.0",
            attribution="GeoNames, CC BY 4.0; names in other scripts: Unicode CLDR",
            url="https://www.geonames.org",
            date="2026-11",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the divisions; the name without "State" or "Province" is the main one."""
        for row in division_rows():
            aliases = tuple(filter(None, row["aliases"].split(";")))
            division = row["country"], row["name"]
            aliases += further_names().get(division, ()) + names_in_other_scripts().get(division, ())
            place = Place(
                place_id=f"divisions:{row['country']}.{row['code'] or row['name']}",
                name=row["name"],
                country=row["country"],
                admin1=row["name"],
                feature_class="A",
                feature_code="ADM1",
                source=row["source"],
                aliases=aliases,
            )
            yield Entry(place, (row["bare"], row["name"], *aliases), (row["name"],), _weight(row))


def _weight(row: dict[str, str]) -> float:
    if row["namesake"]:
        return 0.0
    return _NO_NAMESAKE + _PER_TENFOLD_PEOPLE * log10(max(_VILLAGE, int(row["people"] or 0)) / _VILLAGE)
