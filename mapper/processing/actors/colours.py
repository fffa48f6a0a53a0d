"""The colours of actors, which do not depend on the filter."""

from __future__ import annotations

import pandas as pd

from mapper.model.actors.known import actor_key, kind_of, known_actor
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT, events_of_rows, involved, role_columns
from mapper.palette import ActorSize, actor_colours

__all__ = ["with_actor_colours"]


def with_actor_colours(dossier: Dossier) -> Dossier:
    """Return the dossier with a colour for every actor: the recorded one, else its own, else that of its kind.

    Done before any filter, from all events, so that an actor keeps its colour.

    >>> from mapper.processing.actors.canonical import canonical
    >>> from mapper.palette import is_colour
    >>> from mapper.readers import read_sources
    >>> bool(with_actor_colours(canonical(read_sources(["seeds"]))).actors.colour.map(is_colour).all())
    True
    """
    actors = dossier.actors
    if not len(actors):
        return dossier
    pairs = involved(role_columns(dossier.events))
    counts = events_of_rows(dossier.events).to_numpy() if COUNT in dossier.events else None
    events = dict(zip(pairs.names, pairs.sizes(counts).tolist(), strict=True))
    sizes = [
        ActorSize(name, events.get(name, 0), colour, kind_of(name, kind), known_actor(name).colour, actor_key(name))
        for name, colour, kind in zip(actors["name"], actors["colour"], actors["kind"], strict=True)
    ]
    return dossier.replace(
        actors=actors.assign(colour=pd.Series(actor_colours(sizes), index=actors.index, dtype="str"))
    )
