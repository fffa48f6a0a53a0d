"""Any other table of events: the user names its columns, or they are guessed from their names and shown.

In a table with the tool's own `event_id`, so are columns with other names than the tool's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
import shapely

from mapper.errors import FormatError, ParameterError
from mapper.model.dates import DAY_FIRST, MONTH_FIRST
from mapper.model.schema import EVENT_INPUT_COLUMNS
from mapper.readers.events.coordinates import POINTS, SHAPES
from mapper.readers.formats.acled.terms import looks_like_acled
from mapper.readers.formats.areas import (
    STEPS_OF_AREAS,
    where_notice,
    with_areas,
    with_areas_for_places,
    with_countries,
    with_country_of_areas,
    with_known_areas,
    with_names_of_areas,
    with_stated_country,
    without_kinds,
)
from mapper.readers.formats.base import Translation, standard_dates, with_columns
from mapper.readers.formats.counts_said import of_counts, refuse_counts_of_who_fled
from mapper.readers.formats.header_names import known_names, order_in
from mapper.readers.formats.headers import guessed_columns, without_what_was_hit
from mapper.readers.formats.hxl import parts_tagged
from mapper.readers.formats.numbered import further_notice, with_further_actors
from mapper.readers.formats.periods_across import turned
from mapper.readers.formats.sheet_ids import with_ids_of_sheets, with_made_ids, without_row_numbers
from mapper.readers.formats.split_dates import PARTS, date_parts, with_date_of_parts
from mapper.readers.formats.split_points import (
    BY_PARTS,
    POINT_PARTS,
    parts_of_point,
    pixels_notice,
    point_sources,
    with_point_of_parts,
    without_pixels,
)
from mapper.readers.formats.vague_dates import in_other_calendars, vague_notices, with_dates_of_titles
from mapper.readers.tables.shapes import with_places
from mapper.readers.tables.skipped import without_nothing_counted, without_prepared_rows
from mapper.readers.tables.table import Table, cells, in_short, renamed, stem_of

__all__ = [
    "CORRECT_BY_COLUMNS",
    "DATES",
    "WHEN_OR_WHERE",
    "guess_notice",
    "made_ids",
    "read_generic",
    "read_own",
    "schema_names",
    "stated_order",
]

DATES = "dates"
"""The word in a mapping that states the order of day and month: `dates=dmy` or `dates=mdy`."""

CORRECT_BY_COLUMNS = "correct them with `columns`"
"""What a user can do about wrong guesses in a table that is a source itself."""

WHEN_OR_WHERE = frozenset({"event_date", "place", "latitude", POINTS, PARTS[0], *BY_PARTS})
"""The fields of which a table of events has at least one."""

_MONTH_OF_FORECASTS = "month_id"
_PREDICTED = ("main_", "pred_", "step_", "sc_cm_", "sc_pgm_")
"""The month column of all ViEWS tables, and the prefixes of the names of its forecasts."""
_DATES = frozenset({"event_date", "end_date"})
_PARTS = frozenset({*PARTS, *POINT_PARTS})
_ORDERS = {"dmy": DAY_FIRST, "mdy": MONTH_FIRST}


def schema_names(columns: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping with the schema's names of its fields, so that `date` or `lat` can be used.

    Raises ParameterError for an unknown field.

    >>> schema_names({"date": "Datum"})
    {'event_date': 'Datum'}
    """
    short = {word: field for field, words in reversed(known_names().items()) for word in reversed(words)}
    result: dict[str, str] = {}
    for given, column in columns.items():
        name = given.strip().lower()
        field = name if name in (*EVENT_INPUT_COLUMNS, DATES, POINTS, *PARTS, *POINT_PARTS) else short.get(name)
        if field is None:
            raise ParameterError("columns", f"{given}={column}", f"one of the fields {', '.join(EVENT_INPUT_COLUMNS)}")
        if result.get(field, column) != column:
            raise ParameterError(
                "columns", f"{given}={column}", f"one column for {field}, which is {result[field]} too"
            )
        result[field] = column
    several = [column for field, column in result.items() if field != DATES]
    twice = next((column for column in several if several.count(column) > 1), "")
    if twice:
        fields = ", ".join(field for field, column in result.items() if column == twice)
        raise ParameterError("columns", f"{fields}={twice}", "each column for one field only")
    return result


