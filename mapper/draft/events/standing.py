"""Decide whether a mention is an event of its own, continues another, or is none: a disease, an accident."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.draft.events.mention import Mention, follows, tokens_of
from mapper.draft.lexicon import prints, shared, shared_pattern, words
from mapper.draft.reading.actors import is_armed
from mapper.draft.reading.grammar import governor, is_plural, lemma, objects, passive_subjects, subjects
from mapper.draft.reading.tolls.people import is_person
from mapper.draft.reading.where.nations import is_country, is_part

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapper.draft.article import Article

__all__ = [
    "goes_on_with",
    "is_armed_act",
    "is_epidemic",
    "is_general",
    "is_no_conflict",
    "is_told",
    "names_armed",
    "stands_alone",
    "tells_of_several",
]

_EPIDEMIC: Final = 2
_SHORT: Final = 3
_THOUSANDS: Final = 1000
_OF_A_WAR: Final = 5000
"""Deaths: a figure this high without a day is not that of one event."""
_MONTH_LONG: Final = 31
"""Days: deaths over a longer time are those of several events."""


def is_no_conflict(mention: Mention, language: str) -> bool:
    """Whether a sentence is about something else, or its deaths come from a disease, an accident or the weather."""
    text = mention.sentence.text
    if prints(text, "never_events") or (mention.tolls and _is_total(mention)) or is_general(mention):
        return True
    armed = any(not actor.civil for actor in mention.armed() + mention.second)
    if prints(text, "figurative") and not armed:
        return True
    causes = words(language, "disease", "words") | words(language, "disease", "accidents")
    deeds = {trigger.token for trigger in mention.triggers}  # "they stormed the village" is no storm
    natural = any(
        (lemma(token) in causes or token.lower_ in causes) and lemma(token.head) not in shared("care")
        for token in mention.sentence
        if token.i not in deeds
    )
    return natural and (_dies_of(mention, causes) or not is_armed_act(mention))


def _dies_of(mention: Mention, causes: frozenset[str]) -> bool:
    """Whether people die of hunger or disease, even amid fighting: "died of malnutrition amid shelling"."""
    names = "|".join(map(re.escape, causes))
    died = shared_pattern("died_of")
    return re.search(rf"(?i)\b{died} (?:\w+ ){{0,2}}(?:{names})\b", mention.sentence.text) is not None


def _is_total(mention: Mention) -> bool:
    """Whether a toll is that of a war, a year or months: "between 1 January and 15 June 14 aid workers were killed"."""
    periods = [date.period for date in mention.dates if date.period]
    if periods and all(one.precision == "range" and (one.last - one.first).days > _MONTH_LONG for one in periods):
        return True
    text = mention.sentence.text
    if re.search(rf"(?i)\b{shared_pattern('of_millions')}\b", text) and any(
        toll.figure.quantity.vague for toll in mention.tolls
    ):
        return True  # "leaving thousands dead and displacing millions"
    thousands = any(
        toll.figure.quantity.low >= (_THOUSANDS if toll.figure.quantity.vague else _OF_A_WAR) for toll in mention.tolls
    )
    return (thousands or prints(text, "totals")) and not _names_a_day(mention) and not _is_single(mention)


def is_general(mention: Mention) -> bool:
    """Whether a sentence describes no single event: "300 strikes last year", "groups accuse the army of strikes"."""
    days = [date.period.last - date.period.first for date in mention.dates if date.period]
    if days and all(length.days > _MONTH_LONG for length in days) and tells_of_several(mention):
        return True
    spots = [place for place in mention.places if not (is_part(place.name) or is_country(place.name))]
    counted = [toll for toll in mention.tolls if not toll.figure.quantity.vague]
    if not counted and not _names_a_day(mention) and mention.triggers and all(map(_goes_on, tokens_of(mention))):
        return True
    if not (counted or days or spots or mention.takes_up) and re.search(
        rf"(?i)\b{shared_pattern('now_and_then')}\b", mention.sentence.text
    ):
        return True
    are_bare = all(map(_is_bare_plural, tokens_of(mention)))
    if not (counted or spots) and prints(mention.sentence.text, "totals") and are_bare:
        return True
    if not counted and not _names_a_day(mention) and _tells_of_much(mention):
        return True
    if _since_when(mention) and not counted and any(map(_befalls_several, tokens_of(mention))):
        return True
    known = mention.dates or mention.tolls or mention.paragraph == 0
    if known or not mention.triggers:
        return False
    often = [_has_often_done(token) for token in tokens_of(mention)]
    bare = [_is_bare_plural(token) for token in tokens_of(mention)]
    return all(map(any, zip(often, bare, strict=True))) and (any(often) or not spots)


def _tells_of_much(mention: Mention) -> bool:
    """Whether a sentence without a day describes a lasting state, repeated acts or acts of several kinds.

    "Have taken control of large parts of", "attacked several times", "killings, lootings and abductions were reported".
    """
    if re.search(
        rf"(?i)\b(?:{shared_pattern('sway')}|{shared_pattern('many_times')}|{shared_pattern('strings')})",
        mention.sentence.text,
    ):
        return True
    deeds = list(tokens_of(mention))
    return len(deeds) > 1 and all(map(_is_uncounted, deeds))


def _is_uncounted(noun: Token) -> bool:
    """Whether a plural noun names events without saying which or how many."""
    says_which = any(child.dep_ in {"det", "poss", "nummod"} or child.like_num for child in noun.children)
    return noun.pos_ == "NOUN" and is_plural(noun) and not says_which


def _since_when(mention: Mention) -> bool:
    """Whether all dates of a mention only give a start: "since early December"."""
    text = mention.sentence.doc.text
    since = rf"(?i)\b(?:{'|'.join(sorted(shared('since')))}) (?:the )?$"
    return bool(mention.dates) and all(re.search(since, text[: date.start]) for date in mention.dates)


def _befalls_several(token: Token) -> bool:
    """Whether a verb has "several" things as its object: "have attacked several villages"."""
    return any(
        child.lower_ in shared("several") and is_plural(thing)
        for thing in [*objects(token), *passive_subjects(token)]
        for child in thing.children
    )


def _has_often_done(verb: Token) -> bool:
    """Whether a verb in the perfect has only unspecified plural objects: "has assassinated local leaders"."""
    things = objects(verb)
    has = any(child.lower_ in {"have", "has"} for one in (verb, verb.head) for child in one.children)
    return has and verb.tag_ in {"VBN", "VBD"} and bool(things) and all(map(_is_bare_plural, things))


def _goes_on(token: Token) -> bool:
    """Whether what a word describes lasts or is repeated: "attacks remain rife", "has been shelling Gao"."""
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    if token.tag_ == "VBG" and {"has", "have"} & {child.lower_ for child in token.children}:
        return True
    if token.pos_ == "NOUN" and is_plural(token) and _is_frequent(token):
        return True
    if token.pos_ == "NOUN":
        is_subject = any(one.i == token.i for one in subjects(verb))
        return is_subject and lemma(verb) in shared("lasting") and is_plural(token)
    since = any(one.lower_ in shared("since") or one.lower_ in shared("long_units") for one in verb.subtree)
    lasts = lemma(verb) in shared("dwelling") | shared("holding")
    return token.dep_ in {"advcl", "conj"} and lasts and since


def _is_frequent(noun: Token) -> bool:
    """Whether a noun is said to happen often: "les affrontements sont récurrents"."""
    behind = (one for one in noun.sent if one.i > noun.i + 1 and lemma(one) in shared("frequent"))
    return any(one.nbor(-1).lower_ in shared("being") for one in behind)


def goes_on_with(mention: Mention, general: Mention) -> bool:
    """Whether a toll belongs to the general statement in the sentence before: "Clashes are common. They killed 309"."""
    heads = [mention.sentence.doc[toll.head] for toll in mention.tolls]
    pronouns = words(mention.sentence.doc.lang_, "voice", "pronouns")
    doers = (one for head in heads for verb in [head, *head.ancestors] for one in subjects(verb))
    speaks_of_it = any(one.lower_ in pronouns for one in doers)
    return not mention.triggers and speaks_of_it and follows(mention.sentence, mention.paragraph, general)


def _is_bare_plural(token: Token) -> bool:
    """Whether a plural noun names events without saying which or how many: "accused of air strikes"."""
    counted = any(
        (child.dep_ in {"det", "poss", "nummod"} and child.lower_ not in {"des", "de"}) or child.like_num
        for child in token.children
    )
    under = token.dep_ in {"pobj", "conj", "dobj", "obj", "nmod", "obl:arg"}
    return token.pos_ == "NOUN" and is_plural(token) and under and not counted


def _is_single(mention: Mention) -> bool:
    """Whether a mention is about one event: "last year, a similar attack killed 37"."""
    return any(
        token.pos_ == "NOUN" and any(child.lower_ in {"a", "an", "une", "un"} for child in token.children)
        for token in tokens_of(mention)
    )


def _names_a_day(mention: Mention) -> bool:
    return any(date.period is None or date.period.precision == "day" for date in mention.dates)


def tells_of_several(mention: Mention) -> bool:
    """Whether a mention counts events itself: "two attacks", "des attaques distinctes", "11 killed in two days"."""
    if re.search(rf"(?i)\b{shared_pattern('over_days')}\b", mention.sentence.text):
        return True
    for token in tokens_of(mention):
        above = governor(token)[1]
        before = {child.lower_ for child in token.children} | {child.lower_ for child in token.head.children}
        before |= {above.lower_} if above is not None and above.pos_ == "NOUN" else set()  # "a string of attacks"
        is_counted = any(child.like_num and child.lower_ not in {"one", "un", "une"} for child in token.children)
        if lemma(token) in shared("weapons"):
            continue  # "two bombs"
        if token.pos_ in {"NOUN", "PROPN"} and is_plural(token) and (is_counted or before & shared("several")):
            return True
    return False


def is_armed_act(mention: Mention) -> bool:
    """Whether a mention names an armed perpetrator, or an act of armed people with a target or a toll."""
    strong = {trigger.kind for trigger in mention.triggers} - {"killing", "crash", "abuse", "seize", "attack"}
    befell = bool(strong) and bool(mention.second or mention.tolls)
    return bool(mention.triggers) and (bool(mention.armed()) or befell)


def names_armed(mention: Mention, language: str) -> bool:
    """Whether a sentence names armed people, and not only "officers" or "a group"."""
    vague = words(language, "actors", "vague")
    return any(is_armed(token, language) and lemma(token) not in vague for token in mention.sentence)


def is_epidemic(article: Article, mentions: list[Mention]) -> bool:
    """Whether an article is about a disease: it names diseases more often than it mentions violence."""
    names = [name for name in words(article.language, "disease", "words") if len(name) > _SHORT]
    counts = [sum(text.lower().count(f" {name}") for name in names) for text in article.paragraphs]
    violent = sum(1 for mention in mentions if mention.triggers)
    is_about = any(counts[:2]) or sum(map(bool, counts)) > len(counts) / 2
    return is_about and sum(counts) >= _EPIDEMIC and sum(counts) > violent


def stands_alone(mention: Mention, language: str) -> bool:
    """Whether a mention is enough for an event: what happened, with a time, a place, a toll or two sides."""
    if mention.takes_up and not mention.dates and not mention.places and not mention.tolls:
        return False
    if not any(trigger.kind for trigger in mention.triggers) and mention.takes_up:
        return False
    if not mention.triggers:
        return any(toll.field == "fatalities" and _is_kill(mention, toll.head, language) for toll in mention.tolls)
    if any(not toll.figure.quantity.vague for toll in mention.tolls):
        return True
    spots = [place for place in mention.places if not (is_part(place.name) or is_country(place.name))]
    if spots or (mention.places and (mention.paragraph <= 1 or mention.dates or mention.armed())):
        return True  # but not "violence in central Mali has been complicated by", further down
    dated = any(date.period for date in mention.dates)
    if not dated and all(lemma(token) in words(language, "rules", "weak") for token in tokens_of(mention)):
        return False
    known = dated or bool(mention.armed() and mention.second) or _has_victim(mention, language)
    return known and _is_past(mention, language)


def is_told(mention: Mention) -> bool:
    """Whether a mention says at all that something happened or that somebody died."""
    deaths = (toll for toll in mention.tolls if toll.field in {"fatalities", "casualties"})
    return bool(mention.triggers) or any(toll.figure.value != "0" for toll in deaths)


def _has_victim(mention: Mention, language: str) -> bool:
    """Whether somebody is killed, in a headline's wording: "Village chief killed by armed men"."""
    doc = mention.sentence.doc
    for trigger in mention.triggers:
        token = doc[trigger.token]
        if trigger.kind not in {"killing", "shooting"} or token.pos_ not in {"VERB", "AUX"}:
            continue
        victims = [*objects(token), *passive_subjects(token)]
        victims += subjects(token) if not objects(token) and token.tag_ in {"VBN", "VBD"} else []
        if any(is_person(victim, language) for victim in victims):
            return True
    return False


def _is_kill(mention: Mention, head: int, language: str) -> bool:
    token = mention.sentence.doc[head]
    return lemma(token) in words(language, "toll", "kill") | {"dead", "mort"} or token.lower_ in {
        "killed",
        "dead",
        "tués",
        "morts",
    }


def _is_past(mention: Mention, language: str) -> bool:
    token = mention.head()
    if token.pos_ in {"NOUN", "PROPN"}:
        return True
    return token.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG", "NN", "NNS"} or language == "fr"
