"""Known actors: the kind and the colour that an actor has in every map, looked up by any of its names.

`mapper/data/actors.csv` holds public names of the field's data sets. The beginning of some other names tells their
kind. Kind and colour are only for drawing; they are never written into the record.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from mapper.errors import UnknownNameError
from mapper.model.actors.names import ActorNames, name_key
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name

__all__ = ["KnownActor", "actor_key", "asked_actors", "kind_of", "known_actor"]

_TABLE: Final = Path(__file__).parents[2] / "data" / "actors.csv"
_ERA: Final = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)\s*$")
"""The years that ACLED adds to the forces of a government: `Military Forces of Mali (2021-)`."""
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
_STATES: Final = ("military forces of ", "armed forces of ")
_GOVERNMENT: Final = "government of "
_BEGINNINGS: Final = {
    _GOVERNMENT: "State Forces",
    "military forces of ": "State Forces",
    "police forces of ": "State Forces",
    "armed forces of ": "State Forces",
    "civilians": "Civilians",
    "protesters": "Protesters",
    "rioters": "Rioters",
    "supporters of ": "Political Militia",
    "unidentified armed group": "Political Militia",
}


class KnownActor(NamedTuple):
    """The kind, colour and name that the table has for an actor; each may be empty."""

    kind: str = ""
    colour: str = ""
    name: str = ""


@cache
def actor_key(name: str) -> str:
    """Return a key that is the same for all spellings of a known actor's name; a government and its army share one.

    It is coarser than `name_key`, which reading a record uses: the armies of two governments, "(2020-2021)" and
    "(2021-)", are two actors there, but have one colour.

    >>> actor_key("Military Forces of Mali (2021-)") == actor_key("Government of Mali")
    True
    """
    words = name_key(_ERA.sub("", name))
    for beginning in _STATES:
        if words.startswith(beginning):
            words = _GOVERNMENT + words.removeprefix(beginning)
    if words.startswith(_GOVERNMENT):
        words = name_key(_ASIDE.sub("", _ERA.sub("", name))).replace("military forces of ", _GOVERNMENT)
    return words


@cache
def _table() -> dict[str, KnownActor]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        actor_key(name): KnownActor(row["kind"], row["colour"], row["name"])
        for row in rows
        for name in (row["name"], *names_in_cell(row["aliases"]))
    }


def known_actor(name: str) -> KnownActor:
    """Return what the table has on the actor of this name; all empty if it has nothing.

    >>> known_actor("JNIM").kind, known_actor("Nobody of Note")
    ('Rebel Group', KnownActor(kind='', colour='', name=''))
    """
    return _table().get(actor_key(name), KnownActor())


def kind_of(name: str, stated: str = "") -> str:
    """Return the kind of an actor for colouring: the stated, else the known, else the one that its name begins with.

    >>> kind_of("Civilians (Mali)"), kind_of("Government of Chad"), kind_of("Some Front")
    ('Civilians', 'State Forces', '')
    """
    if stated or (known := known_actor(name).kind):
        return stated or known
    words = fold_name(name)
    return next((kind for beginning, kind in _BEGINNINGS.items() if words.startswith(beginning)), "")


def asked_actors(actors: ActorNames, words: Iterable[str], *, with_successors: bool = False) -> list[str]:
    """Return the names of all actors that a user may mean, as `ActorNames.asked` does.

    A name that no actor of the dossier has is looked up in the table of known actors: GSIM is JNIM.

    Raises
    ------
    UnknownNameError
        No actor has one of the names; the error has the nearest known names.

    >>> import mapper
    >>> asked_actors(ActorNames(mapper.read("seeds").actors), ["GSIM"])
    ["Jama'at Nusrat al-Islam wal-Muslimin"]
    """
    found: dict[str, None] = {}
    for word in words:
        try:
            names = actors.asked([word], with_successors=with_successors)
        except UnknownNameError:
            names = actors.asked(_same(word, actors.names()), with_successors=with_successors)
            if not names:
                raise
        found |= dict.fromkeys(names)
    return list(found)


def _same(word: str, names: Iterable[str]) -> list[str]:
    """Return the names that mean the same known actor as `word`; none if `word` means a government or its army."""
    meant = "" if actor_key(word).startswith(_GOVERNMENT) else known_actor(word).name
    return [name for name in names if meant and known_actor(name).name == meant]
