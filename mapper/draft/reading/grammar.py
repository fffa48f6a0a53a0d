"""Grammar of a parsed sentence, alike for English and French, whose spaCy parsers use different labels.

Nothing here depends on what a sentence is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = [
    "agents", "ancestors", "complements", "conjuncts", "governor", "in_subtree", "is_gerund", "is_plural", "lemma",
    "negated", "noun_phrase", "objects", "passive_subjects", "role_of", "short_passive", "subjects", "text_of",
]  # fmt: skip

_SUBJECT: Final = {"nsubj", "csubj", "nsubj:caus"}
_PASSIVE: Final = {"nsubjpass", "nsubj:pass"}
_OBJECT: Final = {"dobj", "obj", "dative", "iobj", "oprd"}
_AGENT: Final = {"agent", "obl:agent"}
_PARTICIPLE: Final = {"acl", "amod", "acl:relcl"}
_OF_PHRASE: Final = {
    "compound", "amod", "nummod", "poss", "nmod", "flat:name", "flat:foreign", "quantmod", "nounmod", "case", "flat",
    "fixed",
}  # fmt: skip


def lemma(token: Token) -> str:
    """Return the lemma in lower case, as the model gives it."""
    return token.lemma_.lower()


def conjuncts(token: Token) -> list[Token]:
    """Return a token and the later ones joined to it by "and", in order."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb; if it has none, those of the verb that it is joined to or depends on."""
    found = [
        _meant(child, verb) if child.lower_ in {"who", "qui"} else child
        for child in verb.children
        if child.dep_ in _SUBJECT and not _has_been(verb)
    ]
    if not found:  # "l'armée a nié", where the small model hangs the subject on "a"
        auxiliaries = (child for child in verb.children if child.dep_ == "aux:tense")
        found = [one for child in auxiliaries for one in child.children if one.dep_ in _SUBJECT]
    if not found and verb.dep_ == "xcomp" and lemma(verb.head) in shared("accusing"):
        return objects(verb.head)  # "accuse l'armée d'avoir tué"
    if not found and verb.dep_ in {"conj", "xcomp", "advcl", "ROOT"} and verb.head.i != verb.i:
        if any(child.dep_ in _PASSIVE for child in verb.children) or _is_participle_behind(verb):
            return []
        if verb.dep_ == "conj" and _is_passive(verb.head) and verb.tag_ != "VBN":
            return passive_subjects(verb.head)  # "was attacked and died"
        return subjects(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else []
    if not found and (verb.dep_ in {"relcl", "acl:relcl"} or (verb.dep_ == "acl" and verb.tag_ == "VBG")):
        return conjuncts(verb.head)
    return [one for token in found for one in conjuncts(token)]


def _meant(subject: Token, verb: Token) -> Token:
    """Return a subject, or the noun that a relative pronoun stands for: "the cyclist who was killed"."""
    is_relative = subject.tag_ in {"WP", "WDT"} or "Rel" in subject.morph.get("PronType", [])
    return verb.head if is_relative and verb.dep_ in {"relcl", "acl:relcl"} else subject


def passive_subjects(verb: Token) -> list[Token]:
    """Return the subjects of a passive verb: "three were killed", "villagers killed by"."""
    is_subject = _PASSIVE | _SUBJECT if _has_been(verb) else _PASSIVE
    found = [_meant(child, verb) for child in verb.children if child.dep_ in is_subject]
    if not found and verb.dep_ in _PARTICIPLE and verb.tag_ != "VBG" and not is_gerund(verb) and not _is_active(verb):
        found = [verb.head]
    if not found and _is_participle_behind(verb):
        found = [verb.nbor(-1)]
    if not found and verb.dep_ == "conj" and verb.head.i != verb.i and _is_passive(verb.head) and not objects(verb):
        return passive_subjects(verb.head)
    if not found and verb.dep_ == "conj" and verb.head.dep_ == "acl" and {verb.tag_, verb.head.tag_} == {"VBN"}:
        return passive_subjects(verb.head)  # "the motorist pursued and executed by"
    return [one for token in found for one in conjuncts(token)]


def _has_been(verb: Token) -> bool:
    """Whether a French passive is parsed as active: "la patrouille a été prise pour cible"."""
    return verb.pos_ == "VERB" and any(child.dep_ == "cop" and child.lower_ == "été" for child in verb.children)


def _is_participle_behind(verb: Token) -> bool:
    """Whether a participle describes the object before it: "buried six farmers killed in an attack"."""
    is_bare = verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(one.dep_ == "aux" for one in verb.children)
    return is_bare and verb.i > 0 and verb.nbor(-1).head.i == verb.head.i and verb.nbor(-1).dep_ in _OBJECT


def _is_active(verb: Token) -> bool:
    """Whether a French participle has "avoir" or a subject of its own: "les rebelles qui ont attaqué"."""
    has = {child.dep_ for child in verb.children}
    return not _is_passive(verb) and bool(has & {"aux:tense", *_SUBJECT})


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in _PASSIVE or child.dep_ in {"auxpass", "aux:pass"} for child in verb.children)


def is_plural(noun: Token) -> bool:
    """Whether a noun is plural."""
    return noun.tag_ in {"NNS", "NNPS"} or "Plur" in noun.morph.get("Number", [])


def is_gerund(verb: Token) -> bool:
    """Whether a French verb is a present participle: "avançant"."""
    return "Part" in verb.morph.get("VerbForm", []) and "Pres" in verb.morph.get("Tense", [])


