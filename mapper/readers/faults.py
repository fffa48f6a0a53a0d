"""Collect what is wrong with a table, column by column, and turn it into one table with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from gazetteer.words import Argument
from mapper.model.dossier import empty_table
from mapper.model.schema import FAULT_COLUMNS
from mapper.model.words import Message, fault

__all__ = ["LOGGED_COLUMNS", "FaultLog", "fault_cells", "messages_in"]

LOGGED_COLUMNS: Final = (*FAULT_COLUMNS, "message")
"""While sources are read, faults also have the message for reason and remedy; the dossier keeps messages apart."""


@dataclass
class FaultLog:
    """The faults of one file, kept as tables so that a million of them cost little.

    `lines` gives the line on which each row begins; it is called only if there are faults. `written_as` gives, for
    columns that were renamed, the name that the file uses.

    >>> log = FaultLog("a.csv", lines=lambda: np.array([2, 3]))
    >>> log.add(pd.Series([False, True]), "country", pd.Series(["ML", "Atlantis"]), "no-country")
    >>> log.table()[["line", "reason"]].values.tolist()
    [[3, 'not a country known here']]
    """

    file: str
    lines: Callable[[], np.ndarray]
    written_as: Mapping[str, str] = field(default_factory=dict)
    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self, bad: pd.Series, column: str, values: pd.Series, code: str, *, remedy: str = "", **arguments: Argument
    ) -> None:
        """Note one fault for each row where `bad` is true; for the code and its arguments see `fault`."""
        if not bad.any():
            return
        rows = np.flatnonzero(bad.to_numpy())
        self.parts.append(
            pd.DataFrame(
                {
                    "row": rows,
                    "field": self.written_as.get(column, column),
                    "value": values.iloc[rows].astype("str").to_numpy(),
                    **fault_cells(fault(code, remedy=remedy, **arguments)),
                }
            )
        )

    def table(self) -> pd.DataFrame:
        """Return all faults, in the order of the file's lines, in the columns of `LOGGED_COLUMNS`."""
        if not self.parts:
            return empty_table(FAULT_COLUMNS).astype({"line": "int64"})
        table = pd.concat(self.parts, ignore_index=True)
        table["line"] = self.lines()[table["row"].to_numpy()]
        table["file"] = self.file
        return table.sort_values(["line", "field"], kind="stable", ignore_index=True)[list(LOGGED_COLUMNS)]


def fault_cells(message: Message) -> dict[str, str | Message]:
    """Return the cells for reason and remedy of a row of faults, from the result of `fault`.

    >>> fault_cells(fault("no-colour"))["remedy"]
    'write it as #1b9e77, or leave it empty'
    """
    return {"reason": message["reason"].text(), "remedy": message["remedy"].text(), "message": message}


def messages_in(faults: pd.DataFrame) -> list[Message]:
    """Return the reasons and remedies of the faults that have messages, each once."""
    if "message" not in faults:
        return []
    distinct = {id(said): said for said in faults["message"] if isinstance(said, Message)}
    return [said[part] for said in distinct.values() for part in ("reason", "remedy")]
