"""Any other table of events: its columns are named by the user, or guessed from their names and shown.

So are, in a table with the tool's own `event_id`, the columns that go by other names than the tool's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from mapper.errors import FormatError, ParameterError
from mapper.model.dates import DAY_FIRST, MONTH_FIRST
from mapper.model.schema import EVENT_INPUT_COLUMNS
from mapper.readers.formats.base import Translation, standard_dates, with_columns
from mapper.readers.tables.table import Table, listed

__all__ = [
    "CORRECT_BY_COLUMNS",
    "DATES",
    "WHEN_OR_WHERE",
    "guess_notice",
    "guessed_columns",
    "read_generic",
    "read_own",
    "schema_names",
]

DATES = "dates"
"""The word in a mapping that states the order of day and month: `dates=dmy` or `dates=mdy`."""

CORRECT_BY_COLUMNS = "correct them with `columns`"
"""What a user can do about wrong guesses in a table that is a source itself."""

WHEN_OR_WHERE = frozenset({"event_date", "place", "latitude"})
"""The fields of which a table of events has at least one."""

_ORDERS = {"dmy": DAY_FIRST, "mdy": MONTH_FIRST}

_KNOWN_AS = {
    "event_id": "event_id id eventid event_number incident_id incident_number uid uuid globaleventid",
    "event_date": "event_date date eventdate datum fecha data day jour tag date_start start_date startdate begin "
    "incident_date date_of_incident date_evenement event_day datetime timestamp",
    "end_date": "end_date enddate date_end date_fin fin end enddatum",
    "place": "place location ort lieu localite localité village town city ville stadt lugar local site place_name "
    "placename location_name settlement where",
    "country": "country pays land pais país country_name iso iso2 iso3 country_code",
    "admin1": "admin1 admin_1 adm1 adm_1 region région province state etat état bundesland departamento governorate",
    "admin2": "admin2 admin_2 adm2 adm_2 district cercle county department département arrondissement",
    "latitude": "latitude lat y breite breitengrad latitud lat_dd y_coord point_y",
    "longitude": "longitude lon long lng x länge laengengrad längengrad longitud lon_dd x_coord point_x",
    "event_type": "event_type type eventtype kind category typ art catégorie categorie tipo incident_type",
    "sub_event_type": "sub_event_type subtype sub_type subcategory",
    "actor1": "actor1 actor_1 actor acteur akteur perpetrator side_a attacker group gname auteur",
    "actor2": "actor2 actor_2 side_b target opponent victim cible",
    "fatalities": "fatalities deaths killed dead tote morts muertos décès deces nkill fatality_count best",
    "title": "title titel titre headline summary",
    "notes": "notes note description beschreibung text details comment comments narrative resumen bemerkung",
    "source": "source sources quelle fuente publisher",
    "source_url": "source_url url link lien source_link href",
}
"""For each column of the schema the names, in some languages, under which other tables have it; the first one wins."""


def schema_names(columns: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping with its fields as the schema calls them, so that `date` or `lat` will do.

    Raises ParameterError for a field that there is not.

    >>> schema_names({"date": "Datum"})
    {'event_date': 'Datum'}
    """
    short = {word: field for field, words in reversed(_KNOWN_AS.items()) for word in reversed(words.split())}
    result = {}
    for given, column in columns.items():
        name = given.strip().lower()
        field = name if name in (*EVENT_INPUT_COLUMNS, DATES) else short.get(name)
        if field is None:
            raise ParameterError("columns", f"{given}={column}", f"one of the fields {', '.join(EVENT_INPUT_COLUMNS)}")
        result[field] = column
    return result


def guessed_columns(names: list[str]) -> dict[str, str]:
    """Return, for each column of the schema that one of the names suggests, that name.

    >>> guessed_columns(["Datum", "Ort", "weather", "Tags"])
    {'event_date': 'Datum', 'place': 'Ort', 'tags': 'Tags'}
    """
    by_word = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    guesses: dict[str, str] = {}
    for field, words in _KNOWN_AS.items():
        found = next((by_word[word] for word in words.split() if word in by_word), None)
        if found is not None and found not in guesses.values():
            guesses[field] = found
    others = {name: by_word[name] for name in EVENT_INPUT_COLUMNS if name not in _KNOWN_AS and name in by_word}
    return guesses | {field: name for field, name in others.items() if field not in names}


