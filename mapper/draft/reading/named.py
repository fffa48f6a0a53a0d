"""Parties known only by a name: "Boko Haram attacked the village", with no word for armed people.

A name is a party only if the grammar makes it a perpetrator: as the subject of the event's verb, or after "by".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared, shared_pattern, words
from mapper.draft.reading.actors import ActorSpan, is_armed, whole_name
from mapper.draft.reading.grammar import complements, governor, lemma, objects, passive_subjects, subjects, text_of
from mapper.draft.reading.roles import is_from_afar
from mapper.draft.reading.where.nations import codes_in, is_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from spacy.tokens import Span, Token

__all__ = ["named_doers"]

_BY: Final = {"by", "par"}
_AMONG: Final = {"between", "entre"}
_WITH: Final = {"with", "avec"}
_OF: Final = {"of", "from", "de", "du", "des", "d'", "d’"}
_ANY: Final = {"a", "an", "un", "une", "this", "that", "his", "her", "its", "their"}
_ARTICLES: Final = {"al", "el", "ash", "an"}
_NAMED: Final = {"compound", "flat:name", "flat:foreign", "nmod", "flat", "appos"}


def named_doers(sentence: Span, doers: Iterable[Token], deeds: Collection[int], language: str) -> list[ActorSpan]:
    """Return the names among the perpetrators in a sentence; `deeds` are the tokens of its event words."""
    found: dict[int, ActorSpan] = {}
    doers = list(doers)
    for token in [*doers, *(one for weapon in doers for one in _owners(weapon))]:
        if _is_nation(token, sentence) or _owns_weapon(token, language):
            found.setdefault(token.i, _party(sentence.doc[token.i : token.i + 1], token))
        elif _is_sure(token, deeds) and (name := _name_around(token, language)) is not None:
            found.setdefault(name.start, _party(name, token))
    for token in (one for doer in doers for one in _groups(doer, language)):
        if (name := _name_around(token, language)) is not None:
            found.setdefault(name.start, replace(_party(name, token), doubtful=True))
    for match in re.finditer(rf"(?i)\b{shared_pattern('blamed')} ", sentence.text):
        at = sentence.start_char + match.end()
        behind = next((one for one in sentence if at <= one.idx and not _is_article(one)), None)
        if behind is not None and behind.idx - at <= len("les ") and (name := _name_around(behind, language)):
            found.setdefault(name.start, _party(name, behind))
    return sorted(found.values(), key=lambda actor: actor.start)


def _party(name: Span, head: Token) -> ActorSpan:
    return ActorSpan(name.start_char, name.end_char, text_of(name), (), head.i, unarmed=True)


def _is_sure(token: Token, deeds: Collection[int]) -> bool:
    """Whether the grammar itself makes a token the perpetrator; condemning an attack does not."""
    word, verb = governor(token)
    if word in _BY or (word in _WITH and verb is not None and verb.i in deeds):
        return True
    if word in _AMONG:
        return any(is_armed(one, token.doc.lang_) for one in token.conjuncts)  # but not "between Gao and Kidal"
    verb = token.head
    if lemma(verb) in shared("accusing"):
        return token.i in {one.i for one in (*objects(verb), *passive_subjects(verb))}
    if token.i not in {one.i for one in subjects(verb)} or passive_subjects(verb):
        return False
    is_done = bool(objects(verb)) or any(child.dep_ in {"prep", "obl:arg", "obl:mod"} for child in verb.children)
    return is_done and (verb.i in deeds or lemma(verb) in shared("carrying_out") | shared("publishing"))


def _is_nation(token: Token, sentence: Span) -> bool:
    """Whether a nationality names the perpetrator: "Russian shelling", but not "a Syrian strike in Syria"."""
    codes = {code for code, is_people in codes_in(token.text) if is_people}
    if not codes or token.dep_ not in {"amod", "compound"} or not is_from_afar(token.head):
        return False
    others = (one for one in sentence if one.i != token.i and (one.text[:1].isupper() or one.dep_ == "amod"))
    return not any(codes & {code for code, _ in codes_in(one.text)} for one in others)


def _owners(weapon: Token) -> list[Token]:
    """Return the words before a weapon: "a Houthi missile"."""
    is_weapon = lemma(weapon) in shared("weapons")
    return [child for child in weapon.children if child.dep_ in {"compound", "amod"}] if is_weapon else []


def _groups(doer: Token, language: str) -> list[Token]:
    """Return the names after a word for members: "members of Red Dawn", "des miliciens du Fajr"."""
    fights = lemma(doer) in shared("members") | words(language, "actors", "irregular")
    behind = (one for word, one in complements(doer) if fights and word in _OF)
    return [one for one in behind if not (codes_in(one.text) or is_part(one.text))]


def _owns_weapon(token: Token, language: str) -> bool:
    """Whether a name before a weapon is its owner: "a Houthi missile", but not "a Katyusha rocket"."""
    is_whose = token.dep_ == "compound" and lemma(token.head) in shared("weapons")
    is_group = token.ent_type_ in {"ORG", "NORP"} and _is_name(token, language)
    return is_whose and is_group and token.lower_ not in shared("weapon_names")


def _is_article(token: Token) -> bool:
    return token.lower_ in {"the", "le", "la", "les", "l'"}


def _name_around(token: Token, language: str) -> Span | None:
    """Return the whole name that a token is part of; None for a common noun, a day, a storm or "a Grad"."""
    if not _is_name(token, language):
        return None
    doc, sent = token.doc, token.sent
    start = end = token.i
    while start > sent.start and (_is_name(doc[start - 1], language) or _leads(doc[start - 1])):
        start -= 1
    while end + 1 < sent.end and _is_name(doc[end + 1], language) and doc[end + 1].dep_ in _NAMED | {token.dep_}:
        end += 1
    while language == "fr" and end + 1 < sent.end and _is_adjective_of(doc[end + 1], doc[start : end + 1]):
        end += 1
    placed = re.compile(shared_pattern("placed_names")).match(doc.text, doc[start].idx)
    while placed is not None and end + 1 < sent.end and doc[end + 1].idx < placed.end():
        end += 1
    before = doc[start - 1].lower_ if start > sent.start else ""
    name = doc[start : end + 1]
    known = {one.lower_ for one in name} | {lemma(one) for one in name}
    if before in _ANY or known & (words(language, "disease", "accidents") | words("en", "disease", "accidents")):
        return None
    if start == sent.start and len(name) == 1 and (language == "fr" or not token.ent_type_):
        whole = whole_name(name)
        return whole if len(whole) > 1 else None  # a common noun that begins the sentence
    return whole_name(name)


def _is_adjective_of(token: Token, name: Span) -> bool:
    """Whether an adjective that French writes small belongs to the name before it: "État islamique"."""
    return token.pos_ == "ADJ" and token.dep_ == "amod" and token.head in name and token.text.islower()


def _leads(token: Token) -> bool:
    """Whether a word belongs to the name behind it: "al Fajr", "Red Dawn" at the head of a sentence."""
    is_part = token.dep_ in {"amod", "compound"} and token.pos_ in {"ADJ", "NOUN"} and token.text[:1].isupper()
    return token.lower_ in _ARTICLES or is_part


def _is_name(token: Token, language: str) -> bool:
    """Whether a word is a name, by its capital and its part of speech."""
    is_name = token.pos_ == "PROPN" or (language == "fr" and token.pos_ in {"NOUN", "ADJ"})
    if not is_name or not token.text[:1].isupper() or token.is_punct:
        return False
    return token.lower_ not in shared("full_names") | shared("articles") and token.text not in shared("no_actors")
