"""What the commands write: the same bytes twice, results on standard output, words on standard error."""

import json
import re
import shlex
import shutil

import pytest

import mapper
from tests.conftest import ROOT
from tests.docs.pages import working_folder
from tests.program import commands, start

pytestmark = pytest.mark.usefixtures("seeds_once")


@pytest.mark.slow
def test_two_runs_write_the_same_map(run_mapper, start_mapper, tmp_path):
    for run, name in ((run_mapper, "a.html"), (start_mapper, "b.html")):
        done = run("map", "seeds", "-o", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == str(tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.slow
def test_two_runs_write_the_same_export(run_mapper, start_mapper, tmp_path):
    for run, name in ((run_mapper, "a"), (start_mapper, "b")):
        done = run("export", "seeds", "-o", tmp_path / name / "events.geojson")
        assert done.returncode == 0, done.stderr
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == ["events.geojson", "events.qmd", "events.qml"]
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_export_says_how_many_events_no_map_can_show(run_mapper, tmp_path):
    """In QGIS fewer points are seen than the table has rows."""
    done = run_mapper("export", "seeds", "--actor", "JNIM", "--from", "2025-05", "-o", tmp_path / "jnim.geojson")
    features = json.loads((tmp_path / "jnim.geojson").read_text(encoding="utf-8"))["features"]
    without = sum(feature["geometry"] is None for feature in features)
    assert 0 < without < len(features)
    assert f"Without a point: {without} events of {len(features)}" in done.stderr
    done = run_mapper("export", "seeds", "--bbox=-10,10,5,25", "-o", tmp_path / "all.geojson")
    assert "Without a point" not in done.stderr


def test_map_says_what_it_read_used_and_could_not_locate(run_mapper, tmp_path):
    said = run_mapper("map", "seeds", "-o", tmp_path / "map.html").stderr
    assert re.search(r"Read (\d+) rows: \1 used", said)
    assert "Not on the map: 33" in said
    assert "tinzaouaten-2024-07: " in said
    assert "Open " in said


@pytest.mark.slow
def test_standard_input_and_output(run_mapper, start_mapper):
    csv = "event_id,event_date,latitude,longitude\na,2024-01-02,1.5,2.5\n"
    assert json.loads(start_mapper("list", "-", "--json", stdin=csv).stdout)[0]["event_id"] == "a"
    page = run_mapper("map", "-", "-o", "-", stdin=csv)
    assert page.returncode == 0, page.stderr
    assert page.stdout.startswith("<!DOCTYPE html>")


def test_actors_have_names_aliases_colours_and_counts(run_mapper):
    actors = {actor["actor_id"]: actor for actor in json.loads(run_mapper("actors", "seeds", "--json").stdout)}
    wagner = next(actor for actor in actors.values() if actor["name"] == "Wagner Group")
    assert set(wagner) == {"actor_id", "name", "short_name", "aliases", "kind", "colour", "events"}
    assert "Wagner PMC" in wagner["aliases"]
    assert wagner["events"] >= 6
    assert all(re.fullmatch(r"#[0-9a-f]{6}", actor["colour"]) for actor in actors.values())


def test_check_counts_every_row(run_mapper, tmp_path):
    (tmp_path / "e.csv").write_text("event_id,event_date\na,2025\na,2025\n,2025\nb,soon\n", encoding="utf-8")
    done = run_mapper("check", tmp_path / "e.csv", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["read"] == report["used"] + report["duplicates"] + report["rejected_count"] == 4
    assert [row["line"] for row in report["rejected"]] == [3, 4]
    assert [(fault["line"], fault["field"], fault["value"]) for fault in report["faults"]] == [
        (5, "event_date", "soon")
    ]


def test_check_of_the_example_rejects_nothing(run_mapper):
    done = run_mapper("check", "seeds", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["read"] == report["used"] > 19
    fields = {(item["event_id"], item["field"]) for item in report["contradictions"]}
    assert {("tinzaouaten-2024-07", "event_date"), ("tinzaouaten-2024-07", "fatalities")} <= fields


def examples() -> list[str]:
    """Return every `mapper` command that the help texts show, each once; `tests/docs` runs those of the documents."""
    helps = [line.strip() for command in commands().values() for line in (command.epilog or "").splitlines()]
    return sorted({text for text in helps if text.startswith("mapper ")})


@pytest.mark.slow
@pytest.mark.parametrize("command", examples())
def test_every_example_of_the_help_works(run_mapper, tmp_path, command):
    arguments = shlex.split(command)[1:]
    folder = working_folder(tmp_path)
    if arguments[0] != "example":
        (folder / "seeds").symlink_to(ROOT / "seeds")
    if arguments[:2] == ["gazetteer", "remove"]:
        assert run_mapper("gazetteer", "add", "places.csv", cwd=folder).returncode == 0
    if "events/*.parquet" in arguments:
        (folder / "events").mkdir()
        mapper.read(folder / "events.csv").to_geodataframe().to_parquet(folder / "events" / "part.parquet")
    if arguments[:2] == ["draft", "dossier"]:
        assert run_mapper("draft", "article.txt", "--into", "dossier", cwd=folder).returncode == 0
    run = start if "dask" in arguments else run_mapper  # its processes talk to each other, which this one may not
    done = run(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    if arguments[:2] == ["gazetteer", "add"]:  # the layers are this test run's own, and other tests count on them
        assert run_mapper("gazetteer", "remove", "user-places").returncode == 0


@pytest.mark.slow
def test_a_dossier_that_is_exported_says_which_files_stay_behind(run_mapper, tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "own")
    assert "Not exported" not in run_mapper("export", tmp_path / "own", "-o", tmp_path / "first").stderr
    assert run_mapper("check", tmp_path / "own", "--lock").returncode == 0
    done = run_mapper("export", tmp_path / "own", "-o", tmp_path / "second")
    assert "Not exported: resolved.csv of" in done.stderr
    assert not (tmp_path / "second" / "resolved.csv").exists()


READING = [
    ["list"], ["list", "--json"], ["actors"], ["actors", "--json"], ["check"], ["check", "--json"],
    ["export", "-o", "-"], ["map", "-o", "-"],
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_says_what_became_of_the_rows_and_fails_where_some_were_rejected(run_mapper, tmp_path, command):
    table = tmp_path / "e.csv"
    table.write_text("event_id,event_date\na,2025\na,2024\n,2025\n,2025\nb,soon\n", encoding="utf-8")
    done = run_mapper(*command, table)
    assert done.returncode == 1
    assert done.stdout
    reasons = "the row has no event_id: 2; the id of an earlier row: 1"
    faults = "1 fault in values (-v says which); 1 cell not understood."
    assert f"Read 5 rows: 2 used, 3 rejected ({reasons}), {faults}" in done.stderr
    assert "--lenient" in done.stderr
    accepted = run_mapper(*command, table, "--lenient")
    assert accepted.returncode == 0
    assert accepted.stdout == done.stdout


def test_what_could_be_used_is_written_even_where_rows_were_rejected(run_mapper, tmp_path):
    (tmp_path / "e.csv").write_text("event_id,event_date\na,2025\na,2024\n", encoding="utf-8")
    done = run_mapper("export", tmp_path / "e.csv", "-o", tmp_path / "out.csv")
    assert done.returncode == 1
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").count("\n") == 2


def test_words_in_place_of_figures_are_listed(run_mapper, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("date,place,country,killed\n2025-05-03,Gao,Mali,dozens\n2025-05-04,Gao,Mali,10+\n", "utf-8")
    lines = run_mapper("list", file).stdout.splitlines()
    assert "“dozens”" in lines[1]
    assert "10–?–?" in lines[2]


def test_a_page_of_counts_is_not_said_to_have_a_switch_of_political_events(run_mapper, tmp_path):
    for name, more in (("counts", ["--counts-only"]), ("events", [])):
        said = run_mapper("map", "seeds", *more, "-o", tmp_path / f"{name}.html").stderr
        assert ("one switch away" in said) is not bool(more)


def test_summary_says_that_months_add_up_to_more_than_the_events(run_mapper, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("event_id,event_date,end_date,event_type\na,2025-06-29,2025-07-02,Battles\nb,2025-06-01,,Battles\n")
    said = run_mapper("summary", file).stderr
    assert "The months add up to 3: an event whose period touches several counts in each" in said
    assert "months add up" not in run_mapper("summary", file, "--to", "2025-06-02").stderr
