"""Counts of many files are those of the same rows read at once, under any filter, at any resolution."""

from __future__ import annotations

import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

import mapper
from gazetteer import Gazetteer
from mapper.claims.totals import counted_figures
from mapper.cube import chosen_counts, coarser, read_counts
from mapper.cube.levels import LEVELS, OTHER_ACTORS, at_level, fitted
from mapper.cube.table import counts_of, grouped
from mapper.model.dossier import Dossier
from mapper.model.schema import FATALITY_COLUMNS
from mapper.options import Conditions
from mapper.palette import OTHER
from mapper.processing.summary import numbers_of
from tests.browser.pages import open_map
from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows
from tests.differential.files import FILES, random_filter
from tests.soak import sample

EVENTS = 150
OF_PLACES = [number for number, level in enumerate(LEVELS) if level.actors is None]
BY_COUNTRY = OF_PLACES[-1]
PLACED: dict[str, dict[str, Any]] = {"acled": {"bbox": "-1,15,2,17"}, "ucdp": {"place": ("Gao", "Kidal")}}


def counted(sources: list[str], conditions: Conditions | None = None, *, level: int = 0, most: int = 10_000) -> Dossier:
    with Gazetteer.open() as places:
        found = read_counts(sources, conditions=conditions, gazetteer=places, most_rows=most)
    return chosen_counts(found._replace(level=max(level, found.level)))


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(FILES))
def test_random_filters_leave_the_numbers_of_the_rows_read_at_once(name: str, tmp_path: Path) -> None:
    whole, events = write_parts(tmp_path, name, EVENTS, 3)
    dossier = mapper.read(whole)
    chance = random.Random(3)
    filters = [random_filter(events, chance).parameters() for _ in range(sample(6, soak=200))]
    around = {"around": "Gao", "within_km": 90.0}
    for number, wanted in enumerate([*filters, PLACED[name], around, {"min_fatalities": 3}, {"context": "leave-out"}]):
        conditions = Conditions(**wanted)
        expected = mapper.filter(dossier, **wanted)
        found = counted([str(tmp_path / "parts")], conditions, level=number % len(OF_PLACES))
        assert numbers_of(found) == numbers_of(expected), wanted
        assert found.filter_words == expected.filter_words
        assert dict(found.actors[["name", "colour"]].to_numpy()) == dict(expected.actors[["name", "colour"]].to_numpy())


def test_cells_have_no_more_rows_than_finer_ones_and_all_events(tmp_path: Path) -> None:
    write_parts(tmp_path, "acled", EVENTS, 2)
    dossiers = [counted([str(tmp_path / "parts")], level=level) for level in OF_PLACES]
    assert {numbers_of(one)["events"] for one in dossiers} == {EVENTS}
    sizes = [len(one.events) for one in dossiers]
    assert sizes == sorted(sizes, reverse=True)
    assert dossiers[0].attributions[-1].startswith("Counts by place and month")
    cells = dossiers[3].events
    assert set(cells["location_kind"]) == {"near"}
    assert set(cells["place"]) == {"16.5, -0.5", "18.5, 1.5", "15.5, 2.5", "15.5, 0.5"}


def test_too_many_rows_become_cells_wherever_they_are_added_up(tmp_path: Path) -> None:
    whole, _ = write_parts(tmp_path, "acled", EVENTS, 4)
    few, many = (counted([str(source)], most=60).events for source in (whole, tmp_path / "parts"))
    pd.testing.assert_frame_equal(few, many)
    assert len(counted([str(whole)]).events) > 60


def test_counts_by_country_are_drawn_in_the_country(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", "a,2025-06-01,16.3,-0.1,ML", "b,2025-06-02,20.5,1,ML", "c,2025-06-02,-21.1,55.5,RE",
               "d,2025-06-03,1.25,-29.75,", header="event_id,event_date,latitude,longitude,country")  # fmt: skip
    found = counted([str(tmp_path)], level=BY_COUNTRY)
    assert found.attributions[-1].startswith("Counts by country and month")
    rows = found.events[["place", "events", "location_kind", "longitude"]].astype("str").to_numpy()
    assert sorted(map(tuple, rows)) == [
        ("-15, 45", "1", "near", "45.0"),  # the base map has no outline of Réunion
        ("15, -15", "1", "near", "-15.0"),  # at sea
        ("Mali", "2", "area", "-0.75436"),
    ]


