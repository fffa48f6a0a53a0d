"""Names that are another name with one more word: "Boni Peul" and Boni, "In Tillit" and Tillit."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

__all__ = ["is_affix", "is_compound"]

_LEAST_LETTERS = 4


def is_compound(name: str, other: str) -> bool:
    """Say whether one of two names (in normal form) is the other with a word after it, or with an affix.

    >>> is_compound("boni peul", "boni"), is_compound("in tillit", "tillit"), is_compound("kain ouro", "ouro")
    (True, True, False)
    """
    shorter, longer = sorted((name.split(), other.split()), key=len)
    if not len(shorter) < len(longer) or len("".join(shorter)) < _LEAST_LETTERS:
        return False
    return longer[: len(shorter)] == shorter or [word for word in longer if not is_affix(word)] == shorter


def is_affix(word: str) -> bool:
    """Say whether a word (in normal form) is an affix that some sources write and others omit (`data/affixes.csv`).

    >>> is_affix("peul"), is_affix("kouri")
    (True, False)
    """
    return word in _affixes()


@cache
def _affixes() -> frozenset[str]:
    text = (Path(__file__).parents[1] / "data" / "affixes.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()))
