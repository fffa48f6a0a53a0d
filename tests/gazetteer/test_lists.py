"""Published lists of places, each with a few made-up rows in its own columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gazetteer import DumpError, Gazetteer, Query, Resolution, add

GNS = (
    "rk\tufi\tuni\tfull_name\tnt\tlat_dd\tlong_dd\tdesig_cd\tfc\tcc_ft\tadm1\tname_rank\tfull_nm_nd\tmod_dt_ft\n"
    "1\t11\t21\tTin Érgamel\tN\t16.91\t0.42\tPPL\tP\tMLI\tML-07\t1\tTin Ergamel\t2020-01-01\n"
    "1\t11\t22\tBir Wamadou\tV\t16.91\t0.42\tPPL\tP\tMLI\tML-07\t2\tBir Wamadou\t2020-01-01\n"
    "1\t12\t23\tBabarogha\tN\t14.10\t-1.20\tPPL\tP\tBFA\tBF-12\t1\tBabarogha\t2020-01-01\n"
)
OLD_GNS = (
    "RC\tUFI\tUNI\tLAT\tLONG\tFC\tDSG\tCC1\tADM1\tPOP\tFULL_NAME_RO\tFULL_NAME_ND_RO\tMODIFY_DATE\n"
    "1\t12\t23\t14.10\t-1.20\tP\tPPL\tUV\t12\t\tBabarogha\tBabarogha\t1995-01-01\n"
)
POSTAL = "UA\t85000\tБарсове\tDonetska\t05\tPokrovskyi\t\t\t\t48.6\t38.0\t4\n"
CONFLICT = (
    "id,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country\n"
    "1,1,Barsovo village,Donetsk oblast,Bakhmut raion,48.6,38.0,Ukraine\n"
    "2,1,Barsovo village,Donetsk oblast,Bakhmut raion,48.6,38.0,Ukraine\n"
    "3,2,near Verkhniv village,Donetsk oblast,Bakhmut raion,48.9,38.1,Ukraine\n"
    "4,4,Donetsk oblast,Donetsk oblast,,48.0,37.8,Ukraine\n"
)
COD = (
    "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM0_PCODE,lat,lon,name\n"
    "Barsan,ML97,Anfis,ML9701,ML,17.1,1.2,\n"
    "Barsan,ML97,Anfis,ML9701,ML,17.3,1.4,Tabarak\n"
)


def feature(longitude: float, latitude: float, **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }


OSM = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            feature(33.1, 14.2, **{"name": "أم برص", "name:en": "Um Baras", "place": "village", "osm_id": 5}),
            feature(33.9, 14.2, name="Wad Sarif", alt_name="Wad Sharif;Sarif", place="town", osm_id=6),
            feature(33.9, 14.3, name="Sarif shop", place="plot", osm_id=7),
        ],
    }
)


def resolve(tmp_path: Path, name: str, content: str, *queries: Query) -> list[Resolution]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    added = add(path, cache_dir=tmp_path / "cache")
    path.unlink()  # what was added is kept
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        assert places.sources() == (added,)
        return places.resolve(queries, threshold=0)


@pytest.mark.parametrize(
    ("name", "content", "query", "place"),
    [
        ("ML.txt", GNS, Query("Tin Ergamel", "ML"), ("gns:11", "Tin Érgamel", 16.91, 0.42, "ML")),
        ("ML.txt", GNS, Query("Bir Wamadou", "ML"), ("gns:11", "Tin Érgamel", 16.91, 0.42, "ML")),
        ("uv.txt", OLD_GNS, Query("Babarogha", "BF"), ("gns:12", "Babarogha", 14.10, -1.20, "BF")),
        ("UA.txt", POSTAL, Query("Барсове", "UA"), ("postal:1", "Барсове", 48.6, 38.0, "UA", "Donetska", "Pokrovskyi")),
        ("osm-SD.geojson", OSM, Query("Um Baras", "SD"), ("osm:5", "أم برص", 14.2, 33.1, "SD")),
        ("hotosm_sdn_towns.geojson", OSM, Query("Wad Sharif", "SD"), ("osm:6", "Wad Sarif", 14.2, 33.9, "SD")),
        (
            "ged.csv", CONFLICT, Query("Barsovo", "UA"),
            ("conflict:2", "Barsovo", 48.6, 38.0, "UA", "Donetsk oblast", "Bakhmut raion"),
        ),
        (
            "admin.csv", COD, Query("Anfis", "ML"),
            ("cod:ML9701", "Anfis", 17.1, 1.2, "ML", "Barsan", "Anfis", "A", "ADM2"),
        ),
        (
            "admin.csv", COD, Query("Tabarak", "ML", "ML97"),
            ("cod:3", "Tabarak", 17.3, 1.4, "ML", "Barsan", "Anfis", "P", "PPL"),
        ),
    ],
)  # fmt: skip
def test_a_published_list_is_read(tmp_path: Path, name: str, content: str, query: Query, place: tuple[object]) -> None:
    [answer] = resolve(tmp_path, name, content, query)
    assert answer.place is not None
    assert answer.place[: len(place)] == place


def test_a_list_of_its_own_publisher_is_credited(tmp_path: Path) -> None:
    (tmp_path / "osm-SD.geojson").write_text(OSM, encoding="utf-8")
    added = add(tmp_path / "osm-SD.geojson", cache_dir=tmp_path)
    assert (added.name, added.count, added.licence) == ("osm-SD", 2, "ODbL 1.0")
    assert added.attribution == "© OpenStreetMap contributors"


def test_an_event_near_a_place_or_in_its_district_gives_no_place(tmp_path: Path) -> None:
    verkhniv, oblast = resolve(tmp_path, "ged.csv", CONFLICT, Query("Verkhniv", "UA"), Query("Donetsk oblast", "UA"))
    assert verkhniv.place is None
    assert oblast.place is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("places.geojson", OSM, "does not say of which country"),
        ("alternateNamesV2.txt", "1\t2449067\tfr\tTombouctou\t1\t\t\t\t\t\n", "no dump of GeoNames is loaded"),
        ("UA.txt", POSTAL + "UA\t85001\n", "2 columns instead of 12 in line 2"),
        ("ML.txt", GNS.splitlines()[0] + "\n", "no places with a name and a point"),
    ],
)
def test_what_is_no_usable_list_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DumpError, match=reason):
        add(path, cache_dir=tmp_path / "cache")
