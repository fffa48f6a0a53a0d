"""What the style of every QGIS file says: which value of `actor1` is drawn in which colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapper.export.text import inert, valid_xml
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["NEUTRAL", "Category", "actors_present", "categories", "safe_colour"]

NEUTRAL: Final = "#7f7f7f"
"""The grey of events whose first actor is not stated, and of actors that have no colour."""

_HEX_COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Category:
    """One entry of the legend: the value of `actor1`, its label, its colour as `#rrggbb`."""

    value: str
    label: str
    colour: str


def categories(dossier: Dossier) -> list[Category]:
    """Return one category for each actor of the events, on either side, one for each combination, and the catch-all.

    The actors come in the dossier's order and colours. A combination such as `"A; B"` has the colour of the first
    named. The catch-all has the value `""`, which QGIS takes for "all other values"; it comes last.

    >>> import mapper
    >>> categories(mapper.read("seeds"))[-1]
    Category(value='', label='Not stated', colour='#7f7f7f')
    """
    actors = zip(dossier.actors["name"], dossier.actors["colour"], strict=True)
    colours = {name: safe_colour(colour) for name, colour in actors}
    present = actors_present(dossier)
    names = [name for name in colours if name in present]
    named = set(names)
    first_actors = dossier.events["actor1"].cat.remove_unused_categories().cat.categories
    names += sorted(value for value in first_actors if value and value not in named)
    found = [Category(valid_xml(name), inert(name), _colour(name, colours)) for name in names]
    return [*found, Category("", "Not stated", NEUTRAL)]


def _colour(value: str, colours: Mapping[str, str]) -> str:
    return colours.get(value) or colours.get(value.split(LIST_SEPARATOR, maxsplit=1)[0], NEUTRAL)


def actors_present(dossier: Dossier) -> set[str]:
    """Return the names of all actors that take part in an event of the dossier, in whichever role.

    >>> import mapper
    >>> "Wagner Group" in actors_present(mapper.read("seeds"))
    True
    """
    return set(_names(dossier))


def _names(dossier: Dossier) -> Iterator[str]:
    for role in ACTOR_ROLES:
        for cell in dossier.events[role].cat.remove_unused_categories().cat.categories:
            yield cell
            yield from (name for name in cell.split(LIST_SEPARATOR) if name)


def safe_colour(colour: str) -> str:
    """Return the colour if it is `#rrggbb`, else the neutral grey: anything else has no business in a style.

    >>> safe_colour("#1B9E77"), safe_colour("red;background:url(//example.org)")
    ('#1b9e77', '#7f7f7f')
    """
    return colour.lower() if _HEX_COLOUR.fullmatch(colour) else NEUTRAL
