"""The grammar of dates: one date, a period between two, or a bound, read from all tokens of a text.

A text with two readings is a fault: nothing is guessed.

>>> read("10–12 May 2025", Style()).first.isoformat()
'2025-05-10'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from mapper.model.dates.period import Period, days
from mapper.model.dates.point import Point, Style, orders_of, points
from mapper.model.dates.relative import relative_periods, with_year
from mapper.model.dates.tokens import Row, rows_of
from mapper.model.lexicon import folded, lexicon
from mapper.model.unread import UnreadError

__all__ = ["read", "readings"]

_DAY: Final = dt.timedelta(days=1)
_GRAVEST: Final = (
    "no-date", "no-year", "relative", "two-winters", "no-such-day", "backwards", "short-year", "other-calendar",
)  # fmt: skip
"""Faults from the least to the most specific: if every reading has a fault, the most specific is reported."""


_COUNTS: Final = {5: "serial", 10: "epoch", 13: "epoch"}
"""Number of digits → the fault: a spreadsheet's days since 1899, or seconds or milliseconds since 1970."""


def readings(text: str, *, short_years: bool) -> dict[str, Period | str]:
    """Return what a text means in each order of day, month and year (`ORDERS`): a period, or a code of `UnreadError`.

    There is one entry, under `""`, if the order does not matter.

    >>> {order: found.standard() for order, found in readings("04/05/2025", short_years=False).items() if order}
    {'day first': '2025-05-04', 'month first': '2025-04-05'}
    """
    found = {order: _outcome(text, Style(order, short_years), None) for order in orders_of(rows_of(text))}
    return {order: outcome for order, outcome in found.items() if outcome != "no-date"} or {"": "no-date"}


def read(text: str, style: Style, reference: dt.date | None = None) -> Period:
    """Return the period that a text means.

    Raises UnreadError if the text means no period, or more than one.
    """
    orders = (style.order,) if style.order else orders_of(rows_of(text))
    outcomes = {_outcome(text, replace(style, order=order), reference) for order in orders}
    periods = {outcome for outcome in outcomes if isinstance(outcome, Period)}
    if len(periods) == 1:
        return periods.pop()
    if periods:
        raise UnreadError("day-or-month")
    raise UnreadError(max((code for code in outcomes if isinstance(code, str)), key=_gravity))


def _gravity(code: str) -> int:
    return _GRAVEST.index(code) if code in _GRAVEST else len(_GRAVEST)


@lru_cache(maxsize=65_536)
def _outcome(text: str, style: Style, reference: dt.date | None) -> Period | str:
    """Return the only period that a text means, or the code of its fault."""
    found: dict[Period, Period] = {}
    count = text.partition(".")[0]
    faults = {_COUNTS.get(len(count), "no-date") if text.replace(".", "", 1).isdecimal() else "no-date"}
    for row in rows_of(text):
        for attempt in _attempts(row, style, reference):
            try:
                period = attempt()
            except UnreadError as fault:
                faults.add(fault.code)
            except OverflowError:
                faults.add("no-such-day")
            else:
                found.setdefault(period, period)
    if len(found) > 1:
        return "several-readings"
    if not found and _of_another_calendar(text):
        faults.add("other-calendar")
    return replace(next(iter(found)), text=text) if found else max(faults, key=_gravity)


