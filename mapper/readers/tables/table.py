"""`Table`: a table of events as text, with its faults as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from gazetteer.errors import Fault
from mapper.model.dossier import empty_table
from mapper.model.schema import FAULT_COLUMNS, SKIPPED_COLUMNS

__all__ = [
    "Table",
    "cells",
    "fault_table",
    "in_short",
    "no_faults",
    "none_skipped",
    "renamed",
    "skipped_table",
    "stem_of",
]


def no_faults() -> pd.DataFrame:
    """Return an empty table of faults.

    >>> len(no_faults())
    0
    """
    return empty_table(dict.fromkeys(FAULT_COLUMNS, "str") | {"line": "int64"})


def none_skipped() -> pd.DataFrame:
    """Return an empty table of skipped rows.

    >>> list(none_skipped())
    ['file', 'line', 'kind', 'value']
    """
    return empty_table(SKIPPED_COLUMNS)


def skipped_table(rows: Iterable[tuple[str, int, str, str]]) -> pd.DataFrame:
    """Return skipped rows as a table with `SKIPPED_COLUMNS`.

    >>> skipped_table([("a.csv", 9, "total", "Total, 5")]).kind.tolist()
    ['total']
    """
    return pd.DataFrame(list(rows), columns=list(SKIPPED_COLUMNS)).astype(SKIPPED_COLUMNS)


def fault_table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Return faults as a table in `FAULT_COLUMNS`.

    >>> fault_table([Fault("a.csv", 3, "", "", "too long", "shorten it")]).line.tolist()
    [3]
    """
    rows = list(faults)
    if not rows:
        return no_faults()
    columns = dict(zip(Fault._fields, zip(*rows, strict=True), strict=True))
    texts = {name: pd.Series(columns[name], dtype="str") for name in FAULT_COLUMNS if name != "line"}
    return pd.DataFrame({**texts, "line": columns["line"]})[list(FAULT_COLUMNS)].astype({"line": "int64"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Attributes
    ----------
    name
        The source, as messages name it.
    frame
        One column of text per header cell, one row per row of the source that could be split into cells. A column is a
        pandas categorical if its rows share texts, else str; `cells` returns it as str.
    lines
        Returns the line on which each of these rows begins (the header is line 1). Called only if it is needed.
    rejects
        The rows that could not be split, in `FAULT_COLUMNS`.
    faults
        Faults of the file itself, in `FAULT_COLUMNS`.
    duplicates
        The number of rows left out because there is a newer row of the same event.
    written_as
        Renamed column → its name in the file.
    order
        The order of day and month that the user states, as named in `mapper.model.dates`; `""` if none.
    skipped
        The rows that are not events, in `SKIPPED_COLUMNS`; they do not count as read.
    missing
        Column of the file → word for a missing value → number of cells; these cells are empty in `frame`.
    notices
        Sentences for the user about what was read of the file and what was not.
    title
        The file's own title, such as the `name` of a GeoJSON.
    tags
        Column name in the file → HXL tag.
    """

    name: str
    frame: pd.DataFrame
    lines: Callable[[], np.ndarray]
    rejects: pd.DataFrame = field(default_factory=no_faults)
    faults: pd.DataFrame = field(default_factory=no_faults)
    duplicates: int = 0
    written_as: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    skipped: pd.DataFrame = field(default_factory=none_skipped)
    missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    title: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Rows of the source: kept, left out as duplicates, and rejected."""
        return len(self.frame) + self.duplicates + len(self.rejects)

    def with_rows(self, kept: np.ndarray, **changes: Any) -> Table:
        """Return the table with the rows that a mask keeps, each with its line, and further fields changed.

        >>> table = Table("a.csv", pd.DataFrame({"place": ["Gao", "Kidal"]}), lambda: np.array([2, 3]))
        >>> table.with_rows(np.array([False, True])).lines().tolist()
        [3]
        """
        rows = np.flatnonzero(kept)
        frame = self.frame.iloc[rows].reset_index(drop=True)
        return replace(self, frame=frame, lines=lambda: self.lines()[rows], **changes)


def stem_of(name: str) -> str:
    """Return the prefix of ids made for the rows of a file: its name without folder and suffixes.

    >>> stem_of("data/my incidents.csv.gz")
    'my-incidents'
    """
    return PurePath(name).name.split(".")[0].replace(" ", "-")


def cells(frame: pd.DataFrame, *names: str) -> pd.Series:
    """Return the first of these columns that exists, as str without surrounding blanks; else empty texts.

    >>> cells(pd.DataFrame({"best_est": [" 5 "]}), "best", "best_est").tolist()
    ['5']
    """
    for name in names:
        if name in frame:
            return _stripped(frame[name])
    return pd.Series("", index=frame.index, dtype="str")


def _stripped(column: pd.Series) -> pd.Series:
    """Return a column as str without surrounding blanks; each distinct text of a categorical is stripped once."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or column.hasnans:
        return column.astype("str").str.strip()
    texts: pd.Series = pd.Series(column.cat.categories, dtype="str").str.strip().take(column.cat.codes.to_numpy())
    return texts.set_axis(column.index).rename(str(column.name))


def renamed(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the frame with columns renamed; if two would have the same name, the second gets a number.

    >>> list(renamed(pd.DataFrame(columns=["place_id", "place_id_in_file"]), {"place_id": "place_id_in_file"}))
    ['place_id_in_file', 'place_id_in_file_2']
    """
    chosen: list[str] = []
    for number, column in enumerate(map(str, frame.columns), 1):
        name = names.get(column, column)
        while name in chosen:
            name = f"{name}_{number}"
        chosen.append(name)
    return frame.set_axis(chosen, axis="columns")


def in_short(names: Iterable[object], *, most: int = 8, longest: int = 40) -> str:
    """Return the first column names in words, each cut to fit into a sentence.

    >>> in_short(["date", "x" * 1000], longest=5)
    'date, xxxx…'
    """
    first = [str(name) for name in islice(names, most)]
    return ", ".join(name if len(name) <= longest else name[: longest - 1] + "…" for name in first)
