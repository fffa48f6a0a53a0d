"""First-level divisions that no source gives a point for are placed by their outlines on the base map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.geodesy import great_circle_km
from mapper.model.schema import Step
from mapper.words import Message

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from gazetteer import Resolution

__all__ = ["Outline", "outlined"]

Outline = Callable[[str, str], "MultiPolygon | None"]
"""Returns the outline of a country's first-level division in degrees (EPSG:4326), or None where it is not known."""


def outlined(answer: Resolution, outline: Outline | None) -> Resolution:
    """Return the answer with a point inside the outline, where it is a division without a point that has one.

    The radius, in kilometres, reaches the farthest corner.

    >>> from gazetteer import Place, Query, Resolution
    >>> from shapely import MultiPolygon, box
    >>> est = Place("divisions:BF.08", "Est", country="BF", admin1="Est", feature_code="ADM1")
    >>> answer = Resolution(Query("Est region"), "resolved", est, geo_precision=4)
    >>> placed = outlined(answer, lambda country, name: MultiPolygon([box(0, 11, 2, 13)]))
    >>> placed.latitude, placed.longitude, placed.radius_km
    (12.0, 1.0, 156.0)
    """
    place = answer.place
    if outline is None or place is None or answer.latitude is not None:
        return answer
    if place.feature_code != "ADM1" or answer.geo_precision != Step.ADMIN_1:
        return answer
    shape = outline(place.country, place.admin1)
    if shape is None:
        return answer
    import shapely

    inside = shape.representative_point()
    latitude, longitude = round(inside.y, 4), round(inside.x, 4)
    corners = shapely.get_coordinates(shape.convex_hull)
    radius = max(great_circle_km(latitude, longitude, y, x) for x, y in corners)
    message = Message("in-outline", reason=answer.message or "")
    return replace(answer, latitude=latitude, longitude=longitude, radius_km=float(round(radius)), message=message)
