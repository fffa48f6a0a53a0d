"""Read and filter the sources of a command; report to the user on standard error."""

from __future__ import annotations

import dataclasses
from itertools import chain
from typing import TYPE_CHECKING

import typer

from mapper.cli.console import TALK, bullets, open_gazetteer, say, sources_or_seeds
from mapper.cli.mistakes import in_options
from mapper.cli.summary import account
from mapper.errors import Fault, ParameterError
from mapper.model.text import plural, terminal_safe
from mapper.progress import step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.model.dossier import Dossier
    from mapper.options import Conditions, ReadOptions

_NAMES = 5

__all__ = ["leave", "publishable", "read_all", "say_read", "say_selection", "selected"]


def read_all(
    sources: list[str] | None, reading: ReadOptions, *, strict: bool = False, conditions: Conditions | None = None
) -> Dossier:
    """Read the sources; say which columns were guessed, and how many rows were used and rejected.

    Invalid conditions are reported before the sources are read.
    """
    with step("Starting"):  # loading the libraries takes a second
        import mapper
        from mapper.processing.filters import check_conditions
        from mapper.readers.formats import FORMAT_NAMES

    names = sources_or_seeds(sources)
    if conditions:
        check_conditions(conditions)
    if reading.form and reading.form not in FORMAT_NAMES:
        raise ParameterError("form", reading.form, f"one of {', '.join(FORMAT_NAMES)}")
    with open_gazetteer() as places:
        dossier: Dossier = mapper.read(*names, strict=strict, gazetteer=places, **dataclasses.asdict(reading))
    say_read(dossier)
    return dossier


def say_read(dossier: Dossier) -> None:
    """Say which columns were guessed and how many rows were used or rejected; with `-v`, list rejects and faults."""
    for notice in dossier.notices:
        say(terminal_safe(in_options(notice)))
    say(account(dossier), anyway=dossier.counts.rejected > 0)
    if TALK.verbose:
        unused = (table.itertuples(index=False, name=None) for table in (dossier.rejects, dossier.faults))
        bullets([*chain(*unused)], lambda row: str(Fault(*row)))


def leave(dossier: Dossier, *, lenient: bool) -> None:
    """Leave with exit code 1 if rows of the sources were rejected, unless the user accepts that.

    Commands call it last, so the rows that were used are listed, drawn or written all the same.
    """
    if dossier.counts.rejected and not lenient:
        say("Exit code 1, since rows were rejected (`mapper check` lists them); --lenient accepts it.", anyway=True)
        raise typer.Exit(1)


def selected(whole: Dossier, conditions: Conditions, *, allow_empty: bool = True) -> Dossier:
    """Return the dossier with the events that meet the conditions; say which others were left out and why.

    Raises EmptySelectionError if no event is left, unless `allow_empty`.
    """
    from mapper.processing.filters import select
    from mapper.processing.filters.left_out import left_out, other_names

    say_selection(
        conditions,
        left_out=left_out(whole, conditions),
        days=whole.summary().period,
        names=other_names(whole.events, conditions),
    )
    return select(whole, conditions, allow_empty=allow_empty)


def say_selection(conditions: Conditions, *, left_out: Mapping[str, int], days: str, names: Sequence[str]) -> None:
    """Say what the selected events do not show.

    How many events are left out because they lack a value that a condition needs (`processing.filters.left_out`);
    that the sources cover only `days`; the other `names` that --place matches; and the place that --around is measured
    from.
    """
    from mapper.processing.filters import middle_meant
    from mapper.processing.filters.left_out import beyond

    _say_left_out(left_out)
    if known := beyond(days, conditions):
        first, last = known.split("/")
        say(f"The sources have events from {first} to {last}: of other days they say nothing.")
    if names:
        quoted = ", ".join(f'"{terminal_safe(name)}"' for name in names[:_NAMES])
        more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        say(f"--place takes other names of the same place too, as the gazetteer has it: {quoted}{more}.")
    if conditions.around:
        say(f"--around is measured from {terminal_safe(middle_meant(conditions.around).said)}.")


def _say_left_out(numbers: Mapping[str, int]) -> None:
    """Say how many events are left out for each reason that `mapper.processing.filters.left_out` counts."""
    said = {
        "undated": "undated {events} left out by the date filter",
        "country": "{events} left out by --country: no country is stated for {them}",
        "admin1": "{events} left out by --admin1: no first-level division is stated for {them}",
        "admin2": "{events} left out by --admin2: no second-level division is stated for {them}",
        "around": "{events} left out by --around: no point is known of {them}",
        "context": "political and contextual {events} left out by --context leave-out",
    }
    for name, sentence in said.items():
        if number := numbers.get(name):
            words = {"events": "event" if number == 1 else "events", "them": "it" if number == 1 else "them"}
            say(f"{number:,} {sentence.format(**words)}")


def publishable(chosen: Dossier, *, only_counts: bool) -> Dossier:
    """Return only counts if they were asked for; else the dossier, with a warning if it holds rows of ACLED."""
    from mapper.processing.published_counts import counts_only
    from mapper.readers.events.data_sets import OF_ACLED, count_of

    if only_counts:
        return counts_only(chosen)
    if rows := count_of(chosen.events, OF_ACLED):
        say_not_to_publish(f"will hold {plural(rows, 'row')}")
    return chosen


def say_not_to_publish(holds: str) -> None:
    """Warn that a file holds rows of ACLED, which must not be published."""
    say(
        f"Warning: this file {holds} of ACLED, whose terms do not allow handing them on: keep it to yourself, or write "
        "--counts-only to publish."
    )
