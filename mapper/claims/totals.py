"""Totals that count nobody twice, and that say whose figures they add.

An event that is part of another adds nothing: its dead are in the other's figure. Of two events that may be the same
incident only one is added. A figure that only a party to the conflict states is never added.
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
    "LINKS",
    "Total",
    "added_figures",
    "counted_figures",
    "figures_in_words",
    "figures_of_parties",
    "only_bounded",
    "out_of_order",
    "overlaps",
    "parties_in_words",
    "total_fatalities",
    "total_in_words",
    "total_sentences",
]

_LOW, _BEST, _HIGH = FATALITY_COLUMNS
_FEW: Final = 5
LINKS: Final = ("part_of", "possibly_same_as")
"""The columns that name another event whose figure includes this event's dead."""

StatedFigures = Mapping[str, Mapping[str, Stated]]


class Total(NamedTuple):
    """The sums of the low, best and high fatalities of events, and what qualifies these sums.

    An event without a best figure counts in the best sum with its low figure. An event with only a best figure counts
    with it in all three sums. Figures count as published, even a high figure below the others, as UCDP has some
    (`out_of_order`).

    Attributes
    ----------
    sums
        By column, `fatalities_low`, `fatalities_best` and `fatalities_high`; None where no event states that figure.
    at_least
        The columns whose sum is only a lower bound, because some event states only a bound for its figure.
    by_parties
        Event → parties, for each event with a figure that is not added because only these parties state it.
    events
        By column, how many events state that figure.
    stated
        How many events state any figure.
    bounded
        How many of these state no best figure, only bounds; and the least number of dead in them.
    out_of_order
        How many of these have figures out of order, such as a high below a low one.
    largest
        The event with more than half of all dead, and its number; empty if fewer than `_FEW` events state a figure.
    """

    sums: Mapping[str, int | None]
    at_least: Sequence[str] = ()
    by_parties: Mapping[str, Sequence[str]] = MappingProxyType({})
    events: Mapping[str, int] = MappingProxyType({})
    stated: int = 0
    bounded: Sequence[int] = (0, 0)
    out_of_order: int = 0
    largest: Sequence[str | int] = ()


def overlaps(events: pd.DataFrame) -> list[tuple[int, int]]:
    """Return pairs of positions (0…n-1): an event, and the event that it is part of or possibly the same as.

    The first event names the second in one of `LINKS`, and both have a figure. To add up, go through the pairs in order
    and leave out the first event of each, unless the second was left out before.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "possibly_same_as": "",
    ...     "fatalities_low": [9, 4], "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> overlaps(events)
    [(1, 0)]
    """
    figures = events[list(FATALITY_COLUMNS)].notna().any(axis="columns").to_numpy()
    found: list[tuple[int, int]] = []
    position: dict[str, int] = {}
    for link in LINKS:
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
    """Return event_id → the columns whose figure only a party to the conflict states: no total adds them.

    >>> figures_of_parties({"e": {"fatalities_best": Stated(False, ("Rebels",)), "fatalities_low": Stated(False, ())}})
    {'e': ('fatalities_best',)}
    """
    found = {
        event: tuple(column for column, one in columns.items() if one.parties) for event, columns in stated.items()
    }
    return {event: columns for event, columns in found.items() if columns}


def counted_figures(events: pd.DataFrame, stated: StatedFigures | None = None) -> pd.DataFrame:
    """Return the three figures of each event; `<NA>` for a figure that a total over these events must leave out.

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


def added_figures(counted: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest, best and highest figure with which each event counts in a total; `<NA>` where it adds nothing.

    `counted` is what `counted_figures` gave.

    >>> counted = pd.DataFrame([[3, None, 9], [None] * 3], columns=list(FATALITY_COLUMNS), dtype="Int32")
    >>> added_figures(counted).fillna(0).to_numpy().tolist()
    [[3, 3, 9], [0, 0, 0]]
    """
    low, best = counted[_LOW].fillna(counted[_BEST]), counted[_BEST].fillna(counted[_LOW])
    return pd.DataFrame({_LOW: low, _BEST: best, _HIGH: counted[_HIGH].fillna(best)})


def _of_parties(events: pd.DataFrame, stated: StatedFigures) -> dict[str, tuple[str, ...]]:
    """Return event_id → the columns whose figure only a party states, of these events."""
    wanted = figures_of_parties(stated)
    there = set(events.loc[events["event_id"].isin(wanted), "event_id"]) if wanted else set()
    return {event: columns for event, columns in wanted.items() if event in there}


def total_fatalities(events: pd.DataFrame, stated: StatedFigures | None = None) -> Total:
    """Add up the figures of events, each person counted once.

    An event without a figure adds nothing, so each sum is of what is stated, not of all who died. If no event states a
    figure, its sum is None, not 0.

    Parameters
    ----------
    events
        The events to add up.
    stated
        Who states the figures (`mapper.claims.basis.stated_figures`); figures that only parties state are left out.
    """
    counted = counted_figures(events, stated)
    known = counted.notna()
    number = events_of_rows(events)[known.any(axis="columns")]
    counted, known = counted.loc[number.index], known.loc[number.index]
    only_bounds = only_bounded(events["event_id"].loc[number.index], counted, stated or {})
    used = added_figures(counted)
    sums = {name: int(used[name].sum()) if known[name].any() else None for name in FATALITY_COLUMNS}
    of_best = ~known[_BEST]
    return Total(
        sums,
        tuple(name for name in FATALITY_COLUMNS if sums[name] and only_bounds[name].any()),
        {
            event: tuple(dict.fromkeys(name for column in columns for name in (stated or {})[event][column].parties))
            for event, columns in _of_parties(events, stated or {}).items()
        },
        {name: int(number[known[name]].sum()) for name in FATALITY_COLUMNS},
        int(number.sum()),
        (int(number[of_best].sum()), int(used[_LOW][of_best].sum())),
        int(number[out_of_order(counted)].sum()),
        _largest(events["event_id"].loc[number.index], used[_BEST], number),
    )


