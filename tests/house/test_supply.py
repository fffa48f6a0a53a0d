"""What the package is built on: licences to hand it on with, actions that cannot change, no code at install."""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIEWER = ROOT / "mapper" / "viewer"
FREE = re.compile(
    r"MIT|BSD|ISC|Apache|MPL[- ]2|Mozilla Public License 2|PSF|Python Software Foundation|0BSD|Zlib|CC0|Unicode"
    r"|LGPL-2|Lesser General Public License v2"
)
"""Licences that let a program under the MIT licence use the library as it is."""
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )(?:\bA?GPL|General Public License)(?! v2 \(LGPL)")


def runtime() -> list[str]:
    lines = (ROOT / "requirements" / "runtime.txt").read_text("ascii").splitlines()
    return sorted({match[1] for line in lines if (match := re.match(r"([\w.-]+)==", line))})


def licence_of(name: str) -> str:
    about = importlib.metadata.metadata(name)
    stated = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    fields = [text[:80] for name in ("License-Expression", "License") for text in about.get_all(name) or []]
    return " ".join((*fields, *stated))


@pytest.mark.parametrize("name", runtime())
def test_each_library_of_the_program_has_a_free_licence(name: str) -> None:
    try:
        licence = licence_of(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not needed on this system")
    assert FREE.search(licence), licence
    assert "LGPL" in licence or not COPYLEFT.search(licence), licence


def test_each_library_of_the_page_has_a_free_licence_and_a_digest() -> None:
    packages = json.loads((VIEWER / "package-lock.json").read_text("utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            assert package["integrity"].startswith("sha512-"), path
            assert package.get("dev") or FREE.search(package["license"]), path


def test_actions_are_pinned_by_digest() -> None:
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses:\s*(\S+)", workflow.read_text("utf-8"))
        assert used
        assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_no_code_of_a_dependency_runs_when_it_is_installed() -> None:
    assert '"ci", "--ignore-scripts"' in (ROOT / "hatch_build.py").read_text("utf-8")
    tasks = (ROOT / "tasks.py").read_text("utf-8")
    assert '"--only-binary", ":all:"' in tasks
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["build-system"]["build-backend"] == "hatchling.build"
