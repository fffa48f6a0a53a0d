"""Which country and area the printed places of an article lie in, and whether two of them may be one.

An article's country is a preference, never a filter: a place abroad counts if that country is named in the text. Where
the gazetteer knows no such place, nothing larger takes its place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gazetteer import Query, country_code
from gazetteer.errors import UnknownCountryError
from gazetteer.geodesy import great_circle_km
from mapper.draft.lexicon import words
from mapper.model.text import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer import Gazetteer, Resolution
    from mapper.draft.reading.places import PlaceSpan

__all__ = ["Whereabouts", "countries_in", "is_country", "is_part", "is_vague", "same_place"]

_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’-]+(?: (?:of |the |de |du |and )*[A-ZÀ-Þ][\w’-]+)*")
_ENDINGS: Final = (
    "n", "an", "ian", "ese", "i", "ish", "ien", "ienne", "iens", "éen", "éenne", "ais", "aise", "ois", "oise", "ans",
    "ians", "is",
)  # fmt: skip
SAME_KM: Final = 25.0
_SIZES: Final = {"A.PCL": 5, "A.ADM1": 3, "A.ADM2": 2, "A.ADM3": 2, "A.ADM4": 1}


def countries_in(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each country is named, and how often its people: ISO code → count.

    >>> countries_in(["Malian soldiers died in Mali and Niger."])
    (Counter({'ML': 1, 'NE': 1}), Counter({'ML': 1}))
    """
    countries: Counter[str] = Counter()
    peoples: Counter[str] = Counter()
    for text in texts:
        for match in _NAME.finditer(text):
            for code, is_people in _codes(match[0]):
                (peoples if is_people else countries)[code] += 1
    return countries, peoples


_CACHE: dict[str, tuple[tuple[str, bool], ...]] = {}


def _codes(name: str) -> tuple[tuple[str, bool], ...]:
    if name not in _CACHE:
        _CACHE[name] = _look_up(name)
    return _CACHE[name]


def _look_up(name: str) -> tuple[tuple[str, bool], ...]:
    if len(name) < 4:
        return ()
    if code := _code(name):
        return ((code, False),)
    if " " in name:
        return tuple(code for part in name.split(" ") if len(part) > 3 for code in _look_up(part))
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        stem = name.removesuffix(ending)
        for last in ("", "a", "ia", "e", "n", "an", "ne") if stem != name and len(stem) > 2 else ():
            if code := _code(stem + last):
                return ((code, True),)
    return ()


def _code(name: str) -> str:
    try:
        return country_code(name) if len(name) > 3 else ""
    except UnknownCountryError:
        return ""


@dataclass(slots=True)
class Whereabouts:
    """The gazetteer as one article asks it."""

    gazetteer: Gazetteer
    preferred: str = ""
    named: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    _known: dict[Query, Resolution] = field(default_factory=dict)

    def find(self, place: PlaceSpan) -> tuple[Resolution, str]:
        """Return the gazetteer's answer for a printed place, and the country to record with it.

        The country is empty where the text says nothing of it; it is the preferred one where the name lies only in a
        country that the text does not name, so that nothing is drawn there.
        """
        parents = [parent for parent in place.parents if not is_country(parent)]
        stated = next((code for parent in place.parents for code, _ in _codes(parent) if is_country(parent)), "")
        within = {"admin1": parents[-1] if parents else "", "admin2": parents[0] if len(parents) > 1 else ""}
        likely = list(dict.fromkeys([code for code in (stated, self.preferred, *self.named, *self.peoples) if code]))
        if own := _code(place.name):
            return self.ask(Query(place.name)), own
        if stated:
            return self.ask(Query(place.name, country=stated, **within)), stated
        free = self.ask(Query(place.name, **within))
        if free.place and free.place.country in likely:
            return free, free.place.country
        for country in likely[:4]:
            answer = self.ask(Query(place.name, country=country, **within))
            if answer.status == "resolved":
                return answer, country
        if free.status == "not_found":
            return free, self.preferred
        if not (self.preferred or self.named):
            return free, free.place.country if free.place and free.confidence >= 0.9 else ""
        country = self.preferred or self.named[0]
        return self.ask(Query(place.name, country=country, **within)), country

    def ask(self, query: Query) -> Resolution:
        """Return the gazetteer's answer, asked once for each question."""
        if query not in self._known:
            self._known[query] = self.gazetteer.resolve([query])[0]
        return self._known[query]

    def size(self, place: PlaceSpan, answer: Resolution) -> int:
        """Return how large a place is: 0 a settlement, site or unknown name, 5 a country."""
        if is_part(place.name):
            return 4
        if answer.place is not None:
            key = f"{answer.place.feature_class}.{answer.place.feature_code}"
            return max((size for prefix, size in _SIZES.items() if key.startswith(prefix)), default=0)
        if _code(place.name):
            return 5
        return (
            3
            if is_part(place.name) or place.kind.lower() in {"region", "province", "state", "governorate", "région"}
            else 0
        )


def same_place(one: Resolution, other: Resolution, names: tuple[str, str]) -> bool:
    """Whether two places may be one: called the same, within 25 km, or one inside the other."""
    if fold_name(names[0]) == fold_name(names[1]):
        return True
    first, second = one.place, other.place
    if first is None or second is None:
        return False
    if contains(one, other) or contains(other, one):
        return True
    points = (one.longitude, one.latitude, other.longitude, other.latitude)
    if None in points or first.feature_class == "A" or second.feature_class == "A":
        return first.place_id == second.place_id
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= SAME_KM  # type: ignore[arg-type]


def is_country(name: str) -> bool:
    """Whether a name is that of a country or of its people.

    >>> is_country("Mali"), is_country("Syrian"), is_country("Niger State")
    (True, True, False)
    """
    return bool(_code(name)) or (" " not in name and bool(_codes(name)))


def is_part(name: str) -> bool:
    """Whether a name is a part of an area that has no borders.

    >>> is_part("northern Mali"), is_part("Kidal region")
    (True, False)
    """
    return name.split(" ", maxsplit=1)[0].lower() in words("en", "place", "parts") | words("fr", "place", "parts")


def is_vague(place: PlaceSpan, answer: Resolution) -> bool:
    """Whether a place is a country or a part of one that has no borders: "northern Mali"."""
    first = place.name.split(" ")[0].lower()
    is_part = first in words("en", "place", "parts") | words("fr", "place", "parts")
    return (
        is_part or bool(_code(place.name)) or (answer.place is not None and answer.place.feature_code.startswith("PCL"))
    )


def contains(area: Resolution, other: Resolution) -> bool:
    """Whether one answer is an area in which the other lies."""
    large, small = area.place, other.place
    if large is None or small is None or large.feature_class != "A":
        return False
    if large.feature_code.startswith("PCL"):
        return large.country == small.country
    names = {fold_name(large.name.removesuffix(" Region")), *(fold_name(name) for name in large.aliases)}
    return large.country == small.country and any(
        fold_name(name.removesuffix(" Region")) in names for name in (small.admin1, small.admin2) if name
    )
