"""Notices on columns of numbers that might be taken for the dead of an event, but are not."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.readers.formats.headers import may_count_the_dead, partial_counts
from mapper.readers.tables.table import Table, in_short

__all__ = ["of_counts"]


def of_counts(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentences on counts of some of the dead, and of victims; none without any.

    `chosen` are the columns by the fields that they are taken for.
    """
    return (*_partial_notice(table, chosen), *_victims_notice(table, chosen))


def _partial_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentence on the columns that count some of the dead and are taken for no field; none without any."""
    others = [name for name in map(str, table.frame) if name not in chosen.values()]
    partial = partial_counts(others, table.frame, table.tags)
    if not partial:
        return ()
    if len(partial) == 1:
        said = "counts a part of the dead only: it stays a column of its own, and is not read as their number"
    else:
        said = "count parts of the dead only: they stay columns of their own, and are not read as their number"
    return (f"{table.name}: {in_short(partial)} {said}",)


def _victims_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentence on a count of victims where no column counts the dead; none without any."""
    if any(field.startswith("fatalities") for field in (*chosen, *map(str, table.frame))):
        return ()
    counts = may_count_the_dead((name for name in map(str, table.frame) if name not in chosen.values()), table.frame)
    if not counts:
        return ()
    remedy = f'name it, if it counts the dead and nobody else, as in `columns={{"fatalities": "{counts[0]}"}}`'
    return (f"{table.name}: {in_short(counts)} may count the dead, the injured or both, and is not read; {remedy}",)
