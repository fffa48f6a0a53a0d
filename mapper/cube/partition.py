"""Read one file and count its events; this runs on any machine.

Events are not placed here: each distinct toponym and actor of all files is looked up once, in the sum of all counts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pandas as pd
import pyarrow as pa

from mapper.claims.basis import stated_figures
from mapper.claims.totals import counted_figures
from mapper.cube.batches import as_file
from mapper.cube.files import Partition
from mapper.cube.levels import at_level, fitted
from mapper.cube.table import LACKING, CountTable, counts_of, joined
from mapper.errors import FormatError, ParameterError, SourceError
from mapper.model.coded import is_among
from mapper.model.dossier import Dossier, typed_events
from mapper.model.involved import COUNT
from mapper.model.schema import ACTOR_ROLES
from mapper.model.text import fold_name
from mapper.options import Conditions, ReadOptions
from mapper.processing.actors.canonical import canonical
from mapper.processing.filters import select, types_of, words_lacking
from mapper.readers import read_sources

__all__ = [
    "MOST_NOTED",
    "OF_PLACES",
    "CountTask",
    "Counted",
    "chosen_rows",
    "count_file",
    "counts_of_rows",
    "narrowed",
    "of_types_here",
    "part_of",
    "read_partition",
]

MOST_NOTED: Final = 10_000
"""The most rejected rows, and the most faults, that are listed for each file; the others are only counted."""
_OF_ROWS: Final = ("min_fatalities",)
"""Conditions that are tested on rows, since counts lack the data."""
OF_PLACES: Final = ("bbox", "around", "within_km", "place", "admin1", "admin2")
"""Conditions on the place of an event, which cells and countries lack: they are tested on rows with coordinates."""
_OF_DAYS: Final = ("from_", "to", "month")


@dataclass(frozen=True, slots=True)
class CountTask:
    """How each file is read, filtered and counted.

    Raises ParameterError for a condition that cannot be tested on counts.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    conditions: Conditions = field(default_factory=Conditions)
    most_rows: int = 1_000_000
    strict: bool = False

    def __post_init__(self) -> None:
        if self.conditions.source:
            raise ParameterError("source", self.conditions.source[0], "no source: counts do not tell who reports")
        if self.conditions.disputed:
            raise ParameterError("disputed", self.conditions.disputed[0], "no field: counts hold no claims")
        if self.reading.with_drafts:
            raise ParameterError("with_drafts", "True", "no drafts: they are part of a dossier, read in one piece")

    def of_rows(self) -> Conditions:
        """Return the conditions that are tested on rows before they are counted."""
        return self.conditions.only(_OF_ROWS)

    def of_counts(self) -> Conditions:
        """Return the conditions that are tested on the sum of all counts, including those already met."""
        return self.conditions.without((*_OF_ROWS, "text"))


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one file, packed (`counts` unpacks them), and `rest`, its dossier without the events.

    `fields` are the fields of events that its columns became. `more_faults` and `more_rejects` count the faults and
    rejects that the dossier's tables do not list. `apart` counts events that name an event outside the file as the
    larger or the same one. `types` are the types of all its events, also of those that a filter left out, and `days`
    their first and last day, as `2025-06-01/2025-06-30`. `least` is the resolution that was asked for; if `level` is
    coarser, the file alone has too many rows for it.
    """

    path: str
    packed: bytes
    level: int
    rest: Dossier
    fields: frozenset[str]
    more_faults: int = 0
    more_rejects: int = 0
    apart: int = 0
    types: frozenset[str] = frozenset()
    days: str = ""
    least: int = 0

    def counts(self) -> CountTable:
        """Return the counts, unpacked.

        >>> count_file(Partition("seeds/events.csv"), CountTask()).counts().level
        0
        """
        with pa.ipc.open_stream(self.packed) as stream:
            return CountTable(stream.read_all(), self.level)


def count_file(partition: Partition, task: CountTask, level: int = 0) -> Counted:
    """Read a file and count its events, at the given resolution or a coarser one.

    Raises SourceError or FormatError, which name the file, where it cannot be read, or memory does not suffice.

    >>> counted = count_file(Partition("seeds/events.csv"), CountTask())
    >>> sum(counted.counts().table["events"].to_pylist()) == counted.rest.counts.used
    True
    """
    with _enough_memory(partition):
        dossier, chosen = chosen_rows(partition, task)
        table = counts_of_rows(chosen, task)
        if len(chosen.events) < len(dossier.events):
            table = joined([table, _actors_left_out(dossier.events, chosen.events)])
        counts = fitted(at_level(table, level), task.most_rows)
        return dataclasses.replace(part_of(partition, dossier, counts), least=level)


@contextmanager
def _enough_memory(partition: Partition) -> Iterator[None]:
    """Turn MemoryError into an error that names the file."""
    try:
        yield
    except MemoryError:
        remedy = "give each process more, or write the data as smaller files"
        raise SourceError(f"{partition.path}: not enough memory to count it", remedy) from None


def part_of(partition: Partition, dossier: Dossier, counts: CountTable | None = None) -> Counted:
    """Return the description of a file without its events, and with their counts if they were counted.

    >>> import mapper
    >>> part = part_of(Partition("seeds/events.csv"), mapper.read("seeds/events.csv"))
    >>> part.rest.counts.used, len(part.rest.events)
    (45, 0)
    """
    return Counted(
        path=partition.path,
        packed=_packed(counts.table) if counts else b"",
        level=counts.level if counts else 0,
        rest=dossier.replace(
            events=dossier.events.iloc[[]],  # `head(0)` would be a view that keeps all of them in memory
            sources=dossier.sources.iloc[[]],
            claims=dossier.claims.iloc[[]],
            faults=dossier.faults.head(MOST_NOTED),
            rejects=dossier.rejects.head(MOST_NOTED),
            skipped=dossier.skipped.head(MOST_NOTED),
        ),
        fields=_fields(dossier),
        more_faults=max(0, len(dossier.faults) - MOST_NOTED),
        more_rejects=max(0, len(dossier.rejects) - MOST_NOTED),
        apart=_apart(dossier.events),
        types=types_of(dossier.events),
        days=dossier.summary().period,
    )


def read_partition(partition: Partition, reading: ReadOptions, *, strict: bool = False) -> Dossier:
    """Read a file, or a batch of it, into a dossier that is not yet named and placed.

    Raises SourceError or FormatError, which name the file, where it cannot be read; StrictError as `read_sources`.

    >>> len(read_partition(Partition("seeds/events.csv"), ReadOptions()).events)
    45
    """
    with as_file(partition) as path:
        try:
            dossier = read_sources([path], reading, strict=strict, constants=partition.columns)
        except (SourceError, FormatError) as error:
            raise type(error)(
                *(text.replace(path, partition.path) for text in (error.problem, error.remedy))
            ) from error
    return dossier if path == partition.path else _as_of_file(dossier, path, partition)


def chosen_rows(partition: Partition, task: CountTask) -> tuple[Dossier, Dossier]:
    """Return the dossier of a file, and the same with only the events to count; raises as `count_file` does.

    >>> dossier, chosen = chosen_rows(Partition("seeds/events.csv"), CountTask(conditions=Conditions(min_fatalities=1)))
    >>> len(dossier.events) > len(chosen.events) > 0
    True
    """
    dossier = read_partition(partition, task.reading, strict=task.strict)
    return dossier, _with_words(_in_places(_in_days(select(dossier, task.of_rows()), task), task), task)


def counts_of_rows(chosen: Dossier, task: CountTask) -> pa.Table:
    """Return the counts of the events of a file, one row for each row of events.

    >>> dossier, chosen = chosen_rows(Partition("seeds/events.csv"), CountTask())
    >>> counts_of_rows(chosen, CountTask()).num_rows == len(chosen.events)
    True
    """
    figures = counted_figures(chosen.events, stated_figures(chosen))
    return counts_of(chosen.events, figures, sub_types=bool(task.conditions.type))


def _as_of_file(dossier: Dossier, path: str, partition: Partition) -> Dossier:
    """Return the dossier of a batch or copy with the name and line numbers of the original file."""
    before = partition.batch.before if partition.batch else 0
    tables = {name: table for name in ("faults", "rejects", "skipped") if len(table := getattr(dossier, name))}
    tables = {name: table.assign(file=partition.path, line=table["line"] + before) for name, table in tables.items()}
    return dossier.replace(
        **tables,
        account=dossier.account.assign(file=partition.path),
        notices=tuple(notice.replace(path, partition.path) for notice in dossier.notices),
    )


def _packed(table: pa.Table) -> bytes:
    """Return a table as a compressed Arrow stream, a tenth of its size in memory, for the network and the disk."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def _actors_left_out(events: pd.DataFrame, chosen: pd.DataFrame) -> pa.Table:
    """Return the counts of the events that are not chosen, with only their actors."""
    others = events[~is_among(events["event_id"], chosen["event_id"])]
    count = [COUNT] if COUNT in others else []
    named = typed_events(others[["event_id", *ACTOR_ROLES, *count]])
    return counts_of(named, left_out=True)


