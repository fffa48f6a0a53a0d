"""A base map of the user's own: which of its tiles go into a map, and what is refused."""

import gzip
import struct

import numpy as np
import pytest

import mapper
from mapper.errors import FormatError, ParameterError, SourceError, SourceMissingError
from mapper.render.basemap.archive import Archive
from tests.archives import write_archive

GAO = (-0.0447, 16.2717)
HERE = np.array([GAO])


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return write_archive(
        tmp_path_factory.mktemp("archive") / "gao.pmtiles", GAO, attribution="<b>&copy; Us</b> &amp; them"
    )


def index(data):
    """The rows of zoom, x, y, offset, length, read apart from the code under test, and the tiles after them."""
    (count,) = struct.unpack_from("<I", data)
    rows = [struct.unpack_from("<5I", data, 4 + 20 * row) for row in range(count)]
    return rows, data[4 + 20 * count :]


def test_the_tiles_around_the_events_are_taken_whole(file):
    part = Archive(file).part_around(HERE, max_mb=20)
    rows, tiles = index(part.data)
    assert {zoom for zoom, *_ in rows} == set(range(6, 15))
    assert len(rows) == 9 * 9, "at each zoom the tile of the event and the eight beside it"
    assert part.left_out == ""
    for _, _, _, offset, length in rows:
        assert gzip.decompress(tiles[offset : offset + length])
    assert part.header["layers"] == ["landuse", "water", "boundaries", "roads", "places"]
    assert part.data == Archive(file).part_around(HERE, max_mb=20).data


def test_the_credit_is_the_archives_own_as_plain_text(file, tmp_path):
    assert Archive(file).part_around(HERE, max_mb=20).credit == "© Us & them"
    silent = Archive(write_archive(tmp_path / "a.pmtiles", GAO)).part_around(HERE, max_mb=20).credit
    assert not isinstance(silent, str)
    assert silent.text() == "base map: a.pmtiles, which states no credit"


def test_only_as_many_zooms_as_fit_are_taken_and_a_sentence_says_which(tmp_path):
    noise = np.random.default_rng(1).bytes(40_000)
    large = write_archive(tmp_path / "b.pmtiles", GAO, zooms=(4, 9), padding=noise)
    part = Archive(large).part_around(HERE, max_mb=1)
    assert part.header["maxZoom"] == 7
    assert "of zooms 6 to 9, those up to 7 fit into 1 MB" in part.left_out
    with pytest.raises(ParameterError, match="zoom 6 of the base map does not fit"):
        Archive(write_archive(tmp_path / "c.pmtiles", GAO, padding=noise * 3)).part_around(HERE, max_mb=1)


def test_an_archive_of_another_country_is_refused(file):
    with pytest.raises(FormatError, match="has no tiles where the events are"):
        Archive(file).part_around(np.array([[120.0, 40.0]]), max_mb=20)


def test_both_sides_of_the_180th_meridian_are_taken(tmp_path):
    file = write_archive(tmp_path / "a.pmtiles", (179.99, 52.0), zooms=(6, 6))
    assert len(index(Archive(file).part_around(np.array([[-179.99, 52.0]]), max_mb=20).data)[0]) == 6


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no PMTiles archive"),
        (b"PK\x03\x04" + b"\0" * 200, "no PMTiles archive"),
        (b"PMTiles\x03" + b"\xff" * 119, "no PMTiles archive"),
        (b"PMTiles\x02" + b"\0" * 200, "no PMTiles archive"),
        (b"PMTiles\x03" + b"\0" * 119, "browsers cannot draw its tiles"),
    ],
)
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path, content, said):
    (tmp_path / "a.pmtiles").write_bytes(content)
    with pytest.raises(FormatError, match=said):
        Archive(tmp_path / "a.pmtiles")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(SourceMissingError, match="no such base map"):
        Archive(tmp_path / "nowhere.pmtiles")
    with pytest.raises(SourceError, match="not read as a base map"):
        Archive(tmp_path)


@pytest.mark.parametrize("kept", [130, 300, 0.5, 0.99])
def test_an_archive_that_is_cut_short_is_refused(file, tmp_path, kept):
    whole = file.read_bytes()
    (tmp_path / "a.pmtiles").write_bytes(whole[: int(kept if kept > 1 else kept * len(whole))])
    with pytest.raises(FormatError, match="damaged or cut short"):
        Archive(tmp_path / "a.pmtiles").part_around(HERE, max_mb=20)


def test_an_index_that_unpacks_to_gigabytes_is_refused(file, tmp_path):
    whole = bytearray(file.read_bytes())
    bomb = gzip.compress(bytes(1 << 27))
    whole[8:24] = struct.pack("<QQ", len(whole), len(bomb))
    (tmp_path / "a.pmtiles").write_bytes(bytes(whole) + bomb)
    with pytest.raises(FormatError, match="damaged"):
        Archive(tmp_path / "a.pmtiles").part_around(HERE, max_mb=20)


@pytest.mark.slow
def test_a_map_has_it_only_where_it_was_asked_for_and_no_online_tiles_beside_it(example, file):
    dossier = mapper.filter(example, place=["Gao"])
    assert 'id="mapper-archive"' in mapper.map_html(dossier, basemap=file)
    assert 'id="mapper-archive"' not in mapper.map_html(dossier)
    with pytest.raises(ParameterError, match="either"):
        mapper.map_html(dossier, basemap=file, tiles="OpenStreetMap.Mapnik")
