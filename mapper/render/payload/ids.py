"""Event ids in little room: most are a prefix and a number that follows the one before."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import coded, texts_of

__all__ = ["Numbered", "compact_ids", "numbered"]

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
