"""The formats that are recognised by their columns, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mapper.errors import FormatError, ParameterError
from mapper.readers.events.codebooks import codebooks
from mapper.readers.formats.acled.areas import ACLED_AREAS
from mapper.readers.formats.acled.events import ACLED
from mapper.readers.formats.base import Format, Translation, folded_name, with_folded_names
from mapper.readers.formats.generic import (
    CORRECT_BY_COLUMNS,
    DATES,
    WHEN_OR_WHERE,
    read_generic,
    read_own,
    schema_names,
    stated_order,
)
from mapper.readers.formats.headers import guessed_columns
from mapper.readers.formats.others import OTHERS
from mapper.readers.formats.ucdp.events import GED_COLUMNS, UCDP
from mapper.readers.formats.ucdp.yearly import UCDP_YEARLY
from mapper.readers.tables.table import Table, in_short, renamed

__all__ = ["FORMAT_NAMES", "HEADLESS", "may_hold_events", "translated"]

_FORMATS: tuple[Format, ...] = (ACLED, UCDP, UCDP_YEARLY, ACLED_AREAS, *OTHERS)
_OWN, _GENERIC = "dossier", "table"

FORMAT_NAMES = (_OWN, *(form.name for form in _FORMATS), _GENERIC)
"""The names that `--format` takes: the tool's own columns, the data sets, and any other table."""


HEADLESS = {GED_COLUMNS: "UCDP GED"} | {header: book.data_set for book in codebooks() for header in book.headers}
"""The columns of files that are also published without a header, and the data set of each."""


def translated(table: Table, *, form: str = "", columns: Mapping[str, str] | None = None) -> Translation:
    r"""Return a table in the tool's own columns.

    Parameters
    ----------
    table
        As read from the file.
    form
        One of `FORMAT_NAMES`, to force it; by default the columns decide.
    columns
        The column for each field, as in `{"date": "Datum"}`; in a known format these replace its own columns.

    Raises
    ------
    ParameterError
        There is no format of that name, or `columns` names an unknown field, or the two contradict each other.
    FormatError
        The table does not have the columns.

    >>> from mapper.readers.tables.opening import read_table
    >>> translated(read_table(b"Datum,Ort\n13.06.2025,Gao\n", "a.csv")).table.frame.event_date.tolist()
    ['2025-06-13']
    """
    if form and form not in FORMAT_NAMES:
        raise ParameterError("form", form, f"one of {', '.join(FORMAT_NAMES)}")
    if form == _OWN:
        if columns:
            raise ParameterError(
                "form", form, "another format, or leave `columns` out: its columns have their own names"
            )
        return Translation(table)
    if not form and not columns and "event_id" in table.frame:
        return read_own(table, remedy=CORRECT_BY_COLUMNS)
    for dots in (False, True):
        small = with_folded_names(table, dots=dots)
        names = frozenset(map(str, small.frame.columns))
        for candidate in _FORMATS:
            if candidate.name == form or (not form and candidate.fits(names)):
                return _in_format(candidate, _amended(small, candidate, columns or {}), forced=bool(form))
    return read_generic(table, columns or {})


def may_hold_events(names: Iterable[str], *, columns: Mapping[str, str] | None = None) -> bool:
    """Tell by the column names whether a table may be one of events: in a known format, or with a date or a place.

    With `columns`, whether it has those.

    >>> may_hold_events(["Datum", "Ort"]), may_hold_events(["Terms of use"])
    (True, False)
    """
    written = list(names)
    if named := {column for field, column in (columns or {}).items() if field != DATES}:
        return named <= {*written}
    several = [frozenset(folded_name(name, dots=dots) for name in written) for dots in (False, True)]
    known = "event_id" in several[0] or any(form.fits(small) for form in _FORMATS for small in several)
    return known or not WHEN_OR_WHERE.isdisjoint(guessed_columns(written))


def _amended(table: Table, form: Format, columns: Mapping[str, str]) -> Table:
    """Return a table of a known format with the user's columns instead of the format's own."""
    given = schema_names(columns)
    table = replace(table, order=stated_order(given.pop(DATES, "")))
    if not given:
        return table
    written = {table.written_as.get(str(name), str(name)): str(name) for name in table.frame}
    names = {}
    for field, column in given.items():
        if column not in written:
            raise FormatError(f"{table.name}: no column {column!r} for {field}; it has {in_short(written)}")
        of_format = form.names.get("fatalities_best" if field == "fatalities" else field, field)
        names[written[column]] = of_format
    replaced = {name: f"{name}_in_file" for name in names.values() if name in table.frame and name not in names}
    written_as = {**table.written_as, **{new: table.written_as.get(old, old) for old, new in names.items()}}
    return replace(table, frame=renamed(table.frame, {**replaced, **names}), written_as=written_as)


def _in_format(form: Format, table: Table, *, forced: bool) -> Translation:
    """Translate a table; report which of the format's columns it lacks if the format was forced or ids are lacking."""
    names = frozenset(map(str, table.frame.columns))
    lacks = form.lacks(names)
    if not (form.fits(names) or (forced and len(form.core) > 2 * len(lacks))):
        have = in_short(table.frame.columns)
        raise FormatError(f"{table.name}: not a table of the format {form.name} (it has {have})", "leave `form` out")
    translation = form.translate(table)
    translation = replace(translation, own=form.own(translation.table.frame))
    if not lacks or not (forced or form.core[0].startswith(lacks[0])):
        return translation
    remedy = "" if forced else "; with `form` table it is read as any other table"
    said = f"{table.name}: read as {form.title}, which lack {', '.join(lacks)}{remedy}"
    return replace(translation, notices=(said, *translation.notices))
