"""Values: what cannot be read becomes empty and is reported with line, field, value and remedy, all at once."""

from __future__ import annotations

import pandas as pd
import pytest

import mapper
from tests.readers.sources import conserved, listed, read_text


def test_every_fault_of_a_file_is_reported_at_once(tmp_path):
    text = (
        "event_id,event_date,end_date,place_relation,latitude,longitude,geo_precision,country,fatalities_low,fatalities\n"
        "a,2025-02-30,,around,95,200,8,Atlantis,-1,many\n"
        "b,2025-06-01,2025-05-01,at,17,0,1,ML,5,3\n"
        ",2025,,at,1,1,1,ML,,\n"
        "a,2025,,at,1,1,1,ML,,\n"
    )
    dossier = read_text(tmp_path, text)
    assert {(line, field) for line, field, _ in listed(dossier.faults)} == {
        (2, "event_date"), (2, "place_relation"), (2, "latitude"), (2, "longitude"), (2, "geo_precision"),
        (2, "country"), (2, "fatalities_low"), (2, "fatalities"), (3, "end_date"), (3, "fatalities_low"),
    }  # fmt: skip
    assert listed(dossier.rejects) == [(4, "event_id", ""), (5, "event_id", "a")]
    assert all(dossier.faults["remedy"])
    assert all(dossier.faults["reason"])
    assert set(dossier.faults["file"]) == {str(tmp_path / "events.csv")}
    assert conserved(dossier)


@pytest.mark.parametrize(
    ("dates", "period", "precision"),
    [
        ("2025-06-13,", "2025-06-13/2025-06-13", "day"),
        ("2025-06,", "2025-06-01/2025-06-30", "month"),
        ("2024-02,", "2024-02-01/2024-02-29", "month"),
        ("2025,", "2025-01-01/2025-12-31", "year"),
        ("2025-06-13,2025-06-15", "2025-06-13/2025-06-15", "range"),
        ("2025-05,2025-06", "2025-05-01/2025-06-30", "range"),
        ("2025-06,2025-06", "2025-06-01/2025-06-30", "month"),
        (" 2025-06-13 ,", "2025-06-13/2025-06-13", "day"),
        ("0999-01-01,", "0999-01-01/0999-01-01", "day"),
    ],
)
def test_half_specified_dates_are_periods(tmp_path, dates, period, precision):
    event = read_text(tmp_path, f"event_id,event_date,end_date\na,{dates}\n").events.iloc[0]
    assert f"{event.event_date.date()}/{event.end_date.date()}" == period
    assert event.date_precision == precision
    start, end = dates.split(",")
    assert event.date_text == (f"{start}/{end}" if end not in ("", start) else start.strip())


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "soon", "202506", "99999", "-2025"])
def test_what_is_no_date_leaves_the_event_undated(tmp_path, text):
    dossier = read_text(tmp_path, f"event_id,event_date\na,{text}\n")
    event = dossier.events.iloc[0]
    assert pd.isna(event.event_date)
    assert pd.isna(event.end_date)
    assert event.date_precision == "unknown"
    assert listed(dossier.faults) == [(2, "event_date", text)]


