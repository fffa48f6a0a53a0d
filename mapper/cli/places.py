"""`mapper place`: resolve names and explain the answers, at once: it imports nothing but the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mapper.cli.console import open_gazetteer, print_json
from mapper.errors import FormatError, SourceMissingError
from mapper.model.terminal import terminal_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer import OnlineGeocoder, Query, Resolution

__all__ = ["add_to"]

_SHOWN = 6
_BATCH_COLUMNS = ("name", "country", "admin1", "admin2", "near")
_THRESHOLD = "Refuse answers below this confidence; 0 forces the best guess."
_BATCH = "A CSV with the columns name, country, admin1, admin2, near (all but name optional)."
_EXAMPLES = 'Examples: mapper place Kidal "Kidal region" --country ML   |   mapper place --batch names.csv --json'


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        "place",
        epilog='Examples: mapper place Kidal "Kidal region" --country ML   |   mapper place --batch names.csv --json',
    )(place)


def place(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Place names as they were written.")] = None,
    *,
    country: Annotated[str, typer.Option(metavar="ML", help="The country meant, by ISO code or name.")] = "",
    admin1: Annotated[str, typer.Option("--admin1", metavar="NAME", help="The first-level area meant.")] = "",
    admin2: Annotated[str, typer.Option("--admin2", metavar="NAME", help="The second-level area meant.")] = "",
    near: Annotated[str, typer.Option(metavar="NAME", help="A place that it lies near.")] = "",
    threshold: Annotated[float | None, typer.Option(min=0.0, max=1.0, help=_THRESHOLD)] = None,
    batch: Annotated[str, typer.Option(metavar="FILE", help=_BATCH)] = "",
    online: Annotated[bool, typer.Option("--online", help="Ask Nominatim for names that no layer knows.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Resolve place names to coordinates, with the reason, the rivals, or a refusal."""
    from gazetteer import Query

    queries = [Query(name, country=country, admin1=admin1, admin2=admin2, near=near) for name in names or ()]
    queries += list(_batch(batch)) if batch else []
    if not queries:
        raise SourceMissingError(
            "no place is named; give names or --batch FILE, such as `mapper place Kidal --country ML`"
        )
    with open_gazetteer(online=_geocoder() if online else None) as places:
        answers = places.resolve(queries, threshold=threshold)
    if json:
        print_json([answer.as_dict() for answer in answers])
        return
    typer.echo("\n\n".join("\n".join(_explained(answer)) for answer in answers))


def _geocoder() -> OnlineGeocoder:
    from gazetteer import OnlineGeocoder

    return OnlineGeocoder()


def _batch(file: str) -> Iterator[Query]:
    from gazetteer import Query
    from mapper.readers.bytes import read_bytes
    from mapper.readers.table import read_table

    frame = read_table(read_bytes(file), file).frame
    if "name" not in frame:
        raise FormatError(f"{file}: no column name; the columns are {', '.join(_BATCH_COLUMNS)}")
    for row in frame.reindex(columns=list(_BATCH_COLUMNS), fill_value="").itertuples(index=False, name=None):
        yield Query(**dict(zip(_BATCH_COLUMNS, row, strict=True)))


def _explained(answer: Resolution) -> Iterator[str]:
    """Yield the lines that answer one name: what, where, how sure, why, and the rivals."""
    name = terminal_safe(answer.query.name)
    if answer.place is None:
        yield f"{name}: {answer.status.replace('_', ' ')}"
    else:
        where = ", ".join(filter(None, (answer.place.admin1, answer.place.country)))
        point = "no point" if answer.latitude is None else f"{answer.latitude:.4f}, {answer.longitude:.4f}"
        radius = f", within {answer.radius_km:g} km" if answer.radius_km else ""
        found = terminal_safe(f"{answer.place.name} ({where})")
        yield f"{name} → {found}: {point}{radius}; {answer.confidence:.0%} sure"
    yield f"  {terminal_safe(answer.reason)}"
    chosen = answer.place.place_id if answer.place else None
    rivals = [candidate for candidate in answer.candidates if candidate.place.place_id != chosen]
    if rivals:
        yield "  Rivals:" if chosen else "  Candidates:"
    for candidate in rivals[:_SHOWN]:
        place = candidate.place
        point = "no point" if place.latitude is None else f"{place.latitude:.4f}, {place.longitude:.4f}"
        where = ", ".join(filter(None, (place.admin1, place.country)))
        what = f"{terminal_safe(f'{place.name} ({where}; {place.feature_code})')} {point}"
        yield f"    {candidate.score:.2f}  {what} — {terminal_safe(candidate.reason)}"
    if len(rivals) > _SHOWN:
        yield f"    … and {len(rivals) - _SHOWN} more (--json shows all)"
