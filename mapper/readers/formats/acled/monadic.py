"""Tables with a row for each actor of an event ("monadic" exports): the rows of an event become one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mapper.model.schema import LIST_SEPARATOR
from mapper.readers.tables.table import Table, cells

__all__ = ["ACTOR_CELLS", "one_row_an_event"]

ACTOR_CELLS = (
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "data_id",
)  # fmt: skip
"""The columns in which the rows of one event may differ."""


def one_row_an_event(table: Table, key: str) -> tuple[Table, int]:
    r"""Join the rows of one key: the first actor named is actor1, the second actor2, further ones are associated.

    Returns the table and how many rows were joined to an earlier one.

    >>> from mapper.readers.tables.opening import read_table
    >>> joined, merged = one_row_an_event(read_table(b"id,actor1\n1,JNIM\n1,FAMa\n", "a.csv"), "id")
    >>> joined.frame.to_dict("records"), merged
    ([{'id': '1', 'actor1': 'JNIM', 'assoc_actor_1': '', 'actor2': 'FAMa', 'assoc_actor_2': ''}], 1)
    """
    frame, ids = table.frame, cells(table.frame, key)
    several = ids.duplicated(keep=False) & (ids != "")
    if not several.any():
        return table, 0
    first = (~ids.duplicated() | (ids == "")).to_numpy()
    sides = _sides(frame[several], ids[several]).reindex(ids[first]).reset_index(drop=True)
    joined = table.with_rows(first)
    told = {str(name): side.fillna(cells(joined.frame, str(name))).astype("str") for name, side in sides.items()}
    return replace(joined, frame=joined.frame.assign(**told)), int((~first).sum())


def _sides(frame: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Return actor1, assoc_actor_1, actor2 and assoc_actor_2 of each id, in the order the rows name the actors."""
    told = []
    for side in ("1", "2"):
        columns = {"id": ids, "actor": cells(frame, f"actor{side}"), "ally": cells(frame, f"assoc_actor_{side}")}
        told.append(pd.DataFrame(columns))
    actors = pd.concat(told).sort_index(kind="stable")
    actors = actors[actors["actor"] != ""].drop_duplicates(["id", "actor"])
    place = actors.groupby("id", sort=False).cumcount()
    result = pd.DataFrame(index=pd.Index(ids.unique(), dtype="str"))
    result["actor1"] = actors[place == 0].set_index("id")["actor"]
    result["assoc_actor_1"] = _joined(actors[place == 0], "ally")
    result["actor2"] = actors[place == 1].set_index("id")["actor"]
    further = actors[place > 1].assign(ally=lambda rows: rows["actor"] + LIST_SEPARATOR + rows["ally"])
    result["assoc_actor_2"] = _joined(pd.concat([actors[place == 1], further]), "ally")
    return result.fillna("").astype("str")


def _joined(actors: pd.DataFrame, column: str) -> pd.Series:
    """Join the names in a column for each id, each name once."""
    names = actors.set_index("id")[column].str.split(LIST_SEPARATOR.strip()).explode().str.strip()
    distinct = names[names.fillna("") != ""].reset_index().drop_duplicates()
    joined: pd.Series = distinct.groupby("id", sort=False)[column].agg(LIST_SEPARATOR.join)
    return joined
