"""`mapper place` on the places of the example dossier: found where they are, refused where that is not sure."""

import json

import pytest
from geopy.distance import geodesic

from gazetteer.sources.shipped import ShippedTables

# Latitude and longitude from GeoNames, ACLED, UCDP or Wikipedia, and how far apart these lie, in km.
WHERE = {
    "Kidal": (18.4411, 1.4078, 5),
    "Gao": (16.2717, -0.0447, 5),
    "Boulkessi": (14.7968, -1.3104, 10),
    "Tessit": (15.2238, 0.2925, 10),
    "Tinzaouaten": (19.9625, 2.8575, 15),
    "Bamako": (12.65, -8.0, 10),
    "Moura": (14.3283, -4.6044, 10),
}


def answers(run_mapper, *arguments):
    done = run_mapper("place", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_conflict_places_of_mali_are_found_where_they_are(run_mapper):
    for answer in answers(run_mapper, *WHERE, "--country", "ML"):
        latitude, longitude, kilometres = WHERE[answer["query"]]
        assert answer["status"] == "resolved", answer
        place = answer["place"]
        assert geodesic((latitude, longitude), (place["latitude"], place["longitude"])).km <= kilometres
        assert answer["reason"]


def test_a_name_of_many_places_is_not_silently_one_of_them(run_mapper):
    [answer] = answers(run_mapper, "Moura")
    assert answer["status"] == "ambiguous"
    assert answer["place"] is None
    assert {"ML", "PT"} <= {candidate["country"] for candidate in answer["candidates"]}


def test_a_refusal_without_a_country_says_how_to_tell_one(run_mapper):
    assert "To tell it: --country ML, or the column country of a table" in run_mapper("place", "Kati").stdout
    assert "To tell it" not in run_mapper("place", "San Jose", "--country", "PH").stdout


def test_the_two_tinzaouatens_are_both_named(run_mapper):
    [answer] = answers(run_mapper, "Tinzaouatene")
    assert {"ML", "DZ"} <= {candidate["country"] for candidate in answer["candidates"]}


def test_town_and_region_of_one_name_are_two_places(run_mapper):
    town, region = answers(run_mapper, "Kidal", "Kidal region", "--country", "ML")
    assert town["place"]["feature_code"].startswith("PPL")
    assert region["place"]["feature_code"] == "ADM1"


def test_the_second_point_for_tessit_is_told(run_mapper):
    [answer] = answers(run_mapper, "Tessit", "--country", "ML")
    points = [(rival["latitude"], rival["longitude"]) for rival in answer["candidates"]]
    assert max(geodesic(points[0], point).km for point in points) == pytest.approx(63.6, abs=1)


def test_an_invented_name_is_not_found(run_mapper):
    [answer] = answers(run_mapper, "Qxzvwkjville")
    assert answer["status"] == "not_found"
    assert answer["place"] is None


def test_a_preferred_country_is_no_prison(run_mapper):
    moura, sudan = answers(run_mapper, "Moura", "Sudan", "--prefer-country", "Mali")
    assert (moura["place"]["country"], sudan["place"]["country"]) == ("ML", "SD")


@pytest.mark.parametrize("written", ["14°30'N 4°05'W", "14.5, -4.0833", "30PUB8339504339"])
def test_coordinates_are_read_as_a_position(run_mapper, written):
    [answer] = answers(run_mapper, written, "--country", "ML")
    assert answer["status"] == "resolved"
    assert geodesic((14.5, -4.0833), (answer["latitude"], answer["longitude"])).km < 2


def test_a_batch_is_answered_in_its_order(run_mapper, tmp_path):
    (tmp_path / "names.csv").write_text("name,country\nGao,ML\nQxzvwkjville,\nKhartoum,SD\n", encoding="utf-8")
    found = answers(run_mapper, "--batch", tmp_path / "names.csv")
    assert [answer["status"] for answer in found] == ["resolved", "not_found", "resolved"]


def test_the_words_for_a_reader_name_the_reason_and_the_rivals(run_mapper):
    said = run_mapper("place", "Tinzaouatene").stdout
    assert "ambiguous" in said
    assert "Algeria" in said


@pytest.mark.parametrize("name", ["Moura", "Tessit", "Tinzaouatene"])
def test_a_refusal_hands_over_the_conflict_place_ready_to_use(run_mapper, name):
    first, second, *_ = run_mapper("place", name).stdout.splitlines()
    assert first == f"{name}: ambiguous"
    command = second.partition(": mapper ")[2].split()
    assert command[:4] == ["place", name, "--country", "ML"]
    [answer] = answers(run_mapper, *command[1:])
    assert answer["status"] == "resolved"
    assert answer["place"]["country"] == "ML"


def test_every_conflict_place_whose_name_is_refused_is_handed_over(run_mapper):
    names = [entry.place.name for entry in ShippedTables().entries() if entry.place.feature_class == "P"]
    refused = [answer["query"] for answer in answers(run_mapper, *names) if answer["place"] is None]
    told = run_mapper("place", *refused).stdout.split("\n\n")
    assert [block.splitlines()[0] for block in told if "\n  If " not in block] == []


def test_an_unknown_country_is_refused(run_mapper):
    done = run_mapper("place", "Gao", "--country", "XX")
    assert done.returncode != 0
    assert "'XX' is no country we know" in done.stderr
