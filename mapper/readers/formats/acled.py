"""ACLED's event tables: the current columns, those before March 2023, the old upper-case ones, and a row per actor."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mapper.model.schema import ACTOR_COLUMNS, LIST_SEPARATOR
from mapper.readers.formats.acled_terms import GEO_STEPS, INTER_KINDS, MOBS, OLD_TYPES, TIME_STEPS
from mapper.readers.formats.base import DATA_SET, Format, Reading, cells, iso_dates, kept_rows, with_columns
from mapper.readers.formats.monadic import ACTOR_CELLS, one_row_an_event
from mapper.readers.newest import newest_rows
from mapper.readers.table import Table

__all__ = ["ACLED", "DATA_SET_NAME"]

DATA_SET_NAME = "ACLED"

_OLD_NAMES = {"ally_actor_1": "assoc_actor_1", "ally_actor_2": "assoc_actor_2", "event_id_country": "event_id_cnty"}


def _fits(names: frozenset[str]) -> bool:
    return "event_id" not in names and {"event_id_cnty", "event_date", "actor1"} <= names


def _translate(table: Table) -> Reading:
    """Return an ACLED table in the tool's own columns; every column of the file stays beside them."""
    frame = table.frame.rename(columns={old: new for old, new in _OLD_NAMES.items() if new not in table.frame})
    ids = cells(frame, "event_id_cnty")
    kept = newest_rows(ids, _age(frame), frame, apart_from=ACTOR_CELLS)
    table = kept_rows(replace(table, frame=frame), kept, ids)
    actors = _actors(table.frame)
    table, merged = one_row_an_event(table, "event_id_cnty")
    table, dates = iso_dates(table, {"event_date": "event_date"})
    frame = table.frame
    types = _types(frame)
    columns = {
        "event_id": cells(frame, "event_id_cnty"),
        "event_date": dates["event_date"],
        "date_precision": cells(frame, "time_precision").map(TIME_STEPS).fillna("").astype("str"),
        "place": cells(frame, "location"),
        "geo_precision": _steps(cells(frame, "geo_precision")),
        "event_type": types["event_type"],
        "sub_event_type": types["sub_event_type"],
        "fatalities_best": cells(frame, "fatalities"),
        DATA_SET: pd.Series(DATA_SET_NAME, index=frame.index, dtype="str"),
    }
    written_as = {"event_id": "event_id_cnty", "place": "location", "fatalities_best": "fatalities"}
    translated = with_columns(table, columns, written_as=written_as)
    translated = replace(translated, frame=translated.frame.drop(columns=["fatalities", "location"], errors="ignore"))
    return Reading(translated, actors=actors, merged=merged, age=_age(frame))


def _age(frame: pd.DataFrame) -> pd.Series:
    """Return ACLED's `timestamp`, the second of a row's last change; NaN in the old tables, which have none."""
    stamp = cells(frame, "timestamp")
    return pd.to_numeric(stamp.where(stamp != ""), errors="coerce").astype("float64")


def _steps(text: pd.Series) -> pd.Series:
    return text.map(GEO_STEPS).astype("str").where(text.isin(GEO_STEPS), text)


def _types(frame: pd.DataFrame) -> pd.DataFrame:
    """Return event type and sub-event type in the words of the current codebook; unknown words stay."""
    written, inter = cells(frame, "event_type"), cells(frame, "inter1").str.lower()
    key = written.str.lower()
    new = {text: OLD_TYPES.get(text, ("", "")) for text in key.unique()}
    kind = key.map({text: pair[0] for text, pair in new.items()}).astype("str")
    sub = cells(frame, "sub_event_type")
    sub = sub.mask(sub == "", key.map({text: pair[1] for text, pair in new.items()})).astype("str")
    mob = inter.map(MOBS).fillna("").astype("str")
    kind = kind.mask((key == "riots/protests") & (mob != ""), mob)
    return pd.DataFrame({"event_type": kind.mask(kind == "", written), "sub_event_type": sub})


def _actors(frame: pd.DataFrame) -> pd.DataFrame:
    """Return every actor that the table names, with its kind where an interaction code gives it."""
    pairs = []
    for side in ("1", "2"):
        kind = cells(frame, f"inter{side}").str.lower()
        pairs.append(pd.DataFrame({"name": cells(frame, f"actor{side}"), "code": kind}).drop_duplicates())
        allied = cells(frame, f"assoc_actor_{side}").drop_duplicates().str.split(LIST_SEPARATOR.strip()).explode()
        pairs.append(pd.DataFrame({"name": allied.str.strip(), "code": ""}))
    named = pd.concat(pairs, ignore_index=True)
    named["kind"] = named["code"].map(INTER_KINDS).fillna("").astype("str")
    named = named[named["name"] != ""].sort_values("kind", ascending=False, kind="stable").drop_duplicates("name")
    named = named.sort_values("name", ignore_index=True).assign(actor_id=lambda table: table["name"])
    return named.reindex(columns=list(ACTOR_COLUMNS), fill_value="").astype("str")


ACLED = Format("acled", "ACLED events", _fits, _translate)
