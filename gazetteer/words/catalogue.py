"""Catalogues: the sentences of one language by code, in a JSON file that translators edit.

A sentence holds the names of its arguments in braces; the page reads the same files (`docs/design/words.md`).

- `{name}` is the argument: text as it is, a number with separators, a list with commas.
- `{name, FORM}` is the argument in one of the forms below.
- `[… {name} …]` is left out where an argument in it is empty.
- An object with `one` and `other` in place of a sentence chooses by the plural of the argument `n`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["FORMS", "LANGUAGES", "Catalogue", "Part", "Slot"]

LANGUAGES: Final = ("en", "fr")

FORMS: Final = ("plain", "quoted", "capital", "and", "or", "to", "plus", "semicolons", "clauses", "sentences")
"""`plain`: a number without separators. `quoted`: text in quotation marks. `capital`: the first letter is a capital.
The others join a list: `and` before the last item; `or`, `to` and `plus` before each but the first; `clauses` by
semicolons, without the full stops before them; `sentences` by spaces."""

_TOKEN: Final = re.compile(r"\{(\w+)(?:, (\w+))?\}|([][])|([^][{}]+)")


class Slot(NamedTuple):
    """Where an argument stands in a sentence; `form` is one of `FORMS` or empty."""

    name: str
    form: str


Part = str | Slot | tuple["Part", ...]
"""A part of a sentence: fixed text, an argument, or an optional group of parts."""


class Catalogue:
    """The sentences of one package, read when the first one is needed.

    Parameters
    ----------
    folder
        Where the files `en.json`, `fr.json` lie.

    >>> Catalogue(Path(__file__).parent).parts("country-less", "en")
    Traceback (most recent call last):
    KeyError: 'country-less'
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parsed: dict[tuple[str, str, str], tuple[Part, ...]] = {}

    @cached_property
    def sentences(self) -> Mapping[str, Mapping[str, str | dict[str, str]]]:
        """The sentences by language, then by code."""
        texts = {name: (self._folder / f"{name}.json").read_text(encoding="utf-8") for name in LANGUAGES}
        return {name: json.loads(text) for name, text in texts.items()}

    def __contains__(self, code: str) -> bool:
        return code in self.sentences[LANGUAGES[0]]

    def parts(self, code: str, language: str, n: object = None) -> tuple[Part, ...]:
        """Return the parts of a sentence; `n` chooses between its plurals.

        Raises KeyError for an unknown code or language.
        """
        sentence = self.sentences[language][code]
        plural = "" if isinstance(sentence, str) else _plural(n, language)
        key = (language, code, plural)
        if key not in self._parsed:
            self._parsed[key] = parsed(sentence if isinstance(sentence, str) else sentence[plural])
        return self._parsed[key]


def parsed(sentence: str) -> tuple[Part, ...]:
    """Return the parts of a sentence.

    >>> parsed("{name}[ in {country}]")
    (Slot(name='name', form=''), (' in ', Slot(name='country', form='')))
    """
    groups: list[list[Part]] = [[]]
    for name, form, bracket, text in _TOKEN.findall(sentence):
        if bracket == "[":
            groups.append([])
        elif bracket == "]":
            group = tuple(groups.pop())
            groups[-1].append(group)
        else:
            groups[-1].append(Slot(name, form) if name else text)
    [parts] = groups
    return tuple(parts)


def _plural(n: object, language: str) -> str:
    """Return the plural category of a number: French counts 0 and 1.5 as one, English does not."""
    if not isinstance(n, int | float):
        raise TypeError(f"a sentence with plurals needs a number as its argument n, not {n!r}")
    one = abs(n) < 2 if language == "fr" else n == 1
    return "one" if one else "other"
