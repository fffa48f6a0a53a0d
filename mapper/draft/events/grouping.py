"""From mentions to draft events: which sentences of an article tell of the same event, and which tell of none.

Two mentions are one event unless they print different days or different places, or say that it is another. An article
about an epidemic or an earthquake tells of an event only where armed people act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mapper.draft.events.mention import Mention, tokens_of
from mapper.draft.events.standing import (
    is_armed_act,
    is_epidemic,
    is_no_conflict,
    is_told,
    names_armed,
    stands_alone,
    tells_of_several,
)
from mapper.draft.lexicon import acled_type
from mapper.draft.reading.actors import is_armed, is_civil
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.where.whereabouts import Whereabouts, is_vague, same_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer import Resolution
    from mapper.draft.article import Article
    from mapper.draft.reading.tolls.tolls import Toll
    from mapper.draft.reading.where.places import PlaceSpan
    from mapper.model.dates import Period

__all__ = ["DraftEvent", "events_of"]

_NEAR_PARAGRAPHS: Final = 3
_YEAR_LONG: Final = 200
"""Days: a longer period is a year, which no day's event is dated by."""
_NOTE: Final = 300
"""Letters of a text that is a headline or a note: it tells of an event even if it names no day, place or figure."""
_PRIORITY: Final = (
    "suicide", "air", "shelling", "bomb", "ambush", "clash", "attack", "seize", "shooting", "killing", "abduct",
    "abuse", "crash",
)  # fmt: skip
_SEPARATE: Final = {"crash"}


@dataclass(slots=True)
class DraftEvent:
    """An event of one article: its mentions, and the places in them with what the gazetteer says."""

    mentions: list[Mention]
    whereabouts: Whereabouts
    found: dict[tuple[int, int, int], tuple[Resolution, str]] = field(default_factory=dict)

    def periods(self) -> list[Period]:
        """Return the periods printed for it, in order."""
        return [date.period for mention in self.mentions for date in mention.dates if date.period]

    def places(self) -> list[tuple[Mention, PlaceSpan]]:
        """Return the places printed for it, in order."""
        return [(mention, place) for mention in self.mentions for place in mention.places]

    def answer(self, mention: Mention, place: PlaceSpan) -> tuple[Resolution, str]:
        """Return what the gazetteer says of one of its places, and the country to record."""
        return self.found[mention.paragraph, place.start, place.end]

    def kinds(self) -> list[str]:
        """Return what happened, the most telling first."""
        kinds = {trigger.kind for mention in self.mentions for trigger in mention.triggers}
        return [kind for kind in _PRIORITY if kind in kinds]

    def against_civilians(self, language: str) -> bool:
        """Whether those whom it befell are civilians as printed, and no armed party is among them."""
        units = [toll.unit for mention in self.mentions for toll in mention.tolls]
        second = [actor.words for mention in self.mentions for actor in mention.second if not actor.civil]
        people = any(is_civil(unit, language) for unit in units) or any(
            is_civil(token.lower_, language)
            for mention in self.mentions
            for token in mention.sentence
            if token.pos_ == "NOUN" and not is_armed(token, language) and token.lower_ != "people"
        )
        return people and not second

    def types(self, language: str) -> tuple[str, str]:
        """Return ACLED's event_type and sub_event_type."""
        kinds = self.kinds()
        if not kinds:
            return "", ""
        return acled_type(kinds[0], against_civilians=self.against_civilians(language))


def events_of(article: Article, mentions: Iterable[Mention], whereabouts: Whereabouts) -> list[DraftEvent]:
    """Return the events of an article, in the order in which it first tells of them."""
    language = article.language
    kept = [mention for mention in mentions if not is_no_conflict(mention, language)]
    if is_epidemic(article, kept):
        kept = [mention for mention in kept if is_armed_act(mention) and names_armed(mention, language)]
    is_note = len(article.paragraphs) == 1 and len(article.paragraphs[0]) < _NOTE
    events: list[DraftEvent] = []
    later = [mention for mention in kept if _sums_up(mention, article)]
    for mention in [*(one for one in kept if one not in later), *later]:
        found = {(mention.paragraph, place.start, place.end): whereabouts.find(place) for place in mention.places}
        mention.places = [
            place
            for place in mention.places
            if not place.doubtful or found[mention.paragraph, place.start, place.end][0].status != "not_found"
        ]
        event = _told_above(events, mention, found) if mention in later else _same_event(events, mention, found)
        if event is not None:
            event.mentions.insert(0 if mention in later else len(event.mentions), mention)
            event.found |= found
        elif mention in later and len(events) > 1 and tells_of_several(mention):
            continue  # a total of what the article tells one by one
        elif stands_alone(mention, language) or (is_note and not mention.takes_up and is_told(mention)):
            events.insert(0 if mention in later else len(events), DraftEvent([mention], whereabouts, dict(found)))
    return events


