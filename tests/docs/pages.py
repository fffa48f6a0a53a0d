"""Run a page of the documentation as its reader would: its files are saved, its commands run, its code too, in order.

What a block is, its first line says::

    ```sh                            commands; those that begin with `mapper` run, of the others only a few are known
    ```sh title="needs a network"    commands of which only the options are checked
    ```python                        code, in one namespace for the page
    ```csv title="places.csv"        a file, written into the folder
    ```text                          what the block before printed: each line is found there
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.program import ROOT, Finished

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

NOT_OURS = ("pip", "pipx", "uvx", "uv", "python", "py", "make", "conda", "rm", "cd", "source")
"""Programs that install, or that belong to the machine: `tests/wheel` and CI try what they do."""

_BLOCK = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]*)\")?[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str

    def commands(self) -> Iterator[list[str]]:
        """The commands of a block of shell, as words."""
        joined = self.text.replace("\\\n", " ")
        for line in joined.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words:
                yield [words[0].removeprefix(".venv/bin/"), *words[1:]]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page that say what they are, in order."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(block["language"], block["title"] or "", block["text"]) for block in found]


def runnable(page: Path) -> bool:
    """Whether a page has anything that runs."""
    return any(block.language in {"sh", "python"} for block in blocks(page))


def working_folder(folder: Path) -> Path:
    """Put the files that the documentation names into a folder, but for the example, and return it."""
    shutil.copytree(DOCS / "files", folder, dirs_exist_ok=True)
    rows = [
        "event_id,event_date,country,place,latitude,longitude,actor1",
        "a,2025-05-30,ML,Boulkessi,,,JNIM",
        "b,2025-06-02,ML,Gao,16.27,-0.04,FLA",
    ]
    (folder / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "names.csv").write_text("name,country\nKidal,ML\n", encoding="utf-8")
    (folder / "places.csv").write_text("name,latitude,longitude,country\nOur well,17.1,1.2,ML\n", encoding="utf-8")
    return folder


@dataclass
class Reader:
    """Somebody who follows a page in a folder."""

    folder: Path
    run_mapper: Callable[..., Finished]
    printed: str = ""
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, page: Path) -> None:
        """Do what each block of the page says, with the example at hand."""
        assert self.run_mapper("example", cwd=self.folder).returncode == 0
        for block in blocks(page):
            if block.language == "sh":
                self._run(block)
            elif block.language == "python":
                self._execute(block)
            elif block.language == "text":
                self._compare(block)
            elif block.title:
                target = self.folder / block.title
                target.parent.mkdir(exist_ok=True)
                target.write_text(block.text, encoding="utf-8")

    def _run(self, block: Block) -> None:
        self.printed = ""
        for program, *arguments in block.commands():
            if program != "mapper":
                assert program in NOT_OURS, f"{program}: is it a command of the page's reader?"
            elif "network" in block.title:
                options_exist(arguments)
            else:
                done = self.run_mapper(*arguments, cwd=self.folder)
                assert done.returncode == 0, f"mapper {shlex.join(arguments)}\n{done.stderr}"
                self.printed += done.stdout + done.stderr

    def _execute(self, block: Block) -> None:
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(block.text, "a block of the page", "exec"), self.names)  # noqa: S102 (our own examples)
        self.printed = printed.getvalue()

    def _compare(self, block: Block) -> None:
        said = " ".join(self.printed.split())
        for line in block.text.splitlines():
            assert " ".join(line.split()) in said, f"{line!r} was not printed, but:\n{self.printed}"


def options_exist(arguments: list[str]) -> None:
    """Fail where a command or an option is none of the program's."""
    from mapper.cli.program import app

    command = typer.main.get_command(app)
    while arguments and arguments[0] in getattr(command, "commands", {}):
        command, arguments = command.commands[arguments[0]], arguments[1:]  # type: ignore[attr-defined]
    known = {flag for option in command.params for flag in option.opts}
    assert {word for word in arguments if re.match("--?[a-z]", word)} <= known


@pytest.fixture
def reader(tmp_path: Path, run_mapper: Callable[..., Finished]) -> Reader:
    return Reader(working_folder(tmp_path), run_mapper)
