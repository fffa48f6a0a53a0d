"""Cells with several actors: `JNIM / FAMa`, `JNIM contre FAMa`, `FAMa, Wagner`.

A separator may be part of a name (`Front for Land and Bread`), so a cell is split only if each part is a known actor.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from mapper.model.actors.known import known_actor
from mapper.model.actors.names import ActorNames, name_key
from mapper.model.involved import COUNT, events_of_rows, names_written
from mapper.model.lexicon import as_written, folded
from mapper.model.schema import ACTOR_ROLES, DATA_SET, LIST_SEPARATOR, names_in_cell
from mapper.model.text import plural, tidy_name
from mapper.processing.places.several import AND, OR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["MAY_PART", "KnownNames", "named_together", "with_sides"]

_AGAINST: Final = re.compile(
    r"\s+(?:vs?\.?|versus|contre|against|contra|gegen|против|проти)\s+|\s*[↔⇔]\s*", re.IGNORECASE
)
"""Separators between two sides."""
_BESIDE: Final = re.compile(rf"\s*[;,،/|&+]\s*|\s+[-–—]\s+|\s+(?:{AND}|e|with|avec|con|com|mit)\s+", re.IGNORECASE)
"""Separators between actors that do not tell whether they fight each other."""
_EITHER: Final = rf"\s+(?:{OR})\s+"
"""Separators between actors of which one is meant."""
_MAY_PART_ANYWHERE: Final = f"(?i:{_AGAINST.pattern}|{_BESIDE.pattern}|{_EITHER})"
MAY_PART: Final = re.compile(_MAY_PART_ANYWHERE)
"""Any possible separator of the actors in a cell."""

_MAIN: Final = ("actor1", "actor2")
_EXAMPLES: Final = 4

Cells = tuple[str, ...]
"""The cells of one event in the columns of `ACTOR_ROLES`."""


class KnownNames:
    """Names of known actors: from the dossier's table, from cells with a single actor, and from the package's table.

    In a dossier whose actors are already `named`, actors with only a name do not count: they may be cells with several.
    """

    def __init__(self, dossier: Dossier, *, named: bool = False) -> None:
        actors = dossier.actors.astype("str")
        if named:
            is_cell = actors["name"].str.contains(_MAY_PART_ANYWHERE) & (actors["actor_id"] == actors["name"])
            actors = actors[~is_cell | (actors[["aliases", "kind"]] != "").any(axis="columns")]
        self._listed = ActorNames(actors)
        alone = (text for role in ACTOR_ROLES for text in _texts(dossier.events[role], role))
        self._alone = {name_key(text) for text in alone if not MAY_PART.search(text)} - {""}

    def is_one(self, cell: str) -> bool:
        """Tell whether a whole cell is the name of an actor."""
        return self._listed.knows(cell) or known_actor(cell).name != ""

    def __contains__(self, part: str) -> bool:
        # A word for a missing value alone in a cell would be read back as no actor.
        return folded(part) not in _for_nobody() and (name_key(part) in self._alone or self.is_one(part))

    def parts(self, cell: str) -> list[str]:
        """Return the possible names in a cell, known or not; none if the whole cell is one actor."""
        parts = [part for part in MAY_PART.split(tidy_name(cell)) if part]
        actors = {known_actor(part).name or name_key(part) for part in parts}
        return [] if len(actors) < 2 or self.is_one(cell) else parts


@cache
def _for_nobody() -> frozenset[str]:
    words = as_written("missing", "words")
    return frozenset(folded(word) for kind in ("missing", "zero", "unknown") for word in words[kind])


class _Sides(NamedTuple):
    """The actors in a cell, and the actors that it names as their opponents."""

    one: list[str]
    other: list[str]


def with_sides(dossier: Dossier) -> Dossier:
    """Return the dossier with the actors of a cell that names several in columns of their own.

    Words such as "vs" separate the two sides. If the other side is stated, the further actors of a cell are associated
    with its first. If not, two actors become the event's two sides, and more stay one name, since it is unknown which
    belong together. Rows of data sets, whose names contain separators, are not changed, nor is a cell that is the name
    of an actor. The words of the file stay, as `actor1_in_file` and `actor2_in_file`.

    >>> from mapper.readers import read_sources
    >>> table = {"date": "2025-05-12", "place": "Gao", "actors": ["JNIM / FAMa", "FAMa & Wagner vs JNIM"]}
    >>> with_sides(read_sources([pd.DataFrame(table)])).events[list(ACTOR_ROLES)].values.tolist()
    [['JNIM', '', 'FAMa', ''], ['FAMa', 'Wagner', 'JNIM', '']]
    """
    events = dossier.events
    own = events[DATA_SET] == "" if DATA_SET in events else pd.Series(True, index=events.index)
    if not own.any():
        return dossier
    several = [text for role in _MAIN for text in _texts(events.loc[own, role], role) if MAY_PART.search(text)]
    if not several:
        return dossier
    known = KnownNames(dossier)
    sides = {text: found for text in several if (found := _sides(text, known))}
    rows = events.loc[own & (events["actor1"].isin(sides) | events["actor2"].isin(sides)), list(ACTOR_ROLES)]
    keys = [tuple(map(str, key)) for key in rows.itertuples(index=False)]
    told = {key: _apart(key, sides) for key in dict.fromkeys(keys)}
    changed = pd.DataFrame([told[key] for key in keys], index=rows.index, columns=list(ACTOR_ROLES), dtype="str")
    changed = changed[(changed != rows.astype("str")).any(axis="columns")]
    if changed.empty:
        return dossier
    number = int(events_of_rows(events.loc[changed.index]).sum())
    notice = _notice(rows.loc[changed.index], number, sides)
    return _with_cells(dossier, changed).replace(notices=(*dossier.notices, notice))


def named_together(events: pd.DataFrame) -> pd.Series:
    """Return True for each event whose two actors are from one cell that does not say who is against whom.

    >>> from mapper.readers import read_sources
    >>> table = {"date": "2025-05-12", "place": "Gao", "actors": ["JNIM / FAMa", "JNIM vs FAMa", "JNIM"]}
    >>> named_together(with_sides(read_sources([pd.DataFrame(table)])).events).tolist()
    [True, False, False]
    """
    if "actor1_in_file" not in events:
        return pd.Series(False, index=events.index)
    cells = events["actor1_in_file"].astype("category")
    meant = [text for text in cells.cat.categories if MAY_PART.search(text) and not _AGAINST.search(text)]
    found = cells.isin(meant) & (events["actor2"] != "")
    for empty in ("assoc_actor_1", "assoc_actor_2", "actor2_in_file", DATA_SET):
        if empty in events:
            found &= (events[empty] == "").to_numpy()
    return found


def _texts(column: pd.Series, role: str) -> list[str]:
    """Return the distinct texts of a column of actors; those of associated actors are lists of names."""
    texts = column.astype("category").cat.remove_unused_categories().cat.categories
    return [name for text in texts for name in names_written(str(text), role)]


def _sides(cell: str, known: KnownNames) -> _Sides | None:
    """Return the actors in a cell; None if there is only one, or if any is unknown."""
    parts = known.parts(cell)
    if not parts or not all(part in known for part in parts):
        return None
    halves = [[part for part in _BESIDE.split(half) if part] for half in _AGAINST.split(tidy_name(cell))]
    if len(halves) > 2 or sum(map(len, halves)) < len(parts):
        return None
    return _Sides(halves[0], halves[1] if len(halves) == 2 else [])


def _apart(cells: Cells, sides: dict[str, _Sides]) -> Cells:
    """Return the cells of one event with one actor in each side's column, and the further actors as associated."""
    one, beside_one, other, beside_other = cells
    if found := sides.get(one):
        is_free = not (other or beside_other)
        if found.other and is_free:
            one, beside_one = _joined(found.one, beside_one)
            other, beside_other = _joined(found.other, "")
        elif not found.other and is_free and len(found.one) == 2 and not beside_one:
            one, other = found.one
        elif not found.other and not is_free:
            one, beside_one = _joined(found.one, beside_one)
    if (found := sides.get(other)) and not found.other:
        other, beside_other = _joined(found.one, beside_other)
    return one, beside_one, other, beside_other


