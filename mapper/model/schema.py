"""The one documented schema of a dossier's tables: column names, their pandas types, the closed vocabularies.

See `docs/design/model.md` for what each column means.

>>> EVENT_COLUMNS["geo_precision"]
'Int8'
>>> "range" in DATE_PRECISIONS
True
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ACTOR_COLUMNS",
    "ACTOR_KINDS",
    "ACTOR_ROLES",
    "ALTERNATIVE_COLUMNS",
    "CLAIM_COLUMNS",
    "DATA_SET",
    "DATE_PRECISIONS",
    "EVENT_COLUMNS",
    "EVENT_INPUT_COLUMNS",
    "FATALITY_COLUMNS",
    "FAULT_COLUMNS",
    "KIND_OF_STEP",
    "LIST_SEPARATOR",
    "LOCATION_KINDS",
    "NEAR_KM",
    "PLACE_RELATIONS",
    "RADIUS_KM_OF_STEP",
    "RELIABILITIES",
    "SOURCE_COLUMNS",
    "STANCES",
    "SUMMARY_COLUMNS",
    "listed",
    "tidy_list",
]

LIST_SEPARATOR: Final = "; "
"""Joins several actors, sources or fields in one cell; a `;` alone splits them on reading."""

DATE_PRECISIONS: Final = ("day", "week", "month", "season", "year", "range", "unknown")
PLACE_RELATIONS: Final = ("at", "near", "in", "between", "along", "unknown")
LOCATION_KINDS: Final = ("exact", "near", "area", "alternatives", "unlocated")
STANCES: Final = ("asserts", "denies", "confirms", "disputes")
RELIABILITIES: Final = ("", "A", "B", "C", "D", "E", "F")
"""The letters of the Admiralty code (NATO AJP-2.1: reliability of a source), or nothing."""

ACTOR_ROLES: Final = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
FATALITY_COLUMNS: Final = ("fatalities_low", "fatalities_best", "fatalities_high")

ACTOR_KINDS: Final = (
    "State Forces",
    "Rebel Group",
    "Political Militia",
    "Identity Militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other Forces",
)
"""ACLED's interaction codes by name (ACLED codebook, 2024)."""

EVENT_COLUMNS: Final[dict[str, str]] = {
    "event_id": "str",
    "event_date": "datetime64[s]",
    "end_date": "datetime64[s]",
    "date_precision": "category",
    "date_text": "str",
    "place": "str",
    "country": "str",
    "admin1": "str",
    "admin2": "str",
    "place_relation": "category",
    "longitude": "float64",
    "latitude": "float64",
    "geo_precision": "Int8",
    "radius_km": "float64",
    "location_kind": "category",
    "place_id": "str",
    "place_reason": "str",
    "geolocated_by": "str",
    "event_type": "category",
    "sub_event_type": "category",
    "actor1": "category",
    "assoc_actor_1": "category",
    "actor2": "category",
    "assoc_actor_2": "category",
    "actors_as_written": "str",
    "fatalities_low": "Int32",
    "fatalities_best": "Int32",
    "fatalities_high": "Int32",
    "title": "str",
    "notes": "str",
    "tags": "str",
    "part_of": "str",
    "media_url": "str",
    "source": "str",
    "source_url": "str",
    "disputed_fields": "str",
}

EVENT_INPUT_COLUMNS: Final = (
    "event_id", "event_date", "end_date", "date_precision", "place", "country", "admin1", "admin2",
    "place_relation", "latitude", "longitude", "geo_precision", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "actor2", "assoc_actor_2",
    "fatalities", "fatalities_low", "fatalities_best", "fatalities_high",
    "title", "notes", "tags", "part_of", "geolocated_by", "media_url", "source", "source_url",
)  # fmt: skip
"""What an event table of the tool's own format may carry; all but `event_id` may be left out."""

CLAIM_COLUMNS: Final = (
    "claim_id", "event_id", "field", "value", "unit_or_group", "stance", "claimant", "source_id", "locator", "quote",
)  # fmt: skip
SOURCE_COLUMNS: Final = (
    "source_id", "publisher", "title", "published", "url", "archive_url", "accessed", "reliability", "licence",
)  # fmt: skip
ACTOR_COLUMNS: Final = (
    "actor_id", "name", "short_name", "aliases", "kind", "parent", "active_from", "active_to", "successor",
    "colour", "description",
)  # fmt: skip
SUMMARY_COLUMNS: Final = ("claims_in_words", "figures_rest_on")
"""What exports add to the events: the claims as sentences, and the claims that the figures rest on."""
ALTERNATIVE_COLUMNS: Final[dict[str, str]] = {
    "event_id": "str",
    "place": "str",
    "place_id": "str",
    "longitude": "float64",
    "latitude": "float64",
    "geo_precision": "Int8",
    "radius_km": "float64",
    "country": "str",
    "admin1": "str",
}
DATA_SET: Final = "data_set"
"""The extra column that names the data set a row comes from; figures of the row are that data set's."""
FAULT_COLUMNS: Final = ("file", "line", "field", "value", "reason", "remedy")


NEAR_KM: Final = 25.0
"""Radius of "near X" where nothing narrower is known: UCDP's where_prec 2 is "within about 25 km" (GED codebook)."""

KIND_OF_STEP: Final = ("exact", "exact", "near", "area", "area", "area", "unlocated", "unlocated")
RADIUS_KM_OF_STEP: Final = (0.0, 0.0, NEAR_KM, 0.0, 0.0, 0.0, 0.0, 0.0)


def listed(cell: str) -> list[str]:
    """Return the names in a cell, split at `;`, without those that are blank.

    >>> listed("Radio Kidal;; ORTM ")
    ['Radio Kidal', 'ORTM']
    """
    return [name for name in (part.strip() for part in cell.split(LIST_SEPARATOR.strip())) if name]


def tidy_list(cell: str) -> str:
    """Return the names in a cell as the tool writes them.

    >>> tidy_list("Radio Kidal;ORTM")
    'Radio Kidal; ORTM'
    """
    return LIST_SEPARATOR.join(listed(cell))
