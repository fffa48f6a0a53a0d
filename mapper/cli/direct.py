"""`mapper map FILE` the direct way: a clean table becomes its map without Typer and pandas (docs/design/direct.md).

Whatever is out of the ordinary, in the arguments or in the file, is left to the command in `mapper.cli.maps`, which
says what is wrong; here nothing is ever said but what went into the map.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mapper.cli.console import open_gazetteer
from mapper.cli.summary import say_disputed, say_located, say_read, say_written

if TYPE_CHECKING:
    from mapper.render.mapdata import MapData

__all__ = ["draw_directly"]


class _NotPlainError(Exception):
    """The arguments are for the whole command line to read, or to refuse."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NotPlainError(message)


def draw_directly(arguments: Sequence[str]) -> bool:
    """Draw the map that `mapper map` with these arguments asks for; False where that is not for the direct way."""
    try:
        asked = _parser().parse_args(arguments)
    except _NotPlainError:
        return False
    if asked.output == "-" or asked.source.startswith("-"):
        return False
    from mapper.direct import leave_pandas, take_pandas_back

    left, drawn = leave_pandas(), False
    try:
        drawn = _drawn(asked)
    finally:
        if left and not drawn:
            take_pandas_back()
    return drawn


def _parser() -> argparse.ArgumentParser:
    """Return what reads the few options that change nothing but the drawing; it refuses all others."""
    from mapper.render.drawing import COLOUR_BY, LANGUAGES, NOTES

    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("source")
    parser.add_argument("-o", "--output", default="outputs/map.html")
    parser.add_argument("--colour-by", choices=COLOUR_BY, default="actor")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--notes", choices=NOTES, default="full")
    parser.add_argument("--title", default="")
    return parser


def _drawn(asked: argparse.Namespace) -> bool:
    from mapper.direct import clean_map_data, opened_table

    table = opened_table(asked.source, without=frozenset({"notes"} if asked.notes == "none" else ()))
    data = None if table is None else clean_map_data(table)
    if data is None or not len(data):
        return False
    _draw(data, asked)
    return True


def _draw(data: MapData, asked: argparse.Namespace) -> None:
    from mapper.atomic import write_text
    from mapper.model.arrow import mask
    from mapper.model.coded import texts_of
    from mapper.render.drawing import Drawing
    from mapper.render.page import drawn_page

    missing = texts_of(data.texts["place_reason"].filter(mask(data.are("unlocated"))))
    say_read(read=len(data), used=len(data))
    say_located(len(data) - len(missing), Counter(missing))
    say_disputed([])
    drawing = Drawing(asked.title, asked.colour_by, asked.lang, asked.notes)
    with open_gazetteer() as places:
        page = drawn_page(data, drawing, places)
    say_written(write_text(Path(asked.output), page))
