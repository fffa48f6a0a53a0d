"""Entries of one place, in several sources or twice in one, made one candidate."""

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
"""Two settlements or divisions of one name that are nearer are one: sources put their points kilometres apart."""
_DEGREES = 0.1
_APART = 1.0  # degrees of longitude: over 10 km as far as 84 degrees from the equator
_OUTLINES, _LISTS = "areas", ("geonames", "wof", "gns", "osm", "towns")
_ONE_DIVISION_KM = 50.0  # sources say of a division where its middle is, or its seat


def pooled(matches: Sequence[Match]) -> list[Match]:
    """Return the candidates with the entries of each place made one, which keeps the entry of the first source.

    Its spelling, its importance and its divisions are the best of what its entries say.

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

    A source may have two first-level divisions of a name (Kyiv and its region); of two sources they are one, however
    far their points lie apart. Lower ones are if they have one main name and may lie in one first-level division.
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
    if _APART < abs(a.longitude - b.longitude) < 360 - _APART:  # so most are, and kilometres take longer
        return False
    is_one_kind = a.feature[:2] == b.feature[:2] == "P." or (a.feature == b.feature and a.feature.startswith("A.ADM"))
    return is_one_kind and great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude) <= km


def _joined(first: Match, other: Match) -> Match:
    if other.source.family == _OUTLINES and first.source.family in _LISTS:
        first, other = other, first  # it knows how far the division reaches
    one, two = first.row, other.row
    spelt = max(first.score - one.prior, other.score - two.prior)
    feature = max(one.feature, two.feature, key=lambda feature: _kind_and_size(feature, 0))
    population = max(one.population, two.population)
    described = max(row.prior - _kind_and_size(row.feature, row.population) for row in (one, two))
    prior = _kind_and_size(feature, population) + described
    row = one._replace(prior=prior, feature=feature, parents=_all_parents(one, two), population=population)
    return first._replace(score=spelt + prior, spelling=min(first.spelling, other.spelling), row=row)


def _all_parents(one: PlaceRow, two: PlaceRow) -> str:
    """Return the divisions of both entries, those with one name as often as one of them has it.

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
