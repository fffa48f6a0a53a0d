"""Places of a name that is refused in the stated country: those abroad that may be meant all the same."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.index.index import SourceIndex
from gazetteer.index.match import MAIN, Match

__all__ = ["namesakes"]

_BESIDE = 5.0  # degrees


def namesakes(matches: Sequence[Match], country: str, indexes: Sequence[SourceIndex]) -> list[Match]:
    """Return the places that are written so, and of those with such a name in other spellings the ones near by.

    Near by is within some 500 km of a town of the country.

    >>> namesakes([], "ML", [])
    []
    """
    return [match for match in matches if match.spelling == MAIN or _is_beside(match, country, indexes)]


def _is_beside(match: Match, country: str, indexes: Sequence[SourceIndex]) -> bool:
    latitude, longitude = match.row.latitude, match.row.longitude
    if latitude is None or longitude is None:
        return False
    box = (longitude - _BESIDE, latitude - _BESIDE, longitude + _BESIDE, latitude + _BESIDE)
    return any(index.town_points([country], box=box) for index in indexes)
