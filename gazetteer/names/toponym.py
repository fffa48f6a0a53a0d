"""Parse toponyms as reports word them: "20 km south of Gao", "between X and Y", "Kidal region".

`read_toponym` separates the names from the words that describe, and says what these mean for relation, kind of
feature, distance and direction. English, French, Spanish and Portuguese. A toponym can have several readings, since a
hyphen may belong to a name or join the ends of a road; the simplest comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from gazetteer.model import Relation
from gazetteer.names.compounds import is_affix
from gazetteer.names.kinds import KINDS, Kind, without_adjectives
from gazetteer.names.normalise import ELISION, normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.short_words import spelt_out
from gazetteer.names.wordings import (
    AND_OR,
    ARTICLE,
    BEARINGS,
    BESIDE,
    BETWEEN,
    BRACKETED_OFFSET,
    BRACKETS,
    CENTRE,
    COMPOUND,
    DIVISION_IN,
    FAR_AROUND,
    FEATURE_NEAR,
    INSIDE,
    JOINING,
    KM_PER_MILE,
    NAME_IN,
    NUMBERED,
    OF,
    OFFSET,
    OFFSET_AFTER,
    PART,
    ROAD,
    ROAD_AFTER,
    ROAD_BEFORE,
    ROAD_MARK,
    SEPARATORS,
    SETTLED,
    SIDE_AFTER,
    SOMEWHERE,
    TELLING_WORDS,
    TENS,
    VICINITY,
    VICINITY_AFTER,
    WIDER_BEFORE,
    WITHIN,
)

__all__ = ["division_named", "kinds_named", "read_toponym", "readings_of"]

_PARTING = " ,:(/–—-"
_MOST_HYPHENS, _MOST_ADJECTIVES = 6, 3
_WIDE_KM = 45.0  # beyond the town itself: how far its countryside reaches, or the front that is called after it


@lru_cache(maxsize=1 << 14)  # whoever answers a toponym reads it two or three times
def read_toponym(toponym: str) -> tuple[Reading, ...]:
    """Return the readings of a toponym; in the first the whole of it is a name.

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
    for read in (*_PARTED, *(_DESCRIBED if telling else ()), _compound):
        found = read(text) or read(bare)
        if found:
            return [Reading(bare), *found] if article else found
    return [Reading(bare)] if article else []


def division_named(reading: Reading) -> Kind | None:
    """Return the kind of division that the words name, or the name itself: "Lagos state" may be all of a name.

    >>> division_named(Reading("Lagos state")).name, division_named(Reading("Lagos"))
    ('region', None)
    """
    return next((kind for kind in kinds_named(reading) if kind.is_division), None)


def kinds_named(reading: Reading) -> list[Kind]:
    """Return the kinds that the words name, or the name itself.

    >>> [kind.name for kind in kinds_named(Reading("Lake Chad"))]
    ['lake']
    """
    return [said.kind for said in (reading, *read_toponym(reading.name)[1:]) if said.kind]


def _named(name: str) -> list[Reading]:
    """Return the readings of a name that may have describing words of its own."""
    return [Reading(name), *readings_of(name)]


def _bracketed(text: str) -> list[Reading]:
    """Read "X (Y)", "X, Y", "X, Y, Z" and "X (Y), Z" as X in Y (in Z), whatever X is, unless Y is "between A and B"."""
    match = WITHIN.match(BRACKETS.sub(r", \g<inside>", text) if "," in text else text)
    if not match or (AND_OR.search(match["within"]) and readings_of(match["within"])):
        return []
    name, area = match["name"], _parted_area(match["within"])
    kind = KINDS.get(normal_form(area))
    if kind:  # "Khartoum (capital)"
        return [Reading(name, relation=kind.relation, kind=kind)]
    return [replace(reading, within=area) for reading in _named(name)]


def _parted_area(area: str) -> str:
    """Return "Mariga LGA of Niger State" as "Mariga LGA, Niger State"."""
    match = DIVISION_IN.match(area)
    is_division = match is not None and any(said.kind and said.kind.is_division for said in _of_kind(match["name"]))
    return f"{match['name']}, {match['within']}" if match and is_division else area


def _wider_before(text: str) -> list[Reading]:
    """Read "Y: X" as X in Y, and "Location: X" as X."""
    match = WIDER_BEFORE.match(text)
    if not match:
        return []
    named, area = _named(match["name"]), match["within"]
    if noun_of(area):
        return named
    return [replace(reading, within=f"{reading.within}, {area}" if reading.within else area) for reading in named]


def _bracketed_offset(text: str) -> list[Reading]:
    """Read "X (3 km south)" and "X, 3 km south of" as 3 km south of X."""
    match = BRACKETED_OFFSET.match(text)
    if not match:
        return []
    offset = re.sub(r" (?:of|from|de)$", "", match["offset"])
    return _at_distance(f"{offset} of {match['name']}") or _at_distance(f"{offset} de {match['name']}")


