"""The sides of UCDP's events: one actor each, or several that fight together, and what kind of actors they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.coded import recoded
from mapper.model.schema import ACTOR_COLUMNS, LIST_SEPARATOR
from mapper.readers.tables.table import cells

__all__ = ["actors_of", "sides_of"]

_SIDES: Final = {"side_a": ("actor1", "assoc_actor_1"), "side_b": ("actor2", "assoc_actor_2")}
_GOVERNMENT: Final = "Government of "
_CIVILIANS: Final = "Civilians"
_STAND_IN: Final = "XXX"
_UNIDENTIFIED: Final = rf"{_STAND_IN}\d+"
"""A side that UCDP has not identified yet, by the number of its country: XXX475 in Nigeria. Candidate events only."""
_BETWEEN: Final = ", "
"""What UCDP writes between the parties of a joint side: Government of Mali, Government of Russia (Soviet Union)."""


def sides_of(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the actors of both sides; the first of a joint side is the actor, the others are associated with it.

    A name is split at a comma only if each part is a government, or a side of its own in the same file.

    >>> frame = pd.DataFrame({"side_a": ["Government of A, Government of B"], "side_b": ["Front for Land, Bread"]})
    >>> {name: column.item() for name, column in sides_of(frame).items()}
    {'actor1': 'Government of A', 'assoc_actor_1': 'Government of B', 'actor2': 'Front for Land, Bread'}
    """
    parted, columns = _parted(frame), {}
    for side, (actor, associated) in _SIDES.items():
        names = cells(frame, side)
        columns[actor] = recoded(names, lambda name: parted(name)[0])
        others = recoded(names, lambda name: LIST_SEPARATOR.join(parted(name)[1:]))
        if (others != "").any():
            columns[associated] = others
    return columns


def _parted(frame: pd.DataFrame) -> Callable[[str], list[str]]:
    return partial(_parts, known=frozenset(name for side in _SIDES for name in cells(frame, side).unique()))


def _parts(name: str, known: frozenset[str]) -> list[str]:
    parts = name.split(_BETWEEN)
    return parts if all(part.startswith(_GOVERNMENT) or part in known for part in parts) else [name]


def _countries(frame: pd.DataFrame) -> dict[str, str]:
    """Return UCDP's country number → the country's name in the file."""
    numbers = pd.DataFrame({name: cells(frame, name) for name in ("country_id", "country")}).drop_duplicates()
    return dict(zip(numbers["country_id"], numbers["country"], strict=True))


def actors_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the actors with their kind, if the names or the type of violence tell it.

    State-based conflict is by UCDP's definition between a government and a rebel group or another government.

    >>> frame = pd.DataFrame({"side_a": ["Government of A"], "side_b": ["B"], "type_of_violence": ["1"]})
    >>> actors_of(frame)["kind"].tolist()
    ['Rebel Group', 'State Forces']
    >>> frame = pd.DataFrame({"side_a": ["XXX475", "XXX2"], "country_id": "475", "country": "Nigeria"})
    >>> actors_of(frame)["name"].tolist()
    ['XXX2 (side not identified)', 'XXX475 (side not identified, Nigeria)']
    """
    kind, parted = cells(frame, "type_of_violence"), _parted(frame)
    pairs = [pd.DataFrame({"name": cells(frame, side), "violence": kind}).drop_duplicates() for side in _SIDES]
    sides = pd.concat(pairs, ignore_index=True).drop_duplicates()
    named = sides.assign(name=sides["name"].map(parted)).explode("name").drop_duplicates()
    named = named[named["name"] != ""]
    government, civilians = named["name"].str.startswith(_GOVERNMENT), named["name"] == _CIVILIANS
    unidentified = named["name"].str.fullmatch(_UNIDENTIFIED)
    choices = [unidentified, government, civilians, named["violence"] == "1"]
    named["kind"] = np.select(choices, ["", "State Forces", _CIVILIANS, "Rebel Group"], "")
    named = named.sort_values(["name", "kind"], ascending=[True, False], kind="stable").drop_duplicates("name")
    unidentified = named["name"].str.fullmatch(_UNIDENTIFIED)
    countries = named["name"].str.removeprefix(_STAND_IN).map(_countries(frame)).fillna("")
    said = " (side not identified" + (", " + countries).where(countries != "", "") + ")"
    named = named.assign(actor_id=named["name"], name=named["name"].mask(unidentified, named["name"] + said))
    return named.reindex(columns=list(ACTOR_COLUMNS), fill_value="").astype("str").reset_index(drop=True)
