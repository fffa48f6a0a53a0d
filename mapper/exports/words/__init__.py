"""Sentences in exported files: what a layer holds, how it is drawn, what its tables are called."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from gazetteer.words import Catalogue
from mapper import words

__all__ = ["Message"]


class Message(words.Message):
    """A sentence of the catalogue of exports.

    >>> Message("layer-claims").text("fr")
    'Affirmations'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)
