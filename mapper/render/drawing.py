"""How a map is drawn: what a user may choose."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from mapper.vocabulary import terms
from mapper.words import LANGUAGES

__all__ = ["COLOUR_BY", "LANGUAGES", "NOTES", "Drawing"]

COLOUR_BY: Final = terms("colourings")
NOTES: Final = ("full", "none")


class Drawing(NamedTuple):
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
