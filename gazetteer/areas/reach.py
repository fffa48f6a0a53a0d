"""The typical reach of a country's divisions, estimated from its settlements."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sqrt

from gazetteer.divisions import division_rows
from gazetteer.geodesy import KM_PER_DEGREE
from gazetteer.index.index import SourceIndex

__all__ = ["reach_of", "typical_reach"]

_OUTLIERS = 0.02
"""The share of settlements on each side that is left out: some lists have a few places of other countries."""
_LAND = 0.6
"""The share of the box around a country that is the country."""
_LEAST_KM, _UNKNOWN_KM = 15.0, 100.0


def typical_reach(country: str, indexes: Sequence[SourceIndex]) -> float:
    """Return the radius in kilometres of a circle with the area of a typical first-level division of a country.

    >>> typical_reach("ML", [])
    100.0
    """
    points = [(latitude, longitude) for index in indexes for longitude, latitude, _ in index.town_points([country])]
    divisions = sum(row["country"] == country for row in division_rows())
    if not points or not divisions:
        return _UNKNOWN_KM
    return max(_LEAST_KM, reach_of(points) / sqrt(divisions))


def reach_of(points: Sequence[tuple[float, float]]) -> float:
    """Return the radius in kilometres of a circle with the area of the land of settlements (latitude, longitude).

    >>> round(reach_of([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]))
    49
    """
    south, north = _most(sorted(latitude for latitude, _ in points))
    west, east = _most(sorted(longitude for _, longitude in points))
    height = (north - south) * KM_PER_DEGREE
    width = (east - west) * KM_PER_DEGREE * cos(radians((south + north) / 2))
    return sqrt(_LAND * height * width / pi)


def _most(values: list[float]) -> tuple[float, float]:
    """Return the least and the largest of sorted values, without outliers."""
    cut = int(len(values) * _OUTLIERS)
    return values[cut], values[-1 - cut]
