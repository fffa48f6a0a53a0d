"""Cells with several places, or with a doubtful one: `Gao, Kidal`, `Goma/Bukavu`, `Gao?`.

A separator may be part of a name, or may separate a place from its area (`Ansongo, Gao`; `Kidal, Mali`): the gazetteer
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pandas as pd

from gazetteer.countries import country_or_blank
from gazetteer.geodesy import great_circle_km
from gazetteer.names.normalise import normal_form
from mapper.model.schema import LIST_SEPARATOR

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Resolution
    from mapper.model.dossier import Dossier

__all__ = ["AND", "OR", "in_doubt", "means_one_of", "named_places", "with_alternatives", "without_doubt"]

Key = tuple[str, ...]
"""A place as written, with its country and first-, second- and third-level area."""

_KEY: Final = ["place", "country", "admin1", "admin2", "admin3"]
_PERHAPS: Final = (
    "possibly|probably|perhaps|maybe|likely|presumably|allegedly|unconfirmed|peut-être|probablement|possiblement"
    "|posiblemente|probablemente|quizás?|talvez|possivelmente|provavelmente|возможно|вероятно|предположительно|можливо"
    "|ймовірно|muhtemelen|belki|ربما|vielleicht|vermutlich"
)
_ROUGHLY: Final = (
    r"approx(?:\.|imate(?:ly)?)?(?: (?:location|position|point))?|approximati(?:f|ve|vement)|environ|circa"
    r"|aprox\.?|(?:ubicación |localização )?aproximad[oa]|aproximadamente|приблизительно|примерно|приблизно|yaklaşık"
    "|تقريبا|ungefähr"
)
_DOUBT: Final = re.compile(
    rf"\s*(?:\(\s*(?:\?+|{_PERHAPS}|{_ROUGHLY})\s*\)|[\s,]+(?:{_ROUGHLY})|\?+|؟+)\s*$"
    rf"|^\s*(?:[?~≈]+|(?:{_PERHAPS})(?=\s)|(?:{_ROUGHLY})(?=\s+[^\W\d]))\s*",
    re.IGNORECASE,
)
"""What says that a place is not certain, or only roughly this one: a question mark, `~`, or a word.

