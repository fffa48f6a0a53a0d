"""Find the parties in a sentence: actors of the dossier by their aliases, else armed people as printed.

An actor is never inferred from a description: "militants" names no actor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, words
from mapper.draft.reading.grammar import lemma, noun_phrase, text_of
from mapper.draft.reading.where.nations import codes_in
from mapper.model.actors.names import prose_key
from mapper.model.lexicon import folded

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.model.actors.names import ActorNames

__all__ = ["ActorSpan", "actors_in", "both_names", "has_name", "is_armed", "is_civil", "whole_name"]

_LONGEST: Final = 9
_ACRONYM: Final = re.compile(r"(?:[A-ZÉ]{2,}[A-Z0-9É]*|[A-Z]{1,3}\d{1,3})(?:[-/][A-Z][A-Z0-9]*)*s?")
_NAME_WORD: Final = r"(?:[A-ZÀ-Þ][\w’'-]*|[a-z]{2}-[\w’'-]+)"
_NAME_LINK: Final = r"(?:(?:of|for|the|and|de|du|des|et|la|pour|wa) )*"
_NAME_BEFORE: Final = re.compile(rf"(?<![\w’'-])(?:The )?(?P<name>{_NAME_WORD}(?: {_NAME_LINK}{_NAME_WORD})+) \($")
_SHORT_NAME_BEHIND: Final = re.compile(r" \([A-ZÀ-Þ][A-Z0-9À-Þ-]+\)")
_REST_OF_NAME: Final = re.compile(r"(?: ?[\w’'-]+){1,12} \([A-ZÀ-Þ]{2,}[A-Z0-9À-Þ-]*\)")
_NO_ACTORS: Final = shared("no_actors")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’](?!\w))?|[^\W\d_]+")
_SMALL: Final = frozenset(
    {"of", "for", "the", "and", "de", "du", "des", "et", "la", "le", "les", "l", "d", "pour", "in", "en"}
)
_PAIR: Final = 2
"""Letters: a short name of this length or less is not enough evidence."""


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """A party as printed.

    Attributes
    ----------
    start, end
        Where in the paragraph.
    words
        As printed.
    names
        Names in the dossier of the actors that have this alias; several if the alias is shared.
    head
        The token that stands for the party in the sentence's grammar.
    civil
        Whether the printed words name civilians: perpetrators only if the grammar says so.
    unarmed
        Whether only a name is printed, which is no sign of violence by itself: strikers shoot, ministries clash.
    doubtful
        Whether it is a party only if no gazetteer knows it: "militants of Red Dawn", but "militants of Kidal".
    """

    start: int
    end: int
    words: str
    names: tuple[str, ...]
    head: int
    civil: bool = False
    unarmed: bool = False
    doubtful: bool = False


def actors_in(sentence: Span, known: ActorNames, language: str) -> list[ActorSpan]:
    """Return the parties of a sentence in order; an actor of the dossier goes before armed people as printed."""
    found = _aliases_in(sentence, known)
    taken = {token for actor in found for token in range(actor.start, actor.end)}
    for token in sentence:
        if token.idx in taken:
            continue
        phrase = _printed(token, language)
        is_noun = token.pos_ == "NOUN" or (token.pos_ == "ADJ" and token.dep_ != "amod")  # "éleveurs et agriculteurs"
        if phrase is None and is_noun and lemma(token) in words(language, "actors", "civil"):
            named = _without_numbers(noun_phrase(token))
            if named is not None and not taken & set(range(named.start_char, named.end_char)):
                found.append(ActorSpan(named.start_char, named.end_char, text_of(named), (), token.i, civil=True))
                continue
        if phrase is None or any(place in taken for place in range(phrase.start_char, phrase.end_char)):
            known_part = _known_inside(phrase, found) if phrase is not None else None
            if known_part is not None:
                found[found.index(known_part)] = _widened(known_part, token)
            continue
        found.append(ActorSpan(phrase.start_char, phrase.end_char, text_of(phrase), (), token.i))
        taken |= set(range(phrase.start_char, phrase.end_char))
    return _whole(_joined(sorted(found, key=lambda actor: actor.start)), sentence.doc.text)


def _joined(found: list[ActorSpan]) -> list[ActorSpan]:
    """Join the words for armed people with the short name directly after them: "groupe armé ABC"."""
    joined: list[ActorSpan] = []
    for actor in found:
        last = joined[-1] if joined else None
        is_name = _ACRONYM.fullmatch(actor.words) is not None and not actor.names
        if last is not None and is_name and not last.civil and not last.names and last.end + 1 == actor.start:
            joined[-1] = replace(last, end=actor.end, words=f"{last.words} {actor.words}")
        else:
            joined.append(actor)
    return joined


def _whole(found: list[ActorSpan], text: str) -> list[ActorSpan]:
    """Join part of a name with the short name after it: "Armed Forces" in "Armed Forces of X (AFX)"."""
    kept: list[ActorSpan] = []
    for actor in found:
        last = kept[-1] if kept else None
        name = both_names(text, actor.start, actor.end) if _ACRONYM.fullmatch(actor.words) else ""
        begins = actor.end + 1 - len(name)
        if name.endswith(")") and last is not None and not last.names and begins <= last.start:
            kept[-1] = replace(last, start=begins, end=actor.end + 1, words=name, names=actor.names)
        else:
            kept.append(actor)
    return kept


def _known_inside(phrase: Span, found: list[ActorSpan]) -> ActorSpan | None:
    inside = [actor for actor in found if phrase.start_char <= actor.start and actor.end <= phrase.end_char]
    return inside[0] if len(inside) == 1 else None


def _widened(actor: ActorSpan, head: Token) -> ActorSpan:
    """Return a known actor with another head: "JNIM" in "JNIM militants" has the head "militants"."""
    return ActorSpan(actor.start, actor.end, actor.words, actor.names, head.i)


def _aliases_in(sentence: Span, known: ActorNames) -> list[ActorSpan]:
    tokens = [token for token in sentence if not token.is_space]
    pieces = [prose_key(token.text) for token in tokens]
    found, at = [], 0
    while at < len(tokens):
        length = next(
            (
                count
                for count in range(min(_LONGEST, len(tokens) - at), 0, -1)
                if prose_key(" ".join(pieces[at : at + count])) in known.in_prose
                and pieces[at]
                and pieces[at + count - 1]
            ),
            0,
        )
        if not length:
            at += 1
            continue
        span = sentence.doc[tokens[at].i : tokens[at + length - 1].i + 1]
        names = known.in_prose[prose_key(" ".join(pieces[at : at + length]))]
        if _is_cased(span, names):
            found.append(ActorSpan(span.start_char, span.end_char, span.text, names, span.root.i))
        at += length
    return found


def _is_cased(span: Span, names: tuple[str, ...]) -> bool:
    """Whether an alias is printed with its capital; only a one-word alias with a capital needs one."""
    return len(span) > 1 or not names[0][:1].isupper() or span.text[:1].isupper() or " " in names[0]


def _printed(token: Token, language: str) -> Span | None:
    """Return the phrase of armed people, or of a group known by its acronym; None for anything else."""
    if (
        token.pos_ in {"PROPN", "NOUN"}
        and not token.sent.text.isupper()
        and _ACRONYM.fullmatch(token.text)
        and token.text not in _NO_ACTORS
        and len(token.text) > 1
        and not _is_spot(token)
    ):
        is_closed = token.i + 1 < token.sent.end and token.nbor(1).text == ")"  # "(FARC) guerrilla group"
        is_part = token.head.i != token.i and is_armed(token.head, language) and token in noun_phrase(token.head)
        return None if is_part and not is_closed else token.doc[token.i : token.i + 1]
    if not is_armed(token, language) or token.dep_ == "compound":
        return None
    if _describes(token):
        return None if is_armed(token.head, language) or token.head.i < token.i else _owner(token)
    phrase = _without_numbers(_without_verb(noun_phrase(token), language))
    phrase = whole_name(phrase) if phrase is not None else None
    if phrase is None or (lemma(token) in words(language, "actors", "vague") and len(phrase) == 1):
        return None
    return None if _is_some_group(phrase) else phrase


def _is_some_group(phrase: Span) -> bool:
    """Whether words only give the kind of a group that is named elsewhere: "the extremist group".

    "An armed group attacked" has no name either, but does not refer to another mention.
    """
    if phrase.root.lower_ not in shared("a_group") or any(map(_is_own_name, phrase)):
        return False
    before = {child.lower_ for child in phrase.root.children if child.i < phrase.root.i}
    return not before & {"a", "an", "un"} or bool(before & shared("other_event"))


def has_name(actor: ActorSpan, sentence: Span) -> bool:
    """Whether a party has a name of its own: "Red Front fighters", but not "Malian rebels"."""
    return any(_is_own_name(token) for token in sentence if actor.start <= token.idx < actor.end)


def _is_own_name(token: Token) -> bool:
    """Whether a word is part of a group's own name: not "Malian", nor "Qaeda-linked"."""
    is_name = any(map(str.isupper, token.text)) and token.i > token.sent.start
    return is_name and not codes_in(token.text) and not re.search(r"-[a-z]", token.text)


