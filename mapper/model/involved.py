"""Who takes part in which event, and in which role: each actor of an event once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from mapper.model.coded import categorical, factorized
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR, names_in_cell

__all__ = [
    "COUNT",
    "Involvements",
    "count_events",
    "distinct_names",
    "events_of_rows",
    "involved",
    "involvements",
    "names_in",
    "names_several",
    "names_written",
    "role_columns",
]


class Involvements(NamedTuple):
    """One entry for each actor of each event, event after event.

    Attributes
    ----------
    counts
        How many actors each event has.
    roles, actors
        Integers, one for each entry: the role (0…3, as in `ACTOR_ROLES`) and the position of the name in `names`.
    names
        The distinct names, sorted.
    """

    counts: np.ndarray
    roles: np.ndarray
    actors: np.ndarray
    names: list[str]

    def rows(self) -> np.ndarray:
        """Return the position of the event of each entry."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def sizes(self, counts: np.ndarray | None = None) -> np.ndarray:
        """Return in how many events each name takes part; `counts` are the events that each row stands for, if not one.

        >>> one, none = pd.Categorical(["A", "A"]), pd.Categorical(["", ""])
        >>> involved([one, none, none, none]).sizes(np.array([5, 1])).tolist()
        [6]
        """
        weights = None if counts is None else np.repeat(counts, self.counts)
        return np.bincount(self.actors, weights, minlength=len(self.names)).astype(np.int64)  # exact below 2**53


def involved(columns: Sequence[pd.Categorical]) -> Involvements:
    """Return who takes part, from the columns of `ACTOR_ROLES`; an actor's first role in an event counts.

    The columns are what `mapper.model.coded.categorical` gives.

    >>> one, none = pd.Categorical(["A", "B"]), pd.Categorical(["", ""])
    >>> pairs = involved([one, none, pd.Categorical(["A", "A"]), none])
    >>> pairs.rows().tolist(), pairs.roles.tolist(), [pairs.names[i] for i in pairs.actors]
    ([0, 1, 1], [0, 0, 2], ['A', 'B', 'A'])
    """
    named = _names_of_texts(columns)
    names = _distinct(named)
    number = {name: i for i, name in enumerate(names)}
    cells = [[[number[name] for name in cell] for cell in texts] for texts in named]
    if any(len(cell) > 1 for texts in cells for cell in texts):
        return Involvements(*_several(columns, cells), names)
    return Involvements(*_at_most_one(columns, cells, len(names)), names)


def distinct_names(columns: Sequence[pd.Categorical]) -> list[str]:
    """Return the names in the columns of `ACTOR_ROLES`, each once, sorted."""
    return _distinct(_names_of_texts(columns))


def role_columns(events: pd.DataFrame) -> list[pd.Categorical]:
    """Return the columns of `ACTOR_ROLES` as `involved` takes them."""
    return [categorical(events[role]) for role in ACTOR_ROLES]


