"""Find the perpetrators and the targets of an event from the grammar around the word for it.

People who fend off an attack did not begin it, even if they kill: they and the attackers then swap sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, words
from mapper.draft.reading.actors import is_armed
from mapper.draft.reading.grammar import agents, complements, governor, lemma, objects, passive_subjects, subjects
from mapper.draft.reading.speakers import authors_of
from mapper.draft.reading.stances import is_claimed

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Roles", "is_from_afar", "only_speaks", "roles_of", "roles_of_toll", "targets_of"]

Roles = tuple[list["Token"], list["Token"]]
"""The tokens of the perpetrators, and of the targets or victims."""

_ONTO: Final = {"on", "against", "at", "into", "targeting", "contre", "sur", "visant", "among", "parmi"}
_AGAINST: Final = _ONTO | {"of", "de", "du", "des", "d'", "d’", "in"}
_BY: Final = {"by", "from", "par"}
_AMONG: Final = {"between", "entre"}
_BOTH: Final = _AMONG | {"with", "avec"}
_TO: Final = {"to", "on", "à", "au", "aux", "au/à"}
_OF_DOERS: Final = {"de", "du", "des", "d'", "d’"}
_DEEDS: Final = {"attack", "ambush", "clash", "air", "shelling", "shooting", "suicide"}
_REMOTE: Final = {"air", "shelling"}
_ALLIED: Final = re.compile(r"(?i)pro-|allied|allié")
_DOER: Final = shared("accusing") | {"attribute", "attribuer", "imputer"}


def roles_of(token: Token, language: str) -> Roles:
    """Return the perpetrators and the targets of the event that a trigger names."""
    if lemma(token) in shared("involving"):
        return objects(token), []
    if token.dep_ == "acl" and lemma(token) in words(language, "rules", "advances"):
        return list(token.ancestors), []  # "gunmen on motorbikes swept into"
    if token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "dobj" for child in token.children):
        return _turned(_of_deed(token, language), language)  # "retook", which the small model takes for a noun
    first, second = _beside_noun(token, language)
    before = [child for child in token.children if child.dep_ in {"compound", "poss", "amod"}]
    before += [one for child in token.lefts if child.dep_ in {"compound", "nmod"} for one in child.lefts]
    first += [one for one in before if one.pos_ in {"PROPN", "NOUN"} or is_from_afar(token)]  # "an RSF drone strike"
    more = _of_verb(token, language)
    return _turned((first + more[0], second + more[1]), language)


def roles_of_toll(token: Token, field: str, language: str) -> Roles:
    """Return the perpetrators and the victims that the verb or noun of a toll gives."""
    if token.pos_ not in {"VERB", "AUX"}:
        if kind_of(language, lemma(token)):
            return _turned(_beside_noun(token, language), language)  # "the killing of three farmers by soldiers"
        return _turned(([], [token]), language)
    if field == "vehicles_destroyed":
        return _turned(([*agents(token), *(subjects(token) if objects(token) else [])], []), language)
    if lemma(token) in shared("policing"):
        return [], []  # people arrested for an attack are not its victims
    ends_life = any(lemma(one) in shared("ends_of_life") for one in objects(token))
    if ends_life or lemma(token) in shared("suffering"):
        return _turned(([], subjects(token)), language)  # "nine soldiers lost their lives", "suffered casualties"
    if lemma(token) in words(language, "toll", "lose"):
        return _turned(([], [*subjects(token), *objects(token)]), language)  # "the army lost nine soldiers"
    victims = [*objects(token), *passive_subjects(token)]
    if not victims and lemma(token) in words(language, "toll", "die"):
        return _turned(([], subjects(token)), language)
    doers = [*agents(token), *(subjects(token) if objects(token) else []), *_accused(token)]
    doers += [one for thing in doers for one in _behind(thing)]
    return ([], []) if not doers and _are_of_both_sides(victims, language) else _turned((doers, victims), language)


def targets_of(token: Token) -> list[Token]:
    """Return what was attacked, according to a word for an event: "stormed a hotel", "an attack on a market"."""
    behind = [noun for word, noun in complements(token) if word in _ONTO]
    return [*objects(token), *passive_subjects(token), *behind] if token.pos_ in {"VERB", "AUX"} else behind


# Deeds ---------------------------------------------------------------------------------------------------------------


def _of_deed(verb: Token, language: str) -> Roles:
    """Return the parties that a verb gives: "rebels attacked a base", "the base was attacked by rebels"."""
    if lemma(verb) in shared("running_into") and any(_is_planted(one) for one in targets_of(verb)):
        return [one for thing in targets_of(verb) for one in _behind(thing)], subjects(verb)  # "a convoy hit a mine"
    first, second = [*agents(verb), *_accused(verb)], [*objects(verb), *passive_subjects(verb)]
    if _is_killed(verb, language):
        second += subjects(verb)  # "three soldiers killed and one injured"
    elif not passive_subjects(verb):
        first += subjects(verb)
    others = list(complements(verb))
    for word, noun in others:
        if word in _ONTO or word in _BOTH or (word == "from" and kind_of(language, lemma(verb)) == "seize"):
            second.append(noun)
    if verb.dep_ in {"ccomp", "xcomp"} and lemma(verb.head) in shared("helping"):
        first += subjects(verb.head)
    is_between = kind_of(language, lemma(verb)) == "clash" and not any(word in _BOTH for word, _ in others)
    if is_between and len(first) > 1 and not any(is_armed(one, language) for one in second):
        return first[:1], [*first[1:], *second]  # "farmers and herders clashed"
    if not first and _are_of_both_sides(second, language):
        return [], []
    first += [one for thing in first for one in _behind(thing)]
    return first, [one for one in second if not _is_deed(one, language)]


def _is_killed(verb: Token, language: str) -> bool:
    """Whether an English verb without an object says who died, as in headlines: "Soldiers killed in Gao"."""
    has_object = objects(verb) or any(child.dep_ == "ccomp" for child in verb.children)
    return lemma(verb) in words(language, "toll", "kill") and verb.tag_ in {"VBN", "VBD"} and not has_object


def _is_planted(noun: Token) -> bool:
    return lemma(noun) in {"mine", "landmine", "ied", "device", "bomb", "bombe", "engin", "eei"}


def _beside_noun(token: Token, language: str) -> Roles:
    """Return the parties that follow a noun with a preposition: "an attack by … on …"."""
    first: list[Token] = []
    second: list[Token] = []
    for word, noun in complements(token):
        if word in _AMONG:
            (second if first else first).append(noun)  # "clashes between farmers and herders"
        elif word in _BY or word in _BOTH:
            first.append(noun)
            second += [target for onto, target in complements(noun) if onto in _ONTO]
        elif word in _OF_DOERS and _may_do(noun, language) and kind_of(language, lemma(token)) in _DEEDS:
            first.append(noun)  # "l'attaque des rebelles", but "l'attaque du convoi", "le massacre des rebelles"
            second += [target for onto, target in complements(noun) if onto in _ONTO]
        elif word in _AGAINST and lemma(noun) in words(language, "rules", "aircraft") | shared("weapons"):
            first += [noun, *(owner for _, owner in complements(noun))]  # "des frappes de drones de l'armée"
        elif word in _AGAINST:
            second.append(noun)
    return first, second


def _of_verb(noun: Token, language: str) -> Roles:
    """Return the parties that the verbs around a trigger noun give: "launched an assault", "the attack killed"."""
    first: list[Token] = []
    second: list[Token] = []
    for child in noun.children:
        if child.dep_ in {"relcl", "acl", "acl:relcl"}:
            more = _of_aside(child, noun, language)
            first, second = first + more[0], second + more[1]
    verb = _verb_above(noun)
    if verb is None:
        return first, second
    is_subject = any(noun.i == one.i for one in [*subjects(verb), *passive_subjects(verb)])
    more = _of_answer(verb, noun, is_subject=is_subject, language=language) or _of_governing(verb, noun, language)
    return first + more[0], second + more[1]


def _verb_above(noun: Token) -> Token | None:
    verb = noun.head
    if noun.dep_ in {"pobj", "conj"} and noun.head.head.pos_ in {"VERB", "NOUN"}:
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if verb.pos_ == "NOUN" and verb.dep_ in {"dobj", "obj"}:
            verb = verb.head
    is_verb = verb.pos_ in {"VERB", "AUX"} or lemma(verb) in shared("undergoing")
    return verb if is_verb and verb.i != noun.i else None


def _of_aside(verb: Token, noun: Token, language: str) -> Roles:
    """Return the parties in a clause that describes an event: "the attack led by rebels against a patrol"."""
    if lemma(verb) in shared("opposing"):
        return _of_opposing(verb)
    if lemma(verb) in _DOER:
        return _put_down_to(verb), []
    if only_speaks(verb, language):
        return [], []  # "the attack, condemned by the mission"
    first = [*agents(verb), *_accused(verb)]
    second = [*objects(verb)]
    around = [*complements(verb), *(pair for one in agents(verb) for pair in complements(one))]
    second += [target for word, target in around if word in _ONTO - {"on", "at"}]
    first += [one for one in subjects(verb) if one.i != noun.i]
    return first, [one for one in second if not _is_deed(one, language)]


def _of_answer(verb: Token, noun: Token, *, is_subject: bool, language: str) -> Roles | None:
    """Return the parties if a verb says that an event was repelled, suffered or fought; None for any other verb."""
    if _answers(verb, language):
        return [], agents(verb) if is_subject else subjects(verb)  # "the army repelled an attack"
    if lemma(verb) in shared("opposing") and is_subject:
        return _of_opposing(verb)
    if lemma(verb) in shared("undergoing") and not is_subject and _is_undergone(noun, verb):
        return [*agents(verb), *(one for word, one in complements(verb) if word in _BY)], subjects(verb)
    return None


def _is_undergone(noun: Token, verb: Token) -> bool:
    """Whether the subject of a verb suffered an event: "came under attack", but "came after the attack"."""
    return noun in objects(verb) or governor(noun)[0] in shared("undergone")


def _of_governing(verb: Token, noun: Token, language: str) -> Roles:
    """Return the parties that any other verb gives to an event: "launched an assault", "the attack killed"."""
    first: list[Token] = []
    second: list[Token] = []
    is_subject = any(noun.i == one.i for one in [*subjects(verb), *passive_subjects(verb)])
    if lemma(verb) in _DOER:
        return _put_down_to(verb), []
    if is_subject:
        second += [one for one in objects(verb) if not _is_deed(one, language)]
        between = [one for word, one in complements(verb) if word in _AMONG]  # "clashes erupted between A and B"
        first, second = first + between[:1], second + between[1:]
    elif lemma(verb) not in words(language, "rules", "confirm") | words(language, "rules", "denial"):
        is_object = any(noun.i == one.i for one in objects(verb)) or noun.dep_ == "pobj"
        claims = is_claimed(verb, language)
        if lemma(verb) in words(language, "stances", "claiming") and not claims:
            return [], []
        if (is_object and not only_speaks(verb, language) and noun.dep_ != "pobj") or claims:
            first += [author for one in subjects(verb) for author in authors_of(one, language)]
        befallen = passive_subjects(verb) if noun.dep_ == "pobj" else []
        if not _are_of_both_sides(befallen, language):
            (first if lemma(verb) in shared("involving") else second).extend(befallen)
    return first, second


def _of_opposing(verb: Token) -> Roles:
    """Return the parties of "ont opposé l'armée aux rebelles", "pitted the army against rebels"."""
    around = [pair for one in [verb, *objects(verb)] for pair in complements(one)]
    return objects(verb), [one for word, one in around if word in {"to", "à", "au", "aux", "au/à", "against"}]


# Sides ---------------------------------------------------------------------------------------------------------------


def _turned(roles: Roles, language: str) -> Roles:
    """Return roles, swapped if the first side fended off an attack; move "attackers" to the first side."""
    first, second = roles
    if any(_fends_off(one, language) for one in first):
        return second, first
    began = [one for one in second if any(lemma(meant) in shared("beginners") for meant in _counted(one))]
    if len(began) < len(second):
        return [*first, *began], [one for one in second if one not in began]
    return (began, first) if began else roles


def _counted(noun: Token) -> list[Token]:
    """Return a noun and, if it only counts people, the people: "une vingtaine d'assaillants"."""
    counts = noun.lower_ in shared("numbers_en") | shared("numbers_fr")
    return [noun, *(one for word, one in complements(noun) if counts and word in {"of", *_OF_DOERS})]


def _fends_off(noun: Token, language: str) -> bool:
    """Whether a party only responds to an attack: "shot by soldiers who responded to the attack"."""
    verbs = [noun.head, noun.head.head, *(child for child in noun.children if child.dep_ in {"relcl", "acl:relcl"})]
    return any(
        one.i == noun.i or noun in one.conjuncts
        for verb in verbs
        if _answers(verb, language)
        for one in [*subjects(verb), *agents(verb)]
    )


def _answers(verb: Token, language: str) -> bool:
    """Whether a verb says that an attack was fended off; not that a party struck back, "retaliated by shelling"."""
    if lemma(verb) in shared("repelling"):
        return verb.pos_ in {"VERB", "AUX"}
    if lemma(verb) not in shared("answering"):
        return False
    below = list(complements(verb))
    if any(word in {"by", "with", "par", "avec", "en"} for word, _ in below):
        return False
    told = [noun for word, noun in below if word in {"to", "à", "après", "after", "face à"}]
    told += [child for child in verb.children if child.dep_ == "advcl" and child.i > verb.i and child.tag_ != "VBG"]
    return any(_is_deed(one, language) for one in told)


def _is_deed(token: Token, language: str) -> bool:
    """Whether a word names an event and not people: "attack", not "gunmen"."""
    is_event = kind_of(language, lemma(token)) or kind_of(language, token.lower_)
    return bool(is_event) and not is_armed(token, language)


def _accused(verb: Token) -> list[Token]:
    """Return who is accused of what a verb says: "rebels were accused of killing", "accuse l'armée d'avoir tué"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ not in {"pcomp", "xcomp", "acl", "ccomp"}:
        return []
    if above.pos_ in {"NOUN", "PROPN"} and lemma(above.head) in _DOER:
        return [above] if above.i in {one.i for one in objects(above.head)} else []
    return [*passive_subjects(above), *objects(above)] if lemma(above) in _DOER else []


