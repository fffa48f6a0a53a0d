"""The words of `mapper draft`, by language: `lexicon/en.toml` and `lexicon/fr.toml`. Rules take words only from here.

>>> "ambush" in words("en", "events", "ambush"), kind_of("en", "besiege")
(True, 'attack')
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = [
    "LANGUAGES",
    "acled_type",
    "kind_of",
    "kinds_of_events",
    "phrases_of",
    "prepositions",
    "prints",
    "rules_of",
    "shared",
    "words",
]

LANGUAGES: Final = ("en", "fr")


@cache
def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads(files("mapper.draft").joinpath("lexicon", f"{language}.toml").read_text("utf-8"))


@cache
def words(language: str, table: str, name: str) -> frozenset[str]:
    """Return the words of one list; empty if a language has none.

    >>> "fusillade" in words("fr", "events", "clash")
    True
    """
    return frozenset(_tables(language).get(table, {}).get(name, ()))


@cache
def rules_of(language: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return field → patterns of one table of rules, in the order of the file.

    >>> "fatalities" in rules_of("en", "toll_before")
    True
    """
    return {field: tuple(rules) for field, rules in _tables(language).get(table, {}).items()}


@cache
def shared(name: str) -> frozenset[str]:
    """Return a list of `lexicon/shared.toml`.

    >>> "since" in shared("before_year")
    True
    """
    return frozenset(_tables("shared")[name])


@cache
def shared_pattern(name: str) -> str:
    """Return the words of a list of `lexicon/shared.toml` as one pattern of alternatives."""
    return "(?:" + "|".join(_tables("shared")[name]) + ")"


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(f"(?i){shared_pattern(name)}")


def prints(text: str, name: str) -> bool:
    """Whether a text has a match of a list of patterns in `lexicon/shared.toml`.

    >>> prints("A heart attack killed him.", "never_events"), prints("It has killed 40,000 since 2012.", "totals")
    (True, True)
    """
    return _any_of(name).search(text.strip()) is not None


@cache
def phrases_of(language: str, table: str, name: str) -> tuple[str, ...]:
    """Return the words of one list, the longest first, so that a phrase is found before a part of it."""
    return tuple(sorted(words(language, table, name), key=lambda word: (-len(word), word)))


@cache
def prepositions(language: str) -> dict[str, str]:
    """Return preposition → relation of the place after it; `""` if the place after it is not that of an event."""
    return dict(_tables(language)["place"]["prepositions"])


@cache
def kinds_of_events(language: str) -> dict[str, str]:
    """Return lemma or phrase → kind of event; the first list that has a word decides."""
    found: dict[str, str] = {}
    for kind, names in _tables(language)["events"].items():
        for name in names:
            found.setdefault(name, kind)
    return found


def kind_of(language: str, lemma: str) -> str:
    """Return the kind of event of a lemma, `""` if it tells of no event."""
    return kinds_of_events(language).get(lemma, "")


def acled_type(kind: str, *, against_civilians: bool) -> tuple[str, str]:
    """Return event_type and sub_event_type of a kind of event.

    >>> acled_type("attack", against_civilians=True)
    ('Violence against civilians', 'Attack')
    """
    pair = _tables("en")["types"].get(kind, ["", ""])
    event, sub = pair[2:4] if against_civilians and len(pair) > 2 else pair[:2]
    return event, sub
