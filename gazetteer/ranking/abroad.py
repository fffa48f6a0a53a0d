"""Namesakes in other countries: those that may be meant if the stated country has none, and how common a name is."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.index.index import SourceIndex
from gazetteer.index.match import ALTERNATE, MAIN, Match
from gazetteer.index.search import find_matches

__all__ = ["count_namesakes", "namesakes"]

_BESIDE = range(-5, 6)  # degrees


def namesakes(matches: Sequence[Match], country: str, indexes: Sequence[SourceIndex]) -> list[Match]:
    """Return the places with this main name, and nearby places with it as another name or spelling.

    Nearby means within about 500 km of a town of the country.

    >>> namesakes([], "ML", [])
    []
    """
    return [match for match in matches if match.spelling == MAIN or _is_beside(match, country, indexes)]


def count_namesakes(name: str, country: str, indexes: Sequence[SourceIndex]) -> int:
    """Return how many settlements of other countries have a name, counted among the world's towns if they are loaded.

    Lists of villages, which cover only some countries, would make some names seem commoner.

    >>> count_namesakes("San Pedro", "HN", [])
    0
    """
    named = find_matches(name, "", _towns_of(indexes), fuzzy=False)
    return sum(
        match.spelling <= ALTERNATE and match.row.country != country and match.row.feature.startswith("P.")
        for match in named
    )


def _is_beside(match: Match, country: str, indexes: Sequence[SourceIndex]) -> bool:
    latitude, longitude = match.row.latitude, match.row.longitude
    if latitude is None or longitude is None:
        return False
    row, column = int(latitude + 90), int(longitude + 180)
    around = [(row + down, (column + along) % 360) for down in _BESIDE for along in _BESIDE]
    return any(not index.town_cells(country).isdisjoint(around) for index in _towns_of(indexes))


def _towns_of(indexes: Sequence[SourceIndex]) -> Sequence[SourceIndex]:
    """Return the source of the world's towns: it covers all countries, and is faster to read than lists of villages."""
    return [index for index in indexes if index.family == "towns"] or indexes
