"""Words that are no names: "unknown" in its many forms, and common nouns, from `data/common_nouns.csv`."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from gazetteer.names.normalise import normal_form

__all__ = ["describes_only", "is_no_name"]

_ARTICLES = {
    "a",
    "an",
    "at",
    "au",
    "aux",
    "d",
    "de",
    "des",
    "du",
    "in",
    "l",
    "la",
    "le",
    "les",
    "some",
    "the",
    "un",
    "une",
}
_ELISION = re.compile(r"\b([dl])['’]", re.IGNORECASE)


def is_no_name(text: str, country: str = "") -> bool:
    """Say whether a text is a common noun ("the airport") or means "unknown" ("N/A").

    A few of these words are towns too: where a country is stated, they are names.

    >>> is_no_name("N/A"), is_no_name("l'aéroport"), is_no_name("Gao market"), is_no_name("Nan", "TH")
    (True, True, False, False)
    """
    kinds = _kinds()
    words = _words(text)
    found = kinds.get(normal_form(text)) or kinds.get(" ".join(words)) or ""
    return found in ("noun", "stand-in") or (found in ("describes", "name in a country") and not country)


def describes_only(text: str) -> bool:
    """Say whether a text of several words has only common nouns and words that describe them.

    >>> describes_only("the military base"), describes_only("Gao base"), describes_only("base")
    (True, False, False)
    """
    kinds = [_kinds().get(word, "") for word in _words(text)]
    return len(kinds) > 1 and set(kinds) <= {"noun", "describes", "stand-in"} and set(kinds) != {"describes"}


def _words(text: str) -> list[str]:
    return [word for word in normal_form(_ELISION.sub(r"\1 ", text)).split() if word not in _ARTICLES]


@cache
def _kinds() -> dict[str, str]:
    text = (Path(__file__).parents[1] / "data" / "common_nouns.csv").read_text(encoding="utf-8")
    return {normal_form(row["word"]): row["kind"] for row in csv.DictReader(text.splitlines())}
