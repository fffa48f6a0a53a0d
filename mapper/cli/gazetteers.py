"""`mapper gazetteer`: the layers that names are looked up in."""

from __future__ import annotations

from typing import Annotated

import typer

from mapper.cli.console import print_json
from mapper.cli.tables import print_table

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(
        help="The layers that place names are looked up in.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list", epilog="Example: mapper gazetteer list")(list_layers)
    app.add_typer(group, name="gazetteer")


def list_layers(
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List the layers in the order they are asked, with counts, dates and licences."""
    from dataclasses import asdict

    from gazetteer import Gazetteer

    with Gazetteer.open() as places:
        layers = places.layers()
    if json:
        print_json([asdict(layer) for layer in layers])
        return
    print_table(
        ["layer", "places", "date", "licence", "what"],
        ((x.name, f"{x.count:,}", x.date, x.licence, x.title) for x in layers),
    )
