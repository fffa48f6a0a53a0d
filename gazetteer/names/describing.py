"""The words that describe places rather than name them: `data/describing_words.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from gazetteer.names.normalise import normal_form

__all__ = ["DescribingWord", "describing_words", "left_out_of_divisions"]


class DescribingWord(NamedTuple):
    """One or several words in normal form, and their effect; `data/README.md` describes the columns."""

    form: str
    kind: str
    left_out: str
    alone: str


@cache
def describing_words() -> tuple[DescribingWord, ...]:
    """Return the words, from A to Z.

    >>> next(word for word in describing_words() if word.form == "foret").kind
    'forest'
    """
    text = (Path(__file__).parents[1] / "data" / "describing_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(DescribingWord(normal_form(row["word"]), row["kind"], row["left_out"], row["alone"]) for row in rows)


@cache
def left_out_of_divisions(where: Literal["anywhere", "at an end"]) -> frozenset[str]:
    """Return the words that are left out where names of divisions are compared.

    >>> "governorate" in left_out_of_divisions("anywhere"), "raion" in left_out_of_divisions("at an end")
    (True, True)
    """
    return frozenset(word.form for word in describing_words() if word.left_out == where)
