"""From files to a `Dossier`: read each source, and join them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

import pandas as pd

from mapper.errors import Fault, ParameterError, StrictError
from mapper.model.dossier import Dossier, empty_alternatives, empty_table
from mapper.model.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, FAULT_COLUMNS, SOURCE_COLUMNS
from mapper.options import ReadOptions
from mapper.progress import step
from mapper.readers.dossier.join import joined_actors, joined_events
from mapper.readers.dossier.keep import NEEDED, keep_columns
from mapper.readers.dossier.numbers import number_columns
from mapper.readers.dossier.serials import with_distinct_ids
from mapper.readers.dossier.source import Contents, read_source
from mapper.readers.events.data_sets import credits, told_together
from mapper.readers.faults import messages_in
from mapper.words import by_text, worded

__all__ = ["read_sources"]

_AS_THEY_ARE: Final = ReadOptions()


def read_sources(
    sources: Sequence[str | Path | pd.DataFrame],
    reading: ReadOptions = _AS_THEY_ARE,
    *,
    strict: bool = False,
    constants: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> Dossier:
    """Read files and dossier folders into one dossier, not yet located.

    Parameters
    ----------
    sources
        Folders with `events.csv`; CSV, JSON, Parquet files and spreadsheets, also `.gz` and `.zip`; `-` is standard
        input; frames.
    reading
        How to read tables whose format is not recognised. `mapper.draft.taking` reads drafts.
    strict
        Raise on any fault.
    constants
        Columns that the files lack, with the text for all rows: `{"country": "ML"}`.
    today
        The day after which no event can be; by default that on which this runs. A later date is a fault, and kept.

    Raises
    ------
    SourceError, FormatError
        A source cannot be opened or is no event table.
    ParameterError
        Standard input is named more than once, or `keep` names a column that does not exist.
    StrictError
        `strict` was asked for and there is any fault.

    >>> read_sources(["seeds"]).counts.rejected
    0
    """
    given = [source if isinstance(source, pd.DataFrame) else str(source) for source in sources]
    names = [source for source in given if isinstance(source, str)]
    if names.count("-") > 1:
        raise ParameterError("sources", " ".join(names), "- only once, since standard input can be read only once")
    contents = []
    origins = _origins(given)
    for source, name in zip(given, origins, strict=True):
        with step(f"Reading {name}"):
            contents.append(read_source(source, reading, constants=constants, today=today, name=name))
    contents, apart = _told_apart(contents)
    events, repeats, counts = joined_events([one.table for one in contents])
    faults = _stack([table for one in contents for table in (one.table.faults, one.faults)], FAULT_COLUMNS)
    rejects = _stack([*(one.table.rejects for one in contents), repeats], FAULT_COLUMNS)
    together = [*filter(None, [told_together(events)])]
    credited = (*credits(events), *together)
    dossier = Dossier(
        events=events,
        claims=_stack([one.claims for one in contents], CLAIM_COLUMNS, key="claim_id"),
        sources=_stack([one.sources for one in contents], SOURCE_COLUMNS, key="source_id"),
        actors=joined_actors(
            _stack([one.actors for one in contents if one.is_dossier], ACTOR_COLUMNS, key="actor_id"),
            _stack([one.actors for one in contents if not one.is_dossier], ACTOR_COLUMNS, key="actor_id"),
        ),
        alternatives=empty_alternatives(),
        rejects=rejects[list(FAULT_COLUMNS)],
        faults=faults[list(FAULT_COLUMNS)],
        counts=counts,
        extra_columns=tuple(dict.fromkeys(name for one in contents for name in one.table.extra_columns)),
        attributions=tuple(map(worded, credited)),
        messages=by_text([*credited, *messages_in(faults), *messages_in(rejects)]),
        origins=origins,
        notices=(
            *(notice for one in contents for notice in one.notices),
            *apart,
            *(f"{said.text()}; `mapper check` lists pairs that may be one." for said in together),
        ),
        account=pd.concat([one.account for one in contents], ignore_index=True),
        own_columns=_own_columns(contents),
        skipped=pd.concat([one.skipped for one in contents], ignore_index=True),
        title=contents[0].title if len(contents) == 1 else "",
    )
    if reading.keep:
        dossier = keep_columns(dossier, reading.keep)
    dossier = dossier.replace(number_columns=number_columns(dossier.events, dossier.extra_columns))
    if strict and len(faults) + len(dossier.rejects):
        found = pd.concat([dossier.rejects, dossier.faults]).sort_values(["file", "line"], kind="stable")
        raise StrictError([Fault(*row) for row in found.itertuples(index=False)])
    return dossier


def _told_apart(contents: list[Contents]) -> tuple[list[Contents], tuple[str, ...]]:
    """Make row numbers of several files distinct, unless there is a dossier or claims, which mean one list of ids."""
    plain = [one for one in contents if not one.is_dossier and not len(one.claims)]
    tables, notices = with_distinct_ids([one.table for one in plain])
    renamed = {id(one): replace(one, table=table) for one, table in zip(plain, tables, strict=True)}
    return [renamed.get(id(one), one) for one in contents], notices


def _own_columns(contents: list[Contents]) -> tuple[str, ...]:
    """Return the columns beyond the schema that cards show, in the order of the sources."""
    several = (one.table.extra_columns if one.own is None else one.own for one in contents)
    extra = {name for one in contents for name in one.table.extra_columns}
    return tuple(dict.fromkeys(name for names in several for name in names if name in extra - NEEDED))


def _origins(sources: Sequence[str | pd.DataFrame]) -> tuple[str, ...]:
    """Return the name of each source for messages and credits; the first frame's does not depend on other frames."""
    frames = count(1)
    names = []
    for source in sources:
        if isinstance(source, pd.DataFrame):
            number = next(frames)
            names.append("DataFrame" if number == 1 else f"DataFrame-{number}")
        else:
            names.append("standard input" if source == "-" else Path(source).name or source)
    return tuple(names)


def _stack(tables: list[pd.DataFrame], columns: tuple[str, ...], *, key: str = "") -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    if not filled:
        return empty_table(columns)
    stacked = pd.concat(filled, ignore_index=True)
    return stacked.drop_duplicates(key, ignore_index=True) if key else stacked
