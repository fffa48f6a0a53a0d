"""The user's own columns: kept, chosen, searched, exported and packed for the page."""

import json
from pathlib import Path

import pandas as pd
import pytest

import mapper
from mapper.errors import ParameterError
from mapper.readers import read_sources
from mapper.render import mapdata
from mapper.render.mapdata import map_data, own_columns
from mapper.render.payload.payload import pack
from mapper.render.sites import collect_sites

DATA = Path(__file__).parents[1] / "data"
TABLE = """date,time,place,country,actor,killed,weapon,verified,empty
2025-05-03,14:30,Gao,Mali,Group A,3,mortar,yes,
2025-05-04,09:10,Kidal,Mali,Group B,0,rifle,no,
"""
HOSTILE = ["__proto__", "<script>alert(1)</script>", "{{7*7}}", "a\u202eb", "claims", "constructor"]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def header(dossier):
    data = map_data(dossier)
    return json.loads(pack(data, collect_sites(data), {"title": ""}, areas={}).header)


def test_own_columns_reach_the_page_but_for_empty_ones(table):
    assert header(mapper.read(table))["own"] == ["time", "weapon", "verified"]


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        (["weapon"], ["weapon"]),
        (["Verified", "TIME"], ["time", "verified"]),
        (["none"], []),
        (["weapon", "place"], ["weapon"]),
    ],
)
def test_keep_chooses_them(table, keep, kept):
    dossier = mapper.read(table, keep=keep)
    assert header(dossier)["own"] == kept
    assert [name for name in dossier.extra_columns if not name.endswith("_in_file")] == kept
    unused = dossier.account.loc[dossier.account["became"] == "unused", "column"].tolist()
    assert unused == [name for name in ("time", "weapon", "verified", "empty") if name not in kept]


def test_a_column_that_is_not_there_cannot_be_kept(table):
    with pytest.raises(ParameterError, match="time, weapon, verified"):
        mapper.read(table, keep="wepon")


@pytest.mark.parametrize(
    ("words", "found"), [("mortar", 1), ("RIFLE no", 1), ("14:30", 1), ("yes gao", 1), ("bomb", 0)]
)
def test_a_text_filter_finds_them(table, words, found):
    dossier = mapper.read(table)
    try:
        assert len(mapper.filter(dossier, text=words).events) == found
    except mapper.errors.EmptySelectionError:
        assert found == 0


@pytest.mark.parametrize("suffix", ["csv", "geojson", "gpkg", "fgb", "parquet"])
def test_every_export_has_them(table, suffix, tmp_path):
    import pyogrio

    target = tmp_path / f"out.{suffix}"
    mapper.export(mapper.read(table), target)
    if suffix == "csv":
        frame = pd.read_csv(target, dtype=str)
    elif suffix == "parquet":
        frame = pd.read_parquet(target)
    else:
        frame = pyogrio.read_dataframe(target)
    frame = frame.sort_values("event_id")  # FlatGeobuf's rows stand in the order of its index
    assert frame["weapon"].tolist() == ["mortar", "rifle"]
    assert frame["verified"].tolist() == ["yes", "no"]


UCDP = ["conflict_name", "dyad_name", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "code_status"]


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("ged.csv", UCDP),
        ("acled.csv", ["civilian_targeting", "interaction"]),
    ],
)
def test_of_a_data_set_the_page_has_what_readers_ask_for(file, shown):
    assert header(mapper.read(DATA / file))["own"] == shown


def test_a_column_added_to_a_data_set_is_shown_too(tmp_path):
    frame = pd.read_csv(DATA / "acled.csv", dtype=str, keep_default_na=False).assign(my_note="checked")
    dossier = mapper.read(frame)
    assert "my_note" in header(dossier)["own"]


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name, tmp_path):
    frame = pd.DataFrame({"date": ["2025-05-03"], "place": ["Gao"], name: ["<img src=x onerror=alert(1)>"]})
    dossier = mapper.read(frame)
    own = header(dossier)["own"]
    assert own == [f"{name}_2" if name == "claims" else name]
    page = mapper.map_html(dossier)
    assert "<script>alert(1)" not in page
    assert "onerror=alert" not in page


def test_what_is_too_large_for_the_page_is_left_out_and_said(table, monkeypatch, run_mapper):
    monkeypatch.setattr(mapdata, "MOST_OWN_TEXT", 16)
    dossier = read_sources([table])
    assert own_columns(dossier) == (["time"], ["weapon", "verified"])


def test_columns_of_several_sources_come_together(table, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("date,place,weather\n2025-06-01,Gao,dry\n", encoding="utf-8")
    dossier = mapper.read(table, other)
    assert dossier.own_columns == ("time", "weapon", "verified", "empty", "weather", *())
