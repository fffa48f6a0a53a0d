"""Divisions, and what lies in them, that bear a name only as another one, and are not meant by it."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.divisions import Division, divisions_called, divisions_with, is_called
from gazetteer.geodesy import great_circle_km
from gazetteer.index.index import PlaceRow
from gazetteer.index.match import ALTERNATE, MAIN, Match
from gazetteer.names.kinds import Kind
from gazetteer.names.normalise import normal_form, spelling_key
from gazetteer.names.reading import Reading
from gazetteer.names.toponym import kinds_named

__all__ = ["is_of_several", "is_other_division", "is_other_kind", "without_other_kinds"]

_BEGINNING = 5  # letters
_SEAT_KM = 50.0  # from the middle of a division


def is_other_division(match: Match, divisions: frozenset[Division]) -> bool:
    """Say whether a first-level division is none of those asked for, though a source gives it their name as another.

    Lists do that to neighbours: Who's On First's calls Centre-Ouest "Centre-Est" too.
    """
    if not _is_called_so(match):
        return False
    [place] = match.source.places([match.row.number])
    own = divisions_called(place.name, place.country)
    return bool(own) and not own & divisions


def is_of_several(name: str, match: Match) -> bool:
    """Say whether a name is of several divisions with another word: "East Nile" is no part of "Nile" for River Nile."""
    return _is_called_so(match) and len(divisions_with(name, match.row.country)) > 1


def is_other_kind(kind: Kind, match: Match, name: str) -> bool:
    """Say whether the name of a division, lake or forest is that of something else, to which a list gives it too.

    Who's On First's calls the town of Siversk "Bakhmut raion" too, and a district at its shore "Lake Chad". What is
    mainly called by such a word has other names with it, and Holosiyiv is at the heart of Holosiyivskyi district.
    """
    is_kind = kind.covers(match.row.feature) or (kind.is_division and match.row.feature.startswith("A."))
    if match.spelling != ALTERNATE or is_kind or match.source.family in ("user", "shipped"):
        return False
    [place] = match.source.places([match.row.number])
    beginnings = {spelling_key(normal_form(each))[:_BEGINNING] for each in (name, place.name)}
    return len(beginnings) > 1 and kind not in kinds_named(Reading(place.name))


def without_other_kinds(kind: Kind, matches: list[Match]) -> list[Match]:
    """Return the candidates for a kind of division without the first-level divisions of another kind.

    The cercle of Gao is not the region of Gao. Nor is "Georgia state" the country, where a division has the name. A
    word for first-level divisions is said loosely where none of the name goes by it: "the governorate of Gao"; one for
    lower ones too ("province"), if nothing else has the name. Of towns only those in such divisions can stand in for
    them: Oyo, which is called Ojo too, for no district of Ojo.
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
        return True  # where the division lies is not known
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= _SEAT_KM


def _is_called_so(match: Match) -> bool:
    return match.row.feature == "A.ADM1" and match.spelling != MAIN
