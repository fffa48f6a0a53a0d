"""How many columns a table may have."""

from __future__ import annotations

from mapper.errors import FormatError

__all__ = ["MOST_COLUMNS", "check_width"]

MOST_COLUMNS = 2000
"""What SQLite, and so a GeoPackage, can hold. ACLED has 31 columns and UCDP 49: more is a table turned on its side."""


def check_width(name: str, columns: int) -> None:
    """Raise FormatError where a table has more columns than `MOST_COLUMNS`.

    >>> check_width("a.csv", 100_000)
    Traceback (most recent call last):
    ...
    mapper.errors.FormatError: a.csv: has 100,000 columns and at most 2,000 are read; is it turned on its side?
    """
    if columns > MOST_COLUMNS:
        raise FormatError(
            f"{name}: has {columns:,} columns and at most {MOST_COLUMNS:,} are read; is it turned on its side?"
        )
