"""A toll: a figure, what happened, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.draft.reading.tolls.figures import Figure

__all__ = ["Toll"]


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure of a toll.

    Attributes
    ----------
    field
        `fatalities`, `injured`, `captured`, `casualties`, `bodies_left`, `vehicles_destroyed`, `vehicles_captured`.
    figure
        The figure and its position; its `value` is `0` if the text says that there was nobody.
    unit
        Who or what is counted, as printed.
    head
        The token of the verb or noun that makes it a toll.
    """

    field: str
    figure: Figure
    unit: str
    head: int
