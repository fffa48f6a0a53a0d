"""The documentation site is built without a warning, and every link in it leads somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.machine import everything_required
from tests.program import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("mkdocs") is None and not everything_required(), reason="needs the packages of requirements/docs.txt"
    ),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def test_every_link_and_picture_of_the_site_leads_somewhere(site: Path) -> None:
    texts = {page: page.read_text(encoding="utf-8") for page in site.rglob("*.html") if page.name != "404.html"}
    anchors = {page: set(re.findall(r"\bid=\"([^\"]*)\"", text)) for page, text in texts.items()}
    dead = []
    for page, text in texts.items():
        for found in re.findall(r"<[a-z][^<>]*\b(?:href|src)=\"([^\"]*)\"", text):
            link = urlsplit(unescape(found))
            if link.scheme or link.netloc:
                continue
            target = (page.parent / unquote(link.path)).resolve() if link.path else page
            target = target / "index.html" if target.is_dir() else target
            known = anchors.get(target)
            if not target.is_file() or (link.fragment and known is not None and unquote(link.fragment) not in known):
                dead.append(f"{page.relative_to(site)}: {found}")
    assert len(texts) > 30
    assert not dead, "\n".join(dead)


def test_lists_are_lists(site: Path) -> None:
    """GitHub shows a list right below a paragraph as one, the site only after an empty line."""
    for page in site.rglob("*.html"):
        for paragraph in re.findall(r"<p>(.*?)</p>", page.read_text(encoding="utf-8"), re.DOTALL):
            assert not re.search(r"^(?:- |1\. )", paragraph, re.MULTILINE), (
                f"{page.relative_to(site)}: {paragraph[:80]}"
            )


def test_sections_that_the_readme_names_are_there(site: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(docs/([^)#]+)\.md#([^)]+)\)", readme)
    assert named
    for page, section in named:
        assert f'id="{section}"' in (site / f"{page}.html").read_text(encoding="utf-8"), f"{page}#{section}"


def test_no_page_asks_anything_of_another_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(
            r"<(?:script|img|iframe)[^>]*\bsrc=\"https?:|<link[^>]*\brel=\"stylesheet\"[^>]*https?:", text
        )


def test_the_references_are_filled_in(site: Path) -> None:
    commands = (site / "reference" / "command-line.html").read_text(encoding="utf-8")
    assert "mapper gazetteer remove" in commands
    assert "<!-- commands -->" not in commands
    functions = (site / "reference" / "python.html").read_text(encoding="utf-8")
    for name in ("mapper.api.read", "mapper.maps.write_map", "mapper.report.check.Report", "gazetteer.model.Query"):
        assert f'id="{name}"' in functions
