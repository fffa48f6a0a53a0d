"""Words that are not names: "unknown" in its many forms, and common nouns."""

from __future__ import annotations

from functools import cache
from typing import Literal

from gazetteer.names.describing import describing_words
from gazetteer.names.normalise import ELISION, normal_form

__all__ = ["Noun", "is_name", "noun_of"]

Noun = Literal["", "word", "words"]
"""`""`: not a common noun; `word`: a common noun or a word for unknown; `words`: several words, all common nouns."""

_SHORT = 3  # letters of a word that may join those of a name: "of", "de", "ad-"

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


def noun_of(text: str, country: str = "") -> Noun:
    """Say whether a text is a common noun ("the airport"), means "unknown" ("N/A"), or has only such words.

    A few of these words are also towns: with a stated country they count as names.

    >>> noun_of("N/A"), noun_of("l'aéroport"), noun_of("Gao market"), noun_of("Nan", "TH")
    ('word', 'word', '', '')
    >>> noun_of("the military base"), noun_of("Gao base")
    ('words', '')
    """
    kinds = _kinds()
    words = _words(text)
    found = kinds.get(normal_form(text)) or kinds.get(" ".join(words)) or ""
    if found in ("noun", "stand-in") or (found in ("describes", "name in a country") and not country):
        return "word"
    if len(words) < 2 or words[0] not in kinds:
        return ""
    each = {kinds.get(word, "") for word in words}
    return "words" if each <= {"noun", "describes", "stand-in"} and each != {"describes"} else ""


def is_name(text: str) -> bool:
    """Say whether a text is a name, with or without describing words, and not only other words.

    >>> is_name("North Wollo"), is_name("after the attack"), is_name("cercle de Kayes")
    (True, False, True)
    """
    words = {word.form for word in describing_words()}
    others = [word for word in text.split() if word[:1].islower() and normal_form(word) not in words]
    return all(len(word) <= _SHORT for word in others)


def _words(text: str) -> list[str]:
    return [word for word in normal_form(ELISION.sub(r"\1 ", text)).split() if word not in _ARTICLES]


@cache
def _kinds() -> dict[str, str]:
    return {word.form: word.alone for word in describing_words() if word.alone}
