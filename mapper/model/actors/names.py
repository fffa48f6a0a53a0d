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
_FAMILY: Final = 3
"""The most links between two actors of one family."""


def name_key(name: str) -> str:
    """Return the key by which names of actors are compared, wherever one is written.

    That is the name without case, accents and the article "the", with one kind of apostrophe and hyphen; as it is
    written where nothing of a letter, digit or sign is left of it.

    >>> name_key("The  Résistance") == name_key("resistance")
    True
    """
    return fold_name(name).removeprefix(_ARTICLE) or name.strip()


def prose_key(text: str) -> str:
    """Return the key by which names are found in running text: words, since sentences are read word by word.

    >>> prose_key("the Jama’at Nusrat")
    'jama at nusrat'
    """
    return " ".join(_WORD.findall(fold_name(text))).removeprefix(_ARTICLE)


class _Rank(IntEnum):
    """What a name is to its actor; of several actors who go by it, those of the lowest rank are meant.

    `BARE` is the name of an actor of whom nothing else is known, such as one made from a name in a record: in an
    exported dossier it does not take an alias from its actor.
    """

    OWN = 0
    ALIAS = 1
    BARE = 2


class _Naming(NamedTuple):
    """An actor under one of its names, which is folded with its article."""

    folded: str
    actor: str
    rank: _Rank
    time: Validity | None


