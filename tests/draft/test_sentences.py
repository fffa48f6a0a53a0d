"""What drafting reads of single sentences: the table is `sentences.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mapper.draft import language_of
from tests.draft.conftest import Drafted

TOLLS = {"fatalities", "casualties", "injured", "captured"}
TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["text"][:60])
def test_a_sentence(drafted: Drafted, case: dict[str, Any]) -> None:
    drafts = drafted(case["text"], language=language_of(case["text"]), country="ML")
    claims = drafts.claims
    if "dead" in case:
        assert sorted(claim["value"] for claim in claims if claim["field"] == "fatalities") == sorted(case["dead"])
    if "events" in case:
        assert len(drafts.events) == case["events"]
    if "place" in case:
        assert {row["place"] for row in drafts.events} == {case["place"]}
    if "admin1" in case:
        assert {row["admin1"] for row in drafts.events} == {case["admin1"]}
    if "relation" in case:
        assert {row["place_relation"] for row in drafts.events} == {case["relation"]}
    if "date" in case:
        assert {row["event_date"] for row in drafts.events} == {case["date"]}
    for field in ("claimant", "stance"):
        if field in case:
            assert case[field] in {claim[field] for claim in claims if claim["field"] in {"fatalities", "event_type"}}
    _check_parties(claims, case)
    assert not {claim["value"] for claim in claims} & set(case.get("never", ()))


def _check_parties(claims: list[dict[str, str]], case: dict[str, Any]) -> None:
    tolls = [claim for claim in claims if claim["field"] in TOLLS]
    sides = [claim for claim in claims if claim["field"] in {"actor1", "actor2"}]
    found = {
        **{which: [claim["value"] for claim in sides if claim["field"] == which] for which in ("actor1", "actor2")},
        "sides": [claim["value"] for claim in sides],
        "units": [claim["unit_or_group"] for claim in tolls],
        "claimants": [*dict.fromkeys(claim["claimant"] for claim in [*tolls, *sides])],
    }
    assert {name: found[name] for name in found if name in case} == {name: case[name] for name in found if name in case}


def test_a_country_to_which_people_fled_is_not_that_of_the_event(drafted: Drafted) -> None:
    text = (
        "Une frappe de l'armée malienne a visé vendredi le village de Tangatou.\n"
        "Des habitants ont fui vers la Mauritanie.\n"
        "Le même jour, des roquettes ont visé une position de l'armée malienne à Kidal."
    )
    rows = drafted(text, language="fr").events
    assert {row["place"]: row["country"] for row in rows} == {"Tangatou": "", "Kidal": "ML"}


@pytest.mark.parametrize("text", TABLE["no_events"]["texts"], ids=lambda text: text[:60])
def test_what_tells_of_no_event(drafted: Drafted, text: str) -> None:
    assert drafted(text, language=language_of(text), country="ML").events == []
