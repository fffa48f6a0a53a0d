"""Toponyms that name several places ("Gao and Kidal", "Kyiv/Kiev", "between X and Y"), and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.answer import SETTLEMENT_KM
from gazetteer.areas.stated import Stated
from gazetteer.countries import country_or_blank
from gazetteer.divisions import divisions_called
from gazetteer.geodesy import NEAR_KM, great_circle_km
from gazetteer.model import Place, Query, Resolution, Status
from gazetteer.names.kinds import KINDS
from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.toponym import division_named, read_toponym
from gazetteer.names.toponym.wordings import AND_OR, SEVERAL
from gazetteer.words import Message

__all__ = ["answer_between", "answer_both", "answer_several", "is_one_area", "may_be_listed", "names_in", "wider_first"]


def names_in(toponym: str) -> list[str]:
    """Return the names in a toponym, whatever separates them; a single name is returned alone.

    A comma separates names only in a list: "Ansongo, Gao" and "Gao, Mali" are a place in another, as with brackets.

    >>> names_in("Ansongo, Gao and Kidal"), names_in("Gao, Mali")
    (['Ansongo', 'Gao', 'Kidal'], ['Gao, Mali'])
    """
    if "(" in toponym:
        return [toponym]
    names = [name for name in SEVERAL.split(toponym.strip()) if name]
    parts = [part.strip() for name in names for part in name.split(",")]
    is_list = len(names) > 1 or len(parts) > 2
    return parts if is_list and all(parts) and not any(map(country_or_blank, parts)) else names


def is_one_area(within: str, country: str) -> bool:
    """Say whether words name one area: "Jammu and Kashmir" and "Mopti, Mali" do, "Gao and Kidal" and "Gao, Kidal" not.

    Of an area in another one the words say so ("North Gojjam Zone, Amhara"), or only the wider one is a first-level
    division ("Argelia, Cauca"), or both are the same one ("Rakhine, Arakan"). A word for a kind is one where a division
    is called so: Lac in Chad. `country` is a code, or "".

    >>> [is_one_area(within, "IN") for within in ("Jammu and Kashmir", "Gao and Kidal", "Gao, Kidal", "")]
    [True, False, False, True]
    >>> [is_one_area(within, "BD") for within in ("Ukhia upazila, Cox's Bazar", "Ukhia, Cox's Bazar")]
    [True, False]
    """
    if not within:  # most names
        return True
    area, _, above = within.partition(",")
    above = above.strip()
    own = divisions_called(area, country)
    if not own and normal_form(area) in KINDS:
        return False
    if AND_OR.search(area) and not (own or country_or_blank(area)):
        return False
    if not above or country_or_blank(above):
        return True
    wider = divisions_called(above.partition(",")[0], country)
    is_lower = Stated.of(area).form != normal_form(area)
    return is_one_area(above, country) and bool(is_lower or own & wider or (wider and not own))


def may_be_listed(within: str) -> bool:
    """Say whether an apparent area may be the rest of a list: "Bourem, Gao" in "Ansongo, Bourem, Gao".

    >>> may_be_listed("Bourem, Gao"), may_be_listed("Bourem cercle, Gao"), may_be_listed("Gao, Mali")
    (True, False, False)
    """
    area, _, above = within.partition(",")
    return bool(above) and Stated.of(area).form == normal_form(area) and not country_or_blank(above)


def wider_first(readings: Sequence[Reading], country: str) -> list[Reading]:
    """Return readings of "Ukraine, Kharkiv" and "Tigray region (Mekelle)" with the wider area last, as is usual.

    "Idlib, Binnish" is read so too, as a town in a division, unless the second name is a division of the country.

    >>> [reading.name for reading in wider_first(read_toponym("Tigray region (Adi Daero town)"), "ET")]
    ['Adi Daero town', 'Adi Daero']
    """
    return [
        replace(narrower, within=reading.name)
        for reading in readings
        if reading.within and not reading.beside and _is_wider(reading, country)
        for narrower in read_toponym(reading.within)
        if narrower.relation != "between" and not narrower.within
    ]


def _is_wider(reading: Reading, country: str) -> bool:
    """Say whether a place is wider than the area it is said to be in: a country, or a division if the area is none."""
    name, within = reading.name, reading.within
    is_thing = reading.kind is not None and not reading.kind.is_division  # a port called Sudan is no country
    if is_thing or noun_of(within) or country_or_blank(within):
        return False
    if country_or_blank(name):
        return True
    is_bare = reading.kind is None and not divisions_called(within, country)
    return (_is_wide(name) or (is_bare and bool(divisions_called(name, country)))) and not _is_wide(within)


def _is_wide(name: str) -> bool:
    """Say whether a name means a country, or a first-level division with a word that says so."""
    if country_or_blank(name):
        return True
    kind = division_named(Reading(name))
    return kind is not None and kind.covers("A.ADM1") and bool(divisions_called(name))


def answer_between(query: Query, ends: tuple[Resolution, Resolution]) -> Resolution:
    """Answer "between X and Y" from the answers for X and Y: a line, so precision 5, with half its length as radius."""
    open_ends = [end for end in ends if end.place is None] or ends  # an end that is known has no rivals to choose from
    candidates = tuple(candidate for end in open_ends for candidate in end.candidates[:3])
    first, second = ends[0].place, ends[1].place
    confidence = round(ends[0].confidence * ends[1].confidence, 4)
    if first is None or second is None:
        status: Status = "not_found" if any(end.status == "not_found" for end in ends) else "ambiguous"
        message = Message("between-unclear", names=tuple(end.query.name for end in open_ends))
        return Resolution(query, status, None, confidence, message, candidates, "between")
    between = _half_way(first, second, "between", f"between {first.name} and {second.name}")
    if between is None:
        message = Message("between-no-points", first=first.name, second=second.name)
        return Resolution(query, "ambiguous", None, confidence, message, candidates, "between")
    place, km = between
    message = Message("between", km=round(km), first=first.name, second=second.name)
    return _at_the_point_of(place, Resolution(query, "resolved", place, confidence, message, candidates, "between", 5))


def _half_way(first: Place, second: Place, kind: str, name: str) -> tuple[Place, float] | None:
    """Return the circle through two places, and the kilometres between them; None if one has no point."""
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        return None
    km = great_circle_km(first.latitude, first.longitude, second.latitude, second.longitude)
    place = Place(
        place_id=f"{kind}:{first.place_id}+{second.place_id}",
        name=name,
        latitude=round((first.latitude + second.latitude) / 2, 5),
        longitude=round((first.longitude + second.longitude) / 2, 5),
        country=first.country if first.country == second.country else "",
        admin1=first.admin1 if first.admin1 == second.admin1 else "",
        feature_class="R",
        radius_km=round(km / 2, 1),
        source=f"derived from {first.name} ({first.source}) and {second.name} ({second.source})",
    )
    return place, km


def _at_the_point_of(place: Place, answer: Resolution) -> Resolution:
    return replace(answer, radius_km=place.radius_km, longitude=place.longitude, latitude=place.latitude)


def answer_several(query: Query, answers: Sequence[Resolution]) -> Resolution:
    """Answer a query of several resolved names: one place under all of them, or a choice for the user."""
    if all(_is_one_place(answers[0], answer) for answer in answers[1:]):
        return replace(answers[0], query=query)
    if len(answers) == 2 and (both := answer_both(query, answers[0], answers[1])):
        return both
    candidates = tuple(dict.fromkeys(answer.candidates[0] for answer in answers if answer.candidates))
    message = Message("several-named", names=tuple(answer.place.name for answer in answers if answer.place))
    return Resolution(query, "ambiguous", message=message, candidates=candidates)


def answer_both(query: Query, one: Resolution, other: Resolution) -> Resolution | None:
    """Answer a query of two settlements side by side with the circle around both; None for any other places."""
    first, second = one.place, other.place
    if first is None or second is None or not (first.feature_class == second.feature_class == "P"):
        return None
    both = _half_way(first, second, "both", f"{first.name} and {second.name}")
    if both is None or both[1] > NEAR_KM or first.country != second.country:
        return None
    place, km = both[0]._replace(radius_km=round(both[1] / 2 + SETTLEMENT_KM, 1)), both[1]
    message = Message("both-named", km=round(km), first=first.name, second=second.name)
    confidence = round(one.confidence * other.confidence, 4)
    candidates = (*one.candidates[:1], *other.candidates[:1])
    return _at_the_point_of(place, Resolution(query, "resolved", place, confidence, message, candidates, "in", 2))


def _is_one_place(one: Resolution, other: Resolution) -> bool:
    if one.place == other.place:
        return True
    if one.place is None or other.place is None or one.place.latitude is None:
        return False
    return one.place[2:4] == other.place[2:4]
