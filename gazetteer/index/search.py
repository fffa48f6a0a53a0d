"""The candidates for one name: places with this spelling or a similar one."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.index.arabic import ARABIC, differs_in_h, written_otherwise
from gazetteer.index.around import Around
from gazetteer.index.index import PlaceRow, SourceIndex, Spelling
from gazetteer.index.keys import neighbourhood
from gazetteer.index.match import ALTERNATE, FUZZY, MAIN, TRANSLITERATED, Match
from gazetteer.index.pooling import pooled
from gazetteer.names.compounds import is_compound
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["DIVISIONS", "find_matches", "is_vague"]

_VAGUE_REGION = "L.RGN"
DIVISIONS = "divisions"  # the source whose places have no points

# Log likelihoods of this spelling of the name in a report. One wrong letter costs more in a short name. A city's size
# counts less for a misspelt name: it is not misspelt more often than a village's.
_SPELT = (0.0, -1.2, -2.5)
_REWRITTEN = -1.5  # the same letters, except for spaces, an article or the like
_SHORT_TRANSLITERATED, _ENOUGH_LETTERS = -1.0, 6  # per letter that a short name lacks
_FUZZY_ALTERNATE, _FUZZY_PRIOR = -1.2, 0.3
_LEAST_SIMILARITY = 0.7
_LEAST_ALIKE = 0.6
# Less similar names are no help as suggestions: somewhere in the world a name is similar to any.
_LEAST_LIKE = -8.0
# A stated area has few names to confuse, and a part of a compound often stands for the whole name.
# Villages there share the ends of their names (-bougou, -ville), so one that begins otherwise is seldom meant.
_OTHER_BEGINNING = -2.0
_COMPOUND, _THERE, _LEAST_SCORE, _NEVER = -4.0, 0.5, -12.0, -99.0
_SURE_SCORE = -1.6  # below this an exact match is a hill or a stream: look for misspelt villages too


def find_matches(
    name: str,
    country: str,
    indexes: Sequence[SourceIndex],
    *,
    fuzzy: bool = True,
    around: Sequence[Around] = (),
    division: bool = False,
) -> list[Match]:
    """Return the places that `name` may mean, in `country` (an ISO code) or, when "", anywhere.

    Similar spellings are searched only if no settlement has the exact one. A place that several sources have under one
    geonameid is returned once, from the first of them. `around` are the stated areas: in them less similar names are
    taken too, even if another place has the exact name. With `division` a first-level division is meant, and is
    returned instead of the town of its name.

    >>> find_matches("Gao", "ML", [])
    []
    """
    search = _CandidateSearch(name, country)
    if not search.key:
        return []
    sources = [(order, index) for order, index in enumerate(indexes) if not country or index.may_hold(country)]
    for order, index in sources:
        search.exactly(order, index)
    if fuzzy:
        search.otherwise(sources)
        for area in around:
            search.there(area)
    return _without_pointless(pooled(_without_doubles(search.found)), country, division=division)


class _CandidateSearch:
    """The search for one name: its forms, and the best match of each place so far."""

    def __init__(self, name: str, country: str) -> None:
        self.normal = normal_form(name)
        self.key = spelling_key(self.normal)
        self.country = country
        self.found: dict[tuple[int, int], Match] = {}
        self._likelihoods: dict[str, float] = {}
        self._neighbourhood: list[int] = []

    def is_sure(self) -> bool:
        """Say whether a place where events happen has exactly this name."""
        return any(match.spelling <= ALTERNATE and match.score >= _SURE_SCORE for match in self.found.values())

    def otherwise(self, sources: Sequence[tuple[int, SourceIndex]]) -> None:
        """Add places with other spellings of the name, then misspelt ones, until one is sure."""
        if self.is_sure():
            return
        for form in written_otherwise(self.normal):
            for order, index in sources:
                self.rewritten(form, order, index)
        if self.is_sure():
            return
        self.widen()
        for order, index in sources:
            self.nearly(order, index)
        if self.country and not self.found:
            for order, index in sources:
                self.alike(order, index)

    def widen(self) -> None:
        """Prepare `nearly` and `alike`, once for all sources."""
        from gazetteer.names.likeness import most_similar, slip_likelihood  # most names need no string distances

        self._most_similar, self._slip_likelihood = most_similar, slip_likelihood
        self._neighbourhood = neighbourhood(self.key)

    def exactly(self, order: int, index: SourceIndex) -> None:
        """Add the places whose names have the same key."""
        short = _SHORT_TRANSLITERATED * max(0, _ENOUGH_LETTERS - len(self.key))
        for normal, is_main, row in index.spellings(self.key, self.country):
            if normal == self.normal:
                spelling = MAIN if is_main else ALTERNATE
                # A list may have the main name in Latin letters or in the country's script: both count as main.
                likelihood = _SPELT[spelling if normal.isascii() else MAIN]
            else:
                spelling, likelihood = TRANSLITERATED, _SPELT[TRANSLITERATED] + short
                if normal.replace(" ", "") == self.normal.replace(" ", "") or self._is_town_with_h(normal, row, index):
                    spelling, likelihood = ALTERNATE, _REWRITTEN
            self._take(Match(likelihood + row.prior, order, spelling, row, index))

    def _is_town_with_h(self, normal: str, row: PlaceRow, index: SourceIndex) -> bool:
        """Say whether a match is an Arabic-named town that differs only in a silent h at the end of a word."""
        return index.family == "towns" and row.country in ARABIC and differs_in_h(normal, self.normal)

    def rewritten(self, form: str, order: int, index: SourceIndex) -> None:
        """Add the places whose names are another spelling of the query."""
        for normal, _, row in index.spellings(spelling_key(form), self.country):
            if normal == form:
                self._take(Match(_REWRITTEN + row.prior, order, ALTERNATE, row, index))

    def nearly(self, order: int, index: SourceIndex) -> None:
        """Add the places whose keys are one or two edits away."""
        firsts = index.neighbours(self._neighbourhood)
        firsts.pop(self.key, None)
        for key, similarity in self._most_similar(self.key, firsts, least=_LEAST_SIMILARITY):
            self._take_fuzzy(order, key, index.spellings(key, self.country, first=firsts[key]), index, similarity)

    def alike(self, order: int, index: SourceIndex) -> None:
        """Add the country's most similar names with the same initial: slow, so the last resort."""
        keys = index.initial_keys(self.country, self.key[0])
        for key, similarity in self._most_similar(self.key, keys, least=_LEAST_ALIKE):
            self._take_fuzzy(order, key, index.spellings(key, self.country), index, similarity)

    def there(self, area: Around) -> None:
        """Add the settlements of a stated area with somewhat similar names, or one name part of the other."""
        from gazetteer.names.likeness import most_similar, slip_likelihood

        self._most_similar, self._slip_likelihood = most_similar, slip_likelihood
        settlements = area.settlements
        keys = {settlement.key for settlement in settlements}
        similar = dict(self._most_similar(self.key, sorted(keys), least=_LEAST_ALIKE))
        for normal, key, order, row, source in settlements:
            if (order, row.number) in self.found or key == self.key:
                continue
            score = _COMPOUND if is_compound(self.normal, normal) else _NEVER
            if key in similar:
                there = _THERE if key[0] == self.key[0] else _OTHER_BEGINNING
                score = max(score, self._fuzzy_likelihood(normal, similar[key]) + there)
            if score > _LEAST_SCORE:
                self._take(Match(score + _FUZZY_PRIOR * row.prior, order, FUZZY, row, source))

    def _take_fuzzy(
        self, order: int, key: str, spellings: Sequence[Spelling], index: SourceIndex, alike: float
    ) -> None:
        beginning = 0.0 if key[0] == self.key[0] else _OTHER_BEGINNING
        for normal, is_main, row in spellings:
            if row.feature == _VAGUE_REGION:  # "Malkan" is not the Balkans
                continue
            score = self._fuzzy_likelihood(normal, alike)
            if score < _LEAST_LIKE:
                continue
            score += _FUZZY_PRIOR * row.prior + _FUZZY_ALTERNATE * (not is_main) + beginning
            self._take(Match(score, order, FUZZY, row, index))

    def _fuzzy_likelihood(self, other: str, similarity: float) -> float:
        known = self._likelihoods.get(other)
        if known is None:
            known = self._likelihoods[other] = self._slip_likelihood(self.normal, other, similarity)
        return known

    def _take(self, match: Match) -> None:
        place = (match.order, match.row.number)
        known = self.found.get(place)
        if known is None or known.score < match.score:
            self.found[place] = match


