"""`mapper list` and `mapper actors`: what is in the sources, as tables or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapper.cli.console import json_object, json_text, open_gazetteer, print_json, print_json_list, say, say_no_room
from mapper.cli.options import AsJson, Lenient, Sources, examples, with_options
from mapper.cli.reading import leave, read_all, selected
from mapper.errors import EmptySelectionError
from mapper.model.schema import names_in_cell
from mapper.model.text import plural, terminal_safe
from mapper.options import Conditions, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from mapper.model.dossier import Dossier
    from mapper.words import Message

__all__ = ["add_to"]

AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help="Succeed even if the filter leaves no event.")]
_ACTOR_FIELDS = ("actor_id", "name", "short_name", "aliases", "kind", "colour", "events")
_AT_ONCE: Final = 20_000
_MARGIN: Final = "\n  "
"""Before the events in a list."""
_NAMED: Final = 5
"""How many pairs of names that may be one actor are listed one by one."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(
        "list",
        epilog=examples("mapper list seeds --month 2025-06", "mapper list events.csv --actor JNIM --json"),
    )(with_options(list_events))
    app.command("actors", epilog=examples("mapper actors seeds"))(with_options(list_actors))


def list_events(
    sources: Sources = None,
    *,
    json: AsJson = False,
    allow_empty: AllowEmpty = False,
    lenient: Lenient = False,
    reading: ReadOptions,
    conditions: Conditions,
) -> None:
    """List the events, one a line. Exit code 1 if the filter leaves none."""
    whole = read_all(sources, reading, conditions=conditions)
    try:
        chosen = selected(whole, conditions, allow_empty=allow_empty)
    except EmptySelectionError:
        if json:
            print_json([])
        raise
    if json:
        print_json_list(event_texts(chosen))
    else:
        _print_events(chosen)
    leave(whole, lenient=lenient)


def _print_events(dossier: Dossier) -> None:
    from mapper.claims.basis import stated_figures
    from mapper.claims.totals import figures_in_words, total_fatalities, total_sentences
    from mapper.cli.tables import Column, print_table
    from mapper.model.actors.names import ActorNames
    from mapper.model.involved import count_events
    from mapper.model.schema import FATALITY_COLUMNS
    from mapper.model.stand_ins import stands_for

    events = dossier.events
    known = ActorNames(dossier.actors)
    texts = {name: events[name].astype("str").tolist() for name in ("event_id", "date_text", "place", "event_type")}
    actors = {name: events[name].astype("str").tolist() for name in ("actor1", "actor2")}
    dates = [whole or text for whole, text in zip(stands_for(events), texts["date_text"], strict=True)]
    figures = map(figures_in_words, events[list(FATALITY_COLUMNS)].itertuples(index=False, name=None))
    dead = [told or words for told, words in zip(figures, _words_for_figures(events), strict=True)]
    no_room = print_table(
        [
            Column("event", texts["event_id"], whole=True),
            Column("date", dates, whole=True),
            Column("place", texts["place"], whole=True),
            *(
                Column(f"actor {number}", names, short=[*map(known.short, names)])
                for number, names in enumerate(actors.values(), start=1)
            ),
            Column("type", texts["event_type"]),
            Column("dead (low–best–high)", dead, short_heading="dead", whole=True),
            Column("sources disagree on", events["disputed_fields"].tolist(), short_heading="disputed"),
        ]
    )
    say_no_room(no_room)
    say(f"{plural(count_events(events), 'event')}; the order of actors says nothing about who attacked")
    for sentence in total_sentences(total_fatalities(events, stated_figures(dossier))):
        say(sentence)


def _words_for_figures(events: pd.DataFrame) -> list[str]:
    """Return the words that each record has instead of a number of deaths, such as “dozens”."""
    from mapper.model.schema import FATALITY_COLUMNS

    names = [f"{name}_in_file" for name in ("fatalities", *FATALITY_COLUMNS) if f"{name}_in_file" in events]
    rows = events[names].astype("str").itertuples(index=False, name=None)
    return [next((f"“{words}”" for words in row if words), "") for row in rows]


