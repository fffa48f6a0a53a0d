"""Commands with `--engine`: counts of many files, without their events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mapper.cli.console import open_gazetteer, say, sources_or_seeds, warnings_as_sentences, write_bytes
from mapper.cli.reading import publishable, say_read, say_selection
from mapper.cli.summary import say_drawn, say_written
from mapper.model.text import terminal_safe
from mapper.options import Conditions, Drawing, Engine, ReadOptions
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.cube import CountedFiles
    from mapper.model.dossier import Dossier

__all__ = ["chosen_of", "count_all", "write_counts_map"]

_MEGABYTE = 1_000_000
_FEWER = 2
"""A row of a coarser resolution is at most this many times smaller in the page, which limits how many rows can fit."""


def count_all(
    sources: list[str] | None,
    reading: ReadOptions,
    engine: Engine,
    *,
    strict: bool,
    conditions: Conditions,
    with_sum: bool = False,
) -> CountedFiles:
    """Count the events of the files; say how many rows were read, used and rejected."""
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
    from mapper.cube import chosen_counts, still_asked
    from mapper.processing.filters.left_out import left_out, other_names

    conditions = counted.task.conditions
    say_selection(
        conditions,
        left_out=left_out(*still_asked(counted)),
        days=counted.days,
        names=other_names(counted.dossier.events, conditions),
    )
    chosen = chosen_counts(counted, allow_empty=allow_empty)
    _say_resolution(chosen)
    return chosen


def _say_resolution(chosen: Dossier) -> None:
    say(f"{terminal_safe(chosen.attributions[-1])}.")


def write_counts_map(
    counted: CountedFiles, drawing: Drawing, output: str, *, allow_empty: bool, only_counts: bool
) -> None:
    """Write the map of counts at the finest resolution whose page has at most `--max-mb`."""
    from mapper.atomic import write_text

    chosen = chosen_of(counted, allow_empty=allow_empty)
    say_drawn(chosen, counted.events, only_counts=only_counts)
    page = _page(counted, chosen, drawing, only_counts=only_counts)
    if drawing.details:
        say_written(_write_with_details(page, drawing, Path(output)))
    elif output == "-":
        write_bytes(page.html.encode("utf-8"))
    else:
        say_written(write_text(Path(output), page.html))


def check_details(drawing: Drawing, engine: Engine, output: str, *, only_counts: bool) -> None:
    """Raise any error that would prevent writing single events, before any work is done."""
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


def _write_with_details(page: _Page, drawing: Drawing, output: Path) -> Path:
    """Write the single events beside the page, then the page, which names their folder; say where they are.

    An older page and its events stay until the new page is written; then the older events are removed.
    """
    from mapper.atomic import write_text
    from mapper.cube.singles import remove_other_singles, remove_singles, write_singles

    folder = _details_folder(drawing, output)
    singles = write_singles(page.counted, page.chosen, folder, page=output.name, notes=drawing.notes == "full")
    address = f"{drawing.details.removesuffix('/')}/{singles.name}"
    try:
        written = write_text(output, _html(page.drawn, replace(drawing, details=address)))
    except BaseException:
        if singles.is_new:
            remove_singles(folder, singles.name)
        raise
    remove_other_singles(folder, singles.name, page=output.name)
    say(
        f"Single events: {singles.events:,} in {terminal_safe(str(folder))}. "
        "Cards show them once the page is served over http."
    )
    if "://" in drawing.details:
        say(f"Put that folder at {drawing.details}, on the site that has the page.")
    return written


class _Page(NamedTuple):
    """A page of counts, and its data: all counts, the chosen ones, and the chosen ones as drawn."""

    html: str
    counted: CountedFiles
    chosen: Dossier
    drawn: Dossier


def _html(drawn: Dossier, drawing: Drawing) -> str:
    from mapper.maps import page, placed_by_boundaries

    with warnings_as_sentences():
        return "".join(page(placed_by_boundaries(drawn, drawing.boundaries), drawing))


def _page(counted: CountedFiles, chosen: Dossier, drawing: Drawing, *, only_counts: bool) -> _Page:
    """Return the page at the finest resolution whose size is at most `--max-mb`, else at the coarsest."""
    from mapper.cube import coarser, in_language

    while True:
        drawn = in_language(publishable(chosen, only_counts=only_counts).replace(doubts={}), drawing.language)
        page = _Page(_html(drawn, drawing), counted, chosen, drawn)
        size = len(page.html.encode("utf-8")) / _MEGABYTE
        if size <= drawing.max_mb:
            return page
        further = coarser(counted, int(_FEWER * len(chosen.events) * drawing.max_mb / size))
        if further is None:
            say(f"The page has {size:,.0f} MB: it is larger than --max-mb {drawing.max_mb} at any resolution.")
            return page
        counted, chosen = further
        say(f"A page of {size:,.0f} MB is larger than --max-mb {drawing.max_mb}.")
        _say_resolution(chosen)
