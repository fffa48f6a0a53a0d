"""Second-level divisions: what is told of them helps, and telling more never harms."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query, Resolution
from gazetteer.areas.stated import Seats, Stated, weigh
from gazetteer.index.around import Around
from gazetteer.index.match import FUZZY, Match
from gazetteer.index.search import find_matches
from gazetteer.names.kinds import KINDS
from gazetteer.ranking.doubtful_divisions import is_other_kind

from . import dumps

_ROW = "{id}\t{name}\t{name}\t\t{lat}\t{lon}\t{feature}\tML\t\t09\t{cercle}\t\t\t{people}\t\t1\tx\t2012-01-18"


def _row(number: int, name: str, at: tuple[float, float], feature: str, *, cercle: str = "", people: int = 0) -> str:
    return _ROW.format(
        id=number, name=name, lat=at[0], lon=at[1], feature=feature.replace(".", "\t"), cercle=cercle, people=people
    )


PLACES = [
    _row(1, "Région de Gao", (17.0, 0.5), "A.ADM1"),
    _row(2, "Bourem", (17.6, -0.9), "A.ADM2", cercle="0902"),
    _row(3, "Bourem", (16.95, -0.35), "P.PPLA2", people=27_000),
    _row(4, "Tarara", (17.0, -0.5), "P.PPL"),
    _row(5, "Tarara", (15.4, 2.6), "P.PPL"),
    _row(6, "Tabankort", (19.4, 2.9), "P.PPL"),
    _row(7, "Sankara", (17.6, 0.6), "P.PPL"),
    *(_row(8 + at, "Sankara", (11.0 + at, -7.0), "P.PPL").replace("\t09\t", "\t08\t") for at in range(3)),
    _row(11, "Région de Sikasso", (11.3, -5.7), "A.ADM1").replace("\t09\t", "\t08\t"),
]


@pytest.fixture
def resolve(tmp_path: Path):
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(PLACES))

    def ask(name: str, **told: str) -> Resolution:
        with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
            [answer] = places.resolve([Query(name, country="ML", **told)])
        return answer

    return ask


def test_a_town_told_to_lie_in_the_division_of_its_name_stays_the_town(resolve) -> None:
    for told in ({}, {"admin1": "Gao"}, {"admin1": "Gao", "admin2": "Bourem"}, {"admin2": "Cercle de Bourem"}):
        place = resolve("Bourem", **told).place
        assert place is not None, told
        assert place.feature_code == "PPLA2", told


def test_one_whose_division_nobody_says_is_meant_as_much_where_it_lies_among_settlements_of_the_one_told(
    tmp_path: Path,
) -> None:
    told = _row(1, "Zarabou", (16.9, 0.1), "P.PPL")
    untold = _row(2, "Zarabou", (17.0, -0.4), "P.PPL").replace("\t09\t", "\t\t")
    around = [_row(10 + at, f"Village {at}", (17.0, -0.4 + at / 50), "P.PPL") for at in range(9)]
    far = untold.replace("17.0", "12.0")
    for other, status in ((untold, "ambiguous"), (far, "resolved")):
        path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([told, other, *around, PLACES[0]]))
        with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
            [answer] = places.resolve([Query("Zarabou", "ML", "Gao")])
        assert answer.status == status, answer.reason


def test_a_town_whose_name_only_a_dump_gives_is_that_of_the_dump_also_where_a_division_is_told(tmp_path: Path) -> None:
    niamey = _row(2440485, "Niamey", (13.51, 2.11), "P.PPLC", people=1_000_000).replace("ML", "NE")
    path = dumps.write_txt(tmp_path / "NE.txt", dumps.text([niamey.replace("Niamey\t\t", "Niamey\tNiame\t")]))
    with Gazetteer.open(towns=False, dumps=[path], cache_dir=tmp_path) as places:
        around = Around(places._indexes, "NE", [(13.3, 2.3)], 45)
        for told in ((), (around,)):
            [match] = find_matches("Niame", "NE", places._indexes, around=told)
            assert match.source.family == "geonames", told


def _match(tmp_path: Path) -> Match:
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(PLACES))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        return find_matches("Tarara", "ML", places._indexes, fuzzy=False)[0]


def test_where_no_village_says_its_division_the_one_near_the_seat_is_meant(resolve) -> None:
    assert resolve("Tarara").status == "ambiguous"
    answer = resolve("Tarara", admin1="Gao", admin2="Bourem")
    assert answer.status == "resolved"
    assert answer.latitude == 17.0


def test_a_village_far_from_the_seat_of_its_stated_division_is_not_certain(resolve) -> None:
    sure = resolve("Tabankort")
    assert sure.status == "resolved"
    assert resolve("Tabankort", admin2="Bourem").confidence < sure.confidence


def test_a_village_of_a_wide_region_lies_no_elsewhere_for_being_far_from_the_seat(tmp_path: Path) -> None:
    """The second divisions of a desert reach hundreds of kilometres, those of the rest of the country do not."""
    corners = [(lat, lon) for lat in (15.0, 17.0, 19.0, 21.0) for lon in (-4.0, 0.0, 4.0)]
    rows = [
        *PLACES[:3],
        *(_row(20 + at, f"Puits {at}", point, "P.PPL") for at, point in enumerate(corners)),
        _row(40, "Tinadjarof", (18.6, -0.1), "P.PPL"),
    ]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Tinadjarof", "ML", "Gao", "Bourem")])
    assert answer.status == "resolved", answer.reason


@pytest.mark.parametrize(
    ("seat", "status"), [((13.0, -0.4), "resolved"), ((19.3, 2.5), "ambiguous")], ids=["a-farther", "a-nearer"]
)
def test_far_from_its_seat_a_village_lies_elsewhere_only_if_another_seat_is_nearer(
    tmp_path: Path, seat: tuple[float, float], status: str
) -> None:
    rows = [*PLACES[:3], PLACES[5], _row(20, "Ansongo", seat, "P.PPLA2")]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Tabankort", "ML", "Gao", "Bourem")])
    assert answer.status == status, answer.reason


def test_where_only_the_middle_of_a_wide_division_is_known_the_town_of_its_name_is_its_seat(tmp_path: Path) -> None:
    middle = _row(2, "Bourem", (20.5, -0.9), "A.ADM2", cercle="0902")
    town = _row(3, "Bourem", (16.95, -0.35), "P.PPL")
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([PLACES[0], middle, town, PLACES[3]]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        for name in ("Bourem", "Tarara"):
            [answer] = places.resolve([Query(name, "ML", "Gao", "Bourem")])
            assert answer.place is not None, answer.reason
            assert answer.place.feature_code == "PPL"


def test_the_district_that_a_town_lies_in_is_no_rival_of_it(tmp_path: Path) -> None:
    seat = _row(3, "Bourem", (16.95, -0.35), "P.PPL", cercle="0902")
    rows = [PLACES[0], _row(2, "Bourem", (17.6, -0.9), "A.ADM2", cercle="0902"), seat]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [town] = places.resolve([Query("Bourem", "ML")])
    alone = dumps.write_txt(tmp_path / "alone.txt", dumps.text(rows[:2]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[alone], cache_dir=tmp_path) as places:
        district, said = places.resolve([Query("Bourem", "ML"), Query("Bourem cercle", "ML")])
    assert town.place is not None
    assert town.place.feature_code == "PPL"
    assert town.confidence > said.confidence - 0.1
    assert district.confidence <= 0.85 < said.confidence


@pytest.mark.parametrize("admin2", ["Nowhere", "Bourem"])
def test_a_second_division_that_is_unknown_or_far_makes_one_of_several_villages_no_surer(resolve, admin2: str) -> None:
    sure = resolve("Sankara", admin1="Gao")
    assert sure.status == "resolved"
    assert resolve("Sankara", admin1="Gao", admin2=admin2).confidence <= sure.confidence


def test_a_second_division_speaks_less_for_a_name_only_like_the_one_asked(tmp_path: Path) -> None:
    exact = _match(tmp_path)
    inside = exact._replace(row=exact.row._replace(parents="gao\nbourem"))
    like = inside._replace(spelling=FUZZY)
    gao, cercle = Stated.of("Gao", "ML"), Stated("Bourem", "bourem", level=2)
    [first, first_like], _, _ = weigh([inside, like], [gao])
    [second, second_like], _, _ = weigh([inside, like], [gao, cercle])
    assert first == first_like
    assert first < second_like < second


def test_a_word_for_a_settlement_is_part_of_the_name_or_is_not(ask) -> None:
    for name, country, meant in [
        ("Kyiv city", "", "Kyiv"), ("Kinshasa city", "CD", "Kinshasa"), ("Quetta town", "PK", "Quetta"),
        ("Benin City", "NG", "Benin City"), ("Mexico City", "", "Mexico City"), ("Kansas City", "US", "Kansas City"),
    ]:  # fmt: skip
        place = ask(name, country=country).place
        assert place is not None, name
        assert (place.name, place.feature_class) == (meant, "P")
        assert place.latitude is not None


def test_a_village_beside_its_stated_division_is_found_though_a_source_draws_the_border_otherwise(
    tmp_path: Path,
) -> None:
    def row(number: int, name: str, latitude: float, code: str, feature: str = "P.PPL") -> str:
        return _row(number, name, (latitude, 0.0), feature).replace("\t09\t", f"\t{code}\t")

    rows = [row(1, "Région de Gao", 17.0, "09", "A.ADM1"), row(2, "Région de Mopti", 14.0, "04", "A.ADM1")]
    rows += [row(10 + at, f"Gaosettle{at}", 16.0 + at / 50, "09") for at in range(9)]
    rows += [row(30, "Betweenen", 15.9, "04"), row(31, "Farawayen", 14.0, "04")]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        beside, far = places.resolve([Query(name, "ML", "Gao") for name in ("Betweenen", "Farawayen")])
    assert beside.confidence > 0.5
    assert far.confidence < 0.1


def _asked(tmp_path: Path, rows: list[str], *queries: Query) -> list[Resolution]:
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([*PLACES[:3], *rows]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        return places.resolve(queries)


GAO = [_row(20, "Gao", (16.27, -0.04), "P.PPLA", people=86_000), _row(21, "Gao", (16.3, 0.2), "A.ADM2", cercle="0901")]


def test_what_lies_in_the_region_of_a_name_need_not_lie_in_the_cercle_of_the_name(tmp_path: Path) -> None:
    """The cercle of Gao is a part of the region of Gao, as are those of Bourem and Ansongo."""
    rows = [
        *GAO,
        _row(30, "Zarabou", (16.35, 0.0), "P.PPL"),
        _row(31, "Zarabou", (17.3, -0.8), "P.PPL", cercle="0902"),
    ]
    region, cercle = _asked(tmp_path, rows, Query("Zarabou", "ML", "Gao"), Query("Zarabou", "ML", "Gao", "Gao"))
    assert region.status == "ambiguous"
    assert (cercle.status, cercle.latitude) == ("resolved", 16.35)


def test_the_region_is_not_taken_for_its_cercle_whatever_word_stands_behind_the_name(tmp_path: Path) -> None:
    far = _row(30, "Zarabou", (18.9, 2.0), "P.PPL")
    region, *cercles = _asked(
        tmp_path, [*GAO, far], *(Query("Zarabou", "ML", "Gao", name) for name in ("", "Cercle de Gao", "Gao zone"))
    )
    for cercle in cercles:
        assert cercle.confidence < region.confidence, cercle.query


def test_what_a_list_puts_in_the_former_division_is_less_meant_than_what_it_puts_in_the_one_told(
    tmp_path: Path,
) -> None:
    match = _match(tmp_path)
    divisions = ("menaka", "gao", "kayes")
    there, formerly, elsewhere = (match._replace(row=match.row._replace(parents=name)) for name in divisions)
    scores, outside, _ = weigh([there, formerly, elsewhere], [Stated.of("Ménaka", "ML")])
    assert scores[0] > scores[1] > 0 > scores[2]
    assert outside == ["", "", "Ménaka"]


@pytest.mark.parametrize(("other", "is_alike"), [((16.45, -0.15), True), ((16.3, -0.05), False)])
def test_between_two_seats_a_village_some_kilometres_nearer_to_the_one_told_is_no_likelier_meant(
    tmp_path: Path, other: tuple[float, float], is_alike: bool
) -> None:
    match = _match(tmp_path)
    seats = Seats(((16.95, -0.35),), reach_km=40.0, others=((16.27, -0.04),))
    named = [match._replace(row=match.row._replace(latitude=at[0], longitude=at[1])) for at in ((16.6, -0.2), other)]
    [nearer, farther], _, _ = weigh(named, [Stated("Bourem", "bourem", level=2, seats=seats)])
    assert (nearer == farther) == is_alike
    assert nearer >= farther


@pytest.mark.parametrize(
    ("other", "status"), [((17.2, -0.3), "ambiguous"), ((16.4, -0.1), "resolved")], ids=["both-there", "one-elsewhere"]
)
def test_of_two_villages_that_lie_in_the_division_as_far_as_seats_tell_the_nearer_one_is_not_taken(
    tmp_path: Path, other: tuple[float, float], status: str
) -> None:
    rows = [*GAO, _row(30, "Zarabou", (16.97, -0.3), "P.PPL"), _row(31, "Zarabou", other, "P.PPL")]
    [answer] = _asked(tmp_path, rows, Query("Zarabou", "ML", "Gao", "Bourem"))
    assert answer.status == status, answer.reason


@pytest.mark.parametrize("elsewhere", [(16.45, -0.1), (11.4, -5.6)], ids=["in-the-region", "in-another"])
def test_a_name_like_the_one_asked_is_a_suggestion_where_the_name_itself_is_known_elsewhere(
    tmp_path: Path, elsewhere: tuple[float, float]
) -> None:
    like = _row(30, "Soribogou", (16.97, -0.35), "P.PPL", cercle="0902" if elsewhere[0] < 12 else "")
    itself = _row(31, "Soribougou", elsewhere, "P.PPL")
    if elsewhere[0] < 12:
        itself = itself.replace("\t09\t", "\t08\t")
    query = Query("Soribougou", "ML", "Gao", "Bourem")
    [alone], [beside] = _asked(tmp_path, [*GAO, like], query), _asked(tmp_path, [*GAO, like, PLACES[-1], itself], query)
    assert alone.candidates[0].place.name == "Soribogou"
    assert beside.place is None
    assert beside.confidence < 0.5 < alone.confidence, beside.reason


def test_a_name_with_an_article_more_is_no_slip_of_it(tmp_path: Path) -> None:
    rows = [*GAO, _row(30, "Al Ashar", (16.97, -0.35), "P.PPL", cercle="0902"), PLACES[-1]]
    elsewhere = _row(31, "Ashar", (11.4, -5.6), "P.PPL").replace("\t09\t", "\t08\t")
    query = Query("Ashar", "ML", "Gao", "Bourem")
    [alone], [beside] = _asked(tmp_path, rows, query), _asked(tmp_path, [*rows, elsewhere], query)
    assert beside.candidates[0].place.name == "Al Ashar"
    assert beside.confidence == pytest.approx(alone.confidence, abs=0.01)


def test_a_village_that_a_list_puts_in_another_second_division_is_not_meant_though_it_lies_near_the_seat(
    tmp_path: Path,
) -> None:
    around = [_row(50 + at, f"Village {at}", (17.0, -0.4 + at / 50), "P.PPL", cercle="0902") for at in range(9)]
    rows = [*GAO, *around, _row(30, "Zarabou", (16.99, -0.3), "P.PPL", cercle="0901")]
    alone, [told] = _asked(tmp_path, rows, Query("Zarabou", "ML", "Gao")), [rows[-1].replace("\t0901\t", "\t0902\t")]
    put_elsewhere = _asked(tmp_path, rows, Query("Zarabou", "ML", "Gao", "Bourem"))
    put_there = _asked(tmp_path, [*rows[:-1], told], Query("Zarabou", "ML", "Gao", "Bourem"))
    assert put_elsewhere[0].confidence < alone[0].confidence <= put_there[0].confidence


@pytest.mark.parametrize("name", ["cercle de Tabankort", "Tabankort district"])
def test_a_village_stands_in_for_no_district_of_its_name_that_no_source_has(tmp_path: Path, name: str) -> None:
    village, town = PLACES[5], _row(6, "Tabankort", (19.4, 2.9), "P.PPL", people=8000)
    [answer] = _asked(tmp_path, [*PLACES[:5], village], Query(name, "ML"))
    assert answer.place is None, answer.reason
    assert [candidate.place.name for candidate in answer.candidates] == ["Tabankort"]
    for rows, told in (([*PLACES[:5], town], ""), ([*PLACES[:5], village], "Gao")):
        [answer] = _asked(tmp_path, rows, Query(name, "ML", told))
        assert answer.place is not None, answer.reason
        assert answer.geo_precision == 3


def test_a_village_stands_in_for_the_commune_of_its_name(resolve) -> None:
    assert resolve("commune de Tabankort").status == "resolved"


def test_an_area_that_no_source_knows_makes_an_answer_less_sure_and_words_do_not(resolve) -> None:
    sure, words = resolve("Tabankort"), resolve("Tabankort (exact location withheld)")
    assert resolve("Tabankort, Adagh Oriental").confidence < words.confidence == sure.confidence


def test_a_city_far_from_all_places_that_the_stated_district_may_be_called_after_is_refused(tmp_path: Path) -> None:
    city = _row(6, "Tabankort", (19.4, 2.9), "P.PPL", people=200_000)
    seats = [_row(7, "Ouro", (16.9, 0.1), "P.PPL"), _row(8, "Ouro", (15.0, -5.0), "P.PPL")]
    for name, is_answered in (("Tabankort", True), ("Tabankort, Ouro district", False)):
        [answer] = _asked(tmp_path, [city, *seats], Query(name, "ML"))
        assert (answer.place is not None) is is_answered, answer.reason
        assert answer.candidates[0].place.name == "Tabankort"


def test_a_town_of_nearly_the_name_is_no_district(tmp_path: Path) -> None:
    row = _row(1, "Bello", (17.0, 0.5), "P.PPL").replace("\tBello\t\t", "\tBello\tKalmarsky district\t")
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([row]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [match] = find_matches("Kalmersky district", "ML", places._indexes)
        assert match.spelling == FUZZY
        assert is_other_kind(KINDS["district"], match, "Kalmersky district")


def test_the_municipality_of_a_name_is_less_surely_that_of_the_largest_town_than_the_bare_name_is(
    tmp_path: Path,
) -> None:
    cities = [_row(1, "Tarara", (17.0, 0.5), "P.PPLA", people=20_000), _row(2, "Tarara", (7.0, 0.5), "P.PPLA2")]
    cities[1] = cities[1].replace("\tML\t", "\tTG\t").replace("\t0\t", "\t10000\t")
    bare, municipality = _asked(tmp_path, cities, Query("Tarara"), Query("Tarara municipality"))
    assert municipality.confidence < bare.confidence - 0.01


def test_a_region_whose_list_gives_only_a_point_reaches_to_its_farthest_corner(resolve) -> None:
    answer = resolve("Région de Gao")
    assert (answer.latitude, answer.geo_precision) == (17.0, 4)
    assert answer.radius_km is not None
    assert answer.radius_km > 100
