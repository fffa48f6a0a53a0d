"""Read many files into one dossier of counts: count each file, add up, then name actors and place events once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from mapper.cube.batches import batches
from mapper.cube.engines import each_file
from mapper.cube.events import as_dossier, at_resolution, days_of, with_other_actors, without_column, without_left_out
from mapper.cube.files import Partition, partitions
from mapper.cube.kept import KeptCounts
from mapper.cube.levels import LEVELS
from mapper.cube.partition import OF_PLACES, Counted, CountTask, count_file, narrowed, of_types_here
from mapper.cube.sums import Sum
from mapper.cube.table import LACKING, CountTable
from mapper.errors import EmptySelectionError, FormatError
from mapper.model.dossier import Dossier
from mapper.model.involved import count_events
from mapper.model.schema import ACTOR_ROLES, FATALITY_COLUMNS
from mapper.model.text import fold
from mapper.options import Conditions, Engine, ReadOptions
from mapper.processing.actors.canonical import canonical
from mapper.processing.actors.colours import with_actor_colours
from mapper.processing.filters import filter_words, names_meant, select, types_meant
from mapper.processing.filters.selected import selected_by
from mapper.processing.places.geocode import geocode
from mapper.processing.places.reasons import UNUSED_COORDINATES
from mapper.progress import step

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["MOST_ROWS", "CountedFiles", "chosen_counts", "coarser", "met_counts", "read_counts", "still_asked"]

MOST_ROWS: Final = 2_000_000
"""The rows of counts in a page of about 20 MB."""

_COUNTED: Final = {
    "event_date", "place", "country", "admin1", "longitude", "latitude", "event_type", *ACTOR_ROLES, *FATALITY_COLUMNS,
}  # fmt: skip
"""Fields that all files must share; otherwise they are not parts of one table."""


class CountedFiles(NamedTuple):
    """The counts of all files as a dossier, their resolution, and the task.

    `events` is the number of events, `types` are their types, and `days` their first and last day; all three include
    events that a filter left out. `files` are the counted files; `counts` is their sum before it was named and placed,
    if it was asked for.
    """

    dossier: Dossier
    level: int
    task: CountTask
    events: int
    types: frozenset[str]
    days: str
    files: tuple[Partition, ...] = ()
    counts: CountTable | None = None


def read_counts(
    sources: Sequence[str],
    *,
    engine: Engine | None = None,
    reading: ReadOptions | None = None,
    conditions: Conditions | None = None,
    gazetteer: Gazetteer,
    strict: bool = False,
    most_rows: int = MOST_ROWS,
    with_sum: bool = False,
) -> CountedFiles:
    """Count the events of files, each read by itself, by place and month.

    Parameters
    ----------
    sources
        Files, folders of files, and patterns such as `events/*.parquet`.
    engine
        Where the files are counted; by default in this process, one after the other.
    reading
        How the files are read.
    conditions
        The filter. `chosen_counts` applies the conditions that counts can meet, so that colours do not change.
    gazetteer
        The gazetteer in which place names are looked up.
    strict
        Raise `StrictError` if anything is wrong with any row or value.
    most_rows
        The most rows of counts; if there would be more, fewer places and then fewer actors are distinguished.
    with_sum
        Keep the sum as it was before it was named and placed (`mapper.cube.rows` needs it).

    Raises
    ------
    SourceError, FormatError
        A file cannot be read, or is of another kind than the others.
    ParameterError
        A condition cannot be tested on counts, or the scheduler does not answer.

    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     read_counts(["seeds/events.csv"], gazetteer=places).dossier.summary().events
    45
    """
    files = [batch for file in partitions(sources) for batch in batches(file)]
    task = CountTask(reading or ReadOptions(), conditions or Conditions(), most_rows, strict)
    counts, parts = _counted(files, task, engine or Engine(engine="files"))
    with step("Naming actors"):
        dossier = canonical(as_dossier(counts, parts, origins=tuple(sources)))
        if LEVELS[counts.level].actors:
            dossier = dossier.replace(actors=with_other_actors(dossier.actors, counts.table))
        dossier, events = with_actor_colours(dossier), count_events(dossier.events)
    with step("Placing events"):
        dossier = _with_all_words(geocode(without_left_out(dossier), gazetteer))
    dossier, types = (
        without_column(dossier, UNUSED_COORDINATES),
        frozenset(name for part in parts for name in part.types),
    )
    kept = counts if with_sum else None
    return CountedFiles(dossier, counts.level, task, events, types, days_of(parts), tuple(files), kept)


def chosen_counts(counted: CountedFiles, *, allow_empty: bool = True) -> Dossier:
    """Return the counts of the events that meet the conditions, at one resolution.

    Raises
    ------
    UnknownNameError, ParameterError, EmptySelectionError
        As `mapper.processing.filters.select`.
    """
    chosen, conditions = met_counts(counted), counted.task.conditions
    if chosen.events.empty and counted.events and not allow_empty:
        # Some conditions were tested on rows before counting, so it is not known which one left no event.
        given = conditions.given()
        raise EmptySelectionError(given, counted.events, names_meant(counted.dossier, given))
    selected = selected_by(conditions, chosen.actors)
    return at_resolution(chosen, counted.level).replace(filter_words=filter_words(conditions), selected=selected)


def met_counts(counted: CountedFiles) -> Dossier:
    """Return the counts of the events that meet the conditions, placed but before `at_resolution`.

    Raises UnknownNameError and ParameterError as `chosen_counts`.

    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     counted = read_counts(["seeds/events.csv"], gazetteer=places)
    >>> met_counts(counted).summary().events
    45
    """
    return select(*still_asked(counted))


def still_asked(counted: CountedFiles) -> tuple[Dossier, Conditions]:
    """Return the counts, and the conditions that have still to be tested on them.

    Raises UnknownNameError for a type that no event of any file has.

    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     counted = read_counts(["seeds/events.csv"], conditions=Conditions(place=("Gao",)), gazetteer=places)
    >>> still_asked(counted)[1].given(), still_asked(counted._replace(level=3))[1].given()
    ({'place': ('Gao',)}, {})
    """
    types_meant(counted.task.conditions.type, counted.types)
    dossier, conditions = of_types_here(counted.dossier, counted.task.of_counts())
    if counted.level:  # rows with coordinates were tested when they were counted; cells cannot be
        own = dossier.events["longitude"].notna() & (dossier.events["place_id"] == "")
        if conditions.bbox or conditions.around:
            own &= dossier.located
        dossier = narrowed(dossier, conditions.only(OF_PLACES), keep=own)
        conditions = conditions.without(OF_PLACES)
    return dossier, conditions


def coarser(counted: CountedFiles, most_rows: int) -> tuple[CountedFiles, Dossier] | None:
    """Return the counts at the next resolution of at most `most_rows`, else the coarsest; None if already at it.

    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     counted = read_counts(["seeds/events.csv"], gazetteer=places)
    >>> coarser(counted, 1)[0].level, coarser(counted._replace(level=11), 1)
    (11, None)
    """
    found = None
    while counted.level + 1 < len(LEVELS) and (found is None or len(found[1].events) > most_rows):
        counted = counted._replace(level=counted.level + 1)
        found = counted, chosen_counts(counted)
    return found


def _with_all_words(dossier: Dossier) -> Dossier:
    """Leave out counts of events that lack a searched word, unless the place or areas found for them have it."""
    if LACKING not in dossier.events:
        return dossier
    columns = dossier.events[[LACKING, "place", "admin1", "admin2", "admin3"]].astype("str")
    rows = list(columns.itertuples(index=False, name=None))
    known = {row: all(part in fold("\n".join(row[1:])) for part in row[0].splitlines()) for row in set(rows)}
    return without_column(dossier.with_events(dossier.events[[known[row] for row in rows]]), LACKING)


def _counted(files: Sequence[Partition], task: CountTask, engine: Engine) -> tuple[CountTable, list[Counted]]:
    """Return the sum of the counts of all files, and the description of each file, in the order of the files."""
    kept, total, parts = KeptCounts(files, task), Sum(task), dict[int, Counted]()
    with step("Counting files", total=len(files)) as advance:
        for number, part in _each_part(files, task, engine, kept, total):
            check_alike(next(iter(parts.values()), part), part)
            total.add(part.counts())
            parts[number] = dataclasses.replace(part, packed=b"")
            advance(1)

    def again() -> Iterator[CountTable]:
        for number, file in enumerate(files):
            yield (kept.load(number) or count_file(file, task)).counts()

    counts = total.result(again)
    kept.remove()
    return counts, [parts[number] for number in range(len(files))]


def _each_part(
    files: Sequence[Partition], task: CountTask, engine: Engine, kept: KeptCounts, total: Sum
) -> Iterator[tuple[int, Counted]]:
    """Yield the counts of each file: first those that an earlier run kept, then newly counted ones."""
    taken = set[int]()
    for least, number in sorted((least, number) for number in range(len(files)) if (least := kept.least(number)) >= 0):
        if least > total.level:
            total.settle()
        # If these files do not need such a coarse resolution, the earlier run had other files too.
        if least <= total.level and (part := kept.load(number)):
            taken.add(number)
            yield number, part
    missing = [number for number in range(len(files)) if number not in taken]

    def job(file: Partition) -> Callable[[], Counted]:
        return partial(count_file, file, task, total.level)

    for position, part in each_file(engine, [files[number] for number in missing], job):
        kept.keep(missing[position], part)
        yield missing[position], part


def check_alike(first: Counted, part: Counted) -> None:
    """Raise FormatError if a file has other columns than the file counted first.

    >>> from mapper.cube.partition import count_file
    >>> part = count_file(Partition("seeds/events.csv"), CountTask())
    >>> check_alike(part, part)
    """
    other = (part.fields ^ first.fields) & _COUNTED
    if other:
        lacks = first if part.fields & other else part
        problem = f"{part.path}: other columns than {first.path}; {lacks.path} has none for {', '.join(sorted(other))}"
        raise FormatError(problem, "give files of one kind at a time")
