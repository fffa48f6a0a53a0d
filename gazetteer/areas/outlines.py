"""Outlines of divisions: whether a place is in one, how far from it, and which divisions contain a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.geodesy import KM_PER_DEGREE, great_circle_km
from gazetteer.index.index import OutlineRow, SourceIndex
from gazetteer.index.keys import parent_form
from gazetteer.names.normalise import spelling_key
from gazetteer.names.sides import side_form

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

__all__ = ["Outline", "Outlines"]


class Outline:
    """The outline of a division, in degrees (EPSG:4326).

    `is_whole` is False if it is only the outline of a part: of a lower division with the same name.
    """

    def __init__(self, shape: BaseGeometry, *, is_whole: bool) -> None:
        import shapely

        self.shape = shape
        self.is_whole = is_whole
        shapely.prepare(shape)

    def km_away(self, latitude: float, longitude: float) -> float:
        """Return how many kilometres a point lies from the border, 0.0 inside."""
        import shapely
        from shapely.ops import nearest_points

        point = shapely.Point(longitude, latitude)
        if self.shape.intersects(point):
            return 0.0
        nearest, _ = nearest_points(self.shape, point)
        return great_circle_km(latitude, longitude, nearest.y, nearest.x)

    @cached_property
    def middle(self) -> tuple[float, float]:
        """A point inside, as (latitude, longitude)."""
        inside = self.shape.representative_point()
        return inside.y, inside.x

    @cached_property
    def reach_km(self) -> float:
        """The radius in kilometres of a circle of the same area."""
        return KM_PER_DEGREE * sqrt(self.shape.area / pi)


class _Area(NamedTuple):
    """A division: its level (0: unknown), its name, the first-level one that it is in, and reduced forms of names.

    `forms` are the reduced forms of its own names; `parents` include those of the divisions above it.
    """

    level: int
    name: str
    admin1: str
    forms: frozenset[str]
    parents: frozenset[str]
    shape: BaseGeometry


class Outlines:
    """The outlines of the loaded sources, read country by country when first asked for.

    >>> Outlines([]).of("gao", "ML", 1) is None, Outlines([]).around("ML", 16.3, 0.0)
    (True, {})
    """

    def __init__(self, indexes: Sequence[SourceIndex]) -> None:
        self._indexes = [index for index in indexes if index.has_outlines()]
        self._areas: dict[str, list[_Area]] = {}
        self._trees: dict[str, STRtree] = {}

    def of(self, form: str, country: str, level: int, within: Sequence[Outline] = ()) -> Outline | None:
        """Return the outline of a division by the reduced form of its name (`parent_form`); None where it is unknown.

        One of the given level is preferred; else the union of its parts; else a lower one, or one of unknown level.
        If several have the name, those that intersect the stated divisions above (`within`) count.
        """
        asked = _reduced([form])
        areas = self._of_country(country) if self._indexes else []
        named = [area for area in areas if asked & area.forms]
        parts = [area for area in areas if area.level > level and asked & area.parents]
        for chosen, is_whole in (
            ([area for area in named if area.level == level], True),
            ([area for area in parts if area not in named], True),
            ([area for area in named if area.level > level or not area.level], False),
        ):
            met = [area for area in chosen if all(area.shape.intersects(upper.shape) for upper in within)]
            if met:
                return self._joined(met, is_whole=is_whole)
        return None

    def around(self, country: str, latitude: float, longitude: float) -> dict[int, str]:
        """Return level → name of the divisions that contain a point; the first source with one counts."""
        if not self._indexes:
            return {}
        import shapely

        areas = self._of_country(country)
        if country not in self._trees:
            self._trees[country] = shapely.STRtree([area.shape for area in areas])
        at = self._trees[country].query(shapely.Point(longitude, latitude), predicate="intersects")
        found = [areas[number] for number in sorted(at.tolist(), reverse=True)]
        return {1: next((area.admin1 for area in found), ""), **{area.level: area.name for area in found}}

    def _joined(self, areas: Sequence[_Area], *, is_whole: bool) -> Outline:
        import shapely

        shape = areas[0].shape if len(areas) == 1 else shapely.union_all([area.shape for area in areas])
        return Outline(shape, is_whole=is_whole)

    def _of_country(self, country: str) -> list[_Area]:
        if country not in self._areas:
            self._areas[country] = [
                _area(row)
                for index in self._indexes
                for row in index.outlines(country)
                if row.feature.startswith("A.ADM")
            ]
        return self._areas[country]


def _area(row: OutlineRow) -> _Area:
    import shapely

    digit = row.feature.removeprefix("A.ADM")
    return _Area(
        int(digit) if digit.isdigit() else 0,
        row.name,
        row.admin1,
        _reduced(map(parent_form, (row.name, *row.aliases))),
        _reduced(row.parents.splitlines()),
        shapely.from_wkb(row.shape),
    )


def _reduced(forms: Iterable[str]) -> frozenset[str]:
    """Return the forms in which names of divisions (`parent_form`) are compared."""
    return frozenset(way(form) for form in forms for way in (str, spelling_key, side_form)) - {""}
