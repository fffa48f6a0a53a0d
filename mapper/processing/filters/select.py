"""Select the events that meet all conditions.

A filter is a list of conditions; each is tested on the events that the previous ones left, so that an empty result can
name the condition that emptied it. The page counts in the same way (docs/design/model.md, "Semantics").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mapper.errors import EmptySelectionError
from mapper.model.dossier import Dossier
from mapper.options import Conditions, typed
from mapper.processing.filters.around import around_place
from mapper.processing.filters.base import Test
from mapper.processing.filters.selected import selected_by
from mapper.processing.filters.what import (
    deadly,
    disputed_on,
    from_source,
    involving,
    not_involving,
    of_context,
    of_type,
)
from mapper.processing.filters.when import between, in_months
from mapper.processing.filters.where import at_place, in_box, in_country, in_district, in_division, names_meant, precise
from mapper.processing.filters.words import with_words

__all__ = ["check_conditions", "filter_words", "select"]


def select(dossier: Dossier, conditions: Conditions, *, allow_empty: bool = True) -> Dossier:
    """Return the dossier with only the events that meet all conditions, in their order.

    Raises
    ------
    UnknownNameError
        The dossier does not have an actor, type or source of this name; the error has the nearest names.
    ParameterError
        A date, month, box or country that cannot be read.
    EmptySelectionError
        `allow_empty` is false and no event is left; it names the condition that emptied the selection.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> len(select(mapper.read("seeds"), Conditions(from_="2099")).events)
    0
    """
    events = dossier.events
    for condition, narrow in _tests(conditions):
        before = len(events)
        events = events[narrow(dossier, events)]
        if before and events.empty and not allow_empty:
            raise EmptySelectionError(condition, before, names_meant(dossier, condition))
    words = " ".join(filter(None, (dossier.filter_words, filter_words(conditions))))
    selected = (*dossier.selected, *selected_by(conditions, dossier.actors))
    return dossier.with_events(events).replace(filter_words=words, selected=selected)


def filter_words(conditions: Conditions) -> str:
    """Return the conditions as they would be typed, in the order in which they narrow the selection.

    >>> filter_words(Conditions(text="market", month=("2025-06",)))
    '--month 2025-06 --text market'
    """
    return " ".join(typed(condition) for condition, _ in _steps(conditions))


def check_conditions(conditions: Conditions) -> None:
    """Raise the errors that `select` would raise for unreadable dates, months, boxes and countries, without a dossier.

    >>> check_conditions(Conditions(bbox="1,2,3"))
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: bbox: cannot read '1,2,3'; give four numbers W,S,E,N in degrees
    """
    _tests(conditions)


def _tests(conditions: Conditions) -> list[tuple[Mapping[str, object], Test]]:
    """Return the conditions that are set, each with its parameters and its test."""
    return [(values, make(**values)) for values, make in _steps(conditions)]


def _steps(conditions: Conditions) -> list[tuple[dict[str, Any], Callable[..., Test]]]:
    """Return the conditions that are set, in a fixed order, each with its parameters and the maker of its test."""
    given = conditions.given()
    asked = [({name: given[name] for name in names if name in given}, make) for names, make in _TESTS.items()]
    return [(values, make) for values, make in asked if values]


_TESTS: dict[tuple[str, ...], Callable[..., Test]] = {
    ("from_", "to"): between,
    ("actor", "with_successors"): involving,
    ("not_actor",): not_involving,
    ("month",): in_months,
    ("type",): of_type,
    ("country",): in_country,
    ("admin1",): in_division,
    ("admin2",): in_district,
    ("place",): at_place,
    ("bbox",): in_box,
    ("around", "within_km"): around_place,
    ("min_fatalities",): deadly,
    ("max_geo_precision",): precise,
    ("context",): of_context,
    ("source",): from_source,
    ("disputed",): disputed_on,
    ("text",): with_words,
}
"""The fields of `Conditions` that make a test together, in the order in which the tests narrow the selection."""