def _with_name(phrase: Span) -> Span:
    """Return the words for a group and the name directly after them: "the militant group Red Dawn"."""
    end = phrase.end
    while end < phrase.root.sent.end and re.match(r"(?:[a-z]{2}-)?[A-ZÀ-Þ]", phrase.doc[end].text):
        token = phrase.doc[end]
        if token.lower_ in shared("full_names") or token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
            break
        end += 1
    return phrase.doc[phrase.start : end]


def _describes(token: Token) -> bool:
    """Whether an adjective describes a noun: "military vehicles", "separatist movements"."""
    is_french = token.doc.lang_ == "fr"  # "deux bases militaires"
    is_modifier = token.pos_ == "ADJ" and token.dep_ == "amod" and token.head.pos_ == "NOUN"
    return is_modifier and (is_french or token.head.i > token.i)


def _owner(adjective: Token) -> Span | None:
    """Return the owner if a name gives it: "Malian military" in "a Malian military base"."""
    before = adjective.nbor(-1) if adjective.i else adjective
    named = before.head.i == adjective.head.i and before.dep_ in {"amod", "compound", "nmod"}
    return adjective.doc[before.i : adjective.i + 1] if named and before.text[:1].isupper() else None


def _without_verb(phrase: Span, language: str) -> Span:
    """Return a phrase without a leading bracket, comparison, or verb that the parser takes for an adjective."""
    closed = [token.i + 1 for token in phrase[:-1] if token.text == ")"]
    start = closed[-1] if closed and "(" not in phrase.text else phrase.start
    deeds = [token.i for token in phrase[:-1] if token.tag_ == "VBD" and kind_of(language, lemma(token))]
    start = max([start, *deeds])  # "al-Assad ambushed security forces"
    while start < phrase.end - 1:
        token = phrase.doc[start]
        is_deed = token.pos_ == "VERB" and kind_of(language, lemma(token))
        if not is_deed and token.lower_ not in shared("comparing"):
            break
        start += 1
    return phrase.doc[start : phrase.end]


