"""A name is answered only as far as the loaded sources cover the country that it may lie in."""

from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query, Resolution
from gazetteer.ranking.coverage import coverage
from tests.places import link

from . import dumps
from .conftest import Ask

ROWS = [
    "1\tSabara\tSabara\t\t15.1\t-2.1\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2020-01-01",
    "2\tOuroboumbolo\tOuroboumbolo\t\t14.1\t-3.1\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2020-01-01",
]


@pytest.mark.parametrize("name", ["Nombori", "Tombouktu", "Hambori", "Bandiagaro"])
def test_a_misspelling_is_a_suggestion_where_villages_are_not_listed(ask: Ask, name: str) -> None:
    answer = ask(name, country="ML")
    assert answer.status != "resolved"
    assert answer.candidates
    assert "No list of the villages of Mali is loaded." in answer.reason


def test_a_small_town_in_the_division_told_is_not_beyond_doubt_where_villages_are_not_listed(ask: Ask) -> None:
    town, city = ask("Owode", country="NG", admin1="Ogun State"), ask("Abeokuta", country="NG", admin1="Ogun State")
    assert town.status == city.status == "resolved"
    assert town.confidence <= 0.95 < city.confidence


def test_with_a_list_a_misspelling_is_likelier_meant(tmp_path: Path) -> None:
    few = tmp_path / "places.csv"
    few.write_text("name,country,latitude,longitude\nOuroboumbolo,ML,14.1,-3.1\n", encoding="utf-8")
    many = dumps.write_txt(tmp_path / "ML.txt", dumps.text(ROWS))
    found = []
    for files, lists in (([few], []), ([], [many])):
        with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path, files=files, dumps=lists) as places:
            found += places.resolve([Query("Ouropoumbolo", "ML")])
    assert found[0].confidence < 0.3 < found[1].confidence


@pytest.mark.parametrize("name", ["Solhan", "Inata", "Sim", "Karma", "Malkan"])
def test_a_short_name_without_a_country_is_no_small_town_at_the_end_of_the_world(ask: Ask, name: str) -> None:
    assert ask(name).status != "resolved"


@pytest.mark.parametrize(
    ("name", "city"), [("Bakou", "Baku"), ("Raqqa", "Ar Raqqah"), ("Alep", "Aleppo"), ("Kiev", "Kyiv")]
)
def test_cities_are_known_by_other_spellings_and_by_names_in_english_and_french(ask: Ask, name: str, city: str) -> None:
    answer = ask(name)
    assert answer.place is not None
    assert answer.place.name == city


@pytest.mark.parametrize("name", ["Boku", "Jida", "Koma", "Ngoma"])
def test_a_short_name_that_a_far_city_has_in_another_language_is_a_suggestion(ask: Ask, name: str) -> None:
    assert ask(name).status != "resolved"


def test_nor_is_it_the_far_city_where_the_country_is_told_and_its_villages_are_not_listed(ask: Ask) -> None:
    siga = ask("Siga", country="SD")  # another name of Singa, which is not doubted
    assert siga.status != "resolved"
    assert siga.candidates[0].place.name == "Singa"
    assert ask("Singa", country="SD").status == "resolved"


@pytest.mark.parametrize("name", ["El Zarzal", "Las Trojas", "La Muralla"])
def test_an_article_makes_a_common_name_no_rarer(ask: Ask, name: str) -> None:
    assert ask(name).status != "resolved"


@pytest.mark.parametrize("name", ["Mekelle", "Goma", "Aleppo", "Mariupol", "Kharkiv"])
def test_telling_the_country_never_lowers_the_confidence(ask: Ask, name: str) -> None:
    alone = ask(name)
    assert alone.place is not None
    assert ask(name, country=alone.place.country).confidence >= alone.confidence - 0.005


def test_a_vague_region_is_found_only_by_its_name(ask: Ask) -> None:
    assert ask("Balkans").status == "resolved"
    assert not any(candidate.place.name == "Balkans" for candidate in ask("Malkan", country="TR").candidates)


def test_a_dump_is_a_list_of_villages(tmp_path: Path) -> None:
    dump = dumps.write_txt(tmp_path / "ML.txt", dumps.text(ROWS))
    with Gazetteer.open(shipped=False, towns=False, dumps=[dump], cache_dir=tmp_path) as places:
        indexes = places._indexes
        assert (coverage("ML", indexes), coverage("BF", indexes)) == (0.5, 0.001)


