"""Toponyms as reports word them, taken apart: "20 km south of Gao", "between X and Y", "Kidal region".

The words that describe are understood, not matched as letters: `read_toponym` splits them from the
names and says what they mean for relation, kind of feature, distance and direction. English and
French. A wording can have several readings (hyphens part names and roads alike), the plainest first.
"""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.kinds import Kind
from gazetteer.model import Relation

__all__ = ["Reading", "read_toponym"]

_PARTING = " ,(/–—-"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a toponym: the names in it, and what the other words say.

    `bearing` is in degrees from north and `km` in kilometres; `vague` marks a part of a country or
    region ("northern Mali"), which has no point. `within` is what the toponym itself says it lies in:
    "Moura (Mopti)", "Kidal, Mali".
    """

    name: str
    other: str = ""
    relation: Relation = "at"
    kind: Kind | None = None
    within: str = ""
    km: float | None = None
    bearing: float | None = None
    vague: bool = False
    part: bool = False


def read_toponym(toponym: str) -> tuple[Reading, ...]:
    """Return the readings of a toponym, the plainest (the whole of it is a name) first.

    >>> [reading] = read_toponym("20 km south of Gao")[1:]
    >>> reading.name, reading.relation, reading.km, reading.bearing
    ('Gao', 'near', 20.0, 180)
    >>> read_toponym("between Boni and Hombori")[1].other
    'Hombori'
    >>> read_toponym("Kidal") == (Reading("Kidal"),)
    True
    """
    text = " ".join(toponym.split())
    if not any(sign in text for sign in _PARTING):
        return (Reading(text),)
    from gazetteer.wording import readings_of  # a name of one word needs none of its patterns

    return (Reading(text), *readings_of(text))
