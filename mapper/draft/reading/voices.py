"""The voice of a statement: claimant, stance and hedge.

The claimant is the subject of the verb of saying above a statement, the name after "according to", or, for a pronoun,
the last speaker. If nobody is named, it is the article's own voice: an empty claimant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, phrases_of, shared, shared_pattern, words
from mapper.draft.reading.grammar import ancestors, in_subtree, is_gerund, lemma, objects, subjects, text_of
from mapper.draft.reading.speakers import NAMED, Speakers, authors_of, bare_claimant, speaker_name, weekdays
from mapper.draft.reading.stances import denies_own_part, noun_before, stance_of, withheld_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


__all__ = [
    "Speakers", "Voice", "hear", "hedge_in", "in_words_for_speaker", "is_presupposed", "saying_above", "speaker_of",
    "tweet_author", "voice_of",
]  # fmt: skip

_MOST_WHO: Final = 7
"""The most words that name the speaker before the verb."""
_STOPS: Final = {".", ";", "(", "”", '"', "—", "–"}
_WHERE_SAID: Final = "(?: (?:dans|par|sur|lors|via) [^,.;:]{2,60}?)?"
"""Where something was said, after the speaker: "dans un communiqué"."""
_PARTED: Final = re.compile(r";[^”»\"]*$")
"""Behind what a clause of its own says of it."""
_TWEET: Final = re.compile(r"^[—–-]+ ?(?P<name>[^()]{2,60}) \((?P<handle>@\w+)\)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something and how: the claimant (empty for the article itself), the stance, the hedge as printed.

    `unnamed` says that the speaker is not named in the text.
    """

    claimant: str = ""
    stance: str = "asserts"
    hedge: str = ""
    unnamed: bool = False


def tweet_author(paragraph: str) -> str:
    """Return the author of the post above a line such as "— Name (@handle) June 15, 2025", `""` for another line.

    >>> tweet_author("— Woofers (@NotWoofers) June 15, 2025")
    'Woofers (@NotWoofers)'
    """
    match = _TWEET.match(paragraph.strip())
    return f"{match['name'].strip()} ({match['handle']})" if match else ""


def hear(sentence: Span, language: str, speakers: Speakers) -> None:
    """Remember the speaker of a sentence about no event, or of a response, for pronouns in the next."""
    verbs = words(language, "voice", "say") | shared("reacting")
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"} and lemma(token) in verbs:
            speaker_of(token, language, speakers)


def saying_above(token: Token, language: str) -> Token | None:
    """Return the nearest verb of saying above a token in the parse tree; not the token itself."""
    says = words(language, "voice", "say")
    below = token
    for one in ancestors(token):
        is_verb = one.i != token.i and one.pos_ in {"VERB", "AUX"} and lemma(one) in says
        if is_verb and _is_said(below, language) and not (below.dep_ == "ccomp" and _owns_up(one)):
            return one
        below = one
    for child in [one for above in ancestors(token) for one in above.children]:
        if child.dep_ == "parataxis" and lemma(child) in says and not _owns_up(child) and not in_subtree(token, child):
            return child
    return None


def _owns_up(verb: Token) -> bool:
    """Whether a party only claims responsibility: "bomb kills 7; rebels claim responsibility"."""
    return any(lemma(one) == "responsibility" for one in objects(verb))


def is_presupposed(token: Token, language: str) -> bool:
    """Whether an event is only mentioned within reported speech: "they said they had supported the ambush"."""
    saying = saying_above(token, language)
    for one in ancestors(token):
        if saying is not None and one.i == saying.i:
            return stance_of(one, language) != "asserts" and denies_own_part(one, token)
        if kind_of(language, lemma(one)) and _is_named_only(one, language):
            return True
    return False


def _is_named_only(token: Token, language: str) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"ROOT", "nsubj", "nsubjpass", "nsubj:pass"}:
        return False
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and _owns_up(verb):
        return True  # who claims responsibility has not said all that the article tells of the deed
    if verb is None or lemma(verb) in words(language, "voice", "say") | shared("event_verbs"):
        return False
    return not kind_of(language, lemma(verb))


def _is_said(below: Token, language: str) -> bool:
    """Whether the words under a verb of saying are what is said, not when or where."""
    if _PARTED.search(below.doc[below.i : below.head.i].text):
        return False  # "police shoot man; family denies he was armed"
    if below.dep_ in {"ccomp", "xcomp", "dobj", "obj", "dep", "parataxis", "conj", "oprd", "nsubjpass", "acl"}:
        return True
    if lemma(below) in words(language, "voice", "statement"):
        return True  # "a dit dans un communiqué que", where the small model hangs what is said on the noun
    if below.dep_ == "advcl" and below.tag_ == "VBG":
        return below.i > below.head.i  # "blamed the army, giving a toll of 21"
    if is_gerund(below.head):
        return below.i > below.head.i  # "a confirmé l'attaque, avançant de son côté un bilan de 19 morts"
    return below.dep_ in {"prep", "obl:arg"} and below.lower_ in {"for", "of", "as", "with"}


