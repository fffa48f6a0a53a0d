"""What drafting must never do: make up a value, a place, a day, a claimant or an actor."""

from __future__ import annotations

import re

import pytest

from mapper.model.figures import read_figure
from mapper.model.unread import UnreadError
from tests.draft.conftest import Drafted

ARTICLE = """Village attacked near Gao, officials say
BAMAKO, June 14 (Reuters) - Gunmen killed at least 12 civilians and wounded three others in Tessit on Friday.
The Blue Army denied that its soldiers had killed civilians in Tessit.
According to a resident, “they came at dawn” and burned two trucks; a 14-year-old boy was among the dead.
The attack was reportedly claimed by the Reds. In 2023, Blue soldiers retook Kidal from the Reds.
"""


def claims(drafts, field: str) -> list[str]:
    return [claim["value"] for claim in drafts.claims if claim["field"] == field]


def test_each_quote_is_verbatim_in_its_paragraph_and_short(drafted: Drafted) -> None:
    drafts = drafted(ARTICLE)
    paragraphs = ARTICLE.splitlines()
    assert drafts.claims
    for claim in drafts.claims:
        text = paragraphs[int(claim["locator"].removeprefix("para ")) - 1]
        assert claim["quote"]
        assert claim["quote"] in text
        assert len(claim["quote"].split()) <= 25


def test_each_value_is_printed_in_its_paragraph(drafted: Drafted) -> None:
    paragraphs = ARTICLE.splitlines()
    for claim in drafted(ARTICLE).claims:
        text = paragraphs[int(claim["locator"].removeprefix("para ")) - 1]
        if claim["field"] in {"place", "actor1", "actor2", "event_type"}:
            assert claim["value"] in text
        elif claim["field"] != "event_date":
            assert _prints(text, claim["value"])


def _prints(text: str, value: str) -> bool:
    if value == "1" and re.search(r"\b(?:a|an|another)\b", text):
        return True
    wanted = read_figure(value)
    words = text.replace(",", "").split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + 5, len(words)) + 1):
            try:
                found = read_figure(" ".join(words[start:end]).strip(".,;:"))
            except UnreadError:
                continue
            if (found.low, found.high) == (wanted.low, wanted.high):
                return True
    return False


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("NAIROBI, June 14 (Reuters) - Gunmen killed 12 civilians on Friday.", "NAIROBI"),
        ("Gunmen killed 12 civilians on Friday, the minister told reporters in Bamako.", "Bamako"),
        ("Bamako said on Friday that gunmen had killed 12 civilians in Tessit.", "Bamako"),
        ("Gunmen killed 12 people in the village of Xyzabad in Gao region on Friday.", "Gao region"),
        ("The Paris-based group said that rebels killed 12 soldiers near Tessit on Friday.", "Paris"),
    ],
)
def test_no_place_that_is_not_where_it_happened(drafted: Drafted, text: str, never: str) -> None:
    assert never not in {row["place"] for row in drafted(text).events}
    assert drafted(text).events


def test_an_unknown_village_keeps_its_name(drafted: Drafted) -> None:
    [event] = drafted("Gunmen killed 12 people in the village of Xyzabad in Gao region on Friday.").events
    assert event["place"] == "Xyzabad"
    assert event["admin1"].startswith("Gao")


def test_a_draft_has_no_coordinates_and_no_figures_of_its_own(drafted: Drafted) -> None:
    for event in drafted(ARTICLE).events:
        assert not {"latitude", "longitude", "fatalities_best", "fatalities_low", "fatalities_high"} & event.keys()


def test_without_a_date_of_publication_friday_stays_a_word(drafted: Drafted) -> None:
    drafts = drafted("Gunmen killed 12 civilians in Tessit on Friday.", published="")
    assert [event["event_date"] for event in drafts.events] == [""]
    assert claims(drafts, "event_date") == ["Friday"]


def test_a_day_is_never_more_exact_than_printed(drafted: Drafted) -> None:
    drafts = drafted("Gunmen killed 12 civilians in Tessit last week.")
    assert claims(drafts, "event_date") == ["2025-06-02..2025-06-08"]
    assert claims(drafted("Gunmen killed 12 civilians in Tessit."), "event_date") == []


def test_when_somebody_said_it_is_not_when_it_happened(drafted: Drafted) -> None:
    drafts = drafted("The army said on Saturday that gunmen had killed 12 civilians in Tessit.")
    assert claims(drafts, "event_date") == []


