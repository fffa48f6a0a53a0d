"""`Message`: a sentence as a code with arguments, rendered only when it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from gazetteer.words.catalogue import Catalogue, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer.words.catalogue import Part

__all__ = ["Argument", "Message"]

Argument: TypeAlias = "str | float | Message | tuple[Argument, ...]"
"""An argument of a sentence; text is the same in every language."""


class Message:
    r"""A sentence as a code of the catalogue with its named arguments; equal messages are equal sentences.

    Parameters
    ----------
    code
        Which sentence of the catalogue.
    arguments
        Its named arguments: text, numbers, other messages, or tuples of them. Empty text counts as no value.

    >>> message = Message("unknown", name="Blorgistan")
    >>> message.text()
    "No known place is spelt 'Blorgistan' or nearly so."
    >>> message.text("fr")
    'Aucun lieu connu ne s’écrit «\xa0Blorgistan\xa0», même à peu près.'
    """

    __slots__ = ("_arguments", "_code")
    catalogue: ClassVar[Catalogue] = Catalogue(Path(__file__).parent)

    def __init__(self, code: str, /, **arguments: Argument) -> None:
        self._code = code
        self._arguments = arguments  # not copied: a batch makes several messages for each name

    @property
    def code(self) -> str:
        """Which sentence of the catalogue."""
        return self._code

    def __getitem__(self, name: str) -> Any:
        return self._arguments[name]

    def parts(self) -> Iterator[Message]:
        """Yield the message and those among its arguments, at any depth.

        >>> outer = Message("unknown", name="Gao", remarks=(Message("no-name", name="Gao"),))
        >>> [one.code for one in outer.parts()]
        ['unknown', 'no-name']
        """
        yield self
        for value in self._arguments.values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Message):
                    yield from one.parts()

    def says(self, code: str) -> bool:
        """Tell whether the message or one of its parts has this code.

        >>> Message("unknown", name="Gao", remarks=(Message("no-name", name="Gao"),)).says("no-name")
        True
        """
        return any(part.code == code for part in self.parts())

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self._code, self._arguments) == (other._code, other._arguments)

    def __hash__(self) -> int:
        return hash((self._code, *sorted(self._arguments.items())))

    def __repr__(self) -> str:
        return f"Message({', '.join([repr(self._code), *(f'{n}={v!r}' for n, v in self._arguments.items())])})"

    def text(self, language: str = "en") -> str:
        """Return the sentence in a language, one of `LANGUAGES`.

        Raises KeyError if the catalogue lacks the code, or the message lacks an argument.
        """
        values = self._arguments
        return _filled(self.catalogue.parts(self._code, language, values.get("n")), values, language)

    def as_json(self) -> dict[str, Any]:
        """Return code and arguments as JSON-ready data, from which the page makes the same sentence.

        >>> Message("unknown", name="Gao").as_json()
        {'code': 'unknown', 'name': 'Gao'}
        """
        return {"code": self._code} | {name: _plain(value) for name, value in self._arguments.items()}


def _plain(value: Argument) -> Any:
    if isinstance(value, Message):
        return value.as_json()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _filled(parts: Iterable[Part], values: dict[str, Argument], language: str) -> str:
    texts = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Slot):
            texts.append(_worded(values[part.name], part.form, language))
        elif all(values[slot.name] not in ("", ()) for slot in part if isinstance(slot, Slot)):
            texts.append(_filled(part, values, language))
    return "".join(texts)


def _worded(value: Argument, form: str, language: str) -> str:
    """Return an argument in a form, one of `FORMS`."""
    if isinstance(value, tuple):
        return _joined([_worded(item, "", language) for item in value], form, language)
    if isinstance(value, int | float):
        return _number(value, form, language)
    text = value.text(language) if isinstance(value, Message) else value
    if form == "quoted":
        return repr(text) if language == "en" else f"«\u00a0{text}\u00a0»"
    return text[:1].upper() + text[1:] if form == "capital" else text


def _joined(items: list[str], form: str, language: str) -> str:
    marks = _marks(language)
    if form == "and" and len(items) > 1:
        return marks["list-and"].join([marks["list"].join(items[:-1]), items[-1]])
    if form == "clauses":
        items = [*(item.removesuffix(".") for item in items[:-1]), *items[-1:]]
    return marks[f"list-{form}" if form else "list"].join(items)


def _number(value: float, form: str, language: str) -> str:
    marks = _marks(language)
    written = f"{value:g}" if form == "plain" else f"{value:,}" if isinstance(value, int) else f"{value:,g}"
    return written.translate({ord(","): marks["thousands"], ord("."): marks["decimals"]})


def _marks(language: str) -> Mapping[str, str]:
    """Return the separators of lists and numbers in a language, from the catalogue of this package."""
    return Message.catalogue.sentences[language]  # type: ignore[return-value]  # of these codes none has plurals
