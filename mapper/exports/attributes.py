"""The attribute table that all exports share: one row per event, one column per property, no nested values.

Column order is the schema's, then the file's own extra columns, then the claims in words (`SUMMARY_COLUMNS`), then
`claims` and `alternative_places`, two columns of JSON text, then `place_doubt`, if doubts were looked for. Longitude
and latitude come last (`with_coordinates`), in GeoJSON only if its points do not hold all coordinates exactly.
"""

from __future__ import annotations

import contextlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.claims.summaries import claims_with_kinds, summary_columns
from mapper.exports.text import REPLACEMENT, said_in, valid_xml
from mapper.model.coded import recoded
from mapper.model.involved import COUNT
from mapper.model.schema import EVENT_COLUMNS
from mapper.vocabulary import columns_of

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = [
    "aliases",
    "arrow_table",
    "attribute_table",
    "copied",
    "in_groups",
    "numbered_names",
    "plain",
    "points",
    "python_values",
    "with_coordinates",
    "without_characters",
]  # fmt: skip

_COORDINATES: Final = ("longitude", "latitude")
_NAMED: Final = {
    name: column
    for name, column in (columns_of("events") | columns_of("exported")).items()
    if name not in _COORDINATES and not column.record_only
}


def aliases(language: str = "en") -> dict[str, str]:
    """Return the heading of each column; extra columns keep their own name.

    >>> aliases("fr")["place_reason"]
    'Pourquoi il est là'
    """
    return {name: column.label[language] for name, column in _NAMED.items()}


def points(dossier: Dossier) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude in degrees (WGS 84), both NaN where the event is unlocated.

    An event whose location is only a country keeps its place in the table but has no point: a pin in the middle of a
    country would be an invention.
    """
    longitude = dossier.events["longitude"].to_numpy(dtype=float, copy=True)
    latitude = dossier.events["latitude"].to_numpy(dtype=float, copy=True)
    nowhere = ~(dossier.located.to_numpy() & np.isfinite(longitude) & np.isfinite(latitude))
    longitude[nowhere] = latitude[nowhere] = np.nan
    return longitude, latitude


def with_coordinates(table: pa.Table, dossier: Dossier) -> pa.Table:
    """Return the table with longitude and latitude as its last columns, null where an event has none.

    Points do not hold all coordinates: an event located only by country has coordinates but no point.
    """
    table = table.rename_columns(numbered_names(table.column_names, reserved=_COORDINATES))
    for name in _COORDINATES:
        table = table.append_column(name, pa.chunked_array([pa.array(dossier.events[name], from_pandas=True)]))
    return table


def attribute_table(dossier: Dossier, *, forbidden: str | None, language: str = "en") -> tuple[pa.Table, int]:
    """Return the events' properties as an Arrow table, and how many values lost a character matching `forbidden`.

    Text is never null; dates are `date32`, null if unknown; numbers are null if not stated. Columns that hold only
    plain numbers (`Dossier.number_columns`) are numbers, so that programs can add them up. Our own sentences,
    the reason of a place and the summaries of claims, are in `language`.
    """
    # Booleans stay booleans (`draft: true`); the files' other extra columns are text.
    texts = [name for name in dossier.extra_columns if dossier.events[name].dtype != "bool"]
    events = dossier.events.astype(dict.fromkeys(texts, "str"))
    events["place_reason"] = recoded(events["place_reason"], partial(said_in, dossier, language))
    table = _with_numbers(arrow_table(events.drop(columns=list(_COORDINATES))), dossier)
    table, replaced = without_characters(table, forbidden)
    summaries = arrow_table(summary_columns(dossier, language))  # no columns without claims
    words, in_words = without_characters(summaries, forbidden)
    claims, in_claims = without_characters(_claims(dossier), forbidden)
    places, in_places = without_characters(_alternatives(dossier), forbidden)
    ids = dossier.events["event_id"]
    table = table.rename_columns(numbered_names(table.column_names, reserved=_NAMED))
    for name in words.column_names:
        table = table.append_column(name, words.column(name))
    table = table.append_column("claims", _json_per_event(ids, claims))
    table = table.append_column("alternative_places", _json_per_event(ids, places))
    if dossier.doubts is not None:
        doubts, in_doubts = without_characters(pa.table({"place_doubt": _doubts(dossier, language)}), forbidden)
        table, replaced = table.append_column("place_doubt", doubts.column(0)), replaced + in_doubts
    return table, replaced + in_words + in_claims + in_places


def _with_numbers(table: pa.Table, dossier: Dossier) -> pa.Table:
    """Return the table with extra columns that hold only numbers as numbers; an empty cell is null.

    A column stays text if its numbers would not turn back into the same texts, for instance after a caller changed it.
    """
    for name, kind in {**dossier.number_columns, COUNT: "int64"}.items():
        if not kind or name not in table.column_names:
            continue
        texts = table.column(name).cast(pa.large_string())
        known = pc.if_else(pc.equal(texts, ""), None, texts)
        with contextlib.suppress(pa.ArrowInvalid):
            numbers = known.cast(kind)
            if numbers.cast(pa.large_string()).equals(known):
                table = table.set_column(table.column_names.index(name), name, numbers)
    return table


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """Return the frame as an Arrow table: text as text, categories as dictionaries, dates as `date32`.

    >>> arrow_table(pd.DataFrame({"day": pd.Series(["2025-06-01"], dtype="datetime64[s]")})).schema.field("day").type
    DataType(date32[day])
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    for index, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type):
            table = table.set_column(index, column.name, table.column(index).cast(pa.date32()))
        elif _says_nothing(column.type):
            table = table.set_column(index, column.name, pa.array([""] * len(frame), pa.large_string()))
    return table


