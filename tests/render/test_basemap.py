"""The base map: what a page gets of the world, and the outlines of areas."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from shapely import Point

import mapper
from gazetteer import Gazetteer, Place
from mapper.errors import BundleMissingError
from mapper.render.basemap import world as world_module
from mapper.render.basemap.areas import admin1_polygon, country_polygon
from mapper.render.basemap.basemap import Basemap, clip
from mapper.render.packing import ColumnBlock, json_text
from tests.soak import sample

MALI = (-12.3, 10.1, 4.3, 25.0)
MALI_TO_SYRIA = (-12.3, 10.1, 42.4, 37.4)
GAO = (-0.0447, 16.2717)
FOLDER = Path(mapper.__file__).parent / "data"


def decoded(basemap: Basemap) -> list[list[tuple[float, float]]]:
    """Turn the arcs back into degrees, written apart from the code under test (EPSG:3857)."""
    width = 360 * basemap.header["stepsPerDegree"]
    longitude = 360 * basemap.arcs.x / width - 180
    latitude = np.degrees(np.arctan(np.sinh(np.pi - 2 * np.pi * basemap.arcs.y / width)))
    points = list(zip(longitude.tolist(), latitude.tolist(), strict=True))
    ends = np.cumsum(basemap.arcs.points).tolist()
    return [points[end - length : end] for end, length in zip(ends, basemap.arcs.points.tolist(), strict=True)]


def points_of(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    return [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]


def size(basemap: Basemap) -> int:
    block = ColumnBlock()
    basemap.arcs.add_to(block)
    return len(json_text(basemap.header)) + len(block.packed())


@pytest.mark.slow
@pytest.mark.parametrize("extent", [MALI, MALI_TO_SYRIA, (-17.5, 4.0, 24.0, 25.0), (*GAO, *GAO), None])
def test_fits_into_the_page(extent: tuple[float, float, float, float] | None) -> None:
    towns = [Place(str(i), f"Town number {i}", 10 + i / 20, i / 10, population=i) for i in range(160)]
    assert size(clip(extent, focus=np.array([GAO]), towns=towns)) <= 400_000


def test_same_input_same_bytes() -> None:
    one, two = (clip(MALI, focus=np.array([GAO])) for _ in range(2))
    assert one.header == two.header
    assert all(np.array_equal(a, b) for a, b in zip(one.arcs, two.arcs, strict=True))


def test_rings_are_closed_and_arcs_join() -> None:
    basemap = clip(MALI)
    header, arcs = basemap.header, decoded(basemap)
    for polygon in header["land"] + [p for lake in header["lakes"] for p in lake[5]]:
        for ring in polygon:
            ends = [(points_of(arcs, [n])[0], points_of(arcs, [n])[-1]) for n in ring]
            assert all(ends[i - 1][1] == ends[i][0] for i in range(len(ends)))
            assert len(points_of(arcs, ring)) >= 4


def arc_numbers(nested):
    """Every arc of nested rings, polygons or lines, the direction dropped."""
    for item in nested:
        if isinstance(item, int):
            yield ~item if item < 0 else item
        else:
            yield from arc_numbers(item)


def test_every_arc_is_used_and_none_is_missing() -> None:
    header, arcs = clip(MALI)
    nested = [header[layer] for layer in ("land", "borders", "disputed")]
    nested += [lines for _, lines in header["admin1"]]
    nested += [lake[5] for lake in header["lakes"]] + [river[2] for river in header["rivers"]]
    assert set(arc_numbers(nested)) == set(range(len(arcs.points)))


def test_the_box_of_each_arc_is_told_with_it() -> None:
    basemap = clip(MALI)
    block = ColumnBlock()
    basemap.arcs.add_to(block)
    columns: dict[str, np.ndarray] = {}
    for column, part in zip(block.columns, block.parts, strict=True):
        planes = np.frombuffer(part, np.uint8).reshape(-1, column["length"]).astype(np.int64)
        values = (planes << 8 * np.arange(len(planes))[:, np.newaxis]).sum(axis=0)
        columns[column["name"]] = np.cumsum(values >> 1 ^ -(values & 1)) if column["delta"] else values
    ends = np.cumsum(columns["arcPoints"])
    for arc, (start, end) in enumerate(zip(ends - columns["arcPoints"], ends, strict=True)):
        for axis in "XY":
            inside = columns[f"arc{axis}"][start:end]
            assert (inside.min(), inside.max()) == (columns[f"arc{axis}Least"][arc], columns[f"arc{axis}Most"][arc])


def test_the_whole_world_stays_when_the_map_is_of_one_town() -> None:
    basemap = clip((*GAO, *GAO))
    points = np.array([point for arc in decoded(basemap) for point in arc])
    assert points.min(axis=0)[0] < -160
    assert points.max(axis=0)[0] > 170
    names = {english: french for english, french, *_ in basemap.header["countries"]}
    assert {"Mali", "Brazil", "New Zealand", "Canada"} <= names.keys()
    assert names["Syria"] == "Syrie"
    assert names["C\u00f4te d\u2019Ivoire"] == ""
    assert names["Congo - Kinshasa"] == "Congo-Kinshasa"


@pytest.mark.slow
def test_the_map_is_finer_near_the_events() -> None:
    def near_gao(basemap: Basemap) -> int:
        points = np.array([point for arc in decoded(basemap) for point in arc])
        return int((np.abs(points - GAO).max(axis=1) < 2).sum())

    assert near_gao(clip(None, focus=np.array([GAO]))) > 3 * near_gao(clip(None))


def test_the_niger_runs_past_timbuktu_and_gao() -> None:
    basemap = clip(MALI)
    arcs = decoded(basemap)
    [niger] = [river for river in basemap.header["rivers"] if river[0] == "Niger"]
    course = np.array(points_of(arcs, [n for line in niger[2] for n in line]))
    for town in (GAO, (-3.0, 16.73)):
        assert np.hypot(*(course - town).T).min() < 0.12


def test_regions_are_named_in_both_languages() -> None:
    names = {name: french for name, french, *_ in clip(MALI).header["regions"]}
    assert names["Timbuktu"] == "Tombouctou"
    assert names["Kidal"] == ""


def test_the_lines_of_small_units_appear_later_than_those_of_large_ones() -> None:
    [[mali, lines]] = clip((-4.0, 19.0, -3.0, 20.0), focus=np.array([GAO])).header["admin1"][-1:]
    assert 3.5 < mali < 5
    assert len(lines) > 5
    zooms = [zoom for zoom, _ in clip((20.0, 41.0, 23.0, 43.0)).header["admin1"]]
    assert max(zooms) > 7


def test_towns_are_ordered_by_rank_and_kept_apart() -> None:
    towns = [
        Place("a", "Suburb", 12.66, -8.0, population=9_000),
        Place("b", "Gao", 16.27, -0.04, feature_code="PPLA", population=86_000),
        Place("c", "Bamako", 12.65, -8.0, feature_code="PPLC", population=2_700_000),
        Place("d", "Azawad"),
    ]
    named = clip(MALI, towns=towns).header["towns"]
    assert [name for name, *_ in named] == ["Bamako", "Gao", "Suburb"]
    assert [rank for *_, rank, _ in named] == [0, 1, 2]
    assert named[0][4] == named[1][4] < named[2][4]
    assert clip(MALI, towns=towns[::-1]).header["towns"] == named


def test_each_french_name_is_that_of_a_town_that_a_base_map_may_name() -> None:
    with (FOLDER / "town_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with Gazetteer.open() as places:
        towns = places.largest_towns(-180, -60, 180, 75, limit=60_000)
    listed = [(row["name"], row["country"]) for row in rows]
    assert set(listed) <= {(town.name, town.country) for town in towns}
    assert listed == sorted(set(listed), key=lambda pair: pair[::-1])
    assert all(row["french"] not in {"", row["name"]} for row in rows)
    timbuktu = Place("t", "Timbuktu", 16.77, -3.01, country="ML")
    assert clip(MALI, towns=[timbuktu]).header["towns"][0][-1] == "Tombouctou"


def test_sources_name_their_licence() -> None:
    sources = clip(MALI).header["sources"]
    assert {layer for source in sources for layer in source["layers"]} >= {"countries", "admin1", "rivers", "lakes"}
    assert all(source["url"].startswith("https://") and source["version"] for source in sources)
    licences = {layer: source["licence"] for source in sources for layer in source["layers"]}
    assert licences.pop("names of countries") == "Unicode License v3"
    assert set(licences.values()) == {"public domain"}


@pytest.mark.parametrize(
    "name", ["Kidal", "kidal region", "Région de Kidal", "KIDAL", "ML-8", "ML.10"], ids=lambda name: name
)
def test_kidal_is_found_by_any_of_its_names(name: str) -> None:
    kidal = admin1_polygon("ml", name)
    assert kidal is not None
    assert kidal.is_valid
    assert kidal.contains(Point(1.4078, 18.4411))  # the town
    assert not kidal.contains(Point(*GAO))


def test_french_and_official_names_lead_to_the_same_outline() -> None:
    timbuktu = admin1_polygon("ML", "Timbuktu")
    assert timbuktu is not None
    for name in ("Tombouctou", "ML-6", "Tombouctou Region"):
        assert admin1_polygon("ML", name) == timbuktu


@pytest.mark.parametrize(
    ("country", "name"),
    [("ML", "Ménaka"), ("ML", "ML-9"), ("ML", ""), ("ML", "Region"), ("NE", "Kidal"), ("", "Kidal"), ("ZZ", "ZZ-1")],
)
def test_an_unknown_area_has_no_outline(country: str, name: str) -> None:
    assert admin1_polygon(country, name) is None


def test_units_that_the_source_splits_are_joined() -> None:
    sahel = admin1_polygon("BF", "Sahel")
    assert sahel is not None
    assert sahel.is_valid
    assert sahel.contains(Point(-0.03, 14.03))  # Dori, one of its four provinces
    assert sahel.contains(Point(-1.63, 14.1))  # Djibo, another


def test_country_outlines() -> None:
    mali = country_polygon("ml")
    assert mali is not None
    assert mali.contains(Point(*GAO))
    somalia = country_polygon("SO")
    assert somalia is not None
    assert somalia.contains(Point(44.06, 9.56))  # Hargeisa, which the source draws apart
    for code, holds_crimea in (("UA", True), ("RU", False)):  # ISO 3166-2 lists it as UA-43
        country = country_polygon(code)
        assert country is not None
        assert country.contains(Point(34.1, 44.95)) == holds_crimea
    assert country_polygon("") is None
    assert country_polygon("ZZ") is None


@pytest.mark.soak
@pytest.mark.slow
def test_every_area_of_the_world_is_a_shape_or_unknown() -> None:
    world = world_module.load_world()
    layers = world.layers["admin1"][:: sample(5, soak=1)]
    units = [unit for one in layers for unit in world.part(one["part"])["units"]]
    empty = [unit for unit in units if world.multipolygon(unit["polygons"]).is_empty]
    assert len(empty) < 0.01 * len(units)
    assert all(country_polygon(country["code"]) for country in world.layers["countries"] if country["code"])
    with_an_islet_of_two_points = (("CO", "Sucre"), ("MX", "Sonora"), ("BR", "Espírito Santo"))
    for country, name in with_an_islet_of_two_points:
        shape = admin1_polygon(country, name)
        assert shape is not None
        assert shape.is_valid


def test_a_missing_world_file_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    world_module.load_world.cache_clear()
    monkeypatch.setattr(world_module, "__file__", str(tmp_path / "render" / "basemap" / "world.py"))
    with pytest.raises(BundleMissingError, match="make map"):
        clip(MALI)
    world_module.load_world.cache_clear()


def test_borders_say_which_countries_they_part():
    header, arcs = clip((-12.2, 10.1, 4.2, 25.0))
    names = [name for name, *_ in header["countries"]]
    sides = [(names[left], names[right]) for _, left, right in header["sides"] if min(left, right) >= 0]
    pairs = {frozenset(pair) for pair in sides}
    assert {frozenset({"Mali", "Niger"}), frozenset({"Mali", "Algeria"}), frozenset({"Chad", "Sudan"})} <= pairs
    starts = np.cumsum(arcs.points) - arcs.points
    for arc, left, right in header["sides"]:
        if {"Chad", "Sudan"} == {names[left], names[right]}:
            steps = arcs.y[starts[arc] : starts[arc] + arcs.points[arc]]
            runs_south = steps[-1] > steps[0]
            assert names[left] == ("Sudan" if runs_south else "Chad"), "Sudan lies east of Chad"


def test_a_disputed_border_names_no_country_beside_it():
    header, _ = clip((30.0, 44.0, 40.0, 50.0))
    parted = {arc for arc, *_ in header["sides"]}
    assert header["disputed"]
    assert parted.isdisjoint(header["disputed"])
    assert parted == set(header["borders"])


@pytest.mark.parametrize(
    ("extent", "gone", "there"),
    [
        ((22, -6, 32, 5), {"Orientale", "Katanga", "Bandundu"}, {"Nord-Kivu", "Sud-Kivu"}),
        ((33, -5, 42, 5), {"Rift Valley", "Coast", "Nyanza"}, {"Arusha"}),
        ((-6, 13, 4, 20), set(), {"Gao", "Kidal"}),
    ],
)
def test_divisions_that_are_no_more_are_not_named(extent, gone, there):
    names = {name for name, *_ in clip(extent).header["regions"]}
    assert names.isdisjoint(gone)
    assert names >= there
