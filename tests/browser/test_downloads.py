"""What a reader downloads from the page is what the program exports, and is read back as the record that was drawn."""

import csv
import json

import pytest

import mapper
from mapper.model.schema import ACTOR_ROLES
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

NOT_IN_THE_PAGE = {"alternative_places"}
"""Columns of `mapper export` that the page does not hold."""


def test_a_downloaded_geojson_says_what_an_exported_one_says(opened, run_mapper):
    exported = json.loads(run_mapper("export", "seeds", "-o", "-").stdout)
    opened.page.get_by_text("Sources, downloads, display").click()
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name="Download GeoJSON").click()
    downloaded = json.loads(saved.value.path().read_text("utf-8"))
    wanted, found = ({one["id"]: one for one in file.pop("features")} for file in (exported, downloaded))
    assert downloaded == exported  # type, credits, box
    assert found.keys() == wanted.keys()
    for event, feature in wanted.items():
        assert found[event]["geometry"] == feature["geometry"]
        properties, given = feature["properties"], found[event]["properties"]
        claims = (json.loads(row.pop("claims")) for row in (given, properties))
        assert next(claims) == next(claims), event
        assert given == {name: value for name, value in properties.items() if name not in NOT_IN_THE_PAGE}, event


@pytest.mark.parametrize("button", ["Download GeoJSON", "Download CSV"])
def test_a_download_is_read_as_the_record_that_was_drawn(opened, seeds_dir, tmp_path, button):
    opened.page.get_by_text("Sources, downloads, display").click()
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name=button).click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    drawn, again = (mapper.read(source).events.set_index("event_id").sort_index() for source in (seeds_dir, file))
    for name in drawn.columns.difference(["disputed_fields", "actors_as_written", *ACTOR_ROLES]):
        one, other = (part[name].astype("str").fillna("").tolist() for part in (drawn, again))
        assert one == other, name


def test_a_downloaded_csv_has_the_dates_and_places_of_the_list(opened, seeds_events):
    opened.page.get_by_text("Sources, downloads, display").click()
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name="Download CSV").click()
    with saved.value.path().open(encoding="utf-8", newline="") as file:
        rows = {row["event_id"]: row for row in csv.DictReader(file)}
    assert len(rows) == len(seeds_events)
    for event in seeds_events:
        for name in ("event_date", "end_date", "date_precision", "date_text", "place", "place_relation", *ACTOR_ROLES):
            assert rows[event["event_id"]][name] == (event[name] or ""), (event["event_id"], name)


def test_a_downloaded_csv_has_the_cells_of_an_exported_one(chromium, run_mapper, seeds_dir, tmp_path):
    """Claims in words, why a point is doubted and how sure a place is stand in both."""
    doubted = tmp_path / "events.csv"
    doubted.write_text(
        "event_id,event_date,place,country,latitude,longitude\n"
        "far,2025-06-01,Gao,ML,12.64,-8.0\nnamed,2025-06-01,Kidal,ML,,\nnowhere,2025-06-01,Xyzzyville,ML,,\n"
    )
    for source in (seeds_dir, doubted):
        assert run_mapper("map", source, "-o", tmp_path / "map.html").returncode == 0
        assert run_mapper("export", source, "-o", tmp_path / "wanted.csv").returncode == 0
        opened = open_map(chromium, tmp_path / "map.html", fragment="#context=include")
        opened.page.get_by_text("Sources, downloads, display").click()
        with opened.page.expect_download() as saved:
            opened.page.get_by_role("button", name="Download CSV").click()
        wanted, found = (_cells(file) for file in (tmp_path / "wanted.csv", saved.value.path()))
        assert found == wanted


def _cells(file):
    with file.open(encoding="utf-8", newline="") as stream:
        rows = {row["event_id"]: row for row in csv.DictReader(stream)}
    for row in rows.values():
        row["claims"] = json.loads(row["claims"])
        for name in NOT_IN_THE_PAGE:
            row.pop(name, None)
        for name in ("place_confidence", "radius_km"):
            row[name] = row[name] and float(row[name])
    return rows
