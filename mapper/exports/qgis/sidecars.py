"""The two sidecar files from which QGIS takes the colours, dates and credits of a layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mapper.exports.attributes import aliases, numbered_names, points
from mapper.exports.qgis.qmd import qmd
from mapper.exports.qgis.qml import qml
from mapper.exports.qgis.style import categories, doubted, key
from mapper.model.dossier import Dossier, typed_events
from mapper.model.involved import COUNT, events_of_rows
from mapper.model.schema import ACTOR_ROLES, DATA_SET, SUMMARY_COLUMNS

__all__ = ["Seen", "headings", "write_files"]


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write the style (`.qml`) and the metadata (`.qmd`) of `target`; QGIS finds them by their stem."""
    style, metadata = target.with_suffix(".qml"), target.with_suffix(".qmd")
    style.write_bytes(qml(categories(dossier, language), key(dossier, language), headings(dossier, language)))
    metadata.write_bytes(qmd(dossier, language))
    return [style, metadata]


class Seen:
    """Reduces dossiers that pass one at a time to a few events, from which style and metadata of all can be written.

    >>> import mapper
    >>> dossier, seen = mapper.read("seeds"), Seen()
    >>> passed = list(seen.passing([dossier, dossier]))
    >>> len(seen.in_short.events) < len(dossier.events), seen.in_short.summary().events
    (True, 90)
    """

    in_short: Dossier

    def passing(self, pieces: Iterable[Dossier]) -> Iterator[Dossier]:
        """Yield the pieces unchanged; after the last, `in_short` is set."""
        seen = list[Dossier]()
        for piece in pieces:
            seen = [_in_short(_joined([*seen, _in_short(piece)]))]
            yield piece
            del piece  # frees it before the next is read
        self.in_short = seen[0]


def _joined(pieces: Sequence[Dossier]) -> Dossier:
    """Return several dossiers as one, with each source once."""
    if len(pieces) == 1:
        return pieces[0]
    tables = {
        name: pd.concat([getattr(piece, name) for piece in pieces], ignore_index=True)
        for name in ("events", "claims", "sources")
    }
    tables["sources"] = tables["sources"].drop_duplicates("source_id", ignore_index=True)
    return pieces[0].replace(**tables | {"events": typed_events(tables["events"])})


def _in_short(dossier: Dossier) -> Dossier:
    """Return a dossier of few events: the first of each actor, the extremes of place and time, one of each other kind.

    Unchanged are actors, extent, period, and the numbers of events: in all, undated, and by kind of place, country and
    data set.
    """
    events = dossier.events
    longitude, latitude = points(dossier)
    values = [*(pd.Series(degrees) for degrees in (longitude, latitude)), events["event_date"], events["end_date"]]
    kept = ~np.logical_and.reduce([events[role].duplicated() for role in ACTOR_ROLES])
    kept[[at for column in values if column.notna().any() for at in (column.argmin(), column.argmax())]] = True
    alike = pd.DataFrame(
        {
            "row": np.where(kept, np.arange(len(events)), -1),
            "kind": events["location_kind"].astype("str"),
            "dated": events["event_date"].notna(),
            "doubted": doubted(dossier),
            "country": events["country"].astype("str"),
            DATA_SET: events[DATA_SET].astype("str") if DATA_SET in events else "",
        }
    )
    number = events_of_rows(events).groupby([alike[name] for name in alike], sort=False).sum()
    few = events[~alike.duplicated()].assign(**{COUNT: number.astype("str").to_numpy()})
    return dossier.replace(events=few.reset_index(drop=True))


def headings(dossier: Dossier, language: str = "en") -> dict[str, str]:
    """Return the heading of each column of the attribute table; extra columns keep their own name.

    >>> import mapper
    >>> headings(mapper.read("seeds"))["event_date"]
    'First day'
    """
    ours = aliases(language)
    extra = numbered_names(dossier.extra_columns, reserved=ours)
    absent = {*(() if len(dossier.claims) else SUMMARY_COLUMNS), *(("place_doubt",) if dossier.doubts is None else ())}
    kept = {name: heading for name, heading in ours.items() if name not in absent}
    return kept | dict(zip(extra, extra, strict=True))
