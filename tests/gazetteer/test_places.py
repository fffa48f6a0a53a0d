"""What the shipped table and the world's towns answer together."""

from __future__ import annotations

import csv
import json
from importlib.resources import files

import pytest

from gazetteer import Gazetteer, Query
from gazetteer.geodesy import great_circle_km

from .conftest import Ask

# name, country, latitude, longitude, how far off is still right (km): from GeoNames, UCDP GED and Wikipedia.
REFERENCE = [
    (Query("Kidal", "ML"), 18.4411, 1.4078, 5),
    (Query("Gao", "ML"), 16.2717, -0.0447, 5),
    (Query("Boulkessi", "ML"), 14.7968, -1.3104, 10),
    (Query("Boulikessi", "ML"), 14.7968, -1.3104, 10),
    (Query("Tessit", "ML"), 15.2238, 0.2925, 10),
    (Query("Tinzaouaten", "ML"), 19.9625, 2.8575, 15),
    (Query("Tin Zaouatine", "DZ"), 19.9533, 2.9667, 10),
    (Query("Bamako", "ML"), 12.65, -8.0, 10),
    (Query("Moura", "ML"), 14.3283, -4.6044, 10),
    (Query("Menaka", "Mali"), 15.9182, 2.4022, 5),
    (Query("Tombouctou", "MLI"), 16.7735, -3.0074, 5),
    (Query("Sévaré", "ML"), 14.5274, -4.0934, 5),
    (Query("Djenne", "ML"), 13.9061, -4.5533, 5),
    (Query("Ber", "ML"), 16.8349, -2.5319, 10),
    (Query("Nioro du Sahel", "ML"), 15.2293, -9.5928, 5),
    (Query("Kona", "ML"), 14.9433, -3.8947, 5),
    (Query("Hasham", "Syria"), 35.3009, 40.2892, 10),
    (Query("Khartoum", "SD"), 15.5881, 32.5342, 10),
    (Query("Omdurman", "SD"), 15.6445, 32.4777, 10),
]


@pytest.mark.parametrize(("query", "latitude", "longitude", "km"), REFERENCE)
def test_reference_places(world: Gazetteer, query: Query, latitude: float, longitude: float, km: float) -> None:
    [answer] = world.resolve([query])
    assert answer.status == "resolved"
    assert answer.place is not None
    assert answer.latitude is not None
    assert answer.longitude is not None
    assert great_circle_km(latitude, longitude, answer.latitude, answer.longitude) <= km


def test_moura_is_not_silently_portuguese(ask: Ask) -> None:
    answer = ask("Moura")
    assert answer.status == "ambiguous"
    assert answer.place is None
    assert {"ML", "PT", "AU"} <= {candidate.place.country for candidate in answer.candidates}
    assert "Portugal" in answer.reason


def test_where_no_country_is_told_that_is_said_and_the_rivals_lead_with_one_of_each_country(ask: Ask) -> None:
    reason = ask("San Jose").reason
    assert reason.endswith("Telling its country would narrow this.")
    assert reason.index("Costa Rica") < reason.index("Philippines") < reason.index("Argentina")
    assert "(Philippines)" in ask("Tinto").reason
    for told in (
        ask("San Jose", country="PH"),
        ask("San Jose (Philippines)"),
        ask("Mopti"),
        ask("Blorgistan-upon-Thames"),
    ):
        assert "Telling its country" not in told.reason


def test_both_tinzaouatens_are_named(ask: Ask) -> None:
    answer = ask("Tinzaouatene")
    assert answer.status == "ambiguous"
    assert {candidate.place.country for candidate in answer.candidates} == {"ML", "DZ"}
    assert ask("Tinzaouatene", country="Algeria").place.country == "DZ"  # type: ignore[union-attr]


def test_town_and_region_are_two_places(ask: Ask) -> None:
    town, region = ask("Kidal"), ask("Kidal region")
    assert town.place is not None
    assert region.place is not None
    assert (town.place.feature_code, town.relation, town.geo_precision) == ("PPLA", "at", 1)
    assert (region.place.feature_code, region.relation, region.geo_precision) == ("ADM1", "in", 4)
    assert ask("région de Kidal", country="ML").place == region.place


