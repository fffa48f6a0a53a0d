"""The report in French: explanations, remedies and headings of ours; what sources say stays as it is."""

import json
import re

import pytest

from mapper.report import check, report_html
from tests.report.dossiers import dossier

ENGLISH = re.compile(r"\b(?:the|of|and|is|was|claims?|which|from|with|not|source has|lies)\b", re.IGNORECASE)


@pytest.fixture
def made():
    rows = [
        {"field": "fatalities", "value": "84", "claimant": "Rebels"},
        {"field": "fatalities", "value": ">100", "claimant": "Army"},
        {"field": "event_date", "value": "2024-07-27", "claimant": "x", "quote": "Monday"},
        {"field": "outcome", "value": "lost", "stance": "denies", "claimant": "Army", "source_id": "zz"},
        {"field": "vehicles_destroyed", "value": "10"},
        {"field": "vehicles_total", "value": "5"},
    ]
    actors = [{"actor_id": "w", "name": "Wagner", "active_to": "2023", "successor": "w2"}]
    events = [
        {"event_id": "e", "event_date": "2024-07-27", "place": "Gao", "actor1": "Wagner", "media_url": "ftp://x.org/"},
        {"event_id": "f", "event_date": "2024-07-28", "place": "", "part_of": "zz"},
    ]
    return dossier(*events, claims=rows, actors=actors)


def test_findings_are_said_in_french_and_stay_english_in_json(made, places):
    report = check(made, gazetteer=places)
    english, french = report.as_dict(), report.as_dict("fr")
    assert len(english["contradictions"]) > 6
    for one, other in zip(english["contradictions"], french["contradictions"], strict=True):
        assert other["remedy"].startswith("Pour trancher\u00a0: ")
        assert one["remedy"].startswith("To settle it: ")
        assert not ENGLISH.search(other["explanation"] + other["remedy"]), other
        assert one["id"] == other["id"]


def test_the_report_as_text_and_as_a_page_is_in_french(made, places):
    report = check(made, gazetteer=places)
    text = report.as_text("fr")
    assert text.startswith("2 lignes lues (retenues\u00a0: 2")
    assert "«\u00a0plus de 100\u00a0» (Army)" in re.sub(r"\n +", " ", text)
    assert not ENGLISH.search(text)
    page = report_html(report, made, language="fr")
    assert '<html lang="fr">' in page
    body = re.sub(r'<p class="soft">.*?</p>', "", page.partition("<body>")[2])  # the names of rules
    words = re.sub(r"<[^>]*>", " ", body).replace("The Daily", "")
    assert "Contradictions et doutes" in words
    assert not ENGLISH.search(words)


@pytest.mark.slow
@pytest.mark.usefixtures("seeds_once")
def test_the_command_line_says_it_in_the_language_asked_for(run_mapper, tmp_path):
    told = run_mapper("check", "seeds", "--lang", "fr")
    assert told.returncode == 0, told.stderr
    assert "Absents de la carte" in told.stdout
    assert "seul le pays est connu" in told.stdout
    page = tmp_path / "rapport.html"
    assert run_mapper("check", "seeds", "--lang", "fr", "--html", page).returncode == 0
    assert "Rapport de rédaction" in page.read_text(encoding="utf-8")
    assert json.loads(run_mapper("check", "seeds", "--lang", "fr", "--json").stdout) == json.loads(
        run_mapper("check", "seeds", "--json").stdout
    )


def test_what_is_wrong_with_values_is_said_in_french(run_mapper, tmp_path):
    rows = ["a,2024-13,Atlantis,91", "a,2024,ML,", ",2024,ML,"]
    file = tmp_path / "events.csv"
    file.write_text("\n".join(["event_id,event_date,country,latitude", *rows]) + "\n", encoding="utf-8")
    told = " ".join(run_mapper("check", file, "--lang", "fr").stdout.split())
    assert "« 2024-13 » absent du calendrier ; écrire 2025" in told
    assert "n’est pas un pays connu ici" in told
    assert "donner des degrés décimaux entre -90 et 90" in told
    assert "la ligne n’a pas d’event_id" in told
    assert "identifiant d’une ligne précédente" in told
