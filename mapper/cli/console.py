"""What the commands share: messages on standard error, JSON on standard output, the default sources.

The user chooses how much is said (`-q`, `-v`, `--debug`) for one run of the program.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mapper.errors import SourceMissingError
from mapper.model.text import terminal_safe

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = [
    "TALK",
    "Talk",
    "bullets",
    "complain",
    "json_object",
    "json_text",
    "open_gazetteer",
    "print_json",
    "print_json_list",
    "say",
    "say_no_room",
    "sources_or_seeds",
    "speaking",
    "warnings_as_sentences",
    "write_bytes",
]

_Item = TypeVar("_Item")

_AT_ONCE: Final = 5_000
_STEP: Final = "  "
_encoded: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass
class Talk:
    """How much the program says on standard error.

    `quiet`: only errors, and the reason for an exit code. `verbose`: also each row and value that was not used, and
    how long each step took. `debug`: also the traceback of an error.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    def set(self, *, quiet: bool = False, verbose: bool = False, debug: bool = False) -> None:
        """Add the options typed after a command to those typed before it."""
        self.quiet |= quiet
        self.verbose |= verbose or debug
        self.debug |= debug

    def reset(self) -> None:
        """Go back to the defaults, for another run in the same process."""
        self.quiet = self.verbose = self.debug = False


TALK = Talk()


def say(text: str, *, anyway: bool = False) -> None:
    """Write a line to standard error, unless the user chose quiet; a closed pipe is ignored.

    `anyway` writes it even then: it is for the reason of an exit code.
    """
    if TALK.quiet and not anyway:
        return
    with suppress(BrokenPipeError):
        _speak[-1](text)


def _print(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


_speak: list[Callable[[str], None]] = [_print]


@contextmanager
def speaking(speak: Callable[[str], None]) -> Iterator[None]:
    """Let `say` use this function within the body, so that a progress display can make room for the line."""
    _speak.append(speak)
    try:
        yield
    finally:
        _speak.pop()


def say_no_room(headings: Sequence[str]) -> None:
    """Say which columns of a table did not fit the terminal."""
    if headings:
        say(f"Not shown for want of width: {', '.join(headings)}; a wider terminal, a pipe and --json have them.")


def complain(text: str, *more: str) -> None:
    """Write an error to standard error: one line that begins with the program's name, then the others, indented."""
    print(f"mapper: {terminal_safe(text)}", *(f"  {terminal_safe(line)}" for line in more), sep="\n", file=sys.stderr)


def open_gazetteer(**sources: Any) -> Gazetteer:
    """Open the gazetteer; say so on standard error while a source is indexed for the first time."""
    from gazetteer import Gazetteer

    return Gazetteer.open(on_build=lambda title: say(f"Indexing {title}, once; this may take a while …"), **sources)


def json_text(value: Any, margin: str = "\n") -> str:
    r"""Return a value as JSON, indented by two; `margin` is a line break and the indent of the value itself.

    With an indent, the standard library's `json` does not use its C encoder and is slow, so this function does it.

    Raises ValueError for numbers that JSON lacks: not a number, infinite.

    >>> json_text({"a": [1, "é"], "b": {}})
    '{\n  "a": [\n    1,\n    "é"\n  ],\n  "b": {}\n}'
    """
    inner = margin + _STEP
    if isinstance(value, dict):
        return json_object(((_encoded(name), json_text(one, inner)) for name, one in value.items()), margin)
    if isinstance(value, list | tuple):
        return "".join(json_list((json_text(one, inner) for one in value), margin))
    return _encoded(value)


def json_object(members: Iterable[tuple[str, str]], margin: str = "\n") -> str:
    r"""Return a JSON object; names and values are JSON already.

    >>> json_object([('"a"', "1")])
    '{\n  "a": 1\n}'
    """
    inner = margin + _STEP
    text = ",".join([f"{inner}{name}: {value}" for name, value in members])
    return f"{{{text}{margin}}}" if text else "{}"


def json_list(items: Iterable[str], margin: str = "\n") -> Iterator[str]:
    r"""Yield a JSON list piece by piece; the items are JSON already.

    >>> "".join(json_list(["1", "2"])), "".join(json_list([]))
    ('[\n  1,\n  2\n]', '[]')
    """
    before = "[" + margin + _STEP
    empty = True
    for item in items:
        yield before + item
        before, empty = "," + margin + _STEP, False
    yield "[]" if empty else margin + "]"


def print_json(value: Any) -> None:
    """Print a value as indented JSON in UTF-8, whatever the terminal's own encoding is."""
    write_bytes(json_text(value).encode("utf-8", "replace") + b"\n")


def print_json_list(texts: Iterable[str]) -> None:
    """Print a list of items that are JSON already (`json_text`), one by one as they come."""
    pieces = json_list(texts)
    while some := "".join(islice(pieces, _AT_ONCE)):
        write_bytes(some.encode("utf-8", "replace"))
    write_bytes(b"\n")


def write_bytes(data: bytes) -> None:
    """Write all bytes to standard output: an unbuffered stream takes only a part of them when a disk fills up."""
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def sources_or_seeds(sources: Sequence[str] | None) -> list[str]:
    """Return the named sources, or the folder `seeds` of the current folder if none is named.

    Raises SourceMissingError if there is neither.

    >>> sources_or_seeds(["a.csv"])
    ['a.csv']
    """
    if sources:
        return list(sources)
    if (Path("seeds") / "events.csv").exists():
        return ["seeds"]
    raise SourceMissingError(
        "no source is named and there is no ./seeds here; name a folder or a file, such as `mapper map events.csv`, or "
        "write the example with `mapper example`"
    )


@contextmanager
def warnings_as_sentences() -> Iterator[None]:
    """Collect Python's warnings in the body, then write them to standard error as sentences without a line of code."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        yield
    for message in dict.fromkeys(
        str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)
    ):
        say(f"Warning: {message}.")


def bullets(items: Sequence[_Item], wording: Callable[[_Item], str] = str, *, most: int = 12) -> None:
    """Write the first items to standard error, one indented line each, and how many more there are."""
    shown = len(items) if TALK.verbose else most
    for item in items[:shown]:
        say(f"  {terminal_safe(wording(item))}")
    if len(items) > shown:
        say(f"  … and {len(items) - shown:,} more (see `mapper check`)")
