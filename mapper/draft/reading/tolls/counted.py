"""What a figure counts, as printed, and the verbs that make it a toll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared
from mapper.draft.reading.grammar import complements, noun_phrase, text_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["TOLL_VERBS", "VEHICLES", "counted_by", "unit_of"]

VEHICLES: Final = "vehicles"
TOLL_VERBS: Final = {
    "fatalities": ("die", "kill"),
    "injured": ("wound",),
    "vehicles_destroyed": ("destroy",),
    "captured": ("capture",),
    "vehicles_captured": ("recover",),
}


def counted_by(span: Span) -> Token:
    """Return the noun that a figure counts, as in "dozens of fighters"; the figure itself if there is none."""
    root = span.root
    head = root
    while head.i in range(span.start, span.end) and head.head.i != head.i:
        if head.dep_ in {"nummod", "quantmod", "amod", "det", "compound", "advmod", "nmod", "mark"}:
            head = head.head
        else:
            break
    if head.i in range(span.start, span.end):
        for word, noun in complements(head):
            if word in {"of", "de", "d'", "des", "d’", "du"} and noun.i > span.start:
                return noun
        after = span.doc[span.end] if span.end < len(span.doc) else None
        if after is not None and after.pos_ in {"NOUN", "PROPN", "ADJ"} and after.sent == root.sent:
            return _noun_after(after)
    return head


def _noun_after(token: Token) -> Token:
    while token.dep_ in {"compound", "amod"} and token.head.i > token.i:
        token = token.head
    return token


def unit_of(counted: Token, span: Span) -> str:
    """Return the printed words for what a figure counts, without the figure."""
    if counted.i in range(span.start, span.end) or counted.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return ""
    if any(one.text in {"-", "–", "—", ":", "."} for one in span.doc[span.end : counted.i]):
        return ""  # "12 dead - gunmen attacked"
    phrase = noun_phrase(counted)
    start = max(phrase.start, span.end)
    if 0 < start - span.end <= 2 and all(token.pos_ in {"NOUN", "ADJ"} for token in counted.doc[span.end : start]):
        start = span.end  # "deux casques bleus"
    end = phrase.end
    while end > start and counted.doc[end - 1].lower_ in shared("full_names"):
        end -= 1  # "3 enfants jeudi"
    text = text_of(counted.doc[start:end]) if start < end else ""
    return text.strip("“”\"' ")