@pytest.mark.parametrize(
    ("name", "country"),
    [("Ikoma village", "CD"), ("Boku village", ""), ("La Mesa village", "CO"), ("Katanga village", "CD")],
)
def test_a_village_is_no_city_and_no_region_of_its_name(ask: Ask, name: str, country: str) -> None:
    assert ask(name, country=country).status != "resolved"


def test_a_place_is_found_where_data_sets_file_it_under_another_country(ask: Ask) -> None:
    answer = ask("Nablus", country="IL")
    assert answer.place is not None
    assert answer.place.country == "PS"
    assert "file places of Palestinian Territories under Israel" in answer.reason
    assert ask("Nablus", country="JO").status != "resolved"


def test_a_preferred_country_is_no_filter(world: Gazetteer) -> None:
    moura, sudan, paris = world.resolve([Query("Moura"), Query("Sudan"), Query("Paris")], prefer="Mali")
    countries = [answer.place.country for answer in (moura, sudan, paris) if answer.place is not None]
    assert countries == ["ML", "SD", "FR"]


def test_a_list_that_files_a_district_under_another_division_is_not_believed_beside_its_towns(
    tmp_path: Path, gazetteer_cache: Path
) -> None:
    rows = [
        "9000\tAtakora\tAtakora\t\t10.5\t1.5\tA\tADM1\tBJ\t\t08\t\t\t\t0\t\t1\tx\t2012-01-01",
        "9001\tTorozogo\tTorozogo\t\t11.72\t3.24\tP\tPPL\tBJ\t\t08\t\t\t\t0\t\t1\tx\t2012-01-01",  # by Malanville
        "9002\tKossikoro\tKossikoro\t\t10.62\t1.3\tP\tPPL\tBJ\t\t08\t\t\t\t0\t\t1\tx\t2012-01-01",  # by Tanguieta
    ]
    dump = dumps.write_txt(tmp_path / "BJ.txt", dumps.text(rows))
    link(gazetteer_cache, tmp_path / "cache")
    with Gazetteer.open(dumps=[dump], cache_dir=tmp_path / "cache") as places:
        near, far = places.resolve([Query(name, "BJ", "Alibori") for name in ("Torozogo", "Kossikoro")])
    assert near.status == "resolved"
    assert far.status != "resolved"


def test_a_small_town_of_a_name_that_many_have_abroad_may_be_another_one(ask: Ask) -> None:
    assert ask("San Andrés", country="EC").status != "resolved"
    assert ask("Guamote", country="EC").status == "resolved"


def test_a_list_of_another_country_makes_no_name_commoner(ask: Ask, tmp_path: Path, gazetteer_cache: Path) -> None:
    row = "{0}\tKaya\tKaya\t\t{1}\t-3.9\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2012-01-18"
    dump = dumps.write_txt(tmp_path / "ML.txt", dumps.text([row.format(9000 + at, 12 + at / 4) for at in range(30)]))
    link(gazetteer_cache, tmp_path / "cache")
    with Gazetteer.open(dumps=[dump], cache_dir=tmp_path / "cache") as places:
        [answer] = places.resolve([Query("Kaya", "BF")])
    assert answer.confidence == ask("Kaya", country="BF").confidence


def test_what_is_nothing_like_the_name_is_no_suggestion(ask: Ask) -> None:
    assert ask("Wad al-Nora").candidates == ()


@pytest.mark.parametrize("name", ["a camp in Uganda", "military base in Uganda", "a mosque in Uganda"])
def test_a_camp_in_a_country_lies_somewhere_in_it(ask: Ask, name: str) -> None:
    answer = ask(name)
    assert answer.place is not None
    assert (answer.status, answer.place.name, answer.geo_precision, answer.latitude) == ("resolved", "Uganda", 6, None)


@pytest.mark.parametrize("name", ["Blorgapi camp, Uganda", "Blorgapi Hospital, Uganda"])
def test_no_country_stands_in_for_an_unknown_camp(ask: Ask, name: str) -> None:
    answer = ask(name)
    assert (answer.status, answer.candidates) == ("not_found", ())
    assert "No list of the villages of Uganda is loaded." in answer.reason


