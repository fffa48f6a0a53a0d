"""Read sources into a dossier: `mapper.read`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from gazetteer import Gazetteer, Query, Resolution, read_lock
from mapper.arguments import Names, check_gazetteer, check_sources, in_tuple
from mapper.claims import mark_disputes
from mapper.errors import ParameterError
from mapper.model.dossier import Dossier
from mapper.options import ReadOptions
from mapper.processing.actors.canonical import canonical
from mapper.processing.actors.colours import with_actor_colours
from mapper.processing.places.geocode import geocode
from mapper.progress import step
from mapper.readers import read_sources

if TYPE_CHECKING:
    import pandas as pd

    from mapper.cube.partitioned import PartitionedDossier

__all__ = ["LOCK_NAME", "read"]

LOCK_NAME = "resolved.csv"
"""The file of a dossier folder in which `mapper check --lock` records the places of its toponyms."""


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
    boundaries: str | Path | None = ...,
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
    boundaries: str | Path | None = None,
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
        Looks up place names; `gazetteer.Gazetteer.open()` gives one. By default the shipped gazetteer is opened.
    form : str, default ""
        Force a format: `"dossier"`, `"acled"`, `"acled-aggregated"`, `"ucdp"`, `"table"` or the name of another data
        set (`docs/formats.md`). By default the columns determine it.
    columns : mapping of str to str, optional
        The column for each field in tables of no known format, as in `{"date": "Datum", "place": "Ort"}`; the field
        `"dates"` is the order of day and month in numeric dates, `"dmy"` or `"mdy"`. In a known format they take the
        place of its own columns.
    sheet : str, default ""
        The sheet to read of a spreadsheet, or the layer of a vector file; by default the one that holds events.
    encoding : str, default ""
        How text files are encoded: `"windows-1251"`, `"mac-roman"`. By default that is recognised.
    keep : str or iterable of str, default ()
        Which of your own columns to keep, by their names in the files; `"none"` keeps none. By default all are kept.
    with_drafts : bool, default False
        Also read the drafts of dossier folders that wait to be checked; each is marked DRAFT.
    boundaries : str or Path, optional
        A file of your own areas (GeoJSON, GeoPackage). Events with only a P-code are placed in them, so that a filter
        by place finds these events. Give it to `write_map` as well, to draw the areas. Not with `"dask"`.
    engine : {"memory", "dask"}, default "memory"
        With `"dask"` the sources are many files, which may be given as folders, patterns and addresses, and events stay
        in them: the result is a `PartitionedDossier`, whose events are a lazy `dask_geopandas.GeoDataFrame`. The files
        are looked through once, on the connected Dask client or else in processes on this machine. This needs the extra
        `cluster`. `PartitionedDossier` says what it lacks compared with a dossier in one piece.

    Returns
    -------
    Dossier or PartitionedDossier
        Look first at its `counts`, then at `rejects` (rows that were rejected, as one with the id of another row),
        `faults` (values that were dropped) and `notices` (what was guessed). No warnings are raised for them.

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
        if boundaries:
            raise ParameterError("boundaries", str(boundaries), "it to the map of events that stay in their files")
        return _partitioned(sources, engine, reading, gazetteer, strict=strict)
    with _opened(sources, with_drafts=with_drafts) as files:
        dossier = read_sources(files, reading, strict=strict)
    with step("Naming actors"):
        dossier = canonical(dossier)
    locked = _locked(sources)
    with nullcontext(gazetteer) if gazetteer else Gazetteer.open() as places:
        with step("Placing events"):
            dossier = geocode(dossier, places, locked=locked)
            if boundaries:
                from mapper.maps import placed_by_boundaries

                dossier = placed_by_boundaries(dossier, boundaries)
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
    """Give the sources to read, with drafts if asked for; the module of drafts is imported only then."""
    if not with_drafts:
        return nullcontext(sources)
    from mapper.draft.taking import sources_with_drafts

    return sources_with_drafts(sources)


def _locked(sources: Iterable[str | Path | pd.DataFrame]) -> dict[Query, Resolution]:
    """Return the recorded places of all dossier folders among the sources; earlier folders take precedence."""
    answers: dict[Query, Resolution] = {}
    for source in sources:
        file = Path(source) / LOCK_NAME if isinstance(source, str | Path) else None
        if file and file.is_file():
            answers = read_lock(file) | answers
    return answers
