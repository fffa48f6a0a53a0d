"""The one reader of death tolls: a figure, with the words that people write around it.

In a column or claim of the dead, "12 people killed", "12 (bilan provisoire)" and "12 dead and 3 wounded" are 12. As
everywhere, a text is read whole or not at all: "12 according to JNIM" is a claim of JNIM, not a figure of the record.
The words are data: `mapper/data/languages/`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from mapper.model.figures import Quantity, read_figure
from mapper.model.lexicon import folded, lexicon
from mapper.model.unread import UnreadError

__all__ = ["read_toll"]

_PARTED: Final = re.compile(r"(?<=[^\W\d]) *[,;/+] *")


def read_toll(text: str) -> Quantity:
    """Return what a text can mean as a number of dead.

    Raises UnreadError (a ValueError) if the text is not understood as a whole ("3 injured", "12 ?"), or if it says who
    states the figure.

    >>> read_toll("12 morts"), read_toll("5 morts et 3 blessés"), read_toll("7 (provisional toll)")
    (Quantity(low=12, high=12), Quantity(low=5, high=5), Quantity(low=7, high=7))
    """
    plain = _remark().sub("", folded(text))
    if _said_by().search(plain):
        raise UnreadError("somebodys-figure")
    return replace(read_figure(_of_the_dead(plain) or _without_victims(plain)), text=text)


def _is_figure(text: str) -> bool:
    try:
        read_figure(text)
    except UnreadError:
        return False
    return True


def _of_the_dead(text: str) -> str:
    """Return the figure of the dead from a text that also has one of the wounded or missing; `""` for other texts.

    >>> _of_the_dead("5 morts et 3 blesses"), _of_the_dead("2 wounded, 4 dead"), _of_the_dead("5 et 3 blesses")
    ('5', '4', '')
    """
    dead, parts = [], [_counted(part.split()) for part in _and().split(text.rstrip("."))]
    for figure, nouns in parts:
        is_dead, is_hurt = not nouns.isdisjoint(_words("dead")), not nouns.isdisjoint(_words("hurt"))
        if is_dead == is_hurt or not _is_figure(figure):
            return ""
        dead += [figure] * is_dead
    return dead[0] if len(dead) == 1 and len(parts) > 1 else ""


def _without_victims(text: str) -> str:
    """Return a figure without the words for the people counted, and without "including" a part of them.

    >>> _without_victims("3 people killed"), _without_victims("2 (including 1 child)"), _without_victims("3 injured")
    ('3', '2', '3 injured')
    """
    found = _including().search(text)
    whole, part = (text, "") if not found else (text[: found.start()], text[found.end() :])
    figure, nouns = _counted(whole.rstrip(".").split(), hurt=False)
    return figure if (_is_part(part) if found else nouns) else text


def _is_part(text: str) -> bool:
    """Tell whether a text has only figures of people: "1 child, two women and 3 civilians"."""
    *_, last = parts = [_counted(part.split(), hurt=False) for part in _and().split(text.rstrip(" .)"))]
    return all(nouns and _is_figure(figure) for figure, nouns in parts) and bool(last)


def _counted(words: list[str], *, hurt: bool = True) -> tuple[str, frozenset[str]]:
    """Return a figure and the nouns for people that follow it; the first word is always part of the figure."""
    known = _words("victims") | _words("dead") | _words("of_them") | (_words("hurt") if hurt else frozenset())
    counted = len(words)
    while counted > 1 and words[counted - 1] in known:
        counted -= 1
    return " ".join(words[:counted]), frozenset(words[counted:])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("figures", "words")[name])


def _any_of(name: str) -> str:
    return "|".join(map(re.escape, sorted(_words(name), key=len, reverse=True)))


@cache
def _remark() -> re.Pattern[str]:
    said = _any_of("remarks")
    return re.compile(rf"^(?:{said}) ?: ?| ?\((?:{said})\)$|,? (?:{said})$")


@cache
def _said_by() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('according_to')})(?!\w)")


@cache
def _including() -> re.Pattern[str]:
    return re.compile(rf"[ ,;]*(?:\(|\b)(?:{_any_of('including')})(?: |(?<=\.))")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"{_PARTED.pattern}| (?:{_any_of('between_and')}) ")
