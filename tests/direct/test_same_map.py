"""The direct way from a clean table to its map: the same bytes as the careful way, or nothing at all."""

from datetime import date

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import mapper
from gazetteer import Gazetteer
from mapper.api import map_html
from mapper.direct import clean_map_data, opened_table
from mapper.render.drawing import Drawing
from mapper.render.page import drawn_page

CLEAN = {
    "event_id": ["SAH1", "SAH2", "SAH10", "x-4"],
    "event_date": [date(2025, 6, 13), date(2012, 1, 1), date(2025, 6, 13), date(2024, 2, 29)],
    "place": ["Kidal", "", "Gao; Kidal", "{{7*7}} </script>"],
    "country": ["ML", "Mali", "", "NE"],
    "latitude": [18.44, -0.5, 16.25, 90.0],
    "longitude": [1.4, 0.0, -180.0, 0.1],
    "actor1": ["FLA", "FLA; CSP", "", "<b>Army</b>"],
    "actor2": ["FLA", "", "Army", "__proto__"],
    "assoc_actor_1": ["CSP; Army", "", "CSP", ""],
    "event_type": ["Battles", "", "Protests", "Battles"],
    "fatalities": [3, None, 0, 84],
    "source": ["Radio Kidal; ORTM", "", "ORTM", "a;b ;;c"],
    "notes": ["", "  two  spaces ", "line\nbreak", "\u2028 é \U0001f600"],
    "title": ["", "NULL", "nan", "None"],
}


def parquet(folder, columns):
    file = folder / "events.parquet"
    pq.write_table(pa.table(columns), file)
    return str(file)


def directly(file, **drawing):
    data = clean_map_data(opened_table(file))
    assert data is not None, "the table is clean"
    with Gazetteer.open() as places:
        return drawn_page(data, Drawing(**drawing), places)


def carefully(file, **drawing):
    return map_html(mapper.read(file), **drawing)


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_every_kind_of_clean_cell_gives_the_same_map(tmp_path, suffix):
    file = tmp_path / f"events.{suffix}"
    table = pa.table(CLEAN)
    if suffix == "csv":
        pa_csv.write_csv(table, file)
    else:
        pq.write_table(table, file)
    assert directly(str(file), title="T", language="fr") == carefully(str(file), title="T", language="fr")


@pytest.mark.parametrize("step", range(1, 8))
def test_every_step_of_precision_gives_the_same_map(tmp_path, step):
    columns = {**CLEAN, "admin1": ["Kidal", "", "Gao", ""], "geo_precision": [step, 1, step, None]}
    file = parquet(tmp_path, columns)
    assert directly(file) == carefully(file)


def test_a_table_with_many_events_gives_the_same_map(tmp_path):
    rows = range(20_000)
    columns = {
        "event_id": [f"E{row}" for row in rows],
        "event_date": [date(1970 + row % 50, 1 + row % 12, 1 + row % 28) for row in rows],
        "place": pa.array([f"P{row % 300}" for row in rows]).dictionary_encode(),
        "latitude": [row % 89 / 1.5 - 7 for row in rows],
        "longitude": [row % 170 / 1.5 for row in rows],
        "actor1": [f"A{row % 60}" for row in rows],
        "actor2": [f"A{row % 7}" for row in rows],
        "fatalities_best": [row % 90 for row in rows],
        "notes": [f"note number {row} of the many" for row in rows],
    }
    file = parquet(tmp_path, columns)
    assert directly(file) == carefully(file)


def test_notes_of_any_kind_give_the_same_map(tmp_path):
    rows = 17_000
    columns = {"event_id": range(rows), "event_date": [date(2025, 6, 13)] * rows, "latitude": [1.5] * rows}
    columns |= {"longitude": [2.5] * rows}
    words = pa.array([f"note {row % 40}" for row in range(rows)])
    for notes in (words.dictionary_encode(), words.cast(pa.large_string()), pa.array(["the same note"] * rows)):
        file = parquet(tmp_path, {**columns, "notes": notes})
        page = directly(file)
        assert page == carefully(file)
        assert page != directly(parquet(tmp_path, columns)), "the notes are in the page"


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_without_notes_no_note_is_in_the_page(tmp_path, run_mapper, suffix):
    file = tmp_path / f"events.{suffix}"
    table = pa.table({**CLEAN, "notes": ["SECRET"] * 4})
    if suffix == "csv":
        pa_csv.write_csv(table, file)
    else:
        pq.write_table(table, file)
    for name, options in (("direct.html", []), ("careful.html", ["--allow-empty"])):
        done = run_mapper("map", file, "--notes", "none", "-o", tmp_path / name, *options)
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "direct.html").read_bytes()
    assert b"SECRET" not in page
    assert page == (tmp_path / "careful.html").read_bytes()
    bare = table.drop_columns(["notes"])
    pq.write_table(bare, tmp_path / "bare.parquet")
    assert page.decode() == directly(str(tmp_path / "bare.parquet"), notes="none")


