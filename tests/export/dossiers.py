"""Small dossiers for the tests of the exports, made by hand: two events at one point, vague ones, none at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from mapper.model.dossier import Counts, Dossier, empty_table, typed_events
from mapper.model.schema import (
    ACTOR_COLUMNS,
    ALTERNATIVE_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    FAULT_COLUMNS,
    SOURCE_COLUMNS,
)
from mapper.words import Message

_COLOURS = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02")


def table(columns, rows):
    """A table of text columns; what a row leaves out is empty."""
    if not rows:
        return empty_table(tuple(columns))
    return pd.DataFrame([{name: row.get(name, "") for name in columns} for row in rows], dtype="str")


def dossier(events, *, claims=(), sources=(), actors=None, alternatives=(), **other):
    """A dossier of these rows. Actors not given are made from the events, each with a colour of its own."""
    frame = typed_events(pd.DataFrame(events)) if events else typed_events(pd.DataFrame({"event_id": []}))
    if actors is None:
        names = dict.fromkeys(name for role in ("actor1", "actor2") for name in frame[role] if name)
        actors = [
            {"actor_id": name, "name": name, "colour": _COLOURS[index % len(_COLOURS)]}
            for index, name in enumerate(names)
        ]
    places = empty_table(ALTERNATIVE_COLUMNS)
    if alternatives:
        places = pd.DataFrame(
            {
                name: pd.Series([row.get(name, "" if kind == "str" else None) for row in alternatives], dtype=kind)
                for name, kind in ALTERNATIVE_COLUMNS.items()
            }
        )
    return Dossier(
        events=frame,
        claims=table(CLAIM_COLUMNS, list(claims)),
        sources=table(SOURCE_COLUMNS, list(sources)),
        actors=table(ACTOR_COLUMNS, list(actors)),
        alternatives=places,
        rejects=empty_table(FAULT_COLUMNS),
        faults=empty_table(FAULT_COLUMNS),
        counts=Counts(read=len(frame), used=len(frame)),
        extra_columns=tuple(name for name in frame.columns if name not in EVENT_COLUMNS),
        **other,
    )


def event(event_id, day=None, *, at=None, kind=None, **fields):
    """One row: `at` is (longitude, latitude)."""
    row = {"event_id": event_id, "location_kind": kind or ("exact" if at else "unlocated"), **fields}
    if day:
        row |= {"event_date": day, "end_date": fields.get("end_date", day), "date_text": day, "date_precision": "day"}
    if at:
        row |= {"longitude": at[0], "latitude": at[1]}
    return row


KIDAL, GAO = (1.4078, 18.4411), (-0.0499512345678, 16.2716987654321)


def sahel():
    """Seven events: two at one point, one near, one in an area, one with alternatives, two unlocated (one undated)."""
    return dossier(
        [
            event("a-1", "2024-07-25", at=KIDAL, actor1="JNIM", actor2="FAMa", place="Kidal", title="Ambush",
                  fatalities_low=3, fatalities_best=5, fatalities_high=9,
                  source="s1; s2", disputed_fields="fatalities"),
            event("a-2", "2024-07-27", at=KIDAL, actor1="FLA", actor2="Wagner Group", place="Kidal"),
            event("a-3", "2025-06-01", at=GAO, kind="near", actor1="JNIM", place="near Gao", radius_km=25.0,
                  geo_precision=2, place_relation="near"),
            event("a-4", "2025-06-01", at=(0.5, 17.5), kind="area", actor1="FAMa; Wagner Group", actor2="JNIM",
                  place="Gao Region", radius_km=120.0, geo_precision=4, end_date="2025-06-30"),
            event("a-5", "2025-05-12", at=(-3.1, 15.2), kind="alternatives", actor1="", actor2="JNIM",
                  place="Boulkessi; Tessit", radius_km=10.0),
            event("a-6", "2025-06-13", actor1="FAMa", place="Mali", place_reason="only a country is named"),
            event("a-7", actor1="FLA", place="Tinzaouaten", at=(2.9, 19.95)),
        ],
        claims=[
            {"claim_id": "c1", "event_id": "a-1", "field": "fatalities", "value": "5", "claimant": "JNIM",
             "stance": "asserts", "source_id": "s1", "locator": "§3", "quote": "“five” were killed"},
            {"claim_id": "c2", "event_id": "a-1", "field": "fatalities", "value": "0", "claimant": "FAMa",
             "stance": "denies", "source_id": "s2"},
        ],
        sources=[
            {"source_id": "s1", "publisher": "Le Monde", "title": "Au Mali", "url": "https://example.org/1",
             "licence": "© Le Monde"},
            {"source_id": "s2", "publisher": "Radio", "title": "<img src=x>", "url": "javascript:alert(1)",
             "licence": "CC BY 4.0"},
        ],
        alternatives=[
            {"event_id": "a-5", "place": "Boulkessi", "longitude": -3.1, "latitude": 15.2, "radius_km": 10.0},
            {"event_id": "a-5", "place": "Tessit", "longitude": 0.4, "latitude": 15.1, "country": "ML"},
        ],
        attributions=("Places: GeoNames, CC BY 4.0",),
        title="Mali, 2024–2025",
        selected=(Message("selected-actors", n=3, names=("JNIM", "FAMa", "FLA")),),
    )  # fmt: skip


def from_csv(path: Path):
    """The rows of a CSV with coordinates, as a dossier: what a reader would make of it, without a reader."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = ("place", "actor1", "actor2", "event_type", "source", "source_url", "notes")
    return dossier(
        [
            event(row["event_id"], row["event_date"], at=(float(row["longitude"]), float(row["latitude"])),
                  **{key: row[key] for key in keys})
            for row in rows
        ]
    )  # fmt: skip
