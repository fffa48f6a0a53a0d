"""Servers that mean harm: each is answered in a sentence within the time that was given, and nothing of it is kept."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from gazetteer import GazetteerError, OnlineError, OnlineGeocoder, add_country

from . import dumps
from .server import Answer, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

SECONDS = 0.4
ENDLESS = {"Content-Length": str(10**12)}
HTML = b"<!DOCTYPE html><html><body>Please log in</body></html>"


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("ML.txt", "w") as member:
        for _ in range(80):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


DUMPS = {
    "endless": (Answer(body=bytes(1 << 20), headers=ENDLESS, drip=0.0), "far larger than a dump"),
    "slow": (Answer(body=b"x", headers=ENDLESS, drip=0.1), "too slowly|within 0.4 seconds"),
    "silent": (Answer(body=b"x", headers=ENDLESS, drip=9.0), "within 0.4 seconds"),
    "to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "another host|answered 302"),
    "to another host": (Answer(status=302, headers={"Location": "http://localhost:9/ML.zip"}), "another host"),
    "to ftp": (Answer(status=301, headers={"Location": "ftp://127.0.0.1/ML.zip"}), "another host|answered 301"),
    "in a circle": (Answer(status=302, headers={"Location": "/ML.zip"}), "answered 302"),
    "too short": (Answer(body=b"PK", promise=500), "broke off after 2 of 500"),
    "no length": (Answer(body=HTML, headers={"Content-Length": "many"}), "ML.zip"),
    "less than none": (Answer(body=HTML, headers={"Content-Length": "-5"}), "ML.zip"),
    "a page": (Answer(body=HTML), "ML.zip"),
    "a bomb": (Answer(body=bomb()), "unpacks to more than"),
    "a strange mark": (Answer(body=HTML, headers={"ETag": "\xe9\xff" * 99}), "ML.zip"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_of_an_evil_server_is_refused_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answer, reason = DUMPS[name]
    monkeypatch.setattr("gazetteer.sources.download._MOST_BYTES", 8 << 20)
    monkeypatch.setattr("gazetteer.sources.download.download_dump.__kwdefaults__", {
        "server": "", "progress": None, "timeout": SECONDS
    })  # fmt: skip
    start = time.monotonic()
    with serving(*[answer] * 12) as server, pytest.raises(GazetteerError, match=reason) as refused:
        add_country("ML", cache_dir=tmp_path, server=f"http://{server.address}/")
    assert time.monotonic() - start < 8
    assert str(refused.value).isprintable()
    kept = [path for path in (tmp_path / "added").glob("*") if path.is_file()]
    assert kept == []
    assert not list(tmp_path.rglob("*.index"))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 1 << 20


def test_after_an_evil_answer_a_good_one_is_taken(tmp_path: Path) -> None:
    good = dumps.write_zip(tmp_path / "packed.zip").read_bytes()
    with serving(Answer(body=HTML), Answer(body=good)) as server:
        with pytest.raises(GazetteerError):
            add_country("ML", cache_dir=tmp_path, server=f"http://{server.address}/")
        assert add_country("ML", cache_dir=tmp_path, server=f"http://{server.address}/").name == "geonames-ML"


PLACE = {"osm_type": "node", "osm_id": 42, "lat": "19", "lon": "1", "name": "X", "display_name": "X", "address": {}}


def body(**other: object) -> bytes:
    return json.dumps([PLACE | other]).encode()


NOMINATIM = {
    "endless": Answer(body=b"[" * (1 << 18), headers=ENDLESS, drip=0.0),
    "slow": Answer(body=b"[", headers=ENDLESS, drip=0.1),
    "to another host": Answer(status=302, headers={"Location": "http://localhost:9/search"}),
    "to a file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    "a page": Answer(body=HTML),
    "deep": Answer(body=b"[" * 100_000),
    "no list": Answer(body=b"7"),
    "no place": Answer(body=b'[{"a": 1}]'),
    "an unknown encoding": Answer(body=body(), headers={"Content-Type": "text/plain; charset=no-such"}),
    "outside the world": Answer(body=body(lat="91")),
    "no number": Answer(body=body(lon="nan")),
    "endless number": Answer(body=body(osm_id="9" * 9999)),
    "names that are none": Answer(body=body(name=None, display_name=None)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", NOMINATIM)
def test_an_evil_nominatim_is_a_sentence_in_time(tmp_path: Path, name: str) -> None:
    start = time.monotonic()
    with serving(*[NOMINATIM[name]] * 12) as server:
        online = OnlineGeocoder(cache_dir=tmp_path, domain=server.address, scheme="http", timeout=SECONDS, delay=0)
        with pytest.raises(OnlineError) as refused:
            online.find("Anywhere")
    assert time.monotonic() - start < 5
    assert len(str(refused.value)) < 1000
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_damaged_answer_on_disk_is_asked_anew(tmp_path: Path) -> None:
    with serving(Answer(body=body()), Answer(body=body())) as server:
        online = OnlineGeocoder(cache_dir=tmp_path, domain=server.address, scheme="http", timeout=5, delay=0)
        first = online.find("Anywhere")
        (kept,) = (tmp_path / "online").iterdir()
        for damaged in ("", "{", "[1]", '[{"id": 1}]'):
            kept.write_text(damaged)
            server.answers[:] = [Answer(body=body())]
            assert online.find("Anywhere") == first
