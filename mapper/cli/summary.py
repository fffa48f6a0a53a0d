"""Reports of the commands: the rows read, and the events that `mapper map` draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.cli.console import bullets, say
from mapper.model.text import plural, terminal_safe
from mapper.vocabulary import label

if TYPE_CHECKING:
    import pandas as pd

    from gazetteer import Message
    from mapper.model.dossier import Dossier

__all__ = [
    "account", "say_codes", "say_disputed", "say_doubtful", "say_drawn", "say_exported", "say_located",
    "say_unlisted", "say_written",
]  # fmt: skip

_REASONS = 3
_DOUBTFUL = 5
_NAMED, _LONGEST = 6, 40
_OF_COLUMNS = {"own": ("own column", ""), "unused": ("column", " not used")}


def account(dossier: Dossier) -> str:
    """Return one line: how many rows, cells and columns of the sources were used, and how many were not.

    >>> import mapper
    >>> account(mapper.read("seeds"))
    'Read 45 rows: 45 used, 0 faults in values.'
    """
    counts = dossier.counts
    duplicated = f", {plural(counts.duplicates, 'duplicate')}" if counts.duplicates else ""
    refused = f", {counts.rejected:,} rejected ({_reasons(dossier.rejects)})" if counts.rejected else ""
    faults = f"{plural(len(dossier.faults), 'fault')} in values{' (-v says which)' if len(dossier.faults) else ''}"
    rows = f"Read {plural(counts.read, 'row')}: {counts.used:,} used{duplicated}{refused}, {faults}"
    return "; ".join([rows, *_skipped(dossier.skipped), *_cells_and_columns(dossier.account)]) + "."


def _skipped(skipped: pd.DataFrame) -> list[str]:
    """Return how many rows are not events, by kind."""
    if not len(skipped):
        return []
    kinds = skipped["kind"].value_counts(sort=False)
    told = ", ".join(f"{label('row_kinds', str(kind))} {count:,}" for kind, count in kinds.items())
    return [f"{len(skipped):,} more that are no events ({told})"]


def _cells_and_columns(account: pd.DataFrame) -> list[str]:
    """Return how many cells were not understood, and which columns were not read into a field."""
    told = []
    if bad := int(account["not_understood"].sum()):
        told.append(f"{plural(bad, 'cell')} not understood")
    for became, (noun, words) in _OF_COLUMNS.items():
        filled = account["cells"] > account["empty"] + account["missing"]
        names = account.loc[(account["became"] == became) & filled, "column"].unique()
        if len(names):
            told.append(f"{plural(len(names), noun)}{words}: {terminal_safe(_some(names))}")
    return told


def _some(names: Iterable[str]) -> str:
    """Return a few names, and how many more there are."""
    listed = [name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in dict.fromkeys(names)]
    more = [f"{len(listed) - _NAMED} more"] if len(listed) > _NAMED else []
    return ", ".join([*listed[:_NAMED], *more])


def _reasons(rejects: pd.DataFrame) -> str:
    """Return the reasons for rejected rows, the commonest first, each with its number of rows."""
    counted = rejects.groupby("reason", sort=False).size().sort_values(ascending=False, kind="stable")
    told = [f"{terminal_safe(str(reason))}: {number:,}" for reason, number in counted.head(_REASONS).items()]
    others = int(counted.iloc[_REASONS:].sum())
    return "; ".join([*told, *([f"other reasons: {others:,}"] if others else [])])


def say_drawn(chosen: Dossier, read: int, *, only_counts: bool) -> None:
    """Say how many of the events read are drawn, of which kinds, and why others have no location."""
    from mapper.processing.context import events_and_context
    from mapper.report import unlisted_names

    say_filter(chosen, read)
    if not only_counts:  # counts have no tags that distinguish context
        _say_context(*events_and_context(chosen.events))
    say_located(chosen.summary().located, chosen.unlocated)
    say_unlisted(unlisted_names(chosen))


def say_filter(chosen: Dossier, read: int) -> None:
    """Say how many of the events read pass the filter, if there is one."""
    from mapper.model.involved import count_events

    if chosen.filter_words:
        words = terminal_safe(chosen.filter_words)
        say(f"Filter {words}: {plural(count_events(chosen.events), 'event')} of {read:,}.")


def say_exported(chosen: Dossier, read: int) -> None:
    """Say how many of the events read pass the filter, and how many of these have no point."""
    say_filter(chosen, read)
    events, located = chosen.summary().events, chosen.summary().located
    if located < events:
        missing = plural(events - located, "event")
        say(f"Without a point: {missing} of {events:,}, which no map shows (`mapper check` says why).")


def say_located(on_the_map: int, missing: Mapping[str, int]) -> None:
    """Say how many events are on the map, and why others are not."""
    say(f"On the map: {plural(on_the_map, 'event')}. Not on the map: {sum(missing.values()):,}.")
    commonest_first = sorted(missing.items(), key=lambda item: (-item[1], item[0]))
    bullets(commonest_first, lambda one: f"{one[0]} ({plural(one[1], 'event')})")


def _say_context(of_conflict: int, of_context: int) -> None:
    """Say which events the page opens with, if it has both conflict events and others."""
    if of_conflict and of_context:
        say(
            f"The page opens with {plural(of_conflict, 'conflict event')}; the file also holds "
            f"{plural(of_context, 'political or contextual event')}, one switch away."
        )


def say_unlisted(names: Mapping[str, int]) -> None:
    """Say how many names, by country, a list of villages might resolve, and the command that fetches the list."""
    if not names:
        return
    from gazetteer import country_name

    countries = [f"{country_name(code)} ({count:,})" for code, count in names.items()]
    where = f"{', '.join(countries[:_NAMED])}{' and others' if len(names) > _NAMED else ''}"
    codes = ",".join(list(names)[:_NAMED])
    verb = "is" if sum(names.values()) == 1 else "are"
    say(
        f"{plural(sum(names.values()), 'place name')} {verb} in no list of places that is loaded, of {where}: "
        f"`mapper gazetteer add --country {codes}` fetches lists of villages."
    )


def say_doubtful(points: Sequence[tuple[str, Message]]) -> None:
    """Say which events have doubtful coordinates, and why; nothing if there are none."""
    if points:
        say(f"Not where the record says: the coordinates of {plural(len(points), 'event')}, drawn as they are.")
        bullets(points, lambda one: f"{one[0]}: {one[1].text()}", most=_DOUBTFUL)


def say_disputed(events: Sequence[tuple[str, str]]) -> None:
    """Say on which events and fields sources disagree; nothing if they agree on all."""
    if events:
        say(f"Sources disagree on {plural(len(events), 'event')}.")
        bullets(events, ": ".join)


def say_codes(columns: Sequence[str]) -> None:
    """Say that a file of boundaries would place events by the codes in these columns."""
    if columns:
        names = terminal_safe(", ".join(columns))
        say(f"P-codes in {names}: with --boundaries FILE, events without a place are drawn in the area of their code.")


def say_written(path: Path) -> None:
    """Print the path of the map, which is the result, to standard output."""
    say(f"Open {terminal_safe(str(path))} in a browser:")
    with suppress(BrokenPipeError):  # the reader of standard output is gone, but the map is written
        print(path)
