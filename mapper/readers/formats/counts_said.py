"""Columns of numbers that look like the dead of an event but are not, and tables that do not count events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from mapper.errors import FormatError
from mapper.model.lexicon import folded
from mapper.readers.events.coordinates import POINTS
from mapper.readers.formats.header_names import has_words, header_data, is_sum_or_rate, strictly, tells_who_fled
from mapper.readers.formats.headers import Fitting, are_counts
from mapper.readers.formats.hxl import attributes_of, is_part_of_the_dead
from mapper.readers.formats.split_points import BY_PARTS
from mapper.readers.tables.table import Table, cells, in_short

__all__ = ["counts_of_who_fled", "may_count_the_dead", "of_counts", "partial_counts", "refuse_counts_of_who_fled"]

_TELLS_WHAT: Final = frozenset({"actor1", "actor2", "event_type", "sub_event_type", "title", "notes"})
_TELLS_WHERE: Final = frozenset({"place", "latitude", POINTS, *BY_PARTS})


def of_counts(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notices on counts of some of the dead, and of victims.

    `chosen` maps fields to the columns taken for them.
    """
    said = (_partial_notice, _sums_notice, _victims_notice, _fled_notice)
    return tuple(sentence for notice in said for sentence in notice(table, chosen))


def refuse_counts_of_who_fled(table: Table, chosen: Mapping[str, str]) -> None:
    """Raise FormatError for a table of people who fled, by area and round or year: its rows would be drawn as events.

    A row that says what happened, who did it, or at which place, may be an event; so may those of different days.
    """
    counts = _of_who_fled(table, chosen) if chosen else []
    if not counts or not _TELLS_WHERE.isdisjoint(chosen):
        return
    dates = cells(table.frame, chosen.get("event_date", ""))
    if dates.nunique() > len(dates) / 2:
        return
    said = f"figures of people who fled, and no events: {in_short(counts)}"
    field = next(field for field in ("event_date", *chosen) if field in chosen)
    named = json.dumps({field: chosen[field]}, ensure_ascii=False)
    remedy = f"name columns to read it all the same, as in `columns={named}`"
    raise FormatError(f"{table.name}: {said} (it has {in_short(table.frame)})", remedy)


def _of_who_fled(table: Table, chosen: Mapping[str, str]) -> list[str]:
    """Return the columns that count people who fled, if no column says what else happened."""
    fields = {*chosen, *map(str, table.frame)}
    if not _TELLS_WHAT.isdisjoint(fields) or any(field.startswith("fatalities") for field in fields):
        return []
    others = (name for name in map(str, table.frame) if name not in chosen.values())
    return counts_of_who_fled(others, table.frame, table.tags)


def _fled_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on rows that only say how many people fled."""
    counts = _of_who_fled(table, chosen)
    if not counts:
        return ()
    count = "counts" if len(counts) == 1 else "count"
    said = f"{count} people who fled, and no column says who was killed or did what: each row is an event all the same"
    return (f"{table.name}: {in_short(counts)} {said}",)


def _partial_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on columns that count some of the dead and are taken for no field."""
    others = [name for name in map(str, table.frame) if name not in chosen.values()]
    partial = partial_counts(others, table.frame, table.tags)
    if not partial:
        return ()
    if len(partial) == 1:
        said = "counts a part of the dead only: it stays a column of its own, and is not read as their number"
    else:
        said = "count parts of the dead only: they stay columns of their own, and are not read as their number"
    return (f"{table.name}: {in_short(partial)} {said}",)


def _sums_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on cumulative counts of the dead, or rates."""
    names = [*map(str, table.frame)]
    fits = Fitting(table.frame)
    others = [name for name in names if name not in chosen.values() and has_words(name, "the_dead")]
    sums = [name for name in others if is_sum_or_rate(name, names) and fits.is_of_numbers(name)]
    if not sums:
        return ()
    said = "is a sum that grows from row to row, or a rate" if len(sums) == 1 else "are sums that grow, or rates"
    return (f"{table.name}: {in_short(sums)} {said}, and not read as the dead of a row",)


def _victims_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on a count of victims, if no column counts the dead."""
    if any(field.startswith("fatalities") for field in (*chosen, *map(str, table.frame))):
        return ()
    counts = may_count_the_dead((name for name in map(str, table.frame) if name not in chosen.values()), table.frame)
    if not counts:
        return ()
    named = json.dumps(_fields_of(counts), ensure_ascii=False)
    remedy = f"name it, if it counts the dead and nobody else, as in `columns={named}`"
    return (f"{table.name}: {in_short(counts)} may count the dead, the injured or both, and is not read; {remedy}",)


