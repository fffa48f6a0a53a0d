"""A period of whole days, and the periods that have names: months, seasons, quarters, parts of them.

>>> month(2025, 2).last.isoformat(), season("autumn", 2023).first.isoformat()
('2025-02-28', '2023-09-01')
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

from mapper.model.unread import UnreadError

__all__ = [
    "Period", "day", "day_of_week", "days", "decade", "iso_week", "month", "months", "part", "quarter", "season",
    "winter", "year",
]  # fmt: skip

_DAY: Final = dt.timedelta(days=1)
_FIRST_MONTH: Final = {"spring": 3, "summer": 6, "autumn": 9}
_THIRDS: Final = {"early": 0, "mid": 1, "late": 2}
_HALVES: Final = {"first_half": 0, "second_half": 1}
_FORTNIGHTS: Final = {"first_fortnight": 0, "second_fortnight": 1}
_WEEKS: Final = {"first_week": 0, "second_week": 1, "third_week": 2, "fourth_week": 3, "last_week": 4}
_OF_A_MONTH: Final = _FORTNIGHTS.keys() | _WEEKS.keys()
"""The parts that only a month has."""
_TENTHS: Final = 10
"""The first and second third of a month have ten days, whatever its length."""
_HALF_MONTH: Final = 15
_ABOUT_A_DAY: Final = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, both ends included.

    Attributes
    ----------
    first, last
        Its days; `datetime.date.min` or `max` if it has no beginning or no end.
    precision
        How it was written: `day`, `week`, `month`, `season`, `year`, or `range` for anything else.
    approximate
        It was written as a rough date: "circa 2020".
    text
        The words, as written.
    weekdays
        Days that were written with a weekday, and that weekday (Monday is 0), which may be wrong.
    """

    first: dt.date
    last: dt.date
    precision: str
    approximate: bool = False
    text: str = field(default="", compare=False)
    weekdays: tuple[tuple[dt.date, int], ...] = field(default=(), compare=False)

    @property
    def open(self) -> bool:
        """Whether it has no beginning or no end; a day, month or year at either end of the calendar has both.

        >>> from mapper.model.dates import read_date
        >>> read_date("before 2022").open, read_date("9999-12").open
        (True, False)
        """
        return self.precision == "range" and (self.first == dt.date.min or self.last == dt.date.max)

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common; an approximate period is widened at both ends.

        >>> year(2021).overlaps(month(2021, 3)), year(2021).overlaps(replace(year(2020), approximate=True))
        (True, True)
        """
        slack = max(self._slack(), other._slack())
        return (self.first - other.last).days <= slack and (other.first - self.last).days <= slack

    def _slack(self) -> int:
        """Days to add at both ends of an approximate period: half its length. A rough day is a week already."""
        return (self.last - self.first).days // 2 if self.approximate and not self.open else 0

    def standard(self) -> str:
        """Return it in ISO 8601: `2025-06-13`, `2025-06`, `2025`, or `2025-06-12/2025-06-14`.

        >>> month(2025, 6).standard(), days(dt.date(2025, 6, 12), dt.date(2025, 6, 14)).standard()
        ('2025-06', '2025-06-12/2025-06-14')
        """
        letters = {"day": 10, "month": 7, "year": 4}.get(self.precision)
        return self.first.isoformat()[:letters] if letters else f"{self.first.isoformat()}/{self.last.isoformat()}"

    def about(self) -> Period:
        """Return the approximate period: the week around a day, or the same longer period marked as approximate.

        >>> day(2025, 6, 13).about().standard()
        '2025-06-10/2025-06-16'
        """
        if self.precision != "day":
            return replace(self, approximate=True)
        return replace(
            self, first=self.first - _ABOUT_A_DAY, last=self.last + _ABOUT_A_DAY, precision="range", approximate=True
        )


def days(first: dt.date, last: dt.date, precision: str = "range") -> Period:
    """Return the period from one day to another; a range of one day has the precision `day`.

    Raises UnreadError where the last comes before the first.
    """
    if last < first:
        raise UnreadError("backwards")
    return Period(first, last, "day" if precision == "range" and first == last else precision)


def _date(of_year: int, of_month: int, number: int) -> dt.date:
    try:
        return dt.date(of_year, of_month, number)
    except ValueError:
        raise UnreadError("no-such-day") from None


def day(of_year: int, of_month: int, number: int) -> Period:
    """Return a day. Raises UnreadError where the calendar has no such day, as do the functions below.

    >>> day(2025, 6, 13).standard()
    '2025-06-13'
    """
    date = _date(of_year, of_month, number)
    return Period(date, date, "day")


def months(of_year: int, first: int, last: int, precision: str = "range") -> Period:
    """Return a period of whole months; a month above 12 lies in the next year.

    >>> months(2024, 12, 14).standard()
    '2024-12-01/2025-02-28'
    """
    begin = _date(of_year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end_year, end_month = of_year + (last - 1) // 12, (last - 1) % 12 + 1
    _date(end_year, end_month, 1)
    return Period(begin, dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]), precision)


def month(of_year: int, number: int) -> Period:
    """Return a month of a year; 1 is January."""
    if not 1 <= number <= 12:
        raise UnreadError("no-such-day")
    return months(of_year, number, number, "month")


def year(number: int) -> Period:
    """Return a year."""
    return months(number, 1, 12, "year")


def decade(number: int) -> Period:
    """Return ten years, from a year that ends with 0."""
    if number % 10:
        raise UnreadError("no-date")
    return Period(year(number).first, year(number + 9).last, "range")


def quarter(of_year: int, number: int) -> Period:
    """Return a quarter of a year, 1 to 4."""
    return months(of_year, 3 * number - 2, 3 * number)


def season(name: str, of_year: int) -> Period:
    """Return a meteorological season of the northern hemisphere. Raises UnreadError for a winter: it has two years."""
    if name == "winter":
        raise UnreadError("two-winters")
    return months(of_year, _FIRST_MONTH[name], _FIRST_MONTH[name] + 2, "season")


def winter(first_year: int) -> Period:
    """Return the winter that begins in December of a year."""
    return months(first_year, 12, 14, "season")


def iso_week(of_year: int, number: int) -> Period:
    """Return a week of ISO 8601, which begins on Monday.

    >>> iso_week(2025, 24).standard()
    '2025-06-09/2025-06-15'
    """
    try:
        first = dt.date.fromisocalendar(of_year, number, 1)
        return Period(first, first + 6 * _DAY, "week")
    except (ValueError, OverflowError):
        raise UnreadError("no-such-day") from None


def day_of_week(of_year: int, week: int, number: int) -> Period:
    """Return a day of a week of ISO 8601; 1 is Monday.

    >>> day_of_week(2025, 24, 5).standard()
    '2025-06-13'
    """
    if not 1 <= number <= 7:
        raise UnreadError("no-such-day")
    date = iso_week(of_year, week).first + (number - 1) * _DAY
    return Period(date, date, "day")


def part(name: str, whole: Period) -> Period:
    """Return a third, a half or a week of a month, or a third or a half of a longer period of whole months.

    Raises UnreadError for a part of a day or week, and for half a season.

    >>> part("mid", month(2025, 6)).standard(), part("early", year(2025)).standard()
    ('2025-06-11/2025-06-20', '2025-01-01/2025-04-30')
    """
    count = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if whole.precision == "month":
        return _part_of_month(name, whole)
    if name in _OF_A_MONTH or whole.precision not in {"year", "season", "range"} or (name in _HALVES and count % 2):
        raise UnreadError("no-date")
    pieces, number = (3, _THIRDS[name]) if name in _THIRDS else (2, _HALVES[name])
    each = count // pieces
    first = whole.first.month + number * each
    return months(whole.first.year, first, first + each - 1)


def _part_of_month(name: str, whole: Period) -> Period:
    if name == "last_week":
        return days(whole.last - 6 * _DAY, whole.last)
    if name in _WEEKS:
        first = whole.first + _WEEKS[name] * 7 * _DAY
        return days(first, first + 6 * _DAY)
    length, starts = (_TENTHS, _THIRDS) if name in _THIRDS else (_HALF_MONTH, _HALVES | _FORTNIGHTS)
    first = whole.first + starts[name] * length * _DAY
    is_last = name in {"late", "second_half", "second_fortnight"}
    return days(first, whole.last if is_last else first + (length - 1) * _DAY)
