"""The program in a real terminal: tables that fit it."""

import json
import re
import sys
from functools import cache

import pytest

from mapper.claims.totals import figures_in_words
from mapper.cli.tables import Column, arranged
from tests.program import on_terminal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("seeds_once"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind"),
]

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WIDTHS = (80, 100, 120)


@cache
def shown(*arguments, columns):
    return ESCAPES.sub("", on_terminal(*arguments, columns=columns))


def words(line):
    """The cells of a line: what stands at least two blanks apart."""
    return re.split(r" {2,}", line.strip())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "columns"), [*(("seeds", columns) for columns in WIDTHS), ("tests/data/ged.csv", 80)]
)
def test_ids_dates_places_and_figures_are_whole(run_mapper, source, columns):
    lines = shown("list", source, columns=columns).splitlines()
    starts = {words(line)[0]: number for number, line in enumerate(lines) if line}
    for event in json.loads(run_mapper("list", source, "--json").stdout):
        number = starts[event["event_id"]]
        record = words(lines[number]) + (words(lines[number + 1]) if lines[number + 1].startswith(" ") else [])
        dead = figures_in_words([event[f"fatalities_{name}"] for name in ("low", "best", "high")])
        assert {event["date_text"], event["place"], dead} - {""} <= set(record), event["event_id"]


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_column_finds_room_from_eighty_on(columns):
    lines = shown("list", "seeds", columns=columns)
    assert re.search(r"^ +(dead  +)?actor 1  +actor 2  +type  +disputed$", lines, re.MULTILINE)
    assert "Not shown" not in lines


@pytest.mark.parametrize("columns", WIDTHS[::2])
@pytest.mark.parametrize("command", [["list", "seeds"], ["actors", "seeds"], ["gazetteer", "list"]], ids=" ".join)
def test_no_line_is_longer_than_the_terminal(command, columns):
    lines = shown(*command, columns=columns).splitlines()
    table = [line for line in lines if "wider terminal" not in line]
    assert max(map(len, table)) <= columns


def test_actors_go_by_their_short_names_and_keep_counts_and_colours(run_mapper):
    lines = shown("actors", "seeds", columns=80)
    for actor in json.loads(run_mapper("actors", "seeds", "--json").stdout):
        line = next(line for line in lines.splitlines() if f"  {actor['short_name']}  " in line)
        assert words(line)[0] == str(actor["events"])
        assert actor["colour"] in line


def test_sources_of_the_gazetteer_keep_names_numbers_and_dates(run_mapper):
    lines = shown("gazetteer", "list", columns=80).splitlines()
    for source in json.loads(run_mapper("gazetteer", "list", "--json").stdout):
        line = next(line for line in lines if line.startswith(source["name"]))
        assert words(line)[1:3] == [f"{source['count']:,}", source["date"]]


def test_columns_without_a_value_are_left_out(tmp_path):
    (tmp_path / "e.csv").write_text("event_id,event_date,place\na,2025,Gao\n", encoding="utf-8")
    heading, row = shown("list", tmp_path / "e.csv", "-q", columns=200).splitlines()
    assert (words(heading), words(row)) == (["event", "date", "place"], ["a", "2025", "Gao"])


def test_a_pipe_has_every_column_whole(run_mapper):
    heading, *_ = table = run_mapper("list", "seeds", COLUMNS="80").stdout.splitlines()
    assert "actor 2" in heading
    assert "sources disagree on" in heading
    assert any("Strategic Framework for the Protection of the People of Azawad" in line for line in table)


def test_wide_characters_take_two_cells():
    [line] = arranged([Column("place", ["加奥加奥加奥加奥"]), Column("id", ["a" * 10], whole=True)], 24).lines
    assert line[0].cells == ["加奥加奥加…"]
