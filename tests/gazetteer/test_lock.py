from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Place, Query, Resolution, TableError, read_lock, write_lock
from gazetteer.lock import LOCK_COLUMNS


@pytest.fixture
def written(tmp_path: Path, gazetteer_cache: Path) -> Path:
    names = ["Kidal", "Moura", "20 km south of Gao", "northern Mali", "Kidal region", "between Gao and Kidal", "Gao"]
    with Gazetteer.open(towns=False, cache_dir=gazetteer_cache) as places:
        answers = places.resolve([Query(name, "ML") for name in names] + [Query("Nowhere"), Query("Gao", "ML")])
        assert write_lock(tmp_path / "resolved.csv", answers, places.sources()) == len(names)
    return tmp_path / "resolved.csv"


def test_what_is_locked_comes_back(written: Path, gazetteer_cache: Path) -> None:
    locked = read_lock(written)
    with Gazetteer.open(towns=False, cache_dir=gazetteer_cache) as places:
        for query, answer in locked.items():
            [fresh] = places.resolve([query])
            assert answer.place is not None
            assert fresh.place is not None
            assert (answer.latitude, answer.longitude) == (fresh.latitude, fresh.longitude)
            assert (answer.relation, answer.geo_precision) == (fresh.relation, fresh.geo_precision)
            assert (answer.place.place_id, answer.radius_km) == (fresh.place.place_id, fresh.radius_km)
    assert Query("Nowhere") not in locked


def test_a_lock_is_the_same_bytes_again_and_names_its_sources(written: Path, gazetteer_cache: Path) -> None:
    before = written.read_bytes()
    with Gazetteer.open(towns=False, cache_dir=gazetteer_cache) as places:
        write_lock(written, list(read_lock(written).values())[::-1], places.sources())
    assert written.read_bytes() == before
    assert b",shipped,2026-11," in before


def test_faults_of_a_lock_are_named_together(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(text.replace(",at,1,", ",beside,1,").replace("19.4,1.2", "199.4,1.2"), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_lock(written)
    assert {fault.field for fault in caught.value.faults} == {"relation", "latitude", "place_latitude"}


def test_a_lock_tells_the_third_division_and_may_lack_it(tmp_path: Path) -> None:
    path = tmp_path / "resolved.csv"
    asked = Query("Tessit", "ML", "Gao", "Ansongo", admin3="Tessit")
    write_lock(path, [Resolution(asked, "resolved", Place("user:1", "Tessit"), 1.0, relation="at")], ())
    assert list(read_lock(path)) == [asked]
    path.write_text(path.read_text("utf-8").replace("admin2,admin3,", "admin2,").replace("Ansongo,Tessit,", "Ansongo,"))
    assert list(read_lock(path)) == [replace(asked, admin3="")]


def test_a_lock_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "resolved.csv").write_text("toponym,place\nGao,Gao\n")
    with pytest.raises(TableError, match="mapper check --lock"):
        read_lock(tmp_path / "resolved.csv")
    (tmp_path / "resolved.csv").write_text(",".join(LOCK_COLUMNS) + "\n")
    assert read_lock(tmp_path / "resolved.csv") == {}
