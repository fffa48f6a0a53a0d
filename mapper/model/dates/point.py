"""One date in a text, which may lack its year or month, and the patterns in which it is written.

>>> from mapper.model.dates.tokens import rows_of
>>> [point.period().standard() for point in points(rows_of("Friday 13 June 2025")[0], Style())]
['2025-06-13']
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from mapper.model.dates import period as calendar
from mapper.model.dates.period import Period
from mapper.model.dates.tokens import Row, Token
from mapper.model.unread import UnreadError

__all__ = ["DAY_FIRST", "MONTH_FIRST", "ORDERS", "YEAR_FIRST", "Point", "Style", "orders_of", "points"]

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
"""The possible orders of 04/05/2025 and 04-05-25. A four-digit year in front leaves no doubt."""

_EARLIEST_SHORT, _LATEST_SHORT = 70, 29
"""In a column of dates two digits are a year from 1970 to 2029: no data set of events is older, and none is about the
future. Other years are faults. (To be raised in 2029; until then a later year is a fault, never a wrong date.)"""


@dataclass(frozen=True, slots=True)
class Style:
    """How dates are read: the order of numeric dates, and whether years of two digits are understood."""

    order: str = ""
    short_years: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A date as written. `unit` says what it is: a key of `_PERIODS`, or `part` for a part of another date.

    `number` is the month (also of a day), the quarter or the week; `name` a season, or digits of which some are `x`;
    `end` the second year of a winter; `fault` a code of `UnreadError` if the date cannot be used.
    """

    unit: str
    year: int | None = None
    number: int | None = None
    day: int | None = None
    name: str = ""
    end: int | None = None
    part: str = ""
    weekday: int | None = None
    rough: bool = False
    fault: str = ""

    def period(self) -> Period:
        """Return its days.

        Raises UnreadError where a part is missing or the calendar has no such day.
        """
        if self.fault:
            raise UnreadError(self.fault)
        if self.unit == "part" or (self.unit == "day" and self.number is None):
            raise UnreadError("no-date")
        if self.year is None:
            raise UnreadError("no-year")
        found = _PERIODS[self.unit](self, self.year)
        if self.weekday is not None:
            found = replace(found, weekdays=((found.first, self.weekday),))
        if self.part:
            found = calendar.part(self.part, found)
        return found.about() if self.rough else found


def _day(point: Point, year: int) -> Period:
    return calendar.day(year, point.number or 0, point.day or 0)


def _season(point: Point, year: int) -> Period:
    if point.end is None:
        return calendar.season(point.name, year)
    if point.name != "winter" or point.end not in {year + 1, (year + 1) % 100}:
        raise UnreadError("no-date")
    return calendar.winter(year)


def _night(point: Point, year: int) -> Period:
    evening = _day(point, year).first
    return calendar.days(evening, evening + dt.timedelta(days=1))


def _week_of(point: Point, year: int) -> Period:
    first = _day(point, year).first
    return calendar.days(first, first + dt.timedelta(days=6), "week")


def _masked(point: Point, year: int) -> Period:
    """Read digits that end in `x`: 2025-06-1x is from the 10th to the 19th."""
    of_year, of_month, of_day = (*point.name.split("-"), "xx", "xx")[:3]
    if "x" in of_year:
        return calendar.decade(year)
    months = _fitting(of_month, 12)
    if of_day == "xx":
        return calendar.months(year, months[0], months[-1], {1: "month", 12: "year"}.get(len(months), "range"))
    if len(months) > 1:
        raise UnreadError("no-date")
    whole = calendar.month(year, months[0])
    days = _fitting(of_day, whole.last.day)
    return calendar.days(whole.first.replace(day=days[0]), whole.first.replace(day=days[-1]))


def _fitting(mask: str, last: int) -> list[int]:
    shape = re.compile(mask.replace("x", "[0-9]"))
    if found := [number for number in range(1, last + 1) if shape.fullmatch(f"{number:02d}")]:
        return found
    raise UnreadError("no-such-day")


_PERIODS: Final[dict[str, Callable[[Point, int], Period]]] = {
    "day": _day,
    "night": _night,
    "week of": _week_of,
    "day of week": lambda point, year: calendar.day_of_week(year, point.number or 0, point.day or 0),
    "week": lambda point, year: calendar.iso_week(year, point.number or 0),
    "month": lambda point, year: calendar.month(year, point.number or 0),
    "quarter": lambda point, year: calendar.quarter(year, point.number or 0),
    "season": _season,
    "year": lambda _, year: calendar.year(year),
    "decade": lambda _, year: calendar.decade(year),
    "masked": _masked,
}

