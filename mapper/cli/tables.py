"""Print tables that fit the terminal, and whole ones into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from mapper.model.text import terminal_safe

__all__ = ["print_table"]

_WIDE = 10_000


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of text; cells are shown as they are, never read as markup, and are cut only on a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*(Text(terminal_safe(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, soft_wrap=not sys.stdout.isatty()).print(
        table
    )
