"""The events of many files as one dossier to draw, with the texts on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from mapper.cube.partitioned.spilled import SpilledEvents
from mapper.errors import FormatError
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT
from mapper.model.schema import DATA_SET, EVENT_COLUMNS
from mapper.progress import step
from mapper.render.mapdata import OF_CARDS, own_columns

if TYPE_CHECKING:
    from gazetteer import Message

__all__ = ["Gathered", "gathered"]

_HELD: Final = tuple(name for name in EVENT_COLUMNS if name not in OF_CARDS)
_HELD_EXTRA: Final = (COUNT, DATA_SET, "actor1_in_file", "actor2_in_file", "latitude_in_file", "longitude_in_file")

_NAMED: Final = 3
"""The most repeated ids that an error names."""


class Gathered(NamedTuple):
    """Events to draw: a dossier in the order of the map without the columns that only cards and searches need, and all
    columns on disk. `left_out` are the user's own columns for which the page has no room.
    """

    dossier: Dossier
    texts: SpilledEvents
    left_out: list[str]


@contextmanager
def gathered(pieces: Iterable[tuple[Dossier, Dossier]], meant: Dossier, folder: Path) -> Iterator[Gathered]:
    """Give the chosen events of all pieces, ready to draw.

    `pieces` and `meant` come from `each` and `meant` of a `PartitionedDossier`; `folder` is an empty folder for
    temporary files.

    Raises FormatError if two files have the same event id; in one piece, ids are unique.

    >>> import tempfile
    >>> from gazetteer import Gazetteer
    >>> from mapper.cube.partitioned import look_through
    >>> from mapper.options import Engine
    >>> with Gazetteer.open() as places:
    ...     files = look_through(["seeds/events.csv"], engine=Engine(engine="files"), gazetteer=places)
    >>> with tempfile.TemporaryDirectory() as folder, gathered(files.each(), files.meant, Path(folder)) as found:
    ...     len(found.dossier.events), "notes" in found.dossier.events
    (45, False)
    """
    with SpilledEvents(folder) as texts:
        rest = _added(pieces, texts)
        with step("Sorting events"):
            texts.finish()
            dossier = _as_whole(rest, meant, texts)
            _check_ids(dossier.events["event_id"])
            texts.own, left_out = own_columns(dossier, texts.distinct)
        yield Gathered(dossier, texts, left_out)


def _added(pieces: Iterable[tuple[Dossier, Dossier]], texts: SpilledEvents) -> Dossier:
    """Write the events of all pieces to disk; return their other tables, joined."""
    sources, alternatives, kept = list[pd.DataFrame](), list[pd.DataFrame](), set[str]()
    messages: dict[str, Message] = {}
    rest: Dossier | None = None
    for every, chosen in pieces:
        columns = [*EVENT_COLUMNS, *_extra(chosen)]
        texts.add(chosen.events[columns])
        sources = [pd.concat([*sources, every.sources]).drop_duplicates("source_id", ignore_index=True)]
        kept.update(chosen.sources["source_id"])
        alternatives.append(chosen.alternatives)
        messages.update(chosen.messages)
        rest = chosen.replace(events=chosen.events.head(0)[columns])
        del every, chosen  # free them before the next are read
    if rest is None:
        raise AssertionError("a dossier in its files has one file at least")
    named = sources[0]
    return rest.replace(
        sources=named[named["source_id"].isin(kept)].reset_index(drop=True),
        alternatives=pd.concat(alternatives, ignore_index=True),
        messages=messages,
    )


def _extra(dossier: Dossier) -> list[str]:
    wanted = {*_HELD_EXTRA, *dossier.own_columns}
    return [name for name in dossier.extra_columns if name in wanted]


def _as_whole(rest: Dossier, meant: Dossier, texts: SpilledEvents) -> Dossier:
    """Return the dossier with the columns of all events that are kept in memory, and the other tables."""
    held = [*_HELD, *(name for name in _HELD_EXTRA if name in rest.events)]
    return meant.replace(
        events=texts.frame(held),
        sources=rest.sources,
        claims=rest.claims,
        alternatives=rest.alternatives,
        messages=rest.messages,
    )


def _check_ids(ids: pd.Series) -> None:
    again = ids[ids.duplicated()].unique().tolist()
    if again:
        number = "1 id stands" if len(again) == 1 else f"{len(again):,} ids stand"
        named = f"{', '.join(again[:_NAMED])}{' …' if len(again) > _NAMED else ''}"
        remedy = "give each event an id of its own, or read it without `engine`"
        raise FormatError(f"{number} in more than one file, or part of a large file: {named}", remedy)
