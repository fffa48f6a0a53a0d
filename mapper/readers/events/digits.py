"""Infer the precision of points from their digits, for latitude and longitude in columns of numbers.

Programs drop trailing zeros, so few digits of a single number tell nothing; the other points of the table do. Both
coordinates of a point end in a zero by chance once in a hundred for each digit. So whole degrees and one decimal are
taken as the real precision if most other points have three decimals, or if none of many points has more.

If all points are centres of half-degree cells, as in PRIO-GRID, each stands for its cell.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from mapper.model.schema import Step
from mapper.readers.tables.table import cells

__all__ = ["steps_by_digits"]

_FEWEST: Final = 10
"""The fewest points without more decimals that prove how a table is written."""
_MOST: Final = 0.5
_NOISE: Final = 1e-7
_AXES: Final = ("latitude", "longitude")
_FEWEST_CELLS: Final = 3
"""The fewest distinct cell centres that are not chance: a number ends in .25 or .75 once in fifty."""
_NUMBER: Final = r"[-+−]?\d+(?:[.,]\d*)?°?"
"""A plain number: zero minutes (16°00'N) are as exact as others."""
_KEPT_ZEROS: Final = r"[.,]\d*?\d0$"
"""A number that kept its trailing zeros: 17.00 really has two decimals."""


def steps_by_digits(points: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    """Return the step of `geo_precision` of each point: vague for whole degrees, near for one decimal, else missing.

    All points of a half-degree grid are vague.

    `points` are the degrees that were read, `frame` the table with the texts of `latitude` and `longitude`.

    >>> frame = pd.DataFrame({"latitude": ["14", "16.2717", "17.00"], "longitude": ["2", "-0.0447", "-4.00"]})
    >>> frame.loc[3] = ["18.4411", "1.4078"]
    >>> steps_by_digits(frame.astype(float), frame).tolist()
    [5, <NA>, <NA>, <NA>]
    """
    step = pd.Series(pd.NA, index=points.index, dtype="Int8")
    known = points["latitude"].notna() & (cells(frame, "latitude") != "") & (cells(frame, "longitude") != "")
    degrees = points[["latitude", "longitude"]]
    whole, tenths = (known & _have_at_most(degrees, decimals) for decimals in (0, 1))
    if _are_middles_of_cells(degrees[known]):
        return step.mask(known, int(Step.VAGUE))
    if not tenths.any():
        return step
    fine = known & ~_have_at_most(degrees, 2)
    if fine.sum() < _MOST * known.sum():
        tenths &= bool(tenths[known].all()) and len(degrees[tenths].drop_duplicates()) >= _FEWEST
    few = frame.loc[tenths]
    plain = [cells(few, axis).str.fullmatch(_NUMBER) & ~cells(few, axis).str.contains(_KEPT_ZEROS) for axis in _AXES]
    tenths[tenths] = (plain[0] & plain[1]).to_numpy(bool)
    return step.mask(tenths, int(Step.NEAR)).mask(tenths & whole, int(Step.VAGUE))


def _are_middles_of_cells(degrees: pd.DataFrame) -> bool:
    """Tell whether all points are centres of half-degree cells.

    >>> _are_middles_of_cells(pd.DataFrame({"latitude": [13.75, 13.25, 14.25], "longitude": [12.75, 0.25, -3.75]}))
    True
    """
    off = np.abs((degrees.to_numpy() * 2) % 1 - 0.5)
    return len(degrees.drop_duplicates()) >= _FEWEST_CELLS and bool((off < _NOISE).all())


def _have_at_most(degrees: pd.DataFrame, decimals: int) -> pd.Series:
    """Return True for each point whose coordinates both have at most so many decimals."""
    scaled = degrees.to_numpy() * 10**decimals
    return pd.Series((np.abs(scaled - np.round(scaled)) < _NOISE).all(axis=1), index=degrees.index)
