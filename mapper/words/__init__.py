"""Sentences of the mapper, made from codes in the language of the reader, as those of `gazetteer.words`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from gazetteer import words
from gazetteer.words import LANGUAGES, Catalogue

__all__ = ["LANGUAGES", "Message", "by_text", "worded"]


class Message(words.Message):
    """A sentence of the mapper's own catalogue; its arguments may be messages of the gazetteer.

    >>> Message("no-place").text("fr")
    'aucun lieu n’est indiqué'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)


def worded(said: words.Message | str, language: str = "en") -> str:
    """Return a message in words; text as it is.

    >>> worded(Message("no-place"), "fr"), worded("Gao", "fr")
    ('aucun lieu n’est indiqué', 'Gao')
    """
    return said if isinstance(said, str) else said.text(language)


def by_text(said: Iterable[words.Message | str]) -> dict[str, words.Message]:
    """Return the messages among these by their English text.

    >>> by_text([Message("no-place"), "Gao"])
    {'no place is stated': Message('no-place')}
    """
    return {message.text(): message for message in said if not isinstance(message, str)}
