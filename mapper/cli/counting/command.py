"""`mapper summary`: how many events there are, by what a map shows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapper.cli.console import print_json, say
from mapper.cli.counting.by_area import check_by, count_by
from mapper.cli.counting.counts import chosen_of, count_all
from mapper.cli.options import AsJson, Lenient, Sources, Strict, examples, with_options
from mapper.cli.reading import leave, read_all, selected
from mapper.model.text import plural
from mapper.options import Conditions, Engine, ReadOptions

if TYPE_CHECKING:
    from mapper.claims.totals import Total

__all__ = ["add_to"]


_BY = "A table by some of country, admin1, admin2, place, year, month, type, with the dead; all events are in its rows."
_OUTPUT = "With --by: the table as a file, .csv or .parquet."
_FOR_SPREADSHEETS = "In CSV, keep a spreadsheet from running cells as formulas."


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        "summary",
        epilog=examples(
            "mapper summary seeds --from 2025",
            "mapper summary seeds --by admin1,month -o counts.csv",
            "mapper summary 'events/*.parquet' --engine dask --json",
        ),
    )(with_options(summarise))


def summarise(
    sources: Sources = None,
    *,
    by: Annotated[str, typer.Option("--by", metavar="admin1,month", help=_BY)] = "",
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help=_OUTPUT)] = "",
    for_spreadsheets: Annotated[bool, typer.Option("--for-spreadsheets", help=_FOR_SPREADSHEETS)] = False,
    json: AsJson = False,
    strict: Strict = False,
    lenient: Lenient = False,
    engine: Engine,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """Count events by month, actor, type, country and precision, and add up the dead."""
    parts = tuple(filter(None, (name.strip() for name in by.split(","))))
    check_by(parts, output, for_spreadsheets=for_spreadsheets, json=json)
    if parts:
        count_by(
            sources, parts, output, json=json, for_spreadsheets=for_spreadsheets, strict=strict, lenient=lenient,
            engine=engine, reading=reading, conditions=conditions,
        )  # fmt: skip
        return
    from mapper.claims.basis import stated_figures
    from mapper.claims.totals import total_fatalities
    from mapper.processing.summary import numbers_of

    if engine.counts:
        counted = count_all(sources, reading, engine, strict=strict, conditions=conditions)
        whole, chosen = counted.dossier, chosen_of(counted)
    else:
        whole = read_all(sources, reading, strict=strict, conditions=conditions)
        chosen = selected(whole, conditions)
    total = total_fatalities(chosen.events, stated_figures(chosen))
    numbers = numbers_of(chosen, total)
    if json:
        print_json(numbers)
    else:
        _print_numbers(numbers, total)
    leave(whole, lenient=lenient)


def _print_numbers(numbers: dict[str, Any], total: Total) -> None:
    from mapper.claims.totals import total_sentences
    from mapper.cli.tables import Column, print_table

    for heading, key in (("month", "months"), ("actor", "actors"), ("type", "types"), ("country", "countries")):
        rows = numbers[key]
        print_table(
            [
                Column(heading, [name or "not stated" for name in rows], whole=True),
                Column("events", [f"{count:,}" for count in rows.values()], whole=True),
            ]
        )
    say(f"{plural(numbers['events'], 'event')}, {numbers['located']:,} on the map")
    in_months = sum(numbers["months"].values())
    if in_months > numbers["events"] - numbers["undated"]:
        say(f"The months add up to {in_months:,}: an event whose period touches several counts in each")
    for sentence in total_sentences(total) or ["No dead are stated"]:
        say(sentence)
