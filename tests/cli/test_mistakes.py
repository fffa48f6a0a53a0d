"""A user's mistake is one sentence that says how to mend it, with the right exit code, and never a traceback."""

import pytest

pytestmark = pytest.mark.usefixtures("seeds_once")

MISTAKES = [
    (["list", "seeds", "--actor", "Wagnr"], 2, "Wagner Group"),
    (["list", "seeds", "--type", "Batles"], 2, "Battles"),
    (["list", "seeds", "--source", "article-00"], 2, "article-000"),
    (["list", "seeds", "--from", "soon"], 2, "2025-06-15"),
    (["list", "seeds", "--month", "2025"], 2, "2025-06"),
    (["list", "seeds", "--bbox", "1,2,3"], 2, "W,S,E,N"),
    (["list", "seeds", "--country", "Atlantis"], 2, "ISO code"),
    (
        ["list", "seeds", "--country", "ML,SD"],
        2,
        "--country: cannot read 'ML,SD'; give several as --country ML --country SD",
    ),
    (["list", "seeds", "--actor", "JNIM, US Army"], 2, "give several as --actor JNIM --actor 'US Army'"),
    (["list", "no-such-file.csv"], 2, "no such file"),
    (["list", "-", "-"], 2, "standard input can be read only once"),
    (["map", "-", "seeds", "-", "-o", "-"], 2, "standard input can be read only once"),
    (["list", "seeds/README.md"], 1, "no column event_id"),
    (["map", "seeds", "--month", "1999-01", "-o", "-"], 1, "--month 1999-01"),
    (["map", "seeds", "--actor", "JNIM", "--month", "1999-01", "--country", "ML", "-o", "-"], 1, "--month 1999-01"),
    (["export", "seeds", "-o", "events.docx"], 1, ".geojson"),
    (["list", "seeds", "--sheet", "A", "--sheet", "B"], 2, "--sheet is given 2 times, and has one value"),
    (["list", "seeds", "--text", "Gao", "--text", "market"], 2, "--text is given 2 times"),
    (["draft", "seeds/events.csv", "--list"], 1, "no dossier, which is a folder"),
    (["place"], 2, "mapper place Kidal"),
    (["nonsense"], 2, "nonsense"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:60])
def test_a_mistake_is_one_sentence(run_mapper, arguments, code, words):
    done = run_mapper(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_without_a_source_and_without_seeds_it_says_what_to_give(start_mapper, tmp_path):
    done = start_mapper("list", cwd=tmp_path)
    assert done.returncode == 2
    assert "mapper map events.csv" in done.stderr


def test_a_list_that_a_filter_empties_says_which_condition_did(run_mapper):
    done = run_mapper("list", "seeds", "--actor", "JNIM", "--place", "Atlantis", "--json")
    assert (done.returncode, done.stdout.strip()) == (1, "[]")
    assert "--place" in done.stderr
    assert run_mapper("list", "seeds", "--month", "1999-01").returncode == 1


@pytest.mark.slow
def test_an_empty_map_can_be_asked_for(run_mapper, tmp_path):
    done = run_mapper("map", "seeds", "--month", "1999-01", "--allow-empty", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "map.html").stat().st_size > 100_000


def test_strict_makes_a_fault_fatal(run_mapper, tmp_path):
    (tmp_path / "events.csv").write_text("event_id,event_date\na,soon\n", encoding="utf-8")
    assert run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html").returncode == 0
    done = run_mapper("map", tmp_path / "events.csv", "--strict", "-o", tmp_path / "other.html")
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert not (tmp_path / "other.html").exists()