def _is_spot(token: Token) -> bool:
    """Whether letters and a number are a point on a road: "at PK52", but not "attribuée au M23"."""
    if not token.text[-1].isdigit() or not token.i:
        return False
    return token.text.startswith("PK") or token.nbor(-1).lower_ in {"at", "in", "near", "à"}


def _without_numbers(phrase: Span) -> Span | None:
    start = max([phrase.start, *(token.i for token in phrase[:-1] if token.like_num)])
    kept = {"armed", "masked", "unidentified", "unknown", "suspected", "other"}
    while start < phrase.end:
        token = phrase.doc[start]
        is_number = set(token.lower_.split("-")) <= shared("numbers_en") | shared("numbers_fr")  # "soixante-deux"
        weak = token.like_num or is_number or token.lower_ in shared("full_names")  # "on 25 February soldiers"
        weak = weak or token.pos_ in {"NUM", "DET", "PUNCT", "ADP", "SYM", "PRON"}
        if not weak and not (
            token.pos_ == "ADV" or (token.pos_ == "ADJ" and token.lower_ in {"several", "many", "other"})
        ):
            break
        if token.lower_ in kept:
            break
        start += 1
    return phrase.doc[start : phrase.end] if start < phrase.end else None


def both_names(text: str, start: int, end: int) -> str:
    """Return the words of a text from `start` to `end`, and the other name if one of the two is in brackets.

    >>> text = "the Azawad Liberation Front (FLA) said"
    >>> both_names(text, 29, 32), both_names(text, 4, 27), both_names("the FLA said", 4, 7)
    ('Azawad Liberation Front (FLA)', 'Azawad Liberation Front (FLA)', 'FLA')
    """
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        name = _NAME_BEFORE.search(text, 0, start)
        begin = _begins_with_letters(text[: start - 1].rstrip(), text[start:end])
        begin = begin if begin is not None else name.start("name") if name else None
        if begin is not None:
            return text[begin : end + 1]
    behind = _SHORT_NAME_BEHIND.match(text, end) if text[start:end].count(" ") else None
    return text[start : behind.end()] if behind else text[start:end]


