"""Tables of counts: each row is an area, a period, a kind of event and a number of events, never a point.

ACLED publishes such tables itself, and through HDX and its interface HAPI; panels by area and month have the same form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from gazetteer.countries import country_name, country_or_blank
from mapper.model.coded import recoded
from mapper.model.dates import read_column
from mapper.model.schema import DATA_SET
from mapper.readers.events.data_sets import OF_ACLED
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.events.values import numbers
from mapper.readers.faults import FaultLog
from mapper.readers.formats.base import Format, Translation, kept_rows, standard_dates, with_columns
from mapper.readers.tables.skipped import skip_rows
from mapper.readers.tables.table import Table, cells, renamed

__all__ = ["ACLED_AREAS"]

_DAYS_OF_WEEK = 7
_LONGEST_CODE = 3
_SOURCES_OF = {
    "event_date": ("week", "month", "year"), "end_date": ("period_end",), "title": ("events",),
    "place": ("admin2", "admin_2", "admin1", "admin_1"),
}  # fmt: skip
_OTHER_NAMES = {
    "country": "location_name location_code country_name adm0_name adm0_en adm0_fr admin0_name iso3 pays pais país",
    "admin1": "admin_1 admin1_name provider_admin1_name adm1_name adm1_en adm1_fr province governorate département "
    "departement departamento provincia estado oblast wilaya",
    "admin2": "admin_2 admin2_name provider_admin2_name adm2_name adm2_en adm2_fr district cercle county municipio "
    "município distrito",
    "events": "event_count events_count n_events number_of_events political_violence_events conflict_events "
    "total_events violent_events incidents incident_count number_of_incidents evenements "
    "nb_evenements nb_incidents nombre_incidents nombre_d'incidents eventos incidentes",
    "fatalities": "killed deaths dead morts muertos mortos décès deces",
    "year": "annee année ano año",
    "month": "mois mes mês",
    "period_start": "reference_period_start period periode periodo month_year",
    "period_end": "reference_period_end",
}
"""Names of ACLED's columns in other tables of counts, HAPI's first; the first one in a table is used."""
_AREAS = ("country", "admin1", "admin2")
_PERIODS = ("week", "month", "year", "period_start")
_EVENTS_OF_HAPI = {"political_violence": "Political violence", "demonstration": "Demonstrations"}
_TARGETING = "civilian_targeting"


def _called(names: Iterable[str]) -> dict[str, str]:
    """Return missing column of ACLED → the column that this table has for it."""
    there = frozenset(names)
    found = {own: next((name for name in others.split() if name in there), "") for own, others in _OTHER_NAMES.items()}
    called = {name: own for own, name in found.items() if name and own not in there}
    # Beside a smaller area a region is one of the first level; elsewhere it may be a part of the world.
    region = next((name for name in ("region", "région", "región", "região") if name in there), "")
    smaller = "admin2" in {*there, *called.values()}
    return called | ({region: "admin1"} if region and smaller and "admin1" not in {*there, *called.values()} else {})


def _fits(names: frozenset[str]) -> bool:
    known = names | set(_called(names).values())
    of_acled = {"events", "country"} <= names and not names.isdisjoint({"week", "year"})
    has_all = "events" in known and not known.isdisjoint(_AREAS) and not known.isdisjoint(_PERIODS)
    of_others = has_all and names.isdisjoint({"event_date", "date_start", "latitude"})
    return (of_acled or of_others) and names.isdisjoint({"event_id", "actor1"})


def _translate(table: Table) -> Translation:
    """Return the areas as events whose place is the area; the count stays in the column `events`."""
    of_acled = "events" in table.frame  # other tables use other words for what they count
    table = _counting(_in_acled_words(table))
    columns = _columns(table.frame, standard_dates(table, {"week": "week"})["week"])
    columns["event_id"] = _told_apart(columns["event_id"], table.frame)
    columns[DATA_SET] = _all(table.frame, OF_ACLED if of_acled else "")
    period = next(name for name in ("week", "period_start", "year", "month") if name in table.frame)
    names = {"event_date": period, "fatalities_best": "fatalities"}
    names |= {"place": "admin1", "latitude": "centroid_latitude", "longitude": "centroid_longitude"}
    translated = with_columns(table, columns, written_as=names)
    translated = replace(translated, frame=translated.frame.drop(columns="fatalities", errors="ignore"))
    kept = newest_rows(columns["event_id"], pd.Series(np.nan, index=table.frame.index), translated.frame)
    notices = _counted_twice(table.name, columns["event_type"])
    return Translation(kept_rows(translated, kept, columns["event_id"]), notices=notices, sources_of=_SOURCES_OF)


def _in_acled_words(table: Table) -> Table:
    """Return the table with ACLED's names for the columns that have others."""
    called = _called(map(str, table.frame.columns))
    written = {own: table.written_as.get(name, name) for name, own in called.items()}
    return replace(table, frame=renamed(table.frame, called), written_as={**table.written_as, **written})


