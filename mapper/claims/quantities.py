"""Read how many a claim says: figures, numbers in words, ranges, bounds, and words for an open number.

>>> read_quantity("at least two dozen")
Quantity(low=24, high=inf)
>>> read_quantity("a massacre") is None
True
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from mapper.model.text import fold_name

__all__ = ["OPEN_QUANTITIES", "Quantity", "read_quantity"]

OPEN_QUANTITIES: Final[dict[str, tuple[float, float]]] = {
    "a few": (2, 11),
    "a handful": (2, 11),
    "several": (2, 23),
    "tens": (20, math.inf),
    "dozens": (24, math.inf),
    "scores": (40, math.inf),
    "hundreds": (200, math.inf),
    "thousands": (2_000, math.inf),
    "tens of thousands": (20_000, math.inf),
    "hundreds of thousands": (200_000, math.inf),
    "none": (0, 0),
    "nobody": (0, 0),
    "no one": (0, 0),
    "no deaths": (0, 0),
    "no casualties": (0, 0),
    "no losses": (0, 0),
}
"""Words as printed and the least and most they can mean. A plural of a unit is at least two of it. `several`
and `a few` are at least two, and less than the two dozen (or the dozen) for which a writer who knew of them
has a word."""

_UNITS: Final = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PHRASES: Final = {"half a dozen": 6, "a couple": 2}
_DIGITS: Final = re.compile(r"\d+(?:[ ,]\d{3})*(?:\.\d+)?")
_TWO_NOTATIONS: Final = re.compile(r"\d{1,3}\.\d{3}")
"""1.200 is twelve hundred to some and one and a fifth to others."""

_COUNTED: Final = re.compile(rf"(.+) ({'|'.join(_UNITS)})")
_OPEN_COUNT: Final = re.compile(rf"(?:several|a few|many) ({'|'.join(_UNITS)})s?")
_BETWEEN: Final = re.compile(r" ?(?:\.\.|-|\bto\b|\band\b) ?")
_BOUNDS: Final = {
    ">": r">|more than|over|above",
    ">=": r">=|≥|at least|no fewer than|no less than|a minimum of",
    "<": r"<(?![=])|fewer than|less than|under|below",
    "<=": r"<=|≤|up to|at most|no more than|a maximum of",
    "~": r"~|≈|about|around|roughly|some|nearly|almost|approximately",
}
_BOUND: Final = [(sign, re.compile(rf"(?:{words}) ?(.+)")) for sign, words in _BOUNDS.items()]
_BOUND_AFTER: Final = [
    (">=", re.compile(r"(.+?)(?: ?\+| (?:or|and) more)")),
    ("<=", re.compile(r"(.+) or (?:fewer|less)")),
]
_APPROXIMATE: Final = 0.2
"""`about 15` is read as 15 give or take a fifth: a convention of this tool, since no rule of the language
says how much."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Every number from `low` to `high`, both included; `high` is infinite where there is no upper bound."""

    low: float
    high: float


def read_quantity(text: str) -> Quantity | None:
    """Return what a text can mean as a number, None where it is not understood as a whole.

    >>> read_quantity("two to three dozen"), read_quantity("40+"), read_quantity("several hundred")
    (Quantity(low=24, high=36), Quantity(low=40, high=inf), Quantity(low=200, high=inf))
    >>> read_quantity("1.200") is None
    True
    """
    text = re.sub(r" ?%$", "", fold_name(text))
    if text in OPEN_QUANTITIES:
        return Quantity(*OPEN_QUANTITIES[text])
    if found := _OPEN_COUNT.fullmatch(text):
        return Quantity(2 * _UNITS[found[1]], math.inf)
    number = _number(text)
    return Quantity(number, number) if number is not None else _range(text) or _bound(text)


def _number(text: str) -> float | None:
    """A number in figures, in words, or as so many of a unit."""
    if text in _PHRASES:
        return _PHRASES[text]
    if _DIGITS.fullmatch(text):
        digits = re.sub(r"[ ,]", "", text)
        return None if _TWO_NOTATIONS.fullmatch(text) else float(digits) if "." in digits else int(digits)
    spelt = _spelt(text)
    if spelt is None and (found := _COUNTED.fullmatch(text)):
        count = 1 if found[1] in {"a", "an"} else _number(found[1])
        return None if count is None else count * _UNITS[found[2]]
    return spelt


def _spelt(text: str) -> float | None:
    if not re.fullmatch(r"[a-z]{3,}(?:[ -][a-z]+)*", text):
        return None
    from number_parser import parse_number  # 15 ms, which most maps need not wait for

    number: int | None = parse_number(text, "en")
    return number


def _range(text: str) -> Quantity | None:
    plain = re.sub(r"^(?:between|from) ", "", text)
    for found in _BETWEEN.finditer(plain):
        first, last = plain[: found.start()], plain[found.end() :]
        ends = [_of_the_same_unit(first, last), _number(last)]
        low, high = ends
        if low is not None and high is not None:
            return Quantity(min(low, high), max(low, high))
    return None


def _of_the_same_unit(first: str, last: str) -> float | None:
    """The first number of a range; the two of "two to three dozen" are dozens, the 80 of "80 to a hundred" are not."""
    low, counted = _number(first), _COUNTED.fullmatch(last)
    number = _number(counted[1]) if counted else None
    if low is None or counted is None or number is None or low >= number:
        return low
    return low * _UNITS[counted[2]]


def _bound(text: str) -> Quantity | None:
    for sign, pattern in [*_BOUND, *_BOUND_AFTER]:
        found = pattern.fullmatch(text)
        number = _number(found[1]) if found else None
        if number is not None:
            return _bounded(sign, number)
    return None


def _bounded(sign: str, number: float) -> Quantity:
    if sign == "~":
        spread = number * _APPROXIMATE
        return Quantity(math.floor(number - spread), math.ceil(number + spread))
    if sign in {">", ">="}:
        return Quantity(number + 1 if sign == ">" else number, math.inf)
    return Quantity(0, max(0, number - 1 if sign == "<" else number))
