"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 done, 1 the data does not allow it, 2 wrong use. Heavy libraries are imported inside the commands, so that
`mapper place` and `mapper --help` answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from gazetteer.errors import GazetteerError
from mapper.cli import checking, events, gazetteers, maps, places
from mapper.cli.console import complain
from mapper.errors import FilterValueError, MapperError, SourceMissingError, UnknownNameError

__all__ = ["app", "main"]

WRONG_USE = (UnknownNameError, FilterValueError, SourceMissingError)

app = typer.Typer(
    name="mapper",
    help="Who says what happened where: conflict events on one offline, layered map.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
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
        "--version",
        help="Print the version and leave.",
        is_eager=True,
        callback=_version,
    ),
) -> None:
    """Read dossiers, CSV and GeoJSON files; draw, export, list and check them."""


maps.add_to(app)
events.add_to(app)
checking.add_to(app)
places.add_to(app)
gazetteers.add_to(app)


def main() -> NoReturn:
    """Run the command line and leave with its exit code; a user's mistake is one sentence, never a traceback."""
    code = 0
    try:
        app()
    except SystemExit as leave:
        code = leave.code if isinstance(leave.code, int) else 1 if leave.code else 0
    except (MapperError, GazetteerError) as error:
        complain(str(error))
        code = 2 if isinstance(error, WRONG_USE) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        complain("stopped")
        code = 130
    sys.exit(code)
