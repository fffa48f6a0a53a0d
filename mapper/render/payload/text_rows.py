"""The texts of each event, as its card shows them: in blocks that open on demand."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import coded, constant, mask, plain_text, texts_of
from mapper.model.schema import LIST_SEPARATOR
from mapper.render.mapdata import MapData
from mapper.render.packing import deflated, json_bytes
from mapper.render.payload.word_codes import code_notes, common_words
from mapper.vocabulary import by_term

__all__ = ["TEXT_BLOCK", "Texts", "text_blocks"]

TEXT_BLOCK = 1024
"""Events in a block: about 100 kB of notes, which a phone inflates in a few milliseconds."""

_CODED_FROM = 16 * TEXT_BLOCK
"""Events from which on notes are coded by words; below, the dictionary is not worth its room."""

_AT_ONCE = 16 * TEXT_BLOCK
"""Events whose notes are coded together: to get the dictionary ready takes as long as to look up a block."""

_FIELDS = {
    "title": "title", "notes": "notes", "place": "place", "admin1": "admin1", "admin2": "admin2",
    "place_relation": "relation", "geolocated_by": "geolocatedBy", "date_text": "dateText",
    "sub_event_type": "subType", "tags": "tags", "part_of": "partOf", "media_url": "mediaUrl",
    "source_url": "sourceUrl", "actors_as_written": "actorsAsWritten",
}  # fmt: skip

_UNITS = by_term("date_precisions", "length")
"""How long a date is that is written as precisely as it is known."""
_PLAIN = re.compile(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}")
_NO = (None, 0)


class _Reasons(NamedTuple):
    """Why events are where they are: the distinct reasons, as the page words them, and the number of each event's."""

    distinct: list[Any]
    numbers: np.ndarray

    def of_block(self, start: int) -> dict[str, Any]:
        """Return the reasons of one block, and which is each event's where there are several."""
        used, numbers = np.unique(self.numbers[start : start + TEXT_BLOCK], return_inverse=True)
        reasons = [self.distinct[number] for number in used.tolist()]
        if len(reasons) > 1:
            return {"reasons": reasons, "reason": numbers.tolist()}
        return {"reasons": reasons} if any(reasons) else {}


_Column: TypeAlias = "pa.Array | list[Any] | str | _Reasons"
"""One value an event, or one for all."""


class Texts(NamedTuple):
    """The blocks, and the dictionary of the words in coded notes: both base64, `words` empty where none are coded."""

    blocks: str
    words: str = ""


def text_blocks(data: MapData, *, at_site: np.ndarray) -> Texts:
    """Return the texts of all events, in their order, as base64 blocks joined by newlines.

    A block is a JSON object of columns: a list with one value an event, or one value for all of them. `at_site` is
    true for events whose place is called as their only site is: the page takes the name from there. A date that is
    written as its period says, and a relation that is not known, are left out too. In large dossiers the notes stand
    behind the JSON, as numbers of words.

    >>> import mapper
    >>> from mapper.render.dossierdata import map_data
    >>> data = map_data(mapper.read("seeds"))
    >>> len(text_blocks(data, at_site=~data.are("unlocated")).blocks.splitlines())
    1
    """
    columns = _columns(data, at_site)
    notes = columns.get("notes")
    if len(data) < _CODED_FROM or not isinstance(notes, pa.Array):
        starts = range(0, len(data), TEXT_BLOCK)
        return Texts("\n".join(deflated(_json(columns, start)) for start in starts))
    from concurrent.futures import ThreadPoolExecutor  # which small maps need not wait for

    del columns["notes"]
    notes = plain_text(notes)
    words = common_words(notes)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        packed = pool.map(lambda start: _with_notes(columns, notes, words, start), range(0, len(data), _AT_ONCE))
        return Texts("\n".join(packed), deflated(json_bytes(words.to_pylist())))


