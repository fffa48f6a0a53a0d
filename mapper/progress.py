"""Progress of long work: the worker announces steps, and a caller may listen. By default nobody listens.

>>> from contextlib import contextmanager
>>> @contextmanager
... def tell(title, total):
...     yield lambda done: print(title, done, "of", total)
>>> with listening(tell), step("Writing", total=3) as advance:
...     advance(2)
Writing 2 of 3
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

__all__ = ["Advance", "Listener", "listening", "step"]

Advance = Callable[[int], None]
"""A function that is called with the amount of work done since the last call."""

Listener = Callable[[str, int | None], AbstractContextManager[Advance]]
"""A function from a step's title and its total, if known, to a context manager that is entered as the step begins."""

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def step(title: str, total: int | None = None) -> Iterator[Advance]:
    """Announce that the body of the `with` statement may take long; steps may be nested.

    Parameters
    ----------
    title
        What is done, for a reader: `Reading events.csv`.
    total
        The amount of work, in rows or bytes; call the value of the `with` statement with the amount done since.
    """
    listener = _LISTENER.get()
    if listener is None:
        yield lambda _: None
        return
    with listener(title, total) as advance:
        yield advance


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Announce all steps in the body of the `with` statement to a listener; with None, to nobody."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)
