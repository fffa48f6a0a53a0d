"""What is not on the map: events, with what their toponyms may mean, ready to be pasted, and possible places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mapper.model.schema import listed
from mapper.processing.geocode import resolutions
from mapper.processing.reasons import reasons_by_toponym

if TYPE_CHECKING:
    from gazetteer import Candidate, Gazetteer, Query, Resolution
    from mapper.model.dossier import Dossier

__all__ = ["partly_located", "unlisted_names", "unlocated"]

_OFFERED: Final = 5
"""Candidates offered for a toponym; `mapper place` shows all."""


def unlocated(dossier: Dossier, gazetteer: Gazetteer) -> tuple[dict[str, Any], ...]:
    """Return `event_id, toponym, reason, candidates` of each event that is not on the map, in their order.

    The reason is a message, or text where it was read from a file.
    A candidate is what `mapper place --json` prints of it, with `cells`: what to write into which columns of
    `events.csv` so that the event lies there. These are `place, country, admin1` where they settle it, else the
    candidate's coordinates. A toponym that means a country or a vague area has no candidates: it is understood.

    >>> import mapper
    >>> from gazetteer import Gazetteer
    >>> with Gazetteer.open(towns=False) as places:
    ...     unlocated(mapper.read("seeds", gazetteer=places), places)[0]["candidates"]
    []
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
    """Return, by country code, how many toponyms are not on the map that a list of the country's villages might place.

    The largest number comes first.

    >>> import mapper
    >>> unlisted_names(mapper.read("seeds"))
    {}
    """
    off_map = dossier.events[(dossier.events["location_kind"] == "unlocated").to_numpy()]
    toponyms = off_map[["place", "country", "place_reason"]].astype("str").drop_duplicates(["place", "country"])
    reasons = map(dossier.messages.get, toponyms["place_reason"])
    unlisted = [why is not None and "villages-not-listed" in {part.code for part in why.parts()} for why in reasons]
    counts = toponyms.loc[unlisted, "country"].value_counts()
    return {str(country): int(count) for country, count in counts.items() if country != ""}


def partly_located(dossier: Dossier) -> tuple[dict[str, Any], ...]:
    """Return `event_id, toponym, reason` of each toponym without a point, of events that lie at another one they name.

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
    """Toponym → its candidates, the likeliest first, for the toponyms that are ambiguous or unknown."""
    offered: dict[str, dict[str, Candidate]] = {}
    for answer in answers:
        if answer.status != "resolved":
            rivals = offered.setdefault(answer.query.name, {})
            for candidate in answer.candidates[:_OFFERED]:
                rivals.setdefault(candidate.place.place_id, candidate)
    settling = _settling([one for rivals in offered.values() for one in rivals.values()], gazetteer)
    return {
        name: [
            {**one.as_dict(), "cells": _cells(one, settling)}
            for one in sorted(rivals.values(), key=lambda one: -one.score)[:_OFFERED]
        ]
        for name, rivals in offered.items()
    }


def _offered(toponym: str, offers: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [one for part in listed(toponym) for one in offers.get(part, ())]


def _settling(candidates: Sequence[Candidate], gazetteer: Gazetteer) -> set[str]:
    """Return the ids of the places that their own name, country and first-level area are resolved to."""
    answers = gazetteer.resolve(_query(one) for one in candidates)
    return {
        one.place.place_id
        for one, answer in zip(candidates, answers, strict=True)
        if answer.place and answer.place.place_id == one.place.place_id
    }


def _query(candidate: Candidate) -> Query:
    from gazetteer import Query

    place = candidate.place
    return Query(place.name, country=place.country, admin1=place.admin1)


def _cells(candidate: Candidate, settling: set[str]) -> dict[str, str]:
    """Return column → cell; without columns where the candidate has no point and its name does not settle it."""
    place = candidate.place
    if place.place_id in settling:
        cells = {"place": place.name, "country": place.country, "admin1": place.admin1}
        return {column: cell for column, cell in cells.items() if cell}
    if place.latitude is None or place.longitude is None:
        return {}
    return {"latitude": f"{place.latitude:g}", "longitude": f"{place.longitude:g}"}
