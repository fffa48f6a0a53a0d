"""The settlements around a stated area: among so few, a name may be written otherwise than in the source."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, cached_property
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

from gazetteer.geodesy import KM_PER_DEGREE, great_circle_km
from gazetteer.index.index import PlaceRow, SourceIndex
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["Around", "Neighbour", "is_compound"]

_LEAST_LETTERS = 4


class Neighbour(NamedTuple):
    """A settlement by its main name: the normal form, the spelling key, the order of its source, and the place."""

    normal: str
    key: str
    order: int
    row: PlaceRow
    source: SourceIndex


class Around:
    """The settlements of a country within `km` of some points (latitude, longitude), read when first asked for.

    >>> Around([], "ML", [(16.27, -0.04)], 45).settlements
    []
    """

    def __init__(
        self, indexes: Sequence[SourceIndex], country: str, points: Sequence[tuple[float, float]], km: float
    ) -> None:
        self._indexes = indexes
        self._country = country
        self._points = points
        self._km = km

    @cached_property
    def settlements(self) -> list[Neighbour]:
        """The settlements, by source."""
        found: dict[tuple[int, int], Neighbour] = {}
        for latitude, longitude in self._points:
            high = self._km / KM_PER_DEGREE
            wide = high / max(0.1, cos(radians(latitude)))
            box = (longitude - wide, latitude - high, longitude + wide, latitude + high)
            for order, index in enumerate(self._indexes):
                for name, row in index.settlements_around(self._country, box):
                    if great_circle_km(latitude, longitude, row.latitude or 0, row.longitude or 0) <= self._km:
                        normal = normal_form(name)
                        found[order, row.number] = Neighbour(normal, spelling_key(normal), order, row, index)
        return list(found.values())


def is_compound(name: str, other: str) -> bool:
    """Say whether one of two names (in normal form) is the other with a word after it, or with an affix.

    >>> is_compound("boni peul", "boni"), is_compound("in tillit", "tillit"), is_compound("kain ouro", "ouro")
    (True, True, False)
    """
    shorter, longer = sorted((name.split(), other.split()), key=len)
    if not len(shorter) < len(longer) or len("".join(shorter)) < _LEAST_LETTERS:
        return False
    return longer[: len(shorter)] == shorter or [word for word in longer if word not in _affixes()] == shorter


@cache
def _affixes() -> frozenset[str]:
    """Return the words that names of places have or lack from source to source (`data/affixes.csv`)."""
    text = (Path(__file__).parents[1] / "data" / "affixes.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()))
