"""The single events behind drawn counts, as GeoParquet in small parts, of which a page reads only what a card shows.

The files are read a second time, one after the other. Each event goes to the bucket of its row; then one bucket after
the other is sorted and written. So memory goes by the batch, the bucket, and the events of the largest count.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

from gazetteer.files import move, publish
from mapper.atomic import output_errors, staging
from mapper.cube.files import Partition
from mapper.cube.partition import chosen_rows
from mapper.cube.read import CountedFiles
from mapper.cube.rows import RowsOfSum, numbers_of_ids
from mapper.errors import FormatError, OutputError, SourceError
from mapper.exports.attributes import plain
from mapper.exports.parquet import geo_table, write_table
from mapper.model.dossier import Dossier
from mapper.model.involved import events_of_rows
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS
from mapper.progress import step
from mapper.render.details import Layout, layout_of
from mapper.render.mapdata import map_data
from mapper.render.sites import collect_sites

__all__ = ["INDEX", "Singles", "check_details_folder", "remove_other_singles", "remove_singles", "write_singles"]

INDEX: Final = "index.json"
_SET: Final = re.compile(r"[0-9a-f]{16}")
"""The name of a folder that is named by its content."""
_PART_NAME: Final = re.compile(r"events-[0-9]+\.parquet")
_FORMAT: Final = 1
_PART: Final = 50_000
"""How many events a file has: its footer, which says where everything is, stays at some 50 KB."""
_GROUP: Final = 2_000
"""How many events a row group has: the least that a card reads."""
_BUCKET: Final = 200_000
"""How many events are sorted at a time; more where one count has more, or too many files would be open."""
_MOST_BUCKETS: Final = 250
_RANK: Final = "rank"
_COLUMNS: Final = (
    "event_id", "event_date", "end_date", "date_precision", "date_text", "place", "country", "admin1", "geo_precision",
    "location_kind", "event_type", "sub_event_type", *ACTOR_ROLES, *FATALITY_COLUMNS, "title", "notes", "source",
    "source_url", "longitude", "latitude", "geometry",
)  # fmt: skip
"""The names are those of all exports. The geometry is last, since the page does not read it."""
_TOLD: Final = ("event_date", "longitude", "latitude")
"""Columns whose least and largest value each row group states, for programs that look for some of them."""
_FROM_PLACE: Final = ("longitude", "latitude", "country", "admin1", "geo_precision")


class Singles(NamedTuple):
    """Single events that were written: the name of their folder within that of all such, and how many there are.

    `is_new` is false where an earlier run has written the same.
    """

    name: str
    events: int
    is_new: bool


def check_details_folder(folder: Path) -> None:
    """Raise OutputError where a folder holds what was not written by `write_singles`.

    >>> check_details_folder(Path("seeds"))
    Traceback (most recent call last):
    ...
    mapper.errors.OutputError: seeds: there are other files in this folder; name a new one with `details`, or empty it
    """
    if folder.is_file() or (folder.is_dir() and not all(map(_is_ours, folder.iterdir()))):
        raise OutputError(
            f"{folder}: there are other files in this folder", "name a new one with `details`, or empty it"
        )


def write_singles(counted: CountedFiles, drawn: Dossier, folder: Path, *, page: str, notes: bool = True) -> Singles:
    """Write the single events of a page into a folder of their own, named by its content, within `folder`.

    It appears whole, and folders of earlier runs stay beside it: a page names its own. Same events, same bytes.

    Parameters
    ----------
    counted
        What `read_counts` gave with `with_sum`, at the resolution that is drawn.
    drawn
        What `chosen_counts` gave of it.
    folder
        A new folder, an empty one, or one that was written so before.
    page
        The name of the page's file.
    notes
        Write the notes too.

    Raises
    ------
    OutputError
        There are other files in the folder, or the system refuses to write.
    FormatError
        Rows of a file stand for several events: there are no single ones.
    SourceError
        A file has changed since it was counted, or is gone.

    >>> from gazetteer import Gazetteer
    >>> from mapper.cube import chosen_counts, read_counts
    >>> with Gazetteer.open() as places:
    ...     counted = read_counts(["seeds/events.csv"], gazetteer=places, with_sum=True)
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     folder = Path(parent, "details")
    ...     written = write_singles(counted, chosen_counts(counted), folder, page="map.html")
    ...     written.events, sorted(path.name for path in (folder / written.name).iterdir())
    (45, ['events-0.parquet', 'index.json'])
    """
    check_details_folder(folder)
    layout, ids = _layout(drawn)
    way = _Way(counted, layout, ids)
    with output_errors(folder), staging(folder) as made, tempfile.TemporaryDirectory(dir=made) as spilled:
        with step("Writing single events", total=len(counted.files)) as advance, _Buckets(spilled, layout) as buckets:
            for file in counted.files:
                buckets.add(*_of_file(file, counted, way, notes=notes))
                advance(1)
        if not buckets.complete():
            raise SourceError("the files that were counted have changed since", "run it again")
        parts = _Parts(made, drawn.attributions)
        for table in buckets.sorted():
            parts.add(table)
        name, files = parts.finish({**_about(layout), "page": page})
        is_new = not (folder / name).exists()
        folder.mkdir(exist_ok=True)
        _publish_set(files, made / name, folder / name)
    return Singles(name, int(layout.sizes.sum()), is_new)


def _publish_set(files: Sequence[Path], hidden: Path, target: Path) -> None:
    """Move files into a folder that appears with all of them; where there is one of that name it has the same files."""
    if target.is_dir():
        publish(files, target)
        return
    hidden.mkdir()
    publish(files, hidden)
    move(hidden, target)


def remove_singles(folder: Path, name: str) -> None:
    """Remove the single events of a page that could not be written.

    >>> with tempfile.TemporaryDirectory() as parent:
    ...     Path(parent, "details", "0" * 16).mkdir(parents=True)
    ...     remove_singles(Path(parent, "details"), "0" * 16)
    ...     Path(parent, "details").exists()
    False
    """
    with staging(folder) as hidden:
        (folder / name).rename(hidden / name)
    with suppress(OSError):
        folder.rmdir()  # if nothing else is there


def remove_other_singles(folder: Path, name: str, *, page: str) -> None:
    """Remove the single events of earlier pages of this name, when the page that names the folder `name` is there.

    Raises OutputError where the system refuses.

    >>> with tempfile.TemporaryDirectory() as parent:
    ...     for each, of_page in {"0" * 16: "map.html", "1" * 16: "map.html", "2" * 16: "other.html"}.items():
    ...         Path(parent, "details", each).mkdir(parents=True)
    ...         _ = Path(parent, "details", each, INDEX).write_text(json.dumps({"page": of_page}))
    ...     remove_other_singles(Path(parent, "details"), "1" * 16, page="map.html")
    ...     sorted(path.name[0] for path in Path(parent, "details").iterdir())
    ['1', '2']
    """
    with staging(folder) as hidden:
        for other in sorted(folder.iterdir()):
            if _SET.fullmatch(other.name) and other.name != name and _page_of(other) == page:
                other.rename(hidden / other.name)  # at once, so that what remains is whole


def _page_of(folder: Path) -> str:
    """Return the page that single events belong to; nothing where their index does not say it."""
    with suppress(OSError, ValueError):
        index = json.loads((folder / INDEX).read_text("utf-8"))
        return str(index.get("page", "")) if isinstance(index, dict) else ""
    return ""


def _layout(drawn: Dossier) -> tuple[Layout, np.ndarray]:
    """Return the order of the events of a page, and the number of each of its rows."""
    data = map_data(drawn)
    return layout_of(data, collect_sites(data)), numbers_of_ids(data.events)


class _Way:
    """From the events of a file to their places in the layout, and to where the gazetteer has placed them."""

    def __init__(self, counted: CountedFiles, layout: Layout, ids: np.ndarray) -> None:
        self._rows = RowsOfSum(counted)
        rank_of_number = np.full(int(ids.max(initial=-1)) + 2, -1, dtype=np.int64)  # the last: not drawn
        rank_of_number[ids[layout.order]] = np.arange(len(ids))
        self._ranks = rank_of_number[self._rows.drawn()]
        self._places = self._rows.placed(("location_kind", *_FROM_PLACE))

    def of_events(self, chosen: Dossier) -> tuple[np.ndarray, pd.DataFrame] | None:
        """Return the rank of each event's row, -1 where it is not drawn, and its place; None if one is in no row."""
        row = self._rows.of_events(chosen)
        return None if (row < 0).any() else (self._ranks[row], self._places.iloc[row])


