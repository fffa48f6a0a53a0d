"""The program in this process: so fast that every command can be tried on every broken file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mapper.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def gazetteer_cache(request: pytest.FixtureRequest) -> Path:
    """Indexes that outlive the test run, shared with the tests of the gazetteer."""
    return Path(request.config.cache.mkdir("gazetteer"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], gazetteer_cache: Path) -> Run:
    """`run("check", file)` as the installed program does it; whatever is no exit is raised, as a traceback would be."""
    monkeypatch.setenv("CONFLICT_MAPPER_CACHE", str(gazetteer_cache))

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["mapper", *map(str, arguments)])
        with pytest.raises(SystemExit) as leave:
            main()
        said = capsys.readouterr()
        assert isinstance(leave.value.code, int)
        return Done(leave.value.code, said.out, said.err)

    return run
