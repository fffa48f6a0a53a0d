"""The claims of a draft event: every value with its claimant, stance, position in the text and quote.

A value that its paragraph does not print is not a claim and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from mapper.draft.events.responses import HeardResponse, mention_answered, tolls_answered
from mapper.draft.lexicon import words
from mapper.draft.parser import plain as plain_text
from mapper.draft.placing import place_cells
from mapper.draft.reading.actors import both_names
from mapper.draft.reading.grammar import lemma, text_of
from mapper.draft.reading.quotations import quoted_voice
from mapper.draft.reading.sides import in_statement, is_side
from mapper.draft.reading.speakers import speaker_name
from mapper.draft.reading.stances import is_claimed, responses_in, stance_above
from mapper.draft.reading.voices import Speakers, Voice, hear, is_presupposed, tweet_author, voice_of
from mapper.draft.reading.where.names import without_dateline
from mapper.draft.reading.where.nations import is_part
from mapper.model.schema import MOST_QUOTE_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from mapper.draft.article import Article
    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.actors import ActorSpan
    from mapper.model.actors.names import ActorNames
    from mapper.model.dates import Period

__all__ = ["DraftClaim", "Voices", "claims_of", "party_as_printed", "quote_around", "standard", "voices_of"]


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One claim: the columns of `claims.csv`, the index of the paragraph, and the position of the value in it."""

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
    """Return at most 25 words of a text, verbatim, that include the characters from `start` to `end`.

    The whole sentence is quoted if it is short enough.

    >>> quote_around("It rained. Two men died. It stopped.", 11, 14)
    'Two men died.'
    """
    begin = without_dateline(text) if start >= without_dateline(text) else 0
    first = max((match.end() for match in re.finditer(r"[.!?][”\"’»]? ", text[:start])), default=0)
    first = max(first, begin)
    last = re.search(r"[.!?][”\"’»]?(?= |$)", text[end:])
    stop = end + last.end() if last else len(text)
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text[first:stop])]
    words = [(first + begin, first + finish) for begin, finish in words]
    if len(words) > MOST_QUOTE_WORDS:
        inside = [number for number, (begin, finish) in enumerate(words) if begin < end and finish > start]
        if not inside:
            return text[start:end]
        room = MOST_QUOTE_WORDS - (inside[-1] - inside[0] + 1)
        low = max(0, inside[0] - max(0, room) // 2)
        low = max(0, min(low, len(words) - MOST_QUOTE_WORDS))
        words = words[low : low + MOST_QUOTE_WORDS]
    return text[words[0][0] : words[-1][1]] if words else text[start:end]


@dataclass(slots=True)
class Voices:
    """The claimants of what an article tells.

    Attributes
    ----------
    of_mentions
        By the id of a mention: who tells of it, and who gives each of its tolls.
    responses
        Denials, disputes and confirmations of what was told before.
    """

    of_mentions: dict[int, tuple[Voice, tuple[Voice, ...]]] = field(default_factory=dict)
    responses: list[HeardResponse] = field(default_factory=list)


def voices_of(article: Article, docs: list[Doc], mentions: list[Mention], known: ActorNames) -> Voices:
    """Return the claimants, found in the order of the text, so that "it" refers to the last speaker."""
    speakers = Speakers(known)
    language = article.language
    at: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        at.setdefault((mention.paragraph, mention.sentence.start), []).append(mention)
    signed = {number: tweet_author(text) for number, text in enumerate(article.paragraphs)}
    found = Voices()
    for number, doc in enumerate(docs):
        speakers.paragraph = number
        for sentence in doc.sents:
            own = at.get((number, sentence.start), [])
            for mention in own:
                heads = [mention.head(), *(doc[toll.head] for toll in mention.tolls)]
                told = [voice_of(sentence, head, language, speakers) for head in heads]
                if not mention.post:
                    told = [
                        quoted_voice(voice, sentence, head, language, speakers)
                        for voice, head in zip(told, heads, strict=True)
                    ]
                if author := signed.get(number + 1):
                    told = [replace(voice, claimant=author) for voice in told]
                found.of_mentions[id(mention)] = (told[0], tuple(told[1:]))
            if not any(voice.claimant for mention in own for voice in _all_voices(found, mention)):
                hear(sentence, language, speakers)
            elsewhere = any(mention.dates or mention.places or mention.new for mention in own)
            for response in responses_in(sentence, language):
                if claimant := speaker_name(response.speaker, language, speakers):
                    name = speakers.heard(claimant)
                    found.responses.append(HeardResponse(response, number, name, elsewhere))
    return found


def _all_voices(voices: Voices, mention: Mention) -> tuple[Voice, ...]:
    first, others = voices.of_mentions[id(mention)]
    return (first, *others)


def claims_of(
    event: DraftEvent, article: Article, voices: Voices, responses: Iterable[HeardResponse] = ()
) -> list[DraftClaim]:
    """Return the claims of an event, in the order of the text; one value by one claimant is claimed once.

    The responses to what is told of it come last.
    """
    found: dict[tuple[str, ...], DraftClaim] = {}
    shown = place_cells(event, article.language).get("place", "").split(";")
    told = (
        claim
        for mention in event.mentions
        for claim in _of_mention(
            mention, article, voices.of_mentions[id(mention)], (shown, mention is not event.mentions[0])
        )
    )
    answered = (claim for heard in responses for claim in _of_response(event, heard))
    for plain in chain(told, answered):
        claim = replace(plain, quote=quote_around(article.paragraphs[plain.paragraph], plain.start, plain.end))
        if not _is_printed(claim, article):
            continue
        key = (claim.field, claim.value, claim.unit, claim.voice.claimant, claim.voice.stance)
        found.setdefault(key, claim)
    return _of_one_type(event, _once_each(list(found.values())))


def _of_one_type(event: DraftEvent, claims: list[DraftClaim]) -> list[DraftClaim]:
    """Keep only the most telling of the words for what happened: "raid", "killed" and "attaque" are not rivals.

    Denials and confirmations keep their own words.
    """
    said = [claim for claim in claims if claim.field == "event_type" and claim.voice.stance == "asserts"]
    if not said:
        return claims
    kind = next(iter(event.kinds()), "")
    telling = {one.words for mention in event.mentions for one in mention.triggers if one.kind == kind}
    shown = next((claim for claim in said if claim.value in telling), said[0]).value.lower()
    return [claim for claim in claims if claim not in said or claim.value.lower() == shown]


def _once_each(claims: list[DraftClaim]) -> list[DraftClaim]:
    """Drop a claim of responsibility that repeats another one of the same sentence with a shorter name."""
    confirmed = [claim for claim in claims if claim.field == "actor1" and claim.voice.stance == "confirms"]
    again = {
        id(one)
        for one in confirmed
        for other in confirmed
        if one is not other and one.quote == other.quote and one.value != other.value and one.value in other.value
    }
    return [claim for claim in claims if id(claim) not in again]


def _of_response(event: DraftEvent, heard: HeardResponse) -> Iterator[DraftClaim]:
    """Yield claims for what a response denies, disputes or confirms, with values that its own paragraph prints.

    If another paragraph prints the value, a denial or dispute has no value: it opposes all values given.
    """
    response, mention = heard.response, mention_answered(event, heard)
    voice = Voice(heard.claimant, response.stance)
    start, end = response.noun.idx, response.noun.idx + len(response.noun)
    claim = partial(DraftClaim, voice=voice, paragraph=heard.paragraph, start=start, end=end, quote="")
    if response.of == "own_part":
        first = event.mentions[0]
        begins = heard.at() == (first.paragraph, first.sentence.start)
        if response.stance == "confirms" and begins and first.first:
            return  # who did it is read from the first sentence itself
        stance = "asserts" if response.stance == "confirms" and begins else response.stance
        yield claim("actor1", text_of(response.party()), "", voice=Voice(heard.claimant, stance))
        return
    values = []
    if mention is not None and mention.paragraph == heard.paragraph and response.of != "losses":
        values = [(toll.field, toll.figure.value, toll.unit) for toll in tolls_answered(mention, heard)]
        if response.of != "toll":
            values = [("event_type", one.words, "") for one in mention.triggers if one.kind][:1] or values
    if not values and response.stance != "confirms":
        values = [("fatalities" if response.of in {"toll", "losses"} else "event_type", "", "")]
    for value in values:
        yield claim(*value)


def _is_printed(claim: DraftClaim, article: Article) -> bool:
    text = article.paragraphs[claim.paragraph]
    if claim.quote not in text or len(claim.quote.split()) > MOST_QUOTE_WORDS or not claim.quote:
        return False
    by_words = {"place", "event_type", "actor1", "actor2"}
    return claim.field not in by_words or all(
        any(part in " ".join(one.split()) for one in (text, plain_text(text))) for part in claim.value.split("; ")
    )


def _of_mention(
    mention: Mention, article: Article, voices: tuple[Voice, tuple[Voice, ...]], event: tuple[list[str], bool]
) -> Iterator[DraftClaim]:
    """Yield the claims of a mention; `event` is the places shown, and whether the event was told before."""
    shown, later = event
    doc = mention.sentence.doc
    voice = voices[0]
    claimed = _responsibility(mention, article)
    own = claimed or mention.aside or is_presupposed(mention.head(), article.language)
    plain = Voice("", "asserts", voice.hedge) if own else voice
    alike = partial(_said_alike, mention, plain, article.language)
    for date in mention.dates:
        value = standard(date.period) if date.period else date.words
        why = (
            f"“{date.words}”, counted from the publication, {article.published}"
            if date.relative and date.period
            else ""
        )
        yield _claim("event_date", (value, ""), plain, mention, (date.start, date.end, why))
    for date in mention.announced:
        if date.period:
            when = (standard(date.period), voice.claimant)
            said = replace(plain, stance="asserts")
            yield _claim("announced", when, said, mention, (date.start, date.end, ""))
    for place in mention.places:
        yield _claim("place", (place.name, ""), plain, mention, (place.start, place.end, ""))
        for parent in place.parents:
            if is_part(parent) or parent in shown:  # "near Tessit in northern Mali", "the Zongo quarter of Cotonou"
                yield _claim("place", (parent, ""), plain, mention, (place.start, place.end, ""))
    spoken_tolls = zip(mention.tolls, _toll_voices(mention, voices, article), strict=True)
    # The words of an unnamed speaker are not the article's own.
    tolls = [(toll, said) for toll, said in spoken_tolls if not said.unnamed]
    of_units = {toll.unit: said for toll, said in tolls}
    # Of "denied it carried out the strike", nobody says that they did.
    doers = [] if own and stance_above(mention.head(), article.language) == "denies" else mention.first
    for side, actors in (("actor1", doers), ("actor2", mention.second)):
        spoken = voice if claimed and side == "actor1" else plain
        if claimed and later and side == "actor1" and spoken.stance == "asserts":
            spoken = replace(spoken, stance="confirms")  # who claims responsibility for what was told confirms it
        for actor in (one for one in actors if alike(one.head) and is_side(one, mention.sentence, article.language)):
            said = of_units.get(actor.words, spoken) if side == "actor2" else spoken
            if not said.claimant and in_statement(actor, doc.text):
                continue  # the words of an unnamed speaker are not the article's own
            yield _claim(
                side,
                (party_as_printed(actor, article.paragraphs[mention.paragraph]), ""),
                said,
                mention,
                (actor.start, actor.end, ""),
            )
    for trigger in [one for one in mention.triggers if one.kind and alike(one.token)][:2]:
        token = doc[trigger.token]
        yield _claim("event_type", (trigger.words, ""), plain, mention, (token.idx, token.idx + len(token), ""))
    for toll, said in tolls:
        figure = toll.figure
        yield _claim(toll.field, (figure.value, toll.unit), said, mention, (figure.start, figure.end, ""))


def _toll_voices(mention: Mention, voices: tuple[Voice, tuple[Voice, ...]], article: Article) -> list[Voice]:
    """Return the voice that gives each toll: the article itself if what somebody says only names the deed."""
    doc = mention.sentence.doc
    return [
        Voice("", "asserts", said.hedge) if is_presupposed(doc[toll.head], article.language) else said
        for toll, said in zip(mention.tolls, voices[1], strict=True)
    ]


def _said_alike(mention: Mention, voice: Voice, language: str, at: int) -> bool:
    """Whether a token is said as its mention's head is, not "denied striking civilians and said it hit rebels"."""
    if voice.stance == "asserts":
        return True
    doc = mention.sentence.doc
    return stance_above(doc[at], language) == stance_above(mention.head(), language)


def _responsibility(mention: Mention, article: Article) -> bool:
    """Whether somebody claims responsibility for the deed itself, not for details that the article tells."""
    sentence, lowered = mention.sentence, mention.sentence.text.lower()
    found = (lowered.find(phrase) for phrase in words(article.language, "rules", "claim_responsibility"))
    begins = [sentence.start_char + at for at in found if at >= 0]
    claiming = (token for token in sentence if begins and token.idx >= min(begins))
    verb = next((one for one in claiming if lemma(one) in words(article.language, "stances", "claiming")), None)
    return bool(begins) and (verb is None or is_claimed(verb, article.language))


def party_as_printed(actor: ActorSpan, text: str) -> str:
    """Return a party as printed, with both names if the text equates them: "Name (ABBR)"."""
    printed = " ".join(actor.words.split())
    both = " ".join(both_names(text, actor.start, actor.end).split())
    return both if not actor.names and printed in both else printed


def _claim(
    field: str, value: tuple[str, str], voice: Voice, mention: Mention, where: tuple[int, int, str]
) -> DraftClaim:
    start, end, inferred = where
    return DraftClaim(field, *value, voice, mention.paragraph, start, end, "", inferred)
