"""The known names nearest to one that is not known, to be offered in a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

__all__ = ["nearest"]

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
