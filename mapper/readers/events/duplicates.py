"""Keep the newest of several rows with the same native id; the others are counted as duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["Kept", "newest_rows"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A mask of the rows that stay, and a mask of those kept from differing rows of the same age."""

    rows: np.ndarray
    undecided: np.ndarray

    @property
    def duplicates(self) -> int:
        """Rows that were left out."""
        return int((~self.rows).sum())


def newest_rows(ids: pd.Series, age: pd.Series, rows: pd.DataFrame, *, apart_from: Sequence[str] = ()) -> Kept:
    """Choose which rows of each id to keep.

    Older rows and exact repetitions are dropped. Rows of the same age that differ only in the columns `apart_from` all
    stay: they are one event with a row for each actor. If they differ otherwise, the last one stays, undecided.

    Parameters
    ----------
    ids
        Native ids; rows without one all stay, for the reader to reject.
    age
        A number for each row; greater is newer, NaN is the oldest.

    >>> rows = pd.DataFrame({"id": ["a", "a", "b"], "stamp": [1.0, 2.0, 1.0]})
    >>> newest_rows(rows["id"], rows["stamp"], rows).rows.tolist()
    [False, True, True]
    """
    keep, undecided = np.ones(len(ids), dtype=bool), np.zeros(len(ids), dtype=bool)
    repeated = np.flatnonzero((ids.duplicated(keep=False) & (ids != "")).to_numpy())
    if not len(repeated):
        return Kept(keep, undecided)
    some = rows.iloc[repeated].reset_index(drop=True)
    own, stamp = ids.iloc[repeated].reset_index(drop=True), age.iloc[repeated].reset_index(drop=True).fillna(-np.inf)
    newest = stamp == stamp.groupby(own).transform("max")
    newest &= ~some[newest].duplicated().reindex(some.index, fill_value=False)
    body = some.drop(columns=[name for name in apart_from if name in some])[newest]
    versions = own[newest][~body.duplicated()].value_counts()
    differing = newest & own.isin(versions.index[versions > 1])
    last = differing & ~own[differing].duplicated(keep="last").reindex(own.index, fill_value=True)
    keep[repeated] = (newest & ~differing) | last
    undecided[repeated] = last
    return Kept(keep, undecided)
