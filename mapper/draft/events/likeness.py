"""Compare mentions and events by day, place, toll and party: what they share, and what shows that they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import words
from mapper.draft.reading.where.located import is_vague, same_place, size_of
from mapper.draft.reading.where.nations import is_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer import Resolution
    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.actors import ActorSpan
    from mapper.draft.reading.tolls.tolls import Toll
    from mapper.draft.reading.where.places import PlaceSpan
    from mapper.model.dates import Period
    from mapper.model.figures import Quantity

__all__ = [
    "closest",
    "fits",
    "is_past_beside",
    "is_years",
    "other_parties",
    "same_day",
    "same_spot",
    "same_toll",
    "shares",
    "shares_doers",
    "tolls_of",
]

_SEPARATE: Final = {"crash"}
_OPEN_YEAR: Final = 365
"""Days between the earliest and the latest "4 June" if the year is unknown."""
_WEEK_LONG: Final = 8
_DISTRICT: Final = 2
"""The size of an area in which an otherwise unknown village may lie."""
_MONTH_LONG: Final = 31
_YEAR_LONG: Final = 200
"""Days: a longer period counts as a year, too vague to match a single day."""


def fits(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    """Whether a mention may be of an event: no printed day, place or kind of event contradicts it."""
    if mention.new or event.mentions[0].post:
        return False
    kinds, others = {trigger.kind for trigger in mention.triggers}, set(event.kinds())
    if kinds and others and bool(kinds & _SEPARATE) != bool(others & _SEPARATE):
        return False
    own, theirs = closest([date.period for date in mention.dates if date.period]), closest(event.periods())
    if own and theirs and not any(_may_be_one_time(one, other) for one in own for other in theirs):
        return False
    told_first = [date.period for date in mention.announced if date.period]
    if any(first.last < min(period.first for period in theirs) for first in told_first if theirs):
        return False  # it was said before the event happened
    if own and theirs and not _as_exact(own, theirs):
        return False
    if not (theirs or mention.takes_up) and _is_long_before(own, event):
        return False
    if own and theirs and _is_part_of_span(own, theirs) and _is_whole_beside(event, mention):
        return False  # "80 have died since Thursday", "on Saturday a bomb killed seven"
    if (is_years(own) and _names_days(event.mentions)) or (is_years(theirs) and _names_days([mention])):
        return False
    if not mention.places or not event.places():
        return True
    here = [(found[mention.paragraph, place.start, place.end], place) for place in mention.places]
    there = [(event.answer(where, other), other) for where, other in event.places()]
    pairs = [(one, other) for one in _most_exact(here) for other in _most_exact(there)]
    near = not _is_whole_beside(event, mention)
    if any(_may_be_one_place(*pair, near=near) for pair in pairs):
        return True
    inside = not _has_spot(there) and any(_may_lie_within(*pair, told=mention.takes_up) for pair in pairs)
    inside = inside or any(_may_be_quarter(*pair) for pair in pairs)
    wide = mention.takes_up or mention.heads
    around = wide and not _has_spot(here) and any(_may_lie_within(*pair[::-1]) for pair in pairs)
    return (inside or around) and (_counts_some(event, mention) or not _counts_others(event, mention))


def _is_whole_beside(event: DraftEvent, mention: Mention) -> bool:
    """Whether a mention counts other victims than an event does and takes nothing up: "A bomb in Corinto hurt 12"."""
    apart = mention.tolls and tolls_of(event) and not same_toll(event, mention)
    return bool(apart) and not (mention.takes_up or mention.heads)


def _may_be_one_time(one: Period, other: Period) -> bool:
    """Whether two periods may be the same; "4 June" and "7 June" are not, even if the year is unknown."""
    lengths = [(period.last - period.first).days for period in (one, other)]
    open_years = one.precision == other.precision == "range" and min(lengths) >= _OPEN_YEAR
    return one == other or (one.overlaps(other) and not (open_years and abs(lengths[0] - lengths[1]) <= 1))


def _is_long_before(own: list[Period], event: DraftEvent) -> bool:
    """Whether a month or year was over when an undated event was announced: "attacked the same base in June"."""
    announced = [date.period for one in event.mentions for date in one.announced if date.period]
    is_over = bool(own) and all(period.last < first.first for period in own for first in announced)
    return bool(announced) and is_over and all(period.precision in {"month", "year"} for period in own)


def _is_part_of_span(own: list[Period], theirs: list[Period]) -> bool:
    """Whether one time is a single day and the other is several days."""
    spans = [any(period.precision == "range" for period in periods) for periods in (own, theirs)]
    days = [any(period.precision == "day" for period in periods) for periods in (own, theirs)]
    return (spans[0] and days[1] and not days[0]) or (spans[1] and days[0] and not days[1])


def closest(periods: list[Period]) -> list[Period]:
    """Return the periods of days and weeks, which say more than the months or years beside them; else all."""
    return [period for period in periods if (period.last - period.first).days < _WEEK_LONG] or periods


def _most_exact(
    places: list[tuple[tuple[Resolution, str], PlaceSpan]],
) -> list[tuple[tuple[Resolution, str], PlaceSpan]]:
    """Return the places with borders, if any: two villages of "central Mali" are not one place."""
    return [one for one in places if not is_vague(one[1], one[0][0])] or places


def _may_be_one_place(
    one: tuple[tuple[Resolution, str], PlaceSpan], other: tuple[tuple[Resolution, str], PlaceSpan], *, near: bool
) -> bool:
    """Whether two places may be one: the same, one inside the other, `near`, or one of them "northern Mali"."""
    ((answer, country), place), ((other_answer, other_country), other_place) = one, other
    if same_place(answer, other_answer, (_bare_name(place), _bare_name(other_place)), near=near):
        return True
    if place.name in other_place.parents or other_place.name in place.parents:
        return True
    vague = is_vague(place, answer) or is_vague(other_place, other_answer)
    across = "near" in {place.relation, other_place.relation}  # a border
    names = (place.name, other_place.name)
    across = across or any(is_part(name) and " " not in name for name in names)  # "in the west"
    return vague and (across or country == other_country or not country or not other_country)


def _may_lie_within(
    one: tuple[tuple[Resolution, str], PlaceSpan],
    other: tuple[tuple[Resolution, str], PlaceSpan],
    *,
    told: bool = False,
) -> bool:
    """Whether the first place, which the gazetteer does not know, may lie in the second, a district or region.

    A place with a parent area of its own may do so only if `told`: the text means the same event, "the attack".
    """
    (answer, country), place = one
    (area, other_country), wide = other
    is_area = size_of(wide, area) >= _DISTRICT and size_of(wide, area) > size_of(place, answer)
    inside = told or not place.parents or any(wide.name in parent for parent in place.parents)  # "Bas-Artibonite"
    return answer.place is None and is_area and inside and country in {other_country, ""}


def _may_be_quarter(
    one: tuple[tuple[Resolution, str], PlaceSpan], other: tuple[tuple[Resolution, str], PlaceSpan]
) -> bool:
    """Whether the first place may be a quarter of the second, a town; its own town is not given."""
    ((answer, _), place), ((town, _), _) = one, other
    quarters = words("en", "place", "quarters") | words("fr", "place", "quarters")
    is_quarter = place.kind in quarters and answer.place is None and not place.parents
    return is_quarter and town.place is not None and town.place.feature_class == "P"


def _bare_name(place: PlaceSpan) -> str:
    """Return a name without the kind of place after it: "Tessit" for "Tessit district"."""
    return place.name.removesuffix(f" {place.kind}") if place.kind else place.name


def _has_spot(places: list[tuple[tuple[Resolution, str], PlaceSpan]]) -> bool:
    """Whether any of the places is smaller than a district: a settlement, a site or a few villages."""
    return any(size_of(place, answer[0]) < _DISTRICT for answer, place in places)


def _counts_others(event: DraftEvent, mention: Mention) -> bool:
    """Whether both count the dead, with different figures."""
    own, theirs = ([toll for toll in tolls if toll.field == "fatalities"] for tolls in (mention.tolls, tolls_of(event)))
    return bool(own and theirs) and not same_toll(event, mention)


def _counts_some(event: DraftEvent, mention: Mention) -> bool:
    """Whether a mention counts some of an event's dead: "the gunmen shot 23 people in the village" of 29."""
    own, theirs = ([toll for toll in tolls if toll.field == "fatalities"] for tolls in (mention.tolls, tolls_of(event)))
    most = max((toll.figure.quantity.low for toll in theirs), default=0)
    return mention.takes_up and bool(own) and all(toll.figure.quantity.low <= most for toll in own)


