"""Sentences on what is wrong with a value or a row, and how to mend it, made from codes in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from gazetteer.words import Argument, Catalogue
from mapper import words

__all__ = ["Message", "fault"]


class Message(words.Message):
    """A sentence of the catalogue of faults.

    >>> Message("no-year").text("fr")
    'date sans année'
    """

    __slots__ = ()
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)


def fault(code: str, *, remedy: str = "", **arguments: Argument) -> Message:
    """Return the reason of a fault and its remedy, as the arguments `reason` and `remedy` of one message.

    `remedy` is its code, by default that of the reason with `-remedy` after it.

    >>> fault("no-degrees", bound=90).text()
    'not degrees; give decimal degrees between -90 and 90'
    """
    mend = Message(remedy or f"{code}-remedy", **arguments)
    return Message("fault", reason=Message(code, **arguments), remedy=mend)
