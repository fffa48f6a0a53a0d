from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import DownloadError, DumpError, Gazetteer, Query, UnknownCountryError, add_country, download_dump
from mapper.cli.mistakes import sentence

from . import dumps
from .server import Answer, serving

pytestmark = pytest.mark.enable_socket
MARK = {"ETag": '"one"'}


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    return dumps.write_zip(tmp_path / "packed.zip").read_bytes()


def test_a_dump_arrives_whole_and_tells_its_progress(tmp_path: Path, packed: bytes) -> None:
    seen: list[tuple[int, int | None]] = []
    with serving(Answer(body=packed, headers=MARK)) as server:
        path = download_dump(
            "Mali", tmp_path, server=f"http://{server.address}/", progress=lambda *done: seen.append(done)
        )
        [(asked, headers)] = server.asked
    assert (asked, path.name, path.read_bytes()) == ("/ML.zip", "ML.zip", packed)
    assert "conflict-event-mapper" in headers["User-Agent"]
    assert seen[-1] == (len(packed), len(packed))
    assert sorted(tmp_path.glob("ML*")) == [path]


def test_a_broken_download_goes_on_where_it_broke(tmp_path: Path, packed: bytes) -> None:
    half = len(packed) // 2
    first = Answer(body=packed[:half], headers=MARK, promise=len(packed))
    rest = Answer(status=206, body=packed[half:], headers=MARK)
    with serving(first, rest) as server:
        url = f"http://{server.address}/"
        with pytest.raises(DownloadError, match=rf"broke off after {half:,} of {len(packed):,} bytes"):
            download_dump("ML", tmp_path, server=url)
        assert not (tmp_path / "ML.zip").exists()
        path = download_dump("ML", tmp_path, server=url)
        _path, headers = server.asked[1]
    assert path.read_bytes() == packed
    assert (headers["Range"], headers["If-Range"]) == (f"bytes={half}-", '"one"')


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "ML.zip.part").write_bytes(b"of an older version")
    (tmp_path / "ML.zip.mark").write_text('"zero"')
    with serving(Answer(body=packed, headers=MARK)) as server:
        path = download_dump("ML", tmp_path, server=f"http://{server.address}/")
    assert path.read_bytes() == packed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "answered 404 .there is no dump of this country"),
        (Answer(status=503), "answered 503 .try again later"),
        (Answer(status=416), "has changed on the server"),
        (Answer(wait=1.0), "did not answer within 0.2 seconds"),
    ],
)
def test_what_the_server_says_is_told(tmp_path: Path, answer: Answer, reason: str) -> None:
    with (
        serving(answer) as server,
        pytest.raises(DownloadError, match=reason) as caught,
    ):
        download_dump("ML", tmp_path, server=f"http://{server.address}/", timeout=0.2)
    assert caught.value.url.endswith("/ML.zip")
    assert list(tmp_path.glob("*.zip")) == []


def test_no_network_is_said_so(tmp_path: Path) -> None:
    with serving() as server:
        address = server.address
    with pytest.raises(DownloadError, match="no connection to the server"):
        download_dump("ML", tmp_path, server=f"http://{address}/")


def test_without_a_network_the_program_tells_how_to_go_on(tmp_path: Path) -> None:
    with serving() as server:
        address = server.address
    with pytest.raises(DownloadError) as offline:
        download_dump("ML", tmp_path, server=f"http://{address}/")
    told = sentence(offline.value)
    assert f"http://{address}/ML.zip" in told
    assert told.endswith("give its path: mapper gazetteer add ML.zip")
    with serving(Answer(status=404)) as server, pytest.raises(DownloadError) as missing:
        download_dump("ML", tmp_path, server=f"http://{server.address}/")
    assert "gazetteer add" not in sentence(missing.value)


def test_only_web_addresses_and_countries_are_fetched(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="only http and https"):
        download_dump("ML", tmp_path, server="file:///etc/")
    for country in ("Atlantis", ""):
        with pytest.raises(UnknownCountryError):
            download_dump(country, tmp_path)


def test_a_country_is_fetched_checked_and_added(tmp_path: Path, packed: bytes) -> None:
    with serving(Answer(body=packed, headers=MARK), Answer(body=packed[:-40], headers=MARK)) as server:
        url = f"http://{server.address}/"
        source = add_country("Mali", cache_dir=tmp_path / "cache", server=url)
        assert (source.name, source.count) == ("geonames-ML", 6)
        with pytest.raises(DumpError, match="damaged or cut short"):
            add_country("Mali", cache_dir=tmp_path / "cache", server=url)
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        assert places.resolve([Query("Tombouctou", "ML")])[0].status == "resolved"