def _names_days(mentions: Iterable[Mention]) -> bool:
    """Whether a date is only words because the day of publication is unknown: "Friday" is still a day."""
    return any(date.relative and date.period is None for one in mentions for date in one.dates)


def is_years(periods: list[Period]) -> bool:
    """Whether only years are known."""
    return bool(periods) and all((period.last - period.first).days > _YEAR_LONG for period in periods)


def is_past_beside(event: DraftEvent, events: Iterable[DraftEvent]) -> bool:
    """Whether an event is more than a month older than another one of the article: background, not the news."""
    latest = max((period.last for one in events for period in one.periods()), default=None)
    own = max((period.last for period in event.periods()), default=None)
    return latest is not None and own is not None and (latest - own).days > _MONTH_LONG


def _as_exact(own: list[Period], theirs: list[Period]) -> bool:
    """Whether two dates are alike in precision: "In 2023 the army retook" is not the event "on Friday"."""
    shortest = min((period.last - period.first).days for period in own)
    other = min((period.last - period.first).days for period in theirs)
    return not (max(shortest, other) > _YEAR_LONG and min(shortest, other) < 28)


def same_day(event: DraftEvent, mention: Mention) -> bool:
    """Whether a mention's dates match one of an event's."""
    own = [date.period for date in mention.dates if date.period]
    return any(_may_be_one_time(one, other) for one in own for other in event.periods())


