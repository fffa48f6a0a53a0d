"""Guess the fields of a table's columns by their names, in some languages, and by their cells.

The names are data (`mapper/data/headers.toml`). A column whose cells do not fit a field is not taken for it, whatever
its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import pandas as pd

from gazetteer.countries import country_or_blank
from gazetteer.divisions import divisions_called
from gazetteer.errors import CoordinatesError
from gazetteer.names.coordinates import Axis, read_degrees
from mapper.model.dates import read_column
from mapper.model.figures import read_figure
from mapper.model.lexicon import folded, lexicon
from mapper.model.schema import ACTOR_ROLES, DATE_PRECISIONS, EVENT_INPUT_COLUMNS, FATALITY_COLUMNS
from mapper.model.unread import UnreadError
from mapper.readers.events.coordinates import POINTS, reads_as_points
from mapper.readers.events.precision import step_of
from mapper.readers.formats.header_names import (
    SPELLINGS,
    begins_with_a_date,
    has_words,
    header_data,
    is_kind_of_actor,
    is_kind_of_place,
    is_kind_of_record,
    is_no_field,
    is_one_of,
    is_part_of_the_world,
    is_sum_or_rate,
    known_names,
    lightly,
    names_a_person,
    other_calendar,
    strictly,
)
from mapper.readers.formats.hxl import tagged, tells_of_something_else
from mapper.readers.formats.numbered import is_one_of_several, numbered
from mapper.readers.tables.table import cells

__all__ = [
    "Fitting",
    "are_counts",
    "dated_columns",
    "guessed_columns",
    "named_as",
    "without_what_was_hit",
]

_SAMPLE: Final = 200
_DATES: Final = frozenset({"event_date", "end_date"})
_OF_WORDS: Final = frozenset({"place", "title", "notes", "event_type", "sub_event_type", *ACTOR_ROLES})
"""Fields of words, whose columns are neither numbers nor dates."""
_MOST: Final = 0.5
"""The share of a column's texts that must fit for its name to count."""
_SOME: Final = 0.2
"""The same share for countries, since not every name of a country is known."""
_NEARLY_ALL: Final = 0.9
"""The same share if no name tells anything."""


def guessed_columns(
    names: list[str],
    frame: pd.DataFrame | None = None,
    *,
    tags: Mapping[str, str] = MappingProxyType({}),
    by_content: bool = False,
) -> dict[str, str]:
    """Return field → the name of the column that seems to be it.

    With the table, the cells of a column must fit its name. If no column fits, one of words is taken anyway, so that
    its faults are reported; numbers are never dates, names or countries. HXL `tags` take precedence over names.
    `by_content` finds dates and points whatever their names.

    >>> guessed_columns(["Datum", "Ort", "weather", "Tags", "Nb_morts"])
    {'event_date': 'Datum', 'place': 'Ort', 'fatalities': 'Nb_morts', 'tags': 'Tags'}
    >>> guessed_columns(["region", "provstate"], pd.DataFrame({"region": ["11"], "provstate": ["Gao"]}))
    {'admin1': 'provstate'}
    """
    fits = Fitting(frame)
    guesses = _by_tags(names, tags, fits)
    weakly = "event_date" not in guesses
    for spelling, of_words in SPELLINGS:
        by_word = {spelling(name): name for name in reversed(names)}
        for field, words in known_names().items():
            known = (by_word[word] for word in map(of_words, words) if word in by_word and word)
            free = [name for name in known if name not in guesses.values() and _may_be(field, name, names)]
            free = [name for name in free if not tells_of_something_else(field, name, tags, weakly=weakly)]
            fitting = [name for name in free if fits(field, name)]
            sure = [name for name in free if spelling is lightly and lightly(name) not in header_data()["doubtful"]]
            worded = [name for name in sure if not (fits.is_of_numbers(name) or fits.is_of_another_kind(field, name))]
            found = _fullest(fitting, frame) or next(iter(worded), None)
            if field not in guesses and found is not None:
                guesses[field] = found
    guesses = _with_names_of_actors(guesses, names, fits)
    by_word = {lightly(name): name for name in reversed(names)}
    for field, words in header_data()["otherwise"].items():
        there = (by_word[word] for word in words if word in by_word and by_word[word] not in guesses.values())
        last = next((name for name in there if field not in guesses and fits(field, name)), None)
        guesses |= {field: last} if last is not None else {}
    others = {name: by_word[name] for name in EVENT_INPUT_COLUMNS if name not in known_names() and name in by_word}
    guesses |= {field: name for field, name in others.items() if field not in names}
    if by_content and frame is not None:
        rest = {name: fits.sample(name) for name in names if name not in guesses.values()}
        guesses |= _by_content(rest, guesses)
    guesses = _with_coded_sides(_without_lone_axis(_without_end_of_a_form(guesses, names)), by_word)
    return {field: guesses[field] for field in (*known_names(), *guesses) if field in guesses}