def list_actors(
    sources: Sources = None, *, json: AsJson = False, lenient: Lenient = False, reading: ReadOptions
) -> None:
    """List the actors with their aliases, colours and numbers of events."""
    from mapper.model.involved import events_of_rows, involvements

    dossier = read_all(sources, reading)
    pairs = involvements(dossier.events)
    counts = events_of_rows(dossier.events).iloc[pairs["row"]].groupby(pairs["actor"].to_numpy()).sum()
    records = actor_records(dossier, counts)
    if json:
        print_json(records)
    else:
        _print_actors(records)
        _say_alike(dossier)
    leave(dossier, lenient=lenient)


def _say_alike(dossier: Dossier) -> None:
    """Say which names may be one actor; whether they are is left to the user."""
    from mapper.report.rules.actor_names import ActorsAlike

    with open_gazetteer() as places:
        found = list(ActorsAlike(dossier, places).findings())
    for finding in found[:_NAMED]:
        say(terminal_safe(finding.explanation))
    if found:
        more = f"{len(found) - _NAMED:,} more pairs may be. " if len(found) > _NAMED else ""
        say(f"{more}`mapper check` has the line for actors.csv that makes a pair one.")


def _print_actors(records: list[dict[str, Any]]) -> None:
    from mapper.cli.tables import Column, print_table

    no_room = print_table(
        [
            Column("events", [f"{one['events']}" for one in records], whole=True),
            Column(
                "actor",
                [one["name"] for one in records],
                short=[one["short_name"] or one["name"] for one in records],
                whole=True,
            ),
            Column("kind", [one["kind"] for one in records]),
            Column("colour", [one["colour"] for one in records], whole=True),
            Column("also called", [", ".join(one["aliases"]) for one in records]),
        ]
    )
    say_no_room(no_room)


def event_texts(dossier: Dossier) -> Iterator[str]:
    """Yield each event as JSON: the schema's columns, ISO dates, null for unknown values, and the claims in words.

    `display` maps each claimed field to the sentence to show first, `figures_rest_on` each fatalities column to the
    claims that give its figure; both are empty without claims.

    >>> import json, mapper
    >>> event = json.loads(next(event_texts(mapper.read("seeds"))))
    >>> event["event_id"], event["end_date"], event["figures_rest_on"]
    ('hasham-2018-02', '2018-02-28', {})
    """
    from mapper.claims.summaries import claim_summaries

    words = claim_summaries(dossier)
    names = [json_text(str(name)) for name in (*dossier.events, "display", "figures_rest_on")]
    for start in range(0, len(dossier.events), _AT_ONCE):
        events = dossier.events.iloc[start : start + _AT_ONCE]
        ids = events["event_id"]
        said = ([_in_words(one.get(name)) for name in ids] for one in (words.sentences, words.provenance))
        for cells in zip(*(_cells(column) for _, column in events.items()), *said, strict=True):
            yield json_object(zip(names, cells, strict=True), _MARGIN)


def _cells(column: pd.Series) -> list[str]:
    """Return the cells of a column as JSON; each distinct value is encoded once."""
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    elif column.dtype.kind == "f":
        column = column + 0.0  # -0.0 is 0.0
    values = column.astype("object").where(column.notna(), None).tolist()
    known = {value: json_text(value) for value in set(values)}
    return [known[value] for value in values]


def _in_words(said: Mapping[str, Message] | None) -> str:
    return json_text({name: message.text() for name, message in said.items()}, _MARGIN + "  ") if said else "{}"


def actor_records(dossier: Dossier, counts: pd.Series) -> list[dict[str, Any]]:
    """Return the actors as JSON-ready records, those with most events first."""
    records = []
    for row in dossier.actors.itertuples(index=False):
        record = {name: getattr(row, name) for name in _ACTOR_FIELDS if name != "events"}
        record["aliases"] = names_in_cell(str(row.aliases))
        record["events"] = int(counts.get(row.name, 0))
        records.append(record)
    return sorted(records, key=lambda record: (-record["events"], record["name"]))
