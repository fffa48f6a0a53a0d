"""From ranked candidates to an answer: status, point, precision, radius, and the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gazetteer.countries import country_message
from gazetteer.divisions import divisions_called, made_of, middle_of
from gazetteer.features import geo_precision
from gazetteer.geodesy import NEAR_KM, great_circle_km, offset
from gazetteer.index.index import SourceIndex
from gazetteer.index.match import FUZZY, MAIN, Match
from gazetteer.model import Candidate, Place, Query, Resolution, Status, one_of_each_country
from gazetteer.names.coordinates import Written
from gazetteer.names.reading import Reading
from gazetteer.ranking.rank import Ranked
from gazetteer.sources.shipped import source_message
from gazetteer.words import Message

__all__ = [
    "SETTLEMENT_KM",
    "SPELT",
    "answer_one",
    "answer_position",
    "in_the_middle",
    "not_found",
    "undecided",
]

_MOST_CANDIDATES = 8
_LEAST_SHARE = 0.01
_LEADS = 1.5  # so many times likelier than the next: worth naming, even if not likely enough to answer
SETTLEMENT_KM: Final = 5.0
"""The radius of a settlement whose radius is unknown."""
_SOMEWHERE_IN_KM = 10.0  # for words that are not understood but narrow the place down
_LEAST_POSITION_KM = 0.1
_MEASURED_KM = 100.0
_DIVISION = 4  # the step of `geo_precision` of a first-level division
SPELT = tuple(Message(f"spelling-{how}") for how in ("main", "alternate", "key", "fuzzy"))
_NO_FEATURE = Message("place")
_SETTLEMENT, _QUARTER = Message("kind-settlement"), Message("kind-quarter")
_DIVISIONS = {f"ADM{level}": Message(f"division-{level}") for level in (1, 2, 3)}


def answer_one(
    query: Query, reading: Reading, ranked: Ranked, *, threshold: float, remarks: tuple[Message, ...] = ()
) -> Resolution:
    """Answer a query that names one place; `ranked` holds at least one candidate."""
    best = ranked.matches[0]
    if best.row.feature.startswith(("A.", "L.RGN", "L.AREA")):
        if reading.of_area:
            reading = replace(reading, relation="in", vague=True)
        elif reading.relation == "at":
            reading = replace(reading, relation="in")
    candidates = _candidates(ranked)
    confidence = round(ranked.confidence, 4)
    if confidence < threshold:
        status: Status = "not_found" if _is_suggestion(ranked, candidates) else "ambiguous"
        message = _remarked(_refusal(query, ranked, candidates), remarks)
        return Resolution(query, status, None, confidence, message, candidates, reading.relation)
    place = candidates[0].place
    precision, radius = _extent(place, reading, best)
    if reading.within in ranked.unused and radius is not None:  # "Kramatorsk (exact location withheld)"
        precision, radius = max(2, precision), max(_SOMEWHERE_IN_KM, radius)
    latitude, longitude = _point(place, reading)
    message = Message(
        "resolved",
        why=candidates[0].message,
        position=_position(query, reading, place, best),
        rivals=_rivals(candidates)[1:4],
    )
    remarks = (*_made_of(place), *remarks)
    answer = Resolution(
        query,
        "resolved",
        place,
        confidence,
        _remarked(message, remarks),
        candidates,
        reading.relation,
        precision,
        radius,
        longitude,
        latitude,
    )
    return in_the_middle(answer)


def in_the_middle(answer: Resolution) -> Resolution:
    """Return an answer with a point and a radius to draw if it is a division for which no source gives a point.

    The place itself stays without a point: a centroid is not a seat near which other places lie.

    >>> est = Place("divisions:BF.08", "Est", country="BF", admin1="Est", feature_code="ADM1")
    >>> drawn = in_the_middle(Resolution(Query("Est region"), "resolved", est, relation="in", geo_precision=4))
    >>> drawn.latitude, drawn.longitude, drawn.radius_km, drawn.place.latitude
    (12.2175, 0.9188, 191.0, None)
    """
    if answer.place is None or answer.latitude is not None or answer.relation != "in":
        return answer
    middle = _middle(answer.place) if answer.geo_precision == _DIVISION else None
    if middle is None:
        return answer
    latitude, longitude, radius = middle
    return replace(answer, latitude=latitude, longitude=longitude, radius_km=radius)


def _middle(place: Place) -> tuple[float, float, float] | None:
    if place.feature_code != "ADM1" or place.latitude is not None:
        return None
    return middle_of((place.country, place.admin1))


def answer_position(query: Query, written: Written, message: Message) -> Resolution:
    """Answer a query that is a position; its radius is the step of its last digit.

    >>> from gazetteer.names.coordinates import Position
    >>> written = Written(Position(14.5, -4.08), km=1.12)
    >>> answer_position(Query("14.5 N 4.08 W"), written, Message("position", name="14.5 N 4.08 W")).radius_km
    1.1
    """
    latitude, longitude = written.position
    radius = max(_LEAST_POSITION_KM, round(written.km, 1))
    precision = geo_precision("", "", radius) if radius <= NEAR_KM else 5
    place = Place(f"coordinates:{latitude},{longitude}", query.name, latitude, longitude, source="as written")
    return Resolution(query, "resolved", place, 1.0, message, (), "at", precision, radius, longitude, latitude)


def not_found(query: Query, *, abroad: Ranked | None = None, remarks: tuple[Message, ...] = ()) -> Resolution:
    """Answer a query that no candidate fits; `abroad` are places of the name outside the stated country.

    >>> not_found(Query("Blorgistan")).reason
    "No known place is spelt 'Blorgistan' or nearly so."
    """
    candidates = _candidates(abroad) if abroad is not None else ()
    namesakes = (
        Message("namesake", name=place.name, country=country_message(place.country))
        for place in (candidate.place for candidate in candidates[:5])
        if place.country != query.country  # the country itself has it under a part of the toponym
    )
    places = tuple(dict.fromkeys(namesakes))
    message = Message("unknown", name=query.name)
    if places:
        country = country_message(query.country)
        message = Message("unknown-in-country", country=country, name=query.name, places=places)
    return Resolution(query, "not_found", message=_remarked(message, remarks), candidates=candidates)


def undecided(query: Query, answers: Sequence[Resolution]) -> Resolution:
    """Refuse a query that the places of several answers fit equally well.

    >>> undecided(Query("Gao"), []).status
    'ambiguous'
    """
    best = [answer.candidates[0] for answer in answers]
    candidates = tuple(candidate._replace(score=round(candidate.score / len(best), 4)) for candidate in best)
    message = Message("undecided", count=len(candidates), places=_rivals(candidates))
    confidence = max((candidate.score for candidate in candidates), default=0.0)
    return Resolution(query, "ambiguous", None, confidence, message, candidates)


def _candidates(ranked: Ranked) -> tuple[Candidate, ...]:
    first = ranked.matches[:_MOST_CANDIDATES]
    chosen = [
        (match, share)
        for at, (match, share) in enumerate(zip(first, ranked.shares, strict=False))
        if share >= _LEAST_SHARE or not at
    ]
    places = _places([match for match, _ in chosen])
    return tuple(
        Candidate(place, share, _why(place, match)) for place, (match, share) in zip(places, chosen, strict=True)
    )


def _places(matches: Sequence[Match]) -> list[Place]:
    """Return the places of matches, with one query for each source."""
    numbers: dict[SourceIndex, list[int]] = {}
    for match in matches:
        numbers.setdefault(match.source, []).append(match.row.number)
    found = {
        (source, number): place
        for source, asked in numbers.items()
        for number, place in zip(asked, source.places(asked), strict=True)
    }
    return [found[match.source, match.row.number] for match in matches]


def _feature(code: str) -> Message | str:
    """Return the meaning of a common GeoNames feature code: "PPLA2" tells most readers nothing.

    >>> _feature("PPLA").text(), _feature("ADM1").text("fr"), _feature("CMP")
    ('settlement', 'division de premier niveau', 'CMP')
    """
    if code.startswith("PPL"):
        return _QUARTER if code == "PPLX" else _SETTLEMENT
    return _DIVISIONS.get(code, code) or _NO_FEATURE


def _why(place: Place, match: Match) -> Message:
    return Message(
        "candidate",
        spelling=SPELT[match.spelling],
        name=place.name,
        kind=_feature(place.feature_code),
        country=country_message(place.country),
        division=place.admin1,
        source=source_message(place),
    )


def _made_of(place: Place) -> tuple[Message, ...]:
    """Return the divisions that replaced a division without a point, if it no longer exists."""
    if place.feature_code != "ADM1" or place.latitude is not None:
        return ()
    younger, since = made_of((place.country, place.admin1))
    return (Message("division-parted", names=younger, since=since),) if younger else ()


def _position(query: Query, reading: Reading, place: Place, best: Match) -> Message | str:
    """Return the relation of the event to the place, by the words of the toponym; "" if they state none."""
    if reading.km is not None and reading.bearing is not None:
        return Message("at-distance", km=reading.km)
    if reading.part:
        return Message("part-of-it", part=query.name, name=place.name)
    if reading.relation == "near":
        return Message("near-it")
    if reading.kind and not reading.kind.covers(best.row.feature):
        return Message("stands-in", kind=Message(f"kind-{reading.kind.name}"))
    return _without_point(place, is_drawn=reading.relation == "in" and not reading.vague)


def _without_point(place: Place, *, is_drawn: bool) -> Message | str:
    if place.latitude is not None:
        return ""
    if is_drawn and _middle(place):
        return Message("middle-of-area")
    return Message("no-point" if place.feature_class in ("A", "L") else "no-coordinates")


def _rivals(candidates: Sequence[Candidate]) -> tuple[Message, ...]:
    """Return the candidates with their shares, and with their divisions if another has the same name and country.

    A single candidate has none.
    """
    if len(candidates) < 2:
        return ()
    alike = Counter((one.place.name, one.place.country) for one in candidates)
    return tuple(
        Message(
            "rival",
            name=place.name,
            division=place.admin1 if alike[place.name, place.country] > 1 else "",
            country=country_message(place.country),
            share=round(100 * score),
        )
        for place, score, _ in candidates
    )


def _remarked(message: Message, remarks: tuple[Message, ...]) -> Message:
    return Message("remarked", sentence=message, remarks=remarks) if remarks else message


def _is_suggestion(ranked: Ranked, candidates: tuple[Candidate, ...]) -> bool:
    """Say whether the candidates are only similar names, or one place that usually has another name."""
    spelling = ranked.matches[0].spelling
    return spelling == FUZZY or (spelling != MAIN and len(candidates) == 1 and not ranked.elsewhere)


def _refusal(query: Query, ranked: Ranked, candidates: tuple[Candidate, ...]) -> Message:
    if _is_suggestion(ranked, candidates):
        nearest = tuple(dict.fromkeys(_nearest(query, candidate.place) for candidate in candidates[:3]))
        return Message("only-nearest" if len(nearest) > 1 else "only-one-near", names=nearest)
    if not ranked.elsewhere and len(candidates) == 1:
        return Message("too-little", why=candidates[0].message)
    if ranked.elsewhere:
        return _lies_elsewhere(candidates[0].place, ranked.elsewhere)
    leads = len(candidates) > 1 and candidates[0].score >= _LEADS * candidates[1].score
    places = _rivals(one_of_each_country(candidates))[:4]
    return Message("likeliest-unsure" if leads else "undecided", count=len(candidates), places=places)


def _nearest(query: Query, place: Place) -> Message | str:
    if query.country or not place.country:
        return place.name
    return Message("namesake", name=place.name, country=country_message(place.country))


def _lies_elsewhere(place: Place, stated: str) -> Message:
    where = tuple(part for part in (place.admin1, country_message(place.country)) if part)
    return Message("lies-elsewhere", name=place.name, where=where, stated=stated)


def _extent(place: Place, reading: Reading, best: Match) -> tuple[int, float | None]:
    """Return UCDP's precision and the radius in km of the event, by the place and the words of the toponym."""
    radius = place.radius_km
    precision = geo_precision(place.feature_class, place.feature_code, radius)
    if reading.vague:
        return 5, None
    if place.latitude is None:
        return precision, None
    if radius is None and place.feature_class in ("P", "S"):
        radius = SETTLEMENT_KM
    elif radius is None:
        radius = _reach(place)
    kind = reading.kind
    if kind and not kind.covers(best.row.feature):
        precision, radius = max(precision, kind.stand_in_precision), max(radius or 0.0, kind.stand_in_km)
    if reading.km is not None:
        spread = _spread(reading.km) if reading.bearing is not None else reading.km
        radius = round((radius or 0.0) + spread, 1)
        return max(2 if radius <= NEAR_KM else 5, precision), radius
    if reading.part or reading.relation in ("near", "along"):
        return max(5 if reading.relation == "along" else 2, precision), max(NEAR_KM, radius or 0.0)
    return precision, radius


def _reach(place: Place) -> float | None:
    """Return the kilometres from the point that a list gives a first-level division to its farthest corner, about."""
    if place.feature_code != "ADM1" or place.latitude is None or place.longitude is None:
        return None
    middles = [middle_of(division) for division in divisions_called(place.admin1 or place.name, place.country)]
    if len(middles) != 1 or middles[0] is None:
        return None
    latitude, longitude, radius = middles[0]
    return round(radius + great_circle_km(place.latitude, place.longitude, latitude, longitude))


def _spread(km: float) -> float:
    """Return the uncertainty in km of a point at a distance in a direction.

    Beyond a town's surroundings the direction, one of eight and up to 22 degrees off, is less exact than the distance.

    >>> _spread(20), _spread(200)
    (5.0, 65.0)
    """
    return km / 4 + 0.15 * max(0.0, km - _MEASURED_KM)


def _point(place: Place, reading: Reading) -> tuple[float | None, float | None]:
    if reading.vague or place.latitude is None or place.longitude is None:
        return None, None
    if reading.km is not None and reading.bearing is not None:
        return offset(place.latitude, place.longitude, km=reading.km, bearing=reading.bearing)
    return place.latitude, place.longitude