Not so the word before a distance, as in "environ 20 km de Gao".
"""
OR: Final = "or|ou|o|oder|или|або|veya"
AND: Final = "and|et|y|und|и|та|ve"
_IN_BRACKETS: Final = re.compile(rf"\s*\(\s*({OR})\s+([^()]+)\)\s*$", re.IGNORECASE)
"""Another place in brackets, as in Gao (or Kidal)."""
_APART: Final = re.compile(rf"\s*[/|+&]\s*|\s+(?:{AND}|{OR})\s+|\s+و\s*", re.IGNORECASE)
_COMMA: Final = re.compile(r"\s*[,،]\s*")
_MAY_PART: Final = rf"[,،/|+&]|[\s(](?:{AND}|{OR})\s|\sو"
_EITHER: Final = re.compile(rf"[/|;?؟]|\s\(?(?:{OR})\s", re.IGNORECASE)
"""Separators that make the places of a cell alternatives; with commas and words for "and" all of them are meant."""
_BESIDE_A_BORDER_KM: Final = 300.0
_FAR_LARGER: Final = 10
"""How many times as many people live in a city as in a town that would be listed before it."""
_ONE: Final = re.compile(r"^(?:between|entre|from|de|along|near|près)\b", re.IGNORECASE)
"""Beginnings of a place that is described by two names."""


def in_doubt(place: str) -> bool:
    """Tell whether a record marks its place with a question mark or a word such as possibly.

    >>> in_doubt("Gao?"), in_doubt("possibly Gao"), in_doubt("Gao")
    (True, True, False)
    """
    return _DOUBT.search(place) is not None


def means_one_of(place: str) -> bool:
    """Tell whether a cell with several places means one of them, or at least does not say that it means all.

    >>> means_one_of("Gao or Kidal"), means_one_of("Gao; Kidal"), means_one_of("Gao, Ansongo et Kidal")
    (True, True, False)
    """
    return _EITHER.search(place) is not None


def without_doubt(place: str) -> str:
    """Return a place without its mark or word of doubt.

    >>> without_doubt("Gao (?)")
    'Gao'
    """
    return _DOUBT.sub("", place)


def with_alternatives(dossier: Dossier, gazetteer: Gazetteer) -> Dossier:
    """Return the dossier with `;` between the places of events that name several and have no coordinates of their own.

    The words of the file stay, as `place_in_file`.
    """
    events = dossier.events
    some = events.loc[events["longitude"].isna(), _KEY]
    some = some[some["place"].str.contains(_MAY_PART)]
    if some.empty:
        return dossier
    keys = [tuple(map(str, key)) for key in some.itertuples(index=False)]
    names = named_places(dict.fromkeys(keys), gazetteer)
    told = pd.Series([LIST_SEPARATOR.join(names[key]) for key in keys], index=some.index, dtype="str")
    several = told[told != some["place"].astype("str")]
    if several.empty:
        return dossier
    place = events["place"].astype("str")
    in_file = events.get("place_in_file", place)
    changed = place.copy()
    changed[several.index] = several
    extra = tuple(dict.fromkeys((*dossier.extra_columns, "place_in_file")))
    return dossier.replace(events=events.assign(place=changed, place_in_file=in_file), extra_columns=extra)


def named_places(keys: Iterable[Key], gazetteer: Gazetteer) -> dict[Key, list[str]]:
    """Return the places that each cell names; more than one are alternatives.

    What parts them does so only where the gazetteer knows every part, and, behind a comma, where the later ones are
    settlements of their own and no area or city that the first lies in.

    >>> from gazetteer import Gazetteer
    >>> named = ("Gao, Kidal", "Ansongo, Gao", "Kidal, Mali", "Gao / Kidal", "Gao, Ansongo et Kidal")
    >>> with Gazetteer.open() as places:
    ...     list(named_places([(place, "ML", "", "", "") for place in named], places).values())
    [['Gao', 'Kidal'], ['Ansongo, Gao'], ['Kidal, Mali'], ['Gao', 'Kidal'], ['Gao', 'Ansongo', 'Kidal']]
    """
    return {key: [key[0]] if ";" in key[0] else _parts(key[0], key, gazetteer) for key in keys}


def _parts(name: str, key: Key, gazetteer: Gazetteer) -> list[str]:
    if _ONE.match(name):
        return [name]
    spread = _IN_BRACKETS.sub(r" \1 \2", name)
    apart = [part for part in _APART.split(spread) if part]
    if len(apart) > 1:
        [whole, *answers] = _resolved([spread, *apart], key, gazetteer)
        found = {answer.place.place_id for answer in answers if answer.place}
        is_own_name = whole.place is not None and whole.place.place_id not in found
        if is_own_name or not all(map(_is_placed, answers)) or any(_is_far_abroad(one, answers[-1]) for one in answers):
            return [name]
        if len(found) < 2:
            return apart[:1]
        return [one for part in apart for one in _parts_at_commas(part, key, gazetteer, in_list=True)]
    return _parts_at_commas(name, key, gazetteer)


def _parts_at_commas(name: str, key: Key, gazetteer: Gazetteer, *, in_list: bool = False) -> list[str]:
    """Return the places between the commas; in a list (`A, B and C`) even places that the gazetteer does not know."""
    parts = [part for part in _COMMA.split(name) if part]
    if len(parts) < 2 or any(country_or_blank(part) for part in parts[1:]):
        return [name]
    answers = _resolved(parts, key, gazetteer)
    first = answers[0].place
    if first is None or not (in_list or all(map(_is_placed, answers))):
        return [name]
    others = [answer.place for answer in answers[1:] if answer.place is not None]
    if not in_list and any(_may_be_its_city(first, other) for other in others):
        return [name]
    return parts if all(_is_another(first, other) for other in others) else [name]


def _resolved(names: list[str], key: Key, gazetteer: Gazetteer) -> list[Resolution]:
    from gazetteer import Query

    areas = dict(zip(_KEY[1:], key[1:], strict=True))
    return gazetteer.resolve([Query(name, **areas) for name in names])


def _is_placed(answer: Resolution) -> bool:
    return answer.place is not None and answer.latitude is not None


def _is_another(first: Place, other: Place) -> bool:
    """Tell whether the other place is a separate settlement, and not the area around the first."""
    if other.feature_class != "P" or other.place_id == first.place_id:
        return False
    areas = {normal_form(area) for area in (first.admin1, first.admin2) if area}
    return areas.isdisjoint(normal_form(name) for name in (other.name, *other.aliases))


def _may_be_its_city(first: Place, other: Place) -> bool:
    """Tell whether the other is abroad or far larger: then it says where a quarter lies whose name a town has too.

    `Bole, Addis Ababa` and `Palermo, Buenos Aires` are quarters, and not towns in China and in Sicily.
    """
    return other.country != first.country or (other.population or 0) >= _FAR_LARGER * (first.population or 1)


def _is_far_abroad(one: Resolution, other: Resolution) -> bool:
    """Tell whether two answers lie in different countries, and not beside a border: `Bole/Addis Ababa`."""
    points = [(answer.latitude or 0.0, answer.longitude or 0.0) for answer in (one, other)]
    countries = {answer.place.country for answer in (one, other) if answer.place}
    return len(countries) > 1 and great_circle_km(*points[0], *points[1]) > _BESIDE_A_BORDER_KM
