"""Find the row of the drawn counts of each event: from a file's rows through the sum to the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from mapper.cube.events import event_numbers, keys_at
from mapper.cube.levels import LEVELS, OTHER_ACTORS, events_of_actors, placed, with_few_actors
from mapper.cube.partition import counts_of_rows
from mapper.cube.read import CountedFiles, met_counts
from mapper.cube.table import CountTable, grouped, rows_alike
from mapper.model.dossier import Dossier
from mapper.model.text import fold_name

__all__ = ["RowsOfSum", "numbers_of_ids"]


class RowsOfSum:
    """Finds the rows of a sum of counts that count given events.

    Raises ValueError for counts that were read without their sum (`with_sum`).

    >>> from gazetteer import Gazetteer
    >>> from mapper.cube import read_counts
    >>> from mapper.cube.partition import chosen_rows
    >>> with Gazetteer.open() as places:
    ...     counted = read_counts(["seeds/events.csv"], gazetteer=places, with_sum=True)
    >>> rows = RowsOfSum(counted)
    >>> found = rows.of_events(chosen_rows(counted.files[0], counted.task)[1])
    >>> len(found), bool((found >= 0).all()), bool(len(rows.drawn()) == max(found) + 1)
    (45, True, True)
    """

    def __init__(self, counted: CountedFiles) -> None:
        if counted.counts is None:
            raise ValueError("counts without their sum")
        self._counted, self._sum = counted, counted.counts
        self._told = events_of_actors(self._sum.table).keys() - {fold_name(OTHER_ACTORS)}

    def of_events(self, chosen: Dossier) -> np.ndarray:
        """Return for each event of a file its row in the sum."""
        table, level = counts_of_rows(chosen, self._counted.task), self._sum.level
        keys = placed(table, level)
        if LEVELS[level].actors:
            keys = with_few_actors(keys, self._told)
        return rows_alike(self._sum.table, keys)

    def placed(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return these columns of the placed row that each row of the sum became; missing if it became none."""
        events = self._counted.dossier.events[list(columns)]
        return events.set_axis(numbers_of_ids(self._counted.dossier.events)).reindex(event_numbers(self._sum.table))

    def drawn(self) -> np.ndarray:
        """Return for each row of the sum the number of its drawn row (`numbers_of_ids`); -1 if it is not drawn."""
        numbers = event_numbers(self._sum.table)
        met = met_counts(self._counted).events
        drawn = np.full(len(numbers), -1, dtype=np.int64)
        drawn[numbers_of_ids(met)] = _at_resolution(met, self._counted.level)
        found: np.ndarray = drawn[numbers]
        return found


def _at_resolution(met: pd.DataFrame, level: int) -> np.ndarray:
    """Return for each placed row the number of the row that it becomes at a resolution."""
    if not level:
        return numbers_of_ids(met)
    keys = keys_at(met, level)
    counts = CountTable(grouped(keys), level)
    found: np.ndarray = event_numbers(counts.table)[rows_alike(counts.table, keys)]
    return found


def numbers_of_ids(events: pd.DataFrame) -> np.ndarray:
    """Return the row numbers, from 0, that are in the ids of counts.

    >>> numbers_of_ids(pd.DataFrame({"event_id": ["count-7", "count-1"]})).tolist()
    [6, 0]
    """
    ids = pa.array(events["event_id"], pa.large_string())
    numbers: np.ndarray = pa.compute.utf8_slice_codeunits(ids, len("count-")).cast(pa.int64()).to_numpy() - 1
    return numbers
