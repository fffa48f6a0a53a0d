"""Read the value of a claim into an exact type, and say whether two values can both be true.

A value is a `Quantity` (an interval of numbers), a `Period` (an interval of days) or `Names` (one or more
names). Two intervals are compatible where they overlap: `dozens` and `84` can both be true, `July 2023` and
`2024-07-27` cannot.

>>> compatible(read_value("fatalities", "dozens"), read_value("fatalities", "84"))
True
>>> compatible(read_value("event_date", "July 2023"), read_value("event_date", "2024-07-27"))
False
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mapper.claims.quantities import OPEN_QUANTITIES, Quantity, read_quantity
from mapper.model.periods import Period, parse_period
from mapper.model.text import fold_name
from mapper.vocabulary import by_term

__all__ = [
    "DATE_FIELDS",
    "NAME_FIELDS",
    "PLACE_FIELDS",
    "Names",
    "Quantity",
    "Value",
    "compatible",
    "precision",
    "read_value",
]


def _fields_of(value: str) -> frozenset[str]:
    return frozenset(name for name, held in by_term("claim_fields", "value").items() if held == value)


DATE_FIELDS: Final = _fields_of("date")
PLACE_FIELDS: Final = _fields_of("place")
ACTOR_FIELDS: Final = _fields_of("actor")
NAME_FIELDS: Final = PLACE_FIELDS | ACTOR_FIELDS | _fields_of("name")
"""Fields that hold one answer in words, so that other words are another answer. In any other field words are a
narrative: two of them can both be true, and only a denial contradicts."""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE_FORMATS: Final = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
_MONTH_FORMATS: Final = ("%B %Y", "%b %Y")
_SIGN: Final = re.compile(r"([<>]=?|)(.*)", re.DOTALL)
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


@dataclass(frozen=True, slots=True)
class Names:
    """One or more folded names: what `;` separates."""

    folded: frozenset[str]


Value = Quantity | Period | Names


@lru_cache(maxsize=65_536)
def read_value(field: str, text: str) -> Value:
    """Read a claim's value; what is neither a quantity nor a date is kept as names.

    >>> read_value("fatalities", ">100")
    Quantity(low=101, high=inf)
    >>> read_value("injured", "10..15")
    Quantity(low=10, high=15)
    >>> read_value("event_date", "autumn 2023").first.isoformat()
    '2023-09-01'
    >>> sorted(read_value("actor1", "CSP; JNIM").folded)
    ['csp', 'jnim']
    """
    if field in DATE_FIELDS:
        return _read_dates(text) or _read_names(text)
    if field in NAME_FIELDS:
        return _read_names(text)
    return read_quantity(text) or _read_names(text)


def compatible(one: Value, other: Value) -> bool:
    """Whether both can be true: overlapping intervals, the same names. Different kinds of value cannot
    contradict.

    >>> compatible(Quantity(101, math.inf), Quantity(84, 84))
    False
    >>> compatible(Names(frozenset({"several trucks"})), Quantity(84, 84))
    True
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.low <= other.high and other.low <= one.high
    if isinstance(one, Period) and isinstance(other, Period):
        return one.first <= other.last and other.first <= one.last
    if isinstance(one, Names) and isinstance(other, Names):
        return one.folded == other.folded
    return True


def precision(value: Value, *, field: str = "", text: str = "") -> float:
    """How much a value leaves open: the width of its interval in units or days.

    Infinite where there is no bound, for an open quantity in words (`several`), and for words where a figure
    is asked for.

    >>> precision(Quantity(10, 15)), precision(read_value("event_date", "2024-07"))
    (5, 30)
    """
    if isinstance(value, Period):
        return (value.last - value.first).days
    if isinstance(value, Quantity):
        in_open_words = value.low != value.high and fold_name(text) in OPEN_QUANTITIES
        return math.inf if in_open_words else value.high - value.low
    return 0 if not field or field in NAME_FIELDS else math.inf


def _read_names(text: str) -> Names:
    return Names(frozenset(fold_name(part) for part in text.split(";") if part.strip()))


def _read_dates(text: str) -> Period | None:
    sign, bound = _SIGN.fullmatch(text.strip()).groups()  # type: ignore[union-attr]  # the pattern matches any text
    if sign:
        return _bounded_dates(sign, _read_date(bound))
    ends = [_read_date(part) for part in re.split(r"\s*(?:\.\.|/)\s*", text.strip())]
    known = [end for end in ends if end]
    if len(known) != len(ends) or len(ends) > 2 or known[0].first > known[-1].last:
        return None
    return Period(known[0].first, known[-1].last, known[0].precision if len(known) == 1 else "range")


def _bounded_dates(sign: str, bound: Period | None) -> Period | None:
    """Before or after a period: `<2022` ends with 2021, `>=2020` begins with 2020, `<=2024-08` ends with August."""
    if bound is None:
        return None
    if sign in {"<", "<="}:
        before = dt.timedelta(days=sign == "<" and bound.first > dt.date.min)
        return Period(dt.date.min, (bound.first - before) if sign == "<" else bound.last, "range")
    after = dt.timedelta(days=sign == ">" and bound.last < dt.date.max)
    return Period((bound.last + after) if sign == ">" else bound.first, dt.date.max, "range")


def _read_date(text: str) -> Period | None:
    words = [w for w in re.sub(r"[,.]", " ", fold_name(text)).split() if w not in {*WEEKDAYS, "in", "on", "of"}]
    plain = " ".join(words)
    try:
        return parse_period(plain)
    except ValueError:
        return _read_date_words(plain)


def _read_date_words(plain: str) -> Period | None:
    for formats, shape in ((_DATE_FORMATS, "YYYY-MM-DD"), (_MONTH_FORMATS, "YYYY-MM")):
        for form in formats:
            try:
                # A calendar day has no time zone.
                day = dt.datetime.strptime(plain, form).date()
            except ValueError:
                continue
            return parse_period(day.isoformat()[: len(shape)])  # strftime writes the year 224 with three digits
    season, _, year = plain.partition(" ")
    if season in _SEASONS and re.fullmatch(r"[1-9]\d{3}", year, re.ASCII):
        months = [parse_period(f"{year}-{_SEASONS[season] + step:02d}") for step in (0, 2)]
        return Period(months[0].first, months[1].last, "season")
    return None
