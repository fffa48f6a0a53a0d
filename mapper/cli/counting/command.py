"""`mapper summary`: how many events there are, by what a map shows of them."""

from __future__ import annotations

from typing import Any

import typer

from mapper.cli.console import plural, print_json, say
from mapper.cli.counting.counts import chosen_of, count_all
from mapper.cli.options import AsJson, Lenient, Sources, Strict, examples, with_options
from mapper.cli.reading import leave, read_all, selected
from mapper.options import Conditions, Engine, ReadOptions

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        "summary",
        epilog=examples("mapper summary seeds --from 2025", "mapper summary 'events/*.parquet' --engine dask --json"),
    )(with_options(summarise))


def summarise(
    sources: Sources = None,
    *,
    json: AsJson = False,
    strict: Strict = False,
    lenient: Lenient = False,
    engine: Engine,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """Count events by month, actor, type, country and precision, and add up the dead."""
    from mapper.processing.numbers import numbers_of

    if engine.counts:
        counted = count_all(sources, reading, engine, strict=strict, conditions=conditions)
        whole, chosen = counted.dossier, chosen_of(counted)
    else:
        whole = read_all(sources, reading, strict=strict, conditions=conditions)
        chosen = selected(whole, conditions)
    numbers = numbers_of(chosen)
    if json:
        print_json(numbers)
    else:
        _print_numbers(numbers)
    leave(whole, lenient=lenient)


def _print_numbers(numbers: dict[str, Any]) -> None:
    from mapper.cli.tables import Column, print_table

    for heading, key in (("month", "months"), ("actor", "actors"), ("type", "types"), ("country", "countries")):
        rows = numbers[key]
        print_table(
            [
                Column(heading, [name or "not stated" for name in rows], whole=True),
                Column("events", [f"{count:,}" for count in rows.values()], whole=True),
            ]
        )
    dead = ", ".join(f"{count:,} ({name})" for name, count in numbers["dead"].items() if count is not None)
    say(f"{plural(numbers['events'], 'event')}, {numbers['located']:,} on the map; dead where stated: {dead or 'none'}")
