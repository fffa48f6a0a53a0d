"""Ranking: every candidate gets log odds from spelling, kind, importance and context, which become probabilities.

The weights are natural logarithms, set by hand and checked on many countries
(docs/design/gazetteer.md). One more hypothesis competes with the candidates: that the place
meant is not in the gazetteer. It keeps a single poor match from being trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from gazetteer.divisions import is_called
from gazetteer.features import log_prior, log_size
from gazetteer.geodesy import great_circle_km
from gazetteer.index.match import ALTERNATE, FUZZY, TRANSLITERATED, Match
from gazetteer.names.compounds import is_compound
from gazetteer.names.kinds import Kind
from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import is_name
from gazetteer.ranking.calibration import Situation, calibrated
from gazetteer.ranking.coverage import LISTED
from gazetteer.ranking.proximity import Proximity
from gazetteer.ranking.stated import FITS, Stated, weigh
from gazetteer.ranking.telling import is_foreign, letters_lacking

__all__ = ["SMALL_TOWN", "Context", "Ranked", "rank"]

# Added for places that the user gave or that were checked by hand: decisive against others of the name within a stated
# country. Without a country the shipped table is only a hint.
_SOURCE_BONUS = {"user": 10.0, "shipped": 4.0}
_SOURCE_BONUS_ANYWHERE = {"user": 6.0, "shipped": 1.5}
# A city is meant by its name, whatever village has it too, above all where villages are not listed. 1.2 is the prior of
# a town of 10,000.
_PROMINENT, _PROMINENT_LISTED, _TOWN = 2.0, 1.0, 1.2
_KIND_ALIKE, _KIND_STANDS_IN, _KIND_WRONG = -2.0, -2.5, -6.0
_KIND_OF_TOWNS = -1.0  # a district or an airport is mostly called after the town
# Of settlements of over 20,000 people, one in twenty that reports call a village is meant. 1.0 is the size of 5,000.
_LARGE, _NO_VILLAGE = 1.0, -4.0
# A "town" of 100,000 people is meant rather than a village of the name, beyond what its size says anyhow.
_AS_TOWN, _LARGEST_TOWN = 1.2, 2.0
# The list of towns of over 500 people has the seats of divisions too, also those of which it gives no number.
_UNCOUNTED_SEAT = 1.0
_ADDED = 3.2  # somebody who adds a list of villages of a country reads of that country
_DESCRIBED = 1.0  # lists say how well they describe a place; the world's towns are all described well
_PREFERRED = 3.0  # the price of a place abroad: it must be twenty times likelier
_NEAR_KM, _NEAR_BEST, _NEAR_WORST = 60.0, 2.5, -5.0
# The hypothesis "not in the gazetteer" in a country whose settlements are all listed; where a tenth is listed, ten
# times as many may be meant. Without a country it may be any of the world's.
_MISSING, _MISSING_ANYWHERE = -4.2, -0.8
_SHARED = 0.7  # per letter that a name lacks: somewhere in the world a village has a short name
_FOREIGN = 0.5  # per letter, beyond that: cities have names in a hundred languages, of which reports use few
_UNLISTED = 0.9  # less than 1: places that lists leave out are also named less often
_MISREAD = 3.0  # where villages are not listed, one of the exact name is so many times likelier than a misspelt town
# Where villages are listed, a name that no list has is the likelier an unlisted village's, the fewer are listed.
_MISSPELT = 0.45
_ANSWERS = ("user", "online")  # given for these very names, so they need not list the country
# Of unlisted settlements of a name: three listed ones in a list of a tenth of a country stand for thirty in all. What
# lists leave out is named five times less often. A stated division holds a twentieth of them, a second one an eighth.
_UNLISTED_NAMED, _MOST_UNLISTED, _DIVISIONS, _SECOND_DIVISIONS = 0.2, 20.0, 20, 8
# A name that settlements abroad have too is a common one: each stands for a sixth of one in the country.
_ABROAD, _MOST_ABROAD = 1 / 6, 30
# A missing place of the name in the stated area is so many times likelier than the known one elsewhere, and than one
# there whose name is only like it.
_NAMESAKE_THERE = 3.0
# Of villages that have the name of a district which no source has, one in three or two lies elsewhere: its seat is a
# town, of more people than 500, which the world's towns have.
_BY_CHANCE, _TOWN_PEOPLE, _SEATS = 0.5, 500, ("P.PPLC", "P.PPLA", "P.PPLA2", "P.PPLA3")
# Who tells an area that no source has sooner means a place that none has either. As likely one is meant where all that
# is known of the area speaks so much against the candidate.
_UNCHECKED, _AGAINST = 2.0, -2.5
# How often a place from a list is right that nothing speaks against: points of lists are wrong at times. Where no
# division is told, another village of the name may be meant, the sooner the fewer are listed.
_AS_LISTED, _NOT_LISTED = 0.985, 0.02
#: Larger towns are not taken for a village, even where no list of villages is loaded. Of smaller ones in a stated
#: division one in twenty is (`_AS_INSTALLED`).
SMALL_TOWN = 20_000
_AS_INSTALLED = 0.95
SAME_PLACE_KM = 25.0
_APART = 1.0  # degrees: over 25 km as far as 77 degrees from the equator
_NEGLIGIBLE = 1e-4


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about where a name lies: what is stated of it, points as (latitude, longitude).

    `coverage` is the share of the country's settlements that the sources list. `preferred` is a country in which it
    lies unless a place elsewhere is much likelier; `read_of` are those of which a list of villages was added.
    `proximity` says how near a point lies to the dossier's other places.

    >>> Context("ML", stated=(Stated.of("Région de Gao", "ML"),)).stated[0].form
    'gao'
    """

    country: str = ""
    coverage: float = 0.0
    stated: tuple[Stated, ...] = ()
    near: tuple[tuple[float, float], ...] = ()
    proximity: Proximity | None = None
    preferred: str = ""
    read_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, with their probabilities; the best one's log odds and its confidence.

    `elsewhere` is the stated area that the best one is known to lie outside of; `unused` are stated areas that could
    not be used.
    """

    matches: tuple[Match, ...]
    shares: tuple[float, ...]
    score: float
    confidence: float
    elsewhere: str = ""
    unused: tuple[str, ...] = ()


def rank(
    matches: Sequence[Match],
    context: Context,
    kind: Kind | None,
    *,
    division: Kind | None = None,
    name: str = "",
    doubt: float = 0.0,
    abroad: int = 0,
) -> Ranked:
    """Order candidates and give them and "not in the gazetteer" probabilities.

    `division` is the kind of division that the words or the name say. `name` is in normal form. `doubt` (natural
    logarithm) is added to the log odds of "not in the gazetteer": how unsure the reading of the words is. `abroad` is
    how many settlements of other countries have the name.

    >>> rank([], Context(), None).confidence
    0.0
    """
    if not matches:
        return Ranked((), (), -99.0, 0.0)
    likelihoods, elsewhere, unused = weigh(matches, context.stated)
    if unused:
        context = replace(context, stated=tuple(area for area in context.stated if area.written not in unused))
    scored = sorted(
        (-_score(match, context, kind) - likelihood, match.order, match.row.number, at)
        for at, (match, likelihood) in enumerate(zip(matches, likelihoods, strict=True))
    )
    ordered = tuple([matches[at] for *_, at in scored])
    weights = [exp(-score) for score, *_ in scored]
    best, first = ordered[0], scored[0][3]
    is_listed = division is not None and _is_called(best, division)
    missing = exp((_MISSING if is_listed else _missing(best, context, kind, name)) + doubt)
    if any(map(is_name, unused)):
        missing *= _UNCHECKED
    if likelihoods[first] <= 0 and not context.near and _is_by_chance(best, matches, kind, division):
        missing = max(missing, _BY_CHANCE * weights[0])
    if _may_be_unlisted(best, context, kind):
        missing = max(missing, _MISREAD * weights[0])
    elif context.country and best.spelling == FUZZY:
        missing = max(missing, _slip_of_unlisted(best, matches, context, name) * weights[0])
    areas = len(context.stated) if likelihoods[first] > 0 else 0
    missing += _unlisted_namesakes(best, matches, context, abroad, areas)
    if elsewhere[first]:
        missing = max(missing, _NAMESAKE_THERE * weights[0])
    elif likelihoods[first] <= _AGAINST:
        missing = max(missing, weights[0])
    total = sum(weights) + missing
    return Ranked(
        matches=ordered,
        shares=tuple([weight / total for weight in weights]),
        score=-scored[0][0] - doubt,
        confidence=_confidence(ordered, weights, missing, context),
        elsewhere=elsewhere[first],
        unused=unused,
    )


def _confidence(ordered: Sequence[Match], weights: Sequence[float], missing: float, context: Context) -> float:
    best, against, least = ordered[0], missing, _NEGLIGIBLE * weights[0]
    for weight, match in zip(weights[1:], ordered[1:], strict=True):
        if weight > least and not (_same(best, match) or _is_around(match, best)):
            against += weight
    return calibrated(weights[0] / (weights[0] + against) * _reliability(best, context), _situation(best, context))


def _reliability(best: Match, context: Context) -> float:
    """Return how often the point of a candidate that nothing speaks against is right."""
    if _is_given(best):
        return 1.0
    if context.coverage < LISTED:
        is_small = best.row.feature.startswith("P.") and best.row.population < SMALL_TOWN
        return _AS_INSTALLED if context.stated and is_small else 1.0
    return _AS_LISTED - _NOT_LISTED * (1 - context.coverage) / context.coverage * (not context.stated)


def _situation(best: Match, context: Context) -> Situation:
    if _is_given(best) or context.stated:
        return "other"
    if context.country:
        return "listed-country" if context.coverage >= LISTED else "other"
    return "listed" if best.row.country in context.read_of else "other"


def _is_given(match: Match) -> bool:
    """Say whether somebody entered a place, or gave it as the answer to this very name."""
    return match.source.family in _SOURCE_BONUS or match.source.family in _ANSWERS


def _missing(best: Match, context: Context, kind: Kind | None, name: str) -> float:
    """Return the log odds that the place meant is in no source."""
    is_settlement = best.row.feature.startswith("P.") or (kind is not None and kind.covers("P."))
    is_shared = is_settlement and not context.stated
    is_listed = context.coverage >= LISTED or best.row.country in context.read_of
    lacking = letters_lacking(name, articles=is_listed) if is_shared else 0
    anywhere = _MISSING_ANYWHERE + _SHARED * lacking
    foreign = _FOREIGN * lacking if lacking and not is_listed and is_foreign(best, name) else 0.0
    if not context.country:
        return anywhere + foreign
    if best.source.family in _ANSWERS or not is_settlement:
        return _MISSING
    return min(anywhere, _MISSING - _UNLISTED * log(context.coverage)) + foreign  # telling the country never harms


def _slip_of_unlisted(best: Match, matches: Sequence[Match], context: Context, name: str) -> float:
    """Return how much likelier an unlisted place is meant than the listed one, of which the name would be a slip.

    A name that settlements elsewhere in the country have is none, unless it is the other with a word more or less.
    """
    if any(match.spelling <= ALTERNATE and match.row.feature.startswith("P.") for match in matches):
        [place] = best.source.places([best.row.number])
        if not is_compound(name, normal_form(place.name)):
            return _NAMESAKE_THERE
    return _MISSPELT * (1 - context.coverage) / context.coverage


def _is_called(match: Match, kind: Kind) -> bool:
    """Say whether a match is a first-level division, as its country calls them: the whole world's are listed."""
    is_division = match.row.feature == "A.ADM1" and match.spelling <= ALTERNATE
    return is_division and kind.covers("A.ADM1") and is_called(kind.name, match.row.country)


