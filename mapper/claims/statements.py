"""Statements: what one claimant says of one field of one event, however many articles repeat it.

>>> table = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities", "value": "84",
...     "unit_or_group": "", "stance": "asserts", "claimant": "Army", "source_id": ["a", "b"]})
>>> [(s.claimant, s.claim_ids, s.source_ids) for s in statements_by_event(table, actors=ActorNames())["e"]]
[('Army', ('1', '2'), ('a', 'b'))]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from mapper.claims.values import Value, named_value
from mapper.model.actors.names import ActorNames
from mapper.model.schema import HOLDING, NEGATIVE
from mapper.model.text import fold_name
from mapper.vocabulary import terms

__all__ = ["INFERRED", "Statement", "grouped_statements", "source_names", "statements_by_event"]

UNSTATED: Final = frozenset({"", *terms("unstated_values")})
"""Values that state nothing, or with which a source says that the claimant stated nothing."""
INFERRED: Final = "inferred"
"""The `basis` of a claim that the editors infer from what its source prints."""
_SAID: Final = frozenset(
    ["claim_id", "event_id", "field", "value", "unit_or_group", "stance", "claimant", "source_id", "hedge", "basis"]
)
"""The columns of the claims that a statement needs."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claimant's value for one field, with every claim and source that carries it.

    `claimant` is the name as written, or the source's name if the claim names nobody. `text` is the value as printed.
    `hedge` is the first claim's hedge, `""` unless every claim has one. `inferred` says that no source prints the
    value: the editors infer it.
    """

    claimant: str
    field: str
    group: str
    text: str
    value: Value
    stance: str
    claim_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    hedge: str = ""
    inferred: bool = False

    @property
    def held(self) -> bool:
        """Whether the claimant holds the value: it is stated, with a known stance that is not negative."""
        return self.stance in HOLDING and fold_name(self.text) not in UNSTATED

    @property
    def negative(self) -> bool:
        """Whether the claimant denies or disputes the value instead of holding it."""
        return self.stance in NEGATIVE


def source_names(sources: pd.DataFrame | None) -> dict[str, str]:
    """Return what to call each source: its publisher, else its title, else its id.

    >>> source_names(pd.DataFrame({"source_id": ["a", "b"], "publisher": ["Daily", ""], "title": ["T", ""]}))
    {'a': 'Daily', 'b': 'b'}
    """
    if sources is None or sources.empty:
        return {}
    rows = sources.fillna("").to_dict("records")
    return {row["source_id"]: row.get("publisher") or row.get("title") or row["source_id"] for row in rows}


def grouped_statements(
    claims: pd.DataFrame, *, actors: ActorNames, sources: Mapping[str, str] | None = None
) -> dict[tuple[str, str, str], list[Statement]]:
    """Return the statements by event_id, field and group (`ActorNames.group_key`), in the order of their first claim.

    >>> table = pd.DataFrame({"claim_id": ["1", "2"], "event_id": ["e", "f"], "field": "fatalities", "value": "84",
    ...     "unit_or_group": "", "stance": "asserts", "claimant": "Army", "source_id": "a"})
    >>> list(grouped_statements(table, actors=ActorNames()))
    [('e', 'fatalities', ''), ('f', 'fatalities', '')]
    """
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for (event_id, field, group, *_), same in _alike(claims, actors, sources or {}).items():
        found.setdefault((event_id, field, group), []).append(_joined(same))
    return found


def statements_by_event(
    claims: pd.DataFrame, *, actors: ActorNames, sources: Mapping[str, str] | None = None
) -> dict[str, list[Statement]]:
    """Return the statements by event_id, in the order of their first claim; claims that repeat one are joined.

    Parameters
    ----------
    claims
        Rows of the claims table.
    actors
        Join the names of one claimant.
    sources
        Names of sources by id, from `source_names`; a source is the claimant where none is given.
    """
    found: dict[str, list[Statement]] = {}
    for (event_id, *_), same in _alike(claims, actors, sources or {}).items():
        found.setdefault(event_id, []).append(_joined(same))
    return found


def _alike(
    claims: pd.DataFrame, actors: ActorNames, sources: Mapping[str, str]
) -> dict[tuple[str, str, str, str, str, Value], list[Statement]]:
    """Return a statement for each claim, grouped by event, field, group, claimant, side and value."""
    grouped: dict[tuple[str, str, str, str, str, Value], list[Statement]] = {}
    said = claims[[name for name in claims if name in _SAID]].astype("object")
    for row in said.to_dict("records"):
        claimant = row["claimant"] or sources.get(row["source_id"], "") or row["source_id"]
        value = named_value(row["field"], row["value"], actors)
        group = actors.group_key(row["unit_or_group"])
        said_by = actors.key(claimant)
        key = (row["event_id"], row["field"], group, said_by, _side(row["stance"]), value)
        one = Statement(
            claimant,
            row["field"],
            row["unit_or_group"],
            row["value"],
            value,
            row["stance"],
            (row["claim_id"],),
            (row["source_id"],) if row["source_id"] else (),
            row.get("hedge", ""),
            row.get("basis", "") == INFERRED,
        )
        grouped.setdefault(key, []).append(one)
    return grouped


def _side(stance: str) -> str:
    """Return `for` or `against` for a known stance, and an unknown stance as it is."""
    return "for" if stance in HOLDING else "against" if stance in NEGATIVE else stance


def _joined(same: list[Statement]) -> Statement:
    first = same[0]
    if len(same) == 1:
        return first
    stance = "confirms" if any(one.stance == "confirms" for one in same) else first.stance
    claim_ids = tuple(dict.fromkeys(claim for one in same for claim in one.claim_ids))
    source_ids = tuple(dict.fromkeys(source for one in same for source in one.source_ids))
    return replace(
        first,
        stance=stance,
        claim_ids=claim_ids,
        source_ids=source_ids,
        hedge=first.hedge if all(one.hedge for one in same) else "",
        inferred=all(one.inferred for one in same),
    )
