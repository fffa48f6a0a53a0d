"""What drafting reads of whole articles: the table is `articles.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mapper.draft import language_of
from tests.draft.conftest import Drafted

TABLE = tomllib.loads(Path(__file__).with_name("articles.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE["article"], ids=lambda case: case["name"])
def test_an_article(drafted: Drafted, case: dict[str, Any]) -> None:
    language = language_of(case["text"])
    drafts = drafted(case["text"], published=case["published"], language=language, country=case["country"])
    rows = [row_of(event, drafts.claims) for event in drafts.events]
    asked = case["events"]
    assert [{name: row[name] for name in one} for row, one in zip(rows, asked, strict=False)] == asked
    assert len(rows) == len(asked)
    values = {claim["value"] for claim in drafts.claims if claim["field"] != "event_date"}
    assert not values & {*case.get("never", ()), *case.get("never_places", ())}
    assert not {row["place"] for row in drafts.events} & set(case.get("never_places", ()))


def row_of(event: dict[str, str], claims: list[dict[str, str]]) -> dict[str, Any]:
    """Return place, date and tolls of a drafted event, as the table has them."""
    dead = {
        claim["value"]
        for claim in claims
        if claim["event_id"] == event["event_id"] and claim["field"] in {"fatalities", "casualties"} and claim["value"]
    }
    date = "..".join(filter(None, (event["event_date"], event["end_date"])))
    return {"place": event["place"], "date": date, "dead": sorted(dead)}
