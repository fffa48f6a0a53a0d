"""No command reaches the network but the two that were asked to, and those only the host that was asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gazetteer import dumps
from tests.program import commands
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.posix]

ROOT = Path(__file__).parents[2]
GUARDED = """
import json, os, sys
from tests.program import be_the_program, import_all
commands, log = json.loads(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
REACHES = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
def guard(event, arguments):
    if event in REACHES:
        host = arguments[0] if event != "socket.connect" else arguments[1]
        os.write(log, (json.dumps([event, str(host)]) + chr(10)).encode())
        raise OSError("no network here")
sys.addaudithook(guard)
import_all()
for command in commands:
    child = os.fork()
    if not child:
        be_the_program(command)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), *command, flush=True)
"""
ROWS = """event_id,event_date,place,country,actor1,source,source_url,media_url,notes
a,2025-06-01,Nowhere-at-all,ML,JNIM,Radio,https://example.org/a,https://example.org/a.png,see http://example.org/
b,2025-06-02,Gao,ML,FAMa,Radio,ftp://example.org/b,//example.org/b.png,<img src=http://example.org/c>
"""
SUFFIXES = (".csv", ".geojson", ".gpkg", ".parquet", ".kml", ".qgz", ".fgb", ".pmtiles", "")
OFFLINE = [
    "example example", "init new", "map events.csv -o map.html",
    "map events.csv --tiles OpenStreetMap.Mapnik -o tiles.html",
    *(f"export events.csv -o events{suffix}" for suffix in SUFFIXES),
    "list events.csv --json", "summary events.csv --json", "actors events.csv",
    "check events.csv --html check.html", "check new --lock",
    "place Gao Nowhere-at-all", "place --batch names.csv", "gazetteer add ML.txt", "gazetteer list", "gazetteer info",
    "gazetteer remove geonames-ML",
]  # fmt: skip
ONLINE = {
    "place Nowhere-at-all --online": "nominatim.openstreetmap.org",
    "gazetteer add --country ML": "download.geonames.org",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "events.csv").write_text(ROWS)
    (tmp_path / "names.csv").write_text("name,country\nGao,ML\n")
    dumps.write_txt(tmp_path / "ML.txt")
    return tmp_path


def guarded(folder: Path, lines: list[str], cache: Path) -> tuple[dict[str, int], list[list[str]]]:
    """Run the commands where connections fail; return the exit codes, and what was tried to reach."""
    log = folder / "log"
    log.write_text("")
    environment = {**os.environ, "CONFLICT_MAPPER_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    arguments = json.dumps([line.split() for line in lines])
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, arguments, log], capture_output=True, check=True, cwd=folder,
        env=environment, text=True, timeout=500,
    )  # fmt: skip
    answers = [line.split(" ", 1) for line in done.stdout.splitlines() if line.split(" ", 1)[-1] in lines]
    assert "Traceback" not in done.stderr
    return {line: int(code) for code, line in answers}, [json.loads(line) for line in log.read_text().splitlines()]


def test_no_command_reaches_the_network(folder: Path, gazetteer_cache: Path) -> None:
    codes, reached = guarded(folder, OFFLINE, gazetteer_cache)
    assert reached == []
    assert codes == dict.fromkeys(OFFLINE, 0)


def test_every_command_is_tried() -> None:
    tried = {line.split(" ")[0] for line in OFFLINE} | {" ".join(line.split(" ")[:2]) for line in OFFLINE}
    assert {name for name in commands() if name} - tried <= {"draft"}  # which needs an extra, and is tested apart


def test_what_is_asked_to_go_online_reaches_that_host_alone(folder: Path, gazetteer_cache: Path) -> None:
    codes, reached = guarded(folder, [*ONLINE][: sample(1, soak=2)], gazetteer_cache)
    assert {host for event, host in reached if event == "socket.getaddrinfo"} <= {*ONLINE.values()}
    assert reached
    assert all(code in (0, 1) for code in codes.values())
