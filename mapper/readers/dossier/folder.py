"""Read a dossier: a folder with `events.csv` and, where there are any, claims, sources and actors."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rapidfuzz.distance import OSA

from mapper.errors import SourceError
from mapper.model.coded import is_among, recoded
from mapper.model.dates import read_column
from mapper.model.dossier import empty_table
from mapper.model.lexicon import folded, terms_called
from mapper.model.schema import (
    ACCOUNT_COLUMNS,
    ACTOR_COLUMNS,
    CLAIM_COLUMNS,
    FAULT_COLUMNS,
    SOURCE_COLUMNS,
    names_in_cell,
)
from mapper.readers.events.account import account_of
from mapper.readers.events.values import log_dates, vocabulary
from mapper.readers.faults import FaultLog
from mapper.readers.tables.opening import read_bytes, read_table
from mapper.readers.tables.table import cells
from mapper.vocabulary import columns_of, terms

__all__ = ["read_companions"]

_COLUMNS = {"claims": CLAIM_COLUMNS, "sources": SOURCE_COLUMNS, "actors": ACTOR_COLUMNS}
_KEYS = {table: columns[0] for table, columns in _COLUMNS.items()}
_DATE = "date"
_FIELD = "field"
_SHORT = 6
_STANCE = "stance"
_SLIPS = 2
"""By how many letters a mistyped word may differ from a known field; short words by one."""
_COLOUR = "#[0-9A-Fa-f]{6}"


def read_companions(folder: Path, event_ids: pd.Series) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """Return the tables `claims`, `sources` and `actors` of a dossier folder, their faults, and the account of them.

    A row without an id, with the id of an earlier row, or (claims) of an unknown event or source, is a fault and is
    left out of the table, since nothing could show it. `;` in the name of an actor is a fault and read as `,`.

    >>> from pathlib import Path
    >>> tables, faults, account = read_companions(Path("seeds"), pd.Series(["moura"]))
    >>> sorted(tables)
    ['actors', 'claims', 'sources']
    """
    tables: dict[str, pd.DataFrame] = {}
    faults = []
    accounts = [empty_table(ACCOUNT_COLUMNS)]
    for kind in ("sources", "actors", "claims"):
        file = folder / f"{kind}.csv"
        if not file.exists():
            tables[kind] = empty_table(_COLUMNS[kind])
            continue
        table = read_table(read_bytes(str(file)), str(file))
        log = FaultLog(str(file), table.lines)
        frame = _checked(table.frame, kind, log)
        if kind == "claims":
            frame = _referring(frame, event_ids, tables["sources"], log)
        tables[kind] = frame.reset_index(drop=True)
        faults += [table.faults, table.rejects, log.table()]
        accounts.append(account_of(table, log.table(), {name: (name,) for name in _COLUMNS[kind]}))
    filled = [part for part in faults if len(part)]
    found = pd.concat(filled, ignore_index=True) if filled else empty_table(FAULT_COLUMNS)
    return tables, found, pd.concat(accounts, ignore_index=True)


def _checked(frame: pd.DataFrame, kind: str, log: FaultLog) -> pd.DataFrame:
    key = _KEYS[kind]
    if key not in frame:
        raise SourceError(f"{log.file}: no column {key}; the columns are {', '.join(_COLUMNS[kind])}")
    frame = frame.reindex(columns=list(_COLUMNS[kind]), fill_value="").astype("str")
    missing = frame[key].str.strip() == ""
    log.add(missing, key, frame[key], "no-key", key=key)
    repeated = frame[key].duplicated() & ~missing
    log.add(repeated, key, frame[key], "same-key")
    for name in _COLUMNS[kind]:
        holds = columns_of(kind)[name].holds
        if holds == _DATE:
            dates = read_column(frame[name])
            log_dates(dates, name, frame[name], log)
            frame[name] = frame[name].mask(dates.bad, "")
        elif name == _FIELD:
            _log_mistyped_fields(frame[name], log)
        elif name == _STANCE:
            frame[name] = _stances(frame, log)
        elif holds:
            frame[name] = vocabulary(frame, name, terms(holds), log)
    if kind == "actors":
        frame["name"] = _one_name(frame, log)
        frame["colour"] = frame["colour"].str.strip()
        wrong = ~frame["colour"].str.fullmatch(_COLOUR) & (frame["colour"] != "")
        log.add(wrong, "colour", frame["colour"], "no-colour")
        frame["colour"] = frame["colour"].mask(wrong, "")
    return frame[~missing & ~repeated]


def _one_name(actors: pd.DataFrame, log: FaultLog) -> pd.Series:
    """Return the names of actors with `,` for `;`, which separates the names in a cell of events.

    The name of an actor with only a name stays: it is the whole cell of a first or second actor.
    """
    name, own = actors["name"], actors["name"].str.rstrip("*") == actors["actor_id"].str.rstrip("*")
    said = (actors.drop(columns=["actor_id", "name", "colour"]) != "").any(axis="columns")
    several = name.str.contains(";", regex=False) & (said | ~own)
    log.add(several, "name", name, "list-in-name")
    return name.mask(several, name.map(lambda cell: ", ".join(names_in_cell(cell))))


def _log_mistyped_fields(words: pd.Series, log: FaultLog) -> None:
    """Note fields whose name is nearly a known one, and so probably mistyped."""
    known = terms("claim_fields")
    for word in (word for word in words.unique() if word and word not in known):
        plain = "_".join(folded(word).split())
        slips = _SLIPS if len(plain) > _SHORT else 1
        near = [field for field in known if OSA.distance(plain, field, score_cutoff=slips) <= slips]
        if near:
            meant = min(near, key=lambda field: OSA.distance(plain, field))
            log.add(words == word, _FIELD, words, "nearly-a-field", nearest=meant)


def _stances(frame: pd.DataFrame, log: FaultLog) -> pd.Series:
    """Return the stances by name; an unknown one stays as written, so that its claim holds no value."""
    text = cells(frame, _STANCE)
    known = recoded(text, lambda words: terms_called("stances").get(folded(words)))
    unknown = (text != "") & (known == "")
    log.add(unknown, _STANCE, text, "no-stance", words=", ".join(terms("stances")))
    return known.mask(unknown, text)


def _referring(claims: pd.DataFrame, event_ids: pd.Series, sources: pd.DataFrame, log: FaultLog) -> pd.DataFrame:
    """Leave out claims of unknown events, and empty the reference to unknown sources."""
    orphan = ~is_among(claims["event_id"], event_ids)
    _add_some(log, claims, orphan, column="event_id", code="no-event")
    unknown = ~orphan & (claims["source_id"] != "") & ~claims["source_id"].isin(sources["source_id"])
    _add_some(log, claims, unknown, column="source_id", code="no-such-source")
    return claims.assign(source_id=claims["source_id"].mask(unknown, ""))[~orphan]


def _add_some(log: FaultLog, frame: pd.DataFrame, bad: pd.Series, *, column: str, code: str) -> None:
    """Note faults of a frame from which rows were removed; its index still counts the rows of the file."""
    whole = pd.RangeIndex(int(frame.index.max()) + 1 if len(frame) else 0)
    log.add(bad.reindex(whole, fill_value=False), column, frame[column].reindex(whole, fill_value=""), code)
