"""Countries by ISO 3166 code or by name.

English and French names are in `data/countries.csv`, those of other languages in `data/country_names.csv`.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from gazetteer.errors import UnknownCountryError
from gazetteer.names.normalise import normal_form
from gazetteer.words import Message

__all__ = [
    "countries_called",
    "country_code",
    "country_message",
    "country_name",
    "country_or_blank",
    "country_rows",
    "names_water",
    "territories_of",
]


@cache
def country_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of `data/countries.csv` (iso2, iso3, name, french, aliases, shared, geonameid, population,
    filed_under, fips).

    >>> [row["name"] for row in country_rows() if row["iso3"] == "MLI"]
    ['Mali']
    """
    text = (Path(__file__).parent / "data" / "countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in country_rows():
        for name in (row["iso2"], row["iso3"], row["name"], *row["aliases"].split(";")):
            if name:
                codes.setdefault(normal_form(name), row["iso2"])
    return codes


@cache
def _names_elsewhere() -> dict[str, str]:
    """Return name in another language → country code, without names that several countries share."""
    text = (Path(__file__).parent / "data" / "country_names.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for name in row["names"].split(";"):
            found.setdefault(normal_form(name), set()).add(row["iso2"])
    return {form: min(codes) for form, codes in found.items() if len(codes) == 1 and not countries_called(form)}


@cache
def country_code(country: str) -> str:
    """Return the two-letter ISO code of a country given by code or name; "" for "".

    A name with brackets, such as "Russia (Soviet Union)" in data sets, is tried without them, then by the text in them;
    then by its words in any order and without words for a form of state, as in "Congo, Dem. Rep.".

    Raises
    ------
    UnknownCountryError
        Neither a code nor a known name.

    >>> country_code("MLI"), country_code("république centrafricaine"), country_code("Russia (Soviet Union)")
    ('ML', 'CF', 'RU')
    >>> country_code("Congo, Dem. Rep."), country_code("Korea, Republic of"), country_code("(North) Yemen")
    ('CD', 'KR', 'YE')
    >>> country_code("Украина"), country_code("Costa de Marfil")
    ('UA', 'CI')
    """
    if not normal_form(country):
        return ""
    if country.isupper() and any(row["iso2"] == country for row in country_rows()):
        return country
    outside, inside = _BRACKETS.sub(" ", country), country.partition("(")[2]
    for name in (country, outside, inside):
        form = normal_form(name)
        code = _codes().get(form) or _names_elsewhere().get(form)
        if code:
            return code
    code = _by_its_words(country) or _by_all_its_names(country)
    if not code:
        raise UnknownCountryError(country)
    return code


_BRACKETS = re.compile(r"\([^()]*\)?")
_SAYING_NOTHING = frozenset({"the", "of", "and"})
_FORMS_OF_STATE = frozenset(
    "republic democratic peoples islamic arab bolivarian plurinational kingdom rb pdr".split()  # noqa: SIM905 - reads better
)
_SHORT_FOR = {"rep": "republic", "dem": "democratic", "st": "saint", "is": "islands", "n": "north", "s": "south"}


def _words(name: str) -> frozenset[str]:
    """Return the words of a country's name, abbreviations written out.

    >>> sorted(_words("Congo, Dem. Rep. of the"))
    ['congo', 'democratic', 'republic']
    """
    return frozenset(_SHORT_FOR.get(word, word) for word in normal_form(name).split()) - _SAYING_NOTHING


@cache
def _by_words() -> dict[frozenset[str], str]:
    """Return words of a name → country code, without sets of words that several countries share."""
    found: dict[frozenset[str], set[str]] = {}
    for form, code in (_codes() | _names_elsewhere()).items():
        if len(form) > len("USA"):
            found.setdefault(_words(form), set()).add(code)
    shared = {_words(name) for row in country_rows() for name in row["shared"].split(";")}
    return {words: min(codes) for words, codes in found.items() if len(codes) == 1 and words not in shared}


def _by_its_words(country: str) -> str:
    words = _words(country)
    return _by_words().get(words) or _by_words().get(words - _FORMS_OF_STATE, "")


def _by_all_its_names(country: str) -> str:
    """Return the code of a country given by several of its names, as "Burma/Myanmar"; `""` for other texts."""
    names = country.split("/")
    codes = {country_or_blank(name) for name in names} if len(names) > 1 and all(map(str.strip, names)) else {""}
    return codes.pop() if len(codes) == 1 else ""


_WATERS = re.compile(
    r"\b(?:sea|ocean|gulf|strait|bay|channel|(?:international|territorial) waters|high seas"
    r"|mer|océan|golfe|détroit|eaux (?:internationales|territoriales))\b",
    re.IGNORECASE,
)


def names_water(text: str) -> bool:
    """Tell whether a name is one of a sea or of waters, which data sets write instead of a country.

    >>> names_water("Red Sea"), names_water("Gulf of Aden"), names_water("Seychelles")
    (True, True, False)
    """
    return _WATERS.search(text) is not None


@cache
def countries_called(name: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a name, in the order of the table; () for most names.

    >>> countries_called("Congo"), countries_called("Mali")
    (('CD', 'CG'), ())
    """
    form = normal_form(name)
    shared = ((row["iso2"], map(normal_form, row["shared"].split(";"))) for row in country_rows() if row["shared"])
    return tuple(code for code, forms in shared if form in forms)


@cache
def territories_of(code: str) -> tuple[str, ...]:
    """Return the codes of territories whose events data sets file under a country, now or in the past.

    >>> territories_of("IL"), territories_of("ML")
    (('PS',), ())
    """
    return tuple(row["iso2"] for row in country_rows() if row["filed_under"] == code and code)


@cache
def country_name(code: str, language: str = "en") -> str:
    """Return the English or French (`fr`) name of a country code; the code itself when it is unknown.

    >>> country_name("ML"), country_name("DZ", "fr"), country_name("ZZ")
    ('Mali', 'Algérie', 'ZZ')
    """
    column = "french" if language == "fr" else "name"
    return next((row[column] for row in country_rows() if row["iso2"] == code), code)


@cache
def country_message(code: str) -> Message | str:
    """Return the name of a country code, to be worded in the reader's language; "" for "".

    >>> country_message("DZ").text("fr")
    'Algérie'
    """
    return Message("bilingual", en=country_name(code), fr=country_name(code, "fr")) if code else ""


def country_or_blank(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or name; `""` where it is not known.

    >>> country_or_blank("Central African Republic"), country_or_blank("Atlantis")
    ('CF', '')
    """
    try:
        return country_code(name)
    except UnknownCountryError:
        return ""