def test_in_the_end_only_the_largest_actors_are_told_apart(tmp_path: Path) -> None:
    actors = [f"Group {number // 2}" for number in range(90)] + ["group 1"] * 3 + ["Big"] * 5
    write_rows(tmp_path / "a.csv", *(f"e{n},2025-06-01,16,0,{name},{name.upper()}" for n, name in enumerate(actors)),
               header="event_id,event_date,latitude,longitude,actor1,actor2")  # fmt: skip
    (tmp_path / "b.csv").write_text((tmp_path / "a.csv").read_text("utf-8").replace("\ne", "\nf"), "utf-8")
    for most in (3, 40, 10_000):
        found = counted([str(tmp_path)], level=len(LEVELS) - 1 if most > len(actors) else 0, most=most)
        numbers = numbers_of(found)
        told = 3 if most != 40 else 30
        assert (numbers["events"], len(numbers["actors"])) == (2 * len(actors), told + 1)
        of_actors = {name.casefold(): number for name, number in numbers["actors"].items()}
        assert (of_actors["big"], of_actors["group 1"]) == (10, 10)
        assert f"of the {told} actors with the most events" in found.attributions[-1]
        colours = dict(found.actors[["name", "colour"]].to_numpy())
        assert len(colours) == told + 1
        assert colours[OTHER_ACTORS] == OTHER
    asked = counted([str(tmp_path)], Conditions(actor=("group 40",)), most=3)
    assert numbers_of(asked)["events"] == 4


@pytest.mark.parametrize("asked", ["rsf: rapid support forces", "RSF", "the RSF"])
def test_an_actor_that_is_asked_for_is_told_apart_by_whatever_name_finds_it(tmp_path: Path, asked: str) -> None:
    actors = [*(f"Group {number // 2}" for number in range(90)), "RSF: Rapid Support Forces"]
    write_rows(tmp_path / "a.csv", *(f"e{n},2025-06-01,16,0,{name}" for n, name in enumerate(actors)),
               header="event_id,event_date,latitude,longitude,actor1")  # fmt: skip
    assert numbers_of(counted([str(tmp_path)], Conditions(actor=(asked,)), most=3))["events"] == 1


