"""Merge the entries of one place, from several sources or twice in one, into one candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import floor

from gazetteer.features import log_prior
from gazetteer.geodesy import great_circle_km
from gazetteer.index.index import PlaceRow
from gazetteer.index.keys import parent_form
from gazetteer.index.match import FUZZY, Match
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["pooled"]

_ONE_PLACE_KM = 10.0
"""Settlements or divisions of one name nearer than this are one place: sources put its point kilometres apart."""
_DEGREES = 0.1
_APART = 1.0  # degrees of longitude: over 10 km as far as 84 degrees from the equator
_OUTLINES, _LISTS = "areas", ("geonames", "wof", "gns", "osm", "towns")
_ONE_DIVISION_KM = 50.0  # sources say of a division where its middle is, or its seat


def pooled(matches: Sequence[Match]) -> list[Match]:
    """Return the candidates with the entries of each place merged into the entry of the first source.

    Of several entries of one source, the one with that main name is kept, and the largest of those: a quarter may list
    its town's name among its own. The merged candidate has the best spelling, importance and divisions of its entries.

    >>> pooled([])
    []
    """
    if len(matches) == 1:
        return [*matches]
    kept: list[Match] = []
    # Where in `kept` the places of a country and a band of latitudes are, or its divisions of a level.
    beside: dict[tuple[str, int | str], list[int]] = {}
    for match in matches:
        row = match.row
        if row.latitude is None or match.spelling == FUZZY:
            kept.append(match)
            continue
        band = floor(row.latitude / _DEGREES)
        is_division = row.feature.startswith("A.ADM")
        sides: tuple[int | str, ...] = (row.feature,) if is_division else (band, band - 1, band + 1)
        for at in (at for side in sides for at in beside.get((row.country, side), ())):
            if _is_one_division(match, kept[at]) if is_division else _is_one(row, kept[at].row):
                kept[at] = _joined(kept[at], match)
                break
        else:
            beside.setdefault((row.country, sides[0]), []).append(len(kept))
            kept.append(match)
    return kept


def _is_one_division(a: Match, b: Match) -> bool:
    """Say whether two entries of one name, country and level are one division.

    First-level divisions of one name are the same if they are from two sources, however far apart their points are; one
    source may have two (Kyiv and its region). Lower divisions are the same if they share the main name and may be in
    the same first-level division.
    """
    if a.order == b.order:
        return _is_one(a.row, b.row)
    [one], [other] = a.source.places([a.row.number]), b.source.places([b.row.number])
    above = [spelling_key(parent_form(place.admin1)) for place in (one, other)]
    is_above = above[0] == above[1] != ""
    if a.row.feature == "A.ADM1":
        return is_above
    if (all(above) and not is_above) or normal_form(one.name) != normal_form(other.name):
        return False
    return _is_one(a.row, b.row, km=max(_ONE_DIVISION_KM, one.radius_km or 0.0, other.radius_km or 0.0))


def _is_one(a: PlaceRow, b: PlaceRow, *, km: float = _ONE_PLACE_KM) -> bool:
    """Say whether two entries of one name and country are one place."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return False
    if _APART < abs(a.longitude - b.longitude) < 360 - _APART:  # true for most pairs, and cheaper than kilometres
        return False
    is_one_kind = a.feature[:2] == b.feature[:2] == "P." or (a.feature == b.feature and a.feature.startswith("A.ADM"))
    return is_one_kind and great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude) <= km


def _joined(first: Match, other: Match) -> Match:
    knows_reach = other.source.family == _OUTLINES and first.source.family in _LISTS
    if knows_reach or (first.order == other.order and _by_name_and_size(other) < _by_name_and_size(first)):
        first, other = other, first
    one, two = first.row, other.row
    spelt = max(first.score - one.prior, other.score - two.prior)
    feature = max(one.feature, two.feature, key=lambda feature: _kind_and_size(feature, 0))
    population = max(one.population, two.population)
    described = max(row.prior - _kind_and_size(row.feature, row.population) for row in (one, two))
    prior = _kind_and_size(feature, population) + described
    row = one._replace(prior=prior, feature=feature, parents=_all_parents(one, two), population=population)
    return first._replace(score=spelt + prior, spelling=min(first.spelling, other.spelling), row=row)


def _by_name_and_size(match: Match) -> tuple[int, int]:
    return match.spelling, -match.row.population


def _all_parents(one: PlaceRow, two: PlaceRow) -> str:
    """Return the divisions of both entries; a name that occurs twice in one entry is kept twice.

    The cercle of Kayes lies in the region of Kayes.
    """
    if one.parents == two.parents:
        return one.parents
    lines = one.parents.splitlines()
    more = Counter(two.parents.splitlines()) - Counter(lines)
    return "\n".join([*lines, *more.elements()])


def _kind_and_size(feature: str, population: int) -> float:
    kind, _, code = feature.partition(".")
    return log_prior(kind, code, population)
