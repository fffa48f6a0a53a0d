"""Text: folded for comparison (`gazetteer.names.normalise`), similar names to suggest, and safe on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from gazetteer.names.normalise import fold, fold_name, plain_name, tidy_name

__all__ = ["fold", "fold_name", "nearest", "plain_name", "plural", "terminal_safe", "tidy_name"]

_MOST: Final = 5
_LOOKED_AT: Final = 30
_ALIKE: Final = 60.0
"""The least score of rapidfuzz (0…100) for a name to be considered; it also counts letters far apart."""
_MISTYPED: Final = 0.7
"""The least share of letters in the same order for one word to be a mistyped other."""
_IN_COMMON: Final = 0.6
"""The least share of letters in shared words for several words to mean a name."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return up to five known names that are similar, the most similar first.

    A name is similar if the word may be a mistyped form of it, or of some of its words.

    >>> nearest("wagnr", ["jnim", "wagner", "wagner group", "burundi"])
    ['wagner', 'wagner group']
    >>> nearest("putin", ["al-qaeda", "un", "unidentified jihadist militants"])
    []
    """
    alike = process.extract(word, list(known), scorer=fuzz.WRatio, limit=_LOOKED_AT, score_cutoff=_ALIKE)
    return [found for found, _, _ in alike if _may_mean(word, found)][:_MOST]


def _may_mean(word: str, name: str) -> bool:
    """Tell whether a word may mean a name: the whole is mistyped, or most of its parts are in the name, or mistyped."""
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


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "event"), plural(2000, "event")
    ('1 event', '2,000 events')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


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
