"""Sort the parties of a sentence into perpetrators and targets, by the words for the event and by the tolls.

Word order does not matter: "the ambush of the patrol by rebels" and "rebels ambushed the patrol" give the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, shared_pattern, words
from mapper.draft.reading.actors import both_names, is_armed
from mapper.draft.reading.grammar import agents, ancestors, governor, lemma, objects, passive_subjects, subjects
from mapper.draft.reading.named import named_doers
from mapper.draft.reading.roles import only_speaks, roles_of, roles_of_toll
from mapper.draft.reading.tolls.people import is_anybody
from mapper.draft.reading.triggers import is_event_noun
from mapper.draft.reading.voices import saying_above

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapper.draft.reading.actors import ActorSpan
    from mapper.draft.reading.tolls.tolls import Toll
    from mapper.draft.reading.triggers import Trigger

__all__ = ["belongs", "in_statement", "is_blamed", "is_side", "sides_of"]

_BY: Final = {"by", "from", "par"}
_BOTH: Final = {"between", "with", "entre", "avec"}

_WITHIN: Final = {"", "of", "from", "de", "du", "des", "d'", "including", "dont"}
"""The words before a noun that is part of the noun above it: "dozens of fighters", but not "rebels on the base"."""
_FAR: Final = 16
"""Words after a verb: a party further away is not taken for its target."""
_NEXT: Final = 3
"""Words: a party nearer than this to an event word, or to "attributed to", stands beside it."""
_QUOTED: Final = re.compile(r"“(?P<curly>[^“”]*)”|«\s*(?P<french>[^«»]*?)\s*»|\"(?P<plain>[^\"]*)\"")
_EPITHET: Final = 5
"""The most words in quotation marks that are a label for a party; more are a statement."""
_PARTICLE: Final = 3
_ADJECTIVES: Final = 3
"""Words between a party and "and" that may still belong to it: "l'armée rwandaise et les rebelles"."""
Sides = tuple[list["ActorSpan"], list["ActorSpan"]]


def sides_of(
    sentence: Span, triggers: list[Trigger], tolls: list[Toll], actors: list[ActorSpan], language: str
) -> Sides:
    """Return the perpetrators and the targets or victims in a clause, each in the order of the text."""
    doc = sentence.doc
    actors = [actor for actor in actors if not _has_spokesman(doc[actor.head], language) and not _is_guise(actor, doc)]
    heads = [doc[trigger.token] for trigger in triggers]
    roles = [roles_of(head, language) for head in heads]
    roles += [roles_of_toll(doc[toll.head], toll.field, language) for toll in tolls]
    doers = [one for first, _ in roles for token in first for one in _meant(token, language)]
    doers += [one for token in doers for one in _backing(token)]
    targets = [token for _, second in roles for token in second]
    deeds = {head.i for head in heads} | {toll.head for toll in tolls}
    known = {at for actor in actors for at in range(actor.start, actor.end)}
    named = named_doers(sentence, doers, deeds, language)
    actors = sorted([*actors, *(one for one in named if one.start not in known)], key=lambda actor: actor.start)
    first: list[ActorSpan] = []
    second: list[ActorSpan] = []
    behind_by: ActorSpan | None = None
    for actor in actors:
        head = doc[actor.head]
        if not actor.civil and is_blamed(sentence, actor.start):
            first.append(actor)
        elif any(belongs(head, token) for token in targets):
            second.append(actor)
        elif any(belongs(head, token) for token in doers) and (not actor.civil or _acts(head)):
            first.append(actor)
        elif _is_by(actor, sentence, deeds, behind_by):
            first.append(actor)
            behind_by = actor
    partners = [actor for actor in first if _is_opposed(doc[actor.head], heads)]
    if len(partners) < len(first) and not any(actor in second for actor in partners):
        first, second = [one for one in first if one not in partners], [*second, *partners]
    if triggers and not first and not second:
        silent = [actor for actor in actors if not _speaks(doc[actor.head], language)]
        silent = [actor for actor in silent if actor.names or any(_is_beside(actor, head) for head in heads)]
        return _by_position(sentence, doc[triggers[0].token], silent)
    return first, second


def _is_guise(actor: ActorSpan, doc: Doc) -> bool:
    """Whether people only look like a party: "gunmen disguised as soldiers"."""
    return re.search(rf"(?i)\b{shared_pattern('guises')} ?$", doc.text[: actor.start]) is not None


def _is_opposed(noun: Token, deeds: list[Token]) -> bool:
    """Whether a party is the opponent in a clash: "seized Gao after clashes with"."""
    word, above = governor(noun)
    return word in {"with", "avec"} and above is not None and any(above.i == deed.i for deed in deeds)


def _acts(noun: Token) -> bool:
    """Whether civilians are the perpetrators: "killed by villagers", "villagers killed two bandits"."""
    first = next((one for one in noun.conjuncts if one.i < noun.i), noun)
    verb = first.head
    if governor(first)[0] in {"by", "par", "between", "entre"}:
        return True
    is_subject = any(one.i == first.i for one in subjects(verb)) and not passive_subjects(verb)
    return is_subject and (bool(objects(verb)) or kind_of(noun.doc.lang_, lemma(verb)) == "clash")


def is_blamed(sentence: Span, start: int, between: int = _NEXT) -> bool:
    """Whether an event is attributed to the party at a character: "une attaque attribuée au groupe armé ABC".

    `between` is the most words that may stand between the blaming words and the party.
    """
    before = sentence.text[: start - sentence.start_char]
    return re.search(rf"(?i)\b{shared_pattern('blamed')}(?: ?[\w’'-]+){{0,{between}}} ?$", before) is not None


def _is_by(actor: ActorSpan, sentence: Span, deeds: set[int], other: ActorSpan | None) -> bool:
    """Whether "by" stands before a party, and the event's verb before "by", even if the parser misses it.

    The second of two parties counts as well: "tuées dans la nuit du vendredi à ce samedi par l'armée et les rebelles".
    """
    doc = sentence.doc
    name = both_names(doc.text, actor.start, actor.end)
    begins = doc.text.rfind(name, 0, actor.end + 1)
    head = next((one for one in sentence if one.idx <= begins < one.idx + len(one)), sentence.root)
    at = head.i - 1
    while at > sentence.start and _leads_to(doc[at]):
        at -= 1
    if other is not None and doc[at].lower_ in {"and", "et"}:
        between = doc.text[other.end : doc[at].idx]
        return other.end <= doc[at].idx and len(between.split()) < _ADJECTIVES and "," not in between
    if doc[at].lower_ not in {"by", "par"}:
        return False
    verb = next((one for one in reversed(doc[sentence.start : at]) if one.pos_ in {"VERB", "AUX"}), None)
    verb = verb.head if verb is not None and verb.dep_ == "xcomp" else verb  # "pris pour cible"
    if verb is None or only_speaks(verb, doc.lang_) or not passive_subjects(verb):
        return False
    return verb.i in deeds or verb.head.i in deeds


def _leads_to(token: Token) -> bool:
    """Whether a word may stand between "by" and a party's name: "par des éléments du groupe armé"."""
    is_people = is_armed(token, token.doc.lang_) or token.lower_ in shared("arming")
    return token.pos_ in {"DET", "ADJ", "NUM"} or is_people or token.lower_ in {"of", "from", "de", "du", "des"}