def _by_tags(names: list[str], tags: Mapping[str, str], fits: Fitting) -> dict[str, str]:
    """Return field → column by HXL tags, for columns whose cells fit."""
    found: dict[str, str] = {}
    for field, columns in tagged(names, tags).items():
        fitting = [name for name in columns if name not in found.values() and fits(field, name)]
        if field in _OF_WORDS:
            fitting = [name for name in fitting if not (fits.is_of_numbers(name) or _are_dates(fits.sample(name)))]
        if field == "event_id":
            fitting = [name for name in fitting if fits.tells_rows_apart(name)]
        chosen = _fullest(fitting, fits.frame)
        found |= {field: chosen} if chosen is not None else {}
    return found


def _with_names_of_actors(guesses: dict[str, str], names: list[str], fits: Fitting) -> dict[str, str]:
    """Return guesses with a column of actors' names instead of a column of kinds of actors."""
    chosen = dict(guesses)
    for role in ("actor1", "actor2"):
        if role in chosen and fits.has_most(is_kind_of_actor, chosen[role]):
            others = (name for name in named_as(role, names) if name not in chosen.values() and fits(role, name))
            better = next((name for name in others if not fits.has_most(is_kind_of_actor, name)), None)
            chosen |= {role: better} if better is not None else {}
    return chosen


def without_what_was_hit(guesses: dict[str, str], fields: Iterable[str]) -> dict[str, str]:
    """Return guesses without a target as the second side, unless one of the other `fields` is the first side.

    >>> without_what_was_hit({"actor2": "Target"}, ["event_date"]), without_what_was_hit({"actor2": "Victim"}, [])
    ({}, {'actor2': 'Victim'})
    """
    if "actor1" in {*guesses, *fields} or not is_one_of(numbered(guesses.get("actor2", ""))[0], "hit"):
        return guesses
    return {field: name for field, name in guesses.items() if field != "actor2"}


def dated_columns(names: Iterable[str], frame: pd.DataFrame) -> list[str]:
    """Return the columns of dates, without those of when a row was written or a person was born.

    >>> dated_columns(["from", "born"], pd.DataFrame({"from": ["2025-06-13"], "born": ["1990-01-02"]}))
    ['from']
    """
    fits = Fitting(frame)
    told = (name for name in names if not (has_words(name, "of_rows_and_persons") or other_calendar(name)))
    return [name for name in told if _are_dates(fits.sample(name))]


def _may_be(field: str, name: str, names: list[str]) -> bool:
    """Tell whether a column with a known name can be the field: not single victims, nor only some of the dead.

    A cumulative count or a rate cannot be it either.
    """
    if is_no_field(name) or names_a_person(name, names) or (field in _DATES and other_calendar(name)):
        return False
    if not field.startswith("fatalities"):
        return True
    return not (
        has_words(name, "the_dead", "some_of_the_dead") or is_one_of_several(name, names) or is_sum_or_rate(name, names)
    )


def _without_end_of_a_form(guesses: dict[str, str], names: list[str]) -> dict[str, str]:
    """Return guesses without an end date that belongs to another start: forms record when they were filled in."""
    end, by_word = guesses.get("end_date", ""), {lightly(name): name for name in names}
    is_form = lightly(end) == "end" and "start" in by_word and guesses.get("event_date") != by_word["start"]
    return {field: name for field, name in guesses.items() if not (is_form and field == "end_date")}


def _without_lone_axis(guesses: dict[str, str]) -> dict[str, str]:
    """Return guesses without one axis alone, of a name that means other things as well: `y` is a year.

    >>> _without_lone_axis({"latitude": "y"}), _without_lone_axis({"latitude": "lat"})
    ({}, {'latitude': 'lat'})
    """
    lone = "".join({"latitude", "longitude"} & guesses.keys())
    is_doubtful = lone in guesses and lightly(guesses[lone]) in header_data()["doubtful"]
    return {field: name for field, name in guesses.items() if not (is_doubtful and field == lone)}