def _fields_of(counts: list[str]) -> dict[str, str]:
    """Return field → column for counts of victims: the least and the most if there are two, else the first.

    >>> _fields_of(["Reported Minimum", "Reported Maximum"]), _fields_of(["Victims"])
    ({'fatalities_low': 'Reported Minimum', 'fatalities_high': 'Reported Maximum'}, {'fatalities': 'Victims'})
    """
    ends = {end: next((name for name in counts if _end_of_a_range(name) == end), "") for end in ("low", "high")}
    return (
        {f"fatalities_{end}": name for end, name in ends.items()} if all(ends.values()) else {"fatalities": counts[0]}
    )


def _end_of_a_range(name: str) -> str:
    """Return the end of a range in a column's name, `low` or `high`; `""` if there is none.

    >>> _end_of_a_range("Casualties (min)"), _end_of_a_range("Reported Maximum"), _end_of_a_range("Minutes")
    ('low', 'high', '')
    """
    words = re.findall(r"[^\W_]+", name.lower())
    return next((end for end, called in header_data()["ends"].items() if not set(called).isdisjoint(words)), "")


def _without_whom(name: str) -> str:
    """Return a name in strict form, without words for whom or what it counts and for the end of a range.

    >>> _without_whom("Civilian casualties (max)"), _without_whom("Total de Víctimas del Caso")
    ('casualties', 'victimas')
    """
    data = header_data()
    passed = {folded(word) for key in ("some_of_the_dead", "of_an_event") for word in data[key]}
    passed |= {folded(word) for called in data["ends"].values() for word in called}
    passed -= {folded(word) for word in data["may_be_the_dead"]}
    return "_".join(word for word in strictly(name).split("_") if word not in passed)


def partial_counts(names: Iterable[str], frame: pd.DataFrame, tags: Mapping[str, str]) -> list[str]:
    """Return the columns that count only some of the dead, such as civilians, and so are no total.

    >>> partial_counts(["men killed", "place"], pd.DataFrame({"men killed": ["3"], "place": ["Gao"]}), {})
    ['men killed']
    """
    fits = Fitting(frame)
    partial = [
        name for name in names if has_words(name, "the_dead", "some_of_the_dead") or is_part_of_the_dead(name, tags)
    ]
    return [name for name in partial if fits("fatalities", name)]


def may_count_the_dead(names: Iterable[str], frame: pd.DataFrame) -> list[str]:
    """Return the columns that count victims or casualties: dead, injured or both, which the name does not say.

    Columns of killed and injured, as a sum or one after the other (12/24), count too.

    >>> may_count_the_dead(["VICTIMAS", "place"], pd.DataFrame({"VICTIMAS": ["3"], "place": ["Gao"]}))
    ['VICTIMAS']
    >>> may_count_the_dead(["Civilian casualties (min)"], pd.DataFrame({"Civilian casualties (min)": ["3"]}))
    ['Civilian casualties (min)']
    """
    fits = Fitting(frame)
    known = {strictly(name) for name in header_data()["may_be_the_dead"]}
    called = [
        name
        for name in names
        if known & {strictly(name), _without_whom(name)} or has_words(name, "the_dead", "the_injured")
    ]
    return [name for name in called if fits.is_of_numbers(name) or are_counts(fits.sample(name))]


def counts_of_who_fled(names: Iterable[str], frame: pd.DataFrame, tags: Mapping[str, str]) -> list[str]:
    """Return the columns that count people who fled or came back.

    >>> counts_of_who_fled(["IDPs", "IDP site"], pd.DataFrame({"IDPs": ["300"], "IDP site": ["Gao"]}), {})
    ['IDPs']
    """
    fits = Fitting(frame)
    called = [name for name in names if tells_who_fled(name, attributes_of(name, tags))]
    return [name for name in called if fits.is_of_numbers(name)]
