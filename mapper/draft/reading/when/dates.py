"""Read the dates of a text as periods; relative dates are counted from the day of publication.

What `mapper.model.dates` cannot read as a whole is no date. Where only the month or year of publication is known,
"Friday" is any Friday of it: a date is never made more exact than what is printed.

>>> [found] = dates_in("On Friday, 5 men were killed.", Published.of("2025-06-15"))
>>> found.words, found.period.standard()
('Friday', '2025-06-13')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from mapper.draft.lexicon import shared, shared_pattern
from mapper.draft.reading.when.date_spans import DateSpan, Published
from mapper.draft.reading.when.other_days import (
    counted,
    in_year_told,
    joined_nights,
    lasting,
    overlaps,
    without_repeated,
)
from mapper.model.dates import Period, read_date
from mapper.model.lexicon import as_written, folded
from mapper.model.unread import UnreadError

__all__ = ["DateSpan", "Published", "dates_in"]

_MOST_WORDS: Final = 7
_WORD: Final = re.compile(r"\d+(?:st|nd|rd|th|er|e)?(?!\w)|[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|\d[\d./-]*\d|[–-]|,")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR: Final = shared("before_year")
_AFTER_YEAR: Final = shared("after_year")
_FUTURE: Final = shared("future")
_BOUNDS: Final = shared("bounds")
_MODAL: Final = frozenset(("may", "march", "mars", "sun", "sat", "second", "fall", "spring", "été", "sept"))
_POSSESSIVE: Final = re.compile(r"(?<=[a-z])['’]s\b")
_AGE: Final = re.compile(r"(?i)\b(?:aged|âgée?s? de) \d+")


def dates_in(
    text: str,
    published: Published,
    *,
    previous: Period | None = None,
    said: Callable[[DateSpan], bool] = lambda _: False,
) -> list[DateSpan]:
    """Return the dates of a text in order.

    Parameters
    ----------
    text
        A paragraph.
    published
        When its article was published, from which relative dates are counted.
    previous
        The last day on which something happened before this paragraph, for "two days later" and "the same day".
    said
        Whether a date only says when something was said: no other date is counted from it.
    """
    masked = _AGE.sub(lambda match: "_" * len(match[0]), text)
    masked = _named().sub(lambda match: "_" * len(match[0]), masked)
    masked = _POSSESSIVE.sub("  ", masked)
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(masked)]
    found: list[DateSpan] = []
    at = 0
    while at < len(words):
        length, span = _longest(text, words, at, published)
        if span:
            found.append(span)
        at += length
    found = in_year_told(text, without_repeated(text, found))
    found = lasting(text, joined_nights(text, found), published)
    later = counted(text, found, previous, said)
    counted_again = {(span.start, span.end) for span in later}  # "the previous day" is of what is told, not of today
    found = [span for span in found if (span.start, span.end) not in counted_again]
    return sorted([*found, *(span for span in later if not overlaps(span, found))], key=lambda span: span.start)


def _longest(
    text: str, words: list[tuple[int, int, str]], at: int, published: Published
) -> tuple[int, DateSpan | None]:
    """Return the number of words of the longest date that begins here, and the date; 1 and None without one."""
    first = words[at][2].lower()
    if not _may_begin(first):
        return 1, None
    for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        last = words[at + count - 1]
        if last[2] in {",", "-", "–"} or (count > 1 and folded(last[2]) in _fillers()):
            continue
        start, end = words[at][0], last[1]
        printed = text[start:end]
        if "\n" in printed or not _names_time(printed) or not _plausible(text, words, at, count):
            continue
        outcome = _read(printed, published.first, published.last)
        if outcome:
            return count, DateSpan(start, end, printed, outcome[0], outcome[1])
    return 1, None


def _may_begin(word: str) -> bool:
    return word[0].isdigit() or folded(word) in _starters()


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{shared_pattern('dated_names')}\b")


@cache
def _starters() -> frozenset[str]:
    names = [as_written("dates", table) for table in ("months", "weekdays", "seasons", "parts", "bounds", "relative")]
    phrases = {name for table in names for several in table.values() for name in several}
    own = {"since", "before", "night", "last", "this", "the", "nuit", "late", "early", "mid", "a", "one", "two", "il"}
    own |= set(as_written("dates", "words").get("about", ()))
    numbers = {name for several in as_written("dates", "numbers").values() for name in several}
    return frozenset(folded(re.split(r"[ -]", phrase)[0]) for phrase in phrases) | own | numbers


@cache
def _abbreviations() -> frozenset[str]:
    """Return short names of weekdays and months that may be other words: "sat", "mar"."""
    names = [as_written("dates", table) for table in ("weekdays", "months")]
    every = {folded(name) for table in names for several in table.values() for name in several}
    return frozenset(name for name in every if name not in shared("full_names"))


@cache
def _fillers() -> frozenset[str]:
    """Return words that end no date here, though they may in a table: "On 12 May about 20 people"."""
    words = as_written("dates", "words")
    ends = [name.split()[-1] for key in ("about", "unsure") for name in words.get(key, ())]
    fillers = [name for key in ("filler", "to") for name in words.get(key, ())]
    return frozenset(map(folded, (*fillers, *ends))) - {"year", "annee"}


@cache
def _bounds() -> frozenset[str]:
    """Return the first words of bounds: "after May 30", "since 2020". The date is read from the word after them."""
    return frozenset(folded(name.split(" ")[0]) for names in as_written("dates", "bounds").values() for name in names)


@cache
def _time_words() -> re.Pattern[str]:
    names: set[str] = set()
    for table in ("months", "weekdays", "seasons", "relative"):
        names |= {folded(name) for several in as_written("dates", table).values() for name in several}
    names -= {"ce", "cet", "cette", "this", "il y a"}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b|(?:19|20)\d\d")


def _names_time(printed: str) -> bool:
    return bool(_time_words().search(folded(printed)))


def _plausible(text: str, words: list[tuple[int, int, str]], at: int, count: int) -> bool:
    """Whether words that may mean something else are a date here: "May" the month, "2023" the year."""
    before = words[at - 1][2].lower() if at else ""
    after = words[at + count][2].lower() if at + count < len(words) else ""
    first, end = words[at][2], words[at + count - 1][1]
    if _POSSESSIVE.match(text, end):
        before = ""  # "displaced by Thursday's attack"
    if text[words[at][0] - 1 : words[at][0]] in {"/", "."} and first[0].isdigit() and words[at][0]:
        return False  # "12/03/2024", of which neither part is known to be the month
    if before in _FUTURE | _BOUNDS or after in {"old", "ans"} or re.match(r"[h:]\d?", text[end : end + 2]):
        return False
    if folded(first) in _bounds():
        return False
    if any(word in shared("no_months") for _, _, word in words[at : at + count]):
        return False
    if count > 1:
        short = first.lower() in {"sun", "sat", "second"} or (first.islower() and first in {"may", "march"})
        return not short and text[words[at][0] - 1 : words[at][0]] != "-"
    if folded(first) in _abbreviations():
        return False
    if _YEAR.fullmatch(first):
        glued = text[words[at][0] - 1 : words[at][0]] in {"-", "$", "–"} or text[words[at][1] : words[at][1] + 1] == ","
        return (before in _BEFORE_YEAR and not (glued and after[:1].isdigit())) or after in _AFTER_YEAR
    if first.isdigit():
        return False
    if first[0].isupper() and before in {"de", "du"} and at > 1 and words[at - 2][2][0].isupper():
        return False  # "la Belle de Mai"
    if folded(first) in {folded(word) for word in _MODAL}:
        return first in {"May", "March"} and before in {"in", "of", "since", "by", "late", "early", "last", "this"}
    return len(first) > 3 or first[0].isupper() or before == "en"  # "en mai"


@lru_cache(maxsize=65_536)
def _read(printed: str, first: dt.date | None, last: dt.date | None) -> tuple[Period | None, bool] | None:
    """Return the period and whether the date is relative; None if the words are no date."""
    try:
        return read_date(printed), False
    except UnreadError as fault:
        if fault.code not in {"relative", "no-year", "two-winters"} and first is None:
            return None
        if first is None or last is None:
            return None if _lone_number(printed) else (None, True)
    try:
        begin, end = read_date(printed, reference=first), read_date(printed, reference=last)
    except UnreadError:
        return None
    if _lone_number(printed):
        return None
    if begin == end:
        return begin, True
    return Period(min(begin.first, end.first), max(begin.last, end.last), "range", text=printed), True


def _lone_number(printed: str) -> bool:
    return not _names_time(printed)
