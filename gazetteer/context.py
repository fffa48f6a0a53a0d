"""The context of a name: the country and areas that its query and the toponym state, and hints on what would help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from gazetteer.answer import undecided
from gazetteer.areas.lookup import StatedAreas
from gazetteer.areas.proximity import Proximity
from gazetteer.areas.stated import Context, Stated
from gazetteer.countries import countries_called, country_code, country_message, country_or_blank, territories_of
from gazetteer.divisions import divisions_called
from gazetteer.errors import UnknownCountryError
from gazetteer.index.index import SourceIndex
from gazetteer.index.keys import parent_form
from gazetteer.index.match import MAIN, Match
from gazetteer.model import Query, Resolution
from gazetteer.names.reading import Reading
from gazetteer.names.toponym import division_named, read_toponym
from gazetteer.ranking.coverage import LISTED, countries_listed, coverage
from gazetteer.ranking.missing import SMALL_TOWN
from gazetteer.words import Message

__all__ = ["Contexts", "filed_under", "of_villages", "would_help"]

_MUCH_LARGER = 10  # a small town against a village


class Contexts:
    """Makes contexts from queries and toponyms.

    `prefer` is the code of the likelier country for queries that state none. `points` returns the points (latitude,
    longitude) of places, given their names separated by ";" and a country's code.

    >>> from gazetteer.areas.outlines import Outlines
    >>> contexts = Contexts([], StatedAreas([], Outlines([])), prefer="", points=lambda names, country: [])
    >>> contexts.of(Query("Gao", "Mali"))[0].country
    'ML'
    """

    def __init__(
        self,
        indexes: Sequence[SourceIndex],
        areas: StatedAreas,
        *,
        prefer: str,
        points: Callable[[str, str], list[tuple[float, float]]],
    ) -> None:
        self._indexes = indexes
        self._areas = areas
        self._prefer = prefer
        self._points = points
        self._coverage_of: dict[str, float] = {}
        self._read_of = countries_listed(indexes)

    def of(self, query: Query, proximity: Proximity | None = None) -> tuple[Context, tuple[Message, ...]]:
        """Return the context that the query states, and remarks on parts that could not be used."""
        country = ""
        remarks: tuple[Message, ...] = ()
        stated: list[Stated] = []
        try:
            country = country_code(query.country)
        except UnknownCountryError:
            if countries_called(query.country):
                stated.append(self._areas.of(query.country, ""))
            else:
                remarks = (Message("country-not-used", country=query.country),)
        for level, name in enumerate((query.admin1, query.admin2, query.admin3), start=1):
            if parent_form(name):
                stated.append(self._areas.of(name, country, level=level, within=tuple(stated)))
        near = tuple(self._points(query.near, country))
        context = Context(country, self._coverage(country), tuple(stated), near, proximity, self._prefer, self._read_of)
        return context, remarks

    def narrowed(self, context: Context, reading: Reading) -> Context:
        """Return the context with the area that the toponym names: "Kidal, Mali", "Moura (Mopti)"."""
        within, _, above = reading.within.partition(",")
        if reading.beside:
            return replace(context, near=context.near + tuple(self._points(within, context.country)))
        if above:
            context = self.narrowed(context, replace(reading, within=above.strip()))
        if not parent_form(within) and not divisions_called(within):
            return context
        country = "" if above else country_or_blank(within)  # Argelia is a municipality, and Spanish for Algeria
        if not country:
            kind = division_named(Reading(within))
            is_first = not context.country or divisions_called(within, context.country)
            is_lower = bool(kind and not kind.covers("A.ADM1")) or (above and not country_or_blank(above))
            is_lower = is_lower or not is_first
            level, upper = (2, context.stated) if is_lower else (1, ())
            stated = self._areas.of(within, context.country, level=level, within=upper)
            return replace(
                context,
                stated=(*context.stated, stated),
                near=context.near + tuple(self._points(within, context.country)),
            )
        if context.country == country or not (context.country or divisions_called(within)):
            return replace(context, country=country, coverage=self._coverage(country))
        # "Georgia" is a country and a state: if a country is stated, no other country is meant.
        return replace(context, stated=(Stated.of(within, countries=(country,)), *context.stated))

    def _coverage(self, country: str) -> float:
        if country not in self._coverage_of:
            self._coverage_of[country] = coverage(country, self._indexes) if country else 0.0
        return self._coverage_of[country]


def would_help(context: Context, matches: Sequence[Match]) -> tuple[Message, ...]:
    """Say why a name may be refused: no list of the country's villages is loaded, or no country is stated."""
    if not context.country:
        is_anywhere = len({match.row.country for match in matches} - {""}) > 1
        is_other = bool(matches) and matches[0].spelling != MAIN
        return (Message("country-not-told"),) if is_anywhere or is_other else ()
    if context.coverage >= LISTED:
        return ()
    return (Message("villages-not-listed", country=country_message(context.country)),)