def voice_of(sentence: Span, token: Token, language: str, speakers: Speakers) -> Voice:
    """Return the voice of the statement at a token of a sentence, and remember who says it in writing."""
    voice = _voice(sentence, token, language, speakers)
    if voice.claimant and any(lemma(one) in words(language, "voice", "statement") for one in sentence):
        speakers.written = voice.claimant
    return voice


def _voice(sentence: Span, token: Token, language: str, speakers: Speakers) -> Voice:
    if said := _said_after(sentence, token, language):
        return Voice(speakers.heard(said.claimant), said.stance, hedge_in(sentence, token, language))
    verb = saying_above(token, language)
    stance = "asserts"
    if verb is not None:
        stance = stance_of(verb, language)
        if not stance:
            return Voice("", "asserts", withheld_words(verb))
        who = speaker_of(verb, language, speakers)
        if verb.i < token.i and (cited := _according(sentence, language, speakers, within=(verb.idx, token.idx))):
            return Voice(cited, stance, hedge_in(sentence, token, language))
        if who:
            return Voice(who, stance, hedge_in(sentence, token, language))
    who = _said_before(sentence, token, language, speakers) or _according(sentence, language, speakers)
    who = who or _in_headline(sentence, language, speakers)
    who = who or _official(sentence, token, speakers) or _said_behind(sentence, token, speakers)
    who = who or _learnt_from(sentence, language, speakers) or _by_pronoun(sentence, token, language, speakers)
    if not who and verb is not None and stance in {"denies", "disputes"}:
        return Voice("", stance, hedge_in(sentence, token, language))
    return Voice(who, "asserts", hedge_in(sentence, token, language))


def _said_after(sentence: Span, token: Token, language: str) -> Voice | None:
    """Return the speaker after a whole statement, and the stance: "…, a annoncé vendredi le gouvernement"."""
    verbs = phrases_of(language, "voice", "said_after")
    if not verbs:
        return None
    day = f"(?:{weekdays()}|hier)(?: soir| matin)?"
    to_whom = "à (?:l['’]|la )(?:AFP|télévision|radio|presse)(?: publique| nationale)?"
    match = re.search(
        rf"(?i), (?:(?:a|ont|avait|avaient) )?(?P<verb>{'|'.join(map(re.escape, verbs))}) (?:{day} )?(?:{to_whom} )?"
        rf"(?:le |la |l['’]|les |des |une? |du |de )?(?P<who>[^,.;:]{{2,60}}?)(?: {day})?{_WHERE_SAID}"
        r"[\s.»”\"]*(?:(?:,| qui ).*)?$",
        sentence.text,
    )
    if match is None or token.idx >= sentence.start_char + match.start():
        return None
    who = match["who"]
    if re.search(rf"(?i){shared_pattern('given_out')}$", who):
        by = re.match(r" par [^,.;:]{2,60}", sentence.text[match.end("who") :])
        who += by[0] if by else ""
    named = re.match(rf", (?P<name>{NAMED.pattern})(?=[\s.,»”\"]|$)", sentence.text[match.end("who") :])
    who = named["name"] if named else who  # "le porte-parole de l'armée, Ali Sow"
    confirms = match["verb"].lower() in words(language, "voice", "confirmed_after")
    return Voice(who, "confirms" if confirms else "asserts")


def _said_before(sentence: Span, token: Token, language: str, speakers: Speakers) -> str:
    """Return who is named before a whole statement, however it is parsed: "Le texte ajoute que …", "… fait état de"."""
    match = _before(language).match(sentence.text) if language == "fr" else None
    if match is None or token.idx < sentence.start_char + match.end() or len(match["who"].split()) > _MOST_WHO:
        return ""
    who = match["who"].lower().split()
    if match["who"].lower() in words(language, "voice", "pronouns"):
        return speakers.last
    if shared("tallies") & set(who):
        return ""  # "le bilan fait état de": nobody's
    return speakers.heard(match["name"] or bare_claimant(match["who"]))


