"""The actors that a user asks for: by name, short name, id or alias, and those that came after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from mapper.errors import UnknownNameError
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name, nearest

__all__ = ["find_actors"]


def find_actors(actors: pd.DataFrame, asked: Iterable[str], *, with_successors: bool = False) -> list[str]:
    """Return the canonical names of actors given by name, short name, id or alias, in any case and accents.

    What stands before a colon in a name, as in ACLED's "RSF: Rapid Support Forces", is a short name of it where no
    actor is called so.

    With `with_successors` each is followed by those that came after it, one after the other; those before it never are.

    Raises
    ------
    UnknownNameError
        One that is not there, with the nearest known names.

    >>> table = {"actor_id": ["old", "new"], "name": ["Old Front", "New Front"], "short_name": ["OF", "NF"],
    ...     "aliases": "", "successor": ["new", ""]}
    >>> find_actors(pd.DataFrame(table), ["of"])
    ['Old Front']
    >>> find_actors(pd.DataFrame(table), ["of"], with_successors=True)
    ['Old Front', 'New Front']
    >>> named = pd.DataFrame({**table, "name": ["OLD: Old Front", "NEW: New Front"], "short_name": ""})
    >>> find_actors(named, ["OLD"]), find_actors(named.assign(actor_id=["1", "2"]), ["new"])
    (['OLD: Old Front'], ['NEW: New Front'])
    """
    index: dict[str, list[str]] = defaultdict(list)
    for row in actors.itertuples(index=False):
        for word in (row.name, row.short_name, row.actor_id, *names_in_cell(str(row.aliases))):
            if _key(word) and row.name not in index[_key(word)]:
                index[_key(word)].append(str(row.name))
    initials: dict[str, list[str]] = defaultdict(list)
    for name in map(str, actors["name"]):
        short, colon, _ = name.partition(": ")
        if colon:
            initials[_key(short)].append(name)
    found: list[str] = []
    for word in asked:
        names = index.get(_key(word)) or initials.get(_key(word))
        if not names:
            near = (index[key][0] for key in nearest(_key(word), index))
            raise UnknownNameError("actor", word, list(dict.fromkeys(near)))
        found += [name for name in names if name not in found]
    return _with_successors(actors, found) if with_successors else found


def _key(word: object) -> str:
    """Return what names are found by: folded, or as written where nothing of a letter or digit is left of it."""
    return fold_name(str(word)) or str(word).strip()


def _with_successors(actors: pd.DataFrame, names: list[str]) -> list[str]:
    """Follow the column `successor` (an id or a name, or several with `;`) from each actor to the last; circles end."""
    called = {
        fold_name(str(word)): str(row.name)
        for row in actors.itertuples(index=False)
        for word in (row.name, row.actor_id)
    }
    after = {
        str(row.name): [
            called[fold_name(word)] for word in names_in_cell(str(row.successor)) if fold_name(word) in called
        ]
        for row in actors.itertuples(index=False)
    }
    found = dict.fromkeys(names)
    waiting = list(names)
    for name in waiting:  # grows while it is read
        new = [one for one in after[name] if one not in found]
        waiting += new
        found |= dict.fromkeys(new)
    return list(found)
