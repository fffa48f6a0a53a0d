"""FlatGeobuf and PMTiles: each event is in the file or in the table beside it, and the highest zoom has all of them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles

import mapper
from mapper.exports import LimitWarning, write
from mapper.exports.gpkg import Rows
from mapper.exports.pmtiles import first_zooms
from tests.export.dossiers import GAO, KIDAL, dossier, event, sahel

SAME_PLACE = 300
AT_THE_EDGES = {"east": (180.0, 1.0), "west": (-180.0, 1.0), "north": (0.0, 85.051128), "corner": (0.0, 0.0)}
AT_THE_POLES = {"pole": (0.0, 90.0), "near": (7.0, -85.1)}


def events_at(zoom: int, file: Path) -> list[str]:
    return sorted({*pyogrio.read_dataframe(file, ZOOM_LEVEL=zoom, read_geometry=False)["event_id"]})


def metadata(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        found: dict[str, Any] = Reader(MmapSource(opened)).metadata()
        return found


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Hundreds of events at one point, some at the edges of the world's square, two beyond, one without a point."""
    rows = [event(f"k-{n}", "2025-06-12", at=KIDAL, place="Kidal", notes="x" * 5000) for n in range(SAME_PLACE)]
    rows += [event(name, "2025-06-12", at=at, place=name) for name, at in (AT_THE_EDGES | AT_THE_POLES).items()]
    rows += [event("nowhere", "2025-06-12", place="Nowhere")]
    with pytest.warns(LimitWarning) as said:
        rest, target = write(dossier(rows), tmp_path_factory.mktemp("tiles") / "events.pmtiles")
    assert [str(one.message) for one in said] == [
        "3 of 307 rows have no point that tiles can hold; they are in events_not_in_tiles.csv",
        "zoom 10 of the tiles has all 304 rows with a point; below it, one stands for those within 1/32 of a tile",
    ]
    return rest, target


def test_the_highest_zoom_has_all_that_tiles_can_hold_and_a_table_the_rest(tiles: tuple[Path, Path]) -> None:
    rest, target = tiles
    assert events_at(10, target) == sorted([*(f"k-{n}" for n in range(SAME_PLACE)), *AT_THE_EDGES])
    assert pd.read_csv(rest)["event_id"].tolist() == [*AT_THE_POLES, "nowhere"]
    assert mapper.read(rest).events["event_id"].tolist() == [*AT_THE_POLES, "nowhere"]


@pytest.mark.parametrize("zoom", [0, 5, 9])
def test_below_it_one_stands_for_those_of_a_place(tiles: tuple[Path, Path], zoom: int) -> None:
    assert events_at(zoom, tiles[1]) == sorted(["k-0", *AT_THE_EDGES])


def test_a_tile_has_as_many_columns_as_other_exports(tiles: tuple[Path, Path], tmp_path: Path) -> None:
    rest, target = tiles
    (layer,) = metadata(target)["vector_layers"]
    assert {*layer["fields"]} == {*pd.read_csv(rest).columns}
    with target.open("rb") as opened:
        header = Reader(MmapSource(opened)).header()
        zooms = {zoom for (zoom, _, _), _ in all_tiles(MmapSource(opened))}
    assert (header["min_zoom"], header["max_zoom"], zooms) == (0, 10, {*range(11)})


@pytest.mark.filterwarnings("ignore::mapper.exports.LimitWarning")
def test_tiles_say_what_they_hold_and_whom_to_credit_and_no_markup(tmp_path: Path) -> None:
    marked = sahel().replace(attributions=("<img src=x onerror=alert(1)> & Co",))
    found = metadata(write(marked, tmp_path / "a.pmtiles")[-1])
    assert found["attribution"] == "&lt;img src=x onerror=alert(1)&gt; &amp; Co"
    assert found["description"].startswith("7 events, 2 recorded claims, 2 sources cited.")
    assert "below it, one stands for those within 1/32 of a tile" in found["description"]
    french = metadata(write(sahel(), tmp_path / "b.pmtiles", language="fr")[-1])
    assert french["description"].startswith("7 événements")
    assert "au-dessous, un seul" in french["description"]


def test_no_event_is_still_a_file_that_opens(tmp_path: Path) -> None:
    rest, target = write(dossier([]), tmp_path / "a.pmtiles")
    assert len(pyogrio.read_dataframe(target)) == len(pd.read_csv(rest)) == 0


def test_what_a_zoom_has_those_above_it_have_too() -> None:
    points = pd.DataFrame({"x": range(-170, 180, 7), "y": [n % 80 for n in range(50)]}).astype(float)
    zooms = first_zooms(Rows(points["x"].to_numpy(), points["y"].to_numpy(), 0))
    assert zooms[0] == 0
    assert zooms.max() < 10  # so far apart are all


def node_size(file: Path) -> int:
    """What the header of a FlatGeobuf says of its index: 0 for none (a field of the flat buffer, its tenth)."""
    data = file.read_bytes()
    table = 12 + struct.unpack_from("<I", data, 12)[0]
    fields = table - struct.unpack_from("<i", data, table)[0]
    offset = struct.unpack_from("<H", data, fields + 4 + 2 * 9)[0]
    return int(struct.unpack_from("<H", data, table + offset)[0]) if offset else 16


def test_flatgeobuf_has_an_index_where_each_event_has_a_point(tmp_path: Path) -> None:
    placed = [event("a", "2025-06-12", at=KIDAL, place="Kidal"), event("b", "2025-06-13", at=GAO, place="Gao")]
    (*_, indexed) = write(dossier(placed), tmp_path / "a.fgb")
    assert node_size(indexed) == 16
    (*_, without) = write(dossier([*placed, event("c", "2025-06-13", place="Nowhere")]), tmp_path / "b.fgb")
    assert node_size(without) == 0
    assert sorted(pyogrio.read_dataframe(without, use_arrow=False)["event_id"]) == ["a", "b", "c"]
