"""Translate a table by the codebook of its data set."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np
import pandas as pd

from gazetteer.tables.json import whole
from mapper.model.coded import recoded
from mapper.model.schema import DATA_SET
from mapper.readers.events.codebooks import Code, Codebook, codebooks
from mapper.readers.events.coordinates import POINTS
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.formats.base import Format, Translation, kept_rows, standard_dates, with_columns
from mapper.readers.formats.split_dates import date_of_parts
from mapper.readers.formats.split_points import ANGLES, point_sources, with_point_of_parts
from mapper.readers.tables.missing import without_codes
from mapper.readers.tables.skipped import skip_rows
from mapper.readers.tables.table import Table, cells

__all__ = ["OTHERS"]

_STEPS_OF_PLACES: Final = ("", "3", "4")
"""The step of `geo_precision` by the finest column of places that is not empty."""
_WHOLE: Final = re.compile(r"\.0+$")
_POLE: Final = 90
_PAIR: Final = r"^\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*$"


def _fits(names: frozenset[str], *, book: Codebook) -> bool:
    return book.needs <= names


def _translate(table: Table, *, book: Codebook) -> Translation:
    """Return a table in the tool's own columns; every column of the file stays beside them."""
    table = _without_missing(_with_points(_with_events_only(table, book)), book)
    angles = _angle_columns(table.frame, book)
    table = with_point_of_parts(table, angles)
    frame = table.frame
    columns = {name: _first(frame, sources) for name, sources in book.columns.items() if name != POINTS}
    columns |= {name: _dates(table, parts) for name, parts in book.dates.items()}
    for name, code in book.codes.items():
        columns[name] = recoded(cells(frame, code.column), partial(_meaning, code))
    columns |= _coordinates(frame, book) | _precision_by_places(frame, book)
    if book.fips:
        columns["country"] = recoded(columns["country"], book.fips.get)
    if book.countries:
        columns["country"] = recoded(columns["country"], lambda code: book.countries.get(code, code))
    columns[DATA_SET] = pd.Series(book.data_set, index=frame.index, dtype="str")
    ids = columns.get("event_id", pd.Series("", index=frame.index, dtype="str"))
    if (ids == "").any():
        made = pd.Series([f"{book.name}-{line}" for line in table.lines()], index=frame.index, dtype="str")
        columns["event_id"] = ids.mask(ids == "", made)
    columns, notices = _one_row_a_place(table, columns, book)
    written = {name: next((s for s in sources if s in frame), "") for name, sources in book.columns.items()}
    written_as = {name: source for name, source in written.items() if source}
    translated = with_columns(table, columns, written_as=written_as)
    kept = newest_rows(columns["event_id"], pd.Series(np.nan, index=frame.index), translated.frame)
    sources_of = {name: sources for name, sources in book.columns.items() if name != POINTS}
    sources_of |= {name: tuple(chain(*parts.values())) for name, parts in book.dates.items()}
    sources_of |= {name: (code.column,) for name, code in book.codes.items()}
    sources_of |= dict.fromkeys(("latitude", "longitude"), book.columns[POINTS]) if POINTS in book.columns else {}
    sources_of |= point_sources(angles)
    there = {name: tuple(source for source in sources if source in frame) for name, sources in sources_of.items()}
    return Translation(kept_rows(translated, kept, columns["event_id"]), notices=notices, sources_of=there)


def _with_events_only(table: Table, book: Codebook) -> Table:
    """Return the table without rows that state that there was no event; these are listed as skipped."""
    column, codes = book.no_event
    if not column:
        return table
    return skip_rows(table, cells(table.frame, column).map(_code).isin(codes).map({True: "no-event", False: ""}))


def _without_missing(table: Table, book: Codebook) -> Table:
    """Return the table with empty cells for the codebook's words and codes for missing values."""
    if not book.missing:
        return table
    used = {source for sources in book.columns.values() for source in sources}
    # A code of a list, as SCAD's -99 for "unknown place", has its own meaning; a longitude may be -9.
    apart = {code.column for code in book.codes.values()} | {"latitude", "longitude"}
    numbers = tuple(word for word in book.missing if word.lstrip("-").isdecimal())
    table = _without_missing_points(table, [word for word in numbers if abs(int(word)) > _POLE])
    codes = {str(name): book.missing if name in used else numbers for name in table.frame if name not in apart}
    return without_codes(table, {name: words for name, words in codes.items() if words})


def _without_missing_points(table: Table, codes: list[str]) -> Table:
    """Return the table without points whose latitude is a code beyond the poles, which no place has."""
    gone = cells(table.frame, "latitude").isin(codes)
    if not gone.any():
        return table
    return without_codes(table, {"latitude": codes, "longitude": codes}, kept={"longitude": ~gone})


def _first(frame: pd.DataFrame, sources: tuple[str, ...]) -> pd.Series:
    """Return the first of these columns, with the next one in its empty cells."""
    result = pd.Series("", index=frame.index, dtype="str")
    for source in sources:
        if source in frame:
            result = result.mask(result == "", cells(frame, source))
    return result


def _meaning(code: Code, text: str) -> str:
    return code.terms.get(_code(text), "")


