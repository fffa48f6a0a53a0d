"""What commands do with `--engine`: counts of many files, without their events."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.cli.console import open_gazetteer, say, sources_or_seeds, warnings_as_sentences, write_bytes
from mapper.cli.reading import publishable, say_left_out, say_read
from mapper.cli.summary import say_context, say_located, say_written
from mapper.model.text import terminal_safe
from mapper.options import Conditions, Drawing, Engine, ReadOptions
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.cube import CountedFiles
    from mapper.model.dossier import Dossier

__all__ = ["chosen_of", "count_all", "write_counts_map"]

_MEGABYTE = 1_000_000
_FEWER = 2
"""How many times smaller a row of a coarser resolution may be in the page: with more rows than that it cannot fit."""


def count_all(
    sources: list[str] | None,
    reading: ReadOptions,
    engine: Engine,
    *,
    strict: bool,
    conditions: Conditions,
    with_sum: bool = False,
) -> CountedFiles:
    """Count the files; say what became of their rows."""
    with step("Starting"):
        from mapper.cube import read_counts
        from mapper.processing.filters import check_conditions

    check_conditions(conditions)
    with open_gazetteer() as places:
        counted = read_counts(
            sources_or_seeds(sources),
            engine=engine,
            reading=reading,
            conditions=conditions,
            gazetteer=places,
            strict=strict,
            with_sum=with_sum,
        )
    say_read(counted.dossier)
    return counted


def chosen_of(counted: CountedFiles, *, allow_empty: bool = True) -> Dossier:
    """Return the counts of the events that meet the conditions; say at which resolution, and what was left out."""
    from mapper.cube import chosen_counts

    chosen = chosen_counts(counted, allow_empty=allow_empty)
    say_left_out(counted.dossier, counted.task.of_counts())
    _say_resolution(chosen)
    return chosen


def _say_resolution(chosen: Dossier) -> None:
    say(f"{terminal_safe(chosen.attributions[-1])}.")


def write_counts_map(
    counted: CountedFiles, drawing: Drawing, output: str, *, allow_empty: bool, only_counts: bool
) -> None:
    """Write the map of counts at the finest resolution whose page has at most `--max-mb`."""
    from gazetteer.files import publish
    from mapper.atomic import staging
    from mapper.processing.context import events_and_context

    chosen = chosen_of(counted, allow_empty=allow_empty)
    if not only_counts:  # which have no tags that tell them apart
        say_context(*events_and_context(chosen.events))
    say_located(chosen.summary().located, chosen.unlocated)
    page, counted, chosen = _page(counted, chosen, drawing, only_counts=only_counts)
    if output == "-":
        write_bytes(page.encode("utf-8"))
        return
    target = Path(output)
    with staging(target) as hidden:
        made = hidden / target.name
        made.write_text(page, encoding="utf-8", newline="")  # before older single events go, as the disk may be full
        if drawing.details:
            _write_details(counted, chosen, drawing, target)
        say_written(publish([made], target.parent)[0])


def check_details(drawing: Drawing, engine: Engine, output: str, *, only_counts: bool) -> None:
    """Raise what keeps single events from being written, before any work."""
    from mapper.cube.singles import check_details_folder
    from mapper.errors import ParameterError

    address = drawing.details
    if not engine.counts:
        raise ParameterError(
            "details", address, "it with `engine` files or dask: other pages have their events in them"
        )
    if only_counts:
        raise ParameterError("details", address, "either the single events or --counts-only")
    if output == "-":
        raise ParameterError("details", address, "a file to write with `target`, beside which the single events lie")
    folder = _details_folder(drawing, Path(output))
    if folder == Path(output):
        raise ParameterError("details", address, "a name that is not the page's")
    check_details_folder(folder)


def _details_folder(drawing: Drawing, output: Path) -> Path:
    from mapper.render.details import details_at

    return output.parent / details_at(drawing.details).folder


def _write_details(counted: CountedFiles, chosen: Dossier, drawing: Drawing, output: Path) -> None:
    """Write the single events of a page of counts beside it; say where."""
    from mapper.cube.singles import write_singles

    folder = _details_folder(drawing, output)
    number = write_singles(counted, chosen, folder, notes=drawing.notes == "full")
    say(
        f"Single events: {number:,} in {terminal_safe(str(folder))}. Cards show them once the page is served over http."
    )
    if "://" in drawing.details:
        say(f"Put that folder at {drawing.details}, on the site that has the page.")


def _page(
    counted: CountedFiles, chosen: Dossier, drawing: Drawing, *, only_counts: bool
) -> tuple[str, CountedFiles, Dossier]:
    """Return the page of the finest resolution that has at most `--max-mb`, or of the coarsest; and what it shows."""
    import mapper
    from mapper.cube import coarser, in_language

    while True:
        drawn = in_language(publishable(chosen, only_counts=only_counts).replace(doubts={}), drawing.language)
        with warnings_as_sentences():
            page = mapper.map_html(drawn, **asdict(drawing))
        size = len(page.encode("utf-8")) / _MEGABYTE
        if size <= drawing.max_mb:
            return page, counted, chosen
        further = coarser(counted, int(_FEWER * len(chosen.events) * drawing.max_mb / size))
        if further is None:
            say(f"The page has {size:,.0f} MB: it is larger than --max-mb {drawing.max_mb} at any resolution.")
            return page, counted, chosen
        counted, chosen = further
        say(f"A page of {size:,.0f} MB is larger than --max-mb {drawing.max_mb}.")
        _say_resolution(chosen)
