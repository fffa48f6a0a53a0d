"""ACLED's and UCDP's tables: recognised by their columns, translated term by term, nothing dropped."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import mapper
from mapper.errors import FormatError, ParameterError
from mapper.model.dossier import Dossier
from mapper.options import ReadOptions
from mapper.readers import read_sources
from mapper.readers.formats.ucdp.events import GED_COLUMNS
from tests.readers.sources import conserved, listed, read_text

DATA = Path(__file__).parents[1] / "data"
TABLES = sorted(path for path in DATA.glob("*.csv"))


def cells_of(events: pd.DataFrame, event_id: str, columns: list[str]) -> list[object]:
    """The cells of one event, of a table that has its ids as index."""
    return [events.loc[event_id, name] for name in columns]


@cache
def reading(path: Path) -> Dossier:
    """A file as it is read, once for all tests that only look."""
    return read_sources([path])


def events_of(name: str) -> pd.DataFrame:
    return reading(DATA / name).events.set_index("event_id")


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_format_conserves_its_rows_and_says_whose_they_are(path):
    dossier = reading(path)
    assert conserved(dossier)
    assert dossier.counts.read > 0
    assert dossier.events["event_id"].is_unique
    assert (dossier.events["data_set"] != "").all()
    assert len(dossier.attributions) == 1
    assert dossier.attributions[0].startswith("UCDP" if "ged" in path.name else "ACLED")


@pytest.mark.slow
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_name_of_a_file_decides_nothing(path, tmp_path):
    renamed = tmp_path / "x.dat"
    renamed.write_bytes(path.read_bytes())
    assert read_sources([renamed]).events["event_id"].tolist() == reading(path).events["event_id"].tolist()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_column_of_the_file_is_in_the_schema_or_kept_beside_it(path):
    text = path.read_bytes().decode("latin-1")
    header = text.split("\n", 1)[0].replace(";", ",").split(",")
    events = reading(path).events
    mapped = {"location", "fatalities", "ally_actor_1", "ally_actor_2"}
    missing = {name.lower().replace(" ", "_") for name in header} - mapped - set(events.columns)
    assert missing == set()


def test_acled_terms():
    events = events_of("acled.csv")
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2025-06-13",
        "2025-06-14",
        "2025-06-15",
        "2025-06-16",
    ]
    assert events["date_precision"].tolist() == ["day", "week", "month", "day"]
    assert events["geo_precision"].tolist() == [1, 2, 4, 1]
    assert events["geo_precision_in_file"].tolist() == ["1", "2", "3", "1"]
    assert events["place"].tolist() == ["Tessit", "Labbezanga", "Gao", "Goma"]
    assert events["country"].tolist() == ["ML", "ML", "ML", "CD"]
    assert list(events.loc["MLI1", ["admin1", "admin2", "admin3"]]) == ["Gao", "Ansongo", "Tessit"]
    assert events.loc["MLI2", "assoc_actor_1"] == "Blue Column; Green Column"
    assert events.loc["COD7", "notes"] == 'Said "nothing",\nthen left.'
    assert events.loc["COD7", "tags"] == "crowd size=no report"
    assert events["population_best"].tolist() == ["1200"] * 4


def test_acled_duplicates_keep_the_newest_and_are_counted():
    dossier = read_sources([DATA / "acled.csv"])
    assert (dossier.counts.read, dossier.counts.used, dossier.counts.duplicates) == (6, 4, 2)
    assert dossier.events.set_index("event_id").loc["MLI3", "fatalities_best"] == 9
    assert dossier.faults.empty


def test_acled_sources_are_split():
    dossier = read_sources([DATA / "acled.csv"])
    assert dossier.sources["source_id"].tolist() == ["Radio Exemple", "Gazette", "AFP"]
    assert dossier.events["source"].tolist()[1] == "Radio Exemple; Gazette; AFP"


@pytest.mark.parametrize("name", ["acled.csv", "acled-2022.csv", "acled-v7.csv", "acled-monadic.csv"])
def test_interaction_codes_and_names_give_the_kind_of_an_actor(name):
    actors = read_sources([DATA / name]).actors.set_index("name")["kind"]
    assert actors["Red Column"] in {"Rebel Group", "Political Militia"}
    assert actors["Civilians (Mali)"] == "Civilians"
    assert actors[actors.index.str.startswith("Military Forces")].tolist() == ["State Forces"]
    assert actors.get("Blue Column", "") == ""


def test_a_side_that_ucdp_has_not_identified_says_so_and_has_no_kind(tmp_path):
    head = (
        "id,date_start,date_end,date_prec,where_prec,type_of_violence,side_a,side_b,country,latitude,longitude,best\n"
    )
    rows = (
        "1,2026-01-01,2026-01-01,1,1,1,XXX475,XXX475,Nigeria,9,7,3\n"
        "2,2026-01-02,2026-01-02,1,1,1,Government of Chad,XXXL,Chad,12,15,1\n"
    )
    (tmp_path / "ucdp.csv").write_text(head + rows)
    dossier = read_sources([tmp_path / "ucdp.csv"])
    kinds = dossier.actors.set_index("name")["kind"]
    assert kinds["XXX475 (side not identified)"] == ""
    assert kinds["XXXL"] == "Rebel Group", "a name of letters is a name"
    assert mapper.filter(mapper.read(tmp_path / "ucdp.csv"), actor="XXX475").events["event_id"].tolist() == ["1"]


def test_old_event_types_become_those_of_today_and_stay_beside_them():
    events = events_of("acled-v7.csv")
    assert events["event_type"].tolist() == [
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Strategic developments",
    ]  # fmt: skip
    assert events["sub_event_type"].tolist()[0] == "Armed clash"
    assert events["event_type_in_file"].tolist()[1] == "Riots/Protests"
    assert events.loc["1MLI", "assoc_actor_1"] == "Blue Column"


def test_upper_case_dates_are_day_first_because_one_of_them_proves_it():
    events = events_of("acled-v7.csv")
    assert events.loc["2MLI", "event_date"] == pd.Timestamp("2001-05-04")
    assert events.loc["2MLI", "event_date_in_file"] == "04/05/2001"


def test_a_date_that_nothing_decides_is_reported_with_the_name_of_the_file_s_column(tmp_path):
    lines = (DATA / "acled-v7.csv").read_text("utf-8").splitlines()
    dossier = read_text(tmp_path, "\n".join([lines[0], lines[2]]))
    assert listed(dossier.faults) == [(2, "EVENT_DATE", "04/05/2001")]
    assert "cannot be told apart" in dossier.faults.iloc[0].reason
    assert dossier.events["event_date"].isna().all()


def test_a_row_per_actor_is_one_event():
    dossier = read_sources([DATA / "acled-monadic.csv"])
    events = dossier.events.set_index("event_id")
    assert list(events.index) == ["MLI1", "MLI2", "MLI4"]
    assert dossier.counts.used == dossier.counts.read == 6
    sides = ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"]
    assert cells_of(events, "MLI1", sides) == [
        "Red Column", "Blue Column", "Military Forces of Examplia (2021-)", "White Column",
    ]  # fmt: skip
    assert cells_of(events, "MLI2", sides) == ["Protesters (Mali)", "", "", ""]
    assert dossier.actors.set_index("name").loc["White Column", "kind"] == "External/Other Forces"


def test_areas_are_never_points(tmp_path):
    weeks = events_of("acled-weeks.csv")
    assert weeks["geo_precision"].tolist() == [4, 4, 4]
    assert weeks["date_precision"].tolist() == ["week"] * 3
    assert weeks["event_date"].dt.strftime("%Y-%m-%d").tolist()[0] == "2025-06-07"
    assert weeks["end_date"].dt.strftime("%Y-%m-%d").tolist()[0] == "2025-06-13"
    assert weeks["events"].tolist() == ["3", "1", "2"]
    months = events_of("acled-months.csv")
    assert months["geo_precision"].tolist() == [3, 6]
    assert months["date_precision"].tolist() == ["month", "month"]


def test_an_area_without_events_is_skipped():
    dossier = read_sources([DATA / "acled-months.csv"])
    assert dossier.skipped[["line", "kind"]].to_dict("records") == [{"line": 3, "kind": "no-event"}]


def test_placed_areas_are_drawn_as_areas():
    import mapper

    kinds = mapper.read(DATA / "acled-weeks.csv", DATA / "acled-months.csv").events["location_kind"]
    assert set(kinds) <= {"area", "unlocated"}
    assert (kinds == "area").sum() >= 3


def test_a_joint_side_of_ucdp_is_its_actors_and_a_name_with_a_comma_stays_one(tmp_path):
    file = tmp_path / "ged.csv"
    header = (
        "id,date_start,date_end,date_prec,where_prec,type_of_violence,side_a,side_b,country,latitude,longitude,best\n"
    )
    rest = "Mali,16.27,-0.04,1\n"
    file.write_text(
        f'{header}1,2024-01-01,2024-01-01,1,1,1,"Government of A, Government of B (C)","JNIM, IS",{rest}'
        f'2,2024-01-01,2024-01-01,1,1,2,IS,"Front for Land, Bread",{rest}3,2024-01-01,2024-01-01,1,1,2,JNIM,IS,{rest}',
        encoding="utf-8",
    )
    dossier = read_sources([file])
    sides = dossier.events[["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"]].astype("str").to_numpy().tolist()
    assert sides == [
        ["Government of A", "Government of B (C)", "JNIM", "IS"],
        ["IS", "", "Front for Land, Bread", ""],
        ["JNIM", "", "IS", ""],
    ]
    kinds = dict(zip(dossier.actors["name"], dossier.actors["kind"], strict=True))
    assert kinds["Government of A"] == kinds["Government of B (C)"] == "State Forces"


def test_ucdp_equals_the_file_read_with_plain_csv():
    dossier = read_sources([DATA / "ged.csv"])
    rows = list({row["id"]: row for row in rows_of("ged.csv")}.values())
    events = dossier.events
    assert events["event_id"].tolist() == [row["id"] for row in rows]
    for ours, theirs in (("event_date", "date_start"), ("end_date", "date_end")):
        assert events[ours].dt.strftime("%Y-%m-%d").tolist() == [row[theirs][:10] for row in rows]
    for ours, theirs in (("fatalities_low", "low"), ("fatalities_best", "best"), ("fatalities_high", "high")):
        assert events[ours].tolist() == [int(row[theirs]) for row in rows]
    for name in ("latitude", "longitude"):
        assert events[name].fillna(-999).tolist() == [float(row[name] or -999) for row in rows]
    for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "where_prec", "date_prec", "relid"):
        assert events[name].tolist() == [row[name] for row in rows]


def test_ucdp_terms():
    dossier = read_sources([DATA / "ged.csv"])
    events = dossier.events.set_index("event_id")
    assert events["geo_precision"].tolist() == [1, 2, 4, 6, 3, 5, 7]
    assert events["date_precision"].tolist()[:3] == ["day", "range", "month"]
    assert events["country"].tolist()[3:6] == ["CD", "RU", "YE"]
    assert events["event_type"].tolist()[1:4] == ["State-based conflict", "Non-state conflict", "One-sided violence"]
    assert cells_of(events, "500001", ["actor1", "actor2"]) == ["Government of Examplia", "Red Column"]
    kinds = dossier.actors.set_index("name")["kind"]
    assert kinds["Government of Examplia"] == "State Forces"
    assert kinds["Civilians"] == "Civilians"


def test_ucdp_figures_out_of_order_stay_and_are_reported():
    dossier = read_sources([DATA / "ged.csv"])
    figures = ["fatalities_low", "fatalities_best", "fatalities_high"]
    assert cells_of(dossier.events.set_index("event_id"), "500004", figures) == [5, 9, 5]
    assert listed(dossier.faults) == [(6, "high", "5")]  # below the best, 9


def test_ucdp_articles_and_original_sources_are_sources():
    dossier = read_sources([DATA / "ged.csv"])
    of_event = dossier.events["source"].tolist()[1].split("; ")
    sources = dossier.sources[dossier.sources["source_id"].isin(of_event)]
    assert sorted(sources["publisher"]) == ["Gazette", "Radio Exemple", "army", "residents"]
    article = sources[sources["publisher"] == "Radio Exemple"]
    assert article[["published", "title"]].to_numpy().tolist() == [["2024-03-10", "Fighting; then calm"]]


def test_the_web_export_of_ucdp():
    dossier = read_sources([DATA / "ged-web.csv"])
    assert dossier.events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-02", "2024-05-06", "2024-11-12"]
    assert dossier.events[["latitude", "longitude"]].to_numpy().tolist() == [[15.2, 0.3]] * 3
    assert dossier.events["fatalities_best"].tolist() == [4, 4, 4]
    assert dossier.events["fatalities_low"].tolist() == [2, 2, 2]


@pytest.mark.parametrize("place", [0, 5, 20, 43])
def test_wherever_the_surplus_cell_of_the_web_export_stands(tmp_path, place):
    with (DATA / "ged-web.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    moved = [[*row[:-1][:place], "zz", *row[:-1][place:]] for row in rows]
    target = tmp_path / "web.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *moved])
    events = read_sources([target]).events
    assert events[["latitude", "longitude"]].to_numpy().tolist() == [[15.2, 0.3]] * 3
    assert events["event_date"].notna().all()


def test_ucdp_without_a_header_is_read_and_reported(tmp_path):
    lines = (DATA / "ged.csv").read_text("utf-8").split("\n", 1)
    dossier = read_text(tmp_path, lines[1])
    assert len(dossier.events) == 7
    assert "no header" in dossier.faults.iloc[0].reason
    assert listed(dossier.faults)[1] == (5, "high", "5")


def test_candidate_events_are_told_from_the_yearly_ones(tmp_path):
    content = (DATA / "ged.csv").read_bytes()
    for name, title in (
        ("GEDEvent_v24_1.csv", "UCDP GED 24.1"),
        ("GEDEvent_v24_0_3.csv", "UCDP Candidate 24.0.3"),
        ("x.csv", "UCDP GED"),
    ):
        (tmp_path / name).write_bytes(content)
        assert set(read_sources([tmp_path / name]).events["data_set"]) == {title}


@pytest.mark.slow
def test_of_two_editions_of_ucdp_the_newer_one_is_kept_whatever_the_order(tmp_path):
    text = (DATA / "ged.csv").read_text("utf-8")
    old, new = tmp_path / "GEDEvent_v23_1.csv", tmp_path / "GEDEvent_v24_1.csv"
    old.write_text(text.replace(",4,6,2,", ",3,3,3,"), "utf-8")
    new.write_text(text, "utf-8")
    for order in ([old, new], [new, old]):
        dossier = read_sources(order)
        assert dossier.events.set_index("event_id").loc["500001", "fatalities_best"] == 4
        assert len(dossier.events) == 7
        assert dossier.counts.duplicates == 9
        assert conserved(dossier)


@pytest.mark.slow
def test_of_two_downloads_of_acled_the_newer_row_is_kept(tmp_path):
    newer = tmp_path / "newer.csv"
    newer.write_text(
        (DATA / "acled.csv").read_text("utf-8").replace("1750000000", "1760000000").replace("Tessit", "Tessit 2"),
        "utf-8",
    )
    for order in ([newer, DATA / "acled.csv"], [DATA / "acled.csv", newer]):
        dossier = read_sources(order)
        assert dossier.events.set_index("event_id").loc["MLI1", "place"] == "Tessit 2"
        assert conserved(dossier)


def test_data_sets_and_dossiers_mix(seeds_dir):
    dossier = read_sources([seeds_dir, DATA / "acled.csv", DATA / "ged.csv"])
    assert conserved(dossier)
    assert len(dossier.attributions) == 2
    assert dossier.actors["actor_id"].is_unique
    assert "wagner-group" in set(dossier.actors["actor_id"])


def test_a_format_can_be_forced_and_must_then_fit():
    assert len(read_sources([DATA / "acled.csv"], ReadOptions(form="acled")).events) == 4
    with pytest.raises(FormatError, match=r"acled\.csv: not a table of the format ucdp"):
        read_sources([DATA / "acled.csv"], ReadOptions(form="ucdp"))
    with pytest.raises(ParameterError, match="cannot read 'acledd'; give one of dossier, acled"):
        read_sources([DATA / "acled.csv"], ReadOptions(form="acledd"))
    with pytest.raises(FormatError, match="no column event_id"):
        read_sources([DATA / "acled.csv"], ReadOptions(form="dossier"))


def test_excel_s_french_acled_has_semicolons_and_decimal_commas(tmp_path):
    with (DATA / "acled.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    at = [rows[0].index(name) for name in ("latitude", "longitude")]
    french = [[cell.replace(".", ",") if n in at else cell for n, cell in enumerate(row)] for row in rows]
    target = tmp_path / "fr.csv"
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows(french)
    assert read_sources([target]).events["latitude"].tolist() == [15.2, 14.95, 15.2, -1.67]


def test_ged_has_49_columns():
    assert len(GED_COLUMNS) == 49