def _offset_after(text: str) -> list[Reading]:
    """Read "X, 25 km west of Y" as X, near Y, and else as 25 km west of Y."""
    match = OFFSET_AFTER.match(text)
    offset = _at_distance(match["offset"]) if match else []
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
    beside = _with_kind(near["name"], Reading("", relation="near"))
    if any(reading.kind and reading.kind.is_division for reading in named):
        return [replace(beside, within=match["name"]), *named]
    return [*(replace(reading, within=beside.name, beside=True) for reading in named), beside]


def _road_mark(text: str) -> list[Reading]:
    """Read "PK 12, Bangui" as 12 km from Bangui by road, and "km 12, Gao-Ansongo road" as on that road."""
    match = ROAD_MARK.match(text)
    near = [Reading(match["name"], relation="near", km=float(match["km"]))] if match else []
    return _road(match["name"]) or near if match else []


def _numbered(text: str) -> list[Reading]:
    """Read "Kebele 04, Gondar" and "Ward 5 of Borama" as a part of the town."""
    match = NUMBERED.match(text)
    return [Reading(match["name"], relation="in")] if match and normal_form(match["kind"]) in KINDS else []


def _facility(text: str) -> list[Reading]:
    """Read "Saudi Hospital, El Fasher" and "Kibera slum, Nairobi" as a thing that the town stands in for."""
    match = WITHIN.match(text)
    return _stood_in(_of_kind(match["name"]), match["name"], match["within"]) if match else []


def _inside(text: str) -> list[Reading]:
    """Read "X in Y" and "the town of X in Y" as X in Y, and "a camp in Y" as a camp that Y stands in for."""
    match = INSIDE.match(text)
    if not match:
        return []
    named = _of_kind(match["what"])
    kind = _last_kind(match["what"].split())
    if named and kind is None:
        there = [replace(reading, within=match["name"]) for reading in named]
        return _stood_in(named, match["what"], match["name"]) or there
    if kind:
        inside = _with_kind(match["name"], Reading("", kind=kind, inside=True))
        return [*_division_in(match["what"], match["name"]), inside]
    return [_with_kind(text, Reading(""))] if NAME_IN.match(text) else []


def _division_in(what: str, within: str) -> list[Reading]:
    """Read "Bannu district" in a wider area as the district, and "rural district" as nothing."""
    named = [] if noun_of(what) else _of_kind(what)
    if not (named and named[0].kind and named[0].kind.is_division):
        return []
    return [replace(reading, within=within) for reading in (Reading(what), *named)]


def _stood_in(named: list[Reading], name: str, town: str) -> list[Reading]:
    """Return readings of a building, quarter or camp in a town, where the words say that; the town comes last."""
    kind = named[0].kind if named else None
    if kind is None or kind.name not in ("facility", "quarter", "camp", "base"):
        return []
    there = [replace(reading, within=town) for reading in (Reading(name), *named)]
    relation: Relation = "near" if kind.name in ("camp", "base") else "at"  # camps lie beside their towns
    return [*there, Reading(town, relation=relation, kind=replace(kind, of_towns=True), inside=True)]


def _compound(text: str) -> list[Reading]:
    """Read "X-Y" as a part of X, such as a quarter, and "X 2" as a second hamlet near it."""
    match = COMPOUND.match(text)
    if not match:
        return []
    if text[match.end("name")] != "-":
        return [Reading(match["name"], relation="near", part=True)]
    is_joined = not any(map(is_affix, normal_form(text[match.end("name") :]).split()))
    return [Reading(match["name"], relation="in", part=True, joined=is_joined)]


def _between(text: str) -> list[Reading]:
    for pattern in BETWEEN:
        match = pattern.match(text)
        on = match.groupdict().get("on") if match else None
        if match and (not on or noun_of(on) or any(map(ROAD.match, on.split()))):
            return [Reading(_core(match["a"]), _core(match["b"]), relation="between")]
    return []


def _road(text: str) -> list[Reading]:
    match = ROAD_AFTER.match(text) or ROAD_BEFORE.match(text)
    if not match:
        return []
    names = match["names"]
    hyphens = [at for at, char in enumerate(names) if char == "-"][:_MOST_HYPHENS]
    ends = SEPARATORS.split(names, maxsplit=1)
    splits = [(ends[0], ends[1])] if len(ends) == 2 else [(names[:at], names[at + 1 :]) for at in hyphens]
    roads = [Reading(a, b, relation="between") for a, b in splits if normal_form(a) and normal_form(b)]
    return roads or [Reading(names, relation="along")]


def _at_distance(text: str) -> list[Reading]:
    match = _first(OFFSET, text)
    if match:
        named = match.groupdict().get("dir")
        number = TENS.get(match["km"].lower()) or float(match["km"].replace(",", "."))
        km = number * (KM_PER_MILE if match["unit"].startswith("mi") else 1)
        return [_with_kind(match["name"], Reading("", relation="near", km=round(km, 1), bearing=_bearing(named)))]
    match = _first(BESIDE, text)
    if match:
        return [_with_kind(match["name"], Reading("", relation="near", bearing=_bearing(match["dir"]), of_area=True))]
    return []


