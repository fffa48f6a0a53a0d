"""Whether two statements about one thing can both be true."""

from __future__ import annotations

from mapper.claims.names import ActorNames
from mapper.claims.places import compatible_places
from mapper.claims.statements import Statement
from mapper.claims.values import ACTOR_FIELDS, NAME_FIELDS, PLACE_FIELDS, Names, compatible

__all__ = ["can_both_hold", "contradicts", "one_only_names_more"]


def contradicts(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether two statements about one thing cannot both be true.

    A denial stands against whoever holds the value, and one without a value against all who hold any; two
    denials do not contradict each other, and neither do two narratives.

    >>> from mapper.claims.values import read_value
    >>> a = Statement("A", "place", "", "Abc", read_value("place", "Abc"), "asserts", ("1",), ("s",))
    >>> b = Statement("B", "place", "", "", read_value("place", ""), "denies", ("2",), ("s",))
    >>> contradicts(a, b, ActorNames())
    True
    """
    if one.negative == other.negative:
        return not one.negative and one.held and other.held and not can_both_hold(one, other, actors)
    held, denial = (other, one) if one.negative else (one, other)
    return held.held and (not denial.text.strip() or _denied(held, denial, actors))


def can_both_hold(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether the values of two statements can both be true, whatever their stances."""
    if compatible(one.value, other.value):
        return True
    if one.field not in NAME_FIELDS:
        return isinstance(one.value, Names)  # words of a narrative: both can be true
    if one.field in PLACE_FIELDS:
        return compatible_places(one.text, other.text)
    return one.field in ACTOR_FIELDS and _same_or_part(one, other, actors)


def one_only_names_more(one: Statement, other: Statement) -> bool:
    """Whether the two differ only in that one names somebody whom the other leaves out, without denying it."""
    if one.negative or other.negative or one.field not in ACTOR_FIELDS:
        return False
    left, right = one.value, other.value
    return (
        isinstance(left, Names)
        and isinstance(right, Names)
        and (left.folded < right.folded or right.folded < left.folded)
    )


def _denied(held: Statement, denial: Statement, actors: ActorNames) -> bool:
    """Whether a denial stands against a value: of an actor, also where it is held of what is part of that actor."""
    left, right = held.value, denial.value
    if held.field in ACTOR_FIELDS:
        return any(actors.within(name, other) for name in _actors(held, actors) for other in _actors(denial, actors))
    if isinstance(left, Names) and isinstance(right, Names):
        same_place = held.field in PLACE_FIELDS and compatible_places(held.text, denial.text)
        return same_place or not left.folded.isdisjoint(right.folded)
    return type(left) is type(right) and compatible(left, right)


def _actors(one: Statement, actors: ActorNames) -> set[str]:
    return {actors.canonical(name) for name in one.text.split(";") if name.strip()}


def _same_or_part(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether each actor of either side is, or is part of, or has as part, one of the other side."""
    left, right = _actors(one, actors), _actors(other, actors)

    def related(name: str, others: set[str]) -> bool:
        return any(actors.within(name, rival) or actors.within(rival, name) for rival in others)

    return all(related(name, right) for name in left) and all(related(name, left) for name in right)
