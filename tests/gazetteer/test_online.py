"""Nominatim, spoken to over real HTTP on this machine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gazetteer import Gazetteer, OnlineError, OnlineGeocoder, Query, QuotaExceededError, Resolution

from .server import Answer, Server, serving

pytestmark = pytest.mark.enable_socket


def place(name: str = "Anoumalane", **other: Any) -> dict[str, Any]:
    return {
        "osm_type": "node", "osm_id": 42, "lat": "19.1", "lon": "0.9", "class": "place", "type": "village",
        "name": name, "display_name": f"{name}, Kidal, Mali", "address": {"country_code": "ml", "state": "Kidal"},
        **other,
    }  # fmt: skip


def says(*places: dict[str, Any], **other: Any) -> Answer:
    return Answer(body=json.dumps(places).encode(), headers={"Content-Type": "application/json"}, **other)


def geocoder(server: Server, cache: Path, *, timeout: float = 5.0, delay: float = 0.0) -> OnlineGeocoder:
    return OnlineGeocoder(cache_dir=cache, domain=server.address, scheme="http", timeout=timeout, delay=delay)


def test_only_unknown_names_are_asked_and_once(tmp_path: Path) -> None:
    queries = [Query("Kidal", "ML"), Query("near Anoumalane", "ML"), Query("Anoumalane", "ML")]
    with serving(says(place())) as server:
        for _ in range(2):
            with Gazetteer.open(towns=False, cache_dir=tmp_path, online=geocoder(server, tmp_path)) as places:
                answers, sources = places.resolve(queries), places.sources()
            known, near, at = answers
            check_found(known, near, at)
            assert (sources[-1].name, sources[-1].licence) == ("online", "ODbL")
        [(path, headers)] = server.asked
    asked = parse_qs(urlsplit(path).query)
    assert (asked["q"], asked["countrycodes"]) == (["Anoumalane"], ["ml"])
    assert headers["User-Agent"] == "conflict-event-mapper gazetteer"


def check_found(known: Resolution, near: Resolution, at: Resolution) -> None:
    assert [answer.status for answer in (known, near, at)] == ["resolved"] * 3
    assert near.place == at.place
    assert at.place is not None
    assert (at.place.place_id, at.place.country, at.place.admin1) == ("online:node/42", "ML", "Kidal")
    assert "OpenStreetMap contributors" in at.place.source


def test_an_empty_answer_is_kept_and_stays_not_found(tmp_path: Path) -> None:
    with serving(says()) as server:
        for _ in range(2):
            with Gazetteer.open(
                shipped=False, towns=False, cache_dir=tmp_path, online=geocoder(server, tmp_path)
            ) as places:
                assert places.resolve([Query("Blorgistan")])[0].status == "not_found"
        assert len(server.asked) == 1


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    with serving(says(), says(), says()) as server:
        online = geocoder(server, tmp_path, delay=0.2)
        start = time.monotonic()
        for name in ("a", "b", "c"):
            online.find(name)
        assert time.monotonic() - start >= 0.4


def test_too_many_requests_say_when_to_come_back(tmp_path: Path) -> None:
    wait = Answer(status=429, headers={"Retry-After": "30"})
    with serving(wait) as server, pytest.raises(QuotaExceededError, match="in 30 seconds") as caught:
        geocoder(server, tmp_path).find("Kidal")
    assert caught.value.retry_after == 30
    assert not list(tmp_path.rglob("*.json"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=500), "127.0.0.1:[0-9]+: .*500"),
        (Answer(status=403), "127.0.0.1:[0-9]+: .*403"),
        (Answer(body=b"<html>busy</html>"), "127.0.0.1:[0-9]+: "),
        (says({"nonsense": 1}), "no place"),
        (says(place(lat="north")), "no place"),
        (says(place(), wait=1.0), "no answer within 0.2 seconds"),
    ],
)
def test_errors_and_slowness_are_one_sentence(tmp_path: Path, answer: Answer, reason: str) -> None:
    with serving(answer) as server, pytest.raises(OnlineError, match=reason):
        geocoder(server, tmp_path, timeout=0.2).find("Kidal")
    assert not list(tmp_path.rglob("*.json"))


def test_no_server_is_said_so(tmp_path: Path) -> None:
    with serving() as server:
        gone = server
    with pytest.raises(OnlineError, match="refused"):
        geocoder(gone, tmp_path).find("Kidal")
