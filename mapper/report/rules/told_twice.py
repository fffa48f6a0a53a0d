"""Rows that may tell one incident twice: of hand-made tables, each from another source, and of different data sets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from mapper.claims.places import read_place
from mapper.model.actors.known import actor_key, kind_of, known_actor
from mapper.model.schema import ACTOR_ROLES, DATA_SET, names_in_cell
from mapper.model.text import fold_name

__all__ = ["Pair", "told_twice"]

_MOST: Final = 50
"""A table with more rows of one day and place than this is not one of incidents that people wrote down."""
_LEAST_DEAD: Final = 3
"""One or two dead at a place on two successive days are no sign of one incident."""
_SHARE: Final = 5
"""Figures are alike if they differ by no more than a fifth of the larger, or by one."""
_WORD: Final = re.compile(r"\w+")
_DAYS: Final = 10_000_000
"""More days than a calendar has."""
_READ: Final = ("event_id", "source", "event_type", DATA_SET, *ACTOR_ROLES)


class Pair(NamedTuple):
    """The ids of two events that may be one incident, the sources of each, and the days between them."""

    one: str
    other: str
    sources: tuple[str, str]
    days: int = 0
    figures: tuple[int, int] = (0, 0)


class _Row(NamedTuple):
    event_id: str
    sources: frozenset[str]
    event_type: str
    actors: frozenset[str]
    dead: int
    data_set: str


def told_twice(events: pd.DataFrame) -> Iterator[Pair]:
    """Yield the pairs of rows from different sources that have one day and place, and the same sides or type.

    On successive days, the figures of the dead have to be alike too. Two rows of one data set such as ACLED's are no
    such pair: its coders have told its events apart. Two of different data sets are, whatever each calls the type,
    where they have the same sides. Of a day each row is paired with one other at most, the first that it may be one
    with. More than fifty of one day and place are passed over.

    >>> same = {"event_date": pd.Timestamp("2025-06-13"), "place": "Djibo", "event_type": "Battles"}
    >>> list(told_twice(pd.DataFrame([{"event_id": "a", "source": "AFP", **same},
    ...     {"event_id": "b", "source": "Radio Omega", **same}])))
    [Pair(one='a', other='b', sources=('AFP', 'Radio Omega'), days=0, figures=(0, 0))]
    """
    rows = _of_one_day(events)
    where = _where(rows)
    days = rows["event_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    keyed = pd.DataFrame({"where": pd.factorize(where)[0].astype(np.int64), "day": days}, index=rows.index)
    dead = _dead(rows)
    alike = keyed.groupby(["where", "day"])["day"].transform("size")
    wanted = ((alike > 1) | _has_neighbour(keyed, dead)) & (alike <= _MOST)
    groups: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    read = rows.loc[wanted, [name for name in _READ if name in rows]].assign(dead=dead[wanted]).to_dict("records")
    for (place, day), row in zip(keyed[wanted].itertuples(index=False, name=None), read, strict=True):
        groups[place, day].append(_row(row))
    for (place, day), same in groups.items():
        yield from _pairs(same)
        yield from _pairs_of_neighbours(same, groups.get((place, day + 1), []))


def _where(rows: pd.DataFrame) -> pd.Series:
    """Return what stands for the place of each row: its id in the gazetteer where a row of this name has one."""
    names = rows["place"].astype("category")
    called = {text: read_place(text).name or fold_name(text) for text in map(str, names.cat.categories)}
    where = names.astype("str").map(called)
    if "place_id" not in rows:
        return where
    ids = rows["place_id"].astype("str")
    known = dict(zip(where[ids != ""], ids[ids != ""], strict=True))
    return ids.mask(ids == "", where.map(lambda name: known.get(name, name)))


def _dead(rows: pd.DataFrame) -> pd.Series:
    """Return how many died by the best figure of each row, else the lowest, else the highest; 0 where none is."""
    dead = pd.Series(0, index=rows.index, dtype="int64")
    for name in ("fatalities_high", "fatalities_low", "fatalities_best"):
        if name in rows:
            stated = rows[name].notna().to_numpy(dtype=bool)
            dead = dead.mask(stated, rows[name].fillna(0).astype("int64"))
    return dead


def _has_neighbour(keyed: pd.DataFrame, dead: pd.Series) -> pd.Series:
    """Return True for rows with enough dead, beside others at the same place on the day before or after."""
    many = (dead >= _LEAST_DEAD).to_numpy()
    code = keyed["where"].to_numpy() * _DAYS + keyed["day"].to_numpy()
    found: np.ndarray = many & (np.isin(code, code[many] + 1) | np.isin(code, code[many] - 1))
    return pd.Series(found, index=keyed.index)


def _of_one_day(events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that name a source or data set, a place and one day; none of a single data set."""
    of = events[DATA_SET].astype("str") if DATA_SET in events else pd.Series("", index=events.index)
    kept = ((events["source"] != "") | (of != "")) & (events["place"] != "") & events["event_date"].notna()
    if len(set(of)) == 1:
        kept &= of == ""
    if "end_date" in events:
        kept &= events["end_date"] == events["event_date"]
    if "location_kind" in events:
        kept &= events["location_kind"] != "area"  # several events there on one day need not be one incident
    if "part_of" in events:
        kept &= events["part_of"] == ""
    return events[kept]


