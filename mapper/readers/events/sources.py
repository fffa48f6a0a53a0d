"""Sources: names in the rows of a table become a source table; sources of claims are joined to their events."""

from __future__ import annotations

import dataclasses

import pandas as pd

from mapper.model.coded import lists_in, positions_in
from mapper.model.dossier import empty_table
from mapper.model.schema import LIST_SEPARATOR, SOURCE_COLUMNS
from mapper.readers.events.columns import EventTable

__all__ = ["sources_of_rows"]


def sources_of_rows(
    table: EventTable, *, claims: pd.DataFrame | None = None, sources: pd.DataFrame | None = None
) -> tuple[EventTable, pd.DataFrame]:
    r"""Return the events with their `source` ids, and the table of sources that these ids name.

    A dossier's events take the sources of their claims. Sources that no table describes become sources of their own:
    the words of the column `source`, split at `;`, are then the publisher, and the id too.

    >>> from mapper.readers.tables.opening import read_table
    >>> from mapper.readers.events.columns import read_events
    >>> _, sources = sources_of_rows(read_events(read_table(b"event_id,source\na,Radio Kidal\n", "a.csv")))
    >>> sources.publisher.tolist()
    ['Radio Kidal']
    """
    known = empty_table(SOURCE_COLUMNS) if sources is None else sources
    lists = lists_in(table.events["source"])
    events = table.events.assign(source=lists.joined(table.events.index))
    if claims is not None and len(claims):
        events = events.assign(source=_with_claimed(events, claims))
    named = lists.names.unique()
    new = named.filter(positions_in(named, known["source_id"]) < 0).to_pylist()
    made = pd.DataFrame({"source_id": new, "publisher": new}).reindex(columns=list(SOURCE_COLUMNS), fill_value="")
    return dataclasses.replace(table, events=events), pd.concat([known, made.astype("str")], ignore_index=True)


def _with_claimed(events: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Return each event's source ids: its own, then those of its claims, each once."""
    claimed = claims[claims["source_id"] != ""].drop_duplicates(["event_id", "source_id"])
    own = events.loc[events["source"] != "", ["event_id", "source"]].rename(columns={"source": "source_id"})
    own = own.assign(source_id=own["source_id"].str.split(LIST_SEPARATOR.strip())).explode("source_id")
    own["source_id"] = own["source_id"].str.strip()
    pairs = pd.concat([own, claimed[["event_id", "source_id"]]]).drop_duplicates()
    if pairs.empty:
        return events["source"]
    joined = pairs.groupby("event_id", sort=False)["source_id"].agg(LIST_SEPARATOR.join)
    return events["event_id"].map(joined).fillna("").astype("str")
