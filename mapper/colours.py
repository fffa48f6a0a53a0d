"""Give the actors of a dossier their colours."""

from __future__ import annotations

import pandas as pd

from mapper.actors import involvements
from mapper.model.dossier import Dossier
from mapper.palette import ActorSize, actor_colours

__all__ = ["assign"]


def assign(dossier: Dossier) -> Dossier:
    """Return the dossier with a colour for every actor: the recorded one, else by rank among the largest, else grey.

    Done before any filter, from all events, so that an actor keeps its colour.

    >>> from mapper.actors import canonical
    >>> from mapper.palette import is_colour
    >>> from mapper.readers import read_sources
    >>> bool(assign(canonical(read_sources(["seeds"]))).actors.colour.map(is_colour).all())
    True
    """
    actors = dossier.actors
    if not len(actors):
        return dossier
    events = actors["name"].map(involvements(dossier.events)["actor"].value_counts()).fillna(0).astype("int64")
    sizes = [ActorSize(*row) for row in zip(actors["name"], events.tolist(), actors["colour"], strict=True)]
    return dossier.replace(
        actors=actors.assign(colour=pd.Series(actor_colours(sizes), index=actors.index, dtype="str"))
    )
