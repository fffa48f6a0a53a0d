"""The map as a `folium.Map` with the event layer on it.

Event text never passes a template: the data blocks, the bundle and the style are literal elements whose `render`
returns their text as it is (folium would run `{{…}}` in them as Jinja2 otherwise).
"""

from __future__ import annotations

from typing import Any, cast

import branca.element
import folium

from mapper.render.page import MAP_NAME, MOUNT, blocks, bundle
from mapper.render.payload.payload import Payload

__all__ = ["EventLayer", "folium_map"]

_NAME = MAP_NAME.removeprefix("map_")


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
        figure.header.add_child(_Literal(f"<style>{bundle('viewer.css')}</style>"), name="mapper_style")
        for opening, text in blocks(self._payload):
            figure.html.add_child(_Literal(f"{opening}{text}</script>"), name=opening)
        licences = f'<script type="text/plain" id="mapper-licences">{bundle("licences.txt")}</script>'
        figure.html.add_child(_Literal(licences), name="mapper_licences")
        figure.html.add_child(_Literal(f"<script>{bundle('viewer.js')}</script>"), name="mapper_bundle")
        figure.script.add_child(_Literal(MOUNT), name="mapper_mount")
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