def only_speaks(verb: Token, language: str) -> bool:
    """Whether the subject of a verb only speaks about somebody else's act: "condemn", "report"."""
    speaks = words(language, "voice", "say") - words(language, "stances", "claiming") | shared("reacting")
    return lemma(verb) in speaks


def _put_down_to(verb: Token) -> list[Token]:
    """Return the parties that a verb blames: "blamed the attack on rebels", "rebels were blamed for it"."""
    return [*objects(verb), *passive_subjects(verb), *(one for word, one in complements(verb) if word in _TO)]


def _behind(thing: Token) -> list[Token]:
    """Return the users of a weapon: "a bomb planted by rebels killed", "une mine posée par des rebelles"."""
    used = (child for child in thing.children if child.dep_ == "acl" and not only_speaks(child, thing.doc.lang_))
    return [one for child in used for one in agents(child)]


def _are_of_both_sides(victims: list[Token], language: str) -> bool:
    """Whether the dead fought each other: "two soldiers and five rebels were killed" names no perpetrator."""
    plain = [one for one in victims if not any(_ALLIED.match(child.text) for child in one.children)]
    names = {lemma(one) for one in plain}
    return bool(names & words(language, "actors", "state")) and bool(names & words(language, "actors", "irregular"))


def _may_do(noun: Token, language: str) -> bool:
    """Whether a noun names armed people (not their vehicles or equipment), or is the short name of a group."""
    is_people = is_armed(noun, language) and lemma(noun) not in shared("held")
    return is_people or (noun.pos_ in {"PROPN", "NOUN"} and noun.text.isupper() and len(noun) > 1)


def is_from_afar(event: Token) -> bool:
    """Whether a noun names a strike by aircraft, missiles or guns: "a drone strike", "shelling", "des tirs"."""
    weapons = shared("weapons") | {"air", "artillery"}
    is_strike = any(child.dep_ in {"compound", "nmod"} and lemma(child) in weapons for child in event.children)
    return is_strike or lemma(event) in weapons | shared("gunfire") or kind_of(event.doc.lang_, lemma(event)) in _REMOTE
