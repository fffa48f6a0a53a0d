"""Own columns of plain numbers are numbers in the formats that have such, and come back as they were written."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mapper
from gazetteer import Gazetteer
from mapper.cube.partitioned import look_through
from mapper.exports import write, write_pieces
from mapper.options import Engine
from mapper.processing.published_counts import counts_only
from tests.soak import sample

FORMATS = (".gpkg", ".fgb", ".geojson", ".parquet", ".csv")

NUMBERS = {"vehicles": ["3", "", "12"], "km": ["0.5", "1", "-20.25"], "serial": ["123456789012345", "1", ""]}
TEXTS = {
    "code": ["007", "12", "13"],
    "mixed": ["3", "3-5", "4"],
    "with_zero": ["1.0", "2.5", ""],
    "comma": ["1,5", "2,25", ""],
    "id": ["12345678901234567890", "1", "2"],
    "long_and_decimal": ["123456789012", "0.5", ""],
    "tiny": ["0.00001", "0.5", ""],
    "minus_zero": ["-0", "1", "2"],
    "power": ["1e5", "1", ""],
}
EMPTY = {"nothing": ["", "", ""]}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    source = tmp_path_factory.mktemp("numbers") / "source.csv"
    rows = {"event_id": ["a", "b", "c"], "event_date": "2025-06-01", "latitude": "16.27", "longitude": "-0.04"}
    pd.DataFrame(rows | NUMBERS | TEXTS | EMPTY).to_csv(source, index=False)
    return mapper.read(source)


def kinds(file):
    """What type each column of a file has: `number` or `text`."""
    if file.suffix == ".parquet":
        types = {field.name: field.type for field in pq.read_schema(file)}
        return {name: "text" if kind in (pa.string(), pa.large_string()) else "number" for name, kind in types.items()}
    info = pyogrio.read_info(file)
    dtypes = zip(info["fields"], info["dtypes"], strict=True)
    return {str(name): "text" if str(kind) == "object" else "number" for name, kind in dtypes}


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".geojson", ".parquet"])
def test_a_column_is_a_number_where_each_cell_is_a_plain_one(dossier, tmp_path, suffix):
    found = kinds(write(dossier, tmp_path / f"events{suffix}")[-1])
    assert {name for name in (*NUMBERS, *TEXTS, *EMPTY) if found[name] == "number"} == {*NUMBERS}


def test_numbers_can_be_added_up_and_empty_cells_are_null(dossier, tmp_path):
    *_, package = write(dossier, tmp_path / "events.gpkg")
    sums = pyogrio.read_dataframe(
        package, sql="SELECT sum(vehicles) AS v, sum(km) AS k, count(vehicles) AS n FROM events"
    )
    assert sums[["v", "k", "n"]].iloc[0].tolist() == [15, -18.75, 2]
    *_, collection = write(dossier, tmp_path / "events.geojson")
    cells = [feature["properties"]["vehicles"] for feature in json.loads(collection.read_bytes())["features"]]
    assert cells == [3, None, 12]


@pytest.mark.parametrize("suffix", FORMATS)
def test_all_come_back_as_they_were_written(dossier, tmp_path, suffix):
    *_, file = write(dossier, tmp_path / f"events{suffix}")
    again = mapper.read(file).events.set_index("event_id").loc[["a", "b", "c"]]
    assert {name: again[name].tolist() for name in dossier.own_columns} == NUMBERS | TEXTS | EMPTY


CELLS = (
    st.sampled_from(["", "0", "7", "-3", "0.5", "-0.25", "1.0", "00", "1e3", "-0", "0.0001", "0.00001", "+1"])
    | st.integers(-(10**18), 10**18).map(str)
    | st.decimals(-(10**9), 10**9, places=6).map(lambda number: str(number.normalize()))
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
)


@pytest.mark.slow
@settings(max_examples=sample(10, soak=500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=1, max_size=4), suffix=st.sampled_from(FORMATS))
def test_whatever_number_it_is_it_comes_back(tmp_path, cells, suffix):
    ids = [f"e{number}" for number in range(len(cells))]
    source = tmp_path / "source.csv"
    rows = {"event_id": ids, "latitude": "16.27", "longitude": "-0.04", "own": cells}
    pd.DataFrame(rows).to_csv(source, index=False)
    *_, file = write(mapper.read(source), tmp_path / f"events{suffix}")
    again = mapper.read(file).events.set_index("event_id")["own"]
    assert [again[event] for event in ids] == cells


def test_a_filter_does_not_make_text_a_number(dossier, tmp_path):
    chosen = dossier.with_events(dossier.events[dossier.events["mixed"] == "3"])
    assert kinds(write(chosen, tmp_path / "events.gpkg")[-1])["mixed"] == "text"


def test_cells_that_were_changed_after_reading_stay_as_they_are(dossier, tmp_path):
    changed = dossier.replace(events=dossier.events.assign(vehicles=["03", "x", ""]))
    *_, file = write(changed, tmp_path / "events.parquet")
    assert pq.read_table(file)["vehicles"].to_pylist() == ["03", "x", ""]


def test_files_of_which_one_has_decimals_give_one_column_of_numbers(tmp_path):
    for name, cells in {"one": ["1", "2"], "two": ["0.5", ""], "three": ["", ""]}.items():
        rows = {"event_id": [f"{name}-1", f"{name}-2"], "latitude": "16.27", "longitude": "-0.04", "km": cells}
        pd.DataFrame(rows | {"code": "7" if name == "one" else "007"}).to_csv(tmp_path / f"{name}.csv", index=False)
    sources = [str(tmp_path / f"{name}.csv") for name in ("one", "two", "three")]
    with Gazetteer.open() as places:
        pieces = look_through(sources, engine=Engine(engine="files"), gazetteer=places)
    *_, file = write_pieces((chosen for _, chosen in pieces.each()), tmp_path / "pieces.gpkg")
    *_, whole = write(mapper.read(*sources), tmp_path / "whole.gpkg")
    assert kinds(file)["km"] == "number"
    assert kinds(file)["code"] == "text"
    assert kinds(file) == kinds(whole)


def test_numbers_of_events_in_published_counts_can_be_added_up(tmp_path):
    counted = counts_only(mapper.read("seeds"))
    *_, file = write(counted, tmp_path / "counts.gpkg")
    assert pyogrio.read_dataframe(file, sql="SELECT sum(events) AS n FROM events")["n"].tolist() == [45]
