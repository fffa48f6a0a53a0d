"""The content of QGIS styles: the colour of each value of `actor1`, and what the shapes mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.exports.text import inert, valid_xml
from mapper.exports.words import Message
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR, VAGUE_KINDS
from mapper.palette import NOT_STATED, OTHER, is_colour

if TYPE_CHECKING:
    import pandas as pd

    from mapper.model.dossier import Dossier

__all__ = ["Category", "Key", "categories", "doubted", "key"]


@dataclass(frozen=True, slots=True)
class Category:
    """One entry of the legend: the value of `actor1`, its label, its colour as `#rrggbb`."""

    value: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Key:
    """The texts of a legend besides its categories, in one language.

    Attributes
    ----------
    heading
        What the colours stand for.
    kinds
        The legend text of each kind of location in the layer that is not an exact place.
    doubted
        The legend text of points that are not where the record says; `""` if the layer has none.
    in_area
        The text after the name of a place that is known only as an area.
    """

    heading: str
    kinds: Mapping[str, str]
    in_area: str
    doubted: str = ""


def key(dossier: Dossier, language: str = "en") -> Key:
    """Return the texts of the legend besides its categories.

    >>> import mapper
    >>> said = key(mapper.read("seeds"))
    >>> said.heading, said.kinds["area"]
    ('Colour: the first actor, who need not have attacked', 'Dashed square: somewhere in the area named')
    """
    present = set(dossier.events["location_kind"].astype("str"))
    kinds = {kind: Message(f"key-{kind}").text(language) for kind in VAGUE_KINDS if kind in present}
    doubt = Message("key-doubted").text(language) if doubted(dossier).any() else ""
    return Key(Message("key-colour").text(language), kinds, Message("key-in-area").text(language), doubt)


def doubted(dossier: Dossier) -> pd.Series:
    """Return for each event whether its point is elsewhere than its record says.

    >>> import mapper
    >>> bool(doubted(mapper.read("seeds")).any())
    False
    """
    return dossier.events["event_id"].isin([*(dossier.doubts or ())])


def categories(dossier: Dossier, language: str = "en") -> list[Category]:
    """Return one category for each actor on either side, one for each combination of actors, and the catch-all.

    The actors come in the dossier's order and colours. A combination such as `"A; B"` has the colour of the first
    named. The catch-all comes last. Its value is `""`, which QGIS takes for "all other values"; its label is in
    `language`.

    >>> import mapper
    >>> categories(mapper.read("seeds"))[-1]
    Category(value='', label='Not stated', colour='#c9c7c0')
    """
    actors = zip(dossier.actors["name"], dossier.actors["colour"], strict=True)
    colours = {name: _safe_colour(colour) for name, colour in actors}
    present = _actors_present(dossier)
    names = [name for name in colours if name in present]
    named = set(names)
    first_actors = dossier.events["actor1"].cat.remove_unused_categories().cat.categories
    names += sorted(value for value in first_actors if value and value not in named)
    found = [Category(valid_xml(name), inert(name), _colour(name, colours)) for name in names]
    return [*found, Category("", Message("side-not-stated").text(language), NOT_STATED)]


def _colour(value: str, colours: Mapping[str, str]) -> str:
    return colours.get(value) or colours.get(value.split(LIST_SEPARATOR, maxsplit=1)[0], OTHER)


def _actors_present(dossier: Dossier) -> set[str]:
    """Return all actor names of the events, in any role, and cells that name several actors."""
    columns = (dossier.events[role].cat.remove_unused_categories() for role in ACTOR_ROLES)
    cells = {cell for column in columns for cell in column.cat.categories}
    return cells | {name for cell in cells for name in cell.split(LIST_SEPARATOR) if name}


def _safe_colour(colour: str) -> str:
    """Return the colour if it is `#rrggbb`, else a neutral grey: nothing else may enter a style.

    >>> _safe_colour("#1B9E77"), _safe_colour("red;background:url(//example.org)")
    ('#1b9e77', '#8a8a86')
    """
    return colour.lower() if is_colour(colour.lower()) else OTHER
