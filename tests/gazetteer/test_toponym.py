from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names.toponym import read_toponym


@pytest.mark.parametrize(
    ("toponym", "name", "relation"),
    [
        ("near Bamako", "Bamako", "near"),
        ("près de Gao", "Gao", "near"),
        ("river near Gao", "Gao", "near"),
        ("the river near Gao", "Gao", "near"),
        ("routes into Khartoum", "Khartoum", "near"),
        ("military base near Boulkessi", "Boulkessi", "near"),
        ("near the village of Moura", "Moura", "near"),
        ("Kidal region", "Kidal", "in"),
        ("région de Kidal", "Kidal", "in"),
        ("Tinzaouatene commune", "Tinzaouatene", "in"),
        ("Moura town", "Moura", "at"),
        ("village de Moura", "Moura", "at"),
        ("In-Delimane camp", "In-Delimane", "at"),
        ("the northern town of Kidal", "Kidal", "at"),
        ("near the Syrian city of Hasham", "Hasham", "near"),
        ("commune rurale de Tessit", "Tessit", "in"),
        ("Bakhmut raion", "Bakhmut", "in"),
        ("Kibbutz Be'eri", "Be'eri", "at"),
        ("outskirts of Gao", "Gao", "near"),
        ("on the outskirts of Gao", "Gao", "near"),
        ("several villages near Gao", "Gao", "near"),
        ("villages around Gao", "Gao", "near"),
        ("alentours de Gao", "Gao", "near"),
        ("Pokrovsk direction", "Pokrovsk", "near"),
        ("the UN camp in Kidal", "Kidal", "at"),
        ("un marché à Kidal", "Kidal", "at"),
        ("un concert à Kidal", "un concert à Kidal", "at"),
        ("the Niger border", "Niger", "along"),
        ("somewhere near Gao", "Gao", "near"),
        ("in and around Gao", "Gao", "near"),
        ("RN17 near Gao", "Gao", "near"),
        ("road to Gao", "Gao", "near"),
        ("direction of Gao", "Gao", "near"),
        ("zone de Gao", "Gao", "near"),
        ("Gao countryside", "Gao", "near"),
        ("au nord de Gao", "Gao", "near"),
        ("downtown Gao", "Gao", "at"),
        ("centre-ville de Gao", "Gao", "at"),
        ("région du Centre", "Centre", "in"),
        ("zone de santé de Beni", "Beni", "in"),
        ("Plaine Savo displacement site", "Plaine Savo", "at"),
    ],
)
def test_words_around_a_name_are_understood(toponym: str, name: str, relation: str) -> None:
    reading = read_toponym(toponym)[-1]
    assert (reading.name, reading.relation) == (name, relation)


@pytest.mark.parametrize(
    ("toponym", "km", "bearing"),
    [
        ("20 km south of Gao", 20, 180),
        ("about 7.5 km north-west of Gao", 7.5, 315),
        ("à 20 km au sud-est de Gao", 20, 135),
        ("20 kilometres from Gao", 20, None),
        ("20 km de Gao", 20, None),
        ("15 km NW of Gao", 15, 315),
        ("15 km N.W. of Gao", 15, 315),
        ("10 miles east of Gao", 16.1, 90),
        ("Gao (3 km south)", 3, 180),
        ("Gao, 3 km au sud", 3, 180),
        ("à 15 km SO de Gao", 15, 225),
        ("Gao, 50 km N of", 50, 0),
        ("50km north-northeast of Gao", 50, 22.5),
        ("30 km WSW of Gao", 30, 247.5),
        ("à 30 km à l'ouest-sud-ouest de Gao", 30, 247.5),
    ],
)
def test_distances_and_directions(toponym: str, km: float, bearing: float | None) -> None:
    reading = read_toponym(toponym)[-1]
    assert (reading.name, reading.relation, reading.km, reading.bearing) == ("Gao", "near", km, bearing)


@pytest.mark.parametrize(
    "toponym",
    ["between Gao and Ansongo", "entre Gao et Ansongo", "Gao–Ansongo road", "Gao-Ansongo axis", "route Gao-Ansongo",
     "Road between Gao and Ansongo", "the road from Gao to Ansongo", "RN17 between Gao and Ansongo",
     "km 101 between Gao and Ansongo", "km 45 on the Gao-Ansongo road", "on the road linking Gao and Ansongo",
     "sur la route entre Gao et Ansongo", "sur l'axe Gao - Ansongo", "Gao-Ansongo border",
     "the border between Gao and Ansongo", "on the road from Gao to Ansongo", "halfway between Gao and Ansongo"],
)  # fmt: skip
def test_two_ended_places(toponym: str) -> None:
    reading = read_toponym(toponym)[-1]
    assert (reading.name, reading.other, reading.relation) == ("Gao", "Ansongo", "between")


def test_areas_may_be_parted_by_a_dash() -> None:
    reading = read_toponym("Rocinha, Rio de Janeiro - RJ")[1]
    assert (reading.name, reading.within) == ("Rocinha", "Rio de Janeiro, RJ")


def test_a_place_in_a_place_lies_within_it() -> None:
    reading = read_toponym("the town of Bakhmut in Donetsk")[-1]
    assert (reading.name, reading.within, reading.relation) == ("Bakhmut", "Donetsk", "at")


@pytest.mark.parametrize(
    ("toponym", "name", "within", "kind"),
    [
        ("Guachené, located in the northern part of Cauca", "Guachené", "Cauca", ""),
        ("Boni, dans le nord-est de la Région de Mopti", "Boni", "Région de Mopti", ""),
        ("Kyara, a remote border community in Sabon Birni LGA of Sokoto", "Kyara", "Sabon Birni LGA, Sokoto", ""),
        ("Torit, in Eastern Equatoria", "Torit", "Eastern Equatoria", ""),
        ("Gao, région de Gao (Mali)", "Gao", "région de Gao, Mali", ""),
        ("Bunia, zone de santé de Bunia", "Bunia", "zone de santé de Bunia", ""),
        ("several villages in Bankass district", "Bankass", "", "district"),
        ("mine d'or d'Inata", "Inata", "", "mine"),
        ("м. Ірпінь", "Ірпінь", "", "settlement"),
        ("м.Київ", "Київ", "", "settlement"),
        ("смт Краснопілля", "Краснопілля", "", "settlement"),
        ("село Мала Рогань", "Мала Рогань", "", "settlement"),
        ("approximately 12 km from Tessalit", "Tessalit", "", ""),
    ],
)
def test_wordings_of_reports(toponym: str, name: str, within: str, kind: str) -> None:
    reading = read_toponym(toponym)[1]
    assert (reading.name, reading.within, reading.kind.name if reading.kind else "") == (name, within, kind)


def test_a_hyphenated_road_is_read_every_way_it_can_be_split() -> None:
    ends = {(reading.name, reading.other) for reading in read_toponym("Ti-n-Essako-Kidal road")[1:]}
    assert ("Ti-n-Essako", "Kidal") in ends


def test_parts_of_a_country_are_vague() -> None:
    for toponym in ("northern Mali", "northeast Mali", "nord du Mali", "north of Mali", "central Mali"):
        assert any((reading.vague or reading.of_area) and reading.name == "Mali" for reading in read_toponym(toponym))


def test_two_names_are_not_one() -> None:
    assert [reading.name for reading in read_toponym("Boulkessi and Tessit")] == ["Boulkessi and Tessit"]


@given(st.text())
def test_any_text_is_read_as_itself_first(text: str) -> None:
    assert read_toponym(text)[0].name == " ".join(text.split())