def _is_by_chance(best: Match, matches: Sequence[Match], kind: Kind | None, division: Kind | None) -> bool:
    """Say whether a settlement may have a name only by chance that is said to be a quarter's or a division's.

    So may one that is too small to have quarters, or to be the seat of a division, larger than a commune, that is in no
    source.
    """
    if not best.row.feature.startswith("P.") or _is_given(best):
        return False
    if kind is not None and kind.name == "quarter":
        return best.row.population < SMALL_TOWN
    if division is None or not (division.covers("A.ADM1") or division.features[0] == "A.ADM2"):
        return False
    is_listed = any(division.covers(match.row.feature) and match.spelling <= ALTERNATE for match in matches)
    is_town = best.row.feature in _SEATS or best.row.population >= _TOWN_PEOPLE or best.source.family == "towns"
    return not (is_listed or is_town)


def _unlisted_namesakes(best: Match, matches: Sequence[Match], context: Context, abroad: int, areas: int) -> float:
    """Return the weight of the settlements of the name that no source lists: the more namesakes are listed, the more.

    `areas` is how many stated areas speak of the candidates: what is not listed lies in them too, or is not meant.
    """
    is_unique = context.near or best.source.family in _SOURCE_BONUS or not best.row.feature.startswith("P.")
    if not context.country or is_unique:
        return 0.0
    spots = {
        (round(2 * match.row.latitude), round(2 * match.row.longitude))
        for match in matches
        if match.spelling <= ALTERNATE
        and match.row.feature.startswith("P.")
        and match.row.latitude is not None
        and match.row.longitude is not None
    }
    namesakes = max(0, len(spots) - 1) + _ABROAD * min(_MOST_ABROAD, abroad)
    unlisted = namesakes * min(_MOST_UNLISTED, (1 - context.coverage) / context.coverage)
    if areas:
        unlisted *= exp(FITS * areas) / (_DIVISIONS * _SECOND_DIVISIONS ** (areas - 1))
    return _UNLISTED_NAMED * unlisted


