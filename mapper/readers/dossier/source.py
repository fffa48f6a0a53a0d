"""Read one source: a dossier folder, or a file of any format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from mapper.errors import SourceError
from mapper.model.coded import is_among
from mapper.model.dossier import empty_table
from mapper.model.recorded import COMPUTED_COLUMNS, is_exported
from mapper.model.schema import ACCOUNT_COLUMNS, ACTOR_COLUMNS, CLAIM_COLUMNS, FATALITY_COLUMNS, FAULT_COLUMNS
from mapper.options import ReadOptions
from mapper.readers.dossier.folder import read_companions
from mapper.readers.dossier.reimport import read_back
from mapper.readers.events.account import account_of, fields_of
from mapper.readers.events.columns import EventTable, read_events
from mapper.readers.events.sources import sources_of_rows
from mapper.readers.formats import HEADLESS, may_hold_events, translated
from mapper.readers.formats.base import Translation
from mapper.readers.formats.generic import read_own, schema_names
from mapper.readers.formats.header_names import has_words
from mapper.readers.formats.headers import guessed_columns
from mapper.readers.formats.victims import joined_victims
from mapper.readers.tables.entities import without_entities
from mapper.readers.tables.frame import read_frame
from mapper.readers.tables.missing import has_missing_words, missing_notice, without_missing_words, without_unknown
from mapper.readers.tables.opening import open_table, read_bytes, read_table
from mapper.readers.tables.skipped import without_other_rows
from mapper.readers.tables.table import Table, none_skipped

__all__ = ["Contents", "read_source"]


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of one source; `is_dossier` is true if a person has described its actors.

    `own` are the columns beyond the schema that cards show; None: all of them.
    """

    table: EventTable
    sources: pd.DataFrame
    claims: pd.DataFrame = field(default_factory=lambda: empty_table(CLAIM_COLUMNS))
    actors: pd.DataFrame = field(default_factory=lambda: empty_table(ACTOR_COLUMNS))
    faults: pd.DataFrame = field(default_factory=lambda: empty_table(FAULT_COLUMNS))
    notices: tuple[str, ...] = ()
    is_dossier: bool = False
    account: pd.DataFrame = field(default_factory=lambda: empty_table(ACCOUNT_COLUMNS))
    skipped: pd.DataFrame = field(default_factory=none_skipped)
    own: tuple[str, ...] | None = None
    title: str = ""


def read_source(
    source: str | pd.DataFrame,
    reading: ReadOptions,
    *,
    constants: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    name: str = "DataFrame",
) -> Contents:
    """Read a source; for the parameters see `read_sources`. `name` is the name of a frame.

    Raises SourceError or FormatError where it cannot be opened or is no event table.

    >>> read_source("seeds", ReadOptions()).is_dossier
    True
    """
    if isinstance(source, pd.DataFrame):
        opened = read_frame(source, name)
    elif source != "-" and Path(source).is_dir():
        return _folder(Path(source), reading.encoding, today)
    else:
        opened = open_table(
            source,
            headless=HEADLESS,
            is_table=partial(may_hold_events, columns=reading.columns),
            figures=_figure_columns,
            sheet=reading.sheet,
            encoding=reading.encoding,
        )
    if constants:
        opened = replace(opened, frame=_with_constants(opened.frame, constants))
    written_by_us = is_exported(opened.frame.columns)
    opened = opened if written_by_us else without_entities(opened)
    literal = written_by_us and not has_missing_words(opened, COMPUTED_COLUMNS)  # no NA of other programs
    back = read_back(_only_events(opened, reading.columns, literal=literal))
    table = back.table
    own = written_by_us and not reading.form and not reading.columns  # nothing has to be guessed in exported tables
    translation = (
        Translation(table) if own else joined_victims(translated(table, form=reading.form, columns=reading.columns))
    )
    if not literal:
        translation = replace(translation, table=without_unknown(translation.table))
    typed = read_events(translation.table, merged=translation.merged, age=translation.age, points=not own, today=today)
    known = back.sources if len(back.sources) else translation.sources
    claims = back.claims[is_among(back.claims["event_id"], typed.events["event_id"])].reset_index(drop=True)
    events, sources = sources_of_rows(typed, claims=claims, sources=known)
    return Contents(
        table=events,
        sources=sources,
        claims=claims,
        actors=back.actors if len(back.actors) else translation.actors,
        faults=back.faults,
        notices=(*opened.notices, *translation.notices, *missing_notice(translation.table), *typed.notices),
        account=_account(table, translation, typed),
        skipped=translation.table.skipped,
        own=translation.own,
        title=opened.title,
    )


