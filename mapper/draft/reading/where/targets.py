"""Recognise a name as a place because it is attacked or taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.draft.lexicon import shared, words
from mapper.draft.reading.grammar import lemma

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["is_object"]


def is_object(span: Span, language: str, kind: str) -> bool:
    """Whether a name is the object of an attack or capture: "seized Gao", "the village of Kobani was shelled"."""
    movers = words(language, "place", "movers")
    if _follows_mover(span, movers, language):
        return True
    token = span.root
    linked = {"compound", "nmod", "pobj", "prep", "flat:name", "appos"}
    while (token.dep_ in linked or token.head.pos_ == "ADJ" or token.dep_ == "amod") and token.head.i != token.i:
        if token.dep_ == "pobj" and token.head.lower_ not in {"of", "on"}:
            return False
        token = token.head
    movers = words(language, "place", "movers")
    if any(
        child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN" and lemma(child) in movers for child in token.children
    ):
        return True
    if token.dep_ == "nsubj" and token.head.lower_ in shared("target_words"):
        return True  # "the village of Kargo was the target of an attack"
    is_passive = token.dep_ == "nsubj" and any(child.dep_ == "aux:pass" for child in token.head.children)
    is_target = token.dep_ in {"dobj", "obj", "nsubjpass", "nsubj:pass"} or is_passive
    is_target = is_target and lemma(token.head) in movers
    if not is_target:
        return False
    return token.i in range(span.start, span.end) or lemma(token) in words(language, "place", "kinds") or bool(kind)


def _follows_mover(span: Span, movers: frozenset[str], language: str) -> bool:
    """Whether a name comes directly after "attacked" or "seized the town of", however the sentence is parsed."""
    skipped = (
        words(language, "place", "kinds") | words(language, "place", "parts") | {"the", "of", "le", "la", "de", "l'"}
    )
    at = span.start - 1
    while at >= 0 and span.doc[at].lower_ in skipped:
        at -= 1
    token = span.doc[max(at, 0)]
    following = span.doc[span.end] if span.end < len(span.doc) else token
    kinds = words(language, "place", "kinds") | words(language, "place", "settled")
    is_part = following.pos_ in {"NOUN", "PROPN"} and lemma(following) not in kinds
    is_verb = token.pos_ in {"VERB", "AUX"} or token.lower_ in {"control", "contrôle"}
    return at >= 0 and not is_part and is_verb and (lemma(token) in movers or token.lower_ in movers)
