"""Compare two statements about one thing: both can be true, they contradict, or a value is not understood."""

from __future__ import annotations

import re
from typing import Final

from mapper.claims.places import compatible_places, denied_place
from mapper.claims.statements import Statement
from mapper.claims.values import ACTOR_FIELDS, NAME_FIELDS, PLACE_FIELDS, Answer, Names, UnreadWords, compare
from mapper.model.actors.names import ActorNames
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name

__all__ = ["actors_of", "agrees", "answer", "contradicts", "names_again", "one_only_names_more"]

_ENDINGS: Final = frozenset({"", "s", "e", "ed", "es", "ing"})
"""Endings of words for an event."""
_NAMED_TWICE: Final = PLACE_FIELDS | ACTOR_FIELDS | {"event_type"}
"""Fields for which one source may give two names without contradicting itself."""
_WORDS: Final = re.compile(r"\w+")


def answer(one: Statement, other: Statement, actors: ActorNames) -> Answer:
    """Whether two statements about one thing can both be true.

    A denial contradicts every statement that holds the denied value; a denial without a value contradicts every
    statement that holds any. Two denials do not contradict each other, nor do two narratives. A value that is not
    understood gives `UNREAD`, unless both are the same words. A claimant who gives two names in one source does not
    contradict themselves.

    >>> from mapper.claims.values import read_value
    >>> a = Statement("A", "place", "", "Abc", read_value("place", "Abc"), "asserts", ("1",), ("s",))
    >>> b = Statement("B", "place", "", "", read_value("place", ""), "denies", ("2",), ("s",))
    >>> answer(a, b, ActorNames()).value
    'contradicts'
    """
    if one.negative == other.negative:
        both_hold = one.held and other.held and not names_again(one, other)
        return _compare_values(one, other, actors) if both_hold else Answer.AGREES
    held, denial = (other, one) if one.negative else (one, other)
    if not held.held:
        return Answer.AGREES
    return _denied(held, denial, actors) if denial.text.strip() else Answer.CONTRADICTS


def names_again(one: Statement, other: Statement) -> bool:
    """Whether one claimant gives two names of actors, places or event types in one source: "near Gao and Tessit"."""
    together = set(one.source_ids) & set(other.source_ids) - {""}
    return bool(together) and one.claimant == other.claimant and one.field == other.field and one.field in _NAMED_TWICE


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
    fits = one.field == "event_type" and _is_one_word(one.text, other.text)
    fits = fits or (one.field in PLACE_FIELDS and compatible_places(one.text, other.text))
    fits = fits or (one.field in ACTOR_FIELDS and _same_or_part(one, other, actors))
    return Answer.AGREES if fits else Answer.CONTRADICTS


def _is_one_word(one: str, other: str) -> bool:
    """Whether two event types are forms of one word: "ambush" and "ambushed", "clash" and "clashes"."""
    short, long = sorted((fold_name(one), fold_name(other)), key=len)
    return long.removeprefix(short.removesuffix("e")) in _ENDINGS


def one_only_names_more(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether the only difference is that one statement names an actor whom the other leaves out without denying it."""
    if one.negative or other.negative or one.field not in ACTOR_FIELDS:
        return False
    left, right = actors_of(one, actors), actors_of(other, actors)
    return len(left) != len(right) and (_all_related(left, right, actors) or _all_related(right, left, actors))


def _denied(held: Statement, denial: Statement, actors: ActorNames) -> Answer:
    """Whether a denial contradicts a value; denying an actor also denies its parts."""
    left, right = held.value, denial.value
    if held.field in ACTOR_FIELDS:
        pairs = ((name, other) for name in actors_of(held, actors) for other in actors_of(denial, actors))
        stands = any(actors.within(name, other) for name, other in pairs)
    elif isinstance(left, UnreadWords) or type(left) is not type(right):
        return Answer.CONTRADICTS if left == right else Answer.UNREAD
    elif isinstance(left, Names) and isinstance(right, Names):
        same_place = held.field in PLACE_FIELDS and denied_place(held.text, denial.text)
        stands = same_place or not left.folded.isdisjoint(right.folded)
    else:
        stands = compare(left, right) is Answer.AGREES
    return Answer.CONTRADICTS if stands else Answer.AGREES


def actors_of(one: Statement, actors: ActorNames) -> set[str]:
    """Return the actors that a statement names, under their own names."""
    return {actors.canonical(name) for name in names_in_cell(one.text)}


def _same_or_part(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether each actor of either side is, is part of, or includes one of the other side."""
    left, right = actors_of(one, actors), actors_of(other, actors)
    return _all_related(left, right, actors) and _all_related(right, left, actors)


def _all_related(names: set[str], others: set[str], actors: ActorNames) -> bool:
    """Whether each actor is, is part of, or includes one of the others."""
    return all(any(_are_related(name, rival, actors) for rival in others) for name in names)


def _are_related(name: str, other: str, actors: ActorNames) -> bool:
    """Whether two actors are the same, or one is part of the other.

    If the dossier does not know both, it is enough that one name has all words of the other: "rebels", "Red rebels".
    """
    if actors.within(name, other) or actors.within(other, name):
        return True
    if actors.knows(name) and actors.knows(other):
        return False
    fewer, more = sorted((set(_WORDS.findall(fold_name(one))) for one in (name, other)), key=len)
    return bool(fewer) and fewer <= more
