"""The map as a `folium.Map` with the event layer on it, and as one strict, offline HTML file.

Event text never passes a template: the data blocks, the bundle and the style are literal elements whose `render`
returns their text as it is (folium would run `{{…}}` in them as Jinja2 otherwise).
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import branca.element
import folium
from markupsafe import Markup

from mapper.errors import BundleMissingError
from mapper.render.payload import Payload
from mapper.render.plain import STYLE, UNSCRIPTED_STYLE

__all__ = ["EventLayer", "Page", "folium_map", "strict_html"]

_NAME = "events"
_EMPTY = Payload("", "", "", "")
_NO_TABLE = Markup("")
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
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


class _Literal(branca.element.Element):
    """An element whose text is written as it is, through no template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


class EventLayer(branca.element.MacroElement):
    """The events as one layer of a `folium.Map`: payload, viewer bundle and the call that mounts it."""

    def __init__(self, payload: Payload) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EventLayer"
        self._id = _NAME
        self._payload = payload

    def render(self, **_: Any) -> str:
        """Put style, data, bundle and mount call into the figure that the map belongs to."""
        figure = cast("branca.element.Figure", self.get_root())
        name = "map_" + _NAME
        figure.header.add_child(_Literal(f"<style>{_bundle('viewer.css')}</style>"), name="mapper_style")
        for opening, text in _blocks(self._payload):
            figure.html.add_child(_Literal(f"{opening}{text}</script>"), name=opening)
        licences = f'<script type="text/plain" id="mapper-licences">{_bundle("licences.txt")}</script>'
        figure.html.add_child(_Literal(licences), name="mapper_licences")
        figure.html.add_child(_Literal(f"<script>{_bundle('viewer.js')}</script>"), name="mapper_bundle")
        figure.script.add_child(_Literal(f"mapperViewer.mount({name}, {{}});"), name="mapper_mount")
        return ""


def folium_map(payload: Payload) -> folium.Map:
    """Return a `folium.Map` with the events on it, to which other folium layers can be added.

    Leaflet comes from the viewer bundle, so the map needs no network; folium's other default libraries (jQuery,
    Bootstrap, Awesome Markers) are left out, and with them `folium.Icon`.

    >>> import mapper
    >>> type(mapper.to_map(mapper.read("seeds"))).__name__
    'Map'
    """
    shell = folium.Map(location=[0, 0], zoom_start=2, tiles=None, zoom_control=False)
    shell._id = _NAME  # noqa: SLF001 - folium draws a random one, and the same input must give the same bytes
    shell.default_js, shell.default_css = [], []
    shell.add_child(EventLayer(payload))
    return shell


def strict_html(payload: Payload, page: Page) -> str:
    """Return one HTML document that opens without a network, under a Content-Security-Policy by hashes.

    Raises BundleMissingError where the viewer was not built.

    >>> from mapper.render.payload import Payload
    >>> strict_html(Payload("{}", "", "", ""), Page("Mali <2025>")).startswith("<!DOCTYPE html>")
    True
    """
    shell = folium_map(_EMPTY)
    figure = cast("branca.element.Figure", shell.get_root())
    shell.render()
    body = figure.html.render()
    script = figure.script.render()
    style = _bundle("viewer.css") + STYLE
    markup = f"{body}<script>{script}</script>"
    policy = _policy(markup, style, payload.hosts)
    markup = _filled(markup, payload)
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{page.plain}\n{markup}\n</body>\n</html>\n"
    )


def _filled(markup: str, payload: Payload) -> str:
    """Put the data into the empty blocks of a page: megabytes that neither template nor hash needs to read."""
    parts = []
    for opening, text in _blocks(payload):
        before, after = markup.split(opening, 1)
        parts += [before, opening, text]
        markup = after
    return "".join([*parts, markup])


def _blocks(payload: Payload) -> tuple[tuple[str, str], ...]:
    """Return the opening tag and the text of each data block."""
    return (
        ('<script type="application/json" id="mapper-header">', payload.header),
        ('<script type="text/plain" id="mapper-core">', payload.core),
        ('<script type="text/plain" id="mapper-names">', payload.names),
        ('<script type="text/plain" id="mapper-text">', payload.text),
        ('<script type="text/plain" id="mapper-words">', payload.words),
    )


@cache
def _bundle(name: str) -> str:
    """Return one file of the built viewer."""
    file = files("mapper").joinpath("viewer", "dist", name)
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BundleMissingError(
            f"the viewer's {name} is not built; run `make map`, or install the package again"
        ) from None


def _policy(markup: str, style: str, tile_hosts: tuple[str, ...]) -> str:
    """Return a policy that lets exactly these scripts and our styles apply, and nothing connect but asked-for tiles."""
    scripts = [m["body"] for m in _SCRIPT.finditer(markup) if "type=" not in m["attributes"]]
    images = " ".join(("data:", "blob:", *tile_hosts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)} {_hash(UNSCRIPTED_STYLE)}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
