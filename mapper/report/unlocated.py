"""Report what is not on the map: events with candidates for their toponyms, and possible places without a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mapper.model.schema import names_in_cell
from mapper.processing.places.geocode import resolutions
from mapper.processing.places.reasons import reasons_by_toponym

if TYPE_CHECKING:
    from gazetteer import Candidate, Gazetteer, Query, Resolution
    from mapper.model.dossier import Dossier

__all__ = ["partly_located", "unlisted_names", "unlocated"]

_OFFERED: Final = 5
"""The most candidates offered for a toponym; `mapper place` shows all."""
_LEAST: Final = 0.005
"""The least score of a candidate that is offered; a lower one would be shown as 0.00."""
_AT: Final = ("at", "unknown")
"""Relations with which a candidate's name may replace the toponym."""


def unlocated(dossier: Dossier, gazetteer: Gazetteer) -> tuple[dict[str, Any], ...]:
    """Return `event_id, toponym, reason, candidates` of each event that is not on the map, in order.

    The reason is a message, or text if it was read from a file. A candidate is as `mapper place --json` prints it, with
    `cells`: column → text to write into `events.csv` so that the event is placed there. These are `place, country,
    admin1` if they identify the candidate (without `place` if the event is beside it), else the candidate's
    coordinates. A toponym that is understood as a country or a vague area has no candidates.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open() as places:
    ...     [first, *_] = unlocated(mapper.read("seeds"), places)
    >>> first["toponym"], first["candidates"]
    ('gold-rich regions', [])
    """
    off_map = dossier.events[(dossier.events["location_kind"] == "unlocated").to_numpy()]
    offers = _offers(resolutions(dossier.replace(events=off_map), gazetteer), gazetteer)
    rows = zip(*(off_map[name].tolist() for name in ("event_id", "place", "place_reason")), strict=True)
    return tuple(
        {
            "event_id": event,
            "toponym": place,
            "reason": dossier.messages.get(reason, reason),
            "candidates": _offered(place, offers),
        }
        for event, place, reason in rows
    )


def unlisted_names(dossier: Dossier) -> dict[str, int]:
    """Return country code → how many toponyms are unlocated that a list of the country's villages might place.

    The largest number comes first.

    >>> import mapper
    >>> unlisted_names(mapper.read("seeds"))
    {}
    """
    off_map = dossier.events[(dossier.events["location_kind"] == "unlocated").to_numpy()]
    toponyms = off_map[["place", "country", "place_reason"]].astype("str").drop_duplicates(["place", "country"])
    reasons = map(dossier.messages.get, toponyms["place_reason"])
    unlisted = [why is not None and why.says("villages-not-listed") for why in reasons]
    counts = toponyms.loc[unlisted, "country"].value_counts()
    return {str(country): int(count) for country, count in counts.items() if country != ""}


def partly_located(dossier: Dossier) -> tuple[dict[str, Any], ...]:
    """Return `event_id, toponym, reason` of each toponym without a point in events that are drawn at another toponym.

    The reason is a message.

    >>> import mapper
    >>> partly_located(mapper.read("seeds"))
    ()
    """
    several = dossier.events[(dossier.events["location_kind"] == "alternatives").to_numpy()]
    drawn = set(zip(dossier.alternatives["event_id"], dossier.alternatives["place"], strict=True))
    rows = zip(*(several[name].astype("str") for name in ("event_id", "place_reason")), strict=True)
    return tuple(
        {"event_id": event, "toponym": toponym, "reason": told}
        for event, reason in rows
        for toponym, told in reasons_by_toponym(dossier.messages[reason]).items()
        if (event, toponym) not in drawn
    )


def _offers(answers: Sequence[Resolution], gazetteer: Gazetteer) -> dict[str, list[dict[str, Any]]]:
    """Toponym → the candidates offered, for ambiguous and unknown toponyms."""
    offered: dict[str, dict[str, Candidate]] = {}
    relations: dict[str, str] = {}
    for answer in answers:
        if answer.status != "resolved":
            relations[answer.query.name] = answer.relation
            rivals = offered.setdefault(answer.query.name, {})
            for candidate in answer.candidates:
                rivals.setdefault(candidate.place.place_id, candidate)
    wanted = [(name, one) for name, rivals in offered.items() for one in _leading(rivals.values())]
    cells = [_naming(relations[name], one) for name, one in wanted]
    settled = gazetteer.resolve(_query(name, one) for (name, _), one in zip(wanted, cells, strict=True))
    offers: dict[str, list[dict[str, Any]]] = {name: [] for name in offered}
    for (name, one), naming, answer in zip(wanted, cells, settled, strict=True):
        is_settled = bool(naming) and answer.place is not None and answer.place.place_id == one.place.place_id
        told = naming if is_settled else _position(relations[name], one)
        offers[name].append({**one.as_dict(), "cells": told})
    return offers


def _leading(rivals: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates to offer: the likeliest of each country, then the others, without negligible scores."""
    from gazetteer.model import one_of_each_country

    likely = [one for one in rivals if one.score >= _LEAST]
    return one_of_each_country(sorted(likely, key=lambda one: -one.score))[:_OFFERED]


def _query(toponym: str, cells: Mapping[str, str]) -> Query:
    from gazetteer import Query

    return Query(cells.get("place", toponym), country=cells.get("country", ""), admin1=cells.get("admin1", ""))


def _naming(relation: str, candidate: Candidate) -> dict[str, str]:
    """Return column → cell that may identify a candidate: its name, country and first-level division.

    An event beside a place keeps its toponym; the cells only choose among namesakes. For an event between two places
    there are no cells: they could be for either place.
    """
    place = candidate.place
    if relation == "between":
        return {}
    cells = {"place": place.name if relation in _AT else "", "country": place.country, "admin1": place.admin1}
    return {column: cell for column, cell in cells.items() if cell}


def _position(relation: str, candidate: Candidate) -> dict[str, str]:
    """Return column → cell of a candidate's point; empty if the event is beside it, or if it has no point."""
    place = candidate.place
    if relation not in _AT or place.latitude is None or place.longitude is None:
        return {}
    return {"latitude": f"{place.latitude:g}", "longitude": f"{place.longitude:g}"}


def _offered(toponym: str, offers: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [one for part in names_in_cell(toponym) for one in offers.get(part, ())]
