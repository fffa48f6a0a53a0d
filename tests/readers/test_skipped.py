"""Rows that are no events: recognised, counted, said, and not drawn."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.tables.preamble import header_row
from mapper.readers import read_sources
from mapper.readers.tables.frame import read_frame
from mapper.readers.tables.skipped import without_other_rows
from tests.readers.sources import conserved, read_text

HEAD = "Date,Location,Country,Killed,Description,,\n"
EVENTS = "2025-05-03,Gao,Mali,3,a,,\n2025-05-04,Kidal,Mali,2,b,,\n"


def kinds(dossier) -> list[tuple[int, str]]:
    return list(zip(dossier.skipped["line"].tolist(), dossier.skipped["kind"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (",,,,,,\n , ,,,,,\n", [(4, "empty"), (5, "empty")]),
        ("Total,,,5,,,\n", [(4, "total")]),
        ("TOTAL:,,,5,,,\n", [(4, "total")]),
        ("Grand total,,,5,,,\n", [(4, "total")]),
        (",Sous-total,,5,,,\n", [(4, "total")]),
        ("Всего,,,5,,,\n", [(4, "total")]),
        ("Mali Total,,,5,,,\n", [(4, "total")]),
        ("Source: monitoring desk,,,,,,\n", [(4, "note")]),
        ("Fuente,,,,,,\n", [(4, "note")]),
        ("Figures were checked by two people,,,,,,\n", [(4, "note")]),
        ("* provisional,,,,,,\n", [(4, "note")]),
        ("# end of export,,,,,,\n", [(4, "comment")]),
        ("// end,,,,,,\n", [(4, "comment")]),
        (HEAD, [(4, "header")]),
        ("#date,#loc+name,#country,#affected+killed,,,\n", [(4, "hxl")]),
    ],
)  # fmt: skip
def test_rows_that_are_no_events_are_listed_and_not_drawn(rows, expected, tmp_path):
    dossier = read_text(tmp_path, HEAD + EVENTS + rows)
    assert kinds(dossier) == expected
    assert dossier.events["place"].tolist() == ["Gao", "Kidal"]
    assert dossier.events["fatalities_best"].sum() == 5
    assert (dossier.counts.read, len(dossier.faults)) == (2, 0)
    assert conserved(dossier)


@pytest.mark.parametrize(
    "row",
    [
        "2025-05-05,,,,,,\n",
        "13.06.2025,,,4,,,\n",
        ",Total,Mali,4,,,\n",
        ",Gao,,,,,\n",
        "2025-05-05,Total,,4,,,\n",
        "05/2025,Sum,Mali,,,,\n",
    ],
)
def test_rows_that_say_when_or_where_are_events(row, tmp_path):
    dossier = read_text(tmp_path, HEAD + EVENTS + row)
    assert len(dossier.events) == 3
    assert kinds(dossier) == []


@pytest.mark.parametrize("row", ["e3,,\n", "total,,\n", "e3,,unknown\n"])
def test_an_event_of_which_only_the_id_is_known_is_one(row, tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date,place\ne1,2025,Gao\ne2,2025,Kidal\n" + row)
    assert len(dossier.events) == 3


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Incident log of a desk,,,,,,\nUpdated 1 July 2025,,,,,,\n,,,,,,\n", ["title", "title", "empty"]),
        ("Incident log of a desk\n\n", ["title"]),
        ("# exported by a tool on 2025-07-01\n# filter: none\n", ["comment", "comment"]),
        ("Report,May 2025,,,,,\n", ["title"]),
        ("// made by hand\n,,,,,,\n", ["comment", "empty"]),
    ],
)
@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig")])
def test_the_header_is_found_below_titles_and_comments(above, expected, separator, encoding, tmp_path):
    text = (above + HEAD + EVENTS.replace(",a,", ",é,")).replace(",", separator)
    dossier = read_text(tmp_path, text.encode(encoding))
    assert dossier.events["place"].tolist() == ["Gao", "Kidal"]
    assert dossier.skipped["kind"].tolist() == expected
    assert dossier.events["notes"].tolist() == ["é", "b"]
    first = text.splitlines().index(HEAD.strip("\n").replace(",", separator)) + 2
    assert dossier.events["event_id"].tolist() == [f"events-{first}", f"events-{first + 1}"]


@pytest.mark.parametrize("header", ["event_id", "#id,date,place", "id,date", "lat,lon,date,place", "a b,place"])
def test_a_header_in_the_first_line_stays_there(header):
    names = header.split(",")
    assert header_row([names, ["1"] * len(names), ["2"] * len(names)]) == 0


@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=6))
def test_the_header_is_one_of_the_rows(rows):
    assert 0 <= header_row(rows) <= max(0, len(rows) - 1)


@pytest.mark.slow
@given(st.lists(st.tuples(*[st.text(max_size=5)] * 3), min_size=1, max_size=12))
def test_every_row_is_kept_or_listed(rows):
    table = read_frame(pd.DataFrame(rows, columns=["date", "place", "killed"], dtype="str"))
    read = without_other_rows(table, dates=["date"])
    assert sorted([*read.lines().tolist(), *read.skipped["line"].tolist()]) == table.lines().tolist()


@pytest.mark.parametrize("events", ["0", "0.0", "00"])
def test_areas_without_an_event_are_no_fault(events, tmp_path):
    text = f"Country,Admin1,Month,Year,Events,Fatalities\nMali,Gao,May,2025,5,3\nMali,Kidal,May,2025,{events},0\n"
    dossier = read_text(tmp_path, text)
    assert kinds(dossier) == [(3, "no-event")]
    assert (dossier.counts.read, dossier.counts.used, dossier.counts.rejected) == (1, 1, 0)


def test_an_area_whose_count_is_no_number_is_rejected(tmp_path):
    dossier = read_text(tmp_path, "Country,Admin1,Month,Year,Events\nMali,Gao,May,2025,some\nMali,Gao,June,2025,1\n")
    assert (dossier.counts.rejected, len(dossier.skipped)) == (1, 0)


def test_json_rows_and_frames_are_treated_alike(tmp_path):
    rows = [{"date": "2025-05-03", "place": "Gao", "killed": "3"}, {"date": "Total", "place": "", "killed": "3"}]
    path = Path(tmp_path / "a.json")
    path.write_text(json.dumps(rows))
    for source in (path, pd.DataFrame(rows)):
        assert read_sources([source]).skipped["kind"].tolist() == ["total"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("date,place,country,killed\n2025-05-03,Gao,Mali,3\n(c) Monitoring desk 2025,,,\n", [3]),
        ("Date,Place,Country,Killed\nMay 2025,,,\n3 May 2025,Gao,Mali,3\nJune 2025,,,\n", [2, 4]),
        ("When,,Where,,Killed\nDate,Time,Place,Country,Number\n2025-05-03,14:30,Gao,Mali,3\n", [1]),
        ("date,place,country,killed\n(yyyy-mm-dd),,(ISO),(number)\n2025-05-03,Gao,Mali,3\n", [2]),
        ("No,Date,Place,Killed\n1,2025-05-03,Gao,3\n2,2025-05-04,Gao,2\n3,,,\n4,,,\n,,,5\n", [4, 5, 6]),
        ("date,place,country,killed\n2025-05-03,Gao,Mali,3\nAverage,,,3\nPromedio,,,3\n", [3, 4]),
        ("Terms of use, a paragraph\n" * 90 + "Date;Place;Killed\n2025-05-03;Gao;3\n", [*range(1, 91)]),
    ],
)
def test_headings_units_running_numbers_sums_and_long_terms_of_use_are_no_events(tmp_path, text, lines):
    dossier = read_text(tmp_path, text)
    assert dossier.skipped["line"].tolist() == lines
    assert dossier.events["place"].tolist() == ["Gao"] * len(dossier.events)
    assert dossier.faults.empty


@pytest.mark.parametrize("row", ["2025-05-04,,,", ",Kidal,,", ",,Mali,1", "13 June,,,2", "3 May 2025,,,"])
def test_a_row_that_says_when_where_or_how_many_is_an_event(tmp_path, row):
    dossier = read_text(tmp_path, f"date,place,country,killed\n2025-05-03,Gao,Mali,3\n{row}\n")
    assert dossier.counts.used == 2


def test_a_remark_after_each_of_many_rows_and_claims_is_left_out_and_told_by_its_line(tmp_path):
    many = range(5_000)
    rows = "".join(f"e{n},2025-06-01,Gao\n# remark {n},,\n" for n in many)
    claims = "".join(f"c{n},e{n},fatalities,{n % 9}\n# remark {n}\n" for n in many)
    (tmp_path / "events.csv").write_text(f"event_id,event_date,place\n{rows}", encoding="utf-8")
    (tmp_path / "claims.csv").write_text(f"claim_id,event_id,field,value\n{claims}", encoding="utf-8")
    dossier = read_sources([tmp_path])
    assert (len(dossier.events), len(dossier.claims), len(dossier.rejects)) == (len(many), len(many), 0)
    assert dossier.claims["claim_id"].tolist() == [f"c{n}" for n in many]
    assert kinds(dossier) == [(2 * n + 3, "comment") for n in many]


FORM = (
    "Date,LGA,State,Country,Actor,Month,Total deaths\n"
    "2025-05-03,Gao,Gao,Mali,A,May,3\n2025-05-04,Ber,Gao,Mali,B,May,1\n"
)


GRID = "Fecha,Entidad,Homicidios\n" + "".join(
    f"2025-05-0{day},Sonora,{day}\n2025-05-0{day},Jalisco,0\n2025-05-0{day},Oaxaca,1\n"
    f"2025-05-0{day},Puebla,0\n2025-05-0{day},Yucatán,2\n2025-05-0{day},Total,{day + 3}\n"
    for day in range(1, 6)
)


def test_sums_of_each_day_and_areas_where_nobody_died_are_no_events(tmp_path):
    dossier = read_text(tmp_path, GRID)
    assert dossier.events["fatalities_best"].sum() == 1 + 2 + 3 + 4 + 5 + 3 * 5
    assert {kind: [kind for _, kind in kinds(dossier)].count(kind) for kind in ("total", "no-event")} == {
        "total": 5,
        "no-event": 10,
    }
    assert conserved(dossier)


def test_an_event_in_which_nobody_died_is_one(tmp_path):
    rows = "".join(f"2025-05-0{day},Town {day},{day % 2}\n" for day in range(1, 10))
    assert len(read_text(tmp_path, "date,place,killed\n" + rows).events) == 9


def test_rows_of_a_form_that_nobody_filled_in_are_no_events(tmp_path):
    dossier = read_text(tmp_path, FORM + ",,,Mali,,January,0\n,,,,,January,0\n,,,,,,0\n")
    assert [line for line, _ in kinds(dossier)] == [4, 5, 6]
    assert (5, "prepared") in kinds(dossier)
    assert dossier.counts.read == 2
    assert conserved(dossier)


@pytest.mark.parametrize(
    "rows",
    [
        ",,,Mali,,January,0\n,,,Mali,,January,2\n",  # somebody died
        ",,,Mali,,January,0\n,,,Mali,C,January,0\n",  # somebody acted
        ",,,Mali,,January,0\n,,,Mali,,June,0\n",  # the rows tell different things
        ",,,Mali,,January,0\n",  # one row alone
    ],
)
def test_rows_at_the_end_that_say_something_are_kept(tmp_path, rows):
    dossier = read_text(tmp_path, FORM + rows)
    assert kinds(dossier) == []
    assert dossier.counts.read == 2 + rows.count("\n")
