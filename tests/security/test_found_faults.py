"""Inputs that once broke the program, each with others of its kind: no traceback, no value lost, and in time."""

from __future__ import annotations

import csv
import datetime as dt
import time

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import mapper
from gazetteer.lock import LOCK_COLUMNS
from mapper.claims.printed import figure_message, period_message
from mapper.errors import MapperError, SourceError
from mapper.model.actors.names import ActorNames
from mapper.model.schema import ACTOR_ROLES
from mapper.palette import month_colours
from mapper.readers import read_sources
from mapper.readers.tables.opening import read_table
from mapper.render.locator import locator_maps
from mapper.report import check
from tests.readers.sources import conserved, read_text
from tests.soak import sample


@pytest.mark.parametrize(
    "header",
    ["EVENT_ID_CNTY,event_id_cnty,event_date,location", "event_id_cnty,EVENT_ID_CNTY,event_date,location",
     "Event_Id_Cnty,EVENT_ID_CNTY,event_date,location"],
)  # fmt: skip
def test_columns_whose_names_differ_by_case_alone_are_both_kept(tmp_path, header):
    dossier = read_text(tmp_path, f"{header}\nMLI1,MLI2,2024-01-01,Gao\n")
    assert dossier.events["event_id"].item() in {"MLI1", "MLI2"}
    assert {"MLI1", "MLI2"} <= set(dossier.events.astype("str").iloc[0])
    assert (dossier.account["cells"] == 1).all()


@pytest.mark.parametrize(
    "header",
    ["event_id,place_id,place_id_in_file,longitude", "event_id,place_id_in_file,place_id,longitude",
     "'event_id,=a,'=a,longitude", "event_id,event_date,event_date,longitude"],
)  # fmt: skip
def test_columns_that_would_have_one_name_are_both_kept_and_exported(tmp_path, header):
    dossier = read_text(tmp_path, f"{header}\na,first,second,7\n")
    assert {"first", "second"} <= set(dossier.events.astype("str").iloc[0])
    mapper.export(dossier, tmp_path / "again")
    assert {"first", "second"} <= set(mapper.read(tmp_path / "again").events.astype("str").iloc[0])


def test_claims_of_rows_that_are_rejected_are_claims_of_nothing(exported, tmp_path):
    table = exported.copy()
    claimed = table["event_id"][table["claims"] != "[]"].iloc[0]
    table["event_id"] = table["event_id"].mask(table["event_id"] == claimed, "")
    table.to_csv(tmp_path / "again.csv", index=False)
    dossier = mapper.read(tmp_path / "again.csv")
    assert len(dossier.rejects) == 1
    assert len(dossier.claims)
    assert set(dossier.claims["event_id"]) <= set(dossier.events["event_id"])


def test_a_claim_of_a_place_without_a_name_is_compared_with_others(tmp_path):
    (tmp_path / "events.csv").write_text("event_id,place,country\na,Gao,ML\n", encoding="utf-8")
    claims = "claim_id,event_id,field,value,claimant\n1,a,place,Gao,A\n2,a,place, ; ;,B\n3,a,place,Kidal,C\n"
    (tmp_path / "claims.csv").write_text(claims, encoding="utf-8")
    found = check(mapper.read(tmp_path)).contradictions
    assert [one.field for one in found if one.rule == "disagreement"] == ["place"]


def test_a_day_at_the_end_of_the_calendar_is_told_in_words():
    assert period_message(dt.date(2025, 1, 1), dt.date.max).text() == "2025 to 9999"


