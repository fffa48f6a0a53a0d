"""The claims of a draft event: every value with who says it, how, where it is printed and in which words.

A value that its paragraph does not print is no claim: `checked` drops it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapper.draft.reading.tolls import Toll
from mapper.draft.reading.voices import Speakers, Voice, voice_of

if TYPE_CHECKING:
    from mapper.draft.article import Article
    from mapper.draft.events import DraftEvent
    from mapper.draft.mentions import Mention
    from mapper.draft.reading.actors import ActorSpan
    from mapper.model.dates import Period

__all__ = ["DraftClaim", "claims_of", "quote_around", "standard"]

QUOTE_WORDS: Final = 25


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One claim: the columns of `claims.csv`, the paragraph's index, and where in it the value is printed."""

    field: str
    value: str
    unit: str
    voice: Voice
    paragraph: int
    start: int
    end: int
    quote: str
    inferred: str = ""


def standard(period: Period) -> str:
    """Return a period as a dossier writes it: `2025-06-13`, `2025-06`, `2025-06-01..2025-06-10`.

    >>> from mapper.model.dates import read_date
    >>> standard(read_date("early June 2025"))
    '2025-06-01..2025-06-10'
    """
    return period.standard().replace("/", "..")


def quote_around(text: str, start: int, end: int) -> str:
    """Return at most 25 words of a text, verbatim, with what stands from `start` to `end` among them.

    The sentence is quoted whole where it is short enough.

    >>> quote_around("It rained. Two men died. It stopped.", 11, 14)
    'Two men died.'
    """
    first = max((match.end() for match in re.finditer(r"[.!?][”\"’»]? ", text[:start])), default=0)
    last = re.search(r"[.!?][”\"’»]?(?= |$)", text[end:])
    stop = end + last.end() if last else len(text)
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text[first:stop])]
    words = [(first + begin, first + finish) for begin, finish in words]
    if len(words) > QUOTE_WORDS:
        inside = [number for number, (begin, finish) in enumerate(words) if begin < end and finish > start]
        if not inside:
            return text[start:end]
        room = QUOTE_WORDS - (inside[-1] - inside[0] + 1)
        low = max(0, inside[0] - max(0, room) // 2)
        low = max(0, min(low, len(words) - QUOTE_WORDS))
        words = words[low : low + QUOTE_WORDS]
    return text[words[0][0] : words[-1][1]] if words else text[start:end]


def claims_of(event: DraftEvent, article: Article, speakers: Speakers, tweets: dict[int, str]) -> list[DraftClaim]:
    """Return the claims of an event, in the order of the text; one value by one claimant is claimed once."""
    found: dict[tuple[str, ...], DraftClaim] = {}
    for mention in event.mentions:
        for claim in _of_mention(mention, article, speakers, tweets):
            if not _is_printed(claim, article):
                continue
            key = (claim.field, claim.value, claim.unit, claim.voice.claimant, claim.voice.stance)
            found.setdefault(key, claim)
    return list(found.values())


def _is_printed(claim: DraftClaim, article: Article) -> bool:
    text = article.paragraphs[claim.paragraph]
    if claim.quote not in text or len(claim.quote.split()) > QUOTE_WORDS or not claim.quote:
        return False
    by_words = {"place", "event_type", "actor1", "actor2"}
    return claim.field not in by_words or all(part in " ".join(text.split()) for part in claim.value.split("; "))


def _of_mention(mention: Mention, article: Article, speakers: Speakers, tweets: dict[int, str]) -> Iterator[DraftClaim]:
    doc = mention.sentence.doc
    voice = voice_of(mention.sentence, mention.head(), article.language, speakers)
    if author := tweets.get(mention.paragraph):
        voice = Voice(author, voice.stance, voice.hedge)
    claimed = _responsibility(mention, article)
    plain = Voice("", "asserts", voice.hedge) if claimed else voice
    for date in mention.dates:
        value = standard(date.period) if date.period else date.words
        why = (
            f"“{date.words}”, counted from the publication, {article.published}"
            if date.relative and date.period
            else ""
        )
        yield _claim("event_date", (value, ""), plain, mention, (date.start, date.end, why))
    for place in mention.places:
        yield _claim("place", (place.name, ""), plain, mention, (place.start, place.end, ""))
    for side, actors in (("actor1", mention.first), ("actor2", mention.second)):
        spoken = voice if claimed and side == "actor1" else plain
        for actor in actors:
            yield _claim(side, (_as_printed(actor), ""), spoken, mention, (actor.start, actor.end, ""))
    for trigger in mention.triggers[:2]:
        token = doc[trigger.token]
        yield _claim("event_type", (trigger.words, ""), plain, mention, (token.idx, token.idx + len(token), ""))
    for toll in mention.tolls:
        own = voice_of(mention.sentence, doc[toll.head], article.language, speakers)
        if author := tweets.get(mention.paragraph):
            own = Voice(author, own.stance, own.hedge)
        if claimed:
            own = Voice("", "asserts", own.hedge)
        yield _of_toll(toll, own, mention)


def _responsibility(mention: Mention, article: Article) -> bool:
    """Whether somebody claims responsibility: for the deed, not for what the article tells of it."""
    from mapper.draft.lexicon import words

    lowered = mention.sentence.text.lower()
    return any(phrase in lowered for phrase in words(article.language, "rules", "claim_responsibility"))


def _as_printed(actor: ActorSpan) -> str:
    return " ".join(actor.words.split())


def _of_toll(toll: Toll, voice: Voice, mention: Mention) -> DraftClaim:
    figure = toll.figure
    return _claim(toll.field, (figure.value, toll.unit), voice, mention, (figure.start, figure.end, ""))


def _claim(
    field: str, value: tuple[str, str], voice: Voice, mention: Mention, where: tuple[int, int, str]
) -> DraftClaim:
    start, end, inferred = where
    quote = quote_around(mention.sentence.doc.text, start, end)
    return DraftClaim(field, *value, voice, mention.paragraph, start, end, quote, inferred)
