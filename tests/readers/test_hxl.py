"""HXL tags say what columns are, whatever their headings are called; cells that do not fit a tag go before it."""

import io

import openpyxl
import pandas as pd
import pytest

import mapper
from tests.readers.sources import read_text

TAGS = "#event+id,#date+occurred,#country+name,#adm1+name,#loc+name,#geo+lat,#geo+lon,#event+type,#affected+killed"
ROWS = "A1,2025-03-02,Mali,Gao,Ansongo,15.6597,0.5022,Ambush,4\nA2,2025-03-05,Mali,Gao,Gao,16.2717,-0.0447,Mine,0\n"
OPAQUE = ",".join(f"F{number}" for number in range(1, 10))


def told(dossier):
    columns = ["event_id", "date_text", "country", "admin1", "place", "latitude", "event_type", "fatalities_best"]
    return dossier.events[columns].astype("str").to_numpy().tolist()


WANTED = [
    ["A1", "2025-03-02", "ML", "Gao", "Ansongo", "15.6597", "Ambush", "4"],
    ["A2", "2025-03-05", "ML", "Gao", "Gao", "16.2717", "Mine", "0"],
]


@pytest.mark.parametrize("head", [f"{OPAQUE}\n{TAGS}\n", f"{TAGS}\n", f"{OPAQUE}\n{TAGS.replace('+', ' +').upper()}\n"])
def test_columns_are_what_their_tags_say(tmp_path, head):
    assert told(read_text(tmp_path, head + ROWS)) == WANTED


def test_tags_count_in_a_sheet_and_in_a_frame_as_in_text(tmp_path):
    rows = [line.split(",") for line in (TAGS + "\n" + ROWS).splitlines()]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (OPAQUE.split(","), *rows):
        sheet.append(row)
    book.create_sheet("Notes").append(["of a desk"])
    book.save(tmp_path / "a.xlsx")
    frame = pd.read_csv(io.StringIO(f"{OPAQUE}\n{TAGS}\n{ROWS}"))
    assert told(mapper.read(tmp_path / "a.xlsx")) == told(mapper.read(frame)) == WANTED


def test_of_several_columns_of_a_kind_the_tags_tell_which_is_meant(tmp_path):
    header = "Fecha,Hecho,Tués femmes,Tués,Muertos\n"
    tags = "#date+reported,#date+occurred,#affected+killed+f,#affected+injured,#affected+killed+total\n"
    dossier = read_text(tmp_path, header + tags + "2025-03-09,2025-03-02,1,7,3\n")
    assert dossier.events[["date_text", "fatalities_best"]].to_numpy().tolist() == [["2025-03-02", 3]]
    assert any("Tués femmes counts a part of the dead only" in notice for notice in dossier.notices)


def test_injured_are_no_dead_though_the_heading_says_so(tmp_path):
    dossier = read_text(tmp_path, "date,place,dead\n#date,#loc,#affected+injured\n2025-03-02,Gao,3\n")
    assert dossier.events["fatalities_best"].isna().all()


def test_the_only_date_is_taken_where_its_tag_says_that_it_was_reported(tmp_path):
    dossier = read_text(tmp_path, "Date,Lugar\n#date+reported,#loc\n2025-03-02,Gao\n")
    assert dossier.events["date_text"].tolist() == ["2025-03-02"]


def test_parts_of_a_date_may_be_tagged(tmp_path):
    dossier = read_text(tmp_path, "A,B,C\n#date+year,#date+month,#adm1+name\n2024,3,Gao\n2024,11,Kidal\n")
    assert dossier.events["event_date"].dt.strftime("%Y-%m").tolist() == ["2024-03", "2024-11"]


def test_a_tag_that_the_cells_do_not_fit_is_not_believed(tmp_path):
    header = "date,place,killed,notes\n#loc+name,#date,#description,#affected+killed\n"
    dossier = read_text(tmp_path, header + "2025-03-02,Gao,4,at night\n2025-03-03,Ansongo,1,by day\n")
    assert dossier.events[["date_text", "place", "fatalities_best", "notes"]].to_numpy().tolist() == [
        ["2025-03-02", "Gao", 4, "at night"],
        ["2025-03-03", "Ansongo", 1, "by day"],
    ]


def test_a_code_that_several_events_share_is_no_id(tmp_path):
    dossier = read_text(tmp_path, "F1,F2,F3\n#event+code,#date,#loc\nIED,2025-03-02,Gao\nIED,2025-03-03,Gao\n")
    assert dossier.counts.used == 2
    assert dossier.counts.rejected == 0


def test_of_two_columns_of_one_tag_the_one_of_names_is_the_actor(tmp_path):
    header = "Date,Perpetrator,Who exactly\n#date,#group +perp,#group +perp +name\n"
    dossier = read_text(tmp_path, header + "2025-03-02,Foreign forces: military,Group A\n")
    assert dossier.events["actor1"].tolist() == ["Group A"]


def test_an_attribute_that_is_not_known_does_not_take_an_actor_away(tmp_path):
    dossier = read_text(tmp_path, "Date,Actor,Place\n#date,#group+main,#loc+type\n2025-03-02,Group A,Gao\n")
    assert dossier.events[["actor1", "place"]].to_numpy().tolist() == [["Group A", ""]]
