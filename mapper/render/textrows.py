"""The texts of each event, as its card shows them: in blocks that open on demand."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.claims.basis import figures_rest_on
from mapper.claims.told import claims_with_kinds
from mapper.model.dossier import Dossier
from mapper.model.schema import LIST_SEPARATOR
from mapper.render.numbering import distinct_rows
from mapper.render.packing import deflated, json_bytes
from mapper.render.wordcodes import code_notes, common_words

__all__ = ["TEXT_BLOCK", "Texts", "text_blocks"]

TEXT_BLOCK = 1024
"""Events in a block: about 100 kB of notes, which a phone inflates in a few milliseconds."""

_CODED_FROM = 16 * TEXT_BLOCK
"""Events from which on notes are coded by words; below, the dictionary is not worth its room."""

_FIELDS = {
    "title": "title", "notes": "notes", "place": "place", "admin1": "admin1", "admin2": "admin2",
    "place_relation": "relation", "place_reason": "reason", "geolocated_by": "geolocatedBy", "date_text": "dateText",
    "sub_event_type": "subType", "tags": "tags", "part_of": "partOf", "media_url": "mediaUrl",
    "source_url": "sourceUrl", "actors_as_written": "actorsAsWritten",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Texts:
    """The blocks, and the dictionary of the words in coded notes: both base64, `words` empty where none are coded."""

    blocks: str
    words: str = ""


def text_blocks(dossier: Dossier, displays: Mapping[str, Mapping[str, str]], *, at_site: np.ndarray) -> Texts:
    """Return the texts of all events, in their order, as base64 blocks joined by newlines.

    A block is a JSON object of columns: a list with one value an event, or one value for all of them. `at_site` is
    true for events whose place is called as their only site is: the page takes the name from there. A date that is
    written as its period says, and a relation that is not known, are left out too. In large dossiers the notes stand
    behind the JSON, as numbers of words.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> len(text_blocks(dossier, {}, at_site=dossier.located.to_numpy()).blocks.splitlines())
    1
    """
    columns = _columns(dossier, displays, at_site)
    rows = range(0, len(dossier.events), TEXT_BLOCK)
    notes: pa.Array = columns.pop("notes", None) if len(dossier.events) >= _CODED_FROM else None
    blocks = ({name: cells[start : start + TEXT_BLOCK] for name, cells in columns.items()} for start in rows)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        if notes is None:
            return Texts("\n".join(pool.map(lambda block: deflated(_json(block)), blocks)))
        words = common_words(notes)
        parts = (notes.slice(start, TEXT_BLOCK) for start in rows)
        packed = pool.map(lambda block, part: _with_notes(block, part, words), blocks, parts)
        return Texts("\n".join(packed), deflated(json_bytes(words.to_pylist())))


def _columns(
    dossier: Dossier, displays: Mapping[str, Mapping[str, str]], at_site: np.ndarray
) -> dict[str, pa.Array | list[Any]]:
    events = dossier.events
    texts = {name: _arrow(events[column]) for column, name in _FIELDS.items() if _has_text(events[column])}
    for name, known in (("place", at_site), ("dateText", _plainly_dated(events))):
        if name in texts:
            texts[name] = pc.if_else(pa.array(known), "", texts[name])
    if "relation" in texts:
        texts["relation"] = pc.replace_substring_regex(texts["relation"], "^unknown$", "")
    columns: dict[str, pa.Array | list[Any]] = {name: text for name, text in texts.items() if _longest(text)}
    if _has_text(events["disputed_fields"]):
        columns["disputed"] = [text.split(LIST_SEPARATOR) if text else [] for text in events["disputed_fields"]]
    return columns | _looked_up(dossier, displays)


def _arrow(column: pd.Series) -> pa.Array:
    text = pa.array(column.astype("str"), pa.large_string())
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _has_text(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return any(column.cat.categories)
    return bool(_longest(pa.array(column, pa.large_string())))


def _longest(text: pa.Array) -> int:
    return pc.max(pc.binary_length(text)).as_py() or 0


def _plainly_dated(events: pd.DataFrame) -> np.ndarray:
    """True where `date_text` is what the first day and the precision say; found once for each date as written."""
    precision = events["date_precision"].astype("category")
    keys = pd.DataFrame(
        {"day": events["event_date"], "written": pd.factorize(events["date_text"])[0], "precision": precision.cat.codes}
    )
    number, distinct = distinct_rows(keys)
    samples = events.loc[distinct, ["event_date", "date_precision", "date_text"]]
    said = [_said(row.event_date, str(row.date_precision)) == row.date_text for row in samples.itertuples(index=False)]
    plainly: np.ndarray = np.array(said, dtype=bool)[number]
    return plainly


def _said(day: Any, precision: str) -> str:
    """Return a date as its precision writes it; empty where that has no plain form."""
    form = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}.get(precision)
    return str(day.strftime(form)) if form and not pd.isna(day) else ""


def _json(columns: Mapping[str, pa.Array | list[Any]]) -> bytes:
    """Return the columns of one block: those without any value are left out, those with one value say it once."""
    kept = {}
    for name, cells in columns.items():
        values = cells if isinstance(cells, list) else cells.to_pylist()
        if any(values):
            same = isinstance(values[0], str) and values.count(values[0]) == len(values)
            kept[name] = values[0] if same else values
    return json_bytes(kept)


def _with_notes(columns: Mapping[str, pa.Array | list[Any]], notes: pa.Array, words: pa.Array) -> str:
    """Pack one block with coded notes: the length of the JSON in four bytes, little endian, the JSON, the codes."""
    coded = code_notes(notes, words)
    text = _json({**columns, "rareWords": coded.rare})
    return deflated(len(text).to_bytes(4, "little") + text + coded.codes)


def _looked_up(dossier: Dossier, displays: Mapping[str, Mapping[str, str]]) -> dict[str, list[Any]]:
    """Return the parts of a row that come from other tables, as columns in the order of the events."""
    ids = dossier.events["event_id"].tolist()
    parts: dict[str, list[Any]] = {}
    if len(dossier.claims):
        claims = _claims_by_event(dossier)
        parts["claims"] = [claims.get(event_id, []) for event_id in ids]
        rests = figures_rest_on(dossier.events, dossier.claims, sources=dossier.sources, actors=dossier.actors)
        parts["rests"] = [_short(rests.get(event_id, {})) for event_id in ids]
    if displays:
        parts["display"] = [dict(displays.get(event_id, {})) for event_id in ids]
    if len(dossier.alternatives):
        names = dossier.alternatives.groupby("event_id", sort=False)["place"].agg(list).to_dict()
        parts["alternatives"] = [names.get(event_id, []) for event_id in ids]
    return parts


def _short(rests: Mapping[str, str]) -> dict[str, str]:
    return {column.removeprefix("fatalities_"): claims for column, claims in rests.items()}


def _claims_by_event(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    number = {source_id: i for i, source_id in enumerate(dossier.sources["source_id"])}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in claims_with_kinds(dossier).itertuples(index=False):
        claim = {
            "id": row.claim_id, "field": row.field, "value": row.value, "unit": row.unit_or_group, "stance": row.stance,
            "claimant": row.claimant, "kind": row.claimant_kind, "source": number.get(row.source_id),
            "locator": row.locator, "quote": row.quote,
        }  # fmt: skip
        grouped[str(row.event_id)].append({key: value for key, value in claim.items() if value not in ("", None)})
    return grouped
