"""Whether figures for groups of the dead, or of vehicles, fit the figure for the whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mapper import words
from mapper.claims.statements import Statement, grouped_statements
from mapper.claims.values import Quantity
from mapper.claims.wording import value_message
from mapper.model.actors.names import ActorNames
from mapper.model.schema import names_in_cell

__all__ = ["Part", "above_wholes", "parts_of_events"]


@dataclass(frozen=True, slots=True)
class Part:
    """The interval that the claims about one field and group leave: at least `low`, at most `high`.

    `said` are the figures that they print, each once; `who` are the claimants.
    """

    field: str
    group: str
    low: float
    high: float
    claims: tuple[str, ...]
    said: tuple[words.Message | str, ...]
    who: tuple[str, ...]


def parts_of_events(claims: pd.DataFrame, actors: ActorNames) -> dict[str, list[Part]]:
    """Return event_id → a part for each field and group of its claims that has a figure, sorted by event.

    If claimants contradict each other, the part spans all their figures, so that it holds whoever is right.

    >>> rows = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities", "value": ["9", "20"],
    ...     "unit_or_group": "", "stance": "asserts", "claimant": ["A", "B"], "source_id": "a"})
    >>> [(part.low, part.high, part.who) for part in parts_of_events(rows, ActorNames())["e"]]
    [(9, 20, ('A', 'B'))]
    """
    found: dict[str, list[Part]] = defaultdict(list)
    for (event_id, *_), statements in grouped_statements(claims, actors=actors).items():
        figures = [one for one in statements if one.held and isinstance(one.value, Quantity)]
        if figures:
            found[event_id].append(_part(figures))
    return dict(sorted(found.items()))


def _part(same: list[Statement]) -> Part:
    field, group = same[0].field, same[0].group
    values = [one.value for one in same if isinstance(one.value, Quantity)]
    claims = tuple(sorted(claim for one in same for claim in one.claim_ids))
    low, high = max(value.low for value in values), min(value.high for value in values)
    if low > high:
        low, high = min(value.low for value in values), max(value.high for value in values)
    said = tuple(value_message(text, field=field) for text in dict.fromkeys(one.text for one in same))
    return Part(field, group, low, high, claims, said, tuple(dict.fromkeys(one.claimant for one in same)))


def above_wholes(claims: pd.DataFrame, actors: ActorNames) -> Iterator[tuple[str, Part, list[Part]]]:
    """Yield each event whose figure for one group, or sum for several actors, is above that for a whole.

    The whole is everybody, a list of groups, or an actor that the group is part of.

    >>> rows = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities", "value": ["9", "20"],
    ...     "unit_or_group": ["", "soldiers"], "stance": "asserts", "claimant": "A", "source_id": "a"})
    >>> [(event, whole.high, parts[0].low) for event, whole, parts in above_wholes(rows, ActorNames())]
    [('e', 9, 20)]
    """
    several = claims.groupby(["event_id", "field"])["unit_or_group"].transform("nunique") > 1
    for event, all_parts in parts_of_events(claims[several], actors).items():
        by_field: dict[str, list[Part]] = defaultdict(list)
        for part in all_parts:
            by_field[part.field].append(part)
        for _, parts in sorted(by_field.items()):
            yield from ((event, whole, some) for whole, some in _above(parts, actors))


def _above(parts: list[Part], actors: ActorNames) -> Iterator[tuple[Part, list[Part]]]:
    """Yield each whole among the parts of one field, with the parts inside it whose figures exceed it."""
    for whole in (part for part in parts if math.isfinite(part.high)):
        inside = [part for part in parts if part.group and part is not whole and _within(part, whole, actors)]
        known = [part for part in inside if actors.knows(part.group)]
        for some in (known, *([part] for part in inside)):
            if some and sum(part.low for part in some) > whole.high:
                yield whole, some
                break


def _within(part: Part, whole: Part, actors: ActorNames) -> bool:
    """Whether a whole covers a part's group: it is everybody, a list of groups, or an actor that includes them."""
    some, together = ({actors.canonical(name) for name in names_in_cell(one.group)} for one in (part, whole))
    if not together:
        return True
    return some != together and all(any(actors.within(name, other) for other in together) for name in some)