def _in_days(dossier: Dossier, task: CountTask) -> Dossier:
    """Leave out the events of other days; undated events stay here, and the filter on counts leaves them out."""
    undated = dossier.events["event_date"].isna()
    return narrowed(dossier, task.conditions.only(_OF_DAYS), keep=undated)


def _in_places(dossier: Dossier, task: CountTask) -> Dossier:
    """Leave out the events of other places; events without coordinates stay until the gazetteer has placed them."""
    return narrowed(dossier, task.conditions.only(OF_PLACES), keep=dossier.events["longitude"].isna())


def _with_words(dossier: Dossier, task: CountTask) -> Dossier:
    """Leave out events that lack a searched word; events without coordinates stay, with the words that they lack."""
    if not task.conditions.text:
        return dossier
    named = canonical(dossier)
    lacking = pd.Series(words_lacking(named, named.events, task.conditions.text), dossier.events.index, dtype="str")
    kept = (lacking == "") | dossier.events["longitude"].isna()
    return dossier.with_events(dossier.events.assign(**{LACKING: lacking})[kept])


def narrowed(dossier: Dossier, conditions: Conditions, *, keep: pd.Series) -> Dossier:
    """Return the dossier with the events that meet the conditions or are kept anyway.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> len(narrowed(dossier, Conditions(), keep=dossier.events["place"] == "").events)
    45
    """
    if not conditions.given():
        return dossier
    numbered = dossier.events.assign(row=range(len(dossier.events)))
    met = select(dossier.replace(events=numbered), conditions).events["row"]
    return dossier.with_events(dossier.events[keep | numbered["row"].isin(met)])


