"""Find the country and area of the places in an article, and whether two of them may be one.

An article's country is a preference, never a filter: a place abroad counts if that country is named in the text. Where
the gazetteer knows no such place, nothing larger takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gazetteer import Query
from gazetteer.geodesy import great_circle_km
from mapper.draft.lexicon import shared
from mapper.draft.reading.where.nations import code_of, codes_in, is_country, is_part
from mapper.model.schema import NEAR_KM
from mapper.model.text import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer import Gazetteer, Resolution
    from mapper.draft.reading.where.places import PlaceSpan

__all__ = ["ArticleGazetteer", "is_vague", "same_place", "size_of"]

_LONG_NAME: Final = 8
"""Letters of a name of which one may be misspelt."""
_SIZES: Final = {"A.PCL": 5, "A.ADM1": 3, "A.ADM2": 2, "A.ADM3": 2, "A.ADM4": 1}


@dataclass(slots=True)
class ArticleGazetteer:
    """The gazetteer as one article asks it."""

    gazetteer: Gazetteer
    preferred: str = ""
    named: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    main: str = ""
    _known: dict[Query, Resolution] = field(default_factory=dict)

    def find(self, place: PlaceSpan) -> tuple[Resolution, str]:
        """Return the gazetteer's answer for a printed place, and the country to record with it.

        The country is empty where the text says nothing of it; it is the preferred one where the name lies only in a
        country that the text does not name, so that nothing is drawn there. Of a place that nobody knows it is the
        `main` one: the only one that the text names, if it speaks of no other people more often.
        """
        parents = [parent for parent in place.parents if not is_country(parent)]
        stated = next((code for parent in place.parents for code, _ in codes_in(parent) if is_country(parent)), "")
        within = {"admin1": parents[-1] if parents else "", "admin2": parents[0] if len(parents) > 1 else ""}
        likely = list(dict.fromkeys([code for code in (stated, self.preferred, *self.named, *self.peoples) if code]))
        if own := code_of(place.name):
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
            return free, self.preferred or self.main
        if not (self.preferred or self.named):
            return free, free.place.country if free.place and free.confidence >= 0.9 else ""
        country = self.preferred or self.named[0]
        return self.ask(Query(place.name, country=country, **within)), country

    def knows(self, name: str) -> bool:
        """Whether the gazetteer knows any place of this name."""
        return self.ask(Query(name)).status != "not_found"

    def ask(self, query: Query) -> Resolution:
        """Return the gazetteer's answer; each question is asked only once."""
        if query not in self._known:
            self._known[query] = self.gazetteer.resolve([query])[0]
        return self._known[query]


def size_of(place: PlaceSpan, answer: Resolution) -> int:
    """Return the size of a place: 0 for a settlement, site or unknown name, up to 5 for a country."""
    if is_part(place.name):
        return 4
    printed = next((size for kind, size in _kind_sizes(place) if kind), 0)
    if printed and (answer.place is None or answer.place.feature_class != "A"):
        return printed  # "the region of Tillabéri" is no town, even if the gazetteer knows a town of that name
    if answer.place is not None:
        key = f"{answer.place.feature_class}.{answer.place.feature_code}"
        return max((size for prefix, size in _SIZES.items() if key.startswith(prefix)), default=0)
    if code_of(place.name):
        return 5
    return 0


def _kind_sizes(place: PlaceSpan) -> Iterator[tuple[bool, int]]:
    """Yield whether the words with a place make it an area of a size, with that size, the largest first."""
    kind = (place.kind or place.name.rsplit(" ", 1)[-1]).lower()
    yield kind in shared("large_areas"), 3
    yield kind in shared("small_areas"), 2
    yield kind in shared("least_areas"), 1


def same_place(one: Resolution, other: Resolution, names: tuple[str, str], *, near: bool = True) -> bool:
    """Whether two places may be one: the same name, one inside the other, or, if `near`, within 25 km."""
    if _alike(*map(fold_name, names)):
        return True
    first, second = one.place, other.place
    if first is None or second is None:
        return False
    if contains(one, other) or contains(other, one):
        return True
    points = (one.longitude, one.latitude, other.longitude, other.latitude)
    if not near or None in points or first.feature_class == "A" or second.feature_class == "A":
        return first.place_id == second.place_id
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= NEAR_KM  # type: ignore[arg-type]


def _alike(one: str, other: str) -> bool:
    """Whether two names are equal, or long and different in one letter: "Port Sonde" and "Pont Sonde"."""
    if one == other:
        return True
    differing = sum(first != second for first, second in zip(one, other, strict=False))
    return len(one) == len(other) >= _LONG_NAME and differing == 1 and not any(map(str.isdigit, one + other))


def is_vague(place: PlaceSpan, answer: Resolution) -> bool:
    """Whether a place is a country, or a part of one without borders: "northern Mali"."""
    is_whole = answer.place is not None and answer.place.feature_code.startswith("PCL")
    return is_part(place.name) or bool(code_of(place.name)) or is_whole


def contains(area: Resolution, other: Resolution) -> bool:
    """Whether one answer is an area that contains the other."""
    large, small = area.place, other.place
    if large is None or small is None or large.feature_class != "A":
        return False
    if large.feature_code.startswith("PCL"):
        return large.country == small.country
    names = {fold_name(large.name.removesuffix(" Region")), *(fold_name(name) for name in large.aliases)}
    return large.country == small.country and any(
        fold_name(name.removesuffix(" Region")) in names for name in (small.admin1, small.admin2) if name
    )
