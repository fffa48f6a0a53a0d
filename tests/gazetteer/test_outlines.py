"""Outlines of divisions: what lies inside fits, what lies far outside does not, and divisions are filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gazetteer import DumpError, Gazetteer, Query, Resolution, add
from gazetteer.sources.areas import Areas

from . import dumps

_ROW = "{id}\t{name}\t{name}\t\t{lat}\t{lon}\tP\tPPL\tML\t\t\t\t\t\t0\t\t1\tx\t2012-01-18"
VILLAGES = [
    ("Tarara", 16.5, 0.5),
    ("Tarara", 16.5, 3.5),
    ("Tarara", 19.5, 0.5),
    ("Bello", 16.2, 1.2),
    ("Bella", 19.0, 3.0),
]


def _square(west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _cod(name: str, code: str, region: str, west: float, south: float) -> dict[str, Any]:
    """Return a division of the second level in the words of OCHA."""
    above = {"ADM1_FR": region, "ADM1_PCODE": code[:4], "ADM0_PCODE": "ML"}
    return {
        "type": "Feature",
        "properties": {"ADM2_FR": name, "ADM2_PCODE": code, **above},
        "geometry": _square(west, south),
    }


DIVISIONS = [
    _cod("Ansongo", "ML0701", "Gao", 0, 16),
    _cod("Menaka", "ML0801", "Ménaka", 3, 16),
    _cod("Kidal", "ML0901", "Kidal", 0, 19),
]


def _collection(features: list[dict[str, Any]]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def ask(tmp_path: Path):
    rows = [_ROW.format(id=number, name=name, lat=lat, lon=lon) for number, (name, lat, lon) in enumerate(VILLAGES, 1)]
    villages = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    divisions = tmp_path / "mli_admin2.geojson"
    divisions.write_text(_collection(DIVISIONS), encoding="utf-8")

    def resolve(name: str, **told: str) -> Resolution:
        with Gazetteer.open(shipped=False, towns=False, dumps=[villages, divisions], cache_dir=tmp_path) as places:
            [answer] = places.resolve([Query(name, country="ML", **told)])
        return answer

    return resolve


@pytest.mark.parametrize("told", [{"admin2": "Cercle de Ménaka"}, {"admin2": "ML0801"}, {"admin1": "Ménaka"}])
def test_the_village_inside_the_stated_division_is_meant(ask, told) -> None:
    assert ask("Tarara").status == "ambiguous"
    answer = ask("Tarara", **told)
    assert (answer.status, answer.longitude) == ("resolved", 3.5)


def test_an_outline_is_found_by_its_side_in_the_other_language(tmp_path: Path) -> None:
    rows = [_ROW.format(id=number, name="Tarara", lat=16.5, lon=lon) for number, lon in ((1, 0.5), (2, 3.5))]
    dump = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    outlines = tmp_path / "mli_admin2.geojson"
    divisions = [_cod("Nord-Gourma", "ML0701", "Gao", 0, 16), _cod("Sud-Gourma", "ML0702", "Gao", 3, 16)]
    outlines.write_text(_collection(divisions), encoding="utf-8")
    with Gazetteer.open(shipped=False, towns=False, dumps=[dump, outlines], cache_dir=tmp_path) as places:
        north, south = places.resolve([Query("Tarara", "ML", admin2=f"{side} Gourma") for side in ("North", "South")])
    assert (north.longitude, south.longitude) == (0.5, 3.5)


def test_a_village_far_outside_is_refused_with_the_reason(ask) -> None:
    answer = ask("Bello", admin2="Kidal")
    assert answer.status != "resolved"
    assert "Kidal" in answer.reason


def test_a_name_less_alike_is_taken_inside_the_stated_division(ask) -> None:
    """Another village of exactly the name lies elsewhere."""
    assert ask("Bella", admin2="Ansongo").candidates[0].place.name == "Bello"


def test_divisions_that_the_list_of_villages_lacks_are_filled_in(ask) -> None:
    place = ask("Tarara", admin2="Menaka").place
    assert (place.admin1, place.admin2) == ("Ménaka", "Menaka")


def test_outlines_are_added_and_credited_to_their_publisher(tmp_path: Path) -> None:
    properties = {"wof_id": 1108562817, "placetype": "county", "name": "Kadiolo", "current": True}
    gone = {**properties, "name": "Old", "current": False}
    features = [{"type": "Feature", "properties": each, "geometry": _square(-6, 10)} for each in (properties, gone)]
    path = tmp_path / "wof-ML-divisions.geojson"
    path.write_text(_collection(features), encoding="utf-8")
    added = add(path, cache_dir=tmp_path)
    assert (added.name, added.count) == ("areas-wof-ML-divisions", 1)
    assert "Who's On First" in added.attribution
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("cercle de Kadiolo", country="ML")])
    assert answer.place is not None
    assert (answer.place.feature_code, answer.place.country, answer.geo_precision) == ("ADM2", "ML", 3)


def test_outlines_in_metres_or_without_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    metres = {"type": "Polygon", "coordinates": [[[4e5, 1e6], [5e5, 1e6], [5e5, 2e6], [4e5, 1e6]]]}
    for geometry, properties in ((metres, {"name": "Gao"}), (_square(0, 16), {})):
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        path.write_text(_collection([feature]), encoding="utf-8")
        with pytest.raises(DumpError, match=r"areas.geojson: .*; give polygons"):
            list(Areas(path).entries())


@pytest.mark.parametrize("name", ["Gao\ud800", ["Gao\ud800", 1, None]])
def test_names_cut_in_half_and_properties_of_another_kind_harm_no_other_outline(tmp_path: Path, name: Any) -> None:
    properties = [{"name": name, "placetype": ["region"], "iso2": "ML"}, ["no", "properties"], None, 7]
    features = [{"type": "Feature", "properties": one, "geometry": _square(0, 16)} for one in properties]
    path = tmp_path / "areas-ML.geojson"
    path.write_text(_collection(features), encoding="utf-8")
    assert add(path, cache_dir=tmp_path / "cache").count == 1


def test_properties_nested_without_end_are_refused(tmp_path: Path) -> None:
    text = _collection([{"type": "Feature", "properties": {"name": "Gao", "x": 7}, "geometry": _square(0, 16)}])
    path = tmp_path / "areas-ML.geojson"
    path.write_text(text.replace("7", '{"a":' * 100_000 + "7" + "}" * 100_000), encoding="utf-8")
    with pytest.raises(DumpError, match=r"nested|no GeoJSON"):
        add(path, cache_dir=tmp_path / "cache")


def test_a_division_beyond_the_border_of_the_stated_one_is_no_part_of_it(tmp_path: Path) -> None:
    village = _ROW.format(id=1, name="Inekar", lat=16.5, lon=2.8)  # 20 km beyond: sources differ by that
    outlines = tmp_path / "mli_admin2.geojson"
    outlines.write_text(_collection(DIVISIONS), encoding="utf-8")
    found = []
    for row in (village, village.replace("P\tPPL", "A\tADM3")):
        dump = dumps.write_txt(tmp_path / "ML.txt", dumps.text([row]))
        with Gazetteer.open(shipped=False, towns=False, dumps=[dump, outlines], cache_dir=tmp_path) as places:
            [answer] = places.resolve([Query("Inekar", "ML", admin2="Menaka")])
        found.append(answer.status == "resolved")
    assert found == [True, False]
