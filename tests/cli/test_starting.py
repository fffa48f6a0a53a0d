"""`mapper example` and `mapper init`: what they write, what they say next, and what they leave alone."""

from __future__ import annotations

import csv
import json
import re
import shlex

import pytest

from tests.conftest import ROOT

TABLES = ("actors", "claims", "events", "sources")


@pytest.mark.slow
def test_the_example_is_that_of_the_repository_and_its_commands_run(run_mapper, tmp_path):
    done = run_mapper("example", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "The example dossier is in seeds. Next:\n")
    for table in TABLES:
        name = f"{table}.csv"
        assert (tmp_path / "seeds" / name).read_bytes() == (ROOT / "seeds" / name).read_bytes()
    assert not re.search(r"\]\((?!https?:)", (tmp_path / "seeds" / "README.md").read_text(encoding="utf-8"))
    for command in done.stdout.splitlines():
        program, *arguments = shlex.split(command)
        assert program == "mapper"
        assert run_mapper(*arguments, cwd=tmp_path).returncode == 0
    assert (tmp_path / "outputs" / "map.html").is_file()


@pytest.mark.slow
def test_an_empty_dossier_reads_without_a_fault(run_mapper, tmp_path):
    done = run_mapper("init", "my dossier", cwd=tmp_path)
    assert done.returncode == 0
    first, second = map(shlex.split, done.stdout.splitlines())
    assert (first, second[:3]) == (["mapper", "check", "my dossier"], ["mapper", "map", "my dossier"])
    assert run_mapper(*first[1:], "--json", cwd=tmp_path).returncode == 0
    assert run_mapper(*second[1:], cwd=tmp_path).returncode == 0


def test_the_examples_of_the_guide_are_a_dossier_without_a_fault(run_mapper, tmp_path):
    assert run_mapper("init", "d", cwd=tmp_path).returncode == 0
    guide = (tmp_path / "d" / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = guide.split(f"## {table}.csv\n")[1].split("\n## ")[0]
        cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.strip().splitlines()[2:]]
        row = {name.strip("`"): example.strip("`") for name, _, example in cells}
        path = tmp_path / "d" / f"{table}.csv"
        assert path.read_text(encoding="utf-8").strip().split(",") == list(row), "the guide explains every column"
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, row).writerow(row)
    report = json.loads(run_mapper("check", "d", "--json", cwd=tmp_path).stdout)
    assert (report["read"], report["used"], report["faults"]) == (1, 1, [])
    [event] = json.loads(run_mapper("list", "d", "--json", cwd=tmp_path).stdout)
    assert (event["actor1"], event["latitude"] is None) == ("Green Movement", False)


def test_the_example_may_be_asked_for_again_as_each_tutorial_does(run_mapper, tmp_path):
    first = run_mapper("example", cwd=tmp_path)
    (tmp_path / "seeds" / "decisions.csv").write_text("finding,reason\n", encoding="utf-8")
    again = run_mapper("example", cwd=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    (tmp_path / "seeds" / "events.csv").write_text("event_id\nmine\n", encoding="utf-8")
    assert "write --force to replace" in run_mapper("example", cwd=tmp_path).stderr
    assert (tmp_path / "seeds" / "events.csv").read_text(encoding="utf-8") == "event_id\nmine\n"


@pytest.mark.parametrize("command", ["example", "init"])
def test_what_is_there_is_replaced_only_by_force(run_mapper, tmp_path, command):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "events.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "d" / "notes.txt").write_text("mine", encoding="utf-8")
    refused = run_mapper(command, "d", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "d already has events.csv; name another folder, or write --force to replace" in refused.stderr
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == ["events.csv", "notes.txt"]
    assert run_mapper(command, "d", "--force", cwd=tmp_path).returncode == 0
    assert (tmp_path / "d" / "events.csv").read_text(encoding="utf-8").startswith("event_id,")
    assert (tmp_path / "d" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_one_sentence(run_mapper, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run_mapper("init", "file", cwd=tmp_path)
    assert done.returncode == 1
    assert "a file stands where its folder should be" in done.stderr
    assert done.stderr.count("\n") == 1
