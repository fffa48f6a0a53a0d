"""`mapper example` writes the example dossier, `mapper init` an empty one; both say what to do next."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from gazetteer.files import publish
from mapper.atomic import check_writable, staging
from mapper.cli.console import say
from mapper.cli.options import examples, kind_of_value, with_options
from mapper.cli.starting.files import empty_dossier, example_dossier
from mapper.errors import OutputError
from mapper.model.text import terminal_safe

__all__ = ["add_to"]

_FOLDER = kind_of_value("folder")
Force = Annotated[bool, typer.Option("--force", help="Replace files of the same names that are there.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("example", epilog=examples("mapper example", "mapper example try-it"))(with_options(write_example))
    app.command("init", epilog=examples("mapper init my-dossier"))(with_options(write_empty))


def write_example(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", parser=_FOLDER, help="The folder to write; it is made where missing.")
    ] = "seeds",
    *,
    force: Force = False,
) -> None:
    """Write the example dossier: the events of five articles, with who claims what."""
    _write(Path(folder), example_dossier(), force=force)
    say(f"The example dossier is in {terminal_safe(folder)}. Next:")
    _print_commands(("map", folder, "-o", str(Path("outputs", "map.html"))), ("check", folder))


def write_empty(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", parser=_FOLDER, help="The folder to write; it is made where missing.")
    ],
    *,
    force: Force = False,
) -> None:
    """Write an empty dossier: tables with their columns, and a README that says what belongs in each."""
    _write(Path(folder), empty_dossier(), force=force)
    events = terminal_safe(str(Path(folder, "events.csv")))
    say(f"Fill in {events} in a spreadsheet, an event a row: README.md beside it explains the columns. Then:")
    _print_commands(("check", folder), ("map", folder, "-o", str(Path("outputs", "map.html"))))


def _write(folder: Path, texts: Mapping[str, str], *, force: bool) -> None:
    """Write the files into the folder, all or none.

    If all files are there unchanged, nothing is done. Raises OutputError if some are there and `force` is not given, or
    if the system refuses.
    """
    there = [name for name in texts if (folder / name).exists()]
    if all((folder / name).is_file() and (folder / name).read_bytes() == texts[name].encode() for name in texts):
        return
    if there and not force:
        raise OutputError(
            f"{folder} already has {', '.join(there)}", "name another folder, or write --force to replace them"
        )
    check_writable(folder / next(iter(texts)))
    with staging(folder / "dossier") as hidden:
        for name, text in texts.items():
            (hidden / name).write_text(text, encoding="utf-8", newline="")
        publish([hidden / name for name in texts], folder)


def _print_commands(*commands: tuple[str, ...]) -> None:
    quoted = subprocess.list2cmdline if os.name == "nt" else shlex.join
    for command in commands:
        print(quoted(("mapper", *command)))
