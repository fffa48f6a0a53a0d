"""Print tables that fit the terminal, and whole ones into a pipe.

On a terminal, columns without a value are left out, and names are shortened before anything is cut. Columns that must
stay whole are never cut: if a line is too short for them, each row takes several lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from mapper.model.text import terminal_safe

__all__ = ["Column", "Layout", "arranged", "print_table"]

_GAP: Final = "  "
_INDENT: Final = "    "
_LEAST: Final = 8
"""A column that would be cut to fewer characters than this is left out."""


def _width(text: str) -> int:
    """Return the width of a text in terminal cells."""
    return len(text) if text.isascii() else cell_len(text)


def _cut(text: str, width: int) -> str:
    return text if _width(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its cells, one a row.

    `short_heading` and `short` are an optional shorter heading and shorter cells, for a line that is too short. The
    cells of a column that is `whole` are never cut. `width` is that of the widest text, in terminal cells.
    """

    heading: str
    cells: Sequence[str]
    short_heading: str = ""
    short: Sequence[str] = ()
    whole: bool = False
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max(map(_width, {self.heading, *self.cells})))

    def safe(self) -> Column:
        """Return the column without control characters."""
        return replace(self, cells=[*map(terminal_safe, self.cells)], short=[*map(terminal_safe, self.short)])

    def shortened(self) -> Column:
        """Return the column with its short heading and cells."""
        return replace(self, heading=self.short_heading or self.heading, cells=self.short or self.cells)

    def cut(self, width: int) -> Column:
        """Return the column no wider than this; cut text ends in an ellipsis."""
        return replace(self, heading=_cut(self.heading, width), cells=[_cut(cell, width) for cell in self.cells])


class Layout(NamedTuple):
    """How a table fits a terminal: the columns of each line of a row, and the headings that did not fit."""

    lines: list[list[Column]]
    left_out: list[str]


def print_table(columns: Sequence[Column]) -> list[str]:
    """Print a table to standard output: fitted to a terminal, whole into a pipe.

    Returns the headings of columns that did not fit the terminal.
    """
    safe = [column.safe() for column in columns]
    if not sys.stdout.isatty():
        _write(_text([safe]))
        return []
    from rich.console import Console

    console = Console(highlight=False)
    layout = arranged(safe, console.width)
    text = _text(layout.lines)
    for _ in layout.lines:
        console.print(next(text), style="bold", markup=False, emoji=False, soft_wrap=True)
    _write(text)
    return layout.left_out


def arranged(columns: Sequence[Column], width: int) -> Layout:
    """Fit the columns to lines of a terminal of this width.

    >>> id, date = Column("id", ["a" * 9], whole=True), Column("date", ["2025-06-13"], whole=True)
    >>> place = Column("place", ["northeastern Mali"])
    >>> [[column.heading for column in line] for line in arranged([id, date, place], 40).lines]
    [['id', 'date', 'place']]
    >>> [[column.heading for column in line] for line in arranged([id, date, place], 20).lines]
    [['id'], ['date'], ['place']]
    >>> arranged([id, date, place], 34).lines[0][2].cells
    ['northeaste…']
    """
    used = [column for column in columns if any(column.cells)] or list(columns)
    if _total(used) <= width:
        return Layout([used], [])
    short = [column.shortened() for column in used]
    whole = [column for column in short if column.whole]
    others = [column for column in short if not column.whole]
    cut = _squeezed(others, width - (_total(whole) if whole else -len(_GAP)))
    if _total(whole) <= width and (len(cut) == len(others) or not whole):
        fitting = [column if column.whole else column.cut(cut[column.heading]) for column in short if _has(cut, column)]
        return Layout([fitting], [column.heading for column in others if column.heading not in cut])
    return _on_several_lines(whole, others, width)


def _has(cut: dict[str, int], column: Column) -> bool:
    return column.whole or column.heading in cut


def _on_several_lines(whole: Sequence[Column], others: Sequence[Column], width: int) -> Layout:
    """Put whole columns on as many lines as they need, and the others beside them if there is room, else below."""
    lines = _packed(whole, width)
    room = width - len(_INDENT) + len(_GAP)
    taken = _total(lines[-1]) + len(_GAP) if len(lines) > 1 else room
    cut = _squeezed(others, room - taken)
    if len(cut) < len(others):
        lines.append([])
        cut = _squeezed(others, room)
    lines[-1] += [column.cut(cut[column.heading]) for column in others if column.heading in cut]
    return Layout(lines, [column.heading for column in others if column.heading not in cut])


def _total(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + len(_GAP) * (len(columns) - 1)


def _packed(columns: Sequence[Column], width: int) -> list[list[Column]]:
    """Put columns one after the other on as many lines as they need; all lines but the first are indented."""
    lines: list[list[Column]] = [[]]
    for column in columns:
        room = width - (len(_INDENT) if len(lines) > 1 else 0)
        if lines[-1] and _total([*lines[-1], column]) > room:
            lines.append([])
        lines[-1].append(column)
    return lines


def _squeezed(columns: Sequence[Column], room: int) -> dict[str, int]:
    """Share the room (gaps included) among the columns that fit, taken in order; return heading → width."""
    widths: dict[str, int] = {}
    for column in columns:
        least = min(column.width, _LEAST) + len(_GAP)
        if least <= room:
            widths[column.heading] = least - len(_GAP)
            room -= least
    wanting = [column for column in columns if widths.get(column.heading, column.width) < column.width]
    while wanting and room >= len(wanting):
        share = room // len(wanting)
        for column in wanting:
            more = min(share, column.width - widths[column.heading])
            widths[column.heading] += more
            room -= more
        wanting = [column for column in wanting if widths[column.heading] < column.width]
    return widths


def _text(lines: Sequence[Sequence[Column]]) -> Iterator[str]:
    """Yield the lines of the headings, then those of each row."""
    yield from (_line(number, line, [column.heading for column in line]) for number, line in enumerate(lines))
    for row in zip(*(zip(*(column.cells for column in line), strict=True) for line in lines), strict=True):
        yield from (_line(number, line, cells) for number, (line, cells) in enumerate(zip(lines, row, strict=True)))


def _line(number: int, columns: Sequence[Column], cells: Sequence[str]) -> str:
    padded = (cell + " " * (column.width - _width(cell)) for column, cell in zip(columns, cells, strict=True))
    return (_INDENT if number else "") + _GAP.join(padded).rstrip()


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