def _counted_twice(name: str, kinds: pd.Series) -> tuple[str, ...]:
    """Return the notice for tables that count attacks on civilians a second time, as HAPI does."""
    if set(kinds.unique()) >= {_TARGETING, *list(_EVENTS_OF_HAPI.values())[:1]}:
        return (f"{name}: events of the type {_TARGETING} are also among those of political violence: counted twice",)
    return ()


def _columns(frame: pd.DataFrame, week: pd.Series) -> dict[str, pd.Series]:
    country = cells(frame, "country")
    admin1, admin2 = cells(frame, "admin1", "admin_1"), cells(frame, "admin2", "admin_2")
    start, end, precision = _periods(frame, week)
    kind, sub = cells(frame, "event_type"), cells(frame, "sub_event_type")
    kind = recoded(kind, lambda word: _EVENTS_OF_HAPI.get(word, word))
    what = sub.mask(sub == "", kind)
    return {
        "event_id": _joined((country, admin1, admin2, start, cells(frame, "disorder_type"), kind, sub)),
        "event_date": start,
        "end_date": end,
        "date_precision": precision,
        "place": admin2.mask(admin2 == "", admin1.mask(admin1 == "", recoded(country, _in_words))),
        "admin1": admin1,
        "admin2": admin2,
        "place_relation": _all(frame, "in"),
        "latitude": cells(frame, "centroid_latitude"),
        "longitude": cells(frame, "centroid_longitude"),
        "event_type": kind,
        "geo_precision": _all(frame, "6").mask(admin1 != "", "4").mask(admin2 != "", "3"),
        "title": cells(frame, "events") + " × " + what.mask(what == "", "events"),
        "fatalities_best": cells(frame, "fatalities"),
    }


def _in_words(country: str) -> str:
    """Return the name of a country given by its code; MEX would be looked up as a town."""
    code = country_or_blank(country) if len(country) <= _LONGEST_CODE else ""
    return country_name(code) if code else country


def _all(frame: pd.DataFrame, word: str) -> pd.Series:
    return pd.Series(word, index=frame.index, dtype="str")


def _counting(table: Table) -> Table:
    """Skip rows that count no event, since there is nothing to draw; reject rows without a count.

    Most rows of a panel are zero, which is not a fault.
    """
    empty = numbers(cells(table.frame, "events")) == 0
    table = skip_rows(table, empty.map({True: "no-event", False: ""}))
    text = cells(table.frame, "events")
    none = ~(numbers(text) > 0)
    if not none.any():
        return table
    log = FaultLog(table.name, table.lines, table.written_as)
    log.add(none, "events", text, "no-events-counted")
    return table.with_rows(~none.to_numpy(), rejects=pd.concat([table.rejects, log.table()], ignore_index=True))


def _periods(frame: pd.DataFrame, week: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return first day, last day and precision: a week from its first day, a stated period, a month, or a year."""
    if "period_start" in frame:
        return _stated_periods(cells(frame, "period_start"), cells(frame, "period_end"))
    if "week" in frame:
        last = (
            (read_column(week).first + pd.Timedelta(days=_DAYS_OF_WEEK - 1))
            .dt.strftime("%Y-%m-%d")
            .fillna("")
            .astype("str")
        )
        return week, last, _all(frame, "week")
    year, month = cells(frame, "year"), cells(frame, "month")
    start = read_column(year.mask(month != "", month + "/" + year)).standard()
    return start, _all(frame, ""), _all(frame, "")


def _stated_periods(start: pd.Series, end: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return periods from their first and last days; whole months as months."""
    first, last = read_column(start), read_column(end)
    months = first.first.dt.strftime("%Y-%m")
    whole = (first.first.dt.day == 1) & (last.last == first.first + pd.offsets.MonthEnd(1))
    nothing = pd.Series("", index=start.index, dtype="str")
    return first.standard().mask(whole, months).astype("str"), last.standard().mask(whole, ""), nothing


def _told_apart(ids: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """Return ids; if several rows share one, words of other columns (a smaller area, a group) are appended.

    Rows that differ only in numbers keep the same id: they may be versions of one count.
    """
    again = ids.duplicated(keep=False)
    for name in map(str, frame[again]) if again.any() else ():
        text = cells(frame[again], name)
        pairs = pd.DataFrame({"id": ids[again], "text": text}).drop_duplicates()
        if pairs["id"].duplicated().any() and numbers(text).isna().all():
            ids = ids.mask(again & (cells(frame, name) != ""), ids + "/" + cells(frame, name))
    return ids


def _joined(parts: tuple[pd.Series, ...]) -> pd.Series:
    """Join the non-empty texts with `/`: area, period and kind make a row's id, since the table has no ids."""
    result = parts[0]
    for part in parts[1:]:
        result = result.mask(part != "", result + "/" + part)
    return result


ACLED_AREAS = Format("acled-aggregated", "ACLED counts by area", _fits, _translate)
