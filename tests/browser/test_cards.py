"""What the example's page prints, each card and all around them, in both languages, is fit to be printed elsewhere."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

import mapper
from tests.browser.pages import READ, open_map

pytestmark = pytest.mark.browser

GROUPED_YEAR = re.compile(r"\b(?:1[,\u202f\u00a0]9|2[,\u202f\u00a0]0)\d\d\b")
RAW_SIGN = re.compile(r"[<>]=?\s?\d|\d\.\.\d")
RAW_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d")
OUR_ID = re.compile(r"\b(?:event_date|actor[12]|assoc_actor_[12]|unit_or_group|claim_id|source_id)\b|\w+/\w+/\d{3}")

ENGLISH_LABEL = re.compile(
    r"\b(?:Killed|Sides|Sources disagree|Not stated|Not dated|Show on map|Inferred by|How sure|Part of"
    r"|Possibly the same|denied by|disputed by|inferred by the editors|within about|Event id|Who claims what)\b"
)


ROWS = """
async () => {
  const texts = [];
  for (const list of document.querySelectorAll(".virtual-rows")) {
    const box = list.parentElement;
    for (box.scrollTop = 0; ; box.scrollTop += box.clientHeight) {
      await new Promise((seen) => setTimeout(seen, 100));
      texts.push(list.textContent);
      if (!box.clientHeight || box.scrollTop + box.clientHeight >= box.scrollHeight - 1) break;
    }
  }
  return texts;
}
"""
"""Script: all rows of the lists, which hold only those in view."""

AROUND = "panel, lists, notices and time line"


@pytest.fixture(scope="module", params=["en", "fr"])
def cards(request, chromium, run_mapper, tmp_path_factory, seeds_events):
    """Event id → all that its card says; and what the page says around the cards, with everything open."""
    file = tmp_path_factory.mktemp("maps") / "map.html"
    done = run_mapper("map", "seeds", "--lang", request.param, "-o", file)
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, file)
    opened.state()  # events of the context too
    around = "\n".join([*opened.page.evaluate(READ, None), *opened.page.evaluate(ROWS)])
    unlisted = [event["event_id"] for event in seeds_events if event["title"] not in around]
    assert unlisted == []
    return {AROUND: around} | {event["event_id"]: opened.card(event["event_id"]) for event in seeds_events}


@pytest.mark.parametrize("fault", [GROUPED_YEAR, RAW_SIGN, OUR_ID], ids=["year", "sign", "id"])
def test_no_card_prints_what_no_newspaper_could(cards, fault):
    assert {event: found for event, card in cards.items() if (found := fault.findall(card))} == {}


def test_dates_are_said_and_not_written_as_codes(cards):
    claims = {
        event: RAW_DATE.findall(re.sub(r"\b[a-z]\w*(?:-\w+)+\b", "", card))
        for event, card in cards.items()
        if event != AROUND  # the fields of a period hold dates as they are typed
    }
    assert {event: found for event, found in claims.items() if found} == {}


@pytest.mark.parametrize("cards", ["fr"], indirect=True)
def test_a_french_card_has_no_label_in_english(cards):
    assert {event: found for event, card in cards.items() if (found := ENGLISH_LABEL.findall(card))} == {}


@pytest.mark.parametrize(
    ("language", "label", "note"),
    [("en", "Named together", "does not say whether"), ("fr", "Nommés ensemble", "ne dit pas s’ils")],
)
def test_actors_of_one_cell_are_no_opponents(chromium, tmp_path, language, label, note):
    cells = ["JNIM; FAMa", "JNIM vs FAMa"]
    table = pd.DataFrame({"id": ["a", "b"], "date": "2025-05-03", "place": "Gao", "country": "ML", "actors": cells})
    opened = open_map(chromium, mapper.write_map(mapper.read(table), tmp_path / "m.html", language=language))
    facts = [opened.card(event) and opened.page.locator(".card dl.facts").first.inner_text() for event in ("a", "b")]
    assert [label in text for text in facts] == [note in text for text in facts] == [True, False]
    assert all("JNIM" in text and "FAMa" in text for text in facts)


def test_a_card_says_how_sure_the_gazetteer_is_of_the_place_that_it_gave(chromium, run_mapper, tmp_path):
    heading = "event_id,event_date,place,country,latitude,longitude"
    rows = "named,2025-06-01,San,ML,,\nown,2025-06-01,San,ML,13.3,-4.9\n"
    (tmp_path / "events.csv").write_text(f"{heading}\n{rows}")
    run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    share = mapper.read(tmp_path / "events.csv").events["place_confidence"].iloc[0]
    opened = open_map(chromium, tmp_path / "map.html")
    assert f"{share:.0%} sure that this is the place meant" in opened.card("named")
    assert "sure that" not in opened.card("own")


def test_sources_disagree_on_fields_that_are_named_as_within_a_sentence(opened):
    assert "Sources disagree on: side and date." in opened.card("tinzaouaten-2024-07")


def test_an_area_is_not_said_to_lie_in_itself(chromium, run_mapper, tmp_path):
    heading = "event_id,event_date,place,country,admin1,latitude,longitude,geo_precision"
    rows = "a,2025-06-01,Gao,ML,Gao,16.3,0,4\nb,2025-06-01,Gao,ML,Gao,16.3,0,1\n"
    (tmp_path / "events.csv").write_text(f"{heading}\n{rows}")
    run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    opened = open_map(chromium, tmp_path / "map.html")
    assert "Gao, Mali" not in opened.card("a")
    assert "Gao, Mali" in opened.card("b"), "a town in the region of its name"


def test_a_sheet_without_titles_types_and_claims_tells_what_happened(chromium, run_mapper, tmp_path):
    sheet = "Date,Place,Country,What happened,Killed\naround 4 June 2025,Gao,Mali,A bus was burned,7\n"
    (tmp_path / "sheet.csv").write_text(sheet + f"5 June 2025,Gao,Mali,{'A long account. ' * 9},\n")
    run_mapper("map", tmp_path / "sheet.csv", "-o", tmp_path / "map.html")
    opened = open_map(chromium, tmp_path / "map.html")
    opened.card("sheet-2")
    card = opened.page.locator(".card")
    expect(card.locator("h2").first).to_have_text("A bus was burned")
    when = card.locator("dt", has_text="When").locator("+ dd")
    expect(when).to_contain_text("some time in this period · written “around 4 June 2025”")
    opened.card("sheet-3")
    expect(card.locator("h2").first).to_have_text(f"{'A long account. ' * 5}A long…".strip())
    expect(card.get_by_text("A long account. " * 9)).to_be_visible()  # nothing has to be unfolded


def test_a_card_says_who_names_which_side_and_who_attacked(chromium, run_mapper, tmp_path):
    (tmp_path / "events.csv").write_text("event_id,event_date,place,country,actor1\nmarket,2025-06-13,Gao,ML,JNIM\n")
    claims = (
        "claim_id,event_id,field,value,stance,claimant\n1,market,actor1,JNIM,asserts,Malian army\n"
        "2,market,actor1,ISGS,asserts,residents\n3,market,attacker,JNIM,denies,JNIM\n"
        "4,market,fatalities,7,asserts,Malian army\n"
    )
    (tmp_path / "claims.csv").write_text(claims)
    run_mapper("map", tmp_path, "-o", tmp_path / "map.html")
    card = open_map(chromium, tmp_path / "map.html").card("market")
    assert "JNIM, says the Malian army; ISGS, say residents" in card
    assert "Attacker: “JNIM” denied by JNIM" in card
    assert "7 killed, says the Malian army" in card
