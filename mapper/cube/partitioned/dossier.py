"""The dossier whose events stay in their files, and its filters."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from typing import TYPE_CHECKING, Any, Final

from mapper.cube.batches import batches
from mapper.cube.engines import check_installed, each_file
from mapper.cube.files import Partition, partitions
from mapper.cube.partition import of_types_here, read_partition
from mapper.cube.partitioned.whole import Look, Whole, look_at, named_and_placed, whole_of
from mapper.cube.read import check_alike
from mapper.errors import FormatError, ParameterError
from mapper.model.dossier import Counts, Dossier, Summary
from mapper.options import Conditions, Engine, ReadOptions
from mapper.processing.filters import check_conditions, filter_words, select
from mapper.progress import step

if TYPE_CHECKING:
    import dask_geopandas
    import pandas as pd

    from gazetteer import Gazetteer

__all__ = ["PartitionedDossier", "look_through"]

_OF_NAMES: Final = ("actor", "with_successors", "not_actor", "type")
"""Conditions whose names must occur in the files."""
_IN_ONE: Final = "read it without `engine`"


@dataclass(frozen=True, eq=False)
class PartitionedDossier:
    """Events that stay in their files until they are computed: what `mapper.read(…, engine="dask")` gives.

    Each file, or batch of a large one, is a partition, read anew whenever it is computed. All files were looked through
    once, so actors are named and coloured, and places looked up, as `mapper.read` does for all files together.

    What depends on all rows at once is not known. Ids are compared within each partition only: an event that stands in
    two files counts twice, and row numbers as ids repeat. Claims are not compared, so that nothing is disputed, and
    there are no tables of claims and sources. `mapper.export` and `mapper.write_map` take the events file by file; of
    more than one page holds `mapper map --engine dask` draws counts.

    Attributes
    ----------
    files
        The partitions.
    reading
        How the files are read.
    whole
        The names, places and reports of all files together.
    conditions
        The filters that the events meet, in order.
    """

    files: tuple[Partition, ...]
    reading: ReadOptions
    whole: Whole
    conditions: tuple[Conditions, ...] = ()

    @cached_property
    def events(self) -> dask_geopandas.GeoDataFrame:
        """The events with their points (EPSG:4326), as a lazy frame with the columns and types of a dossier's events.

        Its index counts from 0 in each partition.
        """
        import dask.dataframe
        import dask_geopandas  # noqa: F401 - it tells Dask what to make of a GeoDataFrame

        empty = self.whole.dossier.with_events(self.whole.dossier.events.head(0))
        meta = named_and_placed(empty, self.whole).to_geodataframe()
        return dask.dataframe.from_delayed(self._of_each(Dossier.to_geodataframe), meta=meta)

    def filter(self, **asked: Any) -> PartitionedDossier:
        """Return the dossier with only the events that meet all conditions, still lazily, as `mapper.filter` does.

        Parameters
        ----------
        **asked
            The arguments of `mapper.filter`, except `source`: only a dossier in one piece has a table of sources.

        Raises
        ------
        UnknownNameError, ParameterError
            As `mapper.filter`, at once.
        """
        return self.narrowed(Conditions.of(**asked))

    def each(
        self, *, with_claims: bool = False, placed: Callable[[Dossier], Dossier] | None = None
    ) -> Iterator[tuple[Dossier, Dossier]]:
        """Yield for each file a dossier of all its events, and one of those that meet the conditions, in memory.

        Only the events and what belongs to them differ. `with_claims` is for callers that only count: claims are
        present but not compared. `placed` places further events before the conditions are tested.

        Raises
        ------
        SourceError
            A file has changed since it was looked through, or is gone.
        FormatError
            A file has claims, which are compared only in one piece.
        """
        with step("Reading file by file", total=len(self.files)) as advance:
            for file in self.files:
                dossier = named_and_placed(read_partition(file, self.reading), self.whole)
                if len(dossier.claims) and not with_claims:
                    raise FormatError(f"{file.path}: it has claims, which are compared only in one piece", _IN_ONE)
                dossier = placed(dossier) if placed else dossier
                yield dossier, _chosen(dossier, self.conditions)
                advance(1)
                del dossier  # free it before the next is read

    @property
    def meant(self) -> Dossier:
        """The dossier of the events that meet the conditions, with a few rows instead of all events."""
        chosen = reduce(select, self.conditions, self.whole.dossier)
        is_one = len({file.path for file in self.files}) == 1
        return chosen.replace(title=chosen.title if is_one else "")

    def narrowed(self, conditions: Conditions) -> PartitionedDossier:
        """Return the dossier with one more filter."""
        if conditions.source:
            raise ParameterError("source", conditions.source[0], "no source: read without `engine` to filter by it")
        select(self.whole.dossier, conditions.only(_OF_NAMES))
        check_conditions(conditions)
        return dataclasses.replace(self, conditions=(*self.conditions, conditions))

    def summary(self) -> Summary:
        """Return what is in the dossier, in numbers; this reads all files once. Claims and sources are 0."""
        from dask.base import compute

        parts = compute(*self._of_each(Dossier.summary))
        days = sorted(day for part in parts for day in part.period.split("/") if day)
        return Summary(
            events=sum(part.events for part in parts),
            claims=0,
            sources=0,
            actors=len(self.actors),
            located=sum(part.located for part in parts),
            rejected=self.whole.dossier.counts.rejected,
            period=f"{days[0]}/{days[-1]}" if days else "",
        )

    @property
    def actors(self) -> pd.DataFrame:
        """The actors of all files, as in a dossier."""
        return self.whole.dossier.actors

    @property
    def counts(self) -> Counts:
        """What became of the rows of all files, before any filter."""
        return self.whole.dossier.counts

    @property
    def rejects(self) -> pd.DataFrame:
        """The rejected rows, with file and line."""
        return self.whole.dossier.rejects

    @property
    def faults(self) -> pd.DataFrame:
        """The values that were not understood, with file and line."""
        return self.whole.dossier.faults

    @property
    def notices(self) -> tuple[str, ...]:
        """What the readers guessed in the files, in sentences."""
        return self.whole.dossier.notices

    def __repr__(self) -> str:
        words = " ".join(map(filter_words, self.conditions))
        asked = f", filtered by {words}" if words else ""
        return f"PartitionedDossier({len(self.files)} partitions, {self.whole.dossier.counts.used} rows read{asked})"

    def _of_each(self, made: Callable[[Dossier], Any]) -> list[Any]:
        """Return a task for each partition that reads it and calls a function on it."""
        from dask.delayed import delayed

        task, whole = delayed(_read), delayed(self.whole, traverse=False)
        return [task(file, self.reading, whole, self.conditions, made) for file in self.files]


def look_through(
    sources: Sequence[str],
    *,
    engine: Engine | None = None,
    reading: ReadOptions | None = None,
    gazetteer: Gazetteer,
    strict: bool = False,
) -> PartitionedDossier:
    """Look through files once, and return the dossier whose events stay in them.

    Parameters
    ----------
    sources
        Files, folders of files, and patterns such as `events/*.parquet`.
    engine
        Where the files are looked through. By default Dask does it, on the cluster of the connected client, or in
        processes on this machine that are started for it and ended again.
    reading
        How the files are read.
    gazetteer
        The gazetteer in which place names are looked up.
    strict
        Raise `StrictError` if anything is wrong with any row or value.

    Raises
    ------
    SourceError, FormatError, ParameterError
        A file cannot be read, or is of another kind than the others; or drafts are asked for, which only a dossier
        in one piece has.
    MapperError
        Dask or dask-geopandas is not installed.
    """
    if engine is None:
        check_installed("reading with Dask", "distributed", "dask_geopandas")
        engine = Engine(engine="dask", scheduler=_connected())
    reading = reading or ReadOptions()
    if reading.with_drafts:
        raise ParameterError("with_drafts", "True", "no drafts: they are part of a dossier, read in one piece")
    files = tuple(batch for file in partitions(sources) for batch in batches(file))

    def job(file: Partition) -> Callable[[], Look]:
        return partial(look_at, file, reading, strict=strict)

    looks = dict[int, Look]()
    with step("Looking through files", total=len(files)) as advance:
        for number, look in each_file(engine, files, job):
            check_alike(next(iter(looks.values()), look).part, look.part)
            looks[number] = look
            advance(1)
    with step("Naming actors and placing events"):
        whole = whole_of([looks.pop(number) for number in range(len(files))], gazetteer, origins=tuple(sources))
    return PartitionedDossier(files, reading, whole)


def _connected() -> str:
    """Return the address of the scheduler of the connected client, `""` if there is none."""
    from dask.distributed import default_client

    try:
        return str(default_client().scheduler.address)
    except ValueError:
        return ""


def _read(
    file: Partition,
    reading: ReadOptions,
    whole: Whole,
    conditions: Sequence[Conditions],
    made: Callable[[Dossier], Any],
) -> Any:
    """Read a partition, and call a function on the dossier of its events that meet the conditions."""
    return made(_chosen(named_and_placed(read_partition(file, reading), whole), conditions))


def _chosen(dossier: Dossier, conditions: Sequence[Conditions]) -> Dossier:
    for one in conditions:
        dossier = select(*of_types_here(dossier, one))
    return dossier
