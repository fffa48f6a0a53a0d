"""Parse toponyms as reports word them: "20 km south of Gao", "between X and Y", "Kidal region".

`read_toponym` separates names from describing words, and reads relation, kind of feature, distance and direction from
these. English, French, Spanish and Portuguese. A toponym can have several readings, since a
hyphen may belong to a name or join the ends of a road; the simplest comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from gazetteer.names.kinds import KINDS, Kind
from gazetteer.names.normalise import ELISION, normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.short_words import spelt_out
from gazetteer.names.toponym.distances import at_distance, between, bracketed_offset, first_match, road, road_mark
from gazetteer.names.toponym.kind_words import division_in, last_kind, of_kind, with_kind
from gazetteer.names.toponym.parts import compound, facility, numbered, part, side_after, stood_in
from gazetteer.names.toponym.wordings import (
    AND_OR,
    ARTICLE,
    BEARINGS,
    BRACKETS,
    DIVISION_IN,
    FAR_AROUND,
    FEATURE_NEAR,
    INSIDE,
    NAME_IN,
    OFFSET_AFTER,
    ROAD,
    SIDE_IN_BRACKETS,
    SOMEWHERE,
    TELLING_WORDS,
    VICINITY,
    VICINITY_AFTER,
    WIDER_BEFORE,
    WITHIN,
)

__all__ = ["division_named", "kinds_named", "read_toponym", "readings_of"]

_PARTING = " ,:(/–—-"
_DASH = re.compile(r" [-–—] ")
_ABBREVIATED = re.compile(r"^([гмпс]|смт|пгт)\.(?=[^\W\d])")  # "м.Київ": a town, in short and without a blank
_WIDE_KM = 45.0  # beyond the town itself: how far its countryside reaches, or the front that is called after it


@lru_cache(maxsize=1 << 14)  # each toponym is read two or three times for its answer
def read_toponym(toponym: str) -> tuple[Reading, ...]:
    """Return the readings of a toponym; in the first one the whole text is a name.

    >>> [reading] = read_toponym("20 km south of Gao")[1:]
    >>> reading.name, reading.relation, reading.km, reading.bearing
    ('Gao', 'near', 20.0, 180)
    >>> read_toponym("between Boni and Hombori")[1].other
    'Hombori'
    >>> read_toponym("Kidal") == (Reading("Kidal"),)
    True
    """
    text = _ABBREVIATED.sub(r"\1. ", " ".join(toponym.split()))
    if not any(sign in text for sign in _PARTING):
        return (Reading(text),)
    in_full = [reading for full in spelt_out(text) for reading in (Reading(full), *readings_of(full))]
    return (Reading(text), *readings_of(text), *in_full)


def readings_of(text: str) -> list[Reading]:
    """Return the readings of a toponym of several words that is more than a name; `text` has single spaces.

    >>> [reading.name for reading in readings_of("the river near Gao")]
    ['river near Gao', 'Gao']
    """
    article = ARTICLE.match(text)
    bare = article["name"] if article else text
    telling = any(
        word in _TELLING_WORDS or word.isdigit() for word in _WORDS.findall(normal_form(ELISION.sub(" ", text)))
    )
    for read in (*_PARTED, *(_DESCRIBED if telling else ()), compound):
        found = read(text) or read(bare)
        if found:
            return [Reading(bare), *found] if article else found
    return [Reading(bare)] if article else []


def division_named(reading: Reading) -> Kind | None:
    """Return the kind of division in the words or in the name itself: "Lagos state" may be a name.

    >>> division_named(Reading("Lagos state")).name, division_named(Reading("Lagos"))
    ('region', None)
    """
    return next((kind for kind in kinds_named(reading) if kind.is_division), None)


def kinds_named(reading: Reading) -> list[Kind]:
    """Return the kinds of place in the words or in the name itself.

    >>> [kind.name for kind in kinds_named(Reading("Lake Chad"))]
    ['lake']
    """
    return [said.kind for said in (reading, *read_toponym(reading.name)[1:]) if said.kind]


def _named(name: str) -> list[Reading]:
    """Return the readings of a name that may have describing words of its own."""
    return [Reading(name), *readings_of(name)]


def _bracketed(text: str) -> list[Reading]:
    """Read "X (Y)", "X, Y, Z", "X (Y), Z" and "X (Y) in Z" as X in Y (in Z), whatever X is, unless Y is "A and B"."""
    text = SIDE_IN_BRACKETS.sub(r"\g<area> \g<side>", text)  # "Shan (North)" is Myanmar's North Shan
    match = WITHIN.match(text) or WITHIN.match(BRACKETS.sub(r", \g<inside>, ", text).rstrip(", "))
    if not match or (AND_OR.search(match["within"]) and readings_of(match["within"])):
        return []
    name, area = match["name"], _parted_area(match["within"])
    kind = KINDS.get(normal_form(area))
    if kind:  # "Khartoum (capital)", but "Bol, Lac" lies in a region of Chad
        of_area = [] if area.islower() else [Reading(name, within=area)]
        return [*of_area, Reading(name, relation=kind.relation, kind=kind)]
    return [replace(reading, within=area) for reading in _named(name)]


def _parted_area(area: str) -> str:
    """Return "Mariga LGA of Niger State" as "Mariga LGA, Niger State", and "Rio - RJ" as "Rio, RJ"."""
    parted = _DASH.sub(", ", area)
    if parted != area:
        return parted
    match = DIVISION_IN.match(area)
    if not match or normal_form(match["name"]) in KINDS:  # "zone de santé de Beni"
        return area
    is_division = any(said.kind and said.kind.is_division for said in of_kind(match["name"]))
    return f"{match['name']}, {match['within']}" if is_division else area


def _wider_before(text: str) -> list[Reading]:
    """Read "Y: X" as X in Y, and "Location: X" as X."""
    match = WIDER_BEFORE.match(text)
    if not match:
        return []
    named, area = _named(match["name"]), match["within"]
    if noun_of(area):
        return named
    return [replace(reading, within=f"{reading.within}, {area}" if reading.within else area) for reading in named]


def _offset_after(text: str) -> list[Reading]:
    """Read "X, 25 km west of Y" as X, near Y, and else as 25 km west of Y."""
    match = OFFSET_AFTER.match(text)
    offset = at_distance(match["offset"]) if match else []
    if not match or not offset:
        return []
    name = ARTICLE.sub(r"\g<name>", match["name"])
    if normal_form(name) in KINDS or normal_form(name) == normal_form(offset[0].name):
        return offset
    return [*(replace(reading, within=offset[0].name, beside=True) for reading in _named(name)), *offset]


def _near_after(text: str) -> list[Reading]:
    """Read "X, near Y" as X, near Y, and else as near Y; where X is a division, as near Y in X, and else as X."""
    match = WITHIN.match(text)
    near = VICINITY.match(match["within"]) if match else None
    if not match or not near:
        return []
    named = _named(match["name"])
    beside = with_kind(near["name"], Reading("", relation="near"))
    if any(reading.kind and reading.kind.is_division for reading in named):
        return [replace(beside, within=match["name"]), *named]
    return [*(replace(reading, within=beside.name, beside=True) for reading in named), beside]


def _inside(text: str) -> list[Reading]:
    """Read "X in Y" and "the town of X in Y" as X in Y, and "a camp in Y" as a camp that Y stands in for."""
    match = INSIDE.match(text)
    if not match:
        return []
    named = of_kind(match["what"])
    kind = last_kind(match["what"].split())
    if named and kind is None:
        there = [replace(reading, within=match["name"]) for reading in named]
        return stood_in(named, match["what"], match["name"]) or there
    if kind:
        inside = with_kind(match["name"], Reading("", kind=kind, inside=True))
        return [*division_in(match["what"], match["name"]), inside]
    return [with_kind(text, Reading(""))] if NAME_IN.match(text) else []


def _somewhere(text: str) -> list[Reading]:
    """Read "unknown location in X" as in X."""
    match = first_match(SOMEWHERE, text)
    return [with_kind(match["name"], Reading("", relation="in")), *readings_of(match["name"])] if match else []


def _vicinity(text: str) -> list[Reading]:
    match = VICINITY.match(text) or VICINITY_AFTER.match(text) or FEATURE_NEAR.match(text)
    if not match:
        return []
    is_wide = FAR_AROUND.search(text[: match.start("name")] + text[match.end("name") :])
    near = with_kind(match["name"], Reading("", relation="near", km=_WIDE_KM if is_wide else None))
    what = match.groupdict().get("kind")
    if what is None:
        return [near]
    named = of_kind(what)
    if named and named[0].names_settlement and not noun_of(what) and named[0].name[:1].isupper():
        beside = (replace(reading, within=near.name, beside=True) for reading in (Reading(what), *named))
        return [*beside, *[near] * (not is_wide)]  # the countryside of a town may be that of its region
    return [near] if named or normal_form(what) in KINDS or ROAD.match(what) else []


# fmt: off
_PARTED: tuple[Callable[[str], list[Reading]], ...] = (
    _wider_before, _offset_after, bracketed_offset, road_mark, numbered, _somewhere, _near_after, facility,
    _bracketed,
)
_DESCRIBED: tuple[Callable[[str], list[Reading]], ...] = (
    between, road, part, at_distance, _vicinity, _inside, of_kind, side_after,
)
# fmt: on
_WORDS = re.compile(r"\d+|[^\W\d]+")
# A toponym without any of these words (in normal form) is only a name; most toponyms are, and skip the patterns.
_TELLING_WORDS = TELLING_WORDS.union(*map(str.split, (*KINDS, *BEARINGS)))
