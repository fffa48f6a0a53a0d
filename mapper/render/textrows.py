"""The text of each event, as its card shows it: one small JSON object an event, in blocks that open on demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from mapper.model.dossier import Dossier
from mapper.model.schema import LIST_SEPARATOR
from mapper.render.packing import deflated, json_text

__all__ = ["TEXT_BLOCK", "text_blocks"]

TEXT_BLOCK = 1024
"""Events in a block: about 100 kB of notes, which a phone inflates in a few milliseconds."""

_FIELDS = {
    "title": "title", "notes": "notes", "place": "place", "admin1": "admin1", "admin2": "admin2",
    "place_relation": "relation", "place_reason": "reason", "geolocated_by": "geolocatedBy", "date_text": "dateText",
    "sub_event_type": "subType", "tags": "tags", "part_of": "partOf", "media_url": "mediaUrl",
    "source_url": "sourceUrl", "actors_as_written": "actorsAsWritten",
}  # fmt: skip
_LISTS = {"disputed_fields": "disputed"}


def text_blocks(dossier: Dossier, displays: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text rows of all events, in their order, as base64 blocks joined by newlines.

    >>> import mapper
    >>> len(text_blocks(mapper.read("seeds"), {}).splitlines())
    1
    """
    events = dossier.events
    columns = {
        name: events[column].astype("str").tolist() for column, name in _FIELDS.items() if _has_text(events[column])
    }
    for column, name in _LISTS.items():
        if _has_text(events[column]):
            columns[name] = [text.split(LIST_SEPARATOR) if text else [] for text in events[column]]
    columns |= _looked_up(dossier, displays)
    names, cells = list(columns), list(columns.values())
    rows = [{k: v for k, v in zip(names, row, strict=True) if v} for row in zip(*cells, strict=True)]
    rows = rows or [{} for _ in range(len(events))]
    blocks = (rows[start : start + TEXT_BLOCK] for start in range(0, len(rows), TEXT_BLOCK))
    return "\n".join(deflated(json_text(block).encode("utf-8")) for block in blocks)


def _has_text(column: pd.Series) -> bool:
    return bool((column.astype("str") != "").any())


def _looked_up(dossier: Dossier, displays: Mapping[str, Mapping[str, str]]) -> dict[str, list[Any]]:
    """Return the parts of a row that come from other tables, as columns in the order of the events."""
    ids = dossier.events["event_id"].tolist()
    parts: dict[str, list[Any]] = {}
    if len(dossier.claims):
        claims = _claims_by_event(dossier)
        parts["claims"] = [claims.get(event_id, []) for event_id in ids]
    if displays:
        parts["display"] = [dict(displays.get(event_id, {})) for event_id in ids]
    if len(dossier.alternatives):
        names = dossier.alternatives.groupby("event_id", sort=False)["place"].agg(list).to_dict()
        parts["alternatives"] = [names.get(event_id, []) for event_id in ids]
    return parts


def _claims_by_event(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    number = {source_id: i for i, source_id in enumerate(dossier.sources["source_id"])}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in dossier.claims.itertuples(index=False):
        claim = {
            "id": row.claim_id, "field": row.field, "value": row.value, "unit": row.unit_or_group, "stance": row.stance,
            "claimant": row.claimant, "source": number.get(row.source_id), "locator": row.locator, "quote": row.quote,
        }  # fmt: skip
        grouped[str(row.event_id)].append({key: value for key, value in claim.items() if value not in ("", None)})
    return grouped
