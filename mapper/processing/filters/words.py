"""The condition on words and phrases."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.dossier import Dossier
from mapper.model.involved import involvements
from mapper.model.schema import SEARCHED_COLUMNS
from mapper.model.text import fold
from mapper.processing.filters.base import Test

__all__ = ["with_words", "words_lacking"]

_SEARCHED: Final = re.compile(r'["“„«]([^"“”„»]*)(?:["“”»]|$)|(\S+)')
"""A phrase in quotation marks, closed or not, or a word."""


def with_words(text: str) -> Test:
    """Make a test that is true where every word occurs in a searched column, an own one, or a name of an actor.

    Words in quotation marks are looked for as one phrase.
    """
    return lambda dossier, events: words_lacking(dossier, events, text) == ""


def words_lacking(dossier: Dossier, events: pd.DataFrame, text: str) -> np.ndarray:
    """Return for each event the words and phrases of a search that it lacks, folded, one to a line.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> words_lacking(dossier, dossier.events.head(1), 'hasham "car bomb"').tolist()
    ['car bomb']
    """
    haystack = _searchable(dossier, events).map(fold)
    lacking = np.full(len(events), "", dtype=object)
    for part in _parts_of(text):
        lacks = ~haystack.str.contains(part, regex=False).to_numpy(bool)
        lacking[lacks] = [f"{before}\n{part}".lstrip() for before in lacking[lacks]]
    return lacking


def _parts_of(text: str) -> list[str]:
    """Return the words and phrases of a search, folded, split as the page does (`fold.js`).

    >>> _parts_of('Gao "Car  bomb"')
    ['gao', 'car bomb']
    """
    parts: list[str] = []
    for phrase, word in _SEARCHED.findall(text):
        words = fold(phrase or word).split()
        parts += words if word else [" ".join(words)]
    return [part for part in parts if part]


def _searchable(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
    texts = pd.Series("", index=range(len(events)), dtype="str")
    for column in (*SEARCHED_COLUMNS, *dossier.own_columns):
        texts += "\n" + events[column].astype("str").reset_index(drop=True).fillna("")
    short = dict(zip(dossier.actors["name"], dossier.actors["short_name"], strict=True))
    pairs = involvements(events)
    words = pairs["actor"].astype("str").map(lambda name: f"{name}\n{short.get(name, '')}")
    names = words.groupby(pairs["row"]).agg("\n".join)
    return texts + "\n" + names.reindex(texts.index).fillna("")
