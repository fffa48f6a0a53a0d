"""Read from each sentence of an article when, where, who and how many. `grouping` joins the mentions into events."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mapper.draft.events.clauses import own_clause, owner, split
from mapper.draft.events.mention import Mention, follows
from mapper.draft.lexicon import kind_of, prints, shared, shared_pattern, words
from mapper.draft.parser import as_printed
from mapper.draft.reading.actors import actors_in
from mapper.draft.reading.background import (
    compares,
    is_bound,
    is_followed,
    is_launched_from,
    is_origin,
    of_other_clause,
)
from mapper.draft.reading.grammar import ancestors, in_subtree, lemma, objects
from mapper.draft.reading.quotations import in_quotation
from mapper.draft.reading.sides import is_blamed, sides_of
from mapper.draft.reading.speech import dates_reaction, dates_speech, places_aftermath, places_speech
from mapper.draft.reading.stances import is_of_earlier, stance_above
from mapper.draft.reading.tolls.figures import figures_in
from mapper.draft.reading.tolls.people import is_person
from mapper.draft.reading.tolls.tolls import Toll, tolls_in
from mapper.draft.reading.triggers import is_unreal, part_in_it, triggers_in
from mapper.draft.reading.voices import in_words_for_speaker, tweet_author
from mapper.draft.reading.when.dates import DateSpan, dates_in
from mapper.draft.reading.where.places import PlaceSpan, places_in
from mapper.model.lexicon import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapper.draft.article import Article
    from mapper.model.actors.names import ActorNames
    from mapper.model.dates import Period

__all__ = ["mentions_of"]

_CLAUSE_END: Final = re.compile(r", (?!2\d{3})|; ")
"""What ends a clause; not the comma of "5 May, 2024"."""
_FAR: Final = 5
"""Words between an event and a place that is not its own."""


def mentions_of(article: Article, docs: list[Doc], known: ActorNames) -> list[Mention]:
    """Return the mentions in the sentences of an article, in order."""
    found: list[Mention] = []
    previous: Period | None = None
    day: Period | None = None
    for number, doc in enumerate(docs):
        said = partial(_dates_speech, doc, language=article.language)
        dates = dates_in(doc.text, article.when, previous=previous, said=said)
        dates = [date for date in dates if not _is_speakers_today(doc.text, date, day)]
        told = [date.period for date in dates if date.period and not said(date) and not _is_taken_back(doc, date)]
        previous = told[-1] if told else previous
        day = next((period for period in reversed(told) if period.precision == "day"), day)
        taken = tuple((date.start, date.end) for date in dates)
        for sentence in doc.sents:
            inside = [date for date in dates if sentence.start_char <= date.start < sentence.end_char]
            if _is_retracted(sentence, article.language):
                _take_back(found, number, sentence)
                continue
            own = _in_sentence((article, number), sentence, inside, taken, known)
            for mention in own:
                mention.post = number + 1 < len(docs) and bool(tweet_author(article.paragraphs[number + 1]))
            found += own
    return found


def _is_taken_back(doc: Doc, date: DateSpan) -> bool:
    """Whether a date is that of a correction: "that figure was corrected on Friday"."""
    return any(_is_retracted(one, doc.lang_) for one in doc.sents if one.start_char <= date.start < one.end_char)


def _dates_speech(doc: Doc, date: DateSpan, language: str) -> bool:
    """Whether a date of a paragraph is that of a statement, so that "the same day" does not refer to it."""
    sentence = next((one for one in doc.sents if one.start_char <= date.start < one.end_char), None)
    return sentence is not None and dates_speech(sentence, date, language)


def _is_speakers_today(text: str, date: DateSpan, told: Period | None) -> bool:
    """Whether "this morning" is the day of a quotation, in a text that has given another day."""
    if folded(date.words) not in shared("today") or told is None or told == date.period:
        return False
    return in_quotation(text, date.start) is not None


def _of_night_before(date: DateSpan, announced: list[DateSpan], article: Article) -> DateSpan:
    """Return "overnight" without a day if it was said on another day than the day of publication."""
    said = next((one.period for one in announced if one.period and one.period.precision == "day"), None)
    is_other = said is not None and said.first != article.when.last
    return replace(date, period=None) if is_other and folded(date.words) in shared("night_before") else date


def _in_sentence(
    where: tuple[Article, int],
    sentence: Span,
    dates: list[DateSpan],
    taken: tuple[tuple[int, int], ...],
    known: ActorNames,
) -> list[Mention]:
    article, number = where
    language = article.language
    speaks = partial(in_words_for_speaker, sentence, language=language)
    triggers = triggers_in(sentence, language)
    tolls, others = _tolls_of(sentence, taken, language)
    told_otherwise = {toll.head for toll in others} - {toll.head for toll in tolls}
    triggers = [one for one in triggers if one.token not in told_otherwise]
    tolls = [toll for toll in tolls if toll.figure.value != "1" or not speaks(toll.figure.start)]
    if prints(sentence.text, "freed"):
        triggers = [one for one in triggers if one.kind != "abduct" or sentence.doc[one.token].pos_ == "VERB"]
        tolls = [toll for toll in tolls if toll.field != "captured" or sentence.doc[toll.head].pos_ == "VERB"]
    if not triggers and not tolls:
        triggers = part_in_it(sentence, language)
    if not triggers and not tolls:
        return []
    text = article.paragraphs[number]
    triggers = [replace(one, words=as_printed(one.words, text)) for one in triggers]
    tolls = [replace(one, unit=as_printed(one.unit, text)) for one in tolls]
    actors = [replace(actor, words=as_printed(actor.words, text)) for actor in actors_in(sentence, known, language)]
    aliases = tuple((actor.start, actor.end) for actor in actors if actor.names or actor.words.isupper())
    aliases += tuple(match.span() for match in re.finditer(shared_pattern("placed_names"), sentence.doc.text))
    actors = [actor for actor in actors if not speaks(actor.start)]
    told = {trigger.token for trigger in triggers}
    telling = told | {toll.head for toll in tolls}
    places = [
        replace(place, name=as_printed(place.name, text), parents=tuple(as_printed(one, text) for one in place.parents))
        for place in places_in(sentence, language, taken=taken + aliases)
        if place.event and not _is_elsewhere(sentence, place, language, (told, telling))
    ]
    whole = Mention(number, sentence, triggers, tolls=tolls)
    parts = split(whole, dates, places)
    for date in dates:
        part = owner(parts, sentence, date.start)
        if part is not None and not dates_reaction(sentence, date, language):
            (part.announced if dates_speech(sentence, date, language) else part.dates).append(date)
    for part in parts:
        part.dates = [_of_night_before(date, part.announced, article) for date in part.dates]
    for place in places:
        part = owner(parts, sentence, place.start)
        if part is not None:
            part.places.append(place)
    for part in parts:
        heads = [sentence.doc[trigger.token] for trigger in part.triggers]
        part.aside = bool(heads) and all(own_clause(head, dates) is not None for head in heads)
        _keep_to_its_year(part)
        part.dates = [date for date in part.dates if not _is_background(sentence, date, telling)]
        part.first, part.second = sides_of(sentence, part.triggers, part.tolls, actors, language)
        _mark(part, language)
    return [part for part in parts if not is_of_earlier(part.head(), language)]


def _tolls_of(sentence: Span, taken: tuple[tuple[int, int], ...], language: str) -> tuple[list[Toll], list[Toll]]:
    """Return the tolls of the event in a sentence, and the tolls of other times beside them."""
    figures = figures_in(sentence.text, language, taken=_within(sentence, taken))
    shifted = [
        replace(one, start=one.start + sentence.start_char, end=one.end + sentence.start_char) for one in figures
    ]
    tolls = [toll for toll in tolls_in(sentence, shifted, language) if _is_told(toll, sentence, language)]
    tolls = [toll for toll in tolls if not _is_superseded(toll, sentence)]
    others = [toll for toll in tolls if _is_compared(toll, sentence)]
    return [toll for toll in tolls if toll not in others], others


def _keep_to_its_year(part: Mention) -> None:
    """Keep an event with its own year apart from the sentence's other dates and places: "the 2019 attack on Goma".

    Leave it out of a sentence on another event: "the deadliest since the 2023 ambush near Gossi".
    """
    doc, head = part.sentence.doc, part.head().i
    for trigger in list(part.triggers):
        noun = doc[trigger.token]
        year = next((date for date in part.dates if _is_its_year(noun, date)), None)
        if year is None:
            continue
        own = [place for place in part.places if _is_its_place(noun, year, place)]
        if noun.i == head:
            part.dates, part.places = [year], own
            return
        part.triggers.remove(trigger)
        part.dates.remove(year)
        part.places = [place for place in part.places if place not in own]


def _is_its_year(noun: Token, date: DateSpan) -> bool:
    """Whether a year stands beside an event noun: "the 2019 attack", "l'attaque de 2019"."""
    end, text = noun.idx + len(noun), noun.doc.text
    between = text[end : date.start] if date.start > noun.idx else text[date.end : noun.idx]
    is_year = date.period is not None and date.period.precision == "year"
    return is_year and noun.pos_ in {"NOUN", "PROPN"} and between.strip() in {"", "de", "of"}


def _is_its_place(noun: Token, year: DateSpan, place: PlaceSpan) -> bool:
    """Whether a place belongs to an event noun: "the 2015 attack on a hotel in Bamako", "in which a convoy …"."""
    span = noun.doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is not None and in_subtree(span.root, noun):
        return True
    between = noun.doc.text[max(noun.idx + len(noun), year.end) : place.start]
    return place.start > noun.idx and "," not in between and len(between.split()) < _FAR


def _is_background(sentence: Span, date: DateSpan, heads: set[int]) -> bool:
    """Whether a date is that of something else in the sentence, or only bounds or ranks the event."""
    span = sentence.doc.char_span(date.start, date.end, alignment_mode="expand")
    if span is None:
        return False
    if lemma(span.root.head) in shared("other_happenings"):
        return True  # "militias that sprang up after the February coup"
    if any(own_clause(sentence.doc[at], [date]) is not None for at in heads):
        return False  # "the worst since May 2018, when helicopters hit a column": what it tells is of that day
    if is_followed(sentence, date.start, heads):
        return True
    return compares(sentence, date) or is_bound(span.root, date, heads) or of_other_clause(span.root, heads)


def _is_elsewhere(sentence: Span, place: PlaceSpan, language: str, tokens: tuple[set[int], set[int]]) -> bool:
    """Whether a place is the speaker's, where people were taken afterwards, or belongs to another clause.

    `tokens` are the words for the event, without and with the words for its tolls.
    """
    told, heads = tokens
    if places_speech(sentence, place, language, told) or places_aftermath(sentence, place, told):
        return True
    if is_followed(sentence, place.start, told) or is_blamed(sentence, place.start, between=1):
        return True
    span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return False
    return of_other_clause(span.root, heads) or is_origin(span.root, told) or is_launched_from(sentence, place.start)


def _is_told(toll: Toll, sentence: Span, language: str) -> bool:
    """Whether a toll is stated as real: "hundreds could be killed" is not."""
    return toll.figure.value == "0" or not is_unreal(sentence.doc[toll.head], language)


def _within(sentence: Span, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    offset = sentence.start_char
    return tuple((start - offset, end - offset) for start, end in spans)


def _is_superseded(toll: Toll, sentence: Span) -> bool:
    """Whether a toll stands in a clause about an older figure: "54 dead, while an earlier toll was of eight"."""
    text, at = sentence.text, toll.figure.start - sentence.start_char
    ends = [0, *(match.end() for match in re.finditer(shared_pattern("old_figure_ends"), text)), len(text)]
    first = max(end for end in ends if end <= at)
    last = min(end for end in ends if end > at)
    old = re.compile(f"(?i){shared_pattern('old_figure')}").finditer(text)
    return any(first - len(" alors qu") <= match.start() < last for match in old)


def _is_compared(toll: Toll, sentence: Span) -> bool:
    """Whether a toll is not that of the event alone: counted over months, or that of a worse event before it.

    "Bringing the death toll this month to 40", "the deadliest since 60 people died in Gao", "have killed hundreds,
    including 27 in an attack".
    """
    text, at = sentence.text, toll.figure.start - sentence.start_char
    part = re.compile(rf"(?i)[^.;]*?\b{shared_pattern('of_a_sum')} (?P<event>[\w-]+)").match(text, at)
    if part is not None and kind_of(sentence.doc.lang_, part["event"].lower()):
        return True
    ranks, since, adds_up = map(shared_pattern, ("ranks", "since", "cumulative"))
    if re.search(rf"(?i)\b{ranks}\b[^.;]*?\b{since}\b(?! [\w ]*\d{{4}}, )", text[:at]):
        return True
    begins = max((match.end() for match in _CLAUSE_END.finditer(text[:at])), default=0)
    end = _CLAUSE_END.search(text, at)
    clause = text[begins : end.start() if end else len(text)]
    if re.search(rf"(?i)\b{ranks}\b", clause):
        return False  # "killed six in the deadliest attack since January"
    opening = text[:begins].rpartition(". ")[2]
    return bool(re.fullmatch(rf"(?i)\W*{adds_up}[^,]*, ", opening) or re.search(rf"(?i){adds_up}", clause))


def _is_retracted(sentence: Span, language: str) -> bool:
    lowered = sentence.text.lower()
    if re.search(rf"\b{shared_pattern('changes')} (?:from|de) [\w ]{{1,20}} (?:to|à) ", lowered):
        return False  # "revised down from 23 to 17": 17 stands
    if any(re.search(rf"{re.escape(phrase)}(?!\w)", lowered) for phrase in words(language, "rules", "retracted")):
        return True
    earlier = any(phrase in lowered for phrase in words(language, "rules", "superseded"))
    return earlier and bool(figures_in(sentence.text, language))  # but "had earlier reported an attack in Kargo"


def _take_back(found: list[Mention], number: int, sentence: Span) -> None:
    """Remove what a sentence retracts from the sentence before it: "It later withdrew that figure"."""
    last = found[-1] if found else None
    if last is None or not follows(sentence, number, last) or figures_in(sentence.text, sentence.doc.lang_):
        return  # "had reported 12 deaths but withdrew that figure" takes back its own
    told = [mention for mention in found if mention.sentence is last.sentence]
    if re.search(rf"(?i)\b{shared_pattern('reports_taken_back')}\b", sentence.text):
        found[:] = [mention for mention in found if mention not in told]
    elif re.search(rf"(?i)\b{shared_pattern('figures_taken_back')}\b", sentence.text):
        for mention in told:
            mention.tolls = []
        found[:] = [mention for mention in found if mention.triggers or mention.tolls]


def _is_definite(token: Token) -> bool:
    """Whether people are referred to as already known: "the gunmen", "les assaillants"."""
    is_known = any(child.lower_ in {"the", "les", "ces", "these"} for child in token.children)
    return is_known and lemma(token) in shared("definite_actors")


def _is_aside(token: Token, head: Token) -> bool:
    """Whether a word stands in a relative clause without the head: "killed in searches that followed clashes"."""
    return any(one.dep_ in {"relcl", "acl:relcl"} and not in_subtree(head, one) for one in ancestors(token))


def _is_another(part: Mention) -> bool:
    """Whether a clause is about another event: "Separately, …", "a week earlier", "attacked another camp"."""
    sentence = part.sentence
    text = sentence.text[part.begins - sentence.start_char if part.begins else 0 :]
    first = next((one for one in sentence if one.is_alpha), sentence[0])
    if first.lower_ in shared("elsewhere") or (part.indefinite and first.lower_ in shared("besides")):
        return True
    if re.search(rf"(?i)\b(?:{shared_pattern('other_times')}|{shared_pattern('other_spots')})", text):
        return True
    heads = [sentence.doc[trigger.token] for trigger in part.triggers]
    return any(
        child.lower_ in {"another", "autre"}
        for head in heads
        if head.pos_ == "VERB"
        for target in objects(head)
        for child in target.children
        if not is_person(target, "en") and not is_person(target, "fr")
    )


def _only_dates(noun: Token, part: Mention) -> bool:
    """Whether an event is only named to say when another was: "hours after the attack, jets struck"."""
    is_after = noun.dep_ == "pobj" and noun.head.lower_ in shared("afterwards")
    others = (part.sentence.doc[trigger.token] for trigger in part.triggers if trigger.token != noun.i)
    return is_after and any(one.pos_ == "VERB" and one.is_ancestor(noun) and objects(one) for one in others)


def _is_fragment(noun: Token) -> bool:
    """Whether a sentence is only a noun with a clause about it: "An attack that shows how far they can reach"."""
    clauses = [child for child in noun.children if child.dep_ in {"relcl", "acl:relcl"}]
    return noun.dep_ == "ROOT" and noun.i - noun.sent.start <= 1 and bool(clauses)


def _mark(part: Mention, language: str) -> None:
    """Record whether a mention refers to an earlier event, or says itself that it is another one."""
    anaphora = words(language, "rules", "anaphora")
    doc = part.sentence.doc
    for trigger in part.triggers:
        token = doc[trigger.token]
        is_aside = _is_aside(token, part.head())
        if _only_dates(token, part):
            part.new = part.new or bool(part.places)
            continue
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
            part.indefinite = part.indefinite or not is_aside
        if before & shared("other_event"):
            part.new = True
        days = shared("full_names") | shared("past_spans")
        if any(child.dep_ == "poss" and child.lower_ in days for child in token.children):
            part.takes_up = True  # "Thursday's attack", "last week's attack"
        if _is_fragment(token):
            part.takes_up, part.indefinite = True, False
    part.quoted = in_quotation(doc.text, part.head().idx) is not None
    of_people = all(actor.civil for actor in part.second)
    part.indefinite = part.indefinite and not (part.quoted and of_people)  # "It was a very serious attack," he said
    part.new = part.new or _is_another(part)
    names_them = any(_is_definite(doc[actor.head]) for actor in part.first + part.second)
    bare = not (part.dates or part.places or part.tolls)
    part.denied = stance_above(part.head(), language) in {"denies", "disputes"}
    part.takes_up = (part.takes_up or names_them or (bare and part.denied)) and not part.new
