"""Counts per place and month: the sums are the events', and no word or day of an event is left."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapper
from mapper.model.involved import COUNT, count_events, events_of_rows
from mapper.model.schema import EVENT_COLUMNS
from mapper.processing.published_counts import counts_only

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("name", ["acled.csv", "ged.csv", "acled-weeks.csv"])
def test_sums_are_those_of_the_events(name):
    dossier = mapper.read(DATA / name)
    counted = counts_only(dossier)
    events = dossier.events
    number = events["events"].astype(int).sum() if "events" in events else len(events)
    assert counted.events[COUNT].astype(int).sum() == number
    for column in ("fatalities_low", "fatalities_best", "fatalities_high"):
        assert counted.events[column].sum() == events[column].sum()
    months = {str(day)[:7] for day in events["event_date"]}
    assert {str(day)[:7] for day in counted.events["event_date"]} == months


def test_nothing_of_a_single_event_is_left():
    dossier = mapper.read(DATA / "acled.csv")
    counted = counts_only(dossier)
    assert list(counted.events.columns) == [*EVENT_COLUMNS, COUNT]
    text = counted.events.astype("str").to_csv()
    for word in ("MLI1", "Red Column", "invented", "Radio Exemple", "2025-06-13"):
        assert word not in text
    assert len(counted.claims) == len(counted.sources) == len(counted.actors) == 0
    assert counted.attributions == dossier.attributions


def test_events_of_one_place_and_month_are_one_row_and_undated_ones_another(tmp_path):
    file = tmp_path / "a.csv"
    rows = "a,2025-06-01,Gao\nb,2025-06-30,Gao\nc,2025-07-01,Gao\nd,,Gao\ne,2025-06-02,Nowhere at all\n"
    rows += "f,2025,Gao\ng,2025,Gao\n"
    file.write_text("event_id,event_date,place\n" + rows, "utf-8")
    counted = counts_only(mapper.read(file)).events
    assert sorted(counted[["date_text", "place", COUNT, "date_precision"]].to_numpy().tolist()) == [
        ["", "Gao", "1", "unknown"],
        ["2025-01/2025-12", "Gao", "2", "range"],
        ["2025-06", "Gao", "2", "month"],
        ["2025-06", "Nowhere at all", "1", "month"],
        ["2025-07", "Gao", "1", "month"],
    ]
    told = counted[["title", "event_date", "end_date"]].astype("str").fillna("").to_numpy().tolist()
    assert sorted(told) == [
        ["1 event", "", ""],
        ["1 event", "2025-06-01", "2025-06-30"],
        ["1 event", "2025-07-01", "2025-07-31"],
        ["2 events", "2025-01-01", "2025-12-31"],
        ["2 events", "2025-06-01", "2025-06-30"],
    ]
    assert counted["event_id"].tolist() == [f"count-{number}" for number in range(1, 6)]
    assert counted["event_date"].dropna().is_monotonic_increasing


def test_unknown_figures_stay_unknown_and_nobody_dead_stays_nobody(tmp_path):
    file = tmp_path / "a.csv"
    rows = "a,2025-06-01,Gao,,,\nb,2025-06-02,Gao,,,\nc,2025-06-01,Kidal,,0,\nd,2025-06-02,Kidal,,,7\n"
    columns = ["fatalities_low", "fatalities_best", "fatalities_high"]
    file.write_text(f"event_id,event_date,place,{','.join(columns)}\n" + rows, "utf-8")
    counted = counts_only(mapper.read(file)).events.set_index("place")
    assert counted.astype("str")[columns].fillna("").T.to_dict("list") == {"Gao": [""] * 3, "Kidal": ["", "0", "7"]}


def test_no_event_gives_no_count(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("event_id,event_date\n", "utf-8")
    assert len(counts_only(mapper.read(file)).events) == 0


def test_the_program_warns_of_acled_rows_and_writes_counts_when_asked(run_mapper, tmp_path):
    target = tmp_path / "events.geojson"
    warned = run_mapper("export", DATA / "acled.csv", "-o", target)
    assert warned.returncode == 0
    assert warned.stderr.count("ACLED, whose terms do not allow handing them on") == 1
    assert "https://acleddata.com" in target.read_text("utf-8")
    counted = run_mapper("export", DATA / "acled.csv", "--counts-only", "-o", target)
    assert counted.returncode == 0
    assert "Warning" not in counted.stderr
    text = target.read_text("utf-8")
    assert "https://acleddata.com" in text
    assert "Radio Exemple" not in text


def test_the_program_maps_counts(run_mapper, tmp_path):
    done = run_mapper("map", DATA / "acled.csv", "--counts-only", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_filter_that_leaves_no_acled_row_needs_no_warning(run_mapper, tmp_path, seeds_dir):
    done = run_mapper("export", DATA / "acled.csv", seeds_dir, "--country", "SY", "-o", tmp_path / "e.geojson")
    assert done.returncode == 0
    assert "Warning" not in done.stderr


def test_format_and_columns_on_the_command_line(run_mapper, tmp_path):
    file = tmp_path / "vorfaelle.csv"
    file.write_text("Wann,Datum,Ort\n13.06.2025,01.01.2020,Gao\n", "utf-8")
    listed = run_mapper("list", file, "--map", "date=Wann,place=Ort", "--json")
    assert '"event_date": "2025-06-13"' in listed.stdout
    guessed = run_mapper("list", file, "--json")
    assert '"event_date": "2020-01-01"' in guessed.stdout
    assert "columns guessed from their names: event_date=Datum, place=Ort" in guessed.stderr
    for wrong in (("--map", "date"), ("--map", "dat=Wann"), ("--format", "acledd")):
        refused = run_mapper("check", file, *wrong)
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
    unfit = run_mapper("actors", file, "--format", "ucdp")
    assert unfit.returncode == 1
    assert "not a table of the format ucdp" in unfit.stderr


def test_a_row_counts_as_the_events_that_it_states_and_what_states_none_is_reported(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('event_id,place,events\na,Gao,57\nb,Gao,"1,234"\nc,Gao,0\nd,Gao,\ne,Gao,2.5\n', "utf-8")
    dossier = mapper.read(file)
    assert events_of_rows(dossier.events).tolist() == [57, 1, 1, 1, 1]
    assert count_events(dossier.events) == 61
    faults = dossier.faults[["line", "field", "value"]].to_numpy().tolist()
    assert faults == [[3, "events", "1,234"], [4, "events", "0"], [6, "events", "2.5"]]


@pytest.mark.parametrize("cells", [["strike", "raid"], ["", ""], ["3000000000", "3000000000"]])
def test_a_column_of_words_or_of_numbers_that_no_events_have_counts_nothing(tmp_path, cells):
    file = tmp_path / "a.csv"
    file.write_text("event_id,events\n" + "".join(f"e{n},{cell}\n" for n, cell in enumerate(cells)), "utf-8")
    dossier = mapper.read(file)
    assert events_of_rows(dossier.events).tolist() == [1, 1]
    assert len(dossier.faults) == 0