def test_a_month_at_the_end_of_the_calendar_is_a_filter(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date\na,9999-12-30\nb,9999-11\n")
    assert mapper.filter(dossier, month="9999-12").events["event_id"].tolist() == ["a"]


def test_a_table_of_a_thousand_columns_may_have_line_breaks_in_cells():
    columns = 1_001
    names = ",".join(f"c{number}" for number in range(columns))
    text = f'event_id,{names}\na,"x\ny"{"," * (columns - 1)}\nb{"," * columns}\n'
    frame = read_table(text.encode(), "a.csv").frame
    assert frame["event_id"].tolist() == ["a", "b"]
    assert frame["c0"].tolist() == ["x\ny", ""]


@pytest.mark.parametrize("day", ["9999-12-31", "2262-04-12", "0001-01-01"])
def test_the_far_ends_of_time_are_faults_in_ucdp_s_tables_too(tmp_path, day):
    text = f"id,date_start,date_end,type_of_violence\n1,2024-01-01,2024-01-01,1\n2,{day},{day},1\n"
    dossier = read_text(tmp_path, text)
    assert conserved(dossier)
    assert len(dossier.events) == 2
    assert day in dossier.faults["value"].tolist()


def test_colours_of_the_months_of_eight_thousand_years_take_no_time():
    start = time.process_time()
    assert len(month_colours([True] * 96_000)) == 96_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "line",
    ['{"event_id":"a","place":"Gao","event_date":"2024-01-01","tags":[]}',
     '{"event_id":"a","place":"Gao","event_date":"2024-01-01","tags":["x","y"]}',
     '{"event_id":"a","place":"Gao","event_date":"2024-01-01","sources":[{"url":"https://example.org"}]}'],
)  # fmt: skip
def test_one_line_of_json_with_a_list_in_it_is_one_event(tmp_path, line):
    assert read_text(tmp_path, line + "\n", name="a.jsonl").events["event_id"].tolist() == ["a"]


def test_an_answer_whose_only_list_is_empty_has_no_events(tmp_path):
    for text in ('{"status": 200, "data": []}', '{"count": 0, "results": [], "next": null}'):
        assert len(read_text(tmp_path, text, name="a.json").events) == 0


@pytest.fixture(scope="module")
def exported(example, tmp_path_factory):
    """The table of the exported example."""
    file = tmp_path_factory.mktemp("exported") / "a.csv"
    mapper.export(example, file)
    return pd.read_csv(file, dtype="str", keep_default_na=False)


def test_half_a_character_in_exported_claims_is_a_fault(exported, tmp_path):
    table = exported.copy()
    rows = table["claims"].str.contains('"claimant":"')
    table.loc[rows, "claims"] = table["claims"].str.replace('"claimant":"', '"claimant":"\\ud800', regex=False)
    table.to_csv(tmp_path / "b.csv", index=False)
    dossier = mapper.read(tmp_path / "b.csv")
    assert (dossier.faults["field"] == "claims").sum() == rows.sum()
    assert dossier.claims["claimant"].str.startswith("\ufffd").all()


@pytest.mark.parametrize("digits", [20, 400, 5000])
def test_a_number_of_thousands_of_digits_is_drawn_as_it_is_written(tmp_path, digits):
    (tmp_path / "events.csv").write_text("event_id,event_date,place\na,2024-01-01,Gao\n")
    (tmp_path / "claims.csv").write_text(f"claim_id,event_id,field,value,claimant\nc,a,fatalities,{'9' * digits},X\n")
    assert mapper.map_html(mapper.read(tmp_path)).startswith("<!DOCTYPE html>")
    assert figure_message("9" * digits) == "9" * digits


def test_a_point_whose_precision_nobody_states_has_a_map_in_the_report(tmp_path):
    (tmp_path / "events.csv").write_text(
        "event_id,event_date,place,country,admin1,latitude,longitude\na,2024-01-01,Gao,ML,Gao,16.27,-0.04\n"
    )
    dossier = mapper.read(tmp_path)
    assert dossier.events["geo_precision"].isna().all()
    assert "<circle" in locator_maps(dossier, ["a"])["a"]


@pytest.mark.parametrize("step", ["99", "0", "-1", "1.5"])
def test_a_lock_file_with_a_step_that_there_is_not_is_refused_in_a_sentence(tmp_path, step):
    (tmp_path / "events.csv").write_text("event_id,event_date,place,country\na,2024-01-01,Gao,ML\n")
    row = dict.fromkeys(LOCK_COLUMNS, "") | {"toponym": "Gao", "country": "ML", "relation": "at", "geo_precision": step}
    (tmp_path / "resolved.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")
    with pytest.raises(Exception, match="no step from 1 to 7"):
        mapper.read(tmp_path)


def test_bytes_of_a_fixed_size_are_passed_over(tmp_path):
    table = pa.table({"event_id": ["a"], "place": ["Gao"], "code": pa.array([b"\xff\xfe\x00"], pa.binary(3))})
    pq.write_table(table, tmp_path / "a.parquet")
    assert read_sources([tmp_path / "a.parquet"]).events["place"].tolist() == ["Gao"]


