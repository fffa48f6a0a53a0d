"""The account of cells: what became of each column of a table, and of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.schema import ACCOUNT_COLUMNS, EVENT_INPUT_COLUMNS, LIST_SEPARATOR
from mapper.model.words import Message
from mapper.readers.tables.table import Table, cells

__all__ = ["account_of", "fields_of"]

_KEPT = frozenset({"kept-as-published", "undecided-versions-remedy", "after-today-remedy", "before-1900-remedy"})
"""Remedies of faults in cells whose value was still used."""


def account_of(
    table: Table, faults: pd.DataFrame, fields: Mapping[str, Collection[str]], *, own: Collection[str] = ()
) -> pd.DataFrame:
    r"""Return one row for each column of a table, in `ACCOUNT_COLUMNS`; its cells are each counted once.

    Parameters
    ----------
    table
        As it was opened, under the names of its file.
    faults
        The faults of the same file, with the column as the file calls it.
    fields
        The fields that each column became.
    own
        The columns that are kept under their own names.

    >>> from mapper.readers.tables.opening import read_table
    >>> account_of(read_table(b"event_id,place\na,Gao\nb,\n", "a.csv"), pd.DataFrame(), {"place": ["place"]}).empty
    False
    """
    wrong = _not_understood(faults, table)
    rows = []
    for name in map(str, table.frame.columns):
        size, words = len(table.frame), table.missing.get(name, {})
        missing, bad = sum(words.values()), wrong[name]
        blank = _blank_cells(table.frame[name]) - missing
        became = "field" if fields.get(name) else "own" if name in own and blank + missing < size else "unused"
        counts = {"cells": size, "read": size - blank - missing - bad, "empty": blank, "missing": missing}
        listed = LIST_SEPARATOR.join(f"{word} ({count})" for word, count in words.items())
        texts = {"column": name, "became": became, "fields": LIST_SEPARATOR.join(fields.get(name, ())), "words": listed}
        rows.append({"file": table.name, **texts, **counts, "not_understood": bad})
    return pd.DataFrame(rows, columns=list(ACCOUNT_COLUMNS)).astype(ACCOUNT_COLUMNS)


def fields_of(table: Table, sources_of: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the fields that each column of a file became, given its table in the schema's columns.

    >>> fields_of(Table("a.csv", pd.DataFrame({"place": ["Gao"]}), lambda: [2], written_as={"place": "Ort"}), {})
    {'Ort': ('place',)}
    """
    pairs = [(table.written_as.get(name, name), name) for name in EVENT_INPUT_COLUMNS if name in table.frame]
    pairs += [(table.written_as.get(one, one), name) for name, several in sources_of.items() for one in several]
    found: dict[str, tuple[str, ...]] = {}
    for column, name in dict.fromkeys(pairs):
        found[column] = (*found.get(column, ()), name)
    return found


def _not_understood(faults: pd.DataFrame, table: Table) -> Counter[str]:
    """Return how many cells of each column have a fault that dropped their value."""
    counts: Counter[str] = Counter()
    if not len(faults):
        return counts
    written = faults["value"].str.strip() != ""
    if "message" in faults:
        written &= ~faults["message"].map(_is_kept).astype(bool)
    columns = set(map(str, table.frame.columns))
    for name, wrong in faults.loc[written, ["line", "field"]].drop_duplicates().groupby("field", sort=False):
        field = str(name)
        parts = [] if field in columns else field.split(", ")  # a value that was made from several columns
        if parts and columns.issuperset(parts):
            rows = table.frame.loc[np.isin(table.lines(), wrong["line"])]
            counts.update({part: int((cells(rows, part) != "").sum()) for part in parts})
        else:
            counts[field] += len(wrong)
    return counts


def _is_kept(said: object) -> bool:
    return isinstance(said, Message) and getattr(said["remedy"], "code", "") in _KEPT


def _blank_cells(column: pd.Series) -> int:
    """Return how many cells have only blanks."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        blank = [code for code, text in enumerate(column.cat.categories) if not str(text).strip()]
        return int(column.cat.codes.isin([*blank, -1]).sum())
    texts = pc.fill_null(pa.array(column, pa.large_string(), from_pandas=True), "")
    return int(pc.sum(pc.or_(pc.utf8_is_space(texts), pc.equal(texts, ""))).as_py() or 0)
