"""Dates relative to the day on which a text was written: yesterday, last week, two months ago, 13 June.

Without that reference day they raise UnreadError.

>>> from mapper.model.dates import read_date
>>> read_date("last week", reference=dt.date(2025, 6, 13)).standard()
'2025-06-02/2025-06-08'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from mapper.model.dates import period as calendar
from mapper.model.dates.period import Period
from mapper.model.dates.point import Point
from mapper.model.dates.tokens import Row
from mapper.model.unread import UnreadError

__all__ = ["relative_periods", "with_year"]

_DAY: Final = dt.timedelta(days=1)
_DAYS_AGO: Final = {"today": (0, 0), "yesterday": (1, 1), "day_before_yesterday": (2, 2), "overnight": (1, 0)}
"""Name in the lexicon → how many days before the stated one the period begins and ends."""


def with_year(point: Point, reference: dt.date | None) -> Point:
    """Return a day or month without a year as the last one begun by the reference day; other points unchanged."""
    if reference is None or point.year is not None or point.unit not in {"day", "month"} or point.number is None:
        return point
    for year in (reference.year, reference.year - 1):
        dated = replace(point, year=year)
        try:
            if dated.period().first <= reference:
                return dated
        except UnreadError:
            continue
    return point


def relative_periods(row: Row, reference: dt.date | None) -> Iterator[Callable[[], Period]]:
    """Yield the ways to read a row as a relative date; without a reference day each raises UnreadError."""
    for shape, read in _SHAPES:
        if match := shape.fullmatch(row.kinds):
            values = {name: row.tokens[match.start(name)].value for name in match.groupdict() if match[name]}
            yield partial(_counted, read, values, reference)


Values = dict[str, "int | str"]


def _counted(read: Callable[[Values, dt.date], Period], values: Values, reference: dt.date | None) -> Period:
    if reference is None:
        raise UnreadError("relative")
    return read(values, reference)


def _days_ago(values: Values, reference: dt.date) -> Period:
    first, last = (reference - number * _DAY for number in _DAYS_AGO[str(values["R"])])
    return calendar.days(first, last)


def _weekday(values: Values, reference: dt.date) -> Period:
    """The last such weekday: "Friday" may be the reference day itself, "last Friday" is before it."""
    latest = reference - _DAY if "L" in values else reference
    day = latest - (latest.weekday() - int(values["W"])) % 7 * _DAY
    return Period(day, day, "day")


def _unit_ago(values: Values, reference: dt.date) -> Period:
    """The day, week, month or year that lies a number of units before the reference day's; weeks begin on Monday."""
    number = int(values.get("n", values.get("i", 1 if "L" in values else 0)))
    unit = str(values["U"])
    if unit == "day":
        return calendar.days(reference - number * _DAY, reference - number * _DAY, "day")
    if unit == "week":
        monday = reference - (reference.weekday() + 7 * number) * _DAY
        return Period(monday, monday + 6 * _DAY, "week")
    if unit == "month":
        count = 12 * reference.year + reference.month - 1 - number
        return calendar.month(count // 12, count % 12 + 1)
    return calendar.year(reference.year - number)


def _last_month(values: Values, reference: dt.date) -> Period:
    """The last such month that is over: "last June", written in June, is June of the year before."""
    year = reference.year - (int(values["M"]) >= reference.month)
    return calendar.month(year, int(values["M"]))


_SHAPES: Final[list[tuple[re.Pattern[str], Callable[[Values, dt.date], Period]]]] = [
    (re.compile(r"(?P<R>R)"), _days_ago),
    (re.compile(r"(?P<L>L)?(?P<W>W)"), _weekday),
    (re.compile(r"(?P<W>W)(?P<L>L)"), _weekday),
    (re.compile(r"(?:(?P<L>L)|H)(?P<U>U)"), _unit_ago),
    (re.compile(r"(?P<U>U)(?P<L>L)"), _unit_ago),
    (re.compile(r"(?:(?P<n>n)|(?P<i>i))(?P<U>U)G"), _unit_ago),
    (re.compile(r"I(?:(?P<n>n)|(?P<i>i))(?P<U>U)"), _unit_ago),
    (re.compile(r"L(?P<M>M)"), _last_month),
    (re.compile(r"(?P<M>M)L"), _last_month),
]
