"""Join several sources: the same event again is a duplicate, another event with the same id is rejected."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from mapper.model.actors.names import ActorNames
from mapper.model.dossier import Counts, typed_events
from mapper.model.words import Message, fault
from mapper.readers.events.columns import EventTable
from mapper.readers.faults import fault_cells
from mapper.readers.tables.table import no_faults

__all__ = ["joined_actors", "joined_events"]

_MOST_NAMED: Final = 4
"""The most columns named in which two rows of one id differ."""


def joined_events(tables: list[EventTable]) -> tuple[pd.DataFrame, pd.DataFrame, Counts]:
    r"""Return the events of all tables, the rejects of the joining, and the counts of all.

    Of two events with the same id a dossier's stays before a data set's, a newer one before an older, then the first.

    >>> from mapper.readers.events.columns import read_events
    >>> from mapper.readers.tables.opening import read_table
    >>> table = read_events(read_table(b"event_id,place\na,Gao\n", "a.csv"))
    >>> joined_events([table, table])[2]
    Counts(read=2, used=1, duplicates=1, rejected=0)
    """
    counts = sum((table.counts for table in tables), Counts())
    if len(tables) == 1:
        return tables[0].events, no_faults(), counts
    as_str = [table.events.astype(dict.fromkeys(table.extra_columns, "str")) for table in tables]
    joined = typed_events(_filled(pd.concat(as_str, ignore_index=True)))
    several = joined["event_id"].duplicated(keep=False).to_numpy()
    if not several.any():
        return joined, no_faults(), counts
    winner, version = _versions(tables, joined, several)
    gone = several & ~winner
    same = np.zeros(len(joined), dtype=bool)
    same[several] = joined[several].astype("str").duplicated(keep=False).to_numpy()
    same = gone & (same | version)
    clash = gone & ~same
    counts += Counts(used=-int(gone.sum()), duplicates=int(same.sum()), rejected=int(clash.sum()))
    return joined[~gone].reset_index(drop=True), _clashes(tables, joined, clash, winner), counts


def joined_actors(listed: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Return the actors that dossiers list, and actors of data sets whose names no listed name or alias covers.

    >>> columns = ["actor_id", "name", "short_name", "aliases"]
    >>> listed = pd.DataFrame([["w", "Wagner Group", "", "Wagner PMC"]], columns=columns)
    >>> named = pd.DataFrame([["Wagner PMC", "Wagner PMC", "", ""]], columns=columns)
    >>> joined_actors(listed, named).actor_id.tolist()
    ['w']
    """
    if not len(listed) or not len(named):
        return listed if len(listed) else named
    return pd.concat([listed, named[~named["name"].map(ActorNames(listed).knows)]], ignore_index=True)


def _versions(tables: list[EventTable], joined: pd.DataFrame, several: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mark for each id the row that stays, and the rows that are other versions of it in the same kind of data set.

    A record that a person keeps goes before a data set's row, a newer row before an older one, then the first.
    """
    age = np.concatenate([_age(table) for table in tables])
    rows = np.flatnonzero(several)
    some = pd.DataFrame({"id": joined["event_id"].to_numpy()[rows], "age": age[rows]}, index=rows)
    first = some.sort_values("age", ascending=False, kind="stable").drop_duplicates("id")
    winner, version = np.zeros(len(joined), dtype=bool), np.zeros(len(joined), dtype=bool)
    winner[first.index] = True
    published = some["id"].isin(first.loc[first["age"] < np.inf, "id"])
    version[rows[published]] = True
    return winner, version & ~winner


def _age(table: EventTable) -> np.ndarray:
    """Return how new each row is: infinity outside data sets, minus infinity if the data set does not tell."""
    if table.age is None:
        return np.full(len(table.events), np.inf)
    return table.age.fillna(-np.inf).to_numpy(dtype="float64")


def _filled(joined: pd.DataFrame) -> pd.DataFrame:
    """Fill text columns that only some sources have with empty text in the others."""
    texts = joined.select_dtypes(["str", "object"]).columns
    return joined.assign(**{name: joined[name].fillna("") for name in texts})


def _clashes(tables: list[EventTable], joined: pd.DataFrame, clash: np.ndarray, winner: np.ndarray) -> pd.DataFrame:
    if not clash.any():
        return no_faults()
    files = np.repeat([table.name for table in tables], [len(table.events) for table in tables])
    lines = np.concatenate([table.lines() for table in tables])
    noted = _noted(joined[clash], joined[winner])
    return pd.DataFrame(
        {
            "file": files[clash],
            "line": lines[clash],
            "field": "event_id",
            "value": joined.loc[clash, "event_id"].to_numpy(),
            **{name: [cells[name] for cells in noted] for name in ("reason", "remedy", "message")},
        }
    )


def _noted(rejected: pd.DataFrame, kept: pd.DataFrame) -> list[dict[str, str | Message]]:
    """Return for each rejected row the columns in which it differs from the kept row of its id."""
    beside = kept.take(pd.Index(kept["event_id"]).get_indexer(rejected["event_id"]))
    columns = [str(name) for name in rejected if name != "event_id"]
    differs = np.column_stack([_texts(rejected[name]) != _texts(beside[name]) for name in columns])
    distinct, which = np.unique(differs, axis=0, return_inverse=True)
    cells = []
    for row in distinct:
        names = [name for name, is_other in zip(columns, row, strict=True) if is_other]
        shown = (*names[:_MOST_NAMED], "…") if len(names) > _MOST_NAMED + 1 else tuple(names)
        cells.append(fault_cells(fault("other-event", columns=shown)))
    return [cells[number] for number in which.ravel()]


def _texts(column: pd.Series) -> pd.Series:
    return column.astype("str").fillna("").reset_index(drop=True)
