"""Find the days and places in a sentence that belong to something other than its event.

A word belongs to its own clause: in "officers angry about the attacks overthrew the president in January"
the month is that of the coup, in "people who fled the attack have arrived in Dori" the town is where they fled to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared, shared_pattern
from mapper.draft.reading.grammar import ancestors, lemma, objects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.reading.when.dates import DateSpan

__all__ = ["compares", "is_bound", "is_followed", "is_launched_from", "is_origin", "of_other_clause"]

_DESCRIBING: Final = {"relcl", "acl", "acl:relcl"}
_RANK_TO_DATE: Final = 80
"""Letters between a superlative and the time within which it holds."""


def of_other_clause(word: Token, told: set[int]) -> bool:
    """Whether a word belongs to a verb for which the event is only background or a description.

    `told` are the tokens of the event's words.
    """
    described = False
    for one in word.ancestors:
        if one.i in told:
            return described
        if one.lower_ in shared("arming"):
            continue  # "un gang armé a tué … à Kargo": no clause of its own, whatever the small model puts under it
        of_another = one.dep_ in _DESCRIBING and one.head.i not in told  # but "explosions that brought down a bridge"
        described = described or (of_another and (_has_own_object(one) or _is_elsewhere(one, told)))
        if one.pos_ in {"VERB", "AUX"}:
            below = [one.doc[at] for at in told if one.is_ancestor(one.doc[at])]
            if below and lemma(one) not in shared("withdrawing") and all(_is_before(token, one) for token in below):
                return True  # "ambulances reached Kargo on Saturday, after an attack"
            if below or not described:
                return bool(below) and (described or all(_describes(token, one) for token in below))
    return False


def is_followed(sentence: Span, start: int, told: set[int]) -> bool:
    """Whether the text at `start` is about what an event followed: "the attack followed a deployment in Gao".

    If an event word comes after "followed", both are events.
    """
    verbs = [one for one in sentence if one.idx < start and lemma(one) in shared("following_verbs")]
    verbs = [verb for verb in verbs if not any(at > verb.i for at in told)]
    return any(subject.i in told for verb in verbs for subject in subjects(verb))


def is_origin(word: Token, told: set[int]) -> bool:
    """Whether a place is where an attack was launched from: "jets attacked from a base in Gao"."""
    if any(lemma(one) in shared("withdrawing") for one in word.ancestors):
        return False
    for one in word.ancestors:
        if one.i in told or one.pos_ in {"VERB", "AUX"}:
            return False
        before = {one.head.lower_, *(child.lower_ for child in one.children if child.dep_ == "case")}
        if lemma(one) in shared("launching") and before & shared("origins"):
            return True
    return False


def is_launched_from(sentence: Span, start: int) -> bool:
    """The same from the words alone: "the jets attacked from an air base in Tessit"; the place is at `start`."""
    if any(lemma(one) in shared("withdrawing") for one in sentence if one.idx < start):
        return False  # "retreated from the base in Tessit after an attack"
    before = sentence.text[: start - sentence.start_char]
    origins, articles, bases, where = map(shared_pattern, ("origins", "articles", "launching", "standing_in"))
    return re.search(rf"(?i)\b{origins} {articles} ?(?:\w+ ){{0,2}}{bases} {where} ?$", before) is not None


def _is_before(token: Token, verb: Token) -> bool:
    """Whether a word is about something that happened before the verb above it: "arrived after the attack"."""
    for one in ancestors(token):
        if one.i == verb.i:
            return False
        if one.dep_ in {"advcl", "pobj", "obl:mod", "obl:arg"}:
            marks = {child.lower_ for child in one.children if child.dep_ in {"mark", "case", "prep"}}
            if (marks | {one.head.lower_}) & shared("afterwards") and verb.i in {one.head.i, one.head.head.i}:
                return True
    return False


def _is_elsewhere(verb: Token, told: set[int]) -> bool:
    """Whether a clause is about another event in a place: "the border, where rebels began an offensive in May"."""
    is_where = any(child.lower_ in {"where", "où"} for child in verb.children)
    return is_where and bool(subjects(verb)) and not any(verb.is_ancestor(verb.doc[at]) for at in told)


def _has_own_object(verb: Token) -> bool:
    """Whether a clause that describes a noun is about another act: "attacks by officers who seized power"."""
    if lemma(verb) in shared("dwelling"):
        return True  # "gangs operating in the north"
    return lemma(verb) not in shared("event_verbs") and bool(objects(verb))


def _describes(token: Token, verb: Token) -> bool:
    """Whether a clause or an adjective that describes a noun stands between a token and a verb above it."""
    for one in ancestors(token):
        if one.i == verb.i:
            return False
        if one.dep_ in _DESCRIBING or (one.pos_ == "ADJ" and one.i != token.i):
            return True
    return False


def is_bound(word: Token, date: DateSpan, told: set[int]) -> bool:
    """Whether a date only gives a start: "the deadliest since violence erupted in 2015", "besieged since May".

    "Since 20 February" gives the first day of the event.
    """
    is_day = date.period is None or date.period.precision not in {"month", "year"}
    for one in ancestors(word):
        if one.i in told:
            return False
        marked = any(child.lower_ in shared("since") for child in one.children)
        if marked or one.lower_ in shared("since"):
            return not (is_day and one.i in {word.i, word.head.i})
    return False


def compares(sentence: Span, date: DateSpan) -> bool:
    """Whether a month or year only limits a comparison: "the deadliest this year"."""
    before = sentence.doc.text[sentence.start_char : date.start]
    is_day = date.period is None or date.period.precision == "day"
    return not is_day and bool(re.search(rf"(?i)\b{shared_pattern('ranks')}\b[^.;]{{0,{_RANK_TO_DATE}}}$", before))
