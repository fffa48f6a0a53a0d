"""Totals that count nobody twice, and that say whose figures they add.

The dead of an event that is part of another are in that one's figure; an event that may be the same incident as another
is not added to it; a figure that only a party to the event states is not added at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import pandas as pd

from mapper.claims.basis import Stated
from mapper.model.involved import events_of_rows
from mapper.model.schema import FATALITY_COLUMNS
from mapper.words import Message

__all__ = [
    "Total",
    "counted_figures",
    "figures_in_words",
    "figures_of_parties",
    "overlaps",
    "parties_in_words",
    "total_fatalities",
    "total_in_words",
    "total_sentences",
]

_HIGH: Final = FATALITY_COLUMNS[-1]
_LINKS: Final = ("part_of", "possibly_same_as")

StatedFigures = Mapping[str, Mapping[str, Stated]]


class Total(NamedTuple):
    """The sums of `fatalities_low`, `fatalities_best` and `fatalities_high`; None where no event states one.

    Attributes
    ----------
    sums
        By column.
    at_least
        The columns with a figure that is only a bound ("more than 100"): their sum is one too.
    by_parties
        The events with a figure that is not added, since only a party to the event states it, each with these parties.
    events
        By column, of how many events the sum is.
    """

    sums: Mapping[str, int | None]
    at_least: tuple[str, ...] = ()
    by_parties: Mapping[str, Sequence[str]] = MappingProxyType({})
    events: Mapping[str, int] = MappingProxyType({})

    def in_order(self) -> Total:
        """Return the total as it is told: low ≤ best ≤ high, as a sum of fewer events is only a bound of that of all.

        A best or high sum below one before it is "at least" that one, and so is a high sum that leaves out events of
        which a lower figure is known.

        >>> of = {"fatalities_low": 2, "fatalities_high": 1}
        >>> told = Total({"fatalities_low": 1205, "fatalities_high": 9}, events=of).in_order()
        >>> told.sums, told.at_least
        ({'fatalities_low': 1205, 'fatalities_high': 1205}, ('fatalities_high',))
        """
        sums: dict[str, int | None] = {}
        at_least = set(self.at_least)
        least = number = 0
        for name in FATALITY_COLUMNS:
            dead = self.sums.get(name)
            if name not in self.sums or dead is None:
                sums |= {name: dead} if name in self.sums else {}
                continue
            leaves_out = name == _HIGH and self.events.get(name, 0) < number
            at_least |= {name} if dead < least or (leaves_out and dead) else set()
            least = sums[name] = max(dead, least)
            number = max(number, self.events.get(name, 0))
        return self._replace(sums=sums, at_least=tuple(name for name in FATALITY_COLUMNS if name in at_least))


def overlaps(events: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the positions (0…n-1) of events that are part of another or possibly the same, each with the other's.

    Both have a figure. Of two that are possibly the same, the one counts that the other names. Whoever adds up goes
    through the pairs in order and leaves the first of each out, unless the second was left out before.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "possibly_same_as": "",
    ...     "fatalities_low": [9, 4], "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> overlaps(events)
    [(1, 0)]
    """
    figures = events[list(FATALITY_COLUMNS)].notna().any(axis="columns").to_numpy()
    found: list[tuple[int, int]] = []
    position: dict[str, int] = {}
    for link in _LINKS:
        if link not in events:
            continue
        linked = (figures & (events[link] != "").to_numpy()).nonzero()[0]
        if len(linked) and not position:
            position = dict(zip(events["event_id"][figures], figures.nonzero()[0], strict=True))
        others = ((part, position.get(events[link].iloc[part])) for part in linked)
        found += [(int(part), int(whole)) for part, whole in others if whole is not None and whole != part]
    return found


def _left_out(events: pd.DataFrame) -> list[int]:
    """Return the positions of the events whose dead are counted in another of these events."""
    found: dict[int, None] = {}
    for part, whole in overlaps(events):
        if whole not in found:
            found[part] = None
    return list(found)


def figures_of_parties(stated: StatedFigures) -> dict[str, tuple[str, ...]]:
    """Return event_id → the columns whose figure only a party to the event states: no total adds them.

    >>> figures_of_parties({"e": {"fatalities_best": Stated(False, ("Rebels",)), "fatalities_low": Stated(False, ())}})
    {'e': ('fatalities_best',)}
    """
    found = {
        event: tuple(column for column, one in columns.items() if one.parties) for event, columns in stated.items()
    }
    return {event: columns for event, columns in found.items() if columns}


