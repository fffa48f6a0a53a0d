"""Select events by actor, date, type, place, figure, source and words.

A filter is a list of conditions; each narrows what the one before left, so that an empty result can name the condition
that emptied it. The page counts in the same way (docs/design/model.md, "Semantics").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, cast

import numpy as np
import pandas as pd

from gazetteer.countries import country_or_blank, country_rows
from gazetteer.divisions import is_one_division
from mapper.errors import EmptySelectionError, ParameterError, UnknownNameError
from mapper.model.actors.known import asked_actors
from mapper.model.actors.names import ActorNames
from mapper.model.dates import Period, read_date
from mapper.model.dossier import Dossier
from mapper.model.involved import involvements
from mapper.model.schema import LIST_SEPARATOR, SEARCHED_COLUMNS, names_in_cell
from mapper.model.text import fold, fold_name, nearest
from mapper.model.unread import UnreadError
from mapper.options import ANY_FIELD, Conditions, typed
from mapper.processing.context import is_context
from mapper.processing.selected import selected_by

__all__ = [
    "check_conditions", "filter_words", "is_called", "is_meant", "names_meant", "select", "types_meant", "types_of",
    "words_lacking",
]  # fmt: skip

Test = Callable[[Dossier, pd.DataFrame], "np.ndarray | pd.Series"]
"""Takes a dossier and some of its events; returns which of these a condition lets through."""

_NAMED = frozenset({"place", "admin1"})
"""Conditions in which an unknown name is no error: it may be right although no event has it."""


def select(dossier: Dossier, conditions: Conditions, *, allow_empty: bool = True) -> Dossier:
    """Return the dossier with only the events that meet all conditions, in their order.

    Raises
    ------
    UnknownNameError
        An actor, type or source that the dossier does not have, with the nearest that it has.
    ParameterError
        A date, month, box or country that cannot be read.
    EmptySelectionError
        `allow_empty` is false and no event is left; it names the condition that emptied the selection.

    >>> import mapper
    >>> from mapper.options import Conditions
    >>> len(select(mapper.read("seeds"), Conditions(from_="2099")).events)
    0
    """
    events, steps = dossier.events, _steps(conditions)
    for condition, narrow in steps:
        before = len(events)
        events = events[narrow(dossier, events)]
        if before and events.empty and not allow_empty:
            raise EmptySelectionError(condition, before, names_meant(dossier, condition))
    words = " ".join(filter(None, (dossier.filter_words, filter_words(conditions))))
    selected = (*dossier.selected, *selected_by(conditions, dossier.actors))
    return dossier.with_events(events).replace(filter_words=words, selected=selected)


def filter_words(conditions: Conditions) -> str:
    """Return the conditions as they would be typed, in the order in which they narrow the selection.

    >>> filter_words(Conditions(text="market", month=("2025-06",)))
    '--month 2025-06 --text market'
    """
    return " ".join(typed(condition) for condition, _ in _steps(conditions))


def check_conditions(conditions: Conditions) -> None:
    """Raise what `select` would raise of dates, months, boxes and countries that cannot be read, without any dossier.

    >>> check_conditions(Conditions(bbox="1,2,3"))
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: bbox: cannot read '1,2,3'; give four numbers W,S,E,N in degrees
    """
    _steps(conditions)


def _steps(conditions: Conditions) -> list[tuple[Mapping[str, object], Test]]:
    """Return the conditions that are set, in a fixed order, each with its parameters and its test."""
    given = conditions.given()
    steps: list[tuple[Mapping[str, object], Test]] = []
    for names, make in _TESTS.items():
        values = {name: given[name] for name in names if name in given}
        if values:
            steps.append((values, make(**values)))
    return steps


def _date(parameter: str, text: str, wanted: str = "a date such as 2025, 2025-06 or 2025-06-15") -> Period:
    try:
        period = read_date(text)
    except UnreadError as fault:
        raise ParameterError(parameter, text, f"{wanted} ({fault})") from None
    if period.open:
        raise ParameterError(parameter, text, "a first and a last day, such as 2025, 2025-06 or 2025-06-15")
    return period


def _overlap(events: pd.DataFrame, start: Period | None, end: Period | None) -> pd.Series:
    mask = events["event_date"].notna()
    if start is not None:
        mask &= events["end_date"] >= pd.Timestamp(start.first)
    if end is not None:
        mask &= events["event_date"] <= pd.Timestamp(end.last)
    return mask


def _between(from_: str = "", to: str = "") -> Test:
    start, end = from_ and _date("from_", from_), to and _date("to", to)
    if start and end and start.first > end.last:
        raise ParameterError("to", to, f"a date that is not before {from_}, where `from_` begins")
    return lambda _, events: _overlap(events, start or None, end or None)


def _in_months(month: Sequence[str]) -> Test:
    wanted = "a month such as 2025-06"
    periods = [_date("month", text, wanted) for text in month]
    for text, period in zip(month, periods, strict=True):
        if period.precision != "month":
            raise ParameterError("month", text, wanted)
    return lambda _, events: np.logical_or.reduce([_overlap(events, period, period) for period in periods])


def _involving(actor: Sequence[str] = (), *, with_successors: bool = False) -> Test:
    if not actor:
        raise ParameterError("with_successors", "", "the actor to begin with, by `actor`")

    def test(dossier: Dossier, events: pd.DataFrame) -> np.ndarray:
        names = asked_actors(ActorNames(dossier.actors), actor, with_successors=with_successors)
        pairs = involvements(events)
        mask = np.zeros(len(events), dtype=bool)
        mask[pairs.loc[pairs["actor"].isin(names), "row"].to_numpy()] = True
        return mask

    return test


def _not_involving(not_actor: Sequence[str]) -> Test:
    involving = _involving(not_actor)
    return lambda dossier, events: ~involving(dossier, events)


def _of_type(type: Sequence[str]) -> Test:  # noqa: A002 - the parameter is called so
    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        names = types_meant(type, types_of(dossier.events))
        return events["event_type"].isin(names) | events["sub_event_type"].isin(names)

    return test


def types_of(events: pd.DataFrame) -> frozenset[str]:
    """Return the types and sub-types that events have.

    >>> events = pd.DataFrame({"event_type": ["Battles", ""], "sub_event_type": ["Armed clash", ""]})
    >>> sorted(types_of(events))
    ['Armed clash', 'Battles']
    """
    return frozenset(str(kind) for name in ("event_type", "sub_event_type") for kind in events[name].unique() if kind)


def types_meant(asked: Sequence[str], types: Iterable[str]) -> set[str]:
    """Return the types that are asked for, as they are written.

    Raises UnknownNameError for one that there is not, with the nearest that there are.

    >>> types_meant(["battles"], ["Battles", "Riots"])
    {'Battles'}
    """
    known = {fold_name(kind): kind for kind in sorted(types)}
    return {_known("type", word, fold_name(word), known) for word in asked}


def _known(kind: str, asked: str, key: str, known: dict[str, str]) -> str:
    if key in known:
        return known[key]
    raise UnknownNameError(kind, asked, [known[found] for found in nearest(key, known)])


def _in_country(country: Sequence[str]) -> Test:
    codes = [country_or_blank(name) for name in country]
    for name, code in zip(country, codes, strict=True):
        if not code:
            known = {fold_name(row["name"]): row["name"] for row in country_rows()}
            near = ", ".join(known[found] for found in nearest(fold_name(name), known))
            wanted = "an ISO code such as ML, or a name"
            raise ParameterError("country", name, f"{wanted}; the nearest known: {near}" if near else wanted)
    return lambda _, events: events["country"].isin(codes)


def _at(place: Sequence[str]) -> Test:
    """Return a test that is true where the record gives one of these names to the place, or to one of several possible
    places, or where the gazetteer knows the place by it.
    """
    return lambda _, events: is_called(events["place"], place) | is_meant(events, place)


def is_meant(places: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Tell of each event whether the gazetteer gave it a place that one of the names means (`geocode.are_meant`).

    >>> rows = {"place_id": ["shipped:ml-timbuktu", ""], "place_relation": "at", "country": "ML"}
    >>> is_meant(pd.DataFrame(rows), ["Tombouctou"]).tolist()
    [True, False]
    """
    if not (places["place_id"] != "").any():
        return pd.Series(data=False, index=places.index)
    from gazetteer import Gazetteer
    from mapper.processing.geocode import are_meant

    with Gazetteer.open() as gazetteer:
        return are_meant(places, names, gazetteer)