def _dates(table: Table, parts: dict[str, tuple[str, ...]] | Any) -> pd.Series:
    """Return dates in ISO 8601 from their text, else from their parts, as exact as these are; 0 is unknown."""
    frame = table.frame
    texts = pd.Series("", index=frame.index, dtype="str")
    if "text" in parts:
        texts = _standard(table, _first(frame, parts["text"]))
    if "year" not in parts:
        return texts
    year, month, day = (_first(frame, parts.get(part, ())).map(_code) for part in ("year", "month", "day"))
    month, day = month.mask(month == "0", ""), day.mask(day == "0", "")
    return texts.mask(texts == "", _standard(table, date_of_parts(year, month, day)))


def _standard(table: Table, dates: pd.Series) -> pd.Series:
    made = replace(table, frame=pd.DataFrame({"date": dates}))
    return standard_dates(made, {"date": "date"})["date"]


def _code(text: str) -> str:
    """Return a code as codebooks write it: `1` of `1.0` and `01`.

    >>> _code("01"), _code("1.0"), _code("0"), _code("-99")
    ('1', '1', '0', '-99')
    """
    whole = _WHOLE.sub("", text.strip())
    return whole.lstrip("0") or whole[:1]


def _coordinates(frame: pd.DataFrame, book: Codebook) -> dict[str, pd.Series]:
    """Return latitude and longitude from a column of both (`31.65, -110.36`); other text is left for a fault."""
    if POINTS not in book.columns:
        return {}
    text = _first(frame, book.columns[POINTS])
    pairs = text.str.extract(_PAIR).fillna("").astype("str")
    others = text.mask(pairs[0] != "", "")
    unread = {POINTS: others} if POINTS not in frame and (others != "").any() else {}
    return {"latitude": pairs[0], "longitude": pairs[1], **unread}


def _angle_columns(frame: pd.DataFrame, book: Codebook) -> dict[str, str]:
    """Return the columns of the parts of the latitude and of the longitude, if a table has both."""
    names = list(map(str, frame))
    parts = [[name for name in names if re.search(rf"(?:^|_){part}(?:_\d+)?$", name)] for part in book.angles]
    if not parts or any(len(found) < 2 for found in parts):
        return {}
    return {of: found[axis] for axis, several in enumerate(ANGLES) for of, found in zip(several, parts, strict=True)}


def _precision_by_places(frame: pd.DataFrame, book: Codebook) -> dict[str, pd.Series]:
    """Return the precision of a place, by the finest column of places that is not empty."""
    if not book.places:
        return {}
    step = pd.Series("6", index=frame.index, dtype="str")
    for name, own in reversed(tuple(zip(book.places, _STEPS_OF_PLACES, strict=True))):
        step = step.mask(cells(frame, name) != "", own)
    return {"geo_precision": step}


def _with_points(table: Table) -> Table:
    """Return a table whose column `geolocations` is a list of objects, as Airwars writes it, with its first point."""
    if "geolocations" not in table.frame:
        return table
    points = [_first_point(text) for text in cells(table.frame, "geolocations")]
    found = {name: pd.Series([point.get(name, "") for point in points], dtype="str") for name in _POINT}
    own = {name: cells(table.frame, name) for name in _POINT}
    filled = {name: own[name].mask(own[name] == "", found[name]) for name in _POINT}
    return replace(table, frame=table.frame.assign(**filled))


_POINT: Final = ("latitude", "longitude", "geolocation_accuracy")


def _first_point(text: str) -> dict[str, str]:
    """Return the primary point of a list, or its first one."""
    try:
        points = [point for point in whole(json.loads(text)) if isinstance(point, dict)]
    except (ValueError, TypeError, RecursionError):
        return {}
    primary = [point for point in points if point.get("primary_coordinate")] or points
    chosen = primary[0] if primary else {}
    return {name: str(chosen[name]).replace("_", " ") for name in _POINT if chosen.get(name) not in (None, "")}


def _one_row_a_place(
    table: Table, columns: dict[str, pd.Series], book: Codebook
) -> tuple[dict[str, pd.Series], tuple[str, ...]]:
    """Give each place of an event its own id, and the figures of the event only to its first place."""
    if not book.part or book.part not in table.frame:
        return columns, ()
    part = _numbered_places(cells(table.frame, book.part).map(_code), columns)
    further = ~part.isin(["", "0", "1"])
    if not further.any():
        return columns, ()
    ids = columns["event_id"].mask(further, columns["event_id"] + "-" + part)
    figures = {name: column.mask(further, "") for name, column in columns.items() if name.startswith("fatalities_")}
    notice = (
        f"{table.name}: {int(further.sum()):,} rows are further places of an event: each is drawn, "
        "and the dead are counted at the first place only"
    )
    return columns | {"event_id": ids} | figures, (notice,)


def _numbered_places(part: pd.Series, columns: dict[str, pd.Series]) -> pd.Series:
    """Return the numbers of the places of each event, counted where the file leaves them out."""
    ids = columns["event_id"]
    names = [name for name in ("place", "latitude", "longitude") if name in columns]
    where = pd.DataFrame({name: columns[name] for name in names}).agg("\0".join, axis="columns")
    several = where.groupby([ids, part]).transform("nunique") > 1
    if not several.any():
        return part
    firsts = where.groupby(ids).transform(lambda texts: pd.factorize(texts)[0] + 1)
    return part.mask(several, firsts.astype("str"))


OTHERS: Final = tuple(
    Format(book.name, book.title, partial(_fits, book=book), partial(_translate, book=book)) for book in codebooks()
)
"""A format for each codebook."""
