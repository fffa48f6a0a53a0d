"""Text as it is compared (`gazetteer.names.normalise`), offered as near, and shown on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

from gazetteer.names.normalise import fold, fold_name

__all__ = ["fold", "fold_name", "nearest", "terminal_safe"]

_MOST: Final = 5
_ALIKE: Final = 60.0
"""rapidfuzz's score (0…100) from which a name is near enough to be offered."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return at most five of the known words, the most alike first; none where no word is alike.

    >>> nearest("wagnr", ["jnim", "wagner", "wagner group"])
    ['wagner', 'wagner group']
    """
    alike = process.extract(word, list(known), scorer=fuzz.WRatio, limit=_MOST, score_cutoff=_ALIKE)
    return [found for found, _, _ in alike]


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
