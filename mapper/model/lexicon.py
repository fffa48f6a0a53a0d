"""Words of dates and figures in several languages, from `mapper/data/languages/`: one file for each language.

>>> lexicon("dates", "weekdays")["1"][1:3]
('montag', 'monday')
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gazetteer.names.normalise import plain_digits
from mapper.model.text import fold_name
from mapper.vocabulary import by_term

__all__ = ["as_written", "folded", "languages", "lexicon", "terms_called"]

_SIGNS: Final = str.maketrans({"ı": "i", "—": "-", "−": "-", "‒": "-", "―": "-"})
"""The dotless i, which has the same capital as i, and further dashes that people put between dates."""


def folded(text: str) -> str:
    """Return a text folded for comparison: without accents and case, with one kind of dash and apostrophe.

    >>> folded("13–15 AOÛT"), folded("Mayıs")
    ('13-15 aout', 'mayis')
    """
    return fold_name(plain_digits(text).translate(_SIGNS)).translate(_SIGNS)


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = files("mapper").joinpath("data", "languages")
    named = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return {name.removesuffix(".toml"): tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in named}


def languages(section: str) -> tuple[str, ...]:
    """Return the codes of the languages that have words of `dates`, or of `figures`.

    >>> languages("figures")
    ('ar', 'en', 'es', 'fr', 'pt', 'ru', 'tr', 'uk')
    """
    return tuple(code for code, table in _files().items() if section in table)


@cache
def as_written(section: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return the words of one table in all languages, each once: key → words.

    >>> {"summer", "été"} <= set(as_written("dates", "seasons")["summer"])
    True
    """
    words: dict[str, dict[str, None]] = {}
    for language in _files().values():
        for key, names in language.get(section, {}).get(table, {}).items():
            words.setdefault(key, {}).update(dict.fromkeys(names))
    return {key: tuple(names) for key, names in words.items()}


@cache
def lexicon(section: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return the words of one table in all languages, folded: key → words.

    >>> "plus de" in lexicon("figures", "bounds")["over"]
    True
    """
    return {key: tuple(dict.fromkeys(map(folded, names))) for key, names in as_written(section, table).items()}


@cache
def terms_called(kind: str) -> dict[str, str]:
    """Return folded name, label or `called` → name, for each term of a closed list.

    >>> terms_called("stances")["dement"]
    'denies'
    """
    found = {}
    for name, term in by_term(kind).items():
        labels = [*term.get("label", {}).values(), *term.get("of_many", {}).values()]
        for words in (name, *labels, *term.get("called", ())):
            found[folded(words)] = name
    return found
