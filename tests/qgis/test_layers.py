"""The layers of the exports as a real QGIS opens them, with no click of the user's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mapper.export import ReplacedCharactersWarning, write
from mapper.export.style import categories
from tests.export.dossiers import KIDAL, dossier, event, sahel

pytestmark = pytest.mark.qgis

SCRIPT = Path(__file__).with_name("open_in_qgis.py")
LAYERS = ["events.geojson"]
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


@pytest.fixture
def opened(qgis_python, tmp_path):
    """Writes a dossier under a name and returns what QGIS makes of the file."""

    def open_it(some_dossier, name, period=("2025-06-10", "2025-06-20")):
        write(some_dossier, tmp_path / name)
        done = subprocess.run(
            [qgis_python, SCRIPT, tmp_path / name, *period], check=False, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return open_it


def dated(event_ids):
    """Without a-7, which has no date: versions of QGIS differ in what they make of that."""
    return [event_id for event_id in event_ids if event_id != "a-7"]


@pytest.mark.parametrize("name", LAYERS)
def test_one_layer_comes_without_a_question_coloured_as_the_dossier_says(opened, name):
    found = opened(sahel(), name)
    assert found["offered"] == ["events"]
    layer = found["layers"]["events"]
    assert (layer["valid"], layer["crs"], layer["attribute"]) == (True, "EPSG:4326", "actor1")
    colour = dict(zip(sahel().actors["name"], sahel().actors["colour"], strict=True))
    assert layer["drawn"] == {
        "a-1": colour["JNIM"],
        "a-2": colour["FLA"],
        "a-3": colour["JNIM"],
        "a-4": colour["FAMa; Wagner Group"],
        "a-5": "#7f7f7f",
        "a-6": colour["FAMa"],
        "a-7": colour["FLA"],
    }


@pytest.mark.parametrize("name", LAYERS)
def test_the_legend_names_every_actor_once_and_what_is_not_stated(opened, name):
    layer = opened(sahel(), name)["layers"]["events"]
    assert layer["categories"] == [
        [c.value or layer["categories"][-1][0], c.label, c.colour] for c in categories(sahel())
    ]
    assert layer["categories"][-1] in (["", "Not stated", "#7f7f7f"], [None, "Not stated", "#7f7f7f"])
    assert layer["legend"] == ["JNIM", "FLA", "FAMa; Wagner Group", "FAMa", "Wagner Group", "Not stated"]


@pytest.mark.parametrize("name", LAYERS)
def test_dates_are_dates_and_the_time_slider_filters_by_them(opened, name):
    layer = opened(sahel(), name)["layers"]["events"]
    assert layer["types"]["event_date"] == layer["types"]["end_date"] == "QDate"
    assert layer["types"]["fatalities_best"] == "int"
    assert layer["temporal"]
    assert dated(layer["in_period"]) == ["a-4", "a-6"]  # a-4 lasts all June, a-6 is on the 13th


@pytest.mark.parametrize("name", LAYERS)
def test_the_last_day_of_an_event_belongs_to_it(opened, name):
    layer = opened(sahel(), name, period=("2025-06-30", "2025-07-05"))["layers"]["events"]
    assert dated(layer["in_period"]) == ["a-4"]


@pytest.mark.parametrize("name", LAYERS)
def test_title_licence_credits_and_sources_come_along(opened, name):
    layer = opened(sahel(), name)["layers"]["events"]
    assert layer["title"] == "Mali, 2024–2025"
    assert layer["licences"] == ["CC BY 4.0", "© Le Monde"]
    assert layer["rights"] == ["Places: GeoNames, CC BY 4.0"]
    assert layer["links"] == [["Le Monde: Au Mali", "https://example.org/1"]]
    assert "7 events, 2 recorded claims, 2 sources." in layer["abstract"]
    assert "Selected: actor JNIM, FAMa or FLA." in layer["abstract"]
    assert layer["headings"]["event_date"] == "First day"


@pytest.mark.parametrize("name", LAYERS)
def test_places_are_written_on_the_map_once_each(opened, name):
    layer = opened(sahel(), name)["layers"]["events"]
    assert layer["labels"] == ["Boulkessi; Tessit", "Gao Region", "Kidal", "Tinzaouaten", "near Gao"]


@pytest.mark.parametrize("name", LAYERS)
def test_qgis_evaluates_no_event_text(opened, name):
    rows = [
        event(f"h-{n}", "2025-06-12", at=(KIDAL[0] + n, KIDAL[1]), place=text, actor1=text, title=text, notes=text)
        for n, text in enumerate(HOSTILE)
    ]
    hostile = dossier(rows, title="[% 7777*7 %] <b>", attributions=("[% 7777*7 %]",))
    layer = opened(hostile, name)["layers"]["events"]
    shown = json.dumps([layer[part] for part in ("labels", "tips", "names", "legend", "categories", "title", "rights")])
    assert "54439" not in shown
    assert layer["names"] == list(HOSTILE)
    assert [label.replace("\u2060", "") for label in layer["legend"]] == [*HOSTILE, "Not stated"]
    assert [value for value, *_ in layer["categories"][:-1]] == list(HOSTILE)
    assert "#7f7f7f" not in [layer["drawn"][f"h-{n}"] for n in range(len(HOSTILE))]
    assert len(layer["labels"]) == len(HOSTILE)
    for tip in layer["tips"]:
        assert not {"<img", "<b> B"} & set(tip.split())
        assert "<img" not in tip
    assert "<b>" not in layer["title"]


@pytest.mark.parametrize("name", LAYERS)
def test_text_that_the_format_cannot_carry_is_replaced_and_counted(opened, name):
    rows = [event("n-1", "2025-06-12", at=KIDAL, place="Kidal", notes="nul \x00 byte", actor1="bell \x07")]
    with pytest.warns(ReplacedCharactersWarning, match="1 value holds"):
        layer = opened(dossier(rows), name)["layers"]["events"]
    row = dict(zip(layer["types"], layer["rows"][0], strict=True))
    assert (row["notes"], row["actor1"]) == ("nul \ufffd byte", "bell \x07")
    assert layer["drawn"] == {"n-1": "#7f7f7f"}


@pytest.mark.parametrize("name", LAYERS)
def test_no_event_is_still_a_layer(opened, name):
    found = opened(dossier([]), name)
    assert len(found["offered"]) == 1
    assert all(layer["valid"] and layer["rows"] == [] for layer in found["layers"].values())
