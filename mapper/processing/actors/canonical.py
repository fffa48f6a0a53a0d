"""Actors: one name for each, whatever alias a record uses, and only while the alias held."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import numpy as np
import pandas as pd

from mapper.model.actors.names import ActorNames
from mapper.model.actors.validity import Days
from mapper.model.coded import with_categories
from mapper.model.dossier import Dossier
from mapper.model.involved import distinct_names, names_written, role_columns
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, FAULT_COLUMNS, LIST_SEPARATOR
from mapper.model.text import nearest, tidy_name
from mapper.model.words import Message, fault
from mapper.processing.actors.sides import with_sides
from mapper.processing.actors.spellings import merged_actors, one_spelling, written_otherwise
from mapper.words import by_text

__all__ = ["canonical"]


_MOST_COMPARED = 2_000_000
"""The most pairs of an unlisted and a listed name that are compared; further names get no suggestion."""


def canonical(dossier: Dossier) -> Dossier:
    """Return the dossier with every actor under its canonical name, and every named actor in the table `actors`.

    A name, short name or id always means its actor; an alias only for events within the actor's active period. An actor
    known only by its name keeps that name unless another actor has it too. A cell that names several known actors is
    split first (`mapper.processing.actors.sides`). What was written is kept in `actors_as_written`. Names that no table
    has become actors of their own (`actor_id` = name, where no other has that id), one for all spellings that differ
    only in blanks, case, apostrophes and composed letters; in a dossier with an `actors.csv` each of them is a fault.

    >>> from mapper.readers import read_sources
    >>> dossier = canonical(read_sources(["seeds"]))
    >>> bool(dossier.actors.name.is_unique)
    True
    """
    dossier = with_sides(dossier)
    tidy = _tidy(dossier.actors)
    names = ActorNames(tidy)
    events = dossier.events.assign(**{role: _renamed(dossier.events, role, names) for role in ACTOR_ROLES})
    known = merged_actors(tidy)
    events = one_spelling(events, set(known["name"]))
    events = events.assign(actors_as_written=written_otherwise(dossier.events, events))
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
    """Return the table without invisible characters in names, and in ids that are names."""
    names = actors["name"].map(tidy_name).astype("str")
    return actors.assign(name=names, actor_id=actors["actor_id"].mask(actors["actor_id"] == actors["name"], names))


def _made(names: list[str], taken: set[str]) -> pd.DataFrame:
    """Return actors with only a name, which is also their id, with a sign added if another actor has that id."""
    ids = []
    for name in names:
        ids.append(next(own for sign in count() if (own := name + "*" * sign) not in taken))
        taken.add(ids[-1])
    made = pd.DataFrame({"actor_id": ids, "name": names}, dtype="str")
    return made.reindex(columns=list(ACTOR_COLUMNS), fill_value="")


def _renamed(events: pd.DataFrame, role: str, known: ActorNames) -> pd.Series:
    """Return one role's column with canonical names."""
    column = events[role].astype("category")
    cells = [str(cell) for cell in column.cat.categories]
    result = with_categories(column, [_name_at(cell, role, known) for cell in cells])
    dated = [any(map(known.depends_on_days, names_written(cell, role))) for cell in cells]
    if not any(dated):
        return result
    names = result.astype("str").to_numpy(dtype=object)
    rows = np.flatnonzero(np.array([*dated, False])[column.cat.codes])
    written, *days = (values.iloc[rows] for values in (column, events["event_date"], events["end_date"]))
    names[rows] = [
        _name_at(str(cell), role, known, None if pd.isna(first) else (first.date(), last.date()))
        for cell, first, last in zip(written, *days, strict=True)
    ]
    return pd.Series(names, index=events.index, dtype="str").astype("category")


def _name_at(written: str, role: str, known: ActorNames, days: Days | None = None) -> str:
    """Return the canonical names on these days; a word that means no actor, or several, stays as written."""
    names = (known.canonical(word, days) for word in names_written(written, role))
    return LIST_SEPARATOR.join(dict.fromkeys(filter(None, names)))


def _unlisted(names: list[str], dossier: Dossier) -> dict[str, Message]:
    """Return name → its fault, with the actor of the dossier that may be meant."""
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
