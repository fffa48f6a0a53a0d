"""One place that several sources hold, or one of them twice, is one candidate."""

import json
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query, Resolution

from . import dumps

# Made up: a town as a dump has it, and twice as a list of another publisher has it, which also has a namesake.
DUMP = ["1\tBarsovo\tBarsovo\tБарсово\t48.60\t38.00\tP\tPPL\tUA\t\t05\t\t\t\t73000\t\t1\tx\t2020-01-01"]
LIST = [
    "101000001\tБарсово\tBarsovo\tBarsovo\t48.63\t38.05\tP\tPPL\tUA\t\t11\t\t\t\t0\t\t1\tx\t2020-01-01",
    "101000002\tBarsovo\tBarsovo\t\t48.58\t37.98\tP\tPPL\tUA\t\t11\t12\t\t\t0\t\t1\tx\t2020-01-01",
    "101000003\tBarsovo\tBarsovo\t\t50.90\t30.10\tP\tPPL\tUA\t\t13\t14\t\t\t0\t\t1\tx\t2020-01-01",
]


def resolve_in(tmp_path: Path, lists: dict[str, list[str]], *names: str) -> list[Resolution]:
    """Return what a gazetteer of these lists alone answers; `lists` are rows of GeoNames' columns by file name."""
    files = [dumps.write_txt(tmp_path / name, dumps.text(rows)) for name, rows in lists.items()]
    with Gazetteer.open(shipped=False, towns=False, dumps=files, cache_dir=tmp_path) as places:
        return places.resolve([Query(name, "UA") for name in names])


def resolve(tmp_path: Path, *names: str) -> list[Resolution]:
    return resolve_in(tmp_path, {"a.txt": DUMP, "b.txt": LIST}, *names)


@pytest.mark.parametrize("name", ["Barsovo", "Барсово", "Barsovo town"])
def test_a_town_of_several_sources_is_no_rival_of_itself(tmp_path: Path, name: str) -> None:
    [answer] = resolve(tmp_path, name)
    assert answer.place is not None
    assert (answer.place.place_id, answer.place.population) == ("geonames:1", 73000)
    assert [candidate.place.latitude for candidate in answer.candidates[1:]] in ([], [50.90])


def test_a_village_of_the_name_is_not_the_town(tmp_path: Path) -> None:
    [answer] = resolve(tmp_path, "Barsovo village")
    assert answer.candidates[0].place.latitude == 50.90


def test_a_name_written_as_two_words_is_nearly_the_name_itself(tmp_path: Path) -> None:
    spaced, other = resolve(tmp_path, "Bar Sovo", "Barsowo")
    assert spaced.confidence > other.confidence


def test_a_quarter_with_the_name_of_its_town_among_its_own_does_not_stand_for_the_town(tmp_path: Path) -> None:
    rows = [
        "1\tNorth Quay\tNorth Quay\tBarsovo\t48.63\t38.05\tP\tPPL\tUA\t\t11\t\t\t\t0\t\t1\tx\t2020-01-01",
        "2\tBarsovo\tBarsovo\t\t48.59\t38.01\tP\tPPL\tUA\t\t11\t\t\t\t0\t\t1\tx\t2020-01-01",
        "3\tBarsovo\tBarsovo\t\t48.60\t38.00\tP\tPPL\tUA\t\t11\t\t\t\t73000\t\t1\tx\t2020-01-01",
    ]
    [answer] = resolve_in(tmp_path, {"c.txt": rows}, "Barsovo")
    assert answer.place is not None
    assert (answer.place.name, answer.latitude) == ("Barsovo", 48.60)
    assert len(answer.candidates) == 1


def outlines(*named: tuple[str, float, float]) -> str:
    """Return squares of a degree around points, as a publisher of outlines has them, with ids of its own list."""
    features = [
        {
            "type": "Feature",
            "properties": {"wof_id": number, "placetype": placetype, "name": name, "country": "UA"},
            "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]},
        }
        for number, (name, x, y) in enumerate(named, start=1)
        for placetype in ["county" if name.startswith("Little") else "region"]
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize("name", ["Orland", "Little Orland district"])
def test_a_division_of_a_list_is_no_rival_of_its_outline(tmp_path: Path, name: str) -> None:
    listed = [
        "101000011\tOrland\tOrland\t\t48.20\t37.10\tA\tADM1\tUA\t\t77\t\t\t\t0\t\t1\tx\t2020-01-01",
        "101000012\tLittle Orland\tLittle Orland\t\t48.90\t37.90\tA\tADM2\tUA\t\t77\t78\t\t\t0\t\t1\tx\t2020-01-01",
        "101000013\tLittle Orland\tLittle Orland\t\t50.90\t30.10\tP\tPPL\tUA\t\t13\t14\t\t\t60000\t\t1\tx\t2020-01-01",
    ]
    files = [dumps.write_txt(tmp_path / "wof-UA.txt", dumps.text(listed)), tmp_path / "areas-UA.geojson"]
    files[1].write_text(outlines(("Orland", 37, 48), ("Little Orland", 37.5, 48.5)), encoding="utf-8")
    with Gazetteer.open(shipped=False, towns=False, dumps=files, cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query(name, "UA")])
    assert answer.place is not None
    assert answer.place.feature_class == "A"
    assert answer.radius_km is not None, "the outline tells how far it reaches"


def test_the_name_of_a_district_or_lake_is_not_that_of_a_town_in_it(tmp_path: Path) -> None:
    """Lists give towns the names of what they lie in, and districts those of what lies beside them."""
    listed = [
        "101000021\tSivets\tSivets\tBarsov raion\t48.84\t38.09\tP\tPPL\tUA\t\t05\t\t\t\t0\t\t1\tx\t2020-01-01",
        "101000022\tKuka\tKuka\tLake Orland\t48.20\t37.10\tA\tADM2\tUA\t\t05\t06\t\t\t0\t\t1\tx\t2020-01-01",
        "101000023\tLake Town\tLake Town\tTown Lake\t48.70\t38.90\tP\tPPL\tUA\t\t05\t\t\t\t0\t\t1\tx\t2020-01-01",
    ]
    answers = resolve_in(tmp_path, {"wof-UA.txt": listed}, "Barsov raion", "Lake Orland", "Lake Town")
    assert [answer.status for answer in answers] == ["not_found", "not_found", "resolved"]
