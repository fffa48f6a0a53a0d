"""GeoJSON as RFC 7946 has it."""

from __future__ import annotations

import json

import pytest

from mapper.errors import MapperError
from mapper.exports import ReplacedCharactersWarning, write
from mapper.version import GENERATOR
from tests.export.dossiers import KIDAL, dossier, event, sahel


@pytest.fixture
def written(tmp_path):
    def write_and_parse(some_dossier):
        target = tmp_path / "events.geojson"
        assert write(some_dossier, target)[-1] == target

        def refuse(constant):
            raise AssertionError(f"{constant} is not JSON")

        return json.loads(target.read_text(encoding="utf-8"), parse_constant=refuse)

    return write_and_parse


def test_every_event_is_a_feature_under_its_id_in_the_dossiers_order(written):
    features = written(sahel())["features"]
    ids = list(sahel().events["event_id"])
    assert [feature["id"] for feature in features] == ids
    assert [feature["properties"]["event_id"] for feature in features] == ids


def test_events_at_one_place_stay_there_and_unlocated_ones_have_no_geometry(written):
    geometry = {feature["id"]: feature["geometry"] for feature in written(sahel())["features"]}
    assert geometry["a-1"] == geometry["a-2"] == {"type": "Point", "coordinates": list(KIDAL)}
    assert geometry["a-6"] is None


def test_coordinates_have_six_decimals_at_most_and_the_bbox_holds_them(written):
    collection = written(sahel())
    assert collection["features"][2]["geometry"]["coordinates"] == [-0.049951, 16.271699]
    assert collection["bbox"] == [-3.1, 15.2, 2.9, 19.95]
    assert "crs" not in collection


def test_a_coordinate_of_a_country_is_no_point(written):
    vague = dossier([event("c", "2025-01-01", at=(-4, 17), kind="unlocated"), event("d", at=(-0.0000001, 0.5))])
    collection = written(vague)
    assert collection["features"][0]["geometry"] is None
    assert collection["bbox"] == [0.0, 0.5, 0.0, 0.5]
    assert str(collection["features"][1]["geometry"]["coordinates"][0]) == "0.0"


def test_properties_are_flat_the_same_everywhere_and_typed(written):
    features = written(sahel())["features"]
    assert len({tuple(feature["properties"]) for feature in features}) == 1
    first, last = features[0]["properties"], features[-1]["properties"]
    assert (first["event_date"], first["end_date"], first["date_text"]) == ("2024-07-25", "2024-07-25", "2024-07-25")
    assert (last["event_date"], last["end_date"], last["date_text"]) == (None, None, "")
    assert (first["fatalities_low"], last["fatalities_low"]) == (3, None)
    assert (first["radius_km"], features[2]["properties"]["radius_km"]) == (None, 25.0)
    assert not [
        value for feature in features for value in feature["properties"].values() if type(value) in (list, dict)
    ]


def test_claims_and_alternative_places_are_json_text(written):
    features = {feature["id"]: feature["properties"] for feature in written(sahel())["features"]}
    claims = json.loads(features["a-1"]["claims"])
    assert [claim["claimant"] for claim in claims] == ["JNIM", "FAMa"]
    assert claims[0]["publisher"] == "Le Monde"
    assert claims[0]["url"] == "https://example.org/1"
    assert [claim["claimant_kind"] for claim in claims] == ["party", "party"]
    assert json.loads(features["a-2"]["claims"]) == []
    assert features["a-2"]["claims_in_words"] == ""
    assert features["a-1"]["claims_in_words"] == "fatalities: 5 killed, says JNIM"
    assert features["a-1"]["figures_rest_on"] == "best: 5 (JNIM)"
    places = json.loads(features["a-5"]["alternative_places"])
    assert [(place["place"], place["longitude"]) for place in places] == [("Boulkessi", -3.1), ("Tessit", 0.4)]


def test_the_files_own_columns_come_along_and_never_hide_the_schemas(written):
    row = event("x", at=KIDAL) | {"inter1": "2", "Claims": "own", "nul\x00name": "z"}
    properties = written(dossier([row]))["features"][0]["properties"]
    assert (properties["inter1"], properties["Claims_2"], properties["nul\ufffdname"]) == ("2", "own", "z")
    assert properties["claims"] == "[]"


def test_the_same_dossier_gives_the_same_bytes(tmp_path):
    first, second = write(sahel(), tmp_path / "1" / "e.geojson"), write(sahel(), tmp_path / "2" / "e.geojson")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_text_is_kept_to_the_letter_but_for_nul_which_is_counted(written):
    hostile = "\x1b[31m </script> {{7777*7}} \u202e \U0001f4a5 \uffff \u2028 \\u0000"
    rows = [
        event("t", at=KIDAL, notes=hostile, actor1=hostile),
        event("u", notes="a\x00b", actor1="\x00"),
        event("v", actor1="\x00"),
    ]
    with pytest.warns(ReplacedCharactersWarning, match="3 values hold"):
        features = written(dossier(rows))["features"]
    assert features[0]["properties"]["notes"] == features[0]["properties"]["actor1"] == hostile
    assert features[1]["properties"]["notes"] == "a\ufffdb"
    assert features[2]["properties"]["actor1"] == "\ufffd"


def test_no_event_is_an_empty_collection(written):
    assert written(dossier([])) == {"type": "FeatureCollection", "generator": GENERATOR, "features": []}


@pytest.mark.slow
def test_many_events_all_arrive_in_order(written):
    rows = [{"event_id": f"{n}", "location_kind": "unlocated"} for n in range(41_234)]
    assert [feature["id"] for feature in written(dossier(rows))["features"]] == [row["event_id"] for row in rows]


def test_an_unknown_suffix_is_refused_by_name(tmp_path):
    with pytest.raises(MapperError, match=r"'.shp'.*\.geojson"):
        write(sahel(), tmp_path / "events.shp")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_api_exports_twice_in_one_process(example, tmp_path):
    import mapper

    for name in ("a.geojson", "b.geojson"):
        assert tmp_path / name in mapper.export(example, tmp_path / name)
