"""The texts of each event, as its card shows them: in blocks that open on demand."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa

from mapper.model.coded import categorical
from mapper.model.schema import LIST_SEPARATOR
from mapper.render.mapdata import MapData
from mapper.render.packing import deflated, json_bytes
from mapper.render.payload.word_codes import SAMPLE, CodedNotes, code_notes, common_words
from mapper.vocabulary import by_term

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["TEXT_BLOCK", "Texts", "text_blocks"]

TEXT_BLOCK = 1024
"""Events of a block: about 100 kB of notes, which a phone inflates in a few milliseconds."""

_CODED_FROM = 16 * TEXT_BLOCK
"""From this many events on, notes are coded by words; with fewer, the dictionary would be larger than the gain."""

_AT_ONCE = 16 * TEXT_BLOCK
"""How many events have their notes coded together, since each call indexes the dictionary anew."""

_FIELDS = {
    "title": "title", "notes": "notes", "place": "place", "admin1": "admin1", "admin2": "admin2",
    "admin3": "admin3",
    "place_relation": "relation", "geolocated_by": "geolocatedBy", "date_text": "dateText",
    "sub_event_type": "subType", "tags": "tags", "part_of": "partOf",
    "possibly_same_as": "possiblySameAs", "media_url": "mediaUrl",
    "source_url": "sourceUrl", "actors_as_written": "actorsAsWritten",
}  # fmt: skip

_UNITS = by_term("date_precisions", "length")
"""Date precision → the length of an ISO date of that precision."""
_PLAIN = re.compile(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}")
_NO = (None, 0)


class _Reasons(NamedTuple):
    """Why events are where they are: the distinct reasons as messages, and the number of each event's reason.

    `given` has for each reason what the gazetteer gave: the place id, the columns that it filled in, its confidence.
    """

    distinct: list[Any]
    given: list[list[str]]
    numbers: np.ndarray

    @classmethod
    def of(cls, data: MapData) -> _Reasons:
        """Return the reasons of all events."""
        columns = [categorical(data.events[name]) for name in ("place_reason", "place_id", "from_gazetteer")]
        columns.append(_in_words(data.events["place_confidence"]))
        sizes = tuple(len(column.categories) for column in columns)
        if not len(data):
            return cls([], [], np.zeros(0, np.int64))
        together = np.ravel_multi_index([column.codes for column in columns], sizes)
        used, numbers = np.unique(together, return_inverse=True)
        codes = np.unravel_index(used, sizes)
        texts, *given = [column.categories.take(k).tolist() for column, k in zip(columns, codes, strict=True)]
        return cls([data.worded(text) for text in texts], [list(pair) for pair in zip(*given, strict=True)], numbers)

    def of_block(self, start: int) -> dict[str, Any]:
        """Return the reasons of one block and, if there are several, the number of each event's reason."""
        used, numbers = np.unique(self.numbers[start : start + TEXT_BLOCK], return_inverse=True)
        reasons, given = ([column[number] for number in used.tolist()] for column in (self.distinct, self.given))
        found: dict[str, Any] = {"reasons": reasons} if len(reasons) > 1 or any(reasons) else {}
        found |= {"reason": numbers.tolist()} if len(reasons) > 1 else {}
        return found | ({"given": given} if found and any(map(any, given)) else {})


class _Own(NamedTuple):
    """The user's own columns: for each column its distinct texts, and the number of each event's text."""

    columns: list[tuple[np.ndarray, np.ndarray]]

    def of_block(self, start: int) -> dict[str, Any]:
        """Return each column of one block: one text for all, or the distinct texts and each event's number."""
        own = [self._column(texts, codes[start : start + TEXT_BLOCK]) for texts, codes in self.columns]
        return {"own": own} if any(own) else {}

    def _column(self, texts: np.ndarray, codes: np.ndarray) -> str | list[Any]:
        used, rows = np.unique(codes, return_inverse=True)
        distinct = texts[used].tolist()
        return distinct[0] if len(distinct) == 1 else [distinct, rows.tolist()]


_Column: TypeAlias = "pd.api.extensions.ExtensionArray | np.ndarray | list[Any] | str | _Reasons | _Own"
"""One value for each event, or one for all."""


class Texts(NamedTuple):
    """The blocks and the dictionary of coded notes, all base64; `words` is empty if no notes are coded."""

    blocks: list[str]
    words: str = ""


def text_blocks(data: MapData, *, at_site: np.ndarray) -> Texts:
    """Return the texts of all events, in their order, as base64 blocks.

    A block is a JSON object of columns: a list with one value for each event, or one value for all. `at_site` is true
    for events whose place has the name of their only site; the page takes the name from the site. Dates that the period
    and precision give, and unknown relations, are left out too. In large dossiers the notes follow the JSON, as numbers
    of words. Only some events at a time are in memory with all their texts.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> data = map_data(mapper.read("seeds"))
    >>> len(text_blocks(data, at_site=np.ones(len(data), dtype=bool)).blocks)
    1
    """
    notes = data.sampled_notes(SAMPLE) if len(data) >= _CODED_FROM else None
    words = None if notes is None else common_words(notes)
    jobs = (partial(_blocks, part, at_site=is_at, words=words) for part, is_at in _parts(data, at_site))
    made = _side_by_side(jobs) if len(data) > _AT_ONCE else (job() for job in jobs)
    return Texts([*chain.from_iterable(made)], "" if words is None else deflated(json_bytes(words.to_pylist())))


def _parts(data: MapData, at_site: np.ndarray) -> Iterator[tuple[MapData, np.ndarray]]:
    start = 0
    for part in data.parts(_AT_ONCE):
        yield part, at_site[start : start + len(part)]
        start += len(part)


