"""What the page counts while nothing is filtered, counted as the map is written: nobody waits for it when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.render.mapdata import MapData

__all__ = ["Numbers", "totals"]


class Numbers(NamedTuple):
    """Columns of the payload: each event's type and how many sites it has, and the actors and sources of all events."""

    types: np.ndarray
    sites: np.ndarray
    actors: np.ndarray
    sources: np.ndarray


def totals(data: MapData, numbers: Numbers, lengths: tuple[int, int]) -> dict[str, Any]:
    """Return the header's `totals`: events, not rows, in the words of `Counts` in `mapper/viewer/src/state/count.js`.

    `lengths` are those of the header's lists of actors and of types.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> data = map_data(mapper.read("seeds"))
    >>> ones, pairs = np.ones(len(data), dtype=int), data.involvements
    >>> found = totals(data, Numbers(ones, ones, pairs.actors, ones), (len(pairs.names), 2))
    >>> found["types"] == [0, len(data)], found["located"] == len(data), found["sources"]
    (True, True, 1)
    """
    dated, weigh = data.dated, _counter(data.counts)
    pairs = data.involvements.counts
    actors, types = lengths
    involved = None if data.counts is None else np.repeat(data.counts, pairs)
    return {
        "actors": _sums(numbers.actors, involved, actors),
        "notStated": weigh(pairs == 0),
        "types": _sums(numbers.types, data.counts, types),
        **_months(data, dated),
        "undated": weigh(np.arange(len(data)) >= dated) if dated < len(data) else 0,
        "located": weigh(numbers.sites > 0),
        "unlocated": weigh(numbers.sites == 0),
        "sources": int(np.count_nonzero(np.bincount(numbers.sources))),
        "period": _period(data.first_day[:dated], data.last_day[:dated]) if dated else None,
    }


def _period(first: np.ndarray, last: np.ndarray) -> dict[str, Any]:
    """Return the ends of the events' periods; one is known only to the year where all that reach it are whole years."""
    start, end = first[0], last.max()
    known = {
        "fromKnown": not _of_years(first[first == start], last[first == start]).all(),
        "toKnown": not _of_years(first[last == end], last[last == end]).all(),
    }
    ends = {"from": int(start.astype(int)), "to": int(end.astype(int))}
    return ends | {name: "month" if is_known else "year" for name, is_known in known.items()}


def _counter(events: np.ndarray | None) -> Callable[[np.ndarray], int]:
    """Return what counts the events of the rows that are marked True."""
    if events is None:
        return lambda rows: int(np.count_nonzero(rows))
    return lambda rows: int(events[rows].sum())


def _sums(numbers: np.ndarray, weight: np.ndarray | None, length: int) -> list[int]:
    sums: list[int] = np.bincount(numbers, weight, minlength=length).astype(np.int64).tolist()  # exact below 2**53
    return sums


def _of_years(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return True for each period that is made of whole years."""
    whole: np.ndarray = np.ones(len(first), dtype=bool)
    for day in (first, last + np.timedelta64(1, "D")):
        whole &= day.astype("datetime64[Y]").astype("datetime64[D]") == day
    return whole


def _months(data: MapData, dated: int) -> dict[str, list[int]]:
    """Count the events of each month that their periods touch, and those of them whose period is longer than it."""
    if not dated:
        return {"months": [], "monthsLonger": []}
    first, last = data.first_day[:dated], data.last_day[:dated]
    # Periods are sorted, and far fewer than events: each is counted once.
    new = np.ones(dated, dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    starts = np.flatnonzero(new)
    events = np.diff(starts, append=dated) if data.counts is None else np.add.reduceat(data.counts[:dated], starts)
    begin, end = (days[starts].astype("datetime64[M]").astype(np.int64) for days in (first, last))
    length = int(np.max(end) - begin[0]) + 1

    def touching(rows: np.ndarray) -> list[int]:
        change = np.bincount(begin[rows] - begin[0], events[rows], minlength=length + 1)
        change -= np.bincount(end[rows] + 1 - begin[0], events[rows], minlength=length + 1)
        months: list[int] = np.cumsum(change)[:length].astype(np.int64).tolist()
        return months

    return {"months": touching(np.ones(len(begin), dtype=bool)), "monthsLonger": touching(begin != end)}
