"""Tell whether two toponyms, as claimants wrote them, can mean one place: by their words and by the gazetteer.

>>> compatible_places("near Abéché", "town of Abeche, Chad")
True
>>> compatible_places("Abeche, Chad", "Abeche (Sudan)")
False
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, get_args

from gazetteer import Query
from gazetteer.countries import country_code
from gazetteer.errors import UnknownCountryError
from gazetteer.names.kinds import KINDS
from gazetteer.names.normalise import ELISION, normal_form, spelling_key
from mapper.model.schema import names_in_cell

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = [
    "ClaimedPlace",
    "Verdict",
    "compatible_places",
    "country_of",
    "denied_place",
    "gazetteer_verdict",
    "places_named",
    "read_place",
]

_NOUN: Final = 4
"""The fewest letters of a noun, such as "hôtel"; shorter words are articles and prepositions, such as "sur"."""
_AND: Final = re.compile(r" (?:and|et) (?=\w)")
_BORDER: Final = re.compile(r"\b(?:border|borders|frontier|frontière|frontières)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClaimedPlace:
    """A toponym taken apart.

    `name` is its spelling key, `""` if only a country is named. `country` is the alpha-2 code of the country that the
    toponym names or is. `words` are the words of the name. `inside` are the words of a description of something in a
    place, such as an airport; the place's name may be among them.
    """

    name: str
    country: str
    words: tuple[str, ...] = field(default=(), repr=False)
    inside: tuple[str, ...] = field(default=(), repr=False)

    def lies_in(self, other: ClaimedPlace) -> bool:
        """Whether this describes something in the other place: "aéroport de Bamako-Sénou" has the word Bamako."""
        length = len(other.words)
        starts = range(len(self.inside) - length + 1) if length else ()
        return any(self.inside[start : start + length] == other.words for start in starts)


def compatible_places(one: str, other: str) -> bool:
    """Whether any place on one side can be any place on the other (`;` separates alternatives).

    A country, or a part of one ("eastern Chad"), is compatible with every place that is not said to be in another
    country. A place is compatible with something in it that bears its name.

    >>> compatible_places("eastern Chad", "Abeche"), compatible_places("Abeche", "Ati; Abeche")
    (True, True)
    >>> compatible_places("Bamako", "aéroport de Bamako-Sénou"), compatible_places("San", "San Pedro")
    (True, False)
    """
    return denied_place(one, other) or denied_place(other, one)


def denied_place(held: str, denied: str) -> bool:
    """Whether denying one place denies the other: denying Bamako denies its airport, not the other way round.

    >>> denied_place("aéroport de Bamako-Sénou", "Bamako"), denied_place("Bamako", "aéroport de Bamako-Sénou")
    (True, False)
    """
    return any(_can_be(a, b) for a in places_named(held) for b in places_named(denied))


Verdict = Literal["same", "unknown", "apart"]
"""What the gazetteer says of two names: one place, a name that it does not know, or two places."""


def gazetteer_verdict(one: str, other: str, *, country: str, gazetteer: Gazetteer) -> Verdict:
    """Return what the gazetteer says of two claimed places in a country.

    With several names on a side, a pair that is the `same` counts before one that is `unknown` or `apart`.

    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     gazetteer_verdict("Tin Zaouatine", "Tinzaouaten", country="ML", gazetteer=places)
    'same'
    """
    found = {_verdict(*pair, country, gazetteer) for pair in product(names_in_cell(one), names_in_cell(other))}
    return next((answer for answer in get_args(Verdict) if answer in found), "unknown")  # without any name


def _verdict(one: str, other: str, country: str, gazetteer: Gazetteer) -> Verdict:
    named = [read_place(text).country for text in (one, other)]
    if all(named) and named[0] != named[1]:
        return "apart"
    queries = [Query(text, country=own or country) for text, own in zip((one, other), named, strict=True)]
    left, right = (found.place for found in gazetteer.resolve(queries))
    if left is None or right is None:
        return "unknown"
    return "same" if left.place_id == right.place_id else "apart"


@lru_cache(maxsize=65_536)
def places_named(text: str) -> tuple[ClaimedPlace, ...]:
    """Return the places in a claimed text, split at `;` and, unless a country is named, at "and" or "et".

    >>> [place.name for place in places_named("near Ati and Abeche")], places_named("Bosnia and Herzegovina")
    (['ati', 'abese'], (ClaimedPlace(name='', country='BA'),))
    """
    found = []
    for part in names_in_cell(text):
        whole = read_place(part)
        several = [] if whole.country else _AND.split(part)
        found += [read_place(one) for one in several] if len(several) > 1 else [whole]
    return tuple(found)


@lru_cache(maxsize=65_536)
def read_place(text: str) -> ClaimedPlace:
    """Take a toponym apart into its name and the country named with it.

    >>> read_place("close to the town of Abéché (Chad)"), read_place("north-eastern Chad")
    (ClaimedPlace(name='abese', country='TD'), ClaimedPlace(name='', country='TD'))

    A border is as vague as a country: many places lie near it.

    >>> read_place("near the eastern border of Chad")
    ClaimedPlace(name='', country='TD')
    """
    if _BORDER.search(re.split(r"[,()]", text)[0]):
        return ClaimedPlace("", _border_country(text))
    parts = [part.strip() for part in re.split(r"[,()]", text) if part.strip()]
    country = country_of(parts[-1]) if len(parts) > 1 else ""
    name = _core(parts[0]) if parts else ""
    if country_of(name):
        return ClaimedPlace("", country or country_of(name))
    key = spelling_key(normal_form(name))
    words, described = _words(name), _words(parts[0]) if parts and _describes(parts[0]) else ()
    return ClaimedPlace(key, country, words, described)


def _words(text: str) -> tuple[str, ...]:
    return tuple(spelling_key(word) for word in normal_form(ELISION.sub("", text)).split())


def _describes(text: str) -> bool:
    """Whether a text describes something in a place: a thing with a name ("hôtel de X", "X airport"), not a town."""
    kinds = [KINDS.get(normal_form(word)) for word in text.split()]
    named = {kind for kind in kinds if kind}
    if any(kind.is_division or kind.name == "settlement" for kind in named):
        return False
    return bool(named) or any(word[0].islower() and len(word) >= _NOUN for word in text.split())


def country_of(name: str) -> str:
    """Return the alpha-2 code of a country named in English or French; `""` for anything else.

    Names of fewer than four letters count only in capitals: Ben is a village, BEN is Benin.

    >>> country_of("Chad"), country_of("Ben"), country_of("Abeche")
    ('TD', '', '')
    """
    if len(name) < 4 and not name.isupper():
        return ""
    try:
        return country_code(name)
    except UnknownCountryError:
        return ""


def _border_country(text: str) -> str:
    """Return the country whose border is named, where it is one country's: "the border of Chad", not "with Chad"."""
    found = re.search(r"\b(?:of|du|de la|de l’|de) (?:the )?([^,();]+)$|^(.+?)['’]s\b", text.strip())
    return country_of(next(filter(None, found.groups()), "").strip()) if found else ""


def _core(text: str) -> str:
    """The name in a description, without "near", "town of" or "river near"; "northern" is cut only before a country.

    North Darfur and South Darfur, Port Sudan and Port Harcourt stay what they are.
    """
    from gazetteer.names.toponym import read_toponym  # compiles its patterns: only where places are compared

    text = re.sub(r"^(?:in|at|the) ", "", text)
    kind, _, rest = text.partition(" ")
    if normal_form(kind) in KINDS and rest.startswith(("at ", "in ")):
        return _core(rest[3:])
    for reading in read_toponym(text)[1:]:
        understood = country_of(reading.name) if reading.vague else reading.kind or reading.relation != "at"
        own_name = reading.kind and reading.relation == "at" and country_of(reading.name)  # Lake Chad is not Chad
        if understood and not own_name and not reading.part and reading.name != text:
            return _core(reading.name)
    return text


def _can_be(one: ClaimedPlace, other: ClaimedPlace) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    return not one.name or not other.name or one.name == other.name or one.lies_in(other)
