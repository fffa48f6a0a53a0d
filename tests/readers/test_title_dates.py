"""Dates that stand in titles, as in the placemarks of web maps."""

from __future__ import annotations

import pytest

from tests.readers.sources import read_text


def _kml(*titles: str) -> str:
    marks = "".join(
        f"<Placemark><name>{title}</name><Point><coordinates>-0.04,16.27</coordinates></Point></Placemark>"
        for title in titles
    )
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


@pytest.mark.parametrize(
    "title",
    ["12 MAR 2025 - strike", "[12 Mar 2025] strike", "12 MAR 2025: two cars", "2025-03-12 strike",
     "Mar 12, 2025: strike", "12 mars 2025 – frappe"],
)  # fmt: skip
def test_a_placemark_is_dated_by_its_title(tmp_path, title):
    dossier = read_text(tmp_path, _kml(title, "13 MAR 2025 - ambush"), name="marks.kml")
    assert dossier.events["date_text"].tolist() == ["2025-03-12", "2025-03-13"]
    assert dossier.events["title"].tolist()[0] == title
    assert any("they are those that title begins with, in 2 of 2 rows" in notice for notice in dossier.notices)


def test_the_number_of_rows_without_a_date_is_said(tmp_path):
    dossier = read_text(tmp_path, _kml("12 MAR 2025 - strike", "strike"), name="marks.kml")
    assert dossier.events["date_text"].tolist() == ["2025-03-12", ""]
    assert any("in 1 of 2 rows" in notice for notice in dossier.notices)


@pytest.mark.parametrize(
    "titles",
    [("2 soldiers killed", "2025"), ("strike of 12 March 2025", "T-72, 12 March 2025"), ("12 MAR 2025 - a", "b", "c")],
)
def test_other_numbers_and_single_dates_in_titles_date_nothing(tmp_path, titles):
    assert read_text(tmp_path, _kml(*titles), name="marks.kml").events["event_date"].isna().all()


def test_a_column_of_dates_goes_before_titles(tmp_path):
    dossier = read_text(tmp_path, "date,title,place\n2025-03-14,12 MAR 2025 - strike,Gao\n")
    assert dossier.events["date_text"].tolist() == ["2025-03-14"]


def test_a_title_whose_day_may_be_its_month_is_a_fault(tmp_path):
    dossier = read_text(tmp_path, _kml("12.03.2025 | strike"), name="marks.kml")
    assert dossier.faults["value"].tolist() == ["12.03.2025"]
    settled = read_text(tmp_path, _kml("12.03.2025 | strike", "24.03.2025 | strike"), name="marks.kml")
    assert settled.events["date_text"].tolist() == ["2025-03-12", "2025-03-24"]
