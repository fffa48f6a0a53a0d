"""Drafts are in no map, list or export but where they are asked for, and then marked; hostile text stays text."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import mapper
from tests.program import run

HOSTILE = """Gunmen killed 12 <img src=x onerror=alert(1)> civilians in Tessit on Friday.
</script><script>alert(2)</script> Rebels attacked an army base in Kidal on 3 May 2023, {{7777*7}} ${alert(3)} said.
=HYPERLINK("http://evil.example/") "Gunmen" killed 3 soldiers in Gao on 1 June 2025, '><svg/onload=alert(4)>.
"""


def drafted(folder: Path, text: str) -> Path:
    """The dossier with the drafts of a text from Mali, published on 15 June 2025."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    run("draft", folder / "a.txt", "--into", folder / "own", "--published", "2025-06-15", "--country", "ML")
    return folder / "own"


def reviewed(own: Path, *options: str) -> str:
    """The review page of a dossier's drafts."""
    page = own.parent / "review.html"
    assert run("draft", own, *options, "--html", page).returncode == 0
    return html.unescape(page.read_text("utf-8"))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "<b>hostile.txt").write_text(HOSTILE, encoding="utf-8")
    page = folder / "review.html"
    done = run(
        "draft", folder / "<b>hostile.txt", "--into", folder / "own", "--published", "2025-06-15", "--html", page
    )
    assert done.returncode == 0, done.stderr
    return folder / "own"


def test_only_with_drafts_are_they_shown_and_then_hollow_and_marked(dossier: Path, tmp_path: Path) -> None:
    (dossier / "events.csv").write_text("event_id,event_date,place,country\na,2025,Gao,ML\n", encoding="utf-8")
    assert [event["event_id"] for event in json.loads(run("list", dossier, "--json").stdout)] == ["a"]
    found = mapper.read(dossier, with_drafts=True).events.set_index("event_id")
    drafts = found[found["draft"]]
    assert len(drafts) == 3
    assert drafts["title"].str.startswith("DRAFT: ").all()
    assert "exact" not in set(drafts["location_kind"].astype(str))
    assert 1 not in set(drafts["geo_precision"].dropna())  # the card says one thing, not "near" and "exact"
    assert run("export", dossier, "--with-drafts", "-o", tmp_path / "e.geojson").returncode == 0
    features = json.loads((tmp_path / "e.geojson").read_text("utf-8"))["features"]
    assert {one["id"]: one["properties"]["draft"] for one in features} == {name: name != "a" for name in found.index}
    assert "DRAFT" in run("map", dossier, "--with-drafts", "-o", "-").stdout
    assert "DRAFT" not in run("map", dossier, "-o", "-").stdout


def test_a_draft_without_a_title_is_called_by_its_place(dossier: Path, tmp_path: Path) -> None:
    shutil.copytree(dossier, tmp_path / "own")
    path = tmp_path / "own" / "drafts" / "events.csv"
    drafts = pd.read_csv(path, dtype="str", keep_default_na=False).assign(title="")
    drafts.to_csv(path, index=False)
    events = mapper.read(tmp_path / "own", with_drafts=True).events
    drafted = events[events["draft"]]
    named = drafted[drafted["place"] != ""]
    assert len(named) > 0
    assert (named["title"] == "DRAFT: " + named["place"].astype(str)).all()
    assert not (drafted["title"].str.strip() == "DRAFT:").any()


def test_check_counts_what_waits(dossier: Path) -> None:
    (dossier / "events.csv").write_text("event_id,event_date,place,country\na,2025,Gao,ML\n", encoding="utf-8")
    done = run("check", dossier, "--json")
    assert json.loads(done.stdout)["drafts_waiting"] == 3
    assert "3 drafts to be taken or dropped" in done.stderr


def test_the_review_page_explains_its_colours_and_names_an_article_once_a_draft(dossier: Path) -> None:
    page = (dossier.parent / "review.html").read_text("utf-8")
    used = set(re.findall(r'<mark class="(\w*)">', page.partition("<main>")[2]))
    explained = re.findall(r'<mark(?: class="(\w+)")?>', page.partition("</header>")[0])
    assert used <= set(explained)
    for draft in page.split("<article ")[1:]:
        rows = re.findall(r"<tr><td>.*?</tr>", draft, re.DOTALL)
        assert len(re.findall("<dd>[^<]*hostile</dd>", draft)) == 1
        assert all("<td>paragraph " in row for row in rows)


