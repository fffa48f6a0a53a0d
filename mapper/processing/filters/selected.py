"""The filter of a dossier in plain words, so that readers of the map see that it has only these events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pandas as pd

from gazetteer.countries import country_message, country_or_blank
from mapper.errors import UnknownNameError
from mapper.model.actors.known import asked_actors
from mapper.model.actors.names import ActorNames
from mapper.options import ANY_FIELD, Conditions
from mapper.processing.filters.around import middle_meant
from mapper.words import Message

__all__ = ["selected_by"]


def selected_by(conditions: Conditions, actors: pd.DataFrame) -> tuple[Message, ...]:
    """Return a message for each condition, which describes the events that meet it.

    `actors` is the dossier's table, for the short names of actors.

    >>> import mapper
    >>> given = Conditions(actor=("jnim",), country=("ML",), min_fatalities=5)
    >>> [one.text() for one in selected_by(given, mapper.read("seeds").actors)]
    ['actor: JNIM', 'country: Mali', 'at least 5 killed']
    """
    return (*_who_and_when(conditions, actors), *_where(conditions), *_what(conditions))


def _who_and_when(given: Conditions, actors: pd.DataFrame) -> Iterator[Message]:
    if given.from_:
        yield Message("selected-from", date=given.from_)
    if given.to:
        yield Message("selected-to", date=given.to)
    if given.month:
        yield Message("selected-months", n=len(given.month), dates=given.month)
    if given.actor:
        names = _named(given.actor, actors, with_successors=given.with_successors)
        yield Message("selected-actors", n=len(names), names=names)
    if given.not_actor:
        yield Message("selected-without", names=_named(given.not_actor, actors))


def _where(given: Conditions) -> Iterator[Message]:
    if given.country:
        countries = tuple(country_message(country_or_blank(name)) for name in given.country)
        yield Message("selected-countries", n=len(countries), names=countries)
    if given.admin1:
        yield Message("selected-areas", n=len(given.admin1), names=given.admin1)
    if given.admin2:
        yield Message("selected-districts", n=len(given.admin2), names=given.admin2)
    if given.place:
        yield Message("selected-places", n=len(given.place), names=given.place)
    if given.bbox:
        west, south, east, north = (float(part) for part in given.bbox.split(","))
        yield Message("selected-box", west=west, south=south, east=east, north=north)
    if given.within_km is not None:
        middle = middle_meant(given.around)
        yield Message("selected-around", km=given.within_km, name=middle.name, country=middle.country)
    if given.max_geo_precision is not None:
        yield Message("selected-precise", step=given.max_geo_precision)


def _what(given: Conditions) -> Iterator[Message]:
    if given.type:
        yield Message("selected-types", n=len(given.type), types=given.type)
    if given.min_fatalities is not None:
        yield Message("selected-deadly", least=given.min_fatalities)
    if given.context == "only":
        yield Message("selected-context")
    if given.context == "leave-out":
        yield Message("selected-no-context")
    if given.source:
        yield Message("selected-sources", n=len(given.source), names=given.source)
    if given.disputed:
        fields = () if ANY_FIELD in given.disputed else given.disputed
        yield Message("selected-disputed", fields=fields) if fields else Message("selected-any-disputed")
    if given.text:
        yield Message("selected-words", text=given.text)


def _named(asked: tuple[str, ...], actors: pd.DataFrame, *, with_successors: bool = False) -> tuple[str, ...]:
    """Return actors by their short names, or as they were asked for if the table no longer has them."""
    with suppress(UnknownNameError):
        known = ActorNames(actors)
        return tuple(dict.fromkeys(map(known.short, asked_actors(known, asked, with_successors=with_successors))))
    return asked