def _joined(names: list[str], beside: str) -> tuple[str, str]:
    return names[0], LIST_SEPARATOR.join(dict.fromkeys([*names[1:], *names_in_cell(beside)]))


def _with_cells(dossier: Dossier, changed: pd.DataFrame) -> Dossier:
    """Return the dossier with changed cells in some rows; the file's cells are kept beside them."""
    events, columns, kept = dossier.events, {}, {}
    for role in ACTOR_ROLES:
        cells = events[role].astype("str")
        new = cells.copy()
        new[changed.index] = changed[role]
        columns[role] = new
        if role in _MAIN and COUNT not in events and (cells[cells != new] != "").any():
            kept[f"{role}_in_file"] = events.get(f"{role}_in_file", cells)
    extra = tuple(dict.fromkeys((*dossier.extra_columns, *kept)))
    return dossier.replace(events=events.assign(**columns, **kept), extra_columns=extra)


def _notice(rows: pd.DataFrame, number: int, sides: dict[str, _Sides]) -> str:
    """Say in how many events a cell with several actors was split."""
    texts = list(dict.fromkeys(text for role in _MAIN for text in rows[role].astype("str") if text in sides))
    shown = ", ".join(f"“{text}”" for text in texts[:_EXAMPLES]) + (", …" if len(texts) > _EXAMPLES else "")
    events = f"{plural(number, 'event')} {'names' if number == 1 else 'name'}"
    return f"{events} several known actors in one cell, and counts for each of them: {shown}"
