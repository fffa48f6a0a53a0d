"""Row numbers as ids (1, 2, 3 … or INC-001): if several files have the same ones, file names make them distinct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from mapper.readers.events.columns import EventTable
from mapper.readers.tables.table import stem_of

__all__ = ["with_distinct_ids"]

_FIRST: Final = (0, 1)
_NUMBERED: Final = r"^((?:.*[\W_])?)(\d{1,9})$"
"""A row number and its prefix: 12, #12, INC-012. Letters without a separator (MLI12) may be a native id."""
_SPREAD: Final = 2
"""The highest row number is at most this many times the number of rows, if some rows were removed."""
_SAME_LIST: Final = 0.5
"""Two files are versions of one list if more than this share of their common ids mean the same event."""


def with_distinct_ids(tables: Sequence[EventTable]) -> tuple[list[EventTable], tuple[str, ...]]:
    r"""Return the tables with distinct ids where row numbers clash, and the notice.

    >>> from mapper.readers.events.columns import read_events
    >>> from mapper.readers.tables.opening import read_table
    >>> texts = {"a.csv": "1,Gao", "b.csv": "1,Kidal"}
    >>> tables = [read_events(read_table(f"event_id,place\n{row}\n".encode(), name)) for name, row in texts.items()]
    >>> [table.events.event_id.tolist() for table in with_distinct_ids(tables)[0]]
    [['a-1'], ['b-1']]
    """
    if len(tables) < 2:
        return list(tables), ()
    numbered = [position for position, table in enumerate(tables) if table.age is None and _is_numbered(table)]
    clashing = [
        one
        for one in numbered
        if any(_clash(tables[one], tables[other]) for other in numbered if other != one)
    ]  # fmt: skip
    if not clashing:
        return list(tables), ()
    stems = _stems([tables[position].name for position in clashing])
    result = list(tables)
    for position, stem in zip(clashing, stems, strict=True):
        result[position] = _with_prefix(tables[position], stem)
    names = ", ".join(tables[position].name for position in clashing)
    example = result[clashing[0]].events["event_id"].iloc[0]
    return result, (f"{names}: their ids are row numbers that repeat, told apart by file, as in {example}",)


def _is_numbered(table: EventTable) -> bool:
    """Tell whether the ids of a table are row numbers, counted from the start for each prefix."""
    parts = table.events["event_id"].astype("str").str.strip().str.extract(_NUMBERED)
    if not len(parts) or parts[0].isna().any():
        return False
    numbers = parts[1].astype("int64").groupby(parts[0])
    return bool((numbers.min().isin(_FIRST) & (numbers.max() <= _SPREAD * numbers.size())).all())


def _clash(one: EventTable, other: EventTable) -> bool:
    """Tell whether two tables share ids that mean different events."""
    columns = ["event_id", "event_date", "place", "longitude", "latitude"]
    texts = [table.events[columns].astype("str").fillna("") for table in (one, other)]
    pairs = texts[0].merge(texts[1], on="event_id")
    if not len(pairs):
        return False
    same = pd.concat([pairs[f"{name}_x"] == pairs[f"{name}_y"] for name in columns[1:]], axis=1).all(axis=1)
    return bool(same.mean() <= _SAME_LIST)


def _stems(names: Sequence[str]) -> list[str]:
    """Return a short name for each file, with a number after names that repeat."""
    seen: Counter[str] = Counter()
    result = []
    for stem in map(stem_of, names):
        seen[stem] += 1
        result.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return result


def _with_prefix(table: EventTable, stem: str) -> EventTable:
    """Return a table with the name of its file before each id, and before each reference to one."""
    ids = table.events["event_id"].astype("str").str.strip()
    whole = table.events["part_of"].astype("str")
    named: pd.Series = whole.where(~whole.isin(set(ids)), stem + "-" + whole)
    return replace(table, events=table.events.assign(event_id=(stem + "-" + ids).astype("str"), part_of=named))
