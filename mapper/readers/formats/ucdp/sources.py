"""The articles and original sources that UCDP names for an event, as the event's sources."""

from __future__ import annotations

import re

import pandas as pd

from mapper.model.coded import factorized
from mapper.model.schema import LIST_SEPARATOR, SOURCE_COLUMNS, listed
from mapper.readers.tables.table import cells

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
    articles, originals = (factorized(cells(frame, name)) for name in ("source_article", "source_original"))
    known: dict[str, tuple[str, str, str]] = {}
    published = [[_noted(_article(part), known) for part in _articles(_spaced(text))] for text in articles.texts]
    said = [[_noted((name, "", ""), known) for name in listed(_spaced(text))] for text in originals.texts]
    ids = [
        LIST_SEPARATOR.join(dict.fromkeys(published[article] + said[original]))
        for article, original in zip(articles.codes.tolist(), originals.codes.tolist(), strict=True)
    ]
    rows = [(key, publisher, title, day) for key, (publisher, day, title) in known.items()]
    sources = pd.DataFrame(rows, columns=["source_id", "publisher", "title", "published"], dtype="str")
    return pd.Series(ids, index=frame.index, dtype="str"), sources.reindex(columns=list(SOURCE_COLUMNS), fill_value="")


def _articles(text: str) -> list[str]:
    """Split a cell at the `;` between articles, which newer versions put in quotes of their own."""
    return _BETWEEN.split(text.strip('" ')) if text.startswith('"') else listed(text)


def _spaced(text: str) -> str:
    """Return the text with single spaces for spaces and line breaks of any kind."""
    return " ".join(text.split())


def _article(text: str) -> tuple[str, str, str]:
    """Return publisher, day and headline of an article; the whole as publisher where it is written otherwise."""
    match = _ARTICLE.fullmatch(text)
    if not match:
        return text.strip(), "", ""
    publisher, published, title = match.groups()
    return publisher.strip(), published, title.strip()


def _noted(source: tuple[str, str, str], known: dict[str, tuple[str, str, str]]) -> str:
    """Note a source and return its id: its parts joined, without the character that separates ids."""
    key = ", ".join(filter(None, source)).replace(";", ",")
    known.setdefault(key, source)
    return key
