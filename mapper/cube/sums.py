"""Add up the counts of files, at the finest resolution that does not exceed the rows asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import Final

import pandas as pd

from mapper.cube.levels import LEVELS, at_level, events_of_actors, fitted, largest_actors, with_largest_actors
from mapper.cube.partition import CountTask
from mapper.cube.table import CountTable, joined
from mapper.errors import UnknownNameError
from mapper.model.actors.known import asked_actors
from mapper.model.actors.names import ActorNames

__all__ = ["Sum"]

_WITH_ALL_ACTORS: Final = next(level for level, one in enumerate(LEVELS) if one.actors) - 1
_MOST_HELD: Final = 2
"""With more than this many times the rows asked for, the sum is dropped and made again with fewer actors."""


class Sum:
    """The sum of counts; their order does not matter.

    The sum will be at least as coarse as `level`, so files need not be counted at a finer resolution.

    >>> import mapper
    >>> from mapper.cube.table import counts_of
    >>> counts = at_level(counts_of(mapper.read("seeds").events), 0)
    >>> total = Sum(CountTask())
    >>> total.add(counts)
    >>> total.add(counts)
    >>> sum(total.result(lambda: iter([])).table["events"].to_pylist())
    90
    """

    def __init__(self, task: CountTask) -> None:
        self.level = 0
        self._most_rows = task.most_rows
        self._asked = (*task.conditions.actor, *task.conditions.not_actor)
        self._waiting: list[CountTable] = []
        self._too_many = False

    def add(self, counts: CountTable) -> None:
        """Add the counts of a file."""
        if self._too_many:
            return
        self._waiting.append(counts)
        if sum(counts.table.num_rows for counts in self._waiting[1:]) > self._most_rows // 2:
            self._add_up()

    def settle(self) -> None:
        """Add up the waiting counts, so that `level` is the resolution that all added so far need."""
        if len(self._waiting) > 1:
            self._add_up()

    def result(self, again: Callable[[], Iterator[CountTable]]) -> CountTable:
        """Return the sum. `again` yields all counts once more; it is called if there were too many rows to keep."""
        if self._waiting:
            self._add_up()
        if self._too_many:
            return self._of_largest(again)
        (counts,) = self._waiting
        if counts.table.num_rows <= self._most_rows:
            return counts
        return self._with_fewer_actors(counts, events_of_actors(counts.table))

    def _add_up(self) -> None:
        level = max(counts.level for counts in self._waiting)
        table = joined(counts.table for counts in self._waiting)
        self._waiting = []  # free the parts
        counts = fitted(at_level(table, level), self._most_rows)
        self._waiting, self.level = [counts], counts.level
        if counts.table.num_rows > _MOST_HELD * self._most_rows:
            self._waiting, self._too_many = [], True

    def _of_largest(self, again: Callable[[], Iterator[CountTable]]) -> CountTable:
        """Return the sum of counts in which only the overall largest actors are distinguished."""
        sizes: Counter[str] = Counter()
        for counts in again():
            sizes.update(events_of_actors(counts.table))
        level, total = _WITH_ALL_ACTORS + 1, list[CountTable]()
        told = largest_actors(sizes, level) | self._asked_of(sizes)
        for counts in again():
            few = with_largest_actors(at_level(counts.table, _WITH_ALL_ACTORS), level, told)
            total = [
                CountTable(at_level(joined([few.table, *(one.table for one in total)]), _WITH_ALL_ACTORS).table, level)
            ]
        return self._with_fewer_actors(total[0], sizes)

    def _with_fewer_actors(self, counts: CountTable, sizes: Counter[str]) -> CountTable:
        """Return the counts with as many of the largest actors as fit, and the actors that the filter names."""
        asked = self._asked_of(sizes)
        while counts.table.num_rows > self._most_rows and counts.level + 1 < len(LEVELS):
            level = counts.level + 1
            counts = with_largest_actors(counts, level, largest_actors(sizes, level) | asked)
        return counts

    def _asked_of(self, sizes: Collection[str]) -> frozenset[str]:
        """Return the actors of the counts that the conditions name, which must stay distinguished."""
        if not self._asked:
            return frozenset()
        known = ActorNames(pd.DataFrame({"name": [*sizes]}))
        found: set[str] = set()
        for word in self._asked:
            with suppress(UnknownNameError):  # the filter reports it
                found.update(asked_actors(known, [word]))
        return frozenset(found)
