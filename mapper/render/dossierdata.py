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
from mapper.model.coded import coded
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT, events_of_rows, involved
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS, listed
from mapper.render.mapdata import Alternative, ByEvent, MapData
from mapper.words import Message

__all__ = ["map_data"]


def map_data(dossier: Dossier) -> MapData:
    """Return what the map of a dossier is drawn from.

    >>> import mapper
    >>> data = map_data(mapper.read("seeds"))
    >>> len(data) == len(data.longitude) == len(data.texts["event_id"])
    True
    """
    shown = [name for name in dossier.events if name in EVENT_COLUMNS or name == COUNT]
    events = _in_payload_order(dossier.events[shown])
    texts = {name: _text(events[name]) for name, kind in EVENT_COLUMNS.items() if kind in {"str", "category"}}
    return MapData(
        texts=texts,
        first_day=events["event_date"].to_numpy().astype("datetime64[D]"),
        last_day=events["end_date"].to_numpy().astype("datetime64[D]"),
        longitude=events["longitude"].to_numpy(np.float64),
        latitude=events["latitude"].to_numpy(np.float64),
        radius_km=events["radius_km"].fillna(0.0).to_numpy(np.float64),
        precision=events["geo_precision"].astype("Int8").fillna(0).to_numpy(np.uint8),
        figures={name: events[name].astype("Int64").fillna(-1).to_numpy(np.int64) for name in FATALITY_COLUMNS},
        actors=_rows(dossier.actors),
        sources=_rows(dossier.sources),
        involvements=involved([coded(texts[role]) for role in ACTOR_ROLES]),
        events=_counts(events),
        by_event=_by_event(dossier.replace(events=events)),
        title=dossier.title,
        attributions=dossier.attributions,
        filter_words=dossier.filter_words,
        messages=dossier.messages,
    )


def _counts(events: pd.DataFrame) -> np.ndarray | None:
    """Return how many events each row stands for, None where that is one everywhere."""
    number = events_of_rows(events).to_numpy(np.int64)
    return number if (number != 1).any() else None


def _in_payload_order(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events sorted by first and last day, the undated last; else as they were."""
    if _in_order(events):
        return events.reset_index(drop=True)
    return events.sort_values(["event_date", "end_date"], na_position="last", kind="stable", ignore_index=True)


def _in_order(events: pd.DataFrame) -> bool:
    """True where sorting would change nothing, as in most data sets."""
    days = [events[name].to_numpy().astype("datetime64[s]").astype(np.int64) for name in ("event_date", "end_date")]
    first, last = (np.where(day == np.iinfo(np.int64).min, np.iinfo(np.int64).max, day) for day in days)
    later = first[1:] > first[:-1]
    return bool((later | ((first[1:] == first[:-1]) & (last[1:] >= last[:-1]))).all())


def _text(column: pd.Series) -> pa.Array:
    if isinstance(column.dtype, pd.CategoricalDtype) and len(column.cat.categories):
        text = pa.array(column).fill_null("")
    else:
        text = pa.array(column.astype("str"), pa.large_string())
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")]


def _by_event(dossier: Dossier) -> ByEvent:
    ids = dossier.events["event_id"]
    return ByEvent(
        cards=_cards(dossier, ids.tolist()) if len(dossier.claims) or len(dossier.alternatives) else {},
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
