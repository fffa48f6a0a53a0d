"""The figures in a text: digits, words, ranges, bounds and rough counts, and figures that are not counts.

Ages, years, calibres, distances, times and money are not counts.

>>> [(found.words, found.value) for found in figures_in("At least 12 men and two dozen 14-year-old boys", "en")]
[('At least 12', '>=12'), ('two dozen', '24')]
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from mapper.draft.lexicon import shared, shared_pattern
from mapper.model.figures import Quantity, read_figure
from mapper.model.lexicon import as_written, folded
from mapper.model.unread import UnreadError

__all__ = ["Figure", "figures_in", "neutral"]

_TOKEN: Final = re.compile(
    r"\d+[,.]\d+ (?:millions?|billions?|milliards?)\b|"
    r"\d{1,3}(?:[ ,.\u202f\u00a0]\d{3})+(?!\d)|\d+|\b[dD]['’](?=au\b|un)|[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|[-–]"
)
_AFTER: Final = re.compile(rf"(?i)[ -]?{shared_pattern('measures')}")
_BEFORE: Final = re.compile(rf"(?i){shared_pattern('numbered')}[ -]?$")
_OLDEST: Final = 105


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed: its position in the text, its words, the quantity they mean, and its neutral notation."""

    start: int
    end: int
    words: str
    quantity: Quantity
    value: str


def figures_in(text: str, language: str, *, taken: tuple[tuple[int, int], ...] = ()) -> list[Figure]:
    """Return the figures of a text in order, none within the `taken` positions (dates)."""
    found = []
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        figure, length = _longest(text, tokens, at, language)
        if figure and _change().search(text[: figure.start]):
            figure = _reached(text, tokens[at : at + length], language) or figure
        if figure and _counts(text, figure) and not any(s < figure.end and figure.start < e for s, e in taken):
            found.append(figure)
        at += length if figure else 1
    return found


@cache
def _change() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{shared_pattern('changes')}(?: from| de)? $")


def _reached(text: str, tokens: list[tuple[int, int, str]], language: str) -> Figure | None:
    """Return the last figure of "rose from 12 to 19", which is not a range; None for a single figure."""
    linked = [number for number, token in enumerate(tokens) if token[2].lower() in {"to", "à"}]
    return _longest(text, tokens, linked[-1] + 1, language)[0] if linked and linked[-1] + 1 < len(tokens) else None


def _longest(text: str, tokens: list[tuple[int, int, str]], at: int, language: str) -> tuple[Figure | None, int]:
    if not _may_begin(tokens[at][2], language):
        return None, 1
    for count in range(min(9, len(tokens) - at), 0, -1):
        words = [token[2] for token in tokens[at : at + count]]
        if not _is_number(words[-1], language) and folded(words[-1]) not in _closers():
            continue
        if not any(_is_number(word, language) for word in words):
            continue
        start, end = tokens[at][0], tokens[at + count - 1][1]
        printed = text[start:end]
        if any(mark in printed for mark in ".;:()\n,") and not re.search(r"\d[,.]\d{3}", printed):
            continue
        quantity = _read(printed.replace("\u202f", " ").replace("\u00a0", " "))
        if quantity:
            return Figure(start, end, printed, quantity, neutral(quantity, printed)), count
    return None, 1


def _read(printed: str) -> Quantity | None:
    try:
        return read_figure(printed)
    except UnreadError:
        return None


def _may_begin(word: str, language: str) -> bool:
    return _is_number(word, language) or folded(word).split("'")[0] in _openers()


def _is_number(word: str, language: str) -> bool:
    if word[0].isdigit():
        return True
    parts = re.split(r"[-–]", word.lower())
    return all(part in _numbers(language) or part in {"et", "and"} for part in parts)


@cache
def _numbers(language: str) -> frozenset[str]:
    return shared(f"numbers_{language}")


@cache
def _openers() -> frozenset[str]:
    bounds = [name for names in as_written("figures", "bounds").values() for name in names]
    glue = {"between", "entre", "some", "a", "an", "half", "quelque", "quelques", "nearly", "almost", "des", "many"}
    return frozenset(folded(name.split(" ")[0]).split("'")[0] for name in bounds) | glue


@cache
def _closers() -> frozenset[str]:
    return frozenset({"more", "plus", "so", "fewer", "moins"})


def _counts(text: str, figure: Figure) -> bool:
    """Whether a figure counts people or things: not an age, year, distance or time."""
    after, before = text[figure.end : figure.end + 24], text[max(0, figure.start - 12) : figure.start]
    if _AFTER.match(after) or _BEFORE.search(before):
        return False
    if before[-1:] in {"-", "–", "."} or (before[-1:].isalpha() and figure.words[0].isdigit()):
        return False
    best = figure.quantity.best
    if best and 10 <= best <= _OLDEST and before.endswith(", ") and after[:1] == "," and figure.words.isdigit():
        return False  # "the hostage, 62, was freed"
    return not (best and 1900 <= best <= 2035 and re.fullmatch(r"\d{4}", figure.words))


def neutral(quantity: Quantity, printed: str) -> str:
    """Return a figure in the notation of a dossier: `12`, `10..15`, `>100`, `>=12`, `~15`, or words as printed.

    >>> neutral(read_figure("more than 100"), "more than 100"), neutral(read_figure("dozens"), "dozens")
    ('>100', 'dozens')
    """
    low, high = quantity.low, quantity.high
    if quantity.vague:
        return printed.lower()
    if quantity.best is not None:
        exact = low == high
        return f"{quantity.best:g}" if exact else f"~{quantity.best:g}"
    if math.isinf(high):
        over = _over(printed)
        return f">{low - 1:g}" if over else f">={low:g}"
    if low == 0:
        return f"<={high:g}"
    return f"{low:g}..{high:g}"


def _over(printed: str) -> bool:
    words = folded(printed)
    names = as_written("figures", "bounds").get("over", ())
    return words.startswith((*(folded(name) for name in names), ">"))