def _about(layout: Layout) -> dict[str, Any]:
    sizes = {"events": int(layout.sizes.sum()), "partEvents": _PART, "groupEvents": _GROUP}
    return {"format": _FORMAT, "check": layout.check, **sizes}


def _of_file(file: Partition, counted: CountedFiles, way: _Way, *, notes: bool) -> tuple[np.ndarray, pa.Table]:
    """Return the ranks of the events of a file that are drawn, and these events."""
    _, chosen = chosen_rows(file, counted.task)
    if (events_of_rows(chosen.events) != 1).any():
        remedy = "leave `details` out: there are no single events to write"
        raise FormatError(f"{file.path}: rows stand for several events", remedy)
    found = way.of_events(chosen)
    if found is None:
        raise SourceError(f"{file.path} has changed since it was counted", "run it again")
    ranks, places = found
    kept = ranks >= 0
    events = _with_places(chosen.events[kept].reset_index(drop=True), places[kept])
    table = plain(geo_table(chosen.with_events(events if notes else events.assign(notes=""))))
    return ranks[kept], table.select(list(_COLUMNS))


def _with_places(events: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return events with what the gazetteer filled in for all that are written alike."""
    filled = {"location_kind": pd.Series(places["location_kind"].array, index=events.index)}
    for name in _FROM_PLACE:
        own = events[name]
        given = pd.Series(places[name].array, index=events.index).astype(own.dtype)
        filled[name] = own.mask(own == "" if EVENT_COLUMNS[name] == "str" else own.isna(), given)
    return events.assign(**filled)


class _Buckets:
    """Events on disk by their place in the layout, until all of a bucket are there and can be sorted."""

    def __init__(self, folder: str, layout: Layout) -> None:
        self._folder, self._sizes = Path(folder), layout.sizes
        size = max(_BUCKET, -(-int(layout.sizes.sum()) // _MOST_BUCKETS))
        self._bucket_of_rank = (np.cumsum(layout.sizes) - layout.sizes) // size
        self._found = np.zeros(len(layout.sizes), dtype=np.int64)
        self._open = ExitStack()
        self._streams: dict[int, pa.ipc.RecordBatchStreamWriter] = {}

    def __enter__(self) -> _Buckets:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, ranks: np.ndarray, table: pa.Table) -> None:
        """Add events; `ranks` are the places of their rows in the layout."""
        if not len(ranks):
            return
        order = np.argsort(ranks, kind="stable")
        ordered = table.take(pa.array(order)).append_column(_RANK, pa.array(ranks[order], pa.int32()))
        buckets = self._bucket_of_rank[ranks[order]]
        starts = np.flatnonzero(np.diff(buckets, prepend=-1))
        for start, end in zip(starts, [*starts[1:], len(buckets)], strict=True):
            self._stream(int(buckets[start]), ordered.schema).write_table(ordered[start:end])
        np.add.at(self._found, ranks, 1)

    def complete(self) -> bool:
        """Tell whether each row has as many events as it counts."""
        return bool((self._found == self._sizes).all())

    def sorted(self) -> Iterator[pa.Table]:
        """Yield the events in their order: by row, the newest first."""
        keys = [(_RANK, "ascending"), ("event_date", "descending"), ("event_id", "ascending")]
        for bucket in sorted(self._streams):
            path = self._path(bucket)
            with pa.ipc.open_stream(path) as stream:
                table = stream.read_all()
            path.unlink()
            yield table.sort_by(keys).drop_columns([_RANK])

    def _stream(self, bucket: int, schema: pa.Schema) -> pa.ipc.RecordBatchStreamWriter:
        if bucket not in self._streams:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            stream = pa.ipc.new_stream(self._path(bucket), schema, options=options)
            self._streams[bucket] = self._open.enter_context(stream)
        return self._streams[bucket]

    def _path(self, bucket: int) -> Path:
        return self._folder / str(bucket)


class _Parts:
    """Files of the same number of events, written as these come."""

    def __init__(self, folder: Path, attributions: Sequence[str]) -> None:
        self._folder, self._attributions = folder, attributions
        self._waiting: list[pa.Table] = []
        self._made: list[Path] = []

    def add(self, table: pa.Table) -> None:
        """Write as many whole files as there are events for."""
        self._waiting.append(table)
        while sum(map(len, self._waiting)) >= _PART:
            self._write()

    def finish(self, about: dict[str, Any]) -> tuple[str, list[Path]]:
        """Write the last file and the index; return a name for what is in them, and all files, the index last."""
        if sum(map(len, self._waiting)):
            self._write()
        parts = [{"file": path.name, "bytes": path.stat().st_size, "end": _end_of(path)} for path in self._made]
        index = self._folder / INDEX
        index.write_text(json.dumps({**about, "parts": parts}) + "\n", "utf-8")
        files, digest = [*self._made, index], hashlib.blake2b(digest_size=8)
        for path in files:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "blake2b").digest())
        return digest.hexdigest(), files

    def _write(self) -> None:
        table = pa.concat_tables(self._waiting)
        self._waiting = [table[_PART:]]
        self._made.append(self._folder / f"events-{len(self._made)}.parquet")
        write_table(
            [table[:_PART]],
            self._made[-1],
            self._attributions,
            compression="snappy",  # the compression that the page's reader unpacks
            row_group_size=_GROUP,
            write_statistics=list(_TOLD),
        )


def _end_of(path: Path) -> int:
    """Return how many bytes at the end of a Parquet file say where everything is."""
    with pq.ParquetFile(path) as file:
        return int(file.metadata.serialized_size) + 8


def _is_ours(path: Path) -> bool:
    """Tell whether a folder was written here: by its name, and those of its files."""
    if not path.is_dir() or not _SET.fullmatch(path.name):
        return False
    return all(file.name == INDEX or _PART_NAME.fullmatch(file.name) for file in path.iterdir())
