"""Read the value of a claim into an exact type, and say whether two values can both be true.

A value is a `Quantity` (an interval of numbers), a `Period` (an interval of days), `Names` (one or more names) or
`UnreadWords`. Two intervals agree where they overlap: `dozens` and `84` can both be true, `July 2023` and `2024-07-27`
cannot.

>>> compare(read_value("fatalities", "dozens"), read_value("fatalities", "84")).value
'agrees'
>>> compare(read_value("event_date", "9 février 2018"), read_value("event_date", "2018-02-10")).value
'contradicts'
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Final

from mapper.model.actors.names import ActorNames
from mapper.model.dates import Period, read_date
from mapper.model.figures import Quantity, read_figure
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name
from mapper.model.toll import read_toll
from mapper.model.unread import UnreadError
from mapper.model.words import Message
from mapper.vocabulary import by_term

__all__ = [
    "ACTOR_FIELDS",
    "DATE_FIELDS",
    "FIGURE_FIELDS",
    "NAME_FIELDS",
    "PLACE_FIELDS",
    "Answer",
    "Names",
    "Quantity",
    "UnreadWords",
    "Value",
    "compare",
    "named_value",
    "precision",
    "read_value",
]


def _fields_of(value: str) -> frozenset[str]:
    return frozenset(name for name, held in by_term("claim_fields", "value").items() if held == value)


DATE_FIELDS: Final = _fields_of("date")
PLACE_FIELDS: Final = _fields_of("place")
ACTOR_FIELDS: Final = _fields_of("actor")
NAME_FIELDS: Final = PLACE_FIELDS | ACTOR_FIELDS | _fields_of("name")
"""Fields whose words are names, so that different words contradict each other. Words in any other field are a
narrative: two narratives can both be true, and only a denial contradicts one."""

FIGURE_FIELDS: Final = _fields_of("figure")
"""Fields that ask for a figure. In other fields figures are compared if both claims have one."""


class Answer(Enum):
    """What a comparison of two values can answer: a value that is not understood neither agrees nor contradicts."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Names:
    """One or more folded names: what `;` separates."""

    folded: frozenset[str]


@dataclass(frozen=True, slots=True)
class UnreadWords(Names):
    """Words where a date or a figure is asked for, which are not understood; `code` says why."""

    code: str = field(default="", compare=False)

    @property
    def reason(self) -> str:
        """Why, in English."""
        return Message(self.code).text()


Value = Quantity | Period | Names

_READERS: Final[dict[str, Callable[[str], Value]]] = {"fatalities": read_toll} | dict.fromkeys(DATE_FIELDS, read_date)


@lru_cache(maxsize=65_536)
def read_value(field: str, text: str) -> Value:
    """Read a claim's value; words where a date or a figure is asked for are `UnreadWords`.

    >>> read_value("fatalities", ">100")
    Quantity(low=101, high=inf)
    >>> read_value("event_date", "autumn 2023").first.isoformat()
    '2023-09-01'
    >>> sorted(read_value("actor1", "CSP; JNIM").folded)
    ['csp', 'jnim']
    >>> read_value("event_date", "soon").reason
    'not a date'
    """
    names = Names(frozenset(fold_name(part) for part in names_in_cell(text)))
    if field in NAME_FIELDS:
        return names
    read = _READERS.get(field, read_figure)
    try:
        return read(text)
    except UnreadError as fault:
        is_words = field not in DATE_FIELDS | FIGURE_FIELDS
        return names if is_words else UnreadWords(names.folded, fault.code)


def named_value(field: str, text: str, actors: ActorNames) -> Value:
    """As `read_value`, with the canonical name of each actor."""
    value = read_value(field, text)
    if field in ACTOR_FIELDS and isinstance(value, Names):
        return Names(frozenset(actors.key(name) for name in value.folded))
    return value


def compare(one: Value, other: Value) -> Answer:
    """Whether both can be true: intervals that overlap, the same names.

    Words against a figure are `UNREAD`, and so is a value that is not understood, unless both values are equal.

    >>> compare(Quantity(101, math.inf), Quantity(84, 84)).value
    'contradicts'
    >>> compare(read_value("fatalities", "many"), Quantity(84, 84)).value
    'unread'
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return _answer(can_both_hold=one.low <= other.high and other.low <= one.high)
    if isinstance(one, Period) and isinstance(other, Period):
        return _answer(can_both_hold=one.overlaps(other))
    if one == other:
        return Answer.AGREES
    if type(one) is type(other) is Names:
        return Answer.CONTRADICTS
    return Answer.UNREAD


def _answer(*, can_both_hold: bool) -> Answer:
    return Answer.AGREES if can_both_hold else Answer.CONTRADICTS


def precision(value: Value, *, field: str = "") -> float:
    """How much a value leaves open: the width of its interval in units or days.

    Infinite where there is no bound, for an open quantity in words (`several`), and for words where a figure
    is asked for.

    >>> precision(Quantity(10, 15)), precision(read_value("event_date", "2024-07"))
    (5, 30)
    """
    if isinstance(value, Period):
        return (value.last - value.first).days
    if isinstance(value, Quantity):
        return math.inf if value.vague else value.high - value.low
    return 0 if not field or field in NAME_FIELDS else math.inf
