"""KML as Google Earth and GDAL read it."""

from __future__ import annotations

import html
import json

import pytest
from lxml import etree

from mapper.exports import ReplacedCharactersWarning, write
from tests.export.dossiers import KIDAL, dossier, event, sahel

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def document(tmp_path):
    def write_and_parse(some_dossier):
        (target,) = write(some_dossier, tmp_path / "events.kml")
        return etree.parse(target).getroot().find(f"{KML}Document")

    return write_and_parse


def placemarks(document):
    """Every placemark's extended data by event id, with its elements."""
    found = {}
    for placemark in document.iter(f"{KML}Placemark"):
        data = {d.get("name"): d.findtext(f"{KML}value") for d in placemark.iter(f"{KML}Data")}
        found[data["event_id"]] = (placemark, data)
    return found


def test_there_is_a_folder_for_each_first_actor_in_the_legends_order(document):
    folders = {
        folder.findtext(f"{KML}name"): [data["event_id"] for _, data in placemarks(folder).values()]
        for folder in document(sahel()).findall(f"{KML}Folder")
    }
    assert list(folders.items()) == [
        ("JNIM", ["a-1", "a-3"]),
        ("FLA", ["a-2", "a-7"]),
        ("FAMa; Wagner Group", ["a-4"]),
        ("FAMa", ["a-6"]),
        ("Not stated", ["a-5"]),
    ]


def test_events_have_points_time_spans_and_the_colour_of_their_actor(document):
    parsed = document(sahel())
    found = placemarks(parsed)
    colours = {style.get("id"): style.findtext(f"{KML}IconStyle/{KML}color") for style in parsed.iter(f"{KML}Style")}
    june, _ = found["a-4"]
    assert june.findtext(f"{KML}Point/{KML}coordinates") == "0.5,17.5"
    assert (june.findtext(f"{KML}TimeSpan/{KML}begin"), june.findtext(f"{KML}TimeSpan/{KML}end")) == (
        "2025-06-01", "2025-06-30"
    )  # fmt: skip
    ambush, _ = found["a-1"]
    assert colours[ambush.findtext(f"{KML}styleUrl").removeprefix("#")] == "ff779e1b"  # aabbggrr of #1b9e77
    unlocated, undated = found["a-6"][0], found["a-7"][0]
    assert unlocated.find(f"{KML}Point") is None
    assert undated.find(f"{KML}TimeSpan") is None


def test_every_property_is_extended_data(document):
    _, data = placemarks(document(sahel()))["a-1"]
    assert (data["fatalities_best"], data["end_date"], data["radius_km"]) == ("5", "2024-07-25", "")
    assert json.loads(data["claims"])[0]["quote"] == "“five” were killed"


def test_an_event_is_named_by_its_title_else_its_place_else_its_id(document):
    events = [event("a", title="Ambush", place="Kidal"), event("b", place="Gao"), event("c")]
    names = {
        key: placemark.findtext(f"{KML}name") for key, (placemark, _) in placemarks(document(dossier(events))).items()
    }
    assert names == {"a": "Ambush", "b": "Gao", "c": "c"}


def test_hostile_text_stays_text_twice_over(document):
    hostile = "<img src=x onerror=alert(1)> & ]]> $[name] {{7777*7}} \r\n\t\u2028 \u202e"
    parsed = document(dossier([event("h", "2025-01-01", at=KIDAL, notes=hostile, title=hostile, actor1=hostile)]))
    placemark, data = placemarks(parsed)["h"]
    assert data["notes"] == data["actor1"] == placemark.findtext(f"{KML}name") == hostile
    description = placemark.findtext(f"{KML}description")
    assert "<img" not in description
    assert hostile in html.unescape(description)


def test_characters_that_xml_forbids_are_replaced_and_counted(document):
    rows = [event("x", at=KIDAL, notes="\x00\x0b\x1b", actor1="\uffff"), event("y", actor1="\ufffe")]
    with pytest.warns(ReplacedCharactersWarning, match="3 values hold"):
        parsed = document(dossier(rows, title="\x07"))
    found = placemarks(parsed)
    assert found["x"][1]["notes"] == "\ufffd" * 3
    assert found["x"][1]["actor1"] == found["y"][1]["actor1"] == "\ufffd"
    assert len(parsed.findall(f"{KML}Folder")) == 1


def test_no_event_is_a_document_without_folders(document):
    assert document(dossier([])).findall(f"{KML}Folder") == []


def test_each_of_many_actors_has_a_folder(tmp_path):
    events = [event(f"e{n}", "2025-01-01", at=KIDAL, actor1=f"Group {n % 5000}") for n in range(20_000)]
    many = dossier(events)
    (target,) = write(many, tmp_path / "events.kml")
    assert target.read_bytes().count(b"<Folder>") == 5000


def test_a_balloon_has_bounds_and_words_of_the_file_and_a_stand_in_day_spans_its_month(tmp_path, run_mapper):
    (tmp_path / "table.csv").write_text(
        "event_id,event_date,date_precision,place,fatalities\na,13/06/2025,day,Djibo,au moins 12\n"
        "b,24/01/2025,month,Djibo,3\n",
        encoding="utf-8",
    )
    done = run_mapper("export", tmp_path / "table.csv", "-o", tmp_path / "table.kml")
    assert done.returncode == 0, done.stderr
    first, second = etree.parse(tmp_path / "table.kml").iter(f"{KML}Placemark")
    balloon = first.findtext(f"{KML}description", "")
    assert "Fatalities, lowest figure:</b> 12" in balloon
    assert "Date as recorded:</b> 13/06/2025" in balloon
    assert [second.findtext(f"{KML}TimeSpan/{KML}{end}") for end in ("begin", "end")] == ["2025-01", "2025-01"]
    listed = run_mapper("list", tmp_path / "table.csv").stdout.splitlines()
    assert listed[2].split()[1] == "2025-01"
