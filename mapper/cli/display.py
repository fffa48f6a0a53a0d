"""The progress display on a terminal: each step, how far it is, and how long it has run.

It is written to standard error and removed when the work is done. There is none in a pipe or with `-q`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mapper.cli.console import TALK, say, speaking
from mapper.model.text import terminal_safe
from mapper.progress import Advance, Listener, listening

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["showing_steps"]

_REFRESH: Final = 0.1
"""Seconds between two refreshes. Work that holds Python's lock is only shown when it reports its progress."""


@contextmanager
def showing_steps() -> Iterator[None]:
    """Show the steps of the body on a terminal, and with `-v` say how long each took."""
    on_terminal = sys.stderr.isatty() and not TALK.quiet
    with listening(_timed(_shown() if on_terminal else _unseen)):
        yield


@contextmanager
def _unseen(_: str, __: int | None) -> Iterator[Advance]:
    yield lambda _: None


def _timed(listener: Listener) -> Listener:
    """Return a listener that also says how long each step took, if the user asked for it."""

    @contextmanager
    def listen(title: str, total: int | None) -> Iterator[Advance]:
        begun = time.monotonic()
        with listener(title, total) as advance:
            yield advance
        if TALK.verbose:
            say(f"{terminal_safe(title)}: {time.monotonic() - begun:.1f} s")

    return listen


def _shown() -> Listener:
    """Return a listener that shows the steps that are under way, the outermost first."""
    open_steps: list[Progress] = []

    @contextmanager
    def listen(title: str, total: int | None) -> Iterator[Advance]:
        outermost = not open_steps
        progress = _progress() if outermost else open_steps[0]
        open_steps.append(progress)
        if outermost:
            progress.start()
        task = progress.add_task(terminal_safe(title), total=total)
        last = time.monotonic()

        def advance(done: int) -> None:
            nonlocal last
            progress.update(task, advance=done)
            if time.monotonic() - last >= _REFRESH:
                progress.refresh()
                last = time.monotonic()

        try:
            with speaking(lambda text: progress.console.print(text, markup=False, soft_wrap=True)):
                yield advance
        finally:
            open_steps.pop()
            progress.remove_task(task)
            if outermost:
                progress.stop()

    return listen


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description} …", markup=False),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=False,  # results may go to a file while this is shown
        redirect_stderr=False,
        refresh_per_second=1 / _REFRESH,
    )
