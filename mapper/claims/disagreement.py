"""Find where the claims about one field of one event cannot all be true.

Only claims about the same thing are compared: the same event, field and `unit_or_group`. See
`docs/design/claims.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

import pandas as pd

from mapper.claims.names import ActorNames
from mapper.claims.places import compatible_places
from mapper.claims.statements import Statement, source_names, statements_of
from mapper.claims.values import ACTOR_FIELDS, PLACE_FIELDS, Names, compatible, in_words
from mapper.model.folding import fold_name
from mapper.model.schema import LIST_SEPARATOR

__all__ = ["contradicts", "disagreements", "mark_disputes"]

_PAST: Final = {"denies": "denied", "disputes": "disputed"}
COLUMNS: Final = ("event_id", "field", "unit_or_group", "claim_ids", "explanation")


def disagreements(
    claims: pd.DataFrame, *, sources: pd.DataFrame | None = None, actors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row for each event, field and group whose claims cannot all be true.

    Args:
        claims: the claims table (`docs/design/model.md`).
        sources: names the sources in the explanations.
        actors: makes one actor under two names one, and an actor compatible with what it is part of.

    Returns
    -------
        `event_id, field, unit_or_group, claim_ids, explanation`, sorted by the first three; `claim_ids` are
        those involved, joined by `; `.

    >>> claims = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities",
    ...     "value": ["84", ">100"], "unit_or_group": "", "stance": "asserts",
    ...     "claimant": ["Rebels", "Army"], "source_id": "a"})
    >>> disagreements(claims).explanation.item()
    '“84” (Rebels) against “more than 100” (Army)'
    """
    known, named = ActorNames.of(actors), source_names(sources)
    rows = []
    for key, group in _candidate_groups(claims, known):
        statements = statements_of(group, actors=known, sources=named)
        involved = _involved(statements, known)
        if involved:
            ids = LIST_SEPARATOR.join(claim for one in involved for claim in one.claim_ids)
            rows.append((*key, ids, explain(involved)))
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    return table.sort_values(list(COLUMNS[:3]), ignore_index=True, kind="stable")


def mark_disputes(
    events: pd.DataFrame, claims: pd.DataFrame, *, actors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the events with `disputed_fields` filled: the fields on which claims disagree, sorted, joined by
    `; `.

    Costs nothing where there are no claims.

    >>> events = pd.DataFrame({"event_id": ["e"], "disputed_fields": [""]})
    >>> claims = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "place",
    ...     "value": ["Abc", "Xyz"], "unit_or_group": "", "stance": "asserts",
    ...     "claimant": "", "source_id": ["a", "b"]})
    >>> mark_disputes(events, claims).disputed_fields.tolist()
    ['place']
    """
    found = disagreements(claims, actors=actors) if len(claims) else claims
    if not len(found):
        return (
            events
            if "disputed_fields" in events
            else events.assign(disputed_fields=pd.Series("", index=events.index, dtype="str"))
        )
    fields = (
        found.drop_duplicates(["event_id", "field"]).groupby("event_id")["field"].agg(LIST_SEPARATOR.join)
    )
    return events.assign(disputed_fields=events["event_id"].map(fields).fillna("").astype("str"))


def contradicts(one: Statement, other: Statement, actors: ActorNames) -> bool:
    """Whether two statements about one thing cannot both be true.

    A denial stands against whoever holds the value, and one without a value against all who hold any; two
    denials do not contradict each other.

    >>> from mapper.claims.values import read_value
    >>> a = Statement("A", "place", "", "Abc", read_value("place", "Abc"), "asserts", ("1",), ("s",))
    >>> b = Statement("B", "place", "", "", read_value("place", ""), "denies", ("2",), ("s",))
    >>> contradicts(a, b, ActorNames())
    True
    """
    if one.negative and other.negative:
        return False
    agree = _compatible(one, other, actors)
    if one.negative or other.negative:
        empty = not one.text.strip() or not other.text.strip()
        return empty or agree
    return not agree


def explain(statements: Iterable[Statement]) -> str:
    """Say who holds what: `“84” (Rebels) against “more than 100” (Army; The Daily)`; denials last.

    >>> explain([])
    ''
    """
    holders: dict[str, list[str]] = {}
    for one in sorted(statements, key=lambda one: one.negative):
        text = f"“{in_words(one.text)}”" if one.text.strip() else ""
        if one.negative:
            text = " ".join(part for part in (_PAST[one.stance], text) if part)
        holders.setdefault(text, []).append(one.claimant or "no claimant named")
    return " against ".join(
        f"{text} ({LIST_SEPARATOR.join(dict.fromkeys(names))})" for text, names in holders.items()
    )


def _candidate_groups(
    claims: pd.DataFrame, actors: ActorNames
) -> Iterator[tuple[tuple[str, str, str], pd.DataFrame]]:
    """Groups with at least two different values or stances: all that can disagree. The grouping is
    vectorised.
    """
    table = claims[(claims["value"] != "") | claims["stance"].isin(["denies", "disputes"])]
    if table.empty:
        return
    groups = {text: fold_name(actors.canonical(text)) for text in table["unit_or_group"].unique()}
    keys = [table["event_id"], table["field"], table["unit_or_group"].map(groups)]
    number = table.groupby(keys, sort=False).ngroup()
    varied = (table["value"] + "\0" + table["stance"]).groupby(number).transform("nunique") > 1
    for _, group in table[varied].groupby(number[varied], sort=False):
        first = group.iloc[0]
        yield (first["event_id"], first["field"], first["unit_or_group"]), group


def _involved(statements: list[Statement], actors: ActorNames) -> list[Statement]:
    pairs = [(one, other) for one, other in combinations(statements, 2) if contradicts(one, other, actors)]
    return [one for one in statements if any(one in pair for pair in pairs)]


def _compatible(one: Statement, other: Statement, actors: ActorNames) -> bool:
    if compatible(one.value, other.value):
        return True
    if not isinstance(one.value, Names) or not isinstance(other.value, Names):
        return False
    if one.field in PLACE_FIELDS:
        return compatible_places(one.text, other.text)
    return one.field in ACTOR_FIELDS and _same_or_part(one.text, other.text, actors)


def _same_or_part(one: str, other: str, actors: ActorNames) -> bool:
    """Whether each actor of either side is, or is part of, or has as part, one of the other side."""
    left, right = (
        {actors.canonical(name) for name in text.split(";") if name.strip()} for text in (one, other)
    )

    def related(name: str, others: set[str]) -> bool:
        return any(actors.within(name, rival) or actors.within(rival, name) for rival in others)

    return all(related(name, right) for name in left) and all(related(name, left) for name in right)
