"""`mapper place`: resolve names and explain the answers."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mapper.cli.console import bullets, open_gazetteer, print_json
from mapper.cli.options import AsJson, examples, kind_of_value, with_options
from mapper.errors import Fault, FormatError, SourceMissingError
from mapper.model.text import plural, terminal_safe
from mapper.progress import step

if TYPE_CHECKING:
    from gazetteer import Gazetteer, OnlineGeocoder, Query, Resolution
    from gazetteer.words import Message

__all__ = ["add_to"]

_SHOWN = 6
_CHECKED = "shipped:"
"""The beginning of the ids of places that were checked by hand."""
_BATCH_COLUMNS = ("name", "country", "admin1", "admin2", "admin3", "near")
_EXAMPLES = examples('mapper place Kidal "Kidal region" --country ML', "mapper place --batch names.csv --json")
_BATCH_HELP = f"A CSV with the columns {', '.join(_BATCH_COLUMNS)} (all but name optional)."
_PREFER_HELP = "A country that is likelier meant, such as an article's; a place abroad must be twenty times likelier."
_THRESHOLD_HELP = "Refuse answers below this confidence, 0 to 1; 0 forces the best guess."


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("place", epilog=_EXAMPLES)(with_options(place))


def place(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", parser=kind_of_value("place"), help="Place names as they were written."),
    ] = None,
    *,
    country: Annotated[str, typer.Option(metavar="ML", help="The country meant, by ISO code or name.")] = "",
    admin1: Annotated[str, typer.Option(metavar="NAME", help="The first-level area meant.")] = "",
    admin2: Annotated[str, typer.Option(metavar="NAME", help="The second-level area meant.")] = "",
    admin3: Annotated[str, typer.Option(metavar="NAME", help="The third-level area meant, such as a commune.")] = "",
    near: Annotated[str, typer.Option(metavar="NAME", help="A place that it lies near.")] = "",
    prefer_country: Annotated[str, typer.Option(metavar="ML", help=_PREFER_HELP)] = "",
    batch: Annotated[str, typer.Option(metavar="FILE", help=_BATCH_HELP)] = "",
    threshold: Annotated[float | None, typer.Option(min=0, max=1, metavar="SHARE", help=_THRESHOLD_HELP)] = None,
    online: Annotated[bool, typer.Option("--online", help="Ask Nominatim for names that no source knows.")] = False,
    json: AsJson = False,
) -> None:
    """Resolve place names to coordinates, with the reason, the rivals, or a refusal.

    The names of a batch are taken as those of one dossier: where some lie bears on which place others mean.
    """
    from gazetteer import Query
    from gazetteer.countries import countries_called, country_code

    if not countries_called(country):  # "Congo" means two countries
        country_code(country)
    queries = [Query(name, country, admin1, admin2, near, admin3) for name in names or ()]
    queries += list(_batch(batch)) if batch else []
    if not queries:
        raise SourceMissingError(
            "no place is named; give names or --batch FILE, such as `mapper place Kidal --country ML`"
        )
    looking_up = step(f"Looking up {plural(len(queries), 'name')}")
    with looking_up, open_gazetteer(online=_geocoder() if online else None) as places:
        answers = places.resolve(queries, threshold=threshold, together=bool(batch), prefer=prefer_country)
        ready = {} if json else _ready(answers, places)
    if json:
        print_json([answer.as_dict() for answer in answers])
    else:
        print("\n\n".join("\n".join(_explained(answer, ready.get(answer.query, ""))) for answer in answers))


def _ready(answers: Sequence[Resolution], places: Gazetteer) -> dict[Query, str]:
    """Return query → the command that finds a hand-checked conflict place which is a candidate of the refused query.

    Only options that resolve the name to that place are offered: the country, else the first-level area as well.
    """
    refused = [(answer.query, one.place) for answer in answers if not answer.place for one in answer.candidates]
    checked = [(query, place) for query, place in refused if place.place_id.startswith(_CHECKED)]
    asked = [
        (query, place, replace(query, country=place.country, admin1=admin1))
        for query, place in checked
        for admin1 in (query.admin1, place.admin1)
    ]
    found = places.resolve([settled for _, _, settled in asked])
    ready: dict[Query, str] = {}
    for (query, place, settled), answer in zip(asked, found, strict=True):
        if answer.place and answer.place.place_id == place.place_id:
            ready.setdefault(query, _command(settled, answer))
    return ready


def _command(query: Query, answer: Resolution) -> str:
    options = [(f"--{name}", getattr(query, name)) for name in ("country", "admin1", "admin2", "admin3", "near")]
    words = ["mapper", "place", query.name, *(word for pair in options if pair[1] for word in pair)]
    point = "no point" if answer.latitude is None else f"{answer.latitude:.4f}, {answer.longitude:.4f}"
    where = f"{answer.place.name}{_within(answer.place.admin1, answer.place.country)}" if answer.place else ""
    return terminal_safe(f"If {where} at {point} is meant: {shlex.join(words)}")


def _geocoder() -> OnlineGeocoder:
    from gazetteer import OnlineGeocoder

    return OnlineGeocoder()


def _batch(file: str) -> Iterator[Query]:
    """Yield the queries of a table; report rows that could not be read on standard error."""
    from gazetteer import Query
    from mapper.readers.tables.opening import open_table

    table = open_table(file)
    if "name" not in table.frame:
        raise FormatError(f"{file}: no column name; the columns are {', '.join(_BATCH_COLUMNS)}")
    bullets([*table.rejects.itertuples(index=False, name=None)], lambda row: f"Left out: {Fault(*row)}")
    frame = table.frame.reindex(columns=list(_BATCH_COLUMNS), fill_value="")
    for row in frame.itertuples(index=False, name=None):
        yield Query(**dict(zip(_BATCH_COLUMNS, row, strict=True)))


def _within(*parts: str) -> str:
    """Return the known parts (area, country, kind) in brackets."""
    known = ", ".join(filter(None, parts))
    return f" ({known})" if known else ""


def _without_villages(message: Message | None) -> Iterator[str]:
    """Yield the codes of countries without a list of villages, if the message says that a village may be meant."""
    from gazetteer.countries import country_code

    for part in message.parts() if message is not None else ():
        if part.code in ("villages-not-listed", "village-may-be-meant"):
            yield country_code(part["country"].text())


def _percent(confidence: float) -> str:
    """Return a confidence as text; only certainty is 100%.

    >>> _percent(0.98), _percent(0.998), _percent(1.0)
    ('98%', 'over 99%', '100%')
    """
    return "over 99%" if 0.995 <= confidence < 1 else f"{confidence:.0%}"


def _explained(answer: Resolution, ready: str = "") -> Iterator[str]:
    """Yield the lines of one answer: place, location, confidence, reason and rivals.

    `ready` is the command that finds a conflict place of that name.
    """
    from gazetteer.model import one_of_each_country

    name = terminal_safe(answer.query.name)
    if answer.place is None:
        yield f"{name}: {answer.status.replace('_', ' ')}"
        if ready:
            yield f"  {ready}"
    else:
        point = "no point" if answer.latitude is None else f"{answer.latitude:.4f}, {answer.longitude:.4f}"
        radius = f", within {answer.radius_km:g} km" if answer.radius_km else ""
        found = terminal_safe(f"{answer.place.name}{_within(answer.place.admin1, answer.place.country)}")
        yield f"{name} → {found}: {point}{radius}; {_percent(answer.confidence)} sure"
    yield f"  {terminal_safe(answer.reason)}"
    if not ready and answer.message is not None and answer.message.says("country-not-told"):
        country = next(filter(None, (one.place.country for one in answer.candidates)), "ML")
        yield f"  To tell it: --country {country}, or the column country of a table"
    for country in _without_villages(answer.message):
        yield f"  To look further: mapper gazetteer add --country {country}"
    chosen = answer.place.place_id if answer.place else None
    rivals = [one for one in one_of_each_country(answer.candidates) if one.place.place_id != chosen]
    if rivals:
        yield "  Rivals:" if chosen else "  Candidates:"
    for candidate in rivals[:_SHOWN]:
        place = candidate.place
        point = "no point" if place.latitude is None else f"{place.latitude:.4f}, {place.longitude:.4f}"
        known = _within(place.admin1, place.country, place.feature_code)
        what = f"{terminal_safe(place.name + known)} {point}"
        yield f"    {candidate.score:.2f}  {what} — {terminal_safe(candidate.reason)}"
    if len(rivals) > _SHOWN:
        yield f"    … and {len(rivals) - _SHOWN} more (--json shows all)"