def read_generic(table: Table, columns: Mapping[str, str]) -> Translation:
    """Return the table with its columns renamed to the schema's: those given, and for the rest those guessed.

    A table without ids gets them from its name and line, `incidents-2`.

    Raises FormatError where a column given is not there, or nothing tells where or when anything happened.
    """
    names = [str(name) for name in table.frame.columns]
    given = schema_names(columns)
    order = _order(given.pop(DATES, ""))
    for field, column in given.items():
        if column not in names:
            raise FormatError(f"{table.name}: no column {column!r} for {field}; it has {listed(names)}")
    guesses = {f: c for f, c in guessed_columns(names).items() if f not in given and c not in given.values()}
    chosen = {**guesses, **given}
    if WHEN_OR_WHERE.isdisjoint(chosen):
        raise FormatError(
            f"{table.name}: no column event_id, and none that says when or where (it has {listed(names)})",
            "name them by `columns`, as in date=Datum,place=Ort, or see docs/dossier.md",
        )
    return _read(table, chosen, order, guess_notice(table.name, guesses))


def read_own(table: Table, *, remedy: str) -> Translation:
    r"""Return a table that has `event_id`; columns of other names are taken for those of the schema that it lacks.

    A table in which nothing is guessed comes back as it is; else its dates are read as in other tables.

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
    guesses = guessed_columns([name for name in names if name not in EVENT_INPUT_COLUMNS])
    had = {*names, "fatalities"} if "fatalities_best" in names else {*names}
    guesses = {field: column for field, column in guesses.items() if field not in had}
    if not guesses:
        return Translation(table)
    return _read(table, guesses, "", guess_notice(table.name, guesses, remedy=remedy))


def _read(table: Table, chosen: Mapping[str, str], order: str, notices: tuple[str, ...]) -> Translation:
    """Return the table with the chosen columns under their schema names, dates in ISO 8601, and an id in each row."""
    renamed = _renamed(table, chosen)
    ends = {name: name for name in ("event_date", "end_date") if name in renamed.frame}
    dates = standard_dates(renamed, ends, documented=order)
    if "event_id" not in renamed.frame:
        dates["event_id"] = _made_ids(table)
    return Translation(with_columns(renamed, dates, written_as={}), notices=notices)


def _renamed(table: Table, chosen: Mapping[str, str]) -> Table:
    """Give the chosen columns their schema names; another column of such a name becomes `…_in_file`."""
    back = {column: field for field, column in chosen.items()}
    taken = {name: f"{name}_in_file" for name in table.frame.columns if name in chosen and name not in back}
    written_as = {**table.written_as, **{field: column for field, column in chosen.items() if field != column}}
    return replace(table, frame=table.frame.rename(columns={**taken, **back}), written_as=written_as)


def _order(word: str) -> str:
    if word and word.lower() not in _ORDERS:
        raise ParameterError("columns", f"dates={word}", "dates=dmy or dates=mdy")
    return _ORDERS.get(word.lower(), "")


def _made_ids(table: Table) -> pd.Series:
    stem = PurePath(table.name).name.split(".")[0].replace(" ", "-")
    return pd.Series([f"{stem}-{line}" for line in table.lines()], index=table.frame.index, dtype="str")


def guess_notice(name: str, guesses: Mapping[str, str], *, remedy: str = CORRECT_BY_COLUMNS) -> tuple[str, ...]:
    """Return the sentence that names the guesses, with what the user can do about wrong ones; none without guesses.

    >>> guess_notice("a.csv", {"place": "Ort"})
    ('a.csv: columns guessed from their names: place=Ort; correct them with `columns`',)
    """
    if not guesses:
        return ()
    pairs = ", ".join(f"{field}={column}" for field, column in guesses.items())
    return (f"{name}: columns guessed from their names: {pairs}; {remedy}",)
