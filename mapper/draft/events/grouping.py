"""Group mentions into draft events: which sentences of an article are about one event, and which about none.

Two mentions are one event unless they print different days or places, or the text says that it is another event. In an
article about an epidemic, only acts of armed people are events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapper.draft.events.event import DraftEvent
from mapper.draft.events.likeness import (
    closest,
    fits,
    is_past_beside,
    is_years,
    other_parties,
    same_day,
    same_spot,
    same_toll,
    shares,
    shares_doers,
    tolls_of,
)
from mapper.draft.events.mention import Mention, tokens_of
from mapper.draft.events.opponents import part_opponents
from mapper.draft.events.standing import (
    goes_on_with,
    is_armed_act,
    is_epidemic,
    is_general,
    is_no_conflict,
    is_told,
    names_armed,
    stands_alone,
    tells_of_several,
)
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.where.located import ArticleGazetteer, is_vague, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer import Resolution
    from mapper.draft.article import Article
    from mapper.draft.reading.tolls.tolls import Toll

__all__ = ["events_of"]

_NEAR_PARAGRAPHS: Final = 3
_SEVERAL: Final = 5
"""Deaths: equal figures below this may be those of two events."""
_SEVERAL_PLACES: Final = 2
_NOTE: Final = 300
"""Characters: a shorter text is a headline or a note, which tells of an event even without a day, place or figure."""


def events_of(article: Article, mentions: Iterable[Mention], gazetteer: ArticleGazetteer) -> list[DraftEvent]:
    """Return the events of an article, in the order of their first mention."""
    language = article.language
    mentions = list(mentions)
    general = [mention for mention in mentions if is_general(mention)]
    kept = [
        mention
        for mention in mentions
        if not is_no_conflict(mention, language) and not any(goes_on_with(mention, one) for one in general)
    ]
    if is_epidemic(article, kept):
        kept = [mention for mention in kept if is_armed_act(mention) and names_armed(mention, language)]
    is_note = len(article.paragraphs) == 1 and len(article.paragraphs[0]) < _NOTE
    events: list[DraftEvent] = []
    kept = [mention for mention in kept if not _adds_up_places(mention, kept)]
    for mention in kept:
        mention.heads = _sums_up(mention, article)
    for mention in sorted(kept, key=lambda one: one.heads):
        found = {(mention.paragraph, place.start, place.end): gazetteer.find(place) for place in mention.places}
        mention.places = [
            place
            for place in mention.places
            if not place.doubtful or found[mention.paragraph, place.start, place.end][0].status != "not_found"
        ]
        mention.first = [one for one in mention.first if not (one.doubtful and gazetteer.knows(one.words))]
        event = _told_above(events, mention, found) if mention.heads else _same_event(events, mention, found)
        if event is not None:
            event.mentions.insert(0 if mention.heads else len(event.mentions), mention)
            event.found |= found
        elif mention.heads and len(events) > 1 and tells_of_several(mention):
            continue  # a total of the events that the article reports one by one
        elif stands_alone(mention, language) or (is_note and not mention.takes_up and is_told(mention)):
            events.insert(0 if mention.heads else len(events), DraftEvent([mention], gazetteer, dict(found)))
    events = _without_sums(_told_once(events))
    for event in events:
        part_opponents(event, language)
    return events


def _without_sums(events: list[DraftEvent]) -> list[DraftEvent]:
    """Drop tolls of first paragraphs that add up several events' tolls, and events that consist of these alone."""
    sums: set[int] = set()
    lead = [one for event in events for one in event.mentions if _leads(one)]
    for mention in sorted(lead, key=lambda one: -one.paragraph):
        counts = [count for event in events if (count := _most_dead(event, mention))]
        if len(counts) > 1 and sum(counts) in _dead_in(mention.tolls):
            mention.tolls = []
            sums.add(id(mention))
    return [event for event in events if not all(id(mention) in sums for mention in event.mentions)]


def _leads(mention: Mention) -> bool:
    """Whether a mention is the first sentence of one of the first paragraphs."""
    return mention.paragraph <= 1 and mention.sentence.start == 0


def _most_dead(event: DraftEvent, summary: Mention) -> float:
    """Return the highest number of deaths that an event's mentions give in paragraphs below `summary`."""
    below = [mention for mention in event.mentions if mention is not summary and mention.paragraph > summary.paragraph]
    return max((dead for mention in below for dead in _dead_in(mention.tolls)), default=0)


def _told_once(events: list[DraftEvent]) -> list[DraftEvent]:
    """Join an event known only by its day, or a summary in the first paragraphs, to the event that it means."""
    kept: list[DraftEvent] = []
    for event in events:
        earlier = next((one for one in kept if _sums_up_event(one, event) or _is_of_one_day(one, event)), None)
        if earlier is None:
            kept.append(event)
        else:
            earlier.mentions += event.mentions
            earlier.found |= event.found
    return kept


