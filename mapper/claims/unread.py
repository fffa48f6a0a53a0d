"""Claims whose value is not understood: they are shown in their own words and not compared."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from mapper.claims.statements import UNSTATED
from mapper.claims.values import NAME_FIELDS, Names, Quantity, UnreadWords, Value, named_value
from mapper.model.actors.names import ActorNames
from mapper.model.schema import HOLDING, NEGATIVE
from mapper.model.text import fold_name
from mapper.model.words import Message

__all__ = ["unread_claims"]

_TAKEN_OR_LOST: Final = frozenset(
    {"captured", "rescued", "vehicles_captured", "vehicles_destroyed", "vehicles_total", "personnel"}
)
"""Fields in which words without a number name what was counted: "prisoners", "fuel tankers"."""
_NO_NUMBER: Final = Message("no-number")
_BESIDE_A_FIGURE: Final = Message("words-beside-a-figure")


def unread_claims(claims: pd.DataFrame, *, actors: pd.DataFrame | None = None) -> list[dict[str, Any]]:
    """Return `claim_id, event_id, field, value, reason` of the claims that are not compared, in their order.

    The reason is a message. Three kinds are not compared:

    - claims with a stance that is not understood;
    - in a field of dates or figures, text that is not understood as one;
    - in other fields, words beside the figure of another claim about the same event, field and group.

    >>> claims = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities",
    ...     "value": ["many", "84"], "unit_or_group": "", "stance": "asserts"})
    >>> [(row["claim_id"], row["reason"].text("fr")) for row in unread_claims(claims)]
    [('1', 'n’est pas un chiffre')]
    """
    known = ActorNames(actors)
    columns = [claims[name] for name in ("claim_id", "event_id", "field", "value", "unit_or_group", "stance")]
    rows = [tuple(map(str, row)) for row in zip(*columns, strict=True)]
    unclear = {row[0]: Message("unclear-stance", stance=row[5]) for row in rows if row[5] not in (*HOLDING, *NEGATIVE)}
    stated = [row[:5] for row in rows if row[0] in unclear or fold_name(row[3]) not in UNSTATED]
    figured = {_thing(row, known) for row in stated if _is_figure(row, known) and row[0] not in unclear}
    found = []
    for claim, event, field, text, group in stated:
        beside = _thing((claim, event, field, text, group), known) in figured
        reason = unclear.get(claim) or _reason(named_value(field, text, known), field, text, beside_a_figure=beside)
        if reason:
            found.append({"claim_id": claim, "event_id": event, "field": field, "value": text, "reason": reason})
    return found


def _is_figure(row: tuple[str, ...], actors: ActorNames) -> bool:
    return isinstance(named_value(row[2], row[3], actors), Quantity)


def _thing(row: tuple[str, ...], actors: ActorNames) -> tuple[str, str, str]:
    """What a claim is about: event, field and group."""
    return row[1], row[2], actors.group_key(row[4])


def _reason(value: Value, field: str, text: str, *, beside_a_figure: bool) -> Message | None:
    if isinstance(value, UnreadWords):
        is_what = field in _TAKEN_OR_LOST and not any(map(str.isdigit, text))
        return _NO_NUMBER if is_what else Message(value.code)
    words = field not in NAME_FIELDS and isinstance(value, Names)
    return _BESIDE_A_FIGURE if words and beside_a_figure else None
