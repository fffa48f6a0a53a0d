"""Read one source: a dossier folder, or a file of any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from mapper.errors import SourceError
from mapper.model.dossier import empty_table
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS
from mapper.readers.dossier.folder import read_companions
from mapper.readers.dossier.reimport import read_back
from mapper.readers.events.columns import EventTable, read_events
from mapper.readers.events.sources import sources_of_rows
from mapper.readers.formats import HEADLESS, may_hold_events, translated
from mapper.readers.formats.base import Translation
from mapper.readers.formats.generic import read_own
from mapper.readers.tables.frame import read_frame
from mapper.readers.tables.missing import missing_notice, without_missing_words
from mapper.readers.tables.opening import open_table, read_bytes, read_table

__all__ = ["Contents", "read_source"]


@dataclass(frozen=True, slots=True)
class Contents:
    """What one source holds; `is_dossier` where a person has described its actors."""

    table: EventTable
    sources: pd.DataFrame
    claims: pd.DataFrame = field(default_factory=lambda: empty_table(CLAIM_COLUMNS))
    actors: pd.DataFrame = field(default_factory=lambda: empty_table(ACTOR_COLUMNS))
    faults: pd.DataFrame = field(default_factory=lambda: empty_table(FAULT_COLUMNS))
    notices: tuple[str, ...] = ()
    is_dossier: bool = False


def read_source(
    source: str | pd.DataFrame,
    *,
    form: str = "",
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    encoding: str = "",
) -> Contents:
    """Read a source; for the parameters see `read_sources`.

    Raises SourceError or FormatError where it cannot be opened or is no event table.

    >>> read_source("seeds").is_dossier
    True
    """
    if isinstance(source, pd.DataFrame):
        opened = read_frame(source)
    elif source != "-" and Path(source).is_dir():
        return _folder(Path(source), encoding)
    else:
        opened = open_table(
            source,
            headless=HEADLESS,
            is_table=partial(may_hold_events, columns=columns),
            sheet=sheet,
            encoding=encoding,
        )
    table, claims, known, faults = read_back(without_missing_words(opened))
    translation = translated(table, form=form, columns=columns)
    typed = read_events(translation.table, merged=translation.merged, age=translation.age)
    events, sources = sources_of_rows(typed, claims=claims, sources=known if len(known) else translation.sources)
    notices = (*opened.notices, *translation.notices, *missing_notice(translation.table))
    return Contents(events, sources, claims, translation.actors, faults, notices)


def _folder(folder: Path, encoding: str) -> Contents:
    file = folder / "events.csv"
    if not file.exists():
        raise SourceError(f"{folder}: no events.csv in this folder; a dossier has at least that file")
    raw = without_missing_words(read_table(read_bytes(str(file)), str(file), encoding=encoding))
    own = "event_id" in raw.frame
    translation = read_own(raw, remedy="write the right names into its header") if own else Translation(raw)
    table = read_events(translation.table)
    companions, faults = read_companions(folder, table.events["event_id"])
    claims = companions["claims"]
    events, sources = sources_of_rows(table, claims=claims, sources=companions["sources"])
    notices = (*raw.notices, *translation.notices, *missing_notice(raw))
    return Contents(events, sources, claims, companions["actors"], faults, notices, is_dossier=True)
