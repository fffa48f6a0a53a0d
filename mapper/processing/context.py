"""Which events are political or contextual, beside those of the conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.coded import categorical
from mapper.model.involved import events_of_rows
from mapper.model.schema import DATA_SET, names_in_cell
from mapper.model.text import fold

__all__ = ["events_and_context", "is_context"]

_OF_CONFLICT: Final = "conflict"
_OF_CONTEXT: Final = {"context", "political"}
_ACLED: Final = "ACLED"
_CONTEXT_TYPE: Final = "Strategic developments"
"""ACLED's type for what is no violence but helps to understand it: agreements, arrests, changes of groups."""


def is_context(events: pd.DataFrame) -> np.ndarray:
    """Return True for each event that its tags call `political` or `context`, and not `conflict` too.

    Rows of ACLED, which has no tags, are so by their type, "Strategic developments".

    >>> import mapper
    >>> int(is_context(mapper.read("seeds").events).sum())
    26
    """
    kinds = _by_text(events["tags"], _kind_of_tags)
    context: np.ndarray = kinds == _CONTEXT
    if DATA_SET in events:
        acled = _by_text(events[DATA_SET], lambda name: name.startswith(_ACLED))
        developments = (events["event_type"] == _CONTEXT_TYPE).to_numpy()
        context = context | ((acled == 1) & developments & (kinds == _UNTAGGED))
    return context


def events_and_context(events: pd.DataFrame) -> tuple[int, int]:
    """Return how many events are of the conflict, and how many political or contextual.

    >>> import mapper
    >>> events_and_context(mapper.read("seeds").events)
    (19, 26)
    """
    context, counts = is_context(events), events_of_rows(events).to_numpy()
    return int(counts[~context].sum()), int(counts[context].sum())


_UNTAGGED, _CONFLICT, _CONTEXT = 0, 1, 2


def _kind_of_tags(cell: str) -> int:
    tags = {fold(tag) for tag in names_in_cell(cell)}
    if _OF_CONFLICT in tags:
        return _CONFLICT
    return _UNTAGGED if tags.isdisjoint(_OF_CONTEXT) else _CONTEXT


def _by_text(column: pd.Series, of: Callable[[str], int]) -> np.ndarray:
    """Return what a function makes of each text of a column, of which it is asked once a text."""
    coded = categorical(column)
    made: np.ndarray = np.array([of(str(text)) for text in coded.categories] or [0])[coded.codes]
    return made
