"""Ranking: every candidate gets log odds from spelling, kind, importance and context, which become probabilities.

The weights are natural logarithms, set by hand and checked on many countries
(docs/design/gazetteer.md). One more hypothesis competes with the candidates (`missing.py`): that the place is not in
the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from gazetteer.areas.stated import Context, weigh
from gazetteer.features import log_prior, log_size
from gazetteer.geodesy import great_circle_km
from gazetteer.index.match import ALTERNATE, Match
from gazetteer.names.kinds import Kind
from gazetteer.ranking.calibration import Situation, calibrated
from gazetteer.ranking.coverage import LISTED
from gazetteer.ranking.missing import SMALL_TOWN, Asked, Best, is_given, weight_of_missing

__all__ = ["Ranked", "rank"]

# Added for places that the user gave or that were checked by hand: decisive against others of the name within a stated
# country. Without a country the shipped table is only a hint.
_SOURCE_BONUS = {"user": 10.0, "shipped": 4.0}
_SOURCE_BONUS_ANYWHERE = {"user": 6.0, "shipped": 1.5}
# A bare name means the city even if villages have it too, above all if villages are not listed. 1.2 is the prior of a
# town of 10,000. "X municipality" without a country may be that of any town of the name.
_PROMINENT, _PROMINENT_LISTED, _TOWN = 2.0, 1.0, 1.2
_KIND_ALIKE, _KIND_STANDS_IN, _KIND_WRONG = -2.0, -2.5, -6.0
_KIND_OF_TOWNS = -1.0  # a district or an airport is mostly named after the town
# Of settlements of over 20,000 people, one in twenty that reports call a village is meant. 1.0 is the size of 5,000.
_LARGE, _NO_VILLAGE = 1.0, -4.0
# "Town" means a town of 100,000 people rather than a village of the name, in addition to the weight of its size.
_AS_TOWN, _LARGEST_TOWN = 1.2, 2.0
# The list of towns of over 500 people also has the seats of divisions, even those without a population.
_UNCOUNTED_SEAT = 1.0
_ADDED = 3.2  # a user who adds a list of a country's villages has reports about that country
_DESCRIBED = 1.0  # lists say how well they describe a place; the world's towns are all described well
_PREFERRED = 3.0  # the price of a place abroad: it must be twenty times likelier
_NEAR_KM, _NEAR_BEST, _NEAR_WORST = 60.0, 2.5, -5.0
# How often a place from a list is right that nothing speaks against: points of lists are wrong at times. Where no
# division is told, another village of the name may be meant, the sooner the fewer are listed.
_AS_LISTED, _NOT_LISTED = 0.985, 0.02
# Where no list of villages is loaded, one in twenty small towns in a stated division is taken for a village.
_AS_INSTALLED = 0.95
SAME_PLACE_KM = 25.0
_APART = 1.0  # degrees: over 25 km as far as 77 degrees from the equator
_NEGLIGIBLE = 1e-4


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, with their probabilities, and the best candidate's log odds and confidence.

    `elsewhere` is the stated area that the best candidate is known to be outside of; `unused` are stated areas that
    could not be used.
    """

    matches: tuple[Match, ...]
    shares: tuple[float, ...]
    score: float
    confidence: float
    elsewhere: str = ""
    unused: tuple[str, ...] = ()


def rank(matches: Sequence[Match], context: Context, asked: Asked) -> Ranked:
    """Order candidates and give them and "not in the gazetteer" probabilities.

    >>> rank([], Context(), Asked("kidal")).confidence
    0.0
    """
    if not matches:
        return Ranked((), (), -99.0, 0.0)
    likelihoods, elsewhere, unused = weigh(matches, context.stated)
    if unused:
        known = tuple(area for area in context.stated if area.written not in unused)
        context = replace(context, stated=known, unknown=unused)
    scored = sorted(
        (-_score(match, context, asked.kind) - likelihood, match.order, match.row.number, at)
        for at, (match, likelihood) in enumerate(zip(matches, likelihoods, strict=True))
    )
    ordered = tuple([matches[at] for *_, at in scored])
    weights = [exp(-score) for score, *_ in scored]
    first = scored[0][3]
    best = Best(ordered[0], weights[0], likelihoods[first], elsewhere[first])
    missing = weight_of_missing(best, matches, context, asked)
    total = sum(weights) + missing
    return Ranked(
        matches=ordered,
        shares=tuple([weight / total for weight in weights]),
        score=-scored[0][0] - asked.doubt,
        confidence=_confidence(ordered, weights, missing, context),
        elsewhere=best.elsewhere,
        unused=unused,
    )


def _confidence(ordered: Sequence[Match], weights: Sequence[float], missing: float, context: Context) -> float:
    best, against, least = ordered[0], missing, _NEGLIGIBLE * weights[0]
    for weight, match in zip(weights[1:], ordered[1:], strict=True):
        if weight > least and not (_same(best, match) or _is_around(match, best)):
            against += weight
    return calibrated(weights[0] / (weights[0] + against) * _reliability(best, context), _situation(best, context))


