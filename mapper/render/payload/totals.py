"""The counts that the page shows as it opens, computed when the map is written so that opening is faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from mapper.render.mapdata import MapData

__all__ = ["Numbers", "totals"]


class Numbers(NamedTuple):
    """Columns of the payload: each event's type, sites and number of sources; the actors and sources of all events."""

    types: np.ndarray
    sites: np.ndarray
    actors: np.ndarray
    source_counts: np.ndarray
    sources: np.ndarray


def totals(data: MapData, numbers: Numbers, lengths: tuple[int, int]) -> dict[str, Any]:
    """Return the header's `totals`: events, not rows, with the keys of `Counts` in `mapper/viewer/src/state/count.js`.

    These count what the page shows first: the events of the conflict if there are also contextual ones, else all
    events. `lengths` are the lengths of the header's lists of actors and of types.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> data = map_data(mapper.read("seeds"))
    >>> ones, pairs = np.ones(len(data), dtype=int), data.involvements
    >>> found = totals(data, Numbers(ones, ones, pairs.actors, ones, ones), (len(pairs.names), 2))
    >>> found["types"] == [0, found["located"]], found["located"], len(data), found["sources"]
    (True, 19, 45, 1)
    """
    kept = ~data.context if data.context.any() and not data.context.all() else np.ones(len(data), dtype=bool)
    events = kept * (1 if data.counts is None else data.counts)
    pairs = data.involvements.counts
    actors, types = lengths
    dated = slice(data.dated)
    first, last = data.first_day[dated], data.last_day[dated]
    return {
        "actors": _sums(numbers.actors, np.repeat(events, pairs), actors),
        "notStated": int(events[pairs == 0].sum()),
        "types": _sums(numbers.types, events, types),
        **_months(first, last, events[dated]),
        "undated": int(events[data.dated :].sum()),
        "located": int(events[numbers.sites > 0].sum()),
        "unlocated": int(events[numbers.sites == 0].sum()),
        "sources": len(np.unique(numbers.sources[np.repeat(kept, numbers.source_counts)])),
        "period": _period(first[kept[dated]], last[kept[dated]]) if kept[dated].any() else None,
    }


def _period(first: np.ndarray, last: np.ndarray) -> dict[str, Any]:
    """Return the first and last day of all periods; an end is only a year if all periods that reach it are years."""
    start, end = first[0], last.max()
    known = {
        "fromKnown": not _of_years(first[first == start], last[first == start]).all(),
        "toKnown": not _of_years(first[last == end], last[last == end]).all(),
    }
    ends = {"from": int(start.astype(int)), "to": int(end.astype(int))}
    return ends | {name: "month" if is_known else "year" for name, is_known in known.items()}


def _sums(numbers: np.ndarray, weight: np.ndarray, length: int) -> list[int]:
    sums: list[int] = np.bincount(numbers, weight, minlength=length).astype(np.int64).tolist()  # exact below 2**53
    return sums


def _of_years(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return True for each period of whole years."""
    whole: np.ndarray = np.ones(len(first), dtype=bool)
    for day in (first, last + np.timedelta64(1, "D")):
        whole &= day.astype("datetime64[Y]").astype("datetime64[D]") == day
    return whole


def _months(first: np.ndarray, last: np.ndarray, events: np.ndarray) -> dict[str, list[int]]:
    """Count for each month the events whose period touches it, and those whose period spans several months."""
    if not len(first):
        return {"months": [], "monthsLonger": []}
    # Periods are sorted, and there are far fewer than events: each is counted once.
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    starts = np.flatnonzero(new)
    of_period = np.add.reduceat(events, starts)
    begin, end = (days[starts].astype("datetime64[M]").astype(np.int64) for days in (first, last))
    length = int(np.max(end) - begin[0]) + 1

    def touching(rows: np.ndarray) -> list[int]:
        change = np.bincount(begin[rows] - begin[0], of_period[rows], minlength=length + 1)
        change -= np.bincount(end[rows] + 1 - begin[0], of_period[rows], minlength=length + 1)
        months: list[int] = np.cumsum(change)[:length].astype(np.int64).tolist()
        return months

    return {"months": touching(np.ones(len(begin), dtype=bool)), "monthsLonger": touching(begin != end)}
