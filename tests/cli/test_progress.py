"""What takes long says so on a terminal, and nothing of it reaches a pipe."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager

import pytest

import mapper
from mapper.progress import listening, step
from tests.program import on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

ROWS = 30_000


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    file = tmp_path_factory.mktemp("many") / "many.csv"
    rows = (f"e{number},2025-06-{number % 30 + 1:02},16.{number % 100:02},-3.5,Actor" for number in range(ROWS))
    file.write_text("event_id,event_date,latitude,longitude,actor1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.mark.slow
def test_reading_and_writing_show_their_steps_on_a_terminal(many, tmp_path):
    seen = on_terminal("export", many, "-o", tmp_path / "e.gpkg", columns=100)
    for words in ("Starting …", "Reading many.csv …", "Writing e.gpkg …"):
        assert words in seen
    assert re.search(r"Rows of events, then their index … .*? \d+%", seen)
    assert seen.rstrip().endswith("e.gpkg")  # what was shown is gone, and the result stays


@pytest.mark.slow
def test_quiet_shows_no_steps(many, tmp_path):
    seen = on_terminal("export", many, "-q", "-o", tmp_path / "e.gpkg", columns=100)
    assert "Reading" not in seen
    assert "\x1b" not in seen
    assert seen.rstrip().endswith("e.gpkg")


@pytest.mark.slow
def test_a_pipe_gets_neither_steps_nor_escapes(run_mapper, many, tmp_path):
    done = run_mapper("export", many, "-o", tmp_path / "e.gpkg")
    assert "\x1b" not in done.stdout + done.stderr
    assert "Reading many.csv" not in done.stderr
    assert f"Read {ROWS:,} rows" in done.stderr


def test_verbose_says_how_long_each_step_took(run_mapper):
    said = run_mapper("actors", "seeds", "-v").stderr
    for title in ("Reading seeds", "Naming actors", "Placing events", "Comparing claims"):
        assert re.search(rf"^{title}: \d+\.\d s$", said, re.MULTILINE)


class Told:
    """A listener that keeps what it is told: for each step, how much there is to do and how much was done."""

    def __init__(self):
        self.steps = []

    @contextmanager
    def __call__(self, title, total):
        number = len(self.steps)
        self.steps.append((title, total, 0))

        def advance(done):
            self.steps[number] = (title, total, self.steps[number][2] + done)

        yield advance


def test_python_may_listen_too():
    told = Told()
    with step("Nobody listens") as advance:
        advance(1)
    with listening(told):
        mapper.read("seeds")
    assert ("Reading seeds", None, 0) in told.steps
    with step("Nobody listens any more"):
        pass
    assert len(told.steps) == 4


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["csv", "geojson", "gpkg", "fgb", "kml"])
def test_every_row_that_is_written_is_told(tmp_path, suffix):
    told, dossier = Told(), mapper.read("seeds")
    with listening(told):
        mapper.export(dossier, tmp_path / f"e.{suffix}")
    rows = [(total, done) for _, total, done in told.steps if total is not None]
    assert rows == [(len(dossier.events), len(dossier.events))]
