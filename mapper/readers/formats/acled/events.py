"""ACLED's event tables: the current columns, those before March 2023, the old upper-case ones, and a row per actor."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from mapper.model.coded import recoded
from mapper.model.schema import ACTOR_COLUMNS, DATA_SET, LIST_SEPARATOR
from mapper.readers.events.data_sets import OF_ACLED
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.events.values import numbers
from mapper.readers.formats.acled.monadic import ACTOR_CELLS, one_row_an_event
from mapper.readers.formats.acled.terms import GEO_STEPS, INTER_KINDS, MOBS, OLD_TYPES, TIME_STEPS
from mapper.readers.formats.base import Format, Translation, kept_rows, standard_dates, with_columns
from mapper.readers.formats.generic import guess_notice, made_ids
from mapper.readers.formats.headers import guessed_columns
from mapper.readers.tables.table import Table, cells, renamed

__all__ = ["ACLED"]

_OLD_NAMES = {"ally_actor_1": "assoc_actor_1", "ally_actor_2": "assoc_actor_2", "event_id_country": "event_id_cnty"}


_IDS = frozenset({"event_id_cnty", "event_id_country"})
"""Column names that only ACLED uses: its id identifies an export even if other columns were left out."""

_MAY_BE_RENAMED = (
    "event_date", "location", "country", "admin1", "admin2", "admin3", "latitude", "longitude", "event_type",
    "sub_event_type",
    "actor1", "actor2", "fatalities", "notes", "source",
)  # fmt: skip
_NAMES = {
    "event_id": "event_id_cnty", "place": "location", "fatalities_best": "fatalities",
    "date_precision": "time_precision",
}  # fmt: skip
_CODEBOOK = frozenset({
    "event_id_cnty", "event_id_no_cnty", "event_id_country", "event_date", "year", "time_precision", "disorder_type",
    "event_type", "sub_event_type", "actor1", "assoc_actor_1", "ally_actor_1", "inter1", "actor2", "assoc_actor_2",
    "ally_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "iso3", "region", "country", "admin1",
    "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp", "population_1km", "population_2km", "population_5km", "population_best",
    "data_id", DATA_SET,
})  # fmt: skip
_SOURCES_OF = {"kind": ("inter1", "inter2"), "age": ("timestamp",)}
"""Columns for the kind of actors, and for which of several rows of an event is the newest."""
_NO_STAND_IN = frozenset({"iso", "region", "timestamp"})
"""ACLED's columns whose names would suggest a country, a first-level area and a date in other tables."""


_OWN_NAMES = frozenset({
    "time_precision", "inter1", "inter2", "interaction", "disorder_type", "civilian_targeting", "source_scale",
    "event_id_no_cnty", "ally_actor_1", "ally_actor_2",
})  # fmt: skip
"""Other column names that only ACLED uses: two of them identify its events if the ids were left out, as does one
together with `sub_event_type`."""
_COMMON_NAMES = frozenset({"event_type", "sub_event_type", "actor1", "location", "fatalities"})
_FURTHER_NAMES = frozenset({"year", "iso", "region", "admin3", "timestamp", "time_precision"})
"""All of these common names with two further ones identify them too: together they are a selection of ACLED's
columns."""


_INTER = frozenset({"inter1", "inter2"})
"""Kinds of actors by number, which together with all common names identify ACLED's events."""


_SIDES = re.compile(r"(actor|inter|admin)_([123])")
"""Columns whose number may be written apart, as in Actor 1."""
_PLACED_NAMES = frozenset({"event_date", "event_type", "actor1", "location"})


def _as_published(name: str) -> str:
    return _SIDES.sub(r"\1\2", name) if _SIDES.fullmatch(name) else _OLD_NAMES.get(name, name)


def _fits(names: frozenset[str]) -> bool:
    if "event_id" in names:
        return False
    names = frozenset(map(_as_published, names))
    if not _IDS.isdisjoint(names) or (
        names >= _PLACED_NAMES and not names.isdisjoint({"geo_precision", "time_precision"})
    ):
        return True
    dated = "event_date" in names and ("actor1" in names or "event_type" in names)
    selected = names >= _COMMON_NAMES and len(names & (_FURTHER_NAMES | _OWN_NAMES)) >= 1 + names.isdisjoint(_INTER)
    return dated and (selected or len(names & _OWN_NAMES) + ("sub_event_type" in names) >= 2)


