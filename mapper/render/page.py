"""The map: a `folium.Map` with the events as its layer, whose page is one HTML file that opens without a network.

As with any folium map, each element puts its parts into the slots of the root figure: `header`, `html` and `script`.
The figure here writes them as a page with a strict policy. Event text never passes a template, which would run `{{…}}`
in it: it is in literal elements, as data for the viewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from markupsafe import Markup, escape

from gazetteer.tables.encoding import LONE_SURROGATES
from mapper.errors import BundleMissingError
from mapper.html import csp_hash
from mapper.options import Drawing
from mapper.render.draw import draw
from mapper.render.mapdata import MapData
from mapper.render.payload.payload import Payload
from mapper.render.plain import STYLE, UNSCRIPTED_STYLE, plain_table
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["EventLayer", "Page", "bundle", "event_map"]

_ID: Final = "events"
"""Replaces folium's random ids, so that the same input gives the same bytes."""
_MAP: Final = f"map_{_ID}"
"""Folium's name for a map of this id: the element, the Leaflet map, and its part of each slot."""

# The parts of the event layer in the slots, by name, in the order in which the page has them.
_STYLE: Final = "mapper-style"
_BEFORE_SCRIPTS: Final = ("mapper-licences", "mapper-header", "mapper-core")
_BUNDLE: Final = "mapper-bundle"
_MOUNT: Final = "mapper-mount"
_AFTER_SCRIPTS: Final = (
    "mapper-names",
    "mapper-text",
    "mapper-words",
    "mapper-sources",
    "mapper-archive",
    "mapper-plain",
)
"""Texts that a large map does not need to be drawn: the browser reads them afterwards."""

_JS_LIBRARIES: Final = {name: url for name, url in folium.Map.default_js if name != "leaflet"}
_CSS_LIBRARIES: Final = {name: url for name, url in folium.Map.default_css if name != "leaflet_css"}
"""What other layers of folium may use. Leaflet itself is in the viewer bundle."""

_STRICT_PAGE: Final = {"meta_http", _MAP, _STYLE, *_BEFORE_SCRIPTS, _BUNDLE, _MOUNT, *_AFTER_SCRIPTS}


_Slot: TypeAlias = "dict[str, Sequence[str]]"
"""The parts in a slot of the figure, by name, each part in pieces."""


class _Literal(Element):
    """An element whose text, in pieces, is written as it is, without a template."""

    def __init__(self, pieces: Sequence[str]) -> None:
        super().__init__()
        self.pieces = pieces

    def render(self, **_: Any) -> str:
        return "".join(self.pieces)


class EventLayer(MacroElement):
    """The events as a layer of a `folium.Map`: style, data, viewer bundle, and the call that mounts the viewer.

    `plain` is markup for browsers that cannot show the map (`mapper.render.plain.plain_table`).
    """

    def __init__(self, payload: Payload, plain: Markup) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "EventLayer", _ID
        self._payload, self._plain = payload, plain

    def render(self, **_: Any) -> str:
        """Put the parts of the layer into the slots of the figure that the map belongs to."""
        figure = cast("Figure", self.get_root())
        parts = _data_blocks(self._payload) | {"mapper-plain": [self._plain]}
        for name, url in _CSS_LIBRARIES.items():
            figure.header.add_child(CssLink(url), name=name)
        _put(figure.header, _STYLE, [f"<style>{_style()}</style>"])
        for name in _BEFORE_SCRIPTS:
            _put(figure.header, name, parts[name])
        scripts = (f"<script>{bundle(name)}</script>" for name in _scripts(self._payload))
        _put(figure.header, _BUNDLE, ["\n".join(scripts)])
        for name, url in _JS_LIBRARIES.items():
            figure.header.add_child(JavascriptLink(url), name=name)
        for name in _AFTER_SCRIPTS:
            _put(figure.html, name, parts.get(name, []))
        _put(figure.script, _MOUNT, [f"mapperViewer.mount({self._parent.get_name()}, {{}});"])  # type: ignore[union-attr]
        return ""


def _put(slot: Element, name: str, pieces: Sequence[str]) -> None:
    slot.add_child(_Literal(pieces), name=name)


