"""Choose which columns beyond the schema are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mapper.errors import ParameterError
from mapper.model.dossier import Dossier
from mapper.model.involved import COUNT
from mapper.model.schema import DATA_SET, EVENT_INPUT_COLUMNS

__all__ = ["NEEDED", "keep_columns"]

NEEDED: Final = frozenset({DATA_SET, COUNT})
"""Columns that the mapper itself needs: always kept, and no facts of an event."""
_IN_FILE: Final = "_in_file"
_NONE: Final = "none"


def keep_columns(dossier: Dossier, keep: Sequence[str]) -> Dossier:
    """Return the dossier with only these columns beyond the schema, and those with the words of values not understood.

    Names are those of the files, in any case, several of them with commas between; `none` keeps none.

    Raises ParameterError where no source has a column of that name.

    >>> import pandas as pd
    >>> from mapper.readers import read_sources
    >>> frame = pd.DataFrame({"event_id": ["a"], "weapon": ["mortar"], "weather": ["dry"]})
    >>> keep_columns(read_sources([frame]), ["Weapon"]).own_columns
    ('weapon',)
    """
    there = {_plain(name) for name in (*dossier.extra_columns, *dossier.account["column"], *EVENT_INPUT_COLUMNS)}
    named = (name for text in keep for name in ([text] if _plain(text) in there else text.split(",")))
    wanted = {_plain(name): name for name in named if _plain(name) not in {_NONE, ""}}
    for plain, name in wanted.items():
        if plain not in there:
            raise ParameterError("keep", name, f"columns of the sources: {', '.join(dossier.own_columns) or 'none'}")
    chosen = [name for name in dossier.extra_columns if _plain(name) in wanted]
    kept = [name for name in dossier.extra_columns if name in {*chosen, *NEEDED} or name.endswith(_IN_FILE)]
    gone = [name for name in dossier.extra_columns if name not in kept]
    left_out = (dossier.account["became"] == "own") & ~dossier.account["column"].map(
        lambda name: _plain(name) in wanted
    )
    return dossier.replace(
        events=dossier.events.drop(columns=gone),
        extra_columns=tuple(kept),
        own_columns=tuple(name for name in kept if name not in NEEDED),
        account=dossier.account.assign(became=dossier.account["became"].mask(left_out, "unused")),
    )


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").removesuffix(_IN_FILE)