def _sums_up(mention: Mention, article: Article) -> bool:
    """Whether a mention only heads what the article tells below: a headline, or a first sentence on several events."""
    if len(article.paragraphs) == 1 or mention.paragraph > 1:
        return False
    is_headline = mention.paragraph == 0 and article.paragraphs[0][-1] not in '.!?»”"'
    return is_headline or tells_of_several(mention)


def _told_above(
    events: list[DraftEvent], mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]
) -> DraftEvent | None:
    """Return the event that a headline is about: one with its toll, or the first that it does not contradict."""
    fitting = [event for event in events if _fits(event, mention, found)]
    if tells_of_several(mention):
        return fitting[0] if len(events) == 1 and fitting else None
    same = [event for event in fitting if _same_toll(event, mention)]
    if mention.tolls and not same and any(toll.field == "fatalities" for event in fitting for toll in _tolls(event)):
        fitting = [event for event in fitting if _shares(event, mention) or _same_spot(event, mention, found)]
    return next(iter(same or fitting), None)


# What is one event ---------------------------------------------------------------------------------------------------


def _same_event(
    events: list[DraftEvent],
    mention: Mention,
    found: dict[tuple[int, int, int], tuple[Resolution, str]],
) -> DraftEvent | None:
    """Return the event that a mention goes on telling of, the latest that fits; None where it begins another."""
    if mention.post:
        return None
    last = events[-1] if events else None
    if last and mention.pointed and mention.paragraph - last.mentions[-1].paragraph <= 1:
        return last  # "that attack", even where the two print different years: both stay in the claims
    fitting = [event for event in reversed(events) if _fits(event, mention, found)]
    if mention.takes_up and fitting:
        here = [event for event in fitting if event.mentions[-1].paragraph == mention.paragraph]
        lemmas = {lemma(token) for token in tokens_of(mention)}
        same = [
            event for event in fitting if lemmas & {lemma(one) for part in event.mentions for one in tokens_of(part)}
        ]
        return (here or same or fitting)[0]
    if _only_counts(mention):
        beside = [event for event in fitting if _is_beside(event, mention)]
        return next(iter(beside or [event for event in events[:1] if event in fitting] or fitting), None)
    return next((event for event in fitting if _is_linked(event, mention, found)), None)


def _only_counts(mention: Mention) -> bool:
    """Whether a mention only gives a toll of what was told: "The governor put the toll at 11"."""
    return bool(mention.tolls) and not (mention.dates or mention.places or mention.triggers)


def _is_beside(event: DraftEvent, mention: Mention) -> bool:
    """Whether an event was told last in this paragraph, or in the one before and not of another year in an aside."""
    distance = mention.paragraph - event.mentions[-1].paragraph
    return distance == 0 or (distance == 1 and not _is_years(event.periods()))


