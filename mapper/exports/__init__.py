"""Write a dossier in the formats of other programs: one function, which takes the format from the target's suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gazetteer.files import publish
from mapper.atomic import check_writable, staging
from mapper.errors import FormatError
from mapper.exports.text import LimitWarning, ReplacedCharactersWarning
from mapper.options import Language, check_language
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["FORMATS", "LimitWarning", "ReplacedCharactersWarning", "check_target", "write", "write_pieces"]

FORMATS: Final[dict[str, str]] = {
    ".geojson": "mapper.exports.geojson",
    ".gpkg": "mapper.exports.gpkg",
    ".fgb": "mapper.exports.fgb",
    ".pmtiles": "mapper.exports.pmtiles",
    ".qgz": "mapper.exports.qgis.qgz",
    ".parquet": "mapper.exports.parquet",
    ".kml": "mapper.exports.kml",
    ".csv": "mapper.exports.csv",
    "": "mapper.exports.folder",
}
"""The module that writes each suffix, imported on first use; without a suffix it is a dossier folder.

It has `write_files(dossier, target, language)`, or `write_pieces(pieces, target, language, total)` if the format is
written piece by piece. Both write the target and its sidecar files, and return the files in the order in which they
are to be published."""

_TEXT_TABLES: Final = (".csv", "")
_OF_SPREADSHEETS: Final = "write .csv, which Excel and LibreOffice open"
_INSTEAD: Final = {
    ".ods": _OF_SPREADSHEETS,
    ".shp": "write .gpkg, which every GIS opens and which holds long texts",
    ".xls": _OF_SPREADSHEETS,
    ".xlsx": _OF_SPREADSHEETS,
}
"""Suffix of a format that is read but not written → what to write instead."""
_IN_PIECES: Final = (".gpkg", ".fgb", ".pmtiles", ".parquet", ".csv")
"""Formats that can be written without all events in memory."""


def write(
    dossier: Dossier,
    target: Path | str,
    *,
    language: Language = "en",
    for_spreadsheets: bool = False,
    partition: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Write the dossier to `target` in the format of its suffix, and return all files written, the main one last.

    Missing folders are made. The files are complete when they appear, and an older file stays until then. The same
    dossier gives the same bytes.

    Parameters
    ----------
    dossier
        What is written: all its events, with their claims, sources and actors as far as the format holds them.
    target
        A file with a suffix of `FORMATS`, or without one a folder, which becomes a dossier.
    language
        `"en"` or `"fr"`, for our own texts: reasons, summaries of claims, headings and names of layers. Columns and
        codes have the same names in both languages, so that a file is read back unchanged.
    for_spreadsheets
        For CSV and dossier folders: guard text that spreadsheet programs would run as formulas. The mapper's reader
        takes the guard off again.
    partition
        Write GeoParquet files into a new folder, one for each of these (`mapper.exports.partitioned.PARTS`).

    Raises
    ------
    FormatError
        No format has the suffix, or `for_spreadsheets` is asked of one that is no CSV.
    ParameterError
        `partition` names a column that has no parts, or there are no texts in that language.
    OutputError
        The system refuses to write; an older file is left as it was.

    Warns
    -----
    ReplacedCharactersWarning
        Some text holds characters that the format cannot carry.
    LimitWarning
        Tiles cannot hold all events at each zoom, or cannot hold some events at all; it says where those are.

    >>> import mapper, tempfile
    >>> files = write(mapper.read("seeds"), Path(tempfile.mkdtemp()) / "events.geojson")
    >>> [file.name for file in files]
    ['events.qml', 'events.qmd', 'events.geojson']
    """
    check_language(language)
    target = Path(target)
    options: dict[str, Any] = {"language": language, "for_spreadsheets": for_spreadsheets}
    if partition or target.suffix.lower() in _IN_PIECES:
        return write_pieces([dossier], target, partition=partition, total=len(dossier.events), **options)
    return _written(partial(_writer(target, **options), dossier), target)