def is_side(actor: ActorSpan, sentence: Span, language: str) -> bool:
    """Whether words name a party: not "people", nor civilians among the dead, "dont des éleveurs"."""
    if is_anybody(actor.words, language) or _is_epithet(actor, sentence.doc.text):
        return False
    if actor.civil and lemma(sentence.doc[actor.head]) in words(language, "actors", "ages"):
        return False
    before = sentence.text[: actor.start - sentence.start_char]
    return not (actor.civil and re.search(rf"(?i)\b{shared_pattern('some_of_them')}(?: [\w’'-]+){{0,3}} ?$", before))


def _is_epithet(actor: ActorSpan, text: str) -> bool:
    """Whether a party is only a label in quotation marks: "10 “enemy combatants” were killed".

    A proper name in quotation marks is a name; a longer quotation is a statement.
    """
    called = _quoted_around(actor, text).split()
    is_name = all(word[:1].isupper() for word in called if len(word) > _PARTICLE)
    return 0 < len(called) <= _EPITHET and not is_name and not actor.names


def in_statement(actor: ActorSpan, text: str) -> bool:
    """Whether a party stands inside a quotation that is long enough to be a statement."""
    return len(_quoted_around(actor, text).split()) > _EPITHET


def _quoted_around(actor: ActorSpan, text: str) -> str:
    quoted = (match.span(match.lastgroup or 0) for match in _QUOTED.finditer(text))
    return next((text[start:end] for start, end in quoted if start <= actor.start and actor.end <= end), "")


