"""What all tests share: the example dossier, the real program, a real browser and QGIS."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to start its sandbox as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no host has an address: no request leaves
]

Finished = subprocess.CompletedProcess[str]
RunMapper = Callable[..., Finished]

_left_out: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Give this run, its doctests and the programs it starts a cache folder of their own."""
    machine.chromium()  # found first: Playwright looks for its browser in the user's cache
    folder = tempfile.TemporaryDirectory(prefix="mapper-tests-")
    patch = pytest.MonkeyPatch()
    patch.setenv("HOME" if sys.platform == "darwin" else "XDG_CACHE_HOME", folder.name)
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(patch.undo)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and name at the end, the QGIS tests on a machine without QGIS; in CI they run and fail."""
    if machine.everything_required() or not any(item.get_closest_marker("qgis") for item in items):
        return
    if machine.qgis_python() is not None:
        return
    left_out = [item for item in items if item.get_closest_marker("qgis")]
    _left_out.extend(item.nodeid for item in left_out)
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _left_out:
        terminalreporter.section("left out: this machine has no QGIS (python3-qgis, gdal-bin)")
        for name in _left_out:
            terminalreporter.write_line(name)


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    """The example dossier."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def run_mapper() -> RunMapper:
    """The installed program in a process of its own: ``run_mapper("list", "--json", cwd=folder)``.

    ``stdin`` is the text it reads; further keyword arguments are added to its environment.
    """
    program = Path(sys.executable).with_name("mapper")
    assert program.is_file(), f"{program} is missing: run `make map`"

    def run(*arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Finished:
        return subprocess.run(
            [program, *map(str, arguments)],
            check=False,
            capture_output=True,
            cwd=cwd,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **env},
            input=stdin,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium without a network; each test opens its own page with ``chromium.new_page()``."""
    from playwright.sync_api import sync_playwright

    path = machine.chromium()
    assert path, machine.NO_BROWSER
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def qgis_python() -> str:
    """Path of a Python that imports ``qgis`` and ``osgeo``; its scripts run in processes of their own."""
    path = machine.qgis_python()
    assert path, "QGIS and GDAL are required here: install python3-qgis, python3-gdal and gdal-bin"
    return path
