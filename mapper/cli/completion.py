"""Shell completion of option values: words of the vocabulary, and names in the sources typed so far."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

import typer

__all__ = ["completer"]

Offer = tuple[str, str]
"""A value, and the shell's help on it."""

_MOST_ROWS: Final = 20_000


def completer(values: str) -> Callable[[typer.Context, str], list[Offer]]:
    """Return a function that completes the values of an option; `values` is one of `_OFFERS`."""

    def complete(context: typer.Context, incomplete: str) -> list[Offer]:
        offers = dict.fromkeys(offer for offer in _OFFERS[values](context) if offer[0].startswith(incomplete))
        return [(_quoted(value), about) for value, about in offers if value]

    return complete


def _quoted(value: str) -> str:
    """Return a value quoted for the shell: bash inserts it unchanged, the others quote it themselves."""
    return value.replace(" ", "\\ ") if os.environ.get("_MAPPER_COMPLETE", "").endswith("bash") else value


def _rows(context: typer.Context, table: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table of the dossiers typed so far; CSV files count as a table of events."""
    # While the last option still lacks its value, Typer parses no arguments and leaves them all in `args`.
    for source in context.params.get("sources") or context.args or ["seeds"]:
        path = Path(source)
        file = path / table if path.is_dir() else path
        if file.suffix == ".csv" and (path.is_dir() or table == "events.csv"):
            with suppress(OSError, csv.Error, UnicodeError), file.open(encoding="utf-8-sig", newline="") as lines:
                yield from islice(csv.DictReader(lines), _MOST_ROWS)


def _cells(table: str, *columns: str) -> Callable[[typer.Context], Iterator[Offer]]:
    def offers(context: typer.Context) -> Iterator[Offer]:
        return ((row.get(column) or "", "") for row in _rows(context, table) for column in columns)

    return offers


def _actors(context: typer.Context) -> Iterator[Offer]:
    for row in _rows(context, "actors.csv"):
        short = row.get("short_name") or ""
        yield (row.get("actor_id") or "" if " " in short or not short else short), row.get("name") or ""
    yield from _cells("events.csv", "actor1", "actor2")(context)


def _sources(context: typer.Context) -> Iterator[Offer]:
    return ((row.get("source_id") or "", row.get("publisher") or "") for row in _rows(context, "sources.csv"))


def _types(context: typer.Context) -> Iterator[Offer]:
    from mapper.vocabulary import terms

    yield from ((term, "") for term in terms("event_types"))
    yield from _cells("events.csv", "event_type", "sub_event_type")(context)


def _months(context: typer.Context) -> Iterator[Offer]:
    days = ((row.get("event_date") or "")[:7] for row in _rows(context, "events.csv"))
    return ((month, "") for month in sorted({day for day in days if len(day) == len("2025-06")}))


def _formats(_: typer.Context) -> Iterable[Offer]:
    from mapper.readers.formats import FORMAT_NAMES

    return ((name, "") for name in FORMAT_NAMES)


def _countries(_: typer.Context) -> Iterable[Offer]:
    from gazetteer.countries import country_rows

    return ((row["iso2"], row["name"]) for row in country_rows())


def _precisions(_: typer.Context) -> Iterable[Offer]:
    from mapper.vocabulary import label, terms

    return ((step, label("geo_precisions", step)) for step in terms("geo_precisions"))


def _tiles(_: typer.Context) -> Iterable[Offer]:
    from xyzservices import providers  # type: ignore[import-untyped]

    return ((name, "") for name, tiles in providers.flatten().items() if not tiles.requires_token())


_OFFERS: Final[Mapping[str, Callable[[typer.Context], Iterable[Offer]]]] = {
    "actors": _actors,
    "areas": _cells("events.csv", "admin1"),
    "countries": _countries,
    "districts": _cells("events.csv", "admin2"),
    "fields": _cells("claims.csv", "field"),
    "formats": _formats,
    "months": _months,
    "places": _cells("events.csv", "place"),
    "precisions": _precisions,
    "sources": _sources,
    "tiles": _tiles,
    "types": _types,
}
