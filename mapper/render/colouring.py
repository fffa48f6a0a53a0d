"""Choose what colours stand for when a map opens, and read the colours of kinds and actors."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from mapper.errors import ParameterError, SourceError
from mapper.model.actors.known import asked_actors, kind_of
from mapper.model.actors.names import ActorNames
from mapper.palette import KIND_COLOURS, KIND_TINTS, OTHER_GROUPS, UNKNOWN_KIND, VICTIMS, is_colour

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier
    from mapper.options import ColourBy
    from mapper.render.mapdata import MapData

__all__ = ["SHARED", "best_colouring", "kinds_of", "read_colours", "recoloured"]

SHARED: Final = tuple(sorted({*KIND_TINTS.values(), OTHER_GROUPS} - set(KIND_COLOURS.values())))
"""The colours that several actors of one map may share."""
_ENOUGH: Final = 0.55
"""The least share of involvements of actors with their own colour for colouring by actor to be useful."""
_MOST_TYPES: Final = 9


def best_colouring(data: MapData) -> ColourBy:
    """Return the colouring that tells most events apart.

    This is by actor if enough actors have their own colour, else by type if there are several and enough events state
    one, else by kind of actor if enough are known; by month if no event names an actor.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> best_colouring(map_data(mapper.read("seeds")))
    'actor'
    """
    pairs = data.involvements
    size = dict(zip(pairs.names, pairs.sizes(data.counts).tolist(), strict=True))
    colours = Counter(actor["colour"] for actor in data.actors if size.get(actor["name"]))
    own = sum(
        size.get(actor["name"], 0)
        for actor in data.actors
        if colours[actor["colour"]] == 1 or kind_of(actor["name"], actor["kind"]) in VICTIMS
    )
    number = np.ones(len(data), dtype=np.int64) if data.counts is None else data.counts
    events, involved = int(number.sum()), sum(size.values())
    if involved and own >= _ENOUGH * (involved + int(number[pairs.counts == 0].sum())):
        return "actor"
    types = data.events["event_type"].cat
    typed = np.array([name != "" for name in types.categories], dtype=bool)
    stated = int(number[typed[types.codes]].sum()) if len(data) else 0
    several = 1 < len(types.categories) <= _MOST_TYPES
    if several and stated >= _ENOUGH * events:
        return "type"
    if not involved:
        return "month"
    named = sum(size.get(actor["name"], 0) for actor in data.actors if kind_of(actor["name"], actor["kind"]))
    return "kind" if named >= _ENOUGH * events and len(data.actors) > 1 else "actor"


def kinds_of(actors: Sequence[Mapping[str, str]]) -> tuple[list[dict[str, str]], list[int]]:
    """Return the kinds of these actors with colours, in the order of the vocabulary, and each actor's position in them.

    >>> kinds, numbers = kinds_of([{"name": "Civilians (Mali)", "kind": ""}, {"name": "Some Front", "kind": ""}])
    >>> kinds, numbers
    ([{'name': 'Civilians', 'colour': '#f6c1cf'}, {'name': '', 'colour': '#9c6b4a'}], [0, 1])
    """
    found = [kind_of(actor["name"], actor["kind"]) for actor in actors]
    there = [kind for kind in (*KIND_COLOURS, "") if kind in found]
    kinds = [{"name": kind, "colour": KIND_COLOURS.get(kind, UNKNOWN_KIND)} for kind in there]
    number = {kind: i for i, kind in enumerate(there)}
    return kinds, [number.get(kind, number.get("", 0)) for kind in found]


def read_colours(file: str | Path) -> dict[str, str]:
    """Return actor → colour from a CSV file with the columns `actor` and `colour`.

    Raises
    ------
    SourceError
        The file cannot be read.
    ParameterError
        It lacks a column, or has an invalid colour.
    """
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SourceError(f"The colours in {file} cannot be read: {fault}") from fault
    colours: dict[str, str] = {}
    for row in rows:
        actor, colour = ((row.get(name) or "").strip() for name in ("actor", "colour"))
        if not actor or not is_colour(colour.lower()):
            wanted = "a CSV file with the columns actor and colour, such as JNIM,#332288"
            raise ParameterError("colours", f"{actor},{colour}", wanted)
        colours[actor] = colour.lower()
    return colours


def recoloured(dossier: Dossier, file: str | Path) -> Dossier:
    """Return the dossier with the colours that a file gives to actors; no other actor keeps one of these colours.

    Another actor that had such a colour gets the previous colour of the actor that takes it.

    Raises
    ------
    SourceError, ParameterError
        As `read_colours`.
    UnknownNameError
        No actor has one of the names.
    """
    actors = dossier.actors
    colours = dict(zip(actors["name"], actors["colour"], strict=True))
    known = ActorNames(actors)
    given = {name: colour for actor, colour in read_colours(file).items() for name in asked_actors(known, [actor])}
    for name, colour in given.items():
        before = colours[name]
        for other, own in colours.items():
            if own == colour and other not in given:
                colours[other] = before
        colours[name] = colour
    column = pd.Series([colours[name] for name in actors["name"]], index=actors.index, dtype="str")
    return dossier.replace(actors=actors.assign(colour=column))
