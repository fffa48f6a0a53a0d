"""Every command, file and example of README and documentation works, in the order in which a reader meets them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from typing import Any

import pytest

from docs.hooks import command_reference, linked, notebook_page
from docs.pictures import GALLERY
from tests.docs.pages import DOCS, PAGES, blocks, reader, runnable
from tests.program import ROOT, commands

__all__ = ["reader"]

pytestmark = pytest.mark.usefixtures("seeds_once")


@pytest.fixture
def places_as_before(run_mapper):
    """The places that a page adds are this test run's own, and other tests count on them."""
    yield
    if "user-places" in run_mapper("gazetteer", "list").stdout:
        assert run_mapper("gazetteer", "remove", "user-places").returncode == 0


@pytest.mark.slow
@pytest.mark.usefixtures("places_as_before")
@pytest.mark.parametrize(
    "page", [page for page in PAGES if runnable(page)], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_a_page_does_what_it_says(reader, page):
    reader.follow(page)


def test_the_event_whose_life_is_told_is_in_the_example():
    told = re.search(r"```csv\n(.+)\n(.+)\n```", (DOCS / "life-of-an-event.md").read_text(encoding="utf-8"))
    assert told
    header, row = ([cells.split(",") for cells in line.split(",…")] for line in told.groups())
    columns = [name for part in header for name in part if name]
    with (ROOT / "seeds" / "events.csv").open(encoding="utf-8", newline="") as file:
        (event,) = [one for one in csv.DictReader(file) if one["event_id"] == row[0][0]]
    cells = [cell for part in row for cell in (part[1:] if part[0] == "" else part)]
    assert {name: event[name] for name in columns} == dict(zip(columns, cells, strict=True))


def test_members_of_classes_that_the_documentation_names_are_there():
    homes: dict[str, str] = {}
    for path in (one for package in ("mapper", "gazetteer") for one in (ROOT / package).rglob("*.[pj][ys]")):
        if "node_modules" not in path.parts:
            text = path.read_text(encoding="utf-8")
            homes |= {name: homes.get(name, "") + text for name in re.findall(r"\bclass (\w+)", text)}
    named = {
        (page.name, name, member)
        for page in DOCS.rglob("*.md")
        for name, member in re.findall(r"`([A-Z]\w+)\.([a-z_]\w*)", page.read_text(encoding="utf-8"))
        if name in homes
    }
    assert named
    assert [one for one in sorted(named) if not re.search(rf"\b{one[2]}\b", homes[one[1]])] == []


@pytest.mark.slow
def test_the_notebook_runs_and_prints_what_it_shows(tmp_path, monkeypatch, run_mapper):
    notebook = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
    assert run_mapper("example", cwd=tmp_path).returncode == 0
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec("".join(cell["source"]), names)  # noqa: S102 (our own notebook)
        assert printed.getvalue() == "".join(text for output in cell["outputs"] for text in output["text"])


def test_the_reference_has_every_command_and_option():
    reference = command_reference()
    for name, command in commands().items():
        section = re.split(r"\n## ", reference.split(f"## mapper {name}".rstrip() + "\n")[1])[0]
        options = [flag for param in command.params if param.param_type_name == "option" for flag in param.opts]
        shown = {flag for flag in options if "completion" not in flag}
        assert shown <= set(re.findall(r"`(--?[\w-]+)`", section)), name
        assert (command.help or "") in section


def test_links_out_of_the_documentation_do_not_break_the_site():
    assert linked("[a](../seeds/README.md) [b](dossier.md#events)", "index.md") == "a [b](dossier.md#events)"
    assert linked("[a](../index.md)", "tutorials/qgis.md") == "[a](../index.md)"
    assert linked("[t](../docs/tables.py)", "index.md") == "t"


def test_links_to_the_notebook_lead_to_its_page_and_from_there_to_the_file():
    assert linked("[n](../notebook.ipynb)", "tutorials/qgis.md") == "[n](../notebook.md)"
    assert linked("[n](notebook.ipynb)", "notebook.md") == "[n](notebook.ipynb)"
    assert "](notebook.ipynb)" in notebook_page()


def test_each_map_of_the_gallery_is_that_of_a_command():
    """The program that takes the pictures runs what stands below them."""
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    maps, _, example = page.partition("## A card")
    assert [picture for picture, _ in GALLERY.findall(maps)] == re.findall(r"\(images/([\w/-]+)\.png\)", maps)
    assert "mapper map seeds" in example


def test_the_notebook_is_a_page():
    assert notebook_page().startswith("# ")
    assert "```python\nimport mapper" in notebook_page()


def test_pictures_are_there_small_and_described():
    pictures = set(DOCS.glob("images/**/*.png"))
    assert sum(path.stat().st_size for path in pictures) < 1_500_000
    shown = set()
    for page in PAGES:
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert words, f"{page.name}: {target} is not described"
            shown.add((page.parent / target).resolve())
    assert shown == {path.resolve() for path in pictures}


def test_every_block_says_what_it_is():
    """Commands in a block without a language would not be run."""
    for page in PAGES:
        fences = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        others = [block for language, block in fences if language != "sh"]
        assert not [block for block in others if re.search(r"^(\$ )?mapper [a-z]", block, re.MULTILINE)], page


def test_tutorials_show_what_is_printed():
    for page in (DOCS / "tutorials").glob("*.md"):
        assert {"sh"} <= {block.language for block in blocks(page)}, page
