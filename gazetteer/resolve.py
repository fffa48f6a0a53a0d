"""Resolve queries: read the toponym, find candidates, rank them, answer; once for each distinct query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from gazetteer.answer import answer_one, not_found
from gazetteer.areas.lookup import StatedAreas
from gazetteer.areas.outlines import Outlines
from gazetteer.areas.proximity import Proximity
from gazetteer.areas.stated import Context
from gazetteer.context import Contexts, filed_under, of_villages, would_help
from gazetteer.countries import countries_called, country_or_blank
from gazetteer.divisions import Division, divisions_called
from gazetteer.index.index import SourceIndex
from gazetteer.index.match import ALTERNATE, FUZZY, MAIN, Match
from gazetteer.index.search import find_matches, is_vague
from gazetteer.model import Query, Resolution
from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.toponym import division_named, kinds_named, read_toponym
from gazetteer.positions import Positions
from gazetteer.ranking.abroad import count_namesakes, namesakes
from gazetteer.ranking.coverage import LISTED
from gazetteer.ranking.doubtful_divisions import (
    is_of_several,
    is_other_division,
    is_other_kind,
    without_other_kinds,
)
from gazetteer.ranking.missing import Asked
from gazetteer.ranking.rank import Ranked, rank
from gazetteer.several import (
    answer_between,
    answer_both,
    answer_several,
    is_one_area,
    may_be_listed,
    names_in,
    wider_first,
)
from gazetteer.words import Message

__all__ = ["DEFAULT_THRESHOLD", "Resolver"]

#: Confidence below which a name is refused: calibrated so that under 3 % of what is answered is wrong.
DEFAULT_THRESHOLD = 0.7
_LONGEST_NAME = 200
_SURE = 0.9  # two in a hundred such answers are wrong: good enough for the location of a dossier's places
# The most confidence in a town for its quarter, in a district without a word that says it is not its seat, and in any
# answer if a stated country or first-level division does not exist.
_DOUBTED = 0.85
# "X-Y" is often a quarter of X, and as often a place of its own: above all where it may be any country's X, or any X of
# a country and no word says that it is a part. Then only towns have one.
_DOUBT_OF_PARTS, _DOUBT_OF_ANY_PARTS = 3.0, 5.0


# Kilometres between two ends, where no country is told: farther apart they may be namesakes of those meant.
_FAR_APART = 300.0


class Resolver:
    """Answers queries from sources; if two have the same place, the first source's entry is used.

    `prefer` is the code of the likelier country for queries that state none.

    >>> [answer] = Resolver([]).resolve([Query("Gao")], threshold=DEFAULT_THRESHOLD)
    >>> answer.status
    'not_found'
    """

    def __init__(self, indexes: Sequence[SourceIndex], *, prefer: str = "") -> None:
        self._indexes = indexes
        self._outlines = Outlines(indexes)
        areas = StatedAreas(indexes, self._outlines)
        self._contexts = Contexts(indexes, areas, prefer=prefer, points=self._points)
        self._positions = Positions(indexes)
        self._checked = [index for index in indexes if index.family in ("user", "shipped")]

    def resolve(self, queries: Iterable[Query], *, threshold: float, together: bool = False) -> list[Resolution]:
        """Return one answer per query, in order; equal queries are resolved once.

        With `together` the queries are from one dossier: places near its certain places are then likelier.
        """
        asked = list(queries)
        distinct = dict.fromkeys(asked)
        answers = {query: self._one_or_filed(query, threshold=threshold) for query in distinct}
        if together:
            proximity = Proximity(
                point for answer in answers.values() if answer.confidence >= _SURE for point in _points_of(answer)
            )
            if proximity:
                answers = {
                    query: self._one_or_filed(query, threshold=threshold, proximity=proximity) for query in distinct
                }
        return [answers[query] for query in asked]

    def _one_or_filed(self, query: Query, *, threshold: float, proximity: Proximity | None = None) -> Resolution:
        """Answer a query from its country, or from a territory that data sets file under it."""
        ask = partial(self._one, threshold=threshold, proximity=proximity)
        answer = ask(query)
        if answer.status != "resolved" and (both := self._both(query, threshold=threshold)):
            return both
        return filed_under(answer, ask)

    def _one(self, query: Query, *, threshold: float, proximity: Proximity | None = None) -> Resolution:
        if len(query.name) > _LONGEST_NAME:
            return Resolution(query, "not_found", message=Message("too-long", most=_LONGEST_NAME))
        position = self._positions.answer(query)
        if position is not None:
            return position
        if self._is_no_name(query):
            return Resolution(query, "not_found", message=Message("no-name", name=query.name))
        context, remarks = self._contexts.of(query, proximity)
        read = [reading for reading in read_toponym(query.name) if is_one_area(reading.within, context.country)]
        read = _in_no_country(read)
        readings = [*wider_first(read, context.country), *read]
        chosen = self._choose([reading for reading in readings if reading.relation != "between"], context)
        line = self._listed(query, read, threshold=threshold)
        if line is None and (chosen is None or chosen[1].matches[0].spelling == FUZZY):
            line = self._first_line(query, readings, threshold=threshold)
            line = line or self._several(query, threshold=threshold)
        if line is not None:
            return line
        if any(reading.names_nature for reading in readings) and (chosen is None or chosen[1].confidence < threshold):
            remarks = (Message("nature-not-taken"), *remarks)
        if chosen is None:
            within = next((reading for reading in read if reading.within), read[0])
            remarks += would_help(self._contexts.narrowed(context, within), ())
            return not_found(query, abroad=self._abroad(query, context), remarks=remarks)
        reading, ranked = chosen[0], _doubted(chosen[1], query)
        narrowed = self._contexts.narrowed(context, reading)
        is_answered = ranked.confidence >= threshold
        remarks += (of_villages if is_answered else would_help)(narrowed, ranked.matches)
        remarks += tuple(Message("area-not-used", area=area) for area in ranked.unused)
        if reading is read[0] and len(read) > 1 and not read[-1].part:
            # A known name that has describing words in it: "river near X".
            reading = replace(reading, relation=read[-1].relation, of_area=read[-1].of_area)
        return self._divided(answer_one(query, reading, ranked, threshold=threshold, remarks=remarks))

    def _divided(self, answer: Resolution) -> Resolution:
        """Fill the divisions that the source of a place lacks from the outlines that contain it."""
        place = answer.place
        if place is None or place.latitude is None or place.longitude is None or place.feature_class == "A":
            return answer
        if place.admin1 and place.admin2:
            return answer
        found = self._outlines.around(place.country, place.latitude, place.longitude)
        divided = place._replace(admin1=place.admin1 or found.get(1, ""), admin2=place.admin2 or found.get(2, ""))
        return replace(answer, place=divided)

    def _is_no_name(self, query: Query) -> bool:
        """Say whether a query is only a common noun or "unknown".

        A single such word still counts as a name if the shipped table or the user has a place of that name; several
        words ("International City") do if any source has one, or if the stated country has a division of the name.
        """
        noun = noun_of(query.name, query.country)
        country = country_or_blank(query.country)
        if not noun or (noun == "words" and country and divisions_called(query.name, country)):
            return False
        known = find_matches(query.name, "", self._checked if noun == "word" else self._indexes, fuzzy=False)
        return not any(match.spelling <= (ALTERNATE if noun == "word" else MAIN) for match in known)

    def _choose(self, readings: Sequence[Reading], context: Context) -> tuple[Reading, Ranked] | None:
        """Return the first reading whose name is known as written, else the likeliest that has candidates.

        If a name ends in a word for a settlement, the word may belong to the name ("Benin City") or not ("Kyiv city"):
        the likelier reading is taken.
        """
        chosen: tuple[Reading, Ranked] | None = None
        for number, reading in enumerate(readings):
            following = readings[number + 1] if number + 1 < len(readings) else None
            is_doubtful = following is not None and _is_settlement_of(reading, following)
            said = replace(reading, kind=following.kind) if following and is_doubtful else reading  # of either
            ranked = self._rank_within(said, context)
            if ranked.matches and (chosen is None or _is_likelier(ranked, chosen[1])):
                chosen = (reading, ranked)
            is_known = chosen and chosen[0] is reading and ranked.matches[0].spelling <= ALTERNATE
            is_known = is_known and not (reading.within and ranked.elsewhere)
            if is_known and not reading.part and not is_doubtful:
                break
        return chosen

    def _first_line(self, query: Query, readings: Sequence[Reading], *, threshold: float) -> Resolution | None:
        """Return the answer for the first reading with two known ends, else for the first with two ends."""
        first: Resolution | None = None
        for reading in readings:
            if reading.relation == "between":
                line = self._between(query, reading, threshold=threshold)
                if line.status == "resolved":
                    return line
                first = first or line
        return first

    def _several(self, query: Query, *, threshold: float) -> Resolution | None:
        """Return the answer for several names, if all are known: "Kyiv/Kiev" is one place, "Gao and Kidal" are two."""
        names = names_in(query.name)
        if len(names) < 2:
            return None
        answers = [self._one(replace(query, name=name), threshold=threshold) for name in names]
        return answer_several(query, answers) if all(answer.status == "resolved" for answer in answers) else None

    def _listed(self, query: Query, readings: Sequence[Reading], *, threshold: float) -> Resolution | None:
        """Return the answer for a list of settlements that reads as one area in another: "Ansongo, Bourem, Gao"."""
        if not any(may_be_listed(reading.within) for reading in readings):
            return None
        several = self._several(query, threshold=threshold)
        is_list = several and all(candidate.place.feature_class == "P" for candidate in several.candidates)
        return several if is_list else None

    def _both(self, query: Query, *, threshold: float) -> Resolution | None:
        """Return the answer for "X-Y" where both are settlements, side by side: neither is a part of the other."""
        names = query.name.split("-")
        if len(names) != 2 or not all(map(normal_form, names)):
            return None
        one, other = (replace(query, name=name.strip()) for name in names)
        first = self._one(one, threshold=threshold)
        if first.confidence < threshold:
            return None
        second = self._one(other, threshold=threshold)
        return answer_both(query, first, second) if first.confidence * second.confidence >= threshold else None

    def _rank_within(self, reading: Reading, context: Context) -> Ranked:
        """Rank the candidates in the area that a reading names, if it names one: "Mocha (Al Makha)" is one town."""
        ranked = self._rank(reading, self._contexts.narrowed(context, reading))
        if reading.within in ranked.unused and ranked.matches:
            best = ranked.matches[0]
            named = find_matches(reading.within, context.country, [best.source])
            if any(match.row.number == best.row.number for match in named):
                return self._rank(reading, context)
        return ranked

    def _rank(self, reading: Reading, context: Context) -> Ranked:
        areas = [area.around for area in context.stated if area.around is not None]
        matches = find_matches(
            reading.name,
            context.country,
            self._indexes,
            fuzzy=not reading.part,
            around=areas[-1:],
            division=reading.kind is not None and reading.kind.covers("A.ADM1"),
        )
        if not reading.is_only_name:
            matches = [match for match in matches if reading.means(match.row.feature)]
        if context.country and (divisions := divisions_called(reading.name, context.country)):
            matches = [match for match in matches if match.row.country or not is_vague(match)]
            matches = [match for match in matches if not is_other_division(match, divisions)]
            if all(match.spelling == FUZZY for match in matches):
                matches = [match for match in self._divisions(divisions) if reading.means(match.row.feature)]
        if reading.vague:
            matches = [match for match in matches if not is_of_several(reading.name, match)]
        kinds = kinds_named(reading)
        for kind in kinds if reading.kind is None else ():
            if kind.is_division or kind.is_nature:
                matches = [match for match in matches if not is_other_kind(kind, match, reading.name)]
        division = next((kind for kind in kinds if kind.is_division), None)
        if division:
            matches = without_other_kinds(division, matches)
        abroad = 0
        if context.country and context.coverage < LISTED and matches:
            abroad = count_namesakes(reading.name, context.country, self._indexes)
        doubt = _doubt_of_part(reading, context)
        ranked = rank(matches, context, Asked(normal_form(reading.name), reading.kind, division, doubt, abroad))
        if reading.part or (reading.is_only_name and reading.kind is None and _is_district(ranked)):
            return replace(ranked, confidence=min(ranked.confidence, _DOUBTED))
        return ranked

    def _divisions(self, divisions: Iterable[Division]) -> list[Match]:
        """Return the places of divisions that no source has under the name in the query: "Eastern Region" for Est."""
        return [
            match._replace(spelling=max(match.spelling, ALTERNATE))
            for country, name in sorted(divisions)
            for match in find_matches(name, country, self._indexes, fuzzy=False, division=True)
            if match.row.feature == "A.ADM1"
        ]

    def _between(self, query: Query, reading: Reading, *, threshold: float) -> Resolution:
        """Answer "between X and Y": an ambiguous end is the place near the other end."""
        names = (reading.name, reading.other)
        first, second = (self._one(replace(query, name=name), threshold=threshold) for name in names)
        if first.place and not second.place:
            second = self._beside(query, reading.other, reading.name, threshold=threshold)
        elif second.place and not first.place:
            first = self._beside(query, *names, threshold=threshold)
        line = answer_between(query, (first, second))
        if query.country or (line.radius_km or 0.0) <= _FAR_APART / 2:
            return line
        beside = [self._beside(query, *ends, threshold=threshold) for ends in (names, names[::-1])]
        if [end.place for end in beside] == [first.place, second.place]:
            return line
        return answer_between(query, (replace(first, place=None), replace(second, place=None)))

    def _beside(self, query: Query, name: str, other: str, *, threshold: float) -> Resolution:
        near = ";".join(filter(None, (query.near, other)))
        return self._one(replace(query, name=name, near=near), threshold=threshold)

    def _points(self, near: str, country: str) -> list[tuple[float, float]]:
        """Return the points of the places in `near` that are resolved."""
        answers = [
            self._one(Query(name.strip(), country), threshold=DEFAULT_THRESHOLD)
            for name in near.split(";")
            if name.strip()
        ]
        return [point for answer in answers for point in _points_of(answer)]

    def _abroad(self, query: Query, context: Context) -> Ranked | None:
        """Return the places of the name in other countries than the stated one that may be meant."""
        if not context.country:
            return None
        reading = read_toponym(query.name)[-1]
        named = find_matches(reading.name, "", self._indexes, fuzzy=False)
        matches = [match for match in named if reading.means(match.row.feature)]
        return rank(namesakes(matches, context.country, self._indexes), Context(), Asked())


def _points_of(answer: Resolution) -> list[tuple[float, float]]:
    """Return the point of an answer, as (latitude, longitude); none if it is the centre of an area."""
    if answer.latitude is None or answer.longitude is None or answer.place is None or answer.place.latitude is None:
        return []
    return [(answer.latitude, answer.longitude)]


def _is_likelier(ranked: Ranked, other: Ranked) -> bool:
    """Say whether a reading is likelier than an earlier one; a misspelt name never replaces a known one."""
    is_slip = ranked.matches[0].spelling == FUZZY != other.matches[0].spelling
    return ranked.score > other.score and not is_slip


def _doubt_of_part(reading: Reading, context: Context) -> float:
    """Return the doubt (natural logarithm) that the name means a part of the place that was read."""
    if not reading.part:
        return 0.0
    is_any = not context.country or (reading.joined and not context.stated)
    return _DOUBT_OF_ANY_PARTS if is_any else _DOUBT_OF_PARTS


def _is_district(ranked: Ranked) -> bool:
    """Say whether the best candidate is a second or lower division."""
    feature = ranked.matches[0].row.feature if ranked.matches else ""
    return feature.startswith("A.ADM") and feature != "A.ADM1"


def _doubted(ranked: Ranked, query: Query) -> Ranked:
    """Return less confidence if the query names a country or a first-level division that does not exist.

    The same holds if the toponym itself names an unknown division: "Dobropillia, Polohy raion".
    """
    is_country = not query.country or countries_called(query.country) or country_or_blank(query.country)
    is_unknown = any(area == query.admin1 or division_named(Reading(area)) for area in ranked.unused)
    if is_country and not is_unknown:
        return ranked
    return replace(ranked, confidence=min(ranked.confidence, _DOUBTED))


def _in_no_country(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings without a country for the town of a camp: "a camp in Uganda" lies somewhere in Uganda.

    If the camp has a name ("Dzaipi camp, Uganda"), only that is looked up.
    """
    is_named = any(reading.within for reading in readings)
    found = []
    for reading in readings:
        if not (reading.inside and country_or_blank(reading.name)):
            found.append(reading)
        elif not is_named:
            found.append(replace(reading, kind=None, inside=False, relation="in"))
    return found


def _is_settlement_of(whole: Reading, reading: Reading) -> bool:
    """Say whether the second reading takes the last word of the first name as a word such as "city"."""
    kind = reading.kind
    return whole.kind is None and kind is not None and kind.features == ("P",) and whole.relation == reading.relation
