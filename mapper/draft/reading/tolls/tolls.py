"""Find the tolls of a sentence: figures of people killed, hurt or captured and of vehicles lost.

Read from the grammar: what a figure counts, and which verb or noun it belongs to. A figure without one is no toll.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import rules_of, shared, words
from mapper.draft.reading.actors import is_armed
from mapper.draft.reading.grammar import (
    ancestors,
    lemma,
    negated,
    role_of,
)
from mapper.draft.reading.tolls.counted import TOLL_VERBS, VEHICLES, counted_by, unit_of
from mapper.draft.reading.tolls.figures import Figure
from mapper.draft.reading.tolls.lists import listed_vehicles, shared_tolls
from mapper.draft.reading.tolls.people import is_animal, is_deadly, is_human, single_people
from mapper.draft.reading.tolls.toll import Toll
from mapper.draft.reading.tolls.uncounted import nobody, without_figure

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Toll", "tolls_in"]

_BEFORE: Final = 100
"""Letters before a figure in which a rule of the lexicon may match."""
_FARTHEST: Final = 5
"""Steps up from a noun within which a word may say what happened to it."""


def tolls_in(sentence: Span, figures: list[Figure], language: str) -> list[Toll]:
    """Return the tolls of a sentence in the order of their figures."""
    found: list[Toll] = []
    figures = sorted([*figures, *single_people(sentence, figures, language)], key=lambda figure: figure.start)
    for figure in figures:
        if not sentence.start_char <= figure.start < sentence.end_char:
            continue
        span = sentence.doc.char_span(figure.start, figure.end, alignment_mode="expand")
        toll = _toll(span, figure, language) if span is not None else None
        if toll:
            found.append(toll)
    found += shared_tolls(found, figures, sentence.doc.text, language)
    found += listed_vehicles(found, figures, sentence, language)
    found += without_figure(sentence, language)
    return sorted([*found, *nobody(sentence, language)], key=lambda toll: toll.figure.start)


def _toll(span: Span, figure: Figure, language: str) -> Toll | None:
    counted = counted_by(span)
    unit = unit_of(counted, span)
    if is_animal(counted, language):
        return None
    if _dies(counted, language):
        return Toll("fatalities", figure, unit, counted.head.i)
    near = _beside(span, unit, figure, language)
    if near:
        return near if near.field != "none" else None
    for token in [*_above(counted), *(one for one in counted.children if one.dep_ in {"relcl", "acl:relcl"})]:
        field = _field_of(token, counted, language)
        if field is None:
            continue
        if not field or _is_denied(token):
            return None
        name = _fit(field, counted, language)
        return Toll(name, figure, unit, token.i) if name else None
    return None


def _dies(counted: Token, language: str) -> bool:
    """Whether wounded people or prisoners die: "cinq blessés ont succombé"."""
    verb = counted.head
    is_people = lemma(counted) in words(language, "toll", "wounded_nouns") | words(language, "toll", "prisoner_nouns")
    dies = lemma(verb) in words(language, "toll", "die") and role_of(verb, counted) in {"subject", "passive"}
    return is_people and dies and not negated(verb)


def _above(token: Token) -> list[Token]:
    """Return a counted noun and the words above it, up to its verb and the verbs joined to that."""
    chain = []
    for one in ancestors(token):
        chain.append(one)
        if one.pos_ in {"VERB", "AUX"} and one.i != token.i:
            return [*chain, *(other for other in one.conjuncts if other.pos_ in {"VERB", "AUX"})]
        if len(chain) > _FARTHEST:
            break
    return chain


def _field_of(token: Token, counted: Token, language: str) -> str | None:
    """Return the field that a word gives to a counted noun, `""` if it rules a toll out, None if it says nothing."""
    name = lemma(token)
    if name in words(language, "toll", "capture_nouns") and token.i != counted.i:
        return "captured"
    if token.pos_ in {"NOUN", "ADJ", "PROPN", "ADV"} or token.i == counted.i:
        return _of_noun(name, token, language)
    role = role_of(token, counted)
    for field, verbs in TOLL_VERBS.items():
        is_meant = any(name in words(language, "toll", table) for table in verbs)
        if is_meant or (field == "fatalities" and is_deadly(token, language)):
            if field == "fatalities" and name in words(language, "toll", "die"):
                return field if role in {"subject", "passive"} else ""
            return field if role in {"object", "passive"} else ""
    if name in {"leave", "laisser", "faire"} and role == "object":
        return _of_left(token)
    if name in words(language, "toll", "lose") and role == "object":
        return (
            "fatalities"
            if lemma(counted) in words(language, "toll", "people") | words(language, "actors", "armed")
            else ""
        )
    if name in {"claim", "coûter"} and lemma(counted) in {"life", "vie"}:
        return "fatalities"
    return None


def _of_noun(name: str, token: Token, language: str) -> str | None:
    lists = {
        "fatalities": "dead_nouns",
        "injured": "wounded_nouns",
        "casualties": "casualty_nouns",
        "captured": "prisoner_nouns",
        "vehicles_destroyed": "destroyed_nouns",
    }
    for field, table in lists.items():
        if name in words(language, "toll", table) or token.lower_ in words(language, "toll", table):
            if name in {"body", "corpse", "corps", "cadavre", "dépouille"}:
                return "bodies_left" if _are_left(token) else "fatalities"
            return field
    return None


def _are_left(token: Token) -> bool:
    return any(lemma(one) in {"leave", "abandon", "abandonner", "laisser"} for one in ancestors(token))


def _of_left(verb: Token) -> str | None:
    """Return the field for "left three dead", "a fait douze morts" from the words after the verb."""
    after = {token.lower_ for token in verb.subtree if token.i > verb.i}
    if after & {"dead", "killed", "morts", "mort", "tués"}:
        return "fatalities"
    if after & {"injured", "wounded", "blessés", "blessé"}:
        return "injured"
    return None


def _is_denied(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and negated(token)


def _fit(field: str, counted: Token, language: str) -> str:
    """Return the field that fits what is counted: seized vehicles are not prisoners; a house is no toll."""
    is_vehicle = lemma(counted) in words(language, "toll", "vehicle_nouns")
    if is_vehicle:
        return {"captured": "vehicles_captured", "vehicles_captured": "vehicles_captured"}.get(
            field, "vehicles_destroyed" if field == "vehicles_destroyed" else ""
        )
    if field == "vehicles_destroyed" and _is_troops(counted, language):
        return "fatalities"  # "destroyed two invaders"
    if field.startswith(VEHICLES):
        return ""
    return field if is_human(counted, language) else ""


def _is_troops(counted: Token, language: str) -> bool:
    return is_armed(counted, language) and lemma(counted) not in words(language, "toll", "collectives")


def _beside(span: Span, unit: str, figure: Figure, language: str) -> Toll | None:
    """Return the toll of a figure by the words directly before or after it, as in headlines and lists."""
    text, sentence = span.doc.text, span.root.sent
    before = text[max(sentence.start_char, figure.start - _BEFORE) : figure.start].replace("*", "")
    behind = re.sub(
        r"\s+", " ", text[figure.end : min(sentence.end_char, figure.end + 70)].replace("*", "").lstrip(")")
    )
    if any(field == "none" and pattern.search(before) for field, pattern in _patterns(language, "before")):
        return Toll("none", figure, unit, span.root.i)
    for place, words_near in (("after", behind), ("before", before)):
        for field, pattern in _patterns(language, place):
            if match := pattern.search(words_near):
                head = _word_near(span, place, figure.end + match.end())
                return Toll(field, figure, unit, head.i)
    return None


def _word_near(span: Span, place: str, end: int) -> Token:
    """Return the verb or noun next to a figure that its toll belongs to; after the figure, up to a character.

    "Denied a claim of 57 deaths, saying …": the 57 are denied, not said.
    """
    sentence = span.root.sent
    if place == "before":
        near = span.doc[max(sentence.start, span.start - 6) : span.start]
        return next((token for token in reversed(near) if token.pos_ in {"VERB", "AUX", "NOUN"}), span.root)
    verbs = [token for token in sentence if span.end <= token.i and token.idx <= end and token.pos_ in {"VERB", "AUX"}]
    return min(verbs, key=lambda token: token.pos_ == "AUX", default=span.root)


@cache
def _patterns(language: str, place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the field and pattern of each rule in the lexicon's `[tolls.before]` or `[tolls.after]`, in order."""
    numbers = shared(f"numbers_{language}") - {"one", "un", "une"}
    ends = "|".join(
        sorted(shared("joining") | numbers | words(language, "toll", "auxiliaries") | words(language, "toll", "beyond"))
    )
    unit = rf"(?: ?(?:of |de |d['’])?(?!(?:{ends})\b|\d)[\w’'&/-]+){{0,5}}?"
    return tuple(
        (field, re.compile("(?i)" + (rule + " ?$" if place == "before" else "^" + rule).replace("UNIT", unit)))
        for field, rules in rules_of(language, f"toll_{place}").items()
        for rule in rules
    )