def _is_of_one_day(event: DraftEvent, other: DraftEvent) -> bool:
    """Whether two events share a day and one has only its day: "Sunday's attack", and the attack reported below."""
    is_bare = any(not (tolls_of(one) or one.places() or _names_parties(one)) for one in (event, other))
    days = [{period for period in one.periods() if period.precision == "day"} for one in (event, other)]
    return is_bare and bool(days[0] & days[1]) and not any(one.new for one in other.mentions)


def _names_parties(event: DraftEvent) -> bool:
    return any(one.first or one.second for one in event.mentions)


def _sums_up_event(summary: DraftEvent, event: DraftEvent) -> bool:
    """Whether one event is only a summary of the other: as many deaths, and no contradiction."""
    at = summary.mentions[0].paragraph
    if at > 1 or event.mentions[0].paragraph - at > _NEAR_PARAGRAPHS:
        return False
    if _adds_up_deaths(summary, event):
        return True
    spots = [place for where, place in summary.places() if not is_vague(place, summary.answer(where, place)[0])]
    if spots and closest(summary.periods()) == summary.periods() != []:
        return False
    own, theirs = _dead_in(tolls_of(summary)), _dead_in(tolls_of(event))
    alike = any(min(one, other) >= _SEVERAL and abs(one - other) <= 1 for one in own for other in theirs)
    return alike and all(fits(summary, mention, event.found) for mention in event.mentions)


def _adds_up_deaths(summary: DraftEvent, event: DraftEvent) -> bool:
    """Whether the deaths of one event are the sum of those of the other's parts: "22 died", of whom 15 in a village."""
    parts = set(_dead_in(tolls_of(event)))
    is_sum = len(parts) > 1 and sum(parts) in _dead_in(tolls_of(summary))
    return is_sum and (not summary.periods() or any(same_day(summary, mention) for mention in event.mentions))


def _dead_in(tolls: Iterable[Toll]) -> list[float]:
    return [toll.figure.quantity.low for toll in tolls if toll.field == "fatalities"]


def _sums_up(mention: Mention, article: Article) -> bool:
    """Whether a mention only introduces what follows in the article: a headline, or a sentence on several events."""
    if len(article.paragraphs) == 1 or mention.paragraph > 1:
        return False
    is_headline = mention.paragraph == 0 and article.paragraphs[0][-1] not in '.!?»”"'
    return is_headline or tells_of_several(mention)


def _adds_up_places(mention: Mention, told: list[Mention]) -> bool:
    """Whether a first sentence sums up its places, each told separately below: "11 killed in Barey and Kargo"."""
    names = {place.name for place in mention.places}
    if mention.paragraph > 1 or mention.dates or len(names) < _SEVERAL_PLACES:
        return False
    below = [names & {place.name for place in one.places} for one in told if one is not mention]
    return len({name for found in below if len(found) == 1 for name in found}) >= _SEVERAL_PLACES


def _told_above(
    events: list[DraftEvent], mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]
) -> DraftEvent | None:
    """Return the event that a headline is about: one with its toll, or the first that it does not contradict."""
    fitting = [event for event in events if fits(event, mention, found)]
    if tells_of_several(mention):
        return fitting[0] if len(events) == 1 and fitting else None
    same = [event for event in fitting if same_toll(event, mention)]
    if mention.tolls and not same and any(_dead_in(tolls_of(event)) for event in fitting):
        fitting = [event for event in fitting if shares(event, mention) or same_spot(event, mention, found)]
    return next(iter(same or fitting), None)


# What is one event ---------------------------------------------------------------------------------------------------


def _same_event(
    events: list[DraftEvent],
    mention: Mention,
    found: dict[tuple[int, int, int], tuple[Resolution, str]],
) -> DraftEvent | None:
    """Return the event that a mention continues, the latest that fits; None if the mention begins another event."""
    if mention.post:
        return None
    last = events[-1] if events else None
    if last and mention.pointed and mention.paragraph - last.mentions[-1].paragraph <= 1:
        return last  # "that attack", even where the two print different years: both stay in the claims
    fitting = [event for event in reversed(events) if fits(event, mention, found)]
    fitting = [event for event in fitting if not _is_left_behind(event, mention, events)]
    if mention.takes_up and fitting:
        counted = [event for event in fitting if same_toll(event, mention)]
        here = [event for event in fitting if event.mentions[-1].paragraph == mention.paragraph]
        lemmas = {lemma(token) for token in tokens_of(mention)}
        same = [
            event for event in fitting if lemmas & {lemma(one) for part in event.mentions for one in tokens_of(part)}
        ]
        return (counted or here or same or fitting)[0]
    if _only_counts(mention):
        here = [event for event in fitting if event.mentions[-1].paragraph == mention.paragraph]
        same = [event for event in fitting if same_toll(event, mention) and _is_near(event, mention)]
        same = [event for event in fitting if _wants_toll(event, mention, events)] or same
        beside = here or same or [event for event in fitting if _is_beside(event, mention)]
        return next(iter(beside or [event for event in events[:1] if event in fitting] or fitting), None)
    linked = [event for event in fitting if _is_linked(event, mention, found)]
    return next((event for event in linked if same_toll(event, mention)), next(iter(linked), None))


