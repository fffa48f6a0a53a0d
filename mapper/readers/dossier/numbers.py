"""Find own columns with only plain numbers: exports write these as numbers, which other programs can add up.

A number is plain if every format returns its digits unchanged: `7`, `-0.25`, but not `007` (a code), `1.0`, `1,5` or an
id of twenty digits. One other cell makes the column text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import factorized, in_arrow

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["number_columns", "numbers_of_all"]

_EMPTY: Final = ""
_PLAIN: Final = {
    "int32": r"^(?:0|-?[1-9][0-9]{0,8})?$",
    "int64": r"^(?:0|-?[1-9][0-9]{0,14})?$",
    "float64": r"^(?:0|-?[1-9][0-9]{0,8}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,12}[1-9])?$",
}
"""The pattern of a type's cells: at most fifteen digits, which a `float64`, and so JSON in a browser, holds exactly."""
_TOO_LONG_OR_SMALL: Final = r"^.{17,}|^-?0\.0000"
"""Numbers that programs write differently: digits beyond the fifteenth, and `0.00001` as `1e-05`."""
_WIDER: Final = {"int32": {"int32"}, "int64": {"int32", "int64"}, "float64": {"int32", "float64"}}
"""Type → the types whose cells it can hold."""
_FIRST: Final = 1_000
"""Cells that are tested first: they show that most columns are text."""


def number_columns(events: pd.DataFrame, names: Sequence[str]) -> dict[str, str]:
    """Return column → type (`int32`, `int64`, `float64`), for columns with only plain numbers.

    The type is `""` if all cells are empty.

    >>> number_columns(pd.DataFrame({"a": ["1", ""], "b": ["0.5", "2"], "c": ["007", "8"], "d": ["", ""]}), "abcd")
    {'a': 'int32', 'b': 'float64', 'd': ''}
    """
    found = {}
    for name in names:
        if events[name].dtype != "bool":  # yes and no of ours
            kind = _kind(events[name].head(_FIRST))
            kind = _kind(events[name]) if kind is not None and len(events) > _FIRST else kind
            if kind is not None:
                found[name] = kind
    return found


def _kind(column: pd.Series) -> str | None:
    """Return the type of a column's numbers, `""` if all cells are empty, None for text."""
    texts = in_arrow(factorized(column).texts if isinstance(column.dtype, pd.CategoricalDtype) else column)
    if not pc.any(pc.not_equal(texts, "")).as_py():
        return _EMPTY
    kind = next((kind for kind, plain in _PLAIN.items() if _each_is(texts, plain)), None)
    return None if kind == "float64" and pc.any(pc.match_substring_regex(texts, _TOO_LONG_OR_SMALL)).as_py() else kind


def _each_is(texts: pa.LargeStringArray, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())


def numbers_of_all(parts: Iterable[Dossier]) -> dict[str, str]:
    """Return the result of `number_columns` for the events of several dossiers together.

    >>> import mapper
    >>> one, other = (mapper.read(pd.DataFrame({"event_id": ["a"], "n": [text]})) for text in ("3", "0.5"))
    >>> numbers_of_all([one, other])
    {'n': 'float64'}
    """
    kinds: dict[str, set[str]] = {}
    for part in parts:
        for name in part.extra_columns:
            kinds.setdefault(name, set()).add(part.number_columns.get(name, "text"))
    found = {}
    for name, several in kinds.items():
        stated = several - {_EMPTY}
        wide = next((kind for kind, holds in _WIDER.items() if stated <= holds), None) if stated else _EMPTY
        if wide is not None:
            found[name] = wide
    return found
