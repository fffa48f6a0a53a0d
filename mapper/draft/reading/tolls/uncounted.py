"""Tolls without a figure: uncounted prisoners and casualties, and "no casualties"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mapper.draft.lexicon import rules_of, words
from mapper.draft.reading.grammar import lemma, negated, noun_phrase, objects, text_of
from mapper.draft.reading.tolls.figures import Figure
from mapper.draft.reading.tolls.toll import Toll
from mapper.model.figures import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["nobody", "without_figure"]


def without_figure(sentence: Span, language: str) -> Iterator[Toll]:
    """Yield what was captured without a figure: "capturing prisoners, vehicles and fuel tankers"."""
    people, vehicles = words(language, "toll", "prisoner_nouns"), words(language, "toll", "vehicle_nouns")
    verbs = words(language, "toll", "capture") | words(language, "toll", "recover")
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or lemma(verb) not in verbs or negated(verb):
            continue
        for noun in objects(verb):
            counted = any(child.like_num or child.dep_ in {"nummod", "quantmod"} for child in noun.children)
            if counted or lemma(noun) not in people | vehicles or noun.tag_ == "NN":
                continue
            span = noun_phrase(noun)
            yield _uncounted("captured" if lemma(noun) in people else "vehicles_captured", span, verb.i)
    yield from _casualties(sentence, language)


def _casualties(sentence: Span, language: str) -> Iterator[Toll]:
    """Yield uncounted casualties, and prisoners named with them: "resulting in casualties and prisoners"."""
    for noun in sentence:
        if lemma(noun) not in words(language, "toll", "casualty_nouns") or noun.tag_ != "NNS":
            continue
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        span = noun_phrase(noun)
        counted = any(token.like_num or token.lower_ in {"no", "any", "its", "their"} for token in noun.subtree)
        if lemma(verb) in words(language, "toll", "causing") and not counted and not negated(verb):
            yield _uncounted("casualties", span, verb.i)
        for joined in noun.conjuncts:
            if lemma(joined) in words(language, "toll", "prisoner_nouns") and joined.tag_ == "NNS":
                yield _uncounted("captured", noun_phrase(joined), noun.i)


def _uncounted(field: str, span: Span, head: int) -> Toll:
    words_ = text_of(span)
    quantity = Quantity(2, math.inf, vague=True)
    return Toll(field, Figure(span.start_char, span.end_char, span.text, quantity, words_), words_, head)


def nobody(sentence: Span, language: str) -> Iterator[Toll]:
    """Yield 0 if the text says that nobody was killed or hurt: "no casualties"."""
    for field, rules in rules_of(language, "toll_none").items():
        for rule in rules:
            for match in re.finditer("(?i)" + rule, sentence.text):
                start, end = match.start() + sentence.start_char, match.end() + sentence.start_char
                span = sentence.doc.char_span(start, end, alignment_mode="expand")
                if span is not None:
                    yield Toll(
                        field, Figure(start, end, match[0], Quantity(0, 0, 0, text=match[0]), "0"), "", span.root.i
                    )
                return
