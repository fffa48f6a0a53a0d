"""First-level divisions of the world by name, from `data/divisions.csv`, and former divisions.

The tables are read only when a query names a division, or to build an index.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from gazetteer.index.keys import parent_form
from gazetteer.names.normalise import spelling_key
from gazetteer.names.sides import side_form

__all__ = [
    "TABLE",
    "TABLES",
    "Division",
    "division_codes",
    "division_names",
    "division_rows",
    "divisions_called",
    "divisions_with",
    "further_names",
    "is_called",
    "is_no_more",
    "is_one_area",
    "is_one_division",
    "is_parted_from",
    "made_of",
    "middle_of",
    "names_in_other_scripts",
]

#: Country code and the division's name in the table; "" for the whole country.
Division = tuple[str, str]
_DATA = Path(__file__).parent / "data"
TABLE, _FURTHER = _DATA / "divisions.csv", _DATA / "division_aliases.csv"
_IN_OTHER_SCRIPTS, _CODES = _DATA / "division_names.csv", _DATA / "division_codes.csv"
TABLES = (TABLE, _FURTHER, _IN_OTHER_SCRIPTS)


@cache
def division_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of `data/divisions.csv`, whose columns `data/README.md` explains.

    >>> [row["name"] for row in division_rows() if row["country"] == "MX" and row["code"] == "28"]
    ['Tamaulipas']
    """
    return tuple(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


@cache
def further_names() -> dict[Division, tuple[str, ...]]:
    """Return further names from data sets and reports, which `data/divisions.csv` lacks (`data/division_aliases.csv`).

    >>> further_names()["YE", "Omran"]
    ('Amran',)
    """
    return _names_of(_FURTHER)


@cache
def names_in_other_scripts() -> dict[Division, tuple[str, ...]]:
    """Return the names of divisions in other scripts than Latin (`data/division_names.csv`).

    >>> "Донецька область" in names_in_other_scripts()["UA", "Donetsk"]
    True
    """
    return _names_of(_IN_OTHER_SCRIPTS)


def _names_of(table: Path) -> dict[Division, tuple[str, ...]]:
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {(row["country"], row["division"]): tuple(row["names"].split(";")) for row in rows}


def division_names() -> dict[tuple[str, str], str]:
    """Return the names of divisions by country and GeoNames' code of the division.

    >>> division_names()["US", "ID"]
    'Idaho'
    """
    return {(row["country"], row["code"]): row["name"] for row in division_rows() if row["code"]}


@cache
def division_codes() -> dict[str, dict[str, str]]:
    """Return country → postal code → division, for countries whose addresses have such codes (`division_codes.csv`).

    >>> division_codes()["US"]["TX"], division_codes()["BR"]["PE"]
    ('Texas', 'Pernambuco')
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in csv.DictReader(_CODES.read_text(encoding="utf-8").splitlines()):
        found[row["country"]][row["code"]] = row["division"]
    return dict(found)


@cache
def divisions_called(name: str, country: str = "") -> frozenset[Division]:
    """Return the divisions of this name, in `country` (an ISO code) or, when "", anywhere.

    Words such as "region" or "state of" are ignored; a postal code in capitals is a name. If a country has no division
    of exactly this name, one with another spelling is taken, or one whose side (north, ...) is named in the other
    language.

    >>> sorted(divisions_called("Région de Gao")), divisions_called("Gao", "NE")
    ([('ML', 'Gao')], frozenset())
    >>> sorted(divisions_called("Lower Shabelle", "SO")), sorted(divisions_called("Tillabery", "NE"))
    ([('SO', 'Lower Shabeelle')], [('NE', 'Tillabéri Region')])
    >>> sorted(divisions_called("Eastern Region", "BF")), sorted(divisions_called("محافظة حلب"))
    ([('BF', 'Est')], [('SY', 'Aleppo')])
    >>> sorted(divisions_called("WA")), sorted(divisions_called("PE", "BR")), divisions_called("wa")
    ([('AU', 'Western Australia'), ('US', 'Washington')], [('BR', 'Pernambuco')], frozenset())
    """
    form = parent_form(name)
    found = _by_form().get(form, frozenset()) | _by_code().get(name.strip(), frozenset())
    if not found and not form.isascii():
        found = _by_form_in_other_scripts().get(form, frozenset())
    if not country:
        return found
    here = _in_country(found, country) or _in_country(_by_key().get(spelling_key(form), frozenset()), country)
    return here or _in_country(_by_side().get(side_form(form), frozenset()), country)


def divisions_with(name: str, country: str) -> frozenset[Division]:
    """Return the divisions of a country whose name contains this name and another word.

    >>> sorted(division for _, division in divisions_with("Nile", "SD"))
    ['Blue Nile', 'River Nile', 'White Nile']
    """
    form = parent_form(name)
    return frozenset(
        (country, row["name"])
        for row in division_rows()
        if row["country"] == country
        and f" {form} " in f" {parent_form(row['name'])} "
        and parent_form(row["name"]) != form
    )


def is_one_division(one: str, other: str, country: str = "") -> bool:
    """Say whether two names mean the same division of `country` (an ISO code), ignoring words such as "region".

    >>> is_one_division("Zamfara", "Zamfara state"), is_one_division("North Kivu", "Nord-Kivu", "CD")
    (True, True)
    >>> is_one_division("West Kordofan", "North Kordofan", "SD"), is_one_division("state", "region")
    (False, False)
    """
    if parent_form(one) == parent_form(other) != "":
        return True
    return bool(country and divisions_called(one, country) & divisions_called(other, country))


def is_one_area(one: Division, other: Division) -> bool:
    """Say whether two divisions are the same, or one was part of the other: reports may name either.

    >>> is_one_area(("ML", "Gao"), ("ML", "Ménaka")), is_one_area(("ML", "Gao"), ("ML", "Kayes"))
    (True, False)
    """
    return one == other or other in _parted().get(one, frozenset())


def is_parted_from(one: Division, other: Division) -> bool:
    """Say whether a division was made from another one or from a part of it.

    >>> is_parted_from(("ML", "Kidal"), ("ML", "Gao")), is_parted_from(("ML", "Gao"), ("ML", "Kidal"))
    (True, False)
    """
    rows = (row for row in _former_rows() if (row["country"], row["division"]) == one)
    return any((row["country"], row["formerly"]) == other for row in rows)


@cache
def made_of(division: Division) -> tuple[tuple[str, ...], str]:
    """Return the latest divisions made from a former division or a part of it, and the year; ((), "") for most.

    >>> made_of(("BF", "Sahel")), made_of(("ML", "Kidal"))
    ((('Liptako', 'Soum'), '2025'), ((), ''))
    """
    rows = [row for row in _former_rows() if (row["country"], row["formerly"]) == division]
    since = max((row["since"] for row in rows), default="")
    return tuple(row["division"] for row in rows if row["since"] == since), since


@cache
def middle_of(division: Division) -> tuple[float, float, float] | None:
    """Return the latitude and longitude of a division's centre, and the kilometres from there to its farthest corner.

    None if neither an outline nor towns are known.

    >>> middle_of(("UA", "Donetsk")), middle_of(("ML", "Ménaka"))
    ((48.0454, 37.6659, 138.0), None)
    """
    drawn = (row for row in division_rows() if (row["country"], row["name"]) == division and row["latitude"])
    for row in drawn:
        return float(row["latitude"]), float(row["longitude"]), float(row["radius_km"])
    return None


def is_called(kind: str, country: str) -> bool:
    """Say whether a country has first-level divisions of a kind of `gazetteer.names.kinds` (`division_kinds.csv`).

    "Region" and "state" count for every country, and all kinds do for a country that is not in the table.

    >>> is_called("province", "CD"), is_called("district", "ML"), is_called("region", "CD")
    (True, False, True)
    """
    return kind == "region" or kind in _kinds_by_country().get(country, frozenset([kind]))


@cache
def _kinds_by_country() -> dict[str, frozenset[str]]:
    rows = csv.DictReader((_DATA / "division_kinds.csv").read_text(encoding="utf-8").splitlines())
    return {row["country"]: frozenset(row["kinds"].split(";")) for row in rows}


def is_no_more(name: str, country: str) -> bool:
    """Say whether only former divisions of a country, which were divided or renamed, have this name.

    >>> is_no_more("Orientale", "CD"), is_no_more("Tshopo", "CD"), is_no_more("Gao", "ML"), is_no_more("Nowhere", "ML")
    (True, False, False, False)
    """
    return spelling_key(parent_form(name)) in _no_more(country)


@cache
def _no_more(country: str) -> frozenset[str]:
    """Return the keys of names that only a country's former divisions have."""
    former = {row["formerly"]: "" for row in _former_rows() if row["country"] == country}
    if not former:
        return frozenset()
    today = {row["name"]: row["aliases"] for row in division_rows() if row["country"] == country}
    return _keys(country, former) - _keys(country, today)


def _keys(country: str, aliases: dict[str, str]) -> frozenset[str]:
    """Return the keys of all names of a country's divisions; `aliases` has further names, joined by ";"."""
    names = {name for one, others in aliases.items() for name in (one, *others.split(";"))}
    names |= {name for one in aliases for name in further_names().get((country, one), ())}
    return frozenset(spelling_key(parent_form(name)) for name in names if name)


def _in_country(divisions: frozenset[Division], country: str) -> frozenset[Division]:
    return frozenset(division for division in divisions if division[0] == country)


@cache
def _by_key() -> dict[str, frozenset[Division]]:
    found: dict[str, set[Division]] = defaultdict(set)
    for form, divisions in _by_form().items():
        found[spelling_key(form)] |= divisions
    return {key: frozenset(divisions) for key, divisions in found.items()}


@cache
def _by_side() -> dict[str, frozenset[Division]]:
    found: dict[str, set[Division]] = defaultdict(set)
    for form, divisions in _by_form().items():
        found[side_form(form)] |= divisions
    found.pop("", None)
    return {form: frozenset(divisions) for form, divisions in found.items()}


@cache
def _by_form() -> dict[str, frozenset[Division]]:
    found: dict[str, set[Division]] = defaultdict(set)
    for row in division_rows():
        for name in (row["name"], *row["aliases"].split(";")):
            found[parent_form(name)].add((row["country"], row["name"]))
    for row in _former_rows():  # divisions newer than the table, and former ones
        for name in (row["division"], row["formerly"]):
            form = parent_form(name)
            if not any(country == row["country"] for country, _ in found[form]):
                found[form].add((row["country"], name))
    for division, names in further_names().items():
        for name in names:
            found[parent_form(name)].add(division)
    found.pop("", None)
    return {form: frozenset(divisions) for form, divisions in found.items()}


@cache
def _by_code() -> dict[str, frozenset[Division]]:
    found: dict[str, set[Division]] = defaultdict(set)
    for country, codes in division_codes().items():
        for code, division in codes.items():
            found[code].add((country, division))
    return {code: frozenset(divisions) for code, divisions in found.items()}


@cache
def _by_form_in_other_scripts() -> dict[str, frozenset[Division]]:
    """Return `parent_form` of a name in another script → divisions; read on demand, as most queries need none."""
    found: dict[str, set[Division]] = defaultdict(set)
    for division, names in names_in_other_scripts().items():
        for name in names:
            found[parent_form(name)].add(division)
    found.pop("", None)
    return {form: frozenset(divisions) for form, divisions in found.items()}


@cache
def _former_rows() -> tuple[dict[str, str], ...]:
    text = (_DATA / "former_divisions.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _parted() -> dict[Division, frozenset[Division]]:
    """Return division → the divisions that it was split from or into, from `data/former_divisions.csv`."""
    found: dict[Division, set[Division]] = defaultdict(set)
    for row in _former_rows():
        younger, older = (row["country"], row["division"]), (row["country"], row["formerly"])
        found[younger].add(older)
        found[older].add(younger)
    return {division: frozenset(others) for division, others in found.items()}
