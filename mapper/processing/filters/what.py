"""Conditions on what happened, who took part, how many died and who reports it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mapper.errors import ParameterError, UnknownNameError
from mapper.model.actors.known import asked_actors
from mapper.model.actors.names import ActorNames
from mapper.model.dossier import Dossier
from mapper.model.involved import involvements
from mapper.model.schema import LIST_SEPARATOR
from mapper.model.text import fold_name, nearest
from mapper.options import ANY_FIELD
from mapper.processing.context import is_context
from mapper.processing.filters.base import Test, known_name

__all__ = [
    "deadly", "disputed_on", "from_source", "involving", "not_involving", "of_context", "of_type", "types_meant",
    "types_of",
]  # fmt: skip


def involving(actor: Sequence[str] = (), *, with_successors: bool = False) -> Test:
    """Make a test that is true where one of the actors takes part, by any of their names.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> int(involving(["JNIM"])(dossier, dossier.events).sum())
    5
    """
    if not actor:
        raise ParameterError("with_successors", "", "the actor to begin with, by `actor`")

    def test(dossier: Dossier, events: pd.DataFrame) -> np.ndarray:
        names = asked_actors(ActorNames(dossier.actors), actor, with_successors=with_successors)
        pairs = involvements(events)
        mask = np.zeros(len(events), dtype=bool)
        mask[pairs.loc[pairs["actor"].isin(names), "row"].to_numpy()] = True
        return mask

    return test


def not_involving(not_actor: Sequence[str]) -> Test:
    """Make a test that is true where none of the actors takes part.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> int((~not_involving(["JNIM"])(dossier, dossier.events)).sum())
    5
    """
    takes_part = involving(not_actor)
    return lambda dossier, events: ~takes_part(dossier, events)


def of_type(type: Sequence[str]) -> Test:  # noqa: A002 - the parameter is called so
    """Make a test that is true of these types or sub-types of events.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> bool(of_type([dossier.events["event_type"].iloc[0]])(dossier, dossier.events).iloc[0])
    True
    """

    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        names = types_meant(type, types_of(dossier.events))
        return events["event_type"].isin(names) | events["sub_event_type"].isin(names)

    return test


def types_of(events: pd.DataFrame) -> frozenset[str]:
    """Return the types and sub-types that events have.

    >>> events = pd.DataFrame({"event_type": ["Battles", ""], "sub_event_type": ["Armed clash", ""]})
    >>> sorted(types_of(events))
    ['Armed clash', 'Battles']
    """
    return frozenset(str(kind) for name in ("event_type", "sub_event_type") for kind in events[name].unique() if kind)


def types_meant(asked: Sequence[str], types: Iterable[str]) -> set[str]:
    """Return the types asked for, as the events write them.

    Raises UnknownNameError for a type that does not occur, with the nearest ones.

    >>> types_meant(["battles"], ["Battles", "Riots"])
    {'Battles'}
    """
    known = {fold_name(kind): kind for kind in sorted(types)}
    return {known_name("type", word, fold_name(word), known) for word in asked}


def deadly(min_fatalities: int) -> Test:
    """Make a test that is true where at least so many died, by the best figure, else the lowest.

    >>> low, best, high = ([pd.NA, 20], [7, pd.NA], [9, 124])
    >>> rows = pd.DataFrame({"fatalities_low": low, "fatalities_best": best, "fatalities_high": high}, dtype="Int64")
    >>> deadly(10)(None, rows).tolist()
    [False, True]
    """

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        lowest = events["fatalities_low"].fillna(events["fatalities_high"] * 0)  # "up to 9" may be 0
        return (events["fatalities_best"].fillna(lowest) >= min_fatalities).fillna(value=False).astype(bool)

    return test


def of_context(context: str) -> Test:
    """Make a test that is true of political and contextual events ("only"), of the others ("leave-out") or of all.

    >>> of_context("include")(None, pd.DataFrame({"event_id": ["a", "b"]})).tolist()
    [True, True]
    """
    wanted = context == "only"
    return lambda _, events: is_context(events) == wanted if context != "include" else np.ones(len(events), dtype=bool)


def from_source(source: Sequence[str]) -> Test:
    """Make a test that is true where one of the sources reports the event, by its id.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> bool(from_source([dossier.sources["source_id"].iloc[0]])(dossier, dossier.events).any())
    True
    """

    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        known = {name: name for name in dossier.sources["source_id"]}
        ids = {known_name("source", name, name, known) for name in source}
        match = {text: not ids.isdisjoint([text, *text.split(LIST_SEPARATOR)]) for text in events["source"].unique()}
        return events["source"].map(match).astype(bool)

    return test


def disputed_on(disputed: Sequence[str]) -> Test:
    """Make a test that is true where sources disagree on one of these fields of claims, or on any with `ANY_FIELD`.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> bool(disputed_on(["any"])(dossier, dossier.events).any())
    True
    """

    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        cells = {text: {ANY_FIELD, *text.split(LIST_SEPARATOR)} for text in events["disputed_fields"].unique() if text}
        here = {ANY_FIELD}.union(*cells.values())
        for name in set(disputed) - here - set(dossier.claims["field"]):
            raise UnknownNameError("field of claims", name, nearest(name, sorted(here)) or sorted(here))
        return events["disputed_fields"].map(lambda text: not cells.get(text, set()).isdisjoint(disputed)).astype(bool)

    return test
