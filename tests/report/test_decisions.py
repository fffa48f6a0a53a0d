"""Settled findings stay settled while what they rest on stays as it was."""

import csv
import html
import re
import shlex

import pytest

import mapper
from mapper.errors import OutputError, ParameterError
from mapper.report import accept, check, read_decisions
from tests.report.dossiers import few_of_the_example

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    return few_of_the_example(tmp_path / "dossier")


@pytest.fixture
def report(folder, places):
    return lambda: check(mapper.read(folder, gazetteer=places), decisions=read_decisions([folder]), gazetteer=places)


def edit(path, match, column, value):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [row] = [row for row in rows if row[match[0]] == match[1]]
    row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def of(findings, event, field):
    [finding] = [one for one in findings if (one.event_id, one.field) == (event, field)]
    return finding


@pytest.mark.slow
def test_an_accepted_finding_is_settled_until_its_claims_change(folder, report):
    before = report()
    finding = of(before.contradictions, "gao-su24-2025-06", "outcome")
    accept(folder, finding.id, "Both are kept: =no word decides.", findings=before.contradictions)
    after = report()
    assert [(one.finding.id, one.why) for one in after.accepted] == [(finding.id, "Both are kept: =no word decides.")]
    assert {one.id for one in after.contradictions} == {one.id for one in before.contradictions} - {finding.id}
    assert after.as_dict()["accepted"][0]["why"] in " ".join(after.as_text().split())

    edit(folder / "claims.csv", ("claim_id", finding.claims[0]), "quote", "another quote")
    opened = report()
    assert opened.accepted == ()
    assert of(opened.contradictions, "gao-su24-2025-06", "outcome").id == finding.id


@pytest.mark.slow
def test_an_edit_elsewhere_leaves_it_settled(folder, report):
    before = report()
    finding = of(before.contradictions, "gao-su24-2025-06", "outcome")
    accept(folder, finding.id, "Both are kept.", findings=before.contradictions)
    edit(folder / "claims.csv", ("claim_id", "moura/place/004"), "quote", "another quote")
    edit(folder / "events.csv", ("event_id", "gao-su24-2025-06"), "notes", "Another note.")
    edit(folder / "sources.csv", ("source_id", "article-000"), "reliability", "B")
    assert [one.finding.id for one in report().accepted] == [finding.id]


@pytest.mark.slow
def test_every_finding_can_be_settled_and_opens_when_its_event_or_claims_change(folder, report):
    findings = report().contradictions
    for finding in findings:
        accept(folder, finding.id, "Known.", findings=findings)
    done = report()
    assert done.contradictions == ()
    assert len(done.accepted) == len(read_decisions([folder]))
    edit(folder / "events.csv", ("event_id", "boulkessi-2025-05-30"), "event_date", "2025-05-31")
    assert [(one.event_id, one.field) for one in report().contradictions] == [("boulkessi-2025-05-30", "event_id")]


@pytest.mark.slow
@pytest.mark.parametrize(("finding_id", "why"), [("nonsense", "Known."), ("", "Known."), (None, " ")])
def test_a_wrong_id_or_no_reason_is_refused_and_nothing_is_written(folder, report, finding_id, why):
    findings = report().contradictions
    with pytest.raises(ParameterError):
        accept(folder, findings[0].id if finding_id is None else finding_id, why, findings=findings)
    assert not (folder / "decisions.csv").exists()


def test_only_a_folder_holds_decisions(folder, report):
    findings = report().contradictions
    with pytest.raises(OutputError, match=r"`mapper export .*events\.csv -o dossier/`"):
        accept(folder / "events.csv", findings[0].id, "Known.", findings=findings)
    assert read_decisions([folder / "events.csv", "-", folder / "nowhere"]).empty


TABLE = """event_id,event_date,place,country,actor1
A,2025-05-01,Gao,Mali,GSIM/Bande Noire
B,2025-05-02,Gao,Mali,GSIM
C,2025-05-02,Gao,Mali,JNIM
"""


@pytest.mark.slow
def test_a_report_offers_only_commands_that_work(run_mapper, tmp_path):
    table, made = tmp_path / "mon suivi.csv", tmp_path / "dossier"
    table.write_text(TABLE)
    page = tmp_path / "r.html"

    def offered(source):
        run_mapper("check", source, "--html", page)
        text = html.unescape(page.read_text(encoding="utf-8"))
        return [shlex.split(command) for command in re.findall("<code>mapper (.*?)</code>", text)]

    [export] = offered(table)
    assert export == ["export", str(table), "-o", "dossier/"]
    assert run_mapper(*export[:-1], made).returncode == 0
    commands = offered(made)
    assert commands
    for command in commands:
        assert run_mapper(*command).returncode == 0
    assert len(read_decisions([made])) == len(commands)


def test_accepting_in_a_table_tells_how_to_go_on(run_mapper, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(TABLE)
    done = run_mapper("check", table, "--accept", "x", "--why", "Known.")
    assert done.returncode == 1
    assert f"mapper export {table} -o dossier/" in done.stderr
