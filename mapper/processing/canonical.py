"""Actors: one name for each, whatever alias a record uses, and only while the alias held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapper.errors import UnknownNameError
from mapper.model.coded import categorical
from mapper.model.dates import read_column
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT, distinct_names, events_of_rows, involved
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, FAULT_COLUMNS, LIST_SEPARATOR, listed
from mapper.model.text import fold_name, nearest
from mapper.model.words import Message, fault
from mapper.palette import ActorSize, actor_colours
from mapper.processing.known_actors import actor_key, kind_of, known_actor
from mapper.processing.spellings import merged_actors, one_spelling
from mapper.words import by_text

__all__ = ["assign", "canonical", "find_actors", "involvements"]


_MOST_COMPARED = 2_000_000
"""Pairs of an unlisted name and a listed one: the names beyond are faults without the actor that may be meant."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """One actor under one of its names; `alias` names hold in the period only."""

    name: str
    alias: bool
    first: pd.Timestamp
    last: pd.Timestamp


def canonical(dossier: Dossier) -> Dossier:
    """Return the dossier with every actor under its canonical name, and every named actor in the table `actors`.

    A name, short name or id always stands for its actor; an alias only for events within the actor's active period.
    What was written is kept in `actors_as_written`. Names that no table has become actors of their own (`actor_id` =
    name), one for all spellings that differ only in blanks, case, apostrophes and composed letters; in a dossier with
    an `actors.csv` each of them is a fault.

    >>> from mapper.readers import read_sources
    >>> dossier = canonical(read_sources(["seeds"]))
    >>> bool(dossier.actors.name.is_unique)
    True
    """
    namings = _namings(dossier.actors)
    events, written = dossier.events.copy(deep=False), pd.Series("", index=dossier.events.index, dtype="str")
    for role in ACTOR_ROLES:
        events[role], changed = _renamed(events, role, namings)
        if (changed != "").any():
            joined = (written + LIST_SEPARATOR + changed).str.removeprefix(LIST_SEPARATOR)
            written = written.mask(changed != "", joined)
    known = merged_actors(dossier.actors)
    events = one_spelling(events.assign(actors_as_written=written), set(known["name"]))
    listed = set(known["name"])
    unlisted = [name for name in distinct_names(_roles(events)) if name not in listed]
    faults, messages = dossier.faults, dict(dossier.messages)
    if len(known) and unlisted:
        said = _unlisted(unlisted, dossier)
        faults = pd.concat([faults, _unlisted_faults(said)], ignore_index=True)
        messages |= by_text(one[part] for one in said.values() for part in ("reason", "remedy"))
    made = pd.DataFrame({"actor_id": unlisted, "name": unlisted}, dtype="str").reindex(
        columns=list(ACTOR_COLUMNS), fill_value=""
    )
    actors = pd.concat([known, made], ignore_index=True) if len(known) else made
    actors = actors.fillna("").astype("str")
    return dossier.replace(events=events, actors=actors, faults=faults, messages=messages)


def involvements(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each actor of each event: `row` (position of the event), `role` (0…3), `actor` (category).

    An actor in several roles of one event counts once, in the first of them.

    >>> from mapper.readers import read_sources
    >>> bool(involvements(read_sources(["seeds"]).events).role.max() <= 3)
    True
    """
    pairs = involved(_roles(events))
    actor = pd.Categorical.from_codes(pairs.actors, categories=pd.Index(pairs.names, dtype="str"))
    return pd.DataFrame({"row": pairs.rows(), "role": pairs.roles, "actor": actor})


def _roles(events: pd.DataFrame) -> list[pd.Categorical]:
    return [categorical(events[role]) for role in ACTOR_ROLES]


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
        for word in (row.name, row.short_name, row.actor_id, *listed(str(row.aliases))):
            if fold_name(str(word)) and row.name not in index[fold_name(str(word))]:
                index[fold_name(str(word))].append(str(row.name))
    initials: dict[str, list[str]] = defaultdict(list)
    for name in map(str, actors["name"]):
        short, colon, _ = name.partition(": ")
        if colon:
            initials[fold_name(short)].append(name)
    found: list[str] = []
    for word in asked:
        names = index.get(fold_name(word)) or initials.get(fold_name(word))
        if not names:
            near = (index[key][0] for key in nearest(fold_name(word), index))
            raise UnknownNameError("actor", word, list(dict.fromkeys(near)))
        found += [name for name in names if name not in found]
    return _with_successors(actors, found) if with_successors else found


def _with_successors(actors: pd.DataFrame, names: list[str]) -> list[str]:
    """Follow the column `successor` (an id or a name, or several with `;`) from each actor to the last; circles end."""
    called = {
        fold_name(str(word)): str(row.name)
        for row in actors.itertuples(index=False)
        for word in (row.name, row.actor_id)
    }
    after = {
        str(row.name): [called[fold_name(word)] for word in listed(str(row.successor)) if fold_name(word) in called]
        for row in actors.itertuples(index=False)
    }
    found = dict.fromkeys(names)
    waiting = list(names)
    for name in waiting:  # grows while it is read
        new = [one for one in after[name] if one not in found]
        waiting += new
        found |= dict.fromkeys(new)
    return list(found)


