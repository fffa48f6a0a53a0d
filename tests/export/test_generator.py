"""Files say which version of the program wrote them: with the same one, the same input gives the same bytes."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pyogrio
import pytest
from lxml import etree
from pmtiles.reader import MmapSource, Reader

import mapper

PROGRAM = f"conflict-event-mapper {mapper.__version__}"


@pytest.fixture(scope="module")
def seeds():
    return mapper.read("seeds")


@pytest.mark.filterwarnings("ignore::mapper.exports.LimitWarning")
def test_formats_with_a_place_for_it_name_program_and_version(seeds, tmp_path):
    for suffix in (".geojson", ".gpkg", ".fgb", ".kml", ".parquet", ".pmtiles", ".qgz"):
        mapper.export(seeds, tmp_path / f"events{suffix}")
    assert json.loads((tmp_path / "events.geojson").read_bytes())["generator"] == PROGRAM
    for layer in ("events.gpkg", "events.fgb"):
        assert pyogrio.read_info(tmp_path / layer)["layer_metadata"]["generator"] == PROGRAM
    description = etree.parse(tmp_path / "events.kml").findtext("{*}Document/{*}description")
    assert f"Written by {PROGRAM}" in str(description)
    assert pq.read_metadata(tmp_path / "events.parquet").metadata[b"generator"].decode() == PROGRAM
    with (tmp_path / "events.pmtiles").open("rb") as file:
        assert Reader(MmapSource(file)).metadata()["generator"] == PROGRAM
    assert etree.parse(tmp_path / "events.qmd").findtext("history") == f"Written by {PROGRAM}"


def test_pages_name_it(seeds, tmp_path):
    mapper.write_map(seeds, tmp_path / "map.html")
    (tmp_path / "report.html").write_text(
        mapper.report.report_html(mapper.report.check(seeds), seeds), encoding="utf-8"
    )
    for page in ("map.html", "report.html"):
        head = (tmp_path / page).read_text(encoding="utf-8")[:4000]
        assert f'<meta name="generator" content="{PROGRAM}">' in head
