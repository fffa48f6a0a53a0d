"""One mention: what a single clause of an article says about an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapper.draft.reading.actors import ActorSpan
    from mapper.draft.reading.tolls.tolls import Toll
    from mapper.draft.reading.triggers import Trigger
    from mapper.draft.reading.when.dates import DateSpan
    from mapper.draft.reading.where.places import PlaceSpan

__all__ = ["Mention", "follows", "tokens_of"]


@dataclass(slots=True)
class Mention:
    """What one clause says about an event.

    Attributes
    ----------
    paragraph
        Its index from 0.
    sentence
        The parsed sentence.
    triggers, dates, places, tolls
        What belongs to the event.
    announced
        The dates on which somebody said it.
    first, second
        The parties that did it or took part, and the targets or victims. The order says nothing about guilt.
    takes_up, pointed
        Whether a definite word ("the attack") refers to what was said before; `pointed`: it is "that attack".
    new, indefinite
        Whether it says itself that it is another event ("another attack"), or may be ("an attack").
    begins
        Where its clause begins, in a sentence that is split.
    post
        Whether it is a post on a network, quoted whole.
    aside
        Whether it stands in a clause that describes a date: "February 2018, when helicopters hit".
    denied
        Whether somebody denies or disputes it.
    quoted
        Whether it stands inside a quotation.
    heads
        Whether it only introduces the article: a headline, a first sentence on several events.
    """

    paragraph: int
    sentence: Span
    triggers: list[Trigger]
    dates: list[DateSpan] = field(default_factory=list)
    announced: list[DateSpan] = field(default_factory=list)
    places: list[PlaceSpan] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    first: list[ActorSpan] = field(default_factory=list)
    second: list[ActorSpan] = field(default_factory=list)
    takes_up: bool = False
    new: bool = False
    pointed: bool = False
    indefinite: bool = False
    begins: int = 0
    aside: bool = False
    denied: bool = False
    post: bool = False
    quoted: bool = False
    heads: bool = False

    def armed(self) -> list[ActorSpan]:
        """The perpetrators that are called armed, or are known to the dossier."""
        return [actor for actor in self.first if not actor.unarmed]

    def head(self) -> Token:
        """The token that the event hangs on."""
        doc: Doc = self.sentence.doc
        return doc[self.triggers[0].token] if self.triggers else doc[self.tolls[0].head]


def tokens_of(part: Mention) -> Iterator[Token]:
    """Yield the trigger tokens of a mention."""
    yield from (part.sentence.doc[trigger.token] for trigger in part.triggers)


def follows(sentence: Span, paragraph: int, part: Mention) -> bool:
    """Whether a sentence of a paragraph (from 0) comes directly after that of a mention."""
    if paragraph == part.paragraph:
        return sentence.start == part.sentence.end
    return paragraph == part.paragraph + 1 and sentence.start == 0 and part.sentence.end == len(part.sentence.doc)
