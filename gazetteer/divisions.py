"""First-level divisions of the world by name, from `data/divisions.csv`, and which were one area before.

The tables are read only when a query names a division, or to build an index.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from gazetteer.index.keys import parent_form

__all__ = ["TABLE", "Division", "division_names", "division_rows", "divisions_called", "is_one_area", "made_of"]

#: Country code and the division's name in the table; "" for the whole country.
Division = tuple[str, str]
_DATA = Path(__file__).parent / "data"
TABLE = _DATA / "divisions.csv"


@cache
def division_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of `data/divisions.csv` (country, code, name, aliases, people, namesake, source).

    >>> [row["name"] for row in division_rows() if row["country"] == "MX" and row["code"] == "28"]
    ['Tamaulipas']
    """
    return tuple(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def division_names() -> dict[tuple[str, str], str]:
    """Return the names of divisions by country and GeoNames' code of the division.

    >>> division_names()["US", "ID"]
    'Idaho'
    """
    return {(row["country"], row["code"]): row["name"] for row in division_rows() if row["code"]}


@cache
def divisions_called(name: str, country: str = "") -> frozenset[Division]:
    """Return the divisions of this name, in `country` (an ISO code) or, when "", anywhere.

    Words such as "region" or "state of" are ignored.

    >>> sorted(divisions_called("Région de Gao")), divisions_called("Gao", "NE")
    ([('ML', 'Gao')], frozenset())
    """
    found = _by_form().get(parent_form(name), frozenset())
    return frozenset(division for division in found if division[0] == country) if country else found


def is_one_area(one: Division, other: Division) -> bool:
    """Say whether two divisions are the same, or one was a part of the other: reports may name either.

    >>> is_one_area(("ML", "Gao"), ("ML", "Ménaka")), is_one_area(("ML", "Gao"), ("ML", "Kayes"))
    (True, False)
    """
    return one == other or other in _parted().get(one, frozenset())


@cache
def made_of(division: Division) -> tuple[tuple[str, ...], str]:
    """Return the divisions that a former one, or a part of it, was made into last, and the year; ((), "") for most.

    >>> made_of(("BF", "Sahel")), made_of(("ML", "Kidal"))
    ((('Liptako', 'Soum'), '2025'), ((), ''))
    """
    rows = [row for row in _former_rows() if (row["country"], row["formerly"]) == division]
    since = max((row["since"] for row in rows), default="")
    return tuple(row["division"] for row in rows if row["since"] == since), since


@cache
def _by_form() -> dict[str, frozenset[Division]]:
    found: dict[str, set[Division]] = defaultdict(set)
    for row in division_rows():
        for name in (row["name"], *row["aliases"].split(";")):
            found[parent_form(name)].add((row["country"], row["name"]))
    for row in _former_rows():  # younger divisions than those of the table
        form, old = parent_form(row["division"]), parent_form(row["formerly"])
        if not any(country == row["country"] for country, _ in found[form]) and found[old]:
            found[form].add((row["country"], row["division"]))
    found.pop("", None)
    return {form: frozenset(divisions) for form, divisions in found.items()}


@cache
def _former_rows() -> tuple[dict[str, str], ...]:
    text = (_DATA / "former_divisions.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _parted() -> dict[Division, frozenset[Division]]:
    """Return the divisions that each was split from or into, from `data/former_divisions.csv`."""
    found: dict[Division, set[Division]] = defaultdict(set)
    for row in _former_rows():
        younger, older = (row["country"], row["division"]), (row["country"], row["formerly"])
        found[younger].add(older)
        found[older].add(younger)
    return {division: frozenset(others) for division, others in found.items()}