def read_generic(table: Table, columns: Mapping[str, str]) -> Translation:
    """Return the table with its columns renamed to the schema's: those given, and for the rest those guessed.

    A table without ids gets them from its name and line, `incidents-2`.

    Raises FormatError if a given column is missing, or if the table has neither a date nor a place.
    """
    given = schema_names(columns)
    names = [str(name) for name in table.frame.columns]
    guesses = guessed_columns(names, table.frame, tags=table.tags, by_content=True)
    dates = {**guesses, **given}
    year = dates.get(PARTS[0]) or date_parts(table.frame).get(PARTS[0], "")
    across = turned(table, dated_by=dates.get("event_date", dates.get(PARTS[0], "")), year=year)
    table = across.table
    if across.columns:
        names = [str(name) for name in table.frame.columns]
        guesses = guessed_columns(names, table.frame, tags=table.tags, by_content=True)
        guesses.pop("event_id", None)  # made by turning the table
    table = replace(with_stated_country(table, given), order=stated_order(given.pop(DATES, "")))
    names = [str(name) for name in table.frame.columns]
    for field, column in given.items():
        if column not in names:
            raise FormatError(f"{table.name}: no column {column!r} for {field}; it has {in_short(names)}")
    guesses = _with_parts(guesses, table)
    guesses = {f: c for f, c in guesses.items() if f not in given and c not in given.values()}
    if "event_date" in given:
        guesses = {field: column for field, column in guesses.items() if field not in PARTS}
    guesses, of_rows = without_row_numbers(table, without_what_was_hit(guesses, given))
    if not given.keys() & STEPS_OF_AREAS.keys():
        guesses = with_known_areas(with_areas_for_places(guesses, table.frame), table.frame)
    chosen = {**guesses, **given}
    if not given:
        _refuse_forecasts(table.name, names)
        refuse_counts_of_who_fled(table, chosen)
    if WHEN_OR_WHERE.isdisjoint(chosen):
        raise FormatError(
            f"{table.name}: no column event_id, and none that says when or where (it has {in_short(names)})",
            'name them, as in `columns={"date": "Datum", "place": "Ort"}`',
        )
    guessed = guess_notice(table.name, guesses, tags=table.tags)
    read = _read(table, chosen, (*across.notices, *guessed, *of_rows, *_acled_notice(table)))
    read = replace(read, notices=(*read.notices, *where_notice(read.table)))
    return replace(read, sources_of={**read.sources_of, "event_date": across.columns}) if across.columns else read


def _refuse_forecasts(name: str, columns: list[str]) -> None:
    """Raise FormatError for a table of ViEWS' forecasts, whose rows would be drawn as events."""
    if _MONTH_OF_FORECASTS not in columns or not any(column.startswith(_PREDICTED) for column in columns):
        return
    said = "forecasts and no events: a row is a month in a country, or in a cell of a grid"
    remedy = 'name columns to read it all the same, as in `columns={"latitude": "lat"}`'
    raise FormatError(f"{name}: {said} (it has {in_short(columns)})", remedy)


