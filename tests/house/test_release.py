"""What is published says the same everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docs import hooks
from hatch_build import absolute_links
from mapper import __version__
from scripts.links import addresses
from tests.house.test_files import FILES

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RECIPE = (ROOT / "conda" / "recipe.yaml").read_text(encoding="utf-8")
OTHER_NAMES = {"zlib-ng": "python-zlib-ng"}
"""Packages that conda-forge has under another name."""


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in citation
    assert f'version: "{__version__}"' in RECIPE


def test_the_recipe_needs_what_the_package_needs():
    [oldest] = re.findall(r'python_min: "(.+)"', RECIPE)
    needed = RECIPE.split("  run:\n")[1].split("\n\n")[0].replace("${{ python_min }}", oldest)
    listed = {line.strip().removeprefix("- ").replace(" ", "") for line in needed.splitlines()}
    own = [re.split(r"(?=[<>=])", text.replace(" ", ""), maxsplit=1) for text in PROJECT["dependencies"]]
    assert listed == {OTHER_NAMES.get(name, name) + bounds for name, bounds in own} | {
        f"python{PROJECT['requires-python']}"
    }


def test_the_licences_are_those_of_the_notice():
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    assert f"`{PROJECT['license']}`" in notice
    assert PROJECT["license"] in RECIPE
    assert all(licence in notice.replace(PROJECT["license"], "") for licence in PROJECT["license"].split(" AND "))


def test_each_package_of_the_built_page_is_in_the_notice():
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    bundled = re.findall(
        r"^(\S+) ([\d.]+) \(([\w.-]+)\)$",
        (ROOT / "mapper" / "viewer" / "dist" / "licences.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert bundled
    for name, version, licence in bundled:
        assert re.search(rf"{name} {re.escape(version)} \| {re.escape(licence)} \|", notice, re.IGNORECASE), name


def test_the_home_of_the_project_is_named_in_one_place():
    """All links are made from `[project.urls]`; whoever replaces the address forgets none."""
    home = PROJECT["urls"]["Repository"]
    assert all(PROJECT["urls"][name].startswith(f"{home}/") for name in ("Issues", "Changelog"))
    naming = {path.as_posix() for path in FILES if home.encode() in (ROOT / path).read_bytes()}
    assert naming <= {"pyproject.toml", "CITATION.cff"}
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^repository-code: \"?([^\"\n]*)", citation, re.MULTILINE) in ([], [home])


def test_nothing_can_be_published_before_the_project_has_a_home():
    """PyPI refuses whatever has this classifier."""
    homeless = any(".invalid/" in address for address in PROJECT["urls"].values())
    assert ("Private :: Do Not Upload" in PROJECT["classifiers"]) == homeless


HOME = "https://example.org/project"
LEADS = re.compile(rf"\]\({HOME}/(raw|blob|tree)/main/([^)#\s]+)#?([^)\s]*)\)")


def dead_links(text: str) -> list[str]:
    """The links to the project's home that lead to no file, folder, picture or section of the repository."""
    dead = []
    for kind, target, section in LEADS.findall(text):
        path = ROOT / target
        is_there = path.is_dir() if kind == "tree" else path.relative_to(ROOT) in FILES
        if not is_there or (section and section not in headings(path)):
            dead.append(f"{kind}/{target}#{section}")
    return dead


def headings(page: Path) -> set[str]:
    """The sections of a document, as links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in found}


def test_links_on_the_packages_page_lead_somewhere():
    """They are the README's, led to the project's home, whatever its address will be."""
    text = absolute_links((ROOT / "README.md").read_text(encoding="utf-8"), HOME)
    assert len(LEADS.findall(text)) > 30
    assert dead_links(text) == []
    assert dead_links(f"[a]({HOME}/blob/main/none.md) [b]({HOME}/blob/main/README.md#none)") == [
        "blob/none.md#",
        "blob/README.md#none",
    ]


def test_links_from_the_site_to_the_repository_lead_somewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hooks, "address", lambda of: HOME)
    pages = sorted(hooks.DOCS.rglob("*.md"))
    texts = {path: hooks.linked(path.read_text("utf-8"), path.relative_to(hooks.DOCS).as_posix()) for path in pages}
    assert sum(len(LEADS.findall(text)) for text in texts.values()) > 30
    assert {path.name: dead for path, text in texts.items() if (dead := dead_links(text))} == {}


def test_addresses_of_others_are_found_to_be_asked():
    assert "seeds/README.md" in addresses()["https://creativecommons.org/licenses/by/4.0/"]
    assert not [address for address in addresses() if "localhost" in address or "…" in address]
