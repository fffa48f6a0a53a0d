"""What the checks need of the machine beyond Python: a Chromium, and QGIS with GDAL; in CI on Debian a Firefox too.

``python -m tests.machine --install-browser`` makes sure of the first, for ``make test``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from hatch_build import node_and_npm

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
QGIS_PYTHONS = ("/usr/bin/python3", "/Applications/QGIS.app/Contents/MacOS/bin/python3")

NO_BROWSER = (
    "No Chromium that starts was found: install Chromium or Chrome, or name one that starts with "
    "MAPPER_CHROMIUM=/path/to/chromium."
)
NO_FIREFOX = "No Firefox was found: install one (firefox-esr), or name one with MAPPER_FIREFOX=/path/to/firefox."
NO_QGIS = "No QGIS with GDAL was found: install qgis, python3-gdal and gdal-bin."


def give_playwright_our_node() -> None:
    """Have Playwright run with the project's Node: its own wants libatomic.so.1, which a bare Debian lacks."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_and_npm()[0]))


def everything_required() -> bool:
    """Whether a check that this machine cannot do is an error (as in CI) rather than named and left out."""
    return os.environ.get("MAPPER_REQUIRE_ALL", "") not in ("", "0")


@cache
def chromium() -> str | None:
    """Path of a Chromium that starts: ``MAPPER_CHROMIUM``, the system's, or the one Playwright downloaded."""
    named = os.environ.get("MAPPER_CHROMIUM")
    found = _first_of((named,) if named else BROWSERS)
    return found or (None if named else _playwright_chromium())


@cache
def firefox() -> str | None:
    """Path of a Firefox that starts: ``MAPPER_FIREFOX`` or the system's. One file of tests opens the page in it too."""
    named = os.environ.get("MAPPER_FIREFOX")
    return _first_of((named,) if named else ("firefox-esr", "firefox"))


def firefox_required() -> bool:
    """Whether a missing Firefox is an error: where everything is required, on Debian; Ubuntu's apt has it as a snap."""
    return everything_required() and _is_debian()


def _first_of(browsers: tuple[str, ...]) -> str | None:
    """Path of the first that starts; no snap, which sees neither /tmp nor hidden folders, hence no page of a test."""
    for browser in browsers:
        path = shutil.which(browser)
        if path and not Path(path).resolve().is_relative_to("/snap") and _starts(path):
            return path
    return None


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() and _starts(path) else None


def _starts(path: str) -> bool:
    return _succeeds([path, "--version"])


def _succeeds(command: list[str], *, show: bool = False) -> bool:
    output = None if show else subprocess.DEVNULL
    try:
        return subprocess.run(command, check=False, stdout=output, stderr=output).returncode == 0
    except OSError:
        return False


@cache
def qgis_python() -> str | None:
    """Path of a Python that imports QGIS and GDAL: ``MAPPER_QGIS_PYTHON`` or the system's."""
    if not shutil.which("ogrinfo"):
        return None
    named = os.environ.get("MAPPER_QGIS_PYTHON")
    for candidate in (named,) if named else QGIS_PYTHONS:
        # -I: the packages of the environment that runs the tests are not those of the system's Python.
        if _succeeds([candidate, "-I", "-c", "import qgis.core, osgeo.ogr"]):
            return candidate
    return None


def install_chromium() -> bool:
    """Install a Chromium by apt where that needs no password, else by Playwright; tell whether one starts."""
    if os.environ.get("MAPPER_CHROMIUM"):
        return False
    chromium.cache_clear()
    root = _root_prefix()
    libraries: list[str] = []
    if root is not None and _is_debian():
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        _succeeds([*apt, "update"], show=True)
        _succeeds([*apt, "install", "--yes", "--no-install-recommends", "chromium"], show=True)
        if chromium():
            return True
        chromium.cache_clear()
    elif root is not None and sys.platform == "linux":
        libraries = ["--with-deps"]  # on Ubuntu apt's chromium is a snap, but its libraries come from apt
    _succeeds([sys.executable, "-m", "playwright", "install", *libraries, "chromium"], show=True)
    return chromium() is not None


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def _root_prefix() -> list[str] | None:
    """What to put before a command to run it as root without a password; None where that cannot be."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if _succeeds(["sudo", "-n", "true"]) else None


def main() -> int:
    """Say which browser the tests will drive, after installing one if asked to."""
    parser = argparse.ArgumentParser(description="What the checks need of the machine.")
    parser.add_argument("--install-browser", action="store_true", help="install Chromium where none is found")
    wanted = parser.parse_args()
    give_playwright_our_node()
    if chromium() or (wanted.install_browser and install_chromium()):
        print(f"Browser for the tests: {chromium()}")
        return 0
    print(NO_BROWSER, file=sys.stderr)
    if everything_required():
        return 1
    print("The tests that need a browser are left out.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