def _says_nothing(kind: pa.DataType) -> bool:
    """Whether Arrow had no value to infer a type from: no row, or a category with no name."""
    return bool(pa.types.is_null(kind) or (pa.types.is_dictionary(kind) and pa.types.is_null(kind.value_type)))


def plain(table: pa.Table) -> pa.Table:
    """Return the table without dictionary encoding and with `int8` as `int32`, as other programs expect.

    >>> plain(pa.table({"actor1": pa.array(["A", "A"]).dictionary_encode()})).schema.field("actor1").type
    DataType(string)
    """
    for index, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(index, column.name, table.column(index).cast(column.type.value_type))
        elif pa.types.is_int8(column.type):
            table = table.set_column(index, column.name, table.column(index).cast(pa.int32()))
    return table


def in_groups(tables: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """Yield the rows of tables, `plain`, in tables of `size` rows, however the input was split; at least one table.

    >>> [len(group) for group in in_groups([pa.table({"a": [1, 2]}), pa.table({"a": [3, 4, 5]})], 2)]
    [2, 2, 1]
    """
    waiting = list[pa.Table]()
    for table in tables:
        for start in range(0, max(1, len(table)), size):
            waiting.append(plain(table[start : start + size]))
            if sum(map(len, waiting)) > size:
                joined = pa.concat_tables(waiting)
                waiting = [joined[size:]]
                yield joined[:size].combine_chunks()
                del joined
        waiting = [copied(pa.concat_tables(waiting))]
        del table  # frees it before the next is made
    yield pa.concat_tables(waiting).combine_chunks()


def copied(table: pa.Table) -> pa.Table:
    """Return a copy of the table: a slice is a view, which keeps the whole larger table in memory."""
    return table.take(pa.array(np.arange(len(table))))


def python_values(column: pa.ChunkedArray) -> list[Any]:
    """Return Arrow values as Python values, dates as ISO text; faster than `to_pylist`, which makes scalars first.

    >>> python_values(pa.chunked_array([pa.array([2.5, float("nan")])]))
    [2.5, None]
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    if pa.types.is_floating(column.type):
        return [None if math.isnan(value) else value for value in column.to_numpy().tolist()]
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column.to_numpy().tolist()  # type: ignore[no-any-return]
    return column.to_pylist()  # type: ignore[no-any-return]


def numbered_names(names: Sequence[str], *, reserved: Iterable[str]) -> list[str]:
    """Return the names; one that equals a reserved or an earlier name, ignoring case, gets a number.

    Only columns of the schema keep a reserved name; a file's own column `claims` gets a number.
    SQL ignores the case of column names. Characters that XML forbids become U+FFFD.

    >>> numbered_names(["event_id", "Notes", "note", "Note"], reserved=["event_id", "notes"])
    ['event_id', 'Notes_2', 'note', 'Note_2']
    """
    taken = {name.casefold() for name in reserved}
    chosen = []
    for name in map(valid_xml, names):
        candidate, number = name, 1
        while candidate not in EVENT_COLUMNS and candidate.casefold() in taken:
            number += 1
            candidate = f"{name}_{number}"
        taken.add(candidate.casefold())
        chosen.append(candidate)
    return chosen


def without_characters(table: pa.Table, forbidden: str | None) -> tuple[pa.Table, int]:
    r"""Replace each character that matches `forbidden` by U+FFFD; return the table and the number of values changed.

    >>> table, changed = without_characters(pa.table({"notes": ["a\x00b", "c"]}), "[\x00]")
    >>> table.column("notes").to_pylist(), changed
    (['a�b', 'c'], 1)
    """
    changed = 0
    if forbidden is None:
        return table, changed
    for index, column in enumerate(table.schema):
        chunks = []
        for chunk in table.column(index).chunks:
            clean, count = _clean(chunk, forbidden)
            chunks.append(clean)
            changed += count
        if chunks:
            table = table.set_column(index, column.name, pa.chunked_array(chunks))
    return table, changed


def _clean(chunk: pa.Array, forbidden: str) -> tuple[pa.Array, int]:
    if pa.types.is_dictionary(chunk.type):
        words = chunk.dictionary
        clean, bad_words = _clean(words, forbidden)
        if not bad_words:
            return chunk, 0
        bad = pc.take(pc.match_substring_regex(words, forbidden), chunk.indices)
        # Two names may now be equal, which a dictionary array allows.
        return pa.DictionaryArray.from_arrays(chunk.indices, clean), pc.sum(bad).as_py() or 0
    if not (pa.types.is_string(chunk.type) or pa.types.is_large_string(chunk.type)):
        return chunk, 0
    bad = pc.sum(pc.match_substring_regex(chunk, forbidden)).as_py() or 0
    return (pc.replace_substring_regex(chunk, forbidden, REPLACEMENT), bad) if bad else (chunk, 0)


def _claims(dossier: Dossier) -> pa.Table:
    """Return claims with the claimant's kind and the publisher and URL of their source."""
    sources = dossier.sources[["source_id", "publisher", "url"]].drop_duplicates("source_id")
    joined = claims_with_kinds(dossier).merge(sources, how="left", on="source_id").fillna({"publisher": "", "url": ""})
    return arrow_table(joined)


def _doubts(dossier: Dossier, language: str) -> pa.Array:
    doubts = {event_id: why.text(language) for event_id, why in (dossier.doubts or {}).items()}
    return pa.array([doubts.get(each, "") for each in dossier.events["event_id"].tolist()], pa.large_string())


def _alternatives(dossier: Dossier) -> pa.Table:
    return pa.Table.from_pandas(dossier.alternatives, preserve_index=False).replace_schema_metadata(None)


def _json_per_event(event_ids: pd.Series, rows: pa.Table) -> pa.ChunkedArray:
    """Return for each event its rows as JSON text: a list of objects without empty members; `[]` if it has none."""
    per_event: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_pylist():
        event_id = row.pop("event_id")
        per_event[event_id].append({name: value for name, value in row.items() if value not in ("", None)})
    text = {event_id: orjson.dumps(listed).decode() for event_id, listed in per_event.items()}
    values = event_ids.map(text).fillna("[]") if text else pd.Series("[]", index=event_ids.index)
    return pa.chunked_array([pa.array(values, type=pa.large_string())])
