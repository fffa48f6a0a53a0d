"""How distinctive a name is: whether it is long, and whether reports are likely to use it."""

from __future__ import annotations

from gazetteer.index.arabic import ARABIC, in_arabic_letters
from gazetteer.index.match import ALTERNATE, Match
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["CHECKED", "is_foreign", "letters_lacking"]

_ENOUGH_LETTERS, _ENOUGH_CONSONANTS = 8, 4
_ARTICLES = frozenset({"al", "de", "del", "el", "l", "la", "las", "le", "les", "los"})
#: The families of tables that were checked by hand.
CHECKED = ("user", "shipped")


def letters_lacking(name: str, *, articles: bool) -> int:
    """Return by how many letters a name (in normal form) is too short to be distinctive.

    >>> letters_lacking("goma", articles=True), letters_lacking("el zarzal", articles=False)
    (4, 2)
    """
    words = name.split()
    told = [word for word in words if articles or word not in _ARTICLES] or words
    return max(0, _ENOUGH_LETTERS - len(spelling_key(" ".join(told)))) if words else 0


def is_foreign(match: Match, name: str) -> bool:
    """Say whether a name (in normal form) is neither a spelling of a settlement's main name nor of a word in it.

    "Boku" is Baku in Uzbek, "Bakou" only a spelling of it, as "Al-Fashir" is of El Fasher: of names of some length the
    consonants tell. In other letters than Latin ones that is not known; other names in tables that are checked by hand
    are those that reports use. Bahri is what Khartoum North is called in Arabic.
    """
    is_checked = match.source.family in CHECKED or not name.isascii()
    if match.spelling != ALTERNATE or is_checked or not match.row.feature.startswith("P."):
        return False
    [place] = match.source.places([match.row.number])
    main = normal_form(place.name)
    if _consonants(name) == _consonants(main) and len(_consonants(name)) >= _ENOUGH_CONSONANTS:
        return False
    return _sounds(name) not in map(_sounds, (main, *main.split())) and not _is_arabic(match, name)


def _is_arabic(match: Match, name: str) -> bool:
    """Say whether a place where Arabic is spoken has a name in Arabic letters too."""
    if match.row.country not in ARABIC:
        return False
    form = in_arabic_letters(name)
    spelt = match.source.spellings(spelling_key(form), match.row.country)
    return any(normal == form and row.number == match.row.number for normal, _, row in spelt)


def _consonants(name: str) -> str:
    return "".join(letter for letter in _sounds(name) if letter not in "aeiouy")


def _sounds(name: str) -> str:
    return spelling_key(name).replace("x", "ks")
