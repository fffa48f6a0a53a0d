"""The settlements around a stated area: they are few, so a name may differ more from the source's spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import cos, radians
from typing import NamedTuple

from gazetteer.geodesy import KM_PER_DEGREE, great_circle_km
from gazetteer.index.index import PlaceRow, SourceIndex
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["Around", "Neighbour"]


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
        holding = [(order, index) for order, index in enumerate(self._indexes) if index.may_hold(self._country)]
        for latitude, longitude in self._points:
            high = self._km / KM_PER_DEGREE
            wide = high / max(0.1, cos(radians(latitude)))
            box = (longitude - wide, latitude - high, longitude + wide, latitude + high)
            for order, index in holding:
                for name, row in index.settlements_around(self._country, box):
                    if great_circle_km(latitude, longitude, row.latitude or 0, row.longitude or 0) <= self._km:
                        normal = normal_form(name)
                        found[order, row.number] = Neighbour(normal, spelling_key(normal), order, row, index)
        return list(found.values())
