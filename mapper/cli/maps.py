"""`mapper map` and `mapper export`: write a file, and say what went into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapper.cli.console import open_gazetteer, say, sources_or_seeds, warnings_as_sentences, write_bytes
from mapper.cli.counting import SingleEvents, check_details, chosen_of, count_all, write_counts_map
from mapper.cli.options import Lenient, Sources, Strict, examples, with_options
from mapper.cli.reading import leave, publishable, read_all, selected
from mapper.cli.summary import say_codes, say_disputed, say_doubtful, say_drawn, say_exported, say_written
from mapper.errors import ParameterError
from mapper.model.text import terminal_safe
from mapper.options import Conditions, Drawing, Engine, Language, ReadOptions, check_html
from mapper.progress import listening

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["add_to"]

_MAP_EXAMPLES = examples(
    "mapper map seeds --actor JNIM --colour-by month", "mapper map events.csv --from 2025-05 -o may.html"
)
_EXPORT_EXAMPLES = examples(
    "mapper export seeds -o outputs/events.geojson", "mapper export acled.csv --country ML -o mali.geojson"
)
CountsOnly = Annotated[
    bool, typer.Option("--counts-only", help="Write counts per place and month, without the events.")
]
_EXPORT_OUTPUT = (
    "The file to write: .geojson .gpkg .fgb .pmtiles .qgz .parquet .kml .csv, or a folder for a whole dossier; - is "
    "GeoJSON on standard output."
)
_PARTITION = "Write GeoParquet files into a new folder, one for each year, month, country, admin1 or event_type."
_LANGUAGE = "Language of reasons, claims in words, headings and layers; columns and codes keep their names."
_FOR_SPREADSHEETS = "In CSV, keep a spreadsheet from running cells as formulas; mapper reads them back as they were."
_SINGLE_EVENTS = (
    "With --engine: write the events themselves, file by file: .gpkg .fgb .pmtiles .parquet .csv, --partition."
)
_DRAWN_SINGLY = "With --engine: draw the events themselves, read file by file, instead of counts."
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help="Write the file even if the filter leaves no event.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("map", epilog=_MAP_EXAMPLES)(with_options(draw_map))
    app.command("export", epilog=_EXPORT_EXAMPLES)(with_options(export_events))


def draw_map(
    sources: Sources = None,
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The HTML file to write; - is standard output.")
    ] = "outputs/map.html",
    drawing: Drawing,
    strict: Strict = False,
    lenient: Lenient = False,
    allow_empty: AllowEmpty = False,
    only_counts: CountsOnly = False,
    single_events: Annotated[
        bool, typer.Option("--single-events", help=_DRAWN_SINGLY, rich_help_panel="Many files")
    ] = False,
    engine: Engine,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """Draw a map: one HTML file that opens without a network."""
    from mapper.maps import page, placed_by_boundaries
    from mapper.model.involved import count_events
    from mapper.processing.places.pcodes import code_columns
    from mapper.render.mapdata import own_columns

    _check_drawing(drawing, output)
    _check_single_events(engine, single_events=single_events, only_counts=only_counts, details=drawing.details)
    if single_events:
        events = SingleEvents(sources, reading, engine, conditions, strict=strict, together=True)
        _draw_single_events(events, drawing, output, allow_empty=allow_empty)
        leave(events.whole, lenient=lenient)
        return
    if drawing.details:
        check_details(drawing, engine, output, only_counts=only_counts)
    if engine.counts:
        counted = count_all(
            sources, reading, engine, strict=strict, conditions=conditions, with_sum=bool(drawing.details)
        )
        write_counts_map(counted, drawing, output, allow_empty=allow_empty, only_counts=only_counts)
        leave(counted.dossier, lenient=lenient)
        return
    whole = read_all(sources, reading, strict=strict, conditions=conditions)
    whole = placed_by_boundaries(whole, drawing.boundaries)
    if not drawing.boundaries and not whole.located.all():
        say_codes(code_columns(whole))
    chosen = selected(whole, conditions, allow_empty=allow_empty)
    chosen = _with_doubts(chosen)
    _summary(chosen, count_events(whole.events), only_counts=only_counts)
    chosen = publishable(chosen, only_counts=only_counts)
    _say_left_out(own_columns(chosen)[1])
    with warnings_as_sentences():
        _write(page(chosen, drawing), output)
    leave(whole, lenient=lenient)


def export_events(
    sources: Sources = None,
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help=_EXPORT_OUTPUT)
    ] = "outputs/events.geojson",
    lang: Annotated[Language, typer.Option("--lang", help=_LANGUAGE)] = "en",
    for_spreadsheets: Annotated[bool, typer.Option("--for-spreadsheets", help=_FOR_SPREADSHEETS)] = False,
    partition: Annotated[str, typer.Option("--partition", metavar="year,country", help=_PARTITION)] = "",
    strict: Strict = False,
    lenient: Lenient = False,
    allow_empty: AllowEmpty = False,
    only_counts: CountsOnly = False,
    single_events: Annotated[
        bool, typer.Option("--single-events", help=_SINGLE_EVENTS, rich_help_panel="Many files")
    ] = False,
    engine: Engine,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """Write the events to a file for QGIS and other programs, with its style and metadata beside it."""
    from mapper.exports import check_target
    from mapper.model.involved import count_events
    from mapper.report import doubting

    parts = tuple(filter(None, (name.strip() for name in partition.split(","))))
    _check_single_events(engine, single_events=single_events, only_counts=only_counts)
    if output != "-" or parts or single_events:
        check_target(output, for_spreadsheets=for_spreadsheets, partition=parts, in_pieces=single_events)
    written: dict[str, Any] = {"language": lang, "for_spreadsheets": for_spreadsheets, "partition": parts}
    if single_events:
        events = SingleEvents(sources, reading, engine, conditions, strict=strict)
        _export_single_events(events, output, written, allow_empty=allow_empty)
        leave(events.whole, lenient=lenient)
        return
    if engine.counts:
        from mapper.cube import in_language

        counted = count_all(sources, reading, engine, strict=strict, conditions=conditions)
        chosen = in_language(chosen_of(counted, allow_empty=allow_empty), lang).replace(doubts={})
        whole = counted.dossier
    else:
        whole = read_all(sources, reading, strict=strict, conditions=conditions)
        chosen = selected(whole, conditions, allow_empty=allow_empty)
        with open_gazetteer() as places:
            (chosen,) = doubting([chosen], places, rows=whole.counts.used)
        say_exported(chosen, count_events(whole.events))
    chosen = publishable(chosen, only_counts=only_counts)
    _say_doubts(chosen)
    _export(chosen, output, written)
    if Path(output).is_dir() and not parts:
        _tell_what_stays(sources)
    leave(whole, lenient=lenient)


def _draw_single_events(events: SingleEvents, drawing: Drawing, output: str, *, allow_empty: bool) -> None:
    """Draw the events of many files, one file in memory at a time."""
    from mapper.atomic import staging
    from mapper.cube.partitioned import gathered
    from mapper.maps import page, placed_by_boundaries
    from mapper.processing.places.pcodes import code_columns

    in_areas = partial(placed_by_boundaries, file=drawing.boundaries)
    meant, pieces = events.meant, events.both(allow_empty=allow_empty, placed=in_areas)
    on_disk = TemporaryDirectory() if output == "-" else staging(Path(output))
    with on_disk as folder, gathered(pieces, meant, Path(folder)) as found, warnings_as_sentences():
        if not drawing.boundaries and events.numbers["unlocated"]:
            say_codes(code_columns(found.dossier))
        events.say_left_out()
        chosen = found._replace(dossier=_with_doubts(found.dossier))
        _summary(chosen.dossier, events.numbers["read"], only_counts=False)
        publishable(chosen.dossier, only_counts=False)
        _say_left_out(chosen.left_out)
        _write(page(chosen.dossier, drawing, chosen.texts), output)


def _export(chosen: Dossier, output: str, written: Mapping[str, Any]) -> None:
    """Write the events to files, and print their names; or as GeoJSON to standard output."""
    import mapper

    with warnings_as_sentences():
        if output == "-" and not written["partition"]:
            from mapper.exports.geojson import geojson_chunks

            with listening(None):  # no progress: the result goes to the same terminal
                for chunk in geojson_chunks(chosen, written["language"]):
                    write_bytes(chunk)
        else:
            _print_paths(mapper.export(chosen, output, **written))


def _export_single_events(events: SingleEvents, output: str, written: Mapping[str, Any], *, allow_empty: bool) -> None:
    """Write the events of many files, one file in memory at a time, and print the names of the files written."""
    from mapper.exports import write_pieces
    from mapper.report import doubting

    with warnings_as_sentences(), open_gazetteer() as places:
        pieces = doubting(events.pieces(allow_empty=allow_empty), places, rows=events.whole.counts.used)
        paths = write_pieces(pieces, output, **written)
    _print_paths(paths)
    events.say()


def _print_paths(paths: Iterable[Path]) -> None:
    for path in paths:
        typer.echo(str(path))


def _write(pieces: Iterator[str], output: str) -> None:
    """Write a page to its file, or to standard output as it comes."""
    from mapper.atomic import write_pieces

    if output == "-":
        for piece in pieces:
            write_bytes(piece.encode("utf-8"))
    else:
        say_written(write_pieces(Path(output), pieces))


def _check_single_events(engine: Engine, *, single_events: bool, only_counts: bool, details: str = "") -> None:
    """Raise ParameterError if single events are asked for without an engine, or with counts or `details`."""
    if single_events and not engine.counts:
        raise ParameterError("single_events", "True", "it with `engine` files or dask: otherwise events are written so")
    if single_events and only_counts:
        raise ParameterError("single_events", "True", "either the single events or --counts-only")
    if single_events and details:
        raise ParameterError("details", details, "either `details` beside counts or the single events in the page")


def _check_drawing(drawing: Drawing, output: str) -> None:
    """Raise before the sources are read the errors that drawing and writing the map would raise at the end."""
    from mapper.atomic import check_writable
    from mapper.render.basemap.boundaries import read_boundaries
    from mapper.render.basemap.tiles import tiles_named
    from mapper.render.colouring import read_colours

    if output != "-":
        check_html(output)
        check_writable(Path(output))
    if drawing.tiles:
        tiles_named(drawing.tiles)
    if drawing.boundaries:
        read_boundaries(drawing.boundaries)
    if drawing.basemap:
        from mapper.render.basemap.archive import Archive

        Archive(drawing.basemap)
    if drawing.colours:
        read_colours(drawing.colours)


def _tell_what_stays(sources: list[str] | None) -> None:
    """Say which files of the sources are not exported: `decisions.csv` and `resolved.csv`."""
    for source in sources_or_seeds(sources):
        stay = [name for name in ("decisions.csv", "resolved.csv") if (Path(source) / name).is_file()]
        if stay:
            say(f"Not exported: {' and '.join(stay)} of {source}; the new folder is checked and looked up anew.")


def _say_left_out(names: Sequence[str]) -> None:
    """Say which columns of the user's own were left out because the page would be too large."""
    if names:
        listed = terminal_safe(", ".join(names))
        say(f"Left out of the page, which they would make too large: {listed}; --keep chooses columns.")


def _with_doubts(chosen: Dossier) -> Dossier:
    """Return the dossier with its doubts about points."""
    from mapper.report import with_doubts

    with open_gazetteer() as places:
        return with_doubts(chosen, places)


def _say_doubts(chosen: Dossier) -> None:
    """Say which events have doubtful points, except those whose coordinates were refused."""
    doubts = (chosen.doubts or {}).items()
    say_doubtful([(event_id, why) for event_id, why in doubts if why.code != "coordinates-refused"])


def _summary(chosen: Dossier, read: int, *, only_counts: bool) -> None:
    """Say how many events are drawn or have no location, which points are doubtful, and where sources disagree."""
    say_drawn(chosen, read, only_counts=only_counts)
    _say_doubts(chosen)
    disputed = chosen.events.loc[chosen.events["disputed_fields"] != "", ["event_id", "disputed_fields"]]
    say_disputed(list(disputed.itertuples(index=False, name=None)))
