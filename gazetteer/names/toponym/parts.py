"""Words for a part of a town or area, or for a thing in it: "central X", "X North", "X hospital, Y"."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.model import Relation
from gazetteer.names.compounds import is_affix
from gazetteer.names.kinds import KINDS
from gazetteer.names.normalise import normal_form
from gazetteer.names.reading import Reading
from gazetteer.names.toponym.distances import first_match
from gazetteer.names.toponym.kind_words import of_kind, with_kind
from gazetteer.names.toponym.wordings import CENTRE, COMPOUND, NUMBERED, PART, SIDE_AFTER, WITHIN

__all__ = ["compound", "facility", "numbered", "part", "side_after", "stood_in"]


def part(text: str) -> list[Reading]:
    """Read "central X" as the middle of a town or area, "northern X" as a part of an area, or of a town.

    >>> [reading.name for reading in part("central Gao")]
    ['Gao']
    """
    match = first_match(CENTRE, text)
    if match:
        return [with_kind(match["name"], Reading("", of_area=True))]
    match = first_match(PART, text)
    if not match:
        return []
    # "northern Mali" is a part of Mali, but "the northern town of Kidal" is the town, and "West Kordofan State" a
    # state, if there is one of the name.
    whole = [reading for reading in of_kind(text) if reading.kind and reading.kind.is_division]
    of_town = Reading(match["name"], relation="in", part=True)
    return [*whole, Reading(match["name"], relation="in", vague=True), *(of_kind(match["name"]) or [of_town])]


def side_after(text: str) -> list[Reading]:
    """Read "X North" as a part of the town of X.

    >>> [(reading.name, reading.relation) for reading in side_after("Bunia North")]
    [('Bunia', 'in')]
    """
    match = SIDE_AFTER.match(text)
    return [Reading(match["name"], relation="in", part=True)] if match else []


def compound(text: str) -> list[Reading]:
    """Read "X-Y" as a part of X, such as a quarter, and "X 2" as a second hamlet near it.

    >>> [(reading.name, reading.relation) for reading in compound("Léré 2")]
    [('Léré', 'near')]
    """
    match = COMPOUND.match(text)
    if not match:
        return []
    if text[match.end("name")] != "-":
        return [Reading(match["name"], relation="near", part=True)]
    is_joined = not any(map(is_affix, normal_form(text[match.end("name") :]).split()))
    return [Reading(match["name"], relation="in", part=True, joined=is_joined)]


def numbered(text: str) -> list[Reading]:
    """Read "Kebele 04, Gondar" and "Ward 5 of Borama" as a part of the town.

    >>> [reading.name for reading in numbered("Ward 5 of Borama")]
    ['Borama']
    """
    match = NUMBERED.match(text)
    if not match or normal_form(match["kind"]) not in KINDS:
        return []
    return [Reading(match["name"], relation="in")]


def facility(text: str) -> list[Reading]:
    """Read "Saudi Hospital, El Fasher" and "Kibera slum, Nairobi" as a thing that the town stands in for.

    >>> [reading.name for reading in facility("Saudi Hospital, El Fasher")]
    ['Saudi Hospital', 'Saudi', 'El Fasher']
    """
    match = WITHIN.match(text)
    return stood_in(of_kind(match["name"]), match["name"], match["within"]) if match else []


def stood_in(named: list[Reading], name: str, town: str) -> list[Reading]:
    """Return the readings of a building, quarter or camp in a town, if the words say so; the town comes last.

    >>> [reading.name for reading in stood_in(of_kind("Kibera slum"), "Kibera slum", "Nairobi")]
    ['Kibera slum', 'Kibera', 'Nairobi']
    """
    kind = named[0].kind if named else None
    if kind is None or kind.name not in ("facility", "quarter", "camp", "base"):
        return []
    there = [replace(reading, within=town) for reading in (Reading(name), *named)]
    relation: Relation = "near" if kind.name in ("camp", "base") else "at"  # camps lie beside their towns
    return [*there, Reading(town, relation=relation, kind=replace(kind, of_towns=True), inside=True)]
