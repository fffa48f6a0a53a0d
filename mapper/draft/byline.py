"""The date of publication in an article: a line such as "Published on 14 June 2025", or the day in its dateline.

Only a full date with its year counts: relative days such as "Friday" are resolved from nothing less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mapper.draft.lexicon import shared_pattern
from mapper.draft.reading.when.dates import Published, dates_in
from mapper.draft.reading.where.names import without_dateline

__all__ = ["published_in"]

_FIRST: Final = 6
"""Paragraphs at the beginning of an article that are searched for the date of publication."""
_LAST: Final = 2
_LONGEST: Final = 120
"""Characters: a longer line is not a line of publication."""
_ALONE: Final = re.compile(
    r"(?:[^\d,.;]{2,40}, )?(?:le |on )?(?:\w+,? )?(?:\d{1,2}(?:er|th|st)? \w+\.?|\w+\.? \d{1,2}),? \d{4}\.?"
)
_DIGITS: Final = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


def published_in(paragraphs: Sequence[str], language: str) -> str:
    """Return the date of publication that an article states, as an ISO date; `""` if it states none.

    A date of publication is preferred to one of an update, and both to the dateline.

    >>> published_in(["Attack in Gao", "Publié le 12/03/2024 à 10:15", "Mis à jour le 13 mars 2024"], "fr")
    '2024-03-12'
    >>> published_in(["GAO, 14 June 2025 (AFP) - Gunmen attacked.", "On 3 May 2023 they had fled."], "en")
    '2025-06-14'
    """
    lines = [*paragraphs[:_FIRST], *paragraphs[max(_FIRST, len(paragraphs) - _LAST) :]]
    for words in ("published_words", "updated_words"):
        pattern = re.compile(rf"(?i)(?:^|[^\w]){shared_pattern(words)}[\s:]{{1,3}}")
        for line in lines:
            match = pattern.search(line) if len(line) < _LONGEST else None
            if match and (day := next(_days(line[match.end() :], language, most=20), "")):
                return day
    datelines = (line[: without_dateline(line)] or _alone(line) for line in lines)
    return next((day for line in datelines for day in _days(line, language, most=_LONGEST)), "")


def _alone(line: str) -> str:
    """Return a line that is only a date, with or without a place before it: "Bamako, le 14 juin 2025"."""
    return line if _ALONE.fullmatch(line) else ""


def _days(text: str, language: str, *, most: int) -> Iterator[str]:
    """Yield the full dates that begin within the first `most` characters of a text."""
    if language == "fr":
        text = _DIGITS.sub(lambda match: f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}", text)
    for span in dates_in(text, Published()):
        if span.period and span.period.precision == "day" and not span.relative and span.start < most:
            yield span.period.first.isoformat()
