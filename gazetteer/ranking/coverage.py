"""The share of a country's settlements in the loaded sources: a name may mean one of the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gazetteer.countries import country_rows
from gazetteer.index.index import SourceIndex

__all__ = ["LISTED", "LISTS", "countries_listed", "coverage"]

#: From this share on a country has a list of villages: a name that is spelt otherwise may be one of them, misspelt.
LISTED = 1 / 3
#: In GeoNames' and Who's On First's lists of fifteen countries there is a settlement for 800 to 5,600 people.
_PEOPLE_PER_SETTLEMENT = 1500
_LEAST, _DUMP = 1e-3, 0.5
#: The families of sources that list the villages of a country.
LISTS = ("geonames", "wof", "gns", "osm")


def coverage(country: str, indexes: Sequence[SourceIndex]) -> float:
    """Return roughly what share of a country's settlements is in the sources, from 0.001 to 1.

    Sources overlap, so the longest list counts. A list of a country's villages (`LISTS`) counts as one even if it is
    short. A country without people (Antarctica) is fully covered.

    >>> coverage("ML", [])
    0.001
    """
    there = _population().get(country, 0) / _PEOPLE_PER_SETTLEMENT
    if not there:
        return 1.0
    counts = [(index.count_settlements(country), index.family) for index in indexes]
    least = _DUMP if any(count and family in LISTS for count, family in counts) else _LEAST
    return max(least, min(1.0, max(counts, default=(0, ""))[0] / there))


def countries_listed(indexes: Sequence[SourceIndex]) -> frozenset[str]:
    """Return the codes of the countries with a loaded list of villages.

    >>> countries_listed([])
    frozenset()
    """
    return frozenset(country for index in indexes if index.family in LISTS for country in index.countries())


@cache
def _population() -> dict[str, int]:
    return {row["iso2"]: int(row["population"] or 0) for row in country_rows()}