def _translate(table: Table) -> Translation:
    """Return an ACLED table in the tool's own columns; every column of the file stays beside them."""
    published = {old: new for old in map(str, table.frame) if (new := _as_published(old)) not in table.frame}
    written_as = {**table.written_as, **{new: table.written_as.get(old, old) for old, new in published.items()}}
    table = replace(table, frame=renamed(table.frame, published), written_as=written_as)
    table, notices = _with_stand_ins(table)
    frame = table.frame
    ids = cells(frame, "event_id_cnty")
    kept = newest_rows(ids, _age(frame), frame, apart_from=ACTOR_CELLS)
    table = kept_rows(table, kept, ids)
    actors = _actors(table.frame)
    table, merged = one_row_an_event(table, "event_id_cnty")
    dates = standard_dates(table, {"event_date": "event_date"})
    frame = table.frame
    types = _types(frame)
    columns = {
        "event_id": cells(frame, "event_id_cnty") if "event_id_cnty" in frame else made_ids(table),
        "event_date": dates["event_date"],
        "date_precision": recoded(cells(frame, "time_precision"), TIME_STEPS.get),
        "place": cells(frame, "location"),
        "geo_precision": recoded(cells(frame, "geo_precision"), lambda step: GEO_STEPS.get(step, step)),
        "event_type": types["event_type"],
        "sub_event_type": types["sub_event_type"],
        "fatalities_best": cells(frame, "fatalities"),
        DATA_SET: pd.Series(OF_ACLED, index=frame.index, dtype="str"),
    }
    translated = with_columns(table, columns, written_as=_NAMES)
    translated = replace(translated, frame=translated.frame.drop(columns=["fatalities", "location"], errors="ignore"))
    return Translation(
        translated, actors=actors, merged=merged, age=_age(frame), notices=notices, sources_of=_SOURCES_OF
    )


def _with_stand_ins(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with columns of other names in place of missing ones of ACLED, and the notice about them."""
    candidates = [str(name) for name in table.frame if name not in _NO_STAND_IN]
    guesses = guessed_columns(candidates)
    guesses = {"location": guesses.pop("place", ""), **guesses}
    chosen = {name: guesses[name] for name in _MAY_BE_RENAMED if name not in table.frame and guesses.get(name)}
    if not chosen:
        return table, ()
    written = {name: table.written_as.get(column, column) for name, column in chosen.items()}
    frame = table.frame.rename(columns={column: name for name, column in chosen.items()})
    return replace(table, frame=frame, written_as={**table.written_as, **written}), guess_notice(table.name, written)


def _age(frame: pd.DataFrame) -> pd.Series:
    """Return ACLED's `timestamp`, the second of a row's last change; NaN in the old tables, which have none."""
    return numbers(cells(frame, "timestamp"))


def _types(frame: pd.DataFrame) -> pd.DataFrame:
    """Return event type and sub-event type in the words of the current codebook; unknown words stay."""
    written, sub = cells(frame, "event_type"), cells(frame, "sub_event_type")
    kind = recoded(written, lambda word: OLD_TYPES.get(word.lower(), (word, ""))[0])
    implied = recoded(written, lambda word: OLD_TYPES.get(word.lower(), ("", ""))[1])
    undivided = written.str.lower() == "riots/protests"
    if undivided.any():
        mob = recoded(cells(frame, "inter1"), lambda code: MOBS.get(code.lower()))
        kind = kind.mask(undivided & (mob != ""), mob)
    return pd.DataFrame({"event_type": kind, "sub_event_type": sub.mask(sub == "", implied)})


def _actors(frame: pd.DataFrame) -> pd.DataFrame:
    """Return every actor that the table names, with its kind where an interaction code gives it."""
    pairs = []
    for side in ("1", "2"):
        pair = {"name": cells(frame, f"actor{side}"), "code": cells(frame, f"inter{side}")}
        pairs.append(pd.DataFrame(pair).drop_duplicates())
        allied = cells(frame, f"assoc_actor_{side}").drop_duplicates().str.split(LIST_SEPARATOR.strip()).explode()
        pairs.append(pd.DataFrame({"name": allied.str.strip(), "code": ""}))
    named = pd.concat(pairs, ignore_index=True)
    named["kind"] = recoded(named["code"], lambda code: INTER_KINDS.get(code.lower()))
    named = named[named["name"] != ""].sort_values("kind", ascending=False, kind="stable").drop_duplicates("name")
    named = named.sort_values("name", ignore_index=True).assign(actor_id=lambda table: table["name"])
    return named.reindex(columns=list(ACTOR_COLUMNS), fill_value="").astype("str")


ACLED = Format(
    "acled",
    "ACLED events",
    _fits,
    _translate,
    core=("event_id_cnty|event_id_country", "event_date", "time_precision", "event_type", "actor1|actor_1", "location",
          "geo_precision", "fatalities"),
    names=_NAMES,
    codebook=_CODEBOOK,
    shown=("civilian_targeting", "interaction"),
)  # fmt: skip
