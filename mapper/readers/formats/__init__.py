"""The formats that are recognised by their columns, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapper.errors import FormatError, ParameterError
from mapper.readers.events.codebooks import codebooks
from mapper.readers.formats.acled.areas import ACLED_AREAS
from mapper.readers.formats.acled.events import ACLED
from mapper.readers.formats.base import Format, Translation, folded
from mapper.readers.formats.generic import (
    CORRECT_BY_COLUMNS,
    DATES,
    WHEN_OR_WHERE,
    read_generic,
    read_own,
)
from mapper.readers.formats.headers import guessed_columns
from mapper.readers.formats.others import OTHERS
from mapper.readers.formats.ucdp.events import GED_COLUMNS, UCDP
from mapper.readers.tables.table import Table, listed

__all__ = ["FORMAT_NAMES", "HEADLESS", "may_hold_events", "translated"]

_FORMATS: tuple[Format, ...] = (ACLED, UCDP, ACLED_AREAS, *OTHERS)
_OWN, _GENERIC = "dossier", "table"

FORMAT_NAMES = (_OWN, *(form.name for form in _FORMATS), _GENERIC)
"""The names that `--format` takes: the tool's own columns, the data sets, and any other table."""


HEADLESS = (GED_COLUMNS, *(header for book in codebooks() for header in book.headers))
"""The columns of files that are also published without a header."""


def translated(table: Table, *, form: str = "", columns: Mapping[str, str] | None = None) -> Translation:
    r"""Return a table in the tool's own columns.

    Parameters
    ----------
    table
        As read from the file.
    form
        One of `FORMAT_NAMES`, to force it; by default the columns decide.
    columns
        For a table of no known format: the column for each field, as in `{"date": "Datum"}`.

    Raises
    ------
    ParameterError
        There is no format of that name, or no field as in `columns`.
    FormatError
        The table does not have the columns.

    >>> from mapper.readers.tables.opening import read_table
    >>> translated(read_table(b"Datum,Ort\n13.06.2025,Gao\n", "a.csv")).table.frame.event_date.tolist()
    ['2025-06-13']
    """
    if form and form not in FORMAT_NAMES:
        raise ParameterError("form", form, f"one of {', '.join(FORMAT_NAMES)}")
    if form == _OWN:
        return Translation(table)
    if not form and not columns and "event_id" in table.frame:
        return read_own(table, remedy=CORRECT_BY_COLUMNS)
    if form == _GENERIC or columns:
        return read_generic(table, columns or {})
    small = folded(table)
    names = frozenset(map(str, small.frame.columns))
    for candidate in _FORMATS:
        if candidate.name == form or (not form and candidate.fits(names)):
            return _checked(candidate, small, names)
    return read_generic(table, {})


def may_hold_events(names: Iterable[str], *, columns: Mapping[str, str] | None = None) -> bool:
    """Tell by the column names whether a table may be one of events: in a known format, or saying when or where.

    With `columns`, whether it has those.

    >>> may_hold_events(["Datum", "Ort"]), may_hold_events(["Terms of use"])
    (True, False)
    """
    written = list(names)
    if columns:
        return {column for field, column in columns.items() if field != DATES} <= {*written}
    small = frozenset(name.strip().lower().replace(" ", "_") for name in written)
    known = "event_id" in small or any(form.fits(small) for form in _FORMATS)
    return known or not WHEN_OR_WHERE.isdisjoint(guessed_columns(written))


def _checked(form: Format, table: Table, names: frozenset[str]) -> Translation:
    if not form.fits(names):
        have = listed(table.frame.columns)
        raise FormatError(f"{table.name}: not a table of the format {form.name} (it has {have})", "leave `form` out")
    return form.translate(table)
