"""Whether two statements about one thing can both be true, cannot, or have words that are not understood.

And whether figures for groups of the dead, or of vehicles, fit the figure for the whole.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mapper import words
from mapper.claims.names import ActorNames
from mapper.claims.places import compatible_places
from mapper.claims.statements import Statement, statements_of
from mapper.claims.values import (
    ACTOR_FIELDS,
    NAME_FIELDS,
    PLACE_FIELDS,
    Answer,
    Names,
    Quantity,
    UnreadWords,
    compare,
)
from mapper.claims.wording import value_message
from mapper.model.schema import listed

__all__ = [
    "Part",
    "above_wholes",
    "actors_of",
    "agrees",
    "answer",
    "contradicts",
    "one_only_names_more",
    "parts_of",
]


def answer(one: Statement, other: Statement, actors: ActorNames) -> Answer:
    """Whether two statements about one thing can both be true.

    A denial stands against whoever holds the value, and one without a value against all who hold any; two
    denials do not contradict each other, and neither do two narratives. A value that is not understood stands with
    nothing and against nothing.

    >>> from mapper.claims.values import read_value
    >>> a = Statement("A", "place", "", "Abc", read_value("place", "Abc"), "asserts", ("1",), ("s",))
    >>> b = Statement("B", "place", "", "", read_value("place", ""), "denies", ("2",), ("s",))
    >>> answer(a, b, ActorNames()).value
    'contradicts'
    """
    if one.negative == other.negative:
        both_hold = one.held and other.held
        return _compare_values(one, other, actors) if both_hold else Answer.AGREES
    held, denial = (other, one) if one.negative else (one, other)
    if not held.held:
        return Answer.AGREES
    return _denied(held, denial, actors) if denial.text.strip() else Answer.CONTRADICTS


def contradicts(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether two statements about one thing cannot both be true."""
    return answer(one, other, actors) is Answer.CONTRADICTS


def agrees(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether the values of two statements are understood and can both be true, whatever their stances."""
    return _compare_values(one, other, actors) is Answer.AGREES


def _compare_values(one: Statement, other: Statement, actors: ActorNames) -> Answer:
    """Compare the values of two statements by what their field means, whatever their stances."""
    found = compare(one.value, other.value)
    if found is not Answer.CONTRADICTS or not isinstance(one.value, Names):
        return found
    if one.field not in NAME_FIELDS:
        return Answer.AGREES  # words of a narrative: both can be true
    fits = one.field in PLACE_FIELDS and compatible_places(one.text, other.text)
    fits = fits or (one.field in ACTOR_FIELDS and _same_or_part(one, other, actors))
    return Answer.AGREES if fits else Answer.CONTRADICTS


def one_only_names_more(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether the two differ only in that one names somebody whom the other leaves out, without denying it."""
    if one.negative or other.negative or one.field not in ACTOR_FIELDS:
        return False
    left, right = actors_of(one, actors), actors_of(other, actors)
    return len(left) != len(right) and (_all_related(left, right, actors) or _all_related(right, left, actors))


def _denied(held: Statement, denial: Statement, actors: ActorNames) -> Answer:
    """Whether a denial stands against a value: of an actor, also where it is held of what is part of that actor."""
    left, right = held.value, denial.value
    if held.field in ACTOR_FIELDS:
        pairs = ((name, other) for name in actors_of(held, actors) for other in actors_of(denial, actors))
        stands = any(actors.within(name, other) for name, other in pairs)
    elif isinstance(left, UnreadWords) or isinstance(right, UnreadWords) or type(left) is not type(right):
        return Answer.CONTRADICTS if left == right else Answer.UNREAD
    elif isinstance(left, Names) and isinstance(right, Names):
        same_place = held.field in PLACE_FIELDS and compatible_places(held.text, denial.text)
        stands = same_place or not left.folded.isdisjoint(right.folded)
    else:
        stands = compare(left, right) is Answer.AGREES
    return Answer.CONTRADICTS if stands else Answer.AGREES


def actors_of(one: Statement, actors: ActorNames) -> set[str]:
    """Return the actors that a statement names, under their own names."""
    return {actors.canonical(name) for name in listed(one.text)}


def _same_or_part(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether each actor of either side is, or is part of, or has as part, one of the other side."""
    left, right = actors_of(one, actors), actors_of(other, actors)
    return _all_related(left, right, actors) and _all_related(right, left, actors)


def _all_related(names: set[str], others: set[str], actors: ActorNames) -> bool:
    """Whether each actor is, or is part of, or has as part, one of the others."""
    return all(any(actors.within(name, rival) or actors.within(rival, name) for rival in others) for name in names)


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