def test_the_review_page_is_in_words_of_the_readers_language(tmp_path: Path) -> None:
    """It is that of the articles where none is asked for; no field names, no codes."""
    text = "Des hommes armés ont tué au moins 12 civils près de Gao vendredi, a indiqué la police."
    own = drafted(tmp_path, text)
    page = reviewed(own).partition("<main>")
    assert '<html lang="fr">' in page[0]
    cells = set(re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", page[2])) | set(re.findall("<dd>([^<]*)</dd>", page[2]))
    assert {"Morts", "au moins 12 (civils)", "paragraphe 1", "13 juin 2025", "près de Gao, Mali"} <= cells
    assert not re.search("event_date|actor1|fatalities|>=|para 1", page[2].partition("<footer>")[0].lower())
    assert "at least 12 (civils)" in reviewed(own, "--lang", "en")


def test_each_cell_of_the_review_page_shows_the_words_on_which_it_rests(tmp_path: Path) -> None:
    text = "Niamey, le 15 juin.\nVendredi, des hommes armés ont tué douze civils près de Gao, a indiqué la police."
    page = reviewed(drafted(tmp_path, text))
    words = re.findall(r'<dd class="words">(.*?)</dd>', page)
    marked = [re.search(r'<mark class="(\w*)">(.*?)</mark>', one) for one in words]
    told = [("when", "Vendredi"), ("where", "Gao"), ("", "tué"), ("who", "hommes armés")]
    assert [one.groups() for one in marked if one] == told
    assert "compté à partir de la publication, 15 juin 2025" in words[0]
    targets = set(re.findall(r'href="#([\w-]+)"', "".join(words)))
    assert targets <= set(re.findall(r'<li id="([\w-]+)"', page))
    assert len(targets) == 1


def test_the_review_page_runs_only_its_own_script(dossier: Path) -> None:
    page = html.unescape((dossier.parent / "review.html").read_text("utf-8").partition("<body>")[0])
    assert "default-src 'none'" in page
    page = (dossier.parent / "review.html").read_text("utf-8")
    assert re.findall(r"<script[^>]*>", page) == ["<script>"]
    assert "54439" not in page
    assert not re.search(r"<(?:img|svg|b)\b", page)
    assert "unsafe" not in page
    assert not re.search(r"\b(?:src|href|action)=", page.partition("<main>")[0])


def test_without_the_extra_one_sentence_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Gunmen killed 12 civilians in Gao.", encoding="utf-8")
    monkeypatch.setattr("mapper.draft.parser._NEEDED", ("no_such_library",))
    done = run("draft", tmp_path / "a.txt", "--into", tmp_path / "own")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "pip install 'conflict-event-mapper[draft]'" in done.stderr


def test_a_date_told_wrongly_and_a_missing_article_are_sentences(tmp_path: Path) -> None:
    done = run("draft", tmp_path / "none.txt")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("command", [["list", "--with-drafts"], ["check"], ["draft", "--list"]])
def test_tables_of_drafts_that_lost_columns_are_read_or_refused_in_a_sentence(
    dossier: Path, tmp_path: Path, command: list[str]
) -> None:
    drafts = tmp_path / "own" / "drafts"
    drafts.mkdir(parents=True)
    (tmp_path / "own" / "events.csv").write_text("event_id,event_date,place,country\na,2025,Gao,ML\n", encoding="utf-8")
    (drafts / "events.csv").write_text("event_id,place\nb,Gao\n", encoding="utf-8")
    (drafts / "claims.csv").write_text("claim_id\nc\n", encoding="utf-8")
    assert run(command[0], drafts.parent, *command[1:]).returncode == 0
    (drafts / "events.csv").write_text("place\nGao\n", encoding="utf-8")
    refused = run(command[0], drafts.parent, *command[1:])
    assert command == ["check"] or "events.csv: no column event_id" in refused.stderr  # check only counts them


def test_a_folder_with_drafts_alone_says_how_they_become_a_dossier(dossier: Path, tmp_path: Path) -> None:
    shutil.copytree(dossier / "drafts", tmp_path / "own" / "drafts")
    done = run("check", tmp_path / "own")
    assert done.returncode != 0
    assert "--take adds them" in done.stderr
