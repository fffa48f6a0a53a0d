"""What a dossier is called, and its numbers: events by month, actor, type, country and precision, and the dead."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from gazetteer.countries import country_message
from mapper.claims.basis import stated_figures
from mapper.claims.totals import Total, total_fatalities
from mapper.model.coded import as_text, categorical
from mapper.model.dossier import Dossier
from mapper.model.involved import events_of_rows, involved, role_columns
from mapper.model.schema import DATA_SET
from mapper.words import Message

__all__ = ["default_title", "numbers_of"]

_NAMED: Final = 2
"""The most countries and data sets that a title names."""
_UNSTATED: Final = 10
"""A title names countries where at most one event in ten states none."""


def default_title(events: pd.DataFrame) -> Message:
    """Return what events without a title of their own are called: by their countries, and the data set of all of them.

    >>> import mapper
    >>> default_title(mapper.read("tests/data/ged.csv").events).text()
    'Conflict events: 4 countries (UCDP GED)'
    """
    number = events_of_rows(events)
    countries = _largest_first(_sums(number, events["country"]))
    unstated = countries.pop("", 0)
    of = [country_message(code) for code in countries]
    if _UNSTATED * unstated > number.sum():
        of = []
    named = of if len(of) <= _NAMED else [Message("countries", n=len(of))]
    data_sets = [str(name) for name in sorted(as_text(events[DATA_SET]).unique())] if DATA_SET in events else []
    all_of = data_sets if len(data_sets) <= _NAMED and "" not in data_sets else []
    return Message("untitled", countries=tuple(named), data_sets=tuple(all_of))


def numbers_of(dossier: Dossier, total: Total | None = None) -> dict[str, Any]:
    """Return how many events a dossier has, by what a map shows of them; a row of counts has the events it stands for.

    An event counts in each month that its period touches and for each actor that takes part, so these sums may exceed
    the events. `""` is what is not stated. `total` is that of its dead, where it is known already.

    >>> import mapper
    >>> numbers = numbers_of(mapper.read("seeds"))
    >>> numbers["events"], numbers["undated"], sum(numbers["types"].values())
    (45, 5, 45)
    """
    events, summary = dossier.events, dossier.summary()
    number = events_of_rows(events)
    pairs = involved(role_columns(events))
    actors = dict(zip(pairs.names, pairs.sizes(number.to_numpy()).tolist(), strict=True))
    steps = events["geo_precision"].astype("str")
    months = _months(events, number)
    total = total or total_fatalities(events, stated_figures(dossier))
    return {
        "events": summary.events,
        "located": summary.located,
        "undated": int(number[events["event_date"].isna()].sum()),
        "period": f"{min(months)}/{max(months)}" if months else "",
        "months": months,
        "actors": _largest_first(actors),
        "types": _largest_first(_sums(number, events["event_type"])),
        "countries": _largest_first(_sums(number, events["country"])),
        "precisions": dict(sorted(_sums(number, steps).items())),
        "dead": {name.removeprefix("fatalities_"): dead for name, dead in total.sums.items()},
        "dead_events": {name.removeprefix("fatalities_"): count for name, count in total.events.items()},
        "dead_at_least": [name.removeprefix("fatalities_") for name in total.at_least],
        "dead_stated_in": total.stated,
        "dead_only_bounds": dict(zip(("events", "at_least"), total.bounded, strict=True)),
        "dead_out_of_order": total.out_of_order,
        "dead_mostly_in": list(total.largest),
        "dead_by_parties": {event: list(who) for event, who in total.by_parties.items()},
    }


def _sums(number: pd.Series, column: pd.Series) -> dict[str, int]:
    coded = categorical(column)
    sums = np.bincount(coded.codes, number, minlength=len(coded.categories)).astype(np.int64)  # exact below 2**53
    return {str(name): int(count) for name, count in zip(coded.categories, sums, strict=True)}


def _largest_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _months(events: pd.DataFrame, number: pd.Series) -> dict[str, int]:
    """Count the events of each month that their periods touch."""
    dated = events["event_date"].notna().to_numpy()
    if not dated.any():
        return {}
    first, last = (events[name].to_numpy()[dated].astype("datetime64[M]").astype(np.int64) for name in _ENDS)
    begin, counts = int(first.min()), number.to_numpy()[dated]
    length = int(last.max()) - begin + 1
    change = np.bincount(first - begin, counts, minlength=length + 1)
    change -= np.bincount(last + 1 - begin, counts, minlength=length + 1)
    touched = np.cumsum(change)[:length].astype(np.int64)
    months = np.datetime64(begin, "M") + np.arange(length)
    return {str(month): int(count) for month, count in zip(months, touched, strict=True) if count}


_ENDS = ("event_date", "end_date")