def involvements(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each actor of each event: `row` (position of the event), `role` (0…3), `actor` (category).

    An actor in several roles of one event counts once, in the first of them.

    >>> from mapper.readers import read_sources
    >>> bool(involvements(read_sources(["seeds"]).events).role.max() <= 3)
    True
    """
    pairs = involved(role_columns(events))
    actor = pd.Categorical.from_codes(pairs.actors, categories=pd.Index(pairs.names, dtype="str"))
    return pd.DataFrame({"row": pairs.rows(), "role": pairs.roles, "actor": actor})


def _names_of_texts(columns: Sequence[pd.Categorical]) -> list[list[list[str]]]:
    """Return, for each role, the names in each text of its column."""
    return [
        [names_in(text, role) for text in column.categories.tolist()]
        for role, column in zip(ACTOR_ROLES, columns, strict=True)
    ]


def _distinct(named: list[list[list[str]]]) -> list[str]:
    return sorted({name for texts in named for cell in texts for name in cell})


def names_several(role: str) -> bool:
    """Tell whether a cell of a role may name several actors; a main actor's cell is one name, whatever is in it."""
    return role.startswith("assoc")


def names_in(cell: str, role: str) -> list[str]:
    """Return the names in a cell whose names are canonical.

    >>> names_in("A; B", "assoc_actor_1"), names_in("A; B", "actor1")
    (['A', 'B'], ['A; B'])
    """
    names = cell.split(LIST_SEPARATOR) if names_several(role) else [cell]
    return [name for name in names if name]


def names_written(cell: str, role: str) -> list[str]:
    """Return the names in a cell as somebody wrote it.

    >>> names_written("A;B", "assoc_actor_1"), names_written(" A;B", "actor1")
    (['A', 'B'], [' A;B'])
    """
    return names_in_cell(cell) if names_several(role) else [cell]


def _at_most_one(
    columns: Sequence[pd.Categorical], cells: list[list[list[int]]], names: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return counts, roles and actors if no cell names several: via a table of event × role, -1 for nobody."""
    asked = [role for role, texts in enumerate(cells) if any(texts)]
    small = np.min_scalar_type(-max(1, names))
    table = np.full((len(columns[0].codes), len(asked)), -1, dtype=small)
    for place, role in enumerate(asked):
        meant = np.array([cell[0] if cell else -1 for cell in cells[role]], dtype=small)
        table[:, place] = meant[columns[role].codes]
        for earlier in range(place):
            table[table[:, place] == table[:, earlier], place] = -1
    there = table >= 0
    counts = sum((there[:, place].astype(np.uint8) for place in range(len(asked))), np.zeros(len(table), np.uint8))
    roles = np.broadcast_to(np.array(asked, dtype=np.uint8), table.shape)[there]
    return counts, roles, table[there]


def _several(
    columns: Sequence[pd.Categorical], cells: list[list[list[int]]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    parts = [_role_pairs(column.codes, texts) for column, texts in zip(columns, cells, strict=True)]
    rows, actors = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    roles = np.repeat(np.arange(len(parts), dtype=np.uint8), [len(part[0]) for part in parts])
    order = np.argsort(rows, kind="stable")  # keeps the order of the roles within each event
    rows, actors, roles = rows[order], actors[order], roles[order]
    first = ~_named_before(actors, np.bincount(rows))
    return np.bincount(rows[first], minlength=len(columns[0].codes)), roles[first], actors[first]


def _named_before(actors: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Tell which actors also have an earlier entry in the same event; `counts` are the entries of each event.

    >>> _named_before(np.array([5, 6, 5, 5]), np.array([3, 1])).tolist()
    [False, False, True, False]
    """
    place = np.arange(len(actors)) - np.repeat(np.cumsum(counts) - counts, counts)
    found = np.zeros(len(actors), dtype=bool)
    for back in range(1, counts.max(initial=0)):
        later = np.flatnonzero(place >= back)
        found[later] |= actors[later] == actors[later - back]
    return found


def _role_pairs(codes: np.ndarray, meant: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of the events with an actor in this role, and the actor's number, event after event."""
    sizes = np.array([len(numbers) for numbers in meant], dtype=np.int32)
    flat = np.array([number for numbers in meant for number in numbers], dtype=np.int32)
    counts = sizes[codes] if len(sizes) else np.zeros(len(codes), dtype=np.int32)
    starts = (np.cumsum(sizes, dtype=np.int32) - sizes)[codes] if len(sizes) else counts
    rows = np.repeat(np.arange(len(codes), dtype=np.int32), counts)
    before = np.cumsum(counts, dtype=np.int32) - counts
    within = np.arange(len(rows), dtype=np.int32) - np.repeat(before, counts)
    return rows, flat[np.repeat(starts, counts) + within]


COUNT = "events"
"""The extra column with the number of events that a row stands for."""

_MOST = 2**32
"""The page counts in 32 bits: a column whose numbers add up to more is not taken for numbers of events."""


def events_of_rows(events: pd.DataFrame) -> pd.Series:
    """Return how many events each row stands for, as int64: the whole number in its column `events`, else one.

    The readers report values that are not whole numbers from 1.

    >>> events_of_rows(pd.DataFrame({"event_id": ["a", "b"], "events": ["57", "many"]})).tolist()
    [57, 1]
    """
    one = pd.Series(1, index=events.index, dtype=np.int64)
    if COUNT not in events:
        return one
    coded = factorized(events[COUNT].astype("str").fillna(""))  # few numbers are distinct: each is read once
    number = pd.to_numeric(pd.Series(coded.texts, dtype="str"), errors="coerce")
    number = number.where((number >= 1) & (number < _MOST) & (number % 1 == 0), 1).astype(np.int64)
    stated = number.take(coded.codes).set_axis(events.index)
    return stated if int(stated.sum()) < _MOST else one


def count_events(events: pd.DataFrame) -> int:
    """Return how many events all rows stand for.

    >>> count_events(pd.DataFrame({"event_id": ["a", "b"], "events": ["57", ""]}))
    58
    """
    return int(events_of_rows(events).sum()) if COUNT in events else len(events)
