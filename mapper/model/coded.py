"""Text columns with few distinct texts: what is done once a text, not once a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

__all__ = ["Coded", "categorical", "factorized", "recoded"]


class Coded(NamedTuple):
    """`texts[codes[i]]` is the text of row *i*."""

    codes: np.ndarray
    texts: list[str]

    def column(self, values: Sequence[str], index: pd.Index) -> pd.Series:
        """Return a str column with, for each row, the value of its text; there is one for each text.

        >>> Coded(np.array([0, 1, 0]), ["1", "2"]).column(["day", "week"], pd.RangeIndex(3)).tolist()
        ['day', 'week', 'day']
        """
        if not self.texts:
            return pd.Series("", index=index, dtype="str")
        return pd.Series(values, dtype="str").take(self.codes).set_axis(index)


def factorized(column: pd.Series) -> Coded:
    """Return a str column as numbers, with its texts in the order of their first rows.

    >>> factorized(pd.Series(["Kidal", "Gao", "Kidal"], dtype="str")).texts
    ['Kidal', 'Gao']
    """
    codes, texts = pd.factorize(column)
    return Coded(np.asarray(codes), texts.to_numpy(object).tolist())


def categorical(column: pd.Series) -> pd.Categorical:
    """Return a text column as a categorical whose categories are the distinct texts of the rows, sorted.

    What is missing is empty text.

    >>> found = categorical(pd.Series(["Kidal", None, "Kidal"], dtype="category"))
    >>> found.categories.tolist(), found.codes.tolist()
    (['', 'Kidal'], [1, 0, 1])
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column.fillna(""))
    codes, texts = column.cat.codes.to_numpy(), [*column.cat.categories.tolist(), ""]  # -1 finds the empty text
    used = np.zeros(len(texts), dtype=bool)
    used[codes] = True
    kept = sorted({text for text, is_used in zip(texts, used.tolist(), strict=True) if is_used})
    number = {text: i for i, text in enumerate(kept)}
    new_codes = np.array([number.get(text, -1) for text in texts])[codes]
    return pd.Categorical.from_codes(new_codes, categories=pd.Index(kept, dtype="str"))


def recoded(words: pd.Series, new: Callable[[str], str | None]) -> pd.Series:
    """Return a text column with `new` of each word.

    >>> recoded(pd.Series(["1", "2", "1"]), {"1": "day"}.get).tolist()
    ['day', '', 'day']
    """
    cells = factorized(words)
    return cells.column([new(text) or "" for text in cells.texts], words.index)
