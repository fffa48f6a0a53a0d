"""Divisions that bear a name only as another one, and are not meant by it."""

from __future__ import annotations

from gazetteer.divisions import Division, divisions_called, divisions_with, is_called
from gazetteer.index.match import ALTERNATE, MAIN, Match
from gazetteer.names.kinds import Kind

__all__ = ["is_of_several", "is_other_division", "without_other_kinds"]


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


def without_other_kinds(kind: Kind, matches: list[Match]) -> list[Match]:
    """Return the candidates for a kind of division without the first-level divisions of another kind.

    The cercle of Gao is not the region of Gao. Nor is "Georgia state" the country, where a division has the name. A
    word for first-level divisions is said loosely where none of the name goes by it: "the governorate of Gao"; one for
    lower ones too ("province"), if nothing else has the name.
    """
    kept = [match for match in matches if match.row.feature != "A.ADM1" or is_called(kind.name, match.row.country)]
    is_loose = kind.features == ("A.ADM1",) or not any(match.spelling <= ALTERNATE for match in kept)
    if is_loose and kind.covers("A.ADM1") and not any(match.row.feature == "A.ADM1" for match in kept):
        return matches
    if any(match.row.feature == "A.ADM1" and match.spelling <= ALTERNATE for match in kept):
        kept = [match for match in kept if not match.row.feature.startswith("A.PCL")]
    return kept


def _is_called_so(match: Match) -> bool:
    return match.row.feature == "A.ADM1" and match.spelling != MAIN
