"""A date as printed, and when an article was published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mapper.model.dates import Period, read_date

__all__ = ["DateSpan", "Published"]


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: the first and last possible day; both None if unknown."""

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
