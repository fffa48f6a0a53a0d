"""Sentences of this package, rendered from codes in the language of the reader."""

from gazetteer.words.catalogue import LANGUAGES, Catalogue
from gazetteer.words.message import Argument, Message

__all__ = ["LANGUAGES", "Argument", "Catalogue", "Message"]