def _row(row: dict[Hashable, Any]) -> _Row:
    actors = {_actor(name) for role in ACTOR_ROLES for name in names_in_cell(str(row.get(role, "")))}
    data_set = str(row.get(DATA_SET, ""))
    sources = frozenset([data_set] if data_set else names_in_cell(str(row["source"])))
    kind = fold_name(str(row["event_type"]))
    return _Row(str(row["event_id"]), sources, kind, frozenset(actors), int(row["dead"]), data_set)


@lru_cache(maxsize=65_536)
def _actor(name: str) -> str:
    """Return what an actor is called by any of its names in the table of the field's actors: GSIM is JNIM."""
    kind = kind_of(name)
    return kind if kind == "Civilians" else known_actor(name).name or actor_key(name)


def _pairs(rows: list[_Row]) -> Iterator[Pair]:
    """Yield the pairs of rows of one day and place; rows with the same words are looked at once."""
    first: dict[tuple[frozenset[str], str, frozenset[str]], _Row] = {}
    for row in rows:
        known = next((one for one in first.values() if _may_be_one(one, row)), None)
        if known:
            yield Pair(known.event_id, row.event_id, (min(known.sources), min(row.sources)))
        first.setdefault((row.sources, row.event_type, row.actors), row)


def _pairs_of_neighbours(rows: list[_Row], after: list[_Row]) -> Iterator[Pair]:
    """Yield the pairs of rows of one place, a day apart, whose figures are alike; each row has one other at most."""
    free = list(after)
    for row in rows:
        known = next((one for one in free if _have_like_figures(row, one) and _may_be_one(row, one)), None)
        if known:
            free.remove(known)
            sources = (min(row.sources), min(known.sources))
            yield Pair(row.event_id, known.event_id, sources, days=1, figures=(row.dead, known.dead))


def _have_like_figures(one: _Row, other: _Row) -> bool:
    few, many = sorted((one.dead, other.dead))
    return few >= _LEAST_DEAD and many - few <= max(1, many // _SHARE)


def _may_be_one(one: _Row, other: _Row) -> bool:
    """Whether two rows have different sources, no contradiction, and sides or a type in common.

    An actor is the same under any known name, and "Attaque" leaves open whether it was an "Attaque armée". Of different
    data sets all sides have to be the same.
    """
    if one.sources & other.sources:
        return False
    if one.data_set != other.data_set:  # each has its own words for types
        return bool(one.actors) and one.actors == other.actors
    types = [frozenset(_WORD.findall(row.event_type)) for row in (one, other)]
    if not (types[0] <= types[1] or types[1] <= types[0]):
        return False
    if not (one.actors <= other.actors or other.actors <= one.actors):
        return False
    return bool(one.actors & other.actors) or bool(one.event_type and one.event_type == other.event_type)
