"""What all tests share: the example dossier, the program, an index of places, a real browser and QGIS."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from gazetteer.index.cache import CACHE_VARIABLE
from tests import machine, places, program, shared
from tests.soak import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from mapper.model.dossier import Dossier

ROOT = Path(__file__).parent.parent
TRIALS = frozenset({"cube", "differential", "docs", "fuzz", "security"})
"""The folders of tests that put the whole program to the test: with faults, clusters, random filters, its documents."""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to start its sandbox as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",  # pages of its own for an address bar nobody sees
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host has an address: no request leaves
]

# Each run tries the same examples, however busy the machine is; `make fuzz` looks for new ones.
hypothesis.settings.register_profile(
    "tests",
    deadline=None,
    derandomize=True,
    max_examples=sample(40, soak=2000),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("tests")

Finished = subprocess.CompletedProcess[str]
RunMapper = Callable[..., Finished]
Listed = Callable[..., dict[str, Any]]


def pytest_configure(config: pytest.Config) -> None:
    """Give this process, its doctests and the programs it starts a cache folder with the indexes in it.

    The indexes are built once, before pytest-xdist starts its workers, and kept for later runs.
    """
    machine.give_playwright_our_node()
    indexes = places.indexes(config.rootpath)
    folder = tempfile.TemporaryDirectory(prefix="mapper-tests-")
    places.link(indexes, Path(folder.name))
    patch = pytest.MonkeyPatch()
    patch.setenv(CACHE_VARIABLE, folder.name)
    patch.setenv("_TYPER_FORCE_DISABLE_TERMINAL", "1")  # hosted CI makes Typer colour its help, in pipes too
    config.pluginmanager.register(shared.SharedInDoctests())
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(patch.undo)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the trials, and what tries made-up inputs as a test that `make soak` runs with many more of them."""
    if not TRIALS.isdisjoint(item.path.parent.parts) or "run_mapper" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.trial)
    if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker(pytest.mark.soak)


@pytest.hookimpl(trylast=True)  # after -m and -k: where none of these tests is asked for, nothing is looked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, with the reason, what this machine cannot test; in CI those tests run and fail."""
    for item in items:
        if sys.platform == "win32" and item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason="needs what Windows lacks"))
    if machine.everything_required():
        return
    for marker, find, reason in (
        ("browser", machine.chromium, machine.NO_BROWSER),
        ("qgis", machine.qgis_python, machine.NO_QGIS),
    ):
        marked = [item for item in items if item.get_closest_marker(marker)]
        if marked and find() is None:
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what stays to the end: a twelfth of the time of all tests went there."""
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    """The example dossier."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def gazetteer_cache() -> Path:
    """The cache folder of this process: it holds the indexes of the shipped places and of the world's towns."""
    return Path(os.environ[CACHE_VARIABLE])


@pytest.fixture(scope="session")
def run_mapper() -> RunMapper:
    """The program, run in this process: ``run_mapper("list", "--json", cwd=folder)``.

    ``stdin`` is the text it reads; further keyword arguments are added to its environment.
    """
    return program.run


@pytest.fixture(scope="session")
def example() -> Dossier:
    """The example dossier, read once for all tests that do not test its reading."""
    return shared.example()


@pytest.fixture
def seeds_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program reads the example dossier once for all tests that ask for this: they test what follows."""
    shared.share(monkeypatch)


@pytest.fixture(scope="session")
def listed(run_mapper: RunMapper) -> Listed:
    """The events of the example dossier that filters leave: ``listed("--actor", "JNIM")``, by their id."""

    @cache
    def listed(*arguments: str) -> dict[str, Any]:
        done = run_mapper("list", "seeds", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return {event["event_id"]: event for event in json.loads(done.stdout)}

    return listed


@pytest.fixture(scope="session")
def start_mapper() -> RunMapper:
    """The installed program in a process of its own, called as ``run_mapper`` is: a second slower."""
    return program.start


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
    assert path, machine.NO_QGIS
    return path
