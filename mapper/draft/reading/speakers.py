"""Name the speaker: a person with the group, the last speaker for "it" and "the group", else the words as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import shared, shared_pattern, words
from mapper.draft.reading.grammar import governor, lemma, noun_phrase, objects, subjects, text_of
from mapper.model.actors.names import prose_key
from mapper.model.lexicon import as_written
from mapper.model.text import fold_name

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.model.actors.names import ActorNames

__all__ = ["NAMED", "Speakers", "authors_of", "bare_claimant", "speaker_name", "weekdays"]

_MOST_WORDS: Final = 12
_SHORT: Final = 4
"""Letters: a weekday's name of this length or shorter may be another word."""
_ARTICLES: Final = shared("articles")
_NO_ARTICLES: Final = {"UN", "LA"}
"""Names in capitals that are articles in French."""
NAMED: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w’'-]+)+")
"""The name of a person: two words with capitals, or more."""
_OF: Final = re.compile(r"(?i)(?:^|[ ’'])(?:of|for|from|in|at|de|du|d['’]|à|pour) (?:the |la )?$|[ ’']d['’]$")

_GOES_ON: Final = re.compile(r" (?!(?:of|for|from|in|at|and|who|de|du|des|et|qui|à|pour|d['’])\b)[a-zà-ÿ]")
"""What follows a name that is not a person's: "North Kordofan state government"."""


@dataclass(slots=True)
class Speakers:
    """The speakers so far in an article: the last one, full names by last word, and the last author of a statement."""

    known: ActorNames
    last: str = ""
    full: dict[str, str] = field(default_factory=dict)
    written: str = ""
    paragraph: int = 0
    _heard_in: int = -2

    def heard(self, claimant: str) -> str:
        """Remember a claimant and return its full name, without how or when it was asked; empty if it is nobody."""
        claimant = bare_claimant(claimant)
        if re.fullmatch(rf"(?i){shared_pattern('nobodys_words')}", claimant):
            return ""
        if claimant.lower() in shared("same_source"):
            return self.last
        if claimant.lower() in shared("its_words") and self.written:
            claimant = self.written
        bare = claimant.partition(" (")[0]
        title, _, surname = bare.partition(" ")
        if title.lower() in shared("honorifics") and surname in self.full:
            bare = surname  # "M. Sow", named Ali Sow before
        named = self.full.get(bare.split(" ")[-1], claimant) if " " not in bare else claimant
        if " (" in named or NAMED.match(named):
            self.full.setdefault(named.partition(" (")[0].split(" ")[-1], named)
        self.last = named
        self._heard_in = self.paragraph
        return named

    def is_recent(self) -> bool:
        """Whether the last speaker spoke in this paragraph or the one before."""
        return self.paragraph - self._heard_in <= 1


def bare_claimant(printed: str) -> str:
    """Return a claimant without how, when and by whom it was asked.

    >>> bare_claimant("plusieurs sources locales contactées par RFI à Ouagadougou"), bare_claimant("police on Friday")
    ('plusieurs sources locales', 'police')
    """
    text = _begins().sub("", printed)
    return _ends().split(text)[0].strip(' ,;:“”"') or printed


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"(?i)^(?:.* )?{shared_pattern('claimant_begins')}")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?i),? (?:{shared_pattern('claimant_ends')}|(?:on )?{weekdays()})(?: |$)")


@cache
def weekdays() -> str:
    """Return one regex alternation of the weekdays' names, in all languages of dates."""
    names = (name for several in as_written("dates", "weekdays").values() for name in several if len(name) > _SHORT)
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


def speaker_name(noun: Token, language: str, speakers: Speakers) -> str:
    """Return a speaker's name: "Name (Group)" for a spokesman, the last speaker for a pronoun, else as printed."""
    if noun.pos_ == "PRON" or noun.lower_ in words(language, "voice", "pronouns"):
        return speakers.last if noun.lower_ in words(language, "voice", "pronouns") else ""
    if noun.lower_ in {"video", "footage", "videos", "photo", "photos", "image", "images"}:
        return ""
    has_the = any(child.lower_ in {"the", "le", "la", "l'", "l’"} for child in noun.children if child.dep_ == "det")
    bare = not [child for child in noun.children if child.dep_ not in {"det", "punct"}]
    if has_the and bare and _takes_up(noun, language, speakers.last):
        return speakers.last
    printed = _phrase(noun)
    if named := _known_in(printed, speakers):
        return named
    person = _person_in(printed) or _person_behind(noun, language)
    group = _group_of(noun, language, speakers)
    if person and group and group not in person:
        return f"{person} ({group})"
    return person if person and (person not in printed or _is_person_alone(printed, person, language)) else printed


def authors_of(noun: Token, language: str) -> list[Token]:
    """Return the authors of a statement: "the group issued a statement claiming …"; for other nouns, the noun."""
    verb = noun.head
    is_given = lemma(noun) in words(language, "voice", "statement") and any(one.i == noun.i for one in objects(verb))
    above = governor(noun)[1]
    if lemma(noun) in words(language, "place", "kinds") and above is not None and above.pos_ == "NOUN":
        return [above]  # "an official from the area, who put the toll at 19"
    return subjects(verb) if is_given else [noun]


