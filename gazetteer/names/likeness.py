"""How similar two spellings are, by rapidfuzz. Imported only when a name has no exact match."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

__all__ = ["most_similar", "slip_likelihood"]

_MOST_KEYS = 10
_BASE, _PER_SHARE, _PER_UNLIKE = -2.0, -13.0, -12.0


def most_similar(key: str, others: Iterable[str], *, least: float) -> list[tuple[str, float]]:
    """Return the keys most similar to `key` (optimal string alignment, 0…1, `least` at the least), best first.

    >>> most_similar("kidal", ["kidl", "gao"], least=0.7)
    [('kidl', 0.8)]
    """
    found = process.extract(key, list(others), scorer=OSA.normalized_similarity, limit=_MOST_KEYS, score_cutoff=least)
    return [(other, similarity) for other, similarity, _ in found]


def slip_likelihood(name: str, other: str, similarity: float) -> float:
    """Return the log likelihood of `name` being a slip for `other`, both in normal form.

    By `similarity` of their spelling keys, by letters, and by their beginnings, which are seldom misspelt
    (Jaro-Winkler).

    >>> slip_likelihood("kidl", "kidal", 0.8) > slip_likelihood("idal", "kidal", 0.8)
    True
    """
    unlike = 1 - (similarity + OSA.normalized_similarity(name, other)) / 2
    return _BASE + _PER_SHARE * unlike + _PER_UNLIKE * (1 - JaroWinkler.normalized_similarity(name, other))
