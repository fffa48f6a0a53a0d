"""Number the distinct rows of a table, fast: a million rows of which few differ."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["distinct_rows"]


def distinct_rows(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's number among the distinct rows, and the position of each distinct row's first.

    Rows are numbered in the order of their first; missing values are equal.

    >>> number, first = distinct_rows(pd.DataFrame({"a": [7, 7, 8, 7], "b": ["x", "y", "x", "x"]}))
    >>> number.tolist(), first.tolist()
    ([0, 1, 2, 0], [0, 1, 2])
    """
    number = np.zeros(len(table), dtype=np.int64)
    for name in table.columns:
        codes, values = pd.factorize(table[name], use_na_sentinel=False)
        if len(values) > 1:
            number = pd.factorize(number * len(values) + codes)[0]
    first = np.full(int(number.max(initial=-1)) + 1, len(table), dtype=np.int64)
    first[number[::-1]] = np.arange(len(table))[::-1]  # the last writer of a place is the first row
    return number, first