def is_called(places: pd.Series, names: Sequence[str]) -> pd.Series:
    """Tell of each place, as written, whether it has one of the names, or is one of several possible places that has.

    >>> is_called(pd.Series(["Gao", "Kidal; gao", "near Gao"]), ["GAO"]).tolist()
    [True, True, False]
    """
    wanted = {fold_name(name) for name in names}
    texts = {text: any(fold_name(part) in wanted for part in (text, *names_in_cell(text))) for text in places.unique()}
    return places.map(texts).astype(bool)


def _in_division(admin1: Sequence[str]) -> Test:
    """Return a test that is true in the divisions with these names, with or without the word for the kind: "Zamfara" is
    "Zamfara state" too.
    """
    wanted = {fold_name(name) for name in admin1}

    def is_meant(text: str, country: str) -> bool:
        parts = (text, *names_in_cell(text))
        return any(
            fold_name(part) in wanted or any(is_one_division(part, name, country) for name in admin1) for part in parts
        )

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        stated = list(zip(events["admin1"].astype(str), events["country"].astype(str), strict=True))
        known = {area: is_meant(*area) for area in set(stated)}
        return pd.Series([known[area] for area in stated], index=events.index, dtype=bool)

    return test


def names_meant(dossier: Dossier, condition: Mapping[str, object]) -> list[str]:
    """Return the places or areas of the dossier that are most like those of a condition that it does not have.

    >>> import mapper
    >>> names_meant(mapper.read("seeds"), {"place": ("Kidl",)})
    ['Kidal', 'Kidal region']
    """
    near: list[str] = []
    for column in _NAMED.intersection(condition):
        cells = dossier.events[column].unique()
        known = {fold_name(part): part for text in cells for part in (text, *names_in_cell(text)) if part}
        asked = [fold_name(str(name)) for name in cast("Sequence[str]", condition[column])]
        near += [known[key] for name in asked if name not in known for key in nearest(name, known)]
    return near


