"""Numbered columns of one kind: `actor_1, actor_2`, `latitude_1, latitude_2`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from mapper.model.schema import LIST_SEPARATOR
from mapper.model.text import plural
from mapper.readers.formats.base import with_columns
from mapper.readers.tables.table import Table, cells, in_short

__all__ = ["further", "further_notice", "is_one_of_several", "numbered", "with_further_actors"]

_NUMBERED: Final = re.compile(r"(.*?[^\W\d])[\s_.#-]*(\d{1,2})")
_BESIDE: Final = {"actor1": "assoc_actor_1", "actor2": "assoc_actor_2"}
_WHERE_AND_WHEN: Final = ("event_date", "place", "latitude", "longitude")


def numbered(name: str) -> tuple[str, int]:
    """Return a column's name without the number at its end, and the number; 0 for none.

    >>> numbered("Suspected perpetrator 2"), numbered("latitude_1"), numbered("place")
    (('Suspected perpetrator', 2), ('latitude', 1), ('place', 0))
    """
    found = _NUMBERED.fullmatch(name.strip())
    return (found[1], int(found[2])) if found else (name, 0)


def further(first: str, names: Iterable[str]) -> list[str]:
    """Return the columns of the same name as the first of several, in the order of their numbers.

    >>> further("place_1", ["place_3", "place_2", "place", "actor_2"])
    ['place_2', 'place_3']
    """
    stem, number = numbered(first)
    if number != 1:
        return []
    others = {name: numbered(name) for name in names if name != first}
    found = [name for name, (other, at) in others.items() if other.casefold() == stem.casefold() and at > 1]
    return sorted(found, key=lambda name: others[name][1])


def is_one_of_several(name: str, names: Iterable[str]) -> bool:
    """Tell whether there are columns of the same name with other numbers: their figures are parts of a row's figure.

    >>> is_one_of_several("killed_1", ["killed_1", "killed_2"]), is_one_of_several("killed_1", ["killed_1"])
    (True, False)
    """
    return bool(further(name, names))


def with_further_actors(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return the table with the actors of further columns beside the first: `perpetrator 2` beside `perpetrator 1`.

    If the second is the other side of the event, the third may be on either side and stays its own column.
    """
    columns, written_as, taken = {}, {}, {*chosen.values(), *chosen}
    for field, beside in _BESIDE.items():
        others = further(chosen.get(field, ""), map(str, table.frame))
        if not others or beside in chosen or beside in table.frame or not taken.isdisjoint(others):
            continue
        names = pd.DataFrame({name: cells(table.frame, name) for name in others})
        columns[beside] = names.apply(lambda row: LIST_SEPARATOR.join(filter(None, row)), axis="columns").astype("str")
        written_as[beside] = others[0]
    return with_columns(table, columns, written_as=written_as) if columns else table


def further_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on further places and dates of a row, which are not read."""
    firsts = (chosen.get(field, "") for field in _WHERE_AND_WHEN)
    others = [name for first in firsts for name in further(first, map(str, table.frame))]
    filled = pd.DataFrame({name: cells(table.frame, name) != "" for name in others})
    count = int(filled.any(axis="columns").sum())
    if not count:
        return ()
    said = f"{plural(count, 'row')} {'has' if count == 1 else 'have'}"
    what = f"further places or dates ({in_short(others)})"
    return (f"{table.name}: {said} {what}, which stay columns of their own: only the first of each is read",)
