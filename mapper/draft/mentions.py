"""What each sentence of an article tells of an event: when, where, who, how many. `events` joins them into events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mapper.draft.lexicon import shared_pattern, words
from mapper.draft.parser import as_printed
from mapper.draft.reading.actors import ActorSpan, KnownActors, actors_in
from mapper.draft.reading.contexts import is_freeing
from mapper.draft.reading.dates import DateSpan, dates_in
from mapper.draft.reading.figures import figures_in
from mapper.draft.reading.grammar import ancestors, in_subtree, lemma
from mapper.draft.reading.sides import sides_of
from mapper.draft.reading.speech import dates_reaction, dates_speech, places_speech
from mapper.draft.reading.tolls import Toll, tolls_in
from mapper.draft.reading.triggers import Trigger, is_unreal, part_in_it, triggers_in
from mapper.draft.reading.voices import tweet_author
from mapper.draft.reading.where.names import without_dateline
from mapper.draft.reading.where.places import PlaceSpan, places_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapper.draft.article import Article
    from mapper.model.dates import Period

__all__ = ["Mention", "mentions_of"]


@dataclass(slots=True)
class Mention:
    """What one clause tells of an event.

    Attributes
    ----------
    paragraph
        Its index from 0.
    sentence
        The parsed sentence.
    triggers, dates, places, tolls
        What belongs to the event.
    announced
        When somebody said it.
    first, second
        Parties that did it or took part, and those whom it befell. Their order says nothing of guilt.
    takes_up, pointed
        Whether a definite word ("the attack") takes up what was told before; `pointed`, whether it is "that attack".
    new, indefinite
        Whether it says itself that it is another event ("another attack"), or may be ("an attack").
    begins
        Where its clause begins, in a sentence that is parted.
    post
        Whether it is a post on a network, quoted whole.
    aside
        Whether it stands in a clause that says more of a date, outside what somebody says.
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
    post: bool = False

    def head(self) -> Token:
        """The token that the event hangs on."""
        doc: Doc = self.sentence.doc
        return doc[self.triggers[0].token] if self.triggers else doc[self.tolls[0].head]


def mentions_of(article: Article, docs: list[Doc], known: KnownActors) -> list[Mention]:
    """Return what the sentences of an article tell, in order."""
    found: list[Mention] = []
    previous: Period | None = None
    for number, doc in enumerate(docs):
        skip = without_dateline(doc.text)
        dates = dates_in(doc.text, article.when, previous=previous)
        dates = [date for date in dates if date.start >= skip]
        previous = next((date.period for date in reversed(dates) if date.period), previous)
        taken = tuple((date.start, date.end) for date in dates)
        for sentence in doc.sents:
            inside = [date for date in dates if sentence.start_char <= date.start < sentence.end_char]
            told = _in_sentence((article, number), sentence, inside, (skip, taken), known)
            for mention in told:
                mention.post = number + 1 < len(docs) and bool(tweet_author(article.paragraphs[number + 1]))
            found += told
    return found


def _in_sentence(
    where: tuple[Article, int],
    sentence: Span,
    dates: list[DateSpan],
    hidden: tuple[int, tuple[tuple[int, int], ...]],
    known: KnownActors,
) -> list[Mention]:
    article, number = where
    language = article.language
    skip, taken = hidden
    if _is_retracted(sentence, language):
        return []
    triggers = triggers_in(sentence, language, skip=skip)
    figures = figures_in(sentence.text, language, taken=_within(sentence, taken))
    shifted = [
        replace(one, start=one.start + sentence.start_char, end=one.end + sentence.start_char) for one in figures
    ]
    tolls = [toll for toll in tolls_in(sentence, shifted, language) if _is_told(toll, sentence, language)]
    if is_freeing(sentence.text):
        triggers = [one for one in triggers if one.kind != "abduct" or sentence.doc[one.token].pos_ == "VERB"]
        tolls = [toll for toll in tolls if toll.field != "captured" or sentence.doc[toll.head].pos_ == "VERB"]
    if not triggers and not tolls:
        triggers = part_in_it(sentence, language)
    if not triggers and not tolls:
        return []
    text = article.paragraphs[number]
    triggers = [replace(one, words=as_printed(one.words, text)) for one in triggers]
    tolls = [replace(one, unit=as_printed(one.unit, text)) for one in tolls]
    actors = [
        replace(actor, words=as_printed(actor.words, text))
        for actor in actors_in(sentence, known, language)
        if actor.start >= skip
    ]
    aliases = tuple((actor.start, actor.end) for actor in actors if actor.names or actor.words.isupper())
    places = places_in(sentence, language, skip=skip, taken=taken + aliases)
    whole = Mention(number, sentence, triggers, tolls=tolls)
    parts = _split(whole, dates, places)
    told = {trigger.token for trigger in triggers}
    for date in dates:
        part = _owner(parts, sentence, date.start)
        if part is not None and not dates_reaction(sentence, date, language):
            (part.announced if dates_speech(sentence, date, language) else part.dates).append(date)
    for place in places:
        part = _owner(parts, sentence, place.start)
        if part is not None and place.event and not places_speech(sentence, place, language, told):
            part.places.append(place)
    for part in parts:
        heads = [sentence.doc[trigger.token] for trigger in part.triggers]
        part.aside = bool(heads) and all(_own_clause(head, dates) is not None for head in heads)
        part.first, part.second = sides_of(sentence, part.triggers, part.tolls, actors, language)
        _mark(part, language)
    return parts