def counted_figures(events: pd.DataFrame, stated: StatedFigures | None = None) -> pd.DataFrame:
    """Return the three figures of each event as far as they belong in a total over these events, else `<NA>`.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "possibly_same_as": "",
    ...     "fatalities_low": [9, 4], "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> counted_figures(events)["fatalities_best"].tolist()
    [9, <NA>]
    """
    counted = events[list(FATALITY_COLUMNS)].astype("Int32")
    counted.iloc[_left_out(events)] = pd.NA
    for event, columns in _of_parties(events, stated or {}).items():
        counted.loc[(events["event_id"] == event).to_numpy(), list(columns)] = pd.NA
    return counted


def _of_parties(events: pd.DataFrame, stated: StatedFigures) -> dict[str, tuple[str, ...]]:
    """Return event_id → the columns whose figure only a party states, of these events."""
    wanted = figures_of_parties(stated)
    there = set(events.loc[events["event_id"].isin(wanted), "event_id"]) if wanted else set()
    return {event: columns for event, columns in wanted.items() if event in there}


def total_fatalities(events: pd.DataFrame, stated: StatedFigures | None = None) -> Total:
    """Add up the figures of events, each person counted once.

    An event without a figure adds nothing, so each sum is of what is stated, not of all who died; where no event
    states one there is no sum, which is not a sum of none.

    Parameters
    ----------
    events
        The events to add up.
    stated
        Who states the figures (`mapper.claims.basis.stated_figures`); those of a party alone are left out.
    """
    counted = counted_figures(events, stated)
    figures = {name: counted[name].dropna() for name in FATALITY_COLUMNS}
    sums = {name: int(column.sum()) if len(column) else None for name, column in figures.items()}
    ids = set(events["event_id"]) if stated else set()
    bounds = {
        column
        for event, columns in (stated or {}).items()
        for column, one in columns.items()
        if one.bound and not one.parties and event in ids
    }
    at_least = tuple(name for name in FATALITY_COLUMNS if name in bounds and sums[name])
    parties = {
        event: tuple(dict.fromkeys(name for column in columns for name in (stated or {})[event][column].parties))
        for event, columns in _of_parties(events, stated or {}).items()
    }
    number = events_of_rows(events)
    return Total(sums, at_least, parties, {name: int(number[column.index].sum()) for name, column in figures.items()})


def figures_in_words(figures: Sequence[int | None]) -> str:
    """Write the low, best and high figure as `3–5–9`, `?` for one that is not stated; one number where all agree.

    >>> figures_in_words([3, None, 9]), figures_in_words([4, 4, 4]), figures_in_words([None, None, None])
    ('3–?–9', '4', '')
    """
    said = ["?" if pd.isna(figure) else f"{figure:,}" for figure in figures]
    if set(said) == {"?"}:
        return ""
    return said[0] if len(set(said)) == 1 else "–".join(said)


def total_in_words(total: Total, *, language: str = "en") -> str:
    """Say what `total_fatalities` gave, in order (`Total.in_order`), and of how many events where these differ.

    >>> total_in_words(Total({"fatalities_low": 187, "fatalities_best": 200}, at_least=("fatalities_best",)))
    'Dead where stated: 187 (low), at least 200 (best)'
    >>> of = {"fatalities_low": 2, "fatalities_best": 1}
    >>> total_in_words(Total({"fatalities_low": 17, "fatalities_best": 2}, events=of))
    'Dead where stated: 17 (low), at least 17 (best), of 2 and 1 events'
    >>> total_in_words(Total({"fatalities_low": 0}))
    ''
    """
    total = total.in_order()
    stated = {name: dead for name, dead in total.sums.items() if dead}
    sums = tuple(
        Message(
            "dead-by",
            dead=Message("at-least", value=dead) if name in total.at_least else dead,
            figure=Message(f"figure-{name.removeprefix('fatalities_')}"),
        )
        for name, dead in stated.items()
    )
    if not sums:
        return ""
    numbers = tuple(total.events.get(name, 0) for name in stated)
    of = numbers if len(set(numbers)) > 1 else ()
    return Message("dead-in-all", sums=sums, of=of or "").text(language)


def parties_in_words(total: Total, *, language: str = "en") -> str:
    """Say which figures `total_fatalities` did not add, and whose they are.

    >>> parties_in_words(Total({}, by_parties={"gao-2025": ("the Reds",)}))
    'Not added, since only a party to the event states it: gao-2025 (the Reds)'
    """
    if not total.by_parties:
        return ""
    of = tuple(Message("held-by-parties", event=event, who=tuple(who)) for event, who in total.by_parties.items())
    return Message("dead-of-parties", n=len(of), of=of).text(language)


def total_sentences(total: Total, *, language: str = "en") -> list[str]:
    """Return what is to be said of a total wherever one is printed: the sums, and whose figures they leave out.

    >>> total_sentences(Total({"fatalities_best": 3}, by_parties={"gao-2025": ("the Reds",)}))[0]
    'Dead where stated: 3 (best)'
    """
    said = total_in_words(total, language=language), parties_in_words(total, language=language)
    return [sentence for sentence in said if sentence]