@cache
def _before(language: str) -> re.Pattern[str]:
    told, counted = (
        "|".join(map(re.escape, words(language, "voice", name))) for name in ("said_before", "counted_before")
    )
    return re.compile(
        r"\s*(?:[^,.;:«“\"]{2,30}, )?(?!qui\b)(?i:le |la |l['’]|les |une? |des )?"
        rf"(?P<who>[^,.;:«“\"]{{2,60}}?)"
        rf"(?:, (?:(?P<name>{NAMED.pattern})|[a-zà-ÿ][^,.;:«“\"]{{2,60}}),)? (?:(?:a|ont|avait|avaient) )?"
        rf"(?:(?:{told})(?: [^,.;:]{{2,40}})? qu[e'’]|(?:{counted})(?: d[e'’])?)"
    )


def _by_pronoun(sentence: Span, token: Token, language: str, speakers: Speakers) -> str:
    """Return the last speaker if a pronoun after the verb is the subject: "…, a-t-il indiqué", "dit-elle"."""
    if language != "fr" or not speakers.is_recent():
        return ""
    match = re.search(
        r"(?i)[ «»,](?:(?:a|ont|avait|avaient)-(?:t-)?(?:ils?|elles?) \w+|\w+-(?:t-)?(?:ils?|elles?)\b)", sentence.text
    )
    return speakers.last if match is not None and token.idx < sentence.start_char + match.end() else ""


def _learnt_from(sentence: Span, language: str, speakers: Speakers) -> str:
    """Return the source of "it was learnt": "a-t-on appris auprès de la gendarmerie"."""
    match = re.search(
        r"(?i)\bappris (?:[\w’'-]+ ){0,2}?auprès (?:de la |de l['’]|du |des |de |d['’])(?P<who>[^,.;:]{2,60})",
        sentence.text,
    )
    return speakers.heard(bare_claimant(match["who"])) if match is not None and language == "fr" else ""


@cache
def _at_the_end() -> re.Pattern[str]:
    says = rf"(?:{shared_pattern('headline_says')}|told(?: \w+){{1,3}})"
    return re.compile(
        rf"(?:, |[”\"] )(?P<who>[^,.;:]{{2,60}}?)(?:, [^,.;:]{{2,60}},)? {says}"
        rf"(?: (?:on )?{weekdays()})?(?:, \w+ing [^.;:]*)?[\s.”\"]*$"
    )


def _said_behind(sentence: Span, token: Token, speakers: Speakers) -> str:
    """Return who is named behind a statement of which the parser makes something else: "…, residents said."."""
    match = _at_the_end().search(sentence.text)
    if match is None or token.idx >= sentence.start_char + match.start():
        return ""
    return speakers.heard(bare_claimant(re.sub(r"^(?i:the|a|an) ", "", match["who"])))


def in_words_for_speaker(sentence: Span, where: int, language: str) -> bool:
    """Whether a character of a paragraph stands in the words for who says it: "…, an official said", "selon un élu"."""
    phrases = "|".join(map(re.escape, phrases_of(language, "voice", "according")))
    cited = re.finditer(rf"(?i)(?<!\w)(?:{phrases})(?!\w)(?P<who>[^,.;:]*)", sentence.text)
    found = [match.span("who") for match in (*cited, _at_the_end().search(sentence.text)) if match]
    return any(start <= where - sentence.start_char < end for start, end in found)


def speaker_of(verb: Token, language: str, speakers: Speakers) -> str:
    """Return the speaker of a verb of saying, `""` if nobody is named."""
    printed = verb.doc.text
    found = [one for one in subjects(verb) if ":" not in printed[one.idx : verb.idx]]  # "Mali : l'armée dément"
    found = [one for one in found if one.tag_ != "VBG"]  # "briefing journalists in Gao, the spokesman said"
    is_behind = verb.dep_ == "parataxis" or any(_is_quoted_before(one, verb) for one in found)
    found = [one for one in found if not _is_quoted_before(one, verb)]
    found = [author for one in found for author in authors_of(one, language)]
    if not found and language == "fr" and is_behind:
        found = [child for child in verb.children if child.dep_ in {"obj", "nsubj"} and child.i > verb.i]
    if not found and verb.dep_ in {"acl", "advcl", "advmod"}:  # "claimed the attack, saying that …"
        above = (one for one in verb.ancestors if one.pos_ in {"VERB", "AUX"})
        found = [one for governing in above for one in subjects(governing)][:1]
    if not found and stance_of(verb, language) != "asserts":
        found = [one for one in (noun_before(verb),) if one is not None]
    if verb.dep_ == "conj" and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        own = _behind_and().search(verb.doc.text, verb.sent.start_char, verb.idx)
        if own is not None:
            return speakers.heard(own["name"] or own["who"])
    for subject in found:
        name = speaker_name(subject, language, speakers)
        if name:
            return speakers.heard(name)
    return ""