def _with_coded_sides(guesses: dict[str, str], by_word: Mapping[str, str]) -> dict[str, str]:
    """Return guesses with source and target as the sides if both have codes (`source_root`), as in event data.

    >>> _with_coded_sides({"source": "source"}, {word: word for word in ("source", "source_x", "target", "target_x")})
    {'actor1': 'source', 'actor2': 'target'}
    """
    sides = {"actor1": by_word.get("source", ""), "actor2": by_word.get("target", "")}
    coded = any(word.startswith("source_") and word.replace("source", "target", 1) in by_word for word in by_word)
    if not coded or not all(sides.values()) or guesses.get("source") != sides["actor1"]:
        return guesses
    return {field: name for field, name in guesses.items() if name not in sides.values()} | sides


def named_as(field: str, names: Iterable[str]) -> list[str]:
    """Return the columns whose names are known for a field, in the order of the table.

    >>> named_as("country", ["Country", "Country ISO", "City"])
    ['Country', 'Country ISO']
    """
    known = {spelling(word) for word in known_names()[field] for spelling in (lightly, strictly)}
    return [name for name in names if lightly(name) in known or strictly(name) in known]


def _fullest(names: list[str], frame: pd.DataFrame | None) -> str | None:
    """Return the first column that is not mostly empty, else the first; None without columns."""
    if frame is None or len(names) < 2:
        return next(iter(names), None)
    return next((name for name in names if (cells(frame, name) != "").mean() >= _MOST), names[0])


