r"""Dates and figures as people print them: `by August 2024` for `<=2024-08`, `nearly 350,000` as it is printed.

>>> date_message("<=2024-08").text("fr"), figure_message("nearly 350,000").text("fr")
('en août 2024 au plus tard', 'près de 350\u202f000')
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from typing import Final

from mapper.model.dates import read_date
from mapper.model.figures import Quantity, read_figure
from mapper.model.unread import UnreadError
from mapper.words import Message

__all__ = ["date_message", "figure_message", "period_message"]

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_NO_PART: Final = re.compile(r"(?:-00)+(?!\d)")
"""The `-00` that some write for an unknown month or day."""
_ENDS: Final = re.compile(r"\s*(?:\.\.|/)\s*")
_SIGNED: Final = re.compile(r"(>=|<=|>|<|~|≥|≤|≈)\s*(.+)")
_DATE_SIGNS: Final = {
    ">=": ("from-day", "from-month"), "≥": ("from-day", "from-month"), "<=": ("by-day", "by-month"),
    "≤": ("by-day", "by-month"), ">": ("after-day", "after-month"), "<": ("before-day", "before-month"),
}  # fmt: skip
"""Sign → the message for a day, and the message for a month or year."""
_SIGNS: Final = {
    ">=": "at-least", "≥": "at-least", "<=": "at-most", "≤": "at-most", ">": "more-than", "<": "fewer-than",
    "~": "about", "≈": "about",
}  # fmt: skip
_WORDS: Final = {
    "nearly": r"nearly|almost|close to|just under",
    "about": r"about|around|roughly|some|approximately|an estimated",
    "at-most": r"up to|at most|no more than|as many as",
    "more-than": r"over|more than|in excess of",
    "at-least": r"at least|no fewer than|no less than",
    "fewer-than": r"fewer than|less than|under",
}
_BETWEEN: Final = re.compile(r"(?:between )?.+?(?:-|–| to | and ).+", re.IGNORECASE)
_WORDED: Final = tuple((code, re.compile(rf"(?:{pattern}) (.+)", re.IGNORECASE)) for code, pattern in _WORDS.items())
_PERIOD: Final = re.compile(
    r"(?:(by|before|after|since|until) )?(?:(early|mid|late)[ -])?(?:(spring|summer|autumn|fall|winter) )?(.+)",
    re.IGNORECASE,
)
"""A printed date: the word for a bound, the word for a part, the season, and the day, month or year itself."""
_LARGE: Final = 10_000
_MONTH: Final = 7
_DAY: Final = 10
_BOTH: Final = 2


def date_message(text: str) -> Message | None:
    """Return a date as people print it, from ISO days, months or years with their signs and ends, or from words.

    None for words that are not read as a date, and for words that no other language can repeat.

    >>> [date_message(one).text() for one in ("2025-06-13", "2024-07", "2023-09..2023-11", "2025-06-02/2025-06-08")]
    ['13 June 2025', 'July 2024', 'September to November 2023', '2 to 8 June 2025']
    >>> [date_message(one).text("fr") for one in ("late 2021", "by autumn 2023", "13 June 2025")]
    ['fin 2021', 'automne 2023 au plus tard', '13 juin 2025']
    >>> date_message("2024-06-00").text(), date_message("soon")
    ('June 2024', None)
    """
    known = _NO_PART.sub("", text.strip())
    signed = _SIGNED.fullmatch(known)
    if signed:
        sign, rest = signed.groups()
        date = _plain_date(rest)
        if date is None:
            return None
        if sign not in _DATE_SIGNS:
            return Message("about", value=date)
        day, month = _DATE_SIGNS[sign]
        return Message(day if len(rest) == _DAY else month, value=date)
    ends = _ENDS.split(known)
    plain = _plain_date(ends[0]) if len(ends) == 1 else _ends(*ends) if len(ends) == _BOTH else None
    return plain or _said_date(text.strip())


def _said_date(text: str) -> Message | None:
    """A date in printed words: English keeps the words, French translates them."""
    found = _PERIOD.fullmatch(text)
    try:
        read_date(text)
        if found is None:
            return None
        bound, part, season, rest = found.groups()
        value = Message("year", year=rest) if season else _named_period(rest)
    except UnreadError:
        return None
    for code in (season, part, bound):
        if code and value is not None:
            value = Message(f"said-{code.lower()}", said=text, value=value)
    return value and Message("said-date", said=text, value=value)


def _named_period(text: str) -> Message | None:
    """The period that words name, if it has both ends and is not approximate."""
    period = read_date(text)
    is_exact = not period.approximate and period.first.year > 1 and period.last.year < dt.date.max.year
    return period_message(period.first, period.last) if is_exact else None


def period_message(first: dt.date, last: dt.date) -> Message:
    """Return a period in the fewest words that say it.

    >>> period_message(dt.date(2015, 1, 1), dt.date(2015, 12, 31)).text()
    '2015'
    >>> period_message(dt.date(2025, 6, 13), dt.date(2025, 6, 14)).text("fr")
    'du 13 au 14 juin 2025'
    """
    begins, ends = first.isoformat(), last.isoformat()
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months and first.month == 1 and last.month == 12:
        begins, ends = begins[:4], ends[:4]
    elif whole_months:
        begins, ends = begins[:_MONTH], ends[:_MONTH]
    message = _plain_date(begins) if begins == ends else _ends(begins, ends)
    return message or Message("range", ends=(begins, ends))


def figure_message(text: str, *, grouped: bool = True) -> Message | str:
    """Return a figure with its signs in words; a figure printed in words keeps them in English, French translates them.

    Parameters
    ----------
    text
        As in a claim's value.
    grouped
        False where the number may be a year: then only numbers of five digits and more get separators.

    >>> [figure_message(one).text() for one in (">100", "10..15", "<=1500", "nearly 350,000")]
    ['more than 100', '10 to 15', 'at most 1,500', 'nearly 350,000']
    >>> figure_message(">0").text(), figure_message("2021", grouped=False), figure_message("dozens")
    ('at least 1', '2021', Message('said-as-written', said='dozens'))
    """
    signed = _SIGNED.fullmatch(text.strip())
    if signed:
        sign, rest = signed.groups()
        if (sign, rest) == (">", "0"):
            return Message("at-least", value=1)
        return Message(_SIGNS[sign], value=_number(rest, grouped=grouped))
    ends = _ENDS.split(text) if ".." in text else [text]
    if len(ends) > 1:
        return Message("range", ends=tuple(_number(end, grouped=grouped) for end in ends))
    number = _number(text, grouped=grouped)
    return _said(text) if isinstance(number, str) else Message("number", value=number)


def _said(text: str) -> Message | str:
    """A figure in printed words: English keeps the words, French translates them; other text is returned as it is."""
    for code, pattern in _WORDED:
        found = pattern.fullmatch(text.strip())
        number = _named(found[1]) if found else None
        if number is not None:
            return Message(f"said-{code}", said=text, value=number)
    quantity = None if text.strip().isdigit() else _quantity(text)
    return _said_quantity(text, quantity) if quantity else text


def _said_quantity(text: str, quantity: Quantity) -> Message | str:
    """A figure in words; French can translate none, a whole number and a range.

    Several words for none ("no casualties") also say what was counted, so they stay as printed.
    """
    as_written = Message("said-as-written", said=text)
    if not quantity.high < math.inf or quantity.vague:
        return as_written
    if quantity.high == 0:
        return text if " " in text.strip() else Message("open-none", said=text)
    ends = tuple(int(end) for end in (quantity.low, quantity.high) if float(end).is_integer())
    if len(ends) < _BOTH:
        return as_written
    if quantity.low == quantity.high:
        return Message("said-number", said=text, value=ends[0])
    return Message("said-range", said=text, ends=ends) if _BETWEEN.fullmatch(text.strip()) else as_written


def _named(text: str) -> int | None:
    """The whole number that a text names exactly."""
    quantity = _quantity(text)
    exact = quantity is not None and quantity.low == quantity.high and float(quantity.low).is_integer()
    return int(quantity.low) if quantity is not None and exact else None


def _quantity(text: str) -> Quantity | None:
    try:
        return read_figure(text)
    except UnreadError:
        return None


_MOST_DIGITS = 15
"""The most digits of a number that JavaScript holds exactly."""


def _number(text: str, *, grouped: bool) -> int | str:
    """Digits as a number, so that each language writes its own separators; other text as it is."""
    text = text.strip()
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        return text
    return int(text) if grouped or int(text) >= _LARGE else text


def _plain_date(text: str) -> Message | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    try:
        read_date(text)
    except UnreadError:
        return None
    year, month, day = found.groups()
    if not month:
        return Message("year", year=year)
    named = Message(f"month-{int(month)}")
    if not day:
        return Message("month-of-year", month=named, year=year)
    return Message("day-of-month", day=_day(day), month=named, year=year)


def _ends(first: str, last: str) -> Message | None:
    """A range of dates; a month or year that both ends share is said once."""
    ends = _plain_date(first), _plain_date(last)
    if ends[0] is None or ends[1] is None:
        return None
    begin: Message | str = ends[0]
    if len(first) == len(last) == _DAY and first[:_MONTH] == last[:_MONTH]:
        begin = _day(first[-2:])
    elif len(first) == len(last) == _DAY and first[:4] == last[:4]:
        begin = Message("day-and-month", day=_day(first[-2:]), month=Message(f"month-{int(first[5:7])}"))
    elif len(first) == len(last) == _MONTH and first[:4] == last[:4]:
        begin = Message(f"month-{int(first[5:7])}")
    code = "days-range" if len(first) == _DAY else "months-range"
    return Message(code, first=begin, last=ends[1])


def _day(digits: str) -> Message | str:
    return Message("first-day") if digits == "01" else str(int(digits))
