"""Operations on whole text columns: columns with few distinct texts, each handled once, and columns of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.schema import LIST_SEPARATOR

__all__ = [
    "Coded",
    "Lists",
    "as_text",
    "categorical",
    "factorized",
    "in_arrow",
    "is_among",
    "lists_in",
    "named_parts",
    "positions_in",
    "recoded",
]


class Coded(NamedTuple):
    """`texts[codes[i]]` is the text of row *i*."""

    codes: np.ndarray
    texts: list[str]

    def column(self, values: Sequence[str], index: pd.Index) -> pd.Series:
        """Return a str column in which each row has the value of its text; `values` has one for each text.

        >>> Coded(np.array([0, 1, 0]), ["1", "2"]).column(["day", "week"], pd.RangeIndex(3)).tolist()
        ['day', 'week', 'day']
        """
        if not self.texts:
            return pd.Series("", index=index, dtype="str")
        return pd.Series(values, dtype="str").take(self.codes).set_axis(index)


def factorized(column: pd.Series) -> Coded:
    """Return a str column as codes and distinct texts, the texts in the order of their first rows.

    >>> factorized(pd.Series(["Kidal", "Gao", "Kidal"], dtype="str")).texts
    ['Kidal', 'Gao']
    """
    codes, texts = pd.factorize(column)
    return Coded(np.asarray(codes), texts.to_numpy(object).tolist())


def as_text(column: pd.Series) -> pd.Series:
    """Return a text column as str; missing cells stay missing.

    On a categorical, `astype` would make a Python object of each cell.

    >>> as_text(pd.Series(["Kidal", "Gao", "Kidal"], dtype="category")).tolist()
    ['Kidal', 'Gao', 'Kidal']
    """
    if not isinstance(column.dtype, pd.CategoricalDtype) or column.hasnans:
        return column.astype("str")
    texts = pd.Series(column.cat.categories, dtype="str").take(column.cat.codes.to_numpy())
    return pd.Series(texts.array, index=column.index, name=column.name)


def in_arrow(texts: pd.Series | pd.Index | Sequence[str]) -> pa.LargeStringArray:
    """Return texts as one Arrow array, without a copy if they are one already.

    >>> in_arrow(pd.Series(["Kidal"])).to_pylist()
    ['Kidal']
    """
    array = pa.array(texts, pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def categorical(column: pd.Series) -> pd.Categorical:
    """Return a text column as a categorical whose categories are the distinct texts of the rows, sorted.

    Missing cells become empty text.

    >>> found = categorical(pd.Series(["Kidal", None, "Kidal"], dtype="category"))
    >>> found.categories.tolist(), found.codes.tolist()
    (['', 'Kidal'], [1, 0, 1])
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column.fillna(""))
    codes, texts = column.cat.codes.to_numpy(), column.cat.categories
    used = np.zeros(len(texts) + 1, dtype=bool)
    used[codes] = True  # missing cells have the code -1, which is the last position
    if texts.is_monotonic_increasing and not used[-1]:
        in_order: pd.Categorical = column.array
        left_out = not used[:-1].all()
        return pd.Categorical.from_codes(np.cumsum(used)[codes] - 1, texts[used[:-1]]) if left_out else in_order
    said = [*texts[used[:-1]].tolist(), *([""] if used[-1] else [])]
    kept = sorted(set(said))
    number = {text: i for i, text in enumerate(kept)}
    new_codes = np.zeros(len(used), dtype=np.int64)
    new_codes[used] = [number[text] for text in said]
    return pd.Categorical.from_codes(new_codes[codes], categories=pd.Index(kept, dtype="str"))


def recoded(words: pd.Series, new: Callable[[str], str | None]) -> pd.Series:
    """Return a text column with `new` applied to each distinct text; None becomes `""`.

    >>> recoded(pd.Series(["1", "2", "1"]), {"1": "day"}.get).tolist()
    ['day', '', 'day']
    """
    cells = factorized(words)
    return cells.column([new(text) or "" for text in cells.texts], words.index)


def with_categories(column: pd.Series, texts: Sequence[str]) -> pd.Series:
    """Return a categorical column with its categories replaced one by one; several may become the same.

    >>> with_categories(pd.Series(["a", "b"], dtype="category"), ["x", "x"]).tolist()
    ['x', 'x']
    """
    codes, names = pd.factorize(pd.Series([*texts, ""], dtype="str"), sort=True)
    return pd.Series(pd.Categorical.from_codes(codes[column.cat.codes], categories=names), index=column.index)


def is_among(column: pd.Series, texts: pd.Series) -> pd.Series:
    """Tell which cells of a text column are among many texts; `Series.isin` would make a Python object of each text.

    >>> is_among(pd.Series(["e1", "e9"]), pd.Series(["e1", "e2"])).tolist()
    [True, False]
    """
    return pd.Series(positions_in(pa.array(column, pa.large_string()), texts) >= 0, index=column.index)


_SEPARATOR = pa.scalar(LIST_SEPARATOR, pa.large_string())


class Lists(NamedTuple):
    """The names in the cells of a column, cell after cell: `counts[i]` names are in cell *i*.

    Attributes
    ----------
    counts
        int64, shape (cells,).
    names
        Text, shape (sum of counts,).
    """

    counts: np.ndarray
    names: pa.LargeStringArray

    def cells(self) -> np.ndarray:
        """Return the position of the cell of each name."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def joined(self, index: pd.Index) -> pd.Series:
        """Return the cells as text: the names in each joined by `"; "`."""
        ends = np.concatenate([[0], np.cumsum(self.counts)])
        lists = pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), self.names)
        return pd.Series(pc.binary_join(lists, _SEPARATOR).to_pandas(), dtype="str").set_axis(index)


def lists_in(cells: pd.Series | pd.Index | Sequence[str]) -> Lists:
    """Return the names in each cell; `mapper.model.schema.names_in_cell` does the same for one.

    >>> found = lists_in(["Radio Kidal;; ORTM ", ""])
    >>> found.counts.tolist(), found.names.to_pylist(), found.joined(pd.RangeIndex(2)).tolist()
    ([2, 0], ['Radio Kidal', 'ORTM'], ['Radio Kidal; ORTM', ''])
    """
    return named_parts(pc.split_pattern(pa.array(cells, pa.large_string()), LIST_SEPARATOR.strip()))


def named_parts(parts: pa.ListArray | pa.ChunkedArray, *, around: str = "") -> Lists:
    """Return the parts of split cells as names: without empty parts and without blanks around them.

    `around` are further characters to strip from both ends of a name.

    >>> named_parts(pa.array([["; ORTM ", ""], []], pa.list_(pa.large_string())), around=";").names.to_pylist()
    ['ORTM']
    """
    if isinstance(parts, pa.ChunkedArray):
        parts = parts.combine_chunks()
    names = pc.utf8_trim_whitespace(pc.list_flatten(parts))
    names = pc.utf8_trim(names, f" {around}") if around else names
    named = pc.not_equal(names, "")
    owners = pc.list_parent_indices(parts).filter(named).to_numpy()
    return Lists(np.bincount(owners, minlength=len(parts)), names.filter(named))


def positions_in(names: pa.LargeStringArray, known: pd.Series | Sequence[str]) -> np.ndarray:
    """Return the position of each name in `known`: the first if there are several, -1 if there is none.

    >>> positions_in(lists_in(["ORTM; AFP"]).names, ["Radio Kidal", "ORTM"]).tolist()
    [1, -1]
    """
    found: np.ndarray = pc.fill_null(pc.index_in(names, value_set=in_arrow(known)), -1).to_numpy(zero_copy_only=False)
    return found
