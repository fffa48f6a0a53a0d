"""Event ids in little room: most are a prefix and a number that follows the one before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import coded, texts_of
from mapper.model.numbered import numbered

__all__ = ["compact_ids"]

_NUMBERED = r"(?s)^(?P<prefix>.*?)(?P<number>0|[1-9][0-9]{0,14})$"
"""A number of at most 15 digits and no leading zero, which JavaScript holds exactly and writes out the same."""
_WORTHWHILE = 4


def compact_ids(ids: pa.Array) -> list[str] | dict[str, Any]:
    """Return the ids as `{prefixes, prefix, numbers}`, or as they are where too few are numbered.

    `numbers[i]` is the difference from the number before; `prefix` one number for all, or one for each.

    >>> compact_ids(pa.array(["SAH1", "SAH2", "SAH4", "SAH9"]))
    {'prefixes': ['SAH'], 'prefix': 0, 'numbers': [1, 1, 2, 5]}
    >>> compact_ids(pa.array(["kidal-2023", "moura"]))
    ['kidal-2023', 'moura']
    """
    texts = ids.cast(pa.large_string())
    if (one := numbered(texts)) is not None:
        return {"prefixes": [one.prefix], "prefix": 0, "numbers": np.diff(one.numbers, prepend=0).tolist()}
    parts = pc.extract_regex(texts, pattern=_NUMBERED)
    if parts.null_count or not len(parts):
        return texts_of(ids)
    prefix = coded(pc.struct_field(parts, "prefix"))
    if len(prefix.texts) * _WORTHWHILE > len(ids):
        return texts_of(ids)
    numbers = pc.cast(pc.struct_field(parts, "number"), pa.int64()).to_numpy(zero_copy_only=False)
    return {
        "prefixes": prefix.texts,
        "prefix": 0 if len(prefix.texts) == 1 else prefix.codes.tolist(),
        "numbers": np.diff(numbers, prepend=0).tolist(),
    }