DIRTY = {
    "an id twice": {"event_id": ["a", "b", "a", "c"]},
    "a blank id": {"event_id": ["a", " ", "b", "c"]},
    "no id": {"event_id": ["a", None, "b", "c"]},
    "half a date": {"event_date": ["2025-06-13", "2025-06", "2025-06-13", "2025-06-13"]},
    "no date": {"event_date": [date(2025, 6, 13), None, date(2025, 6, 13), date(2025, 6, 13)]},
    "a date that is none": {"event_date": ["2025-06-13", "2025-13-45", "2025-06-13", "2025-06-13"]},
    "a year that is none": {"event_date": [date(25, 6, 13)] * 4},
    "no point": {"latitude": [1.0, None, 1.0, 1.0]},
    "a point off the globe": {"latitude": [1.0, 90.5, 1.0, 1.0]},
    "not a number": {"longitude": [1.0, float("nan"), 1.0, 1.0]},
    "null island": {"latitude": [1.0, 0.0, 1.0, 1.0]},
    "an unknown country": {"country": ["ML", "Atlantis", "ML", "ML"]},
    "fewer than none": {"fatalities": [1, -1, 1, 1]},
    "hexadecimal": {"fatalities": ["1", "0x10", "1", "1"]},
    "too many": {"fatalities": [1, 2**31, 1, 1]},
    "low above best": {"fatalities_low": [90, 1, None, 1]},
    "a period": {"end_date": ["2025-06-30", "", "", ""]},
    "a relation": {"place_relation": ["near", "", "", ""]},
    "a whole": {"part_of": ["x-4", "", "", ""]},
    "a precision of none": {"geo_precision": [0, 1, 1, 1]},
    "a precision beyond": {"geo_precision": [8, 1, 1, 1]},
    "actors in disorder": {"assoc_actor_1": ["A;B", "", "", ""]},
    "another column": {"weather": ["dry"] * 4},
    "a column of the export": {"place_id": [""] * 4},
}


@pytest.mark.parametrize("columns", DIRTY.values(), ids=DIRTY)
def test_whatever_there_is_to_say_is_left_to_the_careful_way(tmp_path, columns):
    table = opened_table(parquet(tmp_path, CLEAN | columns))
    assert table is None or clean_map_data(table) is None


@pytest.mark.parametrize("text", ["", "event_id\n", "event_id,place\na,Gao,surplus\n", "#event,#date\n", "[]", "PAR1"])
def test_what_is_no_orderly_table_is_left_to_the_careful_way(tmp_path, text):
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    table = opened_table(str(tmp_path / "events.csv"))
    assert table is None or clean_map_data(table) is None


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
CLEAN_CELLS = {
    "event_id": st.integers(0, 10**6).map("E{}".format),
    "event_date": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    "latitude": st.floats(0.5, 90).map(str),
    "longitude": st.floats(-180, 180).map(str),
    "place": TEXT,
    "country": st.sampled_from(["ML", "ml", " Mali ", ""]),
    "actor1": st.one_of(TEXT, st.sampled_from(["A", "B", "A; B"])),
    "actor2": st.one_of(TEXT, st.sampled_from(["A", "B", " "])),
    "assoc_actor_2": st.sampled_from(["", "A", "A; B"]),
    "event_type": TEXT,
    "geo_precision": st.sampled_from(["", "1", "2", "4", "6"]),
    "fatalities": st.sampled_from(["", "0", "7", "84"]),
    "source": st.sampled_from(["", "x", "x;y", " y ; x", ";", "x; y"]),
    "notes": TEXT,
}
ODD_CELLS = {
    "event_id": st.one_of(TEXT, st.sampled_from(["E1", "E01", "E1 ", "e1"])),
    "event_date": st.one_of(st.dates().map(str), st.sampled_from(["2025", "", " ", "2025-02-30", "2025-06-13 "])),
    "latitude": st.one_of(st.floats(-91, 91).map(str), st.sampled_from(["0", "-0.0", "1e1", " 5", "5,5", ""])),
    "longitude": st.sampled_from(["0", "inf", "nan", "+7", "1_0", "0x1", "-181", "١"]),
    "country": st.sampled_from(["XX", "\t", "Mali;Niger"]),
    "assoc_actor_2": st.sampled_from(["A;B", " ; ", "A; ", ";", " A"]),
    "geo_precision": st.sampled_from(["01", "1.0", "9", "0", " 2", "0x2"]),
    "fatalities": st.sampled_from(
        ["007", "-0", "+1", "1.0", "1e3", " 3", "many", "2147483648", "99999999999999999999"]
    ),
}


@st.composite
def tables(draw):
    """Clean rows, in which one column may hold odd cells."""
    odd = draw(st.sampled_from(["", *ODD_CELLS]))
    cells = CLEAN_CELLS | ({odd: st.one_of(CLEAN_CELLS[odd], ODD_CELLS[odd])} if odd else {})
    return draw(st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=4, unique_by=lambda row: row["event_id"]))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables(), as_text=st.booleans())
def test_any_table_gives_the_same_map_or_none(tmp_path, rows, as_text):
    table = pa.Table.from_pylist(rows)
    file = tmp_path / ("events.csv" if as_text else "events.parquet")
    if as_text:
        pa_csv.write_csv(table, file)
    else:
        pq.write_table(table, file)
    opened = opened_table(str(file))
    data = None if opened is None else clean_map_data(opened)
    event("clean" if data else "not clean")
    if data is None:
        return
    dossier = mapper.read(file)
    assert (len(dossier.faults), dossier.counts.rejected, dossier.counts.duplicates) == (0, 0, 0)
    assert directly(str(file)) == map_html(dossier)