def whole_name(span: Span) -> Span:
    """Return words for a group with the rest of its name: "the militant group Red Dawn".

    A capital "Groupe" or "Armée" begins a name up to the brackets: "Groupe de soutien à l'islam (ABC)".
    """
    span = _with_name(span) if lemma(span.root) in shared("collective") else span
    doc, text = span.doc, span.doc.text
    behind = _REST_OF_NAME.match(text, span.end_char)
    collectives = words(doc.lang_, "toll", "collectives")
    if behind is None or not span.text[:1].isupper():
        return span
    begins = both_names(text, text.rindex("(", 0, behind.end()) + 1, behind.end() - 1).partition(" (")[0]
    if lemma(span[-1]) not in collectives and not text.startswith(begins, span.start_char):
        return span
    whole = doc.char_span(span.start_char, behind.end(), alignment_mode="expand")
    return span if whole is None or any(one.pos_ in {"VERB", "AUX"} for one in whole[1:]) else whole


def _begins_with_letters(text: str, short: str) -> int | None:
    """Return where the words at the end of a text begin that a short name abbreviates, or None.

    Small words may be left out: "Force patriotique et intégrationniste du Congo", FPIC.
    """
    letters = [letter for letter in short if letter.isalpha()]
    for match in reversed(list(_WORD.finditer(text))):
        if not letters:
            break
        is_small = match[0].lower().rstrip("’'") in _SMALL
        if folded(match[0][0]).upper() == folded(letters[-1]).upper() and not (is_small and match[0].islower()):
            letters.pop()
            if not letters:
                return match.start() if len(short) > _PAIR and match[0][0].isupper() else None
        elif not is_small:
            break
    return None


def is_armed(token: Token, language: str) -> bool:
    """Whether a noun names armed people: "soldiers", "gunmen", "hommes armés"."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    names = words(language, "actors", "armed")
    if {lemma(token), token.lower_, token.lower_.rstrip("s"), re.sub("men$", "man", token.lower_)} & names:
        return True
    armed = {"armed", "armé", "armés"}
    return lemma(token) in {"man", "homme", "individu"} and any(child.lower_ in armed for child in token.children)


def is_civil(words_: str, language: str) -> bool:
    """Whether printed words name civilians."""
    names = words(language, "actors", "civil") | words(language, "toll", "people")
    return any(word in names or word.rstrip("s") in names for word in re.findall(r"[\w-]+", words_.lower()))
