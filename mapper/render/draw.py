"""From events to the payload of a map: clip the base map around them, and pack."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.model.schema import Step
from mapper.options import Drawing
from mapper.render.basemap.areas import admin1_polygon, country_polygon, rings
from mapper.render.basemap.basemap import clip
from mapper.render.colouring import best_colouring
from mapper.render.details import details_at
from mapper.render.mapdata import MapData
from mapper.render.payload.payload import Payload, pack
from mapper.render.sites import collect_sites

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer import Gazetteer, Place
    from mapper.render.basemap.archive import Part
    from mapper.render.basemap.boundaries import Boundaries
    from mapper.render.basemap.tiles import Tiles

__all__ = ["draw"]

_MARGIN = 1.5
"""Degrees added around the events, about 160 km, so that a single point has some country around it."""
_TOWNS = 160
_HALF_ROUND = 180


def draw(data: MapData, drawing: Drawing, gazetteer: Gazetteer) -> Payload:
    """Return the payload of a map, with the base map around its located events.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> from mapper.render.mapdata import map_data
    >>> from mapper.options import Drawing
    >>> with Gazetteer.open() as places:
    ...     payload = draw(map_data(mapper.read("seeds")), Drawing(), places)
    >>> '"basemap":{' in payload.header
    True
    """
    tiles = _tiles(drawing.tiles)
    boundaries = _boundaries(drawing.boundaries)
    sites = collect_sites(data)
    points = sites.points()
    view = None if len(points) else _around_countries(data)
    extent = view or _extent(points)
    towns: list[Place] = gazetteer.largest_towns(*extent, limit=_TOWNS) if extent else []
    ground = clip(extent, focus=points, towns=towns)
    settings: dict[str, Any] = {
        "title": drawing.title or data.title,
        "untitled": data.untitled.as_json(),
        "language": drawing.language,
        "colourBy": best_colouring(data) if drawing.colour_by == "auto" else drawing.colour_by,
        "measure": drawing.measure,
        "basemap": ground.header,
        "tiles": tiles.header() if tiles else None,
    }
    if view:
        settings["view"] = view
    archive = _archive(drawing, points)
    if archive:
        settings["archive"] = archive.header
        data = data.credited(archive.credit)
    details = details_at(drawing.details) if drawing.details else None
    if details:
        settings["details"] = details.url
    payload = pack(data, sites, settings, areas=_areas(data), arcs=ground.arcs, boundaries=boundaries)
    carried = base64.b64encode(archive.data).decode("ascii") if archive else ""
    return payload._replace(
        hosts=tiles.hosts if tiles else (), archive=carried, details=details.origin if details else ""
    )


def _tiles(name: str) -> Tiles | None:
    """Return the tiles of a name; xyzservices is imported only here."""
    if not name:
        return None
    from mapper.render.basemap.tiles import tiles_named

    return tiles_named(name)


def _boundaries(file: str | Path | None) -> Boundaries | None:
    if not file:
        return None
    from mapper.render.basemap.boundaries import read_boundaries

    return read_boundaries(file)


def _archive(drawing: Drawing, points: np.ndarray) -> Part | None:
    """Return the part of the user's base map around points; warn of zooms that were too large."""
    if not drawing.basemap or not len(points):
        return None
    from mapper.render.basemap.archive import Archive

    part = Archive(drawing.basemap).part_around(points, max_mb=drawing.max_mb)
    if part.left_out:
        warnings.warn(part.left_out, stacklevel=2)
    return part


def _extent(points: np.ndarray) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north around the points with a margin, in degrees, or None where there are none."""
    if not len(points):
        return None
    (west, south), (east, north) = points.min(axis=0) - _MARGIN, points.max(axis=0) + _MARGIN
    return max(-180.0, float(west)), max(-85.0, float(south)), min(180.0, float(east)), min(85.0, float(north))


def _around_countries(data: MapData) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north around the countries of the events, in degrees, for maps without any point.

    None if no country is known, or if they are on both sides of the 180th meridian.
    """
    outlines = [country_polygon(str(code)) for code in data.events["country"].unique() if code]
    bounds = np.array([outline.bounds for outline in outlines if outline is not None])
    if not len(bounds):
        return None
    (west, south), (east, north) = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    west, south, east, north = (round(float(value), 1) for value in (west, south, east, north))
    return (west, south, east, north) if east - west < _HALF_ROUND else None


def _areas(data: MapData) -> Mapping[tuple[str, str], dict[str, Any]]:
    """Return the outline of each admin-1 area that is the whole known location of some event."""
    divisions = (data.events["geo_precision"] == Step.ADMIN_1).fillna(value=False)
    rough = (data.events["location_kind"] == "area") & divisions
    areas = {}
    for country, admin1 in data.events.loc[rough, ["country", "admin1"]].drop_duplicates().itertuples(index=False):
        polygon = admin1_polygon(country, admin1) if admin1 else None
        if polygon is not None:
            areas[(country, admin1)] = {"id": f"{country}:{admin1}", "name": admin1, "rings": rings(polygon)}
    return areas