def same_spot(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    """Whether a mention and an event share a place with borders."""
    for place in mention.places:
        answer = found[mention.paragraph, place.start, place.end][0]
        for where, other in event.places():
            theirs = event.answer(where, other)[0]
            vague = is_vague(place, answer) or is_vague(other, theirs)
            if not vague and same_place(answer, theirs, (place.name, other.name)):
                return True
    return False


def same_toll(event: DraftEvent, mention: Mention) -> bool:
    """Whether both print figures of one kind that may be equal: "11" and "at least 11", but not "11" and "12"."""
    return any(
        toll.field == other.field and _may_be_one_figure(toll.figure.quantity, other.figure.quantity)
        for toll in mention.tolls
        for other in tolls_of(event)
    )


def _may_be_one_figure(one: Quantity, other: Quantity) -> bool:
    if one.vague != other.vague:
        counted, rough = (other, one) if one.vague else (one, other)
        return rough.low <= counted.low <= rough.high  # "dozens" and "about 40"
    if 0 in {one.low, other.low} and one.high >= other.low and other.high >= one.low:
        return max(one.low, other.low) == min(one.high, other.high)  # "up to 100" and "at least 100"
    exact = one.low == one.high and other.low == other.high
    return abs(one.low - other.low) <= (0 if exact else 1)


def tolls_of(event: DraftEvent) -> list[Toll]:
    """Return the tolls of an event, in order."""
    return [toll for mention in event.mentions for toll in mention.tolls]


def other_parties(event: DraftEvent, mention: Mention) -> bool:
    """Whether both name known actors, but none in common."""
    theirs = {name for one in event.mentions for actor in one.first + one.second for name in actor.names}
    own = {name for actor in mention.first + mention.second for name in actor.names}
    return bool(own and theirs) and not own & theirs


def shares(event: DraftEvent, mention: Mention) -> bool:
    """Whether the two name a party in common."""
    return bool(_parties(mention) & {name for one in event.mentions for name in _parties(one)})


def shares_doers(event: DraftEvent, mention: Mention) -> bool:
    """Whether the two share a perpetrator; a shared victim says little, since many attack soldiers."""
    return bool(_called(mention.first) & {name for one in event.mentions for name in _called(one.first)})


def _parties(mention: Mention) -> set[str]:
    return _called(mention.first + mention.second)


def _called(actors: list[ActorSpan]) -> set[str]:
    """Return the names of known parties, and the printed words for the others."""
    return {name for actor in actors for name in actor.names or (actor.words.lower(),)}
