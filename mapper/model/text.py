"""Text as it is compared (`gazetteer.names.normalise`), offered as near, and shown on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from gazetteer.names.normalise import fold, fold_name, plain_name, tidy_name

__all__ = ["fold", "fold_name", "nearest", "plain_name", "terminal_safe", "tidy_name"]

_MOST: Final = 5
_LOOKED_AT: Final = 30
_ALIKE: Final = 60.0
"""rapidfuzz's score (0…100) from which a name is looked at at all: it also counts what lies apart in the two."""
_MISTYPED: Final = 0.7
"""Share of letters that are the same, in order, from which a word may be another one mistyped."""
_IN_COMMON: Final = 0.6
"""Share of letters in words that a name has too, from which several words may be meant for it."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return at most five of the known names, the most alike first; none where none is alike.

    A name is alike that may be meant by the word: the whole of it mistyped, or some of its words.

    >>> nearest("wagnr", ["jnim", "wagner", "wagner group", "burundi"])
    ['wagner', 'wagner group']
    >>> nearest("putin", ["al-qaeda", "un", "unidentified jihadist militants"])
    []
    """
    alike = process.extract(word, list(known), scorer=fuzz.WRatio, limit=_LOOKED_AT, score_cutoff=_ALIKE)
    return [found for found, _, _ in alike if _may_mean(word, found)][:_MOST]


def _may_mean(word: str, name: str) -> bool:
    """Tell whether a word may be meant for a name: mistyped as a whole, or most of its parts for parts of the name."""
    if OSA.normalized_similarity(word, name) >= _MISTYPED:
        return True
    parts, others = word.split(), name.split()
    meant = [
        part
        for part in parts
        if any(OSA.normalized_similarity(part, other) >= _MISTYPED or _begins(other, part) for other in others)
    ]
    return bool(parts) and len("".join(meant)) >= _IN_COMMON * len("".join(parts))


def _begins(name: str, part: str) -> bool:
    return len(part) > 2 and name.startswith(part)


_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of control, formatting, surrogate, private and unassigned characters and of line breaks."""


def terminal_safe(text: str) -> str:
    r"""Return the text with control, direction and invisible characters written out, so that a terminal obeys none.

    >>> terminal_safe("a\x1b[31m\u202eb\n")
    'a\\x1b[31m\\u202eb\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c.encode("unicode_escape").decode("ascii") if unicodedata.category(c) in _STEERING else c for c in text
    )
