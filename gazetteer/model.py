"""The input (`Query`), the output (`Resolution`), and the types between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

from gazetteer.errors import ArgumentError
from gazetteer.words import Message

__all__ = [
    "Candidate",
    "Place",
    "Query",
    "Relation",
    "Resolution",
    "SourceInfo",
    "Status",
    "one_of_each_country",
    "told_text",
]

Status = Literal["resolved", "ambiguous", "not_found"]
Relation = Literal["at", "near", "in", "between", "along", "unknown"]


@dataclass(frozen=True, slots=True)
class Query:
    """A toponym as written, and its stated location.

    `country` is an ISO 3166 code or an English or French name; `admin1`, `admin2` and `admin3` are names of
    the first, second and third division; `near` names another place, or several separated by `;`. Missing values (None,
    NaN, pandas' NA) become `""`, not stated. Raises ArgumentError for anything else that is not text.

    >>> Query("Kidal region", country="ML").admin1
    ''
    >>> Query("Gao", country=float("nan")) == Query("Gao")
    True
    """

    name: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    near: str = ""
    admin3: str = ""

    def __post_init__(self) -> None:
        told = (self.name, self.country, self.admin1, self.admin2, self.near, self.admin3)
        if {*map(type, told)} != {str}:
            for part in fields(self):
                object.__setattr__(self, part.name, told_text(part.name, getattr(self, part.name)))


def told_text(argument: str, value: object) -> str:
    """Return a text as it is, and a missing value as empty text.

    >>> told_text("country", None), told_text("country", "ML")
    ('', 'ML')
    >>> told_text("country", 466)
    Traceback (most recent call last):
    gazetteer.errors.ArgumentError: country: cannot read 466; give text
    """
    if isinstance(value, str):
        return value
    if _is_missing(value):
        return ""
    raise ArgumentError(argument, value, "text")


def _is_missing(value: object) -> bool:
    """Tell whether a value is a missing value of a data frame: None, NaN, NaT or pandas' NA."""
    if value is None or type(value).__name__ == "NAType":
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - as of NaN and NaT
    except ValueError:  # of an array
        return False


class Place(NamedTuple):
    """An entry of the gazetteer; latitude and longitude in degrees (EPSG:4326), radius in kilometres.

    A place without a point (a country, a vague area) has latitude and longitude None.
    `feature_class` and `feature_code` are GeoNames'. `radius_km` is the radius within which the sources put the place,
    or None if unknown.

    >>> Place("shipped:ml-gao", "Gao", 16.2717, -0.0447).feature_code
    ''
    """

    place_id: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    feature_class: str = ""
    feature_code: str = ""
    geonameid: int | None = None
    population: int | None = None
    radius_km: float | None = None
    source: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that `mapper place --json` prints of a place.

        >>> Place("user:1", "Gao", 16.27, -0.04, "ML").as_dict()["country"]
        'ML'
        """
        return {
            "name": self.name,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "country": self.country,
            "admin1": self.admin1,
            "feature_code": self.feature_code,
            "geonameid": self.geonameid,
            "source": self.source,
        }


class Candidate(NamedTuple):
    """A place that the toponym may mean, with its share of the evidence (0…1) and why.

    >>> Candidate(Place("user:1", "Gao"), 0.9, Message("spelling-main")).reason
    'the name as written'
    """

    place: Place
    score: float
    message: Message

    @property
    def reason(self) -> str:
        """Why it may be meant, in English; `message.text("fr")` says it in French."""
        return self.message.text()

    def as_dict(self) -> dict[str, Any]:
        """Return the place's fields with `score` and `reason`.

        >>> list(Candidate(Place("user:1", "Gao"), 0.9, Message("spelling-main")).as_dict())[-2:]
        ['score', 'reason']
        """
        return {**self.place.as_dict(), "score": round(self.score, 3), "reason": self.reason}


def one_of_each_country(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with the first of each country before the others: if no country is stated, it decides most.

    >>> found = [Candidate(Place(code, "Kati", country=code[0]), 0.1, Message("place")) for code in ("M1", "M2", "N1")]
    >>> [one.place.place_id for one in one_of_each_country(found)]
    ['M1', 'N1', 'M2']
    """
    firsts: dict[str, Candidate] = {}
    others = [one for one in candidates if firsts.setdefault(one.place.country, one) is not one]
    return [*firsts.values(), *others]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one `Query`.

    `confidence` is the probability that the place meant lies within 25 km of `place`'s point (how
    it is calibrated: docs/design/gazetteer.md). `latitude` and `longitude` are the point to draw,
    which differs from the place's own for "20 km south of X"; None where there is no point.
    `geo_precision` is UCDP's scale, 1 exact … 6 country.

    >>> Resolution(Query("Nowhere"), "not_found").as_dict()["status"]
    'not_found'
    """

    query: Query
    status: Status
    place: Place | None = None
    confidence: float = 0.0
    message: Message | None = None
    candidates: tuple[Candidate, ...] = ()
    relation: Relation = "unknown"
    geo_precision: int | None = None
    radius_km: float | None = None
    longitude: float | None = None
    latitude: float | None = None

    @property
    def reason(self) -> str:
        """Why this is the answer, in English; `message.text("fr")` says it in French."""
        return self.message.text() if self.message else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `mapper place --json` prints.

        >>> list(Resolution(Query("Gao"), "not_found").as_dict())
        ['query', 'status', 'place', 'confidence', 'relation', 'geo_precision', 'radius_km', ...]
        """
        return {
            "query": self.query.name,
            "status": self.status,
            "place": self.place.as_dict() if self.place else None,
            "confidence": round(self.confidence, 3),
            "relation": self.relation,
            "geo_precision": self.geo_precision,
            "radius_km": self.radius_km,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "reason": self.reason,
            "candidates": [candidate.as_dict() for candidate in self.candidates],
        }


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One source of places, as `gazetteer list` and the attributions show it.

    >>> SourceInfo("shipped", "Places of the conflict", 80).count
    80
    """

    name: str
    title: str
    count: int
    licence: str = ""
    attribution: str = ""
    url: str = ""
    date: str = ""

    @property
    def credit(self) -> Message | str:
        """The attribution, as a message where its words are ours.

        >>> SourceInfo("user-wells", "Your own places", 1, attribution="your own").credit.text("fr")
        'les vôtres'
        """
        return _CREDITS.get(self.name.partition("-")[0], self.attribution)


_CREDITS = {"shipped": Message("credit-shipped"), "user": Message("credit-own")}
