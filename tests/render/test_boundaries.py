"""Areas of the user's own: names, reference systems, borders in common, outlines far finer than a page needs."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.ops import split

import mapper
from mapper.errors import FormatError, SourceError, SourceMissingError
from mapper.processing.places.pcodes import placed_by_codes
from mapper.render.basemap.boundaries import read_boundaries
from mapper.render.mapdata import map_data
from mapper.render.sites import Sites, collect_sites

WEST, EAST = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)


def written(folder, frame, name="areas.gpkg"):
    frame.to_file(folder / name)
    return folder / name


def areas(**columns):
    return gpd.GeoDataFrame(columns, geometry=[WEST, EAST], crs=4326)


def sites(*points, kind=0):
    table = pd.DataFrame(points, columns=["longitude", "latitude"], dtype=float).assign(kind=kind)
    return Sites(table, np.ones(len(points)), np.arange(len(points)))


@pytest.mark.parametrize(
    "columns",
    [
        {"ADM2_PCODE": ["A1", "A2"], "ADM2_EN": ["West", "East"], "ADM0_EN": ["Land", "Land"]},
        {"shapeName": ["West", "East"], "shapeType": ["ADM1", "ADM1"]},
        {"region": ["West", "East"]},
    ],
)
def test_the_column_of_names_is_found(tmp_path, columns):
    header = read_boundaries(written(tmp_path, areas(**columns))).header()
    assert [area["name"] for area in header["areas"]] == ["West", "East"]


def test_areas_without_names_are_areas(tmp_path):
    header = read_boundaries(written(tmp_path, areas(code=[1, 2]))).header()
    assert [area["name"] for area in header["areas"]] == ["", ""]


def test_a_site_lies_in_its_area_or_in_none(tmp_path):
    found = read_boundaries(written(tmp_path, areas(name=["West", "East"])))
    assert found.of_sites(sites((0.5, 0.5), (1.5, 0.5), (3, 0.5), (0.5, 9))).tolist() == [1, 2, 0, 0]
    assert found.of_sites(sites((1, 0.5))).tolist() == [1], "a common border belongs to the first"
    assert found.of_sites(sites((0.5, 0.5), kind=2)).tolist() == [0], "an area is at no point"
    assert found.of_sites(sites()).tolist() == []


def test_another_reference_system_is_brought_to_degrees(tmp_path):
    file = written(tmp_path, areas(name=["West", "East"]).to_crs(3857))
    rings = read_boundaries(file).header()["areas"][0]["rings"]
    assert sorted(set(rings[0])) == [0, 1]


def test_fine_outlines_are_smoothed_and_neighbours_still_fit(tmp_path):
    wavy = shapely.LineString([(1 + 0.01 * ((i * 7) % 3), i / 50_000) for i in range(50_001)])
    halves = list(split(shapely.box(0, 0, 2, 1), wavy).geoms)
    frame = gpd.GeoDataFrame({"name": ["West", "East"]}, geometry=halves, crs=4326)
    header = read_boundaries(written(tmp_path, frame)).header()
    west, east = (set(zip(a["rings"][0][::2], a["rings"][0][1::2], strict=True)) for a in header["areas"])
    assert sum(len(area["rings"][0]) // 2 for area in header["areas"]) <= 40_000
    inner = {point for point in west if 0.9 < point[0] < 1.1 and 0.01 < point[1] < 0.99}
    assert inner <= east


def test_what_is_no_area_is_refused(tmp_path):
    points = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(0, 0)], crs=4326)
    with pytest.raises(FormatError, match="no polygons"):
        read_boundaries(written(tmp_path, points))
    with pytest.raises(SourceMissingError, match="no such file"):
        read_boundaries(tmp_path / "nowhere.gpkg")


VRT = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://localhost/x.csv</SrcDataSource>'


def test_areas_that_were_cut_short_or_are_of_no_kind_are_refused(tmp_path):
    file = written(tmp_path, areas(name=["A", "B"]), "areas.fgb")
    for content in (file.read_bytes()[:40], file.read_bytes()[:400], b'{"type": ["FeatureCollection"]}'):
        file.write_bytes(content)
        with pytest.raises(SourceError, match="areas"):
            read_boundaries(file)


@pytest.mark.parametrize("name", ["areas.vrt", "areas.geojson"])
def test_what_names_other_files_is_refused(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(VRT + b"</OGRVRTLayer></OGRVRTDataSource>")
    with pytest.raises(SourceError, match="not of a kind that is read as areas"):
        read_boundaries(file)
    packed = tmp_path / "areas.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file, name)
    with pytest.raises(SourceError, match=r"areas\.zip"):
        read_boundaries(packed)


ENTITY = (
    b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml xmlns="http://www.opengis.net/kml/2.2">&x;</kml>'
)
OTHER_KINDS = {
    "areas.gml": b'<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/"></ogr:FeatureCollection>',
    "entity.kml": ENTITY,
    "areas.csv": b'id;WKT\n1;"POLYGON((0 0,1 1,1 0,\x1b[31m0 0))"\n',
    "topology.json": b'{"type": "Topology", "objects": {}, "arcs": []}',
    "cut.geojson": b'{"type": "FeatureCollection", "features": [',
    "program.geojson": b"#!/bin/sh\n",
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_a_file_of_another_kind_is_refused_and_nothing_is_written_beside_it(tmp_path, name):
    (tmp_path / name).write_bytes(OTHER_KINDS[name])
    with pytest.raises(SourceError, match="not of a kind that is read as areas") as refused:
        read_boundaries(tmp_path / name)
    assert str(refused.value).isprintable()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["areas.geojson", "areas.gpkg", "areas.fgb", "areas.kml", "areas.shp", "packed.zip"])
def test_each_kind_of_areas_is_read_whatever_it_is_called(tmp_path, name):
    frame = areas(name=["West", "East"])
    file = tmp_path / name.replace("packed.zip", "areas.shp")
    frame.to_file(file, driver="KML" if name.endswith(".kml") else None)
    if name == "packed.zip":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part in tmp_path.glob("areas.*"):
                archive.write(part, part.name)
    elif not name.endswith(".shp"):
        file.rename(tmp_path / "named.bin")
        name = "named.bin"
    assert {area["name"] for area in read_boundaries(tmp_path / name).header()["areas"]} == {"West", "East"}


def squares(count, size=0.05, gap=0.1):
    corners = [(number % 80 * gap, number // 80 * gap) for number in range(count)]
    return [shapely.box(x, y, x + size, y + size) for x, y in corners]


def test_thousands_of_islands_are_drawn_without_the_smallest(tmp_path):
    small = shapely.MultiPolygon([*squares(9_000, size=0.001), shapely.box(20, 20, 21, 21)])
    frame = gpd.GeoDataFrame({"name": ["Archipelago"]}, geometry=[small], crs=4326)
    (area,) = read_boundaries(written(tmp_path, frame)).header()["areas"]
    assert 1 <= len(area["rings"]) <= 8_000


@pytest.mark.slow
def test_more_areas_than_a_page_draws_are_a_sentence(tmp_path):
    frame = gpd.GeoDataFrame({"name": "x"}, geometry=squares(9_000, size=0.1), crs=4326, index=range(9_000))
    with pytest.raises(FormatError, match=r"9,000 areas whose plainest outlines have .* at most 40,000"):
        read_boundaries(written(tmp_path, frame))


def test_names_that_are_lists_and_rings_that_do_not_close_are_read(tmp_path):
    names = [["a", "b"], ["c"], None]
    rings = [
        [[-4, 16], [-3, 16], [-3, 17], [-4, 17]],
        [[-3, 16], [-2, 16], [-2, 17], [-3, 16]],
        [[0, 0], [1, 0], [1, 1]],
    ]
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in zip(names, rings, strict=True)
    ]
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    found = read_boundaries(tmp_path / "a.geojson").header()["areas"]
    assert [area["name"] for area in found] == ["a, b", "c", ""]


HAPI = (
    "location_code,admin1_name,admin1_code,admin2_name,admin2_code,event_type,events,fatalities,"
    "reference_period_start,reference_period_end\n"
    "MLI,West,XX01,Nowhere-at-all,XX0101,political_violence,5,3,2025-05-01,2025-05-31\n"
    "MLI,East,XX02,Elsewhere-at-all,XX0209,political_violence,2,0,2025-05-01,2025-05-31\n"
    "MLI,Far,XX99,Beyond-at-all,XX9999,political_violence,1,0,2025-05-01,2025-05-31\n"
)


@pytest.mark.parametrize("column", ["ADM2_PCODE", "admin2Pcode", "P-code", "code", "CODE_REG", "shapeISO"])
def test_codes_of_areas_are_known_by_the_names_that_files_give_them(tmp_path, column):
    found = read_boundaries(written(tmp_path, areas(name=["West", "East"], **{column: ["A1", "A2"]})))
    area = found.area_of("a2")
    assert area is not None
    assert area[0] == "East"


@pytest.mark.parametrize("column", ["postcode", "zipcode", "prisons", "isolated"])
def test_other_columns_hold_no_codes_of_areas(tmp_path, column):
    found = read_boundaries(written(tmp_path, areas(name=["West", "East"], **{column: ["A1", "A2"]})))
    assert found.area_of("A2") is None


@pytest.mark.slow
def test_areas_are_placed_by_their_p_codes(tmp_path):
    counts = tmp_path / "hapi.csv"
    counts.write_text(HAPI)
    columns = {"ADM2_EN": ["Western", "Eastern"], "ADM2_PCODE": ["XX0101", "XX0201"], "ADM1_PCODE": ["XX01", "XX02"]}
    file = written(tmp_path, areas(**columns))
    found = read_boundaries(file)
    dossier = placed_by_codes(mapper.read(counts), found)
    events = dossier.events
    assert events["location_kind"].tolist() == ["area", "area", "unlocated"]
    assert events["geo_precision"].tolist() == [3, 4, 3]
    assert shapely.Point(*events.loc[0, ["longitude", "latitude"]]).within(WEST)
    assert "Western, by its code XX0101 in areas." in events["place_reason"][0]
    assert "no area XX0209; shown for Eastern (XX02), which it is in" in events["place_reason"][1]
    assert found.of_sites(collect_sites(map_data(dossier))).tolist() == [1, 2]
    again = placed_by_codes(dossier, found)
    pd.testing.assert_frame_equal(again.events, events)
    page = mapper.map_html(mapper.read(counts), boundaries=file)
    assert "Western" in page


@pytest.mark.slow
def test_events_of_p_codes_are_placed_before_they_are_filtered(tmp_path, run_mapper):
    """In Python as on the command line: a box around the area finds them."""
    events = tmp_path / "events.csv"
    events.write_text("event_id,place,P-code\na,Nowhere-at-all,XX0101\nb,Nowhere-at-all,XX0201\n")
    file = written(tmp_path, areas(ADM2_EN=["Western", "Eastern"], ADM2_PCODE=["XX0101", "XX0201"]))
    bbox = ",".join(map(str, WEST.bounds))
    found = mapper.filter(mapper.read(events, boundaries=file), bbox=bbox)
    assert found.events["event_id"].tolist() == ["a"]
    drawn = run_mapper("map", events, "--boundaries", file, f"--bbox={bbox}", "-o", tmp_path / "map.html")
    assert "On the map: 1 event." in drawn.stderr


def test_a_column_of_p_codes_is_told_of_where_boundaries_would_help(tmp_path, run_mapper):
    events = tmp_path / "events.csv"
    events.write_text("event_id,place,P-code\na,Nowhere-at-all,XX0101\n")
    file = written(tmp_path, areas(ADM2_EN=["Western", "Eastern"], ADM2_PCODE=["XX0101", "XX0201"]))
    alone = run_mapper("map", events, "-o", tmp_path / "map.html").stderr
    assert "P-codes in P-code: with --boundaries FILE, events without a place are drawn in the area of their" in alone
    both = run_mapper("map", events, "--boundaries", file, "-o", tmp_path / "map.html").stderr
    assert "On the map: 1 event." in both
    assert "--boundaries" not in both