def test_an_end_that_cannot_be_is_dropped_and_the_start_stays(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date,end_date\na,2025-06-13,2025-06-01\nb,,2025-06-01\n")
    assert list(dossier.events["event_date"].dt.strftime("%Y-%m-%d").fillna("")) == ["2025-06-13", ""]
    assert list(dossier.events["end_date"].dt.strftime("%Y-%m-%d").fillna("")) == ["2025-06-13", ""]
    assert list(dossier.faults["reason"]) == [
        "before event_date",
        "an end without a readable event_date",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("17.5", "-0.1", True), ("90", "180", True), ("-90", "-180", True), ("0", "5", True), ("1.5e1", "2", True),
        ("0", "0", False), ("0.0", "-0", False), ("17.5", "", False), ("", "3", False), ("91", "3", False),
        ("17", "181", False), ("nan", "3", False), ("inf", "3", False), ("17°75'", "3", False), ("", "", False),
    ],
)  # fmt: skip
def test_coordinates_are_two_numbers_on_the_globe_or_none(tmp_path, latitude, longitude, kept):
    dossier = read_text(tmp_path, f"event_id,latitude,longitude\na,{latitude},{longitude}\n")
    both = dossier.events.iloc[0][["latitude", "longitude"]]
    assert both.notna().all() if kept else both.isna().all()
    assert dossier.faults.empty == (kept or not (latitude or longitude))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0", 0), ("12", 12), ("12.0", 12),
        ("", None), ("-1", None), ("1.5", None), ("3000000000", None), ("many", None), ("1.200", None),
        ("1,200", 1200), ("twelve", 12), ("une trentaine", 30), ("~20", 20),
    ],
)  # fmt: skip
def test_fatalities_are_whole_numbers_or_unknown(tmp_path, text, figure):
    dossier = read_text(tmp_path, f'event_id,fatalities\na,"{text}"\n')
    value = dossier.events.iloc[0]["fatalities_best"]
    assert (None if pd.isna(value) else value) == figure
    assert dossier.faults.empty == (figure is not None or not text)


@pytest.mark.parametrize(
    ("figures", "dropped"),
    [
        ("9,5,7", {("fatalities_low", "9"), ("fatalities_high", "7")}),
        ("30,20,10", {("fatalities_low", "30"), ("fatalities_high", "10")}),
        (",20,10", {("fatalities_high", "10")}),
        ("30,20,", {("fatalities_low", "30")}),
        ("30,,10", {("fatalities_low", "30"), ("fatalities_high", "10")}),
        ("1,2,3", set()),
    ],
)
def test_low_best_high_out_of_order_keep_the_best_and_name_each_that_goes(tmp_path, figures, dropped):
    dossier = read_text(tmp_path, f"event_id,fatalities_low,fatalities_best,fatalities_high\na,{figures}\n")
    kept = dossier.events[["fatalities_low", "fatalities_best", "fatalities_high"]].iloc[0].dropna()
    written = dict(zip(["fatalities_low", "fatalities_best", "fatalities_high"], figures.split(","), strict=True))
    assert {(field, value) for _, field, value in listed(dossier.faults)} == dropped
    assert {(name, str(figure)) for name, figure in kept.items()} | dropped == {p for p in written.items() if p[1]}


def test_columns_beyond_the_schema_are_kept_and_computed_names_are_not_overwritten(tmp_path):
    dossier = read_text(tmp_path, "event_id,weather,radius_km\na,rain,5\n")
    assert dossier.extra_columns == ("weather", "radius_km_in_file")
    assert dossier.events.iloc[0][["weather", "radius_km_in_file"]].tolist() == ["rain", "5"]


def test_a_row_that_is_rejected_has_no_faults_of_its_own(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date\na,2025\na,soon\n")
    assert dossier.faults.empty
    assert len(dossier.rejects) == 1


def test_sources_of_a_row_are_split_at_semicolons(tmp_path):
    dossier = read_text(tmp_path, "event_id,source\na,Radio Kidal; AFP\nb,AFP\nc,\n")
    assert list(dossier.events["source"]) == ["Radio Kidal; AFP", "AFP", ""]
    assert list(dossier.sources["source_id"]) == ["Radio Kidal", "AFP"]


def test_blanks_around_names_make_no_second_area_or_type(tmp_path):
    rows = ["a,Kebbi,Bagudo,Raid", "b,Kebbi ,Bagudo\u00a0,Raid\t"]
    events = read_text(tmp_path, "\n".join(["event_id,admin1,admin2,event_type", *rows]) + "\n").events
    named = ["admin1", "admin2", "event_type"]
    assert {name: events[name].nunique() for name in named} == dict.fromkeys(named, 1)


def test_a_district_with_a_blank_behind_it_is_shown_in_its_region(tmp_path):
    (tmp_path / "a.csv").write_text("date,country,admin1,admin2\n2022-05-11,NG,Benue ,Nowheresuch\u00a0\n", "utf-8")
    assert mapper.read(tmp_path / "a.csv").events["location_kind"].tolist() == ["area"]
