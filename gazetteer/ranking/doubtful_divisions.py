"""Recognise divisions and other places that have a name only as a secondary one, and are not meant by it."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.divisions import Division, divisions_called, divisions_with, is_called
from gazetteer.geodesy import great_circle_km
from gazetteer.index.index import PlaceRow
from gazetteer.index.match import ALTERNATE, FUZZY, MAIN, Match
from gazetteer.names.kinds import Kind
from gazetteer.names.normalise import normal_form, spelling_key
from gazetteer.names.reading import Reading
from gazetteer.names.toponym import kinds_named

__all__ = ["is_of_several", "is_other_division", "is_other_kind", "without_other_kinds"]

_BEGINNING = 5  # letters
_SEAT_KM = 50.0  # from the middle of a division


def is_other_division(match: Match, divisions: frozenset[Division]) -> bool:
    """Say whether a first-level division is not one asked for, though a source has their name as its other one.

    Lists do that to neighbours: Who's On First's calls Centre-Ouest "Centre-Est" too.
    """
    if not _is_called_so(match):
        return False
    [place] = match.source.places([match.row.number])
    own = divisions_called(place.name, place.country)
    return bool(own) and not own & divisions


def is_of_several(name: str, match: Match) -> bool:
    """Say whether several divisions have this name with another word: "Nile" does not mean East Nile or River Nile."""
    return _is_called_so(match) and len(divisions_with(name, match.row.country)) > 1


def is_other_kind(kind: Kind, match: Match, name: str) -> bool:
    """Say whether a match is another kind of place, to which a list gives the name of a division, lake or forest too.

    Who's On First's calls the town of Siversk "Bakhmut raion" too, and a district at its shore "Lake Chad". A place
    mainly called by such a word has other names with it, and Holosiyiv is the centre of Holosiyivskyi district. Nor is
    a town of nearly the name it: "Pokrovskyi district" is not the town of Prymorskyi.
    """
    is_kind = kind.covers(match.row.feature) or (kind.is_division and match.row.feature.startswith("A."))
    if match.spelling not in (ALTERNATE, FUZZY) or is_kind or match.source.family in ("user", "shipped"):
        return False
    [place] = match.source.places([match.row.number])
    beginnings = {spelling_key(normal_form(each))[:_BEGINNING] for each in (name, place.name)}
    return len(beginnings) > 1 and kind not in kinds_named(Reading(place.name))


def without_other_kinds(kind: Kind, matches: list[Match]) -> list[Match]:
    """Return the candidates for a kind of division without the first-level divisions of another kind.

    The cercle of Gao is not the region of Gao, nor is "Georgia state" the country if a division has the name. A word
    for first-level divisions is used loosely if no division of the name has it ("the governorate of Gao"), as is one
    for lower divisions ("province") if nothing else has the name. A town can stand in for a division only if it lies in
    it: Oyo, also called Ojo, does not stand in for a district of Ojo.
    """
    known = [match for match in matches if kind.covers(match.row.feature) and match.spelling <= ALTERNATE]
    if known:
        matches = [match for match in matches if not match.row.feature.startswith("P.") or _is_seat(match, known)]
    kept = [match for match in matches if match.row.feature != "A.ADM1" or is_called(kind.name, match.row.country)]
    is_loose = kind.features == ("A.ADM1",) or not any(match.spelling <= ALTERNATE for match in kept)
    if is_loose and kind.covers("A.ADM1") and not any(match.row.feature == "A.ADM1" for match in kept):
        return matches
    if any(match.row.feature == "A.ADM1" and match.spelling <= ALTERNATE for match in kept):
        kept = [match for match in kept if not match.row.feature.startswith("A.PCL")]
    return kept


def _is_seat(town: Match, divisions: Sequence[Match]) -> bool:
    """Say whether a town lies in or by one of the divisions."""
    return any(
        town.row.country == one.row.country
        and ({*one.row.parents.splitlines()} <= {*town.row.parents.splitlines()} or _is_near(town.row, one.row))
        for one in divisions
    )


def _is_near(one: PlaceRow, other: PlaceRow) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return True  # the location of the division is unknown
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= _SEAT_KM


def _is_called_so(match: Match) -> bool:
    return match.row.feature == "A.ADM1" and match.spelling != MAIN
