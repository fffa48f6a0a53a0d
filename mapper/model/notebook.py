"""The HTML that a notebook shows for a dossier: a summary, the first events, what is not on the map and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from gazetteer.errors import unit_of
from mapper.model.text import plural
from mapper.vocabulary import columns_of

__all__ = ["dossier_html"]

_SHOWN = ("event_id", "date_text", "place", "actor1", "actor2", "event_type", "fatalities_best")
_ROWS = 5
_REASONS = 10
_LONGEST = 80
"""The most characters shown of a cell."""


def dossier_html(
    title: str, summary: Mapping[str, int | str], *, events: pd.DataFrame, unlocated: Mapping[str, int],
    rejects: pd.DataFrame,
) -> str:  # fmt: skip
    """Return a dossier as a piece of HTML, in which all text is escaped.

    >>> import mapper
    >>> "events" in mapper.read("seeds")._repr_html_()
    True
    """
    headings = [columns_of("events")[name].heading("en") for name in _SHOWN]
    first = events[list(_SHOWN)].head(_ROWS).astype("str").fillna("")
    more = len(events) - len(first)
    parts = [
        Markup("<p><strong>{}</strong></p>").format(_cell(title or "Dossier")),
        _table(("", ""), ((name, _words(value)) for name, value in summary.items())),
        _table(headings, first.itertuples(index=False, name=None)),
        Markup("<p>… and {} more rows in <code>.events</code></p>").format(f"{more:,}") if more else "",
        _list("Not on the map", (f"{reason} ({plural(count, 'event')})" for reason, count in unlocated.items())),
        _list(
            "Rejected",
            (f"{row.file}, {unit_of(str(row.file))} {row.line}: {row.reason}" for row in rejects.itertuples()),
        ),
        Markup("<p><code>.map()</code> shows the map.</p>"),
    ]
    return str(Markup("<div>{}</div>").format(Markup("").join(parts)))


def _words(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def _text(text: object) -> str:
    """Return a text without U+0000, which HTML cannot carry."""
    return str(text).replace("\0", "\ufffd")


def _cell(text: object) -> str:
    """Return a text cut to the length of a cell."""
    whole = _text(text)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Return a table; each cell isolates its text, so that direction marks in it do not affect its neighbours."""
    head = _each("<th>{}</th>", headings)
    cells = (_each('<td dir="auto">{}</td>', map(_cell, row)) for row in rows)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        head, _each("<tr>{}</tr>", cells)
    )


def _list(title: str, lines: Iterable[str]) -> Markup:
    """Return a list under its title, with how many lines are left out; nothing where there is no line."""
    listed = list(lines)
    shown = listed[:_REASONS]
    if len(listed) > _REASONS:
        shown.append(f"… and {len(listed) - _REASONS:,} more")
    items = _each('<li dir="auto">{}</li>', map(_text, shown))
    return Markup("<p>{}:</p><ul>{}</ul>").format(title, items) if listed else Markup("")


def _each(template: str, texts: Iterable[str]) -> Markup:
    """Put each text into the markup, escaped unless it is markup itself."""
    return Markup("").join(Markup(template).format(text) for text in texts)  # noqa: S704 - the templates are ours