def test_the_other_point_for_tessit_is_told(ask: Ask) -> None:
    answer = ask("Tessit", country="ML")
    assert answer.place is not None
    assert answer.place.geonameid == 2449881
    assert 10343856 in {candidate.place.geonameid for candidate in answer.candidates}
    assert "63.6 km" in answer.place.note


@pytest.mark.parametrize("name", ["Xyzzyqua", "Blorgistan", "Qwertyville-sur-Rien", "?", "", "   ", "\u0000", "🌍"])
def test_invented_names_are_not_found(ask: Ask, name: str) -> None:
    answer = ask(name)
    assert (answer.status, answer.place, answer.latitude) == ("not_found", None, None)
    assert ask(name, country="ML").status == "not_found"


@pytest.mark.parametrize(
    ("name", "precision"),
    [("Mali", 6), ("CAR", 6), ("northern Mali", 5), ("western Mali", 5), ("Azawad", 5), ("Sahel", 5),
     ("gold-rich regions", 5), ("eastern Niger", 5), ("nord du Niger", 5)],
)  # fmt: skip
def test_countries_and_vague_areas_are_known_without_a_point(ask: Ask, name: str, precision: int) -> None:
    answer = ask(name)
    assert (answer.status, answer.latitude, answer.longitude) == ("resolved", None, None)
    assert (answer.geo_precision, answer.relation) == (precision, "in")


@pytest.mark.parametrize(
    ("name", "country", "division"),
    [
        ("West Kordofan State", "SD", "West Kordofan"),
        ("Western Kordofan State", "SD", "West Kordofan"),
        ("Northern State", "SD", "Northern State"),
        ("Eastern Region", "BF", "Est"),
        ("province du Kivu Nord", "CD", "North Kivu"),
    ],
)
def test_divisions_are_known_by_their_side_and_whatever_they_are_called(
    ask: Ask, name: str, country: str, division: str
) -> None:
    answer = ask(name, country=country)
    assert (answer.place and answer.place.admin1, answer.geo_precision) == (division, 4)


def test_a_stated_division_may_name_its_side_in_the_other_language(ask: Ask) -> None:
    assert ask("Fada N'gourma", country="BF", admin1="East").confidence > 0.9


@pytest.mark.parametrize("country", ["CO", ""])
def test_a_city_that_its_source_has_twice_is_no_rival_of_itself(ask: Ask, country: str) -> None:
    """GeoNames has Buenaventura a second time 33 km off, with more people."""
    answer = ask("Buenaventura", country=country)
    assert (answer.status, answer.latitude) == ("resolved", 3.8801)
    assert [one.place.country for one in answer.candidates].count("CO") == 1


def test_vicinity_is_less_precise_than_the_place(ask: Ask) -> None:
    answer = ask("near Bamako")
    assert (answer.relation, answer.geo_precision, answer.radius_km) == ("near", 2, 25.0)
    river = ask("river near Gao")
    assert (river.relation, river.geo_precision, river.radius_km) == ("near", 2, 25.0)


def test_offset_moves_the_point_not_the_place(ask: Ask) -> None:
    answer = ask("20 km south of Gao", country="ML")
    assert answer.place is not None
    assert answer.place.latitude == 16.2717
    assert answer.latitude is not None
    assert answer.longitude is not None
    assert great_circle_km(16.2717, -0.0447, answer.latitude, answer.longitude) == pytest.approx(20, rel=0.01)
    assert answer.latitude < 16.2
    assert answer.geo_precision == 2


@pytest.mark.parametrize("name", ["between Gao and Kidal", "Gao-Kidal road", "entre Gao et Kidal"])
def test_a_road_is_a_line_not_its_middle(ask: Ask, name: str) -> None:
    answer = ask(name, country="ML")
    assert (answer.status, answer.relation, answer.geo_precision) == ("resolved", "between", 5)
    assert answer.radius_km == pytest.approx(143, abs=1)


