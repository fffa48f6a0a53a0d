"""Resolutions of a table of counts: a table with too many rows distinguishes fewer places, and in the end fewer actors.

Each level merges whole rows of the finer one, so a table is the same whether it is made coarser early or late.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.cube.table import LEFT_OUT, PLACE_NAMES, CountTable, coded_texts, group_count, grouped
from mapper.model.coded import categorical
from mapper.model.involved import involved, names_in
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR
from mapper.model.text import fold_name
from mapper.render.basemap.areas import countries_drawn
from mapper.words import Message

__all__ = [
    "LEVELS",
    "OTHER_ACTORS",
    "Level",
    "at_level",
    "events_of_actors",
    "fitted",
    "largest_actors",
    "placed",
    "with_few_actors",
    "with_largest_actors",
]


_OTHERS: Final = Message("other-actors")


class Level(NamedTuple):
    """The places and actors that a resolution distinguishes.

    Attributes
    ----------
    degrees
        The size of the cells that replace places; 0 keeps the places.
    countries
        Whether countries replace places; cells then only replace places outside countries.
    actors
        How many actors are distinguished: those with the most events. All others become one. None keeps all.
    """

    degrees: float
    countries: bool = False
    actors: int | None = None

    def credit(self) -> Message:
        """Return the sentence that says what the counts distinguish."""
        if self.actors:
            return Message("counts-by-country-and-actors", number=self.actors, others=_OTHERS)
        if self.countries:
            return Message("counts-by-country")
        return Message("counts-by-cell", size=f"{self.degrees:g}") if self.degrees else Message("counts-by-place")


_COARSEST: Final = 30.0
LEVELS: Final = (
    *(Level(degrees) for degrees in (0.0, 0.1, 0.5, 1.0, 5.0, 10.0, _COARSEST)),
    *(Level(_COARSEST, True, actors) for actors in (None, 100, 30, 10, 3)),
)
"""The resolutions, the finest first."""
OTHER_ACTORS: Final = _OTHERS.text()
"""The name of the actor that stands for all others; `mapper.cube.events.in_language` translates it."""
_STEPS: Final = 100_000
"""Steps to a degree in which cells are computed, so that each lies exactly in a cell of the coarser grid."""


def fitted(counts: CountTable, most_rows: int) -> CountTable:
    """Return the counts at the finest resolution of at most `most_rows`, or else at the coarsest with all actors.

    Rows without coordinates are not changed: the gazetteer places them later.

    >>> import mapper
    >>> from mapper.cube.table import counts_of
    >>> counted = at_level(counts_of(mapper.read("seeds").events), 0)
    >>> fitted(counted, 1000).level, fitted(counted, 1).level, sum(fitted(counted, 1).table["events"].to_pylist())
    (0, 7, 45)
    """
    if counts.table.num_rows <= most_rows:
        return counts
    # A coarser resolution never has more rows, so a binary search finds it, and only the result is made a table.
    coarser = [level for level in range(counts.level + 1, len(LEVELS)) if LEVELS[level].actors is None]
    found = bisect_left(coarser[:-1], -most_rows, key=lambda level: -group_count(placed(counts.table, level)))
    return at_level(counts.table, coarser[found]) if coarser else counts


def at_level(table: pa.Table, level: int) -> CountTable:
    """Return the counts grouped by the places of a resolution at least as coarse as the table's, with all actors.

    If countries replace places, the coordinates are 0, 0, which only says that there were some.
    """
    return CountTable(grouped(placed(table, level)), level)


def placed(table: pa.Table, level: int) -> pa.Table:
    """Return the rows with their places replaced by the cells or countries of a resolution, not grouped.

    >>> import mapper
    >>> from mapper.cube.table import counts_of
    >>> placed(counts_of(mapper.read("seeds").events), 7).num_rows
    45
    """
    if not level:
        return table
    known = pc.is_valid(table["longitude"]).to_numpy()
    of_country = known & _is_drawn(table["country"]) if LEVELS[level].countries else np.zeros_like(known)
    for name in PLACE_NAMES:
        table = _replaced(table, name, _blanked(table[name], known))
    table = _replaced(table, "admin1", _blanked(table["admin1"], of_country))
    for name in ("longitude", "latitude"):
        middles = np.where(of_country, 0.0, _middles(table[name].to_numpy(), LEVELS[level].degrees))
        table = _replaced(table, name, pa.array(middles, from_pandas=True))
    points = pc.and_(pa.array(known), pc.not_equal(table["location_kind"].cast(pa.large_string()), "area"))
    return _replaced(table, "radius_km", pc.if_else(points, pa.scalar(None, pa.float64()), table["radius_km"]))


def events_of_actors(table: pa.Table) -> Counter[str]:
    """Return the number of events of each actor, by folded name; events that a filter left out do not count.

    >>> import mapper
    >>> from mapper.cube.table import counts_of
    >>> max(events_of_actors(counts_of(mapper.read("seeds").events)).values()) > 5
    True
    """
    chosen = table.filter(pc.equal(table[LEFT_OUT], 0))
    pairs = involved([categorical(chosen[role].to_pandas()) for role in ACTOR_ROLES])
    found: Counter[str] = Counter()
    for name, number in zip(pairs.names, pairs.sizes(chosen["events"].to_numpy()).tolist(), strict=True):
        found[fold_name(name)] += number
    return found


def largest_actors(sizes: Mapping[str, int], level: int) -> frozenset[str]:
    """Return the actors that a resolution distinguishes: those with the most events.

    >>> sorted(largest_actors({"a": 1, "b": 9, "c": 1, "d": 9, "other actors": 99}, len(LEVELS) - 1))
    ['a', 'b', 'd']
    """
    named = sorted(sizes.keys() - {fold_name(OTHER_ACTORS)}, key=lambda name: (-sizes[name], name))
    return frozenset(named[: LEVELS[level].actors])


def with_largest_actors(counts: CountTable, level: int, largest: Collection[str]) -> CountTable:
    """Return the grouped counts with only these actors distinguished, and all others as one.

    >>> table = pa.table({role: pa.array(["A; B", "C"]).dictionary_encode() for role in ACTOR_ROLES})
    >>> [_only(table[role], role, {"a"}).to_pylist() for role in ACTOR_ROLES[1:2]]
    [['A; Other actors', 'Other actors']]
    """
    return CountTable(grouped(with_few_actors(counts.table, largest)), level)


def with_few_actors(table: pa.Table, largest: Collection[str]) -> pa.Table:
    """Return the rows with only these actors distinguished, not grouped.

    >>> table = pa.table({role: pa.array(["A; B"]).dictionary_encode() for role in ACTOR_ROLES})
    >>> with_few_actors(table, {"b"})["assoc_actor_1"].to_pylist()
    ['Other actors; B']
    """
    for role in ACTOR_ROLES:
        table = _replaced(table, role, _only(table[role], role, largest))
    return table


def _only(column: pa.ChunkedArray, role: str, largest: Collection[str]) -> pa.Array:
    """Return the cells of a role with these actors by name, and all others under one name."""
    coded = column.combine_chunks()
    new = []
    for text in coded.dictionary.to_pylist():
        names = (name if fold_name(name) in largest else OTHER_ACTORS for name in names_in(text, role))
        new.append(LIST_SEPARATOR.join(dict.fromkeys(names)))
    distinct = list(dict.fromkeys(new))
    number = {text: i for i, text in enumerate(distinct)}
    return coded_texts(np.array([number[text] for text in new])[coded.indices.to_numpy()], distinct)


def _is_drawn(countries: pa.ChunkedArray) -> np.ndarray:
    """Tell which countries have an outline in the base map; their counts are drawn at a point in it."""
    coded = countries.combine_chunks()
    drawn = np.array([code in countries_drawn() for code in coded.dictionary.to_pylist()], dtype=bool)
    found: np.ndarray = drawn[coded.indices.to_numpy()]
    return found


def _blanked(column: pa.ChunkedArray, where: np.ndarray) -> pa.Array:
    """Return a column of coded texts with empty text in the rows `where`."""
    coded = column.combine_chunks()
    if not where.any():
        return coded
    if where.all():
        return coded_texts(np.zeros(len(where)), [""])
    texts = coded.dictionary.to_pylist()
    texts = texts if "" in texts else [*texts, ""]
    return coded_texts(np.where(where, np.int32(texts.index("")), coded.indices.to_numpy()), texts)


def _middles(degrees: np.ndarray, size: float) -> np.ndarray:
    """Return the centre of the cell that contains each value."""
    step = round(size * _STEPS)
    steps = np.round(degrees * _STEPS)
    middles: np.ndarray = (np.floor(steps / step) * step + step // 2) / _STEPS
    return middles


def _replaced(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)
