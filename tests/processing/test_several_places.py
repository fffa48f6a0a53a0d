"""Several places in one cell are alternatives, never the first one silently; one with a question mark is not exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import mapper
from gazetteer import Gazetteer
from mapper.model.dossier import Dossier


@pytest.fixture(scope="module")
def world(gazetteer_cache: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(cache_dir=gazetteer_cache) as places:
        yield places


def read(world: Gazetteer, folder: Path, place: str, country: str = "Mali") -> Dossier:
    file = folder / "a.csv"
    file.write_text(f'event_id,event_date,place,country\na,2025-05-03,"{place}",{country}\n', encoding="utf-8")
    return mapper.read(file, gazetteer=world)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "country", "names"),
    [
        ("Gao, Kidal", "Mali", ["Gao", "Kidal"]),
        ("Goma, Bukavu", "DRC", ["Goma", "Bukavu"]),
        ("Goma/Bukavu", "DRC", ["Goma", "Bukavu"]),
        ("Gao / Kidal", "Mali", ["Gao", "Kidal"]),
        ("Gao and Kidal", "Mali", ["Gao", "Kidal"]),
        ("Mopti et Gao", "Mali", ["Mopti", "Gao"]),
        ("Cali y Bogotá", "Colombia", ["Cali", "Bogotá"]),
        ("Kharkiv, Kherson, Odesa", "Ukraine", ["Kharkiv", "Kherson", "Odesa"]),
        ("Gao; Kidal", "Mali", ["Gao", "Kidal"]),
        ("Gao, Ansongo et Kidal", "Mali", ["Gao", "Ansongo", "Kidal"]),
        ("Gao, Mali and Kidal", "Mali", ["Gao, Mali", "Kidal"]),
        ("Gao (or Kidal)", "Mali", ["Gao", "Kidal"]),
        ("Gao|Kidal|Mopti", "Mali", ["Gao", "Kidal", "Mopti"]),
        ("Харків та Херсон", "Україна", ["Харків", "Херсон"]),
    ],
)
def test_several_places_are_alternatives(world, tmp_path, place, country, names):
    dossier = read(world, tmp_path, place, country)
    assert dossier.alternatives["place"].tolist() == names
    assert dossier.events["location_kind"].item() == "alternatives"
    assert dossier.events["place"].item() == "; ".join(names)
    if ";" not in place:
        assert dossier.events["place_in_file"].item() == place
        assert "place_in_file" in dossier.extra_columns


def test_an_unknown_name_in_a_list_is_not_lost(world, tmp_path):
    """It is no division of the one before it."""
    dossier = read(world, tmp_path, "Gao, Qwxzvgh and Kidal")
    assert dossier.events["place"].item() == "Gao; Qwxzvgh; Kidal"
    assert dossier.alternatives["place"].tolist() == ["Gao", "Kidal"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Kidal, Mali", "Mali"), ("Gao, Gao region", "Mali"), ("Ansongo, Gao", "Mali"), ("Bamako, Mali", ""),
        ("Gao", "Mali"), ("Paris, France", ""), ("Aleppo, Syria", "Syria"), ("between Gao and Kidal", "Mali"),
    ],
)  # fmt: skip
def test_a_place_with_the_area_it_lies_in_is_one_place(world, tmp_path, place, country):
    dossier = read(world, tmp_path, place, country)
    assert dossier.alternatives.empty
    assert dossier.events["place"].item() == place
    assert dossier.events["latitude"].notna().item()


@pytest.mark.parametrize(
    ("place", "country"),
    [("Bole, Addis Ababa", ""), ("Bole/Addis Ababa", ""), ("Palermo, Buenos Aires", ""), ("Gombe, Kinshasa", ""),
     ("Jacarezinho, Rio de Janeiro", ""), ("Jacarezinho, Rio de Janeiro - State of Rio de Janeiro", "Brazil")],
)  # fmt: skip
def test_a_quarter_of_a_city_is_not_drawn_at_a_town_of_its_name_far_away(world, tmp_path, place, country):
    event = read(world, tmp_path, place, country).events.iloc[0]
    assert (event["place"], event["location_kind"]) == (place, "unlocated")


def test_two_names_of_one_place_are_one_place(world, tmp_path):
    dossier = read(world, tmp_path, "Kharkiv / Kharkov", "Ukraine")
    assert dossier.alternatives.empty
    assert dossier.events[["place", "location_kind"]].iloc[0].tolist() == ["Kharkiv", "exact"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    ["Gao?", "Gao (?)", "Gao ?", "?Gao", "~Gao", "possibly Gao", "Gao (probably)", "peut-être Gao", "Возможно Gao"],
)
def test_a_place_in_doubt_is_not_exact(world, tmp_path, place):
    event = read(world, tmp_path, place).events.iloc[0]
    assert (event["place"], event["location_kind"]) == (place, "area")
    assert event["latitude"] == pytest.approx(16.27, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "kind"), [
    ("Gao?", "area"), ("possibly Gao", "area"), ("Gao (approx.)", "area"), ("approx. Gao", "area"),
    ("Gao (aprox.)", "area"),
    ("Gao (approximate location)", "area"), ("Gao", "exact"), ("approx. 20 km north of Gao", "exact"),
])  # fmt: skip
def test_a_point_beside_a_place_in_doubt_is_not_exact(world, place, kind):
    rows = pd.DataFrame(
        {"event_id": ["a", "b"], "place": place, "country": "ML", "latitude": 16.41, "longitude": -0.1234}
    )
    events = mapper.read(rows.assign(geo_precision=["", "1"]), gazetteer=world).events
    assert events["location_kind"].tolist() == [kind, "exact"], "a stated precision is believed"
    assert ("uncertain or approximate" in events["place_reason"].iloc[0]) == (kind == "area")


def test_alternatives_come_back_from_an_export(world, tmp_path):
    dossier = read(world, tmp_path, "Gao, Kidal")
    mapper.export(dossier, tmp_path / "again.csv")
    again = mapper.read(tmp_path / "again.csv", gazetteer=world)
    for column in ("place", "location_kind", "place_in_file"):
        assert again.events[column].tolist() == dossier.events[column].tolist()
    assert again.alternatives["place"].tolist() == ["Gao", "Kidal"]


def test_several_places_are_those_of_the_country_of_each_event(world):
    """One cell may stand in events of two countries: neither gets the other's towns."""
    places = pd.DataFrame({"place": "Valencia; Barcelona", "country": ["ES", "VE"], "event_id": ["spain", "venezuela"]})
    found = mapper.read(places, gazetteer=world).alternatives
    assert found.groupby("event_id")["country"].unique().map(list).to_dict() == {"spain": ["ES"], "venezuela": ["VE"]}


def test_a_town_that_stands_for_an_area_has_no_radius(world):
    """A record that knows the municipality alone is not within 5 km of the town that it is called after."""
    rows = pd.DataFrame({"event_id": ["a", "b"], "place": "Gao", "country": "ML", "geo_precision": ["3", ""]})
    events = mapper.read(rows, gazetteer=world).events
    assert events["location_kind"].tolist() == ["area", "exact"]
    assert events["radius_km"].isna().tolist() == [True, False]


@pytest.mark.parametrize(("bbox", "found"), [("-1,16,1,17", 1), ("1,18,2,19", 1), ("-9,12,-7,13", 0)])
def test_an_event_is_in_a_box_that_has_one_of_its_possible_places(world, tmp_path, bbox, found):
    """Gao and Kidal, which lie 280 km apart: either may be where it was."""
    dossier = read(world, tmp_path, "Gao or Kidal")
    assert len(mapper.filter(dossier, bbox=bbox).events) == found
