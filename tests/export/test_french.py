"""Exports for a French team: what the mapper says is in French, names of columns and codes are as ever."""

from __future__ import annotations

import json
import re
import zipfile

import pyarrow.parquet as pq
import pytest
from lxml import etree
from pandas.testing import assert_frame_equal

import mapper
from mapper.errors import ParameterError
from mapper.exports import write

ENGLISH = ("The name as written", "no place is stated", "Not stated", " says ", "inferred by")
NOWHERE = "aucun lieu n’est indiqué"


@pytest.fixture(scope="module")
def seeds():
    return mapper.read("seeds")


def french(dossier, folder, suffix):
    return write(dossier, folder / f"carte{suffix}", language="fr")


def parsed(xml):
    return etree.fromstring(xml)


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet", ""])
def test_what_is_exported_in_french_is_read_back_as_what_it_was(seeds, tmp_path, suffix):
    files = french(seeds, tmp_path, suffix)
    back = mapper.read(files[-1] if suffix else tmp_path / "carte")
    compared = ("events", "claims", "alternatives") if suffix == "" else ("alternatives",)
    for name in compared:
        assert_frame_equal(getattr(back, name), getattr(seeds, name), check_categorical=False)
    columns = [name for name in seeds.events if name != "disputed_fields"]  # it takes actors.csv to know aliases
    assert_frame_equal(back.events[columns], seeds.events[columns], check_categorical=False)


def test_columns_and_codes_are_those_of_the_english_file(seeds, tmp_path):
    ours = {"place_reason", "claims_in_words", "figures_rest_on"}
    english = json.loads(write(seeds, tmp_path / "map.geojson")[-1].read_bytes())["features"]
    frenchmen = json.loads(french(seeds, tmp_path, ".geojson")[-1].read_bytes())["features"]
    for one, other in zip(english, frenchmen, strict=True):
        assert list(one["properties"]) == list(other["properties"])
        changed = {name for name, value in one["properties"].items() if other["properties"][name] != value}
        assert changed <= ours
    assert {one["properties"]["place_reason"] for one in frenchmen} >= {NOWHERE}
    assert any("tués" in one["properties"]["claims_in_words"] for one in frenchmen)
    assert any("plus de 100" in one["properties"]["figures_rest_on"] for one in frenchmen)
    for name, heads in (("claims_in_words", "Date\xa0:"), ("figures_rest_on", "Morts, chiffre le plus bas\xa0:")):
        lines = [line for one in frenchmen for line in one["properties"][name].splitlines()]
        assert any(line.startswith(heads) for line in lines)
        assert [line for line in lines if re.match(r"[a-z_]+:", line)] == []


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb"])
def test_the_layer_beside_a_file_is_described_and_labelled_in_french(seeds, tmp_path, suffix):
    style, metadata, _ = french(seeds, tmp_path, suffix)
    root = parsed(style.read_bytes())
    assert "Non indiqué" in [one.get("label") for one in root.iter("category")]
    assert {one.get("field"): one.get("name") for one in root.iter("alias")}["place_reason"] == "Pourquoi il est là"
    about = parsed(metadata.read_bytes())
    assert about.findtext("language") == "FRE"
    assert about.findtext("title") == "Événements de conflit"
    assert about.findtext("abstract").startswith(
        "45 événements, 346 affirmations consignées, 10 sources citées. 33 événements"
    )
    assert "noms des pays" in about.findtext("rights")
    assert not any(words in style.read_text("utf-8") + metadata.read_text("utf-8") for words in ENGLISH)


def test_a_project_has_french_layers_tables_and_relations(seeds, tmp_path):
    project = french(seeds, tmp_path, ".qgz")[-1]
    root = parsed(zipfile.ZipFile(project).read("carte.qgs"))
    layers = {layer.findtext("layername"): layer for layer in root.iter("maplayer")}
    assert list(layers) == ["Événements", "Affirmations", "Sources", "Acteurs"]
    assert [one.get("name") for one in root.iter("layer-tree-layer")] == list(layers)
    assert root.find(".//relation").get("name") == "Affirmations sur cet événement"
    headings = {one.get("field"): one.get("name") for one in layers["Affirmations"].iter("alias")}
    assert (headings["claimant"], headings["stance"]) == ("Auteur", "Position")


def test_placemarks_have_french_headings(seeds, tmp_path):
    text = french(seeds, tmp_path, ".kml")[-1].read_text("utf-8")
    assert "<displayName>Pourquoi il est là</displayName>" in text
    assert "&lt;b&gt;Lieu tel qu’écrit\u00a0:&lt;/b&gt; Gao" in text
    assert "<name>Non indiqué</name>" in text


def test_parts_of_parquet_are_in_french_too(seeds, tmp_path):
    files = write(seeds, tmp_path / "parts", partition=["year"], language="fr")
    reasons = {reason for file in files for reason in pq.read_table(file)["place_reason"].to_pylist()}
    assert NOWHERE in reasons


def test_the_command_line_asks_for_it_as_for_a_map(run_mapper, tmp_path):
    target = tmp_path / "carte.geojson"
    assert run_mapper("export", "seeds", "--lang", "fr", "-o", str(target)).returncode == 0
    streamed = run_mapper("export", "seeds", "--lang", "fr", "-o", "-")
    assert NOWHERE in streamed.stdout
    assert streamed.stdout == target.read_text("utf-8")


def test_a_language_without_words_is_refused_before_anything_is_written(seeds, tmp_path):
    with pytest.raises(ParameterError, match="one of en, fr"):
        mapper.export(seeds, tmp_path / "karte.csv", language="de")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
