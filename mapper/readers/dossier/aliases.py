"""The aliases that an exported file implies: the written and the canonical name of each actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from mapper.model.actors.names import ActorNames, name_key
from mapper.model.dossier import empty_table
from mapper.model.involved import names_in, names_written
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, LIST_SEPARATOR
from mapper.model.text import plain_name

__all__ = ["with_aliases"]

Cell = tuple[str, str, str]
"""A role, what was written in it, and the names that this became."""


def with_aliases(exported: pd.DataFrame, recorded: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the record and the table of its actors, so that each text still means the same actor.

    If a text meant different actors in different rows, as an alias that held for a time does, or if a name is one of
    two, the record has the actor's name: a single file cannot say when an alias held.

    Parameters
    ----------
    exported, recorded
        The file's table, with canonical names, and the same rows as they were written.

    >>> exported = pd.DataFrame({"event_id": ["a"], "actor1": ["Wagner Group"]})
    >>> with_aliases(exported, exported.assign(actor1="Wagner PMC"))[1][["name", "aliases"]].values.tolist()
    [['Wagner Group', 'Wagner PMC']]
    """
    roles = [role for role in ACTOR_ROLES if role in exported]
    if not any((exported[role] != recorded[role]).any() for role in roles):
        return recorded, empty_table(ACTOR_COLUMNS)
    names = {name: None for role in roles for cell in exported[role].unique() for name in names_in(cell, role)}
    cells = {(role, *pair) for role in roles for pair in zip(recorded[role], exported[role], strict=True)}
    aliases = _aliases(list(names), {cell for cell in cells if cell[1] != cell[2]})
    columns = {
        "actor_id": [*names],
        "name": [*names],
        "aliases": [LIST_SEPARATOR.join(aliases[name]) for name in names],
    }
    actors = pd.DataFrame(columns, dtype="str").reindex(columns=list(ACTOR_COLUMNS), fill_value="")
    known = ActorNames(actors)
    lost = {cell for cell in cells if not _tells(known, cell)}
    for role in roles if lost else ():
        pairs = zip(recorded[role], exported[role], strict=True)
        told = [name if (role, text, name) in lost else text for text, name in pairs]
        recorded = recorded.assign(**{role: pd.Series(told, index=recorded.index, dtype="str")})
    return recorded, actors


def _aliases(names: list[str], cells: set[Cell]) -> Mapping[str, list[str]]:
    """Return name → its other written forms that no other actor has."""
    called = ActorNames(pd.DataFrame({"name": names}))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for word, name in sorted(pair for cell in cells for pair in _pairs(cell)):
        meant[name_key(word)].add(name)
        words.setdefault(name_key(word), word.strip())
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for key, word in words.items():
        (name, *others) = meant[key]
        if not called.knows(word) and not others and called.meant(name) == (name,) and ";" not in word:
            aliases[name].append(word)
    return aliases


def _tells(known: ActorNames, cell: Cell) -> bool:
    """Tell whether these actors make the written text mean the same names."""
    role, written, name = cell
    read = (plain_name(known.canonical(word)) for word in names_written(written, role))
    return [*filter(None, read)] == [*map(plain_name, names_in(name, role))]


def _pairs(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield each text of a cell with the name that it became, if the cell has as many texts as names."""
    role, written, name = cell
    words, names = names_written(written, role), names_in(name, role)
    if len(words) == len(names):
        yield from zip(words, names, strict=True)
