"""A later run never undoes what a person did to the drafts; taking and joining add them to the dossier."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.draft.folder import count_waiting, read_drafts
from mapper.draft.merge import merged, settle
from mapper.draft.records import DRAFT_COLUMNS, Drafts, finished_row
from mapper.errors import ParameterError
from tests.program import run

TEXT = "Gunmen killed 12 civilians in Tessit on Friday. On 3 May 2023, rebels attacked an army base in Kidal."


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def made(cells: list[tuple[str, str]]) -> Drafts:
    """Drafts of one source whose events have these ids and places, each with one claim."""
    drafts = Drafts()
    for name, place in cells:
        drafts.events.append(finished_row({"event_id": f"a-{name}-1", "place": place}, "events", "", 0.5))
        claim = {
            "claim_id": f"a-{name}-1/place",
            "event_id": f"a-{name}-1",
            "source_id": "a",
            "field": "place",
            "value": place,
        }
        drafts.claims.append(finished_row(claim, "claims", "", 1.0))
    return drafts


ids = st.sampled_from("pqrs")
runs = st.dictionaries(ids, st.sampled_from(["Gao", "Kidal", "Tessit"]))
edits = st.lists(st.tuples(ids, st.sampled_from(["place", "notes", "title"]), st.text("xyz", min_size=1, max_size=3)))
decisions = st.dictionaries(ids, st.sampled_from(["taken", "dropped"]))


@given(runs, runs, edits, decisions)
def test_a_persons_edits_takes_and_drops_stay(first, second, changes, decided) -> None:
    old = merged(Drafts(), made(list(first.items())), ["a"])
    rows = {row["event_id"]: row for row in old.events}
    mine: dict[str, dict[str, str]] = {}
    for name, column, text in changes:
        if row := rows.get(f"a-{name}-1"):
            row[column] = text
            mine.setdefault(row["event_id"], {})[column] = text
    for name, status in decided.items():
        if row := rows.get(f"a-{name}-1"):
            row["draft_status"] = status
            mine.setdefault(row["event_id"], {})["draft_status"] = status
    later = merged(old, made(list(second.items())), ["a"])
    again = merged(later, made(list(second.items())), ["a"])
    now = {row["event_id"]: row for row in later.events}
    assert again.events == later.events
    assert again.claims == later.claims
    for event_id, cells in mine.items():
        assert {column: now[event_id][column] for column in cells} == cells
    for name, place in second.items():
        row = now[f"a-{name}-1"]
        assert row["place"] == mine.get(row["event_id"], {}).get("place", place)
    untouched = {name for name in first if f"a-{name}-1" not in mine} - second.keys()
    assert not {f"a-{name}-1" for name in untouched} & now.keys()


def test_rows_of_other_sources_and_rows_of_a_persons_own_stay() -> None:
    old = merged(Drafts(), made([("p", "Gao")]), ["a"])
    old.events.append({"event_id": "mine", "place": "Kidal"})
    later = merged(old, Drafts(), ["b"])
    assert [row["event_id"] for row in later.events] == ["a-p-1", "mine"]


def drafted(folder: Path) -> Path:
    article = folder / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    done = run("draft", article, "--into", folder / "dossier", "--published", "2025-06-15")
    assert done.returncode == 0, done.stderr
    return folder / "dossier"


def test_the_command_from_article_to_dossier(tmp_path: Path) -> None:
    dossier = drafted(tmp_path)
    first, second = (row["event_id"] for row in read_drafts(dossier).events)
    assert {path.name for path in dossier.iterdir()} == {"drafts"}
    before = {path: path.read_bytes() for path in sorted(dossier.rglob("*.*"))}
    drafted(tmp_path)
    assert {path: path.read_bytes() for path in sorted(dossier.rglob("*.*"))} == before
    assert count_waiting(dossier) == 2

    assert run("draft", dossier, "--take", first).returncode == 0
    assert run("draft", dossier, "--drop", second).returncode == 0
    drafted(tmp_path)
    assert [row["draft_status"] for row in read_drafts(dossier).events] == ["taken", "dropped"]
    listed = json.loads(run("list", dossier, "--json").stdout)
    assert [event["event_id"] for event in listed] == [first]
    claims = table_of(dossier / "claims.csv")
    assert {claim["event_id"] for claim in claims} == {first}
    assert not set(DRAFT_COLUMNS) & claims[0].keys()


def test_a_dropped_draft_that_is_taken_after_all_brings_its_claims(tmp_path: Path) -> None:
    dossier = drafted(tmp_path)
    first, second = (row["event_id"] for row in read_drafts(dossier).events)
    asked = [claim["claim_id"] for claim in read_drafts(dossier).claims if claim["event_id"] == first]
    assert run("draft", dossier, "--drop", first).returncode == 0
    drafted(tmp_path)
    assert run("draft", dossier, "--take", first).returncode == 0
    assert [claim["claim_id"] for claim in table_of(dossier / "claims.csv")] == asked
    assert run("draft", dossier, "--drop", second).returncode == 0
    assert run("draft", dossier, "--join", f"{second}={first}").returncode == 0
    assert len(table_of(dossier / "claims.csv")) > len(asked)


def test_a_claim_that_was_dropped_by_itself_does_not_come_back() -> None:
    drafts = made([("x", "Gao")])
    drafts.claims[0]["draft_status"] = "dropped"
    settle(drafts, "a-x-1", "dropped")
    with pytest.raises(ParameterError, match="a draft with claims"):
        settle(drafts, "a-x-1", "taken")
    assert drafts.claims[0]["draft_status"] == "dropped"


def test_a_join_moves_the_claims_to_one_event(tmp_path: Path) -> None:
    dossier = drafted(tmp_path)
    first, second = (row["event_id"] for row in read_drafts(dossier).events)
    assert run("draft", dossier, "--join", f"{second}={first}").returncode == 0
    claims = table_of(dossier / "claims.csv")
    assert {claim["event_id"] for claim in claims} == {first}
    assert [row["event_id"] for row in table_of(dossier / "events.csv")] == [first]


def test_taken_in_a_spreadsheet_is_taken(tmp_path: Path) -> None:
    dossier = drafted(tmp_path)
    table = dossier / "drafts" / "events.csv"
    table.write_text(table.read_text("utf-8").replace(",new,", ",taken,", 1), encoding="utf-8")
    assert run("draft", dossier, "--list").returncode == 0
    assert len(table_of(dossier / "events.csv")) == 1


def test_mistakes_are_sentences(tmp_path: Path) -> None:
    dossier = drafted(tmp_path)
    for arguments in (
        ("draft", dossier, "--take", "nothing"),
        ("draft", tmp_path / "missing.txt"),
        ("draft", dossier, "--join", "x"),
        ("draft", tmp_path / "article.txt", "--published", "soon"),
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