def test_a_parquet_file_of_few_bytes_that_stands_for_gigabytes_is_refused(tmp_path):
    index = pa.array([0] * 400_000, pa.int32())
    long = pa.DictionaryArray.from_arrays(index, pa.array(["x" * 10_000]))
    pq.write_table(pa.table({"event_id": long}), tmp_path / "a.parquet")
    with pytest.raises(SourceError, match=r"unpacks to 3\.7 GB"):
        read_sources([tmp_path / "a.parquet"])


@pytest.mark.parametrize("row", ['a","b', '"a""b', 'a,"b', '"'])
def test_a_stray_quote_in_each_of_many_rows_is_read_in_time(tmp_path, row):
    start = time.process_time()
    try:
        dossier = read_text(tmp_path, "event_id,place\n" + f"{row}\n" * 6_000)
    except MapperError:
        pass
    else:
        assert conserved(dossier)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "gone",
    ["event_id", "claims", "event_date", "end_date", "longitude", "latitude", "place_id", [*ACTOR_ROLES]],
    ids=str,
)
@pytest.mark.parametrize("rows", [0, 3])
def test_an_export_that_lacks_a_column_or_all_rows_is_read_all_the_same(exported, tmp_path, gone, rows):
    dossier = read_text(tmp_path, exported.head(rows).drop(columns=gone).to_csv(index=False))
    assert conserved(dossier)
    assert len(dossier.events) == rows


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet", ".gpkg", ".fgb"])
@pytest.mark.parametrize("rows", ["", "a,2024-01-01,Nowhere-at-all\n"])
def test_an_export_without_a_point_or_without_an_event_is_read_back(tmp_path, suffix, rows):
    (tmp_path / "source.csv").write_text("event_id,event_date,place\n" + rows)
    dossier = mapper.read(tmp_path / "source.csv")
    files = mapper.export(dossier, tmp_path / f"a{suffix}")
    assert mapper.read(files[-1]).events["event_id"].tolist() == dossier.events["event_id"].tolist()


def test_a_word_of_a_hundred_thousand_letters_takes_no_time_in_any_encoding(tmp_path):
    start = time.process_time()
    text = "event_id,place,notes\na,Ménaka," + "x" * 100_000 + "\n"
    assert read_text(tmp_path, text.encode("latin-1")).events["place"].tolist() == ["Ménaka"]
    assert time.process_time() - start < 5


SUFFIXES = [".csv", ".geojson", ".parquet", ".gpkg", ".kml", ".qgz", ".fgb", ".pmtiles", ""]
OWN_NAMES = [
    "claims",
    "alternative_places",
    "claims_in_words",
    "figures_rest_on",
    "geometry",
    "fid",
    "Claims",
    "geom_wkt",
]
OWN_NAMES += ["iso;actor;place", "a|b|c|d", "year", "coordinates", " padded", "date"]


ANY_NAME = [
    (name, suffix)
    for number, name in enumerate(OWN_NAMES)
    for suffix in sample([(".csv", ".gpkg", ".parquet", ".fgb", ".pmtiles", "")[number % 6]], soak=SUFFIXES)
]


@pytest.mark.filterwarnings("ignore::mapper.exports.LimitWarning")
@pytest.mark.parametrize(("name", "suffix"), ANY_NAME)
def test_a_column_of_any_name_goes_through_every_export(tmp_path, suffix, name):
    rows = [["event_id", "event_date", "place", name], ["a", "2024-01-01", "Nowhere-at-all", "POINT (1 2)"]]
    with (tmp_path / "source.csv").open("w", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    first = mapper.read(tmp_path / "source.csv", form="dossier")
    files = mapper.export(first, tmp_path / f"again{suffix}")
    if suffix not in (".kml", ".qgz", ".pmtiles"):
        again = mapper.read(files[-1] if suffix else tmp_path / "again").events.iloc[0]
        assert (again["event_date"] == first.events["event_date"][0], again["place"]) == (True, "Nowhere-at-all")
        assert again["longitude"] != again["longitude"] or first.events["longitude"].notna().all()


def test_ten_thousand_successors_are_followed_in_time():
    count = 10_000
    columns = {"actor_id": [f"a{n}" for n in range(count)], "name": [f"Group {n}" for n in range(count)]}
    columns |= {"aliases": [f"alias {n}" for n in range(count)], "successor": [f"a{n + 1}" for n in range(count)]}
    start = time.process_time()
    assert len(ActorNames(pd.DataFrame(columns)).asked(["alias 0"], with_successors=True)) == count
    assert time.process_time() - start < 5
