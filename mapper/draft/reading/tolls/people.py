"""Find people, and single victims without a figure: "killed a farmer", "the driver was shot dead"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, shared_pattern, words
from mapper.draft.reading.grammar import is_plural, lemma, negated, objects, passive_subjects, short_passive, subjects
from mapper.draft.reading.tolls.figures import Figure
from mapper.model.figures import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["is_animal", "is_anybody", "is_deadly", "is_human", "is_person", "is_role", "single_people"]

_ONE: Final = {"a", "an", "another"}
_FATALLY: Final = {"fatally", "mortellement"}
_FOUND: Final = re.compile(shared_pattern("found_dead"))
_DEATH: Final = re.compile(rf"\b{shared_pattern('to_death')}\b")
_BEFORE_COLON: Final = re.compile(r"[\w-]+(?: ?\([^()]*\))?:")
"""A dateline before a colon: "Gao (Mali): Two died"."""


def is_person(token: Token, language: str) -> bool:
    """Whether a noun or figure names people."""
    name = lemma(token)
    if name in words(language, "rules", "aircraft"):
        return False  # who flies them is armed people, but a drone is nobody
    people = words(language, "toll", "people") | words(language, "actors", "armed") | words(language, "actors", "civil")
    nouns = ("dead_nouns", "wounded_nouns", "casualty_nouns", "prisoner_nouns", "others")
    known = people.union(*(words(language, "toll", table) for table in nouns))
    if name in known or token.lower_ in known or token.lower_.rstrip("s") in known:
        return True
    if kind_of(language, name) or kind_of(language, token.lower_):
        return False  # "une frappe", "une attaque"
    return (
        token.pos_ in {"NUM", "VERB", "PRON"}
        or token.like_num
        or token.pos_ == "PROPN"
        or _ends_as_people(token.lower_)
    )


def is_anybody(unit: str, language: str) -> bool:
    """Whether the words for the people counted name no group: "bodies", "people", "14 morts"; "civils" is a group."""
    tables = ("anybody", "dead_nouns", "wounded_nouns", "casualty_nouns", "others")
    known = frozenset[str]().union(*(words(language, "toll", table) for table in tables))
    printed = re.findall(r"[\w’'-]+", unit.lower())
    forms = [{word, word.removesuffix("s"), re.sub("ies$", "y", word)} for word in printed]
    return all(known & form for form in forms)


def _ends_as_people(word: str) -> bool:
    return re.search(rf"{shared_pattern('people_endings')}$", word) is not None and word not in shared("no_people")


def is_animal(token: Token, language: str) -> bool:
    """Whether a noun names animals, whose deaths are not a toll."""
    names = words(language, "toll", "animals")
    return lemma(token) in names or token.lower_ in names or token.lower_.rstrip("s") in names


def is_deadly(verb: Token, language: str) -> bool:
    """Whether what a verb says is deadly: "kill" itself, "shot dead", "beaten to death"."""
    name = lemma(verb)
    if name in words(language, "toll", "kill") or any(child.lower_ in _FATALLY for child in verb.children):
        return True
    if name in words(language, "toll", "found"):
        return any(_FOUND.fullmatch(one.lower_) for one in [*verb.children, *verb.doc[verb.i + 1 : verb.i + 2]])
    if name not in words(language, "toll", "deadly"):
        return False
    last = max([verb.i, *(one.i for one in objects(verb)), *(child.i for child in verb.children)])
    behind = verb.doc[verb.i + 1 : min(verb.sent.end, last + 3)].text.lower()
    return bool(_DEATH.search(behind))


def single_people(sentence: Span, figures: list[Figure], language: str) -> Iterator[Figure]:
    """Yield the figure 1 for each person without a number: "a civilian", "another", a single victim."""
    own = [one for one in figures if one.start < sentence.end_char and one.end > sentence.start_char]
    letters = {at for one in own for at in range(one.start, one.end)}
    taken = {token.i for token in sentence if token.idx in letters}
    found: dict[int, Token] = {}
    for token in sentence:
        if token.lower_ in _ONE and language == "en" and token.i not in taken:
            noun = token.head if token.dep_ == "det" else token
            if _is_one(token, noun, language):
                found[noun.i] = token
        for victim in [*_victims(token, language), *_bodies(token, language)]:
            if not taken & {victim.i, *(child.i for child in victim.children)}:
                found.setdefault(victim.i, victim)
    for token in found.values():
        quantity = Quantity(1, 1, 1, text=token.text)
        yield Figure(token.idx, token.idx + len(token), token.text, quantity, "1")


def _is_one(article: Token, noun: Token, language: str) -> bool:
    """Whether "a", "an" or "another" counts one person."""
    if article.lower_ == "another" and noun.i == article.i:
        return True
    if noun.tag_ not in {"NN", "NNP"} or lemma(noun) in words(language, "toll", "collectives"):
        return False
    people = words(language, "toll", "people") | words(language, "actors", "armed")
    return noun.lower_ in people or is_human(noun, language)


def _victims(verb: Token, language: str) -> list[Token]:
    """Return the single people killed by a verb: its object, or its subject in the passive and of "died"."""
    if verb.pos_ not in {"VERB", "AUX"} and verb.tag_ not in {"VBN", "VBD", "VBG"}:
        return []
    if negated(verb):
        return []
    if lemma(verb) in words(language, "toll", "die"):
        victims = passive_subjects(verb) or subjects(verb)
    elif is_deadly(verb, language):
        victims = [*objects(verb), *passive_subjects(verb)]
        victims += subjects(verb) if not victims and short_passive(verb) else []
    else:
        return []
    return [one for one in victims if _is_single_victim(one, language)]


def _bodies(noun: Token, language: str) -> list[Token]:
    """Return a body that was found: "Body of young man found in Gao"."""
    if noun.tag_ != "NN" or lemma(noun) not in words(language, "toll", "body_nouns"):
        return []
    found = words(language, "toll", "found")
    near = [*noun.ancestors, *noun.subtree]
    return [noun] if any(lemma(one) in found and not negated(one) for one in near) else []


def _is_single_victim(noun: Token, language: str) -> bool:
    if noun.lower_ in words(language, "toll", "one_pronouns"):
        return True
    if any(child.lower_ in words(language, "toll", "no_number") for child in noun.children):
        return False  # "aucun soldat n'a été tué"
    if noun.pos_ not in {"NOUN", "PROPN"} or is_animal(noun, language) or _BEFORE_COLON.match(noun.doc.text, noun.idx):
        return False
    if language == "fr" and any(child.lower_ in {"des", "les", "ces", "leurs", "plusieurs"} for child in noun.children):
        return False  # "ont tué des villageois"
    if is_plural(noun):
        return False
    name = lemma(noun)
    if name in _no_victims(language) or noun.lower_ in _no_victims(language):
        return False
    if name in words(language, "toll", "collectives"):
        return False
    if noun.pos_ == "PROPN" and language == "fr":
        return False  # the French model takes names of villages for people
    if noun.pos_ == "PROPN" and noun.i == noun.sent.start and is_role(noun, language):
        return True  # "Shopkeeper murdered in Gao"
    if noun.pos_ == "PROPN" and not is_named_person(noun, language):
        return any(child.lower_ in {"a", "an", "another", "un", "une"} for child in noun.children)  # "killed a Fulani"
    return noun.pos_ == "PROPN" or is_person(noun, language) or is_role(noun, language)


def is_human(noun: Token, language: str) -> bool:
    """Whether a noun names people, one or several."""
    return is_person(noun, language) or (is_role(noun, language) and lemma(noun) not in _no_victims(language))


def _no_victims(language: str) -> frozenset[str]:
    return words(language, "toll", "no_victims")


def is_named_person(noun: Token, language: str) -> bool:
    """Whether a proper noun is the name or the title of a person."""
    people = words(language, "toll", "people") | words(language, "voice", "roles")
    return noun.ent_type_ in {"PERSON", "PER"} or noun.lower_ in people


def is_role(noun: Token, language: str) -> bool:
    """Whether a noun is a person's role or occupation: "imam", "councilman", "guide"."""
    roles = words(language, "voice", "roles") | words(language, "toll", "people")
    return lemma(noun) in roles or re.search(rf"{shared_pattern('role_endings')}$", noun.lower_) is not None
