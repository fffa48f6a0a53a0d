"""How far long work is: whoever does it names its steps, and whoever waits may listen. Nobody listens by default.

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
"""Takes how much more is done."""

Listener = Callable[[str, int | None], AbstractContextManager[Advance]]
"""Takes what a step is called and how much there is to do, where that is known; it is entered when the step begins."""

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def step(title: str, total: int | None = None) -> Iterator[Advance]:
    """Do something that may take long, in the body of the `with` statement; steps may be nested.

    Parameters
    ----------
    title
        What is done, for a reader: `Reading events.csv`.
    total
        How much there is to do, in rows or bytes; the value of the `with` statement takes how much more is done.
    """
    listener = _LISTENER.get()
    if listener is None:
        yield lambda _: None
        return
    with listener(title, total) as advance:
        yield advance


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Tell the listener of all steps in the body of the `with` statement; with None nobody is told."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)
