"""The title of a draft event: the clause about it, as printed, never cut within a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapper.draft.reading.grammar import ancestors
from mapper.draft.reading.where.names import without_dateline

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.events.mention import Mention

__all__ = ["title_of"]

_MOST_WORDS: Final = 20
_LEAST_WORDS: Final = 3
_CLAUSES: Final = {"ROOT", "ccomp", "advcl", "relcl", "acl:relcl", "conj", "parataxis", "pcomp"}
_LINKS: Final = {"mark", "cc", "punct"}
_BEGIN: Final = {"prep", "relcl", "acl", "acl:relcl", "advcl", "punct", "obl", "obl:mod", "npadvmod", "appos"}

_RELATIVE: Final = {"relcl", "acl:relcl"}
_OF: Final = {"of", "de", "du", "des", "d'", "d’"}


def title_of(mention: Mention, text: str) -> str:
    """Return the title of a mention's event, from the text of its paragraph; `""` if no clause names it.

    A short sentence is its own title. For a longer one it is the clause with the word for the event, up to the end of
    a phrase.
    """
    sentence, head = mention.sentence, _telling(mention)
    first = next((one.i for one in sentence if one.idx >= without_dateline(text) and not one.is_space), sentence.start)
    whole = sentence.doc[first : sentence.end]
    is_aside = _first_aside(whole, head) > whole.start or _is_aside(head)
    if not is_aside and _words(whole, text) <= _MOST_WORDS:
        return _printed(whole, text)
    span = _shortened(_clause(whole, head), head, text)
    return _printed(span, text) if span is not None and _words(span, text) >= _LEAST_WORDS else ""


def _telling(mention: Mention) -> Token:
    """Return the first word for the event outside a description: "the quarters that were hit"."""
    doc = mention.sentence.doc
    heads = [doc[trigger.token] for trigger in mention.triggers] + [doc[toll.head] for toll in mention.tolls]
    return next((one for one in heads if not any(above.dep_ in _RELATIVE for above in ancestors(one))), mention.head())


def _clause(whole: Span, head: Token) -> Span:
    """Return the clause of a word; in the main clause, the sentence without a clause that comes first."""
    verb = next((one for one in ancestors(head) if one.pos_ in {"VERB", "AUX"} and one.dep_ in _CLAUSES), None)
    start, end = whole.start, whole.end
    if verb is not None and verb.dep_ != "ROOT":
        start, end = max(verb.left_edge.i, start), verb.right_edge.i + 1
        subject = next((one for one in verb.children if one.dep_ in {"nsubj", "nsubjpass", "nsubj:pass"}), None)
        if subject is not None and subject.pos_ == "PRON" and verb.dep_ in _RELATIVE:
            start = verb.head.left_edge.i  # "an ambush that killed dozens"
        elif (subject is None or subject.pos_ == "PRON") and head.pos_ == "NOUN":
            start, end = max(head.left_edge.i, start), head.right_edge.i + 1  # "they had supported an ambush"
    elif verb is not None:
        start = _first_aside(whole, head)
    while start < head.i and (whole.doc[start].dep_ in _LINKS or whole.doc[start].tag_ == "WRB"):
        start += 1
    return whole.doc[start:end]


def _is_aside(head: Token) -> bool:
    """Whether an event is only mentioned beside another: "cancelled his visit after rebels ambushed …"."""
    verb = next((one for one in ancestors(head) if one.pos_ in {"VERB", "AUX"} and one.dep_ in _CLAUSES), head)
    return verb.dep_ == "advcl" and any(child.dep_ in {"nsubj", "nsubjpass", "nsubj:pass"} for child in verb.children)


def _first_aside(whole: Span, head: Token) -> int:
    """Return the token after an opening clause that is not about the event: "While tolls differ, …"."""
    root = whole.root
    for child in root.children:
        if (
            child.dep_ == "advcl"
            and child.left_edge.i == whole.start
            and not child.left_edge.i <= head.i <= child.right_edge.i
        ):
            return child.right_edge.i + 1
    return whole.start


def _shortened(span: Span, head: Token, text: str) -> Span | None:
    """Return a span cut at the last phrase end that fits a title; None if none fits."""
    phrases = (one for one in span if one.dep_ in _BEGIN and one.lower_ not in _OF)
    ends = sorted({one.left_edge.i for one in phrases if one.left_edge.i > head.i})
    for end in [span.end, *reversed(ends)]:
        part = span.doc[span.start : end]
        if _words(part, text) <= _MOST_WORDS and _is_whole(part):
            return part
    return None


def _is_whole(part: Span) -> bool:
    """Whether a span ends with a complete phrase: not "the town of", nor "three"."""
    last = part.doc[part.end - 1]
    if last.dep_ in {"prep", "case", "det", "cc", "mark", "aux", "auxpass", "compound", "amod", "nummod", "poss"}:
        return False
    if last.pos_ in {"ADV", "ADP", "SCONJ", "VERB", "AUX"} and last.right_edge.i >= part.end:
        return False  # "close" of "close to the border"
    return all(token.head.i < part.end or token.head.i == token.i for token in part if token.i >= part.start)


def _printed(span: Span, text: str) -> str:
    words = " ".join(text[span.start_char : span.end_char].split()).strip(" ,;:–—-")
    return words[:1].upper() + words[1:]


def _words(span: Span, text: str) -> int:
    return len(text[span.start_char : span.end_char].split())
