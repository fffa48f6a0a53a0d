"""The schema of a dossier's tables as constants: column names, their pandas types, the closed lists.

They are made from `mapper.vocabulary`; `docs/design/model.md` says what each column means.

>>> EVENT_COLUMNS["geo_precision"]
'Int8'
>>> "range" in DATE_PRECISIONS
True
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from mapper.vocabulary import by_term, columns_of, terms

__all__ = [
    "ACCOUNT_COLUMNS",
    "ACTOR_COLUMNS",
    "ACTOR_ROLES",
    "ALTERNATIVE_COLUMNS",
    "AROUND",
    "CLAIM_COLUMNS",
    "CONTEXT_TYPE",
    "DATA_SET",
    "DATE_PRECISIONS",
    "DECISION_COLUMNS",
    "EVENT_COLUMNS",
    "EVENT_INPUT_COLUMNS",
    "EXPORTED_COLUMNS",
    "FATALITY_COLUMNS",
    "FAULT_COLUMNS",
    "HOLDING",
    "ID_COLUMNS",
    "KIND_OF_STEP",
    "LIST_SEPARATOR",
    "LOCATION_KINDS",
    "MOST_QUOTE_WORDS",
    "NEAR_KM",
    "NEGATIVE",
    "PLACE_RELATIONS",
    "RADIUS_KM_OF_STEP",
    "SEARCHED_COLUMNS",
    "SITE_KINDS",
    "SKIPPED_COLUMNS",
    "SOURCE_COLUMNS",
    "SUMMARY_COLUMNS",
    "VAGUE_KINDS",
    "Step",
    "names_in_cell",
]

LIST_SEPARATOR: Final = "; "
"""Joins several actors, sources or fields in one cell; a `;` alone splits them on reading."""

DATE_PRECISIONS: Final = terms("date_precisions")
PLACE_RELATIONS: Final = terms("place_relations")
AROUND: Final = terms("place_relations", having="around")
"""Relations by which an event is not at the place named but around it."""
LOCATION_KINDS: Final = terms("location_kinds")
SITE_KINDS: Final = terms("location_kinds", having="site")
"""The kinds of location that a place on the map may have."""
VAGUE_KINDS: Final = terms("location_kinds", having="vague")
"""The kinds of location that are drawn hollow: the exact place of the event is not known."""
CONTEXT_TYPE: Final = terms("event_types", having="context")[0]
"""ACLED's type for events that are not violence but explain it: agreements, arrests, changes of groups."""
NEGATIVE: Final = terms("stances", having="negative")
"""The stances against a value."""
HOLDING: Final = ("", *(stance for stance in terms("stances") if stance not in NEGATIVE))
"""The stances that hold a value. An unknown stance neither holds nor denies one."""


def _recorded() -> tuple[str, ...]:
    """Return the columns that a person may write, in the order of a dossier's file."""
    written = [column for column in columns_of("events").values() if not column.computed]
    order = [column.name for column in written if not column.record_after]
    for column in written:
        if column.record_after:
            order.insert(order.index(column.record_after) + 1, column.name)
    return tuple(order)


EVENT_COLUMNS: Final = {name: column.type for name, column in columns_of("events").items() if not column.record_only}
"""The columns of the events in memory and their pandas types."""
EVENT_INPUT_COLUMNS: Final = _recorded()
"""What an event table of the tool's own format may carry; all but `event_id` may be left out."""
ACTOR_ROLES: Final = tuple(name for name, column in columns_of("events").items() if column.role)
FATALITY_COLUMNS: Final = tuple(name for name, column in columns_of("events").items() if column.figure)
SEARCHED_COLUMNS: Final = tuple(name for name, column in columns_of("events").items() if column.searched)
"""The columns in which a word search looks, besides names of actors and the user's own columns."""

CLAIM_COLUMNS: Final = tuple(name for name, column in columns_of("claims").items() if not column.computed)
SOURCE_COLUMNS: Final = tuple(columns_of("sources"))
ACTOR_COLUMNS: Final = tuple(columns_of("actors"))
ID_COLUMNS: Final = {"events": "event_id", "claims": "claim_id", "sources": "source_id", "actors": "actor_id"}
"""The tables that people keep in a dossier, and the column that identifies the rows of each."""
MOST_QUOTE_WORDS: Final = 25
"""The longest quotation that a dossier may hold."""
ALTERNATIVE_COLUMNS: Final = {name: column.type for name, column in columns_of("alternatives").items()}
FAULT_COLUMNS: Final = tuple(columns_of("faults"))
ACCOUNT_COLUMNS: Final = {name: column.type for name, column in columns_of("account").items()}
"""What became of each column of each source, and of its cells."""
SKIPPED_COLUMNS: Final = {name: column.type for name, column in columns_of("skipped").items()}
"""Rows of the sources that are no events: empty rows, totals, notes, titles above the header."""
DECISION_COLUMNS: Final = tuple(columns_of("decisions"))
EXPORTED_COLUMNS: Final = tuple(columns_of("exported"))
"""The columns that exports add to the events: claims in words, and claims and alternatives as JSON text."""
SUMMARY_COLUMNS: Final = EXPORTED_COLUMNS[:2]
"""The first two of them: the claims as sentences, and the claims that the figures rest on."""
DATA_SET: Final = "data_set"
"""The extra column that names the data set a row comes from; figures of the row are that data set's."""


class Step(IntEnum):
    """The steps of `geo_precision` that code asks for by name; `terms.json` says what they mean.

    >>> Step.ADMIN_1 < Step.COUNTRY, str(Step.VAGUE)
    (True, '5')
    """

    EXACT = 1
    NEAR = 2
    ADMIN_2 = 3
    ADMIN_1 = 4
    VAGUE = 5
    COUNTRY = 6
    INTERNATIONAL = 7


KIND_OF_STEP: Final = (LOCATION_KINDS[0], *by_term("geo_precisions", "kind").values())
"""The kind of location for each step of `geo_precision`; 0, not stated, is taken for exact."""
RADIUS_KM_OF_STEP: Final = (0.0, *(float(step.get("radius_km", 0)) for step in by_term("geo_precisions").values()))
NEAR_KM: Final = max(RADIUS_KM_OF_STEP)
"""Radius of "near X" where nothing narrower is known: UCDP's where_prec 2 is "within about 25 km" (GED codebook)."""


def names_in_cell(cell: str) -> list[str]:
    """Return the names in a cell, split at `;`, without those that are blank.

    >>> names_in_cell("Radio Kidal;; ORTM ")
    ['Radio Kidal', 'ORTM']
    """
    return [name for part in cell.split(";") if (name := part.strip())]
