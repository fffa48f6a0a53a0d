"""Small SVG maps for a page without scripts: a country's outline and the location of an event in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import shapely
from markupsafe import Markup

from mapper.model.schema import VAGUE_KINDS, Step
from mapper.render.basemap.areas import admin1_polygon, country_polygon

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["locator_maps"]

_SIDE: Final = 132
"""Pixels of the longer side."""
_MARGIN: Final = 6
_DOT: Final = 4
_COLUMNS: Final = ("place", "longitude", "latitude", "geo_precision", "country", "admin1")


def locator_maps(dossier: Dossier, events: Iterable[str]) -> dict[str, Markup]:
    """Return event_id → a map of its country, for events that name a country with an outline.

    A disc is an exact place, a ring a place nearby or one of several, a shaded area a first-level division. An event
    without a point has only the outline.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> str(locator_maps(dossier, ["moura"])["moura"])[:4]
    '<svg'
    """
    table = dossier.events[dossier.events["event_id"].isin(set(events))]
    several = {str(event): rows for event, rows in dossier.alternatives.groupby("event_id", sort=False)}
    maps = {}
    columns = [*_COLUMNS, "event_id", "location_kind"]
    for values in table[columns].itertuples(index=False, name=None):
        row = dict(zip(columns, values, strict=True))
        event = str(row["event_id"])
        outline = country_polygon(str(row["country"])) if row["country"] else None
        if outline is not None:
            maps[event] = _svg(outline, _marks(row, several.get(event)))
    return maps


def _marks(row: Mapping[str, Any], several: pd.DataFrame | None) -> list[Mapping[str, Any]]:
    """Return the points of an event, each with `hollow` and, if only its division is known, with `area`."""
    if several is not None:
        points = zip(several["longitude"], several["latitude"], strict=True)
        return [{"longitude": x, "latitude": y, "hollow": True, "area": None} for x, y in points]
    if pd.isna(row["longitude"]):
        return []
    is_division = pd.notna(row["geo_precision"]) and row["geo_precision"] == Step.ADMIN_1 and row["admin1"]
    area = admin1_polygon(str(row["country"]), str(row["admin1"])) if is_division else None
    return [{**{name: row[name] for name in _COLUMNS}, "hollow": row["location_kind"] in VAGUE_KINDS, "area": area}]


def _svg(outline: Any, marks: Sequence[Mapping[str, Any]]) -> Markup:
    west, south, east, north = outline.bounds
    east, north = max([east, *(one["longitude"] for one in marks)]), max([north, *(one["latitude"] for one in marks)])
    west, south = min([west, *(one["longitude"] for one in marks)]), min([south, *(one["latitude"] for one in marks)])
    narrow = cos(radians((south + north) / 2))
    scale = (_SIDE - 2 * _MARGIN) / max((east - west) * narrow, north - south, 0.01)

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * narrow * scale + _MARGIN, (north - latitude) * scale + _MARGIN

    def path(shape: Any) -> str:
        rings = [polygon.exterior.coords for polygon in shapely.get_parts(shape.simplify(1 / scale))]
        lines = (" ".join(f"{x:.0f},{y:.0f}" for x, y in (at(*point) for point in ring)) for ring in rings)
        return "".join(f"M{line}Z" for line in lines)

    width, height = (_MARGIN + value for value in at(east, south))
    parts = [Markup('<path class="land" d="{}"/>').format(path(outline))]
    for one in marks:
        if one["area"] is not None:
            parts.append(Markup('<path class="division" d="{}"/>').format(path(one["area"])))
            continue
        x, y = at(one["longitude"], one["latitude"])
        kind = "ring" if one["hollow"] else "dot"
        parts.append(Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, round(x), round(y), _DOT))
    return Markup(
        '<svg class="locator" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">{2}</svg>'
    ).format(round(width), round(height), Markup("").join(parts))
