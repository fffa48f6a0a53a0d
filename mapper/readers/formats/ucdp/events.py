"""UCDP's event tables: GED of any version, Candidate events, and the web export, all recognised by column name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from mapper.model.coded import recoded
from mapper.model.schema import DATA_SET
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.formats.base import Format, Translation, date_columns, kept_rows, with_columns
from mapper.readers.formats.generic import made_ids
from mapper.readers.formats.ucdp.dates import documented_order
from mapper.readers.formats.ucdp.sides import actors_of, sides_of
from mapper.readers.formats.ucdp.sources import article_sources
from mapper.readers.tables.table import Table, cells
from mapper.vocabulary import by_term

__all__ = ["GED_COLUMNS", "UCDP"]

GED_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The columns of GED and Candidate events since version 20, in order."""

_TYPES = {str(code): name for name, code in by_term("ucdp_event_types", "ucdp").items()}
_DATE_STEPS = {str(code): name for name, code in by_term("date_precisions", "ucdp").items()}
"""UCDP's date_prec: the day is known, 2 to 6 days, a week, 8 to 31 days, more than a month up to a year."""
_FIGURES = {
    "fatalities_low": ("low", "low_est"),
    "fatalities_best": ("best", "best_est"),
    "fatalities_high": ("high", "high_est"),
}
_NAMES = {
    "event_id": "id", "admin1": "adm_1", "admin2": "adm_2", "geo_precision": "where_prec",
    "date_precision": "date_prec", "place": "where_coordinates", "event_type": "type_of_violence",
    "actor1": "side_a", "actor2": "side_b", "notes": "source_headline", "title": "dyad_name",
    "source": "source_article",
}  # fmt: skip
_SOURCES_OF = {
    "place": ("where_description",), "notes": ("where_description",), "source": ("source_original",),
    "data_set": ("code_status",),
}  # fmt: skip
"""Columns that fields are made from beside those of `_NAMES`."""
_ASSOCIATED = {"assoc_actor_1": ("side_a",), "assoc_actor_2": ("side_b",)}
_IDS = frozenset({"id", "relid"})
_ENDS = {"event_date": "date_start", "end_date": "date_end"}
_EDITION = re.compile(r"(?<!\d)([1-4]\d)[_.](\d)(?:[_.](\d{1,2}))?(?!\d)")


_OWN_NAMES = frozenset({
    "type_of_violence", "where_prec", "date_prec", "event_clarity", "dyad_name", "dyad_new_id", "conflict_new_id",
    "where_coordinates", "where_description", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best_est",
    "priogrid_gid", "side_a", "side_b",
})  # fmt: skip
"""Column names that only UCDP uses: three of them identify its events if others were left out."""


def _fits(names: frozenset[str]) -> bool:
    if "event_id" in names:
        return False
    dated = not names.isdisjoint({"date_start", "date_end", "year"})
    return {"id", "date_start", "date_end", "type_of_violence"} <= names or (dated and len(names & _OWN_NAMES) >= 3)


def _translate(table: Table) -> Translation:
    """Return a UCDP table in the tool's own columns; every column of the file stays beside them."""
    frame = table.frame
    ids = cells(frame, "id", "relid") if not _IDS.isdisjoint(frame) else made_ids(table)
    table = replace(table, frame=frame.assign(id=ids))
    ends = _ENDS if "date_start" in frame else {**_ENDS, "event_date": "year"}
    read = date_columns(table, ends, documented=lambda: documented_order(frame))
    dates = {name: column.standard() for name, column in read.items()}
    ended = _days(read["end_date"].last)
    kept = newest_rows(ids, pd.Series(ended, index=frame.index), frame)
    table = kept_rows(table, kept, ids)
    frame = table.frame
    dates = {name: text[kept.rows].reset_index(drop=True) for name, text in dates.items()}
    source, sources = article_sources(frame)
    data_set = pd.Series(_data_set(table.name, frame), index=frame.index, dtype="str")
    columns = {**_columns(frame, dates), "source": source, DATA_SET: data_set}
    age = pd.Series(_edition(table.name) * 1e6 + ended[kept.rows], index=frame.index)
    translated = with_columns(table, columns, written_as=_written_as(frame))
    sources_of = {**_SOURCES_OF, **{name: side for name, side in _ASSOCIATED.items() if name in columns}}
    return Translation(translated, actors=actors_of(frame), sources=sources, age=age, sources_of=sources_of)


def _columns(frame: pd.DataFrame, dates: dict[str, pd.Series]) -> dict[str, pd.Series]:
    return {
        "event_id": cells(frame, "id"),
        **dates,
        "date_precision": _date_precision(frame, dates),
        "place": cells(frame, "where_coordinates", "where_description"),
        "admin1": cells(frame, "adm_1"),
        "admin2": cells(frame, "adm_2"),
        "geo_precision": cells(frame, "where_prec"),
        "event_type": recoded(cells(frame, "type_of_violence"), lambda code: _TYPES.get(code, code)),
        **sides_of(frame),
        **{name: cells(frame, *names) for name, names in _FIGURES.items()},
        "notes": cells(frame, "source_headline", "where_description"),
        "title": cells(frame, "dyad_name"),
    }


def _written_as(frame: pd.DataFrame) -> dict[str, str]:
    figures = {name: next((n for n in names if n in frame), names[0]) for name, names in _FIGURES.items()}
    return {**_NAMES, **_ENDS, **figures}


def _days(dates: pd.Series) -> np.ndarray:
    """Return days since 1970; NaN where there is no date."""
    days = dates.to_numpy("datetime64[s]").astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype("float64"))


def _edition(name: str) -> float:
    """Return the version that a file name states as a number, `GEDEvent_v24_1.csv` 24.01; 0 where it states none."""
    match = _EDITION.search(PurePath(name).name)
    if not match:
        return 0.0
    return int(match[1]) + int(match[2]) / 100 + int(match[3] or 0) / 10_000


def _data_set(name: str, frame: pd.DataFrame) -> str:
    """Name the data set: Candidate events by their code status or the three-part version in the file's name."""
    stem = PurePath(name).name
    match = _EDITION.search(stem)
    three = match is not None and match[3] is not None
    candidate = three or "candidate" in stem.lower() or (cells(frame, "code_status").str.lower() != "clear").any()
    version = ".".join(filter(None, match.groups())) if match else ""
    return " ".join(filter(None, ("UCDP", "Candidate" if candidate else "GED", version)))


def _date_precision(frame: pd.DataFrame, dates: dict[str, pd.Series]) -> pd.Series:
    """Return the words for date_prec; a known day that lasts longer is a range."""
    stated = recoded(cells(frame, "date_prec"), _DATE_STEPS.get)
    longer = (stated == "day") & (dates["event_date"] != dates["end_date"]) & (dates["end_date"] != "")
    return stated.mask(longer, "range")


UCDP = Format(
    "ucdp",
    "UCDP events",
    _fits,
    _translate,
    core=("id|relid", "date_start", "date_end", "date_prec", "where_prec", "type_of_violence", "side_a", "side_b",
          "best|best_est"),
    codebook=frozenset({*GED_COLUMNS, "best_est", "high_est", "low_est", "gwno_a", "gwno_b", DATA_SET}),
    shown=("conflict_name", "dyad_name", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "code_status"),
    names={**_NAMES, **_ENDS, "fatalities_low": "low", "fatalities_best": "best", "fatalities_high": "high"},
)  # fmt: skip
