"""Colours: one for each actor, month and type, the same in every map and export, whatever the filter.

Sources: Paul Tol, "Colour Schemes", SRON technical note 3.2 (2021), the *muted* and *light* qualitative schemes; Fabio
Crameri's *batlow* (Scientific colour maps 8.0, doi:10.5281/zenodo.1243862) (`mapper/data`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from mapper.vocabulary import by_term

__all__ = ["NOT_STATED", "OTHER", "UNDATED", "ActorSize", "actor_colours", "is_colour", "month_colours", "type_colours"]

MUTED: Final = (
    "#332288",
    "#cc6677",
    "#117733",
    "#882255",
    "#88ccee",
    "#ddcc77",
    "#44aa99",
    "#aa4499",
    "#999933",
)
OTHER: Final = "#8a8a86"
"""Actors beyond the eight largest: one neutral grey, each still named and selectable."""
NOT_STATED: Final = "#c9c7c0"
UNDATED: Final = "#9a9a96"
LARGEST: Final = 8

ACLED_TYPES: Final = by_term("event_types", "colour")
"""ACLED's six event types, so that a type keeps its colour from map to map."""

_HEX = re.compile(r"#[0-9a-f]{6}")
_RAMP = (0.08, 0.92)
"""The part of batlow that is used, reversed: the latest month darkest, and neither end lost against land or outline."""


class ActorSize(NamedTuple):
    """An actor, in how many events it takes part, and the colour that its table states, if any."""

    name: str
    events: int
    stated: str = ""


def is_colour(text: str) -> bool:
    """Tell whether the text is a six-digit hexadecimal colour, the only form that reaches an output.

    >>> is_colour("#332288"), is_colour("red;background:url(x)")
    (True, False)
    """
    return _HEX.fullmatch(text) is not None


def actor_colours(actors: Sequence[ActorSize]) -> list[str]:
    """Return a colour for each actor: the stated one, else by rank among the largest, else grey.

    Ranks are by events, then by name.

    >>> actor_colours([ActorSize("Rebels", 2), ActorSize("Army", 3, "#117733"), ActorSize("Nobody", 0)])
    ['#332288', '#117733', '#8a8a86']
    """
    stated = [_stated(actor.stated) for actor in actors]
    free = [colour for colour in MUTED if colour not in stated]
    rest = [i for i, actor in enumerate(actors) if actor.events and not stated[i]]
    rest.sort(key=lambda i: (-actors[i].events, actors[i].name))
    places = LARGEST - sum(actor.events > 0 and colour != "" for actor, colour in zip(actors, stated, strict=True))
    given = dict(zip(rest, free[: max(0, places)], strict=False))
    return [colour or given.get(i, OTHER) for i, colour in enumerate(stated)]


def _stated(colour: str) -> str:
    tidy = colour.lower().strip()
    return tidy if is_colour(tidy) else ""


def month_colours(used: Sequence[bool]) -> list[str]:
    """Return one colour for each month in a row, early light to late dark.

    The steps of the ramp go to the months that have events (`used`), so that a lone early year does not leave all the
    others nearly alike; a month without events takes the colour of the one before it.

    >>> month_colours([True]), len(set(month_colours([True, False, True])))
    (['#0e365e'], 2)
    """
    ramp, (low, high) = _batlow(), _RAMP
    last = max(1, sum(used) - 1)
    ranks = [max(0, rank - 1) for rank in accumulate(map(int, used))]
    steps = [high - (high - low) * rank / last if sum(used) > 1 else low for rank in ranks]
    return [ramp[int(step * len(ramp))] for step in steps]


@cache
def _batlow() -> list[str]:
    """Return the steps of the ramp, dark to light."""
    return (Path(__file__).parent / "data" / "batlow.txt").read_text(encoding="ascii").split()


def type_colours(types: Sequence[str]) -> list[str]:
    """Return a colour for each event type: ACLED's types keep theirs, others take what is left in order of name.

    >>> type_colours(["Battles", ""])
    ['#882255', '#c9c7c0']
    """
    free = [colour for colour in MUTED if colour not in {ACLED_TYPES.get(name) for name in types}]
    others = sorted(name for name in types if name and name not in ACLED_TYPES)
    given = dict(zip(others, free, strict=False))
    return [ACLED_TYPES.get(name) or given.get(name) or (OTHER if name else NOT_STATED) for name in types]