def _without_doubles(found: dict[tuple[int, int], Match]) -> list[Match]:
    if len(found) == 1:
        return list(found.values())
    seen: dict[int, int] = {}
    kept: list[Match] = []
    for _, match in sorted(found.items()):
        at = seen.setdefault(match.row.geonameid, len(kept)) if match.row.geonameid else len(kept)
        if at == len(kept):
            kept.append(match)
        elif kept[at].spelling == FUZZY and match.spelling != FUZZY:  # the other is only similar
            kept[at] = match
        elif match.spelling < kept[at].spelling:
            kept[at] = kept[at]._replace(score=max(match.score, kept[at].score), spelling=match.spelling)
    return kept


def _without_pointless(matches: list[Match], country: str, *, division: bool) -> list[Match]:
    """Leave out a division without a point if its town has the name, or if another source has it with a point.

    If a division is meant ("Kandahar Province"), the town is left out instead.
    A division is also left out if a wider area has the name (the Sahel is more than a region of Burkina Faso), except
    for an area of several countries when a country is stated. The division with a point gets the score of the one
    without, if that is higher, as it is when no town has the name. Then no town has the name as its main one, and none
    is meant that a source gives it among others: Chiapas is not Chiapa de Corzo.
    """
    bare = {
        match.row.country: match for match in matches if match.source.family == DIVISIONS and match.spelling != FUZZY
    }
    if not bare:
        return matches
    if any(is_vague(match) and match.spelling <= ALTERNATE and (not country or match.row.country) for match in matches):
        return [match for match in matches if match.source.family != DIVISIONS]
    drawn = {match.row.country for match in matches if _has_point(match)}
    towns = {match.row.country for match in matches if match.row.feature.startswith("P.") and match.spelling != FUZZY}
    if division:
        matches = [match for match in matches if not (match.row.country in bare and match.row.feature.startswith("P."))]
    else:
        drawn |= {country for country, match in bare.items() if country in towns and match.row.prior <= 0}
    kept = []
    for match in matches:
        same = bare.get(match.row.country)
        is_unique = same is not None and same.spelling == MAIN and same.row.prior > 0
        if is_unique and match.spelling == ALTERNATE and match.row.feature.startswith("P."):
            continue
        if same is not None and same.row.prior > 0 and _has_point(match):
            kept.append(match._replace(score=max(match.score, same.score)))
        elif match.source.family != DIVISIONS or match.spelling == FUZZY or match.row.country not in drawn:
            kept.append(match)
    return kept


def is_vague(match: Match) -> bool:
    """Say whether a match is a region without agreed borders."""
    return match.row.feature == _VAGUE_REGION


def _has_point(match: Match) -> bool:
    return match.source.family != DIVISIONS and match.spelling != FUZZY and match.row.feature.startswith("A.ADM1")
