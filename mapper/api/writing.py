"""Write a dossier's events to files, and count them: `mapper.export`, `mapper.count`."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import Gazetteer
from mapper.arguments import Names, check_file, check_kind, in_tuple
from mapper.model.dossier import Dossier, check_whole
from mapper.options import Language

if TYPE_CHECKING:
    import pandas as pd

    from mapper.cube.partitioned import PartitionedDossier

__all__ = ["count", "export"]


def export(
    dossier: Dossier | PartitionedDossier,
    target: str | Path,
    *,
    language: Language = "en",
    for_spreadsheets: bool = False,
    partition: Names = (),
) -> tuple[Path, ...]:
    """Write the events to a file in the format of its suffix, with its sidecars; return all paths written.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` or `filter` gave. Events that stay in their files are written file by file, as `.gpkg`, `.fgb`,
        `.pmtiles`, `.parquet`, `.csv` or with `partition`.
    target : str or Path
        A file with the suffix `.geojson`, `.gpkg`, `.fgb`, `.pmtiles`, `.qgz`, `.parquet`, `.kml` or `.csv`:
        `"outputs/june.geojson"`; or a path without a suffix, a folder that becomes a whole dossier.
    language : {"en", "fr"}, default "en"
        The language of text that the mapper writes: why an event is where it is, what is claimed, headings and names
        of layers. Columns and codes have the same names in every language.
    for_spreadsheets : bool, default False
        In CSV, keep a spreadsheet from running cells as formulas; `read` undoes it.
    partition : str or iterable of str, default ()
        Write GeoParquet files into a new folder, one for each `"year"`, `"month"`, `"country"`, `"admin1"` or
        `"event_type"`, or for each of several: `["year", "country"]`.

    Raises
    ------
    OutputError
        The file cannot be written, or the folder for the parts is not empty.
    FormatError
        No format has this suffix.
    ParameterError
        `partition` names something else, or the language is not supported.

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
        Some of `"country"`, `"admin1"`, `"admin2"`, `"month"` and `"type"`; an area comes with the larger areas that
        contain it.

    Returns
    -------
    DataFrame
        The columns counted by, as text: `""` is unknown, `2025-05/2025-06` may be in either month. Then `events`;
        `dead_low`, `dead_best` and `dead_high`, missing if no event of the row states a figure; `dead_stated_in`, the
        number of events that state one; and `dead_at_least`, the sums that are only lower bounds: `"best; high"`.

    Raises
    ------
    ParameterError
        `by` names something else.

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