def test_a_claimants_figure_is_never_the_articles(drafted: Drafted) -> None:
    [claim] = [
        one
        for one in drafted("The Reds said they killed 14 Blue soldiers in Tessit on Friday.").claims
        if one["value"] == "14"
    ]
    assert claim["claimant"] == "Reds"


def test_a_denial_is_never_an_assertion(drafted: Drafted) -> None:
    drafts = drafted("The Blue Army denied that its troops had killed 12 civilians in Tessit on Friday.")
    tolls = [claim for claim in drafts.claims if claim["field"] == "fatalities"]
    assert {claim["stance"] for claim in tolls} == {"denies"}
    assert {claim["claimant"] for claim in tolls} == {"Blue Army"}


def test_a_hedge_is_kept(drafted: Drafted) -> None:
    drafts = drafted("Gunmen reportedly killed 12 civilians in Tessit on Friday.")
    assert {claim["hedge"] for claim in drafts.claims if claim["field"] == "fatalities"} == {"reportedly"}


def test_ages_and_retracted_figures_are_no_tolls(drafted: Drafted) -> None:
    text = "A 14-year-old boy was killed in Tessit on Friday. The earlier toll of 20 was incorrectly reported."
    assert not {"14", "20"} & set(claims(drafted(text), "fatalities"))


def test_two_tolls_are_never_added(drafted: Drafted) -> None:
    text = "The Reds said they killed 14 soldiers in Tessit on Friday. The Blue Army said 3 soldiers were killed."
    assert sorted(claims(drafted(text), "fatalities")) == ["14", "3"]


def test_an_alias_holds_within_its_time_and_militants_are_nobody(drafted: Drafted) -> None:
    drafts = drafted(
        "Militants attacked Blue soldiers in Tessit on Friday. The Reds ambushed Blue soldiers in Kidal on 3 May 2023."
    )
    names = {name for row in drafts.events for key in ("actor1", "actor2") for name in [row[key]] if name}
    assert "Red Front" in names
    assert "Red Union" not in names


@pytest.mark.parametrize(
    "text",
    [
        "Cholera has killed 120 people in Mali. The virus has infected 3,000 patients since May, and 12 died Friday.",
        "Floods killed 30 people in Niger on Friday.",
        "The army plans to attack Kidal on Friday.",
        "Wagner has long fought against militants.",
    ],
)
def test_what_is_no_event_of_a_conflict(drafted: Drafted, text: str) -> None:
    assert drafted(text).events == []


def test_a_new_paragraph_renumbers_nothing(drafted: Drafted) -> None:
    before = {row["event_id"] for row in drafted(ARTICLE).events}
    after = {row["event_id"] for row in drafted("The market was open.\n" + ARTICLE).events}
    assert before == after


def test_french(drafted: Drafted) -> None:
    text = "Au moins douze civils ont été tués vendredi dans une attaque près de Tessit, selon une source militaire."
    drafts = drafted(text, language="fr")
    [toll] = [claim for claim in drafts.claims if claim["field"] == "fatalities"]
    assert (toll["value"], toll["claimant"]) == (">=12", "source militaire")
    [event] = drafts.events
    assert (event["event_date"], event["place"], event["place_relation"]) == ("2025-06-13", "Tessit", "near")


def test_an_undated_weekday_takes_no_year_from_the_background(drafted):
    text = (
        "A convoy of Blue troops was ambushed in northern Mali on Friday, killing three soldiers.\n\n"
        "The attack occurred in the Kidal region.\n\n"
        "In 2023, Blue troops retook Kidal from the Reds.\n"
    )
    ambush, *others = drafted(text, published="").events
    assert ambush["event_date"] == ""  # nobody says which Friday
    assert [event["event_date"] for event in others] == ["2023"]


def test_an_army_that_speaks_is_not_the_resident_who_spoke_before(drafted):
    text = (
        "According to a resident, gunmen came to Tessit.\nRebels killed 14 soldiers in Kidal on Friday, the army said."
    )
    assert {one["claimant"] for one in drafted(text).claims if one["value"] == "14"} == {"army"}


def test_the_city_of_a_dateline_is_no_party(drafted):
    [event] = drafted("BAMAKO, June 14 (Reuters) - Gunmen killed 12 civilians in Tessit on Friday.").events
    assert "BAMAKO" not in (event["actor1"], event["actor2"])


def test_what_is_told_of_years_is_less_sure_than_what_is_told_of_a_day(drafted):
    told = ("on 3 May 2023", "in 2023", "between 2013 and 2016")
    sure = [drafted(f"Rebels attacked Blue soldiers in Kidal {when}.").events[0]["draft_confidence"] for when in told]
    assert sure == ["1.00", "0.90", "0.20"]
