"""The layers of the exports as a real QGIS opens them, with no click of the user's."""

from __future__ import annotations

import json

import pytest

from mapper.exports import ReplacedCharactersWarning, write
from mapper.exports.qgis.style import categories, key
from tests.export.dossiers import KIDAL, dossier, event, sahel

pytestmark = pytest.mark.qgis

HOSTILE = (
    "[% 7777*7 %]",
    "{{7777*7}}",
    "@layer_name",
    "concat('54','439')",
    '"event_id"',
    "'; drop table events; --",
    "<img src=x onerror=alert(1)>",
    "[%[% 7777*7 %]%]",
    "A & B < C > D",
    "tab\there\nand there\rdone",
)


@pytest.fixture(scope="module", params=["events.geojson", "events.gpkg", "events.fgb", "events.qgz"])
def name(request):
    return request.param


@pytest.fixture(scope="module")
def sahel_file(open_in_qgis, name, tmp_path_factory):
    target = tmp_path_factory.mktemp("sahel") / name
    write(sahel(), target)
    return open_in_qgis(target, "2024-07-24", "2024-07-25", "2025-06-13", "2025-06-30", "2025-07-01")


@pytest.fixture(scope="module")
def sahel_layer(sahel_file):
    return sahel_file["events"]


def test_it_opens_without_a_question(sahel_file, sahel_layer, name):
    assert sahel_file["offered"] == (["Events", "Claims", "Sources", "Actors"] if name.endswith(".qgz") else ["events"])
    assert (sahel_layer["valid"], sahel_layer["crs"], len(sahel_layer["rows"])) == (True, "EPSG:4326", 7)


def test_events_have_the_colours_of_the_dossiers_actors(sahel_layer):
    assert sahel_layer["attribute"] == "actor1"
    colour = dict(zip(sahel().actors["name"], sahel().actors["colour"], strict=True))
    assert sahel_layer["drawn"] == {
        "a-1": colour["JNIM"],
        "a-2": colour["FLA"],
        "a-3": colour["JNIM"],
        "a-4": colour["FAMa; Wagner Group"],
        "a-5": categories(sahel())[-1].colour,
        "a-6": colour["FAMa"],
        "a-7": colour["FLA"],
    }


def test_the_legend_names_every_actor_once_and_what_is_not_stated(sahel_layer):
    listed = [category.label for category in categories(sahel())]
    drawn = [
        [value or "", *rest] for value, *rest in sahel_layer["categories"] if not (value or "").startswith("\u2060")
    ]
    assert drawn == [[category.value, category.label, category.colour] for category in categories(sahel())]
    assert listed == ["JNIM", "FLA", "FAMa; Wagner Group", "FAMa", "Wagner Group", "Not stated"]
    assert sahel_layer["legend"] == [key(sahel()).heading, *listed, *key(sahel()).kinds.values()]


def test_the_legend_says_what_colours_and_forms_stand_for(sahel_layer):
    """Ukraine was all in Russia's red, and a state looked like a point near a town."""
    assert sahel_layer["legend"][0] == "Colour: the first actor, who need not have attacked"
    assert "Dashed square: somewhere in the area named" in sahel_layer["legend"]
    assert sahel_layer["forms"]["area"][:2] == ["square", "dash"]
    assert sahel_layer["forms"]["near"][:2] == ["circle", "solid"]
    assert sahel_layer["forms"]["area"][2] > sahel_layer["forms"]["near"][2]


def test_a_french_file_is_french_where_its_reader_looks(open_in_qgis, name, tmp_path):
    write(sahel(), tmp_path / name, language="fr")
    opened = open_in_qgis(tmp_path / name)
    if name.endswith(".qgz"):
        assert opened["offered"] == ["Événements", "Affirmations", "Sources", "Acteurs"]
    assert "Non indiqué" in opened["events"]["legend"]
    assert opened["events"]["legend"][0].startswith("Couleur\u00a0: le premier acteur")
    assert "Gao Region (zone)" in opened["events"]["labels"]
    assert opened["events"]["abstract"].startswith("7 événements")