_BEFORE, _AFTER = r"(?:(?P<w>W),?)?", r"(?:,?\(?(?P<v>W)\)?)?"
_SHAPES: Final = [
    (unit, re.compile(shape))
    for unit, shape in (
        ("day", rf"{_BEFORE}(?P<d>n)\.?[-/]?(?P<m>M)[-/,]?(?P<y>y){_AFTER}"),
        ("day", rf"{_BEFORE}(?P<m>M)[-/]?(?P<d>n)[-/,]?(?P<y>y){_AFTER}"),
        ("day", rf"{_BEFORE}(?P<y>y)[-/,]?(?P<m>M)[-/]?(?P<d>n){_AFTER}"),
        ("day", rf"{_BEFORE}(?P<y>y)(?P<s>[-/.]?)(?P<m>n)(?P=s)(?P<d>n){_AFTER}"),
        ("digits", rf"{_BEFORE}(?P<e>e){_AFTER}"),
        ("numeric", rf"{_BEFORE}(?P<a>n)(?P<s>[-/.]?)(?P<b>n)(?P=s)(?P<y>y){_AFTER}"),
        ("numeric", rf"{_BEFORE}(?P<a>n)(?P<s>[-/.])(?P<b>n)(?P=s)(?P<c>n){_AFTER}"),
        ("day", rf"{_BEFORE}(?P<d>n)(?P<s>[-/]?)(?P<m>M)(?P=s)(?P<c>n){_AFTER}"),
        ("day", rf"{_BEFORE}(?P<d>n)\.?[-/]?(?P<m>M)"),
        ("day", rf"{_BEFORE}(?P<m>M)[-/]?(?P<d>n)"),
        ("day", r"(?P<d>n),?(?P<y>y)"),
        ("day", rf"{_BEFORE}(?P<d>n)\.?"),
        ("numeric", rf"{_BEFORE}(?P<a>n)(?P<s>[/.])(?P<b>n)\.?"),
        ("month", r"(?P<m>M)[-/,]?(?P<y>y)"),
        ("month", r"(?P<y>y)[-/,]?(?P<m>M)"),
        ("month", r"(?P<m>n)[-/.](?P<y>y)"),
        ("month", r"(?P<y>y)[-/.](?P<m>n)"),
        ("month", r"(?P<m>M)"),
        ("year", r"(?P<y>y)"),
        ("season", r"(?P<name>S),?(?P<y>y)(?:[-/](?P<end>[ny]))?"),
        ("season", r"(?P<y>y)(?P<name>S)"),
        ("season", r"(?P<name>S)"),
        ("quarter", r"(?P<m>Q)[-/,]?(?P<y>y)"),
        ("quarter", r"(?P<y>y)[-/]?(?P<m>Q)"),
        ("quarter", r"(?P<m>Q)"),
        ("week", r"(?P<y>y)[-/,]?(?P<m>K)"),
        ("week", r"(?P<m>K)[-/,]?(?P<y>y)"),
        ("week", r"(?P<y>y)[-/,]?V\.?-?(?P<m>n)"),
        ("week", r"V\.?-?(?P<m>n)[-/,]?(?P<y>y)"),
        ("week", r"(?P<m>n)\.?[Vk][-/,]?(?P<y>y)"),
        ("day of week", r"(?P<y>y)-?(?P<m>K)-(?P<d>n)"),
        ("decade", r"(?P<y>D)|Z(?P<y2>y)"),
        ("masked", r"x|y-x(?:-x)?|y-n-x|(?P<first>y)(?P<s>[/.]?)[xn](?P=s)x"),
        ("masked last", r"x(?P<s>[-/.])[xn](?P=s)(?P<y>y)"),
        ("month", r"x[-/]?(?P<m>M)[-/,]?(?P<y>y)"),
    )
]
"""The ways to write a date, as kinds of tokens. Most ways without a year are valid only as one end of a period."""

_FIELDS: Final = {
    "y": "year",
    "y2": "year",
    "m": "number",
    "d": "day",
    "name": "name",
    "end": "end",
    "w": "weekday",
    "v": "weekday",
}
_NUMERIC: Final = re.compile(r"n(?P<s>[-/.]?)n(?P=s)(?P<year>[yn])")


def orders_of(rows: list[Row]) -> tuple[str, ...]:
    """Return the orders in which a text may be read; only `""` if it has no purely numeric date."""
    found = {match["year"] for row in rows for match in _NUMERIC.finditer(row.kinds)}
    return ORDERS if "n" in found else (DAY_FIRST, MONTH_FIRST) if found else ("",)


