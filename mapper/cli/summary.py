"""What `mapper map` says of the rows it read and of the events it draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from mapper.cli.console import bullets, plural, say
from mapper.model.text import terminal_safe

__all__ = ["say_disputed", "say_located", "say_read", "say_written"]


def say_read(*, read: int, used: int, duplicates: int = 0, rejected: int = 0, faults: int = 0) -> None:
    """Say what became of the rows."""
    duplicated = f", {plural(duplicates, 'duplicate')}" if duplicates else ""
    refused = f", {rejected:,} rejected" if rejected else ""
    say(f"Read {plural(read, 'row')}: {used:,} used{duplicated}{refused}, {plural(faults, 'fault')} in values.")


def say_located(on_the_map: int, missing: Mapping[str, int]) -> None:
    """Say how many events have a place, and for which reasons others have none."""
    say(f"On the map: {plural(on_the_map, 'event')}. Not on the map: {sum(missing.values()):,}.")
    commonest_first = sorted(missing.items(), key=lambda item: -item[1])
    bullets(f"{reason} ({plural(count, 'event')})" for reason, count in commonest_first)


def say_disputed(events: Iterable[tuple[str, str]]) -> None:
    """Say on which events sources disagree, and on which fields."""
    listed = [f"{event_id}: {fields}" for event_id, fields in events]
    say(f"Sources disagree on {plural(len(listed), 'event')}.")
    bullets(listed)


def say_written(path: Path) -> None:
    """Say where the map is: its path is the result, and goes to standard output."""
    say(f"Open {terminal_safe(str(path))} in a browser:")
    with suppress(BrokenPipeError):  # nobody wants the name any more: the map is there all the same
        print(path)
