"""Ids that are one prefix and a number, as most data sets have them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Numbered", "numbered"]

_DIGITS = "0123456789"
_MOST_DIGITS = 15
"""What JavaScript holds exactly and writes out the same."""


class Numbered(NamedTuple):
    """The prefix that all ids have, and their numbers (int64)."""

    prefix: str
    numbers: np.ndarray


def numbered(ids: pa.Array) -> Numbered | None:
    """Return ids that are all the first one's prefix and a number without leading zeros; None where any is not.

    >>> numbered(pa.array(["SAH1", "SAH20"])).numbers.tolist(), numbered(pa.array(["SAH1", "SAH02"]))
    ([1, 20], None)
    """
    if not len(ids):
        return None
    prefix = pc.utf8_rtrim(ids[0], characters=_DIGITS).as_py()
    digits = pc.utf8_slice_codeunits(ids, len(prefix))
    lengths = pc.binary_length(digits)
    plain = pc.and_(pc.ascii_is_decimal(digits), pc.or_(pc.equal(lengths, 1), pc.invert(pc.starts_with(digits, "0"))))
    fits = pc.and_(pc.starts_with(ids, prefix), pc.and_(plain, pc.less_equal(lengths, _MOST_DIGITS)))
    if not pc.all(fits).as_py():
        return None
    return Numbered(prefix, pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False))
