"""Points that cannot be are named with what explains them (swapped, a sign lost, a code for missing), not corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import mapper
from gazetteer import Gazetteer
from mapper.report import check, with_doubts


@pytest.fixture(scope="module")
def places(gazetteer_cache: Path) -> Iterator[Gazetteer]:
    """The towns of the world, which tell where a country is."""
    with Gazetteer.open(cache_dir=gazetteer_cache) as opened:
        yield opened


HEADER = "event_id,event_date,country,place,latitude,longitude\n"


def doubts(places, folder, *rows: str) -> dict[str, str]:
    file = folder / "a.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return codes(file, places)


def codes(file, places) -> dict[str, str]:
    doubted = with_doubts(mapper.read(file, gazetteer=places), places)
    return {event: message.code for event, message in (doubted.doubts or {}).items()}


EXPLAINED = [
    ("2025-05-03,Ukraine,Bakhmut,38.00,48.59", "swapped"),
    ("2025-05-04,Palestine,Rafah,34.25,31.29", "swapped"),
    ("2025-05-05,Colombia,Bogotá,-74.08,4.61", "swapped"),
    ("2025-05-05,Sudan,,32.53,15.59", "swapped"),
    ("2025-05-05,Brazil,Recife,8.05,34.9", "sign-lost"),
    ("2025-05-05,Mali,Mopti,14.4843,4.1830", "sign-lost"),
    ("2025-05-05,Colombia,,4.61,74.08", "sign-lost"),
    ("2025-05-05,Brazil,Recife,34.9,-8.05", "swapped-and-sign"),
    ("2025-05-06,Mali,Gao,18.4411,1.4078", "apart-from-place"),
    ("2025-05-06,Mali,Gao region,12.6512,-7.9812", "apart-from-place"),
    ("2025-05-06,Mali,Kidal,13.4512,-6.2612", "apart-from-place"),
    ("2025-05-07,Mali,Gao,-9,-9", "code-for-missing"),
    ("2025-05-07,Mali,,-9,-99", "code-for-missing"),
    ("2025-05-07,Mali,,-55.3,-120.2", "far-from-every-town"),
    ("2025-05-07,Mali,,15.59,32.53", "far-from-country"),
]
LEFT_ALONE = [
    "2025-05-08,Mali,Gao,16.2717,-0.0447",
    "2025-05-08,Mali,Gao region,17.9,0.9",
    "2025-05-08,Mali,Tinzaouaten,19.95,2.97",
    "2025-05-08,Mali,,22.9,-3.9",
    "2025-05-08,Ukraine,Bakhmut,48.59,38.00",
    "2025-05-08,Niger,,19.36667,5.8",
    "2025-05-08,Chile,,-27.1,-109.4",
    "2025-05-08,,Gao,16.2717,-0.0447",
    "2025-05-08,,Panama City,30.1704,-85.7008",  # in Florida: a namesake of the capital
    "2025-05-08,,Roxbury,42.3126,-71.0899",  # in Boston: of several the gazetteer is not sure
    "2025-05-08,Atlantis,Nowhere at all,9,9",
]


@pytest.fixture(scope="module")
def doubted(places: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of all these rows, read as one table: the code by the row."""
    rows = [*(row for row, _ in EXPLAINED), *LEFT_ALONE]
    numbered = [f"e{number},{row}" for number, row in enumerate(rows)]
    found = doubts(places, tmp_path_factory.mktemp("doubts"), *numbered)
    return {rows[int(event[1:])]: code for event, code in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize(("row", "code"), EXPLAINED)
def test_what_explains_a_point_that_cannot_be(doubted, row, code):
    assert doubted[row] == code


@pytest.mark.parametrize("row", LEFT_ALONE)
def test_points_that_can_be_are_left_alone(doubted, row):
    assert row not in doubted


def test_precision_beyond_a_place_is_not_held_against_it(places, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "event_id,country,place,latitude,longitude,geo_precision\na,Mali,Gao,17.9,0.9,4\nb,Mali,Gao,17.9,0.9,\n",
        "utf-8",
    )
    assert [*codes(file, places)] == ["b"]


def test_the_report_and_the_map_say_so_and_change_nothing(places, tmp_path, run_mapper):
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "u1,2025-05-03,Ukraine,Bakhmut,38.00,48.59\n", encoding="utf-8")
    dossier = mapper.read(file, gazetteer=places)
    [finding] = check(dossier).contradictions
    assert (finding.event_id, finding.severity) == ("u1", "medium")
    text = "Latitude and longitude look swapped: the other way round they are at Bakhmut in Ukraine."
    assert finding.message.text() == text
    assert "interverties" in finding.message.text("fr")
    assert dossier.events[["latitude", "longitude"]].iloc[0].tolist() == [38.0, 48.59]
    said = run_mapper("map", file, "-o", tmp_path / "map.html").stderr
    assert f"u1: {text}" in " ".join(said.split())


def test_coordinates_that_are_no_place_are_in_doubt_and_kept_as_written(places, tmp_path):
    rows = (
        "a,2025-05-07,Mali,Gao,0,0",
        "b,2025-05-07,Mali,,95,10",
        "c,2025-05-07,Mali,Gao,,",
        "d,2025-05-07,Mali,,16,0",
    )
    assert doubts(places, tmp_path, *rows) == {"a": "coordinates-refused", "b": "coordinates-refused"}
    read = mapper.read(tmp_path / "a.csv", gazetteer=places)
    assert read.events[["latitude_in_file", "longitude_in_file"]].to_numpy().tolist()[:2] == [["0", "0"], ["95", "10"]]


def test_a_point_that_many_records_share_which_name_no_place_is_told_where_no_town_is_near_it(places, tmp_path):
    middle, gao = "Mali,,17.5707,-3.9962", "Mali,,16.2717,-0.0447"
    rows = [f"2025-05-0{day},{where}" for where in (middle, gao) for day in (1, 2, 3)]
    file = tmp_path / "a.csv"
    ids = range(len(rows))
    file.write_text(HEADER + "".join(f"{number},{row}\n" for number, row in zip(ids, rows, strict=True)), "utf-8")
    dossier = mapper.read(file, gazetteer=places)
    [finding] = check(dossier).contradictions
    assert finding.rule == "point-stands-in"
    assert "3 events of Mali name no place and have one point, 17.5707, -3.9962" in finding.message.text()
    assert set(dossier.events["location_kind"]) == {"exact"}


def test_a_point_that_the_records_of_an_area_share_is_told_even_where_they_call_it_exact(places, tmp_path):
    file = tmp_path / "a.csv"
    middle, own = "Gao,Mali,16.661,0.021,1", "Kidal,Mali,19.213,1.917,1"
    rows = [f"2025-05-0{day},{middle}" for day in (1, 2, 3)] + [f"2025-05-0{day},{own}" for day in (4, 5)]
    file.write_text("date,region,country,lat,lon,geo_precision\n" + "\n".join(rows) + "\n", "utf-8")
    [finding] = check(mapper.read(file, gazetteer=places)).contradictions
    assert "3 events of Gao, Mali name no place and have one point, 16.661, 0.021" in finding.message.text()
    assert "toute la zone" in finding.message.text("fr")
    several = rows + [f"2025-05-10,Gao,Mali,16.7{number},0.{number},1" for number in range(11, 15)]
    file.write_text("date,region,country,lat,lon,geo_precision\n" + "\n".join(several) + "\n", "utf-8")
    assert not check(mapper.read(file, gazetteer=places)).contradictions
