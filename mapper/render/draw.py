"""From a dossier to a drawn map: order the events, clip the base map, pack, and compose the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mapper.claims.display import display_sentences
from mapper.model.dossier import Dossier
from mapper.render import basemap
from mapper.render.boundaries import read_boundaries
from mapper.render.payload import Payload, in_payload_order, pack
from mapper.render.tiles import tiles_named

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

__all__ = ["COLOUR_BY", "LANGUAGES", "NOTES", "Drawing", "draw"]

COLOUR_BY = ("actor", "month", "type")
LANGUAGES = ("en", "fr")
NOTES = ("full", "none")
_MARGIN = 1.5
"""Degrees added around the events, about 160 km: the country around a lone point."""
_TOWNS = 160
_ADMIN_1 = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a map is drawn.

    Attributes
    ----------
    title
        Shown as the page's heading.
    colour_by
        `actor`, `month` or `type`; the reader can switch.
    language
        `en` or `fr`; the reader can switch.
    notes
        `full`, or `none` to leave the events' notes out of the file.
    tiles
        Name in xyzservices of online tiles under the events; none by default, and the map asks no network.
    boundaries
        File of areas (GeoJSON, GeoPackage) to draw and to count events in.
    """

    title: str = ""
    colour_by: str = "actor"
    language: str = "en"
    notes: str = "full"
    tiles: str = ""
    boundaries: str | Path | None = None


def draw(dossier: Dossier, drawing: Drawing, gazetteer: Gazetteer) -> Payload:
    """Return the payload of a map of the dossier, with the base map around its located events.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     payload = draw(mapper.read("seeds"), Drawing(), places)
    >>> '"basemap":{' in payload.header
    True
    """
    tiles = tiles_named(drawing.tiles) if drawing.tiles else None
    boundaries = read_boundaries(drawing.boundaries) if drawing.boundaries else None
    dossier = in_payload_order(dossier if drawing.notes == "full" else _without_notes(dossier))
    points = _points(dossier)
    extent = _extent(points)
    towns: list[Place] = gazetteer.largest_towns(*extent, limit=_TOWNS) if extent else []
    settings = {
        "title": drawing.title or dossier.title,
        "language": drawing.language,
        "colourBy": drawing.colour_by,
        "basemap": basemap.clip(extent, focus=points, towns=towns),
        "tiles": tiles.header() if tiles else None,
    }
    displays = display_sentences(dossier.claims, dossier.sources, dossier.actors) if len(dossier.claims) else {}
    payload = pack(dossier, settings, areas=_areas(dossier), displays=displays, boundaries=boundaries)
    return replace(payload, hosts=tiles.hosts if tiles else ())


def _without_notes(dossier: Dossier) -> Dossier:
    return dossier.with_events(dossier.events.assign(notes=pd.Series("", index=dossier.events.index, dtype="str")))


def _points(dossier: Dossier) -> np.ndarray:
    """Return longitude and latitude of every place on the map, alternatives too: shape (n, 2), degrees."""
    columns = ["longitude", "latitude"]
    tables = [dossier.events.loc[dossier.located, columns], dossier.alternatives[columns]]
    return np.concatenate([table.to_numpy(dtype="float64") for table in tables])


def _extent(points: np.ndarray) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north around the points with a margin, in degrees, or None where there are none."""
    if not len(points):
        return None
    (west, south), (east, north) = points.min(axis=0) - _MARGIN, points.max(axis=0) + _MARGIN
    return max(-180.0, float(west)), max(-85.0, float(south)), min(180.0, float(east)), min(85.0, float(north))


def _areas(dossier: Dossier) -> Mapping[tuple[str, str], dict[str, Any]]:
    """Return the outline of each admin-1 area that an event is known to lie in, and no better."""
    events = dossier.events
    rough = events[
        (events["location_kind"] == "area") & (events["geo_precision"] == _ADMIN_1) & (events["admin1"] != "")
    ]
    areas = {}
    for country, admin1 in rough[["country", "admin1"]].drop_duplicates().itertuples(index=False):
        polygon = basemap.admin1_polygon(country, admin1)
        if polygon is not None:
            areas[(country, admin1)] = {"id": f"{country}:{admin1}", "name": admin1, "rings": _rings(polygon)}
    return areas


def _rings(polygon: Any) -> list[list[float]]:
    parts = getattr(polygon, "geoms", [polygon])
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [[round(number, 4) for point in ring.coords for number in point[:2]] for ring in rings]
