"""Regions and countries are areas, not the hamlets of their name; what is stated of where a place lies is heeded."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from gazetteer import Gazetteer, Query
from gazetteer.areas.stated import Context
from gazetteer.divisions import division_rows, divisions_called, further_names, names_in_other_scripts
from gazetteer.geodesy import great_circle_km
from gazetteer.index.index import PlaceRow, SourceIndex
from gazetteer.index.match import FUZZY, MAIN, Match
from gazetteer.names.kinds import KINDS
from gazetteer.names.nouns import noun_of
from gazetteer.ranking.missing import Asked, Best, weight_of_missing

from . import dumps
from .conftest import Ask


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Congo", ""), ("Kashmir", ""), ("Michoacán", ""), ("Michoacán", "MX"), ("Tamaulipas", ""), ("Chiapas", ""),
        ("Kachin", "MM"), ("Niger", "NG"), ("Darfur", ""), ("Donbas", ""), ("Tigray", ""), ("Borno", ""),
        ("Punjab", ""), ("Sinaloa", "MX"), ("Rakhine", ""), ("Korea", ""), ("Nineveh", "IQ"), ("Kachin State", "MM"),
        ("Helmand", "AF"),
    ],
)  # fmt: skip
def test_a_region_is_never_a_town(ask: Ask, name: str, country: str) -> None:
    answer = ask(name, country=country)
    assert answer.status in ("resolved", "ambiguous")
    assert answer.candidates[0].place.feature_class in ("A", "L")
    assert answer.candidates[0].place.latitude is None
    assert answer.latitude is None or (answer.geo_precision == 4 and (answer.radius_km or 0) > 50)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kyiv Oblast", "UA"), ("Kharkiv region", "UA"), ("Lagos state", "NG"), ("Benue State", "NG"),
        ("Rakhine State", "MM"), ("Idlib Governorate", "SY"), ("région de Diffa", "NE"), ("Jonglei State", "SS"),
        ("Cabo Delgado province", "MZ"), ("wilaya de Tamanrasset", "DZ"),
    ],
)  # fmt: skip
def test_a_first_level_division_needs_no_country_where_it_is_the_only_one_called_so(
    ask: Ask, name: str, country: str
) -> None:
    place = ask(name).place
    assert place is not None
    assert (place.country, place.feature_code) == (country, "ADM1")


@pytest.mark.parametrize("name", ["Punjab state", "Amazonas state", "Federal Capital Territory", "Bakhmut region"])
def test_a_division_that_several_countries_or_none_call_so_is_refused(ask: Ask, name: str) -> None:
    assert ask(name).place is None


def test_a_division_with_the_name_of_a_country_is_not_the_country(ask: Ask) -> None:
    places = [ask(name).place for name in ("Georgia state", "Guatemala department", "State of Qatar")]
    assert [place and place.country + " " + place.feature_code for place in places] == ["US ADM1", "GT ADM1", "QA PCLI"]


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kachin", "MM", 26.1, 97.4),
        ("Donetsk oblast", "UA", 48.05, 37.7),
        ("Est region", "BF", 12.2, 0.9),
        ("Ituri province", "CD", 2.2, 30.5),  # younger than the outlines: its towns tell
    ],
)
def test_a_region_without_a_point_is_drawn_around_its_middle(
    ask: Ask, name: str, country: str, latitude: float, longitude: float
) -> None:
    answer = ask(name, country=country)
    assert answer.place is not None
    assert (answer.place.feature_code, answer.geo_precision, answer.relation) == ("ADM1", 4, "in")
    assert (answer.latitude, answer.longitude) == pytest.approx((latitude, longitude), abs=0.1)
    assert answer.radius_km
    assert answer.radius_km > 50
    assert answer.place.latitude is None
    assert "the point is its middle" in answer.reason


def test_the_middle_of_a_region_is_in_no_other_one(ask: Ask) -> None:
    """Around Kyiv lies a region whose centre is in the city, which is a division of its own."""
    city, region = ask("Kyiv", country="UA"), ask("Kyiv region", country="UA")
    assert city.latitude
    assert city.longitude
    assert region.latitude
    assert region.longitude
    assert great_circle_km(city.latitude, city.longitude, region.latitude, region.longitude) > 20


def test_a_middle_is_no_place_that_others_lie_near(ask: Ask) -> None:
    near, told = ask("Lyman", country="UA", near="Donetsk oblast"), ask("Lyman", country="UA")
    assert (near.status, near.confidence) == (told.status, told.confidence)


def test_a_region_of_which_nothing_tells_where_it_lies_says_so(ask: Ask) -> None:
    answer = ask("Sankuru", country="CD")
    assert (answer.status, answer.geo_precision, answer.latitude) == ("resolved", 4, None)
    assert "an area that no source gives a point for" in answer.reason


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kidal", "ML"), ("Gao", "ML"), ("Moscow", "RU"), ("Mexico City", "MX"), ("Kyiv", "UA"), ("Lagos", "NG"),
     ("São Paulo", "BR"), ("Khartoum", "SD"), ("Aleppo", "SY"), ("Homs", "SY"), ("Raqqa", "SY"), ("Mosul", "IQ"),
     ("Kharkiv", "UA"), ("Gaza", "PS"), ("Beni", "CD"), ("Minsk", "BY"), ("Oaxaca", "MX"), ("Sofia", "BG"),
     ("Québec", "CA"), ("Goma", "CD")],
)  # fmt: skip
def test_a_city_is_no_region_of_its_name(ask: Ask, name: str, country: str) -> None:
    answer = ask(name)
    assert answer.place is not None
    assert (answer.place.feature_class, answer.place.country) == ("P", country)


def test_words_say_town(ask: Ask) -> None:
    answer = ask("village of Michoacán", country="MX")
    assert answer.place is not None
    assert answer.place.feature_class == "P"


@pytest.mark.parametrize(
    ("query", "admin1", "country"),
    [
        (Query("Aldama, Tamaulipas"), "Tamaulipas", "MX"),
        (Query("Aldama", "MX", "Tamaulipas"), "Tamaulipas", "MX"),
        (Query("Moscow, Idaho"), "Idaho", "US"),
        (Query("Paris, Texas"), "Texas", "US"),
        (Query("Atlanta, Georgia"), "Georgia", "US"),
        (Query("Tbilisi, Georgia"), "Tbilisi", "GE"),
        (Query("Kayes, Congo"), "Bouenza", "CG"),
        (Query("Kinshasa", "Congo"), "Kinshasa", "CD"),
        (Query("Goma, Nord-Kivu"), "North Kivu", "CD"),
        (Query("Springfield, IL"), "Illinois", "US"),
        (Query("Tel Aviv, IL"), "Tel Aviv", "IL"),
        (Query("Wilmington, DE", "US"), "Delaware", "US"),
        (Query("Olinda, PE", "BR"), "Pernambuco", "BR"),
        (Query("Perth, WA"), "Western Australia", "AU"),
    ],
)
def test_what_is_stated_decides(ask: Ask, query: Query, admin1: str, country: str) -> None:
    answer = ask(query.name, country=query.country, admin1=query.admin1)
    assert answer.place is not None
    assert (answer.place.admin1, answer.place.country) == (admin1, country)


@pytest.mark.parametrize(
    "query",
    [
        Query("Gao", "ML", "Kayes"),
        Query("Gao", "ML", "Koulikoro"),
        Query("Gao", "", "Kayes"),
        Query("Sévaré", "ML", "Kayes"),
        Query("Moura", "ML", "Kidal"),
        Query("Goma", "CD", "Ituri"),
        Query("Hasham", "SY", "Aleppo"),
        Query("Kidal, Niger"),
        Query("Ansongo", "ML", "Kidal"),  # which was a part of Gao until 1991, and has towns of its own
    ],
)
def test_a_place_that_lies_elsewhere_is_refused(ask: Ask, query: Query) -> None:
    answer = ask(query.name, country=query.country, admin1=query.admin1)
    assert (answer.status, answer.place) == ("ambiguous", None)
    assert "lies elsewhere" in answer.reason
    assert answer.confidence < 0.3


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Ménaka", "ML", "Gao"), ("Gao", "ML", "Région de Gao"), ("Taoudenni", "ML", "Timbuktu"),
        ("Hombori", "ML", "Mopti"), ("Hombori", "ML", "Douentza"), ("Douentza", "ML", "Mopti"),
        ("Hasham", "SY", "Dayr az Zawr"), ("Nyala", "SD", "South Darfur"), ("Kyiv", "UA", "Kyiv Oblast"),
        ("Tessit", "ML", "Ansongo"), ("Gao, Sahel", "", ""), ("Moura (Djenné)", "", ""), ("Konna (Mopti)", "", ""),
    ],
)  # fmt: skip
def test_old_and_otherwise_written_divisions_do_no_harm(ask: Ask, name: str, country: str, admin1: str) -> None:
    assert ask(name, country=country, admin1=admin1).status == "resolved"


def test_an_unknown_division_is_said_and_not_used(ask: Ask) -> None:
    answer = ask("Tessit", country="ML", admin1="Blorg")
    assert answer.status == "resolved"
    assert "'Blorg' is unknown and was not used" in answer.reason


@pytest.mark.parametrize(
    "name",
    ["none", "unknown", "airport", "area", "zone", "bridge", "hospital", "checkpoint", "border", "market", "camp",
     "base", "road", "desert", "N/A", "n/d", "inconnu", "aéroport", "hôpital", "pont", "the airport", "l'aéroport",
     "military base", "Unknown location", "NULL", "border area"],
)  # fmt: skip
def test_common_nouns_are_no_names(ask: Ask, name: str) -> None:
    answer = ask(name)
    assert (answer.status, answer.place) == ("not_found", None)
    assert "is not a name" in answer.reason


@pytest.mark.parametrize(("name", "country"), [("Nan", "TH"), ("International City", ""), ("Carrefour", "HT")])
def test_some_nouns_are_also_names(ask: Ask, name: str, country: str) -> None:
    assert ask(name, country=country).status == "resolved"


def test_words_for_kinds_are_no_names() -> None:
    single = [word for word in KINDS if " " not in word]
    missing = [word for word in single if not noun_of(word)]
    assert missing == []


def test_the_tables_fit_together() -> None:
    names = {(row["country"], row["name"]) for row in division_rows()}
    text = files("gazetteer").joinpath("data/former_divisions.csv").read_text(encoding="utf-8")
    former = list(csv.DictReader(text.splitlines()))
    assert {
        (row["country"], row["formerly"]) for row in former if (row["country"], row["division"]) not in names
    } <= names
    known = names | {(row["country"], row[name]) for row in former for name in ("division", "formerly")}
    assert further_names().keys() <= known
    assert names_in_other_scripts().keys() <= known
    assert all(divisions_called(row["division"], row["country"]) for row in former)
    assert divisions_called("Kuilsé region", "BF") == {("BF", "Kuilsé")}  # younger than the table of divisions
    keys = [(row["country"], row["code"] or row["name"]) for row in division_rows()]
    assert len(set(keys)) == len(keys) > 3500
    assert all(row["name"] and row["bare"] and row["source"] for row in division_rows())
    assert divisions_called("Michoacán", "MX")


def test_divisions_are_known_by_their_names_in_other_scripts(ask: Ask) -> None:
    for name, country, meant in [
        ("Донецька область", "UA", "Donetsk"),
        ("Харківська обл.", "UA", "Kharkiv"),
        ("Київська область", "", "Kyiv Oblast"),
        ("Курская область", "", "Kursk Oblast"),
        ("محافظة تعز", "", "Ta‘izz"),
        ("ولاية الخرطوم", "SD", "Khartoum"),
    ]:
        answer = ask(name, country=country)
        assert answer.place is not None, name
        assert (answer.place.name, answer.place.feature_code, answer.relation) == (meant, "ADM1", "in")
    town = ask("الخرطوم", country="SD").place  # a bare name is the town's, as in Latin letters
    assert town is not None
    assert town.feature_class == "P"


@pytest.mark.parametrize("told", ["Донецька область", "Донецька", "Донецкая обл."])
def test_a_division_told_in_another_script_is_used(ask: Ask, told: str) -> None:
    answer = ask("Бахмут", country="UA", admin1=told)
    assert answer.place is not None
    assert (answer.place.name, answer.place.admin1) == ("Bakhmut", "Donetsk")
    assert answer.confidence > ask("Бахмут", country="UA", admin1="Nowhere").confidence
    assert ask("Бахмут", country="UA", admin1="Одеська область").place is None


def test_names_with_two_commas_and_two_names_of_one_place_are_read(ask: Ask) -> None:
    for name, meant in [
        ("Timbuktu, Tombouctou Region, Mali", "Timbuktu"),
        ("Kyiv/Kiev", "Kyiv"),
        ("Kiev/Kyiv", "Kyiv"),
    ]:
        place = ask(name).place
        assert place is not None, name
        assert (place.name, place.feature_class) == (meant, "P")


@pytest.mark.parametrize(
    "name", ["Gao, Mopti and Timbuktu", "Gao/Mopti", "Gao / Zzyxx", "Mali/Niger", "Kidal, Gao, Timbuktu"]
)
def test_several_places_are_not_the_first_of_them(ask: Ask, name: str) -> None:
    assert ask(name, country="ML").status != "resolved"


@pytest.mark.parametrize(
    ("name", "country"),
    [("Lower Shabelle", "SO"), ("Rural Damascus", "SY"), ("Katanga", "CD"), ("Rift Valley", "KE"), ("SNNPR", "ET")],
)
def test_divisions_are_known_as_data_sets_call_them(name: str, country: str) -> None:
    assert divisions_called(name, country)
    assert not divisions_called(name, "FR")


def test_a_place_in_a_former_division_does_not_contradict_it(ask: Ask) -> None:
    assert ask("Lubumbashi", country="CD", admin1="Katanga").status == "resolved"
    assert ask("Lubumbashi", country="CD", admin1="Bandundu").status != "resolved"


@pytest.mark.parametrize("country", ["SD", ""])
def test_a_side_before_a_word_that_several_divisions_share_is_no_part_of_one_of_them(ask: Ask, country: str) -> None:
    assert ask("East Nile", country=country).place is None
    northern = ask("northern Darfur", country="SD")
    assert northern.place is not None
    assert "Darfur" in northern.place.name


def test_a_division_is_not_confused_with_its_neighbour_that_a_list_calls_so_too(tmp_path: Path) -> None:
    row = "{}\t{}\t{}\t{}\t12.0\t{}.0\tA\tADM1\tBF\t\t{}\t\t\t\t0\t\t1\tx\t2020-01-01"
    rows = [
        row.format(1, "Région du Centre-Est", "", "Centre-Est", 0, 1),
        row.format(2, "Centre-Ouest", "", "Centre-Est", 2, 2),
    ]
    path = dumps.write_txt(tmp_path / "BF.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Centre-Est", "BF")])
    assert answer.place is not None
    assert answer.longitude == 0


def test_words_that_are_not_understood_make_nothing_surer(ask: Ask) -> None:
    bare, told = ask("Moreh", country="IN"), ask("Moreh (some words)", country="IN")
    assert told.confidence <= bare.confidence
    assert ask("Dobropillia, Zzyxx raion", country="UA").confidence <= 0.85


def test_a_state_is_not_a_town_that_has_its_name_among_others(ask: Ask) -> None:
    answer = ask("Chiapas", country="MX")
    assert (answer.place and answer.place.feature_code, answer.geo_precision) == ("ADM1", 4)


def test_of_districts_with_similar_names_another_may_be_meant() -> None:
    row = PlaceRow(1, -1.5, 51.1, 32.7, 0, "UA", "A.ADM2", "", 0)
    like = Match(-3.0, 0, FUZZY, row, cast(SourceIndex, SimpleNamespace(family="areas")))
    told, raion = Context("UA", coverage=0.9), Asked("bakhmutskyi", KINDS["raion"], KINDS["raion"])
    missing = [
        weight_of_missing(Best(match, 1.0), [match], told, raion) for match in (like, like._replace(spelling=MAIN))
    ]
    assert missing[0] > 3 / 7  # less sure than what is answered
    assert missing[1] < 0.05
