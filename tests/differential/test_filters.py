"""Random filters: the list, each export, the page and a plain computation leave the same events."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from lxml import etree
from playwright.sync_api import Browser

import mapper
from mapper.model.dossier import Dossier
from tests.browser.pages import open_map
from tests.conftest import RunMapper
from tests.differential.files import FILES, Event, Filter, left_by, random_filter
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.soak]

EVENTS = 150
FILTERS = sample(8, soak=200)
ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "UTC", "Asia/Kolkata", "Africa/Bamako")
LOCALES = ("tr-TR", "ar-EG", "en-US")
PAGES = [(zone, LOCALES[number % 3]) for number, zone in enumerate(ZONES)]
KML = "{http://www.opengis.net/kml/2.2}"


class Case:
    """A file, what a person reads in it, and random filters of it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.file = folder / f"{name}.csv"
        self.events: list[Event] = FILES[name](self.file, EVENTS)
        chance = random.Random(2)
        self.filters: list[Filter] = [random_filter(self.events, chance) for _ in range(FILTERS)]


@pytest.fixture(scope="module", params=sorted(FILES))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(request.param, tmp_path_factory.mktemp("alike"))


@pytest.fixture(scope="module")
def dossier(case: Case) -> Dossier:
    return mapper.read(case.file)


def test_each_event_has_the_days_that_a_person_reads(case: Case, dossier: Dossier) -> None:
    days = {event.event_id: (event.first.isoformat(), event.last.isoformat()) for event in case.events}
    events = dossier.events
    ends = (events[name].dt.strftime("%Y-%m-%d") for name in ("event_date", "end_date"))
    assert dict(zip(events["event_id"], zip(*ends, strict=True), strict=True)) == days


def test_the_list_leaves_what_a_plain_computation_leaves(case: Case, run_mapper: RunMapper) -> None:
    for wanted in case.filters:
        done = run_mapper("list", case.file, *wanted.options(), "--json")
        assert {event["event_id"] for event in json.loads(done.stdout)} == left_by(wanted, case.events), wanted


def ids_in(file: Path) -> set[str]:
    """The ids of the events in an exported file, read without the mapper."""
    if file.suffix == ".csv":
        return {*pd.read_csv(file, dtype="str")["event_id"]}
    if file.suffix == ".parquet":
        return {*pd.read_parquet(file)["event_id"]}
    if file.suffix == ".geojson":
        return {feature["id"] for feature in json.loads(file.read_text("utf-8"))["features"]}
    if file.suffix == ".kml":
        data = etree.parse(file).getroot().iter(f"{KML}Data")
        return {str(item.findtext(f"{KML}value")) for item in data if item.get("name") == "event_id"}
    if file.suffix == ".pmtiles":
        highest = {*pyogrio.read_dataframe(file, read_geometry=False)["event_id"]}
        return highest | ids_in(file.with_name(f"{file.stem}_not_in_tiles.csv"))
    database = file.with_name(f"{file.stem}_data.gpkg") if file.suffix == ".qgz" else file
    return {*pyogrio.read_dataframe(database, layer="events", read_geometry=False)["event_id"]}


SUFFIXES = (".csv", ".parquet", ".geojson", ".kml", ".gpkg", ".qgz", ".fgb", ".pmtiles")


@pytest.mark.filterwarnings("ignore::mapper.exports.LimitWarning")
def test_each_export_holds_what_a_plain_computation_leaves(case: Case, dossier: Dossier, tmp_path: Path) -> None:
    for number, wanted in enumerate(case.filters):
        chosen = mapper.filter(dossier, **wanted.parameters())
        for suffix in sample(SUFFIXES[number % 8 : number % 8 + 1], soak=SUFFIXES):
            mapper.export(chosen, tmp_path / f"events{suffix}")
            assert ids_in(tmp_path / f"events{suffix}") == left_by(wanted, case.events), (wanted, suffix)


@pytest.mark.browser
@pytest.mark.parametrize("where", sample(PAGES[:1], soak=PAGES), ids=lambda where: where[0])
def test_the_page_counts_what_a_plain_computation_leaves(
    case: Case, dossier: Dossier, chromium: Browser, tmp_path: Path, where: tuple[str, str]
) -> None:
    zone, locale = where
    ids = dict(zip(dossier.actors["name"], dossier.actors["actor_id"], strict=True))
    opened = open_map(chromium, mapper.write_map(dossier, tmp_path / "map.html"), timezone_id=zone, locale=locale)
    for wanted in case.filters:
        state = wanted.state()
        if "actors" in state:
            state["actors"] = [ids[name] for name in state["actors"]]
        assert opened.state(**state) == len(left_by(wanted, case.events)), wanted
    assert opened.errors == []
