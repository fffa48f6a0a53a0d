"""The one reader of figures: numbers in digits and in words, ranges, bounds and rough counts, in several languages.

It reads a text whole or not at all. The words are data: `mapper/data/languages/`.

>>> read_figure("at least two dozen"), read_figure("une trentaine")
(Quantity(low=24, high=inf), Quantity(low=24, high=36))
>>> read_figure("a massacre")
Traceback (most recent call last):
...
mapper.model.unread.UnreadError: not a figure
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Final

from gazetteer.names.normalise import plain_digits
from mapper.model.lexicon import folded, languages, lexicon
from mapper.model.unread import UnreadError

__all__ = ["Quantity", "read_figure"]

_LONGEST: Final = 100
_APPROXIMATE: Final = 0.2
"""`about 15` is read as 15 give or take a fifth, `nearly 15` as at most a fifth less and not more. This is a
convention of this tool: no language has a rule for it."""
_FEW: Final = (2, 11)
_SOME: Final = (2, 23)
"""`several` is at least two and less than two dozen, for which there is a word; `_FEW` is less than a dozen."""

_PLAIN: Final = re.compile(r"\d+")
_DECIMAL: Final = re.compile(r"\d+\.\d{1,2}|\d+\.\d{4,}|\d+,\d{1,2}|0\.\d+")
_GROUPED: Final = re.compile(r"(?P<whole>\d{1,3}(?:(?P<mark>[ ,'.])\d{3})(?:(?P=mark)\d{3})*)(?P<rest>[.,]\d{1,2})?")
_SPELT: Final = re.compile(r"(?:[^\W\d_]{3,}|un)(?:[ -][^\W\d_]+)*")
_ABBREVIATION: Final = re.compile(r"(?<=[^\W\d])\.(?= )")
"""The full stop of an abbreviated word: approx. 10."""
_STEMS: Final = frozenset({"non", "quart", "quint", "sext"})
"""Portuguese ordinals that `text2num` reads; in other languages they mean "no" or "a quarter"."""
_SIGNS: Final = {
    "+": "at_least", ">": "over", ">=": "at_least", "≥": "at_least", "<": "under", "<=": "at_most", "≤": "at_most",
    "~": "about", "≈": "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """Every number from `low` to `high`, both included.

    Attributes
    ----------
    low, high
        The ends; `high` is infinite where there is no upper bound.
    best
        The number that the text names, where it names one: 15 for "15" and for "about 15".
    vague
        The text has no number at all: "several", "dozens".
    text
        The words, as written.
    """

    low: float
    high: float
    best: float | None = field(default=None, compare=False, repr=False)
    vague: bool = field(default=False, compare=False, repr=False)
    text: str = field(default="", compare=False, repr=False)


def read_figure(text: str) -> Quantity:
    """Return what a text can mean as a number.

    Raises UnreadError (a ValueError) where it is not understood as a whole: "12 trucks", "many", "1.200".

    >>> read_figure("two to three dozen"), read_figure("40+"), read_figure("plus de 1 200")
    (Quantity(low=24, high=36), Quantity(low=40, high=inf), Quantity(low=1201, high=inf))
    """
    found = _outcome(text)
    if isinstance(found, str):
        raise UnreadError(found)
    return found


@lru_cache(maxsize=65_536)
def _outcome(text: str) -> Quantity | str:
    plain = _ABBREVIATION.sub("", re.sub(r" ?%$", "", folded(text)))
    if not plain or len(plain) > _LONGEST or any(c.isnumeric() and not c.isascii() for c in plain_digits(text)):
        return "no-figure"
    try:
        found = _exact(plain) or _open(plain) or _range(plain) or _bound(plain)
    except UnreadError as fault:
        return fault.code
    return replace(found, text=text) if found else "no-figure"


def _exact(text: str) -> Quantity | None:
    number = _number(text)
    if number is not None:
        return Quantity(number, number, number)
    number = _rough_number(text)
    return None if number is None else _about(number)


def _about(number: float) -> Quantity:
    spread = number * _APPROXIMATE
    return Quantity(math.floor(number - spread), math.ceil(number + spread), number)


# Numbers -------------------------------------------------------------------------------------------------------------


def _number(text: str) -> float | None:
    """Return the one number that a text names: in digits, in words, or as a count of units ("two dozen")."""
    if (digits := _digits(text)) is not None:
        return digits
    if text in _words("none"):
        return 0
    if text in _words("two"):
        return 2
    if text in _numbers():
        return _numbers()[text]
    if (spelt := _spelt(text)) is not None:
        return spelt
    return _of_units(text, _units())


def _rough_number(text: str) -> float | None:
    """Return the number of a noun that counts roughly: "une trentaine", "deux centaines"."""
    return _of_units(text, _about_units())


def _of_units(text: str, units: dict[str, float]) -> float | None:
    for half in _words("half"):
        if text.startswith(half) and (unit := text.removeprefix(half).strip()) in units:
            return _tidy(units[unit] / 2)
    head, _, unit = text.rpartition(" ")
    if unit not in units or not head:
        return None
    count = 1 if head in _words("one") else _number(head)
    return None if count is None else _tidy(count * units[unit])


def _digits(text: str) -> float | None:
    """Return a number in digits.

    Raises UnreadError for 1.200: twelve hundred to some, one and a fifth to others.
    """
    if _PLAIN.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return _tidy(float(text.replace(",", ".")))
    found = _GROUPED.fullmatch(text)
    if not found or (found["rest"] or "")[:1] == found["mark"]:
        return None
    if found["mark"] == "." and found["whole"].count(".") == 1 and not found["rest"]:
        raise UnreadError("point-or-thousands")
    whole = int(found["whole"].replace(found["mark"], ""))
    return _tidy(whole + float(found["rest"].replace(",", "."))) if found["rest"] else whole


def _spelt(text: str) -> float | None:
    if not _SPELT.fullmatch(text) or text in _STEMS or text in _several():
        return None
    from text_to_num import text2num  # 60 ms, which most tables need not wait for

    for language in languages("figures"):
        try:
            return int(text2num(text, language))
        except ValueError:
            continue
    return None


def _tidy(number: float) -> float:
    return int(number) if float(number).is_integer() else number


# Words for an open number --------------------------------------------------------------------------------------------


def _open(text: str) -> Quantity | None:
    """Return what words without a number mean: the plural of a unit ("dozens") is at least two units."""
    if text in _several():
        return Quantity(_several()[text], math.inf, vague=True)
    for name, ends in (("few", _FEW), ("some", _SOME)):
        if text in _words(name):
            return Quantity(*ends, vague=True)
    for many in _words("many"):
        unit = text.removeprefix(many + " ")
        size = _size(unit) or _size(unit.removesuffix("s"))
        if unit != text and size:
            return Quantity(2 * size, math.inf, vague=True)
    return None


def _size(unit: str) -> float:
    return _units().get(unit) or _about_units().get(unit, 0)


# Ranges and bounds ---------------------------------------------------------------------------------------------------


def _range(text: str) -> Quantity | None:
    """Return a range with both ends included; either end may be named first."""
    for first, last in _ends(text):
        ends = [_of_the_same_unit(first, last), _any_number(last)]
        low, high = ends
        if low is not None and high is not None:
            return Quantity(min(low, high), max(low, high))
    return None


def _ends(text: str) -> Iterator[tuple[str, str]]:
    opened = next((word for word in _words("between") if text.startswith(word + " ")), "")
    plain = text.removeprefix(opened).strip()
    parts = [*_words("to"), *(_words("between_and") if opened else ())]
    between = rf" ?(?:\.\.+|-|\b(?:{'|'.join(map(re.escape, parts))})\b) ?"
    for found in re.finditer(between, plain):
        yield plain[: found.start()], plain[found.end() :]


def _of_the_same_unit(first: str, last: str) -> float | None:
    """Return the first number of a range: "two to three dozen" starts at 24, but "80 to a hundred" at 80."""
    low, (count, _, unit) = _any_number(first), last.rpartition(" ")
    size = _size(unit)
    number = _number(count) if size and count else None
    if low is None or number is None or low >= number:
        return low
    return low * size


def _any_number(text: str) -> float | None:
    number = _number(text)
    return _rough_number(text) if number is None else number


def _bound(text: str) -> Quantity | None:
    for name, rest in _bounded(text):
        number = _any_number(rest)
        if number is not None:
            return _limited(name, number)
    return None


def _bounded(text: str) -> Iterator[tuple[str, str]]:
    """Yield each bound that a text may have, and the text without it."""
    for sign in sorted(_SIGNS, key=len, reverse=True):
        if text.startswith(sign):
            yield _SIGNS[sign], text.removeprefix(sign).strip()
            return
    if text.endswith("+"):
        yield "or_more", text.removesuffix("+").strip()
    for name, words in lexicon("figures", "bounds").items():
        for word in words:
            if name.startswith("or_") and text.endswith(" " + word):
                yield name, text.removesuffix(word).strip()
            elif not name.startswith("or_") and text.startswith(word + ("" if word.endswith("'") else " ")):
                yield name, text.removeprefix(word).strip()


def _limited(name: str, number: float) -> Quantity:
    if name in {"over", "at_least", "or_more"}:
        return Quantity(number + (name == "over"), math.inf)
    if name in {"under", "at_most", "or_fewer"}:
        return Quantity(0, max(0, number - (name == "under")))
    about = _about(number)
    return replace(about, high=number) if name == "nearly" else about


# The lexicon ---------------------------------------------------------------------------------------------------------


def _words(name: str) -> tuple[str, ...]:
    return lexicon("figures", "words").get(name, ())


@cache
def _numbers() -> dict[str, float]:
    return _sizes("numbers")


@cache
def _units() -> dict[str, float]:
    return _sizes("units")


@cache
def _about_units() -> dict[str, float]:
    return _sizes("about_units")


@cache
def _several() -> dict[str, float]:
    return _sizes("several")


def _sizes(table: str) -> dict[str, float]:
    sizes: Iterable[tuple[str, tuple[str, ...]]] = lexicon("figures", table).items()
    return {word: int(number) for number, words in sizes for word in words}
