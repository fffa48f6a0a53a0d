"""Actors: one name for each, whatever alias a record uses, and only while the alias held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import count

import numpy as np
import pandas as pd

from mapper.model.coded import with_categories
from mapper.model.dates import read_column
from mapper.model.dossier import Dossier
from mapper.model.involved import distinct_names, role_columns
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, FAULT_COLUMNS, LIST_SEPARATOR, names_in_cell
from mapper.model.text import fold_name, nearest, tidy_name
from mapper.model.words import Message, fault
from mapper.processing.sides import with_sides
from mapper.processing.spellings import as_written, merged_actors, one_spelling
from mapper.words import by_text

__all__ = ["canonical"]


_MOST_COMPARED = 2_000_000
"""Pairs of an unlisted name and a listed one: the names beyond are faults without the actor that may be meant."""


class _Rank(IntEnum):
    """What a name is to its actor; of several actors who go by it, those of the lowest rank are meant.

    `BARE` is the name of an actor of whom nothing else is said, as of those that `canonical` adds to the table: in an
    exported dossier they do not take an alias from its actor.
    """

    OWN = 0
    ALIAS = 1
    BARE = 2


@dataclass(frozen=True, slots=True)
class _Naming:
    """One actor under one of its names; aliases hold in the period only."""

    name: str
    rank: _Rank
    first: pd.Timestamp
    last: pd.Timestamp


def canonical(dossier: Dossier) -> Dossier:
    """Return the dossier with every actor under its canonical name, and every named actor in the table `actors`.

    A name, short name or id always stands for its actor; an alias only for events within the actor's active period. An
    actor of whom nothing but a name is said goes by it where no other does.
    A cell that names several known actors is taken apart first (`mapper.processing.sides`). What was written is kept in
    `actors_as_written`. Names that no table has become actors of their own (`actor_id` =
    name, where no other has that id), one for all spellings that differ only in blanks, case, apostrophes and composed
    letters; in a dossier with an `actors.csv` each of them is a fault.

    >>> from mapper.readers import read_sources
    >>> dossier = canonical(read_sources(["seeds"]))
    >>> bool(dossier.actors.name.is_unique)
    True
    """
    dossier = with_sides(dossier)
    tidy = _tidy(dossier.actors)
    namings = _namings(tidy)
    events = dossier.events.assign(**{role: _renamed(dossier.events, role, namings) for role in ACTOR_ROLES})
    known = merged_actors(tidy)
    events = one_spelling(events, set(known["name"]))
    events = events.assign(actors_as_written=as_written(dossier.events, events))
    in_table = set(known["name"])
    unlisted = [name for name in distinct_names(role_columns(events)) if name not in in_table]
    faults, messages = dossier.faults, dict(dossier.messages)
    if len(known) and unlisted:
        said = _unlisted(unlisted, dossier)
        faults = pd.concat([faults, _unlisted_faults(said)], ignore_index=True)
        messages |= by_text(one[part] for one in said.values() for part in ("reason", "remedy"))
    made = _made(unlisted, set(known["actor_id"]))
    actors = pd.concat([known, made], ignore_index=True) if len(known) else made
    actors = actors.fillna("").astype("str")
    return dossier.replace(events=events, actors=actors, faults=faults, messages=messages)


def _tidy(actors: pd.DataFrame) -> pd.DataFrame:
    """Return the table with names in which nothing is invisible; so are the ids that are names."""
    names = actors["name"].map(tidy_name).astype("str")
    return actors.assign(name=names, actor_id=actors["actor_id"].mask(actors["actor_id"] == actors["name"], names))


def _made(names: list[str], taken: set[str]) -> pd.DataFrame:
    """Return actors of whom nothing but a name is known: their id too, or that with a sign where another has it."""
    ids = []
    for name in names:
        ids.append(next(own for sign in count() if (own := name + "*" * sign) not in taken))
        taken.add(ids[-1])
    made = pd.DataFrame({"actor_id": ids, "name": names}, dtype="str")
    return made.reindex(columns=list(ACTOR_COLUMNS), fill_value="")


def _namings(actors: pd.DataFrame) -> dict[str, list[_Naming]]:
    """Index every name of every actor by its folded form; own names come before aliases.

    An actor without a name is passed over: the names in the record would become nothing.
    """
    index: dict[str, list[_Naming]] = defaultdict(list)
    first = read_column(actors["active_from"]).first.fillna(pd.Timestamp.min.as_unit("s"))
    last = read_column(actors["active_to"]).last.fillna(pd.Timestamp.max.as_unit("s"))
    own = np.where(_bare(actors), _Rank.BARE, _Rank.OWN).tolist()
    for ranks in (own, [_Rank.ALIAS] * len(own)):
        for row, rank, start, end in zip(actors.itertuples(index=False), ranks, first, last, strict=True):
            if not row.name:
                continue
            words = names_in_cell(str(row.aliases)) if rank is _Rank.ALIAS else (row.name, row.short_name, row.actor_id)
            for word in filter(None, (fold_name(str(word)) for word in words)):
                index[word].append(_Naming(str(row.name), _Rank(rank), start, end))
    return index


def _bare(actors: pd.DataFrame) -> pd.Series:
    """Tell of which actors nothing is said but a name, which is their id too, and perhaps a colour."""
    said = actors.drop(columns=["actor_id", "name", "colour"], errors="ignore")
    return (actors["actor_id"] == actors["name"]) & (said == "").all(axis="columns")


def _renamed(events: pd.DataFrame, role: str, namings: dict[str, list[_Naming]]) -> pd.Series:
    """Return one role's column with canonical names."""
    column = events[role].astype("category")
    cells = [str(cell) for cell in column.cat.categories]
    result = with_categories(column, [_name_at(cell, role, namings) for cell in cells])
    dated = [_depends_on_date(cell, role, namings) for cell in cells]
    if not any(dated):
        return result
    result = result.astype("str")
    rows = np.flatnonzero(np.array([*dated, False])[column.cat.codes])
    for row in rows.tolist():
        first, last = events["event_date"].iloc[row], events["end_date"].iloc[row]
        result.iloc[row] = _name_at(str(column.iloc[row]), role, namings, first, last)
    return result.astype("category")


def _depends_on_date(written: str, role: str, namings: dict[str, list[_Naming]]) -> bool:
    return any(
        naming.rank is _Rank.ALIAS for word in _words(written, role) for naming in namings.get(fold_name(word), ())
    )


def _words(written: str, role: str) -> list[str]:
    """Split an associated-actor cell, which may name several; a main actor's cell names one, whatever is in it."""
    return names_in_cell(written) if role.startswith("assoc") else [written]


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
        rank = min((naming.rank for naming in holding), default=_Rank.OWN)
        meant = {naming.name for naming in holding if naming.rank is rank}
        as_written = word.strip() if len(words) > 1 else word
        names.append(next(iter(meant)) if len(meant) == 1 else as_written)
    return LIST_SEPARATOR.join(dict.fromkeys(filter(None, names)))


def _holds(naming: _Naming, first: pd.Timestamp | None, last: pd.Timestamp | None) -> bool:
    if naming.rank is not _Rank.ALIAS or first is None or last is None or pd.isna(first):
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
