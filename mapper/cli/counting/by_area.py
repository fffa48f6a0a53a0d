"""`mapper summary --by`: a table of counts by area, place, year, month and type, on the terminal or into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mapper.cli.console import print_json, say, say_no_room
from mapper.cli.counting.single_events import SingleEvents
from mapper.cli.reading import leave, read_all, selected
from mapper.errors import ParameterError
from mapper.model.text import plural
from mapper.options import Conditions, Engine, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mapper.model.dossier import Dossier

__all__ = ["check_by", "count_by"]


def check_by(by: Sequence[str], output: str, *, for_spreadsheets: bool, json: bool) -> None:
    """Check the options of the table, before the sources are read."""
    from mapper.exports.by_area import check_counts_target, check_parts

    if by:
        check_parts(by)
    elif output or for_spreadsheets:
        raise ParameterError("by", "", "what to count by, such as admin1,month")
    if output:
        check_counts_target(Path(output), for_spreadsheets=for_spreadsheets)
        if json:
            raise ParameterError("target", output, "either a file or --json")
    elif for_spreadsheets:
        raise ParameterError("for_spreadsheets", "True", "it with a .csv to write, as in -o counts.csv")


def count_by(
    sources: list[str] | None,
    by: Sequence[str],
    output: str,
    *,
    json: bool,
    for_spreadsheets: bool,
    strict: bool,
    lenient: bool,
    engine: Engine,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """Count the events by these parts, and print or write the table."""
    from mapper.exports.by_area import counts_by, write_counts

    if engine.counts:
        events = SingleEvents(sources, reading, engine, conditions, strict=strict)
        whole, table = events.whole, counts_by(events.pieces(allow_empty=True, with_claims=True), by)
        events.say(rows_written=False)
    else:
        whole = read_all(sources, reading, strict=strict, conditions=conditions)
        chosen = selected(whole, conditions)
        table = counts_by([chosen], by)
        _say_total(chosen)
    say(f"{plural(int(table['events'].sum()), 'event')} in {plural(len(table), 'row')}.")
    if output:
        typer.echo(str(write_counts(table, Path(output), for_spreadsheets=for_spreadsheets)))
    elif json:
        print_json(table.astype(object).where(table.notna(), None).to_dict("records"))
    else:
        _print(table)
    leave(whole, lenient=lenient)


def _say_total(chosen: Dossier) -> None:
    from mapper.claims.basis import stated_figures
    from mapper.claims.totals import total_fatalities, total_sentences

    for sentence in total_sentences(total_fatalities(chosen.events, stated_figures(chosen))):
        say(sentence)


def _print(table: pd.DataFrame) -> None:
    from mapper.cli.tables import Column, print_table
    from mapper.exports.attributes import arrow_table
    from mapper.exports.csv import text_table

    cells = text_table(arrow_table(table))
    columns = [Column(name.replace("_", " "), cells[name].tolist(), whole=True) for name in map(str, cells)]
    say_no_room(print_table(columns))
