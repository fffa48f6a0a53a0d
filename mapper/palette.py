"""Colours: one for each actor, month and type, the same in every map and export, whatever the filter.

Sources: Paul Tol, "Colour Schemes", SRON technical note 3.2 (2021), the *muted* and *light* qualitative schemes; Fabio
Crameri's *batlow* (Scientific colour maps 8.0, doi:10.5281/zenodo.1243862) (`mapper/data`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from mapper.vocabulary import by_term

__all__ = [
    "ACTORS",
    "KIND_COLOURS",
    "KIND_TINTS",
    "NOT_STATED",
    "OTHER",
    "OTHER_GROUPS",
    "UNDATED",
    "UNKNOWN_KIND",
    "ActorSize",
    "actor_colours",
    "is_colour",
    "month_colours",
    "type_colours",
]

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
_ROSE: Final = "#cc6677"
ACTORS: Final = (
    *(colour for colour in MUTED if colour != _ROSE),
    "#cc3311",
    "#ee7733",
    "#0077bb",
    "#8c510a",
    "#7fbc41",
)
"""The largest actors of a map: Tol's *muted* without the rose, which is near that of victims, and five more."""
KIND_COLOURS: Final = by_term("actor_kinds", "colour")
KIND_TINTS: Final = by_term("actor_kinds", "tint")
"""Actors beyond the largest share a pale colour of their kind, each still named and selectable."""
VICTIMS: Final = frozenset(by_term("actor_kinds", "victims"))
UNKNOWN_KIND: Final = "#9c6b4a"
OTHER_GROUPS: Final = "#c9a27c"
"""The colour of actors beyond the largest whose kind is unknown."""
OTHER: Final = "#8a8a86"
"""The colour of everything without a colour of its own: in exports, and of types beyond the named ones."""
NOT_STATED: Final = "#c9c7c0"
UNDATED: Final = "#9a9a96"
LARGEST: Final = 12

ACLED_TYPES: Final = by_term("event_types", "colour")
"""ACLED's six event types, so that a type keeps its colour from map to map."""

_HEX = re.compile(r"#[0-9a-f]{6}")
_RAMP = (0.08, 0.92)
"""The part of batlow that is used, in reverse: the latest month is darkest, and both ends stand out on the map."""


class ActorSize(NamedTuple):
    """An actor, its number of events, and the values that determine its colour.

    `stated` is the colour in the actors' table, `kind` the kind of actor, `known` the colour that it has in every map,
    and `key` is the same for all spellings of its name. Each may be empty.
    """

    name: str
    events: int
    stated: str = ""
    kind: str = ""
    known: str = ""
    key: str = ""


def is_colour(text: str) -> bool:
    """Tell whether the text is a six-digit hexadecimal colour, the only form that reaches an output.

    >>> is_colour("#332288"), is_colour("red;background:url(x)")
    (True, False)
    """
    return _HEX.fullmatch(text) is not None


def actor_colours(actors: Sequence[ActorSize]) -> list[str]:
    """Return a colour for each actor: stated, else its own if it is among the largest, else that of its kind.

    An actor's own colour is the known one, or one derived from its name, so that it is the same in every map. If two
    actors of a map would share a colour, the smaller takes the next free one. Victims have the colour of their kind,
    which no other actor has.

    >>> rebels, army = ActorSize("Rebels", 2, kind="Rebel Group"), ActorSize("Army", 3, "#117733")
    >>> actor_colours([rebels, army, ActorSize("Civilians", 5, kind="Civilians"), ActorSize("Nobody", 0)])
    ['#999933', '#117733', '#f6c1cf', '#c9a27c']
    """
    stated = [_stated(actor.stated) for actor in actors]
    taken = {colour for colour, actor in zip(stated, actors, strict=True) if actor.events}
    ranked = [i for i, actor in enumerate(actors) if actor.events and not stated[i] and actor.kind not in VICTIMS]
    ranked.sort(key=lambda i: (-actors[i].events, actors[i].name))
    places = LARGEST - sum(actor.events > 0 and colour != "" for actor, colour in zip(actors, stated, strict=True))
    largest = sorted(ranked[: max(0, places)], key=lambda i: not actors[i].known)  # known ones keep theirs
    own: dict[int, str] = {}
    for i in largest:
        colour = next((colour for colour in _preferred(actors[i]) if colour not in taken), "")
        if colour:
            own[i] = colour
            taken.add(colour)
    return [colour or own.get(i) or KIND_TINTS.get(actors[i].kind, OTHER_GROUPS) for i, colour in enumerate(stated)]


def _preferred(actor: ActorSize) -> list[str]:
    """Return an actor's possible colours in order of preference; the first is the one it has in every map."""
    start = zlib.crc32((actor.key or actor.name).encode("utf-8")) % len(ACTORS)
    return [*filter(None, [actor.known]), *ACTORS[start:], *ACTORS[:start]]


def _stated(colour: str) -> str:
    tidy = colour.lower().strip()
    return tidy if is_colour(tidy) else ""


def month_colours(used: Sequence[bool]) -> list[str]:
    """Return one colour for each successive month, from light to dark.

    Only months with events (`used`) advance on the ramp, so that a single early year does not make all later months
    nearly alike; a month without events has the colour of the month before it.

    >>> month_colours([True]), len(set(month_colours([True, False, True])))
    (['#0e365e'], 2)
    """
    ramp, (low, high) = _batlow(), _RAMP
    several, last = sum(used) > 1, max(1, sum(used) - 1)
    ranks = [max(0, rank - 1) for rank in accumulate(map(int, used))]
    steps = [high - (high - low) * rank / last if several else low for rank in ranks]
    return [ramp[int(step * len(ramp))] for step in steps]


@cache
def _batlow() -> list[str]:
    """Return the steps of the ramp, dark to light."""
    return (Path(__file__).parent / "data" / "batlow.txt").read_text(encoding="ascii").split()


def type_colours(types: Sequence[str]) -> list[str]:
    """Return a colour for each event type: ACLED's types have fixed ones, others take the rest in order of name.

    >>> type_colours(["Battles", ""])
    ['#882255', '#c9c7c0']
    """
    free = [colour for colour in MUTED if colour not in {ACLED_TYPES.get(name) for name in types}]
    others = sorted(name for name in types if name and name not in ACLED_TYPES)
    given = dict(zip(others, free, strict=False))
    return [ACLED_TYPES.get(name) or given.get(name) or (OTHER if name else NOT_STATED) for name in types]
