"""Candidates for one name: which places of which layers are spelt so, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from gazetteer.hashtable import name_hash
from gazetteer.index import LayerIndex
from gazetteer.model import Place
from gazetteer.normalise import normal_form, spelling_key

__all__ = ["Match", "Spelling", "find_matches"]

#: How a match is spelt: the main name, another name, another transliteration, or so many letters off.
Spelling = int
MAIN, ALTERNATE, TRANSLITERATED, FUZZY = 0, 1, 2, 3

# Log likelihoods of a report writing the name so. A letter off costs the more the shorter the name, and a
# great city's name is not misspelt so often that its size could make up for it.
_SPELT = (0.0, -1.2, -2.5)
_SHORT_TRANSLITERATED, _ENOUGH_LETTERS = -1.0, 6  # per letter that a short name lacks
_FUZZY_BASE, _FUZZY_PER_SHARE, _FUZZY_PER_UNLIKE = -2.0, -12.0, -12.0
_FUZZY_ALTERNATE, _FUZZY_PRIOR = -1.2, 0.3
_LEAST_SIMILARITY = 0.7
_LEAST_ALIKE = 0.6
_SURE_SCORE = -1.6  # below this a name as written is a hill's or a stream's: look for misspelt villages, too
_MOST_PER_KEY = 200


class Match(NamedTuple):
    """One place that fits a name: log likelihood and log prior summed in `score`, and how it is spelt."""

    score: float
    layer: int
    number: int
    spelling: Spelling
    source: LayerIndex

    def place(self) -> Place:
        """Return the place itself."""
        return self.source.place(self.number)

    @property
    def feature(self) -> str:
        """The place's GeoNames class and code, as "P.PPL"."""
        return self.source.features[int(self.source.feature[self.number])]


def find_matches(name: str, country: str, indexes: Sequence[LayerIndex], *, fuzzy: bool = True) -> list[Match]:
    """Return the places that `name` may mean, in `country` (an ISO code) or, when "", anywhere.

    Exact spellings come from the index at once; only a name that has none (or that fits no
    settlement) is looked for among the spellings around it. A place that several layers hold under
    one geonameid is given once, from the first of them.
    """
    normal = normal_form(name)
    key = spelling_key(normal)
    if not key:
        return []
    hashed = name_hash(normal)
    found: dict[tuple[int, int], Match] = {}
    short = _SHORT_TRANSLITERATED * max(0, _ENOUGH_LETTERS - len(key))
    for layer, index in enumerate(indexes):
        number = index.exact(key)
        if number is not None:
            _collect(found, layer, index, number, hashed=hashed, country=country, cost=None, short=short)
    sure = any(match.spelling <= ALTERNATE and match.score >= _SURE_SCORE for match in found.values())
    if fuzzy and not sure:
        for layer, index in enumerate(indexes):
            _collect_neighbours(found, layer, index, key, country)
    if fuzzy and country and not found:
        for layer, index in enumerate(indexes):
            _collect_alike(found, layer, index, key, country)
    return _without_doubles(found)


def _collect(
    found: dict[tuple[int, int], Match],
    layer: int,
    index: LayerIndex,
    number: int,
    *,
    hashed: int,
    country: str,
    cost: float | None,
    short: float = 0.0,
) -> None:
    """Add the places of key `number`.

    `cost` is None for an exact key, else what its spelling costs; `short` is what a mere transliteration of so
    short a key costs besides.
    """
    places, countries, priors = index.spelling_place, index.country, index.prior
    start, end = index.spelling_start[number], index.spelling_start[number + 1]
    if not country:
        end = min(end, start + _MOST_PER_KEY)
    for at in range(start, end):
        place = places[at]
        if country:
            code = countries[place]
            if code and index.countries[code] != country:
                continue
        if cost is not None:
            spelling = FUZZY
            score = cost + _FUZZY_PRIOR * priors[place] + _FUZZY_ALTERNATE * (not index.spelling_main[at])
        elif index.spelling_hash[at] == hashed:
            spelling = MAIN if index.spelling_main[at] else ALTERNATE
            score = _SPELT[spelling] + priors[place]
        else:
            spelling = TRANSLITERATED
            score = _SPELT[spelling] + priors[place] + short
        known = found.get((layer, place))
        if known is None or known.score < score:
            found[layer, place] = Match(score, layer, place, spelling, index)


def _collect_neighbours(
    found: dict[tuple[int, int], Match], layer: int, index: LayerIndex, key: str, country: str
) -> None:
    for other, number in index.neighbours(key).items():
        if other == key:
            continue
        similarity = OSA.normalized_similarity(key, other, score_cutoff=_LEAST_SIMILARITY)
        if similarity:
            cost = _fuzzy_cost(key, other, similarity)
            _collect(found, layer, index, number, hashed=0, country=country, cost=cost)


def _collect_alike(found: dict[tuple[int, int], Match], layer: int, index: LayerIndex, key: str, country: str) -> None:
    """Add the most similar of the country's names with the same initial: last resort, a small list is walked."""
    numbers = index.initial_keys(country, key[0])
    alike = process.extract(
        key, numbers.keys(), scorer=OSA.normalized_similarity, processor=None, limit=5, score_cutoff=_LEAST_ALIKE
    )
    for other, similarity, _ in alike:
        cost = _fuzzy_cost(key, other, similarity)
        _collect(found, layer, index, numbers[other], hashed=0, country=country, cost=cost)


def _fuzzy_cost(key: str, other: str, similarity: float) -> float:
    """Return the log likelihood of `key` being a slip for `other`; beginnings are seldom got wrong."""
    unlike = 1 - JaroWinkler.normalized_similarity(key, other)
    return _FUZZY_BASE + _FUZZY_PER_SHARE * (1 - similarity) + _FUZZY_PER_UNLIKE * unlike


def _without_doubles(found: dict[tuple[int, int], Match]) -> list[Match]:
    if len(found) == 1:
        return list(found.values())
    seen: set[int] = set()
    kept = []
    for (_layer, number), match in sorted(found.items()):
        geonameid = match.source.geonameid[number]
        if geonameid and geonameid in seen:
            continue
        seen.add(geonameid)
        kept.append(match)
    return kept
