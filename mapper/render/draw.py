"""From a dossier to a drawn map: order the events, clip the base map, pack, and compose the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mapper.claims.display import display_sentences
from mapper.model.dossier import Dossier
from mapper.render import basemap
from mapper.render.payload import Payload, in_payload_order, pack

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

__all__ = ["COLOUR_BY", "LANGUAGES", "Drawing", "draw"]

COLOUR_BY = ("actor", "month", "type")
LANGUAGES = ("en", "fr")
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
    """

    title: str = ""
    colour_by: str = "actor"
    language: str = "en"


def draw(dossier: Dossier, drawing: Drawing, gazetteer: Gazetteer) -> Payload:
    """Return the payload of a map of the dossier, with the base map around its located events.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     payload = draw(mapper.read("seeds"), Drawing(), places)
    >>> '"basemap":{' in payload.header
    True
    """
    dossier = in_payload_order(dossier)
    extent = _extent(dossier)
    towns: list[Place] = gazetteer.largest_towns(*extent, limit=_TOWNS) if extent else []
    settings = {
        "title": drawing.title or dossier.title,
        "language": drawing.language,
        "colourBy": drawing.colour_by,
        "basemap": basemap.clip(extent, focus=_points(dossier), towns=towns),
    }
    displays = display_sentences(dossier.claims, dossier.sources, dossier.actors) if len(dossier.claims) else {}
    return pack(dossier, settings, areas=_areas(dossier), displays=displays)


def _extent(dossier: Dossier) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north around all places on the map, in degrees, or None where there are none."""
    located = dossier.events[dossier.located]
    if located.empty:
        return None
    longitude, latitude = located["longitude"], located["latitude"]
    if len(dossier.alternatives):
        longitude = pd.concat([longitude, dossier.alternatives["longitude"]])
        latitude = pd.concat([latitude, dossier.alternatives["latitude"]])
    return (
        max(-180.0, float(longitude.min()) - _MARGIN),
        max(-85.0, float(latitude.min()) - _MARGIN),
        min(180.0, float(longitude.max()) + _MARGIN),
        min(85.0, float(latitude.max()) + _MARGIN),
    )


def _points(dossier: Dossier) -> np.ndarray:
    """Return longitude and latitude of the located events, around which the base map is finest."""
    return dossier.events.loc[dossier.located, ["longitude", "latitude"]].to_numpy(dtype="float64")


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