def test_a_road_with_an_unknown_end_is_refused(ask: Ask) -> None:
    answer = ask("between Gao and Blorgistan")
    assert (answer.status, answer.place) == ("not_found", None)
    assert "Blorgistan" in answer.reason


@pytest.mark.parametrize(
    "name",
    [
        "a" * 100_000,
        "between " * 5000 + "x",
        "a-" * 5000 + "a road",
        "(" * 150,
        "near " * 39,
        "entre Gao et " * 15,
        "- " * 99,
    ],
)
def test_hostile_names_are_refused_at_once(ask: Ask, name: str) -> None:
    answer = ask(name, country="ML")
    assert answer.place is None or len(name) <= 200
    assert len(answer.reason) < 2000


def test_namesakes_abroad_are_suggestions_not_answers(ask: Ask) -> None:
    answer = ask("Hamburg", country="ML")
    assert (answer.status, answer.place) == ("not_found", None)
    assert "DE" in {candidate.place.country for candidate in answer.candidates}


def test_spellings_of_far_countries_are_no_suggestions(ask: Ask) -> None:
    assert "JP" not in {candidate.place.country for candidate in ask("Inata", country="BF").candidates}
    assert "ML" in {candidate.place.country for candidate in ask("Tombouctou", country="NE").candidates}


@pytest.mark.parametrize(("name", "country"), [("Kidall", "ML"), ("Tal Afar", "IQ")])
def test_one_weak_candidate_is_a_suggestion_not_an_ambiguity(ask: Ask, name: str, country: str) -> None:
    answer = ask(name, country=country)
    assert (answer.status, len(answer.candidates)) == ("not_found", 1)
    assert f"the nearest is {answer.candidates[0].place.name}" in answer.reason


@pytest.mark.parametrize(
    ("name", "country"),
    [("Lake Chad", "TD"), ("Lac Tchad", "TD"), ("Lake Chad", ""), ("Niger River", "NE"), ("fleuve Sénégal", "SN"),
     ("near Lake Chad", "TD"), ("Lake Victoria", "UG"), ("Lake Malawi", "MW"), ("between Lake Chad and Gao", "")],
)  # fmt: skip
def test_a_lake_or_river_is_no_country_or_town_of_its_name(ask: Ask, name: str, country: str) -> None:
    answer = ask(name, country=country)
    assert (answer.status, answer.place) == ("not_found", None)
    assert {candidate.place.name for candidate in answer.candidates}.isdisjoint({"Chad", "Niger", "Victoria"})


@pytest.mark.parametrize(
    ("name", "country", "place"), [("Lake Charles", "US", "Lake Charles"), ("River Nile", "SD", "River Nile"),
                                   ("lake in Gao", "ML", "Gao")]
)  # fmt: skip
def test_a_place_that_is_called_after_water_is_found(ask: Ask, name: str, country: str, place: str) -> None:
    found = ask(name, country=country).place
    assert found is not None
    assert found.name == place


def test_an_unknown_country_is_said_and_not_used(ask: Ask) -> None:
    answer = ask("Kidal", country="Atlantis")
    assert answer.status == "resolved"
    assert "'Atlantis' is unknown" in answer.reason
    assert answer.confidence < 0.9 < ask("Kidal").confidence


def test_an_unknown_division_is_said_and_costs_confidence(ask: Ask) -> None:
    answer = ask("Gao", country="ML", admin1="Foo")
    assert "'Foo' is unknown" in answer.reason
    assert answer.confidence < 0.9 < ask("Gao", country="ML").confidence


@pytest.mark.parametrize(("name", "country"), [("Bamako-Coura", "ML"), ("Kinshasa-Limete", "CD")])
def test_a_town_stands_for_its_quarter_and_says_so(ask: Ask, name: str, country: str) -> None:
    answer = ask(name, country=country)
    assert (answer.relation, answer.geo_precision, answer.radius_km) == ("in", 2, 25.0)
    assert f"'{name}' itself is in no source" in answer.reason
    assert answer.confidence <= 0.9


