"""The report as a whole: what it counts, lists and prints, and that it is the same from run to run."""

import json

import pytest

from mapper.model.text import terminal_safe
from mapper.report import check as checked
from mapper.report import report_html
from mapper.report.check import LISTED
from tests.report.dossiers import dossier


@pytest.fixture
def check(places):
    return lambda *made, **more: checked(*made, gazetteer=places, **more)


TWO_TOLLS = [
    {"field": "fatalities", "value": "84", "claimant": "Rebels"},
    {"field": "fatalities", "value": ">100", "claimant": "Army"},
]
FAULT = {
    "file": "events.csv",
    "line": 3,
    "field": "place",
    "value": "x",
    "reason": "bad",
    "remedy": "mend it",
}
KEYS = [
    "read",
    "used",
    "duplicates",
    "rejected_count",
    "rejected",
    "faults_count",
    "faults",
    "unlocated",
    "undated",
    "contradictions",
]


def test_an_empty_dossier_has_nothing_to_report(check):
    report = check(dossier())
    assert list(report.as_dict())[: len(KEYS)] == KEYS
    assert report.as_text() == "Read 0 rows: 0 used, 0 duplicates, 0 rejected.\nNothing to report.\n"


def test_the_report_is_ready_for_json(check):
    report = check(dossier({"event_id": "e", "place": "Atlantis", "place_reason": "no such place"},
                           claims=TWO_TOLLS, rejects=[FAULT], faults=[FAULT]))  # fmt: skip
    read = json.loads(json.dumps(report.as_dict()))
    assert (read["read"], read["used"], read["rejected_count"], read["faults_count"]) == (2, 1, 1, 1)
    assert read["rejected"] == read["faults"] == [FAULT]
    assert read["unlocated"] == [{"event_id": "e", "toponym": "Atlantis", "reason": "no such place", "candidates": []}]
    assert read["undated"] == [{"event_id": "e"}]
    [finding] = read["contradictions"]
    assert (finding["event_id"], finding["field"], finding["claims"]) == ("e", "fatalities", ["c1", "c2"])
    assert set(finding) >= {"id", "severity", "explanation", "remedy"}


def test_a_finding_keeps_its_id_when_other_rows_come_and_go(check):
    first = check(dossier({"event_id": "e"}, claims=TWO_TOLLS)).contradictions
    more = [*TWO_TOLLS, {"event_id": "f", "field": "place", "value": "X"}]
    second = check(dossier({"event_id": "f"}, {"event_id": "e"}, claims=more)).contradictions
    assert {one.id for one in first} <= {one.id for one in second}


def test_many_rejects_are_counted_and_the_list_is_cut(check):
    report = check(dossier(rejects=[FAULT] * (LISTED + 5))).as_dict()
    assert (report["rejected_count"], len(report["rejected"])) == (LISTED + 5, LISTED)


def test_the_text_says_everything_the_editor_needs(check):
    text = check(dossier({"event_id": "e", "place": "Atlantis", "place_reason": "no such place"},
                         claims=TWO_TOLLS, rejects=[FAULT])).as_text()  # fmt: skip
    told = " ".join(text.split())
    assert "1 rejected" in told
    assert "events.csv, line 3, place" in told
    assert "mend it" in told
    assert "no such place" in told
    assert "Without a date" in told
    assert "“84” (Rebels) against “more than 100” (Army)" in told
    assert "To settle it" in told
    assert "c1, c2" in told


def test_claims_that_are_not_understood_are_listed_in_text_json_and_page(check):
    claims = [{"field": "fatalities", "value": "<many>", "claimant": "Army"}, *TWO_TOLLS[:1]]
    made = dossier({"event_id": "e"}, claims=claims)
    report = check(made)
    assert report.as_dict()["unread"] == [
        {"claim_id": "c1", "event_id": "e", "field": "fatalities", "value": "<many>", "reason": "not a figure"}
    ]
    assert "Claims not understood, and compared with nothing: 1" in report.as_text()
    assert "e, fatalities, claim c1: “<many>” (not a figure)" in report.as_text()
    page = report_html(report, made)
    assert "<h2>Claims not understood, and compared with nothing: 1</h2>" in page
    assert "<bdi>&lt;many&gt;</bdi>" in page
    assert report.contradictions == check(dossier({"event_id": "e"}, claims=claims[1:])).contradictions


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x07", "\u202e", "\x9b31m", "\r", "\u2028"])
def test_no_text_of_the_data_can_steer_the_terminal(check, hostile):
    text = check(
        dossier({"event_id": f"e{hostile}", "place": hostile}, rejects=[{**FAULT, "value": hostile}])
    ).as_text()
    assert hostile not in text
    assert terminal_safe(hostile) in text


def test_a_long_list_is_cut_with_its_count(check):
    text = check(dossier(*({"event_id": f"e{n}"} for n in range(120)))).as_text()
    assert "… and 70 more" in text


def test_a_page_and_a_terminal_are_spared_a_hundred_thousand_findings(check):
    made = dossier(*({"event_id": f"e{n:05}", "media_url": "ftp://x"} for n in range(LISTED + 1)))
    report = check(made)
    assert len(report.as_dict()["contradictions"]) == LISTED + 1
    assert f"… and {LISTED + 1 - 200} more" in report.as_text()
    page = report_html(report, made)
    assert page.count("<article") == LISTED
    assert "<h2>Events to look at: 1,001</h2>\n<p>The first 1,000 are listed.</p>" in page
    assert "1,001 rows read: 1,001 used" in page


def test_the_dead_of_a_part_are_counted_once(check):
    whole = {"event_id": "whole", "fatalities_low": 9, "fatalities_best": 10}
    report = check(dossier(whole, {"event_id": "part", "part_of": "whole", "fatalities_best": 4}))
    assert report.as_dict()["fatalities"] == {"fatalities_low": 9, "fatalities_best": 10, "fatalities_high": None}
    assert "9 (low), 10 (best)" in report.as_text()


def test_findings_stand_under_the_titles_of_their_events_the_worst_first_with_what_is_agreed(check, tmp_path):
    rows = [
        {"field": "outcome", "value": "lost", "claimant": "Army"},
        {"field": "outcome", "value": "won", "claimant": "Rebels"},
        {"event_id": "f", "field": "place", "value": "Gao", "claimant": "Army"},
        {"event_id": "f", "field": "place", "value": "Kidal", "claimant": "Rebels"},
        {"event_id": "f", "field": "event_date", "value": "2024-07", "claimant": "Army"},
        {"event_id": "f", "field": "event_date", "value": "2024-07", "claimant": "Rebels"},
    ]
    ambush = {"event_id": "f", "title": "Ambush", "event_date": "2024-07"}
    made = dossier({"event_id": "e", "title": "Skirmish"}, ambush, claims=rows)
    report = check(made)
    text = report.as_text()
    assert text.index("Ambush (July 2024) · f") < text.index("Skirmish · e")
    assert "Agreed on – Date: July 2024, say the Army and Rebels." in text
    page = report_html(report, made, sources=[str(tmp_path)])
    assert page.index("Ambush (July 2024)") < page.index("Skirmish")
    assert "Agreed on – Date: July 2024" in page
    assert all(f"--accept {finding.id}" in page for finding in report.contradictions)


def test_a_report_in_a_notebook_says_how_much_it_found(check):
    """A cell that ends with it filled the page with all tables."""
    report = check(dossier({"event_id": "e"}, claims=TWO_TOLLS))
    assert len(repr(report)) < 200
    assert f"contradictions={len(report.contradictions)}" in repr(report)
