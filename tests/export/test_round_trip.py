"""What is exported and read again is what it was: dossier folders, CSV, and the mapper's own GeoJSON and Parquet."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import mapper
from mapper.errors import FormatError
from mapper.exports import write
from mapper.exports.csv import write_table
from mapper.model.schema import EVENT_COLUMNS
from tests.export.dossiers import KIDAL, dossier, event, sahel
from tests.soak import sample

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / "seeds"
WHOLE = ("events", "claims", "sources", "actors", "alternatives")

# Anything that a cell can hold, with what breaks CSV readers and spreadsheets drawn often; surrogates are no text.
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'=1+1", "\r", "a\r\nb", '"', ",;", "\x00", " padded ", "#tag", "NULL", "-2", "@x", "''=", "\ufeff", "1e3"]
)


def _is_a_name(text):
    """Neither blank nor like a tag of an HXL row, which readers of tables leave out."""
    return bool(text.strip()) and not text.startswith("#")


DATES = st.sampled_from(["", "2025", "2025-06", "2025-06-13", "soon"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event_date": DATES,
            "end_date": st.sampled_from(["", "2025-07", "2025-06-01"]),
            "date_precision": st.sampled_from(["", "week", "range"]),
            "place": st.sampled_from(["", "Gao", "near Gao", "Kidal; Gao", "Nowhere-at-all"]) | CELLS,
            "country": st.sampled_from(["", "Mali", "ML", "Atlantis"]),
            "latitude": st.sampled_from(["", "16.27", "-0.1234567890123", "0", "95"]),
            "longitude": st.sampled_from(["", "-0.04", "1e-7"]),
            "geo_precision": st.sampled_from(["", "1", "2", "4", "6", "9"]),
            "actor1": st.sampled_from(["", "JNIM", "jnim", "A; B"]) | CELLS.filter(_is_a_name),
            "assoc_actor_2": st.sampled_from(["", "A; B", "B;C"]),
            "fatalities_low": st.sampled_from(["", "0", "3"]),
            "fatalities_high": st.sampled_from(["", "2", "many"]),
            "notes": CELLS,
            "source": st.sampled_from(["", "Radio", "=Radio"]),
            "column of its own": CELLS,
        }
    ),
    min_size=1,
    max_size=4,
)


def read_back(some_dossier, target, **options):
    files = write(some_dossier, target, **options)
    return mapper.read(files[-1] if target.suffix else target)


def assert_same(first, second, tables=WHOLE):
    for name in tables:
        assert_frame_equal(getattr(first, name), getattr(second, name), check_categorical=False)
    assert first.extra_columns == second.extra_columns


@pytest.fixture(scope="module")
def seeds():
    return mapper.read(SEEDS)


@pytest.mark.parametrize("for_spreadsheets", [False, True])
def test_a_dossier_folder_gives_the_whole_dossier_back(seeds, tmp_path, for_spreadsheets):
    again = read_back(seeds, tmp_path / "dossier", for_spreadsheets=for_spreadsheets)
    assert_same(seeds, again)
    assert len(again.faults) == len(seeds.faults) == 0


@pytest.mark.parametrize("name", ["events.csv", "events.parquet", "events.geojson", "events.gpkg", "events.fgb"])
def test_a_single_file_gives_all_events_and_their_claims_back(seeds, tmp_path, name):
    again = read_back(seeds, tmp_path / name)
    # Whether two claims name the same actor is for actors.csv to say, which only a folder has.
    first, second = (part.replace(events=part.events.drop(columns="disputed_fields")) for part in (seeds, again))
    assert_same(first, second, ("events", "alternatives"))
    in_order = ["event_id", "claim_id"]
    expected = seeds.claims.sort_values(in_order, ignore_index=True)
    assert_frame_equal(again.claims.sort_values(in_order, ignore_index=True), expected)
    assert set(again.sources["source_id"]) == {*seeds.claims["source_id"]} - {""}


@settings(max_examples=sample(4, soak=500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, suffix=st.sampled_from([".csv", ".parquet", ""]), for_spreadsheets=st.booleans())
def test_whatever_a_table_holds_comes_back(tmp_path, rows, suffix, for_spreadsheets):
    source = tmp_path / "source.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["event_id", *rows[0]])
        writer.writeheader()
        writer.writerows({"event_id": f"e{number}", **row} for number, row in enumerate(rows))
    first = mapper.read(source)
    options = {"for_spreadsheets": True} if for_spreadsheets and suffix != ".parquet" else {}
    again = read_back(first, tmp_path / f"again{suffix}", **options)
    # A file's column is a categorical where its rows share their texts, and so is not always the same kind of column.
    first, again = (part.replace(events=part.events.astype({"column of its own": "str"})) for part in (first, again))
    assert_same(first, again, ("events", "alternatives", "actors") if suffix == "" else ("events", "alternatives"))


@pytest.mark.parametrize("name", ["events.csv", "events.geojson", "events.parquet"])
def test_an_export_beside_what_it_was_made_from_says_nothing_else(seeds, tmp_path, name):
    mapper.export(seeds, tmp_path / name)
    both = mapper.read(tmp_path / name, "seeds")
    assert (both.counts.used, both.counts.duplicates, both.counts.rejected) == (45, 45, 0)


def test_a_cell_that_an_editor_changed_is_named_by_its_column(seeds, tmp_path):
    """What the gazetteer filled in is no change, and neither is what is computed."""
    mapper.export(seeds, tmp_path / "events.csv")
    table = pd.read_csv(tmp_path / "events.csv", dtype="str", keep_default_na=False)
    changed = table["event_id"] == "moura"
    table.loc[changed, ["place", "title"]] = ["Mopti", "Corrected"]
    table.to_csv(tmp_path / "events.csv", index=False)
    both = mapper.read(tmp_path / "events.csv", "seeds")
    [(event, reason)] = both.rejects[["value", "reason"]].itertuples(index=False, name=None)
    assert event == "moura"
    assert reason.endswith("they differ in place, title")
    assert both.events.set_index("event_id").loc["moura", "place"] == "Mopti"


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".geojson", ".gpkg", ".fgb"])
def test_coordinates_come_back_where_they_make_no_point_or_have_many_digits(tmp_path, suffix):
    source = tmp_path / "source.csv"
    source.write_text(
        "event_id,event_date,country,latitude,longitude,geo_precision,LATITUDE\n"
        "country,2025-06-01,ML,17.5,-3.9,6,high\nfine,2025-06-01,ML,16.27123456789,-0.3333333333333333,1,low\n"
    )
    first = mapper.read(source)
    assert first.events["location_kind"].tolist() == ["unlocated", "exact"]
    # Its own column may have a number, as SQL knows no capitals.
    again = read_back(first, tmp_path / f"again{suffix}")
    assert again.events[again.extra_columns[0]].tolist() == ["high", "low"]
    events, events_again = (part.events[[*EVENT_COLUMNS]] for part in (first, again))
    assert_frame_equal(events, events_again, check_categorical=False, check_exact=True)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".geojson", ".gpkg", ".fgb"])
def test_own_columns_that_look_like_moments_or_coordinates_come_back_as_they_were_written(tmp_path, suffix):
    source = tmp_path / "source.csv"
    source.write_text(
        "event_id,event_date,latitude,longitude,entered,lat,lon\n"
        "a,2025-06-01,16.27,-0.04,2025-06-02 00:00:00.000,16.3,-0.1\n"
        "b,2025-06-01,,,2025-06-03 00:00:00.000,16.4,-0.2\n"
    )
    first = mapper.read(source)
    assert first.extra_columns == ("entered", "lat", "lon")
    assert_same(first, read_back(first, tmp_path / f"again{suffix}"), ("events",))


ALIAS_OF_A_TIME = """actor_id,name,aliases,active_from,active_to
old,Old Front,The rebels,2010,2020
"""


@pytest.mark.parametrize(
    "rows",
    [
        "a,2015,The rebels,,\nb,2025,The rebels,,\n",  # in the second the alias names nobody
        'a,2015,Old Front,,"old; \u200e"\n',  # an associated actor was written otherwise, the main one was not
        "a,2015,\u200e,Old Front, \u200e \n",
        "a,2015,Old Front,,old; Sol\n",
        "a,2015,,,old; The rebels; sol\nb,2015,Sol,,\n",
    ],
)
def test_what_was_written_of_actors_stays_where_it_was_written(tmp_path, rows):
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "events.csv").write_text("event_id,event_date,actor1,actor2,assoc_actor_1\n" + rows, encoding="utf-8")
    (folder / "actors.csv").write_text(ALIAS_OF_A_TIME, encoding="utf-8")
    first = mapper.read(folder)
    assert_same(first, read_back(first, tmp_path / "again"))


def test_a_source_called_like_a_tag_comes_back(tmp_path):
    (tmp_path / "a.csv").write_text("event_id,event_date,source\na,2025,#radio+mali\n", encoding="utf-8")
    again = read_back(mapper.read(tmp_path / "a.csv"), tmp_path / "again")
    assert again.sources["source_id"].tolist() == ["#radio+mali"]


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet"])
def test_a_single_file_names_actors_as_the_dossier_did(tmp_path, suffix):
    folder = tmp_path / "dossier"
    folder.mkdir()
    rows = (
        "a,2015,The rebels,army,\nb,2025,The rebels,Army,\nc,2015,Old Front,,army; Sol\nd,2015,OLD,sol,SOL\n"
        "e,2015,other,both,army\nf,2015,both,OTHER,\n"
    )
    (folder / "events.csv").write_text("event_id,event_date,actor1,actor2,assoc_actor_1\n" + rows, encoding="utf-8")
    further = "ml,Malian Army,army;both,,\nfr,French Army,both,,\nnobody,Nobody,,,\n"
    (folder / "actors.csv").write_text(ALIAS_OF_A_TIME + further, encoding="utf-8")
    first = mapper.read(folder)
    again = read_back(first, tmp_path / f"again{suffix}")
    roles = ["actor1", "actor2", "assoc_actor_1"]
    assert again.events[roles].astype("str").equals(first.events[roles].astype("str"))
    assert "Malian Army" in set(first.events["actor2"])
    told = zip(first.events["actors_as_written"], again.events["actors_as_written"], strict=True)
    assert [one for one, other in told if one != other] == ["The rebels → Old Front; army → Malian Army"]
    assert not len(again.faults)


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet", ".gpkg", ".fgb"])
def test_an_actor_called_by_a_word_for_missing_comes_back(tmp_path, suffix):
    folder = tmp_path / "dossier"
    folder.mkdir()
    rows = "a,2015,ML,army,Unknown,rebels; Sol\nb,2016,NA,rebels,Unknown,\n"
    (folder / "events.csv").write_text("event_id,event_date,country,actor1,actor2,assoc_actor_1\n" + rows)
    (folder / "actors.csv").write_text("actor_id,name,aliases\nnull,NULL,army\nna,NA,rebels\n")
    first = mapper.read(folder)
    assert first.events["actor1"].tolist() == ["NULL", "NA"]
    assert_same(first, read_back(first, tmp_path / f"again{suffix}"), ("events", "alternatives"))


def test_an_export_that_another_program_wrote_again_has_no_words_for_missing(seeds, tmp_path):
    stated = mapper.filter(seeds, country="ML")  # among codes of countries NA is Namibia
    (file,) = mapper.export(stated, tmp_path / "a.csv")
    pd.read_csv(file, dtype="str").to_csv(tmp_path / "b.csv", index=False, na_rep="NA")  # as R does
    first, again = mapper.read(file), mapper.read(tmp_path / "b.csv")
    assert_same(first, again, ("events", "claims", "alternatives"))


def test_a_word_for_missing_that_a_single_file_holds_comes_back_from_a_folder(tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "events.csv").write_text("event_id,actor1,notes,own\na,'NULL,NULL,'NaN\nb,none,''NaN,' n/a \nNA,x,,\n")
    first = mapper.read(folder)
    assert first.events[["event_id", "actor1", "notes", "own"]].to_numpy().tolist() == [
        ["a", "NULL", "", "NaN"],
        ["b", "", "'NaN", " n/a "],
    ]
    single = read_back(first, tmp_path / "single.csv")
    assert_same(first, single, ("events", "alternatives"))
    assert_same(single, read_back(single, tmp_path / "again"), WHOLE)
    assert_same(single, read_back(single, tmp_path / "guarded", for_spreadsheets=True), WHOLE)


@pytest.mark.parametrize("name", ["victims; names", "note|remark"])
def test_a_heading_with_a_separator_comes_back_as_one_column(tmp_path, name):
    again = read_back(dossier([event("only", "2025-01-01", at=KIDAL, **{name: "a, b"})]), tmp_path / "again.csv")
    assert again.extra_columns == (name,)
    assert again.events[name].tolist() == ["a, b"]


def test_a_table_is_guarded_for_spreadsheets_only_where_that_is_asked_for(tmp_path):
    write_table([pd.DataFrame({"note": ["=1+1"]})], tmp_path / "note.csv")
    assert (tmp_path / "note.csv").read_text(encoding="utf-8") == "note\n=1+1\n"


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet"])
def test_a_point_of_few_digits_comes_back_as_such_and_not_as_stated(tmp_path, suffix):
    """By its digits alone the point would be exact in a file of one event."""
    rows = [("a", "48.6", "38.0"), *((f"b{n}", f"48.5912{n}", f"38.0012{n}") for n in range(9))]
    rough = mapper.read(pd.DataFrame(rows, columns=["event_id", "latitude", "longitude"]))
    [first, again] = [tmp_path / f"{name}{suffix}" for name in ("first", "again")]
    mapper.export(rough.with_events(rough.events.iloc[:1]), first, language="fr")
    back = mapper.read(first)
    for column in ("geo_precision", "location_kind", "place_reason"):
        assert back.events[column].tolist() == rough.events[column].head(1).tolist()
    mapper.export(back, again, language="fr")
    assert again.read_bytes() == first.read_bytes() or suffix == ".parquet"


def test_a_point_that_stands_for_its_area_comes_back_as_such_without_the_others_that_have_it(tmp_path):
    """Three events of Kidal region with one point: a file with one of them drew it as exact."""
    rows = pd.DataFrame({"event_id": ["a", "b", "c"], "place": "Kidal region", "country": "ML"})
    shared = mapper.read(rows.assign(latitude=18.9911, longitude=1.6013))
    mapper.export(shared.with_events(shared.events.iloc[:1]), tmp_path / "one.csv")
    back = mapper.read(tmp_path / "one.csv").events
    for column in ("geo_precision", "location_kind", "place_reason", "from_gazetteer"):
        assert back[column].tolist() == shared.events[column].head(1).tolist()
    assert back["location_kind"].tolist() == ["area"]


def test_a_filtered_dossier_keeps_its_colours(seeds, tmp_path):
    some = mapper.filter(seeds, month="2024-07")
    again = read_back(some, tmp_path / "july")
    assert_same(some, again, ("events", "actors"))


def test_an_old_dossiers_claims_do_not_stay_behind(seeds, tmp_path):
    write(seeds, tmp_path / "dossier")
    again = read_back(dossier([event("only", "2025-01-01", at=KIDAL)]), tmp_path / "dossier")
    assert (len(again.events), len(again.claims), len(again.faults)) == (1, 0, 0)


def test_the_folders_other_files_are_left_alone(tmp_path):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "README.md").write_text("mine")
    write(sahel(), tmp_path / "dossier")
    assert {path.name for path in (tmp_path / "dossier").iterdir()} == {
        "README.md", "actors.csv", "claims.csv", "events.csv", "sources.csv"
    }  # fmt: skip
    assert not [path for path in tmp_path.iterdir() if path.name != "dossier"]


def test_for_spreadsheets_no_cell_begins_as_a_formula_and_numbers_stay_numbers(tmp_path):
    rows = [
        event("=e", "2025-01-01", at=(-1.5, -2.5), notes="=cmd|' /C calc'!A0", actor1="@SUM(1)", title="\t=1", x="+1")
    ]
    (target,) = write(dossier(rows), tmp_path / "events.csv", for_spreadsheets=True)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(newline="", encoding="utf-8-sig") as file:
        header, cells = csv.reader(file)
    row = dict(zip(header, cells, strict=True))
    assert (row["longitude"], row["latitude"]) == ("-1.5", "-2.5")
    assert not [
        cell for name, cell in row.items() if cell[:1] in tuple("=+-@\t\r") and name not in ("longitude", "latitude")
    ]
    assert row["notes"] == "'=cmd|' /C calc'!A0"
    assert mapper.read(target).events["notes"].tolist() == ["=cmd|' /C calc'!A0"]


@pytest.mark.slow
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_for_spreadsheets_whatever_a_formula_may_begin_with_is_guarded(tmp_path, first):
    formula = first + "2+3+cmd|' /C calc'!A0"
    rows = [event("a", "2025-01-01", notes=formula, title=first, actor1=f"'{formula}", x=formula)]
    (target,) = write(dossier(rows), tmp_path / "events.csv", for_spreadsheets=True)
    with target.open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert (row["notes"], row["title"], row["actor1"], row["x"]) == (
        "'" + formula, "'" + first, "''" + formula, "'" + formula
    )  # fmt: skip
    assert mapper.read(target).events["x"].tolist() == [formula]


@pytest.mark.parametrize(("name", "instead"), [("e.xlsx", ".csv"), ("e.ods", ".csv"), ("e.shp", ".gpkg")])
def test_a_format_that_is_only_read_names_the_one_to_write(seeds, tmp_path, name, instead):
    with pytest.raises(FormatError, match=f"; write \\{instead}, "):
        mapper.export(seeds, tmp_path / name)


def test_guarding_other_formats_is_refused(tmp_path):
    with pytest.raises(FormatError, match=r"only \.csv and dossier folders"):
        write(sahel(), tmp_path / "events.kml", for_spreadsheets=True)


def test_a_csv_has_iso_dates_every_coordinate_and_the_words_of_the_record(seeds, tmp_path):
    (target,) = write(seeds, tmp_path / "events.csv")
    table = pd.read_csv(target, keep_default_na=False, dtype=str).set_index("event_id")
    expected = seeds.events.set_index("event_id")
    assert (table["longitude"] != "").tolist() == expected["longitude"].notna().tolist()
    half = expected[expected["date_precision"] == "month"].index[0]
    assert table.loc[half, "event_date"].endswith("-01")
    assert len(table.loc[half, "date_text"]) == 7


def test_a_claims_cell_that_is_not_the_mappers_is_a_fault(seeds, tmp_path):
    (target,) = write(seeds, tmp_path / "events.csv")
    frame = pd.read_csv(target, keep_default_na=False, dtype=str)
    frame.loc[0, "claims"] = "[broken"
    frame.to_csv(target, index=False)
    again = mapper.read(target)
    assert again.faults[["line", "field", "value"]].to_numpy().tolist() == [[2, "claims", "[broken"]]
    assert len(again.events) == len(seeds.events)