def _reliability(best: Match, context: Context) -> float:
    """Return how often the point of an undisputed candidate is right."""
    if is_given(best):
        return 1.0
    if context.coverage < LISTED:
        is_small = best.row.feature.startswith("P.") and best.row.population < SMALL_TOWN
        return _AS_INSTALLED if context.stated and is_small else 1.0
    return _AS_LISTED - _NOT_LISTED * (1 - context.coverage) / context.coverage * (not context.stated)


def _situation(best: Match, context: Context) -> Situation:
    if is_given(best) or context.stated:
        return "other"
    if context.country:
        return "listed-country" if context.coverage >= LISTED else "other"
    return "listed" if best.row.country in context.read_of else "other"


def _score(match: Match, context: Context, kind: Kind | None) -> float:
    score = match.score
    row, family = match.row, match.source.family
    fit = _kind_score(match, kind, context) if kind is not None else 0.0
    if family in _SOURCE_BONUS and fit > _KIND_WRONG:
        # Somebody entered it because events are reported from there: a low prior of its kind does not count.
        bonus = _SOURCE_BONUS if context.country or context.near else _SOURCE_BONUS_ANYWHERE
        score += bonus[family] + max(0.0, -row.prior) * (not row.feature.startswith("A."))
    elif kind is None or not (kind.is_small or (kind.is_division and not context.country)):
        score += _prominence(match, context)
    score += fit + _DESCRIBED * (family == "towns" and row.country in context.read_of)
    if family == "towns" and not row.population and not (kind and kind.is_small):
        score += _UNCOUNTED_SEAT
    if not context.country:  # reports that name a country are about it
        score += _ADDED * (row.country in context.read_of or (bool(context.read_of) and row.feature == "A.PCLI"))
    if context.preferred and not context.country:
        score += _PREFERRED * (row.country == context.preferred)
    if row.latitude is None or row.longitude is None:
        return score
    if context.near:
        score += _near_score(row.latitude, row.longitude, context.near)
    if context.proximity and not context.stated and not row.feature.startswith("A."):  # a known area says more
        score += context.proximity.likelihood(row.latitude, row.longitude)
    return score


def _prominence(match: Match, context: Context) -> float:
    row = match.row
    if row.prior <= _TOWN or match.spelling > ALTERNATE or not row.feature.startswith("P."):
        return 0.0
    weight = _PROMINENT if context.coverage < LISTED and not context.stated else _PROMINENT_LISTED
    return weight * max(0.0, _importance(match, context) - _TOWN)


def _importance(match: Match, context: Context) -> float:
    """Return the prior of a settlement; without a country only that of its rank and size.

    Across countries, how well a place is described depends more on the list than on the place.
    """
    row = match.row
    return row.prior if context.country else log_prior("P", row.feature.partition(".")[2], row.population)


def _kind_score(match: Match, kind: Kind, context: Context) -> float:
    """Return the score of a named kind ("X department"): a low prior of that kind does not count against it.

    A settlement that stands in for an unknown feature gains nothing from its size, but where such features are called
    after towns. Where no village of the name is
    listed, the seat of a district is no village either.
    """
    prior, feature = match.row.prior, match.row.feature
    if kind.covers(feature):
        fit = max(0.0, -prior)
        if kind.is_small and match.source.family not in _SOURCE_BONUS:
            is_listed = not context.country or context.coverage >= LISTED
            size = log_size(match.row.population) if is_listed else prior
            fit += _NO_VILLAGE * max(0.0, size - _LARGE)
        elif kind.is_large:
            fit += _AS_TOWN * max(0.0, min(_importance(match, context), _LARGEST_TOWN))
        return fit
    if any(feature[0] == wanted[0] for wanted in kind.features):
        return _KIND_ALIKE
    is_of_town = kind.of_towns or (kind.name == "base" and context.country)  # "Victoria camp" may be anywhere
    if is_of_town and feature.startswith("P."):
        return max(_KIND_OF_TOWNS, _KIND_STANDS_IN + max(0.0, prior))
    return _KIND_STANDS_IN - max(0.0, prior) if feature.startswith("P.") else _KIND_WRONG


def _near_score(latitude: float, longitude: float, near: tuple[tuple[float, float], ...]) -> float:
    km = min(great_circle_km(latitude, longitude, *point) for point in near)
    return max(_NEAR_WORST, _NEAR_BEST - km / _NEAR_KM)


def _is_around(area: Match, town: Match) -> bool:
    """Say whether a candidate is the second-level or lower division around a town of its name: they are no rivals."""
    if not area.row.feature.startswith(("A.ADM2", "A.ADM3", "A.ADM4")) or not town.row.feature.startswith("P."):
        return False
    above = area.row.parents.splitlines()
    return bool(above) and area.row.country == town.row.country and {*above} <= {*town.row.parents.splitlines()}


def _same(best: Match, other: Match) -> bool:
    """Say whether two candidates are the same spot, so that neither lowers the other's confidence."""
    if best.row.country != other.row.country:
        return False
    (lat1, lon1), (lat2, lon2) = (best.row.latitude, best.row.longitude), (other.row.latitude, other.row.longitude)
    if lat1 is None or lon1 is None or lat2 is None or lon2 is None:
        return False
    if abs(lat1 - lat2) > _APART or _APART < abs(lon1 - lon2) < 360 - _APART:
        return False
    return great_circle_km(lat1, lon1, lat2, lon2) <= SAME_PLACE_KM
