"""Place attachment: nothing is placed more exactly than it is known, and every event says why it is where it is."""

import pandas as pd
import pytest
import shapely

import mapper
from gazetteer import Gazetteer, Query, Resolution
from mapper.processing.places.geocode import geocode
from mapper.readers import read_sources
from mapper.render.basemap.areas import admin1_polygon


@pytest.fixture
def event(tmp_path):
    def read(**values):
        row = {"event_id": "a"} | values
        file = tmp_path / "events.csv"
        file.write_text(
            ",".join(row) + "\n" + ",".join(f'"{value}"' for value in row.values()) + "\n", encoding="utf-8"
        )
        dossier = mapper.read(file)
        return dossier.events.iloc[0], dossier.alternatives

    return read


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "kind", "precision"),
    [
        ({"place": "Kidal", "country": "ML"}, "exact", 1),
        ({"place": "Kidal", "country": "ML", "place_relation": "near"}, "near", 2),
        ({"place": "near Kidal", "country": "ML"}, "near", 2),
        ({"place": "Kidal region", "country": "ML"}, "area", 4),
        ({"place": "Est region", "country": "BF"}, "area", 4),
        ({"place": "Sahel", "country": "BF"}, "area", 4),
        ({"place": "Tillabéri region", "country": "NE"}, "area", 4),
        ({"place": "Sahel", "country": "ML"}, "unlocated", 5),
        ({"place": "Mali"}, "unlocated", 6),
        ({"place": "western Mali"}, "unlocated", 5),
        ({"place": "Boulkessi;Tessit", "country": "ML"}, "alternatives", 5),
        ({"place": "Kidal", "latitude": "18.5", "longitude": "1.5"}, "exact", None),
        ({"latitude": "18.5", "longitude": "1.5", "geo_precision": "2"}, "near", 2),
        ({"latitude": "18.5", "longitude": "1.5", "geo_precision": "4"}, "area", 4),
        ({"latitude": "18.5", "longitude": "1.5", "geo_precision": "6"}, "unlocated", 6),
        ({"place": "Qxzvwkjville"}, "unlocated", None),
        ({"place": "Moura"}, "unlocated", None),
        ({}, "unlocated", None),
        ({"latitude": "0", "longitude": "0"}, "unlocated", None),
    ],
    ids=str,
)
def test_a_place_is_drawn_as_exactly_as_it_is_known(event, values, kind, precision):
    row, _ = event(**values)
    assert row["location_kind"] == kind
    assert row["place_reason"]
    assert (None if pd.isna(row["geo_precision"]) else row["geo_precision"]) == precision


def test_own_coordinates_win_over_the_gazetteer(event):
    row, _ = event(place="Kidal", country="ML", latitude="18.5", longitude="1.5")
    assert (row["latitude"], row["longitude"]) == (18.5, 1.5)
    assert "record" in row["place_reason"]


def test_all_divisions_that_a_record_states_are_told_to_the_gazetteer(tmp_path):
    asked = []

    class Recording(Gazetteer):
        def resolve(self, queries, **_):
            asked.extend(queries)
            return [Resolution(query, "not_found") for query in queries]

    file = tmp_path / "events.csv"
    file.write_text("event_id,place,country,admin1,admin2,admin3\na,Tarara,ML,Gao,Bourem,Bamba\n")
    placed = geocode(read_sources([file]), Recording([]))
    assert asked == [Query("Tarara", "ML", "Gao", "Bourem", admin3="Bamba")]
    assert placed.events["admin3"].tolist() == ["Bamba"]


@pytest.mark.parametrize("place", ["Bamako", "Tinzaouaten"])
def test_near_a_place_may_be_farther_than_the_place_is_wide(event, place):
    row, _ = event(place=place, country="ML", place_relation="near")
    assert row["radius_km"] >= 25


def test_alternatives_are_all_kept_and_counted_once(event):
    row, alternatives = event(place="Boulkessi;Tessit", country="ML")
    assert alternatives["place"].tolist() == ["Boulkessi", "Tessit"]
    assert alternatives["latitude"].notna().all()
    assert "Boulkessi" in row["place_reason"]
    assert "Tessit" in row["place_reason"]


def test_an_ambiguous_name_is_refused_with_its_rivals(event):
    row, _ = event(place="Moura")
    assert "ambiguous" in row["place_reason"]
    assert "Portugal" in row["place_reason"]


def test_the_country_of_the_place_is_filled_in_and_never_taken_from_an_outline(event):
    row, _ = event(place="Tinzaouaten", country="ML")
    assert (row["country"], row["admin1"]) == ("ML", "Kidal")


def test_an_area_without_a_place_is_named_in_the_reason(event):
    row, _ = event(country="NE", admin1="Tillabéri")
    assert row["location_kind"] == "unlocated"
    assert "only Tillabéri" in row["place_reason"]
    assert "is drawn as an area" in row["place_reason"]


def test_a_division_without_a_point_lies_inside_its_outline(event):
    row, _ = event(place="Est region", country="BF")
    outline = admin1_polygon("BF", "Est")
    assert outline is not None
    assert outline.contains(shapely.Point(row["longitude"], row["latitude"]))
    assert "the point is its middle" in row["place_reason"]