class Fitting:
    """Whether a column of a table fits a field; without a table every column does."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self.frame = None if frame is None else frame.head(_SAMPLE * 5)
        self._samples: dict[str, list[str]] = {}

    def __call__(self, field: str, name: str) -> bool:
        """Tell whether most texts of a column may belong to a field; an empty column fits every field."""
        check = _CHECKS.get(field)
        if self.frame is None or check is None:
            return True
        texts = self.sample(name)
        may_be_a_condition = field == "admin1" and is_one_of(name, "areas_or_conditions")
        if may_be_a_condition and texts and _share(_is_division, texts) < _SOME:
            return False
        return not texts or _share(check, texts) >= (_SOME if field == "country" else _MOST)

    def is_of_numbers(self, name: str) -> bool:
        """Tell whether most texts of a column are numbers, or points."""
        texts = self.sample(name)
        return len(texts) > 0 and (_share(_is_number, texts) >= _MOST or reads_as_points(pd.Series(texts, dtype="str")))

    def has_most(self, check: Callable[[str], bool], name: str) -> bool:
        """Tell whether nearly all texts of a column pass a check."""
        texts = self.sample(name)
        return bool(texts) and _share(check, texts) >= _NEARLY_ALL

    def tells_rows_apart(self, name: str) -> bool:
        """Tell whether each row has a different text in a column, unlike a code for the type of event."""
        texts = pd.Series(dtype="str") if self.frame is None else cells(self.frame, name)
        return bool((texts != "").all()) and not texts.duplicated().any()

    def is_of_another_kind(self, field: str, name: str) -> bool:
        """Tell whether a precision is a date's, a region a part of the world, a place or type only a kind of thing.

        Points that are addresses of pages count too.
        """
        if field == "admin1":
            return not self(field, name)
        if field == POINTS:
            return not self(field, name) and _share(_is_no_point, self.sample(name) or [""]) >= _MOST
        if kind := {"place": is_kind_of_place, "event_type": is_kind_of_record}.get(field):
            return _share(kind, self.sample(name) or [""]) >= _MOST
        return field == "geo_precision" and any(text.casefold() in DATE_PRECISIONS for text in self.sample(name))

    def sample(self, name: str) -> list[str]:
        """Return the first distinct texts of a column; none without a table."""
        if self.frame is None:
            return []
        if name not in self._samples:
            texts = dict.fromkeys(map(str, cells(self.frame, name)))
            texts.pop("", None)
            self._samples[name] = list(texts)[:_SAMPLE]
        return self._samples[name]


def _share(check: Callable[[str], bool], texts: list[str]) -> float:
    return sum(map(check, texts)) / len(texts)


def _by_content(samples: dict[str, list[str]], guesses: dict[str, str]) -> dict[str, str]:
    """Return the only column of dates (or the only one named as such) and of points, if no name told them."""
    found: dict[str, str] = {}
    if not {"latitude", "longitude", POINTS} & guesses.keys():
        points = [name for name, texts in samples.items() if texts and _are_points(texts)]
        found |= {POINTS: points[0]} if points else {}
    if "event_date" not in guesses:
        dated = [name for name, texts in samples.items() if _are_dates(texts) and not other_calendar(name)]
        called = [name for name in dated if begins_with_a_date(name) and not has_words(name, "of_rows_and_persons")]
        only = dated if len(dated) == 1 and not has_words(dated[0], "of_rows_and_persons") else called
        found |= {"event_date": only[0]} if len(only) == 1 else {}
    return found


def _are_points(texts: list[str]) -> bool:
    """Tell whether texts are points; pairs of whole numbers (12/24) do not count: they may be killed and injured."""
    return not are_counts(texts) and reads_as_points(pd.Series(texts, dtype="str"))


def are_counts(texts: list[str]) -> bool:
    """Tell whether most texts are two whole numbers, such as killed and injured.

    >>> are_counts(["12/24", "3-5"]), are_counts(["16.2717, -0.0447"])
    (True, False)
    """
    return bool(texts) and _share(lambda text: _COUNTS.fullmatch(text) is not None, texts) >= _MOST


def _are_dates(texts: list[str]) -> bool:
    """Tell whether texts are only dates; numbers and ranges of numbers (1000-1999) do not count as dates."""
    if not texts:
        return False
    dated = read_column(pd.Series(texts, dtype="str")).first.notna()
    good = sum(not _COUNT.fullmatch(text) for text, is_date in zip(texts, dated, strict=True) if is_date)
    return good >= _NEARLY_ALL * len(texts)


_COUNTS: Final = re.compile(r"\W*\d+\s*[-–/|,;:+\s]\s*\d+\W*")
_COUNT: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+)?")
_ADDRESS: Final = re.compile(r"://|\bwww\.|^[\w-]+(?:\.[\w-]+)+(?:/|$)")  # of a page


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.,\s]+", text) is not None


def _is_date(text: str) -> bool:
    """A date or an attempt at one: day and month may be ambiguous, or the year missing."""
    if any(character.isdecimal() for character in text):
        return not re.fullmatch(r"-?\d{1,3}|-?\d+[.,]\d+", text)
    return not read_column(pd.Series([text], dtype="str")).bad.item()


def _is_degrees(axis: Axis) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            read_degrees(text, axis)
        except CoordinatesError:
            return _is_number(text)
        return True

    return check


def _is_figure(text: str) -> bool:
    try:
        read_figure(text)
    except UnreadError:
        return text[:1] not in {"[", "{"} and any(character.isdecimal() for character in text)  # in JSON, persons' ages
    return True


def _is_division(text: str) -> bool:
    """Tell whether a text is the name, or may be the code, of a first-level area."""
    return re.fullmatch(r"[A-Z]{2,3}", text) is not None or bool(divisions_called(text))


def _is_no_point(text: str) -> bool:
    return _ADDRESS.search(text) is not None or not any(map(str.isdecimal, text))


def _is_point(text: str) -> bool:
    """Tell whether a text may be a point: no number or word alone, and an address only where it leads to one."""
    if _is_no_point(text):
        return reads_as_points(pd.Series([text], dtype="str"))
    return not _COUNT.fullmatch(text)


@cache
def _fates() -> frozenset[str]:
    """Return the words for the fate of a victim, which are not types of events."""
    words = lexicon("rows", "words")
    return frozenset((*words["dead"], *words["injured"]))


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    **dict.fromkeys(_DATES, _is_date),
    **dict.fromkeys(("admin2", "admin3", "actor1", "actor2", "source"), lambda text: not _is_number(text)),
    **dict.fromkeys(("fatalities", *FATALITY_COLUMNS), _is_figure),
    "country": lambda text: country_or_blank(text) != "",
    "admin1": lambda text: not _is_number(text) and not is_part_of_the_world(text),
    "event_type": lambda text: not (_is_number(text) or folded(text) in _fates() or is_kind_of_record(text)),
    "place": lambda text: (
        not _is_number(text) and not is_kind_of_place(text) and not reads_as_points(pd.Series([text], dtype="str"))
    ),
    POINTS: _is_point,
    "latitude": _is_degrees("latitude"),
    "longitude": _is_degrees("longitude"),
    "geo_precision": lambda text: step_of(text) != "",
    "date_precision": lambda text: text.casefold() in DATE_PRECISIONS,
    "source_url": lambda text: _ADDRESS.search(text) is not None,
}
