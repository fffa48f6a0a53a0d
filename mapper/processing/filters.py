"""Select events by actor, date, type, place, figure, source and words.

A filter is a list of conditions; each narrows what the one before left, so that an empty result can name the condition
that emptied it. The page counts in the same way (docs/design/model.md, "Semantics").
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from gazetteer.countries import country_or_blank
from mapper.errors import EmptySelectionError, FilterValueError, UnknownNameError
from mapper.model.dossier import Dossier
from mapper.model.involved import count_events
from mapper.model.periods import Period, parse_period
from mapper.model.schema import LIST_SEPARATOR
from mapper.model.text import fold, fold_name, nearest
from mapper.processing.canonical import find_actors, involvements

__all__ = ["Conditions", "select", "undated_left_out"]

Test = Callable[[Dossier, pd.DataFrame], "np.ndarray | pd.Series"]
"""Which of the events (all of them of the dossier) a condition lets through."""

_TEXT_COLUMNS = ("title", "notes", "place", "event_type", "sub_event_type", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What to select; everything left out is unrestricted. See `mapper map --help` for each in words.

    `with_successors` widens `actor` to those that came after it, which stay actors of their own.

    >>> Conditions(actor=("JNIM",)).words()
    '--actor JNIM'
    """

    actor: tuple[str, ...] = ()
    with_successors: bool = False
    not_actor: tuple[str, ...] = ()
    from_: str = ""
    to: str = ""
    month: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    bbox: str = ""
    min_fatalities: int | None = None
    max_geo_precision: int | None = None
    source: tuple[str, ...] = ()
    text: str = ""

    def words(self) -> str:
        """Return the conditions as they would be typed on the command line."""
        return " ".join(condition for condition, _ in _steps(self))


def select(dossier: Dossier, conditions: Conditions, *, allow_empty: bool = True) -> Dossier:
    """Return the dossier with only the events that meet all conditions, in their order.

    Raises
    ------
    UnknownNameError
        An actor, type or source that the dossier does not have, with the nearest that it has.
    FilterValueError
        A date, month, box or country that cannot be read.
    EmptySelectionError
        `allow_empty` is false and no event is left; it names the condition that emptied the selection.

    >>> import mapper
    >>> len(select(mapper.read("seeds"), Conditions(from_="2099")).events)
    0
    """
    events = dossier.events
    for condition, narrow in _steps(conditions):
        before = len(events)
        events = events[narrow(dossier, events)]
        if before and events.empty and not allow_empty:
            raise EmptySelectionError(condition, before)
    words = " ".join(filter(None, (dossier.filter_words, conditions.words())))
    return dossier.with_events(events).replace(filter_words=words)


def _steps(c: Conditions) -> list[tuple[str, Test]]:
    """Return the conditions that are set, in a fixed order, each with its words and its test."""
    steps = []
    if c.from_ or c.to:
        words = " ".join(f"{option} {value}" for option, value in (("--from", c.from_), ("--to", c.to)) if value)
        start, end = _date("--from", c.from_), _date("--to", c.to)
        if start and end and start.first > end.last:
            raise FilterValueError("--to", c.to, f"a date that is not before {c.from_}, where --from begins")
        steps.append((words, _between(start, end)))
    if c.actor:
        following = " --with-successors" if c.with_successors else ""
        steps.append((_typed("--actor", c.actor) + following, _involving(c.actor, with_successors=c.with_successors)))
    elif c.with_successors:
        raise FilterValueError("--with-successors", "", "the actor to begin with, by --actor")
    for name, make in _TESTS.items():
        value = getattr(c, name)
        if value in (None, (), ""):
            continue
        values = value if isinstance(value, tuple) else (value,)
        steps.append((_typed(f"--{name.replace('_', '-')}", values), make(value)))
    return steps


def undated_left_out(dossier: Dossier, conditions: Conditions) -> int:
    """Return how many events a date condition leaves out only because they have no date.

    >>> import mapper
    >>> undated_left_out(mapper.read("seeds"), Conditions())
    0
    """
    if not (conditions.from_ or conditions.to or conditions.month):
        return 0
    undated = dataclasses.replace(conditions, from_="", to="", month=())
    events = select(dossier, undated).events
    return count_events(events[events["event_date"].isna()])


