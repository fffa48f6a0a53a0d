"""Find rows that may report the same incident: from different sources of hand-made tables, or from two data sets."""

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
"""The most rows of one day and place; a table with more is not a list of incidents that people wrote down."""
_LEAST_DEAD: Final = 3
"""The fewest dead for rows of successive days to be compared: one or two are no sign of one incident."""
_SHARE: Final = 5
"""Figures are alike if they differ by at most a fifth of the larger, or by one."""
_WORD: Final = re.compile(r"\w+")
_DAYS: Final = 10_000_000
"""More than the calendar has days: joins place and day into one number."""
_READ: Final = ("event_id", "source", "event_type", DATA_SET, *ACTOR_ROLES)


class Pair(NamedTuple):
    """Two events that may be one incident: ids, a source of each, the days between them, and their figures."""

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
    """Yield pairs of rows from different sources with the same day and place, and the same sides or type.

    Rows of successive days must also have similar figures of the dead. Two rows of one data set such as ACLED's are no
    pair: its coders already told its events apart. Rows of different data sets are a pair if they have the same sides,
    whatever their types. Within a day, each row is paired only with the first earlier row that fits. More than fifty
    rows of one day and place are skipped.

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
    """Return a key for the place of each row: the gazetteer's id if any row with this name has one, else the name."""
    names = rows["place"].astype("category")
    called = {text: read_place(text).name or fold_name(text) for text in map(str, names.cat.categories)}
    where = names.astype("str").map(called)
    if "place_id" not in rows:
        return where
    ids = rows["place_id"].astype("str")
    known = dict(zip(where[ids != ""], ids[ids != ""], strict=True))
    return ids.mask(ids == "", where.map(lambda name: known.get(name, name)))


def _dead(rows: pd.DataFrame) -> pd.Series:
    """Return the number of dead of each row: the best figure, else the lowest, else the highest, else 0."""
    dead = pd.Series(0, index=rows.index, dtype="int64")
    for name in ("fatalities_high", "fatalities_low", "fatalities_best"):
        if name in rows:
            stated = rows[name].notna().to_numpy(dtype=bool)
            dead = dead.mask(stated, rows[name].fillna(0).astype("int64"))
    return dead


def _has_neighbour(keyed: pd.DataFrame, dead: pd.Series) -> pd.Series:
    """Return True for rows with enough dead that have another such row at the same place a day before or after."""
    many = (dead >= _LEAST_DEAD).to_numpy()
    code = keyed["where"].to_numpy() * _DAYS + keyed["day"].to_numpy()
    found: np.ndarray = many & (np.isin(code, code[many] + 1) | np.isin(code, code[many] - 1))
    return pd.Series(found, index=keyed.index)


def _of_one_day(events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that name a source or data set, a place and one day; none if all are of one data set."""
    of = events[DATA_SET].astype("str") if DATA_SET in events else pd.Series("", index=events.index)
    kept = ((events["source"] != "") | (of != "")) & (events["place"] != "") & events["event_date"].notna()
    if len(set(of)) == 1:
        kept &= of == ""
    if "end_date" in events:
        kept &= events["end_date"] == events["event_date"]
    if "location_kind" in events:
        kept &= events["location_kind"] != "area"  # several events in an area on one day need not be one incident
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
    """Return one name for an actor under any of its names in the table of known actors: GSIM is JNIM."""
    kind = kind_of(name)
    return kind if kind == "Civilians" else known_actor(name).name or actor_key(name)


def _pairs(rows: list[_Row]) -> Iterator[Pair]:
    """Yield the pairs among rows of one day and place; of rows with the same words only the first is compared with."""
    first: dict[tuple[frozenset[str], str, frozenset[str]], _Row] = {}
    for row in rows:
        known = next((one for one in first.values() if _may_be_one(one, row)), None)
        if known:
            yield Pair(known.event_id, row.event_id, (min(known.sources), min(row.sources)))
        first.setdefault((row.sources, row.event_type, row.actors), row)


def _pairs_of_neighbours(rows: list[_Row], after: list[_Row]) -> Iterator[Pair]:
    """Yield the pairs of rows of one place, a day apart, with similar figures; each row is in one such pair at most."""
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

    "Attaque" and "Attaque armée" do not contradict each other. Rows of different data sets must have the same sides.
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
