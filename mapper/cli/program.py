"""The program with its commands, as Typer runs it and as its help lists them."""

from __future__ import annotations

import typer

from mapper.cli import checking, counting, drafting, events, gazetteers, maps, places, starting
from mapper.cli.mistakes import OnceCommand
from mapper.cli.options import examples

__all__ = ["app"]

app = typer.Typer(
    name="mapper",
    help="Who says what happened where: conflict events on one offline, layered map.",
    no_args_is_help=True,
    epilog=examples(
        "mapper example", "mapper map seeds -o outputs/map.html", "mapper list seeds --actor JNIM --from 2025-06"
    ),
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(on: bool) -> None:
    if on:
        from mapper import __version__

        typer.echo(f"mapper {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False,
        "-V",
        "--version",
        help="Print the version and exit.",
        is_eager=True,
        callback=_version,
    ),
) -> None:
    """Read dossiers, CSV and GeoJSON files; draw, export, list and check them."""


starting.add_to(app)
maps.add_to(app)
events.add_to(app)
counting.add_to(app)
checking.add_to(app)
drafting.add_to(app)
places.add_to(app)
gazetteers.add_to(app)
_groups = [app, *(group.typer_instance for group in app.registered_groups if group.typer_instance)]
for _command in [command for group in _groups for command in group.registered_commands]:
    _command.cls = OnceCommand
