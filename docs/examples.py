"""For mkdocstrings: the doctest at the end of a docstring is its section of examples, also without that heading."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

__all__ = ["ExamplesWithoutHeading"]


class ExamplesWithoutHeading(Extension):
    """Gives a doctest that begins a paragraph the heading that numpydoc wants."""

    def on_instance(self, *, obj: Object, **kwargs: Any) -> None:  # noqa: ARG002 (griffe's signature)
        """Look at one object after another."""
        if obj.docstring:
            obj.docstring.value = with_heading(obj.docstring.value)


def with_heading(docstring: str) -> str:
    r"""Return the docstring with a heading above its first doctest.

    >>> with_heading("Add.\n\n>>> 1 + 1\n2")
    'Add.\n\nExamples\n--------\n>>> 1 + 1\n2'
    """
    if "\nExamples\n---" in docstring:
        return docstring
    return re.sub(r"\n\n(?=>>> )", "\n\nExamples\n--------\n", docstring, count=1)
