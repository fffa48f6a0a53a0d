"""Sentences of the page on which drafts are reviewed, made from codes in the language of the reader."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from gazetteer.words import Catalogue
from mapper import words

__all__ = ["Message"]


class Message(words.Message):
    """A sentence of the page's own catalogue; its arguments may be messages of the mapper and the gazetteer.

    >>> Message("take").text("fr")
    'Retenir'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)
