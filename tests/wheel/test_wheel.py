"""What is published: the wheel, built, installed away from the sources, and run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from hatch_build import BUNDLE, SHARED, Viewer
from mapper import __version__

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program; npm may ask no registry, and Python finds no module in the current folder."""
    done = subprocess.run(
        [str(word) for word in command],
        check=False,
        capture_output=True,
        cwd=cwd,
        encoding="utf-8",
        env={**os.environ, "npm_config_offline": "true", "PYTHONSAFEPATH": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, what: str, target: Path) -> Path:
    """Build a wheel or a source distribution with the packages of this environment."""
    run(sys.executable, "-m", "build", "--no-isolation", f"--{what}", "--outdir", target, source, cwd=target)
    [built] = (path for path in target.iterdir() if path.suffix in {".gz", ".whl"})
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, and the libraries of this one without its editable install."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install"]
    run(*pip, "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    # As a path only, not as a site folder: the .pth file of the editable install is not followed.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


@pytest.fixture
def elsewhere(tmp_path: Path) -> Viewer:
    """A copy of the viewer's source, and of the hook, with the packages that are installed here."""
    here, copy = Viewer(ROOT), Viewer(tmp_path)
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    leave_out = shutil.ignore_patterns("dist", "node_modules")
    shutil.copytree(here.folder, copy.folder, ignore=leave_out)
    shutil.copytree(here.modules, copy.modules, symlinks=True, copy_function=_link)
    for shared in SHARED:
        shutil.copytree(ROOT / shared, tmp_path / shared)
    return copy


def _link(source: str, target: str) -> None:
    """Copy without using space where the file system can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def test_wheel_installs_two_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"mapper", "gazetteer", f"conflict_event_mapper-{__version__}.dist-info"}
    assert {"mapper/py.typed", "gazetteer/py.typed", "gazetteer/data/places.csv"} <= set(names)
    example = {f"mapper/data/example/{path.name}" for path in (ROOT / "seeds").iterdir()}
    assert {name for name in names if name.startswith("mapper/data/example/")} == example


def test_wheel_holds_the_built_viewer_and_not_its_source(wheel: Path) -> None:
    viewer = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("mapper/viewer/")}
    assert {f"mapper/viewer/dist/{name}" for name in BUNDLE} <= viewer
    strangers = {name for name in viewer if not name.startswith("mapper/viewer/dist/")}
    assert not {name for name in strangers if not name.endswith(".py")}


def test_wheel_is_the_same_from_the_source_distribution(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "tarfile", "--extract", sdist, tmp_path / "source", cwd=tmp_path)
    [source] = (tmp_path / "source").iterdir()
    (tmp_path / "wheel").mkdir()
    assert build(source, "wheel", tmp_path / "wheel").read_bytes() == wheel.read_bytes()


def test_source_distribution_is_reproducible(sdist: Path, tmp_path: Path) -> None:
    assert build(ROOT, "sdist", tmp_path).read_bytes() == sdist.read_bytes()


def test_bundle_is_the_same_when_built_again_elsewhere(wheel: Path, elsewhere: Viewer) -> None:
    assert elsewhere.build() is True
    assert elsewhere.build() is False, "an unchanged source is built only once"
    with zipfile.ZipFile(wheel) as archive:
        for name in BUNDLE:
            assert (elsewhere.dist / name).read_bytes() == archive.read(f"mapper/viewer/dist/{name}")


def test_bundle_changed_by_hand_is_built_again(elsewhere: Viewer) -> None:
    shutil.copytree(Viewer(ROOT).dist, elsewhere.dist)
    assert elsewhere.build() is False
    bundle = elsewhere.dist / BUNDLE[0]
    built = bundle.read_bytes()
    bundle.write_bytes(built + b"// changed")
    assert elsewhere.build() is True
    assert bundle.read_bytes() == built


def test_registry_that_does_not_answer_is_one_sentence(elsewhere: Viewer, tmp_path: Path) -> None:
    shutil.rmtree(elsewhere.modules)
    done = subprocess.run(
        [sys.executable, "hatch_build.py"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "npm_config_registry": "http://127.0.0.1:9/",
            "npm_config_fetch_retries": "0",
            "npm_config_cache": str(tmp_path / "cache"),
        },
    )
    assert done.returncode == 1
    [sentence] = done.stderr.splitlines()
    assert "npm could not install the packages of the map viewer (ECONNREFUSED" in sentence
    assert "run the same command again" in sentence


def test_program_of_the_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert __version__ in run(installed / "bin" / "mapper", "--version", cwd=tmp_path)


def test_packages_of_the_installed_wheel_are_its_own(installed: Path, tmp_path: Path) -> None:
    code = "import gazetteer, mapper; print(mapper.__file__); print(gazetteer.__file__)"
    files = run(installed / "bin" / "python", "-c", code, cwd=tmp_path).splitlines()
    assert len(files) == 2
    assert all(Path(file).is_relative_to(installed) for file in files)


def test_installed_wheel_runs_what_a_new_user_types(installed: Path, tmp_path: Path) -> None:
    """Away from the sources: the example, what it says next, and every export. No test reaches a network."""
    program = installed / "bin" / "mapper"
    for command in run(program, "example", cwd=tmp_path).splitlines():
        run(program, *shlex.split(command)[1:], cwd=tmp_path)
    assert "mapperView" in (tmp_path / "outputs" / "map.html").read_text(encoding="utf-8")
    counts = ("map", "seeds/events.csv", "--engine", "files", "-o", "site/map.html")
    for options, has_script in (((), False), (("--details", "details"), True)):
        run(program, *counts, *options, cwd=tmp_path)
        assert ("hyparquet" in (tmp_path / "site" / "map.html").read_text(encoding="utf-8")) == has_script
    assert [*tmp_path.glob("site/details/*/events-0.parquet")]
    code = """import mapper
dossier = mapper.read("seeds")
for name in ("e.geojson", "e.gpkg", "e.fgb", "e.pmtiles", "e.qgz", "e.parquet", "e.kml", "e.csv", "folder"):
    assert all(path.exists() for path in mapper.export(dossier, name)), name
"""
    run(installed / "bin" / "python", "-c", code, cwd=tmp_path)


def test_description_of_the_package_has_absolute_links_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"conflict_event_mapper-{__version__}.dist-info/METADATA").decode()
    assert re.findall(r"\]\((?!https?://|#)([^)]+)\)", text) == []
    assert "License-Expression: MIT AND " in text


def test_source_distribution_is_built_without_node(sdist: Path, tmp_path: Path) -> None:
    """As conda-forge does: the built page and the towns are in it."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    for name in ("hatchling", "packaging", "pathspec", "pluggy", "trove_classifiers"):
        (packages / name).symlink_to(Path(sysconfig.get_path("purelib")) / name)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install"]
    run(*pip, "--quiet", "--no-deps", "--no-index", "--no-build-isolation", sdist, cwd=home)
    assert (packages / "mapper" / "viewer" / "dist" / "viewer.js").is_file()
