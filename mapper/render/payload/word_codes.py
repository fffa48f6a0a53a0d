"""Compact notes: before deflating, words become numbers, the smallest for the commonest (docs/design/payload.md).

A million notes of one language repeat some thousands of words. Numbers of words deflate faster, to about two thirds of
the size of deflated letters.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import in_arrow
from mapper.render.packing import varints

__all__ = ["MOST_WORDS", "SAMPLE", "CodedNotes", "code_notes", "common_words"]

MOST_WORDS = 2**14 - 2
"""The most words in the dictionary: with the two marks below, as many as two bytes of LEB128 can hold."""

_END, _RARE, _FIRST = 0, 1, 2
"""The code for the end of a note, for a word outside the dictionary, and for the dictionary's first word."""

SAMPLE = 2**15
"""The least number of notes that the dictionary is made from, if there are so many; at most twice this number."""


class CodedNotes(NamedTuple):
    """The notes of one block: LEB128 numbers, and the words outside the dictionary, in the order of their marks."""

    codes: bytes
    rare: list[str]


def common_words(notes: pd.Series) -> pa.Array:
    """Return the dictionary of some notes, the commonest word first; words are separated by single spaces.

    >>> common_words(pd.Series(["two killed", "two injured", "two killed"])).to_pylist()
    ['two', 'killed']
    """
    counted = pc.value_counts(pc.list_flatten(pc.split_pattern(in_arrow(notes), " ")))
    words, counts = counted.field("values"), counted.field("counts").to_numpy()
    order = np.argsort(-counts, kind="stable")
    return words.take(pa.array(order[counts[order] > 1][:MOST_WORDS]))


def code_notes(notes: pd.Series, words: pa.Array, *, block: int) -> list[CodedNotes]:
    r"""Code notes, in blocks of `block` notes.

    >>> code_notes(pd.Series(["two killed", "one killed"]), pa.array(["killed", "two"], "large_string"), block=2)
    [CodedNotes(codes=b'\x03\x02\x00\x01\x02\x00', rare=['one'])]
    """
    lists = pc.split_pattern(in_arrow(notes), " ")
    cells = pc.list_flatten(lists)
    found = pc.fill_null(pc.index_in(cells, value_set=words), _RARE - _FIRST).to_numpy()
    ends = np.cumsum(pc.list_value_length(lists).to_numpy(), dtype=np.int64)
    return [_block(cells, found, before, ends[first : first + block]) for first, before in _starts(ends, block)]


def _starts(ends: np.ndarray, block: int) -> list[tuple[int, int]]:
    """Return the first note of each block, and how many words come before it."""
    return [(first, int(ends[first - 1]) if first else 0) for first in range(0, len(ends), block)]


def _block(cells: pa.Array, found: np.ndarray, before: int, ends: np.ndarray) -> CodedNotes:
    own = slice(before, int(ends[-1]))
    codes = found[own] + _FIRST
    rare = cells.slice(before, own.stop - before).filter(pa.array(codes == _RARE))
    return CodedNotes(varints(np.insert(codes, ends - before, _END)), rare.to_pylist())