def _in_box(bbox: str) -> Test:
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise ParameterError("bbox", bbox, "four numbers W,S,E,N in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ParameterError("bbox", bbox, "W,S,E,N within -180…180 and -90…90, the south below the north")

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        x = events["longitude"]
        across = (x >= west) | (x <= east) if west > east else x.between(west, east)
        return across & events["latitude"].between(south, north) & (events["location_kind"] != "unlocated")

    return test


def _deadly(min_fatalities: int) -> Test:
    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        lowest = events["fatalities_low"].fillna(events["fatalities_high"] * 0)  # "up to 9" may be 0
        return (events["fatalities_best"].fillna(lowest) >= min_fatalities).fillna(value=False).astype(bool)

    return test


def _precise(max_geo_precision: int) -> Test:
    return lambda _, events: (events["geo_precision"] <= max_geo_precision).fillna(value=False).astype(bool)


def _of_context(context: str) -> Test:
    wanted = context == "only"
    return lambda _, events: is_context(events) == wanted if context != "include" else np.ones(len(events), dtype=bool)


def _from_source(source: Sequence[str]) -> Test:
    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        known = {name: name for name in dossier.sources["source_id"]}
        ids = {_known("source", name, name, known) for name in source}
        match = {text: not ids.isdisjoint([text, *text.split(LIST_SEPARATOR)]) for text in events["source"].unique()}
        return events["source"].map(match).astype(bool)

    return test


def _disputed(disputed: Sequence[str]) -> Test:
    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        cells = {text: {ANY_FIELD, *text.split(LIST_SEPARATOR)} for text in events["disputed_fields"].unique() if text}
        here = {ANY_FIELD}.union(*cells.values())
        for name in set(disputed) - here - set(dossier.claims["field"]):
            raise UnknownNameError("field of claims", name, nearest(name, sorted(here)) or sorted(here))
        return events["disputed_fields"].map(lambda text: not cells.get(text, set()).isdisjoint(disputed)).astype(bool)

    return test


def _with_words(text: str) -> Test:
    """Make a test that is true where every word occurs in a searched column, an own one, or a name of an actor.

    Words in quotation marks are looked for as one phrase.
    """
    return lambda dossier, events: words_lacking(dossier, events, text) == ""


def words_lacking(dossier: Dossier, events: pd.DataFrame, text: str) -> np.ndarray:
    """Return the words and phrases of a search that each event does not have, folded, one a line.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> words_lacking(dossier, dossier.events.head(1), 'hasham "car bomb"').tolist()
    ['car bomb']
    """
    haystack = _searchable(dossier, events).map(fold)
    lacking = np.full(len(events), "", dtype=object)
    for part in _parts_of(text):
        lacks = ~haystack.str.contains(part, regex=False).to_numpy(bool)
        lacking[lacks] = [f"{before}\n{part}".lstrip() for before in lacking[lacks]]
    return lacking


_SEARCHED: Final = re.compile(r'["“„«]([^"“”„»]*)(?:["“”»]|$)|(\S+)')
"""A phrase in quotation marks, closed or not, or a word."""


def _parts_of(text: str) -> list[str]:
    """Return the words and phrases of a search, folded, split as the page does (`fold.js`).

    >>> _parts_of('Gao "Car  bomb"')
    ['gao', 'car bomb']
    """
    parts: list[str] = []
    for phrase, word in _SEARCHED.findall(text):
        words = fold(phrase or word).split()
        parts += words if word else [" ".join(words)]
    return [part for part in parts if part]


def _searchable(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
    texts = pd.Series("", index=range(len(events)), dtype="str")
    for column in (*SEARCHED_COLUMNS, *dossier.own_columns):
        texts += "\n" + events[column].astype("str").reset_index(drop=True).fillna("")
    short = dict(zip(dossier.actors["name"], dossier.actors["short_name"], strict=True))
    pairs = involvements(events)
    words = pairs["actor"].astype("str").map(lambda name: f"{name}\n{short.get(name, '')}")
    names = words.groupby(pairs["row"]).agg("\n".join)
    return texts + "\n" + names.reindex(texts.index).fillna("")


_TESTS: dict[tuple[str, ...], Callable[..., Test]] = {
    ("from_", "to"): _between,
    ("actor", "with_successors"): _involving,
    ("not_actor",): _not_involving,
    ("month",): _in_months,
    ("type",): _of_type,
    ("country",): _in_country,
    ("admin1",): _in_division,
    ("place",): _at,
    ("bbox",): _in_box,
    ("min_fatalities",): _deadly,
    ("max_geo_precision",): _precise,
    ("context",): _of_context,
    ("source",): _from_source,
    ("disputed",): _disputed,
    ("text",): _with_words,
}
"""The fields of `Conditions` that make a test together, in the order in which the tests narrow the selection."""