def test_dates_are_dates_and_numbers_numbers(sahel_layer, name):
    types = sahel_layer["types"]
    day = "QDateTime" if name.endswith(".fgb") else "QDate"  # FlatGeobuf has no days without a time
    assert (types["event_date"], types["end_date"], types["fatalities_best"]) == (day, day, "int")
    assert types["radius_km"] == "double"


def test_the_time_control_shows_an_event_from_its_first_day_to_its_last(sahel_layer):
    assert sahel_layer["temporal"]
    # a-7 has no date, and versions of QGIS differ in what they make of that.
    assert {day: [event for event in found if event != "a-7"] for day, found in sahel_layer["on_day"].items()} == {
        "2024-07-24": [],
        "2024-07-25": ["a-1"],
        "2025-06-13": ["a-4", "a-6"],
        "2025-06-30": ["a-4"],
        "2025-07-01": [],
    }


def test_title_licence_credits_and_sources_come_along(sahel_layer):
    assert sahel_layer["title"] == "Mali, 2024–2025"
    assert sahel_layer["licences"] == ["CC BY 4.0", "© Le Monde"]
    assert sahel_layer["rights"] == ["Places: GeoNames, CC BY 4.0"]
    assert sahel_layer["links"] == [["Le Monde: Au Mali", "https://example.org/1"]]
    assert "7 events, 2 recorded claims, 2 sources cited." in sahel_layer["abstract"]
    assert "Selected: actors: JNIM; FAMa; FLA." in sahel_layer["abstract"]
    assert sahel_layer["headings"]["event_date"] == "First day"


def test_places_are_written_on_the_map_once_each(sahel_layer):
    assert sahel_layer["labels"] == ["Boulkessi; Tessit", "Gao Region (area)", "Kidal", "Tinzaouaten", "near Gao"]


def test_qgis_evaluates_no_event_text(open_in_qgis, name, tmp_path):
    rows = [
        event(f"h-{n}", "2025-06-12", at=(KIDAL[0] + n, KIDAL[1]), place=text, actor1=text, title=text, notes=text)
        for n, text in enumerate(HOSTILE)
    ]
    write(dossier(rows, title="[% 7777*7 %] <b>", attributions=("[% 7777*7 %]",)), tmp_path / name)
    layer = open_in_qgis(tmp_path / name)["events"]
    shown = [layer[part] for part in ("labels", "tips", "names", "legend", "categories", "title", "rights")]
    assert "54439" not in json.dumps(shown)
    assert sorted(layer["names"]) == sorted(HOSTILE)  # in FlatGeobuf they stand in the order of its index
    assert [label.replace("\u2060", "") for label in layer["legend"][1:]] == [*HOSTILE, "Not stated"]
    assert [value for value, *_ in layer["categories"][1:-1]] == list(HOSTILE)
    assert categories(dossier(rows))[-1].colour not in layer["drawn"].values()
    assert len(layer["labels"]) == len(HOSTILE)
    assert not [tip for tip in layer["tips"] if "<img" in tip or " B < C" in tip]
    assert "<b>" not in layer["title"]


def test_text_that_the_format_cannot_carry_is_replaced_and_counted(open_in_qgis, name, tmp_path):
    rows = [event("n-1", "2025-06-12", at=KIDAL, place="Kidal", notes="nul \x00 byte", actor2="bell \x07")]
    with pytest.warns(ReplacedCharactersWarning, match="1 value holds"):
        write(dossier(rows), tmp_path / name)
    layer = open_in_qgis(tmp_path / name)["events"]
    row = dict(zip(layer["types"], layer["rows"][0], strict=True))
    assert (row["notes"], row["actor2"]) == ("nul \ufffd byte", "bell \x07")


def test_no_event_is_still_a_file_that_opens(open_in_qgis, name, tmp_path):
    write(dossier([]), tmp_path / name)
    found = open_in_qgis(tmp_path / name)
    assert found["offered"]
    assert all(layer["valid"] and layer["rows"] == [] for layer in found["layers"].values())
