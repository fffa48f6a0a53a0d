"""The dates that a text prints, as the periods that they mean against the day on which it was published.

What `mapper.model.dates` cannot read as a whole is no date. Where only the month or year of publication is known,
"Friday" is any Friday of it: a date is never made more exact than what is printed.

>>> [found] = dates_in("On Friday, 5 men were killed.", Published.of("2025-06-15"))
>>> found.words, found.period.standard()
('Friday', '2025-06-13')
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from mapper.draft.lexicon import shared
from mapper.model.dates import Period, read_date
from mapper.model.lexicon import as_written, folded
from mapper.model.unread import UnreadError

__all__ = ["DateSpan", "Published", "dates_in"]

_DAY: Final = dt.timedelta(days=1)
_MOST_WORDS: Final = 7
_WORD: Final = re.compile(r"\d+(?:st|nd|rd|th|er|e)?(?!\w)|[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|\d[\d./-]*\d|[–-]|,")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR: Final = shared("before_year")
_AFTER_YEAR: Final = shared("after_year")
_FUTURE: Final = shared("future")
_BOUNDS: Final = shared("bounds")
_MODAL: Final = frozenset(("may", "march", "mars", "sun", "sat", "second", "fall", "spring", "été", "sept"))
_LATER: Final = re.compile(
    r"(?P<number>\w+) (?P<unit>days?|weeks?|jours?|semaines?) (?P<way>later|earlier|after|before|plus tard|plus tôt)"
    r"|(?P<next>(?:the )?(?:following|next) (?:day|morning|night)|le lendemain|a day later)"
    r"|(?P<eve>the (?:previous day|day before)|la veille)",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"(?<=[a-z])['’]s\b")
_AGE: Final = re.compile(r"(?i)\b(?:aged|âgée?s? de) \d+")


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: the first and last possible day; both None where that is not known."""

    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def of(cls, text: str) -> Published:
        """Read a day, a month or a year; empty text is unknown. Raises UnreadError.

        >>> Published.of("2025-06").last.isoformat()
        '2025-06-30'
        """
        if not text.strip():
            return cls()
        period = read_date(text)
        return cls(period.first, period.last)

    @property
    def known(self) -> bool:
        """Whether relative dates can be counted at all."""
        return self.first is not None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as printed: where in the text, the words, the period, and whether it was counted from another day.

    `period` is None where the words are relative and nothing is known to count them from.
    """

    start: int
    end: int
    words: str
    period: Period | None
    relative: bool


def dates_in(text: str, published: Published, *, previous: Period | None = None) -> list[DateSpan]:
    """Return the dates of a text in order; `previous` is the last day named before it ("two days later")."""
    masked = _AGE.sub(lambda match: "_" * len(match[0]), text)
    masked = _POSSESSIVE.sub("  ", masked)
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(masked)]
    found: list[DateSpan] = []
    at = 0
    while at < len(words):
        length, span = _longest(text, words, at, published)
        if span:
            found.append(span)
        at += length
    return sorted([*found, *_counted(text, found, previous)], key=lambda span: span.start)


def _longest(
    text: str, words: list[tuple[int, int, str]], at: int, published: Published
) -> tuple[int, DateSpan | None]:
    """Return how many words the longest date that begins here has, and the date."""
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
def _starters() -> frozenset[str]:
    names = [as_written("dates", table) for table in ("months", "weekdays", "seasons", "parts", "bounds", "relative")]
    phrases = {name for table in names for several in table.values() for name in several}
    own = {"since", "before", "night", "last", "this", "the", "nuit", "late", "early", "mid", "a", "one", "two", "il"}
    own |= set(as_written("dates", "words").get("about", ()))
    numbers = {name for several in as_written("dates", "numbers").values() for name in several}
    return frozenset(folded(re.split(r"[ -]", phrase)[0]) for phrase in phrases) | own | numbers


@cache
def _abbreviations() -> frozenset[str]:
    """Short names of weekdays and months, which alone are also other words: "sat", "mar", "tués"."""
    names = [as_written("dates", table) for table in ("weekdays", "months")]
    every = {folded(name) for table in names for several in table.values() for name in several}
    return frozenset(name for name in every if name not in shared("full_names"))


@cache
def _fillers() -> frozenset[str]:
    words = as_written("dates", "words")
    return frozenset(folded(name) for key in ("filler", "to") for name in words.get(key, ())) - {"year", "annee"}


@cache
def _bounds() -> frozenset[str]:
    """Words that only bound a date: "after May 30", "since 2020". The date itself is read from the word behind them."""
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
    """Whether words that are also something else are a date here: "May" the month, "2023" the year."""
    before = words[at - 1][2].lower() if at else ""
    after = words[at + count][2].lower() if at + count < len(words) else ""
    first, end = words[at][2], words[at + count - 1][1]
    if _POSSESSIVE.match(text, end):
        before = ""  # "displaced by Thursday's attack"
    if before in _FUTURE | _BOUNDS or after in {"old", "ans"} or re.match(r"[h:]\d?", text[end : end + 2]):
        return False
    if folded(first) in _bounds():
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
    if folded(first) in {folded(word) for word in _MODAL}:
        return first in {"May", "March"} and before in {"in", "of", "since", "by", "late", "early", "last", "this"}
    return len(first) > 3 or first[0].isupper()


@lru_cache(maxsize=65_536)
def _read(printed: str, first: dt.date | None, last: dt.date | None) -> tuple[Period | None, bool] | None:
    """Return the period and whether it is relative; None where the words are no date."""
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


def _counted(text: str, found: list[DateSpan], previous: Period | None) -> list[DateSpan]:
    """Return "two days later", "the following day": counted from the last day that is named before them."""
    spans = []
    for match in _LATER.finditer(text):
        known = [span.period for span in found if span.end <= match.start() and span.period]
        base = known[-1] if known else previous
        if base is None or base.precision != "day":
            continue
        try:
            days = _shift(match)
        except (UnreadError, ValueError):
            continue
        day = base.first + days * _DAY
        if not any(span.start < match.end() and match.start() < span.end for span in found):
            spans.append(DateSpan(match.start(), match.end(), match[0], Period(day, day, "day", text=match[0]), True))
    return spans


def _shift(match: re.Match[str]) -> int:
    from mapper.model.figures import read_figure

    if match["next"]:
        return 1
    if match["eve"]:
        return -1
    number = read_figure(match["number"])
    if number.best is None or match["unit"].lower().startswith(("week", "semaine")):
        raise UnreadError("no-date")  # "two weeks later" is no day
    back = match["way"].lower() in {"earlier", "before", "plus tôt"}
    return -int(number.best) if back else int(number.best)
