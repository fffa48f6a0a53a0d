"""Calibrate confidence: from the probability of the log odds to the share of such answers that are right.

There is one curve for each situation: what the query states, and whether a list of villages is loaded. The curves were
fitted on some countries and checked on others (docs/design/gazetteer.md); `benchmarks/gazetteer/accuracy.py --told`
prints how often answers of each confidence are right. Without a curve the log odds are already calibrated.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal, TypeAlias

__all__ = ["Situation", "calibrated"]

#: With a list of villages loaded and nothing told, or only the country; or any other.
Situation: TypeAlias = Literal["listed", "listed-country", "other"]

# Probability by the log odds, and share of such answers that are right; straight lines between. They begin at or above
# the default threshold, so that what is answered by default does not depend on them.
_CURVES: dict[Situation, tuple[tuple[float, float], ...]] = {
    "listed": ((0.7, 0.7), (0.75, 0.9), (0.85, 0.94), (0.95, 0.975), (0.985, 0.99), (1.0, 1.0)),
    "listed-country": ((0.8, 0.8), (0.9, 0.95), (0.95, 0.985), (0.985, 0.99), (1.0, 1.0)),
}


def calibrated(probability: float, situation: Situation) -> float:
    """Return the calibrated confidence for a probability from log odds.

    >>> calibrated(0.9, "listed-country"), calibrated(0.9, "other"), calibrated(0.6, "listed")
    (0.95, 0.9, 0.6)
    """
    curve = _CURVES.get(situation, ())
    if not curve or probability <= curve[0][0]:
        return probability
    at = bisect_left(curve, (probability,))
    (left, low), (right, high) = curve[at - 1], curve[at]
    return low + (high - low) * (probability - left) / (right - left)