def objects(verb: Token) -> list[Token]:
    """Return the objects of an active verb; "killed and mutilated a farmer" has one object for both verbs."""
    found = _own_objects(verb)
    if not found and not _is_passive(verb):
        joined = (one for one in verb.conjuncts if one.i > verb.i and not any(c.dep_ in _SUBJECT for c in one.children))
        found = next((several for one in joined if (several := _own_objects(one))), [])
    return found


def _own_objects(verb: Token) -> list[Token]:
    own = (child for child in verb.children if child.dep_ in _OBJECT or _is_plain_object(child))
    own = (child for child in own if child.lower_ not in {"y", "en"})  # "affirme y avoir abattu"
    found = [one for child in own if not _is_outcome(child) for one in conjuncts(child)]
    if found:  # "killed 12 farmers near Gao and 18 soldiers", where the small model joins the second to the verb
        found += [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "NOUN"]
    return found


def _is_plain_object(child: Token) -> bool:
    """Whether the small French model labels an object as a noun's complement: "avoir frappé des civils"."""
    is_object = child.dep_ == "nmod" and child.head.pos_ == "VERB" and child.head.dep_ == "xcomp"
    return is_object and not any(one.dep_ == "case" for one in child.children)


def _is_outcome(token: Token) -> bool:
    """Whether a word is a result and not an object: "shot dead"."""
    return token.dep_ == "oprd" and token.pos_ == "ADJ"


def agents(verb: Token) -> list[Token]:
    """Return the agents of a passive verb: "killed by gunmen", "tués par des hommes armés"."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
        elif child.dep_ in _AGENT or any(case.lower_ == "par" for case in child.children if case.dep_ == "case"):
            found.append(child)
    return [one for token in found for one in conjuncts(token)]


def complements(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield each preposition under a token, in small letters, with the noun that it leads to.

    English hangs the noun under the preposition, French the preposition under the noun.
    """
    for child in token.children:
        if child.dep_ in {"prep", "agent"}:
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield from ((child.lower_, one) for one in conjuncts(noun))
        elif child.dep_.startswith(("obl", "nmod")):
            cases = " ".join(case.lower_ for case in child.children if case.dep_ in {"case", "fixed"})
            if cases:
                yield from ((cases, one) for one in conjuncts(child))


def governor(token: Token) -> tuple[str, Token | None]:
    """Return the preposition before a noun, and the word that the preposition depends on."""
    head = token
    while head.dep_ in {"conj", "compound", "appos", "flat:name", "nmod", "poss"} and head.head.i != head.i:
        if any(child.dep_ == "case" for child in head.children):
            break
        head = head.head
    for child in head.children:
        if child.dep_ == "case":
            return child.lower_, head.head
    if head.dep_ == "pobj":
        return head.head.lower_, head.head.head
    return "", None


def ancestors(token: Token) -> Iterator[Token]:
    """Yield a token and all words above it, up to the root."""
    yield token
    yield from token.ancestors


def in_subtree(token: Token, of: Token) -> bool:
    """Whether a token is another, or depends on it."""
    return token.i == of.i or of.is_ancestor(token)


def negated(verb: Token) -> bool:
    """Whether a verb is negated by "not", "never", "ne … pas"."""
    return any(
        child.dep_ == "neg" or child.lower_ in {"not", "n't", "never", "pas", "jamais", "aucunement"}
        for child in verb.children
    )


def noun_phrase(noun: Token) -> Span:
    """Return a noun with the words beside it that belong to it: "Malian army", "armed men"."""
    left = noun.i
    for token in reversed(list(noun.lefts)):
        if token.i != left - 1 and token.right_edge.i != left - 1:
            break
        if token.dep_ not in _OF_PHRASE or token.pos_ in {"DET", "PRON", "ADP"}:
            break
        left = token.left_edge.i
    while noun.doc[left].is_space:
        left += 1  # a dateline is parsed as spaces
    right = noun.i
    for token in noun.rights:
        belongs = token.dep_ in {"flat:name", "flat:foreign", "amod", "flat"} and token.pos_ != "VERB"
        belongs = belongs or (
            token.dep_ == "nmod" and token.text.isupper() and not any(token.children)
        )  # "rebelles ABC"
        if token.lower_ in shared("full_names"):
            break  # "l'armée samedi"
        if token.i == right + 1 and (belongs or token.lower_ in {"armés", "armé", "armées"}):
            right = token.i
    return noun.doc[left : right + 1]


def text_of(span: Span | Token) -> str:
    """Return the words as printed, with single spaces."""
    return " ".join(span.text.split())


def role_of(verb: Token, noun: Token) -> str:
    """Return the role of a noun, or of a word above it: `object`, `agent`, `passive`, `subject`, else `""`."""
    holders = {token.i for token in ancestors(noun)}
    if any(token.i in holders for token in objects(verb)):
        return "object"
    if any(token.i in holders for token in agents(verb)):
        return "agent"
    if any(token.i in holders for token in passive_subjects(verb)):
        return "passive"
    if any(token.i in holders for token in subjects(verb)):
        return "passive" if short_passive(verb) else "subject"
    return ""


def short_passive(verb: Token) -> bool:
    """Whether a verb is a headline's passive: "Two killed in attack"."""
    return (verb.tag_ in {"VBN", "VBD"} or "Part" in verb.morph.get("VerbForm", [])) and not objects(verb)