def _acled_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on rows that may be ACLED's without its ids: they are read like any other table's."""
    if not looks_like_acled(table.frame):
        return ()
    steps = (
        " and their geo_precision is on another scale than the one assumed here"
        if "geo_precision" in table.frame
        else ""
    )
    return (
        f"{table.name}: may be rows of ACLED: if so, its terms do not allow handing them on{steps and ',' + steps}",
    )


def read_own(table: Table, *, remedy: str) -> Translation:
    r"""Return a table that has `event_id`; other columns are guessed for the schema's columns that it lacks.

    A table without guesses is returned as it is; else its dates are read as in other tables.

    Parameters
    ----------
    table
        With a column `event_id`.
    remedy
        What the user can do about wrong guesses, for the notice that names them.

    >>> from mapper.readers.tables.opening import read_table
    >>> own = read_own(read_table(b"event_id,date,weather\na,13 June 2025,dry\n", "a.csv"), remedy=CORRECT_BY_COLUMNS)
    >>> own.table.frame.to_dict("records"), len(own.notices)
    ([{'event_id': 'a', 'event_date': '2025-06-13', 'weather': 'dry', 'event_date_in_file': '13 June 2025'}], 1)
    """
    names = [str(name) for name in table.frame.columns]
    guesses = guessed_columns([name for name in names if name not in EVENT_INPUT_COLUMNS], table.frame, tags=table.tags)
    had = {*names, "fatalities"} if "fatalities_best" in names else {*names}
    had |= {POINTS} if had >= {"latitude", "longitude"} else set()
    had -= _PARTS
    guesses = _with_parts({name: name for name in had} | guesses, table)
    guesses = {field: column for field, column in guesses.items() if field not in had}
    guesses = without_what_was_hit(guesses, had)
    if not guesses:
        return Translation(table)
    return _read(table, guesses, guess_notice(table.name, guesses, remedy=remedy, tags=table.tags))


def _with_parts(guesses: Mapping[str, str], table: Table) -> dict[str, str]:
    """Return guesses with the columns of the parts of a date and of a point, if no column has the whole."""
    tagged = parts_tagged(map(str, table.frame), table.tags)
    dates = {} if "event_date" in guesses else date_parts(table.frame, tagged=tagged)
    guesses = without_pixels(guesses, table.frame)
    point = parts_of_point(table.frame, guesses)
    others = {field: column for field, column in guesses.items() if column not in point.values()}
    return {**others, **dates, **point}


def _read(table: Table, chosen: Mapping[str, str], notices: tuple[str, ...]) -> Translation:
    """Return the table with the chosen columns under their schema names, dates in ISO 8601, and an id in each row."""
    table = _without_prepared_rows(table, chosen)
    named = with_further_actors(with_date_of_parts(_renamed(table, chosen), chosen), chosen)
    named, of_areas = with_country_of_areas(with_names_of_areas(with_countries(named)))
    named = without_kinds(_with_shapes(named))
    named, of_ids = with_ids_of_sheets(with_areas(with_point_of_parts(named, chosen), chosen))
    ended = date_parts(table.frame, "end_date") if "year" in chosen else {}
    named = with_date_of_parts(named, ended, "end_date")
    named, of_titles = with_dates_of_titles(named)
    ends = {name: name for name in ("event_date", "end_date") if name in named.frame}
    heading = named.written_as.get("event_date", "")
    dates = in_other_calendars(standard_dates(named, ends, documented=order_in(heading)), heading)
    ids, of_rows = with_made_ids(named, made_ids(table))
    dates |= ids
    parts = tuple(chosen[part] for part in PARTS if part in chosen)
    sources_of = {"event_date": parts} if parts else {}
    sources_of |= {"end_date": tuple(ended.values())} if ended else {}
    sources_of |= point_sources(chosen)
    if "place" in named.frame and "place" not in table.frame and "place" not in chosen:
        sources_of["place"] = tuple(chosen.get(level, level) for level in STEPS_OF_AREAS if level in named.frame)
    notices += (
        *of_counts(table, chosen),
        *further_notice(table, chosen),
        *pixels_notice(table, chosen),
        *of_areas,
        *of_ids,
        *of_rows,
        *of_titles,
    )
    made = with_columns(named, dates, written_as={})
    return Translation(made, notices=(*notices, *vague_notices(made, chosen)), sources_of=sources_of)


def _without_prepared_rows(table: Table, chosen: Mapping[str, str]) -> Table:
    figures = [column for field, column in chosen.items() if field.startswith("fatalities")]
    told = [column for field, column in chosen.items() if column not in figures and field != "country"]
    dates = [column for field, column in chosen.items() if field in {*_DATES, *PARTS}]
    areas = [column for field, column in chosen.items() if field in {"place", *STEPS_OF_AREAS}]
    table = without_nothing_counted(table, dates=dates, areas=areas, figures=figures)
    return without_prepared_rows(table, told=told, figures=figures)


def _renamed(table: Table, chosen: Mapping[str, str]) -> Table:
    """Give the chosen columns their schema names; another column of such a name becomes `…_in_file`."""
    back = {column: field for field, column in chosen.items() if field not in _PARTS}
    taken = {name: f"{name}_in_file" for name in table.frame.columns if name in back.values() and name not in back}
    written_as = {**table.written_as, **{field: column for column, field in back.items() if field != column}}
    return replace(table, frame=renamed(table.frame, {**taken, **back}), written_as=written_as)


def _with_shapes(table: Table) -> Table:
    """Return the table with vague points for the areas and lines in its column of points."""
    if POINTS not in table.frame:
        return table
    texts = cells(table.frame, POINTS)
    drawn = texts.str.match(SHAPES, case=False)
    if not drawn.any():
        return table
    written = np.array([text if is_shape else None for text, is_shape in zip(texts, drawn, strict=True)], dtype=object)
    shapes = shapely.from_wkt(written, on_invalid="ignore")
    read = ~shapely.is_missing(shapes)
    placed = with_places(table, shapes)
    return replace(placed, frame=placed.frame.assign(**{POINTS: texts.mask(read, "")}))


def stated_order(word: str) -> str:
    """Return the order of day and month for `dmy` or `mdy`; `""` for an empty word.

    Raises ParameterError for any other word.

    >>> stated_order("dmy")
    'day first'
    """
    if word and word.lower() not in _ORDERS:
        raise ParameterError("columns", f"dates={word}", "dates=dmy or dates=mdy")
    return _ORDERS.get(word.lower(), "")


def made_ids(table: Table) -> pd.Series:
    """Return ids for the rows of a table without any: its name and the line, `incidents-2`.

    >>> import numpy as np
    >>> made_ids(Table("my incidents.csv", pd.DataFrame({"place": ["Gao"]}), lambda: np.array([2]))).tolist()
    ['my-incidents-2']
    """
    return pd.Series([f"{stem_of(table.name)}-{line}" for line in table.lines()], index=table.frame.index, dtype="str")


def guess_notice(
    name: str,
    guesses: Mapping[str, str],
    *,
    remedy: str = CORRECT_BY_COLUMNS,
    tags: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Return the notice that names the guesses and how to correct them; none without guesses.

    >>> guess_notice("a.csv", {"place": "Ort"})
    ('a.csv: columns guessed from their names: place=Ort; correct them with `columns={"place": "Ort"}`',)
    """
    if not guesses:
        return ()
    pairs = ", ".join(f"{field}={column}" for field, column in guesses.items())
    if remedy == CORRECT_BY_COLUMNS:
        remedy = f"correct them with `columns={json.dumps(dict(guesses), ensure_ascii=False)}`"
    by = "names and HXL tags" if tags else "names"
    return (f"{name}: columns guessed from their {by}: {pairs}; {remedy}",)