class Page(Figure):
    """The figure at the root of a map: it writes the document.

    A map with only the event layer is a strict page: it contains everything that it needs. Its Content-Security-Policy
    allows only its own scripts and styles, and connections only to the hosts of the tiles and the origin of the single
    events that were asked for. Other layers may need libraries that folium loads from a network, and styles that no
    policy can name beforehand. A page with other layers has folium's libraries and no policy. Only this class decides
    it. The viewer runs the scripts of such layers once the map has a view and a size, which many of them need.
    """

    def __init__(self, title: str, language: str, payload: Payload) -> None:
        super().__init__(title=title)
        self.language, self._payload = language, payload
        _put(self.header, "meta_http", ['<meta charset="utf-8">'])

    def render(self, **kwargs: Any) -> str:
        """Return the document."""
        return "".join(self.pieces(**kwargs))

    def pieces(self, **kwargs: Any) -> Iterator[str]:
        """Yield the document piece by piece, so that a large map's document and texts are not both in memory."""
        for child in self._children.values():
            child.render(**kwargs)
        header, html, script = (_parts(slot, kwargs) for slot in (self.header, self.html, self.script))
        header.pop(_MAP, "")  # styles that the viewer brings, and a viewport that cannot be zoomed
        strict = _STRICT_PAGE.issuperset({*header, *html, *script} - {*_JS_LIBRARIES, *_CSS_LIBRARIES})
        start = "".join((*script.pop(_MAP), *script.pop(_MOUNT)))
        if layers := "".join(chain.from_iterable(script.values())):
            html["mapper-layers"] = [f'<script type="text/plain" id="mapper-layers">{layers}</script>']
        policy = _policy(start, self._payload) if strict else ""
        if strict:
            header = {name: part for name, part in header.items() if name in _STRICT_PAGE}
        yield from self._document(header, html, start, policy)

    def _document(self, header: _Slot, html: _Slot, start: str, policy: str) -> Iterator[str]:
        yield f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n{"".join(header.pop("meta_http"))}\n'
        if policy:
            yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f'<meta name="generator" content="{GENERATOR}">\n'
        yield f"<title>{escape(self.title or '')}</title>\n"
        yield from chain.from_iterable(header.values())
        yield "\n</head>\n<body>\n"
        after = [html.pop(name, ()) for name in _AFTER_SCRIPTS]
        yield from chain.from_iterable(html.values())
        yield f"<script>{start}</script>\n"
        yield from chain.from_iterable(after)
        yield "\n</body>\n</html>\n"


def _parts(slot: Element, kwargs: Mapping[str, Any]) -> _Slot:
    """Return the parts in a slot, by name, each in pieces."""
    parts = slot._children.items()  # noqa: SLF001 - there is no other way
    return {name: part.pieces if isinstance(part, _Literal) else [part.render(**kwargs)] for name, part in parts}


def event_map(data: MapData, drawing: Drawing, gazetteer: Gazetteer) -> folium.Map:
    """Draw the map, to which other folium layers can be added.

    Raises BundleMissingError if the viewer was not built.

    >>> import mapper
    >>> page = mapper.to_map(mapper.read("seeds"), title="Mali <2025>").get_root().render()
    >>> "<title>Mali &lt;2025&gt;</title>" in page
    True
    """
    given = LONE_SURROGATES.sub("\ufffd", drawing.title or data.title)
    title = given or data.untitled.text(drawing.language)
    data = data.without_notes() if drawing.notes == "none" else data
    payload = draw(data, replace(drawing, title=given), gazetteer)  # the viewer has words of its own for no title
    shell = folium.Map(location=[0, 0], tiles=None, zoom_control=False)
    shell._id = _ID  # noqa: SLF001 - folium draws a random one
    shell.default_js, shell.default_css = [], []
    del shell.options["zoom"]  # the viewer gives the map its view: nothing is drawn of a place where it will not be
    shell.add_child(EventLayer(payload, plain_table(data, title=title, language=drawing.language)))
    Page(title, drawing.language, payload).add_child(shell)
    return shell


def _data_blocks(payload: Payload) -> dict[str, list[str]]:
    """Return each data block as a script element that no browser runs, in pieces, by its id."""
    texts = {
        "licences": [bundle(_licences(payload))], "core": [payload.core], "names": [payload.names],
        "text": _lines(payload.text), "words": [payload.words], "sources": [payload.sources],
    }  # fmt: skip
    if payload.archive:
        texts |= {"archive": [payload.archive], "licences": [*texts["licences"], bundle("archive-licences.txt")]}
    blocks = {
        f"mapper-{name}": [f'<script type="text/plain" id="mapper-{name}">', *pieces, "</script>"]
        for name, pieces in texts.items()
    }
    header = ['<script type="application/json" id="mapper-header">', payload.header, "</script>"]
    return blocks | {"mapper-header": header}


def _lines(blocks: Sequence[str]) -> list[str]:
    return [piece for block in blocks for piece in ("\n", block)][1:]


def _scripts(payload: Payload) -> tuple[str, ...]:
    """Return the files of the viewer that a page runs."""
    viewer = "viewer-details.js" if payload.details else "viewer.js"
    return (viewer, "archive.js") if payload.archive else (viewer,)


def _licences(payload: Payload) -> str:
    """Return the file with the licences of everything in the viewer of a page."""
    return "details-licences.txt" if payload.details else "licences.txt"


def _style() -> str:
    return bundle("viewer.css") + STYLE


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


def _policy(start: str, payload: Payload) -> str:
    """Return a policy that allows only the page's own scripts and styles, and only the connections asked for."""
    images = " ".join(("data:", "blob:", *payload.hosts))
    scripts = " ".join(csp_hash(text) for text in (*map(bundle, _scripts(payload)), start))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {csp_hash(_style())} {csp_hash(UNSCRIPTED_STYLE)}",
            f"img-src {images}",
            *([f"connect-src {payload.details}"] if payload.details else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
