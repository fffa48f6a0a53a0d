"""Read the words before a name: something happened there, it is only a place, or neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, phrases_of, prepositions, shared, shared_pattern, words
from mapper.draft.reading.grammar import lemma, noun_phrase
from mapper.draft.reading.where.nations import is_country

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["AT_EVENT", "is_demonym", "position"]

_STEPS_BACK: Final = 9
_OF: Final = {"of", "de", "du", "d", "des"}
AT_EVENT: Final = "at the event"
"""The relation of a name that, if it is a place, is where something happened: "the attack on Goma"."""
_OTHERWISE: Final = {"from", "to", "of", "through", "for", "de", "du", "des", "depuis", "par"}
"""Words before a name that is not where something happened."""
_DISTANCE: Final = re.compile(
    rf"(?:\d|\bde) ?{shared_pattern('lengths')}(?: [a-z-]+)? (?:from|of|away from|outside|de|du|d['’])$"
)


def position(sentence: Span, span: Span, language: str) -> tuple[str, str]:
    """Return the relation given by the words before a name, and the kind of place before it."""
    kinds, parts = words(language, "place", "kinds"), words(language, "place", "parts")
    relations, kind, linked = prepositions(language), "", False
    at = span.start - 1
    for _ in range(_STEPS_BACK):
        if at < sentence.start:
            break
        token = sentence.doc[at]
        word = token.lower_.rstrip("’'")
        if phrase := _near_phrase(sentence, at, language) or _on_settled(sentence, at, span, kind):
            return phrase, kind
        if word in _OF and at > sentence.start and _is_part_of(sentence.doc[at - 1], span, kind, language):
            at, linked = noun_phrase(sentence.doc[at - 1]).start, True
        elif word in _OF and not linked:
            linked = True
            at = _before_adjective(sentence, at, kinds)
            previous = sentence.doc[at - 1] if at > sentence.start else None
            if previous is not None and kind_of(language, lemma(previous)):
                return AT_EVENT, kind
            if previous is None or not (lemma(previous) in kinds or previous.lower_ in kinds | parts):
                return "", kind
        elif lemma(token) in kinds or word in kinds:
            kind, linked = kind or lemma(token), True
        elif kind and _is_target(sentence, at, language):
            return AT_EVENT, kind
        elif word in relations and token.pos_ in {"ADP", "SCONJ", "ADV"}:
            relation = relations[word] if kind and word == "between" else _unless_abstract(relations[word], token, span)
            return relation, kind
        elif word in _OTHERWISE or not (_is_passed(sentence, token, language) or _describes(token, kinds)):
            break
        at -= 1
    return "", kind


def _on_settled(sentence: Span, at: int, span: Span, kind: str) -> str:
    """Return "at" for "on" before a settlement, however it is parsed: "on the village of Kargo"; else empty."""
    settled = words("en", "place", "settled")
    following = sentence.doc[span.end : min(span.end + 2, sentence.end)]
    behind = any(lemma(one) in settled for one in following if one.i == span.end or following[0].pos_ == "NOUN")
    return "at" if sentence.doc[at].lower_ == "on" and (kind in settled or behind) else ""


def _describes(token: Token, kinds: frozenset[str]) -> bool:
    """Whether a word describes a kind of place after it: "the mainly Christian town", "the Koyinga village of"."""
    if token.tag_ == "POS":
        return _describes(token.head, kinds)  # "in Mali's northern region of Gao"
    said = token.dep_ in {"amod", "advmod", "compound", "npadvmod", "poss"} and token.head.i > token.i
    return said and (lemma(token.head) in kinds or _describes(token.head, kinds))


def _before_adjective(sentence: Span, at: int, kinds: frozenset[str]) -> int:
    """Return where "of" would stand without the description: "le village voisin de", "le camp de réfugiés de"."""
    while at - 2 >= sentence.start and sentence.doc[at - 1].pos_ == "ADJ" and lemma(sentence.doc[at - 2]) in kinds:
        at -= 1
    if at - 3 >= sentence.start and sentence.doc[at - 1].lower_ in shared("housed"):
        return at - 2 if sentence.doc[at - 2].lower_.rstrip("’'") in _OF else at  # "le camp de déplacés de Lodda"
    return at


def _is_target(sentence: Span, at: int, language: str) -> bool:
    """Whether the words before a kind of place make it a target: "l'attaque du camp de", "contre le village de"."""
    word = sentence.doc[at].lower_
    if word in {"against", "contre"}:
        return True
    return word in {"of", "de", "du"} and at > sentence.start and bool(kind_of(language, lemma(sentence.doc[at - 1])))


def _is_passed(sentence: Span, token: Token, language: str) -> bool:
    """Whether a word may stand between a preposition and its place: "in the capital, Khartoum"."""
    if token.text == "," and token.i > sentence.start:
        return lemma(sentence.doc[token.i - 1]) in words(language, "place", "kinds")
    if token.text in {"(", ")"}:
        return _opens_kind(sentence, token, language)
    small = token.pos_ in {"DET", "ADJ", "NUM"} or token.text in {'"', "“"}
    return small or token.lower_.rstrip("’'") in words(language, "place", "parts") or is_demonym(token)


def _opens_kind(sentence: Span, bracket: Token, language: str) -> bool:
    """Whether a bracket holds only the kind of the place after it: "dans (le village de) Kargo"."""
    kinds = words(language, "place", "kinds")
    if bracket.text == ")":
        return bracket.i > sentence.start and bracket.nbor(-1).lower_.rstrip("’'") in _OF
    return any(lemma(one) in kinds for one in sentence.doc[bracket.i + 1 : min(bracket.i + 4, sentence.end)])


def _is_part_of(token: Token, span: Span, kind: str, language: str) -> bool:
    """Whether a noun is part of a place, not of a country: "a rural part of Kargo", "a field of the village of"."""
    if kind:
        return _is_spot(token, language)
    return lemma(token) in words(language, "place", "spots") and not is_country(span.text)


def _is_spot(token: Token, language: str) -> bool:
    """Whether a noun is a part of a place: its fields, its outskirts, a hamlet of a village."""
    names = words(language, "place", "spots") | words(language, "place", "parts") | words(language, "place", "settled")
    return lemma(token) in names


def _unless_abstract(relation: str, preposition: Token, span: Span) -> str:
    """Return the relation, or `""` if the preposition gives no place: "confidence in Mali"."""
    head = preposition.head
    if lemma(span.root.head) in shared("linking"):
        return ""  # "un bus reliant Gao à Ansongo"
    before = preposition.doc[max(preposition.i - 1, preposition.sent.start)]
    if preposition.lower_ in {"à", "au", "aux"} and {lemma(before), before.lower_} & shared("attributing"):
        return ""  # "une attaque attribuée au Jnim"
    if preposition.lower_ in {"between", "among"} and head.lemma_.lower() in shared("relations"):
        return ""
    behind = span.doc[span.end : span.end + 1].text.lower()
    if preposition.lower_ == "on" and {span.text.split(" ")[-1].lower(), behind} & shared("lines"):
        return relation
    if preposition.lower_ in {"on", "sur"}:
        if head.head.lower_ in {"by", "par"}:
            head = head.head.head  # "a raid by rebels on Kargo"
        if kind_of("en" if preposition.lower_ == "on" else "fr", lemma(head)):
            return AT_EVENT
    if preposition.lower_ == "on":
        return ""
    return "" if head.lemma_.lower() in shared("abstract") else relation


def _near_phrase(sentence: Span, at: int, language: str) -> str:
    left = sentence.doc[max(sentence.start, at - 4) : at + 1].text.lower()
    if _DISTANCE.search(left):
        return "near"
    for phrase in phrases_of(language, "place", "near_phrases"):
        if left.endswith(phrase) and (len(left) == len(phrase) or not left[-len(phrase) - 1].isalpha()):
            return "near"
    return ""


def is_demonym(token: Token) -> bool:
    """Whether a word is a nationality or the name of a people: "Syrian"."""
    return token.text[:1].isupper() and (token.pos_ == "ADJ" or token.text.endswith(("ian", "ese", "ish", "an", "i")))