def _side_by_side(jobs: Iterable[Callable[[], list[str]]]) -> Iterator[list[str]]:
    """Run a few jobs in parallel, and yield their results in order; jobs are taken only shortly before they run."""
    from concurrent.futures import ThreadPoolExecutor  # imported here, as small maps do without it

    threads = os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[list[str]]] = deque()
        for job in jobs:
            waiting.append(pool.submit(job))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        for last in waiting:
            yield last.result()


def _blocks(part: MapData, *, at_site: np.ndarray, words: pa.Array | None) -> list[str]:
    """Return the blocks of some events; their notes are coded if there is a dictionary."""
    columns = _columns(part, at_site)
    starts = range(0, len(part), TEXT_BLOCK)
    if words is None:
        return [deflated(_json(columns, start)) for start in starts]
    del columns["notes"]
    blocks = code_notes(part.events["notes"], words, block=TEXT_BLOCK)
    return [_with_notes(_json(columns, start, block.rare), block) for start, block in zip(starts, blocks, strict=True)]


def _with_notes(text: bytes, notes: CodedNotes) -> str:
    """Pack a block with coded notes: the length of the JSON in four bytes, little endian, the JSON, the codes."""
    return deflated(len(text).to_bytes(4, "little") + text + notes.codes)


def _columns(data: MapData, at_site: np.ndarray) -> dict[str, _Column]:
    """Return the columns of the cards; a text that all events share is given once."""
    unknown = (data.events["place_relation"] == "unknown").to_numpy()
    left_out = {"place": at_site, "date_text": _plainly_dated(data), "place_relation": unknown}
    columns = {name: _cells(data.events[column], left_out.get(column)) for column, name in _FIELDS.items()}
    columns["step"] = _steps_off_the_map(data.events)
    columns["reason"] = _Reasons.of(data)
    if data.own:
        columns["own"] = _Own([_texts_and_codes(data.events[name]) for name in data.own])
    disputed = data.events["disputed_fields"].cat
    if any(disputed.categories):
        fields = [text.split(LIST_SEPARATOR) if text else [] for text in disputed.categories]
        columns["disputed"] = [fields[code] for code in disputed.codes.tolist()]
    return {**columns, **data.cards}


def _cells(text: pd.Series, left_out: np.ndarray | None = None) -> _Column:
    """Return the cells of a column, with `left_out` cells empty, or the only text if all cells share it."""
    if not isinstance(text.dtype, pd.CategoricalDtype):
        shared = text.empty or (text == text.iloc[0]).all()
        return str(text.iloc[0] if len(text) else "") if shared else text.array
    texts = np.array([*text.cat.categories.tolist(), ""], dtype=object)
    codes = text.cat.codes.to_numpy(np.int64)
    if left_out is not None:
        codes[left_out] = len(texts) - 1
    shared = not len(codes) or (codes == codes[0]).all()
    return str(texts[codes[0]] if len(codes) else "") if shared else texts[codes]


def _steps_off_the_map(events: pd.DataFrame) -> _Column:
    """Return `geo_precision` of unlocated events as text; sites have it for the other events."""
    steps = events["geo_precision"].astype("str").where(events["geo_precision"].notna(), "")
    return _cells(steps.where(events["location_kind"] == "unlocated", "").astype("str"))


def _in_words(numbers: pd.Series) -> pd.Categorical:
    """Return numbers as text, `""` for missing ones; few are distinct, and each is converted once."""
    codes, distinct = pd.factorize(numbers.to_numpy(dtype=float))
    texts = pd.Index(["", *map(str, distinct.tolist())], dtype="str")
    return pd.Categorical.from_codes(codes + 1, categories=texts)


def _texts_and_codes(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct texts of a categorical column without blanks around them, and the number of each row's."""
    texts = [*(str(text).strip() for text in column.cat.categories), ""]
    return np.array(texts, dtype=object), column.cat.codes.to_numpy(np.int64)


def _plainly_dated(data: MapData) -> np.ndarray:
    """True where `date_text` follows from the first day and the precision; computed once for each distinct text."""
    written = data.events["date_text"].cat
    meant = pd.DataFrame([_meant(text) for text in written.categories.tolist()], columns=["day", "length"])
    lengths = data.events["date_precision"].map(_UNITS).astype("float").to_numpy()
    days = meant["day"].to_numpy(dtype="datetime64[D]")[written.codes]
    plainly: np.ndarray = (days == data.first_day) & (meant["length"].to_numpy()[written.codes] == lengths)
    return plainly


def _meant(text: str) -> tuple[dt.date | None, int]:
    """Return the first day of an ISO year, month or day and the length of the text; None and 0 for any other text."""
    try:
        return (dt.date.fromisoformat((text + "-01-01")[:10]), len(text)) if _PLAIN.fullmatch(text) else _NO
    except ValueError:
        return _NO


def _json(columns: Mapping[str, _Column], start: int, rare: Sequence[str] = ()) -> bytes:
    """Return one block as JSON: columns without values are left out, a value that all cells share is given once."""
    kept: dict[str, Any] = {}
    for name, cells in columns.items():
        if isinstance(cells, _Reasons | _Own):
            kept |= cells.of_block(start)
            continue
        values = [cells] if isinstance(cells, str) else _listed(cells[start : start + TEXT_BLOCK])
        if any(values):
            same = isinstance(values[0], str) and values.count(values[0]) == len(values)
            kept[name] = values[0] if same else values
    return json_bytes(kept | {"rareWords": rare} if rare else kept)


def _listed(cells: pd.api.extensions.ExtensionArray | np.ndarray | list[Any]) -> list[Any]:
    """Return cells as a list (docs/performance.md)."""
    return cells if isinstance(cells, list) else list(cells.tolist())
