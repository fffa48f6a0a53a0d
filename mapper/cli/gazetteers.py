"""`mapper gazetteer`: the sources that names are looked up in, and how to add to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapper.cli.console import open_gazetteer, print_json, say, say_no_room
from mapper.cli.options import AsJson, examples, kind_of_value, with_options
from mapper.errors import ParameterError
from mapper.model.text import plural, terminal_safe
from mapper.progress import Advance, step

if TYPE_CHECKING:
    from gazetteer import SourceInfo

__all__ = ["add_to"]

_NAME_HELP = "The name that `mapper gazetteer list` shows."
_DOWNLOAD = "To fetch GeoNames' own, which needs a network: mapper gazetteer add --country ML"


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(
        help="The sources that place names are looked up in.", no_args_is_help=True, rich_markup_mode="rich"
    )
    group.command("add", epilog=examples("mapper gazetteer add places.csv", note=_DOWNLOAD))(with_options(add))
    group.command("list", epilog=examples("mapper gazetteer list"))(with_options(list_sources))
    group.command("info", epilog=examples("mapper gazetteer info"))(with_options(info))
    group.command("remove", epilog=examples("mapper gazetteer remove user-places"))(with_options(remove))
    app.add_typer(group, name="gazetteer")


def add(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            parser=kind_of_value("file"),
            help="CSV, spreadsheet, GeoJSON, or a published list of places.",
        ),
    ] = None,
    *,
    country: Annotated[
        list[str] | None, typer.Option(metavar="ML,NE", help="Download GeoNames' dumps of these countries.")
    ] = None,
) -> None:
    """Add places: a table of your own, or a list of GeoNames, Who's On First, GNS, OpenStreetMap, OCHA or UCDP."""
    from gazetteer import add as add_file
    from gazetteer import add_country
    from gazetteer.countries import country_code
    from gazetteer.sources.layouts import NAMES_ALONE, layout_of

    if not files and not country:
        raise ParameterError("gazetteer add", "", "a file, or --country with an ISO code")
    # All names are checked before the first is fetched.
    codes = [country_code(name) for names in country or () for name in map(str.strip, names.split(",")) if name]
    for code in codes:
        with _downloading(code) as progress:
            source = add_country(code, progress=progress)
        _added(source)
    # Lists of names alone are joined to dumps, so they come last.
    for file in sorted(files or (), key=lambda file: layout_of(Path(file)) == NAMES_ALONE):
        before, said = _digests(), list[str]()
        with step(f"Indexing {file}"):
            source = add_file(file, notice=said.append)
        _added(source)
        for sentence in said:
            say(terminal_safe(f"{file}: {sentence}"))
        if before.get(source.name, after := _digests()[source.name]) != after:
            say(f"It replaces what was added as {source.name} before; to keep both, give this file another name.")


def _digests() -> dict[str, str]:
    """Return name → hash of the content of all sources that were added."""
    from gazetteer.sources.added import added_sources

    return {source.name: source.digest() for source in added_sources()}


def list_sources(json: AsJson = False) -> None:
    """List the sources in order of precedence, with counts, dates and licences."""
    from mapper.cli.tables import Column, print_table

    sources = _sources()
    if json:
        _print_sources(sources)
        return
    no_room = print_table(
        [
            Column("source", [source.name for source in sources], whole=True),
            Column("places", [f"{source.count:,}" for source in sources], whole=True),
            Column("date", [source.date for source in sources], whole=True),
            Column("licence", [source.licence for source in sources]),
            Column("what", [source.title for source in sources]),
        ]
    )
    say_no_room(no_room)


def info(json: AsJson = False) -> None:
    """Tell where the index lies and what each source is, with its licence and attribution."""
    from gazetteer import added_folder

    sources = _sources()
    if json:
        _print_sources(sources)
        return
    typer.echo(f"Indexes lie in {added_folder().parent}; CONFLICT_MAPPER_CACHE names another folder.")
    for source in sources:
        typer.echo(f"\n{terminal_safe(source.name)}: {terminal_safe(source.title)}, {plural(source.count, 'place')}")
        for word, value in (
            ("date", source.date),
            ("licence", source.licence),
            ("credit", source.attribution),
            ("see", source.url),
        ):
            if value:
                typer.echo(f"  {word}: {terminal_safe(value)}")


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", parser=kind_of_value("source"), help=_NAME_HELP)],
) -> None:
    """Forget a source that was added."""
    from gazetteer import remove as forget

    if not forget(name):
        raise ParameterError("gazetteer remove", name, "the name of an added source, as `mapper gazetteer list` shows")
    typer.echo(f"removed {terminal_safe(name)}")


def _sources() -> tuple[SourceInfo, ...]:
    with open_gazetteer() as places:
        return places.sources()


def _print_sources(sources: tuple[SourceInfo, ...]) -> None:
    from dataclasses import asdict

    print_json([asdict(source) for source in sources])


def _added(source: SourceInfo) -> None:
    typer.echo(f"added {terminal_safe(source.name)}: {terminal_safe(source.title)}, {plural(source.count, 'place')}")


@contextmanager
def _downloading(country: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a callback for the download of a dump: it takes the bytes received and the total."""
    with ExitStack() as steps:
        advance: Advance | None = None
        before = 0

        def progress(done: int, total: int | None) -> None:
            nonlocal advance, before
            advance = advance or steps.enter_context(step(f"Downloading and indexing {country}", total))
            advance(done - before)
            before = done

        yield progress
