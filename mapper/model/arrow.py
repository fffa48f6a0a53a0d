"""Arrow columns from NumPy and from words, without what Arrow imports to look at them: `numpy.ma`, pandas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

__all__ = ["constant", "dictionary", "from_numpy", "mask", "plain_text"]


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
