"""Who an actor is: which actor a written name means, what it is part of, who follows it, and when it is active."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from mapper.errors import UnknownNameError
from mapper.model.actors.validity import Days, Validity, validities
from mapper.model.schema import ACTOR_COLUMNS, names_in_cell
from mapper.model.text import fold_name, nearest

__all__ = ["ActorNames", "name_key", "prose_key"]

_ARTICLE: Final = "the "
_WORD: Final = re.compile(r"\w+")
_INITIALS: Final = re.compile(r"\(((?=[^()]*[A-Z][^()]*[A-Z])[^\W\d_][\w-]*)\)\s*$")
"""Initials or a short name in brackets at the end of a name: two capitals or more, and no country or years."""
_FAMILY: Final = 3
"""The most links between two actors of one family."""


def name_key(name: str) -> str:
    """Return the key by which names of actors are compared, wherever one is written.

    The key has no case, no accents and no article "the", and one kind of apostrophe and hyphen. If no letter, digit or
    sign is left, it is the name as written.

    >>> name_key("The  Résistance") == name_key("resistance")
    True
    """
    return fold_name(name).removeprefix(_ARTICLE) or name.strip()


def prose_key(text: str) -> str:
    """Return the key by which names are found in running text: words only, since sentences are read word by word.

    >>> prose_key("the Jama’at Nusrat")
    'jama at nusrat'
    """
    return " ".join(_WORD.findall(fold_name(text))).removeprefix(_ARTICLE)


class _Rank(IntEnum):
    """How a name belongs to an actor; if several actors have the name, it means those of the lowest rank.

    `BARE` is the name of an actor of which nothing else is known, such as one made from a name in a record. In an
    exported dossier such an actor does not take an alias from the actor that has it.
    """

    OWN = 0
    ALIAS = 1
    BARE = 2


class _Naming(NamedTuple):
    """One name of an actor; `folded` keeps the article."""

    folded: str
    actor: str
    rank: _Rank
    time: Validity | None


class ActorNames:
    """The actors of a dossier by all their names; without a table every name means only itself.

    A name, short name or id always means its actor. An alias does while the actor is active, and several actors may
    have it. An actor known only by its name keeps that name unless another actor has it too.

    Parameters
    ----------
    actors
        Rows of the table `actors`; missing columns count as empty.

    >>> table = pd.DataFrame({"actor_id": ["w", "g"], "name": ["White Army", "Guard"], "short_name": ["WA", ""],
    ...     "aliases": ["Whites", ""], "parent": ["", "w"]})
    >>> ActorNames(table).canonical("the whites"), ActorNames().canonical(" Whites ")
    ('White Army', 'Whites')
    """

    def __init__(self, actors: pd.DataFrame | None = None) -> None:
        table = pd.DataFrame(columns=ACTOR_COLUMNS) if actors is None else actors
        table = table.reindex(columns=list(ACTOR_COLUMNS), fill_value="").fillna("").astype("str")
        self._table = table[table["name"] != ""]  # else a canonical name could be empty
        times = validities(self._table)
        self.times = {time.actor: time for time in times if time}
        self._namings = _indexed(self._table, times)
        # Tables repeat names, and claims are compared in pairs: each name is looked up once.
        self._named: dict[str, list[_Naming]] = {}
        self._inside: dict[str, frozenset[str]] = {}

    def meant(self, text: str, days: Days | None = None) -> tuple[str, ...]:
        """Return the actors that a text may mean, on these days if they are known; empty if no actor has the name.

        >>> from datetime import date
        >>> table = pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"], "aliases": "Reds",
        ...     "active_from": ["", "2024"], "active_to": ["2023", ""]})
        >>> ActorNames(table).meant("the Reds"), ActorNames(table).meant("Reds", (date(2024, 7, 1),) * 2)
        (('A', 'B'), ('B',))
        """
        return _lowest(naming for naming in self._of(text) if days is None or _holds(naming, days))

    def canonical(self, text: str, days: Days | None = None) -> str:
        """Return the actor's name, or the text itself if no actor or more than one has that name."""
        meant = self.meant(text, days)
        return meant[0] if len(meant) == 1 else text.strip()

    def depends_on_days(self, text: str) -> bool:
        """Tell whether a text may mean different actors on different days: it is an alias."""
        return any(naming.rank is _Rank.ALIAS for naming in self._of(text))

    def knows(self, text: str) -> bool:
        """Tell whether any actor has this name."""
        return bool(self._of(text))

    def asked(self, words: Iterable[str], *, with_successors: bool = False) -> list[str]:
        """Return the names of all actors that a user may mean, whatever the rank of the name and whenever it held.

        A user who asks wants all of them; a record means one. The part of a name before a colon, as in ACLED's
        "RSF: Rapid Support Forces", or in brackets at its end, as in GTD's "Tehrik-i-Taliban Pakistan (TTP)", counts as
        its short name if no actor has it as a name.

        With `with_successors`, all successors of these actors are added, and never their predecessors.

        Raises
        ------
        UnknownNameError
            No actor has one of the names; the error has the nearest known names.

        >>> table = pd.DataFrame({"actor_id": ["old", "new"], "name": ["OLD: Old Front", "New Front"],
        ...     "short_name": ["", "NF"], "successor": ["new", ""]})
        >>> ActorNames(table).asked(["nf"]), ActorNames(table).asked(["the Old"], with_successors=True)
        (['New Front'], ['OLD: Old Front', 'New Front'])
        >>> ActorNames(table.assign(actor_id=["1", "2"])).asked(["OLD"])
        ['OLD: Old Front']
        """
        found: dict[str, None] = {}
        for word in words:
            names = [naming.actor for naming in self._of(word)] or self._short_in_names.get(name_key(word), [])
            if not names:
                near = (self._namings[key][0].actor for key in nearest(name_key(word), self._namings))
                raise UnknownNameError("actor", word, list(dict.fromkeys(near)))
            found |= dict.fromkeys(names)
        after = _reached(found, self.successors) if with_successors else found
        return [name for name in after if name in self._short_names]

    def names(self) -> list[str]:
        """Return the name of each actor."""
        return list(self._short_names)

    def short(self, name: str) -> str:
        """Return the short name of an actor, or its name where it has none."""
        return self._short_names.get(name) or name

    def key(self, text: str) -> str:
        """Return a key that is the same for names of one actor, whether the table has the actor or not.

        >>> ActorNames().key("the Rebels") == ActorNames().key("rebels")
        True
        """
        meant = self.meant(text)
        return fold_name(meant[0]) if len(meant) == 1 else name_key(text)

    def group_key(self, text: str) -> str:
        """Return a key that is the same for texts of `unit_or_group` that name the same groups, in any order.

        >>> ActorNames().group_key("Army; Police") == ActorNames().group_key("police;army")
        True
        """
        return ";".join(sorted(map(self.key, names_in_cell(text))))

    # Relations between actors -----------------------------------------------------------------------------------------

    def within(self, name: str, other: str) -> bool:
        """Tell whether an actor is another or part of it at any depth; for a shared alias, whether any actor of it is.

        >>> table = pd.DataFrame({"actor_id": ["a", "b"], "name": ["Army", "5th Brigade"], "parent": ["", "a"]})
        >>> ActorNames(table).within("5th Brigade", "Army"), ActorNames(table).depth("5th Brigade")
        (True, 1)
        """
        if name not in self._inside:
            self._inside[name] = frozenset(above for one in (name, *self.meant(name)) for above in self._above(one))
        return other in self._inside[name] or not self._inside[name].isdisjoint(self.meant(other))

    def depth(self, name: str) -> int:
        """Return how many actors this one is part of, at any depth."""
        return len(self._above(name)) - 1

    def line(self, name: str) -> set[str]:
        """Return the actor with all its predecessors and successors.

        >>> table = pd.DataFrame({"actor_id": ["a", "b", "c"], "name": ["A", "B", "C"], "successor": ["b", "c", ""]})
        >>> sorted(ActorNames(table).line("B"))
        ['A', 'B', 'C']
        """
        return set(_reached([name], self._in_line))

    def family(self, name: str) -> set[str]:
        """Return the actor and all at most `_FAMILY` links away; a link joins it to a successor or to its parent."""
        return set(_reached([name], self._related, steps=_FAMILY))

    def active(self, names: Iterable[str], days: Days | None) -> str:
        """Return the only one of these actors that was active then; `""` if none or several were.

        Where the days are not known, only actors without a stated time count.

        >>> from datetime import date
        >>> table = pd.DataFrame({"name": ["A", "B"], "active_from": ["", "2024"]})
        >>> ActorNames(table).active(["A", "B"], (date(2023, 7, 1),) * 2), ActorNames(table).active(["B"], None)
        ('A', '')
        """
        fitting = [
            name for name in names if (time := self.times.get(name)) is None or (days and not time.is_outside(days))
        ]
        return fitting[0] if len(fitting) == 1 else ""

    @cached_property
    def successors(self) -> Mapping[str, list[str]]:
        """Name → the names of its successors; as written if the table does not have the successor."""
        return self._links("successor")

    @cached_property
    def in_prose(self) -> Mapping[str, tuple[str, ...]]:
        """`prose_key` of a name, short name or alias → its actors; not of ids, which may be words such as "army"."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        columns = (self._table[column] for column in ("name", "short_name", "aliases"))
        for name, short, aliases in zip(*columns, strict=True):
            for word in filter(None, map(prose_key, (name, short, *names_in_cell(aliases)))):
                found[word][name] = None
        return {word: tuple(names) for word, names in found.items()}

    def _of(self, text: str) -> list[_Naming]:
        """Return the actors with this name; if "Front" and "The Front" are two actors, the one that is spelled so."""
        if text not in self._named:
            found = self._namings.get(name_key(text), [])
            exact = [one for one in found if one.rank is not _Rank.ALIAS and one.folded == fold_name(text)]
            self._named[text] = [one for one in found if one.rank is _Rank.ALIAS or one in exact] if exact else found
        return self._named[text]

    @cached_property
    def _short_in_names(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._table["name"]:
            before, colon, _ = name.partition(": ")
            bracketed = _INITIALS.search(name)
            for short in ([before] if colon else []) + ([bracketed[1]] if bracketed else []):
                found[name_key(short)].append(name)
        return found

    @cached_property
    def _short_names(self) -> Mapping[str, str]:
        return dict(zip(self._table["name"], self._table["short_name"], strict=True))

    @cached_property
    def _parents(self) -> Mapping[str, list[str]]:
        links = self._links("parent")
        return {name: [above for above in others if above in self._short_names] for name, others in links.items()}

    @cached_property
    def _in_line(self) -> Mapping[str, list[str]]:
        return _both_ways(self.successors)

    @cached_property
    def _related(self) -> Mapping[str, list[str]]:
        return _both_ways(self.successors, self._parents)

    def _above(self, name: str) -> list[str]:
        """Return the actor and all actors that it is part of, at any depth."""
        return _reached([name], self._parents)

    def _links(self, column: str) -> dict[str, list[str]]:
        """Return name → the actors that a column names, by id (as documented) or by any other name."""
        ids = dict(zip(map(name_key, self._table["actor_id"]), self._table["name"], strict=True))
        links: dict[str, list[str]] = defaultdict(list)
        for name, cell in zip(self._table["name"], self._table[column], strict=True):
            links[name] += [ids.get(name_key(word)) or self.canonical(word) for word in names_in_cell(cell)]
        return dict(links)


def _indexed(actors: pd.DataFrame, times: Iterable[Validity | None]) -> dict[str, list[_Naming]]:
    """Return `name_key` → the actors with a name of this key."""
    index: dict[str, list[_Naming]] = defaultdict(list)
    own = np.where(_bare(actors), _Rank.BARE, _Rank.OWN).tolist()
    columns = [actors[column].tolist() for column in ("name", "short_name", "actor_id", "aliases")]
    for time, rank, name, short, actor_id, aliases in zip(times, own, *columns, strict=True):
        ranked = [(word, _Rank(rank)) for word in (name, short, actor_id)]
        ranked += [(word, _Rank.ALIAS) for word in names_in_cell(aliases)]
        for word, as_what in ranked:
            if key := name_key(word):
                index[key].append(_Naming(fold_name(word), name, as_what, time))
    return dict(index)


def _bare(actors: pd.DataFrame) -> pd.Series:
    """Tell which actors have only a name, which is also their id, and perhaps a colour."""
    said = actors.drop(columns=["actor_id", "name", "colour"])
    return (actors["actor_id"] == actors["name"]) & (said == "").all(axis="columns")


def _lowest(namings: Iterable[_Naming]) -> tuple[str, ...]:
    """Return the actors of the lowest rank that there is."""
    several = [*namings]
    rank = min((naming.rank for naming in several), default=None)
    return tuple(dict.fromkeys(naming.actor for naming in several if naming.rank is rank))


def _holds(naming: _Naming, days: Days) -> bool:
    """Tell whether a name holds for its actor on these days; an alias holds while the actor may be active."""
    return naming.rank is not _Rank.ALIAS or naming.time is None or not naming.time.is_outside(days)


def _both_ways(*links: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in links:
        for name, others in one.items():
            for other in others:
                found[name].append(other)
                found[other].append(name)
    return found


def _reached(names: Iterable[str], links: Mapping[str, Iterable[str]], *, steps: int | None = None) -> list[str]:
    """Return the names and all names reachable by links, breadth first, each once, at most `steps` links away."""
    found = dict.fromkeys(names)
    met = list(found)
    while met and steps != 0:
        met = [other for name in met for other in links.get(name, ()) if other not in found]
        found |= dict.fromkeys(met)
        met = list(dict.fromkeys(met))
        steps = None if steps is None else steps - 1
    return list(found)
