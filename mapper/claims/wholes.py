"""Whether figures for groups of the dead, or of vehicles, fit the figure for the whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mapper import words
from mapper.claims.actors.names import ActorNames
from mapper.claims.statements import Statement, statements_of
from mapper.claims.values import Quantity
from mapper.claims.wording import value_message
from mapper.model.schema import listed

__all__ = ["Part", "above_wholes", "parts_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """What all claims together leave for one field and group: at least `low`, at most `high`.

    `said` is the one figure that they print, or `""` where they print several; `who` is the claimants.
    """

    field: str
    group: str
    low: float
    high: float
    claims: tuple[str, ...]
    said: words.Message | str
    who: tuple[str, ...]


def parts_of(rows: pd.DataFrame, actors: ActorNames) -> Iterator[Part]:
    """Yield a part for each field and group of an event's claims that has a figure.

    Where claimants differ, the smallest and the largest are taken: what follows holds whoever is right.
    """
    by_key: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements_of(rows, actors=actors):
        if one.held and isinstance(one.value, Quantity):
            by_key[one.field, actors.group_key(one.group)].append(one)
    for (field, _), same in by_key.items():
        values = [one.value for one in same if isinstance(one.value, Quantity)]
        claims = tuple(sorted(claim for one in same for claim in one.claim_ids))
        low, high = max(value.low for value in values), min(value.high for value in values)
        if low > high:
            low, high = min(value.low for value in values), max(value.high for value in values)
        said = value_message(same[0].text, field=field) if len({one.text for one in same}) == 1 else ""
        yield Part(field, same[0].group, low, high, claims, said, tuple(dict.fromkeys(one.claimant for one in same)))


def above_wholes(claims: pd.DataFrame, actors: ActorNames) -> Iterator[tuple[str, Part, list[Part]]]:
    """Yield the events whose figures for one group, or for several actors together, are above that for the whole.

    The whole is everybody, a list of groups, or what the group is part of.

    >>> rows = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities", "value": ["9", "20"],
    ...     "unit_or_group": ["", "soldiers"], "stance": "asserts", "claimant": "A", "source_id": "a"})
    >>> [(event, whole.high, parts[0].low) for event, whole, parts in above_wholes(rows, ActorNames())]
    [('e', 9, 20)]
    """
    several = claims.groupby(["event_id", "field"])["unit_or_group"].transform("nunique") > 1
    for (event, _), rows in claims[several].groupby(["event_id", "field"], sort=True):
        parts = list(parts_of(rows, actors))
        for whole in (part for part in parts if math.isfinite(part.high)):
            inside = [part for part in parts if part.group and part is not whole and _within(part, whole, actors)]
            known = [part for part in inside if actors.knows(part.group)]
            for some in (known, *([part] for part in inside)):
                if some and sum(part.low for part in some) > whole.high:
                    yield str(event), whole, some
                    break


def _within(part: Part, whole: Part, actors: ActorNames) -> bool:
    """Whether one group is covered by another: everybody, a list of its members, or what they are part of."""
    some, together = ({actors.canonical(name) for name in listed(one.group)} for one in (part, whole))
    if not together:
        return True
    return some != together and all(any(actors.within(name, other) for other in together) for name in some)
