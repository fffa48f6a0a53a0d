"""Words that locate a place relative to others: "20 km south of X", "between X and Y", "X-Y road"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.toponym.kind_words import core, with_kind
from gazetteer.names.toponym.wordings import (
    BEARINGS,
    BESIDE,
    BETWEEN,
    BRACKETED_OFFSET,
    KM_PER_MILE,
    OFFSET,
    ROAD,
    ROAD_AFTER,
    ROAD_BEFORE,
    ROAD_MARK,
    SEPARATORS,
    TENS,
)

__all__ = ["at_distance", "between", "bracketed_offset", "first_match", "road", "road_mark"]

_MOST_HYPHENS = 6


def at_distance(text: str) -> list[Reading]:
    """Read "20 km south of X" and "south of X".

    >>> [reading] = at_distance("ten miles east of Gao")
    >>> reading.name, reading.km, reading.bearing
    ('Gao', 16.1, 90)
    """
    match = first_match(OFFSET, text)
    if match:
        named = match.groupdict().get("dir")
        number = TENS.get(match["km"].lower()) or float(match["km"].replace(",", "."))
        km = number * (KM_PER_MILE if match["unit"].startswith("mi") else 1)
        return [with_kind(match["name"], Reading("", relation="near", km=round(km, 1), bearing=_bearing(named)))]
    match = first_match(BESIDE, text)
    if match:
        return [with_kind(match["name"], Reading("", relation="near", bearing=_bearing(match["dir"]), of_area=True))]
    return []


def bracketed_offset(text: str) -> list[Reading]:
    """Read "X (3 km south)" and "X, 3 km south of" as 3 km south of X.

    >>> [reading.km for reading in bracketed_offset("Bankass (3 km south)")]
    [3.0]
    """
    match = BRACKETED_OFFSET.match(text)
    if not match:
        return []
    offset = re.sub(r" (?:of|from|de)$", "", match["offset"])
    return at_distance(f"{offset} of {match['name']}") or at_distance(f"{offset} de {match['name']}")


def between(text: str) -> list[Reading]:
    """Read "between X and Y", "the road between X and Y".

    >>> [(reading.name, reading.other) for reading in between("between Boni and Hombori")]
    [('Boni', 'Hombori')]
    """
    for pattern in BETWEEN:
        match = pattern.match(text)
        on = match.groupdict().get("on") if match else None
        if match and (not on or noun_of(on) or any(map(ROAD.match, on.split()))):
            return [Reading(core(match["a"]), core(match["b"]), relation="between")]
    return []


def road(text: str) -> list[Reading]:
    """Read "the X-Y road" as between X and Y, "the X road" as along it.

    >>> [(reading.name, reading.other) for reading in road("Gao-Kidal road")]
    [('Gao', 'Kidal')]
    """
    match = ROAD_AFTER.match(text) or ROAD_BEFORE.match(text)
    if not match:
        return []
    names = match["names"]
    hyphens = [at for at, char in enumerate(names) if char == "-"][:_MOST_HYPHENS]
    ends = SEPARATORS.split(names, maxsplit=1)
    splits = [(ends[0], ends[1])] if len(ends) == 2 else [(names[:at], names[at + 1 :]) for at in hyphens]
    roads = [Reading(a, b, relation="between") for a, b in splits if normal_form(a) and normal_form(b)]
    return roads or [Reading(names, relation="along")]


def road_mark(text: str) -> list[Reading]:
    """Read "PK 12, Bangui" as 12 km from Bangui by road, and "km 12, Gao-Ansongo road" as on that road.

    >>> [(reading.name, reading.km) for reading in road_mark("PK 12, Bangui")]
    [('Bangui', 12.0)]
    """
    match = ROAD_MARK.match(text)
    if not match:
        return []
    return road(match["name"]) or [Reading(match["name"], relation="near", km=float(match["km"]))]


def first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """Return what the first of the patterns that fits finds; None where none does.

    >>> first_match([re.compile("a"), re.compile("b")], "b")[0]
    'b'
    """
    return next(filter(None, (pattern.match(text) for pattern in patterns)), None)


def _bearing(direction: str | None) -> float | None:
    return None if direction is None else BEARINGS[re.sub(r"[ .-]", "", direction.lower())]
