"""Polygons as the page reads them: rings of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["rings"]

_DIGITS = 4
"""Decimals of a degree that are written: about ten metres."""


def rings(shape: BaseGeometry) -> list[list[float]]:
    """Return the rings of a polygon or multipolygon in degrees, each `[longitude, latitude, longitude, …]`.

    Outlines and holes alike, one after the other: the page fills them by the even-odd rule.

    >>> from shapely import box
    >>> rings(box(0, 0, 1, 1))
    [[1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]]
    """
    parts: Any = getattr(shape, "geoms", [shape])
    drawn = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [[round(number, _DIGITS) for point in ring.coords for number in point[:2]] for ring in drawn]
