"""What is published: the wheel, built as a user's machine would build it, installed away from the sources, and run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from hatch_build import BUNDLE, Viewer

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.wheel


def build(source: Path, target: Path, *what: str) -> Path:
    """Build with the packages of this environment; nothing is downloaded."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, *what, source]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=offline())
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = target.glob("*.whl") if "--wheel" in what else target.glob("*.tar.gz")
    return built


def offline() -> dict[str, str]:
    """An environment in which npm asks no registry and Python reads no sources from the current folder."""
    return {**os.environ, "npm_config_offline": "true", "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"), "--wheel")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("sdist"), "--sdist")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, and the libraries of this one but not its editable install."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    install = ["-m", "pip", "--python", home / "bin" / "python", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run([sys.executable, *install], check=True, env=offline())
    # As a path only, not as a site folder: the .pth file of the editable install is not followed.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def run(home: Path, program: str, *arguments: str, cwd: Path) -> str:
    """Run a program of the fresh environment away from the sources."""
    command = [home / "bin" / program, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=cwd, env=offline())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_wheel_installs_two_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "mapper",
        "gazetteer",
        "conflict_event_mapper-0.1.0.dist-info",
    }
    assert {"mapper/py.typed", "gazetteer/py.typed", "gazetteer/data/places.csv"} <= set(names)


def test_wheel_holds_the_built_viewer_and_not_its_source(wheel: Path) -> None:
    viewer = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("mapper/viewer/")}
    assert {f"mapper/viewer/dist/{name}" for name in BUNDLE} <= viewer
    strangers = {name for name in viewer if not name.startswith("mapper/viewer/dist/") and not name.endswith(".py")}
    assert not strangers


def test_wheel_is_the_same_from_the_tree_and_from_the_source_distribution(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    shutil.unpack_archive(sdist, tmp_path / "source", filter="data")
    [source] = (tmp_path / "source").iterdir()
    again = build(source, tmp_path / "wheel", "--wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_source_distribution_is_reproducible(sdist: Path, tmp_path: Path) -> None:
    assert build(ROOT, tmp_path, "--sdist").read_bytes() == sdist.read_bytes()


def test_bundle_is_the_same_when_built_again_elsewhere(wheel: Path, tmp_path: Path) -> None:
    elsewhere = Viewer(tmp_path)
    shutil.copytree(Viewer(ROOT).folder, elsewhere.folder, symlinks=True, ignore=shutil.ignore_patterns("dist"))
    assert elsewhere.build() is True
    assert elsewhere.build() is False, "an unchanged source is built only once"
    for name in BUNDLE:
        assert (elsewhere.dist / name).read_bytes() == zipfile.ZipFile(wheel).read(f"mapper/viewer/dist/{name}")


def test_program_of_the_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert "0.1.0" in run(installed, "mapper", "--version", cwd=tmp_path)


def test_packages_of_the_installed_wheel_are_its_own(installed: Path, tmp_path: Path) -> None:
    code = "import gazetteer, mapper; print(mapper.__file__); print(gazetteer.__file__)"
    for path in run(installed, "python", "-c", code, cwd=tmp_path).splitlines():
        assert Path(path).is_relative_to(installed)


def test_installed_wheel_draws_a_map_with_its_viewer(installed: Path, seeds_dir: Path, tmp_path: Path) -> None:
    run(installed, "mapper", "map", str(seeds_dir), "-o", str(tmp_path / "map.html"), cwd=tmp_path)
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "mapperView" in page
