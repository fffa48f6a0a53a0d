"""The articles and original sources that UCDP names for an event, as the event's sources."""

from __future__ import annotations

import re

import pandas as pd

from mapper.model.schema import LIST_SEPARATOR, SOURCE_COLUMNS, listed
from mapper.readers.formats.base import cells

__all__ = ["article_sources"]

_ARTICLE = re.compile(r"(?P<publisher>.*?),\s*(?P<published>\d{4}-\d{2}-\d{2})\s*,\s*(?P<title>.*)", re.DOTALL)
_BETWEEN = re.compile(r'"\s*;\s*"')


def article_sources(frame: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return the source ids of each row, joined by `"; "`, and the table of the sources.

    Each article of `source_article` is a source with its publisher, day and headline; each name in `source_original`,
    whom the article goes back to, is one too. The text itself is the id.

    >>> frame = pd.DataFrame({"source_article": ['"Radio Kidal,2026-01-08,Two killed"'], "source_original": ["police"]})
    >>> ids, sources = article_sources(frame)
    >>> ids[0], sources.title.tolist()
    ('Radio Kidal, 2026-01-08, Two killed; police', ['Two killed', ''])
    """
    articles, originals = cells(frame, "source_article"), cells(frame, "source_original")
    known: dict[str, tuple[str, str, str]] = {}
    told = {text: [_noted(_article(part), known) for part in _articles(text)] for text in articles.unique().tolist()}
    said = {text: [_noted((part, "", ""), known) for part in _names(text)] for text in originals.unique().tolist()}
    ids = [
        LIST_SEPARATOR.join(dict.fromkeys(told[article] + said[original]))
        for article, original in zip(articles.tolist(), originals.tolist(), strict=True)
    ]
    rows = [(key, publisher, title, day) for key, (publisher, day, title) in known.items()]
    sources = pd.DataFrame(rows, columns=["source_id", "publisher", "title", "published"], dtype="str")
    return pd.Series(ids, index=frame.index, dtype="str"), sources.reindex(columns=list(SOURCE_COLUMNS), fill_value="")


def _articles(text: str) -> list[str]:
    """Split a cell at the `;` between articles, which newer versions put in quotes of their own."""
    if text.startswith('"'):
        return _BETWEEN.split(text.strip('" '))
    return _names(text)


def _names(text: str) -> list[str]:
    return [" ".join(piece.split()) for piece in listed(text)]


def _article(text: str) -> tuple[str, str, str]:
    """Return publisher, day and headline of an article; the whole as publisher where it is written otherwise."""
    match = _ARTICLE.fullmatch(text)
    if not match:
        return " ".join(text.split()), "", ""
    publisher, published, title = (" ".join(part.split()) for part in match.groups())
    return publisher, published, title


def _noted(source: tuple[str, str, str], known: dict[str, tuple[str, str, str]]) -> str:
    """Note a source and return its id: its parts joined, without the character that separates ids."""
    key = ", ".join(filter(None, source)).replace(";", ",")
    known.setdefault(key, source)
    return key
