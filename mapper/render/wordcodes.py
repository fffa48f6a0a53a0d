"""Notes in little room: words as numbers, the commonest smallest, before they are deflated (docs/design/payload.md).

A million notes of one language repeat some thousands of words. Numbers for words deflate to about two thirds of what
the letters do, and in less time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.arrow import from_numpy, mask

__all__ = ["MOST_WORDS", "CodedNotes", "code_notes", "common_words"]

MOST_WORDS = 2**14 - 2
"""Words in the dictionary at most: with the two marks below, what two bytes of LEB128 number."""

_END, _RARE, _FIRST = 0, 1, 2
"""The end of a note, a word that is not in the dictionary, and the number of the dictionary's first word."""

_SAMPLE = 2**16
"""Notes from which the dictionary is made."""


@dataclass(frozen=True, slots=True)
class CodedNotes:
    """The notes of one block: LEB128 numbers, and the words that no dictionary holds, in the order of their marks."""

    codes: bytes
    rare: list[str]


def common_words(notes: pa.Array) -> pa.Array:
    """Return the words of the dictionary, the commonest first; a word is what stands between two spaces.

    >>> common_words(pa.array(["two killed", "two injured", "two killed"])).to_pylist()
    ['two', 'killed']
    """
    step = max(1, len(notes) // _SAMPLE)
    sample = notes.take(from_numpy(np.arange(0, len(notes), step)))
    counted = pc.list_flatten(pc.split_pattern(sample, " ")).value_counts()
    words, counts = counted.field("values"), counted.field("counts").to_numpy()
    order = np.argsort(-counts, kind="stable")
    return words.take(from_numpy(order[counts[order] > 1][:MOST_WORDS]))


def code_notes(notes: pa.Array, words: pa.Array) -> CodedNotes:
    r"""Code the notes of one block.

    >>> code_notes(pa.array(["two killed", "one killed"]), pa.array(["killed", "two"]))
    CodedNotes(codes=b'\x03\x02\x00\x01\x02\x00', rare=['one'])
    """
    lists = pc.split_pattern(notes, " ")
    cells = pc.list_flatten(lists)
    codes = pc.fill_null(pc.index_in(cells, value_set=words), _RARE - _FIRST).to_numpy() + _FIRST
    ends = np.cumsum(pc.list_value_length(lists).to_numpy())
    return CodedNotes(_leb128(np.insert(codes, ends, _END)), cells.filter(mask(codes == _RARE)).to_pylist())


def _leb128(codes: np.ndarray) -> bytes:
    """Return numbers below 16,384 as LEB128: seven bits in a byte, the lower first, the high bit where more follow."""
    pairs = np.empty((len(codes), 2), dtype=np.uint8)
    pairs[:, 0] = codes & 0x7F
    pairs[:, 1] = codes >> 7
    long = pairs[:, 1] > 0
    pairs[long, 0] |= 0x80
    wanted = np.column_stack([np.ones(len(codes), dtype=bool), long])
    coded: bytes = pairs[wanted].tobytes()
    return coded
