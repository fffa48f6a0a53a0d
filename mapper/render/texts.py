"""Events with all columns of their cards, some at a time: from memory or from disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import pandas as pd

__all__ = ["EventTexts", "TextsInMemory", "TextsOnDisk"]


class EventTexts(Protocol):
    """All columns of the events of a map, in the order of the map; not all need to be in memory at once."""

    def parts(self, size: int) -> Iterator[pd.DataFrame]:
        """Yield the events, `size` at a time, at least one table."""

    def sampled_notes(self, step: int) -> pd.Series | None:
        """Return the notes of every `step`th event; None if all notes are the same."""


class TextsOnDisk(EventTexts, Protocol):
    """Texts that are stored outside memory.

    Attributes
    ----------
    order
        For each event of the map, its position in the sources, from 0.
    own
        The user's own columns that the page has.
    """

    order: np.ndarray
    own: list[str]


class TextsInMemory:
    """The texts of events that are in memory with all their columns; `order` is that of the map.

    >>> texts = TextsInMemory(pd.DataFrame({"notes": ["dead", "injured", "dead"]}), np.array([2, 1, 0]))
    >>> [part["notes"].tolist() for part in texts.parts(2)], texts.sampled_notes(2).tolist()
    ([['dead', 'injured'], ['dead']], ['dead', 'dead'])
    """

    def __init__(self, events: pd.DataFrame, order: np.ndarray | slice) -> None:
        self._events, self._order = events, np.arange(len(events))[order]

    def parts(self, size: int) -> Iterator[pd.DataFrame]:
        """Yield the events, `size` at a time."""
        for start in range(0, max(1, len(self._events)), size):
            yield self._events.iloc[self._order[start : start + size]].reset_index(drop=True)

    def sampled_notes(self, step: int) -> pd.Series | None:
        """Return some of the notes."""
        notes = self._events["notes"]
        differ = len(notes) and (notes != notes.iloc[0]).any()
        return notes.iloc[self._order[::step]] if differ else None
