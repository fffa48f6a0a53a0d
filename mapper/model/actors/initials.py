"""Whether a short name is made of the initials of a longer one: RSF and Rapid Support Forces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mapper.model.text import fold_name

__all__ = ["short_for"]

_SHORT: Final = re.compile(r"[^\W\d_]{2,10}")
_WORD: Final = re.compile(r"[^\W\d_][\w'’ʼ`]*")
_ELIDED: Final = re.compile(r"\b[dl]['’](?=\w)", re.IGNORECASE)
_ASIDE: Final = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[^()]+)\)$")
_PASSED_OVER: Final = frozenset({
    "a", "al", "an", "and", "au", "aux", "bil", "d", "da", "dans", "das", "de", "del", "der", "des", "die", "do",
    "dos", "du", "e", "el", "en", "et", "for", "für", "in", "l", "la", "las", "le", "les", "los", "of", "para",
    "por", "pour", "the", "to", "ul", "un", "und", "une", "wa", "wal", "y",
})  # fmt: skip
"""Words that abbreviations often skip."""
_LEAST: Final = 3


def short_for(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of a short name and a longer name whose initials it is, or that has it in brackets.

    Short names of two letters are left out: too many names begin with them.

    >>> short_for(["RSF", "Rapid Support Forces", "EIGS", "État islamique dans le Grand Sahara", "Police"])
    [('RSF', 'Rapid Support Forces'), ('EIGS', 'État islamique dans le Grand Sahara')]
    >>> short_for(["FLA (Azawad)", "Wagner Group (PMC)", "PMC", "IS", "Islamic State"])
    [('PMC', 'Wagner Group (PMC)')]
    """
    names = list(names)
    longer: dict[str, list[str]] = {}
    for name in names:
        for letters in _initials(name):
            longer.setdefault(letters, []).append(name)
    return [(short, name) for short in names for name in longer.get(_letters(short), ()) if name != short]


def _letters(short: str) -> str:
    """Return the capital letters of an abbreviation, folded: FAMa stands for Forces armées maliennes; else `""`."""
    if not _SHORT.fullmatch(short):
        return ""
    capitals = "".join(letter for letter in short if letter.isupper())
    return fold_name(capitals) if len(capitals) >= max(_LEAST, len(short) - 1) else ""


def _initials(name: str) -> set[str]:
    """Return the possible abbreviations of a name of several words: all initials, those of main words, an aside."""
    aside = _ASIDE.fullmatch(name)
    words = [fold_name(word) for word in _WORD.findall(_ELIDED.sub("", aside["name"] if aside else name))]
    main = [word for word in words if word not in _PASSED_OVER]
    found = {"".join(word[0] for word in several) for several in (words, main) if len(several) > 1}
    return {*found, _letters(aside["short"])} - {""} if aside else found