def of_villages(context: Context, matches: Sequence[Match]) -> tuple[Message, ...]:
    """Say that a village may be meant instead of a small town, if no source lists the country's villages."""
    best = matches[0]
    is_small = best.row.feature.startswith("P.") and best.row.population < SMALL_TOWN
    is_checked = best.source.family in ("user", "shipped", "online")
    if not context.country or context.stated or context.coverage >= LISTED or not is_small or is_checked:
        return ()
    return (Message("village-may-be-meant", country=country_message(context.country)),)


def filed_under(answer: Resolution, ask: Callable[[Query], Resolution]) -> Resolution:
    """Return the answer from a territory that data sets file under the query's country, or else the given answer.

    UCDP files Gaza under Israel. The territory wins if the country has no answer, if the stated division is the
    territory's, or if a place there is mainly called so while the country's place only has the name among others.
    Between a town there and a village of the country it is refused if no division is told: "Juba, Sudan". `ask` answers
    a query.

    >>> filed_under(Resolution(Query("Gao", "ML"), "not_found"), ask=Resolution).status
    'not_found'
    """
    query = _with_country(answer.query)
    country = country_or_blank(query.country)
    territories = territories_of(country)
    if not territories or _names_division(query, country):
        return answer
    is_stated = any(_names_division(query, code) for code in territories)
    is_known = answer.status == "resolved"
    is_main = is_known and _is_main_name(answer) and not is_stated
    for territory in territories:
        there = ask(replace(query, country=territory))
        if there.status != "resolved" or there.message is None:
            continue
        if is_main:
            if not query.admin1 and _is_town_beside(there, answer):
                return undecided(answer.query, (there, answer))
        elif is_stated or not is_known or _is_main_name(there):
            remark = Message("filed-under", place=country_message(territory), country=country_message(country))
            message = Message("remarked", sentence=there.message, remarks=(remark,))
            return replace(there, query=answer.query, message=message)
    return answer


def _with_country(query: Query) -> Query:
    """Return the query with the country that its toponym ends with, if none is told: "Juba, Sudan"."""
    name, comma, country = query.name.rpartition(",")
    is_filing = comma and not query.country and territories_of(country_or_blank(country.strip()))
    return replace(query, name=name.strip(), country=country.strip()) if is_filing else query


def _is_town_beside(there: Resolution, here: Resolution) -> bool:
    """Say whether one answer is a town, mainly called so, and the other a village."""
    town, village = there.place, here.place
    if town is None or village is None or not _is_main_name(there):
        return False
    is_town = town.feature_class == "P" and (town.population or 0) >= SMALL_TOWN
    return is_town and village.feature_class == "P" and (village.population or 0) * _MUCH_LARGER < SMALL_TOWN


def _names_division(query: Query, country: str) -> bool:
    """Say whether a query names a division of a country (a code) in which the place is."""
    areas = (query.admin1, *(reading.within.partition(",")[0] for reading in read_toponym(query.name)))
    return any(divisions_called(area, country) for area in areas)


def _is_main_name(answer: Resolution) -> bool:
    """Say whether the name asked is the main name of the place that was answered."""
    return bool(answer.candidates) and answer.candidates[0].message.says("spelling-main")
