"""Why a value was not understood: a code of the catalogue of faults, with reason and remedy in words.

>>> raise UnreadError("no-year")
Traceback (most recent call last):
...
mapper.model.unread.UnreadError: a date without a year
"""

from __future__ import annotations

from mapper.model.words import Message

__all__ = ["UnreadError"]


class UnreadError(ValueError):
    """A text that cannot be read as the kind of value asked for; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(Message(code).text())
        self.code = code

    @property
    def message(self) -> Message:
        """What is wrong, as a clause."""
        return Message(self.code)

    @property
    def reason(self) -> str:
        """What is wrong, in English."""
        return self.message.text()

    @property
    def remedy(self) -> str:
        """How to mend it, as an imperative in English."""
        return Message(f"{self.code}-remedy").text()
