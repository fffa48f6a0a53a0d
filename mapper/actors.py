"""Actors: one name for each, whatever alias a record uses, and only while the alias held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from mapper.errors import UnknownNameError
from mapper.model.dossier import Dossier
from mapper.model.folding import fold_name
from mapper.model.periods import parse_column
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, FAULT_COLUMNS, LIST_SEPARATOR

__all__ = ["canonical", "find_actors", "involvements"]

_NEAREST = 5
_ALIKE = 60.0
"""rapidfuzz score (0…100) from which a name is offered as a nearest one."""


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
    name); in a dossier with an `actors.csv` each of them is a fault.

    >>> from mapper.readers import read_sources
    >>> dossier = canonical(read_sources(["seeds"]))
    >>> bool(dossier.actors.name.is_unique)
    True
    """
    namings = _namings(dossier.actors)
    events, written = dossier.events.copy(deep=False), pd.Series("", index=dossier.events.index, dtype="str")
    for role in ACTOR_ROLES:
        events[role], changed = _renamed(events, role, namings)
        written = written.mask(changed != "", (written + LIST_SEPARATOR + changed).str.removeprefix(LIST_SEPARATOR))
    events["actors_as_written"] = written.astype("str")
    named = _distinct_names(events)
    unlisted = [name for name in named if name not in set(dossier.actors["name"])]
    faults = dossier.faults
    if len(dossier.actors) and unlisted:
        faults = pd.concat([faults, _unlisted_faults(unlisted, dossier)], ignore_index=True)
    made = pd.DataFrame({"actor_id": unlisted, "name": unlisted}, dtype="str").reindex(
        columns=list(ACTOR_COLUMNS), fill_value=""
    )
    actors = pd.concat([dossier.actors, made], ignore_index=True) if len(dossier.actors) else made
    return dossier.replace(events=events, actors=actors.fillna("").astype("str"), faults=faults)


def involvements(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each actor of each event: `row` (position of the event), `role` (0…3), `actor` (name).

    >>> from mapper.readers import read_sources
    >>> involvements(read_sources(["seeds"]).events).role.max() <= 3
    True
    """
    parts = []
    for number, role in enumerate(ACTOR_ROLES):
        names = events[role].astype("category").reset_index(drop=True)
        filled = names[names.astype("str") != ""].rename("actor")
        part = filled.rename_axis("row").reset_index().assign(role=number)
        if role.startswith("assoc"):
            part = part.assign(actor=part["actor"].astype("str").str.split(LIST_SEPARATOR)).explode(
                "actor", ignore_index=True
            )
        parts.append(part.astype({"actor": "str"}))
    table = pd.concat(parts, ignore_index=True).drop_duplicates(["row", "actor"])
    return table.sort_values(["row", "role"], kind="stable", ignore_index=True)[["row", "role", "actor"]]


def find_actors(actors: pd.DataFrame, asked: Iterable[str]) -> list[str]:
    """Return the canonical names of actors given by name, short name, id or alias, in any case and accents.

    Raises UnknownNameError, with the nearest known names, for one that is not there.

    >>> names = {"name": ["Wagner Group"], "actor_id": ["w"], "short_name": [""], "aliases": ["Wagner PMC"]}
    >>> find_actors(pd.DataFrame(names), ["wagner pmc"])
    ['Wagner Group']
    """
    index: dict[str, list[str]] = defaultdict(list)
    for row in actors.itertuples(index=False):
        for word in (row.name, row.short_name, row.actor_id, *str(row.aliases).split(";")):
            if fold_name(str(word)) and row.name not in index[fold_name(str(word))]:
                index[fold_name(str(word))].append(str(row.name))
    found: list[str] = []
    for word in asked:
        names = index.get(fold_name(word))
        if not names:
            near = process.extract(
                fold_name(word), list(index), scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_ALIKE
            )
            raise UnknownNameError("actor", word, list(dict.fromkeys(index[key][0] for key, _, _ in near)))
        found += [name for name in names if name not in found]
    return found


def _namings(actors: pd.DataFrame) -> dict[str, list[_Naming]]:
    """Index every name of every actor by its folded form; own names come before aliases."""
    index: dict[str, list[_Naming]] = defaultdict(list)
    first = parse_column(actors["active_from"])["first"].fillna(pd.Timestamp.min.as_unit("s"))
    last = parse_column(actors["active_to"])["last"].fillna(pd.Timestamp.max.as_unit("s"))
    for own in (True, False):
        for row, start, end in zip(actors.itertuples(index=False), first, last, strict=True):
            words = (row.name, row.short_name, row.actor_id) if own else str(row.aliases).split(";")
            for word in filter(None, (fold_name(str(word)) for word in words)):
                index[word].append(_Naming(str(row.name), not own, start, end))
    return index


def _renamed(events: pd.DataFrame, role: str, namings: dict[str, list[_Naming]]) -> tuple[pd.Series, pd.Series]:
    """Return one role's column with canonical names, and `written → canonical` where that changed something."""
    column = events[role].astype("category")
    written = column.astype("str")
    always = {name: _name_at(name, role, namings) for name in column.cat.categories}
    result = written.map(always).astype("str")
    dated = [name for name in column.cat.categories if _depends_on_date(name, role, namings)]
    for row in events.index[written.isin(dated)]:
        result.loc[row] = _name_at(written.loc[row], role, namings, *events.loc[row, ["event_date", "end_date"]])
    changed = (written + " → " + result).where(result.str.replace("; ", ";") != written.str.replace("; ", ";"), "")
    return result.astype("category"), changed


def _depends_on_date(written: str, role: str, namings: dict[str, list[_Naming]]) -> bool:
    return any(naming.alias for word in _words(written, role) for naming in namings.get(fold_name(word), ()))


def _words(written: str, role: str) -> list[str]:
    """Split an associated-actor cell, which may name several; a main actor's cell names one, whatever is in it."""
    return written.split(";") if role.startswith("assoc") else [written]


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


def _distinct_names(events: pd.DataFrame) -> list[str]:
    """Return the names in the events, each once, sorted."""
    names: set[str] = set()
    for role in ACTOR_ROLES:
        used = events[role].astype("category").cat.remove_unused_categories().cat.categories
        names |= {
            part for name in used for part in (name.split(LIST_SEPARATOR) if role.startswith("assoc") else [name])
        }
    return sorted(names - {""})


def _unlisted_faults(names: list[str], dossier: Dossier) -> pd.DataFrame:
    known = list(dossier.actors["name"])
    rows = []
    for name in names:
        near = process.extract(name, known, scorer=fuzz.WRatio, limit=1, score_cutoff=_ALIKE)
        remedy = f"add it to actors.csv, or write {near[0][0]!r} if that is meant" if near else "add it to actors.csv"
        rows.append(("events.csv", 0, "actor", name, "not in actors.csv (kept as written)", remedy))
    return pd.DataFrame(rows, columns=list(FAULT_COLUMNS))
