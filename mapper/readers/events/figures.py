"""Read the figures of a table of events: numbers, ranges, bounds and words (3-5, at least 5, dozens)."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.figures import Quantity
from mapper.model.schema import FATALITY_COLUMNS
from mapper.model.toll import read_toll
from mapper.model.unread import UnreadError
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["fatalities"]

_SINGLE: Final = "fatalities"
"""The column of a table that has one figure instead of three."""
_TWO_NOTATIONS: Final = r"[0-9]{1,3}\.[0-9]{3}"
_LARGEST: Final = 2**31 - 1
_LOW, _BEST, _HIGH = FATALITY_COLUMNS


def fatalities(frame: pd.DataFrame, log: FaultLog) -> tuple[dict[str, pd.Series], dict[str, pd.Series]]:
    """Return the columns `FATALITY_COLUMNS` as Int32, and the columns of words.

    A range gives the low and the high figure, a bound one of them, a rough count the best; a figure with a cell of its
    own is kept. If the low and the high figure are equal, they are the best one too. A column with a cell that is not a
    plain number is kept beside them, as `…_in_file`.

    >>> log = FaultLog("a.csv", lambda: np.array([2, 3]))
    >>> figures, words = fatalities(pd.DataFrame({"fatalities": ["3-5", "at least 5"]}), log)
    >>> figures["fatalities_low"].tolist(), figures["fatalities_high"].tolist(), list(words)
    ([3, 5], [5, <NA>], ['fatalities_in_file'])
    >>> both = pd.DataFrame({"fatalities_low": ["7", "5"], "fatalities_high": ["7", "9"]})
    >>> fatalities(both, log)[0]["fatalities_best"].tolist()
    [7, <NA>]
    """
    blank = pd.Series(pd.NA, index=frame.index, dtype="Int32")
    figures = dict.fromkeys(FATALITY_COLUMNS, blank)
    words = {}
    implied: list[dict[str, pd.Series]] = []
    for name in (*FATALITY_COLUMNS, _SINGLE):
        if name not in frame:
            continue
        text = cells(frame, name)
        own = _BEST if name == _SINGLE else name
        read = _column(text, name, own, log)
        figures[own] = figures[own].fillna(read.pop(own))
        if read:
            implied.append(read)
            words[f"{name}_in_file"] = text
    for read in implied:
        figures |= {name: figures[name].fillna(figure) for name, figure in read.items()}
    one = (figures[_LOW] == figures[_HIGH]).fillna(value=False)
    figures[_BEST] = figures[_BEST].fillna(figures[_LOW].where(one))
    return figures, {name: text for name, text in words.items() if name not in frame}


def _column(text: pd.Series, name: str, own: str, log: FaultLog) -> dict[str, pd.Series]:
    """Return the figures of one column; if all its cells are plain numbers, only its own figure."""
    number = _plain_numbers(text)
    good = (number >= 0) & (number <= _LARGEST) & (number == np.floor(number))
    log.add(number.notna() & ~good, name, text, "not-whole")
    worded = (text != "") & number.isna()
    plain = {own: number.where(good).astype("Int32")}
    if not worded.any():
        return plain
    read = {word: _figures(word, own) for word in text[worded].unique()}
    for code in dict.fromkeys(found for found in read.values() if isinstance(found, str)):
        log.add(worded & (text.map(read) == code), name, text, code)
    found = {}
    for position, column in enumerate(FATALITY_COLUMNS):
        values = {word: figures[position] for word, figures in read.items() if not isinstance(figures, str)}
        found[column] = text.where(worded).map(values).astype("Int32")
    return found | {own: plain[own].fillna(found[own])}


def _plain_numbers(text: pd.Series) -> pd.Series:
    """Unambiguous numbers: 12.000 may be twelve or twelve thousand, and +12 is twelve or more."""
    number = numbers(text)
    number = number.mask(text.str.startswith("+"))
    if not text.str.contains(".", regex=False).any():
        return number
    return number.mask(text.str.fullmatch(_TWO_NOTATIONS))


Figures = tuple[int | None, int | None, int | None]


def _figures(text: str, own: str) -> Figures | str:
    """Return low, best and high of a text in a column, or a code of `UnreadError`."""
    try:
        quantity = read_toll(text)
    except UnreadError as fault:
        return fault.code
    whole = all(
        end == math.inf or (end <= _LARGEST and float(end).is_integer()) for end in (quantity.low, quantity.high)
    )
    if not whole:
        return "not-whole"
    low, high = int(quantity.low), None if quantity.high == math.inf else int(quantity.high)
    if own == _LOW:
        return low, None, None
    if own == _HIGH:
        return None, None, high
    return _spread(quantity, low, high)


def _spread(quantity: Quantity, low: int, high: int | None) -> Figures:
    """The low, best and high figure of a text.

    "About 20" gives the best figure alone: no writer says how far "about" reaches. Words without a number ("dozens")
    stay words.
    """
    if quantity.vague:
        return None, None, None
    if quantity.best is not None:
        return None, int(quantity.best), None
    return low or None, None, high
