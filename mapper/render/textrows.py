"""The texts of each event, as its card shows them: in blocks that open on demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from mapper.model.dossier import Dossier
from mapper.model.schema import LIST_SEPARATOR
from mapper.render.packing import deflated, json_bytes

__all__ = ["TEXT_BLOCK", "text_blocks"]

TEXT_BLOCK = 1024
"""Events in a block: about 100 kB of notes, which a phone inflates in a few milliseconds."""

_FIELDS = {
    "title": "title", "notes": "notes", "place": "place", "admin1": "admin1", "admin2": "admin2",
    "place_relation": "relation", "place_reason": "reason", "geolocated_by": "geolocatedBy", "date_text": "dateText",
    "sub_event_type": "subType", "tags": "tags", "part_of": "partOf", "media_url": "mediaUrl",
    "source_url": "sourceUrl", "actors_as_written": "actorsAsWritten",
}  # fmt: skip


def text_blocks(dossier: Dossier, displays: Mapping[str, Mapping[str, str]], *, at_site: np.ndarray) -> str:
    """Return the texts of all events, in their order, as base64 blocks joined by newlines.

    A block is a JSON object of columns: a list with one value an event, or one value for all of them. `at_site` is
    true for events whose place is called as their only site is: the page takes the name from there. A date that is
    written as its period says, and a relation that is not known, are left out too.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> len(text_blocks(dossier, {}, at_site=dossier.located.to_numpy()).splitlines())
    1
    """
    columns = _columns(dossier, displays, at_site)
    starts = range(0, len(dossier.events), TEXT_BLOCK)
    return "\n".join(
        _block({name: cells[start : start + TEXT_BLOCK] for name, cells in columns.items()}) for start in starts
    )


def _columns(dossier: Dossier, displays: Mapping[str, Mapping[str, str]], at_site: np.ndarray) -> dict[str, list[Any]]:
    events = dossier.events
    texts = {name: events[column].astype("str") for column, name in _FIELDS.items()}
    texts["place"] = texts["place"].mask(at_site, "")
    texts["dateText"] = texts["dateText"].mask(_plainly_dated(events), "")
    texts["relation"] = texts["relation"].replace("unknown", "")
    columns: dict[str, list[Any]] = {name: text.tolist() for name, text in texts.items() if (text != "").any()}
    if (events["disputed_fields"] != "").any():
        columns["disputed"] = [text.split(LIST_SEPARATOR) if text else [] for text in events["disputed_fields"]]
    return columns | _looked_up(dossier, displays)


def _plainly_dated(events: pd.DataFrame) -> np.ndarray:
    """True where `date_text` is what the first day and the precision say."""
    said = pd.Series("", index=events.index, dtype="str")
    for precision, form in (("day", "%Y-%m-%d"), ("month", "%Y-%m"), ("year", "%Y")):
        rows = (events["date_precision"] == precision).to_numpy()
        if rows.any():
            said = said.mask(rows, events["event_date"].dt.strftime(form))
    return (said == events["date_text"]).to_numpy()


def _block(columns: Mapping[str, list[Any]]) -> str:
    """Pack the columns of one block: those without any value are left out, those with one value say it once."""
    kept = {}
    for name, cells in columns.items():
        if any(cells):
            kept[name] = cells[0] if isinstance(cells[0], str) and cells.count(cells[0]) == len(cells) else cells
    return deflated(json_bytes(kept))


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
