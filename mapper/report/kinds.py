"""Group faults and skipped rows by kind: one entry with a count and a few examples, instead of one for each cell."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

__all__ = ["EXAMPLES", "kinds_of_faults", "kinds_of_skipped"]

EXAMPLES: Final = 3
"""How many examples of a kind are given."""
_SAME_FAULT: Final = ["file", "field", "reason", "remedy"]
_SAME_ROW: Final = ["file", "kind"]


def kinds_of_faults(faults: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one entry for the faults that share file, column, reason and remedy, in the order of the first fault.

    Each has a `count` and up to `EXAMPLES` `examples` of distinct values, with line and value.

    >>> rows = [("a.csv", line, "killed", "many", "no figure", "write one") for line in (2, 3)]
    >>> [kind] = kinds_of_faults(pd.DataFrame(rows, columns=["file", "line", "field", "value", "reason", "remedy"]))
    >>> kind["count"], kind["examples"]
    (2, [{'line': 2, 'value': 'many'}])
    """
    return _kinds(faults, _SAME_FAULT)


def kinds_of_skipped(skipped: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one entry for the skipped rows of one file and kind, with `count` and `examples`.

    >>> kinds_of_skipped(pd.DataFrame({"file": ["a.csv"], "line": [9], "kind": ["total"], "value": ["Total, 5"]}))
    [{'file': 'a.csv', 'kind': 'total', 'count': 1, 'examples': [{'line': 9, 'value': 'Total, 5'}]}]
    """
    return _kinds(skipped, _SAME_ROW)


def _kinds(table: pd.DataFrame, same: list[str]) -> list[dict[str, Any]]:
    found = []
    for shared, rows in table.groupby(same, sort=False):
        examples = rows[["line", "value"]].drop_duplicates("value").head(EXAMPLES)
        listed = [{"line": int(line), "value": str(value)} for line, value in examples.itertuples(index=False)]
        found.append({**dict(zip(same, map(str, shared), strict=True)), "count": len(rows), "examples": listed})
    return found
