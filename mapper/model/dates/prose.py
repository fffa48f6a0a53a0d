"""Weekdays in running text, and the dates that follow them.

>>> [(words, period.standard()) for words, period in weekday_dates("On Friday, 13 June 2025, the town fell.")]
[('Friday 13 June 2025', '2025-06-13')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mapper.model.dates.grammar import read
from mapper.model.dates.period import Period
from mapper.model.dates.point import Style
from mapper.model.lexicon import as_written, folded, lexicon
from mapper.model.unread import UnreadError

__all__ = ["perhaps_dated", "weekday_dates", "weekdays_in"]

_FULL_NAME = 5
"""The fewest letters of a weekday's name in running text; shorter names are also other words."""
_MOST_WORDS = 6
_ENDS = ".,;:!?)]”’»\"'"


def weekdays_in(text: str) -> set[int]:
    """Return the weekdays that a text names; Monday is 0.

    >>> sorted(weekdays_in("from Friday to dimanche")), weekdays_in("fries")
    ([4, 6], set())
    """
    return {_number_of()[word.removesuffix("s")] for word in _named().findall(folded(text))}


def weekday_dates(text: str) -> Iterator[tuple[str, Period]]:
    """Yield each day that follows a weekday directly: the words, and the period with its weekday."""
    for found in _dated().finditer(text):
        words = text[found.start() :].split(maxsplit=_MOST_WORDS + 1)
        for count in range(min(_MOST_WORDS, len(words)), 1, -1):
            written = " ".join(words[:count]).rstrip(_ENDS)
            period = _day(written)
            if period:
                yield re.sub(r"[,:]? +", " ", written, count=1), period
                break


def perhaps_dated() -> str:
    """Return a pattern, for pandas' `str.contains`, of texts that may have a weekday before a date."""
    return f"(?i){_weekday_and_number()}"


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w){_weekday_and_number()}")


def _weekday_and_number() -> str:
    """Only English has the month before the day, so ASCII letters suffice; Arrow matches them much faster."""
    names = {name for names in as_written("dates", "weekdays").values() for name in names if len(name) >= _FULL_NAME}
    return rf"(?:{'|'.join(map(re.escape, sorted(names)))})[,:]? +(?:[a-z]+ )?[0-9]"


def _day(text: str) -> Period | None:
    try:
        period = read(text, Style())
    except UnreadError:
        return None
    return period if period.precision == "day" and period.weekdays else None


@cache
def _number_of() -> dict[str, int]:
    names = lexicon("dates", "weekdays").items()
    return {word: int(number) - 1 for number, words in names for word in words if len(word) >= _FULL_NAME}


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b((?:{'|'.join(map(re.escape, _number_of()))})s?)\b")