def _of_another_calendar(text: str) -> bool:
    """Tell whether a text has a number and a month or mark of a calendar that is not read here.

    >>> _of_another_calendar("12 Ramadan 1445"), _of_another_calendar("1403-05-12 (SH)"), _of_another_calendar("in May")
    (True, True, False)
    """
    plain = folded(text)
    words = re.findall(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*", plain)
    return any(character.isdecimal() for character in plain) and not _other_calendars().isdisjoint(words)


@cache
def _other_calendars() -> frozenset[str]:
    return frozenset(lexicon("dates", "calendars")["other"])


Attempt = Callable[[], Period]


def _attempts(row: Row, style: Style, reference: dt.date | None) -> Iterator[Attempt]:
    """Yield each way to read a row as a whole; calling it gives the period, or raises UnreadError."""
    kinds = row.kinds
    if kinds[:1] in {"B", "F"}:
        name = str(row.tokens[0].value)
        yield from _bounds("since" if kinds[0] == "F" else name, row[1:], style, reference)
    if kinds[-1:] == "A":
        name = {"and_later": "since", "or_earlier": "by"}[str(row.tokens[-1].value)]
        yield from _bounds(name, row[:-1], style, reference)
    opened = kinds[:1] in {"F", "E", "N", "C"}
    yield from _ranges(row[opened:], style, reference, rough=kinds[:1] == "C")
    yield from _singles(row, style, reference)


def _singles(row: Row, style: Style, reference: dt.date | None) -> Iterator[Attempt]:
    for point in points(row, style):
        yield with_year(point, reference).period
    yield from relative_periods(row, reference)


def _bounds(name: str, row: Row, style: Style, reference: dt.date | None) -> Iterator[Attempt]:
    for attempt in _singles(row, style, reference):
        yield lambda attempt=attempt: _bounded(name, attempt())  # type: ignore[misc]


def _bounded(name: str, end: Period) -> Period:
    """Return a half-open period: "before 2022" ends with 2021, "since 2020" begins with 2020."""
    if name in {"before", "by"}:
        last = end.first - _DAY if name == "before" else end.last
        return Period(dt.date.min, last, "range", end.approximate, weekdays=end.weekdays)
    first = end.last + _DAY if name == "after" else end.first
    return Period(first, dt.date.max, "range", end.approximate, weekdays=end.weekdays)


def _ranges(row: Row, style: Style, reference: dt.date | None, *, rough: bool = False) -> Iterator[Attempt]:
    """Yield the periods between two dates, for each place where the row can be split in two."""
    for at, kind in enumerate(row.kinds):
        unspaced = kind in "-/" and row.kinds.count(kind) == 1
        if kind in "T_,;" or unspaced:
            for first in points(row[:at], style):
                for last in points(row[at + 1 :], style):
                    if _may_be_ends(first, last, kind):
                        ends = _completed(first, last, reference)
                        yield lambda ends=ends: _between(*ends, rough=rough)  # type: ignore[misc]


def _may_be_ends(first: Point, last: Point, between: str) -> bool:
    """Whether two points can be ends of a period: a comma joins whole days only, a part goes with a part, and a year,
    decade or masked date with an end that has a year too.
    """
    if between in ",;":
        return bool(first.year and last.year and first.unit == last.unit == "day")
    if "part" in {first.unit, last.unit}:
        return bool(first.part and last.part)
    lacks_year = first.year is None or last.year is None
    return not (lacks_year and not {first.unit, last.unit}.isdisjoint(_WHOLE_YEARS))


_WHOLE_YEARS: Final = {"year", "decade", "masked"}


def _completed(first: Point, last: Point, reference: dt.date | None) -> tuple[Point, Point]:
    """Give each end what it lacks and the other has: the 10 of "10-12 May 2025" is a day of May 2025."""
    last = with_year(last, reference)
    if first.unit == "part":
        first = replace(last, part=first.part)
    elif last.unit == "part":
        last = replace(first, part=last.part)
    if first.unit == last.unit == "day":
        month = first.number or last.number
        first, last = (replace(end, number=end.number or month) for end in (first, last))
    if first.year is None or last.year is None:
        year = first.year or last.year
        first, last = (replace(end, year=year) if end.year is None else end for end in (first, last))
    return first, last


def _between(first: Point, last: Point, *, rough: bool) -> Period:
    begin, end = replace(first, rough=False).period(), replace(last, rough=False).period()
    is_same = (begin.first, begin.last) == (end.first, end.last)
    whole = days(begin.first, end.last, begin.precision if is_same else "range")
    approximate = rough or first.rough or last.rough
    return replace(whole, approximate=approximate, weekdays=begin.weekdays + end.weekdays)
