"""Decide whether UCDP's dates are day first or month first if no date of the file proves it.

UCDP writes the month first, as in 4/7/2023 12:00:00 AM, and so does a spreadsheet set to the United States. A
spreadsheet set to another country may write the day first; then `date_prec`, which limits how long an event may have
lasted, often decides.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from mapper.model.dates import DAY_FIRST, MONTH_FIRST, read_columns
from mapper.readers.tables.table import cells

__all__ = ["documented_order"]

_LONGEST: Final = {str(step): days for step, days in enumerate((6, 7, 31, 366), start=2)}
"""date_prec → the most days that an event may last, by the codebook."""
_OF_OTHER_COUNTRIES: Final = r"0\d[/.-]|\d\d?/0\d/|\d\d?[.-]\d\d?[.-]"
_DECIMAL_COMMA: Final = r"-?[0-9]+,[0-9]+"


def documented_order(frame: pd.DataFrame) -> str:
    """Return the order for dates that prove none; `""` if it is unknown, so that ambiguous dates are faults.

    >>> documented_order(pd.DataFrame({"date_start": ["4/7/2023"], "date_end": ["4/9/2023"], "date_prec": "2"}))
    'month first'
    >>> documented_order(pd.DataFrame({"date_start": ["7/4/2023"], "date_end": ["9/4/2023"], "date_prec": "2"}))
    'day first'
    >>> documented_order(pd.DataFrame({"date_start": ["05/04/2023"], "date_end": ["05/04/2023"], "date_prec": "1"}))
    ''
    """
    ends = [cells(frame, name) for name in ("date_start", "date_end")]
    longest = cells(frame, "date_prec").map(_LONGEST).astype("float64")
    fitting = [order for order in (DAY_FIRST, MONTH_FIRST) if _fits(ends, order, longest)]
    if len(fitting) == 1:
        return fitting[0]
    return MONTH_FIRST if _as_published(ends) and not _has_decimal_commas(frame) else ""


def _as_published(ends: list[pd.Series]) -> bool:
    """Whether dates look as UCDP and spreadsheets of the United States write them: slashes, and no leading zero."""
    return not any(texts.str.match(_OF_OTHER_COUNTRIES).any() for texts in ends)


def _fits(ends: list[pd.Series], order: str, longest: pd.Series) -> bool:
    """Whether, in this order, no event ends before it begins or lasts longer than its precision allows."""
    start, end = read_columns(ends, documented=order)
    # Not in pandas' nanoseconds, which hold no day after 2262.
    first, last = (days.to_numpy("datetime64[s]").astype("datetime64[D]") for days in (start.first, end.last))
    known = ~(np.isnat(first) | np.isnat(last))
    lasted = (last - first)[known].astype("int64") + 1
    return not ((lasted < 1) | (lasted > longest.to_numpy()[known])).any()


def _has_decimal_commas(frame: pd.DataFrame) -> bool:
    return bool(cells(frame, "latitude").str.fullmatch(_DECIMAL_COMMA).any())
