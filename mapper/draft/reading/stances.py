"""Find denials, disputes and confirmations of what the text said before: a part in it, its toll, or all of it.

"The army denied responsibility", "the rebels disputed the toll", "le gouvernement a démenti cette information". What
such a sentence itself states ("denied that its soldiers had killed five") is read like any statement, by `voices`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, shared_pattern, words
from mapper.draft.reading.actors import whole_name
from mapper.draft.reading.grammar import (
    agents,
    ancestors,
    lemma,
    noun_phrase,
    objects,
    passive_subjects,
    subjects,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

__all__ = [
    "Response", "denies_own_part", "is_claimed", "is_of_earlier", "noun_before", "responses_in", "stance_above",
    "stance_of", "withheld_words",
]  # fmt: skip

_STANCES: Final = (("denies", "denial"), ("disputes", "dispute"), ("confirms", "confirm"))
_KINDS: Final = ("toll", "taking", "losses", "report")
_NEAR: Final = 8
"""Words after a verb within which its object is looked for; later ones belong to another clause."""


@dataclass(frozen=True, slots=True)
class Response:
    """A denial, dispute or confirmation of what the text said before.

    Attributes
    ----------
    stance
        `denies`, `disputes` or `confirms`.
    of
        What it is about: `own_part`, `toll`, `losses` (any at all), `taking` (of a town), `report`, or
        `told`: the content of the sentence before.
    speaker
        The noun that names the speaker.
    verb, noun
        The verb of the response, and the noun for what it is about.
    """

    stance: str
    of: str
    speaker: Token
    verb: Token
    noun: Token

    def party(self) -> Span:
        """Return the speaker, as printed."""
        return whole_name(noun_phrase(self.speaker))


def stance_of(verb: Token, language: str) -> str:
    """Return the stance of a verb of saying: `asserts` if it has none; empty if the words are withheld."""
    stance = _stance(verb, language)
    return "" if stance != "asserts" and withheld_words(verb) else stance


def _stance(verb: Token, language: str) -> str:
    name = lemma(verb)
    return next((stance for stance, table in _STANCES if name in words(language, "rules", table)), "asserts")


def stance_above(token: Token, language: str) -> str:
    """Return the stance of the nearest verb of saying above a token: `asserts` if there is none."""
    says = words(language, "voice", "say")
    above = (one for one in token.ancestors if one.pos_ in {"VERB", "AUX"} and lemma(one) in says)
    return next((stance_of(one, language) for one in above), "asserts")


def withheld_words(verb: Token) -> str:
    """Return the words that make a verb say nothing: "could not confirm", "ni confirmé"; empty if there are none."""
    sentence = verb.sent
    end = verb.idx - sentence.start_char
    match = re.search(rf"(?i)(?<!\w){shared_pattern('withheld')}(?: [\w’'-]+){{0,2}} ?$", sentence.text[:end])
    if match:
        return sentence.text[match.start() : end + len(verb)]
    is_done = verb.tag_ == "VB" and any(child.lower_ in {"do", "does", "did"} for child in verb.children)
    return str(verb.text) if "Inf" in verb.morph.get("VerbForm", []) and not is_done else ""


def denies_own_part(verb: Token, token: Token) -> bool:
    """Whether only a part in an event is denied or confirmed: "denied taking part in the attack"."""
    first, last = sorted((verb, token), key=lambda one: one.i)
    return _own_part().search(token.doc[first.i + 1 : last.i].text) is not None


@cache
def _own_part() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{shared_pattern('own_part')}\b")


def is_of_earlier(token: Token, language: str) -> bool:
    """Whether a token belongs to an older denial: "had denied a similar strike", "has earlier denied"."""
    for verb in ancestors(token):
        if verb.pos_ not in {"VERB", "AUX"} or _stance(verb, language) == "asserts":
            continue
        below = {child.lower_ for child in verb.children}
        if below & {"has", "have", "a", "ont"} and below & shared("already"):
            return True
        if below & {"had", "avait", "avaient"}:
            return re.search(rf"(?i)\b{shared_pattern('earlier_denial')}\b", verb.sent.text) is not None
    return False


def responses_in(sentence: Span, language: str) -> Iterator[Response]:
    """Yield the denials, disputes and confirmations in a sentence of what the text said before."""
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or withheld_words(verb) or is_of_earlier(verb, language):
            continue
        judged = _judged(verb, language)
        stance = judged or _stance(verb, language)
        found = _object(verb, language) if stance != "asserts" else None
        if deed := _claimed(verb, language):
            stance, found = "confirms", (deed, "own_part")
        if found is None or (judged and found[1] == "own_part"):
            continue
        noun, of = found
        given = agents(verb) if noun.i < verb.i else subjects(verb)
        speaker = next((one for one in given if ":" not in _between(one, verb)), None) or noun_before(verb)
        if speaker is not None and speaker.i != noun.i:
            yield Response(stance, of, speaker, verb, noun)


def is_claimed(verb: Token, language: str) -> bool:
    """Return whether a verb says that somebody claims a deed: not "did not claim", "no group has claimed"."""
    if lemma(verb) not in words(language, "stances", "claiming") or withheld_words(verb):
        return False
    nobody = words(language, "toll", "no_number")
    return not any({one.lower_, *(child.lower_ for child in one.children)} & nobody for one in subjects(verb))


def _claimed(verb: Token, language: str) -> Token | None:
    """Return the act that a party claims: "claimed responsibility", "l'attaque a été revendiquée par"."""
    if not is_claimed(verb, language) or not (_is_active(verb) or agents(verb)):
        return None
    deeds = objects(verb) if _is_active(verb) else passive_subjects(verb)
    return next((one for one in deeds if _own_part().match(one.text) or kind_of(language, lemma(one))), None)


def _between(one: Token, other: Token) -> str:
    return str(one.doc[min(one.i, other.i) + 1 : max(one.i, other.i)].text)


def _judged(verb: Token, language: str) -> str:
    """Return the stance of "called the figure exaggerated"; empty for any other verb."""
    if lemma(verb) not in words(language, "stances", "call"):
        return ""
    after = {token.lower_ for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 2 * _NEAR)]}
    if after & words(language, "stances", "false"):
        return "denies"
    return "disputes" if after & words(language, "stances", "doubtful") else ""


def _object(verb: Token, language: str) -> tuple[Token, str] | None:
    """Return what a verb denies or confirms, and its kind; for a passive, its subject."""
    if not _is_active(verb):
        return _denied_noun(verb, language)
    sentence = verb.sent
    rest = sentence.text[verb.idx + len(verb) - sentence.start_char :]
    if (pronoun := _pronoun(verb, rest)) is not None:
        return pronoun, "told"
    part = _own_part().search(rest)
    for token in verb.doc[verb.i + 1 : min(sentence.end, verb.i + _NEAR)]:
        if token.text in {",", ";", "."}:
            return None
        if part is not None and token.idx >= verb.idx + len(verb) + part.start():
            is_own = _is_part_in_deed(token, rest[part.end() :], language) and not _is_of_others(token)
            return (token, "own_part") if is_own else None
        for of in _KINDS:
            if lemma(token) in words(language, "stances", of):
                return (token, of) if _takes_up(token, of, language) else None
        if kind_of(language, lemma(token)):
            return None
    return None


def _pronoun(verb: Token, rest: str) -> Token | None:
    """Return the pronoun that stands for all that was said before: "denied this", "le démentent", "l'a nié"."""
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and lemma(doc[at]) == "avoir":
        at -= 1
    behind = doc[verb.i + 1 : verb.i + 2].text
    if behind in shared("that_was_told"):
        return doc[verb.i + 1] if re.match(shared_pattern("response_ends"), rest.partition(behind)[2]) else None
    is_told = doc[at].lower_.replace("’", "'") in shared("that_was_told_before")
    return doc[at] if is_told and re.match(shared_pattern("response_ends"), rest) else None


def _denied_noun(verb: Token, language: str) -> tuple[Token, str] | None:
    """Return the subject of a passive denial: "the claim was denied by", "une information confirmée par"."""
    nouns = [child for child in verb.children if child.dep_ in {"nsubjpass", "nsubj:pass"}] or [verb.head]
    for of in _KINDS:
        for noun in nouns:
            if lemma(noun) in words(language, "stances", of) and noun.i < verb.i < noun.i + 1 + _NEAR // 2:
                return noun, of
    return None


def _is_active(verb: Token) -> bool:
    passive = any(child.dep_ in {"nsubjpass", "nsubj:pass", "auxpass", "aux:pass"} for child in verb.children)
    return not passive and (verb.dep_ not in {"acl", "amod"} or "Fin" in verb.morph.get("VerbForm", []))


def _is_part_in_deed(token: Token, rest: str, language: str) -> bool:
    """Whether "a part" is one in the event told: nothing follows, or a word for it ("the attack", "these deaths")."""
    clause = re.split(r"[,.;]", rest)[0]
    told = words(language, "rules", "anaphora") | words(language, "toll", "dead_nouns")
    end = token.sent.end_char - len(rest.rstrip()) if rest.strip() else token.sent.end_char
    told_of = {"NOUN", "PROPN", "VERB"}  # "for the attack", "for shelling the camp"
    below = [one for one in token.sent if end <= one.idx < end + len(clause) and one.pos_ in told_of]
    return not below or any(kind_of(language, lemma(one)) or lemma(one) in told for one in below[:3])


def _is_of_others(noun: Token) -> bool:
    """Whether the part belongs to somebody else: "acknowledged the intelligence service's involvement"."""
    return any(child.dep_ == "poss" and child.pos_ != "PRON" for child in noun.children)


def _takes_up(noun: Token, of: str, language: str) -> bool:
    """Whether a noun refers to what was said before, not to something that the words after it go on to say."""
    rest = noun.sent.text[noun.idx + len(noun) - noun.sent.start_char :]
    if of == "toll" and re.match(r" (?:of|de) ~?\d", rest):
        return True
    if of == "taking":
        kinds = "|".join(map(re.escape, words(language, "place", "kinds")))
        return (
            re.match(rf"(?i) (?:of|de|du) ?(?:(?:the|this|that|la|le|cette|ce) |l['’])?(?:{kinds})\b", rest) is not None
        )
    if of == "losses":  # "any loss of life", not "the loss of three vehicles"
        return re.match(r"(?i) (?:of life|among|parmi|in|en|dans|humaines?)\b|[.,;]|$", rest) is not None
    return re.match(shared_pattern("response_ends"), rest) is not None


def noun_before(verb: Token) -> Token | None:
    """Return the nearest noun before a verb for which the parser gives no subject."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.text in {",", ":", ";"} or token.pos_ == "VERB":
            return None
        if token.pos_ in {"NOUN", "PROPN"}:
            return token.head if token.dep_ in {"flat:name", "compound"} else token
    return None
