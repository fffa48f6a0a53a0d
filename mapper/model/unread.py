"""Why a value was not understood: a code, with its reason and remedy in words.

>>> raise UnreadError("no-year")
Traceback (most recent call last):
...
mapper.model.unread.UnreadError: a date without a year
"""

from __future__ import annotations

from typing import Final

__all__ = ["REASONS", "UnreadError"]

_ISO: Final = "write 2025, 2025-06 or 2025-06-13"
_ORDER: Final = "write dates as 2025-06-13, or state their order with --map dates=dmy or --map dates=mdy"

REASONS: Final[dict[str, tuple[str, str]]] = {
    "no-date": ("not a date", _ISO),
    "no-year": ("a date without a year", "write the year too, as in 2025-06-13"),
    "no-such-day": ("not on the calendar", f"{_ISO}, after the source"),
    "day-or-month": ("a date whose day and month cannot be told apart", _ORDER),
    "several-readings": ("a date that can be read in several ways", _ISO),
    "short-year": ("a date whose year has two digits, without its century", "write the year in four digits"),
    "two-winters": ("a winter that may be that of two years", "name both years, as in winter 2024-2025"),
    "backwards": ("a period that ends before it begins", "swap the two, or correct one"),
    "open-end": (
        "a date that says only before or after",
        "give the first and the last day that are possible, as in 2024-01..2024-08",
    ),
    "relative": ("counted from a day that is not stated", "write the date itself"),
    "serial": (
        "a spreadsheet's number of a day, not a date",
        "give the column a date format in the spreadsheet and save it again",
    ),
    "epoch": ("a count of seconds since 1970, not a date", "write dates as 2025-06-13"),
    "no-figure": (
        "not a figure",
        "write a number (12), a range (10..15), a bound (>=10, at least 10) or an approximation (~20)",
    ),
    "point-or-thousands": (
        "a figure whose point may part thousands or decimals",
        "write twelve hundred as 1200, and one and a fifth as 1.20",
    ),
    "not-whole": ("not a whole number from 0", "write a number (12), a range (10..15) or a bound (>=10)"),
}
"""Code → what is wrong, and how to mend it."""


class UnreadError(ValueError):
    """A text that is no value of the kind asked for. `code` is a key of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code][0])
        self.code = code

    @property
    def reason(self) -> str:
        """What is wrong, as a clause."""
        return REASONS[self.code][0]

    @property
    def remedy(self) -> str:
        """How to mend it, as an imperative."""
        return REASONS[self.code][1]
