"""Which parties of a sentence did something, and whom it befell, by the words that tell of it and by the tolls.

The order says nothing of guilt: "the ambush of the patrol by rebels" and "rebels ambushed the patrol" give the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, shared_pattern, words
from mapper.draft.reading.actors import is_armed
from mapper.draft.reading.grammar import agents, ancestors, complements, lemma, objects, passive_subjects, subjects
from mapper.draft.reading.tolls.people import is_anybody
from mapper.draft.reading.voices import saying_above

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.reading.actors import ActorSpan
    from mapper.draft.reading.tolls.tolls import Toll
    from mapper.draft.reading.triggers import Trigger

__all__ = ["in_statement", "is_side", "sides_of"]

_AGAINST: Final = {
    "among",
    "parmi",
    "on",
    "against",
    "of",
    "at",
    "contre",
    "sur",
    "de",
    "du",
    "des",
    "d'",
    "d’",
    "into",
    "targeting",
    "visant",
    "in",
}
_BY: Final = {"by", "from", "par"}
_BOTH: Final = {"between", "with", "entre", "avec"}
_OF_DOERS: Final = {"de", "du", "des", "d'", "d’"}
_DEEDS: Final = {"attack", "ambush", "clash", "air", "shelling", "suicide"}
_DOER: Final = {"blame", "attribute", "accuse", "suspect", "attribuer", "imputer", "accuser"}

_FAR: Final = 16
"""Words behind a verb after which a party is no longer taken for its target."""
_QUOTED: Final = re.compile(r"“(?P<curly>[^“”]*)”|«\s*(?P<french>[^«»]*?)\s*»|\"(?P<plain>[^\"]*)\"")
_EPITHET: Final = 5
"""The most words in quotation marks that call somebody something; more are a statement."""
_PARTICLE: Final = 3
Sides = tuple[list["ActorSpan"], list["ActorSpan"]]


def sides_of(
    sentence: Span, triggers: list[Trigger], tolls: list[Toll], actors: list[ActorSpan], language: str
) -> Sides:
    """Return the parties that did what a clause tells, and those whom it befell, in the order of the text."""
    doc = sentence.doc
    actors = [actor for actor in actors if not _has_spokesman(doc[actor.head], language)]
    roles = [_roles(doc[trigger.token], language) for trigger in triggers]
    roles += [_of_toll(doc[toll.head], toll.field) for toll in tolls]
    doers = [one for first, _ in roles for token in first for one in _meant(token, language)]
    doers += [one for token in doers for one in _backing(token)]
    targets = [token for _, second in roles for token in second]
    first: list[ActorSpan] = []
    second: list[ActorSpan] = []
    for actor in actors:
        head = doc[actor.head]
        if not actor.civil and _is_blamed(actor, sentence):
            first.append(actor)
        elif any(_belongs(head, token) for token in targets):
            second.append(actor)
        elif not actor.civil and any(_belongs(head, token) for token in doers):
            first.append(actor)
    if triggers and not first and not second:
        silent = [actor for actor in actors if not _speaks(doc[actor.head], language)]
        return _by_position(sentence, doc[triggers[0].token], silent)
    return first, second


def _is_blamed(actor: ActorSpan, sentence: Span) -> bool:
    """Whether a deed is put down to a party, however that is parsed: "une attaque attribuée au groupe armé ABC"."""
    before = sentence.text[: actor.start - sentence.start_char]
    return re.search(rf"(?i)\b{shared_pattern('blamed')}(?: [\w’'-]+){{0,3}} ?$", before) is not None


def is_side(actor: ActorSpan, sentence: Span, language: str) -> bool:
    """Whether words name a party: not "people", nor some of the civilians who died, "dont des éleveurs"."""
    if is_anybody(actor.words, language) or _is_epithet(actor, sentence.doc.text):
        return False
    if actor.civil and lemma(sentence.doc[actor.head]) in words(language, "actors", "ages"):
        return False
    before = sentence.text[: actor.start - sentence.start_char]
    return not (actor.civil and re.search(rf"(?i)\b{shared_pattern('some_of_them')}(?: [\w’'-]+){{0,3}} ?$", before))


def _is_epithet(actor: ActorSpan, text: str) -> bool:
    """Whether a party is only what somebody calls it, in quotation marks: "10 “enemy combatants” were killed".

    A name in quotation marks is a name, and a longer quotation a statement.
    """
    called = _quoted_around(actor, text).split()
    is_name = all(word[:1].isupper() for word in called if len(word) > _PARTICLE)
    return 0 < len(called) <= _EPITHET and not is_name and not actor.names


def in_statement(actor: ActorSpan, text: str) -> bool:
    """Whether a party stands in what somebody says, word for word."""
    return len(_quoted_around(actor, text).split()) > _EPITHET


def _quoted_around(actor: ActorSpan, text: str) -> str:
    quoted = (match.span(match.lastgroup or 0) for match in _QUOTED.finditer(text))
    return next((text[start:end] for start, end in quoted if start <= actor.start and actor.end <= end), "")


def _speaks(noun: Token, language: str) -> bool:
    """Whether a party only says it: "…, a annoncé l'armée", "…, selon des habitants"."""
    verb = noun.head
    phrases = "|".join(map(re.escape, words(language, "voice", "according")))
    before = noun.doc.text[: noun.idx]
    if re.search(rf"(?i)(?<!\w)(?:{phrases})(?: [\w’'-]+){{0,2}} ?$", before):
        return True
    return verb.pos_ in {"VERB", "AUX"} and lemma(verb) in words(language, "voice", "say")


def _are_people(noun: Token, language: str) -> bool:
    """Whether a noun names armed people, not what they hold or move in: rebels, not a convoy or a patrol."""
    return is_armed(noun, language) and lemma(noun) not in shared("held")


def _is_acronym(noun: Token) -> bool:
    """Whether a noun is the short name of a group: "l'attaque des ABC"."""
    return noun.pos_ in {"PROPN", "NOUN"} and noun.text.isupper() and len(noun) > 1


def _has_spokesman(noun: Token, language: str) -> bool:
    """Whether somebody is only named as those for whom another speaks: "le porte-parole de l'armée"."""
    above = noun.head.head if noun.head.dep_ == "prep" else noun.head
    return lemma(above) in words(language, "voice", "speakers_for") and above.i < noun.i


def _backing(noun: Token) -> list[Token]:
    """Return who helps a party, as it is printed: "the army, backed by foreign troops"."""
    helped = [child for child in noun.children if child.dep_ == "acl" and lemma(child) in shared("helping")]
    return [one for child in helped for one in agents(child)]


def _of_toll(token: Token, field: str) -> tuple[list[Token], list[Token]]:
    """Return the parties that the verb or noun of a toll gives."""
    if token.pos_ not in {"VERB", "AUX"}:
        return [], [token]
    second = [*objects(token), *passive_subjects(token)] if field != "vehicles_destroyed" else []
    return [*agents(token), *(subjects(token) if objects(token) else [])], second


def _by_position(sentence: Span, trigger: Token, actors: list[ActorSpan]) -> Sides:
    """Give sides by position where the parse gives none: before the verb who does it, behind it whom it befalls.

    Only within the clause of the trigger: "the assault happened in an area where rebels are active" names no party.
    """
    doc = sentence.doc
    first: list[ActorSpan] = []
    second: list[ActorSpan] = []
    for actor in actors:
        token = next((one for one in sentence if one.idx <= actor.start < one.idx + len(one)), None)
        if token is None:
            continue
        left = {doc[at].lower_ for at in range(max(sentence.start, token.i - 3), token.i)}
        if token.i > trigger.i + _FAR or _clause(doc[actor.head]) not in {None, _clause(trigger)}:
            continue
        if token.i > trigger.i:
            (first if _BY & left else second).append(actor)
        elif trigger.pos_ in {"VERB", "AUX"} and not actor.civil:
            first.append(actor)
    return first, second


def _clause(token: Token) -> int | None:
    """Return the verb of the clause that a token stands in; None where the parser sees no verb above it."""
    verbs = (one for one in ancestors(token) if one.pos_ in {"VERB", "AUX"} and one.dep_ != "amod")
    return next((one.i for one in verbs if one.dep_ != "acl" or lemma(one) not in shared("helping")), None)


def _meant(token: Token, language: str) -> list[Token]:
    """Return a token, or for a pronoun who says it: "the rebels said they had killed"."""
    if token.pos_ != "PRON":
        return [token]
    verb = saying_above(token, language)
    return [token, *(subjects(verb) if verb is not None else [])]


def _belongs(head: Token, role: Token) -> bool:
    """Whether an actor's noun is the one in a role, or stands with it without a clause between."""
    for one in ancestors(head):
        if one.i == role.i:
            return True
        if one.pos_ in {"VERB", "AUX"} and one.dep_ != "amod":
            return False
    return False