def _largest(ids: pd.Series, dead: pd.Series, number: pd.Series) -> tuple[str | int, ...]:
    """Return the event with more than half of all dead, and its number; empty for few events or rows of counts."""
    if number.sum() < _FEW or (number > 1).any() or not dead.notna().any():
        return ()
    largest = int(dead.fillna(0).to_numpy(dtype="int64").argmax())
    most = int(dead.iloc[largest])
    return (str(ids.iloc[largest]), most) if 2 * most > dead.sum() else ()


def only_bounded(ids: pd.Series, counted: pd.DataFrame, stated: StatedFigures) -> pd.DataFrame:
    """Tell for each event and figure whether it adds only a lower bound to a total.

    `counted` is what `counted_figures` gave; an event that states no figure is no bound.

    >>> counted = pd.DataFrame([[3, None, 9], [None] * 3], columns=list(FATALITY_COLUMNS), dtype="Int32")
    >>> only_bounded(pd.Series(["a", "b"]), counted, {}).to_numpy().tolist()
    [[False, True, False], [False, False, False]]
    """
    known, bound = counted.notna(), _bounds(ids, stated)
    unlimited = ~known[_HIGH] & (known[_LOW] | bound[_BEST])
    found = pd.DataFrame({_LOW: bound[_LOW], _BEST: bound[_BEST] | ~known[_BEST], _HIGH: unlimited})
    return found.mul(known.any(axis="columns"), axis="index")


def out_of_order(figures: pd.DataFrame) -> pd.Series:
    """Tell for each event whether its figures are out of order: a high below a low or best, or a best below a low.

    >>> columns = ["fatalities_low", "fatalities_best", "fatalities_high"]
    >>> out_of_order(pd.DataFrame([[8, 8, 5], [2, 3, 3]], columns=columns, dtype="Int32")).tolist()
    [True, False]
    """
    low, best, high = (figures[name] for name in FATALITY_COLUMNS)
    return ((high < best).fillna(value=False) | (high < low).fillna(value=False)) | (best < low).fillna(value=False)


def _bounds(ids: pd.Series, stated: StatedFigures) -> dict[str, pd.Series]:
    """Return for each column which events have a figure that every claim gives only as a bound."""
    found: dict[str, set[str]] = {name: set() for name in FATALITY_COLUMNS}
    for event, columns in stated.items():
        for column, one in columns.items():
            if one.bound:
                found[column].add(event)
    return {name: ids.isin(events) for name, events in found.items()}


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
    """Word the sums of `total_fatalities`, and say which are only bounds.

    >>> total_in_words(Total({"fatalities_low": 187, "fatalities_best": 200}, at_least=("fatalities_best",), stated=9))
    'Dead where stated: 187 (low), at least 200 (best), in 9 events'
    >>> total_in_words(Total({"fatalities_low": 17, "fatalities_best": 17}, stated=2, bounded=(1, 15)))
    'Dead where stated: 17 (low), 17 (best), in 2 events; only bounds in 1 (at least 15 dead)'
    >>> total_in_words(Total({"fatalities_low": 0}))
    ''
    """
    sums = tuple(
        Message(
            "dead-by",
            dead=Message("at-least", value=dead) if name in total.at_least else dead,
            figure=Message(f"figure-{name.removeprefix('fatalities_')}"),
        )
        for name, dead in total.sums.items()
        if dead
    )
    if not sums:
        return ""
    bounded, least = total.bounded
    return Message(
        "dead-in-all",
        sums=sums,
        of=Message("in-events", n=total.stated) if total.stated else "",
        bounded=Message("dead-only-bounds", n=bounded, dead=least or "") if bounded else "",
        largest=Message("dead-mostly-in", dead=total.largest[1], event=total.largest[0]) if total.largest else "",
        disorder=Message("dead-out-of-order", n=total.out_of_order) if total.out_of_order else "",
    ).text(language)


def parties_in_words(total: Total, *, language: str = "en") -> str:
    """Say which events' figures `total_fatalities` left out, and which parties state them.

    >>> parties_in_words(Total({}, by_parties={"gao-2025": ("the Reds",)}))
    'Not added, since only a party to the conflict states it: gao-2025 (the Reds)'
    """
    if not total.by_parties:
        return ""
    of = tuple(Message("held-by-parties", event=event, who=tuple(who)) for event, who in total.by_parties.items())
    return Message("dead-of-parties", n=len(of), of=of).text(language)


def total_sentences(total: Total, *, language: str = "en") -> list[str]:
    """Return the sentences to print with every total: the sums, and whose figures they leave out.

    >>> total_sentences(Total({"fatalities_best": 3}, by_parties={"gao-2025": ("the Reds",)}))[0]
    'Dead where stated: 3 (best)'
    """
    said = total_in_words(total, language=language), parties_in_words(total, language=language)
    return [sentence for sentence in said if sentence]
