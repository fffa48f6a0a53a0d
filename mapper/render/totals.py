"""What the page counts while nothing is filtered, counted as the map is written: nobody waits for it when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from mapper.render.mapdata import MapData

__all__ = ["Numbers", "totals"]


class Numbers(NamedTuple):
    """Columns of the payload: each event's type and how many sites it has, and the actors and sources of all events."""

    types: np.ndarray
    sites: np.ndarray
    actors: np.ndarray
    sources: np.ndarray


def totals(data: MapData, numbers: Numbers, lengths: tuple[int, int]) -> dict[str, Any]:
    """Return the header's `totals`: events, not rows, in the words of `Counts` in `mapper/viewer/src/count.js`.

    `lengths` are those of the header's lists of actors and of types.

    >>> import mapper
    >>> from mapper.render.dossierdata import map_data
    >>> data = map_data(mapper.read("seeds"))
    >>> ones, pairs = np.ones(len(data), dtype=int), data.involvements
    >>> found = totals(data, Numbers(ones, ones, pairs.actors, ones), (len(pairs.names), 2))
    >>> found["types"] == [0, len(data)], found["located"] == len(data), found["sources"]
    (True, True, 1)
    """
    weight = np.ones(len(data), dtype=np.int64) if data.events is None else data.events
    dated = len(data) - int(np.isnat(data.first_day).sum())
    located = int(weight[numbers.sites > 0].sum())
    pairs = data.involvements.counts
    actors, types = lengths
    period = [data.first_day[0], data.last_day[:dated].max()] if dated else None
    return {
        "actors": _sums(numbers.actors, np.repeat(weight, pairs), actors),
        "notStated": int(weight[pairs == 0].sum()),
        "types": _sums(numbers.types, weight, types),
        "months": _months(data, weight, dated),
        "undated": int(weight[dated:].sum()),
        "located": located,
        "unlocated": int(weight.sum()) - located,
        "sources": int(np.count_nonzero(np.bincount(numbers.sources))),
        "period": period and dict(zip(("from", "to"), (int(day.astype(int)) for day in period), strict=True)),
    }


def _sums(numbers: np.ndarray, weight: np.ndarray, length: int) -> list[int]:
    sums: list[int] = np.bincount(numbers, weight, minlength=length).astype(np.int64).tolist()  # exact below 2**53
    return sums


def _months(data: MapData, weight: np.ndarray, dated: int) -> list[int]:
    """Count the events of each month that their periods touch, from the first month to the last."""
    if not dated:
        return []
    first, last = (days[:dated].astype("datetime64[M]").astype(np.int64) for days in (data.first_day, data.last_day))
    length = int(last.max() - first[0]) + 1
    begun, ended = (np.bincount(at - first[0], weight[:dated], minlength=length + 1) for at in (first, last + 1))
    months: list[int] = np.cumsum(begun - ended)[:length].astype(np.int64).tolist()
    return months
