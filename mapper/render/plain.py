"""The events as a plain HTML table, for a browser that runs no script or cannot unpack the map."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup, escape

from mapper.render.mapdata import MapData
from mapper.vocabulary import columns_of, label, terms
from mapper.words import Message

__all__ = ["MOST_ROWS", "STYLE", "UNSCRIPTED_STYLE", "plain_table"]

MOST_ROWS: Final = 2000
"""About 400 kB. A map with more events only says how many it has."""

STYLE: Final = (
    "#mapper-plain{display:none}.mapper-failed #mapper-plain{display:block}"
    "#mapper-plain :is(th,td){text-align:start;vertical-align:top;padding:.2em .6em}"
    ".mapper-failed,.mapper-failed body{height:auto;overflow:auto}.mapper-failed .folium-map{height:50vh}"
)
"""The table is in the page but hidden, unless the viewer fails …"""

UNSCRIPTED_STYLE: Final = (
    "html,body{height:auto!important;overflow:auto!important}.folium-map{display:none}"
    "#mapper-plain{display:block!important}"
)
"""… or does not run at all."""

_COLUMNS: Final = (
    "event_id", "date_text", "place", "country", "actor1", "actor2", "event_type", "fatalities_best", "title", "notes",
)  # fmt: skip
_TYPES: Final = ("event_types", "ucdp_event_types")
_CELL: Final = '<td dir="auto">'
_NEXT_CELL: Final = f"</td>{_CELL}"
_LONGEST: Final = 300
"""The most characters of a cell; the map has the whole text."""


def plain_table(data: MapData, *, title: str, language: str = "en") -> Markup:
    """Return the notice for browsers without scripts, and the table of the events if there are at most `MOST_ROWS`.

    Each cell is escaped and isolated, so that direction marks in it do not affect its neighbours.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> "<td" in plain_table(map_data(mapper.read("seeds")), title="Mali <2025>")
    True
    """
    notice = Message("no-script").text(language)
    unscripted = Markup("<noscript><style>{}</style><p>{}</p></noscript>").format(Markup(UNSCRIPTED_STYLE), notice)  # noqa: S704 - ours
    if len(data) > MOST_ROWS:
        events = len(data) if data.counts is None else int(data.counts.sum())
        words = Message("too-many-events", events=events).text(language)
        return unscripted + Markup('<div id="mapper-plain"><p>{}</p></div>').format(words)
    (data,) = data.parts(MOST_ROWS)
    headings = (columns_of("events")[name].heading(language) for name in _COLUMNS)
    head = "".join(Markup('<th scope="col">{}</th>').format(heading) for heading in headings)
    columns = [_cells(data, name, language) for name in _COLUMNS]
    rows = "\n".join(f"<tr>{_CELL}{_NEXT_CELL.join(row)}</td></tr>" for row in zip(*columns, strict=True))
    return Markup(  # noqa: S704 - the title and each cell are escaped
        f'{unscripted}<div id="mapper-plain"><table><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(data: MapData, name: str, language: str) -> list[str]:
    """Return the escaped cells of a column; event types, which are English in data sets, are translated."""
    texts = data.events[name].astype("str").fillna("").tolist()
    if name == "event_type" and language != "en":
        words = {term: label(kind, term, language=language) for kind in _TYPES for term in terms(kind)}
        texts = [words.get(text, text) for text in texts]
    # Escaped in one go, joined by U+0000, which no cell has any more.
    return str(escape("\0".join(map(_shortened, texts)))).split("\0") if texts else []


def _shortened(text: str) -> str:
    """Cut long text, and replace U+0000, which HTML cannot carry, by U+FFFD."""
    return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…").replace("\0", "\ufffd")