def _part(text: str) -> list[Reading]:
    """Read "central X" as the middle of a town or area, "northern X" as a part of an area, or of a town."""
    match = _first(CENTRE, text)
    if match:
        return [_with_kind(match["name"], Reading("", of_area=True))]
    match = _first(PART, text)
    if not match:
        return []
    # "northern Mali" is a part of Mali, but "the northern town of Kidal" is the town, and "West Kordofan State" a
    # state, if there is one of the name.
    whole = [reading for reading in _of_kind(text) if reading.kind and reading.kind.is_division]
    of_town = Reading(match["name"], relation="in", part=True)
    return [*whole, Reading(match["name"], relation="in", vague=True), *(_of_kind(match["name"]) or [of_town])]


def _somewhere(text: str) -> list[Reading]:
    """Read "unknown location in X" as in X."""
    match = _first(SOMEWHERE, text)
    return [_with_kind(match["name"], Reading("", relation="in")), *readings_of(match["name"])] if match else []


def _vicinity(text: str) -> list[Reading]:
    match = VICINITY.match(text) or VICINITY_AFTER.match(text) or FEATURE_NEAR.match(text)
    if not match:
        return []
    is_wide = FAR_AROUND.search(text[: match.start("name")] + text[match.end("name") :])
    near = _with_kind(match["name"], Reading("", relation="near", km=_WIDE_KM if is_wide else None))
    what = match.groupdict().get("kind")
    if what is None:
        return [near]
    named = _of_kind(what)
    if named and named[0].names_settlement and not noun_of(what) and named[0].name[:1].isupper():
        beside = (replace(reading, within=near.name, beside=True) for reading in (Reading(what), *named))
        return [*beside, *[near] * (not is_wide)]  # the countryside of a town may be that of its region
    return [near] if named or normal_form(what) in KINDS or ROAD.match(what) else []


def _of_kind(text: str) -> list[Reading]:
    """Read "X town", "X-ville", "village of X", "région de X", "the northern town of X", "hôpital général de X"."""
    words = SETTLED.sub(r"\g<name> \g<kind>", text).split()
    for length in (3, 2, 1):
        kind = _kind_of(words[-length:])
        if kind and len(words) > length and normal_form(words[-length - 1]) not in JOINING:  # "région du Centre"
            named = dict.fromkeys(map(" ".join, (words[:-length], without_adjectives(words[:-length]))))
            return [Reading(name, relation=kind.relation, kind=kind) for name in named]
    for match in reversed([*OF.finditer(text)]):  # "mine d'or d'Inata"
        before = without_adjectives(text[: match.start()].split())
        for length in (2, 1):
            kind = _kind_of(before[-length:])
            if kind and len(before) - length <= _MOST_ADJECTIVES:
                rest = text[match.end() :]
                of_it = Reading(_core(rest) if OF.search(rest) else rest, relation=kind.relation, kind=kind)
                return [*(_division_in(" ".join(before), rest) if len(before) > length else ()), of_it]
    kind = _kind_of(words[:1]) if len(words) > 1 else None
    return [Reading(" ".join(words[1:]), relation=kind.relation, kind=kind)] if kind else []


def _kind_of(words: list[str]) -> Kind | None:
    return KINDS.get(normal_form(" ".join(words)))


def _side_after(text: str) -> list[Reading]:
    """Read "X North" as a part of the town of X."""
    match = SIDE_AFTER.match(text)
    return [Reading(match["name"], relation="in", part=True)] if match else []


def _last_kind(words: list[str]) -> Kind | None:
    """Return the kind that the last words name: of "the UN peacekeepers' camp" a base."""
    return next(filter(None, (_kind_of(words[-length:]) for length in (3, 2, 1))), None)


def _with_kind(name: str, reading: Reading) -> Reading:
    """Return the reading with this name and the kind that stands with it ("near the village of X")."""
    parted = NAME_IN.match(name)
    if parted:
        return replace(_with_kind(parted["name"], reading), within=parted["within"])
    article = ARTICLE.match(name)
    bare = article["name"] if article else name
    for inner in _of_kind(bare):
        relation = inner.relation if reading.relation == "at" else reading.relation
        return replace(reading, name=inner.name, kind=inner.kind, relation=relation)
    return replace(reading, name=bare)


def _core(name: str) -> str:
    core = _with_kind(name, Reading(""))
    return name if core.names_nature else core.name


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.match(text) for pattern in patterns)), None)


def _bearing(direction: str | None) -> float | None:
    return None if direction is None else BEARINGS[re.sub(r"[ .-]", "", direction.lower())]


# fmt: off
_PARTED: tuple[Callable[[str], list[Reading]], ...] = (
    _wider_before, _offset_after, _bracketed_offset, _road_mark, _numbered, _somewhere, _near_after, _facility,
    _bracketed,
)
_DESCRIBED: tuple[Callable[[str], list[Reading]], ...] = (
    _between, _road, _part, _at_distance, _vicinity, _inside, _of_kind, _side_after,
)
# fmt: on
_WORDS = re.compile(r"\d+|[^\W\d]+")
# A toponym without any of these words (in normal form) is only a name; most are, and skip the patterns.
_TELLING_WORDS = TELLING_WORDS.union(*map(str.split, (*KINDS, *BEARINGS)))