@cache
def _behind_and() -> re.Pattern[str]:
    """Return who stands between "and" and a verb of saying: "put it at 38 and a priest, Ali Sow, said"."""
    return re.compile(rf" and (?:the|an?) (?P<who>[\w’'-]+(?: [\w’'-]+){{0,3}}?)(?:, (?P<name>{NAMED.pattern}),)? $")


def _is_quoted_before(subject: Token, verb: Token) -> bool:
    """Whether a quotation ends between a subject and a verb of saying: « Deux sont des enfants », a dit le maire."""
    between = verb.doc.text[subject.idx : verb.idx] if subject.idx < verb.idx else ""
    opened = any(mark in between for mark in "“«")
    return not opened and (any(mark in between for mark in "”»") or between.count('"') == 1)


def _according(sentence: Span, language: str, speakers: Speakers, within: tuple[int, int] | None = None) -> str:
    """Return who stands after "according to" or "selon", with whom they cite.

    Only `within` these characters: the army said it had hit rebels in a strike that, according to residents, killed 12.
    """
    text = sentence.text
    if within is not None:
        begin, text = within[0] - sentence.start_char, text[: within[1] - sentence.start_char]
        text = " " * begin + text[begin:]
    for phrase in phrases_of(language, "voice", "according"):
        match = re.search(rf"(?i)(?<!\w){re.escape(phrase)}(?! (?:la|les?)quel)(?!\w)\s*", text)
        if not match:
            continue
        start = sentence.start_char + (match.start() if phrase.startswith("de source") else match.end())
        token = next((one for one in sentence if one.idx >= start), None)
        if token is None:
            continue
        span = _noun_from(token, sentence)
        name = _until_boundary(span)
        if name:
            return speakers.heard(name)
    return ""


def _official(sentence: Span, token: Token, speakers: Speakers) -> str:
    """Return the words that make a toll official: "le bilan officiel", "the official death toll"."""
    match = re.search(rf"(?i)\b{shared_pattern('official_tolls')}\b", sentence.text[: token.idx - sentence.start_char])
    return speakers.heard(match[0]) if match else ""


def _noun_from(token: Token, sentence: Span) -> Span:
    end = token.i + 1
    while end < sentence.end and end - token.i < 14:
        word = sentence.doc[end]
        if word.text in _STOPS or word.lower_ in shared("claimant_stops"):
            break
        if word.text == "," and not re.match(r" (?:citing|citant) ", sentence.doc.text[word.idx + 1 :]):
            break
        end += 1
    return sentence.doc[token.i : end]


def _until_boundary(span: Span) -> str:
    text = text_of(span)
    text = re.sub(r"^(?!UN )(?:(?i:(?:the|a|an|le|la|les|un|une|des) |l['’])|de )", "", text)
    return bare_claimant(text.strip(" ,.;:"))


def _in_headline(sentence: Span, language: str, speakers: Speakers) -> str:
    """Return the speaker at the end of a headline: "… – Police", "…, officials say"."""
    text = sentence.text.strip()
    if text.endswith("."):
        return ""
    match = _headline().search(text)
    if not match:
        return ""
    who = match["who"].strip()
    known = {word.lower() for word in re.findall(r"[\w-]+", who)}
    roles = words(language, "voice", "roles")
    is_role = any(word in roles or word.rstrip("s") in roles for word in known)
    is_role = is_role or any(word.removesuffix("ies") + "y" in roles for word in known)
    if any(kind_of(language, word) or word.isdigit() for word in known):
        return ""  # "In Benue: Gunmen in army uniform kill 10"
    return speakers.heard(who) if (match["verb"] or is_role) and len(who.split()) <= 6 else ""


@cache
def _headline() -> re.Pattern[str]:
    says = shared_pattern("headline_says")
    return re.compile(rf"(?:, | [-–—] |: )(?P<who>[\w’'.-][\w’' .-]{{2,59}}?)(?: (?P<verb>{says}))?\s*$")


def hedge_in(sentence: Span, token: Token, language: str) -> str:
    """Return the words that hedge the statement at a token, as printed."""
    text = sentence.text
    lowered = text.lower()
    best: tuple[int, str] | None = None
    for phrase in phrases_of(language, "voice", "hedges"):
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", lowered):
            distance = abs(match.start() + sentence.start_char - token.idx)
            if distance < 90 and (best is None or distance < best[0]):
                best = (distance, text[match.start() : match.end()])
    return best[1] if best else ""
