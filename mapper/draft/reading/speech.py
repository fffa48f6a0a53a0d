"""Tell the day and place of an event from those of a statement about it, a reaction to it or its aftermath."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, phrases_of, prints, shared, shared_pattern, words
from mapper.draft.reading.grammar import governor, in_subtree, lemma, objects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.reading.when.dates import DateSpan
    from mapper.draft.reading.where.places import PlaceSpan

__all__ = ["dates_reaction", "dates_speech", "places_aftermath", "places_speech"]

_HEAD: Final = 4
"""The most words before a place name that still begins the sentence: "in the village of Kargo"."""
_DEFINITE: Final = {"the", "this", "that", "l'", "l’", "le", "la", "les", "cette", "cet", "ce", "ces"}


def dates_speech(sentence: Span, date: DateSpan, language: str) -> bool:
    """Whether a date says when something was said: "said on Monday", "in a statement on Friday"."""
    token = next((one for one in sentence if one.idx <= date.start < one.idx + len(one)), None)
    if token is None:
        return False
    counted = "|".join(map(re.escape, phrases_of(language, "voice", "counted_before")))
    if counted and re.search(rf"(?i)\b(?:{counted}) $", sentence.text[: date.start - sentence.start_char]):
        return True  # "a fait état dimanche de 12 tués", however the small model parses it
    last = sentence.doc.char_span(date.start, date.end, alignment_mode="expand")
    root = last.root if last is not None else token
    if _is_behind_saying(root, date, language):
        return True
    statement = words(language, "voice", "statement")
    for one in root.ancestors:
        if lemma(one) in statement:
            return True
        if one.pos_ in {"VERB", "AUX"}:
            is_published = lemma(one) in shared("publishing") and lemma(one.head) in statement
            return is_published or (_is_saying(one, language) and not _is_said_behind(sentence, date.end, one))
        if one.pos_ == "NOUN" and kind_of(language, lemma(one)):
            return _ends_answer(one, date, language)
    return False


def _is_behind_saying(day: Token, date: DateSpan, language: str) -> bool:
    """Whether a day directly follows a verb of saying: "said on Thursday it had", not "said Friday's attack"."""
    before = [one for one in day.doc[max(0, day.i - _HEAD) : day.i] if one.idx < date.start]
    is_of_noun = day.dep_ in {"compound", "poss", "amod", "nmod"} and bool(before) and before[-1].lower_ != "on"
    if is_of_noun or re.match("['’]s", day.doc.text[date.end :]):
        return False
    while before and before[-1].lower_ in {"on", "late", "early", "ce", "le"}:
        before.pop()
    return bool(before) and before[-1].pos_ in {"VERB", "AUX"} and _is_saying(before[-1], language)


def _is_said_behind(sentence: Span, end: int, verb: Token) -> bool:
    """Whether a verb of saying comes after the clause of a day or place: "killed on Friday, the minister said".

    `end` is where the day or place ends.
    """
    comma = sentence.doc.text.find(",", end, sentence.end_char)
    told = (one for one in sentence if one.idx < comma and kind_of(sentence.doc.lang_, lemma(one)))
    return 0 < comma < verb.idx and any(told)


def _ends_answer(noun: Token, date: DateSpan, language: str) -> bool:
    """Whether a date says when an act was denied, confirmed or claimed: "the army confirmed the attack on Sunday".

    The date must end the clause (where it was said may follow), and a claimed attack be a known one: "claimed an attack
    on Sunday" dates the attack.
    """
    after = noun.doc.text[date.end : noun.sent.end_char]
    verb = next((one for one in noun.ancestors if one.pos_ in {"VERB", "AUX"}), noun)
    if lemma(verb) in words(language, "stances", "claiming") and noun.dep_ in {"dobj", "obj", "pobj"}:
        between = noun.doc.text[noun.idx + len(noun) : date.start]
        is_told = any(child.lower_ in _DEFINITE for child in noun.children)
        ends = rf"[\s.»”\"',]*(?:$|and |et |saying |{shared_pattern('by_which')})"
        return is_told and between.strip() in {"", "on"} and bool(re.match(ends, after))
    is_last = re.fullmatch(r"[\s.»”\"']*", after) is not None
    answers = words(language, "rules", "denial") | words(language, "rules", "confirm")
    return is_last and noun.dep_ in {"dobj", "obj"} and lemma(noun.head) in answers


def dates_reaction(sentence: Span, date: DateSpan, language: str) -> bool:
    """Whether a date is that of a reaction or a release: "on Friday the president condemned the attack"."""
    span = sentence.doc.char_span(date.start, date.end, alignment_mode="expand")
    for one in span.root.ancestors if span is not None else ():
        if one.pos_ in {"VERB", "AUX"}:
            return lemma(one) in shared("reacting") or prints(one.text, "freed")
        if kind_of(language, lemma(one)):
            return False
    return False


def _is_saying(verb: Token, language: str) -> bool:
    """Whether a verb reports speech; not "was said to have happened"."""
    passive = any(child.dep_ in {"auxpass", "aux:pass"} for child in verb.children)
    if any(lemma(one) in shared("ends_of_life") for one in objects(verb)):
        return False  # "the attack claimed the lives of"
    return lemma(verb) in words(language, "voice", "say") and not passive and not kind_of(language, lemma(verb))


def places_speech(sentence: Span, place: PlaceSpan, language: str, triggers: set[int]) -> bool:
    """Whether a place is where something was said, or where the speaker is based: "told reporters in Bamako"."""
    span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return False
    if _is_of_source(sentence, place, language, triggers):
        return True
    if _tells_of_own_place(sentence, span, language):
        return False
    _, head = governor(span.root)
    is_role = head is not None and head.pos_ == "NOUN" and lemma(head) in words(language, "voice", "roles")
    if head is not None and is_role and head.i < span.start and head.i not in triggers and _is_speaker(head, language):
        return True
    for one in span.root.ancestors:
        if one.i in triggers:
            return False
        if one.pos_ in {"VERB", "AUX"} and any(_holds(child, span.root) for child in one.children):
            return _is_saying(one, language)  # "Islamic State in the Sahel claimed the attack"
        if one.dep_ == "acl" and one.tag_ == "VBN" and one.head.i in triggers:
            return False  # "an attack claimed by rebels near Gao"
        if one.pos_ in {"VERB", "AUX"} and lemma(one) not in shared("attributing"):
            if _is_said_behind(sentence, place.end, one):
                return False
            return _is_saying(one, language) or (lemma(one) in shared("reacting") and one.head.i not in triggers)
    return False


def _tells_of_own_place(sentence: Span, span: Span, language: str) -> bool:
    """Whether residents speak about the place that begins a sentence: "In Kargo, villagers said 12 had died".

    Officials do not count: they may have spoken in that place.
    """
    begins = all(token.i >= span.start or token.pos_ in {"ADP", "DET", "NOUN", "SPACE"} for token in sentence[:4])
    verb = next((one for one in span.root.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    if (
        verb is None
        or not begins
        or sentence.doc[span.start].i - sentence.start > _HEAD
        or not _is_saying(verb, language)
    ):
        return False
    local = words(language, "voice", "locals")
    return any({one.lower_, *(child.lower_ for child in one.children)} & local for one in subjects(verb))


def _holds(subject: Token, place: Token) -> bool:
    return subject.dep_ == "nsubj" and subject.i != place.i and in_subtree(place, subject)


def _is_of_source(sentence: Span, place: PlaceSpan, language: str, triggers: set[int]) -> bool:
    """Whether a place belongs to the source: "selon un habitant réfugié à Kaya, …", "reached by phone in Goma"."""
    before = sentence.text[: place.start - sentence.start_char]
    if re.search(rf"\b(?i:{shared_pattern('contacted')})\b(?:[^,.;:]|, ?(?=[A-ZÀ-Þ]|$)){{0,60}}$", before):
        return True
    phrases = "|".join(map(re.escape, words(language, "voice", "according")))
    cited = re.search(rf"(?i)(?<!\w)(?:{phrases})(?!\w)([^,.;:]*)$", before)
    if cited is None:
        return False
    start = sentence.start_char + cited.start()
    return not any(start < sentence.doc[token].idx < place.start for token in triggers)


def places_aftermath(sentence: Span, place: PlaceSpan, triggers: set[int]) -> bool:
    """Whether a place is where people were taken, fled or died later: "a hospital in Niamey", "fled to Komanda"."""
    span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return False
    before = sentence.text[: place.start - sentence.start_char]
    is_seat = re.search(rf"(?i)\b{shared_pattern('seats')}(?: [\w’'-]+){{0,3}}[ ’']$", before) is not None
    below = span.root
    for one in span.root.ancestors:
        if one.i in triggers:
            return False
        if lemma(one) in shared("withdrawing") and below.lower_ in shared("origins"):
            return False  # "retreated from the base in Tessit"
        if one.pos_ in {"VERB", "AUX"}:
            to_there = below.lower_ in shared("to_words") or governor(below)[0] in shared("to_words")
            return is_seat or lemma(one) in shared("moving") or (to_there and lemma(one) in shared("moving_to"))
        below = one
    return is_seat


def _is_speaker(noun: Token, language: str) -> bool:
    """Whether a noun names a speaker: "residents in Gao said", "according to an official in Gao"."""
    verb = next((one for one in noun.ancestors if one.pos_ in {"VERB", "AUX"}), noun)
    if lemma(verb) in words(language, "voice", "say"):
        return True  # but not "said soldiers shot ten villagers in Gao"
    left = noun.doc[max(noun.sent.start, noun.i - 5) : noun.i].text.lower()
    return any(phrase in left for phrase in words(language, "voice", "according"))
