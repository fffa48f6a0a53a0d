"""Find the event that a denial, a dispute or a confirmation is about: the last one mentioned before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapper.draft.events.likeness import is_past_beside
from mapper.draft.events.mention import follows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.stances import Response
    from mapper.draft.reading.tolls.tolls import Toll

__all__ = ["HeardResponse", "event_answered", "mention_answered", "tolls_answered"]

_NEAR_PARAGRAPHS: Final = 2
_TOLLS: Final = ("fatalities", "casualties", "injured", "captured")
_OF: Final = re.compile(r" (?:of|de|d['’])(?: ?(?:at least|more than|over|au moins|plus de))? ?")


@dataclass(frozen=True, slots=True)
class HeardResponse:
    """A response, the index of its paragraph from 0, and the name of its claimant.

    `elsewhere` says that its sentence prints a day or a place, or that it is about another event: then it answers only
    an event mentioned in that sentence.
    """

    response: Response
    paragraph: int
    claimant: str
    elsewhere: bool

    def at(self) -> tuple[int, int]:
        """Where its sentence begins: the index of the paragraph, and of the token in it."""
        return self.paragraph, self.response.verb.sent.start


def event_answered(events: Iterable[DraftEvent], heard: HeardResponse) -> DraftEvent | None:
    """Return the event that a response is about; None if its own sentence is about something else."""
    events = list(events)
    answered = [
        (mention, event)
        for event in events
        if (mention := mention_answered(event, heard))
        and (mention.paragraph == heard.paragraph or not is_past_beside(event, events))
    ]
    if not answered:
        return None
    last, event = max(answered, key=lambda pair: _at(pair[0]))
    return None if heard.elsewhere and _at(last) != heard.at() else event


def mention_answered(event: DraftEvent, heard: HeardResponse) -> Mention | None:
    """Return the mention that a response answers: the last before it; for a toll, the last with tolls."""
    before = [
        mention
        for mention in event.mentions
        if _at(mention) <= heard.at() and heard.paragraph - mention.paragraph <= _NEAR_PARAGRAPHS
    ]
    if heard.response.of == "toll":
        before = [mention for mention in before if tolls_answered(mention, heard)]
    if heard.response.of == "report":
        before = [mention for mention in before if _at(mention) != heard.at()]
    if heard.response.of == "told":
        before = [mention for mention in before if follows(heard.response.verb.sent, heard.paragraph, mention)]
    return max(before, key=_at, default=None)


def tolls_answered(mention: Mention, heard: HeardResponse) -> list[Toll]:
    """Return the tolls of a mention that a response may be about: in its own sentence, only "the toll of 24"."""
    noun = heard.response.noun
    tolls = [toll for toll in mention.tolls if toll.field in _TOLLS]
    if _at(mention) != heard.at():
        return tolls
    end = noun.idx + len(noun)
    return [toll for toll in tolls if _OF.fullmatch(noun.doc.text[end : toll.figure.start])]


def _at(mention: Mention) -> tuple[int, int]:
    return mention.paragraph, mention.sentence.start