def _speaks(noun: Token, language: str) -> bool:
    """Whether a party is only the source of a statement: "…, a annoncé l'armée", "…, selon des habitants"."""
    verb = noun.head
    phrases = "|".join(map(re.escape, words(language, "voice", "according")))
    before = noun.doc.text[: noun.idx]
    if re.search(rf"(?i)(?<!\w)(?:{phrases})(?: [\w’'-]+){{0,2}} ?$", before):
        return True
    return verb.pos_ in {"VERB", "AUX"} and lemma(verb) in words(language, "voice", "say")


def _has_spokesman(noun: Token, language: str) -> bool:
    """Whether a noun only says whom somebody speaks for: "le porte-parole de l'armée"."""
    above = noun.head.head if noun.head.dep_ == "prep" else noun.head
    return lemma(above) in words(language, "voice", "speakers_for") and above.i < noun.i


def _backing(noun: Token) -> list[Token]:
    """Return the parties that help another: "the army, backed by foreign troops"."""
    helped = [child for child in noun.children if child.dep_ in {"acl", "appos"} and lemma(child) in shared("helping")]
    return [one for child in helped for one in agents(child)]


def _is_beside(actor: ActorSpan, deed: Token) -> bool:
    """Whether a party stands directly beside the word for the event, whatever the parse.

    The role of "rebels" elsewhere in the sentence is unknown: an empty cell is better than a wrong one.
    """
    begin, end = sorted([(actor.start, actor.end), (deed.idx, deed.idx + len(deed))])
    between = deed.doc.text[begin[1] : end[0]]
    return len(between.split()) < _NEXT and "," not in between


def _by_position(sentence: Span, trigger: Token, actors: list[ActorSpan]) -> Sides:
    """Return sides by position if the parse gives none: perpetrators before the verb, targets after it.

    Only the trigger's own clause counts: "the assault happened in an area where rebels are active" names no party.
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
        if any(governor(one)[0] in shared("before_or_after") for one in ancestors(doc[actor.head])):
            continue  # "were targeted before the intervention of the army"
        if token.i > trigger.i:
            (first if _BY & left else second).append(actor)
        elif trigger.pos_ in {"VERB", "AUX"} and not actor.civil and not passive_subjects(trigger):
            first.append(actor)
    return first, second


def _clause(token: Token) -> int | None:
    """Return the index of the verb of a token's clause; None if the parser has no verb above it."""
    verbs = (one for one in ancestors(token) if one.pos_ in {"VERB", "AUX"} and one.dep_ != "amod")
    return next((one.i for one in verbs if one.dep_ != "acl" or lemma(one) not in shared("helping")), None)


def _meant(token: Token, language: str) -> list[Token]:
    """Return a token and, if it is a pronoun, the speaker it may stand for: "the rebels said they had killed"."""
    if token.pos_ != "PRON":
        return [token]
    verb = saying_above(token, language)
    return [token, *(subjects(verb) if verb is not None else [])]


def belongs(head: Token, role: Token) -> bool:
    """Whether an actor's noun has a role or is part of what has it: "dozens of fighters", not "rebels on it"."""
    for one in ancestors(head):
        if one.i == role.i:
            return True
        if one.pos_ in {"VERB", "AUX"} and one.dep_ != "amod":
            return False
        if one.dep_ == "appos" and one.i != head.i:
            return False  # "in Tessit, a stronghold of rebels"
        link = governor(one)[0] if one.dep_ in {"pobj", "nmod", "obl:mod", "obl:arg"} else ""
        if link not in _WITHIN or (one.i != head.i and is_event_noun(one, one.doc.lang_)):
            return False
    return False
