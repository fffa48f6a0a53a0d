"""The exports as GDAL's own tools read them: no warning, no lost row, every text as it was."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest

from mapper.exports import write
from tests.export.dossiers import KIDAL, dossier, event, sahel

pytestmark = pytest.mark.qgis

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{{7777*7}} {% for %}",
    '=HYPERLINK("http://example.org")',
    "'); DROP TABLE events;--",
    'Type & "quoted" <xml/> ]]>',
    "line one\nline two\r\nthree\rfour\ttab",
    " leading and trailing ",
    "\u202eoverride \u200b zero width \U0001f4a5 \u0645\u062f\u064a\u0646\u0629",
    "NULL",
    "Q" * 5000,
)


@pytest.fixture(scope="module")
def gdal(qgis_python):
    """Runs a GDAL program; anything on standard error is a failure."""

    def run(program, *arguments):
        assert shutil.which(program), f"{program} is missing: install gdal-bin"
        done = subprocess.run([program, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Warning" not in done.stdout
        return done.stdout

    return run


@pytest.mark.parametrize(
    ("name", "data", "layers"),
    [
        ("events.geojson", "events.geojson", ["events"]),
        ("events.gpkg", "events.gpkg", ["events"]),
        ("events.fgb", "events.fgb", ["events"]),
        ("events.qgz", "events_data.gpkg", ["events", "claims", "sources", "actors"]),
        ("events.kml", "events.kml", ["JNIM", "FLA", "FAMa; Wagner Group", "FAMa", "Not stated"]),
    ],
)
def test_ogrinfo_reads_every_layer_without_a_warning(gdal, tmp_path, name, data, layers):
    write(sahel(), tmp_path / name)
    found = gdal("ogrinfo", "-ro", "-so", "-al", tmp_path / data)
    assert [line.removeprefix("Layer name: ") for line in found.splitlines() if line.startswith("Layer name")] == layers


@pytest.mark.parametrize("name", ["events.geojson", "events.gpkg", "events.fgb", "events.kml"])
def test_hostile_text_comes_back_to_the_letter(gdal, tmp_path, name):
    rows = [
        event(f"h-{n}", "2025-06-12", at=KIDAL, place=text, actor2=text, event_type=text, notes=text)
        for n, text in enumerate(HOSTILE)
    ]
    write(dossier(rows), tmp_path / name)
    gdal("ogr2ogr", "-f", "CSV", tmp_path / "back.csv", tmp_path / name, "-lco", "STRING_QUOTING=IF_NEEDED")
    csv.field_size_limit(1 << 30)
    with (tmp_path / "back.csv").open(newline="", encoding="utf-8") as file:
        back = {row["event_id"]: row for row in csv.DictReader(file)}
    assert len(back) == len(HOSTILE)
    for column in ("place", "actor2", "event_type", "notes"):
        assert [back[f"h-{n}"][column] for n in range(len(HOSTILE))] == list(HOSTILE)


def test_the_geopackage_is_valid_and_of_version_1_2(gdal, qgis_python, tmp_path):
    for name in ("events.gpkg", "events.qgz"):
        write(sahel(), tmp_path / name)
    for name in ("events.gpkg", "events_data.gpkg"):
        validator = [qgis_python, "-m", "osgeo_utils.samples.validate_gpkg", tmp_path / name]
        done = subprocess.run(validator, check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes()[60:64] == (10200).to_bytes(4, "big")  # SQLite's user_version
