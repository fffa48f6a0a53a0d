"""What the figures of an event rest on: whose claims give `fatalities_low`, `fatalities_best` and `fatalities_high`."""

from __future__ import annotations

import pandas as pd

from mapper.claims.names import ActorNames
from mapper.claims.statements import Statement, source_names, statements_of
from mapper.claims.values import Quantity
from mapper.claims.wording import clauses, in_words, value_message
from mapper.model.schema import FATALITY_COLUMNS
from mapper.words import Message

__all__ = ["figures_rest_on"]


def figures_rest_on(
    events: pd.DataFrame, claims: pd.DataFrame, *, sources: pd.DataFrame, actors: pd.DataFrame
) -> dict[str, dict[str, Message]]:
    """Return event_id → column → the claims of `fatalities` that give its figure, such as `84 (CSP)`.

    A claim gives a figure where it is the claim's number or an end of its range or bound (100 for "more than 100").
    A figure that no claim gives is the record's own and is left out; so are events without such claims.

    >>> events = pd.DataFrame({"event_id": ["e"], "fatalities_low": [84], "fatalities_best": [None],
    ...     "fatalities_high": [None]})
    >>> claims = pd.DataFrame({"claim_id": ["1"], "event_id": "e", "field": "fatalities", "value": ["84"],
    ...     "unit_or_group": "", "stance": "asserts", "claimant": ["Rebels"], "source_id": "a"})
    >>> figures_rest_on(events, claims, sources=pd.DataFrame(), actors=pd.DataFrame())["e"]["fatalities_low"].text()
    '84 (Rebels)'
    """
    tolls = claims[claims["field"] == "fatalities"]
    known, named = ActorNames.of(actors), source_names(sources)
    by_event = {
        str(event): statements_of(rows, actors=known, sources=named) for event, rows in tolls.groupby("event_id")
    }
    wanted = events[events["event_id"].isin(by_event)]
    rests: dict[str, dict[str, Message]] = {}
    for event, *figures in wanted[["event_id", *FATALITY_COLUMNS]].itertuples(index=False, name=None):
        found = {
            column: basis
            for column, figure in zip(FATALITY_COLUMNS, figures, strict=True)
            if pd.notna(figure) and (basis := _basis(int(figure), by_event[event]))
        }
        if found:
            rests[event] = found
    return rests


def _basis(figure: int, statements: list[Statement]) -> Message | None:
    giving = [one for one in statements if one.held and isinstance(one.value, Quantity) and _gives(one.value, figure)]
    claimants: dict[str, dict[str, None]] = {}
    values: dict[str, Message | str] = {}
    for one in giving:
        words = in_words(one.text, field=one.field)
        values.setdefault(words, value_message(one.text, field=one.field))
        claimants.setdefault(words, {})[one.claimant] = None
    found = [Message("basis", value=values[words], who=tuple(names)) for words, names in claimants.items()]
    return clauses(found) if found else None


def _gives(value: Quantity, figure: int) -> bool:
    above = value.low - 1 if value.high == float("inf") else value.low
    return figure in {value.low, value.high, above}