def _with_constants(frame: pd.DataFrame, constants: Mapping[str, str]) -> pd.DataFrame:
    """Return a table with further columns, each with one text in all rows; columns that it has stay as they are."""
    size = len(frame)
    further = {name: pd.Categorical([text] * size) for name, text in constants.items() if name not in frame}
    return frame.assign(**further)


def _folder(folder: Path, encoding: str, today: dt.date | None) -> Contents:
    file = folder / "events.csv"
    if not file.exists():
        remedy = "a dossier has at least that file; folders of many files are counted, with `engine` files"
        if (folder / "drafts" / "events.csv").exists():
            remedy = (
                f"only drafts are in it: `mapper draft {folder} --list` shows them, --take adds them to the dossier"
            )
        raise SourceError(f"{folder}: no events.csv in this folder", remedy)
    raw = _only_events(read_table(read_bytes(str(file)), str(file), encoding=encoding), None)
    own = "event_id" in raw.frame
    translation = read_own(raw, remedy="write the right names into its header") if own else Translation(raw)
    table = read_events(translation.table, today=today)
    companions, faults, account = read_companions(folder, table.events["event_id"])
    claims = companions["claims"]
    events, sources = sources_of_rows(table, claims=claims, sources=companions["sources"])
    return Contents(
        table=events,
        sources=sources,
        claims=claims,
        actors=companions["actors"],
        faults=faults,
        notices=(*raw.notices, *translation.notices, *missing_notice(raw), *table.notices),
        is_dossier=True,
        account=pd.concat([_account(raw, translation, table), account], ignore_index=True),
        skipped=translation.table.skipped,
    )


def _only_events(table: Table, columns: Mapping[str, str] | None, *, literal: bool = False) -> Table:
    """Return the table without its rows that are no events, and without words for missing unless it is `literal`."""
    names = [str(name) for name in table.frame]
    named = guessed_columns(names, tags=table.tags) | schema_names(columns or {})
    dates, ids = ([named[name]] if name in named else [] for name in ("event_date", "event_id"))
    events = without_other_rows(table, dates=dates, ids=ids, known=named.values())
    return events if literal else without_missing_words(events, figures=_figure_columns(names, columns, table.tags))


def _figure_columns(
    names: list[str], columns: Mapping[str, str] | None = None, tags: Mapping[str, str] = MappingProxyType({})
) -> set[str]:
    """Return the columns that seem to count the dead, or some of them."""
    named = guessed_columns(names, tags=tags) | schema_names(columns or {})
    guessed = {column for field, column in named.items() if field.startswith("fatalities")}
    of_some = (name for name in names if has_words(name, "the_dead", "some_of_the_dead"))
    return {*guessed, *FATALITY_COLUMNS, *of_some}


def _account(table: Table, translation: Translation, typed: EventTable) -> pd.DataFrame:
    """Return what became of the columns of a table and of their cells."""
    table = _without_codes(table, translation.table)
    fields = fields_of(translation.table, translation.sources_of)
    return account_of(table, typed.faults, fields, own=table.frame.columns)


def _without_codes(table: Table, translated_table: Table) -> Table:
    """Return the table as opened, with empty cells where a format has found codes for missing values."""
    names = {column: column for column in map(str, table.frame.columns)} | dict(translated_table.written_as)
    codes: dict[str, Mapping[str, int]] = {}
    for name, words in translated_table.missing.items():
        column = names.get(name, name)
        if column in table.frame and words not in (table.missing.get(column), table.missing.get(name)):
            codes[column] = words
    if not codes:
        return table
    blanked = {name: table.frame[name].astype("str") for name in codes}
    blanked = {name: column.mask(column.str.strip().isin(list(codes[name])), "") for name, column in blanked.items()}
    return replace(table, frame=table.frame.assign(**blanked), missing={**table.missing, **codes})
