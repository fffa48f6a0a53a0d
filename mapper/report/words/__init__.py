"""Sentences of the editor's report, made from codes in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from gazetteer.words import Catalogue
from mapper import words

__all__ = ["Message"]


class Message(words.Message):
    """A sentence of the report's own catalogue; its arguments may be messages of the mapper and the gazetteer.

    >>> Message("part-of-itself").text("fr")
    'L’événement est, de proche en proche, une partie de lui-même.'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)