def _person_in(printed: str) -> str:
    """Return the name of a person in the words for a speaker: not of a place, nor of the people spoken for."""
    for match in NAMED.finditer(printed):
        is_of_others = _OF.search(printed[: match.start()]) or match[0].endswith(("'s", "’s"))
        if not is_of_others and not _GOES_ON.match(printed, match.end()):
            return match[0]
    return ""


def _person_behind(noun: Token, language: str) -> str:
    """Return the person's name after a role: "the government spokesman, Ali Sow, said"."""
    if lemma(noun) not in words(language, "voice", "roles"):
        return ""
    names = (text_of(noun_phrase(child)) for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN")
    return next((name for name in names if NAMED.fullmatch(name)), "")


def _takes_up(noun: Token, language: str, last: str) -> bool:
    """Whether "the group" is the last speaker: "the army" only if an army spoke, "the rebels" only if no officials."""
    name = lemma(noun)
    if not last or name not in words(language, "voice", "groups"):
        return False
    if name in last.lower():
        return True
    return name not in words(language, "voice", "of_their_own") and not _is_common(last, language)


def _is_common(claimant: str, language: str) -> bool:
    """Whether the last speaker is only a common noun, not a name: "officials", "the police"."""
    known = words(language, "voice", "roles") | words(language, "voice", "groups") | words(language, "actors", "civil")
    first, *others = claimant.split()
    last = (others or [first])[-1].lower()
    is_name = any(word[0].isupper() for word in others) or (others and first[0].isupper()) or claimant.isupper()
    return not is_name and bool({last, last.removesuffix("s")} & (known | words(language, "actors", "armed")))


def _known_in(printed: str, speakers: Speakers) -> str:
    """Return the name of the one actor in "the insurgent group X (Y)", as printed; empty unless there is just one."""
    found = {
        name: alias for alias, names in speakers.known.in_prose.items() for name in names if _holds(printed, alias)
    }
    if len(found) != 1 and len(set(found.values())) != 1:
        return ""
    alias = next(iter(found.values()))
    at = fold_name(printed).find(alias)
    return printed[at : at + len(alias)] if at >= 0 and len(fold_name(printed)) == len(printed) else ""


def _holds(printed: str, alias: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", fold_name(printed))) and len(alias) > 2


def _is_person_alone(printed: str, name: str, language: str) -> bool:
    rest = printed.replace(name, "").strip(" ,").lower()
    return any(word in words(language, "voice", "roles") for word in re.findall(r"[\w-]+", rest)) and "(" not in rest


def _name_begins(phrase: Span) -> int:
    """Return the token where the name at the start of a phrase begins: "Nusrat ul-Islam", "Abu al-Walid"."""
    start = phrase.start
    goes_on = re.match(shared_pattern("name_particles"), phrase.doc[start].text)
    while goes_on and start and (_is_in_name(phrase.doc[start - 1])):
        start -= 1
    return start


def _is_in_name(token: Token) -> bool:
    is_word = token.text[:1].isupper() or re.match(shared_pattern("name_particles"), token.text)
    return bool(is_word) and token.text.lower() not in _ARTICLES


def _phrase(noun: Token) -> str:
    """Return the printed words for a speaker, without an article, a relative clause or an aside."""
    left, right = _name_begins(noun_phrase(noun)), noun.i
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"relcl", "acl", "acl:relcl", "appos", "punct", "advcl", "cc", "conj", "ccomp"}:
            if child.dep_ == "conj" and child.i - noun.i < 6 and child.right_edge.i - noun.i < 8:
                right = max(right, child.right_edge.i)
                continue
            if child.dep_ in {"punct", "cc"}:
                continue
            break
        right = max(right, child.right_edge.i)
    while noun.doc[right].text.istitle() and noun.doc[right + 1 : right + 2].text.istitle():
        right += 1  # "le maire Ali Sow", where the small model splits the name
    span = noun.doc[left : right + 1]
    if "(" in span.text and ")" not in span.text and noun.doc[right + 1 : right + 2].text == ")":
        span = noun.doc[left : right + 2]
    text = text_of(span)
    first, _, rest = text.partition(" ")
    is_article = first.lower() in _ARTICLES and first not in _NO_ARTICLES
    text = rest if is_article and rest else re.sub(r"^[lL]['’]", "", text)
    text = re.split(r" (?:on|that) ", bare_claimant(text))[0]
    return " ".join(text.split()[:_MOST_WORDS]).strip(' ,;:“”"')


def _group_of(noun: Token, language: str, speakers: Speakers) -> str:
    """Return the group that a person speaks for, after "spokesman for", by its short name if that is known."""
    roles = words(language, "voice", "spokesman")
    for role in [noun, *(child for child in noun.children if child.dep_ in {"appos", "compound", "nmod"})]:
        if lemma(role) not in roles:
            continue
        for child in role.subtree:
            if child.lower_ in {"for", "of", "de", "du", "des"} and child.dep_ in {"prep", "case"}:
                target = next(
                    (one for one in child.children if one.dep_ == "pobj"), child.head if child.dep_ == "case" else None
                )
                if target is not None and target.i != role.i:
                    return _short(_phrase(target), speakers)
    return ""


def _short(printed: str, speakers: Speakers) -> str:
    names = speakers.known.in_prose.get(prose_key(printed))
    return speakers.known.short(names[-1]) if names else printed