def of_types_here(dossier: Dossier, conditions: Conditions) -> tuple[Dossier, Conditions]:
    """Return the conditions with only the types that the dossier has; if it has none of them, it loses all its events.

    So a type that only other files have does not raise UnknownNameError.

    >>> import mapper
    >>> dossier, left = of_types_here(mapper.read("seeds"), Conditions(type=("Elsewhere",), text="Gao"))
    >>> len(dossier.events), left.given()
    (0, {'text': 'Gao'})
    """
    known = set(map(fold_name, types_of(dossier.events))) if conditions.type else set()
    here = tuple(name for name in conditions.type if fold_name(name) in known)
    if conditions.type and not here:
        dossier = dossier.with_events(dossier.events.head(0))
    return dossier, dataclasses.replace(conditions, type=here)


def _fields(dossier: Dossier) -> frozenset[str]:
    """Return the fields that the columns of a file became."""
    cells = dossier.account.loc[dossier.account["became"] == "field", "fields"]
    return frozenset(name for cell in cells for name in cell.split("; "))


def _apart(events: pd.DataFrame) -> int:
    """Return how many events name a larger or the same event that is not in the table: both count their dead."""
    named = pd.concat([events[name][events[name] != ""] for name in ("part_of", "possibly_same_as")])
    return int((~is_among(named, events["event_id"])).sum()) if len(named) else 0
