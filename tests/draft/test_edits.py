"""Whatever a person does to the four tables of drafts survives the next run, also over an article that has changed."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.draft.merge import merged, settle
from mapper.draft.records import Drafts, is_waiting
from mapper.draft.taking import join
from mapper.model.schema import ID_COLUMNS
from tests.draft.conftest import Drafted

PLACES = ("Tessit", "Boulkessi", "Aguelhok", "Hombori", "Konna")
SENTENCES = (
    "Gunmen killed {} civilians in the village of Tessit on 3 June 2025, residents said.",
    "On 5 June 2025, rebels attacked an army base in Boulkessi and killed {} soldiers, the army said.",
    "A roadside bomb killed {} soldiers near Aguelhok on 7 June 2025, according to the governor.",
    "Militants abducted {} farmers in Hombori on 9 June 2025, said a local official.",
    "An air strike on 11 June 2025 killed {} herders in Konna, a spokesman said.",
)
ADDED = ("", "The weather was hot.", "The roads of the region are closed.")
figures = st.tuples(*[st.integers(2, 40)] * len(SENTENCES))
words = st.text("xyz;, é\n\"'", min_size=1, max_size=5)
edits = st.lists(
    st.tuples(st.sampled_from(sorted(ID_COLUMNS)), st.integers(0, 40), st.integers(0, 40), words), max_size=8
)
settled = st.dictionaries(st.integers(0, 4), st.sampled_from(["taken", "dropped", "joined"]), max_size=4)
changes = st.tuples(st.sampled_from(ADDED), st.dictionaries(st.integers(0, 4), st.integers(41, 90), max_size=3))
NOT_EDITED = {"event_id", "claim_id", "source_id", "actor_id", "draft_hash", "draft_status"}
RUNS: list[Drafted] = []


@pytest.fixture(autouse=True)
def runs(drafted: Drafted) -> None:
    """Keep the one reader for the function below, which remembers what it has drafted."""
    RUNS[:] = [drafted]


@cache
def drafts_of(numbers: tuple[int, ...], added: str) -> Drafts:
    """Return the drafts of an article of five events, with a paragraph put before them."""
    text = [sentence.format(number) for sentence, number in zip(SENTENCES, numbers, strict=True)]
    return RUNS[0]("\n".join([added, *text]), country="ML")


def place_of(drafts: Drafts, event_id: str) -> str:
    quotes = " ".join(row["quote"] for row in drafts.claims if row["event_id"] == event_id)
    return next(place for place in PLACES if place in quotes)


@dataclass
class Person:
    """What a person did to the drafts, drawn at random: edits, takes, drops, joins, an own row, another order."""

    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    claims: set[tuple[str, ...]] = field(default_factory=set)

    def settle(self, drafts: Drafts, decisions: dict[int, str], folder: Path) -> None:
        names = [row["event_id"] for row in drafts.events]
        for number, status in decisions.items():
            if status == "joined":
                join(folder, drafts, f"{names[number]}={names[(number + 1) % len(names)]}")
            else:
                settle(drafts, names[number], status)
        self.statuses = {row["event_id"]: row["draft_status"] for row in drafts.events if row["draft_status"] != "new"}

    def drop_claims(self, drafts: Drafts, numbers: list[int]) -> None:
        for row in (drafts.claims[number % len(drafts.claims)] for number in numbers):
            row["draft_status"] = "dropped"
            self.claims.add(what(row))

    def edit(self, drafts: Drafts, changed: list[tuple[str, int, int, str]]) -> None:
        for table, place, column, text in changed:
            if rows := drafts.table(table):
                row = rows[place % len(rows)]
                names = [name for name in row if name not in NOT_EDITED and (table, name) != ("claims", "quote")]
                name = names[column % len(names)]
                row[name] = text
                self.cells[table, row[ID_COLUMNS[table]], name] = text


def what(claim: dict[str, str]) -> tuple[str, ...]:
    return tuple(claim[name] for name in ("event_id", "field", "value", "claimant"))


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(figures, st.tuples(edits, settled, st.lists(st.integers(0, 40), max_size=4)), changes, st.randoms())
def test_nothing_of_a_persons_is_lost(tmp_path, numbers, deeds, later, order) -> None:
    old = merged(Drafts(), drafts_of(numbers, ""), ["source"])
    assert len(old.events) == len(SENTENCES)
    places = {row["event_id"]: place_of(old, row["event_id"]) for row in old.events}
    person = Person()
    person.settle(old, deeds[1], tmp_path)
    person.drop_claims(old, deeds[2])
    person.edit(old, deeds[0])
    own = {"event_id": "mine", "place": "Kidal", "draft_status": "taken"}
    old.events.append(own)
    for table in ID_COLUMNS:
        order.shuffle(old.table(table))

    added, altered = later
    new = drafts_of(tuple(altered.get(number, figure) for number, figure in enumerate(numbers)), added)
    now = merged(copy.deepcopy(old), new, ["source"])

    cells = {(table, row[ID_COLUMNS[table]]): row for table in ID_COLUMNS for row in now.table(table)}
    assert {key: cells[key[:2]][key[2]] for key in person.cells} == person.cells
    assert {name: cells["events", name]["draft_status"] for name in person.statuses} == person.statuses
    assert own in now.events
    waiting = [row["event_id"] for row in now.events if is_waiting(row)]
    assert not {place_of(now, name) for name in waiting} & {places[name] for name in person.statuses}
    assert not {what(row) for row in now.claims if is_waiting(row)} & person.claims
    again = merged(copy.deepcopy(now), new, ["source"])
    assert [again.table(table) for table in ID_COLUMNS] == [now.table(table) for table in ID_COLUMNS]