@pytest.mark.parametrize("name", ["Sahel", "Sahel region", "région du Sahel"])
def test_a_division_of_the_stated_country_wins_over_a_region_of_the_world(ask: Ask, name: str) -> None:
    answer = ask(name, country="BF")
    assert answer.place is not None
    assert (answer.place.country, answer.place.feature_code, answer.geo_precision) == ("BF", "ADM1", 4)
    assert "New divisions since 2025, made of it or of parts of it: Liptako, Soum." in answer.reason
    elsewhere = ask(name, country="ML").place
    assert elsewhere is not None
    assert elsewhere.feature_code == "RGN"


def test_rivals_of_one_name_are_told_apart(ask: Ask) -> None:
    assert "Springfield, Missouri, United States (" in ask("Springfield").reason
    assert "and the likeliest is not likely enough: Talara, Peru (" in ask("Tarara").reason


def test_threshold_zero_forces_and_one_refuses(ask: Ask) -> None:
    assert ask("Moura", threshold=0.0).place is not None
    assert ask("Kidal", threshold=1.0).status == "ambiguous"


def test_codes_of_airports_are_no_names(ask: Ask) -> None:
    assert all(candidate.place.country != "CU" for candidate in ask("Gao").candidates)


def test_answers_come_in_order_and_equal_queries_are_equal(world: Gazetteer) -> None:
    queries = [Query("Gao"), Query("Kidal"), Query("Gao"), Query("Blorgistan")]
    answers = world.resolve(queries)
    assert [answer.query for answer in answers] == queries
    assert answers[0] == answers[2]
    assert world.resolve([]) == []


def test_as_dict_is_the_documented_object(ask: Ask) -> None:
    found = json.loads(json.dumps(ask("Kidal").as_dict()))
    assert list(found) == [
        "query", "status", "place", "confidence", "relation", "geo_precision", "radius_km", "latitude", "longitude",
        "reason", "candidates",
    ]  # fmt: skip
    assert list(found["place"]) == [
        "name", "latitude", "longitude", "country", "admin1", "feature_code", "geonameid", "source",
    ]  # fmt: skip
    assert {"score", "reason"} <= set(found["candidates"][0])
    assert ask("Moura").as_dict()["place"] is None


def test_what_is_less_than_seven_tenths_sure_is_refused_unless_asked_for() -> None:
    names = ("San", "Aguelhoc", "Tin Zaouaten", "Kidal", "Tinzaouaten", "Moura", "Bolkessi", "Gao")
    with Gazetteer.open(towns=False) as places:
        forced = places.resolve(map(Query, names), threshold=0)
        answers = places.resolve(map(Query, names))
    for best, answer in zip(forced, answers, strict=True):
        assert (answer.place is not None) == (best.place is not None and best.confidence >= 0.7), answer.query
    # One of them is nearly sure enough, another one just so.
    assert any(0.6 < best.confidence < 0.7 for best in forced)
    assert any(0.7 <= best.confidence < 0.8 for best in forced)


def test_largest_towns_of_a_box(world: Gazetteer) -> None:
    towns = world.largest_towns(-13, 10, 5, 25, limit=10)
    names = [town.name for town in towns]
    assert len(names) == len(set(names)) == 10
    assert {"Bamako", "Gao", "Kidal"} & set(names) == {"Bamako", "Gao"}
    assert world.largest_towns(-40, -40, -39, -39, limit=10) == []


def test_every_shipped_row_is_whole() -> None:
    text = files("gazetteer").joinpath("data/places.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["place_id"] for row in rows}) == len(rows) > 70
    for row in rows:
        assert all(row[field] for field in ("name", "source", "feature_class", "feature_code")), row["place_id"]
        assert bool(row["latitude"]) == bool(row["longitude"]) == bool(row["radius_km"]), row["place_id"]
        assert None not in [*row, *row.values()], row["place_id"]