def _namings(actors: pd.DataFrame) -> dict[str, list[_Naming]]:
    """Index every name of every actor by its folded form; own names come before aliases.

    An actor without a name is passed over: the names in the record would become nothing.
    """
    index: dict[str, list[_Naming]] = defaultdict(list)
    first = read_column(actors["active_from"]).first.fillna(pd.Timestamp.min.as_unit("s"))
    last = read_column(actors["active_to"]).last.fillna(pd.Timestamp.max.as_unit("s"))
    for own in (True, False):
        for row, start, end in zip(actors.itertuples(index=False), first, last, strict=True):
            if not str(row.name).strip():
                continue
            words = (row.name, row.short_name, row.actor_id) if own else listed(str(row.aliases))
            for word in filter(None, (fold_name(str(word)) for word in words)):
                index[word].append(_Naming(str(row.name), not own, start, end))
    return index


def _renamed(events: pd.DataFrame, role: str, namings: dict[str, list[_Naming]]) -> tuple[pd.Series, pd.Series]:
    """Return one role's column with canonical names, and `written → canonical` where that changed something."""
    column = events[role].astype("category")
    cells = [str(cell) for cell in column.cat.categories]
    always = [_name_at(cell, role, namings) for cell in cells]
    dated = [_depends_on_date(cell, role, namings) for cell in cells]
    result = _recoded(column, always)
    if any(dated):
        result = result.astype("str")
        rows = np.flatnonzero(np.array([*dated, False])[column.cat.codes])
        for row in rows.tolist():
            first, last = events["event_date"].iloc[row], events["end_date"].iloc[row]
            result.iloc[row] = _name_at(str(column.iloc[row]), role, namings, first, last)
        result = result.astype("category")
    if cells == always and not any(dated):
        return result, pd.Series("", index=events.index, dtype="str")
    written, named = column.astype("str"), result.astype("str")
    changed = written.str.replace(LIST_SEPARATOR, ";") != named.str.replace(LIST_SEPARATOR, ";")
    return result, (written + " → " + named).where(changed, "")


def _recoded(column: pd.Series, cells: list[str]) -> pd.Series:
    """Return a categorical column with its categories replaced one by one; several may become the same."""
    codes, names = pd.factorize(pd.Series([*cells, ""], dtype="str"), sort=True)
    return pd.Series(pd.Categorical.from_codes(codes[column.cat.codes], categories=names), index=column.index)


def _depends_on_date(written: str, role: str, namings: dict[str, list[_Naming]]) -> bool:
    return any(naming.alias for word in _words(written, role) for naming in namings.get(fold_name(word), ()))


def _words(written: str, role: str) -> list[str]:
    """Split an associated-actor cell, which may name several; a main actor's cell names one, whatever is in it."""
    return listed(written) if role.startswith("assoc") else [written]


def _name_at(
    written: str,
    role: str,
    namings: dict[str, list[_Naming]],
    first: pd.Timestamp | None = None,
    last: pd.Timestamp | None = None,
) -> str:
    """Return the canonical names at a date; a word that no actor, or more than one, goes by stays as written."""
    words, names = _words(written, role), []
    for word in words:
        holding = [naming for naming in namings.get(fold_name(word), ()) if _holds(naming, first, last)]
        own = {naming.name for naming in holding if not naming.alias}
        meant = own or {naming.name for naming in holding}
        as_written = word.strip() if len(words) > 1 else word
        names.append(next(iter(meant)) if len(meant) == 1 else as_written)
    return LIST_SEPARATOR.join(filter(None, names))


def _holds(naming: _Naming, first: pd.Timestamp | None, last: pd.Timestamp | None) -> bool:
    if not naming.alias or first is None or last is None or pd.isna(first):
        return True
    return naming.first <= last and first <= naming.last


def _unlisted(names: list[str], dossier: Dossier) -> dict[str, Message]:
    """Return name → what is wrong with it, and which actor of the dossier may be meant."""
    known = list(dossier.actors["name"])
    compared = _MOST_COMPARED // max(1, len(known))
    near = {name: next(iter(nearest(name, known)), "") for name in names[:compared]}
    return {name: fault("unlisted-actor", nearest=near.get(name, "")) for name in names}


def _unlisted_faults(unlisted: Mapping[str, Message]) -> pd.DataFrame:
    rows = [
        ("events.csv", 0, "actor", name, said["reason"].text(), said["remedy"].text())
        for name, said in unlisted.items()
    ]
    return pd.DataFrame(rows, columns=list(FAULT_COLUMNS))


def assign(dossier: Dossier) -> Dossier:
    """Return the dossier with a colour for every actor: the recorded one, else its own, else that of its kind.

    Done before any filter, from all events, so that an actor keeps its colour.

    >>> from mapper.processing.canonical import canonical
    >>> from mapper.palette import is_colour
    >>> from mapper.readers import read_sources
    >>> bool(assign(canonical(read_sources(["seeds"]))).actors.colour.map(is_colour).all())
    True
    """
    actors = dossier.actors
    if not len(actors):
        return dossier
    pairs = involved(_roles(dossier.events))
    counts = events_of_rows(dossier.events).to_numpy() if COUNT in dossier.events else None
    events = dict(zip(pairs.names, pairs.sizes(counts).tolist(), strict=True))
    sizes = [
        ActorSize(name, events.get(name, 0), colour, kind_of(name, kind), known_actor(name).colour, actor_key(name))
        for name, colour, kind in zip(actors["name"], actors["colour"], actors["kind"], strict=True)
    ]
    return dossier.replace(
        actors=actors.assign(colour=pd.Series(actor_colours(sizes), index=actors.index, dtype="str"))
    )
