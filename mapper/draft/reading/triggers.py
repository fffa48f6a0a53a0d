"""Find the words for an event in a sentence, unless it did not happen or is no single event: plans, habits, counts.

>>> sorted({"ambush", "clash"} & set(_kinds("en").values()))
['ambush', 'clash']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, kinds_of_events, rules_of, shared, words
from mapper.draft.reading.actors import is_armed, is_civil
from mapper.draft.reading.grammar import (
    agents,
    ancestors,
    complements,
    governor,
    is_plural,
    lemma,
    negated,
    objects,
    passive_subjects,
    subjects,
)
from mapper.draft.reading.tolls.people import is_animal, is_human, is_person, is_role

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Trigger", "is_unreal", "part_in_it", "triggers_in"]

_ONTO: Final = {"at", "on", "against", "dans", "sur", "de", "du", "contre"}
_INTO: Final = {"into", "in", "on", "upon", "through", "dans", "à", "au"}
_OF: Final = {"of", "de", "du", "des", "d'", "d’"}
_kinds = kinds_of_events


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word for an event: its token, the kind of event, the words as printed."""

    token: int
    kind: str
    words: str


def triggers_in(sentence: Span, language: str) -> list[Trigger]:
    """Return the triggers of a sentence in order, phrases before the words in them."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for phrase, kind in _kinds(language).items():
        if " " not in phrase:
            continue
        for match in re.finditer(rf"(?i)(?<!\w){re.escape(phrase)}(?:s|es)?(?!\w)", sentence.text):
            span = sentence.doc.char_span(
                match.start() + sentence.start_char, match.end() + sentence.start_char, alignment_mode="expand"
            )
            is_shot = span is not None and kind == "crash" and span.root.pos_ == "VERB"
            if span is None or (is_shot and not _of_aircraft(span.root, language)):
                continue  # "shot down a protester"
            if not taken & set(range(span.start, span.end)) and _is_real(span.root, language):
                found.append(Trigger(span.root.i, kind, span.text))
                taken |= set(range(span.start, span.end))
    for kind, pattern in _patterns(language):
        for match in pattern.finditer(sentence.text):
            token = _token_at(sentence, match.start() + sentence.start_char)
            if token is not None and not taken & set(range(token.i, token.i + 2)) and _is_real(token, language):
                found.append(Trigger(token.i, kind, token.text))
                taken.add(token.i)
    words_left = (token for token in sentence if token.i not in taken)
    found += [Trigger(token.i, kind, token.text) for token in words_left if (kind := _kind(token, language))]
    return sorted(found, key=lambda trigger: trigger.token)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = rules_of(language, "event_patterns")
    return tuple((kind, re.compile("(?i)" + rule)) for kind, rules in tables.items() for rule in rules)


def _token_at(sentence: Span, where: int) -> Token | None:
    return next((token for token in sentence if token.idx <= where < token.idx + len(token)), None)


def _kind(token: Token, language: str) -> str:
    kind = _kinds(language).get(lemma(token), "") or _kinds(language).get(token.lower_, "")
    if kind in {"bomb", "attack", "shelling"} and token.pos_ == "VERB" and _by_aircraft(token, language):
        kind = "air"
    if not kind or token.pos_ not in {"VERB", "NOUN", "PROPN", "ADJ", "AUX"}:
        return ""
    if not _is_real(token, language) or (kind == "crash" and not _of_aircraft(token, language)):
        return ""
    if token.pos_ == "ADJ" and language == "en" and token.tag_ not in {"VBN", "VBD"}:
        return ""
    return kind if _is_event(token, kind, language) else ""


def _is_event(token: Token, kind: str, language: str) -> bool:
    """Whether a word that can name an event does so here, judged by its subject and its object."""
    if token.tag_ == "VBG" and lemma(token) in {"battle", "combat", "fight", "fighting"}:
        return False  # "rebels fighting the army"
    if lemma(token) in words(language, "rules", "needs_doer"):
        return _has_armed_doer(token, language)
    if lemma(token) in words(language, "rules", "advances"):
        return _is_advance(token, language)
    needs = lemma(token) in words(language, "rules", "needs_target")
    if kind == "killing" and token.pos_ == "VERB" and not _of_people(token, language):
        return False  # "slaughtered the hogs"
    if kind == "seize" and any(lemma(one) in shared("offices") for one in objects(token)):
        return False  # "seized power": a coup is violent only if it has deaths
    if token.pos_ == "VERB" and (things := objects(token)) and all(lemma(one) in shared("cleared") for one in things):
        return False  # "engineers destroyed 3,000 mines"
    if needs and token.dep_ == "amod":
        return False  # "captured fighters"
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD", "VBG"}:
        return not needs or _has_target(token, language)
    if lemma(token) in words(language, "rules", "taken_nouns"):
        return any(_can_be_attacked(noun, language) for word, noun in complements(token) if word in _OF)
    if needs and lemma(token) not in {"strike", "execution", "exécution", "shelling", "prise", "tir"}:
        return False
    modifies = token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i
    return not modifies or is_event_noun(token.head, language)


def part_in_it(sentence: Span, language: str) -> list[Trigger]:
    """Return the word that says more of an event mentioned before: "It reportedly involved the rebels".

    Its kind is empty: it names no event itself.
    """
    for noun in sentence:
        if lemma(noun) in shared("tallies") and any(place.pos_ == "PROPN" for _, place in complements(noun)):
            return [Trigger(noun.i, "", noun.text)]  # "reports on the death toll in Kargo differed"
    for verb in (sentence.root, *sentence.root.children):
        if verb.pos_ in {"VERB", "AUX"} and _takes_part(verb, language) and not is_unreal(verb, language):
            return [Trigger(verb.i, "", verb.text)]
    return []


def _takes_part(verb: Token, language: str) -> bool:
    """Whether a verb says who took part in an event mentioned before, or where and when it happened."""
    known = words(language, "rules", "anaphora") | shared("happenings")
    doers = [*subjects(verb), *passive_subjects(verb)]
    if any(lemma(one) in known and not is_plural(one) for one in doers):
        return lemma(verb) in shared("happening") or (lemma(verb) in shared("involving") and bool(objects(verb)))
    pronouns = words(language, "voice", "pronouns")
    taken_up = any(one.lower_ in pronouns or lemma(one) in known for one in doers)
    return lemma(verb) in shared("involving") and taken_up and bool(objects(verb))


def is_event_noun(token: Token, language: str) -> bool:
    """Whether a noun names an event: "attack" in "bomb attack"."""
    return lemma(token) in _kinds(language)


def _of_people(verb: Token, language: str) -> bool:
    """Whether those killed are people, or may be."""
    killed = [*objects(verb), *passive_subjects(verb)]
    if not killed or lemma(verb) in words(language, "toll", "murder"):
        return not any(is_animal(one, language) for one in killed)
    killed += [
        noun for one in killed for word, noun in complements(one) if word in _OF
    ]  # "une trentaine de villageois"
    return any(is_human(one, language) or is_armed(one, language) or one.pos_ == "PRON" for one in killed)


def _has_armed_doer(token: Token, language: str) -> bool:
    """Whether a word with civil meanings too has an armed party: "wounded", "an operation against"."""
    if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD", "VBG"}:
        doers = [*subjects(token), *agents(token)] if not passive_subjects(token) else agents(token)
        against = [noun for word, noun in complements(token) if word in {"with", "against", "avec", "contre"}]
        people = [*objects(token), *against]
        is_fight = lemma(token) in {"fight", "combattre"}
        if is_fight:
            return any(is_armed(one, language) or is_human(one, language) for one in people)
        if any(one.pos_ == "PROPN" for one in doers) and any(is_armed(one, language) for one in people):
            return True  # "Hamas injures a soldier"
        if any(one.text.isupper() and len(one) > 2 for one in doers) and any(is_human(one, language) for one in people):
            return True  # "suspected JNIM beat up the inhabitants"
        if any(is_person(one, language) for one in doers) and any(_are_counted(one) for one in people):
            return True  # "herders wounded three civilians"
        return any(is_armed(one, language) for one in doers) and any(is_human(one, language) for one in people)
    against = [noun for word, noun in complements(token) if word in {"against", "contre"}]
    return any(is_armed(one, language) for one in against)


def _are_counted(noun: Token) -> bool:
    return noun.tag_ == "NNS" and any(child.like_num for child in noun.children)


def _is_advance(verb: Token, language: str) -> bool:
    """Whether armed people enter a place: "soldiers enter Kobani", "gunmen swept into the village"."""
    into = [noun for word, noun in complements(verb) if word in _INTO]
    into = [noun for noun in into if noun.pos_ == "PROPN" or lemma(noun) in words(language, "place", "kinds")]
    # The small model parses "gunmen on motorbikes swept into" with "gunmen" as the root.
    is_past = verb.dep_ == "acl" and verb.tag_ in {"VBD", "VBN"} and not agents(verb)
    doers = [*subjects(verb), *(verb.ancestors if is_past else ())]
    return any(is_armed(one, language) for one in doers) and bool(
        into or any(one.pos_ == "PROPN" for one in objects(verb))
    )


def _by_aircraft(verb: Token, language: str) -> bool:
    """Whether aircraft are the perpetrators: "drones bombed the market"."""
    doers = agents(verb) if passive_subjects(verb) else [*subjects(verb), *agents(verb)]
    return any(lemma(one) in words(language, "rules", "aircraft") for one in doers)


def _of_aircraft(token: Token, language: str) -> bool:
    nouns = words(language, "rules", "aircraft")
    near = [one for one in token.sent if lemma(one) in nouns or one.lower_ in nouns]
    return any(abs(one.i - token.i) < 12 for one in near)


def _has_target(verb: Token, language: str) -> bool:
    """Whether a verb of many meanings has a target that can be attacked: people, vehicles, a place."""
    targets = [*objects(verb), *passive_subjects(verb)]
    if not targets and agents(verb):
        targets = subjects(verb)  # a headline's "Boy executed by rebels"
    if kind_of(language, lemma(verb)) != "seize":  # "seized at the market" is not a market that was seized
        targets += [noun for word, noun in complements(verb) if word in _ONTO]
    return any(_can_be_attacked(target, language) for target in targets)


def _can_be_attacked(token: Token, language: str) -> bool:
    if (
        token.pos_ == "PROPN"
        or is_armed(token, language)
        or is_civil(token.lower_, language)
        or is_role(token, language)
    ):
        return True
    things = words(language, "place", "kinds") | words(language, "toll", "vehicle_nouns")
    things |= words(language, "rules", "things")
    if lemma(token) in things or token.lower_ in things:
        return True
    return any(child.like_num for child in token.children) and is_person(token, language)


def _is_real(token: Token, language: str) -> bool:
    return not is_unreal(token, language)


def is_unreal(token: Token, language: str) -> bool:
    """Whether an event did not happen, or is not a single one: planned, feared, denied, repeated, conditional."""
    verb = token
    if token.pos_ not in {"VERB", "AUX"}:
        if any(
            child.lower_ in {"no", "aucun", "aucune", "any", "future", "possible", "potential"}
            for child in token.children
        ):
            return True
        governing = [one for one in ancestors(token) if one.i != token.i][:3]
        verb = next((one for one in governing if one.pos_ in {"VERB", "AUX"}), token)
        if any(one.pos_ == "VERB" and lemma(one) in _unreal(language) and one.i < token.i for one in governing):
            return True
        if any(lemma(one) in words(language, "rules", "unreal_nouns") for one in governing):
            return True  # "threats of attacks"
        if any(_is_said_often(one, language) for one in ancestors(token)):
            return True  # "repeatedly accused of abuses"
        if is_plural(token) and any(_is_habit(one, language) for one in governing):
            return True  # "regularly targeted by air strikes"
        if is_plural(token) and lemma(governor(token)[1] or token) in shared("counts"):
            return True  # "the number of attacks fell by a third"
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.dep_ == "acl" and lemma(governor(verb.head)[1] or verb) in shared("counts"):
        return not any(
            one.like_num for one in verb.sent if one.i > verb.i
        )  # "a spike in the number of civilians killed"
    return _is_unreal_verb(verb, language, own=verb.i == token.i)


def _is_said_often(verb: Token, language: str) -> bool:
    """Whether something is said again and again, so that it is about no single event."""
    often = words(language, "rules", "habit") | shared("again")
    says = lemma(verb) in words(language, "voice", "say")
    return says and any(child.lower_ in often - {"never", "jamais"} for child in verb.children if child.pos_ == "ADV")


def _is_habit(word: Token, language: str) -> bool:
    return any(child.dep_ == "advmod" and child.lower_ in words(language, "rules", "habit") for child in word.children)


def _is_unreal_verb(verb: Token, language: str, *, own: bool) -> bool:
    unreal = _unreal(language)
    for child in verb.children:
        name = child.lower_
        if child.dep_ in {"aux", "mark", "advmod", "aux:tense"} and name in unreal:
            perfect = any(one.lower_ == "have" for one in verb.children)
            if not perfect:
                return True
        if own and child.dep_ == "advmod" and name in words(language, "rules", "habit"):
            return True
    if own and (negated(verb) or _of_nobody(verb, language) or _goes_on_doing(verb)):
        return True
    if language == "fr" and _is_to_come(verb):
        return True
    if not own:
        return False
    head = verb.head
    if any(child.dep_ in {"mark", "advmod"} and child.lower_ in shared("factual") for child in verb.children):
        return False  # "they were supposed to return when they were ambushed"
    if verb.dep_ in {"xcomp", "advcl", "pcomp", "acl"} and head.i != verb.i:
        if lemma(head) in unreal or (head.dep_ == "prep" and lemma(head.head) in unreal):
            return True
        if verb.dep_ == "advcl" and any(child.lower_ == "to" for child in verb.children):
            return True  # "in order to attack"
        if verb.dep_ == "acl" and any(child.lower_ == "to" for child in verb.children):
            return True
    return False


def _is_to_come(verb: Token) -> bool:
    """Whether a French verb is future or conditional: "perdrait"; "aurait tué" is only a hedge."""
    stem = lemma(verb).removesuffix("e")  # the small model takes a conditional for an imperfect
    is_conditional = verb.lower_ in {stem + "ait", stem + "aient"} and stem not in {"êtr", "avoir"}
    return is_conditional or "Fut" in verb.morph.get("Tense", [])


def _goes_on_doing(verb: Token) -> bool:
    """Whether a verb describes a constant activity: "continue to threaten and attack the city"."""
    first = verb.head if verb.dep_ == "conj" else verb
    above = first.head
    return first.dep_ == "xcomp" and above.tag_ in {"VBP", "VBZ"} and lemma(above) in shared("lasting")


def _of_nobody(verb: Token, language: str) -> bool:
    """Whether the victim is nobody: "aucun civil n'a été tué"."""
    nobody = words(language, "toll", "no_number")
    return any(child.lower_ in nobody for one in passive_subjects(verb) for child in one.children)


def _unreal(language: str) -> frozenset[str]:
    return words(language, "rules", "unreal")
