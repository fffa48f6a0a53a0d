"""`mapper place`: resolve names and explain the answers, at once: it imports nothing but the gazetteer.

Its options are read by argparse: Typer imports pydantic when it runs a command, which takes longer than the look-up.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mapper.cli.console import open_gazetteer, print_json
from mapper.errors import FormatError, SourceMissingError
from mapper.model.text import terminal_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

    from gazetteer import OnlineGeocoder, Query, Resolution

__all__ = ["add_to", "place"]

_SHOWN = 6
_BATCH_COLUMNS = ("name", "country", "admin1", "admin2", "near")
_SUMMARY = "Resolve place names to coordinates, with the reason, the rivals, or a refusal."
_EXAMPLES = 'Examples: mapper place Kidal "Kidal region" --country ML   |   mapper place --batch names.csv --json'


def add_to(app: typer.Typer) -> None:
    """List the command in the program's help; `main` runs it without Typer."""
    settings = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
    app.command("place", help=_SUMMARY, context_settings=settings)(lambda: place(sys.argv[2:]))


def place(arguments: Sequence[str]) -> None:
    """Answer `mapper place` with these arguments; a batch is taken as the names of one dossier."""
    from gazetteer import Query

    asked = _parser().parse_args(arguments)
    context = {key: getattr(asked, key) for key in _BATCH_COLUMNS[1:]}
    queries = [Query(name, **context) for name in asked.names]
    queries += list(_batch(asked.batch)) if asked.batch else []
    if not queries:
        raise SourceMissingError(
            "no place is named; give names or --batch FILE, such as `mapper place Kidal --country ML`"
        )
    with open_gazetteer(online=_geocoder() if asked.online else None) as places:
        answers = places.resolve(queries, threshold=asked.threshold, together=bool(asked.batch))
    if asked.json:
        print_json([answer.as_dict() for answer in answers])
    else:
        print("\n\n".join("\n".join(_explained(answer)) for answer in answers))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("mapper place", description=_SUMMARY, epilog=_EXAMPLES)
    parser.add_argument("names", nargs="*", metavar="NAME", help="place names as they were written")
    for option, shown, words in (
        ("--country", "ML", "the country meant, by ISO code or name"),
        ("--admin1", "NAME", "the first-level area meant"),
        ("--admin2", "NAME", "the second-level area meant"),
        ("--near", "NAME", "a place that it lies near"),
        ("--batch", "FILE", f"a CSV with the columns {', '.join(_BATCH_COLUMNS)} (all but name optional)"),
    ):
        parser.add_argument(option, default="", metavar=shown, help=words)
    parser.add_argument(
        "--threshold",
        type=_share,
        metavar="SHARE",
        help="refuse answers below this confidence, 0 to 1; 0 forces the best guess",
    )
    parser.add_argument("--online", action="store_true", help="ask Nominatim for names that no layer knows")
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return parser


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return share


def _geocoder() -> OnlineGeocoder:
    from gazetteer import OnlineGeocoder

    return OnlineGeocoder()


def _batch(file: str) -> Iterator[Query]:
    from gazetteer import Query
    from mapper.readers.tables.bytes import read_bytes
    from mapper.readers.tables.table import read_table

    frame = read_table(read_bytes(file), file).frame
    if "name" not in frame:
        raise FormatError(f"{file}: no column name; the columns are {', '.join(_BATCH_COLUMNS)}")
    for row in frame.reindex(columns=list(_BATCH_COLUMNS), fill_value="").itertuples(index=False, name=None):
        yield Query(**dict(zip(_BATCH_COLUMNS, row, strict=True)))


def _within(*parts: str) -> str:
    """Return in brackets what is known of where a place is and of what kind it is."""
    known = ", ".join(filter(None, parts))
    return f" ({known})" if known else ""


def _explained(answer: Resolution) -> Iterator[str]:
    """Yield the lines that answer one name: what, where, how sure, why, and the rivals."""
    name = terminal_safe(answer.query.name)
    if answer.place is None:
        yield f"{name}: {answer.status.replace('_', ' ')}"
    else:
        point = "no point" if answer.latitude is None else f"{answer.latitude:.4f}, {answer.longitude:.4f}"
        radius = f", within {answer.radius_km:g} km" if answer.radius_km else ""
        found = terminal_safe(f"{answer.place.name}{_within(answer.place.admin1, answer.place.country)}")
        yield f"{name} → {found}: {point}{radius}; {answer.confidence:.0%} sure"
    yield f"  {terminal_safe(answer.reason)}"
    chosen = answer.place.place_id if answer.place else None
    rivals = [candidate for candidate in answer.candidates if candidate.place.place_id != chosen]
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
