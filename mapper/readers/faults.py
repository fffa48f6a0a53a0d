"""Collect what is wrong with a table, column by column, and turn it into one table with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from mapper.model.dossier import empty_table
from mapper.model.schema import FAULT_COLUMNS

__all__ = ["FaultLog"]


@dataclass
class FaultLog:
    """The faults of one file, kept as tables so that a million of them cost little more than none.

    `lines` gives the line each row begins on; it is called only when there is something to say. `written_as` gives, for
    columns that were renamed, the name that the file uses.

    >>> log = FaultLog("a.csv", lines=lambda: np.array([2, 3]))
    >>> log.add(pd.Series([False, True]), "place", pd.Series(["x", "y"]), "unknown", "check the spelling")
    >>> log.table().line.tolist()
    [3]
    """

    file: str
    lines: Callable[[], np.ndarray]
    written_as: Mapping[str, str] = field(default_factory=dict)
    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(self, bad: pd.Series, column: str, values: pd.Series, reason: str, remedy: str) -> None:
        """Note one fault for each row where `bad` is true."""
        if not bad.any():
            return
        rows = np.flatnonzero(bad.to_numpy())
        self.parts.append(
            pd.DataFrame(
                {
                    "row": rows,
                    "field": self.written_as.get(column, column),
                    "value": values.iloc[rows].astype("str").to_numpy(),
                    "reason": reason,
                    "remedy": remedy,
                }
            )
        )

    def table(self) -> pd.DataFrame:
        """Return all faults, in the order of the file's lines, in the columns of `FAULT_COLUMNS`."""
        if not self.parts:
            return empty_table(FAULT_COLUMNS).astype({"line": "int64"})
        table = pd.concat(self.parts, ignore_index=True)
        table["line"] = self.lines()[table["row"].to_numpy()]
        table["file"] = self.file
        return table.sort_values(["line", "field"], kind="stable", ignore_index=True)[list(FAULT_COLUMNS)]