def write_pieces(
    pieces: Iterable[Dossier],
    target: Path | str,
    *,
    language: Language = "en",
    for_spreadsheets: bool = False,
    partition: Sequence[str] = (),
    total: int | None = None,
) -> tuple[Path, ...]:
    """Write events from several dossiers, one in memory at a time, as `write` does from one dossier.

    The file has the same bytes as if all events were in one dossier. With `partition`, each dossier writes a file of
    its own into each part.

    Parameters
    ----------
    pieces
        At least one dossier. They differ in events, claims and sources, but not in columns, actors, title and credits.
    target, language, for_spreadsheets, partition
        As in `write`; the target is a `.gpkg`, `.fgb`, `.pmtiles`, `.parquet` or `.csv`, or with `partition` a
        folder.
    total
        How many events there are in all, if known: for the progress display.

    Raises
    ------
    FormatError, ParameterError, OutputError
        As `write`; FormatError also for a format that is not written piece by piece.

    Warns
    -----
    ReplacedCharactersWarning, LimitWarning
        As `write`.

    >>> import mapper, tempfile
    >>> dossier, folder = mapper.read("seeds"), Path(tempfile.mkdtemp())
    >>> (one,) = write_pieces([dossier.with_events(dossier.events[:20]), dossier.with_events(dossier.events[20:])],
    ...     folder / "one.csv")
    >>> (other,) = write(dossier, folder / "other.csv")
    >>> one.read_bytes() == other.read_bytes()
    True
    """
    check_language(language)
    target = Path(target)
    if partition:
        from mapper.exports.partitioned import write_partitioned

        with step(f"Writing {target.name}"):
            return write_partitioned(pieces, target, partition, language=language)
    write = _writer(target, in_pieces=True, language=language, for_spreadsheets=for_spreadsheets)
    return _written(partial(write, pieces, total=total), target)


def _written(write: Callable[[Path], list[Path]], target: Path) -> tuple[Path, ...]:
    """Write files to a hidden folder, and publish them when they are complete."""
    with step(f"Writing {target.name}"), staging(target) as folder:
        files = write(folder / target.name)
        if target.suffix:
            return publish(files, target.parent)
        target.mkdir(exist_ok=True)
        return publish(files, target)


def check_target(
    target: Path | str, *, for_spreadsheets: bool = False, partition: Sequence[str] = (), in_pieces: bool = False
) -> None:
    """Raise the errors that `write` or `write_pieces` would raise about a target before they write anything.

    >>> check_target("events.docx")
    Traceback (most recent call last):
    ...
    mapper.errors.FormatError: cannot write 'events.docx': no format has the suffix '.docx'; use one of ...
    """
    if partition:
        from mapper.exports.partitioned import check_folder

        check_folder(Path(target), partition)
    else:
        _writer(Path(target), in_pieces=in_pieces, for_spreadsheets=for_spreadsheets)
    check_writable(Path(target))


def _writer(
    target: Path, *, in_pieces: bool = False, language: Language = "en", for_spreadsheets: bool
) -> Callable[..., list[Path]]:
    """Return the function that writes a format; with `in_pieces`, one that writes piece by piece."""
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        known = f"use one of {', '.join(filter(None, FORMATS))}, or none for a dossier folder"
        remedy = f"{_INSTEAD[suffix]}, or {known}" if suffix in _INSTEAD else known
        raise FormatError(f"cannot write {str(target)!r}: no format has the suffix {suffix!r}; {remedy}")
    if for_spreadsheets and suffix not in _TEXT_TABLES:
        raise FormatError(
            f"cannot write {str(target)!r} for spreadsheets: only .csv and dossier folders can be guarded"
        )
    if in_pieces and suffix not in _IN_PIECES:
        raise FormatError(
            f"cannot write {str(target)!r} file by file: use one of {', '.join(_IN_PIECES)}, or `partition`"
        )
    name = "write_pieces" if suffix in _IN_PIECES else "write_files"
    guard = {"for_spreadsheets": True} if for_spreadsheets else {}
    return partial(getattr(import_module(FORMATS[suffix]), name), language=language, **guard)
