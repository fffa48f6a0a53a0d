"""Choose what to show first where claimants differ, and say in one sentence who says it.

The rule, in this order: confirmed over claimed; printed over inferred by the editors; more independent claimants
over fewer; the more precise over the vaguer; a side's own losses admitted over losses claimed of an enemy. Statements
that still tie are all shown. `docs/design/claims.md` has the rule with examples.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from mapper.claims.compare import agrees, contradicts
from mapper.claims.places import read_place
from mapper.claims.statements import Statement, grouped_statements, source_names
from mapper.claims.values import ACTOR_FIELDS, NAME_FIELDS, Names, Value, precision
from mapper.claims.wording import clauses, in_words, own_words, said_by, value_message, value_phrase, with_article
from mapper.model.actors.names import ActorNames
from mapper.model.schema import names_in_cell
from mapper.words import Message

__all__ = ["chosen", "display_sentences"]


def display_sentences(
    claims: pd.DataFrame, sources: pd.DataFrame, actors: pd.DataFrame
) -> dict[str, dict[str, Message]]:
    """Return event_id → field → the sentence to show first, such as `84 killed, says the CSP`.

    A field with figures for several groups has one clause for each.

    >>> claims = pd.DataFrame({"claim_id": ["1"], "event_id": "e", "field": "fatalities",
    ...     "value": ["dozens"], "unit_or_group": "soldiers", "stance": "asserts",
    ...     "claimant": ["local reports"], "source_id": "a"})
    >>> display_sentences(claims, pd.DataFrame(), pd.DataFrame())["e"]["fatalities"].text()
    'dozens of soldiers killed, say local reports'
    """
    if claims.empty:
        return {}
    known, named = ActorNames(actors), source_names(sources)
    found: dict[str, dict[str, list[Message]]] = defaultdict(lambda: defaultdict(list))
    for (event_id, field, _), statements in grouped_statements(claims, actors=known, sources=named).items():
        found[event_id][field] += _clauses(statements, known)
    return {
        event: {field: clauses(parts) for field, parts in fields.items() if parts} for event, fields in found.items()
    }


def chosen(statements: list[Statement], actors: ActorNames) -> list[Statement]:
    """Return the statements to show first: those that hold a value and tie for the highest rank.

    If nobody holds a value, these are the denials.

    >>> chosen([], ActorNames())
    []
    """
    held = [one for one in statements if one.held]
    if not held:
        return [one for one in statements if one.negative]
    ranks = [_rank(one, held, actors) for one in held]
    return [one for one, rank in zip(held, ranks, strict=True) if rank == max(ranks)]


def _rank(one: Statement, held: list[Statement], actors: ActorNames) -> tuple[bool, bool, int, float, bool]:
    agreeing = {actors.key(other.claimant) for other in held if agrees(one, other, actors)}
    own = bool(one.group) and actors.within(actors.canonical(one.claimant), actors.canonical(one.group))
    return (one.stance == "confirms", not one.inferred, len(agreeing), -_vagueness(one, actors), own)


def _vagueness(one: Statement, actors: ActorNames) -> float:
    """The width of an interval; a country is vaguer than a place in it, an actor vaguer than its parts."""
    if one.field == "place":
        return sum(not read_place(name).name for name in names_in_cell(one.text))
    if one.field in ACTOR_FIELDS:
        return -min((actors.depth(actors.canonical(name)) for name in names_in_cell(one.text)), default=0)
    return precision(one.value, field=one.field)


def _clauses(statements: list[Statement], actors: ActorNames) -> list[Message]:
    """The clauses to show: each value with its own claimants, so that no words are attributed to somebody else.

    All statements of a narrative are shown. A denial of a value that nobody holds is a clause of its own.
    """
    first = statements if _narrative(statements) else chosen(statements, actors)
    held = [one for one in first if one.held]
    alike: dict[Value, list[Statement]] = {}
    for one in held:
        alike.setdefault(one.value, []).append(one)
    denials = [one for one in first if one.negative and not any(contradicts(one, other, actors) for other in held)]
    said = [clause for same in alike.values() for clause in _said(same, statements, actors)]
    return [*said, *_denials(denials, actors)]


def _narrative(statements: list[Statement]) -> bool:
    held = [one for one in statements if one.held]
    return bool(held) and all(one.field not in NAME_FIELDS and isinstance(one.value, Names) for one in held)


def _said(same: list[Statement], statements: list[Statement], actors: ActorNames) -> list[Message]:
    """One clause for each wording of a value, with its claimants, and one for those who deny or dispute it."""
    in_own_words: dict[str, list[Statement]] = {}
    for one in same:
        in_own_words.setdefault(own_words(one.text, one.value), []).append(one)
    against = [one for one in statements if one.negative and contradicts(same[0], one, actors)]
    said = [_clause(alike, actors) for alike in in_own_words.values()]
    return [*said, *_denials(against, actors, held=same[0].value)]


def _clause(same: list[Statement], actors: ActorNames) -> Message:
    first = same[0]
    phrase = value_phrase(first.text, field=first.field, group=first.group, actors=actors)
    claimants = list(dict.fromkeys(one.claimant for one in same if one.claimant and not one.inferred))
    inferred = list(dict.fromkeys(one.claimant for one in same if one.claimant and one.inferred))
    hedge = first.hedge if all(one.hedge for one in same) else ""
    return said_by(phrase, claimants, actors=actors, hedge=hedge, inferred=inferred)


def _denials(denials: list[Statement], actors: ActorNames, *, held: Value | None = None) -> list[Message]:
    """Who denies or disputes a value; what they deny is printed where it differs from the value that is held."""
    deniers: dict[tuple[str, str], dict[Message | str, None]] = {}
    values: dict[str, Message | str] = {"": ""}
    for one in denials:
        own = in_words(one.text, field=one.field) if one.text.strip() and one.value != held else ""
        values.setdefault(own, value_message(one.text, field=one.field))
        done = "denied-by" if one.stance == "denies" else "disputed-by"
        deniers.setdefault((done, own), {})[with_article(one.claimant, actors)] = None
    return [Message(done, value=values[own], who=tuple(names)) for (done, own), names in deniers.items()]
