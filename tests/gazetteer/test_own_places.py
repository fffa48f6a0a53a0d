"""The user's own places: tables checked whole, added, replaced, first among the sources."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from pathlib import Path

import pytest

from gazetteer import DumpError, Gazetteer, Query, TableError, add, remove
from tests.readers.spreadsheets import xlsx

from . import dumps

CSV = """name,aliases,country,lat,lon,radius_km,note
Anoumalane,Anou Malane;Anoumellane,Mali,19.1,0.9,10,as told by a witness
Kidal,,ML,18.5,1.5,,our own point
"""


def open_own(cache: Path, *files: Path, shipped: bool = False) -> Gazetteer:
    return Gazetteer.open(shipped=shipped, towns=False, files=files, cache_dir=cache)


def test_a_csv_of_places(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("\ufeff" + CSV, encoding="utf-8")
    with open_own(tmp_path / "cache", path) as places:
        [answer] = places.resolve([Query("anou malane")])
    assert answer.place is not None
    assert (answer.place.name, answer.place.country, answer.latitude, answer.radius_km) == (
        "Anoumalane",
        "ML",
        19.1,
        10,
    )
    assert answer.place.aliases == ("Anou Malane", "Anoumellane")


def test_geojson_of_places_with_and_without_points(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [0.5, 16.5]}
    area = {"name": "Zone B", "feature_class": "L", "feature_code": "RGN"}
    features = [
        {"type": "Feature", "properties": {"name": "Camp A"}, "geometry": point},
        {"type": "Feature", "properties": area, "geometry": None},
    ]
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with open_own(tmp_path / "cache", path) as places:
        camp, zone = places.resolve([Query("Camp A"), Query("Zone B")])
    assert (camp.latitude, camp.longitude, camp.geo_precision) == (16.5, 0.5, 1)
    assert (zone.status, zone.latitude, zone.geo_precision) == ("resolved", None, 5)


def test_own_places_come_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(CSV, encoding="utf-8")
    with open_own(tmp_path / "cache", path, shipped=True) as places:
        [answer] = places.resolve([Query("Kidal", "ML")], threshold=0.0)
    assert answer.latitude == 18.5
    assert len(answer.candidates) > 1


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,latitude,longitude,country,radius_km\n,16,0,ML,\nA,91,0,ML,\nB,north,0,ML,\nC,16,,ML,\nD,16,0,Atlantis,-1\n"
    )
    with pytest.raises(TableError) as caught:
        open_own(tmp_path / "cache", path)
    found = [(fault.line, fault.field) for fault in caught.value.faults]
    assert found == [(2, "name"), (3, "latitude"), (4, "latitude"), (5, "longitude"), (6, "country"), (6, "radius_km")]
    assert "own.csv, line 3, latitude: '91' is not between -90 and 90" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("own.csv", b"", "empty; it needs a header row"),
        ("own.csv", b"name,latitude,longitude\n", "no place in the file"),
        ("own.csv", b"what,lat\nGao,16\n", r"no column called name.*there is: what, lat"),
        ("own.csv", b"name,lat,lon\nGao,16,0\nKidal,18,1,surplus\n", "line 3: the row has 4 cells and the header 3"),
        ("own.csv", "name\nMénaka\n".encode() + b"M\xe9naka\n", "line 3: not UTF-8, unlike the rest"),
        ("own.geojson", b"{}", "no column called name"),
        ("own.geojson", b"[" * 100_000, "not valid JSON"),
        ("own.geojson", b'{"features": [1, {"properties": {"name": ""}, "geometry": null}]}', "feature 2, name: empty"),
        ("own.geojson", b'{"features": [1, null]}', "not a JSON object"),
        (
            "own.geojson",
            b'{"features": [{"properties": {"name": "A"}, "geometry": {"type": "LineString", "coordinates": []}}]}',
            "'LineString' is no point",
        ),
    ],
)
def test_what_is_no_table_of_places_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=reason):
        open_own(tmp_path / "cache", tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.csv", b"name;country;lat;lon\nM\xe9naka;ML;15.9;2.4\n"),
        ("own.tsv", "name\tcountry\tlat\tlon\r\nMénaka\tMali\t15.9\t2.4\r\n".encode("utf-16")),
        ("own.csv.gz", gzip.compress("name|country|lat|lon\nMénaka|ML|15.9|2.4\n".encode())),
        ("own.jsonl", '{"name": "Ménaka", "country": "ML", "lat": 15.9, "lon": 2.4}\n'.encode()),
    ],
    ids=["semicolons in Latin-1", "tabs in UTF-16", "packed, with bars", "JSON Lines"],
)
def test_places_are_read_as_any_other_table(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert add(tmp_path / name, cache_dir=tmp_path / "cache").name == "user-own"
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        [answer] = places.resolve([Query("Menaka", "ML")])
    assert (answer.latitude, answer.longitude) == (15.9, 2.4)


def test_a_zip_is_what_the_file_in_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("villages.csv", CSV)
    assert add(tmp_path / "own.zip", cache_dir=tmp_path / "cache").name == "user-own"
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        assert places.resolve([Query("Anoumalane")])[0].status == "resolved"


def test_added_sources_are_kept_listed_replaced_and_removed(tmp_path: Path) -> None:
    cache, own = tmp_path / "cache", tmp_path / "own.csv"
    own.write_text(CSV, encoding="utf-8")
    assert add(own, cache_dir=cache).count == 2
    assert add(dumps.write_zip(tmp_path / "ML.zip"), cache_dir=cache).name == "geonames-ML"
    own.unlink()
    with Gazetteer.open(towns=False, cache_dir=cache) as places:
        assert [source.name for source in places.sources()] == ["user-own", "shipped", "geonames-ML"]
        [answer] = places.resolve([Query("Anoumalane")])
        assert answer.status == "resolved"
    own.write_text("name,lat,lon\nElsewhere,1,1\n", encoding="utf-8")
    assert add(own, cache_dir=cache).count == 1
    with Gazetteer.open(shipped=False, towns=False, cache_dir=cache) as places:
        answers = places.resolve([Query("Anoumalane"), Query("Elsewhere")])
        assert [answer.status for answer in answers] == ["not_found", "resolved"]
    assert remove("user-own", cache_dir=cache)
    assert not remove("user-own", cache_dir=cache)
    with Gazetteer.open(shipped=False, towns=False, cache_dir=cache) as places:
        assert [source.name for source in places.sources()] == ["geonames-ML"]
    with Gazetteer.open(shipped=False, towns=False, added=False, cache_dir=cache) as places:
        assert places.sources() == ()
        assert places.resolve([Query("Gao")])[0].status == "not_found"


def test_nothing_is_kept_of_what_is_refused(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(DumpError, match="columns"):
        add(dumps.write_txt(tmp_path / "ML.txt", b"no dump\n"), cache_dir=cache)
    with pytest.raises(DumpError, match=r"suffix \.pdf"):
        add(dumps.write_txt(tmp_path / "ML.pdf"), cache_dir=cache)
    assert [path for path in cache.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "names", [("mali.towns.csv", "mali.villages.csv"), ("a.1.csv", "a.2.csv.gz"), ("é.b.c.csv", "é.b.csv")]
)
def test_files_whose_names_begin_alike_are_both_kept(tmp_path: Path, names: tuple[str, str]) -> None:
    cache = tmp_path / "cache"
    for number, name in enumerate(names):
        text = f"name,latitude,longitude\nOneplace{number},{number},1\n".encode()
        (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
        add(tmp_path / name, cache_dir=cache)
    with Gazetteer.open(shipped=False, towns=False, cache_dir=cache) as places:
        assert len({source.name for source in places.sources()}) == 2
        answers = places.resolve([Query("Oneplace0"), Query("Oneplace1")])
        assert [answer.latitude for answer in answers] == [0, 1]


def test_the_program_says_that_another_file_of_the_name_is_replaced(run_mapper, tmp_path: Path) -> None:
    environment = {"CONFLICT_MAPPER_CACHE": str(tmp_path / "cache")}
    said = []
    for number in (0, 0, 1):
        file = tmp_path / str(number) / "towns.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"name,latitude,longitude\nOneplace{number},{number},1\n")
        said.append(run_mapper("gazetteer", "add", file, **environment).stderr)
    assert ["It replaces what was added as user-towns before" in words for words in said] == [False, False, True]


FRENCH = """Nom;Latitude;Longitude;Pays;Région;Cercle;Population;Type;Source
Gossi;15,8217;-1,2981;Mali;Tombouctou;Gourma-Rharous;12 500;village;GPS mission
Lac Exemple;15°30'N;1°15'W;République démocratique du Congo;;;;lac;carte IGM
"""


def test_places_of_a_french_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(FRENCH.encode("cp1252"))
    with open_own(tmp_path / "cache", tmp_path / "own.csv") as places:
        gossi, lake = places.resolve([Query("Gossi", "ML"), Query("Lac Exemple", "CD")])
    assert (gossi.latitude, gossi.longitude, gossi.geo_precision) == (15.8217, -1.2981, 1)
    assert gossi.place is not None
    assert (gossi.place.admin1, gossi.place.admin2, gossi.place.population) == ("Tombouctou", "Gourma-Rharous", 12_500)
    assert (gossi.place.feature_code, gossi.place.source) == ("PPL", "GPS mission")
    assert lake.place is not None
    assert (lake.latitude, lake.longitude, lake.place.feature_code) == (15.5, -1.25, "LK")


def test_places_of_an_excel_file(tmp_path: Path) -> None:
    rows = [line.split(";") for line in FRENCH.splitlines()]
    (tmp_path / "own.xlsx").write_bytes(xlsx({"Lieux": rows, "Lisez-moi": [["Remarques"], ["de 2025"]]}))
    added = add(tmp_path / "own.xlsx", cache_dir=tmp_path / "cache")
    assert (added.name, added.count) == ("user-own", 2)
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        assert places.resolve([Query("Gossi", "ML")])[0].latitude == 15.8217


def test_a_village_of_ones_own_without_coordinates_is_no_area(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name,country,kind,latitude,longitude\nHombori,ML,,,\nLiptako,ML,region,,\n")
    with Gazetteer.open(towns=False, files=[tmp_path / "own.csv"], cache_dir=tmp_path) as places:
        village, area = places.resolve([Query("Hombori", "ML"), Query("Liptako", "ML")])
    assert (village.status, village.latitude) == ("resolved", None)
    assert "from own. Its row there has no coordinates." in village.reason
    assert area.reason.endswith("It is an area that no source gives a point for.")


def test_each_row_that_gives_no_place_or_one_without_a_point_is_told(run_mapper, tmp_path: Path) -> None:
    own, cache = tmp_path / "own.csv", {"CONFLICT_MAPPER_CACHE": str(tmp_path / "cache")}
    own.write_text("Villages 2025;;\nnom;lat;lon\nGao;;\nKidal;18,4;1,4\nMopti;;\n", encoding="utf-8")
    for _ in ("indexed", "as it was indexed before"):
        program = run_mapper("gazetteer", "add", own, **cache)
        assert "3 places" in program.stdout
        assert "1 row is no place: line 1 (title)" in program.stderr
        assert "2 of 3 places have no coordinates: lines 3, 5. Events there are not drawn" in program.stderr
    book = tmp_path / "own.xlsx"
    book.write_bytes(xlsx({"Lieux": [["nom", "lat", "lon"], ["Kidal", 18.4, 1.4]], "Lisez-moi": [["Remarques"]]}))
    assert "sheet 'Lieux' read; not read: Lisez-moi" in run_mapper("gazetteer", "add", book, **cache).stderr


def test_rows_of_a_published_list_that_give_no_place_are_counted(tmp_path: Path) -> None:
    listed, said = tmp_path / "conflict.csv", list[str]()
    columns = "id,where_coordinates,where_prec,latitude,longitude,country,type_of_violence,date_start,date_end,best"
    rows = ["1,Gossi town,1,15.8,-1.3,Mali,1,2025-01-01,2025-01-01,1", "2,,1,15.9,-1.2,Mali,1,2025-01-01,2025-01-01,1"]
    listed.write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    assert add(listed, cache_dir=tmp_path / "cache", notice=said.append).count == 1
    assert [sentence.partition(":")[0] for sentence in said] == ["1 of 2 rows give no place"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A;1.234,5;0;;", "latitude: '1.234,5' is not a number"),
        ("A;15,5;0;1,200;", "radius_km: '1,200' is not a number"),
        ("A;15,5;0;;12,5 mille", "population: '12,5 mille' is not a number"),
    ],
)
def test_a_number_that_may_be_two_is_a_fault(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "own.csv").write_text(f"Nom;Latitude;Longitude;Rayon (km);Habitants\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=re.escape(reason)):
        open_own(tmp_path / "cache", tmp_path / "own.csv")


def test_the_program_says_each_kind_of_fault_on_a_line(run_mapper, tmp_path: Path) -> None:
    rows = "".join(f"A{number},north,0,ML\n" for number in range(9))
    (tmp_path / "own.csv").write_text(f"name,lat,lon,country\n{rows}B,1,1,Atlantis\n")
    done = run_mapper("gazetteer", "add", tmp_path / "own.csv", CONFLICT_MAPPER_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first == (
        "mapper: own.csv, line 2, latitude: 'north' is not a number; write degrees, south negative "
        "(also on lines 3, 4, 5, 6, 7 and 3 more)"
    )
    assert second.startswith("  own.csv, line 11, country: 'Atlantis' is no country we know")


def test_other_names_cut_in_half_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        'name,latitude,longitude,aliases\nGao,16.27,-0.04,"[""Gaw\\ud800"", ""Gawgaw""]"\n', encoding="utf-8"
    )
    with open_own(tmp_path / "cache", path) as places:
        [answer] = places.resolve([Query("Gawgaw")])
    assert answer.place is not None
    assert answer.place.aliases == ("Gaw\ufffd", "Gawgaw")
