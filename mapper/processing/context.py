"""Tell political and contextual events from events of the conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.coded import categorical
from mapper.model.involved import events_of_rows
from mapper.model.schema import CONTEXT_TYPE, names_in_cell
from mapper.model.text import fold
from mapper.readers.events.data_sets import OF_ACLED, is_of

__all__ = ["events_and_context", "is_context"]

_OF_CONFLICT: Final = "conflict"
_OF_CONTEXT: Final = {"context", "political"}


def is_context(events: pd.DataFrame) -> np.ndarray:
    """Return True for each event with the tag `political` or `context` and without the tag `conflict`.

    In ACLED, which has no tags, those are the rows of the type "Strategic developments".

    >>> import mapper
    >>> int(is_context(mapper.read("seeds").events).sum())
    26
    """
    kinds = _by_text(events["tags"], _kind_of_tags)
    developments = (events["event_type"] == CONTEXT_TYPE).to_numpy()
    context: np.ndarray = (kinds == _CONTEXT) | (is_of(events, OF_ACLED) & developments & (kinds == _UNTAGGED))
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
    """Apply a function to a column of text, once for each distinct text."""
    coded = categorical(column)
    made: np.ndarray = np.array([of(str(text)) for text in coded.categories] or [0])[coded.codes]
    return made