def _is_told(toll: Toll, sentence: Span, language: str) -> bool:
    """Whether a toll is told as one that was: "hundreds could be killed" is none."""
    return toll.figure.value == "0" or not is_unreal(sentence.doc[toll.head], language)


def _within(sentence: Span, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    offset = sentence.start_char
    return tuple((start - offset, end - offset) for start, end in spans)


def _is_retracted(sentence: Span, language: str) -> bool:
    lowered = sentence.text.lower()
    return any(phrase in lowered for phrase in words(language, "rules", "retracted"))


# Clauses -------------------------------------------------------------------------------------------------------------


def _split(whole: Mention, dates: list[DateSpan], places: list[PlaceSpan]) -> list[Mention]:
    """Part a sentence that tells of two events: a trigger in a clause of its own, with a date or a place of its own."""
    if len(whole.triggers) < 2:
        return [whole]
    at = _boundary(whole, [place for place in places if place.event])
    if at:
        return _halves(whole, at)
    if not any(date.period for date in dates):
        return [whole]
    doc = whole.sentence.doc
    own: dict[int, list[Trigger]] = {}
    rest = []
    for trigger in whole.triggers:
        clause = _own_clause(doc[trigger.token], dates)
        if clause is None:
            rest.append(trigger)
        else:
            own.setdefault(clause, []).append(trigger)
    if not own or not rest:
        return [whole]
    parts = [Mention(whole.paragraph, whole.sentence, rest)]
    parts += [Mention(whole.paragraph, whole.sentence, triggers) for triggers in own.values()]
    for toll in whole.tolls:
        part = _owner(parts, whole.sentence, toll.figure.start)
        (part or parts[0]).tolls.append(toll)
    return parts


def _boundary(whole: Mention, places: list[PlaceSpan]) -> int:
    """Return where a second clause begins that has a trigger and a place of its own, 0 where there is none."""
    doc = whole.sentence.doc
    for match in re.finditer(shared_pattern("clause_boundaries"), whole.sentence.text):
        at = whole.sentence.start_char + match.start()
        sides = [doc[trigger.token].idx < at for trigger in whole.triggers]
        where = [place.start < at for place in places]
        if len(set(sides)) == 2 and len(set(where)) == 2:
            return at
    return 0


def _halves(whole: Mention, at: int) -> list[Mention]:
    doc = whole.sentence.doc
    halves = [Mention(whole.paragraph, whole.sentence, [], begins=begin) for begin in (0, at)]
    for trigger in whole.triggers:
        halves[doc[trigger.token].idx >= at].triggers.append(trigger)
    for toll in whole.tolls:
        halves[toll.figure.start >= at].tolls.append(toll)
    return halves


def _own_clause(token: Token, dates: list[DateSpan]) -> int | None:
    """Return the token of the date of which a trigger's clause says more: "February 2018, when helicopters hit"."""
    for one in ancestors(token):
        if one.dep_ in {"relcl", "acl:relcl", "advcl"}:
            for date in dates:
                if date.start <= one.head.idx < date.end:
                    return one.head.i
    return None


def _owner(parts: list[Mention], sentence: Span, where: int) -> Mention | None:
    """Return the part of a sentence to which something at a character belongs."""
    if len(parts) == 1:
        return parts[0]
    if parts[-1].begins:
        return parts[where >= parts[-1].begins]
    token = next((one for one in sentence if one.idx <= where < one.idx + len(one)), None)
    if token is None:
        return parts[0]
    for part in parts[1:]:
        head = part.sentence.doc[part.triggers[0].token]
        clause = next((one for one in ancestors(head) if one.dep_ in {"relcl", "acl:relcl", "advcl"}), head)
        if in_subtree(token, clause) or token.i == clause.head.i or in_subtree(clause.head, token):
            return part
    return parts[0]


def _mark(part: Mention, language: str) -> None:
    """Say whether a mention takes up what was told before, or says itself that it is another event."""
    anaphora = words(language, "rules", "anaphora")
    doc = part.sentence.doc
    for trigger in part.triggers:
        token = doc[trigger.token]
        part.takes_up = part.takes_up or not trigger.kind
        if token.pos_ not in {"NOUN", "PROPN"} or lemma(token) not in anaphora:
            continue
        before = {child.lower_ for child in token.children if child.i < token.i}
        if any(child.like_num for child in token.children):
            before -= {"the", "le", "la", "les"}  # "at the front, 142 clashes"
        if before & {"the", "this", "that", "l'", "l’", "cette", "cet", "ce", "le", "la", "les", "ces", "these"}:
            part.takes_up = True
        if before & {"this", "that", "these", "those", "cette", "cet", "ce", "ces"}:
            part.pointed = True
        if before & {"a", "an", "une", "un", "several", "series"} or (token.tag_ == "NNS" and not before):
            part.indefinite = True
        if before & {"another", "subsequent", "separate", "other", "second", "autre", "such", "similar", "new"}:
            part.new = True
    part.takes_up = part.takes_up and not part.new


def tokens_of(part: Mention) -> Iterator[Token]:
    """Yield the trigger tokens of a mention."""
    yield from (part.sentence.doc[trigger.token] for trigger in part.triggers)