def _is_left_behind(event: DraftEvent, mention: Mention, events: list[DraftEvent]) -> bool:
    """Whether an event of other months was told in passing, and a mention without a day or place is of the news."""
    is_bare = not (mention.dates or mention.places or mention.pointed)
    return is_bare and mention.paragraph > event.mentions[-1].paragraph and is_past_beside(event, events)


def _only_counts(mention: Mention) -> bool:
    """Whether a mention only gives a toll of an event mentioned before: "The governor put the toll at 11"."""
    return bool(mention.tolls) and not (mention.dates or mention.places or mention.triggers)


def _wants_toll(event: DraftEvent, mention: Mention, events: list[DraftEvent]) -> bool:
    """Whether an event was the last mentioned, one paragraph before, and has no deaths yet: "The toll is four"."""
    is_last = all(one.mentions[-1].paragraph <= event.mentions[-1].paragraph for one in events)
    return is_last and mention.paragraph - event.mentions[-1].paragraph == 1 and not _dead_in(tolls_of(event))


def _is_near(event: DraftEvent, mention: Mention) -> bool:
    return mention.paragraph - event.mentions[-1].paragraph <= _NEAR_PARAGRAPHS


def _is_beside(event: DraftEvent, mention: Mention) -> bool:
    """Whether an event was last mentioned in this paragraph, or in the one before unless only its year is known."""
    distance = mention.paragraph - event.mentions[-1].paragraph
    return distance == 0 or (distance == 1 and not is_years(event.periods()))


def _only_leads(event: DraftEvent) -> bool:
    """Whether an event has no day so far and nothing more exact than a district."""
    wide = (size_of(place, event.answer(where, place)[0]) > 0 for where, place in event.places())
    return not event.periods() and all(wide)


def _is_dated_apart(event: DraftEvent, mention: Mention) -> bool:
    """Whether a mention has its own day and toll, and the event another toll and not that day."""
    if not (mention.dates and not mention.takes_up and not same_day(event, mention)):
        return False
    both_count = bool({toll.field for toll in mention.tolls} & {toll.field for toll in tolls_of(event)})
    alike = same_toll(event, mention) or (shares_doers(event, mention) and not _is_history(event, mention))
    return both_count and not alike


def _is_history(event: DraftEvent, mention: Mention) -> bool:
    """Whether a mention has only a month or year and the event has no date: the event is news, the mention history."""
    periods = [date.period for date in mention.dates if date.period]
    return not event.periods() and all(period.precision in {"month", "year"} for period in periods)


def _is_linked(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    """Whether a mention is linked to an event: by the same day, place, figure or parties."""
    last = event.mentions[-1]
    distance = mention.paragraph - last.paragraph
    kinds = {trigger.kind for trigger in mention.triggers}
    if mention.denied and mention.places and not event.places() and not kinds & set(event.kinds()):
        return False  # "… claimed the attack. The army denied having bombed Ansongo": another deed
    alone = not (mention.dates or mention.places or mention.tolls) and not other_parties(event, mention)
    of_people = all(actor.civil for actor in mention.second)
    if mention.quoted and of_people and distance <= 1 and not (mention.dates or mention.places):
        return True  # a quotation about the event
    is_whole = bool(mention.places and mention.tolls)  # "a bombing in Gao that killed six"
    goes_on = distance <= 1 and (alone or shares(event, mention)) and bool(kinds & set(event.kinds())) and not is_whole
    if (
        mention.indefinite
        and not goes_on
        and not (same_day(event, mention) or same_spot(event, mention, found) or same_toll(event, mention))
    ):
        return False
    if _is_dated_apart(event, mention) and (_is_history(event, mention) or not same_spot(event, mention, found)):
        return False
    if distance > _NEAR_PARAGRAPHS:
        return (same_spot(event, mention, found) or not mention.places) and same_day(event, mention)
    apart = mention.dates and mention.places and event.places() and not same_day(event, mention)
    if apart and not _only_leads(event):
        return same_spot(event, mention, found)
    if not mention.triggers or (alone and goes_on):
        return True
    if mention.dates or mention.places:
        return shares(event, mention) or distance <= 1
    return shares(event, mention) or distance == 0 or bool(mention.tolls)
