"""Sentences of the mapper, made from codes in the language of the reader, as those of `gazetteer.words`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from gazetteer import words
from gazetteer.words import LANGUAGES, Catalogue

__all__ = ["LANGUAGES", "Message"]


class Message(words.Message):
    """A sentence of the mapper's own catalogue; its arguments may be messages of the gazetteer.

    >>> Message("no-place").text("fr")
    'aucun lieu n’est indiqué'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)
