"""From a dossier to what its map is drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from mapper.claims.summaries import claim_summaries, claims_with_kinds
from mapper.claims.wording import is_plural
from mapper.model.coded import coded, from_numpy
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT, events_of_rows, involved
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS, listed
from mapper.render.mapdata import Alternative, ByEvent, MapData
from mapper.words import Message

__all__ = ["map_data"]

_ALL_DIFFERENT = frozenset({"event_id", "notes"})
"""Columns of text in which every row has one of its own; the other columns repeat theirs."""
_NUMBERS = frozenset({name for name, kind in EVENT_COLUMNS.items() if kind not in {"str", "category"}} | {COUNT})


def map_data(dossier: Dossier) -> MapData:
    """Return what the map of a dossier is drawn from.

    >>> import mapper
    >>> data = map_data(mapper.read("seeds"))
    >>> len(data) == len(data.longitude) == len(data.texts["event_id"])
    True
    """
    events = dossier.events
    rows = _payload_order(events)
    texts = {
        name: _text(events[name], repeated=name not in _ALL_DIFFERENT).take(from_numpy(rows))
        for name, kind in EVENT_COLUMNS.items()
        if kind in {"str", "category"}
    }
    numbers = events[[name for name in events if name in _NUMBERS]].take(rows)
    return MapData(
        texts=texts,
        first_day=numbers["event_date"].to_numpy().astype("datetime64[D]"),
        last_day=numbers["end_date"].to_numpy().astype("datetime64[D]"),
        longitude=numbers["longitude"].to_numpy(np.float64),
        latitude=numbers["latitude"].to_numpy(np.float64),
        radius_km=numbers["radius_km"].fillna(0.0).to_numpy(np.float64),
        precision=numbers["geo_precision"].astype("Int8").fillna(0).to_numpy(np.uint8),
        figures={name: numbers[name].astype("Int64").fillna(-1).to_numpy(np.int64) for name in FATALITY_COLUMNS},
        actors=_rows(dossier.actors),
        sources=_rows(dossier.sources),
        involvements=involved([coded(texts[role]) for role in ACTOR_ROLES]),
        events=_counts(numbers),
        by_event=_by_event(dossier, rows),
        title=dossier.title,
        attributions=dossier.attributions,
        filter_words=dossier.filter_words,
        messages=dossier.messages,
    )


def _counts(events: pd.DataFrame) -> np.ndarray | None:
    """Return how many events each row stands for, None where that is one everywhere."""
    number = events_of_rows(events).to_numpy(np.int64)
    return number if (number != 1).any() else None


def _payload_order(events: pd.DataFrame) -> np.ndarray:
    """Return the positions of the events sorted by first and last day, the undated last; else as they were."""
    days = [events[name].to_numpy().astype("datetime64[s]") for name in ("end_date", "event_date")]
    return np.lexsort(days)  # which puts NaT last, and leaves alone what is equal


def _text(column: pd.Series, *, repeated: bool) -> pa.Array:
    """Return a column of text without nulls; dictionary-encoded where it is categorical, or said to be `repeated`."""
    if isinstance(column.dtype, pd.CategoricalDtype) and len(column.cat.categories):
        return pa.array(column).fill_null("")
    text = pa.array(column.astype("str"), pa.large_string())
    if repeated:
        text = text.dictionary_encode()
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    names = [str(name) for name in table]
    columns = [table[name].astype("str").to_numpy(object).tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _by_event(dossier: Dossier, rows: np.ndarray) -> ByEvent:
    """Return what the other tables tell of the events in these rows, in that order."""
    if not len(dossier.claims) and not len(dossier.alternatives):
        return ByEvent()
    dossier = dossier.replace(events=dossier.events.take(rows).reset_index(drop=True))
    ids = dossier.events["event_id"]
    return ByEvent(
        cards=_cards(dossier, ids.tolist()),
        claimed=ids.isin(dossier.claims["event_id"]).to_numpy() if len(dossier.claims) else None,
        alternatives=_alternatives(dossier) if len(dossier.alternatives) else (),
    )


def _cards(dossier: Dossier, ids: list[str]) -> dict[str, list[Any]]:
    """Return the columns of the cards that come from other tables, in the order of the events."""
    columns: dict[str, list[Any]] = {}
    if len(dossier.claims):
        claims, words = _claims_by_event(dossier), claim_summaries(dossier)
        columns["claims"] = [claims.get(event_id, []) for event_id in ids]
        columns["rests"] = [_as_json(words.provenance.get(event_id, {})) for event_id in ids]
        columns["display"] = [_as_json(words.sentences.get(event_id, {})) for event_id in ids]
    if len(dossier.alternatives):
        several = (dossier.events["location_kind"] == "alternatives").tolist()
        places = dossier.events["place"].astype("str").tolist()
        # All that are named: one that was not found is as possible as those on the map.
        columns["alternatives"] = [listed(place) if named else [] for place, named in zip(places, several, strict=True)]
    return columns


def _as_json(messages: Mapping[str, Message]) -> dict[str, Any]:
    """Return the messages as the page gets them; of the columns of the dead it knows `low`, `best` and `high`."""
    return {name.removeprefix("fatalities_"): message.as_json() for name, message in messages.items()}


def _claims_by_event(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    number = {source_id: i for i, source_id in enumerate(dossier.sources["source_id"])}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in claims_with_kinds(dossier).itertuples(index=False):
        claim = {
            "id": row.claim_id, "field": row.field, "value": row.value, "unit": row.unit_or_group, "stance": row.stance,
            "claimant": row.claimant, "kind": row.claimant_kind, "source": number.get(row.source_id),
            "locator": row.locator, "quote": row.quote, "many": is_plural(str(row.claimant)) or "",
        }  # fmt: skip
        grouped[str(row.event_id)].append({key: value for key, value in claim.items() if value not in ("", None)})
    return grouped


def _alternatives(dossier: Dossier) -> list[Alternative]:
    position = dict(zip(dossier.events["event_id"], range(len(dossier.events)), strict=True))
    several = dossier.alternatives.fillna({"geo_precision": 0, "radius_km": 0.0, "country": "", "admin1": ""})
    columns = ["place", "longitude", "latitude", "geo_precision", "radius_km", "country", "admin1"]
    rows = several["event_id"].map(position).tolist()
    cells = (several[name].tolist() for name in columns)
    return sorted(map(Alternative, rows, *cells), key=lambda one: one.row)
