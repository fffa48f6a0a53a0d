"""Single events behind counts: all of them are written once, in the order in which the page looks for them."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest

from gazetteer import Gazetteer
from mapper.cube import CountedFiles, chosen_counts, read_counts
from mapper.cube.levels import LEVELS
from mapper.cube.singles import parts, write, write_singles
from mapper.errors import OutputError, ParameterError, SourceError, UnknownNameError
from mapper.model.dossier import Dossier
from mapper.options import Conditions
from mapper.render.details import details_at, layout_of
from mapper.render.mapdata import MapData, map_data
from mapper.render.sites import collect_sites
from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows
from tests.differential.files import FILES, random_filter
from tests.soak import sample

EVENTS = 150


def counted(source: Path, conditions: Conditions | None = None, *, level: int = 0, most: int = 10_000) -> CountedFiles:
    with Gazetteer.open() as places:
        found = read_counts([str(source)], conditions=conditions, gazetteer=places, most_rows=most, with_sum=True)
    return found._replace(level=max(level, found.level))


def written(found: CountedFiles, folder: Path) -> tuple[Dossier, pd.DataFrame]:
    """Write the single events of drawn counts; return the counts and the events, in their order."""
    drawn = chosen_counts(found)
    own = folder / write_singles(found, drawn, folder, page="map.html").name
    index = json.loads((own / "index.json").read_text("utf-8"))
    parts = [own / part["file"] for part in index["parts"]]
    assert sorted(path.name for path in own.iterdir()) == sorted(["index.json", *(path.name for path in parts)])
    assert [part["bytes"] for part in index["parts"]] == [path.stat().st_size for path in parts]
    events = pd.concat([geopandas.read_parquet(path) for path in parts], ignore_index=True)
    assert len(events) == index["events"]
    return drawn, events


def of_rows(drawn: Dossier, events: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    """Return each row of counts with its events, found as the page finds them."""
    data: MapData = map_data(drawn)
    layout = layout_of(data, collect_sites(data))
    ends = layout.sizes.cumsum()
    assert ends[-1] == len(events)
    return [
        (data.events.iloc[row], events.iloc[end - size : end])
        for row, size, end in zip(layout.order, layout.sizes, ends, strict=True)
    ]


@pytest.mark.soak
@pytest.mark.parametrize("level", [0, 2, len(LEVELS) - 1])
@pytest.mark.parametrize("name", sorted(FILES))
def test_each_count_has_the_events_that_it_counts(
    name: str, level: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_PART", 60)
    monkeypatch.setattr(parts, "_GROUP", 20)
    monkeypatch.setattr(write, "_BUCKET", 35)
    _, expected = write_parts(tmp_path, name, EVENTS, 3)
    chance = random.Random(level)
    filters = [{}, *(random_filter(expected, chance).parameters() for _ in range(sample(1, soak=50)))]
    for number, wanted in enumerate(filters):
        found = counted(tmp_path / "parts", Conditions(**wanted), level=level)
        try:
            none = chosen_counts(found).events.empty
        except UnknownNameError:  # of a type that no event of these days has
            none = True
        if none:
            continue
        drawn, events = written(found, tmp_path / f"details-{number}")
        assert events["event_id"].is_unique
        assert len(events) == drawn.summary().events
        if not wanted:
            assert set(events["event_id"]) == {event.event_id for event in expected}
        for row, its in of_rows(drawn, events):
            assert set(its["event_type"]) == {row["event_type"]}
            days = pd.to_datetime(its["event_date"])
            assert set(days.dt.strftime("%Y-%m").fillna("")) == {str(row["event_date"])[:7].replace("NaT", "")}
            assert days.dropna().is_monotonic_decreasing
            dead = its["fatalities_best"].sum()
            assert dead == (0 if pd.isna(row["fatalities_best"]) else row["fatalities_best"])
            if level == 0:
                assert set(its["place"]) == {row["place"]}


def test_counts_of_too_many_rows_have_their_events_too(tmp_path: Path) -> None:
    rows = [f"e{n},2025-0{n % 9 + 1}-01,16,0,Group {n % 40},Battles" for n in range(200)]
    write_rows(tmp_path / "parts/a.csv", *rows, header="event_id,event_date,latitude,longitude,actor1,event_type")
    found = counted(tmp_path / "parts", most=30)
    assert LEVELS[found.level].actors
    _, events = written(found, tmp_path / "details")
    assert set(events["actor1"]) == {f"Group {n}" for n in range(40)}


def test_events_say_where_the_gazetteer_has_placed_them(tmp_path: Path) -> None:
    write_rows(tmp_path / "a/a.csv", "a,2025-06-01,Gao,Battles,JNIM,1", "b,2025-06,Nowhere at all,Battles,jnim,")
    _, events = written(counted(tmp_path / "a"), tmp_path / "details")
    gao = events.set_index("event_id").loc["a"]
    assert (gao["country"], gao["location_kind"], round(gao.geometry.x, 1)) == ("ML", "exact", 0.0)
    month = events.set_index("event_id").loc["b"]
    assert (month["geometry"], month["location_kind"], month["date_precision"]) == (None, "unlocated", "month")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_events_are_the_same_bytes_in_a_folder_of_the_same_name(tmp_path: Path) -> None:
    whole, _ = write_parts(tmp_path, "acled", EVENTS, 3)
    found = counted(whole)
    drawn = chosen_counts(found)
    name = write_singles(found, drawn, tmp_path / "first", page="map.html").name
    assert write_singles(found, drawn, tmp_path / "second", page="map.html").name == name
    assert {path.name for path in (tmp_path / "second").iterdir()} == {name}
    first = contents(tmp_path / "first")
    assert contents(tmp_path / "second") == first
    (tmp_path / "second" / name / "index.json").write_bytes(b"")  # as a disk may damage it
    write_singles(found, drawn, tmp_path / "second", page="map.html")
    assert contents(tmp_path / "second") == first
    for other in ({"notes": False, "page": "map.html"}, {"page": "other.html"}):
        assert write_singles(found, drawn, tmp_path / "second", **other).name != name
    assert contents(tmp_path / "second").items() >= first.items()


def test_a_new_page_takes_its_older_events_away_and_leaves_those_of_other_pages(
    run_mapper: RunMapper, tmp_path: Path
) -> None:
    a, b = (write_rows(tmp_path / f"{name}.csv", f"{name},2025-06-01,Gao,Battles,JNIM,1") for name in "ab")
    named = set()
    for source, page in ((a, "map.html"), (b, "other.html"), (b, "map.html"), (b, "map.html")):
        options = ("--engine", "files", "--details", "d", "-o", tmp_path / page)
        assert run_mapper("map", source, *options).returncode == 0
        named.add(re.findall(r'"details":"d/(\w+)"', (tmp_path / page).read_text("utf-8"))[0])
    assert len(named) == 3
    kept = {path.name for path in (tmp_path / "d").iterdir()}
    last = {re.findall(r'"details":"d/(\w+)"', path.read_text("utf-8"))[0] for path in tmp_path.glob("*.html")}
    assert kept == last


def test_row_groups_are_small_and_say_their_least_and_largest_values(tmp_path: Path) -> None:
    whole, _ = write_parts(tmp_path, "acled", EVENTS, 1)
    found = counted(whole)
    write_singles(found, chosen_counts(found), tmp_path / "details", page="map.html")
    (part,) = (tmp_path / "details").glob("*/*.parquet")
    with pq.ParquetFile(part) as file:
        group = file.metadata.row_group(0)
        columns = {group.column(n).path_in_schema: group.column(n) for n in range(group.num_columns)}
    assert columns["longitude"].statistics.min < columns["longitude"].statistics.max
    assert {column.compression for column in columns.values()} == {"SNAPPY"}  # all that the page's reader unpacks
    assert list(columns)[-1] == "geometry"


def test_rows_that_are_counts_have_no_single_events(run_mapper: RunMapper, tmp_path: Path) -> None:
    write_rows(tmp_path / "a/a.csv", "a,2025-06-01,Gao,12", header="event_id,event_date,place,events")
    done = run_mapper("map", tmp_path / "a", "--engine", "files", "--details", "d", "-o", tmp_path / "map.html")
    assert done.returncode == 1
    assert "rows stand for several events; leave --details out" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_changes_meanwhile_ends_the_run(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "a/a.csv", "a,2025-06-01,Gao,Battles,JNIM,1", "b,2025-06-02,Gao,Battles,JNIM,1")
    found = counted(tmp_path / "a")
    for rows in (["a,2025-06-01,Gao,Battles,JNIM,1"], ["a,2025-07-01,Gao,Battles,JNIM,1"]):
        write_rows(file, *rows)
        with pytest.raises(SourceError, match=r"changed since.*run it again"):
            write_singles(found, chosen_counts(found), tmp_path / "details", page="map.html")
    assert not (tmp_path / "details").exists()


@pytest.mark.parametrize(
    "address",
    [
        "", "/", ".", "..", "../details", "a/../../b", "/srv/details", "a//b", "a b", "a\\b", "détails", "a?b", "a#b",
        "a\n",
        "http://example.org/details", "//example.org/details", "file:///details", "javascript:alert(1)", "data:,x",
        "https://example.org", "https://example.org/", "https://user@example.org/a", "https://example.org/a?b",
        "https://example.org/../a", "https://exa mple.org/a", "https://example.org; script-src */a", "https://'self'/a",
    ],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(ParameterError, match="a folder beside the page"):
        details_at(address)


def test_the_policy_names_the_origin_of_the_events_alone(run_mapper: RunMapper, tmp_path: Path) -> None:
    whole, _ = write_parts(tmp_path, "acled", EVENTS, 1)
    policies = {}
    for number, address in enumerate(("", "data/events", "https://maps.example.org:8443/mali/events")):
        page = tmp_path / str(number) / "map.html"
        wanted = ["--details", address] if address else []
        done = run_mapper("map", whole, "--engine", "files", *wanted, "-o", page)
        assert done.returncode == 0, done.stderr
        text = page.read_text("utf-8")
        policies[address] = re.findall(r"connect-src [^;]*", text)
        assert ("hyparquet" in text) == bool(address)
    assert policies == {
        "": [],
        "data/events": ["connect-src 'self'"],
        "https://maps.example.org:8443/mali/events": ["connect-src https://maps.example.org:8443"],
    }
    assert len([*(tmp_path / "1/data/events").glob("*/index.json")]) == 1
    assert len([*(tmp_path / "2/events").glob("*/index.json")]) == 1
    assert {path.name for path in (tmp_path / "0").iterdir()} == {"map.html"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "give it with --engine files or dask"),
        (["--engine", "files", "--counts-only"], "either the single events or --counts-only"),
        (["--engine", "files", "-o", "-"], "beside which the single events lie"),
        (["--engine", "files", "-o", "d"], "a name that is not the page's"),
    ],
)
def test_details_that_cannot_be_written_are_refused_before_any_work(
    run_mapper: RunMapper, tmp_path: Path, options: list[str], said: str
) -> None:
    output = [] if "-o" in options else ["-o", tmp_path / "map.html"]
    done = run_mapper("map", "seeds/events.csv", "--details", "d", *output, *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_left_alone(run_mapper: RunMapper, tmp_path: Path) -> None:
    kept = write_rows(tmp_path / "d/mine.csv", "a,2025-06-01,Gao,Battles,JNIM,1")
    done = run_mapper("map", kept, "--engine", "files", "--details", "d", "-o", tmp_path / "map.html")
    assert done.returncode == 1
    assert "there are other files in this folder; name a new one with --details" in done.stderr
    with pytest.raises(OutputError):
        write_singles(counted(kept), chosen_counts(counted(kept)), tmp_path / "d", page="map.html")
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["mine.csv"]


def test_events_lie_by_place_and_from_the_newest_to_the_oldest(tmp_path: Path) -> None:
    days = [f"e{n},2025-0{n % 5 + 1}-{n % 27 + 1:02},{('Gao', 'Kidal')[n % 2]},Battles,A,1" for n in range(40)]
    write_rows(tmp_path / "a/a.csv", *days, "u,,Gao,Battles,A,1")
    _, events = written(counted(tmp_path / "a"), tmp_path / "details")
    places = events["place"].tolist()
    assert sum(one != other for one, other in pairwise(places)) == 1
    gao = events[events["place"] == "Gao"]
    dated = gao["event_date"].tolist()[:-1]
    assert dated == sorted(dated, reverse=True)
    assert gao["event_id"].iloc[-1] == "u"
