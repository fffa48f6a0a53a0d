"""Tables turned on their side: a column for each month or year."""

from __future__ import annotations

import pytest

from mapper.options import ReadOptions
from mapper.readers import read_sources
from tests.readers.sources import read_text


@pytest.mark.parametrize(
    ("header", "dates"),
    [
        ("2025-01,2025-02,2025-03", ["2025-01", "2025-03", "2025-02"]),
        ("2025-1,2025-2,2025-3", ["2025-01", "2025-03", "2025-02"]),
        ("Jan 2025,Feb 2025,Mar 2025", ["2025-01", "2025-03", "2025-02"]),
        ("Jan-25,Feb-25,Mar-25", ["2025-01", "2025-03", "2025-02"]),
        ("janvier 2025,février 2025,mars 2025", ["2025-01", "2025-03", "2025-02"]),
        ("2019,2020,2021", ["2019", "2021", "2020"]),
        ("X2019,X2020,X2021", ["2019", "2021", "2020"]),
    ],
)
def test_each_number_below_a_month_or_year_is_a_row(tmp_path, header, dates):
    dossier = read_text(tmp_path, f"town,country,{header},Total\nGao,Mali,3,0,1,4\nKidal,Mali,,2,,2\n", name="wide.csv")
    events = dossier.events
    assert events["date_text"].tolist() == dates
    assert events["place"].tolist() == ["Gao", "Gao", "Kidal"]
    assert events["count"].tolist() == ["3", "1", "2"]
    assert events["event_id"].tolist() == [f"wide-2-{dates[0]}", f"wide-2-{dates[1]}", f"wide-3-{dates[2]}"]
    assert events["fatalities_best"].isna().all()
    assert "3 of 6 cells, the others being 0 or empty" in dossier.notices[0]


def test_what_the_numbers_count_is_named_by_the_user(tmp_path):
    file = tmp_path / "wide.csv"
    file.write_text("town,Jan 2025,Feb 2025,Mar 2025\nGao,3,0,1\n", "utf-8")
    dossier = read_sources([file], ReadOptions(columns={"fatalities": "count"}))
    assert dossier.events["fatalities_best"].tolist() == [3, 1]


@pytest.mark.parametrize(
    "text",
    [
        "town,date,2019,2020,2021\nGao,2025-03-01,1,2,3\n",
        "town,2019,2020\nGao,1,2\n",
        "town,Jan 2025,Feb 2025,Mar 2025\nGao,calm,raid,calm\n",
    ],
)
def test_other_tables_are_not_turned(tmp_path, text):
    assert len(read_text(tmp_path, text).events) == 1


def test_a_table_that_has_dates_keeps_its_columns_of_years(tmp_path):
    text = "Incident date,Place,2019,2020,2021\n2025-05-03,Gao,3,4,5\n2025-05-04,Kidal,1,2,3\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["date_text"].tolist() == ["2025-05-03", "2025-05-04"]
    assert dossier.own_columns == ("2019", "2020", "2021")


@pytest.mark.parametrize("months", ["Enero,Febrero,Marzo", "janv.,févr.,mars", "Jan,Feb,Mar"])
def test_months_without_a_year_are_those_of_a_column_of_years(tmp_path, months):
    dossier = read_text(
        tmp_path, f"Año,Municipio,{months}\n2023,Culiacán,20,0,28\n2024,Culiacán,,3,\n", name="wide.csv"
    )
    assert dossier.events["date_text"].tolist() == ["2023-01", "2023-03", "2024-02"]
    assert dossier.events["count"].tolist() == ["20", "28", "3"]
    without = read_text(tmp_path, f"Municipio,date,{months}\nCuliacán,2023-05-03,20,0,28\n", name="dated.csv")
    assert len(without.events) == 1
