"""How many columns a table may have, and how they are named in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from mapper.errors import FormatError

__all__ = ["MOST_COLUMNS", "check_width", "listed"]

MOST_COLUMNS = 2000
"""What SQLite, and so a GeoPackage, can hold. ACLED has 31 columns and UCDP 49: more is a table turned on its side."""


def listed(names: Iterable[object], *, most: int = 8, longest: int = 40) -> str:
    """Return the first column names in words, each cut to a length that a sentence bears.

    >>> listed(["date", "x" * 1000], longest=5)
    'date, xxxx…'
    """
    first = [str(name) for name in islice(names, most)]
    return ", ".join(name if len(name) <= longest else name[: longest - 1] + "…" for name in first)


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
