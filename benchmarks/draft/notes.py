"""Score drafts of notes against the records that others coded from them: place, day and toll of each.

The table has the columns `notes, event_date, latitude, longitude, fatalities`; `country`, `event_type`, `location`,
`time_precision` and `geo_precision` are used where it has them. Notes of demonstrations, riots and strategic
developments are left out.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer import Gazetteer, Query, country_code
from gazetteer.geodesy import great_circle_km
from mapper.draft import Article, draft, language_of
from mapper.model.dates import Period, read_date
from mapper.model.figures import read_figure
from mapper.model.unread import UnreadError

Row = Mapping[str, str]
LEFT_OUT = {"Protests", "Strategic developments", "Riots"}
NEAR_KM = 25.0
AREAS = {3, 4, 6}
"""UCDP's scale: what is drawn as an area, not as a point with or without a radius."""
DATED = re.compile(
    r"(?i)\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)


@dataclass(slots=True)
class Counts:
    """What was counted, and what to show of what was wrong."""

    of: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> str:
        return f"{self.of[part]} of {self.of[whole]} ({self.of[part] / max(1, self.of[whole]):.3f})"


def notes(file: Path, gazetteer: Gazetteer, *, most: int = 0, show: bool = False) -> dict[str, str]:
    """Return how many places, days and tolls of the drafts are those of the records."""
    rows = list(_rows(file))[: most or None]
    articles = [
        Article.of(
            row["notes"], str(number), published=_day(row), language=language_of(row["notes"]), country=_country(row)
        )
        for number, row in enumerate(rows)
    ]
    drafts = draft(articles, gazetteer)
    events: dict[str, list[Row]] = {}
    tolls: dict[str, list[Row]] = {}
    for event in drafts.events:
        events.setdefault(event["event_id"].split("-")[0], []).append(event)
    for claim in drafts.claims:
        if claim["field"] in {"fatalities", "casualties"}:
            tolls.setdefault(claim["source_id"], []).append(claim)
    counts = Counts()
    for number, row in enumerate(rows):
        own = events.get(str(number), [])
        counts.of["notes"] += 1
        counts.of["with an event"] += bool(own)
        if not own:
            counts.shown.append(f"no event: {row['notes'][:300]}")
        _score_place(counts, row, own, gazetteer)
        _score_day(counts, row, own)
        _score_toll(counts, row, tolls.get(str(number), []))
    if show:
        print(*counts.shown, sep="\n")
    return {
        "notes": str(counts.of["notes"]),
        "an event": counts.share("with an event", "notes"),
        "place within 25 km, of those drawn": counts.share("place right", "drawn"),
        "place within 25 km, of all": counts.share("place right", "placed"),
        "day right, of those given": counts.share("day right", "day given"),
        "day given where none is printed": str(counts.of["day invented"]),
        "toll right, all": counts.share("toll right", "notes"),
        "toll right, where somebody died": counts.share("toll right of dead", "dead"),
    }


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row.get("notes", "").strip()]
    unique = {row["notes"]: row for row in rows if row.get("event_type") not in LEFT_OUT}
    return list(unique.values())


def _day(row: Row) -> str:
    period = _period(row["event_date"])
    return period.last.isoformat() if period else ""


def _country(row: Row) -> str:
    return country_code(row["country"]) if row.get("country") else ""


def _period(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{1,2})-([A-Z][a-z]{2})-(\d\d)", text)
    try:
        return read_date(f"{match[1]} {match[2]} 20{match[3]}" if match else text)
    except UnreadError:
        return None


def _score_place(counts: Counts, row: Row, events: list[Row], gazetteer: Gazetteer) -> None:
    if row.get("geo_precision", "1") == "3":
        return
    counts.of["placed"] += 1
    drawn = []
    for event in events:
        for name in filter(None, event["place"].split(";")):
            query = Query(name, country=event["country"], admin1=event["admin1"], admin2=event["admin2"])
            answer = gazetteer.resolve([query])[0]
            if answer.status == "resolved" and answer.latitude and answer.geo_precision not in AREAS:
                drawn.append((name, answer))
    where = row.get("location", "")
    if not drawn:
        counts.shown.append(f"place - {where}: {[event['place'] for event in events]} {row['notes'][:200]}")
        return
    counts.of["drawn"] += 1
    point = (float(row["latitude"]), float(row["longitude"]))
    away = min(great_circle_km(*point, answer.latitude or 0, answer.longitude or 0) for _, answer in drawn)
    counts.of["place right"] += away <= NEAR_KM
    if away > NEAR_KM:
        counts.shown.append(f"PLACE {where}: {[name for name, _ in drawn]} {away:.0f} km {row['notes'][:200]}")


def _score_day(counts: Counts, row: Row, events: list[Row]) -> None:
    days = [event["event_date"] for event in events if event["date_precision"] == "day"]
    if not days:
        return
    if not DATED.search(row["notes"]):
        counts.of["day invented"] += 1
        counts.shown.append(f"DAY invented {days} {row['notes'][:200]}")
        return
    if row.get("time_precision", "1") != "1":
        return
    period = _period(row["event_date"])
    is_right = period is not None and any(period.overlaps(read_date(day)) for day in days)
    counts.of["day given"] += 1
    counts.of["day right"] += is_right
    if not is_right:
        counts.shown.append(f"DAY {row['event_date']}: {days} {row['notes'][:200]}")


def _score_toll(counts: Counts, row: Row, claims: list[Row]) -> None:
    dead = int(float(row["fatalities"] or 0))
    is_right = agrees(dead, claims)
    counts.of["toll right"] += is_right
    counts.of["dead"] += dead > 0
    counts.of["toll right of dead"] += dead > 0 and is_right
    if not is_right:
        values = [f"{claim['value']} {claim['unit_or_group']}" for claim in claims]
        counts.shown.append(f"toll {dead}: {values} {row['notes'][:300]}")


def agrees(dead: int, claims: list[Row]) -> bool:
    """Whether the tolls drafted of a note are its record's: one of them, or those of different people together."""
    found = []
    for claim in claims:
        try:
            figure = read_figure(claim["value"])
        except UnreadError:
            continue
        if claim["stance"] != "denies":
            found.append(figure)
    if not found:
        return dead == 0
    low, high = sum(figure.low for figure in found), sum(figure.high for figure in found)
    if low == dead or any(dead in {figure.low, figure.best} for figure in found):
        return True
    return any(figure.vague for figure in found) and low <= dead <= high and dead > 0
