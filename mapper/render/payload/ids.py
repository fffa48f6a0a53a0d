"""Compact event ids: most are a prefix and a number one above the number before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["compact_ids"]

_NUMBERED = r"(?s)^(?P<prefix>.*?)(?P<number>0|[1-9][0-9]{0,14})$"
"""A number of at most 15 digits without leading zeros, which JavaScript holds and writes exactly."""
_WORTHWHILE = 4
"""The fewest ids that share a prefix."""


def compact_ids(ids: pd.Series) -> list[str] | dict[str, Any]:
    """Return the ids as `{prefixes, prefix, numbers}`, or as they are if too few end in numbers.

    `numbers[i]` is the difference from the number before; `prefix` is one index for all ids, or a list with one for
    each.

    >>> compact_ids(pd.Series(["SAH1", "SAH2", "SAH4", "SAH9"]))
    {'prefixes': ['SAH'], 'prefix': 0, 'numbers': [1, 1, 2, 5]}
    >>> compact_ids(pd.Series(["kidal-2023", "moura"]))
    ['kidal-2023', 'moura']
    """
    parts = pc.extract_regex(pa.array(ids, pa.large_string()), pattern=_NUMBERED)
    if parts.null_count:
        return ids.tolist()
    prefix, number = (pd.Series(pc.struct_field(parts, name).to_pandas()) for name in ("prefix", "number"))
    codes, prefixes = pd.factorize(prefix)
    if len(prefixes) * _WORTHWHILE > len(ids):
        return ids.tolist()
    return {
        "prefixes": prefixes.tolist(),
        "prefix": 0 if len(prefixes) == 1 else codes.tolist(),
        "numbers": np.diff(number.astype("int64"), prepend=0).tolist(),
    }
