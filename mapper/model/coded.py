"""A column of text as numbers and the distinct texts that they stand for: what is done once a text, not once a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Coded",
    "coded",
    "coded_categories",
    "constant",
    "dictionary",
    "factorized",
    "from_numpy",
    "mask",
    "plain_text",
    "recoded",
    "texts_of",
]


class Coded(NamedTuple):
    """`texts[codes[i]]` is the text of row *i*; a text may be there that no row has."""

    codes: np.ndarray
    texts: list[str]

    def used(self) -> np.ndarray:
        """True for each text that some row has.

        >>> Coded(np.array([1, 1]), ["a", "b"]).used().tolist()
        [False, True]
        """
        seen = np.zeros(len(self.texts), dtype=bool)
        seen[self.codes] = True
        return seen

    def used_texts(self) -> list[str]:
        """Return the texts that some row has, in their order here.

        >>> Coded(np.array([1, 1]), ["a", "b"]).used_texts()
        ['b']
        """
        return [text for text, is_used in zip(self.texts, self.used().tolist(), strict=True) if is_used]

    def column(self, values: Sequence[str], index: pd.Index) -> pd.Series:
        """Return a str column with, for each row, the value of its text; there is one for each text.

        >>> Coded(np.array([0, 1, 0]), ["1", "2"]).column(["day", "week"], pd.RangeIndex(3)).tolist()
        ['day', 'week', 'day']
        """
        if not self.texts:
            return pd.Series("", index=index, dtype="str")
        return pd.Series(values, dtype="str").take(self.codes).set_axis(index)

    def mapped(self, values: np.ndarray) -> np.ndarray:
        """Return, for each row, the value of its text; there is one for each text."""
        found: np.ndarray = np.full(len(self.codes), values[0]) if len(self.texts) == 1 else values[self.codes]
        return found


def coded(column: pa.Array) -> Coded:
    """Return a column of text without nulls, dictionary-encoded already or not, as numbers.

    >>> coded(pa.array(["Gao", "Kidal", "Gao"])).texts
    ['Gao', 'Kidal']
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return Coded(column.indices.to_numpy(zero_copy_only=False), column.dictionary.to_pylist())


def coded_categories(column: pd.Series) -> Coded:
    """Return a column of text as numbers, its texts sorted, fast where it is categorical; missing is empty text.

    >>> import pandas as pd
    >>> coded_categories(pd.Series(["Gao", None, "Gao"])).texts
    ['Gao', '']
    """
    kept = column.astype("category")
    # The empty text comes last, where -1, pandas' code for what is missing, finds it.
    return Coded(kept.cat.codes.to_numpy(), [*map(str, kept.cat.categories), ""])


def factorized(column: pd.Series) -> Coded:
    """Return a str column as numbers, with its texts in the order of their first rows.

    >>> factorized(pd.Series(["Kidal", "Gao", "Kidal"], dtype="str")).texts
    ['Kidal', 'Gao']
    """
    codes, texts = pd.factorize(column)
    return Coded(np.asarray(codes), texts.to_numpy(object).tolist())


def texts_of(column: pa.Array) -> list[str]:
    """Return a column of text, dictionary-encoded or not, row by row.

    >>> texts_of(pa.array(["Gao", "Kidal", "Gao"]).dictionary_encode())
    ['Gao', 'Kidal', 'Gao']
    """
    texts: list[str] = plain_text(column).to_pylist()
    return texts


def from_numpy(values: np.ndarray) -> pa.Array:
    """Return integers or floats as an Arrow array on the same memory, without nulls.

    >>> from_numpy(np.array([1, 2], dtype=np.int8)).to_pylist()
    [1, 2]
    """
    plain = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(plain.dtype), len(plain), [None, pa.py_buffer(plain)])


def mask(values: np.ndarray) -> pa.Array:
    """Return Booleans as an Arrow array without nulls.

    >>> mask(np.array([True, False])).to_pylist()
    [True, False]
    """
    bits = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def dictionary(codes: np.ndarray, texts: Sequence[str]) -> pa.DictionaryArray:
    """Return a column of text in which row *i* has `texts[codes[i]]`.

    >>> dictionary(np.array([1, 0], dtype=np.int32), ["Gao", "Kidal"]).to_pylist()
    ['Kidal', 'Gao']
    """
    return pa.DictionaryArray.from_arrays(from_numpy(codes), pa.array(texts, pa.string()))


def plain_text(column: pa.Array) -> pa.Array:
    """Return a column of text without a dictionary.

    >>> plain_text(pa.array(["Gao", "Gao"]).dictionary_encode()).type
    DataType(string)
    """
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def constant(text: str, rows: int) -> pa.DictionaryArray:
    """Return a column in which every row has the same text.

    >>> constant("day", 2).to_pylist()
    ['day', 'day']
    """
    return dictionary(np.zeros(rows, dtype=np.int8), [text])


def recoded(words: pd.Series, new: Callable[[str], str | None]) -> pd.Series:
    """Return a text column with `new` of each word.

    >>> recoded(pd.Series(["1", "2", "1"]), {"1": "day"}.get).tolist()
    ['day', '', 'day']
    """
    cells = factorized(words)
    return cells.column([new(text) or "" for text in cells.texts], words.index)
