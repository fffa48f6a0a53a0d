"""Colours: one for each actor, month and type, the same in every map and export, whatever the filter.

Sources: Paul Tol, "Colour Schemes", SRON technical note 3.2 (2021), the *muted* and *light* qualitative schemes; Fabio
Crameri's *batlow* (Scientific colour maps 8.0, doi:10.5281/zenodo.1243862) through the package `cmap`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import pandas as pd

from mapper.actors import involvements
from mapper.model.dossier import Dossier

__all__ = ["NOT_STATED", "OTHER", "UNDATED", "assign", "is_colour", "month_colours", "type_colours"]

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

ACLED_TYPES: Final = {
    "Battles": "#882255",
    "Explosions/Remote violence": "#cc6677",
    "Violence against civilians": "#332288",
    "Strategic developments": "#44aa99",
    "Protests": "#ddcc77",
    "Riots": "#999933",
}
"""ACLED's six event types, so that a type keeps its colour from map to map."""

_HEX = re.compile(r"#[0-9a-f]{6}")
_RAMP = (0.08, 0.92)
"""The part of batlow that is used, reversed: the latest month darkest, and neither end lost against land or outline."""


def is_colour(text: str) -> bool:
    """Tell whether the text is a six-digit hexadecimal colour, the only form that reaches an output.

    >>> is_colour("#332288"), is_colour("red;background:url(x)")
    (True, False)
    """
    return _HEX.fullmatch(text) is not None


def assign(dossier: Dossier) -> Dossier:
    """Return the dossier with a colour for every actor: the recorded one, else by rank among the largest, else grey.

    Done before any filter, from all events, so that an actor keeps its colour. Ranks are by events, then by name.

    >>> from mapper.actors import canonical
    >>> from mapper.readers import read_sources
    >>> bool(assign(canonical(read_sources(["seeds"]))).actors.colour.map(is_colour).all())
    True
    """
    actors = dossier.actors
    if not len(actors):
        return dossier
    stated = actors["colour"].str.lower().str.strip()
    stated = stated.where(stated.map(is_colour), "")
    counts = involvements(dossier.events)["actor"].value_counts()
    size = actors["name"].map(counts).fillna(0).astype("int64")
    order = pd.DataFrame({"size": -size, "name": actors["name"], "stated": stated})
    free = [colour for colour in MUTED if colour not in set(stated)]
    unnamed = order[(order["stated"] == "") & (order["size"] < 0)].sort_values(["size", "name"])
    places = max(0, LARGEST - int(((stated != "") & (size > 0)).sum()))
    given = dict(zip(unnamed.index, free[:places], strict=False))
    colours = [stated[i] or given.get(i, OTHER) for i in actors.index]
    return dossier.replace(actors=actors.assign(colour=pd.Series(colours, index=actors.index, dtype="str")))


def month_colours(used: Sequence[bool]) -> list[str]:
    """Return one colour for each month in a row, early light to late dark.

    The steps of the ramp go to the months that have events (`used`), so that a lone early year does not leave all the
    others nearly alike; a month without events takes the colour of the one before it.

    >>> month_colours([True]), len(set(month_colours([True, False, True])))
    (['#0e365e'], 2)
    """
    from cmap import Colormap

    ramp, (low, high) = Colormap("crameri:batlow"), _RAMP
    last = max(1, sum(used) - 1)
    ranks = [max(0, rank - 1) for rank in accumulate(map(int, used))]
    steps = [high - (high - low) * rank / last if sum(used) > 1 else low for rank in ranks]
    return [str(ramp(step).hex[:7]).lower() for step in steps]


def type_colours(types: Sequence[str]) -> list[str]:
    """Return a colour for each event type: ACLED's types keep theirs, others take what is left in order of name.

    >>> type_colours(["Battles", ""])
    ['#882255', '#c9c7c0']
    """
    free = [colour for colour in MUTED if colour not in {ACLED_TYPES.get(name) for name in types}]
    others = sorted(name for name in types if name and name not in ACLED_TYPES)
    given = dict(zip(others, free, strict=False))
    return [ACLED_TYPES.get(name) or given.get(name) or (OTHER if name else NOT_STATED) for name in types]
