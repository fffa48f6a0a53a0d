"""The events as a plain HTML table, for a browser that runs no script or cannot unpack the map."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from mapper.model.dossier import Dossier

__all__ = ["MOST_ROWS", "STYLE", "UNSCRIPTED_STYLE", "plain_table"]

MOST_ROWS: Final = 2000
"""About 400 kB. A larger map says how many events it holds, and no more."""

STYLE: Final = (
    "#mapper-plain{display:none}.mapper-failed #mapper-plain{display:block}"
    "#mapper-plain :is(th,td){text-align:start;vertical-align:top;padding:.2em .6em}"
    ".mapper-failed,.mapper-failed body{height:auto;overflow:auto}.mapper-failed .folium-map{height:50vh}"
)
"""The table is part of the page but not seen, unless the viewer fails …"""

UNSCRIPTED_STYLE: Final = (
    "html,body{height:auto!important;overflow:auto!important}.folium-map{display:none}"
    "#mapper-plain{display:block!important}"
)
"""… or does not run at all."""

_WORDS: Final = {
    "en": (
        "This map is drawn by JavaScript, which is off here. Switch it on and open the file again: it loads nothing.",
        "The map holds {} events, too many for a table without JavaScript.",
        ("Event", "Date", "Place", "Country", "Actor 1", "Actor 2", "Type", "Deaths", "Title", "Notes"),
    ),
    "fr": (
        "Cette carte est dessinée par JavaScript, désactivé ici. Activez-le et rouvrez le fichier.",
        "La carte contient {} événements, trop pour un tableau sans JavaScript.",
        ("Événement", "Date", "Lieu", "Pays", "Acteur 1", "Acteur 2", "Type", "Morts", "Titre", "Notes"),
    ),
}
_COLUMNS: Final = (
    "event_id", "date_text", "place", "country", "actor1", "actor2", "event_type", "fatalities_best", "title", "notes",
)  # fmt: skip
_LONGEST: Final = 300
"""Characters of a cell; the map itself has the whole text."""

_CELL: Final = Markup('<td dir="auto">{}</td>')


def plain_table(dossier: Dossier, *, title: str, language: str = "en") -> Markup:
    """Return the notice for browsers without script, and the table of the events where they are not too many.

    Each cell is escaped, and isolated so that no direction sign in it turns its neighbours round.

    >>> import mapper
    >>> "<td" in plain_table(mapper.read("seeds"), title="Mali <2025>")
    True
    """
    notice, too_many, headings = _WORDS[language]
    unscripted = Markup("<noscript><style>{}</style><p>{}</p></noscript>").format(Markup(UNSCRIPTED_STYLE), notice)  # noqa: S704 - ours
    if len(dossier.events) > MOST_ROWS:
        words = too_many.format(f"{len(dossier.events):,}")
        return unscripted + Markup('<div id="mapper-plain"><p>{}</p></div>').format(words)
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(heading) for heading in headings)
    texts = dossier.events[list(_COLUMNS)].astype("str").fillna("")
    rows = (_row(values) for values in texts.itertuples(index=False, name=None))
    table = Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return unscripted + Markup('<div id="mapper-plain">{}</div>').format(
        table.format(title, head, Markup("\n").join(rows))
    )


def _row(values: tuple[str, ...]) -> Markup:
    cells = Markup("").join(_CELL.format(_shortened(value)) for value in values)
    return Markup("<tr>{}</tr>").format(cells)


def _shortened(text: str) -> str:
    """Cut long text, and put U+FFFD for U+0000, which HTML cannot carry."""
    return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…").replace("\0", "\ufffd")