def _fits(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    """Whether nothing printed keeps the two apart: days, places, what happened."""
    if mention.new or event.mentions[0].post:
        return False
    kinds, others = {trigger.kind for trigger in mention.triggers}, set(event.kinds())
    if kinds and others and bool(kinds & _SEPARATE) != bool(others & _SEPARATE):
        return False
    own, theirs = [date.period for date in mention.dates if date.period], event.periods()
    if own and theirs and not any(one.overlaps(other) for one in own for other in theirs):
        return False
    if own and theirs and not _as_exact(own, theirs):
        return False
    if (_is_years(own) and _names_days(event.mentions)) or (_is_years(theirs) and _names_days([mention])):
        return False
    if not mention.places or not event.places():
        return True
    return any(
        _may_be_one_place(found[mention.paragraph, place.start, place.end], event.answer(where, other), (place, other))
        for place in mention.places
        for where, other in event.places()
    )


def _may_be_one_place(
    one: tuple[Resolution, str], other: tuple[Resolution, str], places: tuple[PlaceSpan, PlaceSpan]
) -> bool:
    """Whether two places may be one: the same, near, one inside the other, or one of them "northern Mali"."""
    if same_place(one[0], other[0], (places[0].name, places[1].name)):
        return True
    vague = is_vague(places[0], one[0]) or is_vague(places[1], other[0])
    across = "near" in {places[0].relation, places[1].relation}  # a border
    return vague and (across or one[1] == other[1] or not one[1] or not other[1])


def _names_days(mentions: Iterable[Mention]) -> bool:
    """Whether dates stay words since nobody says when the article was published: "Friday" is a day all the same."""
    return any(date.relative and date.period is None for one in mentions for date in one.dates)


def _is_years(periods: list[Period]) -> bool:
    return bool(periods) and all((period.last - period.first).days > _YEAR_LONG for period in periods)


def _as_exact(own: list[Period], theirs: list[Period]) -> bool:
    """A year named in an aside is no day's event: "In 2023 the army retook" beside "on Friday"."""
    shortest = min((period.last - period.first).days for period in own)
    other = min((period.last - period.first).days for period in theirs)
    return not (max(shortest, other) > _YEAR_LONG and min(shortest, other) < 28)


def _is_linked(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    """Whether something says that a mention goes on telling of an event: the same day, place, figure or parties."""
    last = event.mentions[-1]
    distance = mention.paragraph - last.paragraph
    kinds = {trigger.kind for trigger in mention.triggers}
    if mention.denied and mention.places and not event.places() and not kinds & set(event.kinds()):
        return False  # "… claimed the attack. The army denied having bombed Ansongo": another deed
    alone = not (mention.dates or mention.places or mention.tolls) and not _other_parties(event, mention)
    goes_on = distance <= 1 and (alone or _shares(event, mention)) and bool(kinds & set(event.kinds()))
    if (
        mention.indefinite
        and not goes_on
        and not (_same_day(event, mention) or _same_spot(event, mention, found) or _same_toll(event, mention))
    ):
        return False
    if distance > _NEAR_PARAGRAPHS:
        return _same_spot(event, mention, found) and _same_day(event, mention)
    if mention.dates and mention.places and event.places() and not _same_day(event, mention):
        return _same_spot(event, mention, found)
    if not mention.triggers or (alone and goes_on):
        return True
    if mention.dates or mention.places:
        return _shares(event, mention) or distance <= 1
    return _shares(event, mention) or distance == 0 or bool(mention.tolls)


def _same_day(event: DraftEvent, mention: Mention) -> bool:
    own = [date.period for date in mention.dates if date.period]
    return any(one.overlaps(other) for one in own for other in event.periods())


def _same_spot(event: DraftEvent, mention: Mention, found: dict[tuple[int, int, int], tuple[Resolution, str]]) -> bool:
    for place in mention.places:
        answer = found[mention.paragraph, place.start, place.end][0]
        for where, other in event.places():
            theirs = event.answer(where, other)[0]
            vague = is_vague(place, answer) or is_vague(other, theirs)
            if not vague and same_place(answer, theirs, (place.name, other.name)):
                return True
    return False


def _same_toll(event: DraftEvent, mention: Mention) -> bool:
    """Whether both print a figure of one kind that may be the same: "11" and "at least 11"."""
    return any(
        toll.field == other.field and abs(toll.figure.quantity.low - other.figure.quantity.low) <= 1
        for toll in mention.tolls
        for other in _tolls(event)
    )


def _tolls(event: DraftEvent) -> list[Toll]:
    return [toll for mention in event.mentions for toll in mention.tolls]


def _other_parties(event: DraftEvent, mention: Mention) -> bool:
    """Whether both name known actors, and no actor is named by both."""
    theirs = {name for one in event.mentions for actor in one.first + one.second for name in actor.names}
    own = {name for actor in mention.first + mention.second for name in actor.names}
    return bool(own and theirs) and not own & theirs


def _shares(event: DraftEvent, mention: Mention) -> bool:
    """Whether the two name a party in common."""
    theirs = {
        name for one in event.mentions for actor in one.first + one.second for name in actor.names or (actor.words,)
    }
    own = {name for actor in mention.first + mention.second for name in actor.names or (actor.words,)}
    return bool(own & theirs)
