"""Whoever is killed while single events are written leaves the older page with its own events, or the new one with its
own: no page names events that are not there, or not its.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mapper.cube.singles import parts
from tests.cube.parts import write_parts
from tests.program import run
from tests.security.dying import deaths
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.posix]

RENAMES = [f"rename:{number}" for number in range(1, 8)]
"""Each is before something moves: kept counts, two parts, the index, their folder, the page, the older events."""
MOMENTS = [*RENAMES, *sample(["0.3", "0.6", "0.9"], soak=[f"{number / 50:.2f}" for number in range(1, 50)])]


def draw(source: Path, page: Path) -> list[str]:
    return ["map", str(source), "--engine", "files", "--details", "details", "-o", str(page)]


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}


def of_events(files: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in files.items() if name.startswith("details/")}


def test_a_page_has_its_own_events_whenever_the_next_run_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_PART", 40)
    monkeypatch.setattr(parts, "_GROUP", 20)
    site = tmp_path / "site"
    for name in ("acled", "ucdp"):
        (tmp_path / name).mkdir()
        write_parts(tmp_path / name, name, 60, 1)
    assert run(*draw(tmp_path / "acled" / "acled.csv", site / "map.html")).returncode == 0
    old = digests(site)
    *killed, last = deaths(site, MOMENTS, draw(tmp_path / "ucdp" / "ucdp.csv", site / "map.html"), {})
    assert last.code == 0
    assert sum(death.code < 0 for death in killed) >= len(RENAMES)
    assert last.files == {"map.html": last.files["map.html"], **of_events(last.files)}, "something is left behind"
    assert len(of_events(last.files)) == len(of_events(old)) == 3
    assert of_events(last.files).items().isdisjoint(of_events(old).items())
    assert {death.files["map.html"] for death in killed} == {old["map.html"], last.files["map.html"]}
    for death in killed:
        whole = old if death.files["map.html"] == old["map.html"] else last.files
        assert of_events(whole).items() <= death.files.items(), death.when
