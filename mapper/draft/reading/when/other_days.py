"""Read days that depend on other days: "the same day", "two days later", the night between two days."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from mapper.draft.lexicon import shared, shared_pattern
from mapper.draft.reading.when.date_spans import DateSpan, Published
from mapper.model.dates import Period, read_date
from mapper.model.figures import read_figure
from mapper.model.lexicon import folded
from mapper.model.unread import UnreadError

__all__ = ["counted", "in_year_told", "joined_nights", "lasting", "overlaps", "without_repeated"]

_DAY: Final = dt.timedelta(days=1)
_COUNTED: Final = {"next": "next_day", "eve": "day_before", "same": "same_day"}


def overlaps(span: DateSpan, others: Iterable[DateSpan]) -> bool:
    """Whether a date overlaps any of several others."""
    return any(other.start < span.end and span.start < other.end for other in others)


def without_repeated(text: str, found: list[DateSpan]) -> list[DateSpan]:
    """Leave out "yesterday" before the day itself, and "of this year" after one: "yesterday (24 July)"."""
    kept: list[DateSpan] = []
    for span, following in itertools.zip_longest(found, found[1:]):
        if kept and _is_its_year(text, kept[-1], span):
            continue
        is_repeated = (
            following is not None
            and folded(span.words) in shared("today")
            and re.fullmatch(r",? (?:\(|on |from )?", text[span.end : following.start])
        )
        if not is_repeated:
            kept.append(span)
    return kept


def _is_its_year(text: str, day: DateSpan, year: DateSpan) -> bool:
    of = text[day.end : year.start].strip().lower() in {"of", "de"}
    return of and day.period is not None and year.period is not None and year.period.overlaps(day.period)


def joined_nights(text: str, found: list[DateSpan]) -> list[DateSpan]:
    """Join "the night from Tuesday to Wednesday", "between Friday and Sunday" into one period of all these days."""
    kept: list[DateSpan] = []
    for span in found:
        last = kept[-1] if kept else None
        if last and last.period and span.period and (_is_night(text, last, span) or _is_range(text, last, span)):
            both = Period(last.period.first, span.period.last, "range", text=text[last.start : span.end])
            kept[-1] = DateSpan(last.start, span.end, both.text, both, last.relative or span.relative)
        else:
            kept.append(span)
    return kept


def _is_night(text: str, first: DateSpan, second: DateSpan) -> bool:
    return _days_between(first, second) == _DAY and _are_linked(text, first, second, "night")


def _is_range(text: str, first: DateSpan, second: DateSpan) -> bool:
    return _days_between(first, second) > dt.timedelta() and _are_linked(text, first, second, "range")


def _days_between(first: DateSpan, second: DateSpan) -> dt.timedelta:
    """Return how much later the second of two days is; 0 if either is not a single day."""
    one, other = first.period, second.period
    if one is None or other is None or not one.precision == other.precision == "day":
        return dt.timedelta()
    return other.first - one.first


def _are_linked(text: str, first: DateSpan, second: DateSpan, kind: str) -> bool:
    """Whether words of a kind ("between … and") stand before the first day and between the two."""
    before = re.search(rf"(?i)\b{shared_pattern(f'{kind}s')} ?$", text[: first.start])
    return before is not None and bool(re.fullmatch(shared_pattern(f"{kind}_links"), text[first.end : second.start]))


def lasting(text: str, found: list[DateSpan], published: Published) -> list[DateSpan]:
    """Read "since Thursday" as the days from then to the publication; not "since Thursday, when gunmen attacked"."""
    return [_until_published(text, span, published) for span in found]


def _until_published(text: str, span: DateSpan, published: Published) -> DateSpan:
    first, last = span.period, published.last
    is_since = re.search(rf"(?i)\b(?:{'|'.join(sorted(shared('since')))}) (?:early |late )?$", text[: span.start])
    is_the_day = re.match(rf"['’]s|,? (?:{'|'.join(sorted(shared('factual')))})", text[span.end :])
    is_day = first is not None and first.precision == "day" and published.first == last
    if first is None or last is None or not is_day or not is_since or is_the_day or last <= first.first:
        return span
    return replace(span, period=Period(first.first, last, "range", text=span.words), relative=True)


def in_year_told(text: str, found: list[DateSpan]) -> list[DateSpan]:
    """Give days without a year that of the head of their sentence: "In 2024 it said that … on 25 February"."""
    return [_of_year_before(text, span, found) for span in found]


def _of_year_before(text: str, span: DateSpan, found: list[DateSpan]) -> DateSpan:
    before = (one for one in found if one.end < span.start and ". " not in text[one.end : span.start])
    year = next((one for one in before if re.fullmatch(r"(?:19|20)\d\d", one.words)), None)
    if not span.relative or year is None or not re.search(r"(?:^|[.!?»”\"] )(?:In|En) $", text[: year.start]):
        return span
    try:
        return replace(span, period=read_date(f"{span.words} {year.words}"), relative=False)
    except UnreadError:
        return span  # "on Friday"


def counted(
    text: str, found: list[DateSpan], previous: Period | None, said: Callable[[DateSpan], bool] = lambda _: False
) -> list[DateSpan]:
    """Return "two days later", "the following day", counted from the last day named before them.

    A day on which something was `said` counts only within its sentence: "on Saturday he said they died the day before".
    After that sentence it is unclear which day is meant.
    """
    spans = []
    for match in _later().finditer(text):
        before = [span for span in found if span.end <= match.start() and span.period]
        known = [span.period for span in before if not said(span)]
        here = [span.period for span in before if ". " not in text[span.end : match.start()]]
        inside = [period for period in known if period in here] or here
        base = (inside or known or [None if before else previous])[-1]
        if base is None or base.precision != "day":
            continue
        try:
            days = _shift(match)
        except (UnreadError, ValueError):
            continue
        day = base.first + days * _DAY
        spans.append(DateSpan(match.start(), match.end(), match[0], Period(day, day, "day", text=match[0]), True))
    return spans


@cache
def _later() -> re.Pattern[str]:
    """Return the pattern of words that count from another day: "two days later", "le même jour"."""
    number = rf"\b(?P<number>\w+) (?P<unit>{shared_pattern('count_units')}) (?P<way>{shared_pattern('count_ways')})"
    parts = [rf"(?P<{name}>{shared_pattern(words)})" for name, words in _COUNTED.items()]
    return re.compile("(?i)" + "|".join([*(rf"\b{part}\b" for part in parts), number]))


def _shift(match: re.Match[str]) -> int:
    if match["same"]:
        return 0
    if match["next"]:
        return 1
    if match["eve"]:
        return -1
    number = read_figure(match["number"])
    if number.best is None or not match["unit"].lower().startswith(("day", "jour")):
        raise UnreadError("no-date")  # "two weeks later" is not one day
    back = match["way"].lower() in shared("count_back")
    return -int(number.best) if back else int(number.best)