def _roles(token: Token, language: str) -> tuple[list[Token], list[Token]]:
    """Return who did what a trigger tells, and whom it befell."""
    if lemma(token) in shared("involving"):
        return objects(token), []
    if token.dep_ == "acl" and lemma(token) in words(language, "rules", "advances"):
        return list(token.ancestors), []  # "gunmen on motorbikes swept into"
    if token.pos_ in {"VERB", "AUX"}:
        first, second = list(agents(token)), [*objects(token), *passive_subjects(token)]
        if not passive_subjects(token):
            first += subjects(token)
        for word, noun in complements(token):
            if (
                word in _AGAINST - {"in", "of", "de", "du", "des", "d'", "d’"}
                or word in _BOTH
                or (word == "from" and kind_of(language, lemma(token)) == "seize")
            ):
                second.append(noun)
        if token.dep_ in {"ccomp", "xcomp"} and lemma(token.head) in shared("helping"):
            first += subjects(token.head)
        return first, second
    first, second = _beside_noun(token, language)
    first += [
        child
        for child in token.children
        if child.dep_ in {"compound", "poss", "amod"} and child.pos_ in {"PROPN", "NOUN"}
    ]
    more = _of_verb(token, language)
    return first + more[0], second + more[1]


def _beside_noun(token: Token, language: str) -> tuple[list[Token], list[Token]]:
    """Return the parties that stand behind a noun with a preposition: "an attack by … on …"."""
    first: list[Token] = []
    second: list[Token] = []
    for word, noun in complements(token):
        is_party = _are_people(noun, language) or _is_acronym(noun)
        if word in _BY or word in _BOTH:
            first.append(noun)
        elif word in _OF_DOERS and is_party and kind_of(language, lemma(token)) in _DEEDS:
            first.append(noun)  # "l'attaque des rebelles", but "l'attaque du convoi", "le massacre des rebelles"
        elif word in _AGAINST and lemma(noun) in words(language, "rules", "aircraft"):
            first += [noun, *(owner for _, owner in complements(noun))]  # "des frappes de drones de l'armée"
        elif word in _AGAINST:
            second.append(noun)
    return first, second


