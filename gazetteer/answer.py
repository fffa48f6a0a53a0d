"""From ranked candidates to an answer: status, point, precision, radius, and the reasons in words."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.countries import country_name
from gazetteer.features import geo_precision
from gazetteer.geodesy import great_circle_km, offset
from gazetteer.index.search import FUZZY, Match
from gazetteer.model import Candidate, Place, Query, Resolution, Status
from gazetteer.names.toponym import Reading
from gazetteer.ranking.rank import Ranked

__all__ = ["answer_between", "answer_one", "not_found"]

_MOST_CANDIDATES = 8
_LEAST_SHARE = 0.01
_SETTLEMENT_KM = 5.0
_VICINITY_KM = 25.0
_SPELT = (
    "the name as written",
    "one of its names",
    "the same name in another transliteration",
    "a name spelt nearly so",
)


def answer_one(query: Query, reading: Reading, ranked: Ranked, *, threshold: float, remark: str = "") -> Resolution:
    """Answer a query whose names are one name; `ranked` holds at least one candidate."""
    best = ranked.matches[0]
    if reading.relation == "at" and best.feature.startswith(("A.", "L.RGN", "L.AREA")):
        reading = replace(reading, relation="in")
    candidates = _candidates(ranked)
    confidence = round(ranked.confidence, 4)
    if confidence < threshold:
        status: Status = "not_found" if best.spelling == FUZZY else "ambiguous"
        return Resolution(
            query, status, None, confidence, _refusal(ranked, candidates) + remark, candidates, reading.relation
        )
    place = candidates[0].place
    precision, radius = _extent(place, reading, best)
    latitude, longitude = _point(place, reading)
    reason = f"{candidates[0].reason[0].upper()}{candidates[0].reason[1:]}.{_described(reading, place, best)}"
    return Resolution(
        query,
        "resolved",
        place,
        confidence,
        reason + _rivals(candidates) + remark,
        candidates,
        reading.relation,
        precision,
        radius,
        longitude,
        latitude,
    )


def answer_between(query: Query, ends: tuple[Resolution, Resolution]) -> Resolution:
    """Answer "between X and Y" from the answers for X and Y: a line, so precision 5 and half its length."""
    candidates = ends[0].candidates[:3] + ends[1].candidates[:3]
    first, second = ends[0].place, ends[1].place
    confidence = round(ends[0].confidence * ends[1].confidence, 4)
    if first is None or second is None:
        unclear = " and ".join(end.query.name for end in ends if end.place is None)
        status: Status = "not_found" if any(end.status == "not_found" for end in ends) else "ambiguous"
        reason = f"It lies between two places, but it is not known which place {unclear} means."
        return Resolution(query, status, None, confidence, reason, candidates, "between")
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        reason = f"{first.name} and {second.name} have no points to lie between."
        return Resolution(query, "ambiguous", None, confidence, reason, candidates, "between")
    km = great_circle_km(first.latitude, first.longitude, second.latitude, second.longitude)
    latitude = round((first.latitude + second.latitude) / 2, 5)
    longitude = round((first.longitude + second.longitude) / 2, 5)
    place = Place(
        place_id=f"between:{first.place_id}+{second.place_id}",
        name=f"between {first.name} and {second.name}",
        latitude=latitude,
        longitude=longitude,
        country=first.country if first.country == second.country else "",
        admin1=first.admin1 if first.admin1 == second.admin1 else "",
        feature_class="R",
        radius_km=round(km / 2, 1),
        source=f"derived from {first.name} ({first.source}) and {second.name} ({second.source})",
    )
    reason = f"Somewhere on the {km:.0f} km between {first.name} and {second.name}: drawn half-way, as a line."
    return Resolution(
        query, "resolved", place, confidence, reason, candidates, "between", 5, place.radius_km, longitude, latitude
    )


def not_found(query: Query, *, abroad: Ranked | None = None, remark: str = "") -> Resolution:
    """Answer a query that nothing fits; `abroad` are places of the name outside the country asked for.

    >>> not_found(Query("Blorgistan")).reason
    "No known place is spelt 'Blorgistan' or nearly so."
    """
    if abroad is None or not abroad.matches:
        return Resolution(query, "not_found", reason=f"No known place is spelt {query.name!r} or nearly so.{remark}")
    candidates = _candidates(abroad)
    places = [candidate.place for candidate in candidates[:5]]
    elsewhere = ", ".join(dict.fromkeys(f"{place.name} ({country_name(place.country)})" for place in places))
    reason = (
        f"No known place of {country_name(query.country)} is spelt {query.name!r} or nearly so. Elsewhere: {elsewhere}."
    )
    return Resolution(query, "not_found", reason=reason + remark, candidates=candidates)


def _candidates(ranked: Ranked) -> tuple[Candidate, ...]:
    candidates: list[Candidate] = []
    for match, share in zip(ranked.matches[:_MOST_CANDIDATES], ranked.shares, strict=False):
        if share >= _LEAST_SHARE or not candidates:
            place = match.place()
            candidates.append(Candidate(place, share, _why(place, match)))
    return tuple(candidates)


def _why(place: Place, match: Match) -> str:
    where = f" in {country_name(place.country)}" if place.country else ""
    division = f", {place.admin1}" if place.admin1 else ""
    kind = place.feature_code or "place"
    return f"{_SPELT[match.spelling]}: {place.name} ({kind}){where}{division}, from {place.source}"


def _described(reading: Reading, place: Place, best: Match) -> str:
    if reading.km is not None and reading.bearing is not None:
        return f" The point lies {reading.km:g} km from it in the direction named."
    if reading.relation == "near":
        return " The event was near it, not at it."
    if reading.kind and not reading.kind.covers(best.feature):
        return f" No {reading.kind.name} of the name is known: the place stands in for it, with a wide radius."
    if place.latitude is None:
        return " It is an area that no source gives a point for."
    return ""


def _rivals(candidates: tuple[Candidate, ...]) -> str:
    rivals = candidates[1:4]
    if not rivals:
        return ""
    named = "; ".join(
        f"{rival.place.name}, {country_name(rival.place.country)} ({rival.score:.0%})" for rival in rivals
    )
    return f" Rivals: {named}."


def _refusal(ranked: Ranked, candidates: tuple[Candidate, ...]) -> str:
    if ranked.matches[0].spelling == FUZZY:
        nearest = ", ".join(dict.fromkeys(candidate.place.name for candidate in candidates[:3]))
        return f"No known place is spelt so; the nearest are {nearest}."
    if not ranked.elsewhere and len(candidates) == 1:
        return f"Only {candidates[0].reason}, which is too little to be sure."
    if ranked.elsewhere:
        return _lies_elsewhere(candidates[0].place, ranked.elsewhere)
    places = "; ".join(
        f"{candidate.place.name}, {country_name(candidate.place.country)} ({candidate.score:.0%})"
        for candidate in candidates[:4]
    )
    return f"{len(candidates)} places fit and nothing decides between them: {places}."


def _lies_elsewhere(place: Place, stated: str) -> str:
    where = ", ".join(part for part in (place.admin1, country_name(place.country)) if part)
    return f"The known place of the name, {place.name}, lies elsewhere: in {where}, not in {stated}, which was stated."


def _extent(place: Place, reading: Reading, best: Match) -> tuple[int, float | None]:
    """Return (UCDP precision, radius in km) of the event, from the place and the words around it."""
    radius = place.radius_km
    precision = geo_precision(place.feature_class, place.feature_code, radius)
    if reading.vague:
        return 5, None
    if place.latitude is None:
        return precision, None
    if radius is None and place.feature_class in ("P", "S"):
        radius = _SETTLEMENT_KM
    kind = reading.kind
    if kind and not kind.covers(best.feature):
        precision, radius = max(precision, kind.stand_in_precision), max(radius or 0.0, kind.stand_in_km)
    if reading.km is not None:
        spread = reading.km / 4 if reading.bearing is not None else reading.km
        return max(2, precision), round((radius or 0.0) + spread, 1)
    if reading.relation in ("near", "along"):
        return max(2 if reading.relation == "near" else 5, precision), max(_VICINITY_KM, radius or 0.0)
    return precision, radius


def _point(place: Place, reading: Reading) -> tuple[float | None, float | None]:
    if reading.vague or place.latitude is None or place.longitude is None:
        return None, None
    if reading.km is not None and reading.bearing is not None:
        return offset(place.latitude, place.longitude, km=reading.km, bearing=reading.bearing)
    return place.latitude, place.longitude
