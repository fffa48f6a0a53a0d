"""GeoParquet as geopandas and plain Arrow read it."""

from __future__ import annotations

import datetime as dt
import json

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import mapper
from mapper.exports import write
from tests.export.dossiers import KIDAL, dossier, event, sahel


@pytest.fixture
def target(tmp_path):
    return tmp_path / "events.parquet"


def test_geopandas_reads_points_dates_and_numbers(target):
    write(sahel(), target)
    frame = geopandas.read_parquet(target).set_index("event_id")
    assert frame.crs.to_string() == "OGC:CRS84"
    assert (frame.geometry["a-1"].x, frame.geometry["a-1"].y) == KIDAL
    assert frame.geometry["a-6"] is None
    assert frame.loc["a-4", "end_date"] == dt.date(2025, 6, 30)
    assert frame.loc["a-1", "fatalities_high"] == 9
    assert frame["actor1"].tolist() == sahel().events["actor1"].tolist()


def test_the_file_says_what_geoparquet_asks_for(target):
    write(sahel(), target)
    schema = pq.read_schema(target)
    geo = json.loads(schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert geo["columns"]["geometry"]["bbox"] == pytest.approx([-3.1, 15.2, 2.9, 19.95])
    assert schema.field("event_date").type == pa.date32()
    assert schema.field("fatalities_best").type == pa.int32()
    assert json.loads(schema.metadata[b"attribution"]) == ["Places: GeoNames, CC BY 4.0"]


def test_any_text_is_kept(target):
    hostile = "\x00 \x1b \uffff \r\n {{7777*7}}"
    write(dossier([event("h", at=KIDAL, notes=hostile, geometry="own column")]), target)
    table = pq.read_table(target)
    assert table.column("notes").to_pylist() == [hostile]
    assert table.column("geometry_2").to_pylist() == ["own column"]


def test_no_event_is_an_empty_table(target):
    write(dossier([]), target)
    assert len(geopandas.read_parquet(target)) == 0


def test_a_file_without_events_is_read_back(target):
    empty = sahel().with_events(sahel().events.head(0))
    write(empty, target)
    assert mapper.read(target).events.empty
