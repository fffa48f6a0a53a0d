"""The benchmarks, which are run by hand, say how."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN_BY_OTHERS = {"duck.py", "peers.py"}
"""What another benchmark starts, with the Python of the peers."""
PROGRAMS = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "benchmarks").rglob("*.py"))
    if path.name not in RUN_BY_OTHERS and "__main__" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_benchmark_says_how_it_is_run(
    program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [program, "--help"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / program), run_name="__main__")
    assert stopped.value.code == 0
    assert "usage: " in capsys.readouterr().out