class ActorNames:
    """The actors of a dossier by all their names; without a table every name is only itself.

    A name, short name or id always stands for its actor; an alias does while the actor is active, and several actors
    may have it. An actor known by nothing but a name keeps it unless another has it too.

    Parameters
    ----------
    actors
        Rows of the table `actors`; a column that it lacks is empty.

    >>> table = pd.DataFrame({"actor_id": ["w", "g"], "name": ["White Army", "Guard"], "short_name": ["WA", ""],
    ...     "aliases": ["Whites", ""], "parent": ["", "w"]})
    >>> ActorNames(table).canonical("the whites"), ActorNames().canonical(" Whites ")
    ('White Army', 'Whites')
    """

    def __init__(self, actors: pd.DataFrame | None = None) -> None:
        table = pd.DataFrame(columns=ACTOR_COLUMNS) if actors is None else actors
        table = table.reindex(columns=list(ACTOR_COLUMNS), fill_value="").fillna("").astype("str")
        self._table = table[table["name"] != ""]  # the name would become empty
        times = validities(self._table)
        self.times = {time.actor: time for time in times if time}
        self._namings = _indexed(self._table, times)
        # A table has the same names again and again, claims are compared in pairs: each name is looked up once.
        self._named: dict[str, list[_Naming]] = {}
        self._inside: dict[str, frozenset[str]] = {}

    def meant(self, text: str, days: Days | None = None) -> tuple[str, ...]:
        """Return the actors that a text may mean, on some days if these are known; none where no actor has the name.

        >>> from datetime import date
        >>> table = pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"], "aliases": "Reds",
        ...     "active_from": ["", "2024"], "active_to": ["2023", ""]})
        >>> ActorNames(table).meant("the Reds"), ActorNames(table).meant("Reds", (date(2024, 7, 1),) * 2)
        (('A', 'B'), ('B',))
        """
        return _lowest(naming for naming in self._of(text) if days is None or _holds(naming, days))

    def canonical(self, text: str, days: Days | None = None) -> str:
        """Return the actor's name, or the text as it stands where no actor, or more than one, is called that."""
        meant = self.meant(text, days)
        return meant[0] if len(meant) == 1 else text.strip()

    def depends_on_days(self, text: str) -> bool:
        """Tell whether a text may mean different actors on different days: it is an alias."""
        return any(naming.rank is _Rank.ALIAS for naming in self._of(text))

    def knows(self, text: str) -> bool:
        """Tell whether an actor is called that."""
        return bool(self._of(text))

    def asked(self, words: Iterable[str], *, with_successors: bool = False) -> list[str]:
        """Return the names of all actors that a user may mean, whatever the rank of the name and whenever it held.

        A user who asks wants to miss none; a record means one. What stands before a colon in a name, as in ACLED's
        "RSF: Rapid Support Forces", is a short name of it where no actor is called so.

        With `with_successors` each is followed by those that came after it, one after the other; those before it never
        are.

        Raises
        ------
        UnknownNameError
            One that is not there, with the nearest known names.

        >>> table = pd.DataFrame({"actor_id": ["old", "new"], "name": ["OLD: Old Front", "New Front"],
        ...     "short_name": ["", "NF"], "successor": ["new", ""]})
        >>> ActorNames(table).asked(["nf"]), ActorNames(table).asked(["the Old"], with_successors=True)
        (['New Front'], ['OLD: Old Front', 'New Front'])
        >>> ActorNames(table.assign(actor_id=["1", "2"])).asked(["OLD"])
        ['OLD: Old Front']
        """
        found: dict[str, None] = {}
        for word in words:
            names = [naming.actor for naming in self._of(word)] or self._before_colons.get(name_key(word), [])
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

    # What actors are to each other ------------------------------------------------------------------------------------

    def within(self, name: str, other: str) -> bool:
        """Tell whether an actor is another or, at any depth, part of it; of a shared alias, whether any it may mean is.

        >>> table = pd.DataFrame({"actor_id": ["a", "b"], "name": ["Army", "5th Brigade"], "parent": ["", "a"]})
        >>> ActorNames(table).within("5th Brigade", "Army"), ActorNames(table).depth("5th Brigade")
        (True, 1)
        """
        if name not in self._inside:
            self._inside[name] = frozenset(above for one in (name, *self.meant(name)) for above in self._above(one))
        return other in self._inside[name] or not self._inside[name].isdisjoint(self.meant(other))

    def depth(self, name: str) -> int:
        """Return how many actors this one is part of, one inside the other."""
        return len(self._above(name)) - 1

    def line(self, name: str) -> set[str]:
        """Return the actor with all that came before and after it, one following the other.

        >>> table = pd.DataFrame({"actor_id": ["a", "b", "c"], "name": ["A", "B", "C"], "successor": ["b", "c", ""]})
        >>> sorted(ActorNames(table).line("B"))
        ['A', 'B', 'C']
        """
        return set(_reached([name], self._in_line))

    def family(self, name: str) -> set[str]:
        """Return the actor with those before and after it, what it is part of and its parts, and those of these."""
        return set(_reached([name], self._related, steps=_FAMILY))

    def active(self, names: Iterable[str], days: Days | None) -> str:
        """Return the one of these actors that was active then; empty where none or several were.

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
        """Name → the names of the actors that came after it; as written where there is no such actor."""
        return self._links("successor")

    @cached_property
    def in_prose(self) -> Mapping[str, tuple[str, ...]]:
        """The actors by `prose_key` of their names and aliases; an id such as "army" is no word for its actor there."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        columns = (self._table[column] for column in ("name", "short_name", "aliases"))
        for name, short, aliases in zip(*columns, strict=True):
            for word in filter(None, map(prose_key, (name, short, *names_in_cell(aliases)))):
                found[word][name] = None
        return {word: tuple(names) for word, names in found.items()}

    def _of(self, text: str) -> list[_Naming]:
        """Return the actors with this name; of "Front" and "The Front", two actors, the one written exactly so."""
        if text not in self._named:
            found = self._namings.get(name_key(text), [])
            exact = [one for one in found if one.rank is not _Rank.ALIAS and one.folded == fold_name(text)]
            self._named[text] = [one for one in found if one.rank is _Rank.ALIAS or one in exact] if exact else found
        return self._named[text]

    @cached_property
    def _before_colons(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._table["name"]:
            short, colon, _ = name.partition(": ")
            if colon:
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
        """Return the actor and all that it is part of, one inside the other."""
        return _reached([name], self._parents)

    def _links(self, column: str) -> dict[str, list[str]]:
        """Return name → the actors that a column names: by id, as documented, else by any other name."""
        ids = dict(zip(map(name_key, self._table["actor_id"]), self._table["name"], strict=True))
        links: dict[str, list[str]] = defaultdict(list)
        for name, cell in zip(self._table["name"], self._table[column], strict=True):
            links[name] += [ids.get(name_key(word)) or self.canonical(word) for word in names_in_cell(cell)]
        return dict(links)


def _indexed(actors: pd.DataFrame, times: Iterable[Validity | None]) -> dict[str, list[_Naming]]:
    """Return who goes by each name, by the name's key."""
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
    """Tell which actors are known by nothing but a name, which is their id too, and perhaps a colour."""
    said = actors.drop(columns=["actor_id", "name", "colour"])
    return (actors["actor_id"] == actors["name"]) & (said == "").all(axis="columns")


def _lowest(namings: Iterable[_Naming]) -> tuple[str, ...]:
    """Return the actors of the lowest rank that there is."""
    several = [*namings]
    rank = min((naming.rank for naming in several), default=None)
    return tuple(dict.fromkeys(naming.actor for naming in several if naming.rank is rank))


def _holds(naming: _Naming, days: Days) -> bool:
    """Tell whether an actor goes by a name on some days, as it does where its time is not known."""
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
    """Return names and, in the order in which they are met, those of links from them; circles end."""
    found = dict.fromkeys(names)
    met = list(found)
    while met and steps != 0:
        met = [other for name in met for other in links.get(name, ()) if other not in found]
        found |= dict.fromkeys(met)
        met = list(dict.fromkeys(met))
        steps = None if steps is None else steps - 1
    return list(found)