def _of_verb(noun: Token, language: str) -> tuple[list[Token], list[Token]]:
    """Return the parties that the verb above or beside a trigger noun gives: "launched an assault", "attack killed"."""
    first: list[Token] = []
    second: list[Token] = []
    for child in noun.children:
        if child.dep_ in {"relcl", "acl", "acl:relcl"}:
            doers = [noun for word, noun in complements(child) if word in {"to", "on", "by", "à", "au", "aux", "au/à"}]
            first += [*agents(child), *(doers if lemma(child) in _DOER else [])]
            second += objects(child)
            first += [one for one in subjects(child) if one.i != noun.i]
    verb = noun.head
    if noun.dep_ in {"pobj", "conj"} and noun.head.head.pos_ in {"VERB", "NOUN"}:
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if verb.pos_ == "NOUN" and verb.dep_ in {"dobj", "obj"}:
            verb = verb.head
    if verb.pos_ in {"VERB", "AUX"} and verb.i != noun.i:
        is_subject = any(noun.i == one.i for one in [*subjects(verb), *passive_subjects(verb)])
        if lemma(verb) in _DOER and not is_subject:
            first += objects(verb)
        if is_subject:
            second += objects(verb)
            second += [one for one in agents(verb) if lemma(verb) in {"repel", "repulse", "repousser", "foil"}]
        elif lemma(verb) not in words(language, "rules", "confirm") | words(language, "rules", "denial"):
            is_object = any(noun.i == one.i for one in objects(verb)) or noun.dep_ == "pobj"
            said = lemma(verb) in words(language, "voice", "say") and lemma(verb) not in {"claim", "revendiquer"}
            first += subjects(verb) if (is_object and not said and noun.dep_ != "pobj") or _claims(verb) else []
            (first if lemma(verb) in shared("involving") else second).extend(
                passive_subjects(verb) if noun.dep_ == "pobj" else []
            )
    return first, second


def _claims(verb: Token) -> bool:
    return lemma(verb) in {"claim", "revendiquer"}
