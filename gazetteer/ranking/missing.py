"""The hypothesis that the place is in no source, so that a single poor match is not trusted.

Its weight competes with the weights of the candidates; a part of it is proportional to the best candidate's weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from gazetteer.areas.stated import FITS, Context
from gazetteer.divisions import is_called
from gazetteer.index.match import ALTERNATE, FUZZY, TRANSLITERATED, Match
from gazetteer.names.compounds import is_compound
from gazetteer.names.kinds import Kind
from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import is_name
from gazetteer.ranking.coverage import LISTED
from gazetteer.ranking.telling import CHECKED, is_foreign, letters_lacking

__all__ = ["SMALL_TOWN", "Asked", "Best", "is_given", "weight_of_missing"]

#: Larger towns are not taken for a village, even where no list of villages is loaded.
SMALL_TOWN = 20_000

# Log odds in a country whose settlements are all listed; if a tenth is listed, ten times as many may be meant.
# Without a country it may be any of the world's.
_MISSING, _MISSING_ANYWHERE = -4.2, -0.8
_SHARED = 0.7  # per letter that a name lacks: somewhere in the world a village has a short name
_FOREIGN = 0.5  # per letter, in addition: cities have names in a hundred languages, and reports use few of these
_UNLISTED = 0.9  # less than 1: places that lists leave out are also named less often
# If the stated area is in no source, the place is twice as likely in no source either.
_UNCHECKED = 2.0
_ANSWERS = ("user", "online")  # given for these very names, so they need not list the country

# How much likelier than the best candidate, where what is asked is held against it: an unlisted place of the exact
# name than a misspelt town; the smaller the share of villages is that lists have, an unlisted one than a misspelt one.
_MISREAD, _MISSPELT = 3.0, 0.45
# If no source has a district, a third to a half of the villages with its name lie elsewhere: its seat is a town of more
# than 500 people, which the list of the world's towns has.
_BY_CHANCE, _TOWN_PEOPLE, _SEATS = 0.5, 500, ("P.PPLC", "P.PPLA", "P.PPLA2", "P.PPLA3")
# One in the stated area than the known one elsewhere, or than one there whose name is only like it; and as likely where
# all that is known of the area speaks so much against the candidate.
_NAMESAKE_THERE, _AGAINST = 3.0, -2.5

# Of unlisted settlements of a name: three listed ones in a list of a tenth of a country stand for thirty in all. What
# lists leave out is named five times less often. A stated division holds a twentieth of them, a second one an eighth.
_UNLISTED_NAMED, _MOST_UNLISTED, _DIVISIONS, _SECOND_DIVISIONS = 0.2, 20.0, 20, 8
# A name that settlements of other countries have too is common: each of them counts as a sixth of one in the country.
_ABROAD, _MOST_ABROAD = 1 / 6, 30


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of a toponym: its name in normal form, its kind of place, and how common the name is.

    `division` is the kind of division in the words or the name. `doubt` (natural logarithm) is the uncertainty of the
    reading. `abroad` is the number of settlements with the name in other countries.
    """

    name: str = ""
    kind: Kind | None = None
    division: Kind | None = None
    doubt: float = 0.0
    abroad: int = 0


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate and its weight; its log likelihood in the stated areas, and the area that it is outside of."""

    match: Match
    weight: float
    likelihood: float = 0.0
    elsewhere: str = ""


def weight_of_missing(best: Best, matches: Sequence[Match], context: Context, asked: Asked) -> float:
    """Return the weight of "not in the gazetteer", comparable to those of the candidates (exponentials of log odds).

    >>> from types import SimpleNamespace
    >>> from gazetteer.index.index import PlaceRow
    >>> row = PlaceRow(1, 2.5, 16.27, -0.04, 1, "ML", "P.PPLA", "", 86_000)
    >>> gao = Match(3.0, 0, 0, row, SimpleNamespace(family="towns"))
    >>> round(weight_of_missing(Best(gao, 20.0), [gao], Context("ML", coverage=0.5), Asked("gao")), 3)
    0.028
    """
    prior = exp(_prior(best.match, context, asked) + asked.doubt)
    if any(map(is_name, context.unknown)):
        prior *= _UNCHECKED
    by_name = max(_by_chance(best, matches, context, asked), _misspelt(best.match, matches, context, asked))
    areas = len(context.stated) if best.likelihood > 0 else 0
    weight = max(prior, by_name * best.weight) + _unlisted_namesakes(best.match, matches, context, asked.abroad, areas)
    return max(weight, _by_area(best) * best.weight)


def is_given(match: Match) -> bool:
    """Say whether somebody entered the place by hand, or its source gave it as the answer to this very name.

    >>> from types import SimpleNamespace
    >>> is_given(Match(0.0, 0, 0, None, SimpleNamespace(family="online")))
    True
    """
    return match.source.family in CHECKED or match.source.family in _ANSWERS


def _prior(best: Match, context: Context, asked: Asked) -> float:
    """Return the prior log odds that the place of this query is in no source."""
    if asked.division is not None and _is_called(best, asked.division):
        return _MISSING
    is_settlement = best.row.feature.startswith("P.") or (asked.kind is not None and asked.kind.covers("P."))
    is_shared = is_settlement and not context.stated
    is_listed = context.coverage >= LISTED or best.row.country in context.read_of
    lacking = letters_lacking(asked.name, articles=is_listed) if is_shared else 0
    anywhere = _MISSING_ANYWHERE + _SHARED * lacking
    foreign = _FOREIGN * lacking if lacking and not is_listed and is_foreign(best, asked.name) else 0.0
    if not context.country:
        return anywhere + foreign
    if best.source.family in _ANSWERS or not is_settlement:
        return _MISSING
    return min(anywhere, _MISSING - _UNLISTED * log(context.coverage)) + foreign  # stating the country never harms


def _is_called(match: Match, kind: Kind) -> bool:
    """Say whether a match is a first-level division of the kind that its country has: all of these are listed."""
    is_division = match.row.feature == "A.ADM1" and match.spelling <= ALTERNATE
    return is_division and kind.covers("A.ADM1") and is_called(kind.name, match.row.country)


def _by_chance(best: Best, matches: Sequence[Match], context: Context, asked: Asked) -> float:
    """Return how much likelier another place is than a settlement that may have the name only by chance.

    This applies if a quarter or a division is asked for and no stated area supports the settlement: if it is too small
    to have quarters, or to be the seat of a division above the commune that is in no source.
    """
    row = best.match.row
    if best.likelihood > 0 or context.near or not row.feature.startswith("P.") or is_given(best.match):
        return 0.0
    if asked.kind is not None and asked.kind.name == "quarter":
        return _BY_CHANCE * (row.population < SMALL_TOWN)
    division = asked.division
    if division is None or not (division.covers("A.ADM1") or division.features[0] == "A.ADM2"):
        return 0.0
    is_listed = any(division.covers(match.row.feature) and match.spelling <= ALTERNATE for match in matches)
    is_town = row.feature in _SEATS or row.population >= _TOWN_PEOPLE or best.match.source.family == "towns"
    return _BY_CHANCE * (not (is_listed or is_town))


def _misspelt(best: Match, matches: Sequence[Match], context: Context, asked: Asked) -> float:
    """Return how much likelier an unlisted place is than a listed one with a similar name.

    A name that other settlements of the country have is not a misspelling, unless it is the other name with a word more
    or less. First-level divisions are listed; lower ones have similar names (Bakhmatskyi, Bakhmutskyi).
    """
    is_meant = best.spelling == TRANSLITERATED or (asked.kind is not None and asked.kind.covers(best.row.feature))
    is_division = best.row.feature.startswith("A.ADM1") and is_meant
    if best.spelling >= TRANSLITERATED and context.coverage < LISTED and not is_division:
        return _MISREAD
    if not context.country or best.spelling != FUZZY:
        return 0.0
    if (
        asked.division is not None
        and not is_division
        and not context.stated
        and asked.division.covers(best.row.feature)
    ):
        return _BY_CHANCE
    if any(match.spelling <= ALTERNATE and match.row.feature.startswith("P.") for match in matches):
        [place] = best.source.places([best.row.number])
        if not is_compound(asked.name, normal_form(place.name)):
            return _NAMESAKE_THERE
    return _MISSPELT * (1 - context.coverage) / context.coverage


def _by_area(best: Best) -> float:
    """Return how much likelier a missing place in the stated area is than a candidate outside it, or hardly in it."""
    if best.elsewhere:
        return _NAMESAKE_THERE
    return float(best.likelihood <= _AGAINST)


def _unlisted_namesakes(best: Match, matches: Sequence[Match], context: Context, abroad: int, areas: int) -> float:
    """Return the weight of unlisted settlements of the name; it grows with the number of listed namesakes.

    `areas` is the number of stated areas that apply: an unlisted place must be in them too.
    """
    is_unique = context.near or best.source.family in CHECKED or not best.row.feature.startswith("P.")
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