@pytest.mark.parametrize(("name", "precision"), [("Jabalia refugee camp", 2), ("Buthidaung Township", 3)])
def test_a_camp_or_township_is_called_after_its_town(ask: Ask, name: str, precision: int) -> None:
    answer = ask(name, country="PS" if "camp" in name else "MM")
    assert (answer.status, answer.geo_precision) == ("resolved", precision)


@pytest.fixture
def ask_with_a_list(gazetteer_cache: Path, tmp_path: Path) -> Ask:
    """Ask with a list of the Philippines, which describes small towns well: second divisions and other names."""
    row = "{}\t{}\t{}\tA {},B {},C {},D {}\t15.06\t120.7\tP\tPPL\tPH\t\t50\t5012\t\t\t{}\t\t1\tx\t2023-01-01"
    towns = [("Mexico", 43_694), ("León", 5_172)]
    rows = [row.format(number, *[name] * 6, people) for number, (name, people) in enumerate(towns, 1)]
    path = dumps.write_txt(tmp_path / "PH.txt", dumps.text(rows))
    link(gazetteer_cache, tmp_path)

    def resolve(name: str, **told: str) -> Resolution:
        with Gazetteer.open(dumps=[path], cache_dir=tmp_path) as places:
            [answer] = places.resolve([Query(name, **told)])
        return answer

    return resolve


@pytest.mark.parametrize(("name", "country"), [("Mexico", "MX"), ("Mexico City", "MX"), ("Mexico city", "MX")])
def test_a_list_of_villages_does_not_hide_a_country_or_its_capital(
    ask_with_a_list: Ask, name: str, country: str
) -> None:
    answer = ask_with_a_list(name)
    assert (answer.status, answer.place and answer.place.country) == ("resolved", country)
    told = ask_with_a_list(name.partition(" ")[0], country="PH")
    assert (told.status, told.place and told.place.country) == ("resolved", "PH")


def test_a_well_described_small_town_is_not_certain_where_cities_abroad_have_its_name(ask_with_a_list: Ask) -> None:
    assert ask_with_a_list("León").status == "ambiguous"
    assert ask_with_a_list("León", country="PH").status == "resolved"


def test_a_name_that_begins_otherwise_is_a_suggestion_even_where_villages_are_listed(tmp_path: Path) -> None:
    row = "{}\t{}\t{}\t\t15.1\t{}\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2020-01-01"
    rows = [row.format(number, name, name, -number) for number, name in enumerate(["Moribougou", "Samadabougou"], 1)]
    dump = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[dump], cache_dir=tmp_path) as places:
        other, slip = places.resolve([Query("Soribougou", "ML"), Query("Moribaugou", "ML")])
    assert other.candidates[0].place.name == slip.candidates[0].place.name == "Moribougou"
    assert other.confidence < 0.2 < slip.confidence


def test_the_answer_of_a_small_town_says_that_no_village_of_the_name_is_known(ask: Ask) -> None:
    said = "one that has the same name may be meant"
    assert said in ask("Orlove", country="UA").reason
    assert said not in ask("Kharkiv", country="UA").reason
    assert said not in ask("Orlove", country="UA", admin1="Zaporizhzhia").reason


def test_of_x_y_only_a_town_is_x_where_no_division_is_told_and_no_word_says_that_y_is_a_part(tmp_path: Path) -> None:
    village = "4\tTalodo\tTalodo\tTallodou,Talodou\t15.1\t-2.1\tP\tPPL\tML\t\t04\t401\t\t\t0\t\t1\tx\t2020-01-01"
    towns = [village, "3\tNionodo\tNionodo\t\t16.1\t-4.1\tP\tPPLA2\tML\t\t04\t\t\t\t52000\t\t1\tx\t2020-01-01"]
    listed = dumps.write_txt(tmp_path / "ML.txt", dumps.text(ROWS + towns))
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path, dumps=[listed]) as places:

        def found(name: str, admin1: str = "") -> bool:
            return places.resolve([Query(name, "ML", admin1)])[0].status == "resolved"

        assert not found("Talodo-Kokoli")
        assert found("Talodo-Peul")
        assert found("Talodo-Kokoli", "Mopti")
        assert found("Nionodo-Kokoli")
