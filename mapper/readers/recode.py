"""Replace the words of a column by others, looking at each distinct word once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

__all__ = ["recoded"]


def recoded(words: pd.Series, new: Callable[[str], str | None]) -> pd.Series:
    """Return a text column with `new` of each word.

    >>> recoded(pd.Series(["1", "2", "1"]), {"1": "day"}.get).tolist()
    ['day', '', 'day']
    """
    codes, distinct = pd.factorize(words)
    values = pd.Series([new(str(word)) or "" for word in distinct.tolist()], dtype="str")
    if not len(values):
        return pd.Series("", index=words.index, dtype="str")
    return values.take(np.asarray(codes)).set_axis(words.index)
