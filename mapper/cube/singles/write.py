"""Write the single events behind drawn counts as GeoParquet in small parts; a page reads only those that a card shows.

The files are read a second time, one after the other. Each event goes to the bucket of its row; then one bucket after
the other is sorted and written. So memory depends on the size of a batch, of a bucket, and of the largest count.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from mapper.atomic import output_errors, staging
from mapper.cube.buckets import Buckets, bucket_size
from mapper.cube.files import Partition
from mapper.cube.partition import chosen_rows
from mapper.cube.read import CountedFiles
from mapper.cube.singles.folders import check_details_folder, publish_set
from mapper.cube.singles.parts import Parts
from mapper.cube.singles.rows import RowsOfSum, numbers_of_ids
from mapper.errors import FormatError, SourceError
from mapper.exports.attributes import plain
from mapper.exports.parquet import geo_table
from mapper.model.dossier import Dossier
from mapper.model.involved import events_of_rows
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS
from mapper.progress import step
from mapper.render.details import Layout, layout_of
from mapper.render.mapdata import map_data
from mapper.render.sites import collect_sites

__all__ = ["Singles", "write_singles"]

_BUCKET: Final = 200_000
"""Events that are sorted at a time; more if one count has more, or if too many files would be open."""
_COLUMNS: Final = (
    "event_id", "event_date", "end_date", "date_precision", "date_text", "place", "country", "admin1", "geo_precision",
    "location_kind", "event_type", "sub_event_type", *ACTOR_ROLES, *FATALITY_COLUMNS, "title", "notes", "source",
    "source_url", "longitude", "latitude", "geometry",
)  # fmt: skip
"""The names are those of all exports. The geometry is last, since the page does not read it."""
_FROM_PLACE: Final = ("longitude", "latitude", "country", "admin1", "geo_precision")


class Singles(NamedTuple):
    """The single events that were written: the name of their subfolder, and their number.

    `is_new` is false if an earlier run wrote the same events.
    """

    name: str
    events: int
    is_new: bool


def write_singles(counted: CountedFiles, drawn: Dossier, folder: Path, *, page: str, notes: bool = True) -> Singles:
    """Write the single events of a page into a folder of their own, named by its content, within `folder`.

    The folder appears complete. Folders of earlier runs stay beside it: each page names its own. The same events give
    the same bytes.

    Parameters
    ----------
    counted
        The result of `read_counts` with `with_sum`, at the resolution that is drawn.
    drawn
        The result of `chosen_counts` for it.
    folder
        A new or empty folder, or one that this function wrote before.
    page
        The name of the page's file.
    notes
        Write the notes too.

    Raises
    ------
    OutputError
        There are other files in the folder, or the system refuses to write.
    FormatError
        Rows of a file stand for several events, so there are no single events.
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
    sizes = layout.sizes
    found = np.zeros_like(sizes)
    with output_errors(folder), staging(folder) as made, tempfile.TemporaryDirectory(dir=made) as spilled:
        bucket_of_rank = (np.cumsum(sizes) - sizes) // bucket_size(int(sizes.sum()), least=_BUCKET)
        with (
            step("Writing single events", total=len(counted.files)) as advance,
            Buckets(spilled, bucket_of_rank) as buckets,
        ):
            for file in counted.files:
                ranks, events = _of_file(file, counted, way, notes=notes)
                buckets.add(ranks, events)
                found += np.bincount(ranks, minlength=len(found))
                advance(1)
        if not np.array_equal(found, sizes):
            raise SourceError("the files that were counted have changed since", "run it again")
        parts = Parts(made, drawn.attributions)
        for table in buckets.sorted(("event_date", "descending"), ("event_id", "ascending")):
            parts.add(table)
        name, files = parts.finish(check=layout.check, events=int(sizes.sum()), page=page)
        is_new = not (folder / name).exists()
        folder.mkdir(exist_ok=True)
        publish_set(files, made / name, folder / name)
    return Singles(name, int(sizes.sum()), is_new)


def _layout(drawn: Dossier) -> tuple[Layout, np.ndarray]:
    """Return the order of the events of a page, and the number (`numbers_of_ids`) of each of its rows."""
    data = map_data(drawn)
    return layout_of(data, collect_sites(data)), numbers_of_ids(data.events)


class _Way:
    """Finds the ranks of a file's events in the layout, and the places that the gazetteer found for them."""

    def __init__(self, counted: CountedFiles, layout: Layout, ids: np.ndarray) -> None:
        self._rows = RowsOfSum(counted)
        rank_of_number = np.full(int(ids.max(initial=-1)) + 2, -1, dtype=np.int64)  # the last: not drawn
        rank_of_number[ids[layout.order]] = np.arange(len(ids))
        self._ranks = rank_of_number[self._rows.drawn()]
        self._places = self._rows.placed(("location_kind", *_FROM_PLACE))

    def of_events(self, chosen: Dossier) -> tuple[np.ndarray, pd.DataFrame] | None:
        """Return the rank of each event's row (-1 if it is not drawn) and its place; None if any event has no row."""
        row = self._rows.of_events(chosen)
        return None if (row < 0).any() else (self._ranks[row], self._places.iloc[row])


def _of_file(file: Partition, counted: CountedFiles, way: _Way, *, notes: bool) -> tuple[np.ndarray, pa.Table]:
    """Return the ranks of a file's drawn events, and these events."""
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
    """Return events with the location kind of their count's placed row, and empty cells of `_FROM_PLACE` filled."""
    filled = {"location_kind": pd.Series(places["location_kind"].array, index=events.index)}
    for name in _FROM_PLACE:
        own = events[name]
        given = pd.Series(places[name].array, index=events.index).astype(own.dtype)
        filled[name] = own.mask(own == "" if EVENT_COLUMNS[name] == "str" else own.isna(), given)
    return events.assign(**filled)