def _columns(data: MapData, at_site: np.ndarray) -> dict[str, _Column]:
    """Return the columns that have any text; a text that all events share stands for itself."""
    left_out = {"place": at_site, "date_text": _plainly_dated(data), "place_relation": _unknown_relation(data)}
    columns: dict[str, _Column] = {}
    for column, name in _FIELDS.items():
        text = _without(data.texts[column], left_out.get(column))
        same = _shared(text)
        if same or same is None:
            columns[name] = text if same is None else same
    reasons = coded(data.texts["place_reason"])
    columns["reason"] = _Reasons([data.worded(text) for text in reasons.texts], reasons.codes)
    disputed = coded(data.texts["disputed_fields"])
    if any(disputed.texts):
        fields = [text.split(LIST_SEPARATOR) if text else [] for text in disputed.texts]
        columns["disputed"] = [fields[code] for code in disputed.codes.tolist()]
    return {**columns, **data.by_event.cards}


def _without(text: pa.Array, left_out: np.ndarray | None) -> pa.Array:
    """Return the column with nothing in the rows to leave out."""
    if left_out is None or not left_out.any():
        return text
    if left_out.all():
        return constant("", len(text))
    return pc.if_else(mask(left_out), "", plain_text(text))


def _shared(text: pa.Array) -> str | None:
    """Return the one text that all rows have, `""` where there is no row; None where they differ."""
    if pa.types.is_dictionary(text.type):
        used = coded(text).used_texts()
        return (used or [""])[0] if len(used) < 2 else None
    if not len(text) or not (pc.max(pc.binary_length(text)).as_py() or 0):
        return ""
    return str(text[0]) if pc.all(pc.equal(text, text[0])).as_py() else None


def _unknown_relation(data: MapData) -> np.ndarray:
    relation = coded(data.texts["place_relation"])
    return relation.mapped(np.array([text == "unknown" for text in relation.texts] or [False]))


def _plainly_dated(data: MapData) -> np.ndarray:
    """True where `date_text` is what the first day and the precision say; found once for each date as written."""
    precision, written = coded(data.texts["date_precision"]), coded(data.texts["date_text"])
    stated = precision.mapped(np.array([_UNITS.get(text, -1) for text in precision.texts] or [-1]))
    days, lengths = zip(*map(_meant, written.texts or [""]), strict=True)
    same_day = written.mapped(np.array(days, dtype="datetime64[D]")) == data.first_day
    plainly: np.ndarray = same_day & (written.mapped(np.array(lengths)) == stated)
    return plainly


def _meant(text: str) -> tuple[dt.date | None, int]:
    """Return the first day of a plainly written period, and the length of the text; None and 0 of any other text."""
    try:
        return (dt.date.fromisoformat((text + "-01-01")[:10]), len(text)) if _PLAIN.fullmatch(text) else _NO
    except ValueError:
        return _NO


def _json(columns: Mapping[str, _Column], start: int, rare: Sequence[str] = ()) -> bytes:
    """Return the columns of one block: those without any value are left out, those with one value say it once."""
    kept: dict[str, Any] = {}
    for name, cells in columns.items():
        if isinstance(cells, _Reasons):
            kept |= cells.of_block(start)
            continue
        part = cells if isinstance(cells, str) else cells[start : start + TEXT_BLOCK]
        values = texts_of(part) if isinstance(part, pa.Array) else part
        if isinstance(values, str):
            kept[name] = values
        elif any(values):
            same = isinstance(values[0], str) and values.count(values[0]) == len(values)
            kept[name] = values[0] if same else values
    return json_bytes(kept | {"rareWords": rare} if rare else kept)


def _with_notes(columns: Mapping[str, _Column], notes: pa.Array, words: pa.Array, start: int) -> str:
    """Pack some blocks with coded notes: the length of the JSON in four bytes, little endian, the JSON, the codes."""
    blocks = code_notes(notes.slice(start, _AT_ONCE), words, block=TEXT_BLOCK)
    packed = []
    for number, block in enumerate(blocks):
        text = _json(columns, start + number * TEXT_BLOCK, block.rare)
        packed.append(deflated(len(text).to_bytes(4, "little") + text + block.codes))
    return "\n".join(packed)