def _typed(option: str, values: Sequence[object]) -> str:
    return " ".join(f"{option} {_quoted(str(value))}" for value in values)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _date(option: str, text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except ValueError:
        raise FilterValueError(option, text, "a date such as 2025, 2025-06 or 2025-06-15") from None


def _overlap(events: pd.DataFrame, start: Period | None, end: Period | None) -> pd.Series:
    mask = events["event_date"].notna()
    if start is not None:
        mask &= events["end_date"] >= pd.Timestamp(start.first)
    if end is not None:
        mask &= events["event_date"] <= pd.Timestamp(end.last)
    return mask


def _between(start: Period | None, end: Period | None) -> Test:
    return lambda _, events: _overlap(events, start, end)


def _in_months(months: Sequence[str]) -> Test:
    periods = [_date("--month", month) for month in months]
    for month, period in zip(months, periods, strict=True):
        if period is None or period.precision != "month":
            raise FilterValueError("--month", month, "a month such as 2025-06")

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        mask = pd.Series(data=False, index=events.index)
        for period in periods:
            mask |= _overlap(events, period, period)
        return mask

    return test


def _involving(asked: Sequence[str], *, with_successors: bool = False) -> Test:
    def test(dossier: Dossier, events: pd.DataFrame) -> np.ndarray:
        names = find_actors(dossier.actors, asked, with_successors=with_successors)
        pairs = involvements(events)
        mask = np.zeros(len(events), dtype=bool)
        mask[pairs.loc[pairs["actor"].isin(names), "row"].to_numpy()] = True
        return mask

    return test


def _not_involving(asked: Sequence[str]) -> Test:
    involving = _involving(asked)
    return lambda dossier, events: ~involving(dossier, events)


def _of_type(asked: Sequence[str]) -> Test:
    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        kinds = pd.concat([dossier.events[name].astype("str") for name in ("event_type", "sub_event_type")]).unique()
        known = {fold_name(kind): str(kind) for kind in kinds if kind}
        names = {_known("type", word, fold_name(word), known) for word in asked}
        return events["event_type"].isin(names) | events["sub_event_type"].isin(names)

    return test


def _known(kind: str, asked: str, key: str, known: dict[str, str]) -> str:
    if key in known:
        return known[key]
    raise UnknownNameError(kind, asked, [known[found] for found in nearest(key, known)])


def _in_country(names: Sequence[str]) -> Test:
    codes = [country_or_blank(name) for name in names]
    for name, code in zip(names, codes, strict=True):
        if not code:
            raise FilterValueError("--country", name, "an ISO code such as ML, or a name")
    return lambda _, events: events["country"].isin(codes)


def _named(column: str, names: Sequence[str]) -> Test:
    """Make a test that is true where the column, or one of its alternatives, is one of the names."""
    wanted = {fold_name(name) for name in names}

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        texts = {
            text: any(fold_name(part) in wanted for part in (text, *text.split(";")))
            for text in events[column].unique()
        }
        return events[column].map(texts).astype(bool)

    return test


def _in_box(text: str) -> Test:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise FilterValueError("--bbox", text, "four numbers W,S,E,N in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise FilterValueError("--bbox", text, "W,S,E,N within -180…180 and -90…90, the south below the north")

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        x = events["longitude"]
        across = (x >= west) | (x <= east) if west > east else x.between(west, east)
        return across & events["latitude"].between(south, north) & (events["location_kind"] != "unlocated")

    return test


def _deadly(least: int) -> Test:
    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        figure = events["fatalities_best"].fillna(events["fatalities_high"]).fillna(events["fatalities_low"])
        return (figure >= least).fillna(value=False).astype(bool)

    return test


def _precise(most: int) -> Test:
    return lambda _, events: (events["geo_precision"] <= most).fillna(value=False).astype(bool)


def _from_source(asked: Sequence[str]) -> Test:
    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        known = {source: source for source in dossier.sources["source_id"]}
        ids = {_known("source", name, name, known) for name in asked}
        match = {text: not ids.isdisjoint([text, *text.split(LIST_SEPARATOR)]) for text in events["source"].unique()}
        return events["source"].map(match).astype(bool)

    return test


def _with_words(text: str) -> Test:
    """Make a test that is true where every word occurs in the event's own text or in a name of one of its actors."""

    def test(dossier: Dossier, events: pd.DataFrame) -> np.ndarray:
        haystack = _searchable(dossier, events).map(fold)
        mask = np.ones(len(events), dtype=bool)
        for word in fold(text).split():
            mask &= haystack.str.contains(word, regex=False).to_numpy()
        return mask

    return test


def _searchable(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
    texts = pd.Series("", index=range(len(events)), dtype="str")
    for column in _TEXT_COLUMNS:
        texts += "\n" + events[column].astype("str").reset_index(drop=True).fillna("")
    short = dict(zip(dossier.actors["name"], dossier.actors["short_name"], strict=True))
    pairs = involvements(events)
    words = pairs["actor"].astype("str").map(lambda name: f"{name}\n{short.get(name, '')}")
    names = words.groupby(pairs["row"]).agg("\n".join)
    return texts + "\n" + names.reindex(texts.index).fillna("")


_TESTS: dict[str, Callable[[Any], Test]] = {
    "not_actor": _not_involving,
    "month": _in_months,
    "type": _of_type,
    "country": _in_country,
    "admin1": partial(_named, "admin1"),
    "place": partial(_named, "place"),
    "bbox": _in_box,
    "min_fatalities": _deadly,
    "max_geo_precision": _precise,
    "source": _from_source,
    "text": _with_words,
}
"""The fields of `Conditions` after the dates and the actor, in the order they are applied, and what makes the test of
each."""
