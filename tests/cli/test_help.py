"""What the program says of itself: help in panels, completion of values, and words for what was typed wrongly."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.program import commands, run

pytestmark = pytest.mark.usefixtures("seeds_once")

PYTHON_TYPES = re.compile(r"<(str|int|float|bool|list|path)|\[str\]|\bNone\b")


@pytest.mark.parametrize("command", commands())
def test_every_help_shows_each_option_no_type_of_python_and_whole_sentences(run_mapper, command):
    done = run_mapper(*command.split(), "--help", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--help" in done.stdout
    assert not PYTHON_TYPES.search(done.stdout)
    assert "..." not in re.sub(r"\[\w+\.\.\.\]|\[ARGS\]\.\.\.|(SOURCE|NAME|FILE)\.\.\.", "", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80
    shown = " ".join(done.stdout.replace("│", " ").split())
    for option in commands()[command].params:
        assert not option.help or " ".join(option.help.split()) in shown, option.name


@pytest.mark.parametrize("command", [name for name in commands() if name not in {"", "gazetteer"}])
def test_examples_stand_one_a_line(run_mapper, command):
    lines = [line.strip() for line in run_mapper(*command.split(), "--help", COLUMNS="80").stdout.splitlines()]
    start = next(number for number, line in enumerate(lines) if re.fullmatch("Examples?:", line))
    examples = [line for line in lines[start + 1 :] if line]
    assert examples[0].startswith(f"mapper {command}")
    assert all(line.startswith("mapper ") for line in examples[:1])


def test_options_stand_in_panels(run_mapper):
    titles = re.findall(r"╭─ (\w+) ─", run_mapper("map", "--help", COLUMNS="80").stdout)
    assert titles == ["Arguments", "Options", "Drawing", "Reading", "Filters", "Messages"]


HEAVY = """
import sys
try:
    from mapper.cli import main
    main()
except SystemExit:
    heavy = {"pandas", "geopandas", "folium", "pyarrow", "numpy"} & set(sys.modules)
    print(sorted(heavy), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [("--help",), ("map", "--help"), ("place", "Kidal")], ids=" ".join)
def test_what_answers_at_once_loads_no_heavy_library(words):
    done = subprocess.run([sys.executable, "-c", HEAVY, *words], capture_output=True, text=True, check=True)
    assert done.stdout
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_the_version_has_a_short_option(run_mapper):
    assert run_mapper("-V").stdout == run_mapper("--version").stdout != ""


COMPLETED = [
    ("mapper list seeds --actor J", "JNIM"),
    ("mapper list seeds --actor Wag", "Wagner"),
    ("mapper list seeds --not-actor F", "FLA"),
    ("mapper list seeds --source article-00", "article-000"),
    ("mapper list seeds --type Bat", "Battles"),
    ("mapper list seeds --type Prot", "Protests"),
    ("mapper list seeds --place Kid", "Kidal"),
    ("mapper list seeds --month 2024-0", "2024-07"),
    ("mapper list seeds --disputed fat", "fatalities"),
    ("mapper list --country M", "ML"),
    ("mapper list --max-geo-precision ", "7"),
    ("mapper list --format ac", "acled-aggregated"),
    ("mapper map --colour-by ", "month"),
    ("mapper map --lang ", "fr"),
    ("mapper map --tiles OpenStreetMap.M", "OpenStreetMap.Mapnik"),
    ("mapper ex", "export"),
    ("mapper list --min-f", "--min-fatalities"),
]


@pytest.mark.parametrize(("line", "value"), COMPLETED, ids=lambda value: value)
def test_a_shell_completes_values(line, value):
    assert value in completed(line)


def test_bash_gets_blanks_that_it_does_not_split_at():
    assert "Kidal\\ region" in completed("mapper list seeds --place Kid")


def test_sources_that_cannot_be_read_complete_nothing(tmp_path):
    (tmp_path / "e.csv").write_bytes(b"\xff\xfe\x00event_id,place\na,\xc3")
    assert completed(f"mapper list {tmp_path / 'e.csv'} --place ") == []
    assert completed("mapper list no-such-folder --actor ") == []


def completed(line: str) -> list[str]:
    """What bash is offered for a line that the user has typed."""
    words = re.split(r"(?<!\\) ", line)
    done = run(COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _MAPPER_COMPLETE="complete_bash")
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