def _may_be_unlisted(match: Match, context: Context, kind: Kind | None) -> bool:
    """Say whether a similar name rather belongs to a place that no source lists; the divisions are listed."""
    is_meant = match.spelling == TRANSLITERATED or (kind is not None and kind.covers(match.row.feature))
    is_division = match.row.feature.startswith("A.ADM1") and is_meant
    return match.spelling >= TRANSLITERATED and context.coverage < LISTED and not is_division


def _score(match: Match, context: Context, kind: Kind | None) -> float:
    score = match.score
    row, family = match.row, match.source.family
    fit = _kind_score(match, kind, context) if kind is not None else 0.0
    if family in _SOURCE_BONUS and fit > _KIND_WRONG:
        # Somebody entered it because events are reported from there: a low prior of its kind does not count.
        bonus = _SOURCE_BONUS if context.country or context.near else _SOURCE_BONUS_ANYWHERE
        score += bonus[family] + max(0.0, -row.prior) * (not row.feature.startswith("A."))
    elif kind is None or not kind.is_small:
        score += _prominence(match, context)
    score += fit + _DESCRIBED * (family == "towns" and row.country in context.read_of)
    if family == "towns" and not row.population and not (kind and kind.is_small):
        score += _UNCOUNTED_SEAT
    if not context.country:  # a country is read of by whoever writes its name
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
    """Return the prior of a settlement, without a country that of its rank and size alone.

    How well a place is described says more of the list than of the place, where other countries' are described in other
    lists.
    """
    row = match.row
    return row.prior if context.country else log_prior("P", row.feature.partition(".")[2], row.population)


def _kind_score(match: Match, kind: Kind, context: Context) -> float:
    """Return what a named kind ("X department") adds: a low prior of the features named does not count against them.

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
    """Say whether a candidate is the second or lower division of the name that a town lies in: its seat is no rival."""
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