def points(row: Row, style: Style) -> Iterator[Point]:
    """Yield the dates that all tokens of a row together may be."""
    yield from _marked(row, style)
    for unit, match in _matches(row.kinds):
        yield from _read(unit, match, row, style)


@lru_cache(maxsize=4_096)
def _matches(kinds: str) -> list[tuple[str, re.Match[str]]]:
    """The patterns that a row's kinds of tokens match; cached, as a column has few different rows of kinds."""
    return [(unit, match) for unit, shape in _SHAPES if (match := shape.fullmatch(kinds))]


def _marked(row: Row, style: Style) -> Iterator[Point]:
    """Read a date after a word such as "early" or "about", or before a question mark or such a word."""
    mark, rest = row.kinds[:1], row[1:]
    if mark == "P":
        name = str(row.tokens[0].value)
        if not rest.kinds:
            yield Point("part", part=name)
        for point in points(rest[1:] if rest.kinds[0:1] == "-" else rest, style):
            if point.unit in {"month", "year", "season", "quarter"} and not point.part:
                yield replace(point, part=name)
    elif row.kinds in {"MP", "MPy", "MyP", "yMP", "yP"}:
        at = row.kinds.index("P")
        yield from _marked(Row.of((row.tokens[at], *row.tokens[:at], *row.tokens[at + 1 :])), style)
    elif mark == "C":
        yield from (replace(point, rough=True) for point in points(rest, style))
    elif mark in _UNIT_OF_MARK:
        whole = (point for point in points(rest, style) if point.unit == "day" and point.number)
        yield from (replace(point, unit=_UNIT_OF_MARK[mark]) for point in whole)
    behind = _BEHIND.search(row.kinds)
    if behind is not None:
        yield from (replace(point, rough=True) for point in points(row[: behind.start()], style))


_BEHIND: Final = re.compile(r"(?<=.)[,_]?(?:\([?C]\)|[?C])$")
"""What says behind a date, perhaps in brackets, that it is rough or not sure: a question mark, approx., to confirm."""
_UNIT_OF_MARK: Final = {"N": "night", "k": "week of"}


def _read(unit: str, match: re.Match[str], row: Row, style: Style) -> Iterator[Point]:
    tokens = {name: row.tokens[at] for name in match.groupdict() if (at := match.start(name)) >= 0}
    weekday = next((int(tokens[name].value) for name in ("w", "v") if name in tokens), None)
    if unit.startswith("masked"):
        parts = [token.digits.zfill(2) for token in row.tokens if token.kind not in "-/."]
        unit, digits = "masked", "-".join(parts if unit == "masked" else reversed(parts))
        point = Point(unit, year=int(digits[:4].replace("x", "0")), name=digits)
        yield point if digits[:3].isdecimal() else replace(point, fault="no-date")
    elif unit == "digits":
        digits = tokens["e"].digits
        yield Point("day", int(digits[:4]), int(digits[4:6]), int(digits[6:]), weekday=weekday)
    elif unit == "numeric":
        yield from (replace(point, weekday=weekday) for point in _numeric(tokens, style))
    else:
        fields: dict[str, Any] = {_FIELDS[name]: token.value for name, token in tokens.items() if name in _FIELDS}
        point = Point(unit, **fields)
        yield replace(point, **_short_year(tokens["c"], style)) if "c" in tokens else point


def _numeric(tokens: dict[str, Token], style: Style) -> Iterator[Point]:
    """Read three numbers: day, month and year, in the order of the style; one end of a period may lack the year."""
    first, second = tokens["a"], tokens["b"]
    if "y" in tokens or "c" not in tokens:
        numbers = {DAY_FIRST: (first, second), MONTH_FIRST: (second, first)}.get(style.order)
        year: dict[str, Any] = {"year": tokens["y"].value if "y" in tokens else None}
    elif style.order == YEAR_FIRST:
        whole = all(len(tokens[name].digits) == 2 for name in "abc")
        numbers, year = ((tokens["c"], second) if whole else None), _short_year(first, style)
    else:
        numbers = (first, second) if style.order == DAY_FIRST else (second, first)
        year = _short_year(tokens["c"], style)
    if numbers:
        day, month = (int(token.value) for token in numbers)
        yield Point("day", number=month, day=day, **year)


def _short_year(token: Token, style: Style) -> dict[str, Any]:
    """Return a two-digit year if the style allows it and its century is certain, else the fault."""
    number = int(token.value)
    if not style.short_years or len(token.digits) != 2 or _LATEST_SHORT < number < _EARLIEST_SHORT:
        return {"fault": "short-year"}
    return {"year": number + (1900 if number >= _EARLIEST_SHORT else 2000)}
