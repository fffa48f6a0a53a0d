"""Totals that count nobody twice: the dead of an event that is part of another are in that one's figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mapper.model.schema import FATALITY_COLUMNS
from mapper.words import Message

__all__ = ["counted_once", "figures_in_words", "total_fatalities", "total_in_words"]


def _parts_of_wholes(events: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the positions (0…n-1) of each event and of what it is `part_of`, where both have a figure.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "fatalities_low": [9, 4],
    ...     "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> _parts_of_wholes(events)
    [(1, 0)]
    """
    figures = events[list(FATALITY_COLUMNS)].notna().any(axis="columns").to_numpy()
    parts = (figures & (events["part_of"] != "").to_numpy()).nonzero()[0]
    if not len(parts):
        return []
    ids = events["event_id"]
    position = dict(zip(ids[figures], figures.nonzero()[0], strict=True))
    wholes = [(part, position.get(events["part_of"].iloc[part])) for part in parts]
    return [(int(part), int(whole)) for part, whole in wholes if whole is not None and whole != part]


def counted_once(events: pd.DataFrame) -> pd.Series:
    """True for each event whose figures belong in a total over these events.

    False for a part (`part_of`) whose whole is among them and has a figure of its own.

    >>> events = pd.DataFrame({"event_id": ["a", "b"], "part_of": ["", "a"], "fatalities_low": [9, 4],
    ...     "fatalities_best": [9, 4], "fatalities_high": [9, 4]})
    >>> counted_once(events).tolist()
    [True, False]
    """
    counted = pd.Series(data=True, index=events.index)
    counted.iloc[[part for part, _ in _parts_of_wholes(events)]] = False
    return counted


def total_fatalities(events: pd.DataFrame) -> dict[str, int | None]:
    """Return the sums of `fatalities_low`, `fatalities_best` and `fatalities_high`, each person counted once.

    An event without a figure adds nothing, so each sum is of what is stated, not of all who died; where no event
    states one there is no sum, which is not a sum of none.
    """
    counted = events[counted_once(events)]
    stated = {name: counted[name].dropna() for name in FATALITY_COLUMNS}
    return {name: int(figures.sum()) if len(figures) else None for name, figures in stated.items()}


def figures_in_words(figures: Sequence[int | None]) -> str:
    """Write the low, best and high figure as `3–5–9`, `?` for one that is not stated; one number where all agree.

    >>> figures_in_words([3, None, 9]), figures_in_words([4, 4, 4]), figures_in_words([None, None, None])
    ('3–?–9', '4', '')
    """
    said = ["?" if pd.isna(figure) else f"{figure:,}" for figure in figures]
    if set(said) == {"?"}:
        return ""
    return said[0] if len(set(said)) == 1 else "–".join(said)


def total_in_words(total: Mapping[str, int | None], *, language: str = "en") -> str:
    """Say what `total_fatalities` gave. Events that state no best figure may state a low one: each sum is named.

    >>> total_in_words({"fatalities_low": 187, "fatalities_best": 100, "fatalities_high": None})
    'Dead, as far as stated and nobody counted twice: 187 by the low figures, 100 by the best (each where stated)'
    >>> total_in_words({"fatalities_low": 0, "fatalities_best": 0, "fatalities_high": 0})
    ''
    """
    sums = [(Message(f"figure-{name.removeprefix('fatalities_')}"), dead) for name, dead in total.items() if dead]
    if not sums:
        return ""
    said = tuple(
        Message("dead-by" if number else "dead-first", dead=dead, figure=figure)
        for number, (figure, dead) in enumerate(sums)
    )
    alone = Message("each-where-stated") if len(said) > 1 else ""
    return Message("dead-in-all", sums=said, alone=alone).text(language)
