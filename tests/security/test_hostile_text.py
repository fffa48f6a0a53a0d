"""Hostile text through every output and back: equal, but for what a format cannot carry; and nothing of it obeyed."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from lxml import etree

import mapper
from gazetteer import Gazetteer
from mapper.errors import MapperError
from mapper.exports import ReplacedCharactersWarning, write
from mapper.model.dossier import Dossier
from mapper.model.text import terminal_safe
from mapper.processing.actors.colours import with_actor_colours
from mapper.readers import read_sources
from tests.browser.hostile import write_hostile_rows
from tests.conftest import RunMapper

pytestmark = pytest.mark.slow

COLUMNS = ("event_id", "place", "actor1", "actor2", "event_type", "title", "notes", "source_url")
KML = "{http://www.opengis.net/kml/2.2}"
EVALUATED = "54439"  # 7777 · 7: no row holds it, so wherever it stands something was evaluated
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    file = tmp_path_factory.mktemp("hostile") / "events.csv"
    return file, write_hostile_rows(file)


@pytest.fixture(scope="module")
def rows(written: tuple[Path, list[dict[str, str]]]) -> pd.DataFrame:
    return pd.DataFrame(written[1], dtype="str")


@pytest.fixture(scope="module")
def hostile(written: tuple[Path, list[dict[str, str]]], gazetteer_cache: Path) -> Dossier:
    with Gazetteer.open(cache_dir=gazetteer_cache) as places:
        return mapper.read(written[0], gazetteer=places)


@pytest.fixture(scope="module")
def exported(hostile: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for name in ("events.csv", "events.parquet"):
        write(hostile, folder / name)
    write(hostile, folder / "guarded.csv", for_spreadsheets=True)
    for name in ("events.geojson", "layer.gpkg", "project.qgz", "events.kml", "layer.fgb"):
        with pytest.warns(ReplacedCharactersWarning):
            write(hostile, folder / name)
    return folder


def test_every_row_is_read_as_it_was_written(rows: pd.DataFrame, hostile: Dossier) -> None:
    assert hostile.counts.used == len(rows)
    for name in COLUMNS:
        assert hostile.events[name].astype("str").tolist() == rows[name].tolist()


@pytest.mark.parametrize("name", ["events.csv", "guarded.csv", "events.parquet", "events.geojson"])
def test_what_the_mapper_reads_back_is_equal(exported: Path, rows: pd.DataFrame, name: str) -> None:
    again = read_sources([exported / name]).events
    for column in COLUMNS:
        texts = rows[column].str.replace("\0", "\ufffd") if name.endswith(".geojson") else rows[column]
        assert again[column].astype("str").tolist() == texts.tolist(), column


@pytest.mark.parametrize(
    ("name", "layer"), [("layer.gpkg", "events"), ("project_data.gpkg", "events"), ("layer.fgb", "events")]
)
def test_what_gdal_reads_of_a_layer_is_equal(exported: Path, rows: pd.DataFrame, name: str, layer: str) -> None:
    table = pyogrio.read_dataframe(exported / name, layer=layer, read_geometry=False).set_index("event_id", drop=False)
    table = table.loc[rows["event_id"].str.replace("\0", "\ufffd")]  # FlatGeobuf's stand in the order of its index
    for column in COLUMNS:
        assert table[column].fillna("").tolist() == rows[column].str.replace("\0", "\ufffd").tolist(), column
    if name.endswith(".gpkg"):
        with closing(sqlite3.connect(exported / name)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_a_kml_holds_is_equal(exported: Path, rows: pd.DataFrame) -> None:
    root = etree.parse(exported / "events.kml").getroot()
    found = {}
    for placemark in root.iter(f"{KML}Placemark"):
        data = {item.get("name"): item.findtext(f"{KML}value") or "" for item in placemark.iter(f"{KML}Data")}
        found[data["event_id"]] = data
    for row in rows.to_dict("records"):
        data = found[row["event_id"]]
        for column in COLUMNS:
            expected = XML_FORBIDDEN.sub("\ufffd", row[column])
            assert data.get(column, "").replace("\r\n", "\n") == expected.replace("\r\n", "\n"), column


def test_descriptions_and_styles_hold_no_live_markup_and_no_live_expression(exported: Path) -> None:
    root = etree.parse(exported / "events.kml").getroot()
    for description in root.iter(f"{KML}description"):
        assert not re.search(r"<(?!br>|/?b>|/?table>|/?t[rhd]>)", description.text or "")
    with zipfile.ZipFile(exported / "project.qgz") as archive:
        project = archive.read("project.qgs")
    for style in (project, (exported / "layer.qml").read_bytes(), (exported / "layer.qmd").read_bytes()):
        for element in etree.fromstring(style).iter():
            texts = [element.text or "", *map(str, element.attrib.values())]
            if element.tag in ("mapTip", "category", "Option", "prop"):
                continue  # our own expressions, and field values, which nobody evaluates
            assert not [text for text in texts if re.search(r"\[%|<(img|svg|script)", text)], element.tag
        for category in etree.fromstring(style).iter("category"):
            assert not re.search(r"\[%|<(?=[A-Za-z/!?])", category.get("label", ""))


def test_nothing_is_evaluated_in_any_output(exported: Path) -> None:
    for path in exported.iterdir():
        content = path.read_bytes()
        if path.suffix == ".qgz":
            with zipfile.ZipFile(path) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert EVALUATED.encode() not in content, path.name


def test_no_cell_of_a_guarded_csv_begins_as_a_formula(exported: Path) -> None:
    csv.field_size_limit(10**7)
    with (exported / "guarded.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    numbers = {header.index(name) for name in ("longitude", "latitude")}
    cells = [cell for line in lines for number, cell in enumerate(line) if number not in numbers]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def steering(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c != "\n"}


@pytest.mark.parametrize("command", ["list", "actors", "check", "map"])
def test_nothing_steers_the_terminal(
    run_mapper: RunMapper, written: tuple[Path, list[dict[str, str]]], tmp_path: Path, command: str
) -> None:
    extra = ("-o", tmp_path / "map.html") if command == "map" else ()
    done = run_mapper(command, written[0], *extra)
    assert done.returncode in (0, 1)
    assert steering(done.stdout) | steering(done.stderr) == set()


@pytest.mark.parametrize("wanted", ["\x1b[31mred", "\u202egnol", "{{7777*7}}", "<img src=x>", "x" * 10_000, "a\nb"])
@pytest.mark.parametrize(
    "option", ["--actor", "--type", "--from", "--month", "--bbox", "--source", "--country", "--place"]
)
def test_a_hostile_argument_is_answered_in_a_harmless_sentence(
    run_mapper: RunMapper, hostile: Dossier, monkeypatch: pytest.MonkeyPatch, option: str, wanted: str
) -> None:
    for module in ("mapper", "mapper.api"):
        monkeypatch.setattr(f"{module}.read", lambda *_, **__: hostile)
    done = run_mapper("list", "events.csv", option, wanted)
    assert done.returncode in (0, 1, 2)
    assert steering(done.stdout + done.stderr) == set()
    assert EVALUATED not in done.stderr


def test_json_for_programs_is_exact(
    run_mapper: RunMapper, written: tuple[Path, list[dict[str, str]]], rows: pd.DataFrame
) -> None:
    listed = json.loads(run_mapper("list", written[0], "--json").stdout)
    for column in COLUMNS:
        assert [event[column] for event in listed] == rows[column].tolist()


@pytest.mark.parametrize(
    "colour", ["red;background:url(//evil.example)", "#12345", "javascript:alert(1)", "#GGGGGG", "url(#x)"]
)
def test_a_colour_is_six_digits_or_a_fault(tmp_path: Path, colour: str) -> None:
    (tmp_path / "events.csv").write_text("event_id,actor1\na,A\n", encoding="utf-8")
    (tmp_path / "actors.csv").write_text(f"actor_id,name,colour\nA,A,{colour}\n", encoding="utf-8")
    dossier = with_actor_colours(read_sources([tmp_path]))
    assert [re.fullmatch("#[0-9a-f]{6}", value) is not None for value in dossier.actors["colour"]] == [True]
    assert dossier.faults[["field", "value"]].to_numpy().tolist() == [["colour", colour]]


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "vbscript:x"]
)
def test_only_web_addresses_are_links_in_qgis(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "events.csv").write_text("event_id,source\na,s\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(f'source_id,publisher,url\ns,P,"{scheme}"\n', encoding="utf-8")
    write(with_actor_colours(read_sources([tmp_path])), tmp_path / "layer.geojson")
    assert [link.get("url") for link in etree.parse(tmp_path / "layer.qmd").iter("link")] == []


def test_a_sentence_with_hostile_names_is_safe_on_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\n\u202e.csv"
    with pytest.raises(MapperError) as error:
        mapper.read(file)
    assert terminal_safe(str(error.value)).isprintable()
