"""Read the precision of a place: a step of UCDP's scale in digits, digits with words, or words alone."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from mapper.model.coded import recoded
from mapper.model.lexicon import folded, terms_called
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import cells

__all__ = ["geo_precision", "step_of"]

_COLUMN: Final = "geo_precision"
_PLAIN: Final = r"[1-7](?:\.0+)?"
_LED_BY_A_STEP: Final = re.compile(
    r"(?:(?:level|step|code|precision|niveau|nivel|geo_?precision)\W*)?[(\[]?([1-7])(?:\.0+)?(?:[)\]]|\s*[-:=.–—](?!\d)|\s+(?=[^\W\d])(?!k?m\b)|\s*[(\[]|$).*",
    re.DOTALL | re.IGNORECASE,
)
"""`(6) Country`, `4 - Province`, `2: near`, `Level 6: country`: the number is the step, the words are what it means."""


def geo_precision(frame: pd.DataFrame, log: FaultLog) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the column `geo_precision` as Int8, and `geo_precision_in_file` where a cell is more than a step.

    A stated precision that is not understood is a fault, and its words stay: the event is then not drawn as exact.

    >>> import numpy as np
    >>> log = FaultLog("a.csv", lambda: np.array([2, 3, 4]))
    >>> steps, words = geo_precision(pd.DataFrame({"geo_precision": ["(6) Country", "2", "censored"]}), log)
    >>> steps.tolist(), list(words), len(log.table())
    ([6, 2, <NA>], ['geo_precision_in_file'], 1)
    """
    if _COLUMN not in frame:
        return pd.Series(pd.NA, index=frame.index, dtype="Int8"), {}
    text = cells(frame, _COLUMN)
    step = recoded(text, step_of)
    log.add((text != "") & (step == ""), _COLUMN, text, "no-step", low=1, high=7)
    in_file = f"{_COLUMN}_in_file"
    worded = (text != step) & ~text.str.fullmatch(_PLAIN)
    words = {in_file: text} if in_file not in frame and worded.any() else {}
    return numbers(step).astype("Int8"), words


def step_of(text: str) -> str:
    """Return the step of the scale that a text names, in digits; `""` for none.

    >>> step_of("(6) Country"), step_of("region"), step_of("4.9")
    ('6', '4', '')
    """
    if re.fullmatch(_PLAIN, text):
        return text[0]
    found = _LED_BY_A_STEP.fullmatch(text)
    return found[1] if found else terms_called("geo_precisions").get(folded(text), "")
