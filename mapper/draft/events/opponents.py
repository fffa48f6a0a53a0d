"""Opponents cannot be on one side: soldiers and rebels are not both victims of the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.draft.lexicon import words
from mapper.draft.reading.grammar import lemma

if TYPE_CHECKING:
    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.actors import ActorSpan

__all__ = ["part_opponents"]


def part_opponents(event: DraftEvent, language: str) -> None:
    """Remove rebels from an event's victims if soldiers are among them: the rebels died in their own attack.

    "Rebels attacked a patrol; ten soldiers died. Five rebels were killed."
    """
    for mention in event.mentions:
        others = [one for one in event.mentions if one is not mention]
        if any(_are(actor, one, "state", language) for one in others for actor in one.second):
            mention.second = [one for one in mention.second if not _are(one, mention, "irregular", language)]


def _are(actor: ActorSpan, mention: Mention, kind: str, language: str) -> bool:
    return lemma(mention.sentence.doc[actor.head]) in words(language, "actors", kind)
