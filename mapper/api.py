"""The Python interface: read, filter, export. `import mapper` offers these functions; `mapper.maps` draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from gazetteer import Gazetteer, Query, Resolution, read_lock
from mapper.arguments import check_file, check_gazetteer, check_kind, check_sources, in_tuple
from mapper.claims import mark_disputes
from mapper.errors import ParameterError
from mapper.model.dossier import Dossier, check_whole
from mapper.options import Conditions, Context, Language, ReadOptions
from mapper.processing.canonical import canonical
from mapper.processing.colours import with_actor_colours
from mapper.processing.filters import select
from mapper.processing.geocode import geocode
from mapper.progress import step
from mapper.readers import read_sources

if TYPE_CHECKING:
    import pandas as pd

    from mapper.cube.partitioned import PartitionedDossier

AnyDossier = TypeVar("AnyDossier", bound="Dossier | PartitionedDossier")

Names = str | Iterable[str]
"""One name, or several."""

LOCK_NAME = "resolved.csv"
"""The file of a dossier folder in which `mapper check --lock` keeps the places that its toponyms stand for."""

__all__ = ["LOCK_NAME", "count", "export", "filter", "read"]


@overload
def read(
    *sources: str | Path | pd.DataFrame,
    strict: bool = ...,
    gazetteer: Gazetteer | None = ...,
    form: str = ...,
    columns: Mapping[str, str] | None = ...,
    sheet: str = ...,
    encoding: str = ...,
    keep: Names = ...,
    with_drafts: bool = ...,
    engine: Literal["memory"] = ...,
) -> Dossier: ...
@overload
def read(
    *sources: str | Path | pd.DataFrame,
    strict: bool = ...,
    gazetteer: Gazetteer | None = ...,
    form: str = ...,
    columns: Mapping[str, str] | None = ...,
    sheet: str = ...,
    encoding: str = ...,
    keep: Names = ...,
    engine: Literal["dask"],
) -> PartitionedDossier: ...
def read(
    *sources: str | Path | pd.DataFrame,
    strict: bool = False,
    gazetteer: Gazetteer | None = None,
    form: str = "",
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    encoding: str = "",
    keep: Names = (),
    with_drafts: bool = False,
    engine: Literal["memory", "dask"] = "memory",
) -> Dossier | PartitionedDossier:
    """Read sources into a dossier: typed, checked, actors named, events placed, disagreements marked, colours given.

    Parameters
    ----------
    *sources : str, Path, DataFrame or GeoDataFrame
        Dossier folders and CSV, GeoJSON, Parquet files or spreadsheets, also `.gz` and `.zip`; `"-"` is standard
        input. A frame is read as a file of its columns would be, with an index that has a name as a column; the
        geometries of a GeoDataFrame are its places.
    strict : bool, default False
        Raise `StrictError` if anything is wrong with any row or value.
    gazetteer : Gazetteer, optional
        The one to look up place names in, as in `gazetteer.Gazetteer.open()`. By default the shipped one is opened.
    form : str, default ""
        Force a format: `"dossier"`, `"acled"`, `"acled-aggregated"`, `"ucdp"`, `"table"` or the name of another data
        set (`docs/formats.md`). By default the columns decide.
    columns : mapping of str to str, optional
        The column for each field in tables of no known format, as in `{"date": "Datum", "place": "Ort"}`; the field
        `"dates"` is the order of day and month in numeric dates, `"dmy"` or `"mdy"`. In a known format they take the
        place of its own columns.
    sheet : str, default ""
        The sheet to read of a spreadsheet, or the layer of a vector file; by default the one that holds events.
    encoding : str, default ""
        How text files are encoded: `"windows-1251"`, `"mac-roman"`. By default that is recognised.
    keep : str or iterable of str, default ()
        The columns of your own to keep, as the files call them; `"none"` keeps none, by default all are kept.
    with_drafts : bool, default False
        Also read the drafts of dossier folders that wait to be checked; each is marked DRAFT.
    engine : {"memory", "dask"}, default "memory"
        With `"dask"` the sources are many files, named by folders, patterns and addresses too, and each stays where it
        is: what comes is a `PartitionedDossier`, whose events are a lazy `dask_geopandas.GeoDataFrame`. The files are
        looked through once, by the Dask client that is connected, else by processes of this machine. It needs the extra
        `cluster`, and knows less than a dossier in one piece (`PartitionedDossier` says what).

    Returns
    -------
    Dossier or PartitionedDossier
        Look first at its `counts`, then at `rejects` (rows that are lost, as one whose id another has), `faults`
        (values that were dropped) and `notices` (what was guessed). No warning is raised of these.

    Raises
    ------
    SourceError, FormatError, ParameterError, StrictError
        A source cannot be opened, has no columns of events, or has faults while `strict`. See `mapper.errors`.

    Examples
    --------
    >>> import mapper
    >>> mapper.read("seeds").counts.rejected
    0
    """
    check_sources(sources)
    check_gazetteer(gazetteer)
    reading = ReadOptions(
        form=form, columns=columns, sheet=sheet, encoding=encoding, keep=in_tuple(keep), with_drafts=with_drafts
    )
    if engine != "memory":
        return _partitioned(sources, engine, reading, gazetteer, strict=strict)
    with _opened(sources, with_drafts=with_drafts) as files:
        dossier = read_sources(files, reading, strict=strict)
    with step("Naming actors"):
        dossier = canonical(dossier)
    locked = _locked(sources)
    with nullcontext(gazetteer) if gazetteer else Gazetteer.open() as places:
        with step("Placing events"):
            dossier = geocode(dossier, places, locked=locked)
        with step("Comparing claims"):
            tables = {"claims": dossier.claims, "actors": dossier.actors}
            dossier = dossier.replace(events=mark_disputes(dossier.events, **tables, gazetteer=places))
    if with_drafts:
        from mapper.draft.taking import marked

        dossier = marked(dossier.replace(origins=tuple(map(str, sources))))
    return with_actor_colours(dossier)


def _partitioned(
    sources: Sequence[str | Path | pd.DataFrame],
    engine: str,
    reading: ReadOptions,
    gazetteer: Gazetteer | None,
    *,
    strict: bool,
) -> PartitionedDossier:
    if engine != "dask":
        raise ParameterError("engine", engine, "memory or dask")
    files = [str(source) for source in sources if isinstance(source, str | Path)]
    if len(files) < len(sources):
        raise ParameterError("sources", "DataFrame", "names of files with `engine` dask")
    from mapper.cube.partitioned import look_through

    with nullcontext(gazetteer) if gazetteer else Gazetteer.open() as places:
        return look_through(files, reading=reading, gazetteer=places, strict=strict)


def _opened(
    sources: Sequence[str | Path | pd.DataFrame], *, with_drafts: bool
) -> AbstractContextManager[Sequence[str | Path | pd.DataFrame]]:
    """Give the sources as they are read; drafting is imported only where its drafts are asked for."""
    if not with_drafts:
        return nullcontext(sources)
    from mapper.draft.taking import sources_with_drafts

    return sources_with_drafts(sources)


def filter(
    dossier: AnyDossier,
    *,
    actor: Names = (),
    with_successors: bool = False,
    not_actor: Names = (),
    from_: str | dt.date = "",
    to: str | dt.date = "",
    month: Names = (),
    type: Names = (),  # noqa: A002 - the column and the option are called so
    country: Names = (),
    admin1: Names = (),
    place: Names = (),
    bbox: str | Sequence[float] = "",
    min_fatalities: int | None = None,
    max_geo_precision: int | None = None,
    context: Context | None = None,
    source: Names = (),
    disputed: Names = (),
    text: str = "",
) -> AnyDossier:
    """Return the dossier with only the events that meet all conditions.

    What is left out restricts nothing. Where several values may be given, an event has to meet one of them.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` gave.
    actor : str or iterable of str, default ()
        Events of this actor, on either side, by name, alias or id: `"JNIM"`, `["JNIM", "FLA"]`.
    with_successors : bool, default False
        With `actor`: also the actors that came after it, one after the other.
    not_actor : str or iterable of str, default ()
        Leave out the events of this actor.
    from_, to : str or date, default ""
        Events whose period overlaps these days, both included: `"2025"`, `"2025-06"` (the whole month), `"2025-06-13"`.
        Undated events are left out.
    month : str or iterable of str, default ()
        Events whose period overlaps this month: `"2025-06"`, `["2024-06", "2025-06"]`.
    type : str or iterable of str, default ()
        Events of this type or sub-type: `"Battles"`.
    country : str or iterable of str, default ()
        Events in this country, by ISO 3166-1 code or English name: `"ML"`, `"Mali"`.
    admin1 : str or iterable of str, default ()
        Events in this first-level area: `"Gao"`.
    place : str or iterable of str, default ()
        Events at this place, as the record calls it, or by another of its names in the gazetteer: `"Timbuktu"` is
        "Tombouctou" too. Events with coordinates of their own go by the record alone.
    bbox : str or sequence of four float, default ""
        Events inside this box: west, south, east, north in degrees (WGS 84), `(-12, 10, 4, 25)` or `"-12,10,4,25"`. A
        west above the east means a box across 180°.
    min_fatalities : int, optional
        Events with at least so many reported dead: by the best figure, else by the lowest, never by the highest.
    max_geo_precision : int, optional
        Events placed at least this exactly, from 1 (the exact place) to 7 (UCDP's scale).
    context : {"include", "only", "leave-out"}, optional
        Whether political and contextual events stay, are the only ones, or go: by their tags `political` and
        `context`; in ACLED, which has no tags, by the type Strategic developments.
    source : str or iterable of str, default ()
        Events that this source reports, by its id.
    disputed : str or iterable of str, default ()
        Events on which sources disagree, in this field of their claims: `"fatalities"`; `"any"` is in any field.
    text : str, default ""
        Events whose title, notes, place and divisions, types, tags, own columns or actors hold all these words, and
        phrases in quotation marks, whatever their case and accents.

    Raises
    ------
    UnknownNameError
        An actor, type or source that the dossier does not have; it names the nearest.
    ParameterError
        A value that cannot be read.

    Examples
    --------
    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> len(mapper.filter(dossier, actor="FLA", month="2025-06").events)
    2
    >>> len(mapper.filter(dossier, bbox=(30, 30, 45, 40)).events)
    1
    """
    conditions = Conditions(
        actor=in_tuple(actor),
        with_successors=with_successors,
        not_actor=in_tuple(not_actor),
        from_=str(from_),
        to=str(to),
        month=in_tuple(month),
        type=in_tuple(type),
        country=in_tuple(country),
        admin1=in_tuple(admin1),
        place=in_tuple(place),
        bbox=bbox if isinstance(bbox, str) else ",".join(map(str, in_tuple(bbox))),
        min_fatalities=min_fatalities,
        max_geo_precision=max_geo_precision,
        context=context,
        source=in_tuple(source),
        disputed=in_tuple(disputed),
        text=text,
    )
    if not isinstance(dossier, Dossier) and not hasattr(dossier, "narrowed"):
        raise ParameterError("dossier", str(dossier)[:80], "what `read` gave")
    found = select(dossier, conditions) if isinstance(dossier, Dossier) else dossier.narrowed(conditions)
    return cast("AnyDossier", found)


def export(
    dossier: Dossier | PartitionedDossier,
    target: str | Path,
    *,
    language: Language = "en",
    for_spreadsheets: bool = False,
    partition: Names = (),
) -> tuple[Path, ...]:
    """Write the events to a file of the format its suffix names, with its sidecars; return all paths written.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` or `filter` gave. Events that stay in their files are written file by file, as `.gpkg`, `.fgb`,
        `.pmtiles`, `.parquet`, `.csv` or with `partition`.
    target : str or Path
        `.geojson`, `.gpkg`, `.fgb`, `.pmtiles`, `.qgz`, `.parquet`, `.kml` or `.csv`; without a suffix a folder, which
        becomes a whole dossier: `"outputs/june.geojson"`.
    language : {"en", "fr"}, default "en"
        That of the words of ours: why an event is where it is, what is claimed, headings and names of layers. Columns
        and codes have the same names in each.
    for_spreadsheets : bool, default False
        In CSV, keep a spreadsheet from running cells as formulas; `read` undoes it.
    partition : str or iterable of str, default ()
        Write GeoParquet files into a new folder, one for each `"year"`, `"month"`, `"country"`, `"admin1"` or
        `"event_type"`, or for each of several: `["year", "country"]`.

    Raises
    ------
    OutputError
        The file cannot be written, or there are files in the folder for the parts.
    FormatError
        No format has this suffix.
    ParameterError
        There are no parts of what `partition` names, or no words in that language.

    Examples
    --------
    >>> import mapper, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.suffix for path in mapper.export(mapper.read("seeds"), folder + "/events.geojson")]
    ['.qml', '.qmd', '.geojson']
    """
    from mapper.cube.partitioned import PartitionedDossier
    from mapper.exports import write, write_pieces
    from mapper.report import doubting

    check_file("target", target)
    check_kind("for_spreadsheets", for_spreadsheets, bool)
    parts = in_tuple(partition)
    check_kind("partition", parts, tuple[str, ...], "year")
    options: dict[str, Any] = {"language": language, "for_spreadsheets": for_spreadsheets, "partition": parts}
    if isinstance(dossier, PartitionedDossier):
        chosen = map(itemgetter(1), dossier.each())
        with Gazetteer.open() as places:
            return write_pieces(doubting(chosen, places, rows=dossier.counts.used), target, **options)
    check_whole(dossier)
    with Gazetteer.open() as places:
        (dossier,) = doubting([dossier], places, rows=dossier.counts.used)
    return write(dossier, target, **options)


def count(dossier: Dossier | PartitionedDossier, by: Names = ("country", "month")) -> pd.DataFrame:
    """Count the events and add up their dead by area, month and type; the rows add up to all events.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` or `filter` gave.
    by : str or iterable of str, default ("country", "month")
        Some of `"country"`, `"admin1"`, `"admin2"`, `"month"` and `"type"`; an area stands with those that it lies in.

    Returns
    -------
    DataFrame
        What is counted by, as text: `""` is not known, `2025-05/2025-06` may lie in either month. Then `events`,
        `dead_low`, `dead_best`, `dead_high`, missing where no event of the row states a figure, `dead_stated_in`, the
        events that state one, and `dead_at_least`, which of the sums are only bounds: `"best; high"`.

    Raises
    ------
    ParameterError
        There is no counting by one of these.

    Examples
    --------
    >>> import mapper
    >>> table = mapper.count(mapper.read("seeds"), by=["country", "type"])
    >>> int(table["events"].sum())
    45
    """
    from mapper.cube.partitioned import PartitionedDossier
    from mapper.exports.by_area import counts_by

    parts = in_tuple(by)
    check_kind("by", parts, tuple[str, ...], "month")
    if isinstance(dossier, PartitionedDossier):
        return counts_by(map(itemgetter(1), dossier.each(with_claims=True)), parts)
    check_whole(dossier)
    return counts_by([dossier], parts)


def _locked(sources: Iterable[str | Path | pd.DataFrame]) -> dict[Query, Resolution]:
    """Return the settled places of all dossier folders among the sources; the first folder's word counts."""
    answers: dict[Query, Resolution] = {}
    for source in sources:
        file = Path(source) / LOCK_NAME if isinstance(source, str | Path) else None
        if file and file.is_file():
            answers = read_lock(file) | answers
    return answers
