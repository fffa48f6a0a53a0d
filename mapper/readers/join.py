"""Join the events of several sources: the same event twice is a duplicate, another event of the same id a reject."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mapper.model.dossier import Counts, typed_events
from mapper.readers.events import EventTable
from mapper.readers.table import no_faults

__all__ = ["joined_events"]


def joined_events(tables: list[EventTable]) -> tuple[pd.DataFrame, pd.DataFrame, Counts]:
    r"""Return the events of all tables, the rejects of the joining, and the counts of all.

    The first of two events with the same id stays.

    >>> from mapper.readers.events import read_events
    >>> from mapper.readers.table import read_table
    >>> table = read_events(read_table(b"event_id,place\na,Gao\n", "a.csv"))
    >>> joined_events([table, table])[2]
    Counts(read=2, used=1, duplicates=1, rejected=0)
    """
    counts = sum((table.counts for table in tables), Counts())
    if len(tables) == 1:
        return tables[0].events, no_faults(), counts
    joined = typed_events(_filled(pd.concat([table.events for table in tables], ignore_index=True)))
    repeated = joined["event_id"].duplicated().to_numpy()
    if not repeated.any():
        return joined, no_faults(), counts
    own = joined[joined["event_id"].duplicated(keep=False)].astype("str")
    same = repeated & own.duplicated().reindex(joined.index, fill_value=False).to_numpy()
    clash = repeated & ~same
    counts += Counts(used=-int(repeated.sum()), duplicates=int(same.sum()), rejected=int(clash.sum()))
    return joined[~repeated].reset_index(drop=True), _clashes(tables, joined, clash), counts


def _filled(joined: pd.DataFrame) -> pd.DataFrame:
    """Make text that only some of the sources have empty, not missing, in the others."""
    texts = joined.select_dtypes(["str", "object"]).columns
    return joined.assign(**{name: joined[name].fillna("") for name in texts})


def _clashes(tables: list[EventTable], joined: pd.DataFrame, clash: np.ndarray) -> pd.DataFrame:
    if not clash.any():
        return no_faults()
    files = np.repeat([table.name for table in tables], [len(table.events) for table in tables])
    lines = np.concatenate([table.lines() for table in tables])
    return pd.DataFrame(
        {
            "file": files[clash],
            "line": lines[clash],
            "field": "event_id",
            "value": joined.loc[clash, "event_id"].to_numpy(),
            "reason": "the id of another event in an earlier source",
            "remedy": "give it an id of its own",
        }
    )
