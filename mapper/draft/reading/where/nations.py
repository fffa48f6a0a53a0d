"""Names of countries and of their people, and of parts of them that have no borders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from gazetteer import country_code
from gazetteer.errors import UnknownCountryError
from mapper.draft.lexicon import shared, words

__all__ = ["code_of", "codes_in", "countries_in", "is_country", "is_part"]

_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’-]+(?: (?:démocratique |of |the |de |du |and )*[A-ZÀ-Þ][\w’-]+)*")
_ENDINGS: Final = (
    "n", "an", "ian", "ese", "i", "ish", "ien", "ienne", "iens", "éen", "éenne", "ais", "aise", "ois", "oise", "ans",
    "ians", "is", "en", "ens", "enne", "ennes", "iennes", "aises", "oises", "e", "es", "ane", "anes",
)  # fmt: skip
_FRENCH: Final = re.compile(r"\b[a-zà-ÿ]{3,}(?:[ié]?en(?:ne)?|ais(?:e)?|ois(?:e)?)s?\b")
"""Adjectives for a people, which French writes small: "l'armée malienne"."""


def countries_in(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each country is named, and how often its people: ISO code → count.

    >>> countries_in(["Malian soldiers died in Mali and Niger."])
    (Counter({'ML': 1, 'NE': 1}), Counter({'ML': 1}))
    """
    countries: Counter[str] = Counter()
    peoples: Counter[str] = Counter()
    for text in texts:
        for match in _NAME.finditer(text):
            for code, is_people in codes_in(match[0]):
                (peoples if is_people else countries)[code] += 1
        adjectives = (codes_in(match[0].title()) for match in _FRENCH.finditer(text))
        peoples.update(code for codes in adjectives for code, is_people in codes if is_people)
    return countries, peoples


_CACHE: dict[str, tuple[tuple[str, bool], ...]] = {}


def codes_in(name: str) -> tuple[tuple[str, bool], ...]:
    """Return the codes of the countries that a name has in it, each with whether it names their people.

    >>> codes_in("Malian")
    (('ML', True),)
    """
    if name not in _CACHE:
        _CACHE[name] = _look_up(name)
    return _CACHE[name]


def _look_up(name: str) -> tuple[tuple[str, bool], ...]:
    if name in shared("short_countries"):
        return ((country_code(name), False),)
    if len(name) < 4:
        return ()
    if code := code_of(name):
        return ((code, name in shared("demonyms")),)
    if " " in name:
        return tuple(code for part in name.split(" ") if len(part) > 3 for code in _look_up(part))
    stems = [name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending) and len(name) - len(ending) > 2]
    # A stem that is a name itself comes first: "Nigerian" is of Nigeria, "Nigerien" of Niger.
    named = (stem + last for last in ("", "a", "ia", "ie", "e", "n", "an", "ne") for stem in stems)
    return next((((code, True),) for one in named if (code := code_of(one))), ())


def code_of(name: str) -> str:
    """Return the code of a country by its name, `""` for any other name.

    >>> code_of("Mali"), code_of("Gao")
    ('ML', '')
    """
    try:
        return country_code(name) if len(name) > 3 or name in shared("short_countries") else ""
    except UnknownCountryError:
        return ""


def is_country(name: str) -> bool:
    """Whether a name is that of a country or of its people.

    >>> is_country("Mali"), is_country("Syrian"), is_country("Niger State")
    (True, True, False)
    """
    return bool(code_of(name)) or (" " not in name and bool(codes_in(name)))


def is_part(name: str) -> bool:
    """Whether a name is a part of an area that has no borders.

    >>> is_part("northern Mali"), is_part("Kidal region")
    (True, False)
    """
    return name.split(" ", maxsplit=1)[0].lower() in words("en", "place", "parts") | words("fr", "place", "parts")
