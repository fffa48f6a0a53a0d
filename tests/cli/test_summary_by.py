"""`mapper summary --by`: counts by area and month, which add up to all events and to the totals of the dead."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import mapper
from mapper.claims.basis import stated_figures
from mapper.claims.totals import total_fatalities
from mapper.errors import ParameterError
from mapper.exports.by_area import counts_by
from tests.conftest import RunMapper

SEEDS = Path(__file__).parents[2] / "seeds"
DATA = Path(__file__).parents[1] / "data"
FIGURES = ("low", "best", "high")
HEADER = "event_id,event_date,country,admin1,admin2,event_type,fatalities_low,fatalities_best,fatalities_high,part_of"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Events with and without a division, a month and figures; one is part of another of another month."""
    file = tmp_path / "events.csv"
    rows = [
        "a,2025-06-01,ML,Gao,Gao,Battles,3,5,9,",
        "b,2025-06-20,ML,Gao,Ansongo,Battles,,2,,",
        "c,2025-06-21,ML,Gao,Gao,Riots,,,,",
        "d,2025-07,ML,,,Battles,1,,,a",
        "e,2025-06-30/2025-07-02,ML,Kidal,,Battles,0,0,0,",
        "f,2025,ML,Kidal,,Battles,,,,",
        "g,,ML,Kidal,,Battles,7,7,7,",
        "h,2025-06-05,,,,Battles,,,4,",
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n")
    return file


def counted(run_mapper: RunMapper, *words: object) -> pd.DataFrame:
    done = run_mapper("summary", *words, "--json")
    assert done.returncode == 0, done.stderr
    return pd.DataFrame(json.loads(done.stdout))


def test_each_division_and_month_has_a_row_and_so_has_what_is_not_known(run_mapper: RunMapper, table: Path) -> None:
    rows = counted(run_mapper, table, "--by", "admin1,month").astype(object)
    rows = rows.where(rows.notna(), None)
    assert rows.to_numpy().tolist() == [
        ["", "", "2025-06", 1, None, None, 4, 1, ""],
        ["ML", "", "2025-07", 1, None, None, None, 0, ""],  # its dead are in those of the event that it is part of
        ["ML", "Gao", "2025-06", 3, 5, 7, 11, 2, ""],
        ["ML", "Kidal", "", 1, 7, 7, 7, 1, ""],
        ["ML", "Kidal", "2025-01/2025-12", 1, None, None, None, 0, ""],
        ["ML", "Kidal", "2025-06/2025-07", 1, 0, 0, 0, 1, ""],
    ]
    dead = ["dead_low", "dead_best", "dead_high", "dead_stated_in", "dead_at_least"]
    assert [*rows] == ["country", "admin1", "month", "events", *dead]


def test_years_and_places_are_compared(run_mapper: RunMapper, table: Path) -> None:
    table.write_text(table.read_text() + "i,2024-12-31/2025-01-01,ML,Gao,Gao,Riots,,1,,\n")
    rows = counted(run_mapper, table, "--by", "year")
    assert dict(zip(rows["year"], rows["events"], strict=True)) == {"": 1, "2024/2025": 1, "2025": 7}
    places = counted(run_mapper, SEEDS, "--by", "country,place").set_index(["country", "place"])
    assert places.loc[("ML", "Kidal"), "events"] == 1


def test_a_sum_that_is_only_a_bound_is_marked_in_its_row_alone(run_mapper: RunMapper, tmp_path: Path) -> None:
    file = tmp_path / "bounds.csv"
    rows = ("a,2025-06-01,ML,10-15", "b,2025-06-02,ML,4", "c,2025-06-02,NE,at least 5", "d,2025-06-02,NG,7")
    file.write_text("\n".join(["event_id,event_date,country,fatalities", *rows]))
    found = counted(run_mapper, file, "--by", "country").set_index("country")
    assert found["dead_at_least"].to_dict() == {"ML": "best", "NE": "best; high", "NG": ""}
    assert found["dead_best"].tolist() == [14, 5, 7]


@pytest.mark.parametrize("source", [SEEDS, DATA / "ged.csv", DATA / "acled.csv", DATA / "clean-dossier"], ids=str)
@pytest.mark.parametrize("by", ["country", "admin1,month", "admin2", "month,type", "place,year"])
def test_the_rows_add_up_to_all_events_and_to_the_total_of_the_dead(source: Path, by: str) -> None:
    dossier = mapper.read(source)
    rows = counts_by([dossier], by.split(","))
    total = total_fatalities(dossier.events, stated_figures(dossier))
    assert rows["events"].sum() == dossier.summary().events
    assert rows["dead_stated_in"].sum() == total.stated
    bounds = {name for names in rows["dead_at_least"] for name in names.split("; ") if name}
    assert bounds == {name.removeprefix("fatalities_") for name in total.at_least}
    for figure in FIGURES:
        found = rows[f"dead_{figure}"].sum(min_count=1)
        expected = total.sums[f"fatalities_{figure}"]
        assert pd.isna(found) if expected is None else found == expected


def test_the_months_are_those_that_a_person_reads(run_mapper: RunMapper) -> None:
    events = pd.read_csv(DATA / "acled.csv", dtype="str")
    rows = counted(run_mapper, DATA / "acled.csv", "--by", "country,month")
    days = mapper.read(DATA / "acled.csv").events["event_date"].dt.strftime("%Y-%m").tolist()
    assert len(days) <= len(events)
    assert dict(zip(rows["month"], rows.groupby("month")["events"].transform("sum"), strict=True)) == Counter(days)


@pytest.mark.parametrize("by", ["admin1,month", "admin2,type", "month", "type,year"])
def test_many_files_give_the_bytes_of_one(tmp_path: Path, run_mapper: RunMapper, table: Path, by: str) -> None:
    lines = table.read_text().splitlines()
    (tmp_path / "parts").mkdir()
    for number, some in enumerate((lines[1:6], lines[6:])):
        (tmp_path / "parts" / f"{number}.csv").write_text("\n".join([HEADER, *some]) + "\n")
    for name in ("counts.csv", "counts.parquet"):
        whole, many = tmp_path / name, tmp_path / f"many-{name}"
        assert run_mapper("summary", table, "--by", by, "-o", whole).returncode == 0
        done = run_mapper("summary", tmp_path / "parts", "--engine", "files", "--by", by, "-o", many)
        assert done.returncode == 0, done.stderr
        assert many.read_bytes() == whole.read_bytes()


def test_files_with_claims_are_counted_file_by_file_too(tmp_path: Path, run_mapper: RunMapper) -> None:
    seeds = mapper.read(SEEDS)
    mapper.export(seeds, tmp_path / "parts" / "a.csv")
    many = counted(run_mapper, tmp_path / "parts", "--engine", "files", "--by", "admin1,month")
    assert many.equals(counted(run_mapper, SEEDS, "--by", "admin1,month"))


def test_a_filter_chooses_what_is_counted(run_mapper: RunMapper, table: Path) -> None:
    assert counted(run_mapper, table, "--by", "country", "--admin1", "Gao")["events"].tolist() == [3]
    assert counted(run_mapper, table, "--by", "country", "--type", "Riots")["events"].tolist() == [1]


def test_p_codes_tell_areas_apart_where_there_are_any(tmp_path: Path, run_mapper: RunMapper) -> None:
    file = tmp_path / "events.csv"
    file.write_text(
        "event_id,event_date,country,admin1,admin1 P-code,P-code\n"
        "a,2025-06-01,ML,Gao,ML07,ML0703\nb,2025-06-02,ML,Gao Region,ML07,ML0701\nc,2025-06-02,ML,Gao,ML07,\n"
        "d,2025-06-02,ML,Gao,,\n"
    )
    rows = counted(run_mapper, file, "--by", "admin1")
    assert rows[["admin1", "pcode", "events"]].to_numpy().tolist() == [["Gao", "", 1], ["Gao", "ML07", 3]]
    rows = counted(run_mapper, file, "--by", "admin2")
    assert rows[["admin1", "pcode", "events"]].to_numpy().tolist() == [
        ["Gao", "", 2],
        ["Gao", "ML0703", 1],
        ["Gao Region", "ML0701", 1],
    ]
    assert "pcode" not in counted(run_mapper, file, "--by", "country,month")


def test_numbers_are_numbers_in_parquet_and_unknown_ones_are_null(
    tmp_path: Path, run_mapper: RunMapper, table: Path
) -> None:
    assert run_mapper("summary", table, "--by", "admin1", "-o", tmp_path / "c.parquet").returncode == 0
    found = pq.read_table(tmp_path / "c.parquet")
    assert {str(found.schema.field(name).type) for name in ("events", "dead_low", "dead_stated_in")} == {"int64"}
    assert found["dead_low"].to_pylist() == [None, None, 5, 7]


def test_no_cell_of_a_guarded_table_is_a_formula(tmp_path: Path, run_mapper: RunMapper) -> None:
    file = tmp_path / "events.csv"
    file.write_text('event_id,event_date,country,admin1\na,2025-06-01,ML,"=HYPERLINK(""http://example.org"")"\n')
    done = run_mapper("summary", file, "--by", "admin1", "-o", tmp_path / "c.csv", "--for-spreadsheets")
    assert done.returncode == 0, done.stderr
    assert ",'=HYPERLINK" in (tmp_path / "c.csv").read_text("utf-8-sig").replace('"', "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "week"), "--by: cannot read 'week'; give some of country, admin1, admin2, place, year, month, type"),
        (("-o", "c.csv"), "--by: give what to count by, such as admin1,month"),
        (("--by", "month", "-o", "c.xlsx"), "a table of counts is a .csv or .parquet"),
        (("--by", "month", "-o", "c.parquet", "--for-spreadsheets"), "only .csv can be guarded"),
        (("--by", "month", "-o", "c.csv", "--json"), "either a file or --json"),
        (("--by", "month", "--for-spreadsheets"), "it with a .csv to write"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    run_mapper: RunMapper, table: Path, options: tuple[str, ...], said: str
) -> None:
    done = run_mapper("summary", table, *options)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.split())


def test_the_terminal_shows_the_table(run_mapper: RunMapper, table: Path) -> None:
    done = run_mapper("summary", table, "--by", "admin1,month")
    assert "ML       Gao     2025-06          3" in done.stdout
    assert "8 events in 6 rows." in done.stderr
    assert "Dead where stated: 12 (low), at least 14 (best), 22 (high), in 5 events" in done.stderr


def test_python_counts_the_same(table):
    dossier = mapper.read(table)
    pd.testing.assert_frame_equal(
        mapper.count(dossier, by=("admin1", "month")), counts_by([dossier], ("admin1", "month"))
    )
    assert mapper.count(dossier, by="type")["events"].sum() == len(dossier.events)
    with pytest.raises(ParameterError, match="cannot read 'week'"):
        mapper.count(dossier, by="week")
