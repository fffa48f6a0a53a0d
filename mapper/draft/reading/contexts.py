"""What a sentence is about where it tells of no event: sport, votes, trials, fiction, accidents, totals of a war.

>>> is_never_event("A heart attack killed him."), is_total("The war has killed 40,000 people since 2012.")
(True, True)
"""

from __future__ import annotations

import re
from functools import cache

from mapper.draft.lexicon import shared

__all__ = ["is_figurative", "is_freeing", "is_never_event", "is_total"]


def is_never_event(text: str) -> bool:
    """Whether a sentence tells of no event whoever is named in it: fiction, exercises, trials, anniversaries."""
    return _has(text, "never_events")


def is_figurative(text: str) -> bool:
    """Whether a sentence is about sport, votes, prices or accidents, where no armed party is named."""
    return _has(text, "figurative")


def is_total(text: str) -> bool:
    """Whether a figure of a sentence is that of a war or a year, where no day is printed."""
    return _has(text, "totals")


def is_freeing(text: str) -> bool:
    """Whether prisoners of a sentence are set free, not taken."""
    return _has(text, "freed")


def _has(text: str, name: str) -> bool:
    return bool(_pattern(name).search(text.strip()))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("(?i)" + "|".join(sorted(shared(name))))
