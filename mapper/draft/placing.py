"""Choose the place in the row of an event: the most exact one printed for it, never a larger one instead.

If no gazetteer has the village, the place printed beside it may be known: "Barey, near Gao", "the Zongo quarter of
Cotonou". The claims keep both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared_pattern, words
from mapper.draft.reading.where.located import size_of
from mapper.draft.reading.where.nations import is_country, is_part

if TYPE_CHECKING:
    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.where.places import PlaceSpan

__all__ = ["place_cells"]

_LINKS: Final = {"and", "or", "et", "ou", "and in", "et à", "et de", "et d'", "et d’", "ou d'", "ou d’"}
_DIRECTION: Final = re.compile(
    rf"(?i)(?P<far>{shared_pattern('lengths')} (?:au |à l['’])?)?\b"
    rf"{shared_pattern('directions')}[\w-]* (?:of |de |du |d['’])(?:the )?(?:town |city )?(?:of )?$"
)
"""The direction of a place from the one named after it; `far` is the distance before it."""
Row = dict[str, str]


def place_cells(event: DraftEvent, language: str) -> Row:
    """Return the cells for place, relation, country and divisions of an event's row."""
    places = event.places()
    if not places:
        return {}
    ranked = [(*_rank(event, mention, place), number) for number, (mention, place) in enumerate(places)]
    mention, place = places[min(ranked)[-1]]
    if _is_unknown(event, mention, place):
        if town := _town_of(event, place, language):
            return town
        place = _known_beside(event, mention, place) or place
    names = [place.name, *_alternatives(event, mention, place)]
    between = place.relation == "between" and len(names) == 2
    answer, country = event.answer(mention, place)
    is_whole = answer.place is not None and answer.place.feature_code.startswith("PCL")
    return {
        "place": f"between {names[0]} and {names[1]}" if between else ";".join(names),
        "place_relation": "in" if is_whole else place.relation or "unknown",
        "country": country,
        **({} if _in_several(mention, names) else _areas(place.parents)),
    }


def _rank(event: DraftEvent, mention: Mention, place: PlaceSpan) -> tuple[int, bool, bool, bool]:
    """Return the sort key of a place: size, "in" before "near", text before headline, mentions with a date first.

    A mention with a date is about one event; one without may be a summary of several.
    """
    return _size(event, mention, place), place.relation == "near", mention.heads, not mention.dates


def _size(event: DraftEvent, mention: Mention, place: PlaceSpan) -> int:
    return size_of(place, event.answer(mention, place)[0])


def _is_unknown(event: DraftEvent, mention: Mention, place: PlaceSpan) -> bool:
    return event.answer(mention, place)[0].status == "not_found"


def _known_beside(event: DraftEvent, mention: Mention, place: PlaceSpan) -> PlaceSpan | None:
    """Return the known place that an unknown place is said to be near."""
    for other in mention.places:
        is_next = other.start > place.start and not any(place.start < one.start < other.start for one in mention.places)
        direction = _DIRECTION.search(mention.sentence.doc.text[: other.start])
        if is_next and direction is not None and not direction["far"]:
            continue  # "Barey, south of Gao": the distance is unknown
        is_spot = event.answer(mention, other)[0].status == "resolved" and not _size(event, mention, other)
        if is_next and other.relation == "near" and is_spot:  # but "Barey, near Nigeria"
            return other
    return None


def _town_of(event: DraftEvent, place: PlaceSpan, language: str) -> Row:
    """Return the cells of the known town of an unknown quarter."""
    quarters = words(language, "place", "quarters") | words("en", "place", "quarters")
    if not place.parents or is_country(place.parents[0]):
        return {}
    is_town = place.parents[0].lower().endswith((" town", " city"))
    if place.kind.lower() not in quarters and not is_town:
        return {}
    town = replace(place, name=place.parents[0], parents=place.parents[1:])
    answer, country = event.gazetteer.find(town)
    if answer.place is None or answer.place.feature_class != "P":
        return {}
    return {"place": town.name, "place_relation": "in", "country": country} | _areas(town.parents)


def _alternatives(event: DraftEvent, mention: Mention, place: PlaceSpan) -> list[str]:
    """Return the other names of a list: "near the towns of Boulkessi and Tessit"."""
    text = mention.sentence.doc.text
    others: list[str] = []
    listed: list[str] = []
    last = place
    for other in (one for one in mention.places if one.start > place.start):
        between = text[last.end : other.start].strip(" )")
        if between not in _LINKS | {","} or _size(event, mention, other) != _size(event, mention, place):
            break
        listed.append(other.name)
        last = other
        if between != ",":  # a list ends with "and": "in Barey, Kargo and Tessit"
            others, listed = [*others, *listed], []
    return others


def _in_several(mention: Mention, names: list[str]) -> bool:
    """Whether the places of a list or a road lie in different areas, so that none is the event's."""
    return len({place.parents for place in mention.places if place.name in names}) > 1


def _areas(parents: tuple[str, ...]) -> Row:
    """Return the areas printed beside a place; the first of two is the smaller."""
    areas = [parent.removeprefix("the ") for parent in parents if not is_part(parent) and not is_country(parent)]
    return {"admin1": areas[-1] if areas else "", "admin2": areas[0] if len(areas) > 1 else ""}
