"""What the figures of an event rest on: whose claims give `fatalities_low`, `fatalities_best` and `fatalities_high`.

A figure may be only a bound, or be stated by nobody but a party to the conflict; totals depend on both
(`mapper.claims.totals`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from mapper.claims.claimants import claimant_kind, outlets_in
from mapper.claims.statements import Statement, source_names, statements_by_event
from mapper.claims.values import Quantity
from mapper.claims.wording import clauses, in_words, value_message
from mapper.model.actors.names import ActorNames
from mapper.model.schema import FATALITY_COLUMNS
from mapper.words import Message

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["Stated", "figures_rest_on", "stated_figures"]

_LOW, _, _HIGH = FATALITY_COLUMNS
_PARTIES: Final = frozenset({"party", "official"})


class Stated(NamedTuple):
    """Whether every claim of a figure gives only a lower bound, and which parties state it if nobody else does.

    `parties` is empty if anybody else states the figure: an outlet, the UN, a rights group, a witness.
    """

    bound: bool
    parties: tuple[str, ...]


def figures_rest_on(
    events: pd.DataFrame, claims: pd.DataFrame, *, sources: pd.DataFrame, actors: pd.DataFrame
) -> dict[str, dict[str, Message]]:
    """Return event_id → column → the claims of `fatalities` that give its figure, such as `84 (CSP)`.

    A claim gives a figure if the figure is the claim's number or an end of its range or bound (100 for "more than
    100"): the lower end gives a low figure, the upper end a high one. "More than 400" gives no high figure.
    Figures that no claim gives are the record's own and are left out, as are events without such claims.

    >>> events = pd.DataFrame({"event_id": ["e"], "fatalities_low": [84], "fatalities_best": [None],
    ...     "fatalities_high": [None]})
    >>> claims = pd.DataFrame({"claim_id": ["1"], "event_id": "e", "field": "fatalities", "value": ["84"],
    ...     "unit_or_group": "", "stance": "asserts", "claimant": ["Rebels"], "source_id": "a"})
    >>> figures_rest_on(events, claims, sources=pd.DataFrame(), actors=pd.DataFrame())["e"]["fatalities_low"].text()
    '84 (Rebels)'
    """
    given = _figures_given(events, claims, source_names(sources), ActorNames(actors))
    return {event: {column: _basis(found) for column, found in columns.items()} for event, columns in given.items()}


def stated_figures(dossier: Dossier) -> Mapping[str, Mapping[str, Stated]]:
    """Return event_id → fatalities column → who states it; figures that no claim gives are left out.

    >>> import mapper
    >>> stated_figures(mapper.read("seeds"))["tinzaouaten-2024-07"]["fatalities_best"]
    Stated(bound=True, parties=())
    """
    if dossier.claims.empty:
        return {}
    actors, named = ActorNames(dossier.actors), source_names(dossier.sources)
    outlets = outlets_in(named)
    given = _figures_given(dossier.events, dossier.claims, named, actors)

    def stated(statements: list[Statement]) -> Stated:
        kinds = {one.claimant: claimant_kind(one.claimant, actors=actors, outlets=outlets) for one in statements}
        only_parties = all(kind in _PARTIES for kind in kinds.values())
        bound = all(isinstance(one.value, Quantity) and math.isinf(one.value.high) for one in statements)
        return Stated(bound, tuple(kinds) if only_parties else ())

    return {event: {column: stated(found) for column, found in columns.items()} for event, columns in given.items()}


def _figures_given(
    events: pd.DataFrame, claims: pd.DataFrame, named: Mapping[str, str], actors: ActorNames
) -> dict[str, dict[str, list[Statement]]]:
    """Return event_id → column → the statements that give its figure, which `figures_rest_on` puts into words."""
    tolls = claims[claims["field"] == "fatalities"]
    by_event = statements_by_event(tolls, actors=actors, sources=named)
    wanted = events[events["event_id"].isin(by_event)]
    rests: dict[str, dict[str, list[Statement]]] = {}
    for event, *figures in wanted[["event_id", *FATALITY_COLUMNS]].itertuples(index=False, name=None):
        found = {
            column: giving
            for column, figure in zip(FATALITY_COLUMNS, figures, strict=True)
            if pd.notna(figure) and (giving := _giving(int(figure), column, by_event[event]))
        }
        if found:
            rests[event] = found
    return rests


def _giving(figure: int, column: str, statements: list[Statement]) -> list[Statement]:
    held = [one for one in statements if one.held]
    return [one for one in held if isinstance(one.value, Quantity) and figure in _ends(one.value, column)]


def _basis(giving: list[Statement]) -> Message:
    claimants: dict[str, dict[str, None]] = {}
    values: dict[str, Message | str] = {}
    for one in giving:
        words = in_words(one.text, field=one.field)
        values.setdefault(words, value_message(one.text, field=one.field))
        claimants.setdefault(words, {})[one.claimant] = None
    return clauses([Message("basis", value=values[words], who=tuple(names)) for words, names in claimants.items()])


def _ends(value: Quantity, column: str) -> set[float]:
    """Return the figures that a claimed value gives for a column: its lower end, its upper end, or either for best.

    Without an upper end, the integer below the lower end counts too: the 100 of "more than 100".
    """
    lowest = {value.low, value.low - 1 if math.isinf(value.high) else value.low}
    return {_LOW: lowest, _HIGH: {value.high}}.get(column, lowest | {value.high})