WRONG = [
    (["list", "--acto", "x"], "there is no option --acto; is --actor meant? see `mapper list --help`"),
    (["map", "--year", "2025"], "there is no option --year; is --from or --to meant? see `mapper map --help`"),
    (["list", "--district", "Gao"], "there is no option --district; is --admin2 meant? see `mapper list --help`"),
    (["list", "--language", "fr"], "there is no option --language; see `mapper list --help`"),
    (["report"], "No such command 'report'. Did you mean 'check'? see `mapper --help`"),
    (["list", "--colour-by", "x"], "there is no option --colour-by; see `mapper list --help`"),
    (["list", "--min-fatalities", "x"], "'x' is not a whole number; see `mapper list --help`"),
    (["list", "--min-fatalities", "-1"], "--min-fatalities: cannot read '-1'; give a number of dead, 0 or more"),
    (["list", "--max-geo-precision", "9"], "--max-geo-precision: cannot read '9'; give a step from 1"),
    (["list", "--max-geo-precision", "0"], "--max-geo-precision: cannot read '0'; give a step from 1"),
    (["list", "--month", "June"], "--month: cannot read 'June'; give a month such as 2025-06 (a date without a year)"),
    (["map", "--colour-by", "x"], "'x' is not one of 'auto', 'actor', 'kind', 'month', 'type'; see "),
    (["lst"], "No such command 'lst'. Did you mean 'list'? see `mapper --help`"),
    (["place", "Gao", "--threshold", "2"], "2.0 is not in the range 0<=x<=1"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_what_was_typed_wrongly_is_one_line(run_mapper, arguments, words):
    done = run_mapper(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


EARLY = [
    (["map", "-o", "map.png"], 2, "-o: cannot read 'map.png'; give a name that ends in .html"),
    (["map", "-o", "README.md/map.html"], 1, "a file stands where its folder should be"),
    (["map", "--tiles", "OpenStreetMap", "-o", "-"], 2, "the nearest known: OpenStreetMap."),
    (["map", "--boundaries", "none.gpkg", "-o", "-"], 2, "no such file of boundaries"),
    (["export", "-o", "events.png"], 1, ".geojson, .gpkg"),
    (["export", "-o", "README.md/e.csv"], 1, "a file stands where its folder should be"),
    (["export", "-o", "e.kml", "--for-spreadsheets"], 1, "only .csv and dossier folders"),
    (["list", "--from", "soon"], 2, "--from: cannot read 'soon'"),
    (["list", "--bbox", "1,2"], 2, "--bbox: cannot read '1,2'"),
    (["list", "--country", "Atlantis"], 2, "--country: cannot read 'Atlantis'"),
    (["list", "--format", "acledd"], 2, "--format: cannot read 'acledd'"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), EARLY, ids=lambda value: str(value)[:40])
def test_a_mistake_is_found_before_the_sources_are_read(run_mapper, arguments, code, words):
    command, *options = arguments
    done = run_mapper(command, "no-such-source.csv", *options)
    assert done.returncode == code
    assert words in done.stderr
    assert "no-such-source" not in done.stderr


SUGGESTED = [
    (["--place", "Kidl"], "the nearest known: Kidal"),
    (["--place", "Tesit"], "the nearest known: Tessit"),
    (["--admin1", "Kidl"], "the nearest known: Kidal"),
    (["--actor", "JNIMM"], "the nearest known: Jama'at Nusrat al-Islam wal-Muslimin"),
    (["--actor", "Russian army"], "Russian forces"),
]


@pytest.mark.parametrize(("condition", "words"), SUGGESTED, ids=str)
def test_the_nearest_names_are_suggested(run_mapper, condition, words):
    assert words in run_mapper("list", "seeds", *condition).stderr


@pytest.mark.parametrize("condition", [["--place", "Paris"], ["--actor", "Putin"], ["--type", "Weather"]], ids=str)
def test_nothing_is_suggested_where_nothing_is_near(run_mapper, condition):
    done = run_mapper("list", "seeds", *condition)
    assert done.returncode in (1, 2)
    assert "nearest" not in done.stderr


def test_quiet_leaves_only_what_went_wrong(run_mapper, tmp_path):
    assert run_mapper("list", "seeds", "-q").stderr == ""
    (tmp_path / "e.csv").write_text("event_id,event_date\na,2025\na,2024\n", encoding="utf-8")
    said = run_mapper("list", tmp_path / "e.csv", "--quiet").stderr.splitlines()
    assert len(said) == 2
    assert "1 rejected (the id of an earlier row: 1)" in said[0]
    assert "--lenient" in said[1]
    assert run_mapper("list", "seeds").stderr != ""  # it holds for one run


def test_verbose_lists_every_row_and_value_that_was_not_used(run_mapper, tmp_path):
    rows = "".join(f"e{number},soon\n" for number in range(20))
    (tmp_path / "e.csv").write_text(f"event_id,event_date\n{rows}e0,2025\n", encoding="utf-8")
    said = run_mapper("list", tmp_path / "e.csv", "-v").stderr
    assert all(f"line {number}, event_date: " in said for number in range(2, 22))
    assert "line 22, event_id: " in said


def test_debug_says_where_an_error_arose(run_mapper):
    assert "Traceback" not in run_mapper("list", "no-such-file.csv", "-v").stderr
    done = run_mapper("list", "no-such-file.csv", "--debug")
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("mapper: no-such-file.csv")
