"""Guard text that a spreadsheet program would run as a formula with an apostrophe, and undo it.

The guard is OWASP's against "CSV injection": text that begins with `= + - @`, a tab or a line break gets an apostrophe
in front. Text that begins with apostrophes and then one of these gets one more, so that the guard can be undone. The
first cell of the header gets one too, which marks a guarded file.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from gazetteer.tables.table import column_names

__all__ = ["guarded", "is_guarded", "unguarded"]

_RUN_AS_FORMULA: Final = r"^('*)([=+\-@\t\r\n])"
_GUARDED: Final = r"^'('*[=+\-@\t\r\n])"


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table of text with an apostrophe before each cell and name that a spreadsheet program might run.

    >>> table = guarded(pd.DataFrame({"event_id": ["a"], "notes": ["=1+1"]}))
    >>> table.columns.tolist(), table.iloc[0].tolist()
    (["'event_id", 'notes'], ['a', "'=1+1"])
    """
    cells = {name: column.str.replace(_RUN_AS_FORMULA, r"'\1\2", regex=True) for name, column in frame.items()}
    table = pd.DataFrame(cells, index=frame.index)
    names = pd.Series(frame.columns, dtype="str").str.replace(_RUN_AS_FORMULA, r"'\1\2", regex=True)
    return table.set_axis(["'" + names.iloc[0], *names.iloc[1:]], axis="columns")


def is_guarded(frame: pd.DataFrame) -> bool:
    """Tell whether the table was written by `guarded`.

    >>> is_guarded(pd.DataFrame({"'event_id": ["a"]}))
    True
    """
    return len(frame.columns) > 0 and str(frame.columns[0]).startswith("'")


def unguarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Undo `guarded`; return any other table as it is.

    >>> table = pd.DataFrame({"event_id": ["a"], "notes": ["'=apostrophe of its own"]})
    >>> unguarded(guarded(table)).equals(table)
    True
    """
    if not is_guarded(frame):
        return frame
    text = frame.astype("str")
    cells = {name: column.str.replace(_GUARDED, r"\1", regex=True) for name, column in text.items()}
    names = pd.Series(frame.columns, dtype="str").str.replace(_GUARDED, r"\1", regex=True)
    first = str(frame.columns[0]).removeprefix("'")
    return pd.DataFrame(cells, index=frame.index).set_axis(column_names([first, *names.iloc[1:]]), axis="columns")
