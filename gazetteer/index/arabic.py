"""Ways in which names from Arabic are written: "Deir al-Balah" and Dayr el Balah, "Al-Shaddadi" and Ash Shaddādī."""

from __future__ import annotations

import csv
import re
from functools import cache
from itertools import islice, product
from pathlib import Path

__all__ = ["ARABIC", "differs_in_h", "in_arabic_letters", "written_otherwise"]

#: Countries whose places are called in Arabic.
ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE".split())  # noqa: SIM905 — short
_SILENT_H = re.compile(r"(?<=[ae])h\b")
_SHORT_VOWEL = re.compile(r"[aeou]|i(?!\b)")
_ARTICLES = ("al", "el")
_BEFORE_SUN_LETTERS = re.compile(r"(?:sh|dh|th|[dlnrstz])")  # the l of the article is assimilated to the next letter
_MOST = 24


def written_otherwise(form: str) -> list[str]:
    """Return other spellings of a name (in normal form), without the name itself; none for most names.

    >>> written_otherwise("deir al balah")[:3], written_otherwise("ash shaddadi"), written_otherwise("hawija")
    (['dair al balah', 'dair el balah', 'dayr al balah'], ['al shaddadi', 'el shaddadi', 'esh shaddadi'], [])
    """
    words = form.split()
    choices = [
        _articles(word, after) or _kinds().get(word, (word,))
        for word, after in zip(words, [*words[1:], ""], strict=True)
    ]
    if not any(len(ways) > 1 for ways in choices):
        return []
    return [way for way in map(" ".join, islice(product(*choices), _MOST)) if way != form]


def differs_in_h(form: str, other: str) -> bool:
    """Say whether two Arabic names (in normal form) are the same, ignoring a silent h at the end of words.

    >>> differs_in_h("al hawija", "al hawijah"), differs_in_h("sarha", "sara")
    (True, False)
    """
    return _SILENT_H.sub("", form) == _SILENT_H.sub("", other)


def in_arabic_letters(form: str) -> str:
    """Return a name (in normal form) without short vowels, as in lists transliterated from Arabic letters.

    >>> in_arabic_letters("bahri")
    'bhry'
    """
    return _SHORT_VOWEL.sub("", form).replace("i", "y")


def _articles(word: str, after: str) -> tuple[str, ...]:
    """Return the forms of the article that a word is, before another word; nothing for other words."""
    forms = _forms(after) if after else ()
    return forms if word in forms else ()


def _forms(after: str) -> tuple[str, ...]:
    sun = _BEFORE_SUN_LETTERS.match(after)
    return (*_ARTICLES, f"a{sun[0]}", f"e{sun[0]}") if sun else _ARTICLES


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    text = (Path(__file__).parents[1] / "data" / "name_words.csv").read_text(encoding="utf-8")
    groups = [tuple(row["words"].split(";")) for row in csv.DictReader(text.splitlines())]
    return {word: group for group in groups for word in group}
