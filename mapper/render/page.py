"""The map as one strict HTML file that opens without a network.

Event text never passes a template: it stands in data blocks, which the viewer reads as JSON.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from mapper.errors import BundleMissingError
from mapper.options import Drawing
from mapper.render.draw import draw
from mapper.render.mapdata import MapData
from mapper.render.packing import LONE_SURROGATES
from mapper.render.payload.payload import Payload
from mapper.render.plain import STYLE, UNSCRIPTED_STYLE, plain_table

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["MAP_NAME", "MOUNT", "Page", "blocks", "bundle", "drawn_page", "strict_html"]

MAP_NAME = "map_events"
"""The id of the map's element, and the name of its Leaflet map: as folium would call it."""
MOUNT = f"mapperViewer.mount({MAP_NAME}, {{}});"
_START = f'var {MAP_NAME} = L.map("{MAP_NAME}", {{ zoomControl: false }});{MOUNT}'
"""The map has no view until the viewer gives it one: nothing is drawn of a place where it will not be."""
_NO_TABLE = Markup("")
_TITLES = {"en": "Conflict events", "fr": "Événements de conflit"}


class Page(NamedTuple):
    """What a map page is made of besides its payload.

    Attributes
    ----------
    title
        The page's title, plain text.
    language
        `en` or `fr`.
    plain
        Markup for browsers that cannot show the map: what `mapper.render.plain.plain_table` gives.
    """

    title: str
    language: str = "en"
    plain: Markup = _NO_TABLE


def drawn_page(data: MapData, drawing: Drawing, gazetteer: Gazetteer) -> str:
    """Draw a map and return it as one HTML document; see `strict_html`."""
    given = (drawing.title or data.title).translate(LONE_SURROGATES)
    title = given or _TITLES[drawing.language]
    data = data.without_notes() if drawing.notes == "none" else data
    payload = draw(data, replace(drawing, title=given), gazetteer)  # the page has words of its own where none is given
    plain = plain_table(data, title=title, language=drawing.language)
    return strict_html(payload, Page(title, drawing.language, plain))


def strict_html(payload: Payload, page: Page) -> str:
    """Return one HTML document that opens without a network, under a Content-Security-Policy by hashes.

    Raises BundleMissingError where the viewer was not built.

    >>> from mapper.render.payload.payload import Payload
    >>> strict_html(Payload("{}", "", "", ""), Page("Mali <2025>")).startswith("<!DOCTYPE html>")
    True
    """
    style = bundle("viewer.css") + STYLE
    policy = _policy(style, payload.hosts)
    parts = [f"{opening}{text}</script>" for opening, text in blocks(payload)]
    first, later = "".join(parts[:FIRST_BLOCKS]), "".join(parts[FIRST_BLOCKS:])
    licences = f'<script type="text/plain" id="mapper-licences">{bundle("licences.txt")}</script>'
    scripts = f"<script>{bundle('viewer.js')}</script><script>{_START}</script>"
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<div class="folium-map" id="{MAP_NAME}"></div>\n{licences}{first}{scripts}\n'
        f"{later}\n{page.plain}\n</body>\n</html>\n"
    )


FIRST_BLOCKS = 2
"""Header, columns and licences stand before the scripts, which draw while the browser reads the texts after them."""


def blocks(payload: Payload) -> tuple[tuple[str, str], ...]:
    """Return the opening tag and the text of each data block."""
    return (
        ('<script type="application/json" id="mapper-header">', payload.header),
        ('<script type="text/plain" id="mapper-core">', payload.core),
        ('<script type="text/plain" id="mapper-names">', payload.names),
        ('<script type="text/plain" id="mapper-text">', payload.text),
        ('<script type="text/plain" id="mapper-words">', payload.words),
    )


@cache
def bundle(name: str) -> str:
    """Return one file of the built viewer."""
    file = Path(__file__).parents[1] / "viewer" / "dist" / name
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BundleMissingError(
            f"the viewer's {name} is not built; run `make map`, or install the package again"
        ) from None


def _policy(style: str, tile_hosts: tuple[str, ...]) -> str:
    """Return a policy that lets exactly our scripts and styles apply, and nothing connect but asked-for tiles."""
    images = " ".join(("data:", "blob:", *tile_hosts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(bundle('viewer.js'))} {_hash(_START)}",
            f"style-src {_hash(style)} {_hash(UNSCRIPTED_STYLE)}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
