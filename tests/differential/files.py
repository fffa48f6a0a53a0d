"""Files like ACLED's and UCDP's, made at random, and what each filter leaves of them, computed without the mapper."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import random
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FILES", "Event", "Filter", "left_by", "random_filter"]

ACTORS = ("Red Column", "Army of Examplia", "Front (North)", "Île Group", "İstanbul Cell", "Civilians", "Straße 9")
TYPES = ("Battles", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments")
VIOLENCE = {"1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence"}
PLACES = {"Gao": (16.27, -0.04), "Kidal": (18.44, 1.41), "Ménaka": (15.92, 2.4), "Tessit": (15.2, 0.3)}
WORDS = ("convoy", "Évacué", "ISTANBUL", "ırmak", "straße", "market", "night", "قافلة", "x-ray", "n°5")


@dataclass(frozen=True)
class Event:
    """What an event is for the filters: its first and last day, actors, type, and all words that are searched."""

    event_id: str
    first: dt.date
    last: dt.date
    actors: frozenset[str]
    kind: str
    words: str


@dataclass(frozen=True)
class Filter:
    """Conditions as the page's `setState` takes them; nothing where empty."""

    actors: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    from_: str = ""
    to: str = ""
    text: str = ""

    def state(self) -> dict[str, Any]:
        """The state of the page."""
        named = {"actors": [*self.actors], "months": [*self.months], "types": [*self.types]}
        days = {"from": self.from_, "to": self.to, "text": self.text}
        return {name: value for name, value in {**named, **days}.items() if value}

    def options(self) -> list[str]:
        """The options of the command line."""
        many = {"--actor": self.actors, "--month": self.months, "--type": self.types}
        one = {"--from": self.from_, "--to": self.to, "--text": self.text}
        words = [word for flag, values in many.items() for value in values for word in (flag, value)]
        return [*words, *(word for flag, value in one.items() if value for word in (flag, value))]

    def parameters(self) -> dict[str, Any]:
        """The parameters of `mapper.filter`."""
        many = {"actor": self.actors, "month": self.months, "type": self.types}
        return {**many, "from_": self.from_, "to": self.to, "text": self.text}


def left_by(wanted: Filter, events: Iterable[Event]) -> set[str]:
    """Return the ids of the events that meet all conditions."""
    return {event.event_id for event in events if _meets(event, wanted)}


def _meets(event: Event, wanted: Filter) -> bool:
    months = [(dt.date.fromisoformat(f"{month}-01"), _month_end(f"{month}-01")) for month in wanted.months]
    return (
        (not wanted.actors or bool(event.actors & {*wanted.actors}))
        and (not wanted.types or event.kind in wanted.types)
        and (not months or any(event.first <= last and first <= event.last for first, last in months))
        and (not wanted.from_ or event.last >= dt.date.fromisoformat(wanted.from_))
        and (not wanted.to or event.first <= dt.date.fromisoformat(wanted.to))
        and all(_plain(word) in event.words for word in wanted.text.split())
    )


def random_filter(events: list[Event], chance: random.Random) -> Filter:
    """Return a filter of one to three conditions."""
    months = sorted({f"{event.first:%Y-%m}" for event in events})
    days = sorted({event.first for event in events})
    made: Mapping[str, Callable[[], Any]] = {
        "actors": lambda: tuple(chance.sample(ACTORS, chance.choice((1, 1, 2)))),
        "months": lambda: tuple(chance.sample(months, chance.choice((1, 2)))),
        "types": lambda: tuple(chance.sample(sorted({event.kind for event in events}), 1)),
        "from_": lambda: str(chance.choice(days)),
        "to": lambda: str(chance.choice(days)),
        "text": lambda: " ".join(chance.sample(WORDS, chance.choice((1, 1, 2)))),
    }
    chosen = {name: made[name]() for name in chance.sample(sorted(made), chance.choice((1, 2, 3)))}
    if chosen.keys() >= {"from_", "to"}:  # a period that ends before it begins is refused
        chosen["from_"], chosen["to"] = sorted((chosen["from_"], chosen["to"]))
    return Filter(**chosen)


def _plain(text: str) -> str:
    """Without case and marks, as a reader compares words."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _month_end(day: str) -> dt.date:
    first = dt.date.fromisoformat(day)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _day(chance: random.Random) -> dt.date:
    ends = [dt.date(*day) for day in ((2023, 12, 31), (2024, 1, 1), (2024, 2, 29), (2024, 3, 31), (2024, 10, 27))]
    return chance.choice((*ends, dt.date(2023, 12, 1) + dt.timedelta(days=chance.randrange(400))))


def _acled(count: int, chance: random.Random) -> tuple[list[dict[str, str]], list[Event]]:
    rows, events = [], []
    for number in range(count):
        day, precision, place = _day(chance), chance.choice("1111123"), chance.choice([*PLACES])
        actors = chance.sample(ACTORS, 3)
        kind, notes = chance.choice(TYPES), " ".join(chance.sample(WORDS, 3))
        rows.append({
            "event_id_cnty": f"MLI{number}", "event_date": f"{day}", "year": f"{day.year}", "time_precision": precision,
            "disorder_type": "Political violence", "event_type": kind, "sub_event_type": "", "actor1": actors[0],
            "assoc_actor_1": actors[2], "inter1": "Rebel group", "actor2": actors[1], "assoc_actor_2": "",
            "inter2": "State forces", "country": "Mali", "location": place, "latitude": str(PLACES[place][0]),
            "longitude": str(PLACES[place][1]), "geo_precision": "1", "source": "Desk", "notes": notes,
            "fatalities": str(chance.randrange(9)), "timestamp": "1750000000",
        })  # fmt: skip
        words = _plain(" ".join((notes, place, kind, *actors)))
        events.append(Event(f"MLI{number}", day, day, frozenset(actors), kind, words))  # ACLED's day, however precise
    return rows, events


def _ucdp(count: int, chance: random.Random) -> tuple[list[dict[str, str]], list[Event]]:
    rows, events = [], []
    for number in range(count):
        first, length, place = _day(chance), chance.choice((0, 0, 0, 1, 6, 40)), chance.choice([*PLACES])
        last = first + dt.timedelta(days=length)
        sides, code = chance.sample(ACTORS, 2), chance.choice([*VIOLENCE])
        notes = " ".join(chance.sample(WORDS, 3))
        rows.append({
            "id": str(500_000 + number), "year": str(first.year), "code_status": "Clear", "type_of_violence": code,
            "dyad_name": f"{sides[0]} - {sides[1]}", "side_a": sides[0], "side_b": sides[1],
            "source_article": "Desk", "source_headline": notes, "where_prec": "1", "where_coordinates": place,
            "latitude": str(PLACES[place][0]), "longitude": str(PLACES[place][1]), "country": "Mali",
            "date_prec": "1" if length == 0 else "4", "date_start": f"{first}", "date_end": f"{last}",
            "best": "3", "high": "4", "low": "2",
        })  # fmt: skip
        words = _plain(" ".join((notes, place, VIOLENCE[code], *sides)))
        events.append(Event(str(500_000 + number), first, last, frozenset(sides), VIOLENCE[code], words))
    return rows, events


def _writer(make: Callable[..., tuple[list[dict[str, str]], list[Event]]]) -> Callable[[Path, int], list[Event]]:
    def write(path: Path, count: int) -> list[Event]:
        rows, events = make(count, random.Random(1))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return events

    return write


FILES: Mapping[str, Callable[[Path, int], list[Event]]] = {"acled": _writer(_acled), "ucdp": _writer(_ucdp)}
"""Writes so many events to a file, and returns them as a person would read them."""