def test_all_other_actors_are_called_so_in_the_language_of_what_is_written(
    tmp_path: Path, run_mapper: RunMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (f"e{number},2025-06-01,16,0,Group {number // 2},Civilians" for number in range(30))
    write_rows(tmp_path / "a.csv", *rows, header="event_id,event_date,latitude,longitude,actor1,actor2")
    monkeypatch.setattr("mapper.cube.read_counts", partial(read_counts, most_rows=3))
    for language, said, other in (("en", "Other actors", "Autres acteurs"), ("fr", "Autres acteurs", "Other actors")):
        for command, name in (("map", "map.html"), ("export", "counts.csv"), ("export", "counts.geojson")):
            target = tmp_path / language / name
            options = ("--engine", "files", "--lang", language)
            done = run_mapper(command, tmp_path / "a.csv", *options, "-o", target)
            assert done.returncode == 0, done.stderr
            text = target.read_text("utf-8")
            around = '"name":"{}"' if command == "map" else "{}"  # a page has its words in both languages
            assert around.format(said) in text, name
            assert around.format(other) not in text, name


def test_the_next_resolution_has_fewer_rows(tmp_path: Path) -> None:
    write_parts(tmp_path, "acled", EVENTS, 1)
    with Gazetteer.open() as places:
        found = read_counts([str(tmp_path / "parts")], gazetteer=places)
    rows = len(chosen_counts(found).events)
    further = coarser(found, rows - 1)
    assert further is not None
    assert len(further[1].events) < rows
    assert coarser(found._replace(level=len(LEVELS) - 1), 1) is None


def test_rows_are_grouped_alike_where_keys_have_too_many_combinations(monkeypatch: pytest.MonkeyPatch) -> None:
    events = mapper.read("seeds").events
    expected = grouped(counts_of(events, events[list(FATALITY_COLUMNS)]))
    monkeypatch.setattr("mapper.cube.table._MOST_NUMBERS", 10)
    found = grouped(counts_of(events, events[list(FATALITY_COLUMNS)]))
    assert sorted(map(str, found.to_pylist())) == sorted(map(str, expected.to_pylist()))


def test_toponyms_of_all_files_are_placed_once_and_alternatives_stay(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1", "b,2025-06-02,Gao; Kidal,Battles,jnim,")
    write_rows(tmp_path / "b.csv", "c,2025-06-30,Gao,Battles,JNIM,2", "d,,Nowhere at all,Battles,,0")
    found = counted([str(tmp_path / "*.csv")])
    rows = (
        found.events[["place", "date_text", "events", "fatalities_best", "location_kind"]]
        .astype("str")
        .fillna("")
        .to_numpy()
    )
    assert sorted(map(tuple, rows)) == [
        ("Gao", "2025-06", "2", "3", "exact"),
        ("Gao; Kidal", "2025-06", "1", "", "alternatives"),
        ("Nowhere at all", "", "1", "0", "unlocated"),
    ]
    assert len(found.alternatives) == 2
    assert numbers_of(found)["actors"] == {"JNIM": 3}


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    texts = ("{{ 7*7 }}", "</script><script>alert(1)</script>", "=cmd()", "__proto__", "\x00null", "\u202eabc")
    rows = [f'e{number},2025-06-01,"{text}",{text},{text},1' for number, text in enumerate(texts)]
    write_rows(tmp_path / "a.csv", *rows)
    whole, found = numbers_of(mapper.read(tmp_path / "a.csv")), counted([str(tmp_path)])
    assert numbers_of(found) == whole
    page = mapper.map_html(found)
    assert "<script>alert(1)" not in page
    assert "49" not in json.dumps(whole["actors"])


@pytest.mark.browser
@pytest.mark.parametrize("level", [0, 2])
def test_the_page_counts_as_the_summary_does(
    tmp_path: Path, chromium: Browser, run_mapper: RunMapper, level: int
) -> None:
    whole, events = write_parts(tmp_path, "acled", EVENTS, 3)
    found = counted([str(tmp_path / "parts")], level=level)
    opened = open_map(chromium, mapper.write_map(found, tmp_path / "map.html"))
    assert opened.page.evaluate("mapperView.total()") == EVENTS
    assert "single events are not in this file" in opened.page.evaluate("document.body.textContent")
    chance = random.Random(4)
    ids = dict(zip(found.actors["name"], found.actors["actor_id"], strict=True))
    for _ in range(sample(5, soak=50)):
        wanted = random_filter(events, chance)
        state = {name: value for name, value in wanted.state().items() if name in {"actors", "months", "types"}}
        options = [word for pair in zip(*[iter(wanted.options())] * 2, strict=True) for word in pair]
        kept = [
            word
            for flag, value in zip(options[::2], options[1::2], strict=True)
            if flag in {"--actor", "--month", "--type"}
            for word in (flag, value)
        ]
        state["actors"] = [ids[name] for name in state.get("actors", [])]
        done = run_mapper("summary", tmp_path / "parts", "--engine", "files", *kept, "--json")
        listed = run_mapper("summary", whole, *kept, "--json")
        assert done.stdout == listed.stdout
        expected = json.loads(done.stdout)["events"]
        assert opened.state(**{name: value for name, value in state.items() if value}) == expected, wanted
    assert opened.errors == []


def test_counts_get_the_finest_resolution_that_has_no_more_rows_than_asked_for() -> None:
    events = mapper.read("seeds").events
    table = counts_of(events, counted_figures(events))
    rows = {level: at_level(table, level).table.num_rows for level in OF_PLACES}
    for most in range(1, max(rows.values()) + 1):
        expected = next((level for level in OF_PLACES if rows[level] <= most), BY_COUNTRY)
        found = fitted(at_level(table, 0), most)
        assert (found.level, found.table.num_rows) == (expected, rows[expected])


def test_a_count_of_events_at_the_point_of_an_area_stands_for_all_of_it(tmp_path: Path) -> None:
    """As several events that share such a point do, of which a count may be one row."""
    file = tmp_path / "a.csv"
    rows = (f"{one},2025-01-0{one},Upper Nile,SS,9.1234,32.5678" for one in (1, 2))
    write_rows(file, *rows, header="event_id,event_date,place,country,latitude,longitude")
    assert counted([str(file)]).events["location_kind"].tolist() == ["area"]
    assert mapper.read(file).events["location_kind"].tolist() == ["area", "area"]
