"""A place that a name may mean, and how it is spelt."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.index.index import PlaceRow, SourceIndex

__all__ = ["ALTERNATE", "FUZZY", "MAIN", "TRANSLITERATED", "Match"]

# How a match is spelt: the main name, another name, another transliteration, or letters off.
MAIN, ALTERNATE, TRANSLITERATED, FUZZY = 0, 1, 2, 3


class Match(NamedTuple):
    """One place that fits a name: log likelihood and log prior summed in `score`, and how it is spelt."""

    score: float
    order: int
    spelling: int
    row: PlaceRow
    source: SourceIndex
