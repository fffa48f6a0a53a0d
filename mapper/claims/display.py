"""Choose what to show first where claimants differ, and say in one sentence who says it.

The rule, in this order: confirmed over claimed; more independent claimants over fewer; the more precise over
the vaguer; a side's own losses admitted over losses claimed of an enemy. What still ties stays open: both are
shown. The rule in words, with examples: `docs/design/claims.md`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import Final

import pandas as pd

from mapper.claims.names import ActorNames
from mapper.claims.statements import Statement, source_names, statements_of
from mapper.claims.values import Quantity, compatible, in_words, precision
from mapper.model.folding import fold_name

__all__ = ["chosen", "display_sentences"]

_VERBS: Final = {
    "fatalities": "killed",
    "injured": "injured",
    "captured": "captured",
    "vehicles_destroyed": "vehicles destroyed",
    "vehicles_captured": "vehicles captured",
}
_PLURAL: Final = re.compile(r"(?:\b[a-z]+[^s\W]s|\b(?:Forces|Troops))$")
_OF: Final = re.compile(r"(?:dozens|scores|hundreds|thousands|handful)$")
_INITIALISM: Final = re.compile(r"[A-Z]{2,3}")
_COLLECTIVE: Final = re.compile(
    r"\b(?:army|forces|front|group|government|movement|police|corps|council|militia|brigade)$", re.IGNORECASE
)


def display_sentences(
    claims: pd.DataFrame, sources: pd.DataFrame, actors: pd.DataFrame
) -> dict[str, dict[str, str]]:
    """Return event_id → field → the sentence to show first, such as `84 killed, says the CSP`.

    A field with figures for several groups has one clause for each, joined by `; `.

    >>> claims = pd.DataFrame({"claim_id": ["1"], "event_id": "e", "field": "fatalities",
    ...     "value": ["dozens"], "unit_or_group": "soldiers", "stance": "asserts",
    ...     "claimant": ["local reports"], "source_id": "a"})
    >>> display_sentences(claims, pd.DataFrame(), pd.DataFrame())
    {'e': {'fatalities': 'dozens of soldiers killed, say local reports'}}
    """
    if claims.empty:
        return {}
    known, named = ActorNames.of(actors), source_names(sources)
    clauses: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    groups = claims["unit_or_group"].map(lambda text: fold_name(known.canonical(text)))
    for _, rows in claims.groupby([claims["event_id"], claims["field"], groups], sort=False):
        event_id, field = str(rows["event_id"].iloc[0]), str(rows["field"].iloc[0])
        statements = statements_of(rows, actors=known, sources=named)
        clauses[event_id][field].append(_clause(chosen(statements, known), statements, known))
    return {
        event: {field: "; ".join(text for text in parts if text) for field, parts in fields.items()}
        for event, fields in clauses.items()
    }


def chosen(statements: list[Statement], actors: ActorNames) -> list[Statement]:
    """Return the statements to show first: one, or those that tie; the denials where nobody holds anything.

    >>> chosen([], ActorNames())
    []
    """
    held = [one for one in statements if not one.negative and one.text.strip()]
    if not held:
        return statements
    ranks = {index: _rank(one, held, actors) for index, one in enumerate(held)}
    best = max(ranks.values())
    return [one for index, one in enumerate(held) if ranks[index] == best]


def _rank(one: Statement, held: list[Statement], actors: ActorNames) -> tuple[int, int, float, int]:
    agreeing = {
        fold_name(actors.canonical(other.claimant)) for other in held if compatible(one.value, other.value)
    }
    own = one.group and actors.within(actors.canonical(one.claimant), actors.canonical(one.group))
    return (one.stance == "confirms", len(agreeing), -precision(one.value), int(bool(own)))


def _clause(best: list[Statement], statements: list[Statement], actors: ActorNames) -> str:
    if not best:
        return ""
    if best[0].negative:
        return "; ".join(_denial(one, actors) for one in best)
    return _what(_open_value(best), best[0], actors) + _attribution(best, statements, actors)


def _open_value(best: list[Statement]) -> str:
    """One value, or what ties: numbers as a range from the least to the most, anything else joined by
    "or".
    """
    texts = list(dict.fromkeys(in_words(one.text) for one in best))
    values = [one.value for one in best if isinstance(one.value, Quantity)]
    if len(texts) > 1 and len(values) == len(best) and all(math.isfinite(value.high) for value in values):
        return f"{min(value.low for value in values):g} to {max(value.high for value in values):g}"
    return " or ".join(texts)


def _attribution(best: list[Statement], statements: list[Statement], actors: ActorNames) -> str:
    claimants = list(dict.fromkeys(_with_article(one.claimant, actors) for one in best if one.claimant))
    if not claimants:
        return ""
    against = list(dict.fromkeys(_with_article(one.claimant, actors) for one in statements if one.negative))
    doubt = f"; disputed by {_enumerated(against)}" if against else ""
    verb = "say" if len(claimants) > 1 or _PLURAL.search(claimants[0]) else "says"
    return f", {verb} {_enumerated(claimants)}{doubt}"


def _what(text: str, one: Statement, actors: ActorNames) -> str:
    verb = _VERBS.get(one.field, "")
    if not verb:
        return text
    group = one.group
    if group and actors.knows(group):
        group = f"of {_with_article(group, actors)}"
    elif group and _OF.search(text):
        group = f"of {group}"
    return " ".join(part for part in (text, group, verb) if part)


def _denial(one: Statement, actors: ActorNames) -> str:
    what = f" “{in_words(one.text)}”" if one.text.strip() else ""
    return (
        f"{'denied' if one.stance == 'denies' else 'disputed'}{what} by {_with_article(one.claimant, actors)}"
    )


def _with_article(claimant: str, actors: ActorNames) -> str:
    """English sets "the" before an organisation's description (the Malian army) and an initialism (the
    UN).
    """
    if fold_name(claimant).startswith(("the ", "a ", "an ")):
        return claimant
    organisation = actors.knows(claimant) and (_INITIALISM.fullmatch(claimant) or " " in claimant.strip())
    return f"the {claimant}" if organisation or _COLLECTIVE.search(claimant) else claimant


def _enumerated(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
