"""Merged cells of a spreadsheet: only the first has what is written; those below it get its value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

__all__ = ["MergedCells"]


class MergedCells:
    """Fills cells that are merged with one above them, and counts them.

    Cells merged with one to the left stay empty: a title or a remark across a sheet is no value of each column.

    Parameters
    ----------
    ranges
        The corners of each range of merged cells, as (row, column), from the first row that is to be filled.
    left_empty
        The columns that stay as they are: a figure for several rows together is not the figure of each.

    >>> merged = MergedCells([((0, 0), (1, 0)), ((0, 1), (1, 1))], left_empty={1})
    >>> list(merged.filled([["Gao", 12], ["", ""]])), merged.count, merged.count_left_empty
    ([['Gao', 12], ['Gao', '']], 1, 1)
    """

    def __init__(
        self, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], *, left_empty: Container[int] = ()
    ) -> None:
        self._tall: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in ranges:
            if 0 <= top < bottom:
                self._tall.setdefault(top, []).append((column, bottom))
        self._left_empty = left_empty
        self.count = 0
        self.count_left_empty = 0

    def filled(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield the rows with their merged cells filled."""
        open_: dict[int, tuple[int, Any]] = {}  # column → last row, value
        for number, row in enumerate(rows):
            open_ = {column: held for column, held in open_.items() if held[0] >= number}
            yield self._with(row, open_) if open_ else row
            open_ |= {column: (last, row[column]) for column, last in self._tall.get(number, ()) if column < len(row)}

    def _with(self, row: Sequence[Any], values: dict[int, tuple[int, Any]]) -> Sequence[Any]:
        cells = list(row)
        for column, (_, value) in values.items():
            if value in ("", None) or cells[column] not in ("", None):
                continue
            if column in self._left_empty:
                self.count_left_empty += 1
            else:
                cells[column] = value
                self.count += 1
        return cells

    def words(self) -> str:
        """Return how many cells were filled, and how many stayed empty; `""` where no cells were merged."""
        said = []
        if self.count:
            said.append(f"{_cells(self.count)} filled with what the cell above, merged with it, says")
        if self.count_left_empty:
            said.append(f"{_cells(self.count_left_empty)} left empty: a figure in merged cells is not that of each row")
        return "; ".join(said)


def _cells(number: int) -> str:
    return f"{number:,} {'cell' if number == 1 else 'cells'}"
